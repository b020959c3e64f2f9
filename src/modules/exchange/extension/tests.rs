//! Both forms say the same.

use jiff::civil::date;

use super::*;
use crate::modules::exchange::{Fault, Kind};
use crate::modules::settlements::ToldDue;

fn read_all(text: &str) -> (Vec<(ExtensionItem, u32)>, Report, Result<(), ReadError>) {
    let mut items = Vec::new();
    let mut report = Report::default();
    let result = read(text.as_bytes(), &mut report, &mut |item, line| {
        items.push((item, line));
        Ok(())
    });
    (items, report, result)
}

const XML: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<KabinetExchange version="1">
  <Orders>
    <Order number="26-000042" planned="2026-12-01">ждём сырьё &amp; тару
      <Line id="p-1#v-1" planned="05.12.2026">ждём ручки</Line>
      <Line id="p-2" planned="скоро"/><Other/>
    </Order>
    <Order number="26-000043" planned=""/>
    <Order number="26-000044" planned="скоро"/>
    <Order planned="2026-12-01"/>
  </Orders>
  <Limits/>
</KabinetExchange>"#;

const JSON: &str = r#"{"version": 1, "orders": [
  {"number": "26-000042", "planned": "2026-12-01", "reason": "ждём сырьё & тару", "lines": [
    {"id": "p-1#v-1", "planned": "05.12.2026", "reason": "ждём ручки"}, {"id": "p-2", "planned": "скоро"}]},
  {"number": "26-000043"},
  {"number": "26-000044", "planned": "скоро"},
  {"planned": "2026-12-01"}
], "limits": []}"#;

#[test]
fn both_forms_give_the_same_plans_and_keep_the_good_rows() {
    for text in [XML, JSON, &format!("\u{feff}{JSON}")] {
        assert!(looks_like(text.as_bytes()), "{text}");
        let (items, report, result) = read_all(text);
        result.unwrap();
        let plans: Vec<&ExtensionItem> = items.iter().map(|(item, _)| item).collect();
        let expected = [
            ExtensionItem::Plan(OrderPlan {
                order: "26-000042".to_owned(),
                planned: Some(date(2026, 12, 1)),
                reason: Some("ждём сырьё & тару".to_owned()),
                lines: vec![LinePlan {
                    id: "p-1#v-1".to_owned(),
                    planned: date(2026, 12, 5),
                    reason: Some("ждём ручки".to_owned()),
                }],
            }),
            ExtensionItem::Plan(OrderPlan {
                order: "26-000043".to_owned(),
                planned: None,
                reason: None,
                lines: Vec::new(),
            }),
        ];
        assert_eq!(plans, expected.iter().collect::<Vec<_>>());
        let tally = report.tallies[&Kind::OrderPlan];
        assert_eq!((tally.read, tally.skipped), (4, 2));
        assert_eq!(report.counts["exchange-finding-unknown-element"], 1);
        assert_eq!(report.counts["exchange-finding-line-plan-day"], 1);
    }
}

#[test]
fn what_is_not_this_file_is_refused_with_a_reason() {
    let fault = |text: &str| match read_all(text).2 {
        Err(ReadError::Fault(fault)) => fault,
        other => panic!("a fault, not {other:?}"),
    };
    assert!(matches!(fault("{\"version\": 2}"), Fault::UnknownVersion { .. }));
    assert!(matches!(fault("<KabinetExchange/>"), Fault::UnknownVersion { .. }));
    assert!(matches!(
        fault("{\"version\": 1, \"orders\": ["),
        Fault::Truncated { line: 1 }
    ));
    assert!(matches!(fault("{\"version\": 1,, }"), Fault::Json { line: 1, .. }));
    assert!(matches!(fault("<Other/>"), Fault::UnknownRoot { .. }));
    assert!(matches!(fault(&"[".repeat(200_000)), Fault::Json { .. }));
    assert!(!looks_like(
        "<?xml version=\"1.0\"?><КоммерческаяИнформация>".as_bytes()
    ));
    assert!(!looks_like(b"PK\x03\x04"));
}

