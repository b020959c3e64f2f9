//! Tests of rules and formats.

use quick_xml::Reader;
use quick_xml::events::Event;

use super::formats::{Category, Head, Item, Scribe};
use super::gate::{Doing, Gate};
use super::key::{Shown, fresh, hash_of};
use super::*;
use crate::modules::catalogue::{Property, StockShown};
use crate::modules::offers::{Basis, Rounding, Rule};
use crate::platform::values::{Currency, Id, Moment, Money, Percent, Quantity, UnitPrice};

fn rub(minor: i64) -> Money {
    Money::new(minor, Currency::Rub)
}

#[test]
fn a_price_follows_its_rule_and_whoever_is_blind_chooses_no_purchase() {
    let basis = Basis {
        purchase: Some(UnitPrice::new(12_345_650, Currency::Rub)),
        rrp: Some(UnitPrice::from_money(rub(200_000))),
    };
    let percent = |whole| Percent::whole(whole);
    let cases = [
        (Pricing::Purchase, Rounding::Ten, Some(123_457)),
        (Pricing::Client(Rule::Rrp), Rounding::Kopeck, Some(200_000)),
        (
            Pricing::Client(Rule::Discount(percent(10))),
            Rounding::Kopeck,
            Some(180_000),
        ),
        // 1234.565 and a quarter more is 1543.20625.
        (
            Pricing::Client(Rule::Markup(percent(25))),
            Rounding::Kopeck,
            Some(154_321),
        ),
        (Pricing::Client(Rule::Markup(percent(25))), Rounding::Ten, Some(154_000)),
        (
            Pricing::Client(Rule::Margin(percent(50))),
            Rounding::Kopeck,
            Some(246_913),
        ),
    ];
    for (pricing, rounding, expected) in cases {
        assert_eq!(
            pricing.price(&basis, rounding).map(|price| price.minor),
            expected,
            "{pricing:?}"
        );
    }
    for pricing in [Pricing::Purchase, Pricing::Client(Rule::Rrp)] {
        assert_eq!(pricing.price(&Basis::default(), Rounding::Kopeck), None);
    }
    // What is free is no price of a shop.
    let free = Basis {
        purchase: None,
        rrp: Some(UnitPrice::new(0, Currency::Rub)),
    };
    assert_eq!(Pricing::Client(Rule::Rrp).price(&free, Rounding::Kopeck), None);
    assert_eq!(Pricing::codes(false), ["rrp", "discount"]);
    assert!(Pricing::codes(true).contains(&PURCHASE));
    assert!(!Pricing::Purchase.is_open_to(false) && !Pricing::Client(Rule::Premium(percent(5))).is_open_to(false));
}

const EVIL: &str = "=Дверь <\"&'>\u{0}\u{b}\u{1f}\u{ffff}]]> ; конец";

fn item<'a>(properties: &'a [Property], pictures: &'a [String]) -> Item<'a> {
    Item {
        id: "0123456789abcdef0123".to_owned(),
        name: EVIL,
        article: "-A;1",
        unit: "шт",
        pack: Quantity::ONE,
        price: rub(123_450),
        category: 7,
        group: "Двери",
        stock: Some(StockShown::Exact(Quantity::from_thousandths(12_500))),
        barcode: "4600000000017",
        weight_g: Some(1_050),
        maker: "",
        description: "Первая строка\nвторая",
        pictures,
        properties,
    }
}

fn written(format: Format) -> Vec<u8> {
    let categories = [
        Category {
            number: 1,
            parent: None,
            name: "Всё & разное".to_owned(),
        },
        Category {
            number: 7,
            parent: Some(1),
            name: "Двери".to_owned(),
        },
    ];
    let head = Head {
        made: "2026-11-26T12:00:00+03:00".to_owned(),
        shop: "Север <и> Ко",
        company: "ООО «Север»",
        site: "https://shop.example/?a=1&b=2",
        currency: Currency::Rub,
        categories: &categories,
    };
    let properties = [Property {
        name: "Цвет \"RAL\"".to_owned(),
        value: "9016 & 7024".to_owned(),
    }];
    let pictures = ["https://cabinet.example/fp/k/p/h".to_owned()];
    let mut scribe = Scribe::begin(format, Vec::new(), &head).unwrap();
    scribe.item(&item(&properties, &pictures)).unwrap();
    scribe.item(&item(&[], &[])).unwrap();
    scribe.end().unwrap()
}

