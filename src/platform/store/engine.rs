//! What an engine must do: bytes under ordered keys, stable snapshots, atomic durable commits.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Arc;

use super::Result;

/// The writes of one commit; `None` deletes.
pub type Writes = BTreeMap<Vec<u8>, Option<Vec<u8>>>;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Ascending,
    Descending,
}

/// One write, borrowed; `None` deletes.
pub type Row<'a> = (&'a [u8], Option<&'a [u8]>);

/// An engine under the store. Nothing above this trait may know which one runs.
pub trait Engine: Send + Sync + 'static {
    /// A view that later commits don't change.
    fn snapshot(&self) -> Result<Arc<dyn Snapshot>>;

    /// Makes all writes visible together, or none of them, and returns when they are on disk.
    fn commit(&self, writes: &Writes) -> Result<()> {
        self.commit_rows(&mut writes.iter().map(|(key, value)| (key.as_slice(), value.as_deref())))
    }

    /// The same for rows in the order of their keys, each key once.
    fn commit_rows(&self, rows: &mut dyn Iterator<Item = Row<'_>>) -> Result<()>;

    /// Should the writer run this closure once more, as an engine with conflicts would? Tests of re-runnability.
    fn wants_rerun(&self) -> bool {
        false
    }

    /// Bytes that the engine holds on disk, 0 when it has none.
    fn size(&self) -> u64 {
        0
    }

    /// Ends what runs in the background. Nothing is committed after it; reading goes on.
    fn close(&self) {}
}

pub type Visit<'a> = &'a mut dyn FnMut(&[u8], &[u8]) -> ControlFlow<()>;

pub trait Snapshot: Send + Sync {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>>;

    /// Visits rows with `lo <= key < hi` until the visitor breaks. `hi` of `None` is the end.
    fn range(&self, lo: &[u8], hi: Option<&[u8]>, direction: Direction, visit: Visit<'_>) -> Result<()>;
}
