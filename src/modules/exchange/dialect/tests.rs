//! What is written: against the published schemas, against our own reader, and by its own rules.

use std::path::PathBuf;
use std::process::Command;

use jiff::civil::{date, time};

use super::*;
use crate::modules::exchange::Report;
use crate::modules::exchange::commerceml::{Item, Operation, read};
use crate::platform::values::{Currency, Money, Percent, Quantity, UnitPrice, VatMode, VatRate};

fn rub(minor: i64) -> Money {
    Money::new(minor, Currency::Rub)
}

fn order() -> OutOrder {
    OutOrder {
        number: "26-000042".to_owned(),
        date: date(2026, 11, 23),
        time: time(9, 5, 0, 0),
        currency: Currency::Rub,
        buyer: OutParty {
            id: "0b1ff2a5-6c1c-4d1e-8b4e-3f2f8a3a9c01".to_owned(),
            kind: PartyKind::LegalEntity,
            name: "Север Трейд ООО".to_owned(),
            full_name: Some("Общество с ограниченной ответственностью «Север Трейд»".to_owned()),
            tax_id: Some("7701234567".to_owned()),
            kpp: Some("770101001".to_owned()),
            legal_address: Some("101000, Москва, ул. Мясницкая, 1".to_owned()),
            address: None,
            contacts: vec![
                OutContact::Phone("+7 495 000-00-00".to_owned()),
                OutContact::Email(" ".to_owned()),
            ],
            representative: Some("Иванов Пётр".to_owned()),
        },
        lines: vec![OutLine {
            product: "0d6bb1d8-3f2d-4c8f-9b15-2f7f5a0e1a11#7a1b6f0e-8a44-4d2a-9d2c-cb7d7c6a0b22".to_owned(),
            catalogue: Some("b21db898-7f82-46d8-a5ca-7c4f1d200a13".to_owned()),
            article: Some("KR-100 <белая> & \"мат\"".to_owned()),
            name: "Краска фасадная, 10 кг ₽".to_owned(),
            unit: LineUnit {
                code: Some("796".to_owned()),
                name: Some("шт".to_owned()),
                full_name: Some("Штука".to_owned()),
            },
            quantity: Quantity::from_thousandths(2_500),
            price: UnitPrice::new(1_000_5000, Currency::Rub),
            sum: rub(2_501_25),
            vat_rate: VatRate::percent(22),
            vat: rub(451_05),
            features: Vec::new(),
            ship_on: None,
            discount: None,
        }],
        delivery: Some(OutDelivery {
            name: "Доставка заказа".to_owned(),
            sum: rub(500_00),
            vat_rate: VatRate::percent(22),
            vat: rub(90_16),
        }),
        total: rub(3_001_25),
        vat: rub(541_21),
        vat_mode: VatMode::Included,
        comment: Some("Позвонить до приезда\u{1}".to_owned()),
        warehouse: None,
        status: Some(OutStatus {
            id: "N".to_owned(),
            name: "Принят".to_owned(),
        }),
        cancelled: false,
        ship_on: Some(date(2026, 12, 1)),
        requisites: vec![
            ("Менеджер".to_owned(), String::new()),
            ("Договор".to_owned(), "Д-7".to_owned()),
        ],
    }
}

fn formed() -> DateTime {
    date(2026, 11, 23).at(10, 0, 0, 0)
}

fn families() -> Vec<Settings> {
    [Family::A, Family::B, Family::C]
        .into_iter()
        .flat_map(|family| [Settings::of(family), Settings::of(family).in_folder()])
        .collect()
}

#[test]
fn what_is_written_is_read_back_the_same_in_each_dialect() {
    for settings in families() {
        let bytes = orders(&[order()], &settings, formed()).unwrap();
        let mut found = Vec::new();
        let mut report = Report::default();
        read(&bytes[..], &mut report, &mut |item, _| {
            found.push(item);
            Ok(())
        })
        .unwrap();
        assert!(report.findings.is_empty(), "{:?}", report.findings);
        let [Item::Documents(set)] = &found[..] else {
            panic!("one set of documents, not {found:?}");
        };
        let read = &set.main;
        assert_eq!(read.number.as_deref(), Some("26-000042"));
        assert_eq!(read.operation, Operation::Order);
        assert_eq!(read.total_minor, Some(3_001_25));
        assert_eq!(read.taxes.as_ref().unwrap()[0].included, Some(true));
        assert_eq!(read.requisite("Договор"), Some("Д-7"));
        assert_eq!(read.counterparties[0].inn.as_deref(), Some("7701234567"));
        let lines = read.lines.as_ref().unwrap();
        assert_eq!(
            lines[0].variant.as_deref(),
            Some("7a1b6f0e-8a44-4d2a-9d2c-cb7d7c6a0b22")
        );
        assert_eq!(lines[0].article.as_deref(), Some("KR-100 <белая> & \"мат\""));
        assert_eq!(lines[0].name.as_deref(), Some("Краска фасадная, 10 кг ₽"));
        assert_eq!(lines[0].price_e4, Some(1_000_5000));
        assert_eq!(lines[0].quantity, Some(Quantity::from_thousandths(2_500)));
        assert!(lines[1].service);
    }
}

