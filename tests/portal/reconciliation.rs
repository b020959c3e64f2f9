//! Reconciliations: a copy of 1C's ledger that stands, two sides that mark, answer and close, and nobody else.

use std::io::{Cursor, Read};

use kabinet::platform::access::Role;

use crate::blind::text_of_pdf;
use crate::exchange::connected;
use crate::harness::papers::id_of;
use crate::harness::{Answer, Client, World};
use crate::papers::{buyer, send};
use crate::settlements::{money, settlement, told};

/// Asks for a period of a contract; the id of what came.
#[track_caller]
pub fn asked(client: &Client, contract: &str, from: &str, to: &str) -> String {
    let page = client.get(&format!("/reconciliation/new?contract={contract}"));
    let answer = client.submit(page.expect(200), NEW, &[("from", from), ("to", to)]);
    of(answer.expect(303))
}

/// Marks a line (from 1; empty for one that the ledger lacks); the mark's id.
#[track_caller]
pub fn marked(client: &Client, act: &str, line: &str, comment: &str, file: Option<(&str, &[u8])>) -> String {
    let mut fields: Vec<(&str, Option<&str>, &[u8])> =
        vec![("line", None, line.as_bytes()), ("comment", None, comment.as_bytes())];
    if let Some((name, bytes)) = file {
        fields.push(("file", Some(name), bytes));
    }
    let answer = client.upload(&format!("/reconciliation/{act}/mark"), &fields);
    let to = answer.expect(303).location().to_owned();
    to.split_once("#m-").unwrap().1.to_owned()
}

const NEW: &str = "/reconciliation/new";

fn of(answer: &Answer) -> String {
    answer.location().trim_start_matches("/reconciliation/").to_owned()
}

fn at(act: &str) -> String {
    format!("/reconciliation/{act}")
}

/// The figures of the ledger below, in kopecks.
const OPENING: i64 = 10_000_00;
const JANUARY: i64 = 250_000_55;
const PAID: i64 = 90_000_00;
const REVERSED: i64 = -1_000_01;
const LATER: i64 = 77_777_00;

fn figure(minor: i64) -> String {
    let sign = if minor < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", minor.abs() / 100, minor.abs() % 100)
}

fn operation(day: &str, kind: &str, number: &str, debit: i64, credit: i64) -> String {
    format!(
        r#"{{"day": "{day}", "kind": "{kind}", "number": "{number}", "debit": "{}", "credit": "{}"}}"#,
        figure(debit),
        figure(credit)
    )
}

fn ledger(world: &World, company: &str, contract: &str, at: &str, more: i64, operations: &[String]) -> String {
    let closing = OPENING + more;
    let said = format!(
        r#""currency": "RUB", "asOf": "{at}", "from": "2026-01-01", "opening": "{}", "closing": "{}", "operations": [{}]"#,
        figure(OPENING),
        figure(closing),
        operations.join(", ")
    );
    settlement(&buyer(world, company), contract, &format!("Д-{company}"), &said)
}

/// Four operations of «Север», and the same of «Юг».
fn begun() -> World {
    let world = connected();
    let list = [
        operation("2026-01-20", "Реализация", "УТ-1", JANUARY, 0),
        operation("2026-02-03", "Оплата", "П-1", 0, PAID),
        operation("2026-02-28", "Сторно", "УТ-1-с", REVERSED, 0),
        operation("2026-03-01", "Реализация", "УТ-2", LATER, 0),
    ];
    let more = JANUARY - PAID + REVERSED + LATER;
    let text = told(&[
        ledger(&world, "Север", "c-1", "2026-11-20T10:15:00", more, &list),
        ledger(&world, "Юг", "c-2", "2026-11-20T10:15:00", more, &list),
    ]);
    send(&world, &[("kabinet___1.json", text.as_bytes())]);
    world
}

fn contract(external: &str) -> String {
    id_of("settlement", external)
}

fn director(world: &World) -> Client {
    world.signed_in(world.sever.person(Role::Director))
}

/// All texts of a workbook.
fn cells(answer: &Answer) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(&answer.bytes)).unwrap();
    let mut text = String::new();
    for at in 0..zip.len() {
        let mut part = Vec::new();
        zip.by_index(at).unwrap().read_to_end(&mut part).unwrap();
        text.push_str(&String::from_utf8_lossy(&part));
    }
    text
}

