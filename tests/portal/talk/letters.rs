//! The link in a letter: it opens one conversation for one person, takes an answer, and ends.

use kabinet::platform::access::{Access, LetterKey, Role};
use kabinet::platform::notify::MAIL_BY_TIME;
use kabinet::platform::store::Reader;
use kabinet::platform::values::PageRequest;

use super::{MARKER, say, talk};
use crate::harness::{World, wait_for};

/// The newest link in the letters to somebody of «Север».
fn key_of(world: &mut World, role: Role) -> String {
    let person = world.sever.person(role).clone();
    wait_for("the bell of who is written to", || {
        let bell = world.signed_in(&person).get("/notices").body();
        bell.contains("ждёт ответа по заказу").then_some(())
    });
    world.below(async |access| {
        let letters = access
            .read()
            .unwrap()
            .scan(&MAIL_BY_TIME, &(), &PageRequest::first(100))
            .unwrap();
        let own = letters
            .items
            .into_iter()
            .filter(|mail| mail.to.as_str() == person.email);
        let mut links = own
            .flat_map(|mail| mail.lines)
            .filter(|line| line.by_key)
            .filter_map(|line| line.link);
        links.next_back().expect("a letter has a link by key")
    })
}

fn with_mail() -> World {
    World::fresh().with_settings("[mail]\ntransport = \"file\"\nfrom = \"cabinet@zavod.example\"\n")
}

#[test]
fn a_link_in_a_letter_opens_one_conversation_and_takes_an_answer() {
    let mut world = with_mail();
    let path = talk(&world.sever);
    say(&world.manager(), &path, &[("text", MARKER), ("note", "1")]);
    let asked = [("text", "Пароль от ворот?"), ("question", "1")];
    let question = say(&world.manager(), &path, &asked);
    let link = key_of(&mut world, Role::Buyer);
    let (anyone, buyer, manager) = (world.anonymous(), world.buyer(), world.manager());
    let page = anyone.get(&link);
    page.expect(200).contains("Пароль от ворот?").contains("вход не нужен");
    assert!(!page.body().contains(MARKER));
    assert!(page.attributes("a[href*='/files/']", "href").is_empty());
    assert_eq!(page.header("cache-control"), "no-store");
    assert!(page.header("set-cookie").is_empty(), "a key gives no session");

    anyone
        .post_raw(&link, &[], &[("text", " ")])
        .expect(422)
        .contains("Сообщение пустое");
    let fields = [("text", "1234"), ("note", "1"), ("question", "1"), ("files", "x")];
    let sent = anyone.post_raw(&link, &[], &fields);
    assert_eq!(sent.expect(303).location(), format!("{link}?sent=1"));
    anyone.get(&format!("{link}?sent=1")).contains("Ответ отправлен");
    let page = manager.get(&path);
    page.contains("по ссылке из письма")
        .contains("1234")
        .contains("Отвечено");
    assert_eq!(page.texts(".kb-msg.is-note").len(), 1, "a key writes no notes");
    buyer.post(&format!("{path}/{question}/settlement"), &[]).expect(422);
    // The key opens nothing else, and a session of another's doesn't change for whom it speaks.
    for other in ["/", "/orders", &path, "/talk"] {
        assert_eq!(anyone.get(other).status, 303, "{other}");
    }
    let yug = world.signed_in(world.yug.person(Role::Director));
    yug.get(&link)
        .expect(200)
        .contains(&world.sever.person(Role::Buyer).name);
    // Not a key: one letter off, a shorter one, none.
    let mut off = link.clone();
    let last = off.pop().unwrap();
    off.push(if last == '0' { '1' } else { '0' });
    for wrong in [
        off.as_str(),
        "/answers/",
        "/answers/0",
        "/answers/%00",
        "/answers/..%2f",
    ] {
        assert_eq!(anyone.get(wrong).status, 404, "{wrong}");
        assert_eq!(anyone.post_raw(wrong, &[], &[("text", "a")]).status, 404, "{wrong}");
    }
    // Its reader ends it.
    buyer.get(&path).contains("Отозвать ссылки");
    buyer.post(&format!("{path}/revocation"), &[]).expect(303);
    anyone.get(&link).expect(404);
    anyone.post_raw(&link, &[], &[("text", "после")]).expect(404);
    assert!(!buyer.get(&path).body().contains("Отозвать ссылки"));
    assert!(!manager.get(&path).body().contains("после"));
}

