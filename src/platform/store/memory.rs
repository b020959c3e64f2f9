//! The engine of tests: a map in memory that re-runs closures at random, as an optimistic engine would.

use std::collections::BTreeMap;
use std::ops::{Bound, ControlFlow};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use parking_lot::RwLock;

use super::engine::{Direction, Engine, Row, Snapshot, Visit};
use super::{Result, StoreError};

type Map = BTreeMap<Vec<u8>, Vec<u8>>;

#[derive(Default)]
pub struct MemoryEngine {
    rows: RwLock<Arc<Map>>,
    dice: AtomicU64,
    /// Commits that still succeed; `u64::MAX` when none is to fail.
    commits_left: Option<AtomicU64>,
}

impl MemoryEngine {
    pub fn new(seed: u64) -> MemoryEngine {
        MemoryEngine {
            dice: AtomicU64::new(seed | 1),
            ..MemoryEngine::default()
        }
    }

    /// Fails each commit after the first `commits`: for tests of what a broken disk does.
    pub fn failing_after(commits: u64) -> MemoryEngine {
        MemoryEngine {
            commits_left: Some(AtomicU64::new(commits)),
            ..MemoryEngine::new(1)
        }
    }
}

impl Engine for MemoryEngine {
    fn snapshot(&self) -> Result<Arc<dyn Snapshot>> {
        Ok(Arc::new(MemorySnapshot(self.rows.read().clone())))
    }

    fn commit_rows(&self, writes: &mut dyn Iterator<Item = Row<'_>>) -> Result<()> {
        if let Some(left) = &self.commits_left {
            let took = left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1));
            took.map_err(|_| StoreError::Engine("the disk of this test is broken".into()))?;
        }
        let mut rows = self.rows.write();
        let rows = Arc::make_mut(&mut rows);
        for (key, value) in writes {
            match value {
                Some(value) => rows.insert(key.to_vec(), value.to_vec()),
                None => rows.remove(key),
            };
        }
        Ok(())
    }

    fn wants_rerun(&self) -> bool {
        // xorshift: a sequence that a seed repeats.
        let mut dice = self.dice.load(Ordering::Relaxed);
        dice ^= dice << 13;
        dice ^= dice >> 7;
        dice ^= dice << 17;
        self.dice.store(dice, Ordering::Relaxed);
        dice.is_multiple_of(4)
    }
}

struct MemorySnapshot(Arc<Map>);

impl Snapshot for MemorySnapshot {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>> {
        Ok(self.0.get(key).cloned())
    }

    fn range(&self, lo: &[u8], hi: Option<&[u8]>, direction: Direction, visit: Visit<'_>) -> Result<()> {
        if hi.is_some_and(|hi| hi <= lo) {
            return Ok(());
        }
        let hi = hi.map_or(Bound::Unbounded, Bound::Excluded);
        let mut rows = self.0.range::<[u8], _>((Bound::Included(lo), hi));
        let mut step = || match direction {
            Direction::Ascending => rows.next(),
            Direction::Descending => rows.next_back(),
        };
        while let Some((key, value)) = step() {
            if let ControlFlow::Break(()) = visit(key, value) {
                break;
            }
        }
        Ok(())
    }
}
