//! The two files of the log. One is written; the other waits until its rows are durable below, and is then begun anew.

use std::ffi::OsString;
use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::super::engine::Writes;
use super::super::{Result, StoreError};
use super::Mark;
use super::frame::{self, BLOCK, Frame, Header, HeaderRead};

/// Files grow by this much at a time, filled with zeros: a flush into space that exists needn't write the file's size.
const EXTENT: u64 = 1 << 20;

/// The log as opened: what it held has been read, nothing has been written.
pub(super) struct Opened {
    identity: [u8; 16],
    segments: [Segment; 2],
}

/// The log in use.
pub(super) struct Log {
    identity: [u8; 16],
    current: Segment,
    /// Away while the keeper takes its rows down.
    spare: Option<Segment>,
}

/// A commit that isn't known below: its number and its frame.
pub(super) type Left = (u64, Vec<u8>);

pub(super) struct Segment {
    file: File,
    name: String,
    key: [u8; 32],
    /// Where the next frame goes.
    position: u64,
    /// How far the file is filled.
    length: u64,
}

impl Log {
    /// Reads both files beside `store`, or makes them. Returns the commits after the mark's, in order.
    pub(super) fn open(store: &Path, mark: Option<Mark>) -> Result<(Opened, Vec<Left>)> {
        let paths = ["-wal-a", "-wal-b"].map(|suffix| beside(store, suffix));
        if let Some(mark) = mark.filter(|mark| !mark.closed)
            && let Some(missing) = paths.iter().find(|path| !path.exists())
        {
            return Err(StoreError::Engine(format!(
                "{} is missing: it holds the changes after number {}. Put it back beside the store, or make an empty \
                 file of that name to go on without them",
                missing.display(),
                mark.number
            )));
        }
        let identity = mark.map_or_else(rand::random, |mark| mark.log);
        let after = mark.map_or(0, |mark| mark.number);
        let mut left = Vec::new();
        let [a, b] = paths;
        let segments = [
            Segment::open(&a, &identity, after, &mut left)?,
            Segment::open(&b, &identity, after, &mut left)?,
        ];
        in_order(&mut left, after, [&segments[0].name, &segments[1].name])?;
        Ok((Opened { identity, segments }, left))
    }

    /// The commits after the mark's, in order, as both files hold them now; nothing is changed.
    pub(super) fn peek(store: &Path, mark: Mark) -> Result<Vec<Left>> {
        let paths = ["-wal-a", "-wal-b"].map(|suffix| beside(store, suffix));
        let names = paths.each_ref().map(|path| path.display().to_string());
        let mut left = Vec::new();
        for (path, name) in paths.iter().zip(&names) {
            match std::fs::read(path) {
                Ok(bytes) => left.extend(Segment::read(name, &bytes, &mark.log, mark.number)?),
                Err(error) if error.kind() == ErrorKind::NotFound && mark.closed => {}
                Err(error) => return Err(failed(name, &error)),
            }
        }
        in_order(&mut left, mark.number, [&names[0], &names[1]])?;
        Ok(left)
    }

    pub(super) fn identity(&self) -> [u8; 16] {
        self.identity
    }

    /// Bytes on disk.
    pub(super) fn size(&self) -> u64 {
        self.current.length + self.spare.as_ref().map_or(0, |spare| spare.length)
    }

    /// Writes one commit and returns its frame when it is on disk.
    pub(super) fn append(&mut self, number: u64, writes: &Writes) -> Result<Vec<u8>> {
        let frame = frame::encode(&self.current.key, number, writes);
        self.current.append(&frame)?;
        Ok(frame)
    }

    /// Later commits go to the other file. The one so far is the keeper's until [`put_back`](Log::put_back).
    pub(super) fn switch(&mut self) -> Option<Segment> {
        let spare = self.spare.take()?;
        Some(std::mem::replace(&mut self.current, spare))
    }

    /// Begins a segment anew, whose rows are all durable below, and has it ready for the next switch.
    pub(super) fn put_back(&mut self, segment: Segment) {
        self.spare = Some(segment);
    }

    /// Begins the current file anew when it is longer than `limit`. Everything in it must be durable below.
    pub(super) fn forget_if_longer(&mut self, limit: u64) -> Result<()> {
        if self.current.position > limit {
            self.current.begin(self.identity)?;
        }
        Ok(())
    }
}

impl Opened {
    pub(super) fn identity(&self) -> [u8; 16] {
        self.identity
    }

    /// Begins both files anew. Call it when what they held is durable below.
    pub(super) fn begin(self) -> Result<Log> {
        let [mut current, mut spare] = self.segments;
        current.begin(self.identity)?;
        spare.begin(self.identity)?;
        Ok(Log {
            identity: self.identity,
            current,
            spare: Some(spare),
        })
    }
}