#[test]
fn no_element_is_empty_and_no_namespace_is_named() {
    for settings in families() {
        let bytes = orders(&[order()], &settings, formed()).unwrap();
        let text = settings_text(&bytes, &settings);
        assert!(text.starts_with("<?xml"));
        assert!(!text.contains("/>") && !text.contains("xmlns"), "{text}");
        assert!(!text.contains("></"), "an empty element: {text}");
        assert!(!text.contains("Менеджер"));
        assert_eq!(text.contains("<Контейнер>"), settings.family == Family::C);
    }
}

fn settings_text(bytes: &[u8], settings: &Settings) -> String {
    match settings.charset {
        Charset::Windows1251 => WINDOWS_1251.decode(bytes).0.into_owned(),
        Charset::Utf8 => String::from_utf8(bytes.to_vec()).unwrap(),
    }
}

#[test]
fn a_line_that_is_made_to_order_says_how_and_cannot_break_the_document() {
    let mut order = order();
    order.lines[0].features = vec![
        ("Ширина".to_owned(), "2 080 мм".to_owned()),
        (
            "Надпись".to_owned(),
            "</Значение><Сумма>0</Сумма> & \u{1}\"кв. 5\"".to_owned(),
        ),
        ("Пусто".to_owned(), String::new()),
    ];
    for settings in families() {
        let bytes = orders(std::slice::from_ref(&order), &settings, formed()).unwrap();
        let text = settings_text(&bytes, &settings);
        let line = text.split("<ХарактеристикиТовара>").nth(1).expect("features");
        let line = line.split("</ХарактеристикиТовара>").next().unwrap();
        // What has no value isn't said.
        assert_eq!(line.matches("<ХарактеристикаТовара>").count(), 2);
        assert!(!line.contains("Пусто"));
        assert!(line.contains("<Значение>2 080 мм</Значение>"), "{line}");
        assert!(line.contains("&lt;/Значение&gt;&lt;Сумма&gt;0"), "{line}");
        assert!(!line.contains('\u{1}') && !line.contains("<Значение></Значение>"));
        // Features come before the requisites, as the schema has them.
        let place = |name: &str| text.find(name).unwrap_or_else(|| panic!("{name} is there"));
        assert!(place("<ХарактеристикиТовара>") < place("ВидНоменклатуры"));
    }
}

#[test]
fn an_empty_queue_is_a_root_without_documents() {
    let bytes = orders(&[], &Settings::of(Family::A), formed()).unwrap();
    let text = settings_text(&bytes, &Settings::of(Family::A));
    assert!(text.starts_with("<?xml version=\"1.0\" encoding=\"windows-1251\"?>\n<КоммерческаяИнформация"));
    assert!(!text.contains("Документ"));
    let with_mark = Settings {
        bom: true,
        ..Settings::of(Family::C)
    };
    assert!(
        orders(&[], &with_mark, formed())
            .unwrap()
            .starts_with(b"\xef\xbb\xbf<?xml")
    );
}

#[test]
fn what_1c_would_not_take_is_refused_here() {
    let refusal = |change: fn(&mut OutOrder)| {
        let mut order = order();
        change(&mut order);
        orders(&[order], &Settings::of(Family::A), formed()).unwrap_err()
    };
    assert!(matches!(
        refusal(|order| order.number = "26-000000042".to_owned()),
        OutRefusal::Number(_)
    ));
    assert!(matches!(
        refusal(|order| order.lines[0].product = " ".to_owned()),
        OutRefusal::Product(_)
    ));
    assert!(matches!(refusal(|order| order.lines.clear()), OutRefusal::NoLines(_)));
    assert!(matches!(
        refusal(|order| order.buyer.name.clear()),
        OutRefusal::Buyer(_)
    ));
    assert!(matches!(
        refusal(|order| order.currency = Currency::Kzt),
        OutRefusal::Currency(_)
    ));
}

