//! A draft is filled from its own catalogue, and nothing goes out unseen; all of it as a browser without scripts does.

use kabinet::modules::catalogue::{Group, Product, Sku};

use crate::harness::{Answer, Client, GOODS, GROUP, World, wait_for};

fn fields_of(form: &[(String, String)]) -> Vec<(&str, &str)> {
    form.iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect()
}

/// A draft for «Север» that the manager begins.
fn begun(world: &World, manager: &Client) -> String {
    let dealer = world.sever.dealer.unwrap().to_string();
    let fields = [("dealer", dealer.as_str()), ("name", "По телефону")];
    manager.post("/drafts", &fields).expect(303).location().to_owned()
}

fn price(goods: usize) -> String {
    let digits = GOODS[goods].price.to_string();
    match digits.len() {
        4 => format!("{}\u{a0}{},00", &digits[..1], &digits[1..]),
        _ => format!("{digits},00"),
    }
}

#[test]
fn staff_finds_goods_by_name_at_the_dealers_price_and_adds_a_quantity() {
    let world = World::fresh();
    let manager = world.manager();
    let draft = begun(&world, &manager);
    let catalogue = format!("{draft}/catalogue");
    let page = manager.get(&draft);
    assert!(
        page.attributes("a", "href").contains(&catalogue),
        "the draft leads to its catalogue"
    );

    // All, a group, one product: each at the price of the draft's contract, each with the way to add.
    let group = format!("{catalogue}/groups/{}", Group::id_of(GROUP));
    let product = format!("{catalogue}/products/{}", Product::id_of(GOODS[0].external));
    for address in [&catalogue, &group, &product] {
        let page = manager.get(address);
        page.expect(200)
            .contains(GOODS[0].name)
            .contains(&price(0))
            .contains("По телефону");
        assert!(
            page.attributes("form", "action").contains(&format!("{draft}/lines")),
            "{address}"
        );
    }
    let links = manager.get(&catalogue).attributes("main a", "href");
    let astray = links
        .iter()
        .find(|to| to.starts_with("/catalogue") || to.starts_with("/products"));
    assert_eq!(astray, None, "no link leaves the draft's own catalogue");

    // The same search as dealers have: another form of the word is found.
    let search = format!("{catalogue}?q=%D0%BA%D1%80%D0%BE%D0%BD%D1%88%D1%82%D0%B5%D0%B9%D0%BD%D1%8B");
    let found = wait_for("the product is found", || {
        Some(manager.get(&search)).filter(|page| page.said().contains(GOODS[0].name))
    });
    assert!(!found.said().contains(GOODS[1].name));
    let form = found.form(&format!("{draft}/lines"));
    let mut fields = fields_of(&form);
    fields.retain(|(name, _)| *name != "quantity");
    fields.push(("quantity", "4"));
    let added = manager.post(&format!("{draft}/lines"), &fields);
    assert_eq!(added.expect(303).location(), search, "back to where one was looking");
    manager.get(&search).expect(200).contains(GOODS[0].name);
    let draft_page = manager.get(&draft);
    let quantities = draft_page.attributes("#draft-form input[name=q]", "value");
    assert_eq!(quantities, ["4"]);

    // Words in the draft's own field, where an article is expected, offer what the catalogue has.
    let offered = manager.post(&format!("{draft}/lines"), &[("article", "муфты"), ("quantity", "1")]);
    offered.expect(422).contains(GOODS[1].name).contains(&price(1));
    let form = offered
        .form(&format!("{draft}/lines"))
        .into_iter()
        .filter(|(name, _)| name != "article")
        .collect::<Vec<_>>();
    manager.post(&format!("{draft}/lines"), &fields_of(&form)).expect(303);
    assert_eq!(
        manager
            .get(&draft)
            .attributes("#draft-form input[name=q]", "value")
            .len(),
        2
    );

    // Nothing at all is said so.
    let lost = manager.post(&format!("{draft}/lines"), &[("article", "щщщщщ")]);
    lost.expect(422).contains("щщщщщ");
}

