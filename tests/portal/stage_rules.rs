//! What the administrator lays down for a stage: what dealers see of it, what it asks for, where its orders go.

use std::collections::{BTreeSet, VecDeque};

use kabinet::modules::orders::actions::{apply_from_1c, by_number};
use kabinet::modules::orders::{OneCOrder, OneCPlanned, OrderNumber, StageKey};
use kabinet::platform::access::Role;
use kabinet::platform::sheets;
use kabinet::platform::values::Day;

use crate::harness::{Answer, Client, World};

const INSIDE: (&str, &str) = ("Проверка долгов", "Debt check");
/// Its key: of its kind, so that no address tells the name.
const INSIDE_KEY: &str = "confirmed-2";

pub fn version(admin: &Client) -> String {
    let form = admin.get("/stages/new").form("/stages");
    form.into_iter().find(|(name, _)| name == "version").unwrap().1
}

/// A form of a stage with the line's version in it.
pub fn said<'a>(version: &'a str, fields: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut form = vec![("version", version)];
    form.extend(fields);
    form
}

pub fn add(admin: &Client, fields: &[(&str, &str)]) -> Answer {
    let version = version(admin);
    admin.post("/stages", &said(&version, fields))
}

pub fn change(admin: &Client, key: &str, fields: &[(&str, &str)]) -> Answer {
    let version = version(admin);
    admin.post(&format!("/stages/{key}"), &said(&version, fields))
}

/// The version of an order, as the desk's form carries it.
pub fn order_version(manager: &Client, order: &str) -> String {
    let form = manager.get(order).form(&format!("{order}/stage"));
    form.into_iter().find(|(name, _)| name == "version").unwrap().1
}

pub fn moved(manager: &Client, order: &str, fields: &[(&str, &str)]) -> Answer {
    let version = order_version(manager, order);
    manager.post(&format!("{order}/stage"), &said(&version, fields))
}

/// Every page that a person reaches by links from the home page and from these, at most so many.
fn crawl(client: &Client, from: &[String], limit: usize) -> Vec<(String, String)> {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut queue: VecDeque<String> = from.iter().cloned().collect();
    let mut pages = Vec::new();
    while let Some(path) = queue.pop_front() {
        if pages.len() >= limit || !seen.insert(path.clone()) {
            continue;
        }
        let answer = client.get(&path);
        if answer.status != 200 || path.contains(".xlsx") {
            continue;
        }
        for link in answer.attributes("a[href]", "href") {
            let link = link.split('#').next().unwrap_or_default().to_owned();
            if link.starts_with('/') && !link.starts_with("/static") && !link.starts_with("/catalogue") {
                queue.push_back(link);
            }
        }
        pages.push((path, answer.body().to_owned()));
    }
    pages
}

#[test]
fn a_hidden_stage_is_the_one_before_it_to_dealers_wherever_they_look() {
    let world = World::fresh();
    let (admin, manager, buyer) = (world.admin(), world.manager(), world.buyer());
    let hidden = [
        ("kind", "confirmed"),
        ("ru", INSIDE.0),
        ("en", INSIDE.1),
        ("enter", "staff"),
        ("hidden", "1"),
        ("colour", "violet"),
    ];
    add(&admin, &hidden).expect(303);
    admin
        .get("/stages")
        .contains("Скрыт, дилер видит «Подтверждён»")
        .contains("«Проверка долгов» скрыт: дилер видит «Подтверждён»");

    let order = buyer.ordered("Лестница", "2");
    let number = order.rsplit('/').next().unwrap().to_owned();
    moved(&manager, &order, &[("stage", "confirmed")]).expect(303);
    moved(
        &manager,
        &order,
        &[("stage", INSIDE_KEY), ("reason", "Долг за октябрь")],
    )
    .expect(303);
    // Staff sees it as it is, with its colour.
    manager
        .get(&order)
        .expect(200)
        .contains(INSIDE.0)
        .contains("Долг за октябрь")
        .contains("is-violet");
    manager.get(&format!("/orders?stage={INSIDE_KEY}")).contains(&number);

    let secrets = [INSIDE.0, INSIDE.1, INSIDE_KEY, "Долг за октябрь", "is-violet"];
    let begin = [
        "/".to_owned(),
        order.clone(),
        format!("{order}/rewind"),
        "/orders?stage=all&sort=stage".to_owned(),
        "/orders?stage=confirmed".to_owned(),
        "/notices".to_owned(),
        "/search?q=%D0%BF%D1%80%D0%BE%D0%B2%D0%B5%D1%80%D0%BA%D0%B0".to_owned(),
    ];
    for role in [Role::Buyer, Role::Director, Role::Accountant] {
        let reader = world.signed_in(world.sever.person(role));
        let pages = crawl(&reader, &begin, 150);
        assert!(pages.len() > 15, "{} pages of {role:?}", pages.len());
        for (path, body) in &pages {
            for secret in secrets {
                // What the address itself asks for, the page's own form may say again: nobody links to it.
                assert!(!body.contains(secret), "«{secret}» is told to {role:?} at {path}");
            }
        }
        assert!(
            pages.iter().any(|(path, _)| path.contains("/rewind?")),
            "the rewind was walked"
        );
        // In lists and counts it stands in the stage before.
        for asked in ["confirmed", INSIDE_KEY] {
            let page = reader
                .get(&format!("/orders?stage={asked}"))
                .expect(200)
                .texts("[data-order]");
            assert!(page.iter().any(|row| row.contains(&number)), "{asked}: {page:?}");
        }
        reader
            .get(&format!("/orders?stage={INSIDE_KEY}"))
            .contains("Подтверждён");
        reader.get(&order).contains("Подтверждён");
        let file = reader.get("/orders/export.xlsx?stage=all");
        let grid = sheets::read(&file.expect(200).bytes, 100).unwrap();
        let said = format!("{grid:?}");
        assert!(said.contains("Подтверждён") && !said.contains(INSIDE.0), "{said}");
    }
    // What happened within is a version, but no entry and no difference that tells of it.
    let story = buyer.get(&order).texts(".kb-tl li").join("\n");
    assert_eq!(story.matches("Подтверждён").count(), 1, "{story}");
    // On from there the dealer sees the way again.
    moved(&manager, &order, &[("stage", "queued")]).expect(303);
    buyer.get(&order).contains("В очереди");
    assert!(!buyer.get(&order).body().contains(INSIDE.0));
}

