//! A second copy of an archive in another folder, believed only when it was read back.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use super::archive::Archive;
use super::create::{folder_of, with_ending};
use super::leftovers::{Held, PARTIAL, clear_leftovers};
use super::space::ensure_room;
use super::{BackupError, Result, at, damaged, sync_folder};

/// Copies an archive into `folder` under the same name, by a temporary one. The folder isn't made: where a disk isn't
/// mounted, a folder of that name would lie on another.
///
/// # Errors
/// When the folder is missing, full, or gives back other bytes than were written.
pub fn copied(archive: &Path, folder: &Path) -> Result<PathBuf> {
    let name = archive
        .file_name()
        .ok_or_else(|| BackupError::Refused(format!("{} is no file", archive.display())))?;
    if !fs::metadata(folder).map_err(at(folder))?.is_dir() {
        return Err(BackupError::Refused(format!("{} is no folder", folder.display())));
    }
    let out = folder.join(name);
    if out.exists() {
        return Err(BackupError::Refused(format!("{} is there already", out.display())));
    }
    clear_leftovers(folder);
    let bytes = fs::metadata(archive).map_err(at(archive))?.len();
    ensure_room(folder, bytes, "the copy of the backup")?;
    let partial = with_ending(&out, PARTIAL);
    let made = made(archive, &partial).and_then(|()| {
        fs::rename(&partial, &out).map_err(at(&out))?;
        sync_folder(folder_of(&out))
    });
    if made.is_err() {
        let _ = fs::remove_file(&partial);
    }
    made.map(|()| out)
}

fn made(archive: &Path, partial: &Path) -> Result<()> {
    let mut source = File::open(archive).map_err(at(archive))?;
    let (mut file, _held) = Held::begun(partial)?;
    let mut hasher = blake3::Hasher::new();
    let mut piece = vec![0; 1 << 18];
    loop {
        let read = source.read(&mut piece).map_err(at(archive))?;
        if read == 0 {
            break;
        }
        hasher.update(&piece[..read]);
        file.write_all(&piece[..read]).map_err(at(partial))?;
    }
    file.sync_all().map_err(at(partial))?;
    drop(file);
    if hash_of(partial).map_err(at(partial))? != hasher.finalize() {
        return damaged(format!(
            "the copy in {} isn't what was written there: the disk or the network has changed it",
            folder_of(partial).display()
        ));
    }
    // Its seal too: the archive itself may have gone bad since it was checked.
    Archive::open(partial).map(drop)
}

fn hash_of(path: &Path) -> io::Result<blake3::Hash> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(File::open(path)?)?;
    Ok(hasher.finalize())
}
