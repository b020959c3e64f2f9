//! Changes of an order that both sides answer for, over plain HTTP.

use kabinet::modules::catalogue::{Product, Unit};
use kabinet::platform::access::Role;
use kabinet::platform::values::{Quantity, VatRate};

use crate::harness::{Answer, Client, GOODS, World, put};

/// Changes an order in both steps: what is typed, and the reason with which it is sent.
fn change(client: &Client, order: &str, set: &[(&str, &str)], reason: &str) -> Answer {
    let requests = format!("/orders/{order}/requests");
    let set = [&[("step", "check")], set].concat();
    let preview = client.fill(&format!("/orders/{order}/edit"), &requests, &set);
    preview.expect(200);
    client.submit(&preview, &requests, &[("step", "send"), ("reason", reason)])
}

fn fields(page: &Answer, order: &str, name: &str) -> Vec<String> {
    let form = page.form(&format!("/orders/{order}/requests")).into_iter();
    form.filter(|(of, _)| of == name).map(|(_, value)| value).collect()
}

/// The quantities of the lines, as the page of editing has them.
fn quantities(client: &Client, order: &str) -> Vec<String> {
    fields(&client.get(&format!("/orders/{order}/edit")), order, "quantity")
}

fn roubles(sum: i64) -> String {
    let digits = sum.to_string();
    let (thousands, rest) = digits.split_at(digits.len() - 3);
    format!("{thousands}\u{a0}{rest},00")
}

#[test]
fn a_confirmed_order_changes_when_the_other_side_accepts() {
    let world = World::fresh();
    let (director, manager) = (world.signed_in(world.sever.person(Role::Director)), world.manager());
    let order = world.sever.deal().order.as_str();
    let page = format!("/orders/{order}");
    let (edit, requests) = (format!("{page}/edit"), format!("{page}/requests"));
    let answer = format!("{page}/requests/answer");

    // Before confirmation the dealer changes it at once, after a look at what it comes to.
    let preview = director.fill(&edit, &requests, &[("quantity", "3"), ("step", "check")]);
    preview
        .expect(200)
        .contains(&roubles(2 * GOODS[0].price))
        .contains(&roubles(3 * GOODS[0].price));
    assert_eq!(quantities(&manager, order), ["2"], "a look changes nothing");
    // A form that nobody looked at isn't sent, and from the look one comes back to what was typed.
    director
        .fill(&edit, &requests, &[("quantity", "3"), ("step", "send")])
        .expect(422);
    let back = director.submit(&preview, &requests, &[("step", "edit"), ("reason", "Больше окон")]);
    assert_eq!(fields(back.expect(200), order, "quantity"), ["3"]);
    assert_eq!(fields(&back, order, "reason"), ["Больше окон"]);
    change(&director, order, &[("quantity", "3")], "").expect(303);
    assert_eq!(quantities(&manager, order), ["3"]);

    manager
        .fill(&page, &format!("{page}/stage"), &[("stage", "confirmed")])
        .expect(303);
    // Afterwards it is a request: nothing changes until the manager says so, and production waits.
    let preview = director.fill(&edit, &requests, &[("quantity", "5"), ("step", "check")]);
    let long = "п".repeat(2_001);
    let too_long = director.submit(&preview, &requests, &[("step", "send"), ("reason", &long)]);
    too_long.expect(422).contains(&long);
    let sent = [("step", "send"), ("reason", "Клиент просит больше")];
    director.submit(&preview, &requests, &sent).expect(303);
    // The button was pressed twice: the same request, once.
    director.submit(&preview, &requests, &sent).expect(303);
    let asked = manager.get(&page);
    asked
        .expect(200)
        .contains("Клиент просит больше")
        .contains(&roubles(5 * GOODS[0].price));
    assert_eq!(asked.texts("[data-card=request]").len(), 1);
    // The story tells what was asked for, and both lists whose turn it is.
    let what = asked.attributes("a[href*='/changes/']", "href").remove(0);
    manager.get(&what).expect(200).contains(&roubles(5 * GOODS[0].price));
    manager
        .get("/orders?stage=all")
        .expect(200)
        .contains("Ждёт вашего ответа");
    director
        .get("/orders?stage=all")
        .expect(200)
        .contains("Ждёт ответа второй стороны");
    let stage = manager.fill(&page, &format!("{page}/stage"), &[("stage", "production")]);
    stage.expect(422);
    // While it waits there is no other: the page says so and what to do.
    let blocked = director.get(&edit);
    assert!(
        blocked.texts("[data-card=blocked]")[0].contains("отзовите"),
        "{}",
        blocked.said()
    );
    assert!(blocked.attributes("a.btn", "href").contains(&page));
    // Whoever asked can't answer for the other side; a refusal needs a reason, and a failed one keeps what was typed.
    director.submit(&asked, &answer, &[("answer", "accept")]).expect(422);
    manager
        .fill(&page, &answer, &[("answer", "refuse"), ("reason", "")])
        .expect(422);
    let failed = manager.submit(
        &asked,
        &answer,
        &[("answer", "refuse"), ("version", "1"), ("reason", "Нет стекла")],
    );
    assert_eq!(failed.expect(422).attributes("#answer-reason", "value"), ["Нет стекла"]);
    manager.fill(&page, &answer, &[("answer", "accept")]).expect(303);
    assert_eq!(quantities(&director, order), ["5"]);

    // A refusal with its reason is told to the other side.
    change(&director, order, &[("quantity", "9")], "Ещё").expect(303);
    let refusal = [("answer", "refuse"), ("reason", "Партия закрыта")];
    manager.fill(&page, &answer, &refusal).expect(303);
    assert!(director.get(&page).texts("[data-card=refused]")[0].contains("Партия закрыта"));
    assert!(
        manager.get(&page).texts("[data-card=refused]").is_empty(),
        "it is told to who asked"
    );
    director.hears("Партия закрыта");
    assert_eq!(quantities(&director, order), ["5"]);

    let foreign = world.signed_in(world.yug.person(Role::Director));
    foreign.get(&edit).expect(404);
    foreign
        .post(&requests, &[("version", "1"), ("step", "check")])
        .expect(404);
    world.signed_in(world.sever.person(Role::Seller)).get(&edit).expect(403);
}

