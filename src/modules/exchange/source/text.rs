//! Clean UTF-8 from the bytes that 1C or a site wrote, in constant memory.
//!
//! 1C writes UTF-8 with a byte order mark, sites write windows-1251, and either may lie about it. quick-xml reads UTF-8
//! only, and learns of the encoding too late, so the decision is made here, before it sees the first byte.

use std::io::{self, BufRead, Read};

use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8, WINDOWS_1251};

use super::declaration::declared_encoding;
use crate::modules::exchange::Fault;

/// Bytes read from the file at once.
const CHUNK: usize = 128 * 1024;

/// Broken UTF-8 sequences that are replaced before the file is refused as not being text.
const REPLACED_MAX: u64 = 1_000;

/// What was done to make text of the bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    /// The encoding that was read in the end.
    pub encoding: &'static str,
    /// The file said one encoding and was in another.
    pub declared_otherwise: bool,
    /// Characters that XML does not allow and that were left out.
    pub stripped: u64,
    /// Sequences that were not UTF-8 and became U+FFFD; and the line of the first.
    pub replaced: u64,
    pub replaced_line: u32,
}

enum Mode {
    Start,
    Utf8 { seen_non_ascii: bool },
    Decoding(Box<Decoder>),
}

/// A `BufRead` of clean UTF-8 that counts lines and keeps a budget between [`Text::mark`]s.
pub struct Text<'a> {
    inner: Box<dyn Read + 'a>,
    mode: Mode,
    /// Bytes as read; those from `raw_used` are not decoded yet.
    raw: Vec<u8>,
    raw_used: usize,
    at_end: bool,
    ready: Vec<u8>,
    used: usize,
    /// `ready` before this was counted into `line`.
    counted: usize,
    line: u32,
    /// Bytes of `ready` buffers before the present one.
    before: u64,
    marked: u64,
    budget: u64,
    notes: Notes,
}

