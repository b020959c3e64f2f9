//! Everything that a store holds, as rows: what a backup copies, whatever the engine.

use std::fmt::Write as _;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use super::engine::{Direction, Engine, Snapshot};
use super::key::space;
use super::logged::{is_mark, peek};
use super::read::{ReadTx, View};
use super::record::RecordInfo;
use super::redb_engine::{RedbEngine, RedbReader};
use super::{LoggedEngine, Result, StoreError};
use crate::platform::values::Scope;

/// Memory for reading in the order of keys: nothing is read twice.
const CACHE_BYTES: usize = 16 << 20;

/// A stable view of a whole store, for copying it. A running server isn't disturbed by it and doesn't disturb it.
#[derive(Clone)]
pub struct Whole {
    snapshot: Arc<dyn Snapshot>,
}

impl Whole {
    /// The store in this file as of now, with everything that anybody was told was saved; beside a running server or
    /// without one. A store that wasn't closed in order, and that nobody has open, is put right first.
    pub(in crate::platform) fn of_file(path: &Path) -> Result<Whole> {
        for _ in 0..2 {
            if let Some(reader) = RedbReader::open(path, CACHE_BYTES)? {
                let snapshot = peek(path, || reader.snapshot())?;
                return Ok(Whole { snapshot });
            }
            // As a start does: the file is walked, the log is repeated, both are closed in order.
            let engine = RedbEngine::open(path, CACHE_BYTES, |_| {})?;
            LoggedEngine::open(engine, path)?.close();
        }
        Err(StoreError::Engine("the store can't be closed in order".into()))
    }

    pub fn of_engine(engine: &dyn Engine) -> Result<Whole> {
        Ok(Whole {
            snapshot: engine.snapshot()?,
        })
    }

    pub(super) fn of_snapshot(snapshot: Arc<dyn Snapshot>) -> Whole {
        Whole { snapshot }
    }

    /// The same view for readers of records.
    pub(in crate::platform) fn read(&self) -> ReadTx {
        let view = View::new(0, Arc::clone(&self.snapshot));
        ReadTx::new(Arc::new(view), Arc::default(), Scope::All)
    }

    /// Visits every row in the order of keys, but the engine's own.
    pub fn each(&self, visit: &mut dyn FnMut(&[u8], &[u8]) -> ControlFlow<()>) -> Result<()> {
        self.snapshot.range(&[], None, Direction::Ascending, &mut |key, value| {
            if is_mark(key) {
                ControlFlow::Continue(())
            } else {
                visit(key, value)
            }
        })
    }
}

/// What rows of a key's kind begin with: a table's records, an index's rows, the journal.
pub fn part_of(key: &[u8]) -> &[u8] {
    let length = match key.first() {
        Some(&(space::RECORD | space::INDEX | space::UNIQUE | space::COUNTER | space::VERSION)) => 3,
        _ => 1,
    };
    &key[..length.min(key.len())]
}

/// A part in words: `record/3-session`, `index/48`, `journal`.
pub fn part_name(part: &[u8], tables: &[RecordInfo]) -> String {
    let kind = match part.first() {
        Some(&space::META) => "meta",
        Some(&space::RECORD) => "record",
        Some(&space::INDEX) => "index",
        Some(&space::UNIQUE) => "unique",
        Some(&space::COUNTER) => "counter",
        Some(&space::JOURNAL) => "journal",
        Some(&space::PARTICULARS) => "particulars",
        Some(&space::VERSION) => "version",
        Some(&space::SUBJECT) => "subject",
        Some(&space::CURSOR) => "cursor",
        Some(&space::KEPT) => "kept",
        _ => "other",
    };
    let mut name = kind.to_owned();
    if let [first, high, low] = *part {
        let code = u16::from_be_bytes([high, low]);
        let _ = write!(name, "-{code}");
        let table = tables.iter().find(|info| info.table.code == code);
        if let (space::RECORD | space::VERSION, Some(info)) = (first, table) {
            let _ = write!(name, "-{}", info.table.name);
        }
    }
    name
}
