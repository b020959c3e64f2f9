//! What 1C has changed and the dealer doesn't take, and a stage that is moved twice.

use kabinet::modules::orders::actions::{apply_from_1c, by_number};
use kabinet::modules::orders::{OneCLine, OneCOrder, OrderLine, OrderNumber};
use kabinet::platform::access::Role;
use kabinet::platform::values::{Money, Quantity};

use crate::harness::{Answer, Client, GOODS, World};

fn post(client: &Client, page: &Answer, action: &str, set: &[(&str, &str)]) -> Answer {
    let mut form = page.form(action);
    form.retain(|(name, _)| !set.iter().any(|(of, _)| of == name));
    form.extend(
        set.iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
    );
    let fields: Vec<(&str, &str)> = form.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    client.post(action, &fields)
}

/// 1C says so many pieces of the order's only line.
fn one_c(world: &mut World, pieces: i64) {
    let number: OrderNumber = world.sever.deal().order.parse().unwrap();
    world.below(async |access| {
        let order = by_number(&access.read().unwrap(), number).unwrap();
        let times = |money: Money, line: &OrderLine| Money {
            minor: money.minor * 1_000 / line.quantity.thousandths() * pieces,
            ..money
        };
        let lines = order.lines.iter().map(|line| OneCLine {
            sku: line.sku,
            product: line.product,
            external: line.external.clone(),
            name: line.name.clone(),
            article: line.article.clone(),
            unit: line.unit.clone(),
            unit_code: line.unit_code.clone(),
            quantity: Quantity::whole(pieces),
            price: line.price,
            factor: line.factor,
            sum: times(line.sum, line),
            vat_rate: line.vat_rate,
            vat: times(line.vat, line),
            total: times(line.total, line),
            planned: None,
        });
        let document = OneCOrder {
            order: Some(number.to_string()),
            lines: Some(lines.collect()),
            ..OneCOrder::default()
        };
        access
            .write(move |write| apply_from_1c(write, &document).map(|_| ()))
            .await
            .unwrap();
    });
}

#[test]
fn the_dealer_refuses_what_one_c_changed_and_the_manufacturer_takes_it_back() {
    let mut world = World::fresh();
    let order = world.sever.deal().order.clone();
    let page = format!("/orders/{order}");
    let (acceptance, stage) = (format!("{page}/acceptance"), format!("{page}/stage"));
    let manager = world.manager();
    post(&manager, &manager.get(&page), &stage, &[("stage", "confirmed")]).expect(303);
    one_c(&mut world, 7);

    let (director, manager) = (world.signed_in(world.sever.person(Role::Director)), world.manager());
    let turn = |client: &Client| client.get(&page).texts("[data-field=agreement-turn]").join(" ");
    assert!(turn(&director).contains("Ваш ход"), "{}", turn(&director));
    assert!(turn(&manager).contains("Ждём ответа дилера"), "{}", turn(&manager));
    let seen = director.get(&page);
    let sum = format!("{}", 7 * GOODS[0].price);
    let digits: String = seen
        .texts("[data-card=sums]")
        .join("")
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    assert!(digits.contains(&sum), "{digits}");
    // Nobody answers for the other side, a reason is needed, and what was typed stays.
    post(&manager, &seen, &acceptance, &[("answer", "refuse"), ("reason", "Нет")]).expect(422);
    post(&director, &seen, &acceptance, &[("answer", "restore")]).expect(422);
    post(&director, &seen, &acceptance, &[("answer", "refuse"), ("reason", " ")]).expect(422);
    let late = [("answer", "refuse"), ("version", "1"), ("reason", "Лишние пять")];
    let late = post(&director, &seen, &acceptance, &late);
    assert_eq!(
        late.expect(422).attributes("#agreement-reason", "value"),
        ["Лишние пять"]
    );
    world
        .signed_in(world.yug.person(Role::Director))
        .post(&acceptance, &[("version", "3"), ("answer", "refuse")])
        .expect(404);

    let refusal = [("answer", "refuse"), ("reason", "Заказывали две")];
    for _ in 0..2 {
        post(&director, &seen, &acceptance, &refusal).expect(303);
    }
    // The turn went over; production still waits; the reason stands on the page, in the story and in the bell.
    assert!(turn(&manager).contains("Ваш ход"), "{}", turn(&manager));
    assert!(
        turn(&director).contains("Ждём ответа производства"),
        "{}",
        turn(&director)
    );
    let told = manager.get(&page);
    assert_eq!(
        told.body().matches("Заказывали две").count(),
        2,
        "the card and the story:\n{}",
        told.said()
    );
    manager.hears("Заказывали две");
    manager.get("/").contains(&order);
    post(&manager, &told, &stage, &[("stage", "production")]).expect(422);
    // The manufacturer takes it back: two pieces, agreed, and production may begin.
    post(&manager, &told, &acceptance, &[("answer", "restore")]).expect(303);
    let back = director.get(&page);
    assert!(back.texts("[data-card=agreement]").is_empty(), "{}", back.said());
    let edit = director.get(&format!("{page}/edit")).form(&format!("{page}/requests"));
    assert!(edit.contains(&("quantity".to_owned(), "2".to_owned())), "{edit:?}");
    director.hears("возвращена к согласованной");
    post(&manager, &manager.get(&page), &stage, &[("stage", "production")]).expect(303);
}

#[test]
fn a_stage_that_is_moved_twice_is_moved_once_and_the_second_is_told_by_whom() {
    let world = World::fresh();
    let (manager, admin) = (world.manager(), world.admin());
    let page = format!("/orders/{}", world.sever.deal().order);
    let stage = format!("{page}/stage");
    let drawn = manager.get(&page);
    let (to, reason) = (("stage", "confirmed"), ("reason", "Цех готов"));
    post(&manager, &drawn, &stage, &[to]).expect(303);
    let story = || admin.get(&page).texts(".kb-tl > li").len();
    let once = story();
    assert!(once > 1);
    // A double click: the same again, nothing happens, and what is so is said.
    post(&manager, &drawn, &stage, &[to]).expect(303);
    assert_eq!(story(), once);
    // Another manager with the page of before: who, and when, with what was typed.
    let second = post(&admin, &drawn, &stage, &[to, reason]);
    second
        .expect(422)
        .contains(&world.maker.person(Role::Manager).name)
        .contains("уже переведён");
    assert_eq!(second.attributes("#stage-reason", "value"), ["Цех готов"]);
    assert_eq!(story(), once);
    // To another stage from the page of before: it was changed meanwhile, by whom.
    let other = post(&admin, &drawn, &stage, &[("stage", "queued")]);
    other
        .expect(422)
        .contains(&world.maker.person(Role::Manager).name)
        .contains("заказ изменили");
    assert_eq!(story(), once);
}