/// Goods beside those of the world: sold in fives, withdrawn, and without a price.
fn more_goods(world: &mut World) -> [&'static str; 3] {
    let articles = ["TST-0501", "TST-0502", "TST-0503"];
    world.below(async |access| {
        let services = access.services();
        let tx = access.read().unwrap();
        let known: Product = kabinet::platform::store::Reader::get(&tx, &Product::id_of(GOODS[1].external))
            .unwrap()
            .unwrap();
        put(
            services,
            Product {
                pack: Quantity::whole(5),
                ..known
            },
        )
        .await;
        for (place, article) in articles.iter().enumerate() {
            let external = format!("22222222-0000-4000-8000-00000000000{place}");
            let product = Product {
                article: (*article).to_owned(),
                name: format!("Петля {article}"),
                unit: Unit {
                    code: "796".to_owned(),
                    name: "шт".to_owned(),
                },
                vat: Some(VatRate::percent(20)),
                stub: false,
                removed: place == 0,
                ..Product::stub(&external)
            };
            put(services, product).await;
        }
    });
    articles
}

#[test]
fn a_line_comes_by_its_article_and_what_cant_be_had_is_said() {
    let mut world = World::fresh();
    let [withdrawn, unpriced, _] = more_goods(&mut world);
    let director = world.signed_in(world.sever.person(Role::Director));
    let order = world.sever.deal().order.clone();
    let (edit, requests) = (format!("/orders/{order}/edit"), format!("/orders/{order}/requests"));
    let add = |page: &Answer, article: &str, count: &str| {
        director.submit(
            page,
            &requests,
            &[
                ("article", article),
                ("count", count),
                ("step", "add"),
                ("comment", "Белая"),
            ],
        )
    };
    let page = director.get(&edit);
    // The second goods are sold in fives: three make five.
    let page = add(&page, &format!(" {} ", GOODS[1].article.to_lowercase()), "3");
    page.expect(200).contains(GOODS[1].name);
    assert_eq!(fields(&page, &order, "amount"), ["5"]);
    // What the order has already gets more, and nothing comes twice.
    let page = add(&page, GOODS[0].article, "4");
    assert_eq!(fields(page.expect(200), &order, "quantity"), ["6"]);
    // What can't be had is said, and everything that was typed stays.
    for (article, count, said) in [
        ("НЕТ-ТАКОГО-777", "1", "такого товара нет"),
        (withdrawn, "1", "больше не продаётся"),
        (unpriced, "1", "Нет цены"),
        (GOODS[1].article, "много", "Количество"),
        ("", "1", "Напишите артикул"),
    ] {
        let refused = add(&page, article, count);
        refused.expect(422).contains(said);
        assert_eq!(fields(&refused, &order, "article"), [article]);
        assert_eq!(fields(&refused, &order, "amount"), ["5"]);
        assert_eq!(fields(&refused, &order, "comment"), ["Белая"]);
    }
    // A choice of something near is taken by its id; a forged one is not.
    let near = add(&page, "TST-05", "1");
    near.expect(422);
    director
        .submit(&near, &requests, &[("added", "xyz"), ("step", "check")])
        .expect(422);
    // Seven make ten, which is said before it is sent.
    let set = [
        ("amount", "7"),
        ("note", "К двери"),
        ("wished", "01.12.2030"),
        ("step", "check"),
    ];
    let preview = director.submit(&page, &requests, &set);
    let total = 6 * GOODS[0].price + 10 * GOODS[1].price;
    preview
        .expect(200)
        .contains(&roubles(total))
        .contains(&roubles(10 * GOODS[1].price));
    assert!(preview.said().contains("вместо 7 будет 10"), "{}", preview.said());
    assert!(preview.texts("[data-card=difference]")[0].contains("01.12.2030"));
    director.submit(&preview, &requests, &[("step", "send")]).expect(303);
    director
        .get(&format!("/orders/{order}"))
        .expect(200)
        .contains(&roubles(total))
        .contains("К двери");
    assert_eq!(quantities(&director, &order), ["6", "10"]);
    // A wrong day and a wrong quantity are said at their fields; the last line can't go.
    let wrong = [("wished", "32.13.2030"), ("quantity", "-1"), ("step", "check")];
    let wrong = director.fill(&edit, &requests, &wrong);
    wrong.expect(422);
    assert_eq!(fields(&wrong, &order, "wished"), ["32.13.2030"]);
    assert_eq!(wrong.texts("#quantity-0-error").len(), 1, "{}", wrong.said());
    let mut form = director.get(&edit).form(&requests);
    form.extend([("removed", "0"), ("removed", "1"), ("step", "check")].map(|(n, v)| (n.to_owned(), v.to_owned())));
    let form: Vec<(&str, &str)> = form.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    director
        .post(&requests, &form)
        .expect(422)
        .contains("хотя бы одна строка");
}

