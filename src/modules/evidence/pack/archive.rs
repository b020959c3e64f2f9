//! The archive's bytes: made from parts, and made again from what is read, to be compared.

use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, Write};

use ring::digest::{Context, SHA256};

use super::manifest::{FORMAT, Header, Listed, Manifest};
use super::{MANIFEST, PUBLIC_KEY, SIGNATURE};
use crate::modules::evidence::seal::SigningKey;
use crate::platform::files::{ContentHash, Files};
use crate::platform::values::hex;

/// A name, its sum and its place: all that headers say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub name: String,
    pub crc: u32,
    pub size: u32,
    pub offset: u32,
}

/// 1 January 1980: a time in a header would be a byte that nothing vouches for.
const DAY: u16 = 0x0021;
/// Names are UTF-8.
const FLAGS: u16 = 0x0800;
const VERSION: u16 = 20;

impl Entry {
    /// The header before the content.
    pub fn local(&self) -> Vec<u8> {
        let mut bytes = b"PK\x03\x04".to_vec();
        self.common(&mut bytes);
        bytes.extend_from_slice(&0u16.to_le_bytes());
        bytes.extend_from_slice(self.name.as_bytes());
        bytes
    }

    fn common(&self, out: &mut Vec<u8>) {
        for field in [VERSION, FLAGS, 0, 0, DAY] {
            out.extend_from_slice(&field.to_le_bytes());
        }
        for field in [self.crc, self.size, self.size] {
            out.extend_from_slice(&field.to_le_bytes());
        }
        let length = u16::try_from(self.name.len()).unwrap_or(u16::MAX);
        out.extend_from_slice(&length.to_le_bytes());
    }
}

/// What stands behind all contents, which end at `offset`.
pub fn directory(entries: &[Entry], offset: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    for entry in entries {
        bytes.extend_from_slice(b"PK\x01\x02");
        bytes.extend_from_slice(&VERSION.to_le_bytes());
        entry.common(&mut bytes);
        bytes.extend_from_slice(&[0; 12]);
        bytes.extend_from_slice(&entry.offset.to_le_bytes());
        bytes.extend_from_slice(entry.name.as_bytes());
    }
    let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
    let count = u16::try_from(entries.len()).unwrap_or(u16::MAX).to_le_bytes();
    bytes.extend_from_slice(b"PK\x05\x06\0\0\0\0");
    bytes.extend_from_slice(&[count, count].concat());
    bytes.extend_from_slice(&length.to_le_bytes());
    bytes.extend_from_slice(&offset.to_le_bytes());
    bytes.extend_from_slice(&[0; 2]);
    bytes
}

/// What bytes come to, while they pass.
pub struct Measure {
    sha256: Context,
    blake3: blake3::Hasher,
    crc: flate2::Crc,
    size: u64,
}

/// What they came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measured {
    pub sha256: String,
    pub blake3: String,
    pub crc: u32,
    pub size: u64,
}

impl Default for Measure {
    fn default() -> Measure {
        Measure {
            sha256: Context::new(&SHA256),
            blake3: blake3::Hasher::new(),
            crc: flate2::Crc::new(),
            size: 0,
        }
    }
}

impl Measure {
    pub fn add(&mut self, bytes: &[u8]) {
        self.sha256.update(bytes);
        self.blake3.update(bytes);
        self.crc.update(bytes);
        self.size += bytes.len() as u64;
    }

    pub fn done(self) -> Measured {
        Measured {
            sha256: hex(self.sha256.finish().as_ref()),
            blake3: self.blake3.finalize().to_hex().to_string(),
            crc: self.crc.sum(),
            size: self.size,
        }
    }

    pub fn of(mut source: impl Read) -> io::Result<Measured> {
        let mut measure = Measure::default();
        let mut piece = vec![0; 64 << 10];
        loop {
            match source.read(&mut piece)? {
                0 => return Ok(measure.done()),
                length => measure.add(&piece[..length]),
            }
        }
    }
}

/// A part that grows on disk: the memory that it takes doesn't depend on its length.
pub struct Spool {
    out: BufWriter<File>,
    measure: Measure,
}

