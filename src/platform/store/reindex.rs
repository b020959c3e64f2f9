//! Index rows of an older store: a record whose `index` was changed has other rows than those that lie there.
//!
//! [`Record::INDEXES`](super::Record::INDEXES) counts such changes, and the store remembers the count that its rows were
//! made with. Where it lags behind, the table is walked once at the start and its rows are put right. The count is
//! written last, so that a walk that was cut off is done again.

use std::collections::{BTreeMap, HashSet};
use std::ops::ControlFlow;

use super::engine::Direction;
use super::key::{KeyBuf, after_prefix, space};
use super::read::{ReadTx, Rows, counter_value};
use super::record::RecordInfo;
use super::write::Stamp;
use super::{Priority, Result, Store, StoreError};
use crate::platform::values::Scope;

/// Rows of one commit.
const PORTION: usize = 5_000;
/// Codes of indexes and counters that belong to one table.
const CODES: u16 = 16;

type Change = (Vec<u8>, Option<Vec<u8>>);

impl Store {
    /// Puts the index rows of tables right whose `INDEXES` is above what the store was written with. Gives the names of
    /// the tables that were walked. At the start, before anybody reads or writes.
    ///
    /// # Errors
    /// [`StoreError::Newer`] when the store's rows are of a later version of the program: this one would leave holes.
    pub(in crate::platform) fn reindex(&self, tables: &[RecordInfo], stamp: Stamp) -> Result<Vec<&'static str>> {
        let mut walked = Vec::new();
        for info in tables {
            let tx = self.read(Scope::All);
            let mark = mark(info);
            let stored = stored_indexes(&tx, info)?;
            if stored > info.indexes {
                return Err(StoreError::Newer {
                    table: info.table.name,
                    found: stored,
                    known: info.indexes,
                });
            }
            if stored == info.indexes {
                continue;
            }
            let mut changes = difference(&tx, info)?;
            if !changes.is_empty() {
                walked.push(info.table.name);
            }
            changes.push((mark, Some(info.indexes.to_be_bytes().to_vec())));
            for portion in changes.chunks(PORTION) {
                let portion = portion.to_vec();
                self.write_blocking::<_, StoreError, _>(Priority::People, Scope::All, stamp, move |tx| {
                    for (row, value) in portion.clone() {
                        match value {
                            Some(value) => tx.put_row(row, value),
                            None => tx.delete_row(row),
                        }
                    }
                    Ok(())
                })?;
            }
        }
        Ok(walked)
    }
}

/// The count of changes that a table's index rows were made with.
pub(super) fn stored_indexes(tx: &ReadTx, info: &RecordInfo) -> Result<u16> {
    match tx.row(&mark(info))?.as_deref() {
        Some([high, low]) => Ok(u16::from_be_bytes([*high, *low])),
        Some(_) => Err(StoreError::Engine("the mark of indexes has the wrong size".into())),
        None => Ok(1),
    }
}

fn mark(info: &RecordInfo) -> Vec<u8> {
    KeyBuf::in_space(space::META)
        .with("indexes")
        .with(&info.table.code)
        .into_bytes()
}

/// What has to be written so that the table's rows are those that its records ask for.
fn difference(tx: &ReadTx, info: &RecordInfo) -> Result<Vec<Change>> {
    let mut changes: Vec<Change> = Vec::new();
    // Digests of the rows that must be there: 16 bytes a row instead of the row itself.
    let mut expected: HashSet<[u8; 16]> = HashSet::new();
    let mut counts: BTreeMap<Vec<u8>, i64> = BTreeMap::new();
    let mut failed = None;
    let lo = info.table.row(&[]).into_bytes();
    let hi = after_prefix(&lo);
    tx.rows(&lo, hi.as_deref(), Direction::Ascending, &mut |_, value| {
        let step = (info.read)(value).and_then(|indexer| {
            for entry in indexer.entries {
                expected.insert(digest(&entry.row));
                match tx.row(&entry.row)? {
                    Some(key) if key == indexer.key => {}
                    Some(_) if entry.unique.is_some() => return Err(StoreError::Taken(entry.unique.unwrap_or(""))),
                    _ => changes.push((entry.row, Some(indexer.key.clone()))),
                }
            }
            for (counter, amount) in indexer.counts {
                let sum = counts.entry(counter).or_default();
                *sum = sum.wrapping_add(amount);
            }
            Ok(())
        });
        match step {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                failed = Some(error);
                ControlFlow::Break(())
            }
        }
    })?;
    if let Some(error) = failed {
        return Err(error);
    }
    // Amounts may come to nothing; then there is no row.
    let counted: Vec<Vec<u8>> = counts.keys().map(|row| row[..3].to_vec()).collect();
    let first = info.table.code.saturating_mul(CODES);
    for code in first..first.saturating_add(CODES) {
        for space in [space::INDEX, space::UNIQUE] {
            each_row(tx, space, code, |row, _| {
                if !expected.contains(&digest(row)) {
                    changes.push((row.to_vec(), None));
                }
                Ok(())
            })?;
        }
        // A code that no record counts under is a series of numbers, or nothing.
        let prefix = KeyBuf::in_space(space::COUNTER).with(&code).into_bytes();
        if counted.iter().any(|row| row.starts_with(&prefix)) {
            each_row(tx, space::COUNTER, code, |row, value| {
                let stored = counter_value(value)?;
                match counts.get(row) {
                    None | Some(0) => changes.push((row.to_vec(), None)),
                    Some(count) if *count == stored => {
                        counts.remove(row);
                    }
                    Some(_) => {}
                }
                Ok(())
            })?;
        }
    }
    // What is left differs from what is stored, or isn't stored yet.
    changes.extend(
        counts
            .into_iter()
            .filter(|(_, count)| *count != 0)
            .map(|(row, count)| (row, Some(count.to_be_bytes().to_vec()))),
    );
    Ok(changes)
}

fn each_row(tx: &ReadTx, space: u8, code: u16, mut visit: impl FnMut(&[u8], &[u8]) -> Result<()>) -> Result<()> {
    let lo = KeyBuf::in_space(space).with(&code).into_bytes();
    let hi = after_prefix(&lo);
    let mut failed = None;
    tx.rows(&lo, hi.as_deref(), Direction::Ascending, &mut |row, value| {
        failed = visit(row, value).err();
        match failed {
            None => ControlFlow::Continue(()),
            Some(_) => ControlFlow::Break(()),
        }
    })?;
    failed.map_or(Ok(()), Err)
}

fn digest(bytes: &[u8]) -> [u8; 16] {
    let hash = blake3::hash(bytes);
    std::array::from_fn(|at| hash.as_bytes()[at])
}