#[test]
fn a_period_is_copied_as_1c_told_it_and_stands_when_1c_tells_otherwise() {
    let world = begun();
    let director = director(&world);
    let form = director.get(&format!("{NEW}?contract={}", contract("c-1")));
    form.contains("01.01.2026").contains("10:15");
    let id = asked(&director, &contract("c-1"), "01.02.2026", "28.02.2026");
    let page = director.get(&at(&id));
    // What January left is worked out, and said to be.
    let opening = OPENING + JANUARY;
    let closing = opening + REVERSED - PAID;
    page.expect(200)
        .contains("Посчитано по остатку 1С")
        .contains("в пользу");
    for minor in [opening, PAID, closing] {
        page.contains(&money(minor, "₽"));
    }
    let lines = page.texts("#lines tbody").join(" ");
    assert!(lines.contains("П-1") && lines.contains("УТ-1-с"), "{lines}");
    assert!(!lines.contains("УТ-2"), "{lines}");
    // From the day where 1C's own list begins it is 1C's opening balance.
    let whole = asked(&director, &contract("c-1"), "01.01.2026", "31.03.2026");
    let all = director.get(&at(&whole));
    all.contains(&money(OPENING, "₽"));
    assert!(!all.body().contains("Посчитано по остатку"));

    // The payment of February is gone, another came; March stays.
    let list = [
        operation("2026-01-20", "Реализация", "УТ-1", JANUARY, 0),
        operation("2026-02-05", "Оплата", "П-новая", 0, 12_345_00),
        operation("2026-02-28", "Сторно", "УТ-1-с", REVERSED, 0),
        operation("2026-03-01", "Реализация", "УТ-2", LATER, 0),
    ];
    let more = JANUARY - 12_345_00 + REVERSED + LATER;
    let text = told(&[ledger(&world, "Север", "c-1", "2026-11-21T09:00:00", more, &list)]);
    send(&world, &[("kabinet___2.json", text.as_bytes())]);
    let later = director.get(&at(&id));
    assert_eq!(page.texts("#lines tbody"), later.texts("#lines tbody"));
    assert_eq!(page.texts(".kb-kpis"), later.texts(".kb-kpis"));
    later
        .contains("В 1С изменилось")
        .contains("Появилось строк: 1, пропало: 1");
    let changes = director.get(&format!("{}/changes", at(&id)));
    changes
        .contains("П-новая")
        .contains("П-1")
        .contains(&money(12_345_00, "₽"));
    assert!(!changes.body().contains("УТ-1-с"), "what is the same isn't told");
    // Looked at once more it is the same, from what was kept.
    director.get(&at(&id)).contains("Появилось строк: 1, пропало: 1");
    // Made anew it is another, and the old one is over and leads there.
    let anew = director.submit(&later, NEW, &[]);
    let fresh = of(anew.expect(303));
    assert_ne!(fresh, id);
    director
        .get(&at(&id))
        .contains("Вместо неё составлена новая")
        .contains(&at(&fresh));
    let now = director.get(&at(&fresh));
    now.contains("П-новая");
    assert!(!now.body().contains("В 1С изменилось"));
    // A period that nothing of it was in has not moved, though the ledger was told anew.
    let january = asked(&director, &contract("c-1"), "01.01.2026", "31.01.2026");
    let more = more - LATER;
    let text = told(&[ledger(&world, "Север", "c-1", "2026-11-22T09:00:00", more, &list[..3])]);
    send(&world, &[("kabinet___3.json", text.as_bytes())]);
    assert!(!director.get(&at(&january)).body().contains("В 1С изменилось"));
    director
        .get(&format!("{}/changes", at(&january)))
        .contains("ничего не изменилось");
}

