//! Reading an archive that may be anything: damaged, cut short, or made to do harm.
//!
//! Nothing of it is believed before it is checked. Names of entries never become paths: files are put where their
//! hash says.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use zip::ZipArchive;
use zip::read::ZipFile;

use super::manifest::Manifest;
use super::write::sealed_hash;
use super::{BackupError, Result, at, damaged};

/// What the zip's comment begins with; the seal follows.
pub(super) const COMMENT: &str = "kabinet backup; blake3 of all before: ";
pub(super) const HASH_DIGITS: usize = 64;
pub(super) const COMMENT_LENGTH: usize = COMMENT.len() + HASH_DIGITS;
pub(super) const MANIFEST: &str = "manifest.json";
/// The record that ends a zip: a signature, sixteen bytes, the length of the comment.
const END: usize = 22;
const END_SIGNATURE: [u8; 4] = *b"PK\x05\x06";
/// A manifest of a million files is a tenth of this.
const MANIFEST_MAX: u64 = 1 << 30;
/// How many times larger than the archive its rows may be. Rows of real data are packed to a tenth or so; a bomb reaches a
/// thousand.
const RATIO_MAX: u64 = 200;
/// Small archives may be packed any way: they fill no disk.
const SMALL: u64 = 256 << 20;

/// An archive whose seal, table of contents and manifest were found good. What is in its entries is read later.
pub struct Archive {
    pub path: PathBuf,
    pub bytes: u64,
    pub manifest: Manifest,
    zip: ZipArchive<BufReader<File>>,
}

impl Archive {
    /// Opens an archive and checks all of it that can be checked without unpacking the entries.
    pub fn open(path: &Path) -> Result<Archive> {
        let mut file = File::open(path).map_err(at(path))?;
        let metadata = file.metadata().map_err(at(path))?;
        if !metadata.is_file() {
            return Err(BackupError::Refused(format!("{} is no file", path.display())));
        }
        let bytes = metadata.len();
        check_seal(&mut file, bytes).map_err(|error| match error {
            BackupError::Io { error, .. } => at(path)(error),
            other => other,
        })?;
        file.seek(SeekFrom::Start(0)).map_err(at(path))?;
        let broken =
            |error: zip::result::ZipError| BackupError::Damaged(format!("its table of contents is broken: {error}"));
        let mut zip = ZipArchive::new(BufReader::with_capacity(1 << 18, file)).map_err(broken)?;
        if zip.has_overlapping_files().map_err(broken)? {
            return damaged("entries of it lie over each other: it was made to unpack to more than there is");
        }
        let manifest = manifest(&mut zip)?;
        check_entries(&mut zip, &manifest)?;
        let rows = manifest.rows_bytes();
        if rows > SMALL && rows / RATIO_MAX > bytes {
            return damaged(format!(
                "its rows unpack to {rows} bytes, more than {RATIO_MAX} times its own {bytes}: it was made to fill the disk"
            ));
        }
        Ok(Archive {
            path: path.to_owned(),
            bytes,
            manifest,
            zip,
        })
    }

    /// What an archive says of itself. Its manifest alone is read, neither its seal nor its entries.
    ///
    /// # Errors
    /// When it can't be read, or is no archive.
    pub fn manifest_of(path: &Path) -> Result<Manifest> {
        let file = File::open(path).map_err(at(path))?;
        let broken =
            |error: zip::result::ZipError| BackupError::Damaged(format!("its table of contents is broken: {error}"));
        let mut zip = ZipArchive::new(BufReader::new(file)).map_err(broken)?;
        manifest(&mut zip)
    }

    /// An entry, to be read to its end.
    pub(super) fn entry(&mut self, name: &str) -> Result<ZipFile<'_, BufReader<File>>> {
        self.zip
            .by_name(name)
            .map_err(|error| BackupError::Damaged(format!("{name} can't be read: {error}")))
    }
}

