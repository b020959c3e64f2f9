//! An order as it stood: at any version, for both sides and for who may not see prices, and with 500 versions.

use kabinet::modules::orders::actions::{apply_from_1c, by_number, promise};
use kabinet::modules::orders::{OneCLine, OneCOrder, Order, OrderNumber};
use kabinet::platform::access::{Access, Role};
use kabinet::platform::values::{Day, Quantity};

use crate::harness::{Answer, GOODS, World};

fn number(world: &World) -> OrderNumber {
    world.sever.deal().order.parse().unwrap()
}

/// The lines of an order as a document of 1C says them, so many pieces of each at its price.
fn lines(order: &Order, pieces: i64) -> Vec<OneCLine> {
    let told = order.lines.iter().map(|line| {
        let times = |money: kabinet::platform::values::Money| kabinet::platform::values::Money {
            minor: money.minor * 1_000 / line.quantity.thousandths() * pieces,
            ..money
        };
        OneCLine {
            sku: line.sku,
            product: line.product,
            external: line.external.clone(),
            name: line.name.clone(),
            article: line.article.clone(),
            unit: line.unit.clone(),
            unit_code: line.unit_code.clone(),
            quantity: Quantity::from_thousandths(pieces * 1_000),
            price: line.price,
            factor: line.factor,
            sum: times(line.sum),
            vat_rate: line.vat_rate,
            vat: times(line.vat),
            total: times(line.total),
            planned: None,
        }
    });
    told.collect()
}

/// 1C says so many pieces of the order's line.
async fn one_c(access: &Access, number: OrderNumber, pieces: i64) {
    let order = by_number(&access.read().unwrap(), number).unwrap();
    let document = OneCOrder {
        order: Some(number.to_string()),
        lines: Some(lines(&order, pieces)),
        ..OneCOrder::default()
    };
    access
        .write(move |write| apply_from_1c(write, &document).map(|_| ()))
        .await
        .unwrap();
}

/// Four versions: sent, a day, another day, and 1C makes three pieces of two.
fn rewound() -> World {
    let mut world = World::fresh();
    let number = number(&world);
    let manager = world.maker.person(Role::Admin).member.clone();
    world.below(async |access| {
        let manager = Access::of_member(access.services(), &manager, "tests").unwrap();
        for (version, day, reason) in [(1, 10, ""), (2, 24, "Ждём фурнитуру")] {
            let day = Day::constant(2030, 12, day);
            promise(&manager, number, version, day, reason.to_owned())
                .await
                .unwrap();
        }
        one_c(access, number, 3).await;
    });
    world
}

/// As a page shows roubles.
fn roubles(sum: i64) -> String {
    let digits = sum.to_string();
    let (thousands, rest) = digits.split_at(digits.len() - 3);
    format!("{thousands}\u{a0}{rest},00")
}

fn difference(page: &Answer) -> String {
    page.texts("#difference").concat()
}

