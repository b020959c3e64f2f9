//! Putting restored data in the place of what is there, so that a stop at any moment leaves one or the other.
//!
//! Everything happens inside the data directory: it may be a mount point, or lie in a folder that isn't ours, and a rename
//! within one folder never copies. New data is complete and flushed in a folder of its own before the plan is written
//! down; from then on there is only the way forward, and whoever opens the directory next goes it to its end.

use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{BackupError, Result, at, private, sync_folder};

const LOCK: &str = "kabinet.lock";
/// Where the plan stands.
const PLAN: &str = "restore.json";
/// Folders of new data begin with this: what isn't in a plan was never finished.
pub(super) const FRESH: &str = ".restore-";
/// Folders of old data begin with this.
pub(super) const KEPT: &str = "before-restore-";

/// Who uses a data directory. Servers and commands share it; a restore has it alone. It ends with the process.
#[derive(Debug)]
pub struct DataLock {
    _file: File,
}

impl DataLock {
    pub fn shared(data: &Path) -> Result<DataLock> {
        DataLock::take(data, File::try_lock_shared)
    }

    pub fn alone(data: &Path) -> Result<DataLock> {
        DataLock::take(data, File::try_lock)
    }

    /// Keeps a restore out while a backup reads, and changes nothing: who makes backups may be another user than who
    /// serves, and a file of theirs would stand in the server's way.
    pub(super) fn beside(data: &Path) -> Result<Option<DataLock>> {
        match data.join(LOCK).exists() {
            true => DataLock::shared(data).map(Some),
            false => Ok(None),
        }
    }

    fn take(data: &Path, lock: fn(&File) -> Result<(), TryLockError>) -> Result<DataLock> {
        let path = data.join(LOCK);
        let file = match File::open(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => private()
                .read(true)
                .write(true)
                .create(true)
                .truncate(false)
                .open(&path),
            opened => opened,
        };
        let file = file.map_err(at(&path))?;
        match lock(&file) {
            Ok(()) => Ok(DataLock { _file: file }),
            Err(TryLockError::WouldBlock) => Err(BackupError::Refused(format!(
                "{} is in use by another process: a running server, or a command that hasn't ended",
                data.display()
            ))),
            Err(TryLockError::Error(error)) => Err(at(&path)(error)),
        }
    }
}

/// What is to be done, as written down before it is begun. Names are of entries of the data directory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Plan {
    /// The folder of new data.
    pub fresh: String,
    /// The folder that old data goes to.
    pub kept: String,
    /// What comes from the new data; what is there of it goes to the old.
    pub place: Vec<String>,
    /// What goes to the old data and nothing comes for it.
    pub retire: Vec<String>,
}

/// Asked before each change on disk: tests stop there, as `kill -9` does.
pub(super) type Step<'s> = &'s mut dyn FnMut(&str) -> io::Result<()>;

impl Plan {
    /// Writes the plan down and carries it out.
    pub(super) fn begin(&self, data: &Path, step: Step<'_>) -> Result<()> {
        let path = data.join(PLAN);
        let beside = data.join("restore.new");
        step("the plan").map_err(at(&path))?;
        let write = || -> io::Result<()> {
            let mut file = private().write(true).create(true).truncate(true).open(&beside)?;
            file.write_all(&serde_json::to_vec_pretty(self)?)?;
            file.sync_all()?;
            fs::rename(&beside, &path)
        };
        write().map_err(at(&path))?;
        sync_folder(data)?;
        self.carry_out(data, step)
    }

    /// Every step may have been done before.
    fn carry_out(&self, data: &Path, step: Step<'_>) -> Result<()> {
        let (fresh, kept) = (data.join(&self.fresh), data.join(&self.kept));
        step("the folder of old data").map_err(at(&kept))?;
        match fs::create_dir(&kept) {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(at(&kept)(error)),
            _ => {}
        }
        for item in self.place.iter().chain(&self.retire) {
            let (new, present, old) = (fresh.join(item), data.join(item), kept.join(item));
            let arrives = exists(&new)?;
            // An item that should arrive and isn't among the new data any more has arrived: what is there is it.
            if exists(&present)? && (arrives || self.retire.contains(item)) {
                step(item).map_err(at(&present))?;
                fs::rename(&present, &old).map_err(at(&present))?;
            }
            if arrives {
                step(item).map_err(at(&new))?;
                fs::rename(&new, &present).map_err(at(&new))?;
            }
        }
        sync_folder(&kept)?;
        sync_folder(data)?;
        let plan = data.join(PLAN);
        step("the end").map_err(at(&plan))?;
        fs::remove_file(&plan).map_err(at(&plan))?;
        sync_folder(data)?;
        step("the folder of new data").map_err(at(&fresh))?;
        remove_tree(&fresh)?;
        // Nothing was there before: nothing is kept.
        let _ = fs::remove_dir(&kept);
        Ok(())
    }

    fn read(data: &Path) -> Result<Option<Plan>> {
        let path = data.join(PLAN);
        let text = match fs::read(&path) {
            Ok(text) => text,
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return Ok(None),
            Err(error) => return Err(at(&path)(error)),
        };
        let plan: Plan = serde_json::from_slice(&text)
            .map_err(|error| BackupError::Refused(format!("{} can't be read: {error}", path.display())))?;
        let names = [&plan.fresh, &plan.kept]
            .into_iter()
            .chain(&plan.place)
            .chain(&plan.retire);
        for name in names {
            if name.is_empty() || name.contains(['/', '\\']) || name == ".." || name == "." {
                return Err(BackupError::Refused(format!(
                    "{} names {name:?}, which is no name of a file",
                    path.display()
                )));
            }
        }
        Ok(Some(plan))
    }
}

/// Goes a restore that was cut off to its end. True when there was one. Whoever opens a data directory asks this first.
pub fn finish_interrupted(data: &Path) -> Result<bool> {
    if Plan::read(data)?.is_none() {
        return Ok(false);
    }
    let _alone = DataLock::alone(data)?;
    finish(data, &mut |_| Ok(()))
}

/// The same for whoever has the directory alone.
pub(super) fn finish(data: &Path, step: Step<'_>) -> Result<bool> {
    match Plan::read(data)? {
        Some(plan) => plan.carry_out(data, step).map(|()| true),
        None => Ok(false),
    }
}

/// Removes new data of restores that were cut off before they had a plan.
pub(super) fn clear(data: &Path) -> Result<()> {
    for name in named(data, FRESH)? {
        remove_tree(&data.join(name))?;
    }
    Ok(())
}

/// Folders of old data, the oldest first.
pub fn kept(data: &Path) -> Result<Vec<PathBuf>> {
    Ok(named(data, KEPT)?.into_iter().map(|name| data.join(name)).collect())
}

/// Removes what restores have kept and left, once the new data has shown that it works. Gives the old data's folders.
pub fn forget_kept(data: &Path) -> Result<Vec<PathBuf>> {
    let _shared = DataLock::shared(data)?;
    clear(data)?;
    let kept = kept(data)?;
    for folder in &kept {
        remove_tree(folder)?;
    }
    Ok(kept)
}

fn named(data: &Path, begin: &str) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(data).map_err(at(data))? {
        let name = entry.map_err(at(data))?.file_name();
        if let Ok(name) = name.into_string()
            && name.starts_with(begin)
        {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

fn exists(path: &Path) -> Result<bool> {
    match fs::symlink_metadata(path) {
        Ok(_) => Ok(true),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(at(path)(error)),
    }
}

fn remove_tree(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(at(folder)(error)),
        _ => Ok(()),
    }
}
