//! Pictures that come beside the files: kept by content, so that the same one is kept once.

use std::fs::File;
use std::path::Path;

use crate::modules::exchange::archive::safe_name;
use crate::platform::files::Files;

/// The most bytes of one picture.
const PICTURE_BYTES_MAX: u64 = 32 * 1024 * 1024;

/// Keeps a picture that a product names and gives its content hash; `None` when it is not there or no picture.
pub trait PictureKeeper: Send + Sync {
    fn keep(&self, folder: &Path, path: &str) -> Option<String>;
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
}