impl Segment {
    /// Reads a file's frames of commits after `after` into `left`.
    fn open(path: &Path, identity: &[u8; 16], after: u64, left: &mut Vec<Left>) -> Result<Segment> {
        let name = path.display().to_string();
        let existed = path.exists();
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(path).map_err(|error| failed(&name, &error))?;
        if !existed {
            sync_folder_of(path).map_err(|error| failed(&name, &error))?;
        }
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(|error| failed(&name, &error))?;
        left.extend(Segment::read(&name, &bytes, identity, after)?);
        Ok(Segment {
            file,
            name,
            key: [0; 32],
            position: 0,
            length: bytes.len() as u64,
        })
    }

    fn read(name: &str, bytes: &[u8], identity: &[u8; 16], after: u64) -> Result<Vec<Left>> {
        match Header::read(bytes) {
            HeaderRead::Empty => Ok(Vec::new()),
            HeaderRead::Damaged => Err(damaged(name, 0)),
            HeaderRead::Valid(header) => {
                let frames = frames(name, bytes, &header.key, after)?;
                if header.log != *identity && !frames.is_empty() {
                    return Err(StoreError::Engine(format!("{name} belongs to another store")));
                }
                Ok(frames)
            }
        }
    }

    /// Empties the segment: from now on nothing in it counts.
    pub(super) fn begin(&mut self, identity: [u8; 16]) -> Result<()> {
        self.key = rand::random();
        let header = Header {
            log: identity,
            key: self.key,
        };
        self.position = 0;
        self.append(&header.to_block())
    }

    fn append(&mut self, blocks: &[u8]) -> Result<()> {
        let end = self.position + blocks.len() as u64;
        let written = self.make_room(end).and_then(|()| {
            self.file.seek(SeekFrom::Start(self.position))?;
            self.file.write_all(blocks)?;
            self.file.sync_data()
        });
        written.map_err(|error| failed(&self.name, &error))?;
        self.position = end;
        Ok(())
    }

    fn make_room(&mut self, end: u64) -> std::io::Result<()> {
        if end <= self.length {
            return Ok(());
        }
        let length = end.next_multiple_of(EXTENT);
        self.file.seek(SeekFrom::Start(self.length))?;
        std::io::copy(&mut std::io::repeat(0).take(length - self.length), &mut self.file)?;
        self.file.sync_all()?;
        self.length = length;
        Ok(())
    }
}

/// The frames of a segment that come after a commit. The last one may be torn, and everything behind it must then be
/// of no frame at all.
fn frames(name: &str, segment: &[u8], key: &[u8; 32], after: u64) -> Result<Vec<Left>> {
    let mut found = Vec::new();
    let mut last = 0;
    let mut at = BLOCK;
    while let Some(frame) = segment.get(at..).and_then(|rest| Frame::read(rest, key)) {
        if frame.number <= last {
            return Err(damaged(name, at));
        }
        last = frame.number;
        if frame.number > after {
            found.push((frame.number, frame.bytes.to_vec()));
        }
        at += frame.size();
    }
    let later = (at + BLOCK..segment.len()).step_by(BLOCK);
    match later
        .into_iter()
        .find(|later| Frame::read(&segment[*later..], key).is_some())
    {
        Some(_) => Err(damaged(name, at)),
        None => Ok(found),
    }
}

/// Sorts commits and finds the first that is missing after `after`.
fn in_order(left: &mut [Left], after: u64, files: [&str; 2]) -> Result<()> {
    left.sort_unstable_by_key(|(number, _)| *number);
    for (expected, (number, _)) in (after + 1..).zip(left.iter()) {
        if *number != expected {
            return Err(StoreError::Engine(format!(
                "change {expected} is missing in {} and {}: they belong to another state of the store",
                files[0], files[1]
            )));
        }
    }
    Ok(())
}

fn beside(store: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(store);
    name.push(suffix);
    PathBuf::from(name)
}

fn failed(name: &str, error: &std::io::Error) -> StoreError {
    let hint = match error.kind() {
        ErrorKind::StorageFull => " (the disk is full)",
        _ => "",
    };
    StoreError::Engine(format!("{name}: {error}{hint}"))
}

fn damaged(name: &str, at: usize) -> StoreError {
    StoreError::Engine(format!(
        "{name} is damaged at byte {at}: changes that were saved can't be read. Restore the last backup"
    ))
}

/// A new file's name is durable when its folder is flushed.
fn sync_folder_of(path: &Path) -> std::io::Result<()> {
    #[cfg(unix)]
    if let Some(folder) = path.parent() {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}
