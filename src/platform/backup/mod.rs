//! Backups: everything that an installation holds as one archive, checked before it is called good.
//!
//! An archive is a zip. Its entries are the rows of the store by table ([`rows`]), the files of the file store by their
//! hash, and a manifest that names each of them with size and hash ([`manifest`]). It is sealed: its last bytes are the
//! hash of all before them, so no bit of it can change unseen. It knows no engine: what was written from one can be read
//! into another.
//!
//! An archive is good when it was restored: [`create`] and [`verify`] both build a store from it in a temporary place,
//! compare digests, and walk that store as `kabinet check` does ([`unpack`]). [`restore`] does the same beside the data
//! and then puts one in the place of the other ([`swap`]), so that a stop at any moment leaves the old data or the new.

mod archive;
mod beside;
mod copy;
mod create;
mod drill;
mod events;
mod leftovers;
mod manifest;
mod restore;
mod retention;
mod rows;
mod space;
mod swap;
mod unpack;
mod write;

#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

pub use archive::Archive;
pub use beside::{Beside, changed_files, integrity};
pub use copy::copied;
pub use create::{Created, Source, create, folder_of, verify};
pub use drill::{Drilled, drill};
pub use leftovers::clear_leftovers;
pub use manifest::{FORMAT, Journal, Key, Kind, Manifest, Schema, schema};
pub use restore::{Arrived, Loss, Wishes, restore};
pub use retention::{Listed, Retention, Sorted, dated_name, listed, next_name, pruned, said, sorted};
pub use rows::RowsPart;
pub use space::{LITTLE_ROOM, STORES, free_bytes};
pub use swap::{DataLock, finish_interrupted, forget_kept, kept};
pub use unpack::Unpacked;

/// Names in a data directory.
pub const STORE: &str = "kabinet.redb";
pub const FILES: &str = "files";
pub const INSTANCE: &str = "instance.json";
/// Where archives go when nobody names a folder.
pub const BACKUPS: &str = "backups";

/// Why there is no good backup, or no restored data. In English, as the command line speaks.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The archive isn't what was written, or never was one.
    #[error("{0}")]
    Damaged(String),
    /// It is of a later version of the program.
    #[error("{0}")]
    Newer(String),
    /// Nothing is wrong with the archive; it can't be done here.
    #[error("{0}")]
    Refused(String),
    /// It wouldn't fit on the disk: told before the disk is filled.
    #[error("{0}")]
    NoRoom(String),
    #[error("{}: {error}{}", path.display(), hint(error))]
    Io { path: PathBuf, error: std::io::Error },
    #[error(transparent)]
    Store(#[from] crate::platform::store::StoreError),
}

pub type Result<T, E = BackupError> = std::result::Result<T, E>;

/// Keeps the path with an error of the disk.
fn at(path: &Path) -> impl FnOnce(std::io::Error) -> BackupError {
    move |error| BackupError::Io {
        path: path.to_owned(),
        error,
    }
}

fn damaged<T>(what: impl Into<String>) -> Result<T> {
    Err(BackupError::Damaged(what.into()))
}

fn hint(error: &std::io::Error) -> &'static str {
    match error.kind() {
        std::io::ErrorKind::StorageFull => " (the disk is full)",
        std::io::ErrorKind::PermissionDenied => " (run the command as the one who owns the folder)",
        _ => "",
    }
}

/// A name is durable when its folder is flushed.
fn sync_folder(folder: &Path) -> Result<()> {
    #[cfg(unix)]
    std::fs::File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(at(folder))?;
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}

/// A file that only its owner may read.
fn private() -> std::fs::OpenOptions {
    let mut options = std::fs::OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}