#[test]
fn dealers_know_a_stage_by_another_name() {
    let world = World::fresh();
    let (admin, manager, buyer) = (world.admin(), world.manager(), world.buyer());
    let names = [
        ("enter", "staff"),
        ("enter", "1c"),
        ("requires", "agreed"),
        ("ru", "Цех 2"),
        ("en", "Shop 2"),
        ("dealer_ru", "Изготавливаем"),
        ("dealer_en", "Being made"),
    ];
    change(&admin, "production", &names).expect(303);
    let order = buyer.ordered("Лестница", "2");
    moved(&manager, &order, &[("stage", "production")]).expect(303);
    let page = buyer.get(&order);
    page.contains("Изготавливаем");
    assert!(!page.body().contains("Цех 2"));
    let inside = manager.get(&order);
    inside.contains("Цех 2");
    assert!(!inside.texts(".kb-tl li").join(" ").contains("Изготавливаем"));
    // Renamed, the history keeps the name of then.
    let again = [
        ("enter", "staff"),
        ("enter", "1c"),
        ("ru", "Цех 3"),
        ("en", "Shop 3"),
        ("dealer_ru", "Делаем"),
        ("dealer_en", "In the making"),
    ];
    change(&admin, "production", &again).expect(303);
    let story = buyer.get(&order).texts(".kb-tl li").join(" ");
    assert!(story.contains("Изготавливаем") && !story.contains("Делаем"), "{story}");
    assert!(buyer.get(&order).texts(".kb-stages li").join(" ").contains("Делаем"));
}

