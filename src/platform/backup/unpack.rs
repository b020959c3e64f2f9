//! An archive becomes a store again, and is looked at as closely as one can.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use jiff::tz::TimeZone;
use serde::Serialize;

use super::archive::Archive;
use super::manifest::Manifest;
use super::rows::{Nowhere, RowsPart, RowsReader, digest, stream};
use super::space::ensure_room;
use super::{BackupError, FILES, Result, STORE, damaged};
use crate::platform::files::{FileError, Files};
use crate::platform::journal::{ChainReport, Head};
use crate::platform::services::Services;
use crate::platform::store::{Engine, RecordInfo, RedbEngine, Store, StoreError, Whole, Writes};
use crate::platform::values::Clock;

/// Rows of one commit into the new store.
const PORTION_BYTES: usize = 4 << 20;
const CACHE_BYTES: usize = 32 << 20;

/// What becomes of an archive's files: their hashes are compared either way.
pub(super) enum Into {
    /// They are read, and let go.
    Nothing,
    /// They are put beside the store.
    Place,
}

/// What was found in an archive that is good.
#[derive(Clone, Debug, Serialize)]
pub struct Unpacked {
    /// Over the rows and files as they stand in the new place.
    pub digest: String,
    pub records: BTreeMap<String, u64>,
    pub index_rows: u64,
    pub journal: ChainReport,
}

/// Builds a store in `folder` and gives it opened. Whatever doesn't fit is an error.
pub(super) fn unpack(
    archive: &mut Archive,
    folder: &Path,
    files: Into,
    tables: &[RecordInfo],
    clock: &Clock,
) -> Result<(Unpacked, Arc<Services>)> {
    let manifest = archive.manifest.clone();
    manifest.check_schema(tables)?;
    let kept = match files {
        Into::Nothing => 0,
        Into::Place => manifest.unpacked(),
    };
    let need = manifest.rows_bytes().saturating_mul(2).saturating_add(kept);
    ensure_room(folder, need, "what is in the archive")?;
    let engine = RedbEngine::open(&folder.join(STORE), CACHE_BYTES, |_| {})?;
    for part in &manifest.rows {
        fill(&engine, archive.entry(&part.entry())?, part)?;
    }
    // Not what was read: what the new store gives back.
    let found = stream(&Whole::of_engine(&engine)?, tables, &mut Nowhere)?;
    compare(&found, &manifest.rows)?;
    let files = unpack_files(archive, &manifest, folder, &files)?;
    let digest = digest(&found, files.iter().map(|(hash, bytes)| (hash.as_str(), *bytes)));
    check_keys(archive, &manifest)?;
    let store = Store::start(engine, |_| {})?;
    let services = Services::new(store, clock.clone(), TimeZone::UTC);
    match looked_through(&services, &manifest, tables, digest) {
        Ok(unpacked) => Ok((unpacked, services)),
        Err(error) => {
            services.close();
            Err(error)
        }
    }
}

/// Puts a part's rows into a store, in commits of a few megabytes.
pub(super) fn fill(engine: &dyn Engine, source: impl Read, part: &RowsPart) -> Result<()> {
    let mut rows = RowsReader::new(source, part);
    let mut portion = Writes::new();
    let mut bytes = 0;
    while let Some((key, value)) = rows.next()? {
        bytes += key.len() + value.len();
        portion.insert(key.to_vec(), Some(value.to_vec()));
        if bytes >= PORTION_BYTES {
            engine.commit(&portion)?;
            portion.clear();
            bytes = 0;
        }
    }
    if !portion.is_empty() {
        engine.commit(&portion)?;
    }
    Ok(())
}

/// Names may differ between versions of the program; what is in the parts may not.
fn compare(found: &[RowsPart], said: &[RowsPart]) -> Result<()> {
    let facts = |part: &RowsPart| (part.prefix.clone(), part.rows, part.bytes, part.hash.clone());
    let differs = found.iter().zip(said).find(|(found, said)| facts(found) != facts(said));
    match differs {
        Some((_, said)) => damaged(format!("{}: the restored store holds something else", said.name)),
        None if found.len() != said.len() => damaged("the restored store holds other tables than the archive"),
        None => Ok(()),
    }
}

