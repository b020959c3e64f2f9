//! Rows that were decoded lately: what every request asks for (session, account, dealer, order) is decoded once and
//! shared until it changes.
//!
//! No reader ever sees another state than its snapshot's:
//! - Snapshots are numbered; the writer publishes each together with its number. A row kept since snapshot `n` and
//!   not dropped is the same in every later one, so it serves readers of `n` and later; earlier ones go to the engine.
//! - Before a new snapshot is published, the rows of its commit are dropped and the gate moves to its number. What a
//!   reader of an older snapshot decodes after that is not kept: the gate tells that it may be out of date.

use std::any::Any;
use std::sync::Arc;

use lru::LruCache;
use parking_lot::{Mutex, RwLock};

use super::Result;
use super::engine::Writes;
use super::read::View;

/// Independent parts, so that workers seldom wait for each other.
const SHARDS: usize = 16;
/// What is kept, in bytes as stored; decoded it is some three times as much.
const KEPT_BYTES_MAX: usize = 8 << 20;
/// What a kept row costs besides its bytes.
const ROW_BYTES: usize = 200;
/// A larger row is decoded for each reader.
const VALUE_BYTES_MAX: usize = 256 << 10;

type Value = Arc<dyn Any + Send + Sync>;

/// Kept in the place of a row that isn't there.
struct Absent;

struct Kept {
    since: u64,
    weight: usize,
    value: Value,
}

struct Shard {
    rows: LruCache<Box<[u8]>, Kept>,
    weight: usize,
}

pub(super) struct Recent {
    /// The number of the newest snapshot, raised before that snapshot is published.
    gate: RwLock<u64>,
    shards: [Mutex<Shard>; SHARDS],
}

impl Default for Recent {
    fn default() -> Recent {
        let shard = |_| {
            Mutex::new(Shard {
                rows: LruCache::unbounded(),
                weight: 0,
            })
        };
        Recent {
            gate: RwLock::new(0),
            shards: std::array::from_fn(shard),
        }
    }
}

impl Recent {
    fn shard(&self, row: &[u8]) -> &Mutex<Shard> {
        let mixed = row.iter().rev().take(16).fold(0_u32, |mixed, &byte| {
            mixed.wrapping_mul(31).wrapping_add(u32::from(byte))
        });
        &self.shards[mixed as usize % SHARDS]
    }

    /// The decoded row of a view: kept, or decoded now and kept. That there is none is kept too.
    pub(super) fn shared<T: Send + Sync + 'static>(
        &self,
        row: &[u8],
        view: &View,
        decode: impl FnOnce(&[u8]) -> Result<T>,
    ) -> Result<Option<Arc<T>>> {
        match self.find(row, view.number) {
            Some(kept) if kept.is::<Absent>() => return Ok(None),
            Some(kept) => {
                // A row under one key is always asked for as one type; if not, it is decoded anew.
                if let Ok(kept) = kept.downcast() {
                    return Ok(Some(kept));
                }
            }
            None => {}
        }
        let Some(bytes) = view.snapshot.get(row)? else {
            self.keep(row, 0, view.number, Arc::new(Absent));
            return Ok(None);
        };
        let value = Arc::new(decode(&bytes)?);
        self.keep(row, bytes.len(), view.number, Arc::clone(&value) as Value);
        Ok(Some(value))
    }

    /// What is kept of a row, as a reader of snapshot `number` may see it.
    fn find(&self, row: &[u8], number: u64) -> Option<Value> {
        let mut shard = self.shard(row).lock();
        let kept = shard.rows.get(row).filter(|kept| kept.since <= number)?;
        Some(Arc::clone(&kept.value))
    }

    /// Keeps what a reader of snapshot `number` has decoded, unless a newer one is on its way.
    fn keep(&self, row: &[u8], stored: usize, number: u64, value: Value) {
        if stored > VALUE_BYTES_MAX {
            return;
        }
        // While the writer moves the gate, nothing is kept: nobody waits here.
        let Some(gate) = self.gate.try_read().filter(|gate| **gate == number) else {
            return;
        };
        let weight = stored + row.len() + ROW_BYTES;
        let mut shard = self.shard(row).lock();
        let kept = Kept {
            since: number,
            weight,
            value,
        };
        if let Some(before) = shard.rows.put(row.into(), kept) {
            shard.weight -= before.weight;
        }
        shard.weight += weight;
        while shard.weight > KEPT_BYTES_MAX / SHARDS {
            let Some((_, oldest)) = shard.rows.pop_lru() else { break };
            shard.weight -= oldest.weight;
        }
        drop(gate);
    }

    /// Forgets the rows of a commit and moves the gate to the number of the snapshot that shows it.
    pub(super) fn pass(&self, writes: &Writes, number: u64) {
        let mut gate = self.gate.write();
        *gate = number;
        // A batch of an import changes far more rows than are kept: those are looked at then.
        let kept: usize = self.shards.iter().map(|shard| shard.lock().rows.len()).sum();
        if kept < writes.len() {
            for shard in &self.shards {
                let mut shard = shard.lock();
                let gone: Vec<Box<[u8]>> = shard
                    .rows
                    .iter()
                    .filter(|(row, _)| writes.contains_key(&***row))
                    .map(|(row, _)| row.clone())
                    .collect();
                for row in gone {
                    if let Some(gone) = shard.rows.pop(&row) {
                        shard.weight -= gone.weight;
                    }
                }
            }
            return;
        }
        for row in writes.keys() {
            let mut shard = self.shard(row).lock();
            if let Some(gone) = shard.rows.pop(row.as_slice()) {
                shard.weight -= gone.weight;
            }
        }
    }
}
