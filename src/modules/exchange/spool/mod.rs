//! Where the files of one exchange session lie until they are imported: on disk, apart from those of other sessions.
//!
//! A log beside them tells what came, so that a session cut off by a restart can still be finished. Archives are
//! unpacked and chunks joined when a file is first wanted ([`Spool::settle`]): nothing marks the last chunk.

mod name;
mod upload;

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

pub use name::{PAPERS, bare_name, is_paper, paper_name, safe_name, tamed};
pub use upload::{Chunk, Head, Upload};

use super::Fault;
use super::intake::{lay, merge};

/// The most that one session may leave here.
pub const SESSION_BYTES_MAX: u64 = 8 << 30;
pub const SESSION_FILES_MAX: usize = 100_000;

/// Why a chunk was not taken.
#[derive(Debug, thiserror::Error)]
pub enum SpoolError {
    #[error("the session holds too many files")]
    TooManyFiles,
    #[error("the session holds too much data")]
    TooMuch,
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// A chunk that has arrived in a file of its own.
#[derive(Debug)]
pub struct Part {
    pub path: PathBuf,
    pub length: u64,
    pub digest: String,
    pub head: Head,
}

/// What came of settling.
#[derive(Debug, Default)]
pub struct Settled {
    /// What was found unusable, by name.
    pub faults: Vec<(String, PathBuf, Fault)>,
    /// Names that came twice with other bytes: both are kept and imported, in the order in which they came.
    pub twice: Vec<String>,
}

/// The files of one session.
#[derive(Debug)]
pub struct Spool {
    root: PathBuf,
    uploads: BTreeMap<String, (u64, Upload)>,
    bytes: u64,
    next: u64,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Line {
    Chunk { upload: u64, name: String, chunk: Chunk },
    Settled { upload: u64 },
}

impl Spool {
    /// A new spool in a folder that doesn't exist yet.
    pub fn create(root: &Path) -> io::Result<Spool> {
        fs::create_dir_all(root.join("up"))?;
        fs::create_dir_all(root.join("files"))?;
        Ok(Spool {
            root: root.to_owned(),
            uploads: BTreeMap::new(),
            bytes: 0,
            next: 0,
        })
    }

