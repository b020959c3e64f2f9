//! Entries and the chain as a pack holds them.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::platform::journal::{Knot, Stored, as_data, state_as_data};
use crate::platform::values::hex;

/// A row of `chain.bin`: what kind it is, and 32 bytes.
pub const ROW: usize = 33;

/// An entry's row.
pub fn knot_bytes(knot: Knot) -> [u8; ROW] {
    let (kind, bytes) = match knot {
        Knot::Digest(bytes) => (2, bytes),
        Knot::Stated(bytes) => (1, bytes),
    };
    let mut row = [kind; ROW];
    row[1..].copy_from_slice(&bytes);
    row
}

pub fn knot_of(row: &[u8; ROW]) -> Option<Knot> {
    let mut bytes = [0; 32];
    bytes.copy_from_slice(&row[1..]);
    match row[0] {
        1 => Some(Knot::Stated(bytes)),
        2 => Some(Knot::Digest(bytes)),
        _ => None,
    }
}

/// How much of an entry is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// That it was, when and whose doing: the rest isn't for this reader.
    Link,
    /// All of it but the states that it vouches for: one of them isn't for this reader.
    Said,
    Whole,
}

/// A line of `journal.jsonl`. What is stored stands as hexadecimal digits, since hashes are taken over bytes; `read` is
/// the same as data, and whoever verifies reads it anew and compares.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    pub seq: u64,
    pub link: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub particulars: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kept: Vec<String>,
    /// The states that `kept` vouches for, each at its place; none where a later one of the same change stands for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub states: Vec<Option<String>>,
    pub read: Read,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Read {
    pub link: Value,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub particulars: Option<Value>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub states: Vec<Option<Value>>,
}

impl Read {
    /// What stored bytes say.
    pub fn of(link: &[u8], particulars: Option<&[u8]>, states: &[Option<Vec<u8>>]) -> Result<Read, String> {
        let read = |state: &Option<Vec<u8>>| state.as_deref().map(state_as_data).transpose();
        Ok(Read {
            link: as_data(link)?,
            particulars: particulars.map(as_data).transpose()?,
            states: states.iter().map(read).collect::<Result<_, _>>()?,
        })
    }
}

impl Line {
    /// `states`: the bytes of those that [`Shown::Whole`] shows.
    pub fn of(seq: u64, stored: &Stored, shown: Shown, states: &[Option<Vec<u8>>]) -> Result<Line, String> {
        let particulars = stored.particulars.as_deref().filter(|_| shown != Shown::Link);
        let (kept, states) = match shown {
            Shown::Whole => (stored.kept.as_slice(), states),
            Shown::Link | Shown::Said => (&[][..], &[][..]),
        };
        Ok(Line {
            seq,
            link: hex(&stored.link),
            particulars: particulars.map(hex),
            kept: kept.iter().map(hex).collect(),
            states: states.iter().map(|state| state.as_deref().map(hex)).collect(),
            read: Read::of(&stored.link, particulars, states)?,
        })
    }
}