#[test]
fn both_sides_mark_answer_and_close_and_nothing_changes_afterwards() {
    let world = begun();
    let accountant = world.signed_in(world.sever.person(Role::Accountant));
    let manager = world.manager();
    let id = asked(&accountant, &contract("c-1"), "01.01.2026", "31.03.2026");
    manager.hears("Запрошена сверка по договору Д-Север");
    manager.get("/reconciliation?which=turn").contains(&at(&id));
    manager.get(&at(&id)).contains("Ждём вашего ответа");
    accountant
        .get(&at(&id))
        .contains("Ждём ответа: ООО «Завод Тест»")
        .contains("Согласиться");

    // The manufacturer agrees; the dealer's mark takes that back.
    let agreement = format!("{}/agreement", at(&id));
    manager.fill(&at(&id), &agreement, &[]).expect(303);
    accountant.hears("одна из сторон согласна");
    let proof = b"%PDF-1.7 payment order 17".as_slice();
    let form = accountant.get(&format!("{}/mark?line=2", at(&id)));
    form.expect(200)
        .contains("П-1")
        .contains(&money(PAID, "₽"))
        .contains("согласие нужно будет дать снова");
    let path = format!("{}/mark", at(&id));
    let sent = form.form(&path);
    let mut fields: Vec<(&str, Option<&str>, &[u8])> = Vec::new();
    for (name, value) in &sent {
        match name.as_str() {
            "credit" => fields.push((name, None, b"95000,50")),
            "comment" => fields.push((name, None, "Оплатили больше\nсм. <b>поручение</b>".as_bytes())),
            _ => fields.push((name, None, value.as_bytes())),
        }
    }
    fields.push(("file", Some("../../п/п \"17\".pdf"), proof));
    let mark = accountant.upload(&path, &fields).expect(303).location().to_owned();
    // Sent twice it is one.
    assert_eq!(accountant.upload(&path, &fields).expect(303).location(), mark);
    let mark = mark.split_once("#m-").unwrap().1.to_owned();
    manager.hears("появилось разногласие, согласие нужно дать снова");
    let page = manager.get(&at(&id));
    page.contains(&money(95_000_50, "₽"))
        .contains("&lt;b&gt;поручение&lt;/b&gt;");
    assert_eq!(page.attributes("[data-mark]", "data-mark"), [mark.as_str()]);
    assert!(!page.body().contains("Вы согласились"));
    let file = format!("{}/marks/{mark}/file", at(&id));
    let taken = manager.get(&file);
    assert_eq!(taken.expect(200).bytes, proof);
    let name = taken.header("content-disposition");
    assert!(
        name.starts_with("attachment") && !name.contains("..") && !name.contains('/'),
        "{name}"
    );

    // A line that the ledger lacks; its mistakes are told at their fields, and what was typed stays.
    let lacking = format!("{}/mark", at(&id));
    let wrong = accountant.submit(
        &accountant.get(&lacking),
        &lacking,
        &[
            ("day", "01.04.2026"),
            ("what", ""),
            ("credit", "много"),
            ("comment", "Наличные"),
        ],
    );
    wrong
        .expect(422)
        .contains("с 01.01.2026 по 31.03.2026")
        .contains("Назовите операцию")
        .contains("Наличные")
        .contains("value=\"много\"");
    let lacks = accountant.submit(
        &accountant.get(&lacking),
        &lacking,
        &[
            ("day", "15.03.2026"),
            ("what", "Оплата"),
            ("credit", "500"),
            ("comment", "Наличные"),
        ],
    );
    lacks.expect(303);

    // Files that can't be: an empty one, one that is too large; nothing is kept of them.
    for (bytes, said) in [
        (Vec::new(), "Файл пустой"),
        (vec![b'x'; (10 << 20) + 1], "больше 10 МБ"),
    ] {
        let fields: [(&str, Option<&str>, &[u8]); 3] = [
            ("line", None, b"1"),
            ("comment", None, "С файлом".as_bytes()),
            ("file", Some("a.pdf"), &bytes),
        ];
        accountant
            .upload(&path, &fields)
            .expect(422)
            .contains(said)
            .contains("С файлом");
    }
    // The same line once more by the same side is no second mark.
    let again: [(&str, Option<&str>, &[u8]); 2] = [("line", None, b"2"), ("comment", None, b"x")];
    director(&world)
        .upload(&path, &again)
        .expect(422)
        .contains("уже отметила");
    assert_eq!(manager.get(&at(&id)).attributes("[data-mark]", "data-mark").len(), 2);

    // Words go to and fro; the same ones pressed twice are said once.
    let answer = format!("{}/marks/{mark}/answer", at(&id));
    manager
        .post(&answer, &[("text", "")])
        .expect(422)
        .contains("Напишите ответ");
    for _ in 0..2 {
        manager.post(&answer, &[("text", "Нашли, проведём")]).expect(303);
    }
    accountant.hears("новый ответ");
    let page = accountant.get(&at(&id));
    assert_eq!(page.body().matches("Нашли, проведём").count(), 1);
    // A mark is taken back by its own side alone.
    let removal = format!("{}/marks/{mark}/removal", at(&id));
    manager
        .post(&removal, &[])
        .expect(422)
        .contains("сторона, которая её поставила");
    // Cancelling as well.
    let cancellation = format!("{}/cancellation", at(&id));
    manager.post(&cancellation, &[]).expect(422);

    // Agreed of what stood on the page: an older one is looked at again.
    manager
        .post(&agreement, &[("version", "1")])
        .expect(422)
        .contains("изменилась, пока вы смотрели");
    accountant.submit(&page, &agreement, &[]).expect(303);
    accountant.submit(&page, &agreement, &[]).expect(303);
    manager.get(&at(&id)).contains("разногласия оставить");
    manager.fill(&at(&id), &agreement, &[]).expect(303);
    accountant.hears("закрыта с разногласиями");
    let closed = accountant.get(&at(&id));
    closed.contains("Закрыта, осталось 2 разногласия");
    accountant.get("/reconciliation?which=past").contains(&at(&id));
    let list = accountant.get("/reconciliation");
    assert!(!list.body().contains(&at(&id)));
    list.contains("Открытых сверок нет");

    // Nothing changes any more, whoever asks.
    for client in [&accountant, &manager] {
        client.post(&removal, &[]).expect(422);
        client.post(&answer, &[("text", "Ещё")]).expect(422);
        client.post(&cancellation, &[]).expect(422);
        client.upload(&path, &again[..]).expect(422);
    }
    let after = accountant.get(&at(&id));
    assert_eq!(closed.texts("#marks"), after.texts("#marks"));
    assert_eq!(closed.texts("#words"), after.texts("#words"));

    // On paper: both names, the debit and credit of both, what is disagreed, and that it is a draft.
    let pdf = accountant.get(&format!("{}/act.pdf", at(&id)));
    let words = text_of_pdf(&pdf.expect(200).bytes);
    let flat = words.split_whitespace().collect::<Vec<_>>().join(" ");
    for text in [
        "Завод Тест",
        "ООО «Север»",
        "не подписанный акт",
        "Оплатили больше",
        "Нашли, проведём",
        "Наличные",
    ] {
        assert!(flat.contains(text), "«{text}» is not on paper: {words}");
    }
    let closing = OPENING + JANUARY - PAID + REVERSED + LATER;
    assert!(flat.contains(&money(closing, "₽").replace('\u{a0}', " ")), "{words}");
    let book = accountant.get(&format!("{}/act.xlsx", at(&id)));
    let text = cells(book.expect(200));
    for text_in in [
        "УТ-1",
        "Оплатили больше",
        "<v>95000.5</v>",
        "<v>250000.55</v>",
        "<v>-1000.01</v>",
    ] {
        assert!(text.contains(text_in), "«{text_in}» is not in the workbook");
    }
}