    /// A spool that an earlier process left. Lines of the log that can't be read end it: the last may be cut off.
    pub fn reopen(root: &Path) -> io::Result<Spool> {
        let mut spool = Spool::create(root)?;
        let log = match File::open(spool.log()) {
            Ok(log) => log,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(spool),
            Err(error) => return Err(error),
        };
        for line in BufReader::new(log).lines() {
            match serde_json::from_str(&line?) {
                Ok(Line::Chunk { upload, name, chunk }) => {
                    let path = spool.upload_path(upload);
                    let entry = spool.uploads.entry(name.clone());
                    let (_, known) = entry.or_insert_with(|| (upload, Upload::new(&name, path)));
                    if chunk.offset == 0 {
                        known.chunks.clear();
                    }
                    known.chunks.push(chunk);
                    spool.next = spool.next.max(upload + 1);
                }
                Ok(Line::Settled { upload }) => spool.uploads.retain(|_, (number, _)| *number != upload),
                Err(_) => break,
            }
        }
        spool.uploads.retain(|_, (_, upload)| upload.path.exists());
        spool.bytes = spool.uploads.values().map(|(_, upload)| upload.length()).sum();
        Ok(spool)
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where settled files lie, by their safe names.
    pub fn files(&self) -> PathBuf {
        self.root.join("files")
    }

    /// A new name for a chunk on its way in.
    pub fn part_path(&self) -> PathBuf {
        self.root.join(format!("part-{:016x}", rand::random::<u64>()))
    }

    /// Takes in a chunk of the file `name`, which must be a safe one.
    pub fn append(&mut self, name: &str, part: Part) -> Result<(), SpoolError> {
        if self.bytes.saturating_add(part.length) > SESSION_BYTES_MAX {
            return Err(SpoolError::TooMuch);
        }
        if !self.uploads.contains_key(name) {
            if self.uploads.len() >= SESSION_FILES_MAX {
                return Err(SpoolError::TooManyFiles);
            }
            let path = self.upload_path(self.next);
            self.uploads
                .insert(name.to_owned(), (self.next, Upload::new(name, path)));
            self.next += 1;
        }
        let Some((number, upload)) = self.uploads.get_mut(name) else {
            return Ok(());
        };
        let number = *number;
        upload.append(&part.path, part.length, part.digest, part.head)?;
        self.bytes += part.length;
        let chunk = upload.chunks.last().cloned();
        if let Some(chunk) = chunk {
            self.write_log(&Line::Chunk {
                upload: number,
                name: name.to_owned(),
                chunk,
            })?;
        }
        Ok(())
    }

    /// The joined bytes of a file that is not settled yet, to look at its end.
    pub fn upload(&self, name: &str) -> Option<&Upload> {
        self.uploads.get(name).map(|(_, upload)| upload)
    }

    pub fn has_uploads(&self) -> bool {
        !self.uploads.is_empty()
    }

    /// Joins chunks and unpacks archives into [`Spool::files`]. `unpack` is asked for each way to join an archive until
    /// one is sound; `sound` is asked about XML only where chunks repeat.
    pub fn settle(
        &mut self,
        mut unpack: impl FnMut(&Path, &Path) -> Result<(), Fault>,
        mut sound: impl FnMut(&Path) -> bool,
    ) -> io::Result<Settled> {
        let mut settled = Settled::default();
        let mut uploads: Vec<_> = std::mem::take(&mut self.uploads).into_iter().collect();
        // Of two with one name inside the later has the last word, whatever the archives are called.
        uploads.sort_by_key(|(_, (number, _))| *number);
        for (name, (number, upload)) in uploads {
            if is_archive(&upload) {
                match self.settle_archive(&upload, &mut unpack)? {
                    Ok(twice) => settled.twice.extend(twice),
                    Err(fault) => {
                        let kept = self.root.join(format!("bad-{number}.zip"));
                        fs::rename(&upload.path, &kept)?;
                        settled.faults.push((name.clone(), kept, fault));
                    }
                }
            } else if self.settle_plain(&upload, &mut sound)? {
                settled.twice.push(name.clone());
            }
            let _ = fs::remove_file(&upload.path);
            self.write_log(&Line::Settled { upload: number })?;
        }
        self.bytes = 0;
        Ok(settled)
    }

    fn settle_archive(
        &self,
        upload: &Upload,
        unpack: &mut impl FnMut(&Path, &Path) -> Result<(), Fault>,
    ) -> io::Result<Result<Vec<String>, Fault>> {
        let mut first = None;
        for candidate in upload.candidates() {
            let joined = if candidate == upload.chunks {
                upload.path.clone()
            } else {
                self.root.join("joined.zip")
            };
            if joined != upload.path {
                upload.write(&candidate, &joined)?;
            }
            // Into a folder of its own: a broken archive leaves nothing among the good files.
            let target = self.root.join("unpacked");
            let _ = fs::remove_dir_all(&target);
            fs::create_dir(&target)?;
            let outcome = unpack(&joined, &target);
            if joined != upload.path {
                fs::remove_file(&joined)?;
            }
            match outcome {
                Ok(()) => {
                    let twice = merge(&target, &self.files())?;
                    let _ = fs::remove_dir_all(&target);
                    return Ok(Ok(twice));
                }
                Err(fault) => {
                    let _ = fs::remove_dir_all(&target);
                    first.get_or_insert(fault);
                }
            }
        }
        Ok(Err(first.unwrap_or(Fault::Empty)))
    }

    /// True: another file of its name was there.
    fn settle_plain(&self, upload: &Upload, sound: &mut impl FnMut(&Path) -> bool) -> io::Result<bool> {
        let candidates = upload.candidates();
        if candidates.len() > 1 && !sound(&upload.path) {
            let joined = self.root.join("joined");
            for candidate in &candidates[1..] {
                upload.write(candidate, &joined)?;
                if sound(&joined) {
                    return lay(&joined, &self.files(), &upload.name);
                }
            }
        }
        lay(&upload.path, &self.files(), &upload.name)
    }

    fn upload_path(&self, number: u64) -> PathBuf {
        self.root.join("up").join(number.to_string())
    }

    fn log(&self) -> PathBuf {
        self.root.join("log")
    }

    fn write_log(&self, line: &Line) -> io::Result<()> {
        let mut text = serde_json::to_string(line).map_err(io::Error::other)?;
        text.push('\n');
        OpenOptions::new()
            .create(true)
            .append(true)
            .open(self.log())?
            .write_all(text.as_bytes())
    }
}

fn is_archive(upload: &Upload) -> bool {
    // A workbook or an archive of papers is a document's file: it stays as it is.
    if is_paper(&upload.name) {
        return false;
    }
    upload.chunks.first().is_some_and(|chunk| chunk.head == Head::Zip) || upload.name.to_lowercase().ends_with(".zip")
}

#[cfg(test)]
mod tests;
