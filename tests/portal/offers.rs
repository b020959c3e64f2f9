//! Offers to end clients: what a client sees and does, and that nothing of the purchase ever reaches the client.

use jiff::ToSpan;
use jiff::tz::TimeZone;
use kabinet::modules::offers::public::PublicOffer;
use kabinet::modules::offers::{Offer, OfferId};
use kabinet::platform::access::Role;
use kabinet::platform::store::Reader;
use kabinet::platform::values::{Clock, Day};

use crate::harness::{Answer, Client, GOODS, World, put};

const AGENT: (&str, &str) = ("user-agent", "Mozilla/5.0 (test)");
const ANSWER: [(&str, &str); 4] = [
    ("variant", "0"),
    ("name", "Ольга Клиентова"),
    ("contact", "+7 900 111-22-33"),
    ("consent", "1"),
];

/// Makes an offer from the dealer's draft with these fields changed; the answer to the form.
fn made(client: &Client, draft: &str, changes: &[(&str, &str)]) -> Answer {
    let page = client.get(&format!("/offers/new?draft={draft}"));
    looked_at_and_made(client, page.form("/offers"), changes)
}

/// The form with these fields changed.
fn looked_at_and_made(client: &Client, mut fields: Vec<(String, String)>, changes: &[(&str, &str)]) -> Answer {
    let set = |fields: &mut Vec<(String, String)>, name: &str, value: &str| {
        fields.retain(|(known, _)| known != name);
        fields.push((name.to_owned(), value.to_owned()));
    };
    for (name, value) in changes {
        set(&mut fields, name, value);
    }
    let pairs = |fields: &[(String, String)]| fields.to_vec();
    let send = |path: &str, fields: &[(String, String)]| {
        let fields = pairs(fields);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        client.post(path, &fields)
    };
    // As a person does: looks at the sums, then presses.
    let calculated = send("/offers/calculation", &fields);
    let seen = calculated.form("/offers");
    for (name, value) in seen.iter().filter(|(name, _)| name.starts_with("seen-")) {
        set(&mut fields, name, value);
    }
    send("/offers", &fields)
}

/// The names of the fields of a draft's lines: a rule and a price each.
fn line_fields(client: &Client, draft: &str) -> Vec<(String, String)> {
    let page = client.get(&format!("/offers/new?draft={draft}"));
    let prices = page.attributes("input.kb-offer-price", "name");
    prices
        .into_iter()
        .map(|price| (price.replacen("p-", "r-", 1), price))
        .collect()
}

/// The path of the public page, from the offer's page.
fn link(client: &Client, offer: &str) -> String {
    let address = client.get(offer).attributes("#link", "value").remove(0);
    let (_, secret) = address.split_once("/o/").expect("an address of the public page");
    assert!(secret.len() * 4 >= 128, "the secret is long enough: {secret}");
    format!("/o/{secret}")
}

fn director(world: &World) -> Client {
    world.signed_in(world.sever.person(Role::Director))
}

fn offered(world: &World, changes: &[(&str, &str)]) -> (String, String) {
    let client = director(world);
    let offer = made(&client, &world.sever.deal().draft, changes)
        .expect(303)
        .location()
        .to_owned();
    let link = link(&client, &offer);
    (offer, link)
}

/// A file's words; the page is told apart from the paper by its kind.
fn words(answer: &Answer) -> String {
    assert_eq!(answer.header("content-type"), "application/pdf");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("offer.pdf");
    std::fs::write(&file, &answer.bytes).unwrap();
    let out = std::process::Command::new("pdftotext")
        .args(["-layout"])
        .arg(&file)
        .arg("-")
        .output();
    let out = out.expect("pdftotext is installed (bash tests/run tools)");
    String::from_utf8(out.stdout).unwrap()
}

