//! A dealer's buyer orders at its own price, over plain HTTP as a browser without scripts would.

use kabinet::platform::access::Role;

use crate::harness::{GOODS, World};

/// «2 468,00»: as a Russian reads a sum, with no-break spaces.
fn roubles(sum: i64) -> String {
    let digits = sum.to_string();
    let mut said = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            said.push('\u{a0}');
        }
        said.push(digit);
    }
    said + ",00"
}

#[test]
fn a_draft_is_counted_and_becomes_one_order_however_often_it_is_sent() {
    let world = World::fresh();
    let buyer = world.buyer();
    let begun = buyer.post("/drafts", &[("name", "Для Ивановых")]);
    let draft = begun.expect(303).location().to_owned();
    for (goods, quantity) in GOODS.iter().zip(["3", "2"]) {
        // An article as people write it.
        let article = goods.article.to_lowercase().replace('-', " ");
        let fields = [("article", article.as_str()), ("quantity", quantity)];
        buyer.post(&format!("{draft}/lines"), &fields).expect(303);
    }
    let page = buyer.get(&draft);
    let total = 3 * GOODS[0].price + 2 * GOODS[1].price;
    page.expect(200)
        .contains("Для Ивановых")
        .contains(GOODS[1].name)
        .contains(&roubles(total));

    let submission = format!("{draft}/submission");
    let form = page.form(&draft);
    let fields: Vec<(&str, &str)> = form
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let first = buyer.post(&submission, &fields);
    let order = first.expect(303).location().to_owned();
    assert!(order.starts_with("/orders/26-"), "{order}");
    for _ in 0..3 {
        assert_eq!(buyer.post(&submission, &fields).expect(303).location(), order);
    }
    let page = buyer.get(&order);
    page.expect(200)
        .contains(&roubles(total))
        .contains(GOODS[0].name)
        .contains("Для Ивановых");
    // The first page answers what is open: this order, with its way there.
    let home = buyer.get("/");
    let number = order.trim_start_matches("/orders/");
    let row = home.texts("[data-order]").into_iter().find(|row| row.contains(number));
    assert!(
        row.is_some_and(|row| row.contains("Отправлен")),
        "{:?}",
        home.texts("[data-order]")
    );
    assert!(home.attributes("[data-order] a", "href").contains(&order));
    let list = buyer.get("/orders?stage=all");
    let numbers = list.attributes("[data-order]", "data-order");
    assert_eq!(
        numbers.iter().filter(|number| order.ends_with(number.as_str())).count(),
        1,
        "{numbers:?}"
    );
    assert_eq!(numbers.len(), 2, "the seeded order and this one: {numbers:?}");
    // The seller of the same dealer sees the order without what it costs the dealer.
    let blind = world.signed_in(world.sever.person(Role::Seller)).get(&order);
    blind.expect(200).contains(GOODS[0].name);
    assert!(!blind.body().contains(&roubles(total)));
    assert!(!blind.body().contains(&roubles(GOODS[0].price)));
    for secret in ["purchase-price", "margin"] {
        assert_eq!(
            blind.attributes(&format!("[data-field={secret}]"), "class"),
            Vec::<String>::new(),
            "{secret}"
        );
    }
}

/// Staff finds the way to it on the dealer's card, and both names are kept: who entered the order and for whom.
#[test]
fn staff_enters_an_order_for_a_dealer_and_both_names_stay() {
    let world = World::fresh();
    let manager = world.manager();
    let dealer = world.sever.dealer.unwrap();
    let card = manager.get(&format!("/dealers/{dealer}"));
    let way = format!("/drafts?dealer={dealer}");
    assert_eq!(card.attributes("a.btn-primary", "href"), [way.as_str()]);
    let page = manager.get(&way);
    let offered = page.attributes("select[name=dealer] option", "value");
    assert_eq!(offered, [dealer.to_string()], "a manager's own dealer and no other");
    let form = page.form("/drafts");
    let mut fields: Vec<(&str, &str)> = form
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .filter(|(name, _)| *name != "name")
        .collect();
    fields.push(("name", "По телефону"));
    let draft = manager.post("/drafts", &fields).expect(303).location().to_owned();
    let line = [("article", GOODS[0].article), ("quantity", "1")];
    manager.post(&format!("{draft}/lines"), &line).expect(303);

    let (entered, buyer) = (world.maker.person(Role::Manager).name.as_str(), world.buyer());
    buyer.get(&draft).expect(200).contains(entered);
    buyer
        .get("/drafts")
        .expect(200)
        .contains("По телефону")
        .contains(entered);
    let form = manager.get(&draft).form(&draft);
    let fields: Vec<(&str, &str)> = form
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let sent = manager.post(&format!("{draft}/submission"), &fields);
    let order = sent.expect(303).location().to_owned();
    for client in [&manager, &buyer] {
        let page = client.get(&order);
        let parties = page.texts("dd");
        for name in [entered, world.sever.name.as_str()] {
            assert!(parties.iter().any(|said| said == name), "{name} is not in {parties:?}");
        }
    }
    // «Юг» is another manager's.
    let other = world.yug.dealer.unwrap();
    manager.get(&format!("/drafts?dealer={other}")).expect(404);
    manager
        .post("/drafts", &[("dealer", &other.to_string()), ("name", "Чужой")])
        .expect(404);
}
