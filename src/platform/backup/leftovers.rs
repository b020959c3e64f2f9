//! What a process that was killed has left in a folder of archives: half an archive, or a store that one was restored
//! into for its check.
//!
//! Whoever works on such a thing holds a lock on it, which ends with the process, however it ends. So what nobody holds
//! was left, and goes at the next backup. Where the system can't tell, a day decides.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::retention::dated;
use super::{Result, at, private};

/// What isn't an archive yet ends with this.
pub(super) const PARTIAL: &str = ".partial";
/// Temporary stores of verifications begin with this.
pub(super) const VERIFY: &str = ".kabinet-verify-";
/// The file in them that is locked.
const LOCK: &str = "held.lock";

/// Between the making of a thing and its lock there is a moment.
const YOUNG: Duration = Duration::from_secs(60);
/// A backup takes minutes, or hours at most.
const OLD: Duration = Duration::from_secs(24 * 60 * 60);

/// A lock on something that isn't finished. What can't be locked is told from what was left by its age.
pub(super) struct Held {
    _file: Option<File>,
}

impl Held {
    /// Begins a file of which nobody else may read, empty. It is held until it has its name or is gone.
    pub fn begun(path: &Path) -> Result<(File, Held)> {
        let made = private().read(true).write(true).create(true).truncate(true).open(path);
        let file = made.map_err(at(path))?;
        Ok((file, Held::file(path)))
    }

    fn file(path: &Path) -> Held {
        Held {
            _file: File::open(path).ok().and_then(locked),
        }
    }

    pub fn folder(folder: &Path) -> Held {
        let made = private()
            .write(true)
            .create(true)
            .truncate(false)
            .open(folder.join(LOCK));
        Held {
            _file: made.ok().and_then(locked),
        }
    }
}

/// Locks keep other handles from reading on some systems: there, age alone decides.
#[cfg(unix)]
fn locked(file: File) -> Option<File> {
    file.try_lock().is_ok().then_some(file)
}
#[cfg(not(unix))]
fn locked(_file: File) -> Option<File> {
    None
}

/// Removes what was left, and nothing whose name isn't of our making. What can't be removed is no reason to make no
/// backup.
pub fn clear_leftovers(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let Some(name) = name.to_str() else { continue };
        let path = entry.path();
        let is_store = name.starts_with(VERIFY);
        let is_partial = name.strip_suffix(PARTIAL).is_some_and(|name| dated(name).is_some());
        if !(is_store || is_partial) || !was_left(&path, is_store) {
            continue;
        }
        let _ = match is_store {
            true => fs::remove_dir_all(&path),
            false => fs::remove_file(&path),
        };
    }
}

fn was_left(path: &Path, is_store: bool) -> bool {
    let age = fs::symlink_metadata(path)
        .and_then(|of| of.modified())
        .map(|at| at.elapsed());
    let Ok(Ok(age)) = age else { return false };
    let lock: PathBuf = match is_store {
        true => path.join(LOCK),
        false => path.to_owned(),
    };
    let free = match File::open(lock).map(|file| file.try_lock()) {
        Ok(Ok(())) => cfg!(unix),
        // Somebody works on it, however old it is.
        Ok(Err(TryLockError::WouldBlock)) => return false,
        Ok(Err(TryLockError::Error(_))) | Err(_) => false,
    };
    age > OLD || (free && age > YOUNG)
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use super::*;

    fn aged(path: &Path, seconds: u64) {
        let at = SystemTime::now() - Duration::from_secs(seconds);
        File::open(path).unwrap().set_modified(at).unwrap();
    }

    #[test]
    fn what_nobody_holds_goes_and_foreign_things_stay() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let left = [
            "kabinet-20261127-221005Z.zip.partial",
            "kabinet-20261128-221005Z.zip.partial",
        ];
        let foreign = [
            "kabinet-20261127-221005Z.zip",
            "letters.partial",
            "kabinet.zip.partial",
            "kabinet-20261127-221005Z.zip.age.partial",
            "kabinet-20261127-221005Z.zip.part",
            "my-kabinet-20261127-221005Z.zip.partial",
        ];
        let (held, fresh) = (
            "kabinet-20261126-221005Z.zip.partial",
            "kabinet-20261125-221005Z.zip.partial",
        );
        for name in left.iter().chain(&foreign).chain([&held, &fresh]) {
            fs::write(at(name), "half").unwrap();
        }
        for (name, held) in [(".kabinet-verify-left", false), (".kabinet-verify-held", true)] {
            fs::create_dir(at(name)).unwrap();
            let lock = Held::folder(&at(name));
            if held {
                std::mem::forget(lock);
            }
            aged(&at(name), 3_600);
        }
        let _held = Held::file(&at(held));
        for name in left.iter().chain(&foreign).chain([&held]) {
            aged(&at(name), 3_600);
        }
        clear_leftovers(folder.path());
        let there = |name: &str| at(name).exists();
        for name in left.into_iter().chain([".kabinet-verify-left"]) {
            assert!(!there(name), "{name} was left and stays");
        }
        for name in foreign.into_iter().chain([held, fresh, ".kabinet-verify-held"]) {
            assert!(there(name), "{name} went");
        }
    }

    #[test]
    fn without_a_lock_a_day_decides() {
        let folder = tempfile::tempdir().unwrap();
        for (name, seconds) in [(".kabinet-verify-young", 80_000), (".kabinet-verify-old", 90_000)] {
            let path = folder.path().join(name);
            fs::create_dir(&path).unwrap();
            aged(&path, seconds);
        }
        clear_leftovers(folder.path());
        assert!(folder.path().join(".kabinet-verify-young").exists());
        assert!(!folder.path().join(".kabinet-verify-old").exists());
    }
}
