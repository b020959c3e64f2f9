//! Rows as a stream of bytes: the same for every engine, so that a digest of it says whether two stores hold the same.
//!
//! ```text
//! row     length of key 4 · length of value 4 · key · value      lengths big-endian
//! ```

use std::io::{self, Read};
use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};

use super::{BackupError, Result, damaged};
use crate::platform::store::{RecordInfo, Whole, part_name, part_of};
use crate::platform::values::hex;

/// Longer keys are none of ours.
const KEY_MAX: u32 = 64 << 10;
/// Values are far smaller: blobs lie beside the store.
const VALUE_MAX: u32 = 1 << 30;

/// The rows of one kind: a table's records, an index, the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowsPart {
    /// What their keys begin with, in hexadecimal digits.
    pub prefix: String,
    /// `record-3-session`: for people, and in the entry's name.
    pub name: String,
    pub rows: u64,
    /// Of the stream.
    pub bytes: u64,
    /// BLAKE3 of the stream, in hexadecimal digits.
    pub hash: String,
}

impl RowsPart {
    /// The name of its entry in an archive.
    pub fn entry(&self) -> String {
        format!("rows/{}-{}", self.prefix, self.name)
    }
}

/// Where a stream goes.
pub(super) trait Sink {
    fn begin(&mut self, part: &RowsPart) -> io::Result<()>;
    fn write(&mut self, bytes: &[u8]) -> io::Result<()>;
}

/// Only the digest is wanted.
pub(super) struct Nowhere;

impl Sink for Nowhere {
    fn begin(&mut self, _part: &RowsPart) -> io::Result<()> {
        Ok(())
    }
    fn write(&mut self, _bytes: &[u8]) -> io::Result<()> {
        Ok(())
    }
}

/// Streams a whole store, part by part in the order of keys, and tells what was streamed.
pub(super) fn stream(whole: &Whole, tables: &[RecordInfo], sink: &mut dyn Sink) -> Result<Vec<RowsPart>> {
    let mut parts: Vec<RowsPart> = Vec::new();
    let mut prefix = Vec::new();
    let mut hasher = blake3::Hasher::new();
    let mut frame = Vec::new();
    let mut failed = None;
    whole.each(&mut |key, value| {
        let mut step = || -> io::Result<()> {
            if parts.is_empty() || part_of(key) != prefix {
                close(&mut parts, &mut hasher);
                prefix = part_of(key).to_vec();
                parts.push(RowsPart {
                    prefix: hex(&prefix),
                    name: part_name(&prefix, tables),
                    rows: 0,
                    bytes: 0,
                    hash: String::new(),
                });
                sink.begin(&parts[parts.len() - 1])?;
            }
            frame.clear();
            frame.extend_from_slice(&length(key.len())?.to_be_bytes());
            frame.extend_from_slice(&length(value.len())?.to_be_bytes());
            frame.extend_from_slice(key);
            frame.extend_from_slice(value);
            hasher.update(&frame);
            if let Some(part) = parts.last_mut() {
                part.rows += 1;
                part.bytes += frame.len() as u64;
            }
            sink.write(&frame)
        };
        match step() {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                failed = Some(error);
                ControlFlow::Break(())
            }
        }
    })?;
    if let Some(error) = failed {
        return Err(BackupError::Io {
            path: "the archive".into(),
            error,
        });
    }
    close(&mut parts, &mut hasher);
    Ok(parts)
}

/// Ends the part so far.
fn close(parts: &mut [RowsPart], hasher: &mut blake3::Hasher) {
    if let Some(part) = parts.last_mut() {
        part.hash = hasher.finalize().to_hex().to_string();
        hasher.reset();
    }
}

fn length(bytes: usize) -> io::Result<u32> {
    let fits = u32::try_from(bytes).ok().filter(|length| *length <= VALUE_MAX);
    fits.ok_or_else(|| io::Error::other("a row of the store is larger than an archive takes"))
}

/// The digest of everything: rows by part, and files by hash and size.
pub(super) fn digest<'b>(parts: &[RowsPart], blobs: impl Iterator<Item = (&'b str, u64)>) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(format!("rows {} {} {} {}\n", part.prefix, part.rows, part.bytes, part.hash).as_bytes());
    }
    for (hash, bytes) in blobs {
        hasher.update(format!("file {hash} {bytes}\n").as_bytes());
    }
    hasher.finalize().to_hex().to_string()
}

/// Reads a part's stream back. It trusts nothing: neither lengths nor order, nor that rows are of this part.
pub(super) struct RowsReader<R> {
    source: R,
    part: RowsPart,
    hasher: blake3::Hasher,
    rows: u64,
    bytes: u64,
    key: Vec<u8>,
    value: Vec<u8>,
}

impl<R: Read> RowsReader<R> {
    pub(super) fn new(source: R, part: &RowsPart) -> RowsReader<R> {
        RowsReader {
            source,
            part: part.clone(),
            hasher: blake3::Hasher::new(),
            rows: 0,
            bytes: 0,
            key: Vec::new(),
            value: Vec::new(),
        }
    }

    /// The next row; after the last one everything that was read must be what the manifest says.
    pub(super) fn next(&mut self) -> Result<Option<(&[u8], &[u8])>> {
        let mut lengths = Vec::with_capacity(8);
        self.take(8, &mut lengths)?;
        let Ok(lengths) = <[u8; 8]>::try_from(lengths) else {
            return self.end();
        };
        let (key, value) = lengths.split_at(4);
        let word = |bytes: &[u8]| u32::from_be_bytes(std::array::from_fn(|at| bytes[at]));
        let (key_length, value_length) = (word(key), word(value));
        if key_length > KEY_MAX || value_length > VALUE_MAX {
            return damaged(format!("{}: a row has an impossible length", self.part.entry()));
        }
        let last = std::mem::take(&mut self.key);
        let (mut key, mut value) = (Vec::new(), std::mem::take(&mut self.value));
        value.clear();
        self.take(u64::from(key_length), &mut key)?;
        self.take(u64::from(value_length), &mut value)?;
        if key.len() as u64 != u64::from(key_length) || value.len() as u64 != u64::from(value_length) {
            return damaged(format!("{}: it ends in the middle of a row", self.part.entry()));
        }
        if hex(part_of(&key)) != self.part.prefix {
            return damaged(format!("{}: a row belongs to another table", self.part.entry()));
        }
        if self.rows > 0 && key <= last {
            return damaged(format!("{}: its rows are out of order", self.part.entry()));
        }
        self.rows += 1;
        self.hasher.update(&lengths);
        self.hasher.update(&key);
        self.hasher.update(&value);
        (self.key, self.value) = (key, value);
        Ok(Some((&self.key, &self.value)))
    }

    fn take(&mut self, length: u64, into: &mut Vec<u8>) -> Result<()> {
        let read = (&mut self.source).take(length).read_to_end(into);
        let read = read.map_err(|error| BackupError::Damaged(format!("{}: {error}", self.part.entry())))?;
        self.bytes += read as u64;
        if self.bytes > self.part.bytes {
            return damaged(format!(
                "{}: it unpacks to more than the manifest says",
                self.part.entry()
            ));
        }
        Ok(())
    }

    fn end(&mut self) -> Result<Option<(&[u8], &[u8])>> {
        let hash = self.hasher.finalize().to_hex().to_string();
        if (self.rows, self.bytes, &hash) != (self.part.rows, self.part.bytes, &self.part.hash) {
            return damaged(format!("{}: it isn't what the manifest says", self.part.entry()));
        }
        Ok(None)
    }
}
