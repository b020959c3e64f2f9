//! What a stored thing must say about itself.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::codec::decode;
use super::index::Indexer;
use super::key::{KeyBuf, KeyPart, space};
use super::read::Reader;
use super::{Result, StoreError};
use crate::platform::values::Scope;

/// A table: a number that is part of stored keys (never renumber) and a name for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Table {
    pub code: u16,
    pub name: &'static str,
}

impl Table {
    pub const fn new(code: u16, name: &'static str) -> Table {
        Table { code, name }
    }

    pub(super) fn row(&self, key: &[u8]) -> KeyBuf {
        KeyBuf::in_space(space::RECORD).with(&self.code).with_raw(key)
    }
}

/// A business record. Evolution: a new optional field is a serde default; a changed shape raises `VERSION` and writes
/// [`upgrade`](Record::upgrade); what spans records is a migration.
pub trait Record: Serialize + DeserializeOwned + Clone + Send + Sync + 'static {
    const TABLE: Table;
    const VERSION: u16 = 1;
    /// Keep each past state by (record, journal sequence), for history and rewind.
    const VERSIONED: bool = false;
    /// Raise it when [`index`](Record::index) puts other rows or counts otherwise than before: the next start puts the
    /// rows of an older store right.
    const INDEXES: u16 = 1;
    type Key: KeyPart;

    fn key(&self) -> Self::Key;

    /// Who may see this record? There is no default on purpose.
    fn visible_to(&self, scope: &Scope) -> bool;

    /// Of a reader who sees only some people's own ([`Scope::Person`]): may they see what this record hangs on? An order's
    /// parcel, say, goes with the order. Asked after [`visible_to`](Record::visible_to), and of no other reader.
    fn seen_with<T: Reader + ?Sized>(&self, _tx: &T) -> Result<bool> {
        Ok(true)
    }

    fn index(&self, _indexer: &mut Indexer) {}

    fn upgrade(from: u16, _value: rmpv::Value) -> Result<rmpv::Value> {
        Err(StoreError::Unreadable {
            table: Self::TABLE.name,
            reason: format!("no way up from version {from}"),
        })
    }
}

pub(super) fn indexed<R: Record>(record: &R) -> Indexer {
    let mut indexer = Indexer::new(record.key().to_bytes());
    record.index(&mut indexer);
    indexer
}

/// A record type as data: what `check` needs to walk a table without knowing its type.
#[derive(Clone, Copy)]
pub struct RecordInfo {
    pub table: Table,
    pub version: u16,
    pub versioned: bool,
    pub indexes: u16,
    pub(super) read: fn(&[u8]) -> Result<Indexer>,
}

impl RecordInfo {
    pub const fn of<R: Record>() -> RecordInfo {
        RecordInfo {
            table: R::TABLE,
            version: R::VERSION,
            versioned: R::VERSIONED,
            indexes: R::INDEXES,
            read: |bytes| decode::<R>(bytes).map(|record| indexed(&record)),
        }
    }
}
