//! From an archive to data that a server starts on.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};

use super::archive::Archive;
use super::create::keys;
use super::events::BackupEvent;
use super::manifest::{Journal, Manifest, fingerprint};
use super::swap::{DataLock, FRESH, KEPT, Plan, Step, clear, finish};
use super::unpack::{Into, Unpacked, archived_keys, unpack};
use super::write::moment;
use super::{BACKUPS, BackupError, FILES, INSTANCE, Result, STORE, at, private, sync_folder};
use crate::platform::access::{Access, end_all_sessions};
use crate::platform::error::Error;
use crate::platform::journal::{Head, entry_at};
use crate::platform::store::{RecordInfo, StoreError, Whole, part_name, part_of};
use crate::platform::values::{Clock, Moment};

/// What stands beside the store and belongs to the state of it: it goes with the old data and is made anew. The full
/// text is rebuilt; of a dialogue with 1C that was under way 1C begins a new one.
const DERIVED: [&str; 2] = ["index", "spool"];

/// What is wanted of a restore.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wishes {
    /// The state of a backup comes back: everyone signs in anew, and the journal says so.
    Back,
    /// An installation moves here: nothing of it is changed, and nothing may be here yet.
    Move,
}

/// What is in the place of the restored data, and would be lost.
#[derive(Clone, Debug, Default)]
pub struct Loss {
    /// Is there an installation at all?
    pub present: bool,
    /// Why it can't be looked at.
    pub unreadable: Option<String>,
    pub journal: Journal,
    /// Records by table.
    pub records: BTreeMap<String, u64>,
    /// Does the journal here go on from where the archive's ends?
    pub same_history: bool,
}

impl Loss {
    /// Entries of the journal that were written since the archive.
    pub fn entries(&self, manifest: &Manifest) -> u64 {
        self.journal.entries.saturating_sub(manifest.journal.entries)
    }

    /// Tables that hold another number of records now: name, now, in the archive.
    pub fn differences(&self, manifest: &Manifest) -> Vec<(String, u64, u64)> {
        let rows = self.records.iter();
        rows.map(|(table, now)| (table.clone(), *now, manifest.records(table)))
            .filter(|(_, now, then)| now != then)
            .collect()
    }
}

/// What has come of it.
pub struct Arrived {
    pub unpacked: Unpacked,
    pub sessions_ended: usize,
    /// Where the data is that was here before.
    pub kept: Option<PathBuf>,
    /// Files of keys that belong to the data and aren't here, or are others: name and fingerprint of the right one.
    pub foreign_keys: Vec<(String, String)>,
}

/// Puts the data of `archive` into `data`. `agreed` is told what is there now and decides; nothing is changed before.
///
/// # Errors
/// [`BackupError::Refused`] when a server runs there, when `agreed` says no, or when something is there already that
/// [`Wishes::Move`] may not touch. Then everything is as before.
pub fn restore(
    archive: &mut Archive,
    data: &Path,
    wishes: Wishes,
    tables: &[RecordInfo],
    clock: &Clock,
    agreed: impl FnOnce(&Manifest, &Loss) -> Result<bool>,
) -> Result<Arrived> {
    restore_by_steps(archive, data, wishes, tables, clock, agreed, &mut |_| Ok(()))
}