#[test]
fn of_two_people_at_one_order_the_second_sees_the_difference() {
    let world = World::fresh();
    let (director, buyer) = (world.signed_in(world.sever.person(Role::Director)), world.buyer());
    let order = world.sever.deal().order.as_str();
    let (edit, requests) = (format!("/orders/{order}/edit"), format!("/orders/{order}/requests"));
    let late = buyer.get(&edit);
    let looked = buyer.submit(&late, &requests, &[("comment", "Чёрная"), ("step", "check")]);
    looked.expect(200);
    change(&director, order, &[("quantity", "8")], "").expect(303);
    // From either step nothing is overwritten: who changed what, and the own words at the lines as they are now.
    let name = world.sever.person(Role::Director).name.as_str();
    for (page, set) in [
        (&late, [("comment", "Чёрная"), ("step", "check")]),
        (&looked, [("reason", "Чёрная"), ("step", "send")]),
    ] {
        let told = buyer.submit(page, &requests, &set);
        told.expect(422).contains(name);
        let clash = told.texts("[data-card=clash]").remove(0);
        assert!(clash.contains("Количество") && clash.contains('8'), "{clash}");
        assert_eq!(fields(&told, order, "quantity"), ["8"]);
        assert_eq!(fields(&told, order, "comment"), ["Чёрная"]);
        assert_eq!(quantities(&director, order), ["8"]);
        let preview = buyer.submit(&told, &requests, &[("step", "check")]);
        assert!(!preview.expect(200).texts("[data-card=difference]")[0].contains("Количество"));
    }
    // A version that never was says nothing about lines.
    let unknown = [
        ("version", "77"),
        ("quantity", "1"),
        ("quantity", "2"),
        ("reason", "Опоздали"),
    ];
    let unknown = buyer.post(&requests, &unknown);
    assert_eq!(fields(unknown.expect(422), order, "reason"), ["Опоздали"]);
    assert_eq!(fields(&unknown, order, "quantity"), ["8"]);
}

#[test]
fn an_order_that_is_over_says_why_it_cant_be_changed() {
    let world = World::fresh();
    let (director, manager) = (world.signed_in(world.sever.person(Role::Director)), world.manager());
    let order = world.sever.deal().order.as_str();
    let page = format!("/orders/{order}");
    let stage = format!("{page}/stage");
    let drawn = director.get(&format!("{page}/edit"));
    manager
        .fill(&page, &stage, &[("stage", "cancelled"), ("reason", "Просят")])
        .expect(303);
    let late = director.submit(
        &drawn,
        &format!("{page}/requests"),
        &[("quantity", "4"), ("step", "check")],
    );
    for (answer, status) in [(director.get(&format!("{page}/edit")), 200), (late, 422)] {
        assert!(
            answer.expect(status).texts("[data-card=blocked]").len() == 1,
            "{}",
            answer.said()
        );
        assert!(
            answer
                .attributes("a.btn", "href")
                .contains(&format!("{page}/repetition"))
        );
    }
    assert!(
        director
            .get(&page)
            .attributes("a.btn", "href")
            .iter()
            .all(|href| !href.ends_with("/edit"))
    );
}
