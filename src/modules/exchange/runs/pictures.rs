//! Pictures and papers that come beside the files: kept by content, so that the same one is kept once.

use std::fs::File;
use std::path::{Path, PathBuf};

use crate::modules::documents::{self, Manifest, ToldFile, twin};
use crate::modules::exchange::archive::safe_name;
use crate::modules::exchange::spool::{PAPERS, paper_name};
use crate::platform::files::Files;
use crate::platform::values::Message;

/// The most bytes of one picture.
const PICTURE_BYTES_MAX: u64 = 32 * 1024 * 1024;

/// Keeps a picture that a product names and gives its content hash; `None` when it is not there or no picture.
pub trait PictureKeeper: Send + Sync {
    fn keep(&self, folder: &Path, path: &str) -> Option<String>;

    /// Keeps the file that a document names, or says why it can't be taken.
    fn keep_paper(&self, _folder: &Path, _manifest: &Manifest) -> Paper {
        Paper::from(ToldFile::Absent)
    }

    /// Keeps the file that lies at this place among the papers, whoever names it.
    fn keep_left(&self, _folder: &Path, _place: &str) -> ToldFile {
        ToldFile::Absent
    }
}

/// What was found of the file that a document names.
pub struct Paper {
    pub file: ToldFile,
    /// Where it lies below the folder of papers, when it was kept.
    pub place: Option<String>,
}

impl From<ToldFile> for Paper {
    fn from(file: ToldFile) -> Paper {
        Paper { file, place: None }
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

    fn keep_paper(&self, folder: &Path, manifest: &Manifest) -> Paper {
        let refused = |id| Paper::from(ToldFile::Refused(Message::new(id).with("name", manifest.name.as_str())));
        let Some(name) = paper_name(&manifest.name) else {
            return refused("documents-file-outside");
        };
        let Some(path) = below(folder, &name) else {
            return refused("documents-file-link");
        };
        // Which of two is meant says the sum of the bytes, or nobody.
        let is_twice = folder.join(PAPERS).join(twin(&name, 2)).exists();
        if !is_twice {
            return kept_as(documents::keep(self, &path, manifest), name);
        }
        if manifest.sha256.is_none() {
            return refused("documents-file-twice");
        }
        let mut found = documents::keep(self, &path, manifest);
        let mut n = 1;
        while !matches!(found, ToldFile::Kept { .. }) {
            n += 1;
            let place = folder.join(PAPERS).join(twin(&name, n));
            if place.symlink_metadata().is_err() {
                return found.into();
            }
            let other = documents::keep(self, &place, manifest);
            if matches!(other, ToldFile::Kept { .. }) {
                found = other;
            }
        }
        kept_as(found, twin(&name, n))
    }

    fn keep_left(&self, folder: &Path, place: &str) -> ToldFile {
        let manifest = Manifest {
            name: place.to_owned(),
            ..Manifest::default()
        };
        match below(folder, place) {
            Some(path) => documents::keep(self, &path, &manifest),
            None => ToldFile::Refused(Message::new("documents-file-link").with("name", place)),
        }
    }
}

fn kept_as(file: ToldFile, place: String) -> Paper {
    let place = matches!(file, ToldFile::Kept { .. }).then_some(place);
    Paper { file, place }
}

/// A place among the papers; `None` where a link is on the way, which leads out as surely as one at its end.
fn below(folder: &Path, name: &str) -> Option<PathBuf> {
    let mut place = folder.join(PAPERS);
    for part in name.split('/') {
        if place.is_symlink() {
            return None;
        }
        place.push(part);
    }
    Some(place)
}
