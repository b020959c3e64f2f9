//! Putting and getting.

use std::fs::{self, File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::SystemTime;

use parking_lot::{Mutex, RwLock};
use serde::{Deserialize, Serialize};

use super::{ContentHash, FileError, FileKind};

/// The files of one installation. Cheap to clone. Its methods block on the disk.
#[derive(Clone, Debug)]
pub struct Files {
    root: Arc<Path>,
    uploads: Arc<AtomicU64>,
    /// One picture is decoded at a time: each may take 160 MB.
    pub(super) decoding: Arc<Mutex<()>>,
    /// Held for reading while a file gets its name, and alone while one is swept: whoever puts the content of an old file
    /// once more finds it renewed, or gone and put anew.
    pub(super) settling: Arc<RwLock<()>>,
}

/// What has been put.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stored {
    pub hash: ContentHash,
    /// In bytes.
    pub size: u64,
    pub kind: FileKind,
}

impl Files {
    /// Opens the store under `root`, makes it where it is absent, and forgets uploads that were never finished.
    pub fn open(root: &Path) -> Result<Files, FileError> {
        let incoming = root.join("incoming");
        fs::create_dir_all(&incoming).map_err(FileError::Io)?;
        for entry in fs::read_dir(&incoming).map_err(FileError::Io)? {
            let path = entry.map_err(FileError::Io)?.path();
            fs::remove_file(path).map_err(FileError::Io)?;
        }
        Ok(Files {
            root: root.into(),
            uploads: Arc::default(),
            decoding: Arc::default(),
            settling: Arc::default(),
        })
    }

    /// The store under `root` for reading, beside the process that has it open: nothing is made, nothing forgotten.
    pub fn beside(root: &Path) -> Files {
        Files {
            root: root.into(),
            uploads: Arc::default(),
            decoding: Arc::default(),
            settling: Arc::default(),
        }
    }

    /// Begins a file of at most `limit` bytes, to be written piece by piece.
    pub fn upload(&self, limit: u64) -> Result<Upload, FileError> {
        let number = self.uploads.fetch_add(1, Ordering::Relaxed);
        let path = self
            .root
            .join("incoming")
            .join(format!("{}-{number}", std::process::id()));
        let file = OpenOptions::new()
            .read(true)
            .write(true)
            .create_new(true)
            .open(&path)
            .map_err(FileError::Io)?;
        Ok(Upload {
            store: self.clone(),
            path,
            file,
            hasher: blake3::Hasher::new(),
            size: 0,
            limit,
        })
    }

    /// Keeps everything that `source` gives, at most `limit` bytes.
    pub fn put(&self, mut source: impl Read, limit: u64) -> Result<Stored, FileError> {
        let mut upload = self.upload(limit)?;
        let mut piece = vec![0; 64 * 1024];
        loop {
            match source.read(&mut piece).map_err(FileError::Io)? {
                0 => return upload.finish(),
                length => upload.write(&piece[..length])?,
            }
        }
    }

    pub fn contains(&self, hash: ContentHash) -> bool {
        self.path(hash).is_file()
    }

    /// Size in bytes.
    pub fn size(&self, hash: ContentHash) -> Result<u64, FileError> {
        Ok(fs::metadata(self.path(hash))?.len())
    }

    /// The whole file, to be read from its start.
    pub fn get(&self, hash: ContentHash) -> Result<File, FileError> {
        Ok(File::open(self.path(hash))?)
    }

    /// The bytes of `range`, as a reader that ends where the range does. A range beyond the file is refused.
    pub fn get_range(&self, hash: ContentHash, range: Range<u64>) -> Result<std::io::Take<File>, FileError> {
        let mut file = self.get(hash)?;
        if range.start >= range.end || range.end > file.metadata()?.len() {
            return Err(FileError::Range);
        }
        file.seek(SeekFrom::Start(range.start))?;
        Ok(file.take(range.end - range.start))
    }

