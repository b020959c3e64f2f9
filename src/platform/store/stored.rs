//! What a store holds that says nothing of its schema: found by looking at its rows.

use std::ops::ControlFlow;

use super::Result;
use super::engine::Direction;
use super::key::after_prefix;
use super::read::{ReadTx, Rows};
use super::record::RecordInfo;
use super::reindex::stored_indexes;

/// A table's highest versions in a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoredTable {
    pub code: u16,
    pub name: &'static str,
    /// Of its records.
    pub version: u16,
    /// Of its index rows.
    pub indexes: u16,
}

impl ReadTx {
    /// Of each known table that holds records, what they were written with. Every record is looked at.
    pub(in crate::platform) fn stored_tables(&self, tables: &[RecordInfo]) -> Result<Vec<StoredTable>> {
        let mut found = Vec::new();
        for info in tables {
            let lo = info.table.row(&[]).into_bytes();
            let hi = after_prefix(&lo);
            let mut version = None;
            self.rows(&lo, hi.as_deref(), Direction::Ascending, &mut |_, value| {
                if let Some((bytes, _)) = value.split_first_chunk::<2>() {
                    version = version.max(Some(u16::from_be_bytes(*bytes)));
                }
                ControlFlow::Continue(())
            })?;
            if let Some(version) = version {
                found.push(StoredTable {
                    code: info.table.code,
                    name: info.table.name,
                    version,
                    indexes: stored_indexes(self, info)?,
                });
            }
        }
        Ok(found)
    }
}
