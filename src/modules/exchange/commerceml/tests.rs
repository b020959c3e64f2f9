//! Golden tests over fixtures of our own, real files where they are at hand, and hostile input.
//!
//! `KABINET_BLESS=1` writes the golden files anew.

use std::fmt::Write as _;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::*;
use crate::modules::exchange::{Fault, Kind, ReadError, Report, Severity};
use crate::platform::values::{Currency, Percent, VatRate};

fn read_all(bytes: impl Read) -> (Vec<(Item, Line)>, Report, Result<(), ReadError>) {
    let mut items = Vec::new();
    let mut report = Report::default();
    let result = read(bytes, &mut report, &mut |item, line| {
        items.push((item, line));
        Ok(())
    });
    (items, report, result)
}

fn fault(bytes: impl Read) -> Fault {
    match read_all(bytes).2 {
        Err(ReadError::Fault(fault)) => fault,
        other => panic!("a fault was expected, not {other:?}"),
    }
}

fn within(inner: &str) -> String {
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<КоммерческаяИнформация>{inner}</КоммерческаяИнформация>")
}

#[test]
fn each_shape_of_the_format_is_read_as_recorded() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/exchange");
    for name in [
        "classifier-2.07",
        "offers-2.07",
        "changes-ut11",
        "split-3.1",
        "documents",
    ] {
        let bytes = std::fs::read(folder.join(format!("{name}.xml"))).unwrap();
        let (items, report, result) = read_all(&bytes[..]);
        let mut found = String::new();
        for (item, line) in items {
            let _ = writeln!(found, "{line}: {}", plain(&format!("{item:?}")));
        }
        for finding in &report.findings {
            let _ = writeln!(
                found,
                "{:?} {}: {} {:?}",
                finding.severity, finding.line, finding.message.id, finding.message.args
            );
        }
        for (kind, tally) in &report.tallies {
            let _ = writeln!(found, "{kind:?}: {} read, {} skipped", tally.read, tally.skipped);
        }
        let _ = writeln!(found, "{result:?}");
        let golden = folder.join(format!("{name}.txt"));
        if std::env::var_os("KABINET_BLESS").is_some() {
            std::fs::write(&golden, &found).unwrap();
        }
        let expected = std::fs::read_to_string(&golden).unwrap();
        assert!(
            found == expected,
            "{name} differs from its golden file; found:\n{found}"
        );
    }
}

/// What is absent says nothing in a golden file either.
fn plain(text: &str) -> String {
    let mut text = text.to_owned();
    for absent in ["None", "Absent", "[]"] {
        let mut kept = String::with_capacity(text.len());
        let mut rest = text.as_str();
        while let Some(at) = rest.find(&format!(": {absent}")) {
            let start = rest[..at].rfind(['{', ',']).unwrap_or(0);
            kept.push_str(&rest[..=start]);
            rest = &rest[at + 2 + absent.len()..];
            rest = rest.strip_prefix(',').unwrap_or(rest);
        }
        kept.push_str(rest);
        text = kept;
    }
    text.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .replace(", }", " }")
}

#[test]
fn numbers_as_1c_writes_them() {
    for (text, expected) in [
        ("14\u{a0}240,50", Some((142_405_000, false))),
        (" 1 250.5 ", Some((12_505_000, false))),
        ("-3,5", Some((-35_000, false))),
        ("\u{2212}3", Some((-30_000, false))),
        ("0.12345", Some((1_235, true))),
        ("0.12344", Some((1_234, true))),
        ("1.00000000", Some((10_000, false))),
        (",5", Some((5_000, false))),
        ("1,234.5", None),
        ("1e3", None),
        ("--1", None),
        ("", None),
        ("-", None),
        ("99999999999999999999", None),
    ] {
        assert_eq!(decimal_of(text, 4), expected, "{text}");
    }
}

