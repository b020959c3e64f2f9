//! What of accepted orders counts against a limit until it leaves: as a rule of holds counts it, and on the calendar.

use kabinet::modules::catalogue::Sku;

use crate::exchange::connected;
use crate::harness::GOODS;
use crate::harness::papers::contract_external;
use crate::papers::{buyer, director, send};
use crate::stage_rules::{moved, order_version};
use crate::{calendar, holds};

#[test]
fn of_an_order_that_leaves_in_parts_what_is_left_counts() {
    let world = connected();
    let (admin, manager) = (world.admin(), world.manager());
    let director = director(&world);
    let counting = [("condition", "limit"), ("percent", "0"), ("others", "1")];
    let alone = [("condition", "limit"), ("percent", "0")];
    // The contract of the world is one of prepayment.
    for (name, step, more) in [
        ("С принятыми", "confirmation", counting.as_slice()),
        ("Сам по себе", "shipping", alone.as_slice()),
    ] {
        let mut fields = holds::rule(name, step, more);
        fields.retain(|(name, _)| *name != "prepaid");
        holds::add(&admin, &fields).expect(303);
    }
    let (first, second) = (
        world.buyer().ordered("По частям", "3"),
        world.buyer().ordered("Второй", "1"),
    );
    let price = GOODS[0].price * 100;
    // Three and one are a kopeck more than the limit.
    let limit = 4 * price - 1;
    holds::told(&world, "Север", 1, 0, Some(limit), &[]);
    holds::ready(&manager, &first);
    holds::held(&director, &second);
    let why = holds::why(&director, &second);
    director
        .get(&why)
        .expect(200)
        .contains(&holds::money(3 * price))
        .contains(&holds::money(1));
    // One of three leaves: two are left, and nobody owes for the one yet.
    let sku = Sku::id_of(GOODS[0].external).to_string();
    let pack = |number: &str| {
        let version = order_version(&manager, &first);
        let fields = [
            ("version", version.as_str()),
            ("number", number),
            ("sku", sku.as_str()),
            ("quantity", "1"),
        ];
        manager.post(&format!("{first}/parcels"), &fields)
    };
    pack("Р-1").expect(303);
    holds::free(&director, &second);
    // 1C tells the debt for it.
    holds::told(&world, "Север", 2, price, Some(limit), &[]);
    holds::held(&director, &second);
    director
        .get(&why)
        .expect(200)
        .contains("Ещё 1 заказ, который не отгружен")
        .contains(&holds::money(2 * price))
        .contains(&holds::money(1));
    // The order in parts isn't held over what has left already: one owed and two to go are three.
    holds::free(&director, &first);
    // With a larger debt its rest is.
    holds::told(&world, "Север", 3, 2 * price, Some(limit), &[]);
    holds::held(&director, &first);
    holds::told(&world, "Север", 4, price, Some(limit), &[]);
    holds::free(&director, &first);
    pack("Р-2").expect(303);
    holds::free(&director, &second);
}

#[test]
fn a_draft_on_the_calendar_counts_accepted_orders_as_the_rule_of_holds_does() {
    let world = connected();
    let own = buyer(&world, "Север");
    let price = GOODS[0].price * 100;
    // The draft fits beside the debt alone. An accepted order of three pieces makes it 7.77 too dear.
    let (total, accepted, by, closing) = (2 * price, 3 * price, 7_77, 5_000_00);
    let limit = closing + total + accepted - by;
    let more = format!(r#", "limit": "{}""#, calendar::figure(limit));
    let text = calendar::settlement(
        &own,
        &contract_external("Север"),
        "Д-Север",
        "RUB",
        1,
        &calendar::dues(&[]),
        &more,
    );
    let text = text.replace(
        r#""closing": "0""#,
        &format!(r#""closing": "{}""#, calendar::figure(closing)),
    );
    send(&world, &[("kabinet___1.json", &calendar::told(&[text]))]);
    let director = director(&world);
    let path = director
        .post("/drafts", &[("name", "Проба")])
        .expect(303)
        .location()
        .to_owned();
    let lines = [("article", GOODS[0].article), ("quantity", "2")];
    director.post(&format!("{path}/lines"), &lines).expect(303);
    let contract = world.sever.deal().contract.to_string();
    director.fill(&path, &path, &[("contract", contract.as_str())]);
    let order = world.buyer().ordered("Принятый", "3");
    let accept = [("stage", "confirmed"), ("reason", "Проверено")];
    moved(&world.manager(), &order, &accept).expect(303);

    let panel = || director.get(&path).texts("#draft-payment").join(" ");
    // No rule counts it: what is left is said, and the accepted order isn't named.
    let said = panel();
    assert!(
        said.contains("Лимита хватает") && calendar::says(&said, &calendar::money(accepted - by, "₽")),
        "{said}"
    );
    assert!(
        !said.contains("не отгружен") && said.contains("Других отгрузок за это время нет"),
        "{said}"
    );
    let counting = [("condition", "limit"), ("percent", "0"), ("others", "1")];
    holds::add(
        &world.admin(),
        &holds::rule("Лимит с принятыми", "submission", &counting),
    )
    .expect(303);
    let said = panel();
    for words in [
        format!(
            "{} лимит будет превышен на {}",
            calendar::shown(holds::today()),
            calendar::money(by, "₽")
        ),
        "Вместе с 1 принятым заказом".to_owned(),
        format!("осталось отгрузить на {}", calendar::money(accepted, "₽")),
        "Ещё 1 заказ, который не отгружен".to_owned(),
        "как в правиле остановки".to_owned(),
    ] {
        assert!(calendar::says(&said, &words), "«{words}» is not in: {said}");
    }
    assert!(!said.contains("Других отгрузок"), "{said}");
    // It leaves: 1C counts it from then on.
    for stage in ["production", "ready", "shipped"] {
        moved(&world.manager(), &order, &[("stage", stage), ("reason", "Проверено")]).expect(303);
    }
    let said = panel();
    assert!(said.contains("Лимита хватает") && !said.contains("Вместе с"), "{said}");
}
