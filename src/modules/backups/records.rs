//! How backups are remembered, and who may see it.

use super::model::{BackupRun, BackupSettings, Streak};
use crate::platform::access::Technical;
use crate::platform::store::{Counter, Index, Indexer, Record, RecordInfo, Table};
use crate::platform::values::Scope;

pub const RECORDS: &[RecordInfo] = &[
    RecordInfo::of::<BackupSettings>(),
    RecordInfo::of::<BackupRun>(),
    RecordInfo::of::<Streak>(),
];

/// All runs by number.
pub const RUN_BY_NUMBER: Index<BackupRun> = Index::new(179 * 16, "backup_run.by_number");
/// Those that have a good archive.
pub const RUN_GOOD: Index<BackupRun> = Index::new(179 * 16 + 1, "backup_run.good");
/// Numbers of runs.
pub const RUN_NUMBERS: Counter = Counter::new(179 * 16, "backup_run.number");

/// There is one.
pub const KEY: u8 = 1;

impl Record for BackupSettings {
    const TABLE: Table = Table::new(178, "backup_settings");
    type Key = u8;

    fn key(&self) -> u8 {
        KEY
    }
    /// Paths of the server are nobody's but the manufacturer's.
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.is_staff()
    }
}

impl Record for BackupRun {
    const TABLE: Table = Table::new(179, "backup_run");
    type Key = u64;

    fn key(&self) -> u64 {
        self.number
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.is_staff()
    }
    fn index(&self, indexer: &mut Indexer) {
        indexer.put(&RUN_BY_NUMBER, &self.number);
        if self.is_good() {
            indexer.put(&RUN_GOOD, &self.number);
        }
    }
}

/// A log of machinery, as that of the timetable: what of it matters stands in the journal.
impl Technical for BackupRun {}

impl Record for Streak {
    const TABLE: Table = Table::new(180, "backup_streak");
    type Key = u8;

    fn key(&self) -> u8 {
        KEY
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.is_staff()
    }
}

impl Technical for Streak {}