#[test]
fn a_refused_move_names_all_that_is_missing_and_what_is_given_is_kept() {
    let world = World::fresh();
    let (admin, manager, buyer) = (world.admin(), world.manager(), world.buyer());
    let asks = [
        ("enter", "staff"),
        ("enter", "1c"),
        ("requires", "planned"),
        ("requires", "paper"),
        ("requires", "payment"),
        ("paper", "Подписанная спецификация"),
        ("paid", "50"),
    ];
    change(&admin, "queued", &asks).expect(303);
    admin
        .get("/stages")
        .contains("Бумага «Подписанная спецификация»")
        .contains("Оплата 50");
    let order = buyer.ordered("Лестница", "2");
    let bare = moved(&manager, &order, &[("stage", "queued")]);
    bare.expect(422)
        .contains("её назначает менеджер")
        .contains("Нет бумаги «Подписанная спецификация»")
        .contains("оплату подтверждает менеджер с причиной");
    // A paper has a number and a day; what was typed comes back.
    let undated = [("stage", "queued"), ("paper_number", "С-17"), ("paper_day", "вчера")];
    moved(&manager, &order, &undated)
        .expect(422)
        .contains("Укажите дату бумаги")
        .contains("С-17");
    let long = "9".repeat(61);
    let numberless = [
        ("stage", "queued"),
        ("paper_number", long.as_str()),
        ("paper_day", "20.11.2026"),
    ];
    moved(&manager, &order, &numberless)
        .expect(422)
        .contains("до 60 знаков");
    let version = order_version(&manager, &order);
    let day = [("version", version.as_str()), ("day", "30.12.2099")];
    manager.post(&format!("{order}/promises"), &day).expect(303);
    let paperless = [("stage", "queued"), ("payment", "Платёжка № 88 в банке")];
    let half = moved(&manager, &order, &paperless);
    half.expect(422).contains("Нет бумаги «Подписанная спецификация»");
    assert!(!half.body().contains("оплату подтверждает менеджер"));
    let given = [
        ("stage", "queued"),
        ("paper_number", "С-17"),
        ("paper_day", "20.11.2026"),
        ("payment", "Платёжка № 88 в банке"),
    ];
    moved(&manager, &order, &given).expect(303);
    manager
        .get(&order)
        .contains("внесена бумага «Подписанная спецификация» №\u{a0}С-17 от 20.11.2026")
        .contains("оплата подтверждена вручную. Платёжка № 88 в банке");
    // Between staff and the paper's owner: none of it is on the dealer's pages.
    for path in [order.clone(), format!("{order}/rewind")] {
        let page = buyer.get(&path);
        page.expect(200);
        assert!(
            !page.body().contains("Платёжка № 88") && !page.body().contains("С-17"),
            "{path}"
        );
    }
    // Back and here again: it isn't asked for twice.
    moved(&manager, &order, &[("stage", "confirmed")]).expect(303);
    moved(&manager, &order, &[("stage", "queued")]).expect(303);
    // Many at once: each says for itself what it lacks.
    let second = {
        let other = buyer.ordered("Лестница", "2");
        other.rsplit('/').next().unwrap().to_owned()
    };
    let bulk = manager.post(
        "/orders/bulk/stage",
        &[("o", &format!("{second}:1")), ("stage", "queued")],
    );
    bulk.expect(200).contains("Нет бумаги «Подписанная спецификация»");
}

#[test]
fn bad_lines_are_refused_in_words_and_keep_what_was_typed() {
    let world = World::fresh();
    let admin = world.admin();
    let base = [
        ("kind", "production"),
        ("ru", "Покраска"),
        ("en", "Painting"),
        ("enter", "staff"),
    ];
    let with = |more: &[(&'static str, &'static str)]| {
        let mut form = base.to_vec();
        form.extend(more);
        add(&admin, &form)
    };
    let cases: [(&[(&str, &str)], &str); 8] = [
        (&[("colour", "mauve")], "Выберите цвет из списка"),
        (&[("requires", "payment")], "Доля оплаты от 1 до 100"),
        (&[("requires", "payment"), ("paid", "0")], "Доля оплаты от 1 до 100"),
        (&[("requires", "payment"), ("paid", "101")], "Доля оплаты от 1 до 100"),
        (
            &[("requires", "payment"), ("paid", "половина")],
            "Доля оплаты от 1 до 100",
        ),
        (&[("requires", "paper"), ("paper", " ")], "Назовите бумагу"),
        (&[("dealer_ru", "Красим")], "Название для дилеров нужно на обоих языках"),
        (&[("from", "nothing")], "Такого этапа нет"),
    ];
    for (more, why) in cases {
        with(more).expect(422).contains(why).contains("Покраска");
    }
    let long: String = "я".repeat(200);
    for (name, why) in [
        ("", "на обоих языках"),
        (long.as_str(), "до 40 знаков"),
        ("отгружен", "уже называется"),
    ] {
        let form = [
            ("kind", "production"),
            ("ru", name),
            ("en", "Painting"),
            ("enter", "staff"),
        ];
        add(&admin, &form).expect(422).contains(why);
    }
    // Where an order begins or ends there is nothing to hide, nor where the dealer moves it himself.
    for key in ["submitted", "approval", "closed", "cancelled"] {
        let enter = if key == "approval" { "dealer" } else { "staff" };
        change(&admin, key, &[("enter", enter), ("hidden", "1")])
            .expect(422)
            .contains("не скрыть");
    }
    // An order that could never end.
    change(&admin, "closed", &[("enter", "staff"), ("from", "approval")])
        .expect(422)
        .contains("не дойдёт до завершения");
    change(&admin, "closed", &[("enter", "staff"), ("from", "shipped")]).expect(303);
    // A dealer's own ways: nobody but who waits may cancel, and that only if it is ticked.
    let (buyer, order) = (world.buyer(), world.buyer().ordered("Лестница", "2"));
    let cancel = [
        ("enter", "staff"),
        ("enter", "dealer"),
        ("enter", "1c"),
        ("from_dealer", "approval"),
    ];
    change(&admin, "cancelled", &cancel).expect(303);
    assert!(!buyer.get(&order).expect(200).body().contains("/cancellation"));
    let refused = buyer.post(
        &format!("{order}/cancellation"),
        &[("version", "1"), ("reason", "Передумали")],
    );
    refused.expect(422).contains("С этого этапа сюда не\u{a0}переводят");
    let open = [("enter", "staff"), ("enter", "dealer"), ("from_dealer", "submitted")];
    change(&admin, "cancelled", &open).expect(303);
    let done = buyer.post(
        &format!("{order}/cancellation"),
        &[("version", "1"), ("reason", "Передумали")],
    );
    done.expect(303);
}

