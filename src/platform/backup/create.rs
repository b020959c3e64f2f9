//! Making a backup, and finding out whether one is good.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tempfile::TempDir;

use super::archive::Archive;
use super::leftovers::{Held, PARTIAL, VERIFY, clear_leftovers};
use super::manifest::{Kind, Manifest, Schema};
use super::space::{STORES, ensure_room};
use super::swap::DataLock;
use super::unpack::{Into, Unpacked, unpack};
use super::write::write;
use super::{BackupError, FILES, INSTANCE, Result, STORE, at, sync_folder};
use crate::platform::files::Files;
use crate::platform::services::Services;
use crate::platform::store::{RecordInfo, Whole};
use crate::platform::values::{Clock, Moment};

/// A file of keys is this long at most; longer ones are none.
const KEY_MAX: u64 = 64 << 10;

/// What an archive is made of, as of one moment.
pub struct Source<'t> {
    pub(super) whole: Whole,
    pub(super) files: Files,
    pub(super) instance: serde_json::Value,
    /// Files of keys, by name.
    pub(super) keys: Vec<(String, Vec<u8>)>,
    pub(super) with_keys: bool,
    pub(super) tables: &'t [RecordInfo],
    pub(super) created: Moment,
    /// The program and the schema that the data is of, where that isn't this program's.
    pub(super) older: Option<(String, Vec<Schema>)>,
    /// Bytes that the store takes on disk.
    store_bytes: u64,
    _lock: Option<DataLock>,
}