#[test]
fn a_foreign_drafts_catalogue_is_not_there() {
    let world = World::shared();
    let manager = world.manager();
    let (own, foreign) = (&world.sever.deal().draft, &world.yug.deal().draft);
    let sku = Sku::id_of(GOODS[0].external).to_string();
    for rest in [
        "catalogue".to_owned(),
        format!("catalogue/groups/{}", Group::id_of(GROUP)),
        format!("catalogue/products/{}", Product::id_of(GOODS[0].external)),
    ] {
        manager.get(&format!("/drafts/{own}/{rest}")).expect(200);
        manager.get(&format!("/drafts/{foreign}/{rest}")).expect(404);
        world.buyer().get(&format!("/drafts/{foreign}/{rest}")).expect(404);
    }
    manager
        .post(&format!("/drafts/{foreign}/lines"), &[("sku", &sku)])
        .expect(404);
}

#[test]
fn what_was_typed_into_a_refused_form_of_the_order_stays_with_the_reason_at_its_field() {
    let world = World::fresh();
    let manager = world.manager();
    let order = format!("/orders/{}", world.sever.deal().order);
    let send = |part: &str, fields: &[(&str, &str)]| -> Answer {
        let action = format!("{order}/{part}");
        let form = manager.get(&order).form(&action);
        let version = form
            .iter()
            .find(|(name, _)| name == "version")
            .expect("the form has a version");
        let mut all = vec![("version", version.1.as_str())];
        all.extend_from_slice(fields);
        manager.post(&action, &all)
    };
    let kept = |answer: &Answer, part: &str, field: &str, value: &str| {
        answer.expect(422);
        let form = answer.form(&format!("{order}/{part}"));
        let found = form
            .iter()
            .find(|(name, _)| name == field)
            .map(|(_, value)| value.as_str());
        assert_eq!(found, Some(value), "{part} {field}");
    };
    let blamed = |answer: &Answer, part: &str| -> Vec<String> {
        answer.attributes(&format!("form[action='{order}/{part}'] [aria-invalid=true]"), "name")
    };

    send("promises", &[("day", "2030-12-24"), ("reason", "")]).expect(303);
    let no_reason = send("promises", &[("day", "25.12.2030"), ("reason", "")]);
    kept(&no_reason, "promises", "day", "25.12.2030");
    assert_eq!(blamed(&no_reason, "promises"), ["reason"]);
    let no_day = send("promises", &[("day", "31.02.2031"), ("reason", "Ждём фурнитуру")]);
    kept(&no_day, "promises", "day", "31.02.2031");
    kept(&no_day, "promises", "reason", "Ждём фурнитуру");
    assert_eq!(blamed(&no_day, "promises"), ["day"]);
    assert!(
        no_day
            .attributes("details[open] form", "action")
            .contains(&format!("{order}/promises")),
        "the form is open"
    );

    let shipment = [
        ("number", "Р-17"),
        ("day", "когда-нибудь"),
        ("carrier", "Своя машина"),
        ("track", "TRK-1"),
    ];
    let refused = send("shipments", &shipment);
    for (field, value) in shipment {
        kept(&refused, "shipments", field, value);
    }
    assert_eq!(blamed(&refused, "shipments"), ["day"]);
    // The form that came back is sent again with the day mended.
    let form = refused.form(&format!("{order}/shipments"));
    let mut fields = fields_of(&form);
    fields.retain(|(name, _)| *name != "day");
    fields.push(("day", "01.12.2026"));
    manager.post(&format!("{order}/shipments"), &fields).expect(303);
    manager
        .get(&order)
        .expect(200)
        .contains("TRK-1")
        .contains("Своя машина");
}

#[test]
fn an_order_without_the_sums_that_its_sender_saw_is_not_sent_but_shown() {
    let world = World::fresh();
    let buyer = world.buyer();
    let draft = format!("/drafts/{}", world.sever.deal().draft);
    let form = buyer.get(&draft).form(&draft);
    let whole = fields_of(&form);
    assert!(
        whole.iter().any(|(name, _)| *name == "was"),
        "the form carries the sums"
    );
    let bare: Vec<_> = whole.iter().copied().filter(|(name, _)| *name != "was").collect();
    let shown = buyer.post(&format!("{draft}/submission"), &bare);
    shown.expect(422).contains("Проверьте суммы");
    let orders = buyer.get("/orders?stage=all").attributes("[data-order]", "data-order");
    assert_eq!(orders.len(), 1, "only the seeded one: {orders:?}");
    // From the page that came back it goes.
    let form = shown.form(&draft);
    buyer
        .post(&format!("{draft}/submission"), &fields_of(&form))
        .expect(303);
}
