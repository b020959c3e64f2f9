//! Before anything of a file is applied it is read to its end: a file that fails there changes nothing.
//!
//! The file is read once, checked and taken apart; its items wait in a [`Spill`] for being applied, so memory is bounded
//! whatever its size.

mod spill;

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::mpsc::sync_channel;

use serde::{Deserialize, Serialize};

use spill::Spill;

use super::commerceml::{self, Item};
use super::desk::Progress;
use super::extension::{self, ExtensionItem};
use super::{Fault, ReadError, Report};

/// The order in which items are handed out, as a number: raise it with every change of [`spill`], so that an import that
/// an older version began starts over.
pub const ORDER: u32 = 1;

/// What a file turned out to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    CommerceMl,
    Extension,
}

/// A file that was read to its end and can be applied.
pub struct Staged {
    items: Spill,
    pub form: Form,
    pub bytes: u64,
    /// BLAKE3 of its bytes, in hexadecimal digits.
    pub digest: String,
    /// What reading found; applying adds to it.
    pub report: Report,
}

/// One thing of either form, on its way to be applied.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum StagedItem {
    Said(Item),
    Extra(ExtensionItem),
}

/// Reads a file through. A fault is the file's; what was found until then comes with it.
pub fn stage(path: &Path, progress: &Progress) -> Result<Staged, (Fault, Report)> {
    let mut report = Report::default();
    let mut items = Spill::new(path);
    match read_through(path, progress, &mut report, &mut items) {
        Ok((form, bytes, digest)) => Ok(Staged {
            items,
            form,
            bytes,
            digest,
            report,
        }),
        Err(fault) => Err((fault, report)),
    }
}

fn read_through(
    path: &Path,
    progress: &Progress,
    report: &mut Report,
    items: &mut Spill,
) -> Result<(Form, u64, String), Fault> {
    let mut file = File::open(path).map_err(io_fault)?;
    let mut start = [0; 4_096];
    let filled = fill(&mut file, &mut start).map_err(io_fault)?;
    file.seek(SeekFrom::Start(0)).map_err(io_fault)?;
    let form = if extension::looks_like(&start[..filled]) {
        Form::Extension
    } else {
        Form::CommerceMl
    };
    let mut hashing = Hashing {
        inner: &mut file,
        hasher: blake3::Hasher::new(),
        bytes: 0,
    };
    let read = beside(items, |take| {
        let mut take = |item, line| {
            progress.add(1);
            take(item, line)
        };
        match form {
            Form::CommerceMl => commerceml::read(&mut hashing, report, &mut |item, line| {
                take(StagedItem::Said(item), line)
            }),
            Form::Extension => extension::read(&mut hashing, report, &mut |item, line| {
                take(StagedItem::Extra(item), line)
            }),
        }
    });
    read.map_err(only_fault)?;
    // What follows the root counts too: the digest is of the whole file.
    io::copy(&mut hashing, &mut io::sink()).map_err(io_fault)?;
    let (bytes, digest) = (hashing.bytes, hashing.hasher.finalize().to_hex().to_string());
    Ok((form, bytes, digest))
}

/// Items that are handed over together.
const HANDED: usize = 256;
/// Handfuls that may wait between the threads.
const WAITING: usize = 4;

type Take<'t> = &'t mut dyn FnMut(StagedItem, u32) -> Result<(), anyhow::Error>;

/// Runs `read`, whose items another thread encodes and puts away: taking XML apart and encoding cost about the same.
fn beside(items: &mut Spill, read: impl FnOnce(Take<'_>) -> Result<(), ReadError>) -> Result<(), ReadError> {
    let (sender, receiver) = sync_channel::<Vec<(StagedItem, u32)>>(WAITING);
    std::thread::scope(|threads| {
        let keeping = threads.spawn(move || -> io::Result<()> {
            for handful in receiver {
                for (item, line) in handful {
                    items.push(&item, line)?;
                }
            }
            Ok(())
        });
        let mut handful = Vec::with_capacity(HANDED);
        let ended = || anyhow::anyhow!("the thread that keeps what was read ended");
        let read = read(&mut |item, line| {
            handful.push((item, line));
            if handful.len() < HANDED {
                return Ok(());
            }
            let full = std::mem::replace(&mut handful, Vec::with_capacity(HANDED));
            sender.send(full).map_err(|_| ended())
        });
        if read.is_ok() {
            // Where it fails, the thread tells why.
            let _ = sender.send(handful);
        }
        drop(sender);
        match keeping.join() {
            Ok(Ok(())) => read,
            Ok(Err(error)) => Err(ReadError::Stopped(error.into())),
            Err(_) => Err(ReadError::Stopped(ended())),
        }
    })
}

impl Staged {
    /// Hands each item out, once, with its line and its number from 0. What others refer to comes first, then products
    /// as they stand in the file, offers by their ids, and the rest; the numbers depend on the file's bytes alone.
    pub fn each(
        &mut self,
        sink: &mut dyn FnMut(StagedItem, u32, u64) -> Result<(), anyhow::Error>,
    ) -> Result<(), anyhow::Error> {
        let mut number = 0;
        self.items.drain(&mut |item, line| {
            number += 1;
            sink(item, line, number - 1)
        })
    }
}

/// A reader that hashes what passes.
struct Hashing<'f> {
    inner: &'f mut File,
    hasher: blake3::Hasher,
    bytes: u64,
}

impl Read for Hashing<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into)?;
        self.hasher.update(&into[..read]);
        self.bytes += read as u64;
        Ok(read)
    }
}

fn fill(file: &mut File, into: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < into.len() {
        match file.read(&mut into[filled..])? {
            0 => break,
            read => filled += read,
        }
    }
    Ok(filled)
}

fn io_fault(error: io::Error) -> Fault {
    Fault::Io {
        detail: error.to_string(),
    }
}

/// The sink stops only when the disk does.
fn only_fault(error: ReadError) -> Fault {
    match error {
        ReadError::Fault(fault) => fault,
        ReadError::Stopped(error) => Fault::Io {
            detail: error.to_string(),
        },
    }
}
