//! Writing an archive, piece by piece: no more of it is in memory than a row or a piece of a file.

use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;

use jiff::Timestamp;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::archive::{COMMENT, COMMENT_LENGTH, HASH_DIGITS, MANIFEST, read_exactly};
use super::create::Source;
use super::manifest::{BEFORE_UPGRADE, Blob, FORMAT, Journal, Key, Kind, Manifest, schema};
use super::rows::{RowsPart, Sink, stream};
use super::{BackupError, Result, at, damaged};
use crate::platform::files::FileError;
use crate::platform::journal::{Head, entry_at};
use crate::platform::values::Moment;

/// Entries of this size and more need lengths of 8 bytes.
const LARGE: u64 = 0xf000_0000;

/// Packed: rows are names and numbers over and over.
fn packed() -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(1))
        .large_file(true)
}

/// As they are: pictures and PDF are packed already.
fn plain(bytes: u64) -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .large_file(bytes >= LARGE)
}

struct IntoZip<'z, W: Write + Seek>(&'z mut ZipWriter<W>);

impl<W: Write + Seek> Sink for IntoZip<'_, W> {
    fn begin(&mut self, part: &RowsPart) -> io::Result<()> {
        Ok(self.0.start_file(part.entry(), packed())?)
    }
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.write_all(bytes)
    }
}

/// Writes everything into `file` (at `path`, for errors), seals it and flushes it to the disk.
pub(super) fn write(source: &Source<'_>, kind: Kind, file: File, path: &Path) -> Result<Manifest> {
    let mut zip = ZipWriter::new(BufWriter::with_capacity(1 << 18, file));
    let rows = stream(&source.whole, source.tables, &mut IntoZip(&mut zip)).map_err(|error| match error {
        BackupError::Io { error, .. } => at(path)(error),
        other => other,
    })?;
    let files = blobs(source, &mut zip, path)?;
    let mut keys = Vec::new();
    for (name, bytes) in &source.keys {
        let key = Key::of(name, bytes, source.with_keys);
        if key.included {
            let written = zip
                .start_file(key.entry(), plain(key.bytes))
                .map_err(io::Error::from)
                .and_then(|()| zip.write_all(bytes));
            written.map_err(at(path))?;
        }
        keys.push(key);
    }
    let (program, schema) = match &source.older {
        Some((program, schema)) => (program.clone(), schema.clone()),
        None => (env!("CARGO_PKG_VERSION").to_owned(), schema(source.tables)),
    };
    let mut manifest = Manifest {
        format: FORMAT,
        kind,
        kabinet: program,
        created: moment(source.created),
        reason: source.older.is_some().then(|| BEFORE_UPGRADE.to_owned()),
        instance: source.instance.clone(),
        journal: journal(source)?,
        schema,
        rows,
        files,
        keys,
        digest: String::new(),
    };
    manifest.digest = manifest.counted();
    let finish = || -> io::Result<File> {
        zip.start_file(MANIFEST, packed())?;
        serde_json::to_writer(&mut zip, &manifest)?;
        zip.set_comment(format!("{COMMENT}{}", "0".repeat(HASH_DIGITS)))?;
        zip.finish()?.into_inner().map_err(io::IntoInnerError::into_error)
    };
    let mut file = finish().map_err(at(path))?;
    seal(&mut file).and_then(|()| file.sync_all()).map_err(at(path))?;
    Ok(manifest)
}

/// Every file that the store of files holds. Files never change and are removed only when nothing has named them for two
/// weeks (see [`tidy`](crate::platform::files::tidy)), so those that a snapshot names are still there after it.
fn blobs<W: Write + Seek>(source: &Source<'_>, zip: &mut ZipWriter<W>, path: &Path) -> Result<Vec<Blob>> {
    let mut listed = Vec::new();
    let broken = |error: FileError| BackupError::Refused(format!("the store of files can't be read: {error}"));
    source
        .files
        .each(|hash, bytes| {
            listed.push((hash, bytes));
            Ok(())
        })
        .map_err(broken)?;
    let mut blobs = Vec::with_capacity(listed.len());
    let mut piece = vec![0; 1 << 16];
    for (hash, bytes) in listed {
        let blob = Blob {
            hash: hash.to_string(),
            bytes,
        };
        let mut file = match source.files.get(hash) {
            // Swept since it was listed: no record of the snapshot names it.
            Err(FileError::Missing) => continue,
            file => file.map_err(broken)?,
        };
        zip.start_file(blob.entry(), plain(bytes))
            .map_err(|error| at(path)(error.into()))?;
        let mut hasher = blake3::Hasher::new();
        let mut length = 0_u64;
        loop {
            let read = file.read(&mut piece).map_err(|error| broken(FileError::Io(error)))?;
            if read == 0 {
                break;
            }
            hasher.update(&piece[..read]);
            length += read as u64;
            zip.write_all(&piece[..read]).map_err(at(path))?;
        }
        if length != bytes || hasher.finalize().as_bytes() != hash.as_bytes() {
            return damaged(format!(
                "the stored file {hash} isn't what its name says: the disk has changed it. Put it back from an earlier \
                 backup, or remove it, and begin again"
            ));
        }
        blobs.push(blob);
    }
    Ok(blobs)
}

fn journal(source: &Source<'_>) -> Result<Journal> {
    let tx = source.whole.read();
    let head = Head::read(&tx)?;
    let last = entry_at(&tx, head.seq)?.map(|entry| moment(entry.at));
    Ok(Journal {
        entries: head.seq,
        head: head.hash,
        last,
    })
}

pub(super) fn moment(moment: Moment) -> String {
    moment
        .timestamp()
        .round(jiff::Unit::Second)
        .unwrap_or(Timestamp::UNIX_EPOCH)
        .to_string()
}

/// Puts the hash of all that stands before it into the last bytes.
pub(super) fn seal(file: &mut File) -> io::Result<()> {
    file.flush()?;
    let length = file.metadata()?.len();
    let sealed = length - HASH_DIGITS as u64;
    debug_assert!(length > COMMENT_LENGTH as u64);
    let hash = sealed_hash(file, sealed)?;
    file.seek(SeekFrom::Start(sealed))?;
    file.write_all(hash.as_bytes())
}

/// The hash of the first bytes of a file.
pub(super) fn sealed_hash(file: &mut File, length: u64) -> io::Result<String> {
    file.seek(SeekFrom::Start(0))?;
    let mut hasher = blake3::Hasher::new();
    read_exactly(file, length, |piece| {
        hasher.update(piece);
    })?;
    Ok(hasher.finalize().to_hex().to_string())
}