impl<'a> Text<'a> {
    /// `budget`: bytes that may pass between two marks.
    pub fn new(inner: impl Read + 'a, budget: usize) -> Text<'a> {
        Text {
            inner: Box::new(inner),
            mode: Mode::Start,
            raw: Vec::new(),
            raw_used: 0,
            at_end: false,
            ready: Vec::new(),
            used: 0,
            counted: 0,
            line: 1,
            before: 0,
            marked: 0,
            budget: budget as u64,
            notes: Notes::default(),
        }
    }

    /// The line that reading has come to, from 1. Each line is counted once, however often this is asked.
    pub fn line(&mut self) -> u32 {
        self.line = self.line.saturating_add(newlines(&self.ready[self.counted..self.used]));
        self.counted = self.used;
        self.line
    }

    /// Bytes of text handed out so far.
    pub fn position(&self) -> u64 {
        self.before + self.used as u64
    }

    /// Begins a new budget.
    pub fn mark(&mut self) {
        self.marked = self.position();
    }

    pub fn notes(&self) -> &Notes {
        &self.notes
    }

    fn refill(&mut self) -> io::Result<()> {
        self.line();
        self.before += self.used as u64;
        self.ready.clear();
        self.used = 0;
        self.counted = 0;
        while self.ready.is_empty() {
            self.read_raw()?;
            if matches!(self.mode, Mode::Start) {
                self.begin()?;
            }
            let ended = self.at_end;
            match &mut self.mode {
                Mode::Start => unreachable!("begin() leaves the start"),
                Mode::Utf8 { .. } => self.take_utf8()?,
                Mode::Decoding(_) => self.decode(),
            }
            self.strip();
            if ended && self.raw_used == self.raw.len() {
                break;
            }
        }
        Ok(())
    }

    /// Moves the undecoded rest to the front and reads until the chunk is full or the file ends.
    fn read_raw(&mut self) -> io::Result<()> {
        let rest = self.raw.len() - self.raw_used;
        self.raw.copy_within(self.raw_used.., 0);
        self.raw_used = 0;
        self.raw.resize(CHUNK.max(rest), 0);
        let mut filled = rest;
        while filled < self.raw.len() && !self.at_end {
            match self.inner.read(&mut self.raw[filled..]) {
                Ok(0) => self.at_end = true,
                Ok(read) => filled += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        self.raw.truncate(filled);
        Ok(())
    }

    /// Decides on the encoding: a byte order mark, then the declaration checked against the bytes, then UTF-8.
    fn begin(&mut self) -> io::Result<()> {
        if let Some((encoding, mark)) = Encoding::for_bom(&self.raw) {
            self.raw_used = mark;
            self.set(encoding);
            return Ok(());
        }
        let Some(label) = declared_encoding(&self.raw) else {
            self.set(UTF_8);
            return Ok(());
        };
        let Some(encoding) = Encoding::for_label(label.as_bytes()) else {
            return Err(refusal(Fault::Encoding { label }));
        };
        // Cyrillic in windows-1251 is practically never valid UTF-8, so bytes that are valid say more than the label.
        // And UTF-16 whose declaration can be read as ASCII is not UTF-16.
        if !encoding.is_ascii_compatible() || encoding.is_single_byte() && is_utf8_beyond_ascii(&self.raw) {
            self.notes.declared_otherwise = true;
            self.set(UTF_8);
        } else {
            self.set(encoding);
        }
        Ok(())
    }

    fn set(&mut self, encoding: &'static Encoding) {
        self.notes.encoding = encoding.name();
        self.mode = if encoding == UTF_8 {
            Mode::Utf8 { seen_non_ascii: false }
        } else {
            Mode::Decoding(Box::new(encoding.new_decoder_without_bom_handling()))
        };
    }

    /// The usual way: the chunk is valid but for a character that is cut at its end, and becomes `ready` as it is.
    fn take_utf8(&mut self) -> io::Result<()> {
        let Mode::Utf8 { seen_non_ascii } = &mut self.mode else {
            return Ok(());
        };
        let bytes = &self.raw[self.raw_used..];
        // The quick check first: it is right for all but the end of a chunk.
        let (valid, broken) = match quickly_valid(bytes) {
            Ok(length) => (length, None),
            Err(error) => match error.error_len() {
                None if !self.at_end => (error.valid_up_to(), None),
                length => (
                    error.valid_up_to(),
                    Some(length.unwrap_or(bytes.len() - error.valid_up_to())),
                ),
            },
        };
        *seen_non_ascii = *seen_non_ascii || !bytes[..valid].is_ascii();
        let seen_non_ascii = *seen_non_ascii;
        match broken {
            None if self.raw_used == 0 => {
                std::mem::swap(&mut self.ready, &mut self.raw);
                self.raw.clear();
                self.raw.extend_from_slice(&self.ready[valid..]);
                self.ready.truncate(valid);
            }
            None => {
                self.ready
                    .extend_from_slice(&self.raw[self.raw_used..self.raw_used + valid]);
                self.raw_used += valid;
            }
            Some(_) if !seen_non_ascii => {
                // The first character beyond ASCII is not UTF-8: the file is in windows-1251 whatever it says.
                self.notes.declared_otherwise = true;
                self.set(WINDOWS_1251);
                self.decode();
            }
            Some(length) => {
                self.ready
                    .extend_from_slice(&self.raw[self.raw_used..self.raw_used + valid]);
                if self.notes.replaced == 0 {
                    self.notes.replaced_line = self.line.saturating_add(newlines(&self.ready));
                }
                self.notes.replaced += 1;
                if self.notes.replaced > REPLACED_MAX {
                    return Err(refusal(Fault::NotXml));
                }
                self.ready.extend_from_slice("\u{fffd}".as_bytes());
                self.raw_used += valid + length;
            }
        }
        Ok(())
    }

    fn decode(&mut self) {
        let Mode::Decoding(decoder) = &mut self.mode else {
            return;
        };
        let source = &self.raw[self.raw_used..];
        let room = decoder
            .max_utf8_buffer_length(source.len())
            .unwrap_or(source.len().saturating_mul(3) + 16);
        self.ready.resize(room, 0);
        let (result, read, written, _) = decoder.decode_to_utf8(source, &mut self.ready, self.at_end);
        debug_assert_eq!(result, CoderResult::InputEmpty);
        self.ready.truncate(written);
        self.raw_used += read;
    }

    /// Leaves out the characters that XML 1.0 does not allow: they appear in names that were pasted into 1C.
    fn strip(&mut self) {
        if has_forbidden(&self.ready) {
            let before = self.ready.len();
            self.ready.retain(|&byte| !is_forbidden(byte));
            self.notes.stripped += (before - self.ready.len()) as u64;
        }
    }
}

impl Read for Text<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let taken = available.len().min(into.len());
        into[..taken].copy_from_slice(&available[..taken]);
        self.consume(taken);
        Ok(taken)
    }
}

impl BufRead for Text<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.used == self.ready.len() && !(self.at_end && self.raw_used == self.raw.len()) {
            self.refill()?;
        }
        if self.position() - self.marked > self.budget {
            let line = self.line();
            return Err(refusal(Fault::TooLarge { line }));
        }
        Ok(&self.ready[self.used..])
    }

    fn consume(&mut self, amount: usize) {
        self.used = (self.used + amount).min(self.ready.len());
    }
}

/// A fault as the error that `Read` can carry; [`fault_of`] takes it out again.
fn refusal(fault: Fault) -> io::Error {
    io::Error::other(fault)
}

/// The fault that an IO error carries, or an IO fault.
pub(super) fn fault_of(error: &io::Error) -> Fault {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<Fault>()) {
        Some(fault) => fault.clone(),
        None => Fault::Io {
            detail: error.to_string(),
        },
    }
}

fn is_forbidden(byte: u8) -> bool {
    byte < 0x20 && byte != b'\t' && byte != b'\n' && byte != b'\r'
}

/// Without a branch for each byte, so that the compiler makes vector code of it.
fn has_forbidden(bytes: &[u8]) -> bool {
    bytes.chunks(4_096).any(|chunk| {
        let found = chunk.iter().fold(0u8, |found, &byte| {
            found
                | (u8::from(byte < 0x20) & u8::from(byte != b'\t') & u8::from(byte != b'\n') & u8::from(byte != b'\r'))
        });
        found != 0
    })
}

fn quickly_valid(bytes: &[u8]) -> Result<usize, std::str::Utf8Error> {
    if Encoding::utf8_valid_up_to(bytes) == bytes.len() {
        return Ok(bytes.len());
    }
    std::str::from_utf8(bytes).map(str::len)
}

fn newlines(bytes: &[u8]) -> u32 {
    let count: usize = bytes
        .chunks(192)
        .map(|chunk| chunk.iter().map(|&byte| u8::from(byte == b'\n')).sum::<u8>() as usize)
        .sum();
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn is_utf8_beyond_ascii(bytes: &[u8]) -> bool {
    let valid = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return false,
    };
    !valid.is_ascii()
}
