//! Lines of goods that are made to order: what tells them apart, what an order keeps, and what both sides agree on.

use super::desk::*;
use crate::modules::configurator::{Choices, Chosen, Configuration, Settled, Spoken};
use crate::modules::orders::*;
use crate::platform::values::*;

fn wide(mm: i64) -> Choices {
    Choices::default().with("width", Some(Chosen::Figure(Quantity::whole(mm))))
}

fn configuration(mm: i64) -> Configuration {
    Configuration {
        edition: 1,
        choices: wide(mm),
    }
}

fn settled(mm: i64) -> Settled {
    Settled {
        edition: 1,
        choices: wide(mm),
        said: vec![Spoken {
            name: "Ширина".into(),
            value: format!("{mm} мм"),
        }],
        ..Settled::default()
    }
}

/// An order whose two lines are of one sku and made differently.
fn made_order() -> Order {
    let mut order = order();
    order.lines[1] = OrderLine {
        quantity: Quantity::whole(2),
        ..order.lines[0].clone()
    };
    order.lines[0].configuration = Some(settled(900));
    order.lines[1].configuration = Some(settled(1_500));
    order
}

#[test]
fn each_configured_line_is_a_line_of_its_own_and_plain_ones_add_up() {
    let (sku, at) = (item("a", Quantity::ONE, None).sku, Moment::from_millis(9));
    let one = Quantity::ONE;
    let draft = draft(&[])
        .with_configured(sku, one, configuration(900), None, at)
        .and_then(|draft| draft.with_configured(sku, one, configuration(900), None, at))
        .and_then(|draft| draft.with_added(sku, one, at))
        .and_then(|draft| draft.with_added(sku, one, at))
        .unwrap();
    let quantities: Vec<i64> = draft
        .lines
        .iter()
        .map(|line| line.quantity.thousandths() / 1_000)
        .collect();
    assert_eq!(quantities, [1, 1, 2]);
    // Changed in its place, the others stay; a place of other goods isn't one.
    let changed = draft
        .clone()
        .with_configured(sku, Quantity::whole(3), configuration(1_200), Some(1), at)
        .unwrap();
    assert_eq!(changed.lines[1].configuration, Some(configuration(1_200)));
    assert_eq!(changed.lines[0], draft.lines[0]);
    let other = item("b", Quantity::ONE, None).sku;
    for (sku, place) in [(other, 0), (sku, 9)] {
        let refused = draft
            .clone()
            .with_configured(sku, one, configuration(1), Some(place), at);
        assert_eq!(refused, Err(Refusal::LineUnknown));
    }
    let nothing = draft
        .clone()
        .with_configured(sku, Quantity::ZERO, configuration(1), None, at);
    assert_eq!(nothing, Err(Refusal::Quantity));
    // Lines of another draft add up where they are made alike.
    let (merged, taken) = draft.clone().with_all(&changed.lines, at).unwrap();
    assert_eq!((merged.lines.len(), taken), (4, 3));
}

#[test]
fn a_specification_without_made_goods_has_the_hash_that_it_always_had() {
    let plain = order();
    assert!(plain.specification_bytes().starts_with(b"kabinet specification 1\n"));
    let made = made_order();
    assert!(made.specification_bytes().starts_with(b"kabinet specification 2\n"));
    let mut other = made.clone();
    other.lines[0].configuration = Some(settled(910));
    assert_ne!(
        made.specification_hash(),
        other.specification_hash(),
        "how it is made is agreed on"
    );
    let mut renamed = made.clone();
    renamed.lines[0].configuration.as_mut().unwrap().said[0].name = "Высота".into();
    assert_ne!(
        made.specification_hash(),
        renamed.specification_hash(),
        "and what it was called"
    );
    let mut explained = made.clone();
    explained.lines[0].configuration.as_mut().unwrap().days = Some(9);
    assert_eq!(made.specification_hash(), explained.specification_hash(), "days move");
}

#[test]
fn an_order_of_a_store_before_made_goods_is_read() {
    let mut stored = serde_json::to_value(order()).unwrap();
    let line = stored["lines"][0].as_object_mut().unwrap();
    assert!(!line.contains_key("configuration"), "plain lines take no room");
    let read: Order = serde_json::from_value(stored).unwrap();
    assert_eq!(read, order());
    let stored = serde_json::to_value(made_order()).unwrap();
    assert_eq!(serde_json::from_value::<Order>(stored).unwrap(), made_order());
}

#[test]
fn a_difference_pairs_lines_that_are_made_alike_and_names_what_changed() {
    let old = made_order();
    let mut new = old.clone();
    new.lines.swap(0, 1);
    assert!(
        Differences::between(&old, &new).lines.is_empty(),
        "only their order changed"
    );
    new.lines[1].configuration = Some(settled(950));
    let found = Differences::between(&old, &new).lines;
    let [LineDifference::Changed { fields, .. }] = found.as_slice() else {
        panic!("one line changed: {found:?}");
    };
    assert_eq!(
        fields.iter().map(|field| field.field).collect::<Vec<_>>(),
        ["configuration"]
    );
    assert_eq!(
        fields[0].secret, None,
        "how it is made is no secret; the steps of its price aren't in it"
    );
    let shown = format!("{:?}", fields[0].new);
    assert!(shown.contains("950 мм"), "{shown}");
}

#[test]
fn what_1c_changes_leaves_each_line_as_it_is_made() {
    let order = made_order();
    let told = |line: &OrderLine| OneCLine {
        sku: line.sku,
        product: line.product,
        external: line.external.clone(),
        name: line.name.clone(),
        article: line.article.clone(),
        unit: line.unit.clone(),
        unit_code: line.unit_code.clone(),
        quantity: line.quantity,
        price: line.price,
        factor: line.factor,
        sum: line.sum,
        vat_rate: line.vat_rate,
        vat: line.vat,
        total: line.total,
        planned: None,
    };
    // In another order, and one of them with another sum.
    let mut lines: Vec<OneCLine> = order.lines.iter().rev().map(told).collect();
    lines[1].total = Money::new(lines[1].total.minor + 1, Currency::Rub);
    let doc = OneCOrder {
        order: Some(order.number.to_string()),
        lines: Some(lines),
        ..OneCOrder::default()
    };
    let change = order
        .apply_one_c(&doc, &StageLine::shipped(), Moment::from_millis(99))
        .unwrap()
        .unwrap();
    let widths: Vec<String> = change
        .order
        .lines
        .iter()
        .map(|line| line.configuration.as_ref().unwrap().line())
        .collect();
    assert_eq!(widths, ["Ширина: 1500 мм", "Ширина: 900 мм"]);
}
