//! Declared indexes and counters. `save` keeps their rows right; `check` verifies them in both directions.

use std::marker::PhantomData;

use super::key::{KeyBuf, KeyPart, space};

/// An index over records `R`: a typed tuple, then the record's key. Unique ones hold one record a tuple.
pub struct Index<R> {
    pub(super) code: u16,
    pub(super) name: &'static str,
    pub(super) unique: bool,
    _record: PhantomData<fn() -> R>,
}

impl<R> Index<R> {
    /// `code` is part of stored keys: never renumber. By convention table code times 16 plus a small number.
    pub const fn new(code: u16, name: &'static str) -> Index<R> {
        Index {
            code,
            name,
            unique: false,
            _record: PhantomData,
        }
    }

    pub const fn unique(code: u16, name: &'static str) -> Index<R> {
        Index {
            code,
            name,
            unique: true,
            _record: PhantomData,
        }
    }

    pub(super) fn prefix(&self, part: &(impl KeyPart + ?Sized)) -> KeyBuf {
        let space = if self.unique { space::UNIQUE } else { space::INDEX };
        KeyBuf::in_space(space).with(&self.code).with(part)
    }
}

/// A number kept in the same transaction as the records it counts.
#[derive(Clone, Copy)]
pub struct Counter {
    pub(super) code: u16,
    pub(super) name: &'static str,
}

impl Counter {
    pub const fn new(code: u16, name: &'static str) -> Counter {
        Counter { code, name }
    }

    pub const fn name(&self) -> &'static str {
        self.name
    }

    pub(super) fn key(&self, part: &(impl KeyPart + ?Sized)) -> KeyBuf {
        KeyBuf::in_space(space::COUNTER).with(&self.code).with(part)
    }
}

/// Collects what a record puts into indexes and counters.
pub struct Indexer {
    pub(super) key: Vec<u8>,
    pub(super) entries: Vec<Entry>,
    pub(super) counts: Vec<(Vec<u8>, i64)>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    pub row: Vec<u8>,
    /// The index's name when it is unique.
    pub unique: Option<&'static str>,
}

impl Indexer {
    pub(super) fn new(key: Vec<u8>) -> Indexer {
        Indexer {
            key,
            entries: Vec::new(),
            counts: Vec::new(),
        }
    }

    pub fn put<R>(&mut self, index: &Index<R>, tuple: &(impl KeyPart + ?Sized)) {
        let row = index.prefix(tuple);
        let (row, unique) = if index.unique {
            (row, Some(index.name))
        } else {
            (row.with_raw(&self.key), None)
        };
        self.entries.push(Entry {
            row: row.into_bytes(),
            unique,
        });
    }

    /// Counts this record under `tuple`.
    pub fn count(&mut self, counter: Counter, tuple: &(impl KeyPart + ?Sized)) {
        self.add(counter, tuple, 1);
    }

    /// Adds an amount of this record to what is kept under `tuple`. Exact: what a record added is taken away again when it
    /// changes, even past the edge of 64 bits.
    pub fn add(&mut self, counter: Counter, tuple: &(impl KeyPart + ?Sized), amount: i64) {
        if amount != 0 {
            self.counts.push((counter.key(tuple).into_bytes(), amount));
        }
    }
}
