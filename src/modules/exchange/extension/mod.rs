//! The one extension file: what CommerceML has no words for.
//!
//! XML and JSON of equal meaning; `docs/exchange.md` describes both. A file has a version and lists; this version knows
//! `orders` with planned days, `documents` and `settlements`. Further lists join it under the same root, and a
//! reader that does not know a list says so and passes over it, so that 1C may be ahead of the cabinet.

mod json;
mod money;
mod xml;

use std::io::Read;

use super::commerceml::day_of;
use super::{Fault, Kind, Message, ReadError, Report};
use serde::{Deserialize, Serialize};

use crate::modules::documents::Told as Paper;
use crate::modules::settlements::Told as Settlement;
use crate::platform::values::Day;

/// The name of the XML root.
pub const ROOT: &str = "KabinetExchange";
/// The version that is written and read.
pub const VERSION: &str = "1";
/// The most bytes of one file.
pub const FILE_BYTES_MAX: u64 = 64 * 1024 * 1024;
/// The longest reason, in characters.
const REASON_MAX_CHARS: usize = 500;

/// One thing that an extension file says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ExtensionItem {
    Plan(OrderPlan),
    /// A document with its manifest; the file itself lies beside.
    Paper(Box<Paper>),
    Settlement(Box<Settlement>),
}

/// When an order is planned to be ready, or that it no longer is planned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderPlan {
    /// Our order number.
    pub order: String,
    /// `None`: the planned day is withdrawn.
    pub planned: Option<Day>,
    /// For people; shown to the buyer.
    pub reason: Option<String>,
    /// Lines that are planned for a day of their own. Where there are some, an absent day of the order says nothing of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<LinePlan>,
}

/// When a line is planned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinePlan {
    /// The product's id in 1C, with `#variant` where there is one, as orders go out with.
    pub id: String,
    pub planned: Day,
    pub reason: Option<String>,
}

/// A line as it is written.
struct TypedLine {
    id: String,
    planned: String,
    reason: Option<String>,
    line: u32,
}

/// Does a file that begins like this look like an extension file? CommerceML and all else say no.
pub fn looks_like(start: &[u8]) -> bool {
    let text = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).trim_ascii_start();
    if text.starts_with(b"{") {
        return true;
    }
    let name = ROOT.as_bytes();
    let mut rest = text;
    // The root is the first element after the declaration and comments.
    while let Some(at) = rest.iter().position(|&byte| byte == b'<') {
        rest = &rest[at + 1..];
        if !rest.starts_with(b"?") && !rest.starts_with(b"!") {
            return rest.starts_with(name) && !rest.get(name.len()).is_some_and(u8::is_ascii_alphanumeric);
        }
    }
    false
}

/// Reads an extension file of either form; the form is told by the first character.
pub fn read(
    bytes: impl Read,
    report: &mut Report,
    sink: &mut dyn FnMut(ExtensionItem, u32) -> Result<(), anyhow::Error>,
) -> Result<(), ReadError> {
    let mut bytes = bytes.take(FILE_BYTES_MAX);
    let mut start = [0; 64];
    let mut filled = 0;
    while filled < start.len() {
        match bytes.read(&mut start[filled..]).map_err(io_fault)? {
            0 => break,
            read => filled += read,
        }
    }
    let start = &start[..filled];
    let text = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).trim_ascii_start();
    if text.starts_with(b"{") || text.starts_with(b"[") {
        json::read(start.chain(bytes), report, sink)
    } else {
        xml::read(start.chain(bytes), report, sink)
    }
}

fn io_fault(error: std::io::Error) -> Fault {
    Fault::Io {
        detail: error.to_string(),
    }
}

fn check_version(version: &str) -> Result<(), Fault> {
    if version.trim() == VERSION {
        return Ok(());
    }
    Err(Fault::UnknownVersion {
        version: version.chars().take(20).collect(),
    })
}

/// A row as an item, or a finding why it is none.
fn plan(
    number: String,
    planned: Option<String>,
    reason: Option<String>,
    typed: Vec<TypedLine>,
    line: u32,
    report: &mut Report,
) -> Option<ExtensionItem> {
    if number.is_empty() || number.len() > 64 {
        report.skip(Kind::OrderPlan, line, Message::new("exchange-finding-plan-malformed"));
        return None;
    }
    // An empty day withdraws the plan; one that is no day is refused, since it would withdraw by mistake.
    let planned = match planned.as_deref() {
        None | Some("") => None,
        Some(text) => match day_of(text) {
            Some(day) => Some(day),
            None => {
                report.skip(
                    Kind::OrderPlan,
                    line,
                    Message::new("exchange-finding-plan-day")
                        .with("number", number.as_str())
                        .with("value", text),
                );
                return None;
            }
        },
    };
    // A line that says nothing that can be taken leaves the others and the order alone.
    let mut lines = Vec::with_capacity(typed.len());
    for typed in typed {
        match day_of(&typed.planned).filter(|_| !typed.id.is_empty()) {
            Some(planned) => lines.push(LinePlan {
                id: typed.id,
                planned,
                reason: typed.reason,
            }),
            None => report.warn(
                typed.line,
                Message::new("exchange-finding-line-plan-day")
                    .with("number", number.as_str())
                    .with("what", typed.id)
                    .with("value", typed.planned),
            ),
        }
    }
    Some(ExtensionItem::Plan(OrderPlan {
        order: number,
        planned,
        reason,
        lines,
    }))
}

fn reason_of(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.chars().take(REASON_MAX_CHARS).collect())
}

#[cfg(test)]
mod tests;
