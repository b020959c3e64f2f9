//! A change of a sent order as a whole: how goods are made, and what the other side is shown of it, over plain HTTP.

use kabinet::platform::access::Role;

use crate::configurator::{Says, begun, book_of, configured, model, published, sent, uploaded, with_text};
use crate::examples::configurator::WHOLE;
use crate::harness::{Answer, Client, GOODS, MADE_ARTICLE, World, made};

/// An order of two windows of 900 by 1000 that open, white: 2 × 1 400.
fn ordered(client: &Client) -> String {
    let draft = begun(client, "Витражи");
    configured(client, &draft, &WHOLE, &[]).expect(303);
    sent(client, &draft).expect(303).location().to_owned()
}

fn confirmed(manager: &Client, order: &str) {
    let stage = [("stage", "confirmed")];
    manager.fill(order, &format!("{order}/stage"), &stage).expect(303);
}

/// The page of editing, and from it the counter of the line at a place.
fn counter(client: &Client, order: &str, place: usize) -> Answer {
    let step = format!("configure-{place}");
    let set = [("step", step.as_str())];
    let opened = client.fill(&format!("{order}/edit"), &format!("{order}/requests"), &set);
    client.get(opened.expect(303).location())
}

/// Sends the form of a counter with other choices.
fn choose(client: &Client, order: &str, counter: &Answer, set: &[(&str, &str)]) -> Answer {
    let action = format!("{order}/configure/{}", made());
    let mut form = counter.expect(200).form(&action);
    // The field of the quantity stands outside of the form and names it.
    form.retain(|(name, _)| name != "q");
    form.extend(
        counter
            .attributes("#configuring-q", "value")
            .into_iter()
            .map(|value| ("q".to_owned(), value)),
    );
    for (name, value) in set {
        form.retain(|(known, _)| known != name);
        form.push(((*name).to_owned(), (*value).to_owned()));
    }
    let fields: Vec<(&str, &str)> = form.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    client.post(&format!("{order}/configured"), &fields)
}

fn looked(client: &Client, order: &str) -> Answer {
    client.fill(
        &format!("{order}/edit"),
        &format!("{order}/requests"),
        &[("step", "check")],
    )
}

fn send(client: &Client, order: &str, preview: &Answer, reason: &str) -> Answer {
    let set = [("step", "send"), ("reason", reason)];
    client.submit(preview, &format!("{order}/requests"), &set)
}

