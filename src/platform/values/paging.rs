//! Pages of long lists: by cursor, never by offset.

use serde::{Deserialize, Serialize};

use super::hex;

/// The most rows that one page may hold.
pub const PAGE_LIMIT_MAX: usize = 500;

/// Where a page begins: opaque to everyone but the store. Travels in URLs as hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Cursor(Vec<u8>);

impl Cursor {
    pub fn from_bytes(bytes: Vec<u8>) -> Cursor {
        Cursor(bytes)
    }
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl From<Cursor> for String {
    fn from(cursor: Cursor) -> String {
        hex(cursor.0)
    }
}

impl TryFrom<String> for Cursor {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Cursor, Self::Error> {
        const REFUSAL: &str = "not a cursor";
        if text.len() > 2_048 || !text.len().is_multiple_of(2) || !text.is_ascii() {
            return Err(REFUSAL);
        }
        let byte = |at: usize| u8::from_str_radix(&text[at..at + 2], 16).map_err(|_| REFUSAL);
        (0..text.len())
            .step_by(2)
            .map(byte)
            .collect::<Result<_, _>>()
            .map(Cursor)
    }
}

/// What is asked of a list.
#[derive(Clone, Debug)]
pub struct PageRequest {
    pub after: Option<Cursor>,
    pub limit: usize,
    /// Newest (greatest key) first.
    pub descending: bool,
}

impl PageRequest {
    pub fn first(limit: usize) -> PageRequest {
        PageRequest {
            after: None,
            limit: limit.min(PAGE_LIMIT_MAX),
            descending: false,
        }
    }
    pub fn descending(mut self) -> PageRequest {
        self.descending = true;
        self
    }
    pub fn after(mut self, cursor: Option<Cursor>) -> PageRequest {
        self.after = cursor;
        self
    }
}

/// One page of a list, and where the next begins.
#[derive(Clone, Debug)]
pub struct Page<T> {
    pub items: Vec<T>,
    pub next: Option<Cursor>,
}

impl<T> Page<T> {
    pub fn map<U>(self, f: impl FnMut(T) -> U) -> Page<U> {
        Page {
            items: self.items.into_iter().map(f).collect(),
            next: self.next,
        }
    }
}