#[test]
fn files_go_both_ways_by_the_link_in_a_letter() {
    let mut world = with_mail();
    let path = talk(&world.sever);
    let manager = world.manager();
    let post_of = |answer: &crate::harness::Answer| answer.location().rsplit("#m-").next().unwrap().to_owned();
    let note = manager.upload(
        &path,
        &[
            ("text", None, MARKER.as_bytes()),
            ("note", None, b"1"),
            ("files", Some("notes.txt"), b"secret"),
        ],
    );
    let note = post_of(note.expect(303));
    let gone = manager.upload(&path, &[("files", Some("gone.txt"), b"gone")]);
    let gone = post_of(gone.expect(303));
    manager.post(&format!("{path}/{gone}/removal"), &[]).expect(303);
    let paper = "<script>чертёж</script>".as_bytes();
    let shared = manager.upload(
        &path,
        &[
            ("text", None, "Подпишите чертёж".as_bytes()),
            ("question", None, b"1"),
            ("files", Some("чертёж.html"), paper),
        ],
    );
    let shared = post_of(shared.expect(303));
    let elsewhere = manager.upload(&talk(&world.sever), &[("files", Some("own.txt"), b"own")]);
    elsewhere.expect(303);
    let yug = world.signed_in(world.yug.person(Role::Director));
    let foreign = yug.upload(&talk(&world.yug), &[("files", Some("foreign.txt"), b"foreign")]);
    let foreign = post_of(foreign.expect(303));

    let link = key_of(&mut world, Role::Buyer);
    let anyone = world.anonymous();
    let page = anyone.get(&link);
    let files = format!("{link}/files/{shared}/0");
    assert!(page.expect(200).attributes("a[download]", "href").contains(&files));
    let file = anyone.get(&files);
    assert_eq!(file.expect(200).bytes, paper);
    assert!(file.header("content-disposition").starts_with("attachment"));
    assert!(!file.header("content-type").contains("html") && file.header("set-cookie").is_empty());
    // Notes of any side, what was taken back, other conversations, other places: nothing is there.
    for absent in [
        format!("{note}/0"),
        format!("{gone}/0"),
        format!("{foreign}/0"),
        format!("{shared}/1"),
        format!("{shared}/-1"),
        "x/0".to_owned(),
    ] {
        anyone.get(&format!("{link}/files/{absent}")).expect(404);
    }

    // An answer with a file, and one that is too large: nothing is kept of it, and the words stay.
    let large = vec![b'x'; (10 << 20) + 1];
    let sent = |files: &[(&str, Option<&str>, &[u8])]| {
        let (kind, body) = crate::harness::multipart(files);
        anyone.send("POST", &link, &[("content-type", &kind)], body).unwrap()
    };
    let text = ("text", None, "Подписал".as_bytes());
    sent(&[text, ("files", Some("a.bin"), &large)])
        .expect(422)
        .contains("больше 10 МБ")
        .contains("Подписал");
    sent(&[text, ("files", Some("a.txt"), b"")]).expect(422);
    assert!(!world.manager().get(&path).body().contains("Подписал"));
    sent(&[text, ("files", Some("../подпись.pdf"), b"%PDF-1.7 signed")]).expect(303);
    let manager = world.manager();
    let answered = manager.get(&path);
    answered
        .contains("Подписал")
        .contains("подпись.pdf")
        .contains("по ссылке из письма");
    let address = answered
        .attributes("a[download]", "href")
        .into_iter()
        .next_back()
        .expect("the file of the answer");
    assert_eq!(manager.get(&address).expect(200).bytes, b"%PDF-1.7 signed");
    // The key ends, and its files with it.
    world.buyer().post(&format!("{path}/revocation"), &[]).expect(303);
    anyone.get(&files).expect(404);
}

#[test]
fn a_link_in_a_letter_goes_with_the_membership_and_with_time() {
    let mut world = with_mail();
    let path = talk(&world.sever);
    let asked = [("text", "Ещё вопрос"), ("question", "1")];
    say(&world.manager(), &path, &asked);
    let link = key_of(&mut world, Role::Buyer);
    // Grown old: it says so, and takes nothing.
    let expire = |days: i64| {
        let hash = kabinet::platform::access::hashed(link.trim_start_matches("/answers/"));
        async move |access: &Access| {
            let key: LetterKey = access.read().unwrap().get(&hash).unwrap().unwrap();
            let key = LetterKey {
                expires: access.now().plus_seconds(days * 86_400),
                ..key
            };
            access.write(move |write| write.technical(&key)).await.unwrap();
        }
    };
    world.below(expire(-1));
    let anyone = world.anonymous();
    anyone.get(&link).expect(422).contains("Срок ссылки из письма прошёл");
    anyone.post_raw(&link, &[], &[("text", "поздно")]).expect(422);
    world.below(expire(1));
    let (anyone, admin) = (world.anonymous(), world.admin());
    anyone.get(&link).expect(200);
    // Its person is switched off, and on again: the old link stays dead.
    let state = format!("/people/{}/state", world.sever.person(Role::Buyer).member.id);
    admin.post(&state, &[("disabled", "yes")]).expect(303);
    anyone.get(&link).expect(404);
    anyone.post_raw(&link, &[], &[("text", "после")]).expect(404);
    admin.post(&state, &[("disabled", "no")]).expect(303);
    anyone.get(&link).expect(404);
    let page = world.manager().get(&path);
    assert!(!page.body().contains("после") && !page.body().contains("поздно"));
}
