//! Files that no record names any more.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use super::{ContentHash, FileError, Files};

impl Files {
    /// Calls `visit` with each file's hash and size in bytes, in order of hashes.
    pub fn each(&self, mut visit: impl FnMut(ContentHash, u64) -> Result<(), FileError>) -> Result<(), FileError> {
        if !self.root().exists() {
            return Ok(());
        }
        for first in entries(self.root(), |name| name.len() == 2)? {
            for second in entries(&self.root().join(&first), |name| name.len() == 2)? {
                let folder = self.root().join(&first).join(&second);
                for name in entries(&folder, |name| name.len() == 64)? {
                    let Ok(hash) = name.parse() else { continue };
                    visit(hash, fs::metadata(folder.join(&name))?.len())?;
                }
            }
        }
        Ok(())
    }

    /// Files that `used` doesn't know and that were put before `before`, at most `limit` of them. Younger ones are left
    /// alone: a file is put before the record that names it is saved.
    pub fn orphans(
        &self,
        used: impl Fn(ContentHash) -> bool,
        before: SystemTime,
        limit: usize,
    ) -> Result<Vec<ContentHash>, FileError> {
        let mut orphans = Vec::new();
        self.each(|hash, _| {
            if orphans.len() < limit && !used(hash) && fs::metadata(self.path(hash))?.modified()? < before {
                orphans.push(hash);
            }
            Ok(())
        })?;
        Ok(orphans)
    }
}

/// Names in a folder that fit, sorted.
fn entries(folder: &Path, fits: impl Fn(&str) -> bool) -> Result<Vec<String>, FileError> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        if let Ok(name) = entry?.file_name().into_string()
            && fits(&name)
        {
            names.push(name);
        }
    }
    names.sort_unstable();
    Ok(names)
}