#[test]
fn how_goods_are_made_is_changed_by_a_request_that_the_other_side_sees_option_by_option() {
    let world = World::fresh();
    let (buyer, manager) = (world.buyer(), world.manager());
    let order = ordered(&buyer);
    confirmed(&manager, &order);

    // The counter begins with what was agreed, and says whose line it is.
    let edit = buyer.get(&format!("{order}/edit"));
    edit.expect(200).says("Изменить комплектацию");
    // A form without the order's lines is not kept for later: it would be put together with lines that it hasn't.
    let crafted = [("version", "2"), ("step", "configure-0")];
    assert!(
        edit.form(&format!("{order}/requests"))
            .contains(&("version".to_owned(), "2".to_owned()))
    );
    buyer.post(&format!("{order}/requests"), &crafted).expect(422);
    assert!(buyer.get(&format!("{order}/edit")).texts("[data-card=kept]").is_empty());
    let page = counter(&buyer, &order, 0);
    page.expect(200)
        .says("строка 1")
        .says("1 400,00")
        .says("Взять в изменение");
    assert_eq!(page.attributes("input[name='o.width']", "value"), ["900"]);
    // What can't be made isn't taken, and what was typed stays.
    let wide = choose(&buyer, &order, &page, &[("o.width", "1500")]);
    wide.expect(422)
        .says("Так изготовить нельзя")
        .says("Поворотная створка — до метра");
    assert_eq!(wide.attributes("input[name='o.width']", "value"), ["1\u{a0}500"]);
    assert!(
        !wide.body().contains("Сохранить как неполное"),
        "an order has nothing unfinished"
    );
    choose(&buyer, &order, &page, &[("q", "много")])
        .expect(422)
        .says("много");
    choose(&buyer, &order, &page, &[("q", "0")]).expect(422);
    // An edition that isn't the current one, and an option that nobody knows.
    choose(&buyer, &order, &page, &[("edition", "7")]).expect(422);
    choose(&buyer, &order, &page, &[("o.colour", "gold")]).expect(422);

    // 1000 × 1000 with the film: (1 000 + 500) × 1,1 = 1 650 each.
    choose(&buyer, &order, &page, &[("o.width", "1000"), ("o.colour", "film")]).expect(303);
    let edit = buyer.get(&format!("{order}/edit"));
    edit.expect(200)
        .says("Новая комплектация")
        .says("1 650,00")
        .says("Плёнка под дуб");
    assert_eq!(edit.texts("[data-card=kept]").len(), 1, "nothing is lost on the way");
    manager.get(&order).expect(200).says("2 800,00");
    let preview = looked(&buyer, &order);
    let told = preview
        .expect(200)
        .texts("[data-card=difference] [data-card=options]")
        .remove(0);
    assert!(told.contains("Ширина") && told.contains("Плёнка под дуб"), "{told}");
    assert!(!told.contains("Высота"), "only what differs: {told}");
    // The price is explained, and the days are said.
    preview.says("3 300,00").says("1 м² × 1 000,00 ₽").says("6 раб");
    // Back to the form everything is still there; and sent twice it is one request.
    let back = buyer.submit(&preview, &format!("{order}/requests"), &[("step", "edit")]);
    back.expect(200).says("Плёнка под дуб");
    send(&buyer, &order, &preview, "Клиент передумал").expect(303);
    send(&buyer, &order, &preview, "Клиент передумал").expect(303);

    let asked = manager.get(&order);
    let card = asked.expect(200).texts("[data-card=request]");
    assert_eq!(card.len(), 1);
    assert!(
        card[0].contains("Клиент передумал") && card[0].contains("Плёнка под дуб"),
        "{card:?}"
    );
    assert_eq!(asked.texts("[data-card=request] [data-card=remade]").len(), 1);
    asked.says("3 300,00");
    // A second request while the first waits: the page says so.
    buyer.get(&format!("{order}/edit")).expect(200).says("отзовите");
    // Whoever has no eye for prices is told how it is made and nothing of what it costs.
    let seller = world.signed_in(world.sever.person(Role::Seller)).get(&order);
    seller.expect(200).says("Плёнка под дуб");
    for secret in [
        "3\u{a0}300,00",
        "2\u{a0}800,00",
        "1\u{a0}650,00",
        "data-field=\"purchase-price\"",
    ] {
        assert!(!seller.body().contains(secret), "{secret}");
    }
    let answer = format!("{order}/requests/answer");
    manager.fill(&order, &answer, &[("answer", "accept")]).expect(303);
    let done = buyer.get(&order);
    done.expect(200).says("3 300,00").says("Плёнка под дуб").says("1 000");
    // Both stand by the new specification: production can begin on it.
    let stage = [("stage", "production")];
    manager.fill(&order, &format!("{order}/stage"), &stage).expect(303);
    assert!(
        buyer.get(&format!("{order}/edit")).texts("[data-card=kept]").is_empty(),
        "what was sent is not kept"
    );
}

#[test]
fn a_newer_model_is_said_and_what_is_made_to_order_can_come_as_a_new_line() {
    let world = World::fresh();
    let (buyer, admin, manager) = (world.buyer(), world.admin(), world.manager());
    let order = ordered(&buyer);
    // A form that was filled by the first model, and is sent after the second one was published.
    let page = counter(&buyer, &order, 0);
    choose(&buyer, &order, &page, &[("o.colour", "film")]).expect(303);
    uploaded(&admin, &with_text(&book_of(&admin), ">500<", ">700<")).expect(303);
    published(&admin);
    looked(&buyer, &order).expect(422).says("Пересчитайте");
    let page = counter(&buyer, &order, 0);
    page.expect(200)
        .says("Модель изделия обновилась: № 1 → № 2")
        .says("В заказе остаётся прежняя комплектация");
    // 900 and a sash of 700 now, with the film: 1 760 each.
    choose(&buyer, &order, &page, &[]).expect(303);
    let preview = looked(&buyer, &order);
    preview.expect(200).says("3 520,00");
    // The dealer changes it at once: the manufacturer hasn't taken the order yet.
    send(&buyer, &order, &preview, "").expect(303);
    manager
        .get(&order)
        .expect(200)
        .says("3 520,00")
        .says("Расчёт по модели № 2");

    // An article of goods made to order leads to the counter, and from there into the form with what was typed.
    let set = [
        ("article", MADE_ARTICLE),
        ("count", "3"),
        ("step", "add"),
        ("comment", "Кухня"),
    ];
    let requests = format!("{order}/requests");
    let opened = buyer.fill(&format!("{order}/edit"), &requests, &set);
    let page = buyer.get(opened.expect(303).location());
    page.expect(200).says("Новая строка заказа");
    assert_eq!(page.attributes("#configuring-q", "value"), ["3"]);
    choose(&buyer, &order, &page, &[("o.width", "1000")])
        .expect(422)
        .says("Выбрано не всё");
    choose(&buyer, &order, &page, &[("o.width", "1000"), ("o.opening", "fixed")]).expect(303);
    let edit = buyer.get(&format!("{order}/edit"));
    edit.expect(200).says("Глухое").says("Кухня");
    // The new line can be configured once more, and taken out again.
    let again = counter(&buyer, &order, 1);
    choose(&buyer, &order, &again, &[("o.width", "1200")]).expect(303);
    let preview = looked(&buyer, &order);
    // 3 × 1 200 beside 3 520.
    preview.expect(200).says("7 120,00");
    send(&buyer, &order, &preview, "").expect(303);
    buyer.get(&order).expect(200).says("7 120,00").says("Кухня");

    // Withdrawn goods stay as they are: nothing is configured any more, and everything that was typed stays.
    let withdrawal = format!("{}/withdrawal", model());
    admin.fill(&model(), &withdrawal, &[]).expect(303);
    let gone = buyer.fill(
        &format!("{order}/edit"),
        &requests,
        &[("comment", "Дача"), ("step", "configure-0")],
    );
    gone.expect(422).says("больше не делают на заказ").says("Дача");
}

