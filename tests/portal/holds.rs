//! Orders that don't go on while something is owed: why, what frees them, and who lets one through.

use jiff::ToSpan;
use kabinet::platform::access::Role;
use kabinet::platform::values::Day;

use crate::blind::spaced;
use crate::exchange::connected;
use crate::harness::{Answer, Client, World, wait_for};
use crate::papers::{buyer, send};
use crate::stage_rules::{moved, order_version};

/// Of today in the zone of the server: its journal's day.
pub fn today() -> Day {
    let zone = jiff::tz::TimeZone::get("Europe/Moscow").unwrap();
    zone.to_datetime(jiff::Timestamp::now()).date()
}

fn days(ahead: i64) -> String {
    today().saturating_add(ahead.days()).to_string()
}

fn figure(minor: i64) -> String {
    format!("{}.{:02}", minor / 100, minor % 100)
}

/// `1 234,56 ₽` as a page has it.
pub fn money(minor: i64) -> String {
    format!("{},{:02}\u{a0}₽", spaced(minor / 100), minor % 100)
}

/// What is due: number, days ahead of today, sum.
pub type Due = (&'static str, i64, i64);

/// 1C tells the settlement of a dealer's contract with what is open, as of the n-th second of today.
pub fn told(world: &World, company: &str, n: u32, closing: i64, limit: Option<i64>, dues: &[Due]) {
    let dues: Vec<String> = dues
        .iter()
        .map(|(number, ahead, sum)| {
            format!(
                r#"{{"document": "doc-{number}", "number": "{number}", "day": "{}", "sum": "{}"}}"#,
                days(*ahead),
                figure(*sum)
            )
        })
        .collect();
    let limit = limit.map_or(String::new(), |limit| format!(r#""limit": "{}", "#, figure(limit)));
    let text = format!(
        r#"{{"version": 1, "settlements": [{{"contract": "contract-{company}", "number": "Д-{company}", "buyer": {}, "currency": "RUB",
            "asOf": "{}T00:00:{n:02}", "opening": "0", "closing": "{}", {limit}"dues": [{}]}}]}}"#,
        buyer(world, company),
        days(0),
        figure(closing),
        dues.join(", ")
    );
    send(world, &[(&format!("kabinet___{company}{n}.json"), text.as_bytes())]);
}

/// A rule as the form has it.
pub fn rule<'a>(name: &'a str, step: &'a str, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut form = vec![("name", name), ("step", step), ("active", "1"), ("prepaid", "1")];
    form.extend(more);
    form
}

pub fn add(admin: &Client, fields: &[(&str, &str)]) -> Answer {
    let form = admin.get("/holds/rules/new").form("/holds/rules");
    let id = form.into_iter().find(|(name, _)| name == "id").unwrap().1;
    let mut all = vec![("id", id.as_str())];
    all.extend(fields);
    admin.post("/holds/rules", &all)
}

/// The mark follows the journal.
pub fn held(client: &Client, order: &str) {
    wait_for("the mark of a hold", || {
        (client
            .get("/holds")
            .expect(200)
            .attributes("tr[data-order]", "data-order")
            .iter())
        .any(|number| order.ends_with(number.as_str()))
        .then_some(())
    });
}

pub fn free(client: &Client, order: &str) {
    wait_for("the end of a hold", || {
        let held = client
            .get("/holds")
            .expect(200)
            .attributes("tr[data-order]", "data-order");
        (!held.iter().any(|number| order.ends_with(number.as_str()))).then_some(())
    });
}

/// Where the whole explanation of an order is.
pub fn why(client: &Client, order: &str) -> String {
    let link = client.get(order).attributes("[data-hold] a[href^='/holds/']", "href");
    link.first().cloned().unwrap_or_else(|| panic!("no link at {order}"))
}

pub fn ready(manager: &Client, order: &str) {
    for stage in ["confirmed", "production", "ready"] {
        moved(manager, order, &[("stage", stage), ("reason", "Проверено")]).expect(303);
    }
}

