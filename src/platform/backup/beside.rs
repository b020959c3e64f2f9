//! Looking at an installation from another process than the one that serves it, or with none: what commands do that look
//! after one. No record is changed; a store that wasn't closed is mended by opening it, as any start would.

use std::collections::BTreeMap;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use super::swap::DataLock;
use super::{BackupError, Result, STORE};
use crate::platform::files::Files;
use crate::platform::journal::{ChainReport, Head, entry_at, verify};
use crate::platform::store::{CheckReport, ReadTx, RecordInfo, RedbEngine, StoreError, Whole};
use crate::platform::values::Moment;

/// A stable view of an installation's records as of now.
pub struct Beside {
    whole: Whole,
    _lock: Option<DataLock>,
}

impl Beside {
    /// # Errors
    /// When the store is missing, damaged, or open in a program that knows no lock.
    pub fn of(data: &Path) -> Result<Beside> {
        let store = data.join(STORE);
        if !store.exists() {
            return Err(BackupError::Refused(format!("{} is missing", store.display())));
        }
        let lock = DataLock::beside(data)?;
        let whole = guarded(|| Whole::of_file(&store))?;
        Ok(Beside { whole, _lock: lock })
    }

    /// Reads records as the installation itself: for commands, which answer to who owns the folder.
    pub fn look<T>(&self, look: impl FnOnce(&ReadTx) -> T) -> Result<T> {
        let tx = self.whole.read();
        guarded(|| Ok(look(&tx)))
    }

    /// What `kabinet check` walks.
    pub fn check(&self, tables: &[RecordInfo]) -> Result<(CheckReport, ChainReport)> {
        let tx = self.whole.read();
        guarded(|| Ok((tx.check(tables)?, verify(&tx)?)))
    }

    /// When the newest entry of the journal was written.
    pub fn last_entry(&self) -> Result<Option<Moment>> {
        let tx = self.whole.read();
        guarded(|| {
            let head = Head::read(&tx)?;
            Ok(entry_at(&tx, head.seq)?.map(|entry| entry.at))
        })
    }
}

/// A damaged file may make the engine panic, while it is opened or when a page is read.
fn guarded<T>(look: impl FnOnce() -> std::result::Result<T, StoreError>) -> Result<T> {
    let looked = catch_unwind(AssertUnwindSafe(look));
    Ok(looked.unwrap_or_else(|_| Err(StoreError::Engine("the file of the store is damaged".into())))?)
}

/// Walks every page of a copy of the store's file. `None` when a server runs: a file that is written to meanwhile can't
/// be copied page by page.
///
/// # Errors
/// When the copy can't be made or opened. `Some(false)` is for a file that isn't sound.
pub fn integrity(data: &Path, work: &Path) -> Result<Option<bool>> {
    let Ok(_alone) = DataLock::alone(data) else {
        return Ok(None);
    };
    let place = tempfile::tempdir_in(work).map_err(super::at(work))?;
    let (store, copy) = (data.join(STORE), place.path().join(STORE));
    let bytes = fs::metadata(&store).map_err(super::at(&store))?.len();
    super::space::ensure_room(place.path(), bytes, "a copy of the store")?;
    fs::copy(&store, &copy).map_err(super::at(&copy))?;
    guarded(|| RedbEngine::integrity(&copy)).map(Some)
}

/// Files whose content isn't what their names say: names and why.
///
/// # Errors
/// When the folder can't be walked.
pub fn changed_files(folder: &Path) -> Result<BTreeMap<String, String>> {
    let files = Files::beside(folder);
    let mut changed = BTreeMap::new();
    let walked = files.each(|hash, _| {
        if let Err(error) = files.verify(hash) {
            changed.insert(hash.to_string(), error.to_string());
        }
        Ok(())
    });
    walked.map_err(|error| BackupError::Refused(format!("{} can't be walked: {error}", folder.display())))?;
    Ok(changed)
}