#[test]
fn foreign_stale_and_forged_changes_get_nowhere() {
    let world = World::fresh();
    let (buyer, manager) = (world.buyer(), world.manager());
    let director = world.signed_in(world.sever.person(Role::Director));
    let order = ordered(&buyer);
    let (edit, requests) = (format!("{order}/edit"), format!("{order}/requests"));
    let configure = format!("{order}/configure/{}", made());
    let foreign = world.signed_in(world.yug.person(Role::Director));
    foreign.get(&configure).expect(404);
    foreign.post(&configure, &WHOLE).expect(404);
    let product = made().to_string();
    let whole = [&WHOLE[..], &[("product", &product), ("edition", "1")]].concat();
    foreign.post(&format!("{order}/configured"), &whole).expect(404);
    foreign.post(&format!("{order}/unsent/removal"), &[]).expect(404);
    let seller = world.signed_in(world.sever.person(Role::Seller));
    seller.get(&configure).expect(403);
    // A line that isn't there, other goods, and goods that nobody makes to order.
    buyer.get(&format!("{configure}?line=9&version=1")).expect(404);
    let other = buyer.fill(&edit, &requests, &[("step", "configure-9")]);
    other.expect(404);
    buyer.fill(&edit, &requests, &[("step", "configure-x")]).expect(422);
    let plain = world.sever.deal().order.as_str();
    director
        .get(&format!("/orders/{plain}/configure/{}?line=0", made()))
        .expect(404);
    director
        .fill(
            &format!("/orders/{plain}/edit"),
            &format!("/orders/{plain}/requests"),
            &[("step", "configure-0")],
        )
        .expect(404);
    // Forged words for how it is made.
    for how in [
        "1",
        "x:width=f900",
        "99:width=f900",
        "1:width=f1500&height=f1000&opening=oturn&colour=owhite",
        "1:",
    ] {
        let forged = buyer.fill(&edit, &requests, &[("how", how), ("step", "check")]);
        forged.expect(422);
    }

    // Two people: one configures, the other changes the order meanwhile.
    let page = counter(&buyer, &order, 0);
    let looked_first = looked(&director, &order);
    looked_first.expect(422);
    let set = [("quantity", "5"), ("step", "check")];
    let preview = director.fill(&edit, &requests, &set);
    send(&director, &order, &preview, "").expect(303);
    let late = choose(&buyer, &order, &page, &[("o.colour", "film")]);
    late.expect(422).says("Плёнка под дуб");
    // The counter of an older form leads back to the form, which tells the difference and keeps what was typed.
    let back = buyer.get(&format!("{configure}?line=0&version=1"));
    assert_eq!(back.expect(303).location(), edit);
    let told = buyer.get(&edit);
    told.expect(200);
    assert_eq!(told.texts("[data-card=clash]").len(), 1);
    assert_eq!(told.texts("[data-card=kept]").len(), 1);
    // Thrown away, the form is of the order as it is.
    buyer.post(&format!("{order}/unsent/removal"), &[]).expect(303);
    assert!(buyer.get(&edit).texts("[data-card=kept]").is_empty());

    // Shipped: nothing is changed any more, and the page says what can be done.
    for stage in ["confirmed", "queued", "production", "ready", "shipped"] {
        manager
            .fill(&order, &format!("{order}/stage"), &[("stage", stage)])
            .expect(303);
    }
    assert_eq!(buyer.get(&configure).expect(303).location(), edit);
    buyer.get(&edit).expect(200);
    assert_eq!(buyer.get(&edit).texts("[data-card=blocked]").len(), 1);
    let late = buyer.post(&format!("{order}/configured"), &whole);
    late.expect(422);

    // The same in English.
    let english = world.buyer().with("accept-language", "en");
    english.get(&edit).expect(200);
    assert!(GOODS[0].price > 0);
}