/// The last bytes must be the hash of all before them.
fn check_seal(file: &mut File, bytes: u64) -> Result<()> {
    let unread = at(Path::new(""));
    let mut ending = Vec::new();
    let mut begin = Vec::new();
    let length = (END + COMMENT_LENGTH) as u64;
    let read = |file: &mut File, begin: &mut Vec<u8>, ending: &mut Vec<u8>| -> io::Result<()> {
        file.by_ref().take(4).read_to_end(begin)?;
        file.seek(SeekFrom::Start(bytes.saturating_sub(length)))?;
        file.by_ref().take(length).read_to_end(ending).map(drop)
    };
    read(file, &mut begin, &mut ending).map_err(unread)?;
    if begin.first_chunk() != Some(b"PK\x03\x04") {
        return damaged("it is no backup of Kabinet: it doesn't begin as one");
    }
    let commented =
        ending.len() as u64 == length && ending[..4] == END_SIGNATURE && ending[END..].starts_with(COMMENT.as_bytes());
    if !commented {
        return damaged("it is cut short, or no backup of Kabinet: its end is missing");
    }
    let said = &ending[END + COMMENT.len()..];
    let hash = sealed_hash(file, bytes - HASH_DIGITS as u64).map_err(at(Path::new("")))?;
    if said != hash.as_bytes() {
        return damaged("it has changed since it was written: its seal doesn't fit its bytes");
    }
    Ok(())
}

fn manifest(zip: &mut ZipArchive<BufReader<File>>) -> Result<Manifest> {
    let mut text = Vec::new();
    let entry = zip
        .by_name(MANIFEST)
        .map_err(|error| BackupError::Damaged(format!("manifest.json is missing or broken: {error}")))?;
    entry
        .take(MANIFEST_MAX + 1)
        .read_to_end(&mut text)
        .map_err(|error| BackupError::Damaged(format!("manifest.json can't be read: {error}")))?;
    if text.len() as u64 > MANIFEST_MAX {
        return damaged("manifest.json unpacks to more than a gigabyte");
    }
    Manifest::parse(&text)
}

/// What is listed must be there, and nothing else.
fn check_entries(zip: &mut ZipArchive<BufReader<File>>, manifest: &Manifest) -> Result<()> {
    let rows = manifest.rows.iter().map(|part| (part.entry(), part.bytes));
    let files = manifest.files.iter().map(|blob| (blob.entry(), blob.bytes));
    let keys = manifest.keys.iter().filter(|key| key.included);
    let keys = keys.map(|key| (key.entry(), key.bytes));
    let listed: std::collections::BTreeMap<String, u64> = rows.chain(files).chain(keys).collect();
    let mut found = std::collections::BTreeSet::new();
    for index in 0..zip.len() {
        let entry = zip
            .by_index_raw(index)
            .map_err(|error| BackupError::Damaged(format!("entry {index} is broken: {error}")))?;
        let name = String::from_utf8_lossy(entry.name_raw()).into_owned();
        if name.starts_with('/') || name.contains('\\') || name.split('/').any(|part| part == "..") {
            return damaged(format!(
                "the entry {name:?} leads out of the folder: it was made to do harm"
            ));
        }
        if name == MANIFEST {
            continue;
        }
        match listed.get(&name) {
            None => return damaged(format!("the entry {name:?} isn't in the manifest")),
            Some(bytes) if *bytes != entry.size() => {
                return damaged(format!(
                    "the entry {name} unpacks to {} bytes, the manifest says {bytes}",
                    entry.size()
                ));
            }
            Some(_) => {}
        }
        if entry.encrypted() || entry.is_symlink() {
            return damaged(format!("the entry {name} is no plain file"));
        }
        if !found.insert(name.clone()) {
            return damaged(format!("the entry {name} is there twice"));
        }
    }
    match listed.keys().find(|name| !found.contains(*name)) {
        Some(name) => damaged(format!("the entry {name} is missing")),
        None => Ok(()),
    }
}

/// Reads just so many bytes, piece by piece.
pub(super) fn read_exactly(source: &mut impl Read, length: u64, mut visit: impl FnMut(&[u8])) -> io::Result<()> {
    let mut piece = vec![0; 1 << 18];
    let mut left = length;
    while left > 0 {
        let wanted = piece.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        let read = source.read(&mut piece[..wanted])?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        visit(&piece[..read]);
        left -= read as u64;
    }
    Ok(())
}
