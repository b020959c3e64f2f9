//! Typed records over an ordered key-value engine.
//!
//! The engine knows bytes only: `get`, `range` and one atomic `commit` ([`engine`]). Two stand behind it: `redb` on disk
//! and `memory` for tests. Above it, a [`Record`] has a table, a version, an id, an answer to «who may see this?» and
//! its index entries; [`ReadTx`] and [`WriteTx`] keep them together. All writes pass one thread ([`writer`]), which runs
//! the waiting closures one after another and commits them with one flush: many people share one fsync, and each is
//! answered only after it.
//!
//! Transactions are opened by `access` alone: everything that opens one is `pub(in crate::platform)`.

mod check;
mod codec;
mod engine;
mod index;
mod key;
mod logged;
mod memory;
mod read;
mod recent;
mod record;
mod redb_engine;
mod rehearse;
mod reindex;
mod stored;
mod whole;
mod write;
mod writer;

#[cfg(test)]
mod tests;

pub use check::{CheckReport, Finding};
pub use engine::{Direction, Engine, Snapshot, Writes};
pub use index::{Counter, Index, Indexer};
pub use key::{KeyBuf, KeyPart};
pub use logged::LoggedEngine;
pub use memory::MemoryEngine;
pub use read::{ReadTx, Reader};
pub use record::{Record, RecordInfo, Table};
pub use redb_engine::RedbEngine;
pub use rehearse::{Fate, Rehearsed, Rehearser};
pub use whole::{Whole, part_name, part_of};
pub use write::{Stamp, WriteTx};
pub use writer::{Priority, QUEUE_LIMIT, Store};

pub(in crate::platform) use codec::{decode, read_named, write_named};
pub(in crate::platform) use key::space;
pub(in crate::platform) use stored::StoredTable;

/// What can go wrong below the business rules.
#[derive(Clone, Debug, thiserror::Error)]
pub enum StoreError {
    #[error("the storage engine failed: {0}")]
    Engine(String),
    #[error("the write queue is full")]
    Busy,
    #[error("another record has this value in the unique index {0}")]
    Taken(&'static str),
    #[error("record of table {table} has version {found}, newest known is {known}")]
    Newer {
        table: &'static str,
        found: u16,
        known: u16,
    },
    #[error("record of table {table} can't be read: {reason}")]
    Unreadable { table: &'static str, reason: String },
    #[error("the record is outside the actor's scope")]
    OutOfScope,
    #[error("a write panicked and was dropped: {0}")]
    Panicked(String),
    #[error("the store is closing")]
    Closed,
    #[error("the data directory is in use by another process")]
    Locked,
}

pub type Result<T, E = StoreError> = std::result::Result<T, E>;
