//! Goods that aren't sold any more, with what stands in their place and without.

use kabinet::modules::catalogue::{Product, ProductId};
use kabinet::platform::store::Reader;

use super::*;
use crate::harness::Seeded;

/// Takes the first of the goods out of sale in 1C; `instead` stands in for it where one is named.
fn withdrawn(world: &mut World, instead: Option<&str>) {
    let substitutes: Vec<ProductId> = instead.into_iter().map(Product::id_of).collect();
    world.below(async |access| {
        let substitutes = substitutes.clone();
        access
            .write(move |write| {
                let mut product = write.get::<Product>(&Product::id_of(GOODS[0].external))?.unwrap();
                (product.removed, product.substitutes) = (true, substitutes.clone());
                write.save(&product, &Seeded("product", "withdrawn".to_owned()))
            })
            .await
            .unwrap();
    });
}

#[test]
fn what_is_withdrawn_comes_with_its_substitute_wherever_it_is_met() {
    let mut world = World::fresh();
    let (order, product) = (world.sever.deal().order.clone(), Product::id_of(GOODS[0].external));
    let draft = format!("/drafts/{}", world.sever.deal().draft);
    withdrawn(&mut world, Some(GOODS[1].external));
    let buyer = world.buyer();
    let named = format!("{} · {}", GOODS[1].article, GOODS[1].name);

    // In a list: said, and taken by one press.
    let sheet = pasted(&buyer, "TST-0417\t3\n");
    let page = buyer.get(&sheet);
    page.expect(200)
        .contains(&format!("Снят с продажи. Вместо него: {named}"));
    let offered = page.attributes("select[name=pick] option", "value");
    let take = page.attributes("button[name=take]", "value").remove(0);
    assert_eq!(
        take,
        format!("1:{}:0", offered[1]),
        "the first choice, by the first reading"
    );
    let csv = buyer.get(&format!("{sheet}/rest/csv"));
    csv.expect(200).contains(&format!("Вместо него: {named}"));
    let form = page.form(&sheet);
    let mut fields: Vec<(&str, &str)> = form
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    fields.push(("take", &take));
    buyer.post(&sheet, &fields).expect(303);
    buyer.get(&sheet).expect(200).contains("Добавить 1 строку в черновик");

    // In a draft.
    let page = buyer.get(&draft);
    page.expect(200).contains("Замена:").contains(&named);
    let (line, version) = (
        page.attributes("button[form=draft-substituting]", "value").remove(0),
        page.form(&format!("{draft}/substitution"))
            .into_iter()
            .find(|(name, _)| name == "version")
            .unwrap()
            .1,
    );
    let elsewhere = line.replace(&line[line.find(':').unwrap() + 1..], &product.to_string());
    let there = format!("{draft}/substitution");
    buyer
        .post(&there, &[("line", &elsewhere), ("version", &version)])
        .expect(404);
    buyer
        .post(&there, &[("line", &line), ("version", &version)])
        .expect(303);
    let page = buyer.get(&draft);
    page.expect(200).contains(GOODS[1].article);
    assert!(page.attributes("button[form=draft-substituting]", "value").is_empty());
    buyer
        .post(&there, &[("line", &line), ("version", &version)])
        .expect(303);
    let foreign = format!("/drafts/{}/substitution", world.yug.deal().draft);
    buyer.post(&foreign, &[("line", &line), ("version", "1")]).expect(404);

    // Ordered again: never by itself, with one tick.
    let again = format!("/orders/{order}/repetition");
    let page = buyer.get(&again);
    page.expect(200).contains(&format!("Взять замену: {named}"));
    let box_of = page.attributes("input[name^=instead-]", "value");
    assert!(page.attributes("input[name^=instead-][checked]", "value").is_empty());
    let field = format!("instead-{order}");
    let made = buyer.post(&again, &[("picked", "1"), (&field, &box_of[0])]);
    let begun = made.expect(303).location().to_owned();
    buyer.get(&begun).expect(200).contains(GOODS[1].article);
    assert_eq!(quantities(&buyer, &begun), ["2"]);
    let wrong = format!("0:{product}");
    buyer.post(&again, &[("picked", "1"), (&field, &wrong)]).expect(404);

    // On its own page, for the dealer without a price, and for the manufacturer.
    for client in [&buyer, &world.admin()] {
        let page = client.get(&format!("/products/{product}"));
        page.expect(200).contains("Замена").contains(GOODS[1].name);
    }
    let digits = buyer
        .get(&format!("/products/{product}"))
        .body()
        .replace(['\u{a0}', '\u{202f}'], "");
    assert!(!digits.contains(&format!("{},00", GOODS[0].price)));
}

/// The unit in which the second of the goods is sold.
fn sold_in(world: &mut World, code: &'static str, name: &'static str) {
    world.below(async |access| {
        access
            .write(move |write| {
                let mut product = write.get::<Product>(&Product::id_of(GOODS[1].external))?.unwrap();
                (product.unit.code, product.unit.name) = (code.to_owned(), name.to_owned());
                write.save(&product, &Seeded("product", format!("sold in {code}")))
            })
            .await
            .unwrap();
    });
}

#[test]
fn a_substitute_in_another_unit_is_converted_or_asked_for() {
    let mut world = World::fresh();
    let (order, draft) = (
        world.sever.deal().order.clone(),
        format!("/drafts/{}", world.sever.deal().draft),
    );
    withdrawn(&mut world, Some(GOODS[1].external));
    let take = |buyer: &Client| {
        let page = buyer.get(&draft);
        let line = page.attributes("button[form=draft-substituting]", "value").remove(0);
        let there = format!("{draft}/substitution");
        buyer.submit(&page, &there, &[("line", &line)]).expect(303);
    };
    // Two pieces aren't so many metres: nothing changes, and the page says what to do.
    sold_in(&mut world, "006", "м");
    let buyer = world.buyer();
    take(&buyer);
    let page = buyer.get(&draft);
    page.expect(200).contains("другая единица: м вместо шт");
    assert_eq!(quantities(&buyer, &draft), ["2"]);
    assert_eq!(page.attributes("button[form=draft-substituting]", "value").len(), 1);
    let again = format!("/orders/{order}/repetition");
    let box_of = buyer.get(&again).attributes("input[name^=instead-]", "value");
    let field = format!("instead-{order}");
    buyer
        .post(&again, &[("picked", "1"), (&field, &box_of[0])])
        .expect(422)
        .contains("другая единица: м");
    // Two pieces are two thousandths of a thousand.
    sold_in(&mut world, "798", "тыс. шт");
    let buyer = world.buyer();
    take(&buyer);
    buyer.get(&draft).expect(200).contains(GOODS[1].article);
    assert_eq!(quantities(&buyer, &draft), ["0,002"]);
}

#[test]
fn without_a_substitute_what_is_similar_is_called_so() {
    let mut world = World::fresh();
    withdrawn(&mut world, None);
    let buyer = world.buyer();
    let page = buyer.get(&pasted(&buyer, "TST-0417\t3\n"));
    page.expect(200).contains("Снят с продажи, замена не указана");
    assert!(page.attributes("button[name=take]", "value").is_empty());
    buyer
        .get(&format!("/products/{}", Product::id_of(GOODS[0].external)))
        .expect(404);
    // More unknown rows than are searched for: that is said, with how many.
    let many: String = (0..103).map(|at| format!("НЕТ-ТАКОГО-{at}\t1\n")).collect();
    buyer
        .get(&pasted(&buyer, &many))
        .expect(200)
        .contains("Похожие товары показаны для первых 100")
        .contains("ещё для 3");
}