#[test]
fn a_stage_is_taken_out_when_its_orders_have_gone_to_another_of_its_kind() {
    let world = World::fresh();
    let (admin, manager, buyer) = (world.admin(), world.manager(), world.buyer());
    let painting = [
        ("kind", "production"),
        ("ru", "Покраска"),
        ("en", "Painting"),
        ("enter", "staff"),
    ];
    add(&admin, &painting).expect(303);
    let orders: Vec<String> = (0..3).map(|_| buyer.ordered("Лестница", "2")).collect();
    for order in &orders {
        moved(&manager, order, &[("stage", "production-2")]).expect(303);
    }
    // A status of 1C points at it too.
    let mapped = [("key", "Малярка"), ("stage", "production-2")];
    admin.post("/admin/exchange/mapping/statuses", &mapped).expect(303);
    admin
        .get("/stages/production-2/removal")
        .expect(200)
        .contains("На этапе 3 заказа")
        .contains("Малярка");
    let remove = |to: &str| {
        let version = version(&admin);
        admin.post("/stages/production-2/removal", &[("version", &version), ("to", to)])
    };
    remove("").expect(422).contains("На этом этапе есть заказы");
    for wrong in ["ready", "production-2", "nothing", "Не этап"] {
        remove(wrong).expect(422).contains("Выберите этап того же вида");
    }
    let stale = admin.post(
        "/stages/production-2/removal",
        &[("version", "1"), ("to", "production")],
    );
    stale.expect(422).contains("Пока вы смотрели, этапы изменили");
    remove("production").expect(303);
    admin.get("/stages/production-2/removal").expect(404);
    for order in &orders {
        let page = manager.get(order);
        // Where it has been is told by name, and where it went.
        page.contains("Покраска").contains("В производстве");
    }
    let rows = manager
        .get("/orders?stage=production")
        .expect(200)
        .texts("[data-order]");
    assert_eq!(rows.len(), orders.len());
    // The status means the heir now.
    let mapping = admin.get("/admin/exchange/mapping");
    let row = mapping.texts("tr").into_iter().find(|row| row.contains("Малярка"));
    assert!(row.is_some());
    // With nothing in it a stage of the same kind goes at once, but not the last.
    let only = version(&admin);
    admin
        .post("/stages/production/removal", &[("version", &only)])
        .expect(422)
        .contains("единственный этап такого вида");
    admin
        .get("/stages/production/removal")
        .contains("единственный этап такого вида");
    world
        .signed_in(world.sever.person(Role::Director))
        .get("/stages/production/removal")
        .expect(403);
}

#[test]
fn what_one_c_says_beside_a_hidden_stage_opens_to_the_dealer() {
    let mut world = World::fresh();
    let (admin, buyer) = (world.admin(), world.buyer());
    let hidden = [
        ("kind", "confirmed"),
        ("ru", INSIDE.0),
        ("en", INSIDE.1),
        ("enter", "1c"),
        ("hidden", "1"),
    ];
    add(&admin, &hidden).expect(303);
    let order = buyer.ordered("Лестница", "2");
    let number: OrderNumber = order.rsplit('/').next().unwrap().parse().unwrap();
    // One document: a stage that the dealer doesn't hear of, and a day.
    let document = OneCOrder {
        order: Some(number.to_string()),
        stage: StageKey::new(INSIDE_KEY),
        planned: Some(OneCPlanned {
            day: Day::constant(2031, 3, 14),
            reason: String::new(),
        }),
        ..OneCOrder::default()
    };
    world.below(async |access| {
        access
            .write(move |write| apply_from_1c(write, &document).map(|_| ()))
            .await
            .unwrap();
        let order = by_number(&access.read().unwrap(), number).unwrap();
        assert_eq!(order.stage.as_str(), INSIDE_KEY);
    });
    let buyer = world.buyer();
    let page = buyer.get(&order);
    page.expect(200);
    let changes: Vec<String> = page
        .attributes("a[href]", "href")
        .into_iter()
        .filter(|link| link.contains("/changes/"))
        .collect();
    assert!(!changes.is_empty(), "{}", page.body());
    for change in changes {
        let changed = buyer.get(&change);
        changed.expect(200).contains("14.03.2031");
        assert!(!changed.body().contains(INSIDE.0));
    }
}