#[test]
fn rates_currencies_ids_and_days_as_1c_writes_them() {
    assert_eq!(vat_rate_of("20"), Some(VatRate::percent(20)));
    assert_eq!(vat_rate_of("18%"), Some(VatRate::percent(18)));
    assert_eq!(vat_rate_of("НДС 22"), Some(VatRate::percent(22)));
    assert_eq!(
        vat_rate_of("16,67"),
        Some(VatRate::Rate(Percent::from_hundredths(1_667)))
    );
    assert_eq!(vat_rate_of("Без налога"), Some(VatRate::Exempt));
    assert_eq!(vat_rate_of("0"), Some(VatRate::percent(0)));
    assert_eq!(vat_rate_of("много"), None);
    for (text, expected) in [
        ("руб.", Currency::Rub),
        ("RUB", Currency::Rub),
        ("643", Currency::Rub),
        ("51", Currency::Amd),
        ("тен", Currency::Kzt),
        ("EUR", Currency::Eur),
    ] {
        assert_eq!(currency_of(text), Some(expected), "{text}");
    }
    assert_eq!(currency_of("у.е."), None);
    let id = external_id(" 5D0C7A10-0000-4000-8000-00000000000A ");
    assert_eq!(id.as_deref(), Some("5d0c7a10-0000-4000-8000-00000000000a"));
    assert_eq!(external_id("*ABC").as_deref(), Some("*ABC"));
    assert_eq!(external_id("00000000-0000-0000-0000-000000000000"), None);
    assert_eq!(day_of("2026-11-19T08:00:00"), day_of("19.11.2026 8:00:00"));
    assert!(day_of("2026-11-19").is_some());
    assert_eq!(day_of("0001-01-01"), None);
    assert_eq!(day_of("31.02.2026"), None);
}

#[test]
fn entities_and_forbidden_characters_in_texts() {
    let xml = within(
        "<Классификатор><Группы><Группа><Ид>1</Ид><Наименование>A &amp; B &#x1F;&#171;C&#187;\u{1}</Наименование></Группа></Группы></Классификатор>",
    );
    let (items, report, result) = read_all(xml.as_bytes());
    result.unwrap();
    let Item::Group(group) = &items[1].0 else { panic!() };
    assert_eq!(group.name, "A & B «C»");
    assert_eq!(report.counts["exchange-finding-stripped"], 1);
}

#[test]
fn hostile_files_end_in_a_fault_with_a_line() {
    let laughs = "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]><a>&b;</a>";
    assert_eq!(fault(laughs.as_bytes()), Fault::Doctype { line: 1 });
    let entity = within("\n<Каталог><Наименование>&laughs;</Наименование></Каталог>");
    assert_eq!(
        fault(entity.as_bytes()),
        Fault::Entity {
            line: 3,
            name: "laughs".to_owned()
        }
    );
    let attribute = within(&format!("<Каталог x=\"{}\"/>", "a".repeat(10 * 1024 * 1024)));
    assert_eq!(fault(attribute.as_bytes()), Fault::TooLarge { line: 2 });
    let root_attribute = format!("<a x=\"{}\"/>", "a".repeat(10 * 1024 * 1024));
    assert_eq!(fault(root_attribute.as_bytes()), Fault::TooLarge { line: 1 });
    let nested = within(&"<a>\n".repeat(200_000));
    assert_eq!(fault(nested.as_bytes()), Fault::TooDeep { line: 65 });
    let attributes: String = (0..65).map(|number| format!(" a{number}=\"\"")).collect();
    assert_eq!(
        fault(within(&format!("<a{attributes}/>")).as_bytes()),
        Fault::TooManyAttributes { line: 2 }
    );
    let text = within(&format!(
        "<Каталог><Наименование>{}</Наименование></Каталог>",
        "<![CDATA[а]]>&amp;".repeat(2_000_000)
    ));
    assert!(matches!(fault(text.as_bytes()), Fault::TooLarge { .. }));
}

#[test]
fn an_item_is_limited_as_a_whole() {
    // Endless: only the limit of an item can stop it.
    let start = "<КоммерческаяИнформация><Классификатор><Свойства><Свойство><ВариантыЗначений>";
    let value = "<Справочник><ИдЗначения>1</ИдЗначения><Значение>v</Значение></Справочник>\n".repeat(10_000);
    let endless = start.as_bytes().chain(Endless(value.into_bytes(), 0));
    assert!(matches!(fault(endless), Fault::TooLarge { .. }));
}

struct Endless(Vec<u8>, usize);

impl Read for Endless {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let taken = (self.0.len() - self.1).min(into.len());
        into[..taken].copy_from_slice(&self.0[self.1..self.1 + taken]);
        self.1 = (self.1 + taken) % self.0.len();
        Ok(taken)
    }
}

