//! What reading a file or a run found: counts, and messages with lines.
//!
//! Texts are Fluent messages, so a report can be shown in either language long after the run.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::platform::values::{Arg, Message};

/// The most findings that a report keeps one by one; the rest are only counted.
pub const FINDINGS_MAX: usize = 500;

/// The longest argument that a message keeps, in characters: input is hostile and reports are stored.
const ARGUMENT_MAX_CHARS: usize = 120;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; nothing was lost.
    Note,
    /// Something was taken differently from how it was written, or a part of a row was left out.
    Warning,
    /// A row, or the file, was not taken.
    Error,
}

/// One message of a report, and the line of the file that it is about (0: the file as a whole).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    pub severity: Severity,
    pub line: u32,
    pub message: Message,
}

/// What a file can hold, as the report counts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Classifier,
    Group,
    Property,
    PriceType,
    Warehouse,
    Unit,
    Catalogue,
    Product,
    Package,
    Offer,
    Price,
    Stock,
    Counterparty,
    Document,
    OrderPlan,
    /// A document for dealers, with its file.
    Paper,
    Settlement,
}

/// What became of the rows of one kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    pub read: u64,
    #[serde(default)]
    pub created: u64,
    #[serde(default)]
    pub updated: u64,
    #[serde(default)]
    pub unchanged: u64,
    #[serde(default)]
    pub skipped: u64,
}

/// Counts by kind, and findings: the first ones in full, the rest as numbers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    #[serde(default)]
    pub tallies: BTreeMap<Kind, Tally>,
    #[serde(default)]
    pub findings: Vec<Finding>,
    /// How often each message was found, the omitted ones too.
    #[serde(default)]
    pub counts: BTreeMap<String, u64>,
    /// Findings beyond [`FINDINGS_MAX`].
    #[serde(default)]
    pub omitted: u64,
}

impl Report {
    pub fn tally(&mut self, kind: Kind) -> &mut Tally {
        self.tallies.entry(kind).or_default()
    }

    pub fn read(&self, kind: Kind) -> u64 {
        self.tallies.get(&kind).map_or(0, |tally| tally.read)
    }

    pub fn note(&mut self, line: u32, message: Message) {
        self.add(Severity::Note, line, message);
    }

    pub fn warn(&mut self, line: u32, message: Message) {
        self.add(Severity::Warning, line, message);
    }

    pub fn error(&mut self, line: u32, message: Message) {
        self.add(Severity::Error, line, message);
    }

    /// A row that was left out, with the reason.
    pub fn skip(&mut self, kind: Kind, line: u32, message: Message) {
        self.tally(kind).skipped += 1;
        self.add(Severity::Error, line, message);
    }

    /// How many findings of at least this severity are kept in full.
    pub fn has(&self, severity: Severity) -> bool {
        self.findings.iter().any(|finding| finding.severity >= severity)
    }

    pub fn add(&mut self, severity: Severity, line: u32, mut message: Message) {
        for (_, arg) in &mut message.args {
            if let Arg::Text(text) = arg {
                cut(text);
            }
        }
        match self.counts.get_mut(message.id.as_ref()) {
            Some(count) => *count += 1,
            None => {
                self.counts.insert(message.id.clone().into_owned(), 1);
            }
        }
        if self.findings.len() < FINDINGS_MAX {
            self.findings.push(Finding {
                severity,
                line,
                message,
            });
        } else {
            self.omitted += 1;
        }
    }
}

fn cut(text: &mut String) {
    if let Some((at, _)) = text.char_indices().nth(ARGUMENT_MAX_CHARS) {
        text.truncate(at);
        text.push('\u{2026}');
    }
}
