//! Pictures and papers that come beside the files: kept by content, so that the same one is kept once.

use std::fs::File;
use std::path::Path;

use crate::modules::documents::{self, Manifest, ToldFile};
use crate::modules::exchange::archive::safe_name;
use crate::modules::exchange::intake::twin;
use crate::modules::exchange::spool::{PAPERS, paper_name};
use crate::platform::files::Files;
use crate::platform::values::Message;

/// The most bytes of one picture.
const PICTURE_BYTES_MAX: u64 = 32 * 1024 * 1024;

/// Keeps a picture that a product names and gives its content hash; `None` when it is not there or no picture.
pub trait PictureKeeper: Send + Sync {
    fn keep(&self, folder: &Path, path: &str) -> Option<String>;

    /// Keeps the file that a document names, or says why it can't be taken.
    fn keep_paper(&self, _folder: &Path, _manifest: &Manifest) -> ToldFile {
        ToldFile::Absent
    }
}

impl PictureKeeper for Files {
    fn keep(&self, folder: &Path, path: &str) -> Option<String> {
        let path = safe_name(path)?;
        let file = File::open(folder.join(path)).ok()?;
        if !file.metadata().ok()?.is_file() {
            return None;
        }
        let stored = self.put(file, PICTURE_BYTES_MAX).ok()?;
        stored.kind.is_picture().then(|| stored.hash.to_string())
    }

    fn keep_paper(&self, folder: &Path, manifest: &Manifest) -> ToldFile {
        let Some(name) = paper_name(&manifest.name) else {
            return ToldFile::Refused(Message::new("documents-file-outside").with("name", manifest.name.as_str()));
        };
        // A link on the way leads out as surely as one at its end.
        let mut place = folder.join(PAPERS);
        for part in name.split('/') {
            if place.is_symlink() {
                return ToldFile::Refused(Message::new("documents-file-link").with("name", manifest.name.as_str()));
            }
            place.push(part);
        }
        // Which of two is meant says the sum of the bytes, or nobody.
        if manifest.sha256.is_none() && twin(&place).exists() {
            return ToldFile::Refused(Message::new("documents-file-twice").with("name", manifest.name.as_str()));
        }
        documents::keep(self, &place, manifest)
    }
}
