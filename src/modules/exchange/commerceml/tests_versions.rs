//! The same goods in each schema's own words, in small files of our own: `tests/data/exchange/versions`.
//!
//! 2.07, 2.10 and 3.1 stand in the golden files of [`super::tests`]; here are the others that are in use, in the shapes
//! that the dossier gives for them. What a schema can't say is not expected of it.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::*;
use crate::modules::exchange::Report;
use crate::platform::values::{Currency, Quantity, VatRate};

/// A version's files in the order in which they come, and what it says beyond what all say.
struct Version {
    schema: &'static str,
    files: &'static [&'static str],
    expected: Expected,
}

/// What is read of the goods in all files of a version. `p-1` is on sale; `p-2` was taken off.
#[derive(Debug, Default, PartialEq)]
struct Expected {
    groups: Vec<(&'static str, Option<&'static str>)>,
    barcode: Option<&'static str>,
    maker: Option<&'static str>,
    packs: Vec<(&'static str, i64)>,
    properties: Vec<(&'static str, &'static str)>,
    pictures: Vec<&'static str>,
    description: Option<&'static str>,
    /// Of the offer: the variant, its features, whole pieces (in all, then by warehouse), and the smallest quantity of the price.
    variant: Option<&'static str>,
    features: Vec<(&'static str, &'static str)>,
    stock: Vec<(Option<&'static str>, i64)>,
    min: Option<i64>,
    /// Does the price type say that its prices hold the tax?
    vat_included: Option<bool>,
}

fn versions() -> Vec<Version> {
    let of = |schema, files, expected| Version {
        schema,
        files,
        expected,
    };
    let whole = &["import", "offers"];
    vec![
        of(
            "2.03",
            whole,
            Expected {
                groups: vec![("g-1", None)],
                stock: vec![(None, 7)],
                ..Expected::default()
            },
        ),
        of(
            "2.04",
            whole,
            Expected {
                groups: vec![("g-1", None), ("g-2", Some("g-1"))],
                properties: vec![("color", "white")],
                pictures: vec!["import_files/p1.jpg"],
                stock: vec![(None, 7)],
                vat_included: Some(true),
                ..Expected::default()
            },
        ),
        of(
            "2.05",
            whole,
            Expected {
                groups: vec![("g-1", None)],
                barcode: Some("4601234567893"),
                properties: vec![("gloss", "матовая")],
                stock: vec![(None, 7), (Some("w-1"), 5), (Some("w-2"), 2)],
                ..Expected::default()
            },
        ),
        of(
            "2.06",
            whole,
            Expected {
                groups: vec![("g-1", None)],
                maker: Some("Завод красок"),
                packs: vec![("778", 12)],
                variant: Some("v-1"),
                features: vec![("Цвет", "Белый")],
                stock: vec![(None, 7), (Some("w-1"), 7)],
                min: Some(12),
                ..Expected::default()
            },
        ),
        of(
            "2.08",
            whole,
            Expected {
                groups: vec![("g-1", None)],
                properties: vec![("color", "white")],
                pictures: vec!["import_files/p1.jpg"],
                description: Some("Для фасадов"),
                variant: Some("v-1"),
                // In the order of the file.
                stock: vec![(Some("w-1"), 5), (Some("w-2"), 2), (None, 7)],
                ..Expected::default()
            },
        ),
        of(
            "2.09",
            &["import", "prices", "rests"],
            Expected {
                groups: vec![("g-1", None)],
                stock: vec![(Some("w-1"), 7)],
                vat_included: Some(true),
                ..Expected::default()
            },
        ),
    ]
}

fn path(schema: &str, file: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/exchange/versions");
    folder.join(format!("{schema}-{file}.xml"))
}

fn items(schema: &str, file: &str) -> Vec<Item> {
    let bytes = std::fs::read(path(schema, file)).unwrap();
    let (mut items, mut report) = (Vec::new(), Report::default());
    read(&bytes[..], &mut report, &mut |item, _| {
        items.push(item);
        Ok(())
    })
    .unwrap_or_else(|error| panic!("{schema}-{file}: {error:?}"));
    assert!(report.findings.is_empty(), "{schema}-{file}: {:?}", report.findings);
    items
}

#[test]
fn each_schema_says_the_same_goods_in_its_own_words() {
    for version in versions() {
        let schema = version.schema;
        let all: Vec<Item> = version.files.iter().flat_map(|file| items(schema, file)).collect();
        let products: Vec<&Product> = all
            .iter()
            .filter_map(|item| match item {
                Item::Product(product) => Some(&**product),
                _ => None,
            })
            .collect();
        let offers: Vec<&Offer> = all
            .iter()
            .filter_map(|item| match item {
                Item::Offer(offer) => Some(&**offer),
                _ => None,
            })
            .collect();
        let price_types: Vec<&PriceType> = all
            .iter()
            .filter_map(|item| match item {
                Item::PriceType(price_type) => Some(price_type),
                _ => None,
            })
            .collect();

        // What all of them say.
        let [on_sale, taken_off] = products[..] else {
            panic!("{schema}: {products:?}");
        };
        assert_eq!(
            (on_sale.id.as_str(), on_sale.deleted.unwrap_or(false)),
            ("p-1", false),
            "{schema}"
        );
        assert_eq!(
            (taken_off.id.as_str(), taken_off.deleted),
            ("p-2", Some(true)),
            "{schema}"
        );
        assert_eq!(on_sale.article, Given::Value("КФ-10".to_owned()), "{schema}");
        assert_eq!(on_sale.name, Given::Value("Краска фасадная".to_owned()), "{schema}");
        assert_eq!(on_sale.vat, Given::Value(VatRate::percent(18)), "{schema}");
        let unit = on_sale
            .unit
            .clone()
            .value()
            .unwrap_or_else(|| panic!("{schema}: no unit"));
        assert_eq!(unit.code.as_deref(), Some("796"), "{schema}");
        let [price_type] = price_types[..] else {
            panic!("{schema}: {price_types:?}");
        };
        assert_eq!(
            (price_type.id.as_str(), price_type.name.as_deref()),
            ("pt-1", Some("Оптовая")),
            "{schema}"
        );
        assert_eq!(price_type.currency, Some(Currency::Rub), "{schema}");
        assert!(
            offers.iter().all(|offer| offer.product == "p-1"),
            "{schema}: {offers:?}"
        );
        let prices: Vec<&Price> = offers
            .iter()
            .filter_map(|offer| offer.prices.as_ref())
            .flatten()
            .collect();
        let [price] = prices[..] else {
            panic!("{schema}: {prices:?}");
        };
        assert_eq!((&*price.price_type, price.value_e4), ("pt-1", 1_250_5000), "{schema}");
        assert_eq!(price.currency, Some(Currency::Rub), "{schema}");

        // What this one says besides.
        let text = |text: &Given<String>| text.clone().value();
        let expected = &version.expected;
        let groups: Vec<(&str, Option<&str>)> = all
            .iter()
            .filter_map(|item| match item {
                Item::Group(group) => Some((group.id.as_str(), group.parent.as_deref())),
                _ => None,
            })
            .collect();
        assert_eq!(groups, expected.groups, "{schema}");
        let last = expected.groups.last().map(|(id, _)| *id);
        let of: Vec<&str> = on_sale.groups.iter().flatten().map(|id| &**id).collect();
        assert_eq!(of, Vec::from_iter(last), "{schema}");
        assert_eq!(text(&on_sale.barcode).as_deref(), expected.barcode, "{schema}");
        assert_eq!(text(&on_sale.description).as_deref(), expected.description, "{schema}");
        let maker = on_sale.maker.clone().value().and_then(|maker| maker.name);
        assert_eq!(maker.as_deref(), expected.maker, "{schema}");
        let packs: Vec<(&str, Quantity)> = unit.packs.iter().map(|(code, of)| (&**code, *of)).collect();
        let whole = |packs: &[(&'static str, i64)]| -> Vec<(&'static str, Quantity)> {
            packs.iter().map(|(code, of)| (*code, Quantity::whole(*of))).collect()
        };
        assert_eq!(packs, whole(&expected.packs), "{schema}");
        let properties = on_sale.properties.iter().flatten();
        let properties: Vec<(&str, &str)> = properties.map(|of| (&*of.property, of.values[0].as_str())).collect();
        assert_eq!(properties, expected.properties, "{schema}");
        let pictures: Vec<&str> = on_sale.pictures.iter().map(|picture| picture.path.as_str()).collect();
        assert_eq!(pictures, expected.pictures, "{schema}");
        assert_eq!(offers[0].variant.as_deref(), expected.variant, "{schema}");
        let features = offers[0].features.iter().flatten();
        let features: Vec<(&str, &str)> = features.map(|of| (&*of.name, of.value.as_str())).collect();
        assert_eq!(features, expected.features, "{schema}");
        let stock = offers.iter().filter_map(|offer| offer.stock.as_ref()).flatten();
        let stock: Vec<(Option<&str>, Quantity)> =
            stock.map(|rest| (rest.warehouse.as_deref(), rest.quantity)).collect();
        let rests = expected
            .stock
            .iter()
            .map(|(house, pieces)| (*house, Quantity::whole(*pieces)));
        assert_eq!(stock, rests.collect::<Vec<_>>(), "{schema}");
        assert_eq!(price.min_quantity, expected.min.map(Quantity::whole), "{schema}");
        assert_eq!(price_type.vat_included, expected.vat_included, "{schema}");
    }
}

#[test]
fn schema_2_09_names_versions_marks_and_numbers_of_1c() {
    let import = items("2.09", "import");
    let marked = import.iter().filter_map(|item| match item {
        Item::Group(group) => Some((group.version.as_deref(), group.deleted)),
        Item::Warehouse(warehouse) => Some((warehouse.version.as_deref(), warehouse.deleted)),
        Item::Unit(unit) => Some((unit.version.as_deref(), unit.deleted)),
        Item::PriceType(price_type) => Some((price_type.version.as_deref(), price_type.deleted)),
        Item::Product(product) => Some((product.version.as_deref(), product.deleted)),
        _ => None,
    });
    let marked: Vec<(Option<&str>, Option<bool>)> = marked.collect();
    assert_eq!(marked.len(), 6, "{import:?}");
    assert!(
        marked.iter().all(|(version, _)| *version == Some("AAAAAQAAAAE=")),
        "{marked:?}"
    );
    let unit = import.iter().find_map(|item| match item {
        Item::Unit(unit) => Some(unit),
        _ => None,
    });
    let unit = unit.expect("the list of units");
    let names = [&unit.code, &unit.short_name, &unit.full_name, &unit.international];
    assert_eq!(
        names.map(Option::as_deref),
        [Some("796"), Some("шт"), Some("Штука"), Some("PCE")]
    );

    let documents = items("2.09", "documents");
    let [Item::Documents(set)] = &documents[..] else {
        panic!("one document, not {documents:?}");
    };
    let order = &set.main;
    assert_eq!(
        (order.number.as_deref(), order.number_1c.as_deref()),
        (Some("26-000042"), Some("ТДКБ-000017"))
    );
    assert_eq!(order.date_1c, Some(jiff::civil::date(2026, 11, 21)));
    assert_eq!(
        (order.version.as_deref(), order.deleted),
        (Some("AAAAAQAAAAE="), Some(false))
    );
    assert_eq!(order.total_minor, Some(8_753_50));
    assert_eq!(order.requisite("Статус заказа"), Some("В производстве"));
    let lines = order.lines.as_ref().unwrap();
    assert_eq!(
        (lines[0].quantity, lines[0].price_e4),
        (Some(Quantity::whole(7)), Some(1_250_5000))
    );
}

/// The schemas are other people's and not in the repository: each file is held to its own where it is at hand.
#[test]
fn our_files_hold_the_schemas_that_are_published() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let places = std::env::var_os("KABINET_SAMPLES").map(PathBuf::from).into_iter();
    let mut places = places.chain([root.join("../shared/samples"), root.join("../../shared/samples")]);
    let Some(schemas) = places.find_map(|samples| Some(samples.join("xsd")).filter(|path| path.is_dir())) else {
        println!("not run: no schemas (KABINET_SAMPLES names the folder of samples)");
        return;
    };
    if Command::new("xmllint").arg("--version").output().is_err() {
        println!("not run: no xmllint (package libxml2-utils)");
        return;
    }
    for version in versions() {
        let schema = schemas.join(format!("commerceml-{}.xsd", version.schema));
        if !schema.is_file() {
            println!("not run: there is no schema {}", version.schema);
            continue;
        }
        for file in version.files {
            let output = Command::new("xmllint")
                .args(["--noout", "--schema"])
                .arg(&schema)
                .arg(path(version.schema, file))
                .output()
                .unwrap();
            let words = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{}-{file}: {words}", version.schema);
        }
    }
}
