//! Variants of one configuration beside each other: all that differs, and what each earns.

use kabinet::platform::access::Role;

use super::{Says, page};
use crate::examples::configurator::WHOLE;
use crate::harness::World;

#[test]
fn variants_stand_beside_each_other() {
    let world = World::shared();
    let buyer = world.buyer();
    let mut fields = WHOLE.to_vec();
    fields.push(("do", "copy"));
    let first = buyer.post(&page(), &fields).expect(303).location().to_owned();
    let shown = buyer.get(&first);
    let mut form = shown.expect(200).form(&page());
    form.retain(|(name, _)| name != "o.colour");
    form.push(("o.colour".into(), "film".into()));
    let fields: Vec<(&str, &str)> = form
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let second = buyer.post(&page(), &fields).expect(303).location().to_owned();
    let shown = buyer.get(&second);
    // The open one with the film, and the copy without it.
    shown.expect(200).says("1 540,00").says("1 400,00").says("Цвет: Белый");
    let mut swapped = fields.clone();
    swapped.push(("do", "open-0"));
    let third = buyer.post(&page(), &swapped).expect(303).location().to_owned();
    buyer.get(&third).expect(200).says("Цвет: Плёнка под дуб");
}

#[test]
fn variants_name_all_that_differs_and_the_margin_of_each() {
    let world = World::shared();
    let director = world.signed_in(world.sever.person(Role::Director));
    let mut fields = WHOLE.to_vec();
    fields.extend([("o.note", "Дом"), ("do", "copy")]);
    let first = director.post(&page(), &fields).expect(303).location().to_owned();
    let mut form = director.get(&first).form(&page());
    let others = [
        ("o.width", "800"),
        ("o.height", "1200"),
        ("o.opening", "fixed"),
        ("o.colour", "film"),
        ("o.note", "Сад"),
    ];
    form.retain(|(name, _)| !others.iter().any(|(other, _)| name == other));
    let fields: Vec<(&str, &str)> = form
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let fields = [fields, others.to_vec()].concat();
    let second = director.post(&page(), &fields).expect(303).location().to_owned();
    let shown = director.get(&second);
    let differences = shown.expect(200).texts("tr:not(.is-picked) [data-difference]");
    let plain: Vec<String> = differences.iter().map(|of| of.replace('\u{a0}', " ")).collect();
    assert_eq!(
        plain,
        [
            "Ширина: 900 мм",
            "Высота: 1 000 мм",
            "Открывание: Поворотное",
            "Цвет: Белый",
            "Надпись: Дом"
        ]
    );
    // 3,600 at RRP over 1,400, and 3,168 over 1,056: two thirds of it.
    let margins = shown.texts("table [data-field=margin]");
    let plain: Vec<String> = margins.iter().map(|of| of.replace('\u{a0}', " ")).collect();
    assert_eq!(plain.len(), 2, "{plain:?}");
    assert!(
        plain[0].contains("2 112,00 ₽") && plain[0].contains("66,67 %"),
        "{plain:?}"
    );
    assert!(
        plain[1].contains("2 200,00 ₽") && plain[1].contains("61,11 %"),
        "{plain:?}"
    );
    let seller = world.signed_in(world.sever.person(Role::Seller)).get(&second);
    assert!(seller.expect(200).texts("[data-field=margin]").is_empty());
    assert_eq!(seller.texts("tr:not(.is-picked) [data-difference]").len(), 5);
    seller.says("3 600,00");
    assert!(!seller.body().contains("61,11") && !seller.body().contains("2\u{a0}200"));
}