/// Gives hash and size of each file as it was read.
fn unpack_files(archive: &mut Archive, manifest: &Manifest, folder: &Path, into: &Into) -> Result<Vec<(String, u64)>> {
    let mut found = Vec::with_capacity(manifest.files.len());
    let kept = match into {
        Into::Nothing => None,
        Into::Place => Some(Files::open(&folder.join(FILES)).map_err(|error| refused(&error))?),
    };
    for blob in &manifest.files {
        let name = blob.entry();
        let mut entry = archive.entry(&name)?;
        let (hash, bytes) = match &kept {
            None => {
                let mut hasher = Hashed::default();
                let read = io::copy(&mut (&mut entry).take(blob.bytes + 1), &mut hasher);
                let bytes = read.map_err(|error| BackupError::Damaged(format!("{name}: {error}")))?;
                (hasher.0.finalize().to_hex().to_string(), bytes)
            }
            Some(files) => {
                let stored = files.put(Told(&mut entry), blob.bytes).map_err(|error| match error {
                    FileError::TooLarge(_) => BackupError::Damaged(format!("{name}: it is longer than it should be")),
                    // The archive's errors and the disk's come the same way: see `Told`.
                    FileError::Io(error) if error.kind() == io::ErrorKind::InvalidData => {
                        BackupError::Damaged(format!("{name}: {error}"))
                    }
                    other => refused(&other),
                })?;
                (stored.hash.to_string(), stored.size)
            }
        };
        if (hash.as_str(), bytes) != (blob.hash.as_str(), blob.bytes) {
            return damaged(format!("{name}: its content isn't what its name says"));
        }
        found.push((hash, bytes));
    }
    Ok(found)
}

fn refused(error: &FileError) -> BackupError {
    BackupError::Refused(error.to_string())
}

#[derive(Default)]
struct Hashed(blake3::Hasher);

impl io::Write for Hashed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Tells errors of the archive from those of the disk that is written to.
struct Told<R>(R);

impl<R: Read> Read for Told<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.0
            .read(into)
            .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error.to_string()))
    }
}

/// The keys of an archive, where it has them.
pub(super) fn archived_keys(archive: &mut Archive, manifest: &Manifest) -> Result<Vec<(String, Vec<u8>)>> {
    let mut keys = Vec::new();
    for key in manifest.keys.iter().filter(|key| key.included) {
        let mut bytes = Vec::new();
        let entry = archive.entry(&key.entry())?;
        let read = entry.take(key.bytes.saturating_add(1)).read_to_end(&mut bytes);
        read.map_err(|error| BackupError::Damaged(format!("{}: {error}", key.entry())))?;
        if super::manifest::fingerprint(&bytes) != key.fingerprint || bytes.len() as u64 != key.bytes {
            return damaged(format!("{}: it isn't what the manifest says", key.entry()));
        }
        keys.push((key.name.clone(), bytes));
    }
    Ok(keys)
}

fn check_keys(archive: &mut Archive, manifest: &Manifest) -> Result<()> {
    archived_keys(archive, manifest).map(drop)
}

/// What `kabinet check` does, and whether the journal ends where the manifest says.
fn looked_through(services: &Services, manifest: &Manifest, tables: &[RecordInfo], digest: String) -> Result<Unpacked> {
    let head = Head::read(&services.read_all())?;
    if (head.seq, &head.hash) != (manifest.journal.entries, &manifest.journal.head) {
        return damaged("the journal doesn't end where the manifest says");
    }
    // What else indexes can't be made from is found below.
    if let Err(error @ StoreError::Newer { .. }) = services.reindex(tables) {
        return Err(BackupError::Newer(error.to_string()));
    }
    let (report, journal) = services.check(tables)?;
    if let Some(first) = report.findings.first() {
        return damaged(format!(
            "the restored store isn't sound: {} findings, the first is {} in {} ({})",
            report.findings.len(),
            first.kind,
            first.table,
            first.detail
        ));
    }
    if let Some(seq) = journal.broken_at {
        return damaged(format!("the chain of the journal is broken at entry {seq}"));
    }
    Ok(Unpacked {
        digest,
        records: report.records,
        index_rows: report.index_rows,
        journal,
    })
}