pub(super) fn restore_by_steps(
    archive: &mut Archive,
    data: &Path,
    wishes: Wishes,
    tables: &[RecordInfo],
    clock: &Clock,
    agreed: impl FnOnce(&Manifest, &Loss) -> Result<bool>,
    step: Step<'_>,
) -> Result<Arrived> {
    let manifest = archive.manifest.clone();
    manifest.check_schema(tables)?;
    let _alone = prepare(data)?;
    finish(data, step)?;
    clear(data)?;
    let loss = loss(data, &manifest, tables)?;
    if wishes == Wishes::Move && loss.present {
        let people = loss.records.get("account").copied().unwrap_or(0);
        if people > 0 || loss.unreadable.is_some() {
            return Err(BackupError::Refused(format!(
                "{} holds an installation that people use; import into an empty one, or restore over this one",
                data.display()
            )));
        }
    }
    if !agreed(&manifest, &loss)? {
        return Err(BackupError::Refused("nothing was changed".into()));
    }
    let now = clock.now();
    let fresh_name = format!("{FRESH}{:016x}", rand::random::<u64>());
    let fresh = data.join(&fresh_name);
    step("the folder of new data").map_err(at(&fresh))?;
    fs::create_dir(&fresh).map_err(at(&fresh))?;
    let made = filled(archive, &manifest, &fresh, wishes, tables, clock, step);
    let (unpacked, sessions_ended) = match made {
        Ok(made) => made,
        Err(error) => {
            // A disk that is full should not stay so.
            let _ = fs::remove_dir_all(&fresh);
            return Err(error);
        }
    };
    let arriving = archived_keys(archive, &manifest)?;
    let mut place = vec![INSTANCE.to_owned(), STORE.to_owned(), FILES.to_owned()];
    for (name, bytes) in &arriving {
        put(&fresh.join(name), bytes)?;
        place.push(name.clone());
    }
    sync_folder(&fresh)?;
    let retire = ["-wal-a", "-wal-b"].map(|ending| format!("{STORE}{ending}"));
    let plan = Plan {
        fresh: fresh_name,
        kept: free_name(data, now),
        place,
        retire: retire.into_iter().chain(DERIVED.map(str::to_owned)).collect(),
    };
    plan.begin(data, step)?;
    let kept = data.join(&plan.kept);
    Ok(Arrived {
        unpacked,
        sessions_ended,
        kept: kept.is_dir().then_some(kept),
        foreign_keys: foreign_keys(data, &manifest)?,
    })
}

/// The new data, whole and on disk.
fn filled(
    archive: &mut Archive,
    manifest: &Manifest,
    fresh: &Path,
    wishes: Wishes,
    tables: &[RecordInfo],
    clock: &Clock,
    step: Step<'_>,
) -> Result<(Unpacked, usize)> {
    step("the new data").map_err(at(fresh))?;
    let (unpacked, services) = unpack(archive, fresh, Into::Place, tables, clock)?;
    let ended = match wishes {
        Wishes::Move => Ok(0),
        Wishes::Back => {
            let access = Access::system(&services, "command.restore");
            let event = BackupEvent::Restored {
                created: manifest.created.clone(),
                entries: manifest.journal.entries,
                instance: manifest.instance["id"].as_str().unwrap_or_default().to_owned(),
            };
            end_all_sessions(&access).and_then(|ended| {
                access
                    .write_blocking(move |write| write.change(&event).map(drop))
                    .map(|()| ended)
            })
        }
    };
    services.close();
    drop(services);
    let ended = ended.map_err(|error| match error {
        Error::Internal(reason) => BackupError::Refused(format!("the new store can't be written: {reason}")),
        other => BackupError::Refused(other.to_string()),
    })?;
    let instance = serde_json::to_vec_pretty(&manifest.instance).unwrap_or_default();
    put(&fresh.join(INSTANCE), &instance)?;
    step("the new data is whole").map_err(at(fresh))?;
    Ok((unpacked, ended))
}

/// The data directory, made where it is absent, and nobody else in it.
fn prepare(data: &Path) -> Result<DataLock> {
    if !data.exists() {
        fs::create_dir_all(data).map_err(at(data))?;
    }
    let foreign = fs::read_dir(data)
        .map_err(at(data))?
        .flatten()
        .filter_map(|entry| entry.file_name().into_string().ok())
        .find(|name| !is_ours(name));
    if let Some(name) = foreign
        && !data.join(INSTANCE).exists()
    {
        return Err(BackupError::Refused(format!(
            "{} holds no installation, but other things, such as {name}; choose an empty or a new folder",
            data.display()
        )));
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(data, fs::Permissions::from_mode(0o700)).map_err(at(data))?;
    }
    DataLock::alone(data)
}