#[test]
fn what_is_not_commerceml_is_named_for_what_it_is() {
    assert_eq!(fault(&b""[..]), Fault::Empty);
    assert_eq!(fault(&b"\xef\xbb\xbf"[..]), Fault::Empty);
    assert_eq!(fault(&b"PK\x03\x04\x14\x00"[..]), Fault::NotXml);
    assert_eq!(fault(&b"{\"a\": 1}"[..]), Fault::NotXml);
    assert_eq!(fault(&vec![b'x'; 20 * 1024 * 1024][..]), Fault::NotXml);
    assert!(matches!(fault(&b"<html><body/></html>"[..]), Fault::UnknownRoot { .. }));
    assert!(matches!(
        fault(&b"<?xml version=\"1.0\" encoding=\"ebcdic-x\"?><a/>"[..]),
        Fault::Encoding { .. }
    ));
    let second_root = format!("{}<a/>", within(""));
    assert!(matches!(fault(second_root.as_bytes()), Fault::Syntax { .. }));
    let old = "<КоммерческаяИнформация><Каталог Идентификатор=\"1\"><Товар Идентификатор=\"2\"/></Каталог></КоммерческаяИнформация>";
    assert_eq!(fault(old.as_bytes()), Fault::CommerceMl1);
    let old = "<КоммерческаяИнформация><Предложение Идентификатор=\"2\"/></КоммерческаяИнформация>";
    assert_eq!(fault(old.as_bytes()), Fault::CommerceMl1);
}

#[test]
fn a_file_cut_anywhere_is_truncated_or_not_xml_and_never_whole() {
    let whole =
        std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/exchange/offers-2.07.xml")).unwrap();
    let end = whole.trim_ascii_end().len();
    for cut in (1..end).step_by(97) {
        let (_, _, result) = read_all(&whole[..cut]);
        match result {
            Err(ReadError::Fault(Fault::Truncated { .. } | Fault::Empty)) => {}
            // Cut within a character of the first element's name.
            Err(ReadError::Fault(Fault::NotXml | Fault::UnknownRoot { .. })) if cut < 200 => {}
            other => panic!("cut at {cut}: {other:?}"),
        }
    }
}

#[test]
fn encodings_are_read_as_they_are_and_not_as_they_say() {
    let xml = "<?xml version=\"1.0\" encoding=\"windows-1251\"?>\n<КоммерческаяИнформация><Каталог><Наименование>Краски № 1</Наименование></Каталог></КоммерческаяИнформация>";
    let name = |bytes: &[u8]| {
        let (items, report, result) = read_all(bytes);
        result.unwrap();
        let Item::Catalogue(catalogue) = &items[0].0 else {
            panic!()
        };
        (
            catalogue.name.clone().unwrap(),
            report.counts.contains_key("exchange-finding-encoding"),
        )
    };
    let cp1251 = encoding_rs::WINDOWS_1251.encode(xml).0.into_owned();
    assert_eq!(name(&cp1251), ("Краски № 1".to_owned(), false));
    assert_eq!(name(xml.as_bytes()), ("Краски № 1".to_owned(), true));
    let lying = encoding_rs::WINDOWS_1251
        .encode(&xml.replace("windows-1251", "UTF-8"))
        .0
        .into_owned();
    assert_eq!(name(&lying), ("Краски № 1".to_owned(), true));
    let utf16: Vec<u8> = "\u{feff}"
        .encode_utf16()
        .chain(xml.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(name(&utf16), ("Краски № 1".to_owned(), false));
    let mut broken = xml.replace("windows-1251", "UTF-8").into_bytes();
    let at = broken
        .windows(2)
        .position(|pair| pair == " №".as_bytes()[..2].to_vec())
        .unwrap();
    broken[at + 1] = 0xff;
    assert!(name(&broken).0.contains('\u{fffd}'));
}

#[test]
fn one_byte_at_a_time_reads_the_same() {
    struct Slow<'a>(&'a [u8]);
    impl Read for Slow<'_> {
        fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
            let taken = self.0.len().min(1).min(into.len());
            into[..taken].copy_from_slice(&self.0[..taken]);
            self.0 = &self.0[taken..];
            Ok(taken)
        }
    }
    let bytes = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/exchange/documents.xml")).unwrap();
    assert_eq!(read_all(Slow(&bytes)).0, read_all(&bytes[..]).0);
}

/// Real files of other people's 1C, kept beside the repository and never in it.
fn samples() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let found = std::env::var_os("KABINET_SAMPLES")
        .map(PathBuf::from)
        .into_iter()
        .chain([root.join("../shared/samples"), root.join("../../shared/samples")])
        .find(|path| path.is_dir());
    if found.is_none() {
        println!("not run: no real samples (KABINET_SAMPLES names their folder)");
    }
    found
}

