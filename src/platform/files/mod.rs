//! Bytes on disk by the hash of their content.
//!
//! A file lies at `ab/cd/<hash>` under the store's root, so the same content is kept once and a name never lies about
//! what it holds. A file is there whole or not at all: it grows in `incoming/`, is flushed to the disk, and is then
//! renamed. Pictures are shown only re-encoded (see [`Files::picture`]): what a stranger uploaded never reaches a
//! browser as it was. No HTTP here.

mod attachment;
mod kind;
mod picture;
mod store;
mod sweep;
mod tidy;

#[cfg(test)]
mod tests;

pub use attachment::{Attachment, file_name};
pub use kind::FileKind;
pub use picture::{PLACEHOLDER_SVG, Picture, PictureSize};
pub use store::{Files, Stored, Upload};
pub use tidy::{Deleted, GRACE_DAYS, RECORDS, tidy};

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// BLAKE3 of a file's content: its name in the store, 64 hexadecimal digits as text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ContentHash([u8; 32]);

impl ContentHash {
    pub fn of(bytes: &[u8]) -> ContentHash {
        ContentHash(*blake3::hash(bytes).as_bytes())
    }

    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for ContentHash {
    type Err = FileError;
    fn from_str(text: &str) -> Result<ContentHash, FileError> {
        // Upper case would be another file name for the same content.
        if text.len() != 64 || !text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) {
            return Err(FileError::NotAHash);
        }
        let hash = blake3::Hash::from_hex(text).map_err(|_| FileError::NotAHash)?;
        Ok(ContentHash(*hash.as_bytes()))
    }
}

impl From<ContentHash> for String {
    fn from(hash: ContentHash) -> String {
        hash.to_string()
    }
}

impl TryFrom<String> for ContentHash {
    type Error = FileError;
    fn try_from(text: String) -> Result<ContentHash, FileError> {
        text.parse()
    }
}

#[derive(Debug, thiserror::Error)]
pub enum FileError {
    #[error("not a file's hash")]
    NotAHash,
    #[error("there is no such file")]
    Missing,
    /// Carries the limit in bytes.
    #[error("the file is larger than {0} bytes")]
    TooLarge(u64),
    #[error("the range lies outside of the file")]
    Range,
    #[error("the file's content is not what its name says")]
    Damaged,
    #[error("the file store: {0}")]
    Io(std::io::Error),
}

impl From<std::io::Error> for FileError {
    fn from(error: std::io::Error) -> FileError {
        if error.kind() == std::io::ErrorKind::NotFound {
            FileError::Missing
        } else {
            FileError::Io(error)
        }
    }
}