#[test]
fn an_order_on_hold_is_explained_and_freed_by_a_payment_that_1c_tells_of() {
    let world = connected();
    let (admin, manager) = (world.admin(), world.manager());
    let director = world.signed_in(world.sever.person(Role::Director));
    let by_overdue = rule(
        "Старый долг",
        "shipping",
        &[("condition", "overdue"), ("days", "5"), ("minimum_rub", "10 000")],
    );
    add(&admin, &by_overdue).expect(303);
    let order = world.buyer().ordered("К отгрузке", "2");
    ready(&manager, &order);

    // 6 days late counts, 5 don't; what isn't due is nothing to it.
    let (old, new, later) = (45_000_55, 7_000_00, 90_000_00);
    let all = old + new + later;
    told(
        &world,
        "Север",
        1,
        all,
        None,
        &[("УТ-6", -6, old), ("УТ-5", -5, new), ("УТ-0", 9, later)],
    );
    held(&director, &order);
    let pay = old - 10_000_00;
    let page = director.get(&order);
    page.expect(200).contains("Заказ остановлен по расчётам");
    let said = page.texts("[data-hold=shipping] [data-field=balance]").join(" ");
    for minor in [old, pay, 10_000_00] {
        assert!(
            said.contains(&money(minor).replace('\u{a0}', " ")),
            "{minor} in «{said}»"
        );
    }
    assert!(said.contains("Д-Север") && said.contains("№ УТ-6 частично"), "{said}");
    let why = why(&director, &order);
    let page = director.get(&why);
    page.expect(200).contains("Старый долг").contains(&money(pay));
    assert_eq!(page.attributes("[data-pay]", "data-pay"), ["УТ-6"]);
    // The list of orders says so, and the list of what is held says what to pay.
    let number = order.rsplit('/').next().unwrap();
    let row = director
        .get("/orders?stage=all")
        .texts(&format!("[data-order='{number}']"))
        .join(" ");
    assert!(row.contains("Отгрузка остановлена"), "{row}");
    director.get("/holds").contains(&money(pay));
    director
        .get("/")
        .contains("Остановлены по расчётам")
        .contains(&money(pay));
    director.hears("нельзя отгрузить из-за взаиморасчётов");

    // Nobody ships it by hand, and the refusal says why to who may know.
    let refused = moved(&manager, &order, &[("stage", "shipped")]);
    refused.expect(422).contains(&money(pay)).contains("нельзя отгрузить");
    let version = order_version(&manager, &order);
    let noted = [("version", version.as_str()), ("number", "Н-1"), ("carrier", "ПЭК")];
    let noted = manager.post(&format!("{order}/shipments"), &noted);
    assert!(
        noted.status != 303,
        "a shipment of a held order was noted: {}",
        noted.said()
    );
    let packed = [
        ("version", version.as_str()),
        ("number", "Н-1"),
        ("sku", ""),
        ("quantity", ""),
    ];
    let packed = manager.post(&format!("{order}/parcels"), &packed);
    assert!(
        packed.status != 303,
        "goods of a held order were packed: {}",
        packed.said()
    );

    // One kopeck too little is too little.
    told(
        &world,
        "Север",
        2,
        all - pay + 1,
        None,
        &[("УТ-6", -6, 10_000_01), ("УТ-5", -5, new), ("УТ-0", 9, later)],
    );
    moved(&manager, &order, &[("stage", "shipped")])
        .expect(422)
        .contains(&money(1));
    told(
        &world,
        "Север",
        3,
        all - pay,
        None,
        &[("УТ-6", -6, 10_000_00), ("УТ-5", -5, new), ("УТ-0", 9, later)],
    );
    free(&director, &order);
    director.hears("больше не остановлен");
    assert!(director.get(&order).attributes("[data-hold]", "data-hold").is_empty());
    director.get(&why).expect(200).contains("Ничего не мешает");
    moved(&manager, &order, &[("stage", "shipped")]).expect(303);
}

#[test]
fn who_sees_no_finance_reads_that_it_is_held_and_no_figure() {
    let world = connected();
    let admin = world.admin();
    add(&admin, &rule("Долг", "shipping", &[("condition", "overdue")])).expect(303);
    let order = world.buyer().ordered("Слепой", "1");
    let secret = 123_456_78;
    told(&world, "Север", 1, secret, None, &[("УТ-1", -1, secret)]);
    let director = world.signed_in(world.sever.person(Role::Director));
    held(&director, &order);
    let why = why(&director, &order);
    for role in [Role::Buyer, Role::Seller] {
        let blind = world.signed_in(world.sever.person(role));
        let number = order.rsplit('/').next().unwrap();
        for path in [
            order.as_str(),
            "/orders?stage=all",
            "/",
            "/notices",
            why.as_str(),
            "/holds",
        ] {
            let body = blind.get(path).body();
            for trace in [spaced(secret / 100), "УТ-1".to_owned()] {
                assert!(!body.contains(&trace), "{trace} is told to {role:?} at {path}");
            }
        }
        blind.get(&order).contains("нельзя отгрузить из-за взаиморасчётов");
        let row = blind
            .get("/orders?stage=all")
            .texts(&format!("[data-order='{number}']"))
            .join(" ");
        assert!(row.contains("Отгрузка остановлена"), "{row}");
    }
    // Nobody of another dealer, and nobody at an address that is none.
    for role in [Role::Director, Role::Accountant] {
        let other = world.signed_in(world.yug.person(role));
        let missing = other.get("/holds/018f0000-0000-7000-8000-000000000000");
        assert_eq!(other.get(&why).status, missing.expect(404).status);
        assert!(other.get("/holds").attributes("[data-order]", "data-order").is_empty());
    }
    // A dealer lets nothing through, nor changes the rules.
    director
        .post(&format!("{why}/release"), &[("reason", "Мы"), ("until", &days(1))])
        .expect(403);
    director.get("/holds/rules").expect(403);
}