#[test]
fn an_order_is_shown_as_it_stood_at_any_version() {
    let world = rewound();
    let order = format!("/orders/{}", number(&world));
    let rewind = format!("{order}/rewind");
    let (two, three) = (roubles(2 * GOODS[0].price), roubles(3 * GOODS[0].price));
    for client in [world.buyer(), world.manager(), world.admin()] {
        client.get(&order).contains(&format!("href=\"{rewind}\""));
        let now = client.get(&rewind);
        now.expect(200).contains("Версия 4 из 4").contains(&three);
        assert!(difference(&now).contains("2"), "{}", difference(&now));
        let first = client.get(&format!("{rewind}?at=1"));
        first
            .expect(200)
            .contains("Версия 1 из 4")
            .contains(&two)
            .contains(GOODS[0].name);
        assert!(!first.body().contains(&three) && !first.body().contains("24.12.2030"));
        let third = client.get(&format!("{rewind}?at=3"));
        third.contains("24.12.2030").contains(&two);
        let told = difference(&third);
        assert!(told.contains("10.12.2030") && told.contains("24.12.2030"), "{told}");
        third.contains(&world.maker.person(Role::Admin).name);
        // Any two, in either order: what was before stands before.
        for (at, with) in [(4, 1), (1, 4)] {
            let told = difference(&client.get(&format!("{rewind}?at={at}&with={with}")));
            assert!(told.contains("с версии 1 до 4"), "{told}");
            // A text of the page has plain spaces.
            let found = |sum: &str| told.find(&sum.replace('\u{a0}', " "));
            let (before, after) = (found(&two), found(&three));
            assert!(before.is_some() && before < after, "{told}");
            assert!(told.contains("24.12.2030") && told.contains(GOODS[0].name), "{told}");
        }
        assert!(difference(&client.get(&format!("{rewind}?at=2&with=2"))).contains("Одна и та же версия"));
        // The first divergence is marked wherever one looks.
        for at in 1..=4 {
            let page = client.get(&format!("{rewind}?at={at}"));
            assert_eq!(page.attributes(".kb-fork", "data-fork"), ["4"], "{at}");
            assert_eq!(page.attributes(".kb-ticks .is-warn", "x1"), ["988"], "{at}");
        }
        client.get(&rewind).contains("Вы смотрите именно на неё").contains("1С");
        client.get(&format!("{rewind}?at=2")).contains("Оно впереди");
        // With script only what changes is sent.
        let part = client.get_with(&format!("{rewind}?at=2"), &[("hx-request", "true")]);
        part.expect(200).contains("data-version=\"2\"");
        assert!(!part.body().contains("<html") && !part.body().contains("type=\"range\""));
    }
    // The slider is an input of the browser's own, in a form that needs no script.
    let page = world.buyer().get(&format!("{rewind}?at=2&with=3"));
    let sliders = page.attributes("form[method=get] input[type=range]", "max");
    assert_eq!(sliders, ["4", "4"]);
    assert_eq!(
        page.form(&rewind),
        [("at".to_owned(), "2".to_owned()), ("with".to_owned(), "3".to_owned())]
    );
}

#[test]
fn what_isn_t_there_or_isn_t_ones_own_is_not_found() {
    let world = rewound();
    let rewind = format!("/orders/{}/rewind", number(&world));
    let buyer = world.buyer();
    for absent in ["at=0", "at=5", "at=4294967295", "at=1&with=9", "with=0"] {
        buyer.get(&format!("{rewind}?{absent}")).expect(404);
    }
    for wrong in ["at=x", "at=-1", "at=99999999999", "at=1&with=%00"] {
        buyer.get(&format!("{rewind}?{wrong}")).expect(422);
    }
    let yug = world.signed_in(world.yug.person(Role::Director));
    yug.get(&rewind).expect(404);
    yug.get(&format!("{rewind}?at=1")).expect(404);
    yug.get("/orders/26-999999/rewind").expect(404);
}

#[test]
fn who_may_not_see_prices_is_sent_none_by_the_slider() {
    let world = rewound();
    let rewind = format!("/orders/{}/rewind", number(&world));
    let seller = world.signed_in(world.sever.person(Role::Seller));
    let price = GOODS[0].price;
    let secrets: Vec<String> = [price, 2 * price, 3 * price, GOODS[0].rrp - price]
        .into_iter()
        .map(roubles)
        .chain([
            "38,30".to_owned(),
            "purchase-price".to_owned(),
            "data-field=\"margin\"".to_owned(),
        ])
        .collect();
    let shown = world.buyer().get(&format!("{rewind}?at=4&with=1")).body();
    assert!(
        secrets.iter().filter(|secret| shown.contains(secret.as_str())).count() > 3,
        "the control"
    );
    for at in 1..=4 {
        for with in 1..=4 {
            let path = format!("{rewind}?at={at}&with={with}");
            let body = seller.get(&path).body() + &seller.get_with(&path, &[("hx-request", "true")]).body();
            assert!(body.contains(GOODS[0].name));
            for secret in &secrets {
                assert!(!body.contains(secret.as_str()), "{path}: {secret}");
            }
        }
    }
}