#[test]
fn dictionaries_are_written_without_the_empty_ones() {
    let dictionaries = Dictionaries {
        statuses: vec![Entry {
            id: "N".to_owned(),
            name: "Новый".to_owned(),
        }],
        ..Dictionaries::default()
    };
    let text = settings_text(&info(&dictionaries, &Settings::of(Family::C)), &Settings::of(Family::C));
    assert!(text.contains("<Статусы>") && text.contains("<Название>Новый</Название>"));
    assert!(!text.contains("СлужбыДоставки"));
}

/// The schemas of 2.08 and 2.10 are other people's and not in the repository: the test looks where real samples lie.
#[test]
fn each_dialect_holds_the_published_schemas() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let schemas = std::env::var_os("KABINET_SAMPLES")
        .map(PathBuf::from)
        .into_iter()
        .chain([root.join("../shared/samples"), root.join("../../shared/samples")])
        .map(|samples| samples.join("xsd"))
        .find(|path| path.is_dir());
    let Some(schemas) = schemas else {
        println!("not run: no schemas (KABINET_SAMPLES names the folder of samples)");
        return;
    };
    if Command::new("xmllint").arg("--version").output().is_err() {
        println!("not run: no xmllint (package libxml2-utils)");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let orders_to_check: [(&str, fn() -> OutOrder); 2] =
        [("goods from stock", order), ("goods made to order", made_to_order)];
    for settings in families() {
        for (what, order) in orders_to_check {
            let mut order = order();
            if settings.family == Family::A {
                // Here the client differs from the schemas, and the client is who reads it.
                order.buyer.representative = None;
            }
            let bytes = orders(&[order], &settings, formed()).unwrap();
            // The schemas are of a time before the third dialect: they know no container. What is in it holds them.
            let text = settings_text(&bytes, &settings)
                .replacen(
                    "<КоммерческаяИнформация",
                    "<КоммерческаяИнформация xmlns=\"urn:1C.ru:commerceml_2\"",
                    1,
                )
                .replacen("windows-1251", "UTF-8", 1)
                .replace("<Контейнер>", "")
                .replace("</Контейнер>", "");
            assert!(!what.contains("made") || text.contains("<ХарактеристикаТовара>"));
            let discounts: Vec<&str> = text.split("<Скидка>").skip(1).collect();
            assert_eq!(discounts.len(), if what.contains("made") { 2 } else { 0 }, "{what}");
            for (of, (sum, percent)) in discounts.iter().zip([("202.80", Some("7.50")), ("98.75", None)]) {
                let of = of.split("</Скидка>").next().unwrap();
                assert!(of.contains(&format!("<Сумма>{sum}</Сумма>")), "{of}");
                let said = percent.map(|percent| format!("<Процент>{percent}</Процент>"));
                assert!(said.is_none_or(|said| of.contains(&said)), "{of}");
                assert_eq!(of.contains("<Процент>"), percent.is_some(), "{of}");
                assert!(of.contains("<УчтеноВСумме>true</УчтеноВСумме>"), "{of}");
            }
            let file = folder.path().join("orders.xml");
            std::fs::write(&file, text).unwrap();
            for schema in ["commerceml-2.08.xsd", "commerceml-2.10.xsd"] {
                let output = Command::new("xmllint")
                    .args(["--noout", "--schema"])
                    .arg(schemas.join(schema))
                    .arg(&file)
                    .output()
                    .unwrap();
                let words = String::from_utf8_lossy(&output.stderr);
                assert!(output.status.success(), "{what}, {schema}, {settings:?}: {words}");
            }
        }
    }
}

/// An order of which each line is made as its buyer chose: beside a line from stock, with what hardly fits.
fn made_to_order() -> OutOrder {
    let mut order = order();
    let mut made = order.lines[0].clone();
    // Agreed below the list, as a share and as a sum.
    let percent: Percent = Percent::from_hundredths(750);
    order.lines[0].discount = Some(OutDiscount {
        sum: rub(202_80),
        percent: Some(percent),
    });
    made.discount = Some(OutDiscount {
        sum: rub(98_75),
        percent: None,
    });
    made.product = "0d6bb1d8-3f2d-4c8f-9b15-2f7f5a0e1a12".to_owned();
    made.name = "Окно поворотное".to_owned();
    made.ship_on = Some(date(2026, 12, 24));
    made.features = vec![
        ("Ширина".to_owned(), "900 мм".to_owned()),
        ("Открывание".to_owned(), "Поворотное".to_owned()),
        ("Надпись на раме".to_owned(), "<кв. 5> & \"правая\"".to_owned()),
        // What was left open, and what nobody would believe.
        ("Пожелание".to_owned(), String::new()),
        ("Х".repeat(300), "длинно ".repeat(400)),
    ];
    order.total = rub(3_001_25 + 2_501_25);
    order.vat = rub(541_21 + 451_05);
    order.lines.push(made);
    order
}