    pub fn kind(&self, hash: ContentHash) -> Result<FileKind, FileError> {
        Ok(FileKind::of_file(&mut self.get(hash)?)?)
    }

    /// Reads the file and compares it with its name.
    pub fn verify(&self, hash: ContentHash) -> Result<(), FileError> {
        let mut hasher = blake3::Hasher::new();
        hasher.update_reader(self.get(hash)?)?;
        if hasher.finalize().as_bytes() == hash.as_bytes() {
            Ok(())
        } else {
            Err(FileError::Damaged)
        }
    }

    /// Removes the file and what was made of it. Absent files are no error.
    pub fn delete(&self, hash: ContentHash) -> Result<(), FileError> {
        let path = self.path(hash);
        for derived in self.derived(hash) {
            forgiving(fs::remove_file(derived))?;
        }
        forgiving(fs::remove_file(path))
    }

    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    pub(super) fn path(&self, hash: ContentHash) -> PathBuf {
        let name = hash.to_string();
        self.root.join(&name[..2]).join(&name[2..4]).join(name)
    }

    /// Puts finished bytes under a final name: whole or not at all.
    pub(super) fn settle(&self, temporary: &Path, file: &File, place: &Path) -> Result<(), FileError> {
        file.sync_all().map_err(FileError::Io)?;
        let folder = place.parent().unwrap_or(&self.root);
        let above = folder.parent().unwrap_or(&self.root);
        let new_folder = !folder.is_dir();
        fs::create_dir_all(folder).map_err(FileError::Io)?;
        fs::rename(temporary, place).map_err(FileError::Io)?;
        sync_folder(folder)?;
        if new_folder {
            sync_folder(above)?;
            sync_folder(&self.root)?;
        }
        Ok(())
    }
}

/// A file on its way in. Dropped before [`Upload::finish`], it leaves nothing behind.
#[derive(Debug)]
pub struct Upload {
    store: Files,
    path: PathBuf,
    file: File,
    hasher: blake3::Hasher,
    size: u64,
    limit: u64,
}

impl Upload {
    /// Adds a piece. Beyond the limit nothing more is written.
    pub fn write(&mut self, piece: &[u8]) -> Result<(), FileError> {
        let size = self.size + piece.len() as u64;
        if size > self.limit {
            return Err(FileError::TooLarge(self.limit));
        }
        self.file.write_all(piece).map_err(FileError::Io)?;
        self.hasher.update(piece);
        self.size = size;
        Ok(())
    }

    /// Flushes to the disk and gives the file its name. After this returns, a power cut doesn't lose it.
    pub fn finish(mut self) -> Result<Stored, FileError> {
        let hash = ContentHash(*self.hasher.finalize().as_bytes());
        let kind = FileKind::of_file(&mut self.file).map_err(FileError::Io)?;
        let place = self.store.path(hash);
        let _settling = self.store.settling.read();
        match place.is_file() {
            // It counts as put now: a record that names it may be about to be saved.
            true => renew(&place)?,
            false => self.store.settle(&self.path, &self.file, &place)?,
        }
        Ok(Stored {
            hash,
            size: self.size,
            kind,
        })
    }
}

impl Drop for Upload {
    fn drop(&mut self) {
        // Gone already when it was renamed; what can't be removed goes at the next start.
        let _ = fs::remove_file(&self.path);
    }
}

fn renew(place: &Path) -> Result<(), FileError> {
    let file = OpenOptions::new().append(true).open(place).map_err(FileError::Io)?;
    file.set_modified(SystemTime::now()).map_err(FileError::Io)
}

fn forgiving(outcome: std::io::Result<()>) -> Result<(), FileError> {
    match outcome.map_err(FileError::from) {
        Err(FileError::Missing) => Ok(()),
        other => other,
    }
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> Result<(), FileError> {
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(FileError::Io)
}

/// Elsewhere a folder can't be opened for this, and the file system keeps its own journal of names.
#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> Result<(), FileError> {
    Ok(())
}