#[test]
fn both_forms_say_the_same_of_documents_and_settlements() {
    let xml = r#"<KabinetExchange version="1">
  <Documents>
    <Document id="D-1" kind="upd" number=" 17/3 " day="20.11.2026" currency="руб." sum="1 200,50" vat="200.08" contract="17-Д" order="26-000042" edo="Подписан">
      <Seller name="Завод" inn="7600164067" kpp="760001001"/>
      <Buyer id="B-1" name="Север" inn="7707083893"/>
      <File name=".\upd\17.pdf" size="12" sha256="AB"/>
    </Document>
    <Document id="D-2" kind="гарантия" day="2026-11-20" withdrawn="true"/>
    <Document kind="upd" day="2026-11-20"/>
  </Documents>
  <Settlements>
    <Settlement contract="C-1" number="17-Д" currency="KZT" asOf="2026-11-23T10:15:00" opening="0" closing="-1.50" limit="">
      <Buyer id="B-1"/>
      <Operation day="2026-11-02" kind="Оплата" document="D-1" number="7" credit="1.5"/>
    </Settlement>
  </Settlements>
</KabinetExchange>"#;
    let json = r#"{"version": 1, "documents": [
      {"id": "D-1", "kind": "upd", "number": "17/3", "day": "2026-11-20", "currency": "643", "sum": "1200.50", "vat": "200.08",
       "contract": "17-Д", "order": "26-000042", "edo": "Подписан",
       "seller": {"name": "Завод", "inn": "7600164067", "kpp": "760001001"}, "buyer": {"id": "B-1", "name": "Север", "inn": 7707083893},
       "file": {"name": "kabinet_files/upd/17.pdf", "size": 12, "sha256": "ab"}},
      {"id": "D-2", "kind": "гарантия", "day": "2026-11-20", "withdrawn": true},
      {"kind": "upd", "day": "2026-11-20"}, 7],
     "settlements": [
      {"contract": "C-1", "number": "17-Д", "currency": "тенге", "asOf": "2026-11-23 10:15:00", "opening": 0, "closing": "-1,5", "limit": "",
       "buyer": {"id": "B-1"}, "operations": [{"day": "02.11.2026", "kind": "Оплата", "document": "D-1", "number": 7, "credit": "1.5"}]}]}"#;
    let (from_xml, report, result) = read_all(xml);
    result.unwrap();
    let (from_json, other, result) = read_all(json);
    result.unwrap();
    let plain = |items: Vec<(ExtensionItem, u32)>| items.into_iter().map(|(item, _)| item).collect::<Vec<_>>();
    let items = plain(from_xml);
    assert_eq!(items, plain(from_json));
    let [
        ExtensionItem::Paper(first),
        ExtensionItem::Paper(second),
        ExtensionItem::Settlement(told),
    ] = items.as_slice()
    else {
        panic!("{items:?}")
    };
    let manifest = first.manifest.as_ref().unwrap();
    assert_eq!(manifest.name, "upd/17.pdf");
    assert_eq!((first.sum.unwrap().minor, first.vat.unwrap().minor), (1_200_50, 200_08));
    assert_eq!(
        (second.kind.code(), second.name.as_str(), second.withdrawn),
        ("other", "гарантия", true)
    );
    assert_eq!((told.closing.minor, told.operations[0].credit), (-1_50, 1_50));
    assert_eq!(told.limit, crate::modules::settlements::ToldLimit::Without);
    // Between reading and applying an item lies without the names of its fields.
    for item in &items {
        let bytes = rmp_serde::to_vec(item).unwrap();
        assert_eq!(&rmp_serde::from_slice::<ExtensionItem>(&bytes).unwrap(), item);
    }
    let tallies = |report: &Report| [Kind::Paper, Kind::Settlement].map(|kind| report.tallies[&kind]);
    assert_eq!(tallies(&report)[0].skipped, 1);
    // What is no object in the list is a row without an id.
    assert_eq!(tallies(&other)[0].skipped, 2);
    assert_eq!(tallies(&report)[1].read, 1);
}

