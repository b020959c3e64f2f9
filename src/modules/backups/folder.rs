//! Is this a folder that backups may go to, and is it still the same one?
//!
//! A folder is marked when it is set up. Where a disk isn't mounted, its folder is there and empty, on the disk of the
//! data: without the mark, copies would go there in silence. The mark also keeps two installations out of one
//! folder, once either has set it up.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::model::{PATH_MAX, Trouble};
use crate::platform::backup::BACKUPS;
use crate::platform::values::Message;

/// The file that marks a folder; it holds the installation's id.
pub const MARK: &str = ".kabinet-backups";

/// A folder that may be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// As it was typed.
    pub path: String,
    /// The same without links, for comparing.
    pub real: PathBuf,
    /// Does it lie on the disk of the data?
    pub same_disk: bool,
}

/// Looks at a folder and marks it as this installation's.
///
/// # Errors
/// What is wrong with it, for whoever typed it.
pub fn checked(typed: &str, data: &Path, installation: &str) -> Result<Checked, Message> {
    let typed = typed.trim();
    let wrong = |id: &'static str| Message::new(id);
    if typed.is_empty() {
        return Err(wrong("backups-folder-empty"));
    }
    let path = Path::new(typed);
    if typed.len() > PATH_MAX || typed.chars().any(char::is_control) || !path.is_absolute() {
        return Err(wrong("backups-folder-absolute"));
    }
    let own = data.join(BACKUPS);
    if path == own {
        // The only one that we make: it belongs to the data directory.
        let _ = fs::create_dir(&own);
    }
    let real = match fs::canonicalize(path) {
        Ok(real) if real.is_dir() => real,
        Ok(_) => return Err(wrong("backups-folder-is-file")),
        Err(error) if error.kind() == ErrorKind::PermissionDenied => return Err(wrong("backups-folder-not-writable")),
        Err(_) => return Err(wrong("backups-folder-missing")),
    };
    let real_data = fs::canonicalize(data).unwrap_or_else(|_| data.to_owned());
    if real.starts_with(&real_data) && !real.starts_with(real_data.join(BACKUPS)) {
        return Err(wrong("backups-folder-in-data"));
    }
    match is_ours(&real, installation) {
        Ok(()) => {}
        Err(Trouble::ForeignFolder) if real.join(MARK).exists() => return Err(wrong("backups-folder-of-another")),
        Err(_) => mark(&real, installation).map_err(|error| {
            wrong(match error.kind() {
                ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "backups-folder-full",
                _ => "backups-folder-not-writable",
            })
        })?,
    }
    // A mark that was there already says nothing of today.
    if tempfile::NamedTempFile::new_in(&real).is_err() {
        return Err(wrong("backups-folder-not-writable"));
    }
    Ok(Checked {
        path: typed.to_owned(),
        same_disk: on_one_disk(&real, data),
        real,
    })
}

fn mark(folder: &Path, installation: &str) -> std::io::Result<()> {
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    writeln!(file, "{installation}")?;
    file.as_file().sync_all()?;
    file.persist(folder.join(MARK)).map(drop).map_err(|error| error.error)
}

/// Is it the folder that was set up?
pub fn is_ours(folder: &Path, installation: &str) -> Result<(), Trouble> {
    match fs::metadata(folder) {
        Ok(found) if found.is_dir() => {}
        Ok(_) => return Err(Trouble::NoFolder),
        Err(error) if error.kind() == ErrorKind::PermissionDenied => return Err(Trouble::NotWritable),
        Err(_) => return Err(Trouble::NoFolder),
    }
    match fs::read_to_string(folder.join(MARK)) {
        Ok(text) if text.trim() == installation => Ok(()),
        _ => Err(Trouble::ForeignFolder),
    }
}

/// Do both lie on one disk? What can't be told is no reason to warn.
#[cfg(unix)]
pub fn on_one_disk(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (fs::metadata(one), fs::metadata(other)) {
        (Ok(one), Ok(other)) => one.dev() == other.dev(),
        _ => false,
    }
}
#[cfg(not(unix))]
pub fn on_one_disk(_one: &Path, _other: &Path) -> bool {
    false
}
