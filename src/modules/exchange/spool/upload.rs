//! One file that comes in chunks under one name, and the ways to put it together.
//!
//! Nothing marks the last chunk, and a client that got no answer sends the same chunk again. So chunks are kept with
//! their place and digest, and what they make is decided when the file is wanted.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// How a chunk begins: a new beginning where the file has one already means that the client began anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Head {
    Xml,
    Zip,
    Other,
}

impl Head {
    pub fn of(bytes: &[u8]) -> Head {
        let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        if text.starts_with(b"<?xml") {
            Head::Xml
        } else if bytes.starts_with(b"PK\x03\x04") {
            Head::Zip
        } else {
            Head::Other
        }
    }
}

/// A chunk within its file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chunk {
    pub offset: u64,
    pub length: u64,
    pub digest: String,
    pub head: Head,
}

/// A file on its way in.
#[derive(Clone, Debug)]
pub struct Upload {
    pub name: String,
    pub path: PathBuf,
    pub chunks: Vec<Chunk>,
}

impl Upload {
    pub fn new(name: &str, path: PathBuf) -> Upload {
        Upload {
            name: name.to_owned(),
            path,
            chunks: Vec::new(),
        }
    }

    pub fn length(&self) -> u64 {
        self.chunks.last().map_or(0, |chunk| chunk.offset + chunk.length)
    }

    /// Takes in a chunk that lies in `part`, which is consumed. XML that begins again starts the file afresh.
    pub fn append(&mut self, part: &Path, length: u64, digest: String, head: Head) -> io::Result<()> {
        if head == Head::Xml {
            self.chunks.clear();
        }
        let offset = self.length();
        if self.chunks.is_empty() {
            fs::rename(part, &self.path)?;
        } else {
            let mut target = OpenOptions::new().write(true).open(&self.path)?;
            // A failed append may have left bytes behind the last good chunk.
            target.set_len(offset)?;
            target.seek(SeekFrom::Start(offset))?;
            io::copy(&mut File::open(part)?, &mut target)?;
            fs::remove_file(part)?;
        }
        self.chunks.push(Chunk {
            offset,
            length,
            digest,
            head,
        });
        Ok(())
    }

    /// What the chunks may make, the likeliest first: all of them; without those that repeat the one before; from
    /// the last one that begins an archive.
    pub fn candidates(&self) -> Vec<Vec<Chunk>> {
        let mut found = vec![self.chunks.clone()];
        let mut add = |candidate: Vec<Chunk>| {
            if !candidate.is_empty() && !found.contains(&candidate) {
                found.push(candidate);
            }
        };
        add(without_repeats(&self.chunks));
        if let Some(at) = self
            .chunks
            .iter()
            .rposition(|chunk| chunk.head == Head::Zip)
            .filter(|at| *at > 0)
        {
            add(self.chunks[at..].to_vec());
            add(without_repeats(&self.chunks[at..]));
        }
        found
    }

    /// Writes a candidate to `target`.
    pub fn write(&self, candidate: &[Chunk], target: &Path) -> io::Result<()> {
        let mut source = File::open(&self.path)?;
        let mut out = File::create(target)?;
        for chunk in candidate {
            source.seek(SeekFrom::Start(chunk.offset))?;
            io::copy(&mut (&mut source).take(chunk.length), &mut out)?;
        }
        out.flush()
    }
}

fn without_repeats(chunks: &[Chunk]) -> Vec<Chunk> {
    let mut kept: Vec<Chunk> = Vec::with_capacity(chunks.len());
    for chunk in chunks {
        let repeats = kept
            .last()
            .is_some_and(|last| last.digest == chunk.digest && last.length == chunk.length);
        if !repeats {
            kept.push(chunk.clone());
        }
    }
    kept
}
