//! Files that no record names any more.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::SystemTime;

use super::{ContentHash, FileError, Files};

impl Files {
    /// Calls `visit` with each file's hash and size in bytes, in order of hashes. One that is swept meanwhile is left out.
    pub fn each(&self, mut visit: impl FnMut(ContentHash, u64) -> Result<(), FileError>) -> Result<(), FileError> {
        if !self.root().exists() {
            return Ok(());
        }
        for first in entries(self.root(), |name| name.len() == 2)? {
            for second in entries(&self.root().join(&first), |name| name.len() == 2)? {
                let folder = self.root().join(&first).join(&second);
                for name in entries(&folder, |name| name.len() == 64)? {
                    let Ok(hash) = name.parse() else { continue };
                    match fs::metadata(folder.join(&name)).map_err(FileError::from) {
                        Err(FileError::Missing) => {}
                        there => visit(hash, there?.len())?,
                    }
                }
            }
        }
        Ok(())
    }

    /// The files that were put before `before`, the last time that somebody put their content.
    pub(super) fn put_before(&self, before: SystemTime) -> Result<BTreeSet<ContentHash>, FileError> {
        let mut old = BTreeSet::new();
        self.each(|hash, _| {
            match fs::metadata(self.path(hash)).map_err(FileError::from) {
                Err(FileError::Missing) => {}
                there => {
                    if there?.modified()? < before {
                        old.insert(hash);
                    }
                }
            }
            Ok(())
        })?;
        Ok(old)
    }

    /// Deletes a file with what was made of it, unless somebody has put it since `before`; its size in bytes, `None` where
    /// nothing was deleted.
    pub(super) fn delete_old(&self, hash: ContentHash, before: SystemTime) -> Result<Option<u64>, FileError> {
        let _alone = self.settling.write();
        let there = match fs::metadata(self.path(hash)).map_err(FileError::from) {
            Err(FileError::Missing) => return Ok(None),
            there => there?,
        };
        if there.modified()? >= before {
            return Ok(None);
        }
        self.delete(hash)?;
        Ok(Some(there.len()))
    }
}

/// Takes the hashes that are written in `bytes` out of `hashes`, wherever they stand. One written in the midst of more
/// digits counts too.
pub(super) fn strike(hashes: &mut BTreeSet<ContentHash>, bytes: &[u8]) {
    const DIGITS: usize = 64;
    let is_digit = |byte: &u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    // So many digits in a row can't lie between two places that are as far apart.
    let mut at = DIGITS - 1;
    while let Some(byte) = bytes.get(at) {
        if !is_digit(byte) {
            at += DIGITS;
            continue;
        }
        let before = bytes[..at].iter().rposition(|byte| !is_digit(byte));
        let after = bytes[at..].iter().position(|byte| !is_digit(byte));
        let (start, end) = (
            before.map_or(0, |at| at + 1),
            after.map_or(bytes.len(), |more| at + more),
        );
        for written in bytes[start..end].windows(DIGITS) {
            let hash = std::str::from_utf8(written).ok().and_then(|text| text.parse().ok());
            if let Some(hash) = hash {
                hashes.remove(&hash);
            }
        }
        at = end + DIGITS;
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
