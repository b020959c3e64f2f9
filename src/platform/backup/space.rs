//! Is there room? Asked before, so that a disk isn't filled to learn it.

use std::path::Path;

use super::{BackupError, Result, at};

/// Room that is left to others on the disk.
const SPARE: u64 = 64 << 20;

/// Less free room than this, bytes, and the server may stop at any moment.
pub const LITTLE_ROOM: u64 = 256 << 20;
/// What a backup and its check take of rows, as many times as the store's file; stored files come on top.
pub const STORES: u64 = 3;

/// Bytes that this user may still write where `folder` lies.
pub fn free_bytes(folder: &Path) -> Result<u64> {
    fs4::available_space(folder).map_err(at(folder))
}

/// Refuses what won't fit, in words.
pub(super) fn ensure_room(folder: &Path, need: u64, what: &str) -> Result<()> {
    enough(folder, need, free_bytes(folder)?, what)
}

fn enough(folder: &Path, need: u64, free: u64, what: &str) -> Result<()> {
    if free >= need.saturating_add(SPARE) {
        return Ok(());
    }
    Err(BackupError::NoRoom(format!(
        "there is no room in {}: {what} takes up to {}, and {} are free",
        folder.display(),
        said(need.saturating_add(SPARE)),
        said(free)
    )))
}

/// Bytes for people.
pub(super) fn said(bytes: u64) -> String {
    const MIB: u64 = 1 << 20;
    match bytes {
        0..MIB => format!("{} KiB", bytes.div_ceil(1024)),
        _ => format!("{} MiB", bytes.div_ceil(MIB)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_told_before_it_is_full() {
        let folder = Path::new("/backups");
        for (need, free, fits) in [
            (0, SPARE, true),
            (0, SPARE - 1, false),
            (1 << 30, (1 << 30) + SPARE, true),
            (1 << 30, 1 << 30, false),
            (u64::MAX, u64::MAX - 1, false),
        ] {
            assert_eq!(enough(folder, need, free, "it").is_ok(), fits, "{need} of {free}");
        }
        let said = enough(folder, 200 << 20, 100 << 20, "the backup")
            .unwrap_err()
            .to_string();
        assert_eq!(
            said,
            "there is no room in /backups: the backup takes up to 264 MiB, and 100 MiB are free"
        );
    }

    #[test]
    fn a_folder_tells_its_room() {
        let folder = tempfile::tempdir().unwrap();
        assert!(free_bytes(folder.path()).unwrap() > 0);
        assert!(free_bytes(&folder.path().join("absent")).is_err());
    }
}