#[test]
fn an_order_of_five_hundred_versions_is_rewound() {
    const VERSIONS: u32 = 500;
    let mut world = World::fresh();
    let number = number(&world);
    let manager = world.maker.person(Role::Admin).member.clone();
    let day = |version: u32| {
        Day::constant(2030, 1, 1)
            .checked_add(jiff::Span::new().days(version))
            .unwrap()
    };
    world.below(async |access| {
        let manager = Access::of_member(access.services(), &manager, "tests").unwrap();
        for version in 1..VERSIONS {
            let reason = format!("Причина {version}");
            promise(&manager, number, version, day(version + 1), reason)
                .await
                .unwrap();
        }
    });
    let rewind = format!("/orders/{number}/rewind");
    let buyer = world.buyer();
    let as_shown = |version: u32| day(version).strftime("%d.%m.%Y").to_string();
    for at in [2, 250, VERSIONS] {
        let page = buyer.get(&format!("{rewind}?at={at}"));
        page.expect(200).contains(&format!("Версия {at} из {VERSIONS}"));
        let told = difference(&page);
        assert!(told.contains(&as_shown(at)), "{told}");
        assert_eq!(page.attributes("input[type=range]", "max"), [VERSIONS.to_string()]);
        // The story is a page of it, and the ticks don't become a bar.
        let story = page.texts("#rewind ol.kb-tl > li").len();
        assert!(story <= 20, "{story}");
        assert!(page.attributes(".kb-ticks line", "x1").len() <= 121);
        assert!(page.bytes.len() < 250_000, "{}", page.bytes.len());
        let neighbours = page.attributes(&format!("#rewind a[href='{rewind}?at={}']", at - 1), "href");
        assert!(!neighbours.is_empty());
    }
    // New versions are seen at once, though the others are known.
    let manager = world.manager();
    let fields = [("version", "500"), ("day", "2033-03-03"), ("reason", "Ещё раз")];
    manager.post(&format!("/orders/{number}/promises"), &fields).expect(303);
    let page = buyer.get(&rewind);
    page.contains("Версия 501 из 501");
    assert!(difference(&page).contains("03.03.2033"));
}

#[test]
fn the_agreed_version_is_found_beyond_five_hundred() {
    const BEFORE: u32 = 503;
    let mut world = World::fresh();
    let number = number(&world);
    let member = world.maker.person(Role::Admin).member.clone();
    world.below(async |access| {
        let manager = Access::of_member(access.services(), &member, "tests").unwrap();
        for version in 1..BEFORE {
            let day = Day::constant(2030, 1, 1).checked_add(jiff::Span::new().days(version));
            let reason = format!("Причина {version}");
            promise(&manager, number, version, day.unwrap(), reason).await.unwrap();
        }
        one_c(access, number, 3).await;
    });
    let page = format!("/orders/{number}");
    let (acceptance, edit, requests) = (
        format!("{page}/acceptance"),
        format!("{page}/edit"),
        format!("{page}/requests"),
    );
    // Both stand by three pieces from here: what is agreed is a version above the five hundredth.
    let director = world.signed_in(world.sever.person(Role::Director));
    director.fill(&page, &acceptance, &[("answer", "accept")]).expect(303);
    world.below(async |access| one_c(access, number, 7).await);
    let manager = world.manager();
    let seen = manager.get(&page);
    let card = seen.expect(200).texts("[data-card=agreement]").concat();
    let (three, seven) = (3 * GOODS[0].price, 7 * GOODS[0].price);
    for told in ["Количество: 3 7".to_owned(), roubles(three), roubles(seven)] {
        let told = told.replace('\u{a0}', " ");
        assert!(card.contains(&told), "{told} isn't in {card}");
    }
    manager.submit(&seen, &acceptance, &[("answer", "restore")]).expect(303);
    let back = manager.get(&page);
    assert!(back.texts("[data-card=agreement]").is_empty(), "{}", back.said());
    back.contains(&roubles(three));
    assert!(!back.body().contains(&roubles(seven)));

    // A form that was drawn from such a version keeps what was typed when somebody was there first.
    let buyer = world.buyer();
    let drawn = buyer.get(&edit);
    let version = drawn
        .form(&requests)
        .iter()
        .find(|(name, _)| name == "version")
        .unwrap()
        .1
        .clone();
    assert_eq!(
        version,
        (BEFORE + 4).to_string(),
        "1C, the dealer, 1C, and the manufacturer back"
    );
    let fields = [
        ("version", version.as_str()),
        ("day", "2034-04-04"),
        ("reason", "Ещё раз"),
    ];
    manager.post(&format!("{page}/promises"), &fields).expect(303);
    let moved = buyer.submit(&drawn, &requests, &[("quantity", "9"), ("step", "check")]);
    let kept = moved.expect(422).attributes("input[name=quantity]", "value");
    assert_eq!(kept, ["9"], "{}", moved.said());
    moved.contains("04.04.2034");
}
