//! The parts of an archive, unpacked within bounds: what an archive says of its sizes is not believed.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::SheetError;

/// What all parts that are looked at may take together, in bytes. 5,000 rows of ten columns take some 5 MiB.
const UNPACKED_MAX: u64 = 64 << 20;
/// The most parts of an archive: a workbook with a hundred sheets has some three hundred.
const PARTS_MAX: usize = 2_000;

pub(super) struct Unpacked<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    left: u64,
}

impl<'b> Unpacked<'b> {
    pub(super) fn open(bytes: &'b [u8]) -> Result<Unpacked<'b>, SheetError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(unreadable)?;
        if archive.len() > PARTS_MAX {
            return Err(SheetError::TooLarge);
        }
        Ok(Unpacked {
            archive,
            left: UNPACKED_MAX,
        })
    }

    /// The text of a part; `None` when there is none of this name.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, SheetError> {
        let part = match self.archive.by_name(name) {
            Ok(part) => part,
            Err(zip::result::ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(unreadable(error)),
        };
        if part.encrypted() {
            return Err(SheetError::Encrypted);
        }
        let mut bytes = Vec::new();
        part.take(self.left + 1).read_to_end(&mut bytes).map_err(unreadable)?;
        let size = bytes.len() as u64;
        if size > self.left {
            return Err(SheetError::TooLarge);
        }
        self.left -= size;
        // Nearly always what it is already: then it isn't copied.
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Some(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))),
            Err(other) => super::decoded(other.as_bytes()).map(Some),
        }
    }
}

pub(super) fn unreadable(error: impl std::fmt::Display) -> SheetError {
    SheetError::Unreadable(error.to_string())
}