#[test]
fn real_files_are_read_whole() {
    let Some(samples) = samples() else { return };
    for (name, kind, count) in [
        ("commerceml-2.07-ut11/import0_1.xml", Kind::Product, 36),
        (
            "commerceml-2.07-ut11/import0_1_with_nested_groups.xml",
            Kind::Product,
            283,
        ),
        ("commerceml-2.07-ut11/import0_1_with_nested_groups.xml", Kind::Group, 13),
        ("commerceml-2.07-ut11/offers0_1.xml", Kind::Stock, 176),
        (
            "commerceml-2.09-split/import___b815e2db-7a65-4265-9241-5f0c4f0565a7.xml",
            Kind::Group,
            97,
        ),
        (
            "commerceml-2.09-split/offers___7f304edc-2527-4d3d-b058-6e4ee53de2e0.xml",
            Kind::Offer,
            978,
        ),
        (
            "commerceml-2.09-split/offers___f0bab95c-14a6-4141-9746-6650b65f1191.xml",
            Kind::Property,
            1908,
        ),
        (
            "commerceml-2.09-split/prices___d66a6b51-ce9c-4e7a-8c7c-25079721107f.xml",
            Kind::Price,
            978,
        ),
        (
            "commerceml-2.09-split/rests___1af6e7b8-a026-4690-9752-1c9d64cb914d.xml",
            Kind::Stock,
            978,
        ),
        ("commerceml-2.09-documents/documents-example.xml", Kind::Document, 2),
        ("commerceml-2.09-documents/remainders-example.xml", Kind::Stock, 14),
        ("commerceml-3.1-split/groups/groups.xml", Kind::Group, 119),
        ("commerceml-3.1-split/prices/prices.xml", Kind::Price, 23),
        ("commerceml-3.1-split/priceLists/priceLists.xml", Kind::PriceType, 6),
        ("commerceml-3.1-split/storages/storages.xml", Kind::Warehouse, 2),
        (
            "commerceml-3.1-tiny/rests___9ebdccc5-f70a-43db-8c03-0103301aad32.xml",
            Kind::Stock,
            2,
        ),
        (
            "commerceml-site-replies/bitrix-query-response-full.xml",
            Kind::Document,
            2,
        ),
        ("broken/offers0_1_izmeneniya_paketa_ut115_shape.xml", Kind::Stock, 3),
        ("broken/prices_nbsp_comma.xml", Kind::Price, 2),
        ("broken/offers_cp1251_declared.xml", Kind::Offer, 44),
    ] {
        let (_, report, result) = read_all(&std::fs::read(samples.join(name)).unwrap()[..]);
        result.unwrap();
        assert_eq!(report.read(kind), count, "{name}");
        assert!(!report.has(Severity::Warning), "{name}: {:?}", report.findings);
    }
    let broken = |name: &str| std::fs::read(samples.join("broken").join(name)).unwrap();
    assert!(matches!(
        fault(&broken("offers_truncated_60pct.xml")[..]),
        Fault::Truncated { line: 697 }
    ));
    assert!(matches!(
        fault(&broken("offers_declared_utf8_but_cp1251.xml")[..]),
        Fault::Truncated { .. }
    ));
    assert_eq!(fault(&broken("commerceml-1-from-77.xml")[..]), Fault::CommerceMl1);
    assert_eq!(fault(&broken("xxe.xml")[..]), Fault::Doctype { line: 2 });
    let (_, report, result) = read_all(&broken("rests_duplicate_offer.xml")[..]);
    result.unwrap();
    assert_eq!(report.counts["exchange-finding-duplicate"], 1);
    real_archives(&broken);
}

fn real_archives(broken: &dyn Fn(&str) -> Vec<u8>) {
    use crate::modules::exchange::archive::{Archive, Limits};
    use std::io::Cursor;
    let slip = Archive::open(Cursor::new(broken("zip_slip.zip")), Limits::default());
    assert!(matches!(slip.err(), Some(Fault::UnsafeName { .. })));
    let joined = [broken("v8_1065_3a.zip.part1"), broken("v8_1065_3a.zip.part2")].concat();
    let mut archive = Archive::open(Cursor::new(joined), Limits::default()).unwrap();
    let entries = archive.entries().to_vec();
    let mut out = Vec::new();
    archive.unpack(&entries[0], &mut out).unwrap();
    assert_eq!(read_all(&out[..]).1.read(Kind::Product), 36);
    let half = Archive::open(Cursor::new(broken("v8_1065_3a.zip.part1")), Limits::default());
    assert!(matches!(half.err(), Some(Fault::BrokenArchive { .. })));
}