fn spaces(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_client_reads_the_price_and_nothing_of_the_purchase() {
    let world = World::fresh();
    // Margin 25 %: 1234 / 0.75 = 1645.33, two pieces.
    let (offer, link) = offered(&world, &[("rule-0", "margin"), ("percent-0", "25")]);
    let client = world.anonymous();
    let page = client.get_with(&link, &[AGENT]);
    page.expect(200).contains("3\u{a0}290,66").contains(GOODS[0].name);
    page.contains("Три тысячи двести девяносто рублей 66 копеек");
    assert!(page.header("x-robots-tag").contains("noindex"));
    assert_eq!(page.header("cache-control"), "no-store");
    let paper = client.get(&format!("{link}/file"));
    let paper_words = spaces(&words(paper.expect(200)));
    assert!(
        paper_words.contains("3 290,66") && paper_words.contains(GOODS[0].name),
        "{paper_words}"
    );
    // The address itself is random digits and letters, which may hold any figure; a paper may break it.
    let code = link.rsplit('/').next().unwrap();
    let told = |words: &str| -> String {
        let words = words.replace(code, "");
        let piece = |word: &&str| word.len() >= 6 && code.contains(*word);
        words
            .split(' ')
            .filter(|word| !piece(word))
            .collect::<Vec<_>>()
            .join(" ")
    };
    let (page_words, paper_words) = (told(&spaces(&page.body())), told(&paper_words));
    // Two pieces cost 2,468; 822.66 are earned, 25 % and 33.33 % of them.
    for secret in [
        "1234", "1 234", "2468", "2 468", "822,66", "25,00", "25 %", "33,33", "margin", "purchase",
    ] {
        assert!(!page_words.contains(secret), "the page tells {secret}");
        assert!(!paper_words.contains(secret), "the paper tells {secret}");
    }
    let own = director(&world).get(&offer);
    own.contains("2\u{a0}468,00").contains("822,66");
    let seller = world.signed_in(world.sever.person(Role::Seller)).get(&offer);
    assert!(!seller.expect(200).body().contains("2\u{a0}468,00"));
    assert!(!seller.body().contains("25\u{a0}%"));
}

#[test]
fn who_does_not_see_purchase_prices_offers_at_rrp_and_below() {
    let world = World::fresh();
    let seller = world.signed_in(world.sever.person(Role::Seller));
    let draft = world.sever.deal().draft.clone();
    for rule in ["margin", "markup", "premium"] {
        let answer = made(&seller, &draft, &[("rule-0", rule), ("percent-0", "10")]);
        assert!(!answer.expect(422).body().contains("1\u{a0}2"), "no price of it");
    }
    made(&seller, &draft, &[("rule-0", "discount"), ("percent-0", "10")]).expect(303);
    let page = seller.get(&format!("/offers/new?draft={draft}"));
    let field = page.attributes("input.kb-offer-price", "name").remove(0);
    made(&seller, &draft, &[(&field, "2000,01")]).expect(422);
    // So large that its sum has no place: told, not calculated past its end.
    made(&director(&world), &draft, &[(&field, "92233720368547758")]).expect(422);
    made(&seller, &draft, &[(&field, "1999,99")]).expect(303);
    // What a director priced by margin begins anew at RRP for a seller.
    let (offer, _) = offered(&world, &[("rule-0", "margin"), ("percent-0", "25")]);
    let again = seller.get(&format!("/offers/new?from={}", offer.trim_start_matches("/offers/")));
    let fields = again.form("/offers");
    assert!(fields.contains(&("rule-0".to_owned(), "rrp".to_owned())));
}

#[test]
fn a_line_has_a_margin_of_its_own_and_the_client_reads_none() {
    let world = World::fresh();
    let client = director(&world);
    let draft = world.sever.deal().draft.clone();
    let (rule, price) = line_fields(&client, &draft).remove(0);
    // The variant is at RRP; this line by a margin of 31.5 %: 1234 / 0.685 = 1801.46, two pieces.
    let changes = [(rule.as_str(), "margin"), (price.as_str(), "31,5")];
    let offer = made(&client, &draft, &changes).expect(303).location().to_owned();
    let own = client.get(&offer);
    own.contains("3\u{a0}602,92");
    assert_eq!(own.texts("[data-line-rule]"), ["Маржа: 31,5 %"]);
    let link = link(&client, &offer);
    let page = world.anonymous().get_with(&link, &[AGENT]);
    page.expect(200).contains("3\u{a0}602,92");
    let paper = world.anonymous().get(&format!("{link}/file"));
    let code = link.rsplit('/').next().unwrap();
    for told in [
        spaces(&page.body()).replace(code, ""),
        spaces(&words(paper.expect(200))),
    ] {
        for secret in ["31,5", "31.5", "Маржа", "margin", "2 468", "2\u{a0}468"] {
            assert!(!told.contains(secret), "it tells {secret}");
        }
    }
    // A colleague who sees no purchase price reads neither the rule nor its percent, and begins anew without it.
    let seller = world.signed_in(world.sever.person(Role::Seller));
    let read = seller.get(&offer);
    assert!(read.expect(200).texts("[data-line-rule]").is_empty() && !read.body().contains("31,5"));
    let id = offer.trim_start_matches("/offers/");
    let begun = seller.get(&format!("/offers/new?from={id}"));
    assert!(!begun.expect(200).body().contains("31,5"));
    // The director begins where the offer stood.
    let fields = client.get(&format!("/offers/new?from={id}")).form("/offers");
    for pair in [(&rule, "margin"), (&price, "31,5")] {
        assert!(fields.contains(&(pair.0.clone(), pair.1.to_owned())), "{fields:?}");
    }
    // Nothing is made of what can't be: it is said at the line, and what was typed stays.
    for (chosen, typed) in [("margin", "100"), ("markup", "много"), ("margin", ""), ("unknown", "5")] {
        let changes = [
            (rule.as_str(), chosen),
            (price.as_str(), typed),
            ("client", "ООО «Ромашка»"),
        ];
        let answer = made(&client, &draft, &changes);
        assert!(!answer.expect(422).texts("tr .kb-err").is_empty(), "{chosen} {typed}");
        answer.contains("ООО «Ромашка»");
        assert_eq!(answer.attributes("input.kb-offer-price", "value"), [typed]);
    }
    for chosen in ["margin", "markup", "premium"] {
        let answer = made(&seller, &draft, &[(&rule, chosen), (&price, "10")]);
        assert!(!answer.expect(422).body().contains("1\u{a0}3"), "no price of it");
    }
    made(&seller, &draft, &[(&rule, "discount"), (&price, "10")]).expect(303);
}

#[test]
fn the_paper_has_the_comparison_of_variants_that_the_page_has() {
    let world = World::fresh();
    let client = director(&world);
    let draft = world.sever.deal().draft.clone();
    let mut fields = client.get(&format!("/offers/new?draft={draft}")).form("/offers");
    let source = format!("draft:{draft}");
    fields.retain(|(name, _)| name != "add");
    fields.extend([("add".to_owned(), source), ("more".to_owned(), "1".to_owned())]);
    let pairs: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let fields = client.post("/offers/calculation", &pairs).expect(200).form("/offers");
    // At RRP, and a fifth below it: 2,000 and 1,600, two pieces each.
    let changes = [
        ("name-0", "Базовый"),
        ("name-1", "Выгодный"),
        ("rule-1", "discount"),
        ("percent-1", "20"),
    ];
    let offer = looked_at_and_made(&client, fields, &changes)
        .expect(303)
        .location()
        .to_owned();
    let link = link(&client, &offer);
    let guest = world.anonymous();
    let page = guest.get_with(&link, &[AGENT]);
    let compared = page.expect(200).texts(".kb-offer-compare tbody tr td").join(" ");
    let paper = words(guest.get(&format!("{link}/file")).expect(200));
    let line = |needle: &[&str]| {
        let plain = |line: &str| line.replace('\u{a0}', " ");
        let found = paper
            .lines()
            .any(|line| needle.iter().all(|part| plain(line).contains(part)));
        assert!(found, "no line with {needle:?} in\n{paper}");
    };
    line(&["Варианты рядом"]);
    line(&["Базовый", "Выгодный"]);
    line(&["4 000,00", "3 200,00"]);
    line(&["Итого", "4 000,00", "3 200,00"]);
    assert!(
        compared.contains("4 000,00") && compared.contains("3 200,00"),
        "{compared}"
    );
    // One variant has nothing to stand beside.
    let single = offered(&world, &[]).1;
    let paper = words(guest.get(&format!("{single}/file")).expect(200));
    assert!(!paper.contains("Варианты рядом"), "{paper}");
}

#[test]
fn taking_twice_is_once_and_the_dealer_hears_of_it() {
    let world = World::fresh();
    let (offer, link) = offered(&world, &[]);
    let client = world.anonymous();
    for _ in 0..2 {
        client.post(&format!("{link}/acceptance"), &ANSWER).expect(303);
    }
    client.get(&link).expect(200).contains("Вы приняли предложение");
    let page = director(&world).get(&offer);
    assert_eq!(page.texts("[data-answer=accepted]").len(), 1);
    page.contains("Ольга Клиентова");
    director(&world).get("/").contains("Ольга Клиентова");
    let draft = format!("/drafts/{}", world.sever.deal().draft);
    assert!(page.attributes("a", "href").contains(&draft), "the draft can be sent");
    // What was taken can't be taken back.
    let version = page.form(&format!("{offer}/settlement"));
    let fields: Vec<(&str, &str)> = version.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    director(&world)
        .post(&format!("{offer}/revocation"), &fields)
        .expect(422);
}

#[test]
fn a_question_needs_words_and_consent_and_what_was_typed_is_kept() {
    let world = World::fresh();
    let (offer, link) = offered(&world, &[]);
    let client = world.anonymous();
    let asked = client.post(&format!("{link}/questions"), &ANSWER);
    asked
        .expect(422)
        .contains("Напишите вопрос")
        .contains("Ольга Клиентова");
    let mut fields = ANSWER.to_vec();
    // What can't be seen, or turns what follows round, is not kept.
    fields.push(("comment", "<script>alert(1)</script> Когда\u{202e}\u{0} доставка?"));
    client.post(&format!("{link}/questions"), &fields).expect(303);
    let page = director(&world).get(&offer);
    page.contains("Когда доставка?");
    assert!(!page.body().contains("<script>alert(1)"));
    fields.retain(|(name, _)| *name != "consent");
    client.post(&format!("{link}/questions"), &fields).expect(422);
    let foreign = client.post_raw(
        &format!("{link}/questions"),
        &[("sec-fetch-site", "cross-site")],
        &ANSWER,
    );
    foreign.expect(403);
}

#[test]
fn views_count_people_and_not_the_dealers_own() {
    let world = World::fresh();
    let (offer, link) = offered(&world, &[]);
    let own = director(&world);
    own.get_with(&link, &[AGENT]).expect(200);
    world
        .anonymous()
        .get_with(&link, &[("user-agent", "TelegramBot (like TwitterBot)")])
        .expect(200);
    own.get(&offer).contains("Не открыто");
    let client = world.anonymous();
    client.get_with(&link, &[AGENT]).expect(200);
    client.get_with(&link, &[AGENT]).expect(200);
    own.get(&offer).contains("Просмотрено");
    let row = own.get("/offers").texts("tr[data-offer] td").join(" ");
    assert!(row.contains(" 1 "), "counted once: {row}");
}

#[test]
fn a_revoked_link_says_so_and_wrong_ones_are_not_found() {
    let world = World::fresh();
    let (offer, link) = offered(&world, &[("text", "<img src=x onerror=alert(1)>")]);
    let client = world.anonymous();
    let page = client.get(&link);
    assert!(!page.expect(200).body().contains("<img src=x"));
    director(&world)
        .post(&format!("{offer}/revocation"), &[("version", "1")])
        .expect(303);
    let page = client.get(&link);
    page.expect(410)
        .contains("отозвано")
        .contains(&world.sever.person(Role::Director).email);
    assert!(!page.body().contains(GOODS[0].name));
    client.get(&format!("{link}/file")).expect(410);
    client.post(&format!("{link}/acceptance"), &ANSWER).expect(410);
    for wrong in ["/o/x", "/o/0123456789012345678901234567890123456789", "/o/..%2f"] {
        client.get(wrong).expect(404);
    }
    let other = format!("{link}/pictures/{}/96", world.picture);
    client.get(&other).expect(404);
    let stranger = world.signed_in(world.yug.person(Role::Director));
    stranger.get(&offer).expect(404);
    made_of_foreign(&world);
}

/// The offer's last day is moved into the past under the server: nobody can do that over HTTP.
fn expired(world: &mut World, offer: &str, until: Day) {
    let id: OfferId = offer.trim_start_matches("/offers/").parse().unwrap();
    world.below(async move |access| {
        let (mut own, mut public): (Offer, PublicOffer) = {
            let tx = access.read().unwrap();
            (tx.get(&id).unwrap().unwrap(), tx.get(&id).unwrap().unwrap())
        };
        (own.until, public.until) = (until, until);
        put(access.services(), own).await;
        put(access.services(), public).await;
    });
}

#[test]
fn an_expired_link_names_the_day_and_takes_nothing() {
    let mut world = World::fresh();
    let (offer, link) = offered(&world, &[]);
    let today = Clock::system().now().day_in(&TimeZone::get("Europe/Moscow").unwrap());
    // On its last day it stands; the day after it doesn't.
    expired(&mut world, &offer, today);
    world.anonymous().get_with(&link, &[AGENT]).expect(200);
    let until = today.saturating_add(-1.days());
    expired(&mut world, &offer, until);
    let client = world.anonymous();
    let said = format!(
        "Срок предложения истёк {}",
        kabinet::platform::i18n::format::date(until)
    );
    let gone = |answer: &Answer| {
        answer.expect(410).contains(&said);
        answer.contains(&world.sever.person(Role::Director).email);
        for kept in [GOODS[0].name, "2\u{a0}000,00", "/acceptance"] {
            assert!(!answer.body().contains(kept), "an expired page has {kept}");
        }
        assert!(answer.header("x-robots-tag").contains("noindex"));
    };
    gone(&client.get_with(&link, &[AGENT]));
    let paper = client.get(&format!("{link}/file"));
    gone(&paper);
    assert!(paper.header("content-type").starts_with("text/html"));
    let mut fields = ANSWER.to_vec();
    fields.push(("comment", "Берём, когда монтаж?"));
    for path in ["acceptance", "questions"] {
        let answer = client.post(&format!("{link}/{path}"), &fields);
        gone(&answer);
        answer.contains("Берём, когда монтаж?");
    }
    // Without a consent or a name it is over all the same.
    gone(&client.post(&format!("{link}/acceptance"), &[("variant", "7")]));

    let own = director(&world);
    let page = own.get(&offer);
    page.contains("Срок истёк");
    assert!(page.texts("[data-answer]").is_empty(), "no answer was taken");
    assert!(!page.body().contains(ANSWER[1].1) && !own.get("/").body().contains(ANSWER[1].1));
    let row = own.get("/offers").texts("tr[data-offer] td").join(" ");
    assert!(row.contains("Срок истёк"), "{row}");

    // Extended, the same address opens again.
    let version = page.form(&format!("{offer}/extension"));
    let version = version.iter().find(|(name, _)| name == "version").unwrap().1.clone();
    let again = kabinet::platform::i18n::format::date(today.saturating_add(7.days())).to_string();
    let fields = [("version", version.as_str()), ("until", again.as_str())];
    own.post(&format!("{offer}/extension"), &fields).expect(303);
    client.get_with(&link, &[AGENT]).expect(200).contains(GOODS[0].name);
    client.post(&format!("{link}/acceptance"), &ANSWER).expect(303);
}

fn made_of_foreign(world: &World) {
    let client = director(world);
    client
        .get(&format!("/offers/new?draft={}", world.yug.deal().draft))
        .expect(404);
    let source = format!("draft:{}", world.yug.deal().draft);
    client
        .post("/offers", &[("source-0", &source), ("rule-0", "rrp")])
        .expect(404);
}

#[test]
fn a_new_version_closes_the_old_link() {
    let world = World::fresh();
    let (offer, old) = offered(&world, &[]);
    let client = director(&world);
    let id = offer.trim_start_matches("/offers/");
    let fields = client.get(&format!("/offers/new?from={id}")).form("/offers");
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let new = client.post("/offers", &fields).expect(303).location().to_owned();
    world.anonymous().get(&old).expect(410).contains("новую версию");
    let address = link(&client, &new);
    world.anonymous().get(&address).expect(200);

    // The next version is of the same company under the same tax, whatever the draft says.
    let begun = |id: &str| client.get(&format!("/offers/new?from={id}")).form("/offers");
    let regime = |fields: &[(String, String)]| {
        let found = fields.iter().find(|(name, _)| name == "regime");
        found.expect("the form has it").1.clone()
    };
    let id = new.trim_start_matches("/offers/");
    assert_eq!(regime(&begun(id)), "general");
    let newest = of_regime(&client, &begun(id), "simplified5");
    let id = newest.trim_start_matches("/offers/");
    assert_eq!(regime(&begun(id)), "simplified5");

    // Without the draft there is nothing to make another from, and nothing leads there.
    let again = |page: &Answer| page.attributes("a[href^='/offers/new?from=']", "href").len();
    assert_eq!(again(&client.get(&newest)), 2);
    let draft = &world.sever.deal().draft;
    let version = client
        .get(&format!("/drafts/{draft}"))
        .form(&format!("/drafts/{draft}/removal"));
    let version: Vec<(&str, &str)> = version.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    client.post(&format!("/drafts/{draft}/removal"), &version).expect(303);
    let page = client.get(&newest);
    assert_eq!(again(page.expect(200)), 0);
}

/// The same form sent with another tax, looked at before.
fn of_regime(client: &Client, fields: &[(String, String)], regime: &str) -> String {
    let with = |seen: Option<&[(String, String)]>| -> Vec<(String, String)> {
        let kept = fields
            .iter()
            .filter(|(name, _)| name != "regime" && (seen.is_none() || !name.starts_with("seen-")));
        let seen = seen
            .unwrap_or_default()
            .iter()
            .filter(|(name, _)| name.starts_with("seen-"));
        let regime = ("regime".to_owned(), regime.to_owned());
        kept.chain(seen).cloned().chain([regime]).collect()
    };
    let send = |path: &str, fields: &[(String, String)]| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        client.post(path, &fields)
    };
    let seen = send("/offers/calculation", &with(None)).form("/offers");
    send("/offers", &with(Some(&seen))).expect(303).location().to_owned()
}

#[test]
fn a_form_is_refused_with_everything_that_was_typed() {
    let world = World::fresh();
    let client = director(&world);
    let draft = world.sever.deal().draft.clone();
    let long = "щ".repeat(6_000);
    let answer = made(
        &client,
        &draft,
        &[
            ("text", &long),
            ("title", ""),
            ("until", "31.02.2027"),
            ("client", "ООО «Ромашка»"),
        ],
    );
    answer
        .expect(422)
        .contains("ООО «Ромашка»")
        .contains("31.02.2027")
        .contains(&long);
    // Sums that nobody has seen make no offer.
    let mut fields = client.get(&format!("/offers/new?draft={draft}")).form("/offers");
    fields.retain(|(name, _)| !name.starts_with("seen-"));
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    client.post("/offers", &fields).expect(422);
}
