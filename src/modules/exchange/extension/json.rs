//! The JSON form:
//!
//! ```json
//! {"version": 1, "orders": [{"number": "26-000042", "planned": "2026-12-01", "reason": "waiting for raw material"}]}
//! ```

use std::collections::BTreeMap;
use std::io::Read;

use serde::Deserialize;
use serde_json::Value;

use super::money::{self, Fields, TypedPaper, TypedSettlement};
use super::{ExtensionItem, TypedLine, check_version, reason_of};
use crate::modules::exchange::source::Text;
use crate::modules::exchange::{Fault, Kind, Message, ReadError, Report};

#[derive(Deserialize)]
struct File {
    version: Value,
    #[serde(default)]
    orders: Vec<Value>,
    #[serde(default)]
    documents: Vec<Value>,
    #[serde(default)]
    settlements: Vec<Value>,
    #[serde(flatten)]
    other: BTreeMap<String, Value>,
}

#[derive(Deserialize)]
struct Order {
    number: String,
    #[serde(default)]
    planned: Option<String>,
    #[serde(default)]
    reason: Option<String>,
    #[serde(default)]
    lines: Vec<Line>,
}

#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    id: String,
    #[serde(default)]
    planned: String,
    #[serde(default)]
    reason: Option<String>,
}

/// Rows have no lines in JSON: a finding names the row by its place in the list, counted from 1.
pub(super) fn read(
    bytes: impl Read,
    report: &mut Report,
    sink: &mut dyn FnMut(ExtensionItem, u32) -> Result<(), anyhow::Error>,
) -> Result<(), ReadError> {
    let text = Text::new(bytes, usize::MAX);
    let file: File = serde_json::from_reader(text).map_err(fault)?;
    let version = match &file.version {
        Value::String(version) => version.clone(),
        other => other.to_string(),
    };
    check_version(&version)?;
    for name in file.other.keys() {
        report.warn(
            0,
            Message::new("exchange-finding-unknown-element").with("name", name.as_str()),
        );
    }
    for (row, value) in (1..).zip(file.orders) {
        report.tally(Kind::OrderPlan).read += 1;
        let Ok(order) = serde_json::from_value::<Order>(value) else {
            report.skip(Kind::OrderPlan, row, Message::new("exchange-finding-plan-malformed"));
            continue;
        };
        let planned = order.planned.map(|day| day.trim().to_owned());
        let reason = order.reason.as_deref().and_then(reason_of);
        let lines = order.lines.into_iter().map(|of| TypedLine {
            id: of.id.trim().to_owned(),
            planned: of.planned.trim().to_owned(),
            reason: of.reason.as_deref().and_then(reason_of),
            line: row,
        });
        let (number, lines) = (order.number.trim().to_owned(), lines.collect());
        if let Some(item) = super::plan(number, planned, reason, lines, row, report) {
            sink(item, row).map_err(ReadError::Stopped)?;
        }
    }
    for (row, value) in (1..).zip(file.documents) {
        report.tally(Kind::Paper).read += 1;
        let typed = TypedPaper {
            fields: Fields::of_json(&value, money::DOCUMENT),
            seller: Fields::of_json(&value["seller"], money::COMPANY),
            buyer: Fields::of_json(&value["buyer"], money::COMPANY),
            file: Fields::of_json(&value["file"], money::FILE),
        };
        if let Some(paper) = money::paper(&typed, row, report) {
            sink(ExtensionItem::Paper(Box::new(paper)), row).map_err(ReadError::Stopped)?;
        }
    }
    for (row, value) in (1..).zip(file.settlements) {
        report.tally(Kind::Settlement).read += 1;
        let listed = value["operations"].as_array().map(Vec::as_slice).unwrap_or_default();
        let operations = listed.iter().map(|of| (Fields::of_json(of, money::OPERATION), row));
        let fields = Fields::of_json(&value, money::SETTLEMENT);
        let dues = match &value["dues"] {
            Value::Null => None,
            Value::Array(list) => Some(list.iter().map(|of| (Fields::of_json(of, money::DUE), row)).collect()),
            other => {
                fields.say_no_dues(&other.to_string(), row, report);
                None
            }
        };
        let typed = TypedSettlement {
            fields,
            seller: Fields::of_json(&value["seller"], money::COMPANY),
            buyer: Fields::of_json(&value["buyer"], money::COMPANY),
            operations: operations.collect(),
            dues,
        };
        if let Some(settlement) = money::settlement(&typed, row, report) {
            sink(ExtensionItem::Settlement(Box::new(settlement)), row).map_err(ReadError::Stopped)?;
        }
    }
    Ok(())
}

fn fault(error: serde_json::Error) -> Fault {
    let line = u32::try_from(error.line()).unwrap_or(u32::MAX);
    if error.is_eof() {
        return Fault::Truncated { line };
    }
    Fault::Json {
        line,
        detail: error.to_string(),
    }
}