/// Is it a name that a data directory may hold? One whose store is lost is still one.
fn is_ours(name: &str) -> bool {
    const NAMES: [&str; 7] = [FILES, BACKUPS, "exchange", "mail", "index", "spool", "lost+found"];
    let begins = [".", "kabinet.", "restore.", KEPT];
    let ends = [".key", ".keys"];
    NAMES.contains(&name)
        || begins.iter().any(|begin| name.starts_with(begin))
        || ends.iter().any(|end| name.ends_with(end))
}

/// Looks at what is here. Data that can't be read is often why somebody restores.
fn loss(data: &Path, manifest: &Manifest, tables: &[RecordInfo]) -> Result<Loss> {
    let store = data.join(STORE);
    let mut loss = Loss {
        present: store.exists() || data.join(INSTANCE).exists(),
        ..Loss::default()
    };
    if !store.exists() {
        return Ok(loss);
    }
    // A damaged file may make the engine panic, while it is opened or when a page is read: there is something to restore
    // over all the same.
    let looked = AssertUnwindSafe(|| looked_at(&store, manifest, tables, &mut loss));
    let looked = std::panic::catch_unwind(looked);
    match looked.unwrap_or_else(|_| Err(StoreError::Engine("the file of the store is damaged".into()))) {
        Ok(()) => {}
        // A program that knows nothing of the lock of the directory has the store open.
        Err(StoreError::Locked) => {
            return Err(BackupError::Refused(format!(
                "{} is in use by another process: a running server, or a command that hasn't ended",
                data.display()
            )));
        }
        Err(error) => loss.unreadable = Some(error.to_string()),
    }
    Ok(loss)
}

fn looked_at(
    store: &Path,
    manifest: &Manifest,
    tables: &[RecordInfo],
    loss: &mut Loss,
) -> std::result::Result<(), StoreError> {
    let whole = Whole::of_file(store)?;
    let mut counts: BTreeMap<Vec<u8>, u64> = BTreeMap::new();
    whole.each(&mut |key, _| {
        match counts.get_mut(part_of(key)) {
            Some(count) => *count += 1,
            None => drop(counts.insert(part_of(key).to_vec(), 1)),
        }
        ControlFlow::Continue(())
    })?;
    for (part, count) in counts {
        if let Some(table) = part_name(&part, tables).strip_prefix("record-") {
            let table = table.split_once('-').map_or(table, |(_, name)| name);
            loss.records.insert(table.to_owned(), count);
        }
    }
    let tx = whole.read();
    let head = Head::read(&tx)?;
    let then = manifest.journal.entries;
    loss.journal.last = entry_at(&tx, head.seq)?.map(|entry| moment(entry.at));
    loss.same_history = then == 0 || (then <= head.seq && Head::at(&tx, then)?.hash == manifest.journal.head);
    loss.journal.entries = head.seq;
    loss.journal.head = head.hash;
    Ok(())
}

fn put(path: &Path, bytes: &[u8]) -> Result<()> {
    let write = || -> io::Result<()> {
        let mut file = private().write(true).create_new(true).open(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    write().map_err(at(path))
}

/// A name for the old data that nothing has.
fn free_name(data: &Path, now: Moment) -> String {
    let stamp = now.timestamp().strftime("%Y%m%dT%H%M%SZ").to_string();
    let name = format!("{KEPT}{stamp}");
    let others = (2..).map(|number| format!("{KEPT}{stamp}-{number}"));
    let mut names = std::iter::once(name.clone()).chain(others);
    names.find(|name| !data.join(name).exists()).unwrap_or(name)
}

fn foreign_keys(data: &Path, manifest: &Manifest) -> Result<Vec<(String, String)>> {
    let here: BTreeMap<String, String> = keys(data)?
        .into_iter()
        .map(|(name, bytes)| (name, fingerprint(&bytes)))
        .collect();
    let foreign = manifest
        .keys
        .iter()
        .filter(|key| here.get(&key.name) != Some(&key.fingerprint));
    Ok(foreign.map(|key| (key.name.clone(), key.fingerprint.clone())).collect())
}
