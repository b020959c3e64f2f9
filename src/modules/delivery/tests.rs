//! Tracking pages, the stage, what is left to ship, and what was typed.

mod people;

use super::form::{Typed, TypedPlaces};
use super::model::*;
use crate::modules::orders::tests::desk::order;
use crate::modules::orders::{Kind, Packed, Shipment};
use crate::platform::error::Error;
use crate::platform::values::{Currency, Id, Locale, Money, Quantity};

fn carrier(tracking: &str) -> Carrier {
    Carrier {
        id: Id::derived("carrier", "1"),
        name: " ПЭК ".to_owned(),
        tracking: tracking.to_owned(),
        terminals: vec![" Казань ".to_owned(), String::new()],
        active: true,
        version: 0,
    }
}

#[test]
fn a_tracking_page_is_another_site_over_tls_with_the_number_once() {
    for good in [
        "",
        "https://t.example/{track}",
        "https://t.example?n={track}&l=ru",
        "https://груз.example/{track}",
    ] {
        assert!(carrier(good).sound().is_ok(), "{good}");
    }
    for bad in [
        "http://t.example/{track}",
        "javascript:alert('{track}')",
        "https://t.example/",
        "https://{track}.example/",
        "https://t.example/{track}/{track}",
        "https://t.example/{track}\" onclick=\"",
        "https://user@t.example/{track}",
        "https://localhost/{track}",
        "//t.example/{track}",
    ] {
        assert_eq!(carrier(bad).sound(), Err(Refusal::Tracking), "{bad}");
    }
}

#[test]
fn a_number_goes_into_the_address_escaped() {
    let sound = carrier("https://t.example/?n={track}").sound().unwrap();
    assert_eq!((sound.name.as_str(), sound.terminals.len()), ("ПЭК", 1));
    assert_eq!(
        sound.track("А 1&x=/").as_deref(),
        Some("https://t.example/?n=%D0%90%201%26x%3D%2F")
    );
    assert_eq!(sound.track("  "), None);
    assert_eq!(carrier("").track("1"), None);
}

#[test]
fn the_stage_closes_the_terms_for_a_dealer_first() {
    let rules = Rules::default();
    for (kind, dealer, staff) in [
        (Kind::Waiting, true, true),
        (Kind::Production, true, true),
        (Kind::Ready, false, true),
        (Kind::Shipped, false, false),
        (Kind::Closed, false, false),
        (Kind::Cancelled, false, false),
    ] {
        assert_eq!(
            (rules.allow(kind, false), rules.allow(kind, true)),
            (dealer, staff),
            "{kind:?}"
        );
    }
}

fn column(text: &str) -> Vec<String> {
    text.split('|').map(str::to_owned).collect()
}

fn places(rows: [&str; 5]) -> TypedPlaces {
    let [count, length, width, height, weight] = rows.map(column);
    TypedPlaces {
        count,
        length,
        width,
        height,
        weight,
    }
}

#[test]
fn places_are_read_and_summed() {
    let read = places(["2||1", "1200||", "800||", "1500||", "310,5||40"])
        .read()
        .unwrap();
    assert_eq!(read.len(), 2);
    assert_eq!(Packed::totals(&read), (3, 2 * 310_500 + 40_000, 2_880));
    for wrong in [
        ["0", "1", "1", "1", "1"],
        ["-1", "", "", "", ""],
        ["1", "20001", "", "", ""],
        ["1", "", "", "", "-5"],
        ["много", "", "", "", ""],
        ["1000", "", "", "", ""],
    ] {
        assert!(places(wrong).read().is_err(), "{wrong:?}");
    }
}

#[test]
fn every_field_that_cannot_be_read_is_named() {
    let typed = Typed {
        way: "carrier-door".to_owned(),
        phone: "12".to_owned(),
        recipient_tax_id: "7707083894".to_owned(),
        insured: vec!["-1".to_owned()],
        comment: "а".repeat(501),
        ..Typed::default()
    };
    let Err(Error::Invalid(errors)) = typed.read(Currency::Rub) else {
        panic!("it is wrong");
    };
    let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
    assert_eq!(fields, ["comment", "recipient_tax_id", "phone", "insured", "address"]);
}

#[test]
fn what_was_read_is_typed_the_same() {
    let typed = Typed {
        way: "carrier-terminal".to_owned(),
        carrier: "ПЭК".to_owned(),
        terminal: "Казань".to_owned(),
        insured: vec!["150 000,50".to_owned()],
        needs: vec![
            "pallets".to_owned(),
            "crate".to_owned(),
            "crate".to_owned(),
            "no".to_owned(),
        ],
        count: column("2"),
        length: column("1200"),
        width: column(""),
        height: column(""),
        weight: column("10"),
        ..Typed::default()
    };
    let once = typed.read(Currency::Rub).unwrap();
    assert_eq!(once.needs.len(), 2);
    let again = Typed::of(Locale::Ru, 1, &once, true).read(Currency::Rub).unwrap();
    assert_eq!(once, again);
}

#[test]
fn the_parts_of_an_order_come_to_its_sum_and_what_is_left_is_the_rest() {
    let rub = |minor| Money::new(minor, Currency::Rub);
    let mut order = order();
    order.kind = Kind::Production;
    // Three of one that don't divide, two of another.
    for (line, quantity, total) in [(0, 3, 100_00), (1, 2, 50_00)] {
        order.lines[line].quantity = Quantity::whole(quantity);
        order.lines[line].total = rub(total);
    }
    order.totals.total = rub(150_00);
    let [one, other] = [0, 1].map(|line: usize| order.lines[line].sku);
    let part = |sku, quantity| Part {
        sku,
        quantity: Quantity::whole(quantity),
    };
    assert_eq!(order.unshipped(), Some(rub(150_00)));
    let mut parcels: Vec<Parcel> = Vec::new();
    for (parts, sum, left) in [
        (vec![part(one, 1)], 33_33, Some(116_67)),
        (vec![part(one, 1), part(other, 1)], 33_33 + 25_00, Some(58_34)),
        (vec![part(one, 1), part(other, 1)], 33_34 + 25_00, None),
    ] {
        let worth = worth(&order, &parcels, &parts);
        assert_eq!(worth, Some(rub(sum)));
        let number = format!("Р-{}", parcels.len());
        order.shipments.push(Shipment {
            number: number.clone(),
            day: None,
            carrier: String::new(),
            track: String::new(),
            sum: worth,
        });
        parcels.push(Parcel {
            id: Id::derived("parcel", &number),
            order: order.id,
            number: order.number,
            dealer: order.dealer,
            shipment: number,
            parts,
            places: Vec::new(),
            receipt: None,
            version: 1,
        });
        assert_eq!(order.unshipped(), left.map(rub));
    }
    // What nobody has said isn't guessed, whatever else is known.
    assert_eq!(worth(&order, &parcels, &[]), None);
    order.shipments.truncate(1);
    order.shipments[0].sum = None;
    assert_eq!(order.unshipped(), None);
    // Neither is an order that isn't accepted, or that has left.
    order.shipments.clear();
    for kind in [Kind::Waiting, Kind::Shipped, Kind::Closed, Kind::Cancelled] {
        order.kind = kind;
        assert_eq!(order.unshipped(), None, "{kind:?}");
    }
}