#[test]
fn a_period_that_cannot_be_is_refused_at_its_field_and_two_hands_ask_once() {
    let world = begun();
    let director = director(&world);
    let own = contract("c-1");
    let form = director.get(&format!("{NEW}?contract={own}"));
    for (from, to, said) in [
        ("31.12.2025", "28.02.2026", "1С передала операции с 01.01.2026"),
        ("01.02.2026", "31.12.2199", "не может кончаться позже"),
        ("01.03.2026", "28.02.2026", "Конец периода раньше начала"),
        ("вчера", "28.02.2026", "Укажите дату"),
        ("", "", "Укажите дату"),
    ] {
        let answer = director.submit(&form, NEW, &[("from", from), ("to", to)]);
        answer.expect(422).contains(said).contains(&format!("value=\"{to}\""));
    }
    director.get("/reconciliation").contains("Открытых сверок нет");
    // The same form twice, and another one of the same period, at once.
    let fields = form.form(NEW);
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| match name.as_str() {
            "from" => (name.as_str(), "01.02.2026"),
            "to" => (name.as_str(), "28.02.2026"),
            _ => (name.as_str(), value.as_str()),
        })
        .collect();
    let other: Vec<(&str, &str)> = fields.iter().copied().filter(|(name, _)| *name != "id").collect();
    let made: Vec<String> = std::thread::scope(|scope| {
        let asking = [&fields, &fields, &other, &other].map(|fields| {
            let director = world.signed_in(world.sever.person(Role::Director));
            scope.spawn(move || of(director.post(NEW, fields).expect(303)))
        });
        asking.map(|asking| asking.join().unwrap()).to_vec()
    });
    assert!(made.iter().all(|id| *id == made[0]), "{made:?}");
    assert_eq!(
        director.get("/reconciliation").attributes("[data-act]", "data-act"),
        [made[0].as_str()]
    );
    // Two who agree at once close it once; each word is there.
    let manager = world.manager();
    let agreement = format!("{}/agreement", at(&made[0]));
    director.fill(&at(&made[0]), &agreement, &[]).expect(303);
    let version = manager.get(&at(&made[0])).form(&agreement).remove(0).1;
    std::thread::scope(|scope| {
        for _ in 0..2 {
            let (manager, version) = (world.manager(), version.as_str());
            let agreement = agreement.as_str();
            scope.spawn(move || manager.post(agreement, &[("version", version)]).expect(303).status);
        }
    });
    director.get(&at(&made[0])).contains("Обе стороны согласны");
    // So many may be open of one contract.
    for day in 1..=20 {
        asked(&director, &own, "01.01.2026", &format!("{day:02}.01.2026"));
    }
    let form = director.get(&format!("{NEW}?contract={own}"));
    let more = director.submit(&form, NEW, &[("from", "01.01.2026"), ("to", "21.01.2026")]);
    more.expect(422).contains("уже открыто 20 сверок");
}