#[test]
fn a_limit_stops_a_draft_before_it_is_sent_and_a_release_lets_that_one_through() {
    let world = connected();
    let (admin, director) = (world.admin(), world.signed_in(world.sever.person(Role::Director)));
    add(
        &admin,
        &rule("Лимит", "submission", &[("condition", "limit"), ("percent", "10")]),
    )
    .expect(303);
    // The contract of the world is one of prepayment: the rule holds those too.
    let form = admin.get("/holds/rules").attributes("tr[data-rule] a", "href");
    let fields = admin.get(&form[0]).form(&form[0]);
    let strict: Vec<(&str, &str)> = fields
        .iter()
        .filter(|(name, _)| name != "prepaid")
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    admin.post(&form[0], &strict).expect(303);
    told(&world, "Север", 1, 500_00, Some(500_00), &[]);

    let begun = director.post("/drafts", &[("name", "Сверх лимита")]);
    let draft = begun.expect(303).location().to_owned();
    let article = crate::harness::GOODS[0].article;
    director
        .post(&format!("{draft}/lines"), &[("article", article), ("quantity", "5")])
        .expect(303);
    let page = director.get(&draft);
    page.expect(200).contains("Черновик остановлен по расчётам");
    let why = page.attributes("[data-hold] a[href^='/holds/']", "href")[0].clone();
    let send = |client: &Client| {
        let form = client.get(&draft).form(&draft);
        let fields: Vec<(&str, &str)> = form
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        client.post(&format!("{draft}/submission"), &fields)
    };
    let orders = director
        .get("/orders?stage=all")
        .attributes("[data-order]", "data-order")
        .len();
    // The buyer sees no finance: the same stop without figures.
    let blind = send(&world.buyer());
    blind.expect(422).contains("из-за взаиморасчётов");
    assert!(!blind.body().contains(&money(500_00)));
    send(&director).expect(422).contains(&money(500_00));
    assert_eq!(
        director
            .get("/orders?stage=all")
            .attributes("[data-order]", "data-order")
            .len(),
        orders
    );

    // What a release lacks is told at its field, and what was typed stays.
    let release = format!("{why}/release");
    let wrong = admin.post(&release, &[("version", "0"), ("reason", " "), ("until", "завтра")]);
    wrong.expect(422).contains("завтра");
    admin
        .post(
            &release,
            &[("version", "0"), ("reason", "Старый партнёр"), ("until", &days(-1))],
        )
        .expect(422);
    admin
        .post(
            &release,
            &[("version", "0"), ("reason", "Старый партнёр"), ("until", &days(93))],
        )
        .expect(422);
    world
        .manager()
        .post(&release, &[("version", "0"), ("reason", "Я"), ("until", &days(1))])
        .expect(403);
    let until = days(1);
    let good = [
        ("version", "0"),
        ("reason", "Старый партнёр"),
        ("until", until.as_str()),
    ];
    admin.post(&release, &good).expect(303);
    // Pressed twice it is one; what somebody else has done meanwhile isn't overwritten.
    admin.post(&release, &good).expect(303);
    admin
        .post(
            &release,
            &[("version", "0"), ("reason", "Иначе"), ("until", until.as_str())],
        )
        .expect(422);
    director.hears("Старый партнёр");
    director.get(&draft).contains("Пропущен до").contains("Старый партнёр");
    // Taken back, it is stopped again.
    admin.post(&format!("{release}/end"), &[("version", "1")]).expect(303);
    send(&director).expect(422);
    admin
        .post(
            &release,
            &[("version", "2"), ("reason", "Всё же да"), ("until", until.as_str())],
        )
        .expect(303);
    let order = send(&director).expect(303).location().to_owned();
    assert!(order.starts_with("/orders/"), "{order}");
}

