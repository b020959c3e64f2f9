//! From the data of an earlier version of the program to this one's: a verified backup first, then each migration in a commit
//! of its own, then the index rows. What has been done stands in the store, so that a start that was cut off goes on where it
//! was, and a program that is too old says so before it reads a record.
//!
//! A record's own changes need nothing here ([`Record::upgrade`](crate::platform::store::Record::upgrade) reads the older
//! shape); a migration is for what spans records. It must leave older records readable: the backup is checked by this very
//! program.

mod mark;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Serialize;

pub use self::mark::{Plan, Step, What, plan};

use self::mark::Mark;
use crate::platform::backup::{self, Archive, BackupError, Created, Kind, Source};
use crate::platform::services::Services;
use crate::platform::store::{RecordInfo, Stamp, StoreError, WriteTx};
use crate::platform::values::Moment;

/// A change of stored data that spans records.
#[derive(Clone, Copy)]
pub struct Migration {
    /// From 1, one after another. Never used twice, never taken away.
    pub number: u32,
    /// For logs and plans: a few words in English.
    pub name: &'static str,
    /// In one commit with the note that it is done; what it writes has to fit into memory. Re-runnable, as every closure that
    /// writes.
    pub work: fn(&mut WriteTx<'_>) -> Result<(), StoreError>,
}

/// All of them. None was needed yet.
pub const MIGRATIONS: &[Migration] = &[];

/// What is being done now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Backup,
    Migration(&'static str),
    Indexes,
}

#[derive(Debug, thiserror::Error)]
pub enum UpgradeError {
    /// The data is of a later version of the program.
    #[error("{0}")]
    Newer(String),
    #[error("the backup before the upgrade can't be made, and nothing was changed: {0}")]
    Backup(BackupError),
    #[error(
        "the migration {number} ({name}) failed and nothing of it was written: {error}. The data as it was before the upgrade \
         is in {}", backup.display()
    )]
    Migration {
        number: u32,
        name: &'static str,
        error: StoreError,
        backup: PathBuf,
    },
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Where the data is, and what this program makes of it.
pub struct Upgrade<'a> {
    pub services: &'a Arc<Services>,
    pub data: &'a Path,
    /// Where the backup goes.
    pub folder: &'a Path,
    pub tables: &'a [RecordInfo],
    pub migrations: &'a [Migration],
}

/// An upgrade that was made.
#[derive(Clone, Debug, Serialize)]
pub struct Upgraded {
    /// The version of the program that wrote the data.
    pub from: String,
    pub migrations: Vec<u32>,
    /// Tables whose index rows were put right.
    pub indexes: Vec<&'static str>,
    pub backup: PathBuf,
    /// Of the backup; `None`: it was made before a start that was cut off.
    #[serde(skip)]
    pub made: Option<Made>,
}

/// The backup that was made.
#[derive(Clone, Copy, Debug)]
pub struct Made {
    pub begun: Moment,
    pub bytes: u64,
    /// Entries of the journal that are in it.
    pub entries: u64,
}

impl Upgrade<'_> {
    /// Brings the data up to this program, before anything else reads it. `None`: there was nothing to do.
    ///
    /// # Errors
    /// See [`UpgradeError`]. What was done by then stays; the next start goes on.
    pub fn run(&self, tell: &dyn Fn(Stage)) -> Result<Option<Upgraded>, UpgradeError> {
        let plan = plan(&self.services.read_all(), self.tables, self.migrations)?;
        let now = Mark::of(self.tables, self.migrations);
        if !plan.is_due() {
            // A fresh store has rows of no table, and a change of the program alone changes none.
            self.services.reindex(self.tables)?;
            if plan.mark.as_ref().is_none_or(|mark| mark.program != now.program) {
                let backup = plan.mark.and_then(|mark| mark.backup);
                self.put(Mark { backup, ..now })?;
            }
            return Ok(None);
        }
        let (backup, made) = match plan.begun_with() {
            Some(backup) => (backup, None),
            None => {
                tell(Stage::Backup);
                let (backup, made) = self.backup(&plan).map_err(UpgradeError::Backup)?;
                (backup, Some(made))
            }
        };
        let begun = Mark {
            program: plan.from.clone(),
            migration: plan.done,
            tables: plan.stored.clone(),
            backup: Some(backup.display().to_string()),
            unfinished: true,
        };
        self.put(begun.clone())?;
        for migration in self.migrations.iter().filter(|migration| migration.number > plan.done) {
            tell(Stage::Migration(migration.name));
            tracing::info!(number = migration.number, name = migration.name, "a migration begins");
            let mark = Mark {
                migration: migration.number,
                ..begun.clone()
            };
            let (work, row) = (migration.work, mark.row()?);
            let done = self.write(move |write| {
                work(write)?;
                let (key, value) = row.clone();
                write.put_row(key, value);
                Ok(())
            });
            done.map_err(|error| UpgradeError::Migration {
                number: migration.number,
                name: migration.name,
                error,
                backup: backup.clone(),
            })?;
        }
        tell(Stage::Indexes);
        let indexes = self.services.reindex(self.tables)?;
        self.put(Mark {
            backup: begun.backup,
            ..now
        })?;
        Ok(Some(Upgraded {
            from: plan.from,
            migrations: plan.migrations.iter().map(|migration| migration.number).collect(),
            indexes,
            backup,
            made,
        }))
    }

    fn backup(&self, plan: &Plan) -> backup::Result<(PathBuf, Made)> {
        let (services, begun) = (self.services, self.services.clock.now());
        let source = Source::inside(services, self.data, self.tables)?;
        // The program that has to read it is the earlier one: the archive says what the data is, not what we make of it.
        let source = source.before_upgrade(plan.from.clone(), plan.stored.clone());
        let out = self.folder.join(backup::next_name(self.folder, begun));
        let Created {
            file, bytes, manifest, ..
        } = backup::create(source, Kind::Backup, &out, &services.clock)?;
        tracing::info!(file = %file.display(), "a backup was made before the upgrade");
        let entries = manifest.journal.entries;
        Ok((file, Made { begun, bytes, entries }))
    }

    fn put(&self, mark: Mark) -> Result<(), StoreError> {
        let (key, value) = mark.row()?;
        self.write(move |write| {
            write.put_row(key.clone(), value.clone());
            Ok(())
        })
    }

    fn write(
        &self,
        work: impl FnMut(&mut WriteTx<'_>) -> Result<(), StoreError> + Send + 'static,
    ) -> Result<(), StoreError> {
        let stamp = Stamp {
            now: self.services.clock.now(),
            seed: rand::random(),
        };
        self.services.write_at_boot(stamp, work)
    }
}

/// Is the archive that an earlier start made still whole?
fn is_whole(path: &Path) -> bool {
    Archive::open(path).is_ok()
}
