//! Zip archives from outside, read safely.
//!
//! Everything is checked before the first byte is unpacked: names, links, passwords, counts; and the sizes again while
//! unpacking, on the bytes that really come out, since what an archive says of itself is only a claim.

mod names;

use std::io::{Read, Seek, SeekFrom, Write};

use zip::ZipArchive;
use zip::result::ZipError;

pub use names::safe_name;

use super::Fault;
use super::spool::is_paper;

/// What an archive may unpack to.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    pub files: usize,
    /// Bytes of one file.
    pub entry_bytes: u64,
    /// Bytes of all files together.
    pub total_bytes: u64,
    /// How many times larger than its packed form a file of more than a mebibyte may be. Price lists of 1C reach 40.
    pub ratio: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            files: 50_000,
            entry_bytes: 1024 * 1024 * 1024,
            total_bytes: 4 * 1024 * 1024 * 1024,
            ratio: 300,
        }
    }
}

/// One file of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// A relative path with `/`, safe to be joined to a folder.
    pub name: String,
    index: usize,
    packed: u64,
}

/// An archive whose table of contents was checked as a whole.
pub struct Archive<R> {
    zip: ZipArchive<R>,
    entries: Vec<Entry>,
    limits: Limits,
    unpacked: u64,
}

impl<R: Read + Seek> Archive<R> {
    /// Opens an archive and checks all its entries; folders are left out.
    pub fn open(mut reader: R, limits: Limits) -> Result<Archive<R>, Fault> {
        check_count(&mut reader, limits.files)?;
        let mut zip = ZipArchive::new(reader).map_err(broken)?;
        if zip.len() > limits.files {
            return Err(Fault::TooManyFiles);
        }
        let mut entries = Vec::with_capacity(zip.len());
        for index in 0..zip.len() {
            let file = zip.by_index_raw(index).map_err(broken)?;
            let shown = names::decoded(file.name_raw());
            if file.encrypted() {
                return Err(Fault::Encrypted { name: shown });
            }
            if file.is_symlink() {
                return Err(Fault::Link { name: shown });
            }
            let Some(name) = safe_name(&shown) else {
                return Err(Fault::UnsafeName { name: shown });
            };
            if file.is_dir() || shown.ends_with(['/', '\\']) {
                continue;
            }
            // What belongs to a document is never opened.
            if names::is_archive(&name) && !is_paper(&name) {
                return Err(Fault::NestedArchive { name });
            }
            entries.push(Entry {
                name,
                index,
                packed: file.compressed_size(),
            });
        }
        // Files that share their packed bytes are a bomb that no ratio sees.
        if zip.has_overlapping_files().map_err(broken)? {
            return Err(Fault::BrokenArchive {
                detail: "files overlap".to_owned(),
            });
        }
        Ok(Archive {
            zip,
            entries,
            limits,
            unpacked: 0,
        })
    }

    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Unpacks one file into `into` and gives its length.
    pub fn unpack(&mut self, entry: &Entry, into: &mut dyn Write) -> Result<u64, Fault> {
        let file = self.zip.by_index(entry.index).map_err(broken)?;
        let by_ratio = entry.packed.saturating_mul(self.limits.ratio).max(1024 * 1024);
        let allowed = self
            .limits
            .entry_bytes
            .min(self.limits.total_bytes - self.unpacked)
            .min(by_ratio);
        let mut limited = file.take(allowed + 1);
        let mut buffer = vec![0; 128 * 1024];
        let mut written = 0;
        loop {
            let read = limited.read(&mut buffer).map_err(|error| Fault::BrokenArchive {
                detail: format!("{}: {error}", entry.name),
            })?;
            if read == 0 {
                break;
            }
            written += read as u64;
            if written > allowed {
                return Err(Fault::ArchiveTooLarge {
                    name: entry.name.clone(),
                });
            }
            into.write_all(&buffer[..read]).map_err(|error| Fault::Io {
                detail: error.to_string(),
            })?;
        }
        self.unpacked += written;
        Ok(written)
    }
}

/// The end record says how many entries to expect; asking it first keeps a table of millions out of memory.
fn check_count<R: Read + Seek>(reader: &mut R, files: usize) -> Result<(), Fault> {
    const END: &[u8] = b"PK\x05\x06";
    const SEARCHED: u64 = 22 + 65_535;
    let io = |error: std::io::Error| Fault::Io {
        detail: error.to_string(),
    };
    let length = reader.seek(SeekFrom::End(0)).map_err(io)?;
    let start = length.saturating_sub(SEARCHED);
    reader.seek(SeekFrom::Start(start)).map_err(io)?;
    let mut tail = Vec::new();
    reader.take(SEARCHED).read_to_end(&mut tail).map_err(io)?;
    reader.seek(SeekFrom::Start(0)).map_err(io)?;
    let Some(at) = tail.windows(END.len()).rposition(|window| window == END) else {
        return Err(Fault::BrokenArchive {
            detail: "no end of the table of contents".to_owned(),
        });
    };
    let number = |offset: usize, bytes: usize| -> u64 {
        tail.get(at + offset..at + offset + bytes).map_or(0, |digits| {
            digits.iter().rev().fold(0, |sum, &digit| sum << 8 | u64::from(digit))
        })
    };
    let (count, size) = (number(10, 2), number(12, 4));
    if count as usize > files || count == 0xffff || size > 64 * 1024 * 1024 {
        return Err(Fault::TooManyFiles);
    }
    Ok(())
}

fn broken(error: ZipError) -> Fault {
    match error {
        ZipError::Io(error) if error.kind() != std::io::ErrorKind::UnexpectedEof => Fault::Io {
            detail: error.to_string(),
        },
        error => Fault::BrokenArchive {
            detail: error.to_string(),
        },
    }
}

#[cfg(test)]
mod tests;