#[test]
fn rules_are_kept_whole_or_not_at_all() {
    let world = World::fresh();
    let admin = world.admin();
    // (fields, what is said, at which field)
    let cases: [(&[(&str, &str)], &str); 6] = [
        (&[("name", " "), ("step", "shipping")], "Назовите правило"),
        (&[("name", "А"), ("step", "доставка")], "Выберите, что останавливать"),
        (&[("name", "А"), ("step", "shipping"), ("days", "-1")], "от 0 до 365"),
        (&[("name", "А"), ("step", "shipping"), ("days", "366")], "от 0 до 365"),
        (
            &[
                ("name", "А"),
                ("step", "shipping"),
                ("condition", "limit"),
                ("percent", "101"),
            ],
            "от 0 до 100",
        ),
        (
            &[("name", "А"), ("step", "shipping"), ("minimum_rub", "много")],
            "много",
        ),
    ];
    for (fields, said) in cases {
        add(&admin, fields).expect(422).contains(said);
    }
    admin.get("/holds/rules").contains("Правил пока нет");
    add(&admin, &rule("Долг", "shipping", &[("minimum_kzt", "1 000,50")])).expect(303);
    add(&admin, &rule("долг ", "submission", &[]))
        .expect(422)
        .contains("уже есть");
    let at = admin.get("/holds/rules").attributes("tr[data-rule] a", "href")[0].clone();
    admin.get("/holds/rules").contains("1\u{a0}000,50\u{a0}₸");

    // Two administrators: the second is told.
    let saved = admin.get(&at).form(&at);
    let mine: Vec<(&str, &str)> = saved
        .iter()
        .map(|(name, value)| match name.as_str() {
            "days" => ("days", "3"),
            name => (name, value.as_str()),
        })
        .collect();
    admin.post(&at, &mine).expect(303);
    admin.post(&at, &mine).expect(303);
    let other: Vec<(&str, &str)> = mine
        .iter()
        .map(|(name, value)| {
            if *name == "days" {
                ("days", "9")
            } else {
                (*name, *value)
            }
        })
        .collect();
    admin.post(&at, &other).expect(422).contains("уже изменил");
    admin.get("/holds/rules").contains("старше 3");
    admin
        .post(&format!("{at}/removal"), &[("version", "1")])
        .expect(422)
        .contains("уже изменил");
    admin.post(&format!("{at}/removal"), &[("version", "2")]).expect(303);
    admin
        .get("/holds/rules")
        .contains("Правил пока нет")
        .contains("Удалено правило остановки «Долг»");
    admin.get(&at).expect(404);
    world.manager().get("/holds/rules").expect(403);
}

#[test]
fn accepted_orders_of_a_contract_count_against_its_limit_until_they_leave() {
    let world = connected();
    let (admin, manager) = (world.admin(), world.manager());
    let director = world.signed_in(world.sever.person(Role::Director));
    let limit = [("condition", "limit"), ("percent", "0"), ("others", "1")];
    let mut strict = rule("Лимит с принятыми", "confirmation", &limit);
    // The contract of the world is one of prepayment.
    strict.retain(|(name, _)| *name != "prepaid");
    add(&admin, &strict).expect(303);
    let saved = admin.get("/holds/rules");
    saved.contains("вместе с неотгруженными заказами");
    let form = saved.attributes("tr[data-rule] a", "href")[0].clone();
    assert!(admin.get(&form).form(&form).iter().any(|(name, _)| name == "others"));

    let (first, second, third) = (
        world.buyer().ordered("Первый", "2"),
        world.buyer().ordered("Второй", "3"),
        world.buyer().ordered("Третий", "1"),
    );
    let price = crate::harness::GOODS[0].price * 100;
    let (one, two, three) = (2 * price, 3 * price, price);
    // Each fits alone, two of them fit; the third would be a kopeck too much.
    told(&world, "Север", 1, 0, Some(one + two + three - 1), &[]);
    for order in [&first, &second] {
        moved(&manager, order, &[("stage", "confirmed"), ("reason", "Проверено")]).expect(303);
    }
    held(&director, &third);
    let why = why(&director, &third);
    let page = director.get(&why);
    page.expect(200)
        .contains("ещё 2 заказа на сумму")
        .contains(&money(one + two))
        .contains(&money(1));
    moved(&manager, &third, &[("stage", "confirmed"), ("reason", "Проверено")])
        .expect(422)
        .contains(&money(one + two));
    // What has left is 1C's to count: it tells the debt with it, or without where it was paid.
    for stage in ["production", "ready", "shipped"] {
        moved(&manager, &first, &[("stage", stage), ("reason", "Проверено")]).expect(303);
    }
    free(&director, &third);
    director.get(&why).expect(200).contains("Ничего не мешает");
    // A rule that doesn't count them knows the order alone.
    told(&world, "Север", 2, 0, Some(three), &[]);
    held(&director, &third);
    let fields = admin.get(&form).form(&form);
    let plain: Vec<(&str, &str)> = (fields.iter().filter(|(name, _)| name != "others"))
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    admin.post(&form, &plain).expect(303);
    free(&director, &third);
    moved(&manager, &third, &[("stage", "confirmed"), ("reason", "Проверено")]).expect(303);
}
