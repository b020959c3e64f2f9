//! The engine on disk: one redb file, one table of bytes to bytes.
//!
//! redb's own typed values are never used: their identity changes between its versions. The cache is bounded (its
//! default is 1 GiB), and one process writes while others may read, so that a backup works beside a running server.

use std::fs;
use std::iter::Peekable;
use std::ops::{Bound, ControlFlow};
use std::path::Path;
use std::sync::Arc;

use redb::{
    Builder, ConcurrencyMode, CursorError, Database, DatabaseError, ReadOnlyDatabase, ReadOnlyTable, ReadableDatabase,
    ReadableTable, TableDefinition, TableError,
};

use super::engine::{Direction, Engine, Row, Snapshot, Visit, Writes};
use super::rehearse::kind_of;
use super::{Result, StoreError};

const ROWS: TableDefinition<&[u8], &[u8]> = TableDefinition::new("rows");

pub struct RedbEngine {
    database: Database,
    path: std::path::PathBuf,
}

impl RedbEngine {
    /// Opens or creates the file. After an unclean stop the file is walked first; `progress` is told the share done.
    pub fn open(path: &Path, cache_bytes: usize, progress: fn(f64)) -> Result<RedbEngine> {
        let database = Builder::new()
            .set_cache_size(cache_bytes)
            .set_concurrency_mode(ConcurrencyMode::SingleWriter)
            .set_repair_callback(move |session| progress(session.progress()))
            .create(path)
            .map_err(|error| match error {
                DatabaseError::DatabaseAlreadyOpen => StoreError::Locked,
                other => engine(other),
            })?;
        let engine = RedbEngine {
            database,
            path: path.to_owned(),
        };
        engine.commit(&Writes::new())?;
        Ok(engine)
    }

    /// Walks every page of a file that nobody has open: is it sound? What can be put right is, so it is for copies.
    pub(in crate::platform) fn integrity(path: &Path) -> Result<bool> {
        let mut database = Builder::new().create(path).map_err(|error| match error {
            DatabaseError::DatabaseAlreadyOpen => StoreError::Locked,
            other => engine(other),
        })?;
        database.check_integrity().map_err(engine)
    }
}

/// The file of an engine that another process may have open for writing: a backup reads beside the server.
pub(super) struct RedbReader(ReadOnlyDatabase);

impl RedbReader {
    /// `None` when the file wasn't closed in order and nobody has it open: it must be opened for writing first.
    pub(super) fn open(path: &Path, cache_bytes: usize) -> Result<Option<RedbReader>> {
        let opened = Builder::new()
            .set_cache_size(cache_bytes)
            .set_concurrency_mode(ConcurrencyMode::SingleWriter)
            .open_read_only(path);
        match opened {
            Ok(database) => Ok(Some(RedbReader(database))),
            Err(DatabaseError::RepairAborted) => Ok(None),
            Err(DatabaseError::DatabaseAlreadyOpen) => Err(StoreError::Locked),
            Err(other) => Err(engine(other)),
        }
    }

    /// The newest commit of whoever writes.
    pub(super) fn snapshot(&self) -> Result<Arc<dyn Snapshot>> {
        let transaction = self.0.begin_read().map_err(engine)?;
        match transaction.open_table(ROWS) {
            Ok(table) => Ok(Arc::new(RedbSnapshot(table))),
            Err(TableError::TableDoesNotExist(_)) => Err(StoreError::Engine(
                "the file holds no store: its table is missing".into(),
            )),
            Err(other) => Err(engine(other)),
        }
    }
}

fn engine(error: impl std::fmt::Display) -> StoreError {
    StoreError::Engine(error.to_string())
}

impl Engine for RedbEngine {
    fn snapshot(&self) -> Result<Arc<dyn Snapshot>> {
        let transaction = self.database.begin_read().map_err(engine)?;
        let table = transaction.open_table(ROWS).map_err(engine)?;
        Ok(Arc::new(RedbSnapshot(table)))
    }

    fn commit_rows(&self, rows: &mut dyn Iterator<Item = Row<'_>>) -> Result<()> {
        // Immediate by default; redb refuses anything less while other processes may read the file.
        let transaction = self.database.begin_write().map_err(engine)?;
        {
            let mut table = transaction.open_table(ROWS).map_err(engine)?;
            put_all(&mut table, rows)?;
        }
        transaction.commit().map_err(engine)
    }

    fn size(&self) -> u64 {
        fs::metadata(&self.path).map_or(0, |metadata| metadata.len())
    }
}

/// Rows of a kind that are put alone before a run is tried: most commits have few of each.
const FEW: usize = 4;
/// Rows between two attempts, where keys are scattered among those that are there.
const SCATTERED: usize = 32;
/// A run that is shorter was hardly one.
const RUN: usize = 8;

type Rows<'t> = redb::Table<'t, &'static [u8], &'static [u8]>;

/// Writes rows in their order. Where many in a row fall between two that are there, as those of an import do, they go in
/// through a cursor, which builds whole pages of them; a scattered row is looked up and put alone.
fn put_all(table: &mut Rows<'_>, rows: &mut dyn Iterator<Item = Row<'_>>) -> Result<()> {
    let mut rows = rows.peekable();
    let (mut kind, mut alone) = ([0; 3], FEW);
    while let Some(&(key, value)) = rows.peek() {
        let its_kind = kind_of(key);
        if its_kind != kind {
            (kind, alone) = (its_kind, FEW);
        }
        if alone == 0 && value.is_some() {
            let written = put_run(table, key, &mut rows)?;
            alone = if written < RUN { SCATTERED } else { 1 };
            continue;
        }
        match value {
            Some(value) => drop(table.insert(key, value).map_err(engine)?),
            None => drop(table.remove(key).map_err(engine)?),
        }
        alone = alone.saturating_sub(1);
        rows.next();
    }
    Ok(())
}

/// Writes what falls before the next row that is there, from `first` on: how many rows that were.
fn put_run<'w>(
    table: &mut Rows<'_>,
    first: &[u8],
    rows: &mut Peekable<impl Iterator<Item = Row<'w>>>,
) -> Result<usize> {
    let mut cursor = table.upper_bound_mut(Bound::Excluded(first)).map_err(engine)?;
    let mut written = 0;
    while let Some(&(key, Some(value))) = rows.peek() {
        match cursor.insert_before(key, value) {
            Ok(()) => written += 1,
            Err(CursorError::UnorderedKey) => break,
            Err(error) => return Err(engine(error)),
        }
        rows.next();
    }
    cursor.close().map_err(engine)?;
    Ok(written)
}

struct RedbSnapshot(ReadOnlyTable<&'static [u8], &'static [u8]>);

impl Snapshot for RedbSnapshot {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>> {
        let row = ReadableTable::get(&self.0, key).map_err(engine)?;
        Ok(row.map(|value| value.value().to_vec()))
    }

    fn range(&self, lo: &[u8], hi: Option<&[u8]>, direction: Direction, visit: Visit<'_>) -> Result<()> {
        if hi.is_some_and(|hi| hi <= lo) {
            return Ok(());
        }
        let hi = hi.map_or(Bound::Unbounded, Bound::Excluded);
        let mut rows = ReadableTable::range::<&[u8]>(&self.0, (Bound::Included(lo), hi)).map_err(engine)?;
        loop {
            let row = match direction {
                Direction::Ascending => rows.next(),
                Direction::Descending => rows.next_back(),
            };
            let Some(row) = row else { return Ok(()) };
            let (key, value) = row.map_err(engine)?;
            if let ControlFlow::Break(()) = visit(key.value(), value.value()) {
                return Ok(());
            }
        }
    }
}
