//! Before anything of a file is applied it is read to its end: a file that fails there changes nothing.
//!
//! The staging area is the file itself. It was moved to a place of its own by the door, is opened once, read through and
//! checked, and then read again to be applied; a second reading costs less than writing every row down twice, and takes
//! no memory.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use super::commerceml::{self, Item};
use super::desk::Progress;
use super::extension::{self, ExtensionItem};
use super::{Fault, ReadError, Report};

/// What a file turned out to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    CommerceMl,
    Extension,
}

/// A file that was read to its end and can be applied.
pub struct Staged {
    file: File,
    pub form: Form,
    pub bytes: u64,
    /// BLAKE3 of its bytes, in hexadecimal digits.
    pub digest: String,
    /// What reading found; applying adds to it.
    pub report: Report,
}

/// One thing of either form, on its way to be applied.
#[derive(Clone, Debug)]
pub enum StagedItem {
    Said(Item),
    Extra(ExtensionItem),
}

/// Reads a file through. A fault is the file's; what was found until then comes with it.
pub fn stage(path: &Path, progress: &Progress) -> Result<Staged, (Fault, Report)> {
    let mut report = Report::default();
    match read_through(path, progress, &mut report) {
        Ok((file, form, bytes, digest)) => Ok(Staged {
            file,
            form,
            bytes,
            digest,
            report,
        }),
        Err(fault) => Err((fault, report)),
    }
}

fn read_through(path: &Path, progress: &Progress, report: &mut Report) -> Result<(File, Form, u64, String), Fault> {
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
    let read = match form {
        Form::CommerceMl => commerceml::read(&mut hashing, report, &mut |_, _| {
            progress.add(1);
            Ok(())
        }),
        Form::Extension => extension::read(&mut hashing, report, &mut |_, _| {
            progress.add(1);
            Ok(())
        }),
    };
    read.map_err(only_fault)?;
    // What follows the root counts too: the digest is of the whole file.
    io::copy(&mut hashing, &mut io::sink()).map_err(io_fault)?;
    let (bytes, digest) = (hashing.bytes, hashing.hasher.finalize().to_hex().to_string());
    Ok((file, form, bytes, digest))
}

impl Staged {
    /// Reads the file again and hands each item out with its line and its number from 0.
    pub fn each(
        &mut self,
        sink: &mut dyn FnMut(StagedItem, u32, u64) -> Result<(), anyhow::Error>,
    ) -> Result<(), ReadError> {
        self.file.seek(SeekFrom::Start(0)).map_err(io_fault)?;
        let source = BufReader::with_capacity(256 * 1024, &mut self.file);
        // Everything was said in the first reading.
        let mut silent = Report::default();
        let mut number = 0;
        match self.form {
            Form::CommerceMl => commerceml::read(source, &mut silent, &mut |item, line| {
                number += 1;
                sink(StagedItem::Said(item), line, number - 1)
            }),
            Form::Extension => extension::read(source, &mut silent, &mut |item, line| {
                number += 1;
                sink(StagedItem::Extra(item), line, number - 1)
            }),
        }
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

/// The sink of a first reading never stops it.
fn only_fault(error: ReadError) -> Fault {
    match error {
        ReadError::Fault(fault) => fault,
        ReadError::Stopped(error) => Fault::Io {
            detail: error.to_string(),
        },
    }
}