#[test]
fn sums_are_exact_or_none_and_a_finding_says_how_to_write_them() {
    let (items, report, result) = read_all(
        r#"{"version": 1, "documents": [
          {"id": "D-1", "day": "2026-11-20", "kind": "upd", "sum": 1200.5, "vat": 200,
           "file": {"name": "1.pdf", "size": "много"}},
          {"id": "D-2", "kind": "upd"}],
        "settlements": [
          {"contract": "C-1", "number": "1", "currency": "RUB", "asOf": "2026-11-23", "opening": 0.1, "closing": "1"},
          {"contract": "C-2", "number": "2", "currency": "RUB", "asOf": "2026-11-23", "closing": "1"},
          {"contract": "C-3", "number": "3", "currency": "RUB", "asOf": "2026-11-23", "opening": "0", "closing": 1,
           "limit": 0.5, "operations": [{"day": "2026-11-02", "debit": 0.3}, {"day": "2026-11-02", "debit": 1}]}]}"#,
    );
    result.unwrap();
    let [(ExtensionItem::Paper(paper), _), (ExtensionItem::Settlement(told), _)] = items.as_slice() else {
        panic!("{items:?}")
    };
    assert_eq!((paper.sum, paper.vat.map(|vat| vat.minor)), (None, Some(200_00)));
    assert_eq!((told.closing.minor, told.operations.len()), (1_00, 1));
    assert_eq!(told.limit, crate::modules::settlements::ToldLimit::Unsaid);
    for (id, count) in [
        ("exchange-finding-paper-sum", 1),
        ("exchange-finding-paper-size", 1),
        ("exchange-finding-settlement-figure", 1),
        ("exchange-finding-settlement-balance", 1),
        ("exchange-finding-settlement-limit", 1),
        ("exchange-finding-settlement-operation", 1),
        // The document, the opening balance, the limit and the operation.
        ("exchange-finding-sum-inexact", 4),
    ] {
        assert_eq!(report.counts.get(id), Some(&count), "{id}");
    }
    // What has no number is called by its id.
    let said = |id: &str| {
        let of = report.findings.iter().find(|finding| finding.message.id == id).unwrap();
        format!("{:?}", of.message.args)
    };
    assert!(said("exchange-finding-paper-sum").contains("D-1"));
    assert!(said("exchange-finding-paper-malformed").contains("D-2"));
}

