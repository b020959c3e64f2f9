//! A folder for the parcel, removed with its contents in the end.

use std::path::{Path, PathBuf};

use super::StandInError;

pub(super) struct Scratch(PathBuf);

impl Scratch {
    pub(super) fn new() -> Result<Scratch, StandInError> {
        let path = std::env::temp_dir().join(format!("kabinet-1c-{:016x}", rand::random::<u64>()));
        std::fs::create_dir(&path).map_err(StandInError::file(&path))?;
        Ok(Scratch(path))
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