impl Spool {
    pub fn new() -> io::Result<Spool> {
        Ok(Spool {
            out: BufWriter::new(tempfile::tempfile()?),
            measure: Measure::default(),
        })
    }

    pub fn finish(self, name: &str) -> io::Result<Part> {
        let file = self.out.into_inner().map_err(io::IntoInnerError::into_error)?;
        Ok(Part {
            name: name.to_owned(),
            measured: self.measure.done(),
            source: Source::Spooled(file),
        })
    }
}

impl Write for Spool {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write_all(bytes)?;
        self.measure.add(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Where a part's bytes are.
pub enum Source {
    Bytes(Vec<u8>),
    Spooled(File),
    /// In the store of files, under its hash.
    Kept(ContentHash),
}

pub struct Part {
    pub name: String,
    pub measured: Measured,
    pub source: Source,
}

impl Part {
    pub fn of_bytes(name: &str, bytes: Vec<u8>) -> Part {
        let mut measure = Measure::default();
        measure.add(&bytes);
        Part {
            name: name.to_owned(),
            measured: measure.done(),
            source: Source::Bytes(bytes),
        }
    }

    /// `None` where the file isn't there or isn't what its name says.
    pub fn of_file(name: String, files: &Files, hash: ContentHash) -> io::Result<Option<Part>> {
        let Ok(file) = files.get(hash) else { return Ok(None) };
        let measured = Measure::of(file)?;
        let whole = measured.blake3 == hash.to_string();
        Ok(whole.then_some(Part {
            name,
            measured,
            source: Source::Kept(hash),
        }))
    }

    fn copy(self, files: Option<&Files>, out: &mut dyn Write) -> io::Result<u64> {
        match self.source {
            Source::Bytes(bytes) => out.write_all(&bytes).map(|()| bytes.len() as u64),
            Source::Spooled(mut file) => {
                file.rewind()?;
                io::copy(&mut file, out)
            }
            Source::Kept(hash) => {
                let files = files.ok_or_else(|| io::Error::other("no store of files"))?;
                io::copy(&mut files.get(hash).map_err(io::Error::other)?, out)
            }
        }
    }
}

/// Writes the pack: the manifest, its signature and the key, then the parts.
///
/// # Errors
/// Of the disk; and where it would be larger than what a plain zip can say, 4 GiB or 65,535 parts.
pub fn assemble(
    key: &SigningKey,
    about: Header,
    parts: Vec<Part>,
    files: Option<&Files>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let listed = parts.iter().map(|part| Listed {
        name: part.name.clone(),
        size: part.measured.size,
        sha256: part.measured.sha256.clone(),
        blake3: part.measured.blake3.clone(),
    });
    let manifest = Manifest {
        format: FORMAT.to_owned(),
        about,
        parts: listed.collect(),
    };
    let mut manifest = serde_json::to_vec_pretty(&manifest)?;
    manifest.push(b'\n');
    let signature = format!("{}\n", hex(key.sign(&manifest)));
    let public = format!("{}\n", key.public().text());
    let first = [
        Part::of_bytes(MANIFEST, manifest),
        Part::of_bytes(SIGNATURE, signature.into_bytes()),
        Part::of_bytes(PUBLIC_KEY, public.into_bytes()),
    ];
    let too_large = || io::Error::other("the pack would be larger than 4 GiB");
    let (mut entries, mut offset) = (Vec::new(), 0u32);
    for part in first.into_iter().chain(parts) {
        let entry = Entry {
            name: part.name.clone(),
            crc: part.measured.crc,
            size: u32::try_from(part.measured.size).map_err(|_| too_large())?,
            offset,
        };
        let header = entry.local();
        out.write_all(&header)?;
        let copied = part.copy(files, out)?;
        if copied != u64::from(entry.size) {
            return Err(io::Error::other(format!("{} changed on its way", entry.name)));
        }
        let length = u32::try_from(header.len() as u64 + copied).map_err(|_| too_large())?;
        offset = offset.checked_add(length).ok_or_else(too_large)?;
        entries.push(entry);
    }
    if entries.len() >= usize::from(u16::MAX) {
        return Err(io::Error::other("the pack would have more than 65,534 parts"));
    }
    out.write_all(&directory(&entries, offset))
}