#[test]
fn another_dealers_is_not_there_and_blind_roles_are_refused() {
    let world = begun();
    let yug = world.signed_in(world.yug.person(Role::Director));
    let foreign = asked(&yug, &contract("c-2"), "01.01.2026", "31.03.2026");
    let mark = marked(&yug, &foreign, "1", "Не наше", Some(("a.pdf", b"%PDF-1.7 secret")));
    let director = director(&world);
    let own = asked(&director, &contract("c-1"), "01.01.2026", "31.03.2026");
    let nobody = "0123456789abcdef0123456789abcdef";
    for id in [foreign.as_str(), nobody] {
        for rest in ["", "/changes", "/act.xlsx", "/act.pdf", "/mark", "/mark?line=1"] {
            director.get(&format!("{}{rest}", at(id))).expect(404);
        }
        director.get(&format!("{}/marks/{mark}/file", at(id))).expect(404);
        let posts: [(&str, &[(&str, &str)]); 5] = [
            ("agreement", &[("version", "1")]),
            ("cancellation", &[]),
            ("mark", &[("line", "1"), ("comment", "x")]),
            (&format!("marks/{mark}/removal"), &[]),
            (&format!("marks/{mark}/answer"), &[("text", "x")]),
        ];
        for (path, fields) in posts {
            director.post(&format!("{}/{path}", at(id)), fields).expect(404);
        }
    }
    // Another's mark under one's own address, another's contract, a line that isn't there.
    director.get(&format!("{}/marks/{mark}/file", at(&own))).expect(404);
    director
        .post(&format!("{}/marks/{mark}/answer", at(&own)), &[("text", "x")])
        .expect(404);
    for line in ["5", "4294967295"] {
        director.get(&format!("{}/mark?line={line}", at(&own))).expect(404);
        director
            .post(&format!("{}/mark", at(&own)), &[("line", line), ("comment", "x")])
            .expect(404);
    }
    let fields = [
        ("from", "01.01.2026"),
        ("to", "31.01.2026"),
        ("contract", &contract("c-2")),
    ];
    director.post(NEW, &fields).expect(404);
    // One's own form with another's id in it makes nothing of theirs one's own.
    let taken = [
        ("id", foreign.as_str()),
        ("from", "01.01.2026"),
        ("to", "31.01.2026"),
        ("contract", &contract("c-1")),
    ];
    director.post(NEW, &taken).expect(404);
    let instead = [
        ("instead", foreign.as_str()),
        ("from", "01.01.2026"),
        ("to", "30.01.2026"),
        ("contract", &contract("c-1")),
    ];
    director.post(NEW, &instead).expect(404);
    yug.get(&at(&foreign))
        .expect(200)
        .contains("Не наше")
        .contains("Ждём ответа");
    assert!(!director.get("/reconciliation").body().contains(&foreign));
    world.manager().get(&at(&foreign)).expect(404);

    for role in [Role::Buyer, Role::Seller] {
        let blind = world.signed_in(world.sever.person(role));
        for path in [
            "/reconciliation".to_owned(),
            NEW.to_owned(),
            at(&own),
            format!("{}/act.xlsx", at(&own)),
        ] {
            let answer = blind.get(&path);
            answer.expect(403);
            assert!(!answer.body().contains(&money(JANUARY, "₽")), "{path}");
        }
        assert!(!blind.get("/").body().contains("/reconciliation"));
    }
    // «Client beside me» closes it for those who hold the right.
    let beside = world.freshly_signed_in(world.sever.person(Role::Director));
    beside.get(&at(&own)).expect(200);
    beside
        .post("/session/client", &[("beside", "true"), ("back", "/")])
        .expect(303);
    for rest in ["", "/act.pdf", "/act.xlsx", "/changes", "/mark?line=1"] {
        beside.get(&format!("{}{rest}", at(&own))).expect(403);
    }
    let agreement = format!("{}/agreement", at(&own));
    beside.post(&agreement, &[("version", "1")]).expect(403);

    // The page of the contract, and an act of 1C, lead here.
    director
        .get(&format!("/settlements/{}", contract("c-1")))
        .contains(&at(&own))
        .contains(&format!("{NEW}?contract={}", contract("c-1")));
    let buyer = buyer(&world, "Север");
    let act = format!(
        r#"{{"version": 1, "documents": [{{"id": "act-1", "kind": "reconciliation", "number": "1", "day": "2026-11-20", "currency": "RUB", "buyer": {buyer}, "contract": "Д-Север"}}]}}"#
    );
    send(&world, &[("kabinet___9.json", act.as_bytes())]);
    director
        .get(&format!("/documents/{}", id_of("document", "act-1")))
        .contains("Не согласны с актом?");
}

