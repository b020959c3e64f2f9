//! The JSON form:
//!
//! ```json
//! {"version": 1, "orders": [{"number": "26-000042", "planned": "2026-12-01", "reason": "waiting for raw material"}]}
//! ```
//!
//! Its lists are read one item at a time and handed on at once, as the XML form is: a file may be of any size, an item may
//! not. Whatever is wrong further on, the file is refused whole: items are staged until its end.

use std::cell::Cell;
use std::fmt;
use std::io::{self, Read};
use std::rc::Rc;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::money::{self, Fields, TypedPaper, TypedSettlement};
use super::{ExtensionItem, TypedLine, check_version, reason_of};
use crate::modules::exchange::source::Text;
use crate::modules::exchange::{Fault, Kind, Message, ReadError, Report};

/// The largest item, in bytes: a settlement of several hundred thousand operations.
const ITEM_BYTES_MAX: u64 = 64 << 20;

/// Bytes that are read ahead.
const AHEAD: usize = 64 << 10;

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

type Sink<'s> = &'s mut dyn FnMut(ExtensionItem, u32) -> Result<(), anyhow::Error>;

/// Rows have no lines in JSON: a finding names the row by its place in the list, counted from 1.
pub(super) fn read(bytes: impl Read, report: &mut Report, sink: Sink<'_>) -> Result<(), ReadError> {
    read_within(bytes, report, sink, ITEM_BYTES_MAX)
}

/// The same with another bound of an item.
pub(super) fn read_within(bytes: impl Read, report: &mut Report, sink: Sink<'_>, most: u64) -> Result<(), ReadError> {
    let since = Rc::new(Cell::new(0));
    let counted = Counted {
        from: Text::new(bytes, usize::MAX),
        since: Rc::clone(&since),
        most,
    };
    let mut file = File {
        report,
        sink,
        since,
        version: None,
        ended: None,
    };
    let mut json = serde_json::Deserializer::from_reader(io::BufReader::with_capacity(AHEAD, counted));
    let done = json.deserialize_map(&mut file).and_then(|()| json.end());
    // What stopped the reading says more than where it stopped.
    if let Some(ended) = file.ended.take() {
        return Err(ended);
    }
    done.map_err(fault)?;
    match file.version {
        Some(_) => Ok(()),
        None => Err(fault(serde_json::Error::custom("missing field `version`")).into()),
    }
}

/// Counts what is read since the last item ended, and reads no further than an item may be long.
struct Counted<R> {
    from: R,
    since: Rc<Cell<u64>>,
    most: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let since = self.since.get();
        if since > self.most {
            let said = format!("an item of more than {} bytes", self.most);
            return Err(io::Error::new(io::ErrorKind::InvalidData, said));
        }
        let count = self.from.read(buffer)?;
        self.since.set(since + count as u64);
        Ok(count)
    }
}

/// The whole file, key by key.
struct File<'f> {
    report: &'f mut Report,
    sink: Sink<'f>,
    since: Rc<Cell<u64>>,
    version: Option<String>,
    /// Why the reading was broken off.
    ended: Option<ReadError>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum List {
    Orders,
    Documents,
    Settlements,
}

impl<'de> Visitor<'de> for &mut File<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an object with a version")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut seen = Vec::new();
        while let Some(key) = map.next_key::<String>()? {
            let (list, name) = match key.as_str() {
                "version" => {
                    if self.version.is_some() {
                        return Err(A::Error::duplicate_field("version"));
                    }
                    let version = match map.next_value::<Value>()? {
                        Value::String(version) => version,
                        other => other.to_string(),
                    };
                    if let Err(fault) = check_version(&version) {
                        self.ended = Some(fault.into());
                        return Err(A::Error::custom("another version"));
                    }
                    self.version = Some(version);
                    continue;
                }
                "orders" => (List::Orders, "orders"),
                "documents" => (List::Documents, "documents"),
                "settlements" => (List::Settlements, "settlements"),
                other => {
                    let said = Message::new("exchange-finding-unknown-element").with("name", other);
                    self.report.warn(0, said);
                    map.next_value::<IgnoredAny>()?;
                    self.since.set(0);
                    continue;
                }
            };
            if seen.contains(&list) {
                return Err(A::Error::duplicate_field(name));
            }
            seen.push(list);
            map.next_value_seed(Items { file: &mut *self, list })?;
        }
        Ok(())
    }
}

/// One list of the file.
struct Items<'i, 'f> {
    file: &'i mut File<'f>,
    list: List,
}

impl<'de> DeserializeSeed<'de> for Items<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Items<'_, '_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let mut row = 0_u32;
        self.file.since.set(0);
        while let Some(value) = list.next_element::<Value>()? {
            row = row.saturating_add(1);
            if let Err(error) = self.file.take(self.list, value, row) {
                self.file.ended = Some(ReadError::Stopped(error));
                return Err(A::Error::custom("stopped"));
            }
            self.file.since.set(0);
        }
        Ok(())
    }
}

impl File<'_> {
    fn take(&mut self, list: List, value: Value, row: u32) -> Result<(), anyhow::Error> {
        let item = match list {
            List::Orders => order(value, row, self.report),
            List::Documents => paper(&value, row, self.report),
            List::Settlements => settlement(&value, row, self.report),
        };
        item.map_or(Ok(()), |item| (self.sink)(item, row))
    }
}

fn order(value: Value, row: u32, report: &mut Report) -> Option<ExtensionItem> {
    report.tally(Kind::OrderPlan).read += 1;
    let Ok(order) = serde_json::from_value::<Order>(value) else {
        report.skip(Kind::OrderPlan, row, Message::new("exchange-finding-plan-malformed"));
        return None;
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
    super::plan(number, planned, reason, lines, row, report)
}

fn paper(value: &Value, row: u32, report: &mut Report) -> Option<ExtensionItem> {
    report.tally(Kind::Paper).read += 1;
    let typed = TypedPaper {
        fields: Fields::of_json(value, money::DOCUMENT),
        seller: Fields::of_json(&value["seller"], money::COMPANY),
        buyer: Fields::of_json(&value["buyer"], money::COMPANY),
        file: Fields::of_json(&value["file"], money::FILE),
    };
    money::paper(&typed, row, report).map(|paper| ExtensionItem::Paper(Box::new(paper)))
}

fn settlement(value: &Value, row: u32, report: &mut Report) -> Option<ExtensionItem> {
    report.tally(Kind::Settlement).read += 1;
    let listed = value["operations"].as_array().map(Vec::as_slice).unwrap_or_default();
    let operations = listed.iter().map(|of| (Fields::of_json(of, money::OPERATION), row));
    let fields = Fields::of_json(value, money::SETTLEMENT);
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
    let settlement = money::settlement(&typed, row, report);
    settlement.map(|settlement| ExtensionItem::Settlement(Box::new(settlement)))
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