impl<'t> Source<'t> {
    /// The installation in `data` as of now, beside a running server or without one. Nothing is locked, nobody waits.
    ///
    /// Keys lie beside the store so that what they seal can't be read from a copy of it: they are left out unless
    /// `with_keys` asks for them.
    pub fn of(data: &Path, tables: &'t [RecordInfo], with_keys: bool, clock: &Clock) -> Result<Source<'t>> {
        let instance = instance(data)?;
        let store = data.join(STORE);
        if !store.exists() {
            return Err(BackupError::Refused(format!(
                "{} is missing: there is nothing to copy",
                store.display()
            )));
        }
        let lock = DataLock::beside(data)?;
        let created = clock.now();
        Ok(Source {
            whole: Whole::of_file(&store)?,
            files: Files::beside(&data.join(FILES)),
            instance,
            keys: keys(data)?,
            with_keys,
            tables,
            created,
            older: None,
            store_bytes: store_bytes(data),
            _lock: lock,
        })
    }

    /// The same from within the process that has the store open: its newest commit, without asking the disk for it.
    pub fn inside(services: &Arc<Services>, data: &Path, tables: &'t [RecordInfo]) -> Result<Source<'t>> {
        let created = services.clock.now();
        Ok(Source {
            whole: services.store.whole(),
            files: Files::beside(&data.join(FILES)),
            instance: instance(data)?,
            keys: keys(data)?,
            with_keys: false,
            tables,
            created,
            older: None,
            store_bytes: store_bytes(data),
            // The process holds the lock for as long as the services live.
            _lock: None,
        })
    }

    /// Of data that this program is about to change: the archive is for the program that wrote it.
    pub fn before_upgrade(mut self, program: String, schema: Vec<Schema>) -> Source<'t> {
        self.older = Some((program, schema));
        self
    }

    fn file_bytes(&self) -> Result<u64> {
        let mut sum = 0;
        let counted = self.files.each(|_, bytes| {
            sum += bytes;
            Ok(())
        });
        counted.map_err(|error| BackupError::Refused(format!("the store of files can't be read: {error}")))?;
        Ok(sum)
    }
}

fn instance(data: &Path) -> Result<serde_json::Value> {
    let path = data.join(INSTANCE);
    let text = fs::read(&path).map_err(at(&path))?;
    serde_json::from_slice(&text)
        .map_err(|error| BackupError::Refused(format!("{} can't be read: {error}", path.display())))
}

/// Bytes that the store and its log take on disk.
fn store_bytes(data: &Path) -> u64 {
    ["", "-wal-a", "-wal-b"]
        .iter()
        .map(|ending| fs::metadata(data.join(format!("{STORE}{ending}"))).map_or(0, |file| file.len()))
        .sum()
}

/// Files of keys in a data directory, by name.
pub(super) fn keys(data: &Path) -> Result<Vec<(String, Vec<u8>)>> {
    let mut keys = Vec::new();
    for entry in fs::read_dir(data).map_err(at(data))? {
        let entry = entry.map_err(at(data))?;
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        let is_key = name.ends_with(".key") || name.ends_with(".keys");
        let path = entry.path();
        if is_key && fs::metadata(&path).is_ok_and(|file| file.is_file() && file.len() <= KEY_MAX) {
            keys.push((name, fs::read(&path).map_err(at(&path))?));
        }
    }
    keys.sort();
    Ok(keys)
}

/// A good archive.
pub struct Created {
    pub file: PathBuf,
    pub bytes: u64,
    pub manifest: Manifest,
    pub unpacked: Unpacked,
}

/// Writes an archive, restores it into a temporary place beside it, and only then gives it its name.
pub fn create(source: Source<'_>, kind: Kind, out: &Path, clock: &Clock) -> Result<Created> {
    let folder = folder_of(out);
    fs::create_dir_all(folder).map_err(at(folder))?;
    if out.exists() {
        return Err(BackupError::Refused(format!(
            "{} is there already; choose another name",
            out.display()
        )));
    }
    // The archive, and beside it the store that it is restored into for the check.
    let need = source
        .store_bytes
        .saturating_mul(STORES)
        .saturating_add(source.file_bytes()?);
    ensure_room(folder, need, "the backup")?;
    clear_leftovers(folder);
    let partial = with_ending(out, PARTIAL);
    let made = made(source, kind, &partial, clock).and_then(|(manifest, unpacked)| {
        fs::rename(&partial, out).map_err(at(out))?;
        sync_folder(folder)?;
        let bytes = fs::metadata(out).map_err(at(out))?.len();
        Ok(Created {
            file: out.to_owned(),
            bytes,
            manifest,
            unpacked,
        })
    });
    if made.is_err() {
        // What isn't good may not lie about under a name that could be taken for one.
        let _ = fs::remove_file(&partial);
    }
    made
}

fn made(source: Source<'_>, kind: Kind, partial: &Path, clock: &Clock) -> Result<(Manifest, Unpacked)> {
    let (file, _held) = Held::begun(partial)?;
    let written = write(&source, kind, file, partial)?;
    let tables = source.tables;
    // A view that lives long makes the store's file grow.
    drop(source);
    let (archive, unpacked) = verify(partial, folder_of(partial), tables, clock)?;
    if archive.manifest != written {
        return Err(BackupError::Damaged("what was written isn't what is read back".into()));
    }
    Ok((written, unpacked))
}

/// Restores an archive into a temporary folder in `work` and finds out whether it is good: its seal, its entries, every
/// row and file against its digest, and the restored store as `kabinet check` walks it.
pub fn verify(path: &Path, work: &Path, tables: &[RecordInfo], clock: &Clock) -> Result<(Archive, Unpacked)> {
    let restored = restored(path, work, Into::Nothing, tables, clock)?;
    Ok((restored.archive, restored.unpacked))
}

/// An archive that was restored into a temporary folder, which goes with this.
pub(super) struct Restored {
    pub archive: Archive,
    pub unpacked: Unpacked,
    // Let go before the folder is.
    _held: Held,
    pub place: TempDir,
}

/// Restores an archive into a temporary folder in `work`, `into` it whole or for its check alone.
pub(super) fn restored(path: &Path, work: &Path, into: Into, tables: &[RecordInfo], clock: &Clock) -> Result<Restored> {
    let mut archive = Archive::open(path)?;
    let place = tempfile::Builder::new()
        .prefix(VERIFY)
        .tempdir_in(work)
        .map_err(at(work))?;
    let held = Held::folder(place.path());
    let (unpacked, services) = unpack(&mut archive, place.path(), into, tables, clock)?;
    services.close();
    Ok(Restored {
        archive,
        unpacked,
        _held: held,
        place,
    })
}

/// The folder that a file is in, also where its path names none.
pub fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

pub(super) fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}
