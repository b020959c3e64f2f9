//! Which promised days were kept: counted again from what was put in, by both promised days, for who may see it.

use kabinet::modules::orders::actions::{apply_from_1c, today};
use kabinet::modules::orders::{OneCOrder, OneCPlanned, StageKey};
use kabinet::platform::access::Role;
use kabinet::platform::sheets;
use kabinet::platform::values::Day;

use crate::harness::{Answer, Client, GROUP, World, wait_for};

const LATER: &str = "Стеклопакеты придут позже";

/// What 1C says of an order: a day so many days before today, then that it was shipped.
enum Said {
    Promised(i64, &'static str),
    Shipped,
}

fn day(today: Day, before: i64) -> Day {
    (0..before).fold(today, |day, _| day.yesterday().unwrap())
}

/// Tells the portal; the manufacturer's day of then.
fn one_c(world: &mut World, said: &[(&str, Said)]) -> Day {
    let said: Vec<(String, &Said)> = said.iter().map(|(order, said)| ((*order).to_owned(), said)).collect();
    world.below(async |access| {
        let today = today(access);
        for (order, said) in said {
            let mut document = OneCOrder {
                order: Some(order),
                ..OneCOrder::default()
            };
            match said {
                Said::Promised(before, reason) => {
                    document.planned = Some(OneCPlanned {
                        day: day(today, *before),
                        reason: (*reason).to_owned(),
                    });
                }
                Said::Shipped => document.stage = StageKey::new("shipped"),
            }
            access
                .write(move |write| apply_from_1c(write, &document).map(|_| ()))
                .await
                .unwrap();
        }
        today
    })
}

fn rows_of(answer: &Answer) -> Vec<Vec<String>> {
    let grid = sheets::read(&answer.expect(200).bytes, 1_000).unwrap();
    grid.rows.into_iter().map(|(_, cells)| cells).collect()
}

/// Judged, kept, broken and not shipped of a row, once they are these: the follower of the journal is behind for a moment.
fn row(client: &Client, query: &str, name: &str, expected: [usize; 4]) {
    let expected = expected.map(|n| n.to_string());
    wait_for(&format!("{name} of {query}"), || {
        let rows = rows_of(&client.get(&format!("/promises.xlsx?period=twelve&{query}")));
        let row = rows.into_iter().find(|row| row[0] == name)?;
        (row[1..5] == expected).then_some(())
    });
}

fn delay(client: &Client, query: &str, name: &str) -> String {
    let rows = rows_of(&client.get(&format!("/promises.xlsx?period=twelve&{query}")));
    let row = rows.into_iter().find(|row| row[0] == name).expect(name);
    row[6].replace('.', ",")
}

/// The orders behind a figure.
fn behind(client: &Client, query: &str) -> Vec<String> {
    let page = client.get(&format!("/promises/orders?period=twelve&{query}"));
    page.expect(200).attributes("[data-order]", "data-order")
}

#[test]
fn kept_and_broken_promises_are_those_that_were_put_in() {
    let mut world = World::fresh();
    let sever = world.sever.deal().order.clone();
    let yug = world.yug.deal().order.clone();
    // Promised for five days ago and moved to today; promised for three days ago. Neither has left.
    let today = one_c(
        &mut world,
        &[
            (&sever, Said::Promised(5, "")),
            (&sever, Said::Promised(0, LATER)),
            (&yug, Said::Promised(3, "")),
        ],
    );
    let (admin, manager) = (world.admin(), world.manager());
    row(&admin, "by=dealer", "Все заказы", [2, 0, 2, 2]);
    assert_eq!(delay(&admin, "by=dealer", "Все заказы"), "4", "(5 + 3) / 2");
    row(&admin, "by=dealer", "Север", [1, 0, 1, 1]);
    row(&admin, "by=dealer", "Юг", [1, 0, 1, 1]);
    row(&admin, "by=group", GROUP, [2, 0, 2, 2]);
    // Today isn't over: nothing is said of the order that was promised for it last.
    row(&admin, "by=dealer&basis=last", "Все заказы", [1, 0, 1, 1]);
    assert_eq!(delay(&admin, "by=dealer&basis=last", "Юг"), "3");
    assert_eq!(behind(&admin, "which=overdue&basis=last"), std::slice::from_ref(&yug));
    // A manager sees the own dealers.
    row(&manager, "by=dealer", "Все заказы", [1, 0, 1, 1]);
    assert_eq!(behind(&manager, "which=all"), std::slice::from_ref(&sever));
    let page = manager.get("/promises?period=twelve&by=dealer");
    assert!(page.expect(200).body().contains("Север") && !page.body().contains("Юг"));
    let moved = admin.get("/promises/orders?period=twelve&which=overdue");
    moved.expect(200).contains(LATER).contains("не отгружен");

    one_c(&mut world, &[(&sever, Said::Shipped), (&yug, Said::Shipped)]);
    let admin = world.admin();
    // By the first day both were late; by the last one it is kept.
    row(&admin, "by=dealer", "Все заказы", [2, 0, 2, 0]);
    row(&admin, "by=dealer&basis=last", "Все заказы", [2, 1, 1, 0]);
    row(&admin, "by=dealer&basis=last", "Север", [1, 1, 0, 0]);
    row(&admin, "by=group&basis=last", GROUP, [2, 1, 1, 0]);
    assert_eq!(behind(&admin, "which=kept&basis=last"), std::slice::from_ref(&sever));
    assert_eq!(behind(&admin, "which=broken&basis=last"), [yug]);
    assert!(behind(&admin, "which=overdue").is_empty());
    // Each month has the promises of its days.
    for (basis, days) in [("first", [5, 3]), ("last", [0, 3])] {
        let kept = |before: i64| basis == "last" && before == 0;
        let months = rows_of(&admin.get(&format!("/promises.xlsx?period=twelve&by=month&basis={basis}")));
        let whole: usize = months
            .iter()
            .filter(|row| row.len() > 1 && row[0] != "Все заказы")
            .filter_map(|row| row[1].parse::<usize>().ok())
            .sum();
        assert_eq!(whole, days.len());
        for before in days {
            let of = day(today, before);
            let found = behind(&admin, &format!("basis={basis}&which=kept&from={of}&to={of}"));
            assert_eq!(found.len(), usize::from(kept(before)), "{basis}, {before} days ago");
        }
    }
    let page = admin.get("/promises?period=twelve&basis=last");
    page.expect(200).contains("50\u{a0}%").contains("1 из 2");
    // The dealer's director sees the own share, by the first day.
    let director = world.signed_in(world.sever.person(Role::Director));
    let report = director.get("/company/report?period=twelve");
    report
        .expect(200)
        .contains("0 из 1 отгружены не позже первого обещанного дня");
}

#[test]
fn promises_are_the_staffs_and_foreign_ones_are_not_there() {
    let world = World::shared();
    let manager = world.manager();
    let yug = world.yug.dealer.unwrap();
    for path in ["/promises", "/promises/orders", "/promises.xlsx"] {
        manager.get(&format!("{path}?dealer={yug}")).expect(404);
        for wrong in ["period=never", "basis=middle", "by=nothing", "dealer=zzz", "group=zzz"] {
            manager.get(&format!("{path}?{wrong}")).expect(404);
        }
        for role in [Role::Director, Role::Buyer, Role::Seller, Role::Accountant] {
            world.signed_in(world.sever.person(role)).get(path).expect(403);
        }
    }
    for wrong in ["which=some", "from=tomorrow", "from=2026-02-01&to=2026-01-01"] {
        manager.get(&format!("/promises/orders?{wrong}")).expect(404);
    }
    manager
        .get("/promises?period=last-month")
        .expect(200)
        .contains("Обещанных дней за период нет");
}
