//! A rehearsal of the day on which the backup is needed: everything is restored into a temporary place, and timed.

use std::path::Path;
use std::time::{Duration, Instant};

use super::create::restored;
use super::manifest::Manifest;
use super::unpack::{Into, Unpacked};
use super::{FILES, Result};
use crate::platform::files::Files;
use crate::platform::store::RecordInfo;
use crate::platform::values::Clock;

/// An archive that was restored whole, with its files.
pub struct Drilled {
    pub manifest: Manifest,
    /// Of the archive.
    pub bytes: u64,
    pub unpacked: Unpacked,
    /// Files that were restored, and their bytes together.
    pub files: u64,
    pub file_bytes: u64,
    /// From the first byte read to the last check.
    pub took: Duration,
}

/// Restores `path` into a folder in `work`, which is removed afterwards.
///
/// # Errors
/// As of [`verify`](super::verify).
pub fn drill(path: &Path, work: &Path, tables: &[RecordInfo], clock: &Clock) -> Result<Drilled> {
    let began = Instant::now();
    let restored = restored(path, work, Into::Place, tables, clock)?;
    let (mut files, mut file_bytes) = (0, 0);
    let counted = Files::beside(&restored.place.path().join(FILES)).each(|_, bytes| {
        files += 1;
        file_bytes += bytes;
        Ok(())
    });
    counted.map_err(|error| super::BackupError::Refused(error.to_string()))?;
    Ok(Drilled {
        manifest: restored.archive.manifest.clone(),
        bytes: restored.archive.bytes,
        unpacked: restored.unpacked,
        files,
        file_bytes,
        took: began.elapsed(),
    })
}
