//! What a store says of its schema, and what follows from it.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::{Migration, UpgradeError, is_whole};
use crate::platform::backup::{Schema, schema};
use crate::platform::journal;
use crate::platform::store::{KeyBuf, ReadTx, Reader, RecordInfo, StoreError, space};

/// The row `schema` of a store, as JSON: any version of the program can read that much.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Mark {
    /// The version of the program that brought the data to this schema.
    pub program: String,
    /// The newest migration that is done.
    pub migration: u32,
    pub tables: Vec<Schema>,
    /// The archive that was made before the last upgrade.
    #[serde(default)]
    pub backup: Option<String>,
    /// An upgrade was begun and isn't at its end.
    #[serde(default)]
    pub unfinished: bool,
}

/// What stores say that were begun before there was a mark.
const UNMARKED: &str = "0.1.0";

impl Mark {
    /// Of this program.
    pub(super) fn of(tables: &[RecordInfo], migrations: &[Migration]) -> Mark {
        Mark {
            program: env!("CARGO_PKG_VERSION").to_owned(),
            migration: last(migrations),
            tables: schema(tables),
            backup: None,
            unfinished: false,
        }
    }

    pub(super) fn row(&self) -> Result<(Vec<u8>, Vec<u8>), StoreError> {
        let value = serde_json::to_vec(self).map_err(|error| StoreError::Engine(error.to_string()))?;
        Ok((key(), value))
    }

    fn read(tx: &impl Reader) -> Result<Option<Mark>, StoreError> {
        let Some(bytes) = tx.row(&key())? else { return Ok(None) };
        let read = serde_json::from_slice(&bytes);
        let unreadable =
            |error| StoreError::Engine(format!("what the store says of its schema can't be read: {error}"));
        read.map(Some).map_err(unreadable)
    }
}

fn key() -> Vec<u8> {
    KeyBuf::in_space(space::META).with("schema").into_bytes()
}

fn last(migrations: &[Migration]) -> u32 {
    migrations.iter().map(|migration| migration.number).max().unwrap_or(0)
}

/// What changes of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum What {
    /// The table is new: nothing is done, but an earlier program doesn't know it.
    Table,
    /// Records are read in their older shape and written in the newer.
    Records,
    /// Index rows are put right.
    Indexes,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    pub table: String,
    pub what: What,
    pub from: u16,
    pub to: u16,
}

/// A migration that isn't done yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Pending {
    pub number: u32,
    pub name: &'static str,
}

/// What a start would do.
#[derive(Clone, Debug, Serialize)]
pub struct Plan {
    /// The version of the program that wrote the data.
    pub from: String,
    pub to: &'static str,
    pub migrations: Vec<Pending>,
    pub tables: Vec<Step>,
    /// A backup is made first.
    pub backup: bool,
    #[serde(skip)]
    pub(super) mark: Option<Mark>,
    /// The newest migration that is done.
    #[serde(skip)]
    pub(super) done: u32,
    /// The schema of the data.
    #[serde(skip)]
    pub(super) stored: Vec<Schema>,
    /// Nothing was ever written.
    #[serde(skip)]
    fresh: bool,
}

impl Plan {
    /// Is there anything to do?
    pub fn is_due(&self) -> bool {
        let unmarked = self.mark.is_none() && !self.fresh;
        let unfinished = self.mark.as_ref().is_some_and(|mark| mark.unfinished);
        unmarked || unfinished || !self.migrations.is_empty() || !self.tables.is_empty()
    }

    /// The archive of a start that was cut off after it: the data as it was is in it, and not in the store any more.
    pub(super) fn begun_with(&self) -> Option<PathBuf> {
        let mark = self.mark.as_ref().filter(|mark| mark.unfinished)?;
        let path = PathBuf::from(mark.backup.as_ref()?);
        is_whole(&path).then_some(path)
    }
}

/// What this program would do with the data, without doing it.
///
/// # Errors
/// [`UpgradeError::Newer`] for data of a later program; names the backup that this one can be given instead.
pub fn plan(tx: &ReadTx, tables: &[RecordInfo], migrations: &[Migration]) -> Result<Plan, UpgradeError> {
    let mark = Mark::read(tx)?;
    let stored = match &mark {
        Some(mark) => mark.tables.clone(),
        None => tx.stored_tables(tables)?.iter().map(Schema::of_stored).collect(),
    };
    let done = mark.as_ref().map_or(0, |mark| mark.migration);
    if let Some(mark) = &mark
        && let Some(why) = newer(mark, tables, migrations)
    {
        return Err(UpgradeError::Newer(refusal(mark, &why)));
    }
    let pending = migrations.iter().filter(|migration| migration.number > done);
    let mut plan = Plan {
        from: mark
            .as_ref()
            .map_or_else(|| UNMARKED.to_owned(), |mark| mark.program.clone()),
        to: env!("CARGO_PKG_VERSION"),
        migrations: pending
            .map(|migration| Pending {
                number: migration.number,
                name: migration.name,
            })
            .collect(),
        tables: Vec::new(),
        backup: false,
        done,
        fresh: mark.is_none() && stored.is_empty() && journal::position(tx)? == 0,
        mark,
        stored,
    };
    if plan.fresh {
        // A first migration finds nothing to change: the store is begun with all of them done.
        plan.migrations.clear();
    } else {
        plan.tables = steps(&plan, tables);
    }
    plan.backup = plan.is_due() && plan.begun_with().is_none();
    Ok(plan)
}

fn steps(plan: &Plan, tables: &[RecordInfo]) -> Vec<Step> {
    let mut steps = Vec::new();
    for info in tables {
        let step = |what, from, to| Step {
            table: info.table.name.to_owned(),
            what,
            from,
            to,
        };
        match plan.stored.iter().find(|stored| stored.table == info.table.code) {
            // A store without a mark lists what it holds: an empty table may be an old one.
            None if plan.mark.is_none() => {}
            None => steps.push(step(What::Table, 0, info.version)),
            Some(stored) => {
                if stored.version < info.version {
                    steps.push(step(What::Records, stored.version, info.version));
                }
                if stored.indexes < info.indexes {
                    steps.push(step(What::Indexes, stored.indexes, info.indexes));
                }
            }
        }
    }
    steps
}

/// Why this program can't read the data.
fn newer(mark: &Mark, tables: &[RecordInfo], migrations: &[Migration]) -> Option<String> {
    let known = last(migrations);
    if mark.migration > known {
        return Some(format!("migration {} is done, known here is {known}", mark.migration));
    }
    mark.tables.iter().find_map(|stored| {
        let name = &stored.name;
        match tables.iter().find(|info| info.table.code == stored.table) {
            None => Some(format!("its table {name} isn't known here")),
            Some(info) if stored.version > info.version => Some(format!(
                "its table {name} has version {}, known here is {}",
                stored.version, info.version
            )),
            Some(info) if stored.indexes > info.indexes => Some(format!(
                "the indexes of its table {name} have version {}, known here is {}",
                stored.indexes, info.indexes
            )),
            Some(_) => None,
        }
    })
}

fn refusal(mark: &Mark, why: &str) -> String {
    let back = match &mark.backup {
        Some(backup) => format!(
            "or go back to what was before the upgrade, without what was done since: kabinet restore {backup} --data …"
        ),
        None => "or restore a backup that this version has made".to_owned(),
    };
    format!(
        "the data is of Kabinet {}, and this is Kabinet {}: {why}. Start that version or a later one, {back}",
        mark.program,
        env!("CARGO_PKG_VERSION")
    )
}
