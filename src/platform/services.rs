//! What the process has, once each: the store, the clock, the manufacturer's zone, and the parts that modules bring.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use jiff::tz::TimeZone;
use parking_lot::RwLock;

use crate::platform::journal::{ChainReport, Follower, Subscriber};
use crate::platform::store::{CheckReport, Priority, ReadTx, RecordInfo, Stamp, Store, StoreError, WriteTx};
use crate::platform::values::{Clock, Scope};

/// The writer commits a portion of an import, the longest of its turns, in less than a second.
pub const WRITER_PATIENCE: Duration = Duration::from_secs(10);

/// Shared by all requests and all background work.
pub struct Services {
    pub(in crate::platform) store: Store,
    pub clock: Clock,
    /// The manufacturer's zone: deadlines, schedules, and people without a zone of their own.
    pub zone: TimeZone,
    parts: RwLock<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>,
}

impl Services {
    pub fn new(store: Store, clock: Clock, zone: TimeZone) -> Arc<Services> {
        Arc::new(Services {
            store,
            clock,
            zone,
            parts: RwLock::default(),
        })
    }

    /// Adds a part at boot; a later one of the same type replaces it.
    pub fn provide<T: Send + Sync + 'static>(&self, part: Arc<T>) {
        self.parts.write().insert(TypeId::of::<T>(), part);
    }

    /// A part that boot has provided.
    ///
    /// # Panics
    /// When it hasn't: a fault of the wiring that the first request of any test shows.
    pub fn part<T: Send + Sync + 'static>(&self) -> Arc<T> {
        self.find_part()
            .unwrap_or_else(|| panic!("{} is provided at boot", std::any::type_name::<T>()))
    }

    /// A part that an installation may lack: a mailer, say.
    pub fn find_part<T: Send + Sync + 'static>(&self) -> Option<Arc<T>> {
        let part = self.parts.read().get(&TypeId::of::<T>()).cloned();
        part.and_then(|part| part.downcast().ok())
    }

    /// Passes an empty write through the writer: nothing is changed, and nothing reaches the disk.
    ///
    /// # Errors
    /// When the writer refuses, or doesn't come to it within `patience`; [`WRITER_PATIENCE`] is long enough for any work.
    pub async fn writer_answers(&self, patience: Duration) -> Result<(), StoreError> {
        let stamp = Stamp {
            now: self.clock.now(),
            seed: [0; 32],
        };
        let write = self
            .store
            .write(Priority::People, Scope::All, stamp, |_| Ok::<(), StoreError>(()));
        let answered = tokio::time::timeout(patience, write).await;
        answered.unwrap_or(Err(StoreError::Busy))
    }

    pub fn store_size(&self) -> u64 {
        self.store.size()
    }

    /// Writes that wait for the writer now; at most [`QUEUE_LIMIT`](crate::platform::store::QUEUE_LIMIT) of people's and as
    /// many of imports.
    pub fn writes_waiting(&self) -> usize {
        self.store.queued()
    }

    /// Writes what waits, closes the store and lets the parts go. Parts may hold the services: without this, such a ring
    /// would keep the data directory in use for as long as the process lives.
    pub fn close(&self) {
        self.store.close();
        let parts = std::mem::take(&mut *self.parts.write());
        drop(parts);
    }

    /// A subscriber of the journal, ready to follow.
    pub fn follower(&self, subscriber: Subscriber) -> Follower {
        Follower::new(self.store.clone(), self.clock.clone(), subscriber)
    }

    /// Walks the store and the journal's chain: what `kabinet check` reports.
    pub fn check(&self, tables: &[RecordInfo]) -> Result<(CheckReport, ChainReport), StoreError> {
        let tx = self.read_all();
        Ok((tx.check(tables)?, crate::platform::journal::verify(&tx)?))
    }

    /// Puts right the index rows of an older store: see [`Record::INDEXES`](crate::platform::store::Record::INDEXES).
    /// Gives the names of the tables that needed it. At boot, before anything else reads.
    pub fn reindex(&self, tables: &[RecordInfo]) -> Result<Vec<&'static str>, StoreError> {
        let stamp = Stamp {
            now: self.clock.now(),
            seed: [0; 32],
        };
        // Boot may stand within a runtime, which must not be blocked: the writer is waited for beside it.
        std::thread::scope(|scope| {
            let work = scope.spawn(|| self.store.reindex(tables, stamp));
            work.join()
                .unwrap_or_else(|_| Err(StoreError::Panicked("the indexes were not put right".into())))
        })
    }

    /// One write at boot, and its end on the disk. Boot may stand within a runtime: the writer is waited for beside it.
    pub(in crate::platform) fn write_at_boot(
        &self,
        stamp: Stamp,
        work: impl FnMut(&mut WriteTx<'_>) -> Result<(), StoreError> + Send + 'static,
    ) -> Result<(), StoreError> {
        std::thread::scope(|scope| {
            let written = scope.spawn(|| self.store.write_blocking(Priority::People, Scope::All, stamp, work));
            written
                .join()
                .unwrap_or_else(|_| Err(StoreError::Panicked("a write at the start was not made".into())))
        })
    }

    pub(in crate::platform) fn read_all(&self) -> ReadTx {
        self.store.read(Scope::All)
    }
}