#[test]
fn yml_is_read_by_a_parser_and_says_what_was_put_in() {
    let bytes = written(Format::Yml);
    let text = String::from_utf8(bytes).unwrap();
    assert!(!text.contains(['\u{0}', '\u{b}', '\u{1f}', '\u{ffff}']));
    let mut reader = Reader::from_str(&text);
    reader.config_mut().check_end_names = true;
    let (mut path, mut values) = (Vec::new(), Vec::new());
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => break,
            Event::Start(start) => {
                path.push(start.name().as_ref().to_owned());
                values.push((path.join("/"), String::new()));
            }
            Event::End(_) => {
                path.pop();
            }
            Event::Text(text) => {
                let text = text.to_string();
                if let Some((_, value)) = values.iter_mut().rev().find(|(of, _)| *of == path.join("/")) {
                    value.push_str(&text);
                }
            }
            Event::GeneralRef(reference) => {
                let named = match &*reference {
                    "lt" => '<',
                    "gt" => '>',
                    "amp" => '&',
                    "quot" => '"',
                    "apos" => '\'',
                    other => panic!("&{other};"),
                };
                values.last_mut().unwrap().1.push(named);
            }
            _ => {}
        }
    }
    let of = |name: &str| -> Vec<&str> {
        let full = format!("yml_catalog/shop/{name}");
        let found = values.iter().filter(|(path, _)| *path == full);
        found.map(|(_, value)| value.as_str()).collect()
    };
    assert_eq!(of("name"), ["Север <и> Ко"]);
    assert_eq!(of("url"), ["https://shop.example/?a=1&b=2"]);
    assert_eq!(of("categories/category"), ["Всё & разное", "Двери"]);
    assert_eq!(of("offers/offer/name")[0], "=Дверь <\"&'>]]> ; конец");
    assert_eq!(of("offers/offer/price"), ["1234.50", "1234.50"]);
    assert_eq!(of("offers/offer/categoryId"), ["7", "7"]);
    assert_eq!(of("offers/offer/weight")[0], "1.050");
    assert_eq!(of("offers/offer/count")[0], "12");
    assert_eq!(of("offers/offer/param"), ["9016 & 7024"]);
    assert_eq!(of("offers/offer/picture").len(), 1);
    assert!(text.contains("available=\"true\""));
}

#[test]
fn csv_runs_no_formula_and_json_keeps_kopecks() {
    let csv = String::from_utf8(written(Format::Csv)).unwrap();
    assert!(csv.starts_with("\u{feff}id;article;name;"));
    let row = csv.lines().nth(1).unwrap();
    assert!(row.contains("\"'-A;1\""), "{row}");
    assert!(row.contains("\"'=Дверь <\"\"&'>"), "{row}");
    assert!(row.contains("\"1234,50\";RUB;1;\"12,5\""), "{row}");
    assert_eq!(csv.lines().count(), 3);
    let json: serde_json::Value = serde_json::from_slice(&written(Format::Json)).unwrap();
    assert_eq!(json["goods"].as_array().unwrap().len(), 2);
    assert_eq!(json["goods"][0]["price"], "1234.50");
    assert_eq!(json["goods"][0]["available"], true);
    assert_eq!(json["currency"], "RUB");
}

#[test]
fn secrets_are_long_random_and_shown_once() {
    let (one, other) = (fresh(), fresh());
    assert!(one.len() * 4 >= 128 && one != other);
    let cases = [
        (one.clone(), true),
        (format!("{one}.yml"), true),
        (one[1..].to_owned(), false),
        (format!("{one}0"), false),
        ("z".repeat(40), false),
        (String::new(), false),
    ];
    for (text, known) in cases {
        assert_eq!(hash_of(&text).is_some(), known, "{text}");
    }
    assert_eq!(hash_of(&one), hash_of(&format!("{one}.csv")));
    let (shown, now) = (Shown::default(), Moment::EPOCH);
    let (feed, mine, theirs) = (Id::at(now, 1), Id::at(now, 2), Id::at(now, 3));
    shown.put(feed, mine, one.clone(), now);
    assert_eq!(shown.take(feed, theirs, now), None);
    assert_eq!(shown.take(feed, mine, now), Some(one.clone()));
    assert_eq!(shown.take(feed, mine, now), None);
    shown.put(feed, mine, one, now);
    assert_eq!(shown.take(feed, mine, now.plus_seconds(3_600)), None);
}

#[test]
fn a_wild_reader_waits_and_stops_nobody_else() {
    let (gate, now) = (Gate::default(), Moment::EPOCH.plus_seconds(1_000_000));
    let (wild, calm) = (Id::at(now, 1), Id::at(now, 2));
    let most = Doing::File.a_minute();
    for at in 0..most {
        assert_eq!(gate.admits(Doing::File, wild, now.plus_seconds(at as i64 % 10)), Ok(()));
    }
    assert_eq!(gate.admits(Doing::File, wild, now.plus_seconds(20)), Err(40));
    assert_eq!(gate.admits(Doing::File, calm, now.plus_seconds(20)), Ok(()));
    assert_eq!(gate.admits(Doing::File, wild, now.plus_seconds(60)), Ok(()));
}
