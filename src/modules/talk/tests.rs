//! Pure rules of conversations, and who sees what of them.

use super::model::*;
use super::text::{Part, mentioned, parts};
use crate::modules::orders::{Author, Side};
use crate::platform::store::Record;
use crate::platform::values::{Id, Moment, Scope, cleaned};

const NOW: Moment = Moment::from_millis(1_790_000_000_000);

fn people() -> Vec<Mention> {
    ["Олег Сандалов", "Марина Ветлугина", "Марина Кручина", "Ян"]
        .map(|name| Mention {
            membership: Id::derived("member", name),
            name: name.to_owned(),
        })
        .to_vec()
}

fn post(audience: Audience) -> Post {
    Post {
        id: Id::derived("post", "1"),
        order: Id::derived("order", "1"),
        number: "26-000042".parse().unwrap(),
        dealer: Id::derived("dealer", "Север"),
        seq: 7,
        audience,
        line: None,
        author: Author {
            membership: Some(Id::derived("member", "Ян")),
            ..Author::person(Side::Dealer, Id::derived("account", "Ян"), "Ян")
        },
        by_link: false,
        text: "Добрый день".to_owned(),
        files: Vec::new(),
        mentions: Vec::new(),
        question: None,
        at: NOW,
        edited: None,
        removed: None,
    }
}

#[test]
fn only_addresses_of_the_web_become_links() {
    use Part::{Link, Words};
    for (text, want) in [
        ("без ссылок", vec![Words("без ссылок")]),
        (
            "см. https://a.example/x?y=1&z=(2).",
            vec![Words("см. "), Link("https://a.example/x?y=1&z=(2)"), Words(".")],
        ),
        (
            "(HTTP://a.example/), и",
            vec![Words("("), Link("HTTP://a.example/"), Words("), и")],
        ),
        ("javascript:alert(1)", vec![Words("javascript:alert(1)")]),
        ("data:text/html,x ftp://a", vec![Words("data:text/html,x ftp://a")]),
        ("https:// пусто http://", vec![Words("https:// пусто http://")]),
        ("xhttps://a.example", vec![Words("xhttps://a.example")]),
        (
            "https://a.example/\"onmouseover=alert(1)",
            vec![Link("https://a.example/"), Words("\"onmouseover=alert(1)")],
        ),
        ("https://a.example<b>", vec![Link("https://a.example"), Words("<b>")]),
        (
            "«https://a.example»",
            vec![Words("«"), Link("https://a.example"), Words("»")],
        ),
    ] {
        assert_eq!(parts(text, &[]), want, "{text}");
    }
}

#[test]
fn parts_are_the_text() {
    let text = "@Олег, см. https://пример.рф/док, @олег сандалов! почта a@b.ru\n@Марина @";
    let whole: String = parts(text, &people())
        .iter()
        .map(|part| match part {
            Part::Words(text) | Part::Link(text) | Part::Name(text) => *text,
        })
        .collect();
    assert_eq!(whole, text);
}

#[test]
fn people_are_named_by_whole_name_or_a_first_word_of_their_own() {
    for (text, want) in [
        ("@Олег Сандалов, посмотрите", vec!["Олег Сандалов"]),
        ("@олег посмотрите", vec!["Олег Сандалов"]),
        ("@Олега нет", vec![]),
        ("@Марина", vec![]),
        ("@Марина Кручина и @Ян.", vec!["Марина Кручина", "Ян"]),
        ("a@Ян.ru", vec![]),
        ("@Ян @Ян @ян", vec!["Ян"]),
        ("Олег Сандалов", vec![]),
    ] {
        let found: Vec<String> = mentioned(text, &people()).into_iter().map(|of| of.name).collect();
        assert_eq!(found, want, "{text}");
    }
}

#[test]
fn a_text_is_cleaned_and_has_an_end() {
    assert_eq!(cleaned("  a\r\nb\rc\0\u{202e}d  "), "a\nb\ncd");
    assert_eq!(fitting(" \n ", 0), Err(Refusal::Empty));
    assert_eq!(fitting(" \n ", 1), Ok(String::new()));
    assert_eq!(
        fitting(&"я".repeat(TEXT_MAX), 0).map(|text| text.len()),
        Ok(2 * TEXT_MAX)
    );
    assert_eq!(fitting(&"я".repeat(TEXT_MAX + 1), 0), Err(Refusal::TooLong));
    assert_eq!(fitting("a", FILES_MAX + 1), Err(Refusal::TooManyFiles));
}

#[test]
fn a_post_is_mended_by_its_author_for_a_quarter_of_an_hour() {
    let (me, other) = (Id::derived("member", "Ян"), Id::derived("member", "Олег"));
    let post = post(Audience::Shared);
    for (who, seconds, want) in [
        (me, 0, Ok(())),
        (me, MENDING_SECONDS - 1, Ok(())),
        (me, MENDING_SECONDS, Err(Refusal::TooLate)),
        (other, 0, Err(Refusal::NotOwn)),
    ] {
        assert_eq!(post.mendable(who, NOW.plus_seconds(seconds)), want);
    }
    let gone = Post {
        question: Some(Question {
            to_dealer: false,
            settled: None,
        }),
        ..post.clone()
    };
    assert!(gone.is_open_question());
    let gone = gone.taken_back(NOW);
    assert_eq!((gone.text.as_str(), gone.is_open_question()), ("", false));
    assert_eq!(gone.mendable(me, NOW), Err(Refusal::Removed));
}

#[test]
fn a_question_is_settled_once() {
    let asked = Post {
        question: Some(Question {
            to_dealer: true,
            settled: None,
        }),
        ..post(Audience::Shared)
    };
    let by = asked.author.clone();
    let settled = asked.settle(by.clone(), NOW, None).unwrap();
    assert_eq!(settled.settle(by.clone(), NOW, None), Err(Refusal::NoQuestion));
    assert_eq!(post(Audience::Shared).settle(by, NOW, None), Err(Refusal::NoQuestion));
}

#[test]
fn notes_are_there_for_their_own_side_alone() {
    let dealer = Id::derived("dealer", "Север");
    let scopes = [
        Scope::All,
        Scope::dealers([dealer]),
        Scope::dealers([Id::derived("dealer", "Юг")]),
        Scope::Dealer(dealer),
        Scope::Dealer(Id::derived("dealer", "Юг")),
        Scope::Nothing,
    ];
    for (audience, want) in [
        (Audience::Shared, [true, true, false, true, false, false]),
        (Audience::Staff, [true, true, false, false, false, false]),
        (Audience::Dealer, [false, false, false, true, false, false]),
    ] {
        let seen: Vec<bool> = scopes.iter().map(|scope| post(audience).visible_to(scope)).collect();
        assert_eq!(seen, want, "{audience:?}");
    }
}
