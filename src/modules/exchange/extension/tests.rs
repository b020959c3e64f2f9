//! Both forms say the same.

use jiff::civil::date;

use super::*;
use crate::modules::exchange::{Fault, Kind};

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