#[test]
fn tenge_stay_tenge_and_what_does_not_come_to_the_balance_is_told() {
    let world = connected();
    let own = buyer(&world, "Север");
    let said = format!(
        r#""currency": "KZT", "asOf": "2026-11-20", "from": "2026-01-01", "opening": "-5.00", "closing": "100.01", "operations": [{}]"#,
        operation("2026-01-20", "Реализация", "К-1", 95_00, 0)
    );
    let text = told(&[settlement(&own, "c-kzt", "КЗ-1", &said)]);
    send(&world, &[("kabinet___1.json", text.as_bytes())]);
    let director = director(&world);
    let id = asked(&director, &contract("c-kzt"), "01.01.2026", "31.01.2026");
    let page = director.get(&at(&id));
    page.contains(&money(5_00, "₸"))
        .contains(&money(90_00, "₸"))
        .contains("не сходятся")
        .contains(&money(10_01, "₸"));
    assert!(!page.texts("main").join(" ").contains('₽'));
    // The advance is in favour of who paid it.
    page.contains("в пользу ООО «Север»");
    let words = text_of_pdf(&director.get(&format!("{}/act.pdf", at(&id))).expect(200).bytes);
    assert!(words.contains("KZT"), "{words}");
}

#[test]
fn a_long_period_is_copied_in_portions_and_read_by_pages() {
    const LINES: usize = 12_345;
    let world = connected();
    let list: Vec<String> = (0..LINES)
        .map(|at| {
            let day = format!("2026-{:02}-{:02}", at / 1_500 + 1, at % 28 + 1);
            operation(&day, "Реализация", &format!("N{at:05}"), 1_00 + at as i64, 0)
        })
        .collect();
    let sum: i64 = (0..LINES as i64).map(|at| 1_00 + at).sum();
    let text = told(&[ledger(&world, "Север", "c-1", "2026-11-20T10:15:00", sum, &list)]);
    send(&world, &[("kabinet___1.json", text.as_bytes())]);
    let director = director(&world);
    let id = asked(&director, &contract("c-1"), "01.01.2026", "31.10.2026");
    let page = director.get(&at(&id));
    page.contains(&money(sum, "₽")).contains(&money(OPENING + sum, "₽"));
    // Pages follow each other without a gap, over the edges of what was written together.
    for at_line in (0..LINES).step_by(50).filter(|at| at % 2_500 < 100 || *at > 12_200) {
        let page = director.get(&format!("{}?at={at_line}", at(&id)));
        let numbers = page.attributes("[data-line]", "data-line");
        assert_eq!(numbers.len(), 50.min(LINES - at_line), "{at_line}");
        assert_eq!(numbers[0], (at_line + 1).to_string());
    }
    let last = director.get(&format!("{}?at=12300", at(&id)));
    assert!(!last.body().contains("at=12350"));
    director.get(&format!("{}?at=12345", at(&id))).expect(404);
    // Each line stands once, in the order of days.
    let book = cells(director.get(&format!("{}/act.xlsx", at(&id))).expect(200));
    let found = (0..LINES).filter(|at| book.contains(&format!("N{at:05}"))).count();
    assert_eq!(found, LINES);
    // A paper of so many lines is not made, and the page says so.
    director.get(&format!("{}/act.pdf", at(&id))).expect(303);
    director.get(&at(&id)).contains("Строк больше 2");
    let marked = marked(&director, &id, "12345", "Последняя", None);
    director.get(&at(&id)).contains(&marked).contains("Последняя");
}