#[test]
fn dues_are_told_in_both_forms_and_silence_is_no_empty_list() {
    let xml = |dues: &str| {
        format!(
            r#"<KabinetExchange version="1"><Settlements>
  <Settlement contract="C-1" number="17" currency="RUB" asOf="2026-11-23" opening="0" closing="1">{dues}<Operation day="2026-11-02" debit="1"/></Settlement>
</Settlements></KabinetExchange>"#
        )
    };
    let json = |dues: &str| {
        format!(
            r#"{{"version": 1, "settlements": [{{"contract": "C-1", "number": "17", "currency": "RUB", "asOf": "2026-11-23",
            "opening": "0", "closing": "1", {dues} "operations": [{{"day": "2026-11-02", "debit": "1"}}]}}]}}"#
        )
    };
    let row = r#"<Due document="D-1" number="УТ-17" order="26-000042" from="2026-11-03" day="03.12.2026" sum="350 551,00" paid="90000"/>"#;
    let same = r#"{"document": "D-1", "number": "УТ-17", "order": "26-000042", "from": "2026-11-03", "day": "2026-12-03", "sum": "350551.00", "paid": 90000}"#;
    let open = r#"<Due number="7" sum="5"/>"#;
    let told = |text: String| {
        let (items, report, result) = read_all(&text);
        result.unwrap();
        match items.as_slice() {
            [(ExtensionItem::Settlement(told), _)] => (told.dues.clone(), told.operations.len(), report),
            other => panic!("{other:?}"),
        }
    };
    let whole = ToldDue {
        document: "D-1".into(),
        number: "УТ-17".into(),
        order: "26-000042".into(),
        from: Some(date(2026, 11, 3)),
        day: Some(date(2026, 12, 3)),
        sum: 350_551_00,
        paid: 90_000_00,
    };
    let bare = ToldDue {
        document: String::new(),
        number: "7".into(),
        order: String::new(),
        from: None,
        day: None,
        sum: 5_00,
        paid: 0,
    };
    for (xml_form, json_form, expected) in [
        ("", "", None),
        ("<Dues/>", r#""dues": [],"#, Some(vec![])),
        (row, &*format!(r#""dues": [{same}],"#), Some(vec![whole.clone()])),
        (
            &*format!("{row}{open}"),
            &*format!(r#""dues": [{same}, {{"number": 7, "sum": 5}}],"#),
            Some(vec![whole.clone(), bare.clone()]),
        ),
        (
            &*format!("<Dues><Other/>{row}</Dues>{open}"),
            &*format!(r#""dues": [{same}, {{"number": "7", "sum": "5", "paid": "", "day": ""}}],"#),
            Some(vec![whole.clone(), bare]),
        ),
        ("", r#""dues": null,"#, None),
    ] {
        for text in [xml(xml_form), json(json_form)] {
            let (dues, operations, report) = told(text.clone());
            assert_eq!((&dues, operations), (&expected, 1), "{text}");
            assert!(report.counts.is_empty(), "{text} {:?}", report.counts);
        }
    }
    // What is no list says nothing, aloud.
    let (dues, _, report) = told(json(r#""dues": "none","#));
    assert_eq!((dues, report.counts["exchange-finding-settlement-dues"]), (None, 1));
}

#[test]
fn a_due_that_makes_no_sense_is_skipped_and_told_and_the_others_stand() {
    for (row, finding) in [
        (r#"sum="0""#, "sum"),
        (r#"sum="-5""#, "sum"),
        (r#"sum="""#, "sum"),
        (r#"sum="много""#, "sum"),
        (r#"sum="5.001""#, "sum"),
        (r#"sum="5" paid="-1""#, "paid"),
        (r#"sum="5" paid="5.01""#, "paid"),
        (r#"sum="5" paid="часть""#, "paid"),
        (r#"sum="5" day="2026-02-30""#, "day"),
        (r#"sum="5" day="завтра""#, "day"),
        (r#"sum="5" day="2026-12-01" from="вчера""#, "day"),
        (r#"sum="5" currency="KZT""#, "currency"),
        (r#"sum="5" currency="тугрики""#, "currency"),
    ] {
        let (items, report, result) = read_all(&format!(
            r#"<KabinetExchange version="1"><Settlements>
  <Settlement contract="C-1" number="17" currency="RUB" asOf="2026-11-23" opening="0" closing="1">
    <Due number="7" {row}/><Due number="8" sum="5" paid="5" currency="RUB"/></Settlement></Settlements></KabinetExchange>"#
        ));
        result.unwrap();
        let [(ExtensionItem::Settlement(told), _)] = items.as_slice() else {
            panic!("{row} {items:?}")
        };
        let numbers: Vec<&str> = told.dues.iter().flatten().map(|due| due.number.as_str()).collect();
        assert_eq!(numbers, ["8"], "{row}");
        let id = format!("exchange-finding-settlement-due-{finding}");
        assert_eq!(report.counts.get(id.as_str()), Some(&1), "{row} {:?}", report.counts);
        assert_eq!(report.findings[0].line, 3, "{row}");
    }
    let many = r#"<Due sum="1"/>"#.repeat(20_001);
    let (items, report, result) = read_all(&format!(
        r#"<KabinetExchange version="1"><Settlements><Settlement contract="C-1" number="17" currency="RUB" asOf="2026-11-23"
        opening="0" closing="1">{many}</Settlement></Settlements></KabinetExchange>"#
    ));
    result.unwrap();
    assert!(items.is_empty());
    assert_eq!(report.counts["exchange-finding-settlement-dues-long"], 1);
}

/// A file of as many equal documents as make so many bytes, which is never whole in memory; counts what was taken of it.
struct Endless {
    head: &'static [u8],
    item: Vec<u8>,
    items: usize,
    tail: &'static [u8],
    at: usize,
    taken: std::rc::Rc<std::cell::Cell<usize>>,
}

impl std::io::Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let (head, body) = (self.head.len(), self.item.len() * self.items);
        let from = match self.at {
            at if at < head => &self.head[at..],
            at if at < head + body => &self.item[(at - head) % self.item.len()..],
            at => self.tail.get(at - head - body..).unwrap_or_default(),
        };
        let count = from.len().min(buffer.len());
        buffer[..count].copy_from_slice(&from[..count]);
        self.at += count;
        self.taken.set(self.at);
        Ok(count)
    }
}

fn endless(items: usize, reason: usize) -> Endless {
    let item = format!(
        r#"{{"number": "26-000042", "planned": "2026-12-01", "reason": "{}"}},"#,
        "ю".repeat(reason)
    );
    Endless {
        head: br#"{"version": 1, "orders": ["#,
        item: item.into_bytes(),
        items,
        tail: br#"{"number": "26-000043"}]}"#,
        at: 0,
        taken: std::rc::Rc::default(),
    }
}

#[test]
fn a_large_json_file_is_handed_on_item_by_item() {
    let items = 50 << 20 >> 10;
    let file = endless(items, 480);
    let (length, whole) = (
        file.item.len(),
        file.head.len() + file.item.len() * items + file.tail.len(),
    );
    assert!(whole > 50_000_000, "{whole}");
    let (taken, mut count) = (std::rc::Rc::clone(&file.taken), 0);
    // What decoding and parsing read ahead.
    let ahead = 512 << 10;
    let mut report = Report::default();
    let result = read(file, &mut report, &mut |_, row| {
        count += 1;
        assert_eq!(row as usize, count);
        assert!(
            taken.get() <= count * length + ahead,
            "{} for {count} items",
            taken.get()
        );
        Ok(())
    });
    result.unwrap();
    assert_eq!((count, taken.get()), (items + 1, whole));
    assert_eq!(report.tally(Kind::OrderPlan).read, items as u64 + 1);
}

#[test]
fn an_item_that_never_ends_is_refused_before_it_fills_the_memory() {
    let most = 1 << 20;
    for (reason, good) in [(100_000, true), (2_000_000, false)] {
        let file = endless(1, reason);
        let taken = std::rc::Rc::clone(&file.taken);
        let result = json::read_within(file, &mut Report::default(), &mut |_, _| Ok(()), most);
        assert_eq!(result.is_ok(), good, "{reason}");
        assert!(taken.get() < 2 << 20, "{} bytes were taken", taken.get());
    }
}

#[test]
fn what_is_wrong_at_the_end_of_a_json_file_refuses_it_whole() {
    let order = r#"{"number": "26-000042", "planned": "2026-12-01"}"#;
    for text in [
        format!(r#"{{"orders": [{order}], "version": 2}}"#),
        format!(r#"{{"orders": [{order}]}}"#),
        format!(r#"{{"version": 1, "orders": [{order}], "orders": []}}"#),
        format!(r#"{{"version": 1, "orders": [{order}]}} {{"#),
        format!(r#"{{"version": 1, "orders": [{order}]"#),
        format!(r#"{{"version": 1, "orders": {order}}}"#),
    ] {
        assert!(matches!(read_all(&text).2, Err(ReadError::Fault(_))), "{text}");
    }
    let stopped = read(
        format!(r#"{{"version": 1, "orders": [{order}]}}"#).as_bytes(),
        &mut Report::default(),
        &mut |_, _| Err(anyhow::anyhow!("closed")),
    );
    assert!(matches!(stopped, Err(ReadError::Stopped(_))));
}
