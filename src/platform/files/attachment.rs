//! A file that somebody has put to a record: its name, and where its content lies.

use serde::{Deserialize, Serialize};

use super::{ContentHash, FileError, FileKind, Files};
use crate::platform::values::turns_direction;

/// The longest name of a file, in characters.
const NAME_MAX: usize = 120;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// Cleaned: see [`file_name`].
    pub name: String,
    pub hash: ContentHash,
    /// In bytes.
    pub size: u64,
    pub kind: FileKind,
}

impl Files {
    /// Keeps what was sent under a name, which is cleaned; at most `limit` bytes. Blocks on the disk.
    pub fn attach(&self, said: &str, bytes: &[u8], limit: u64) -> Result<Attachment, FileError> {
        let stored = self.put(bytes, limit)?;
        Ok(Attachment {
            name: file_name(said),
            hash: stored.hash,
            size: stored.size,
            kind: stored.kind,
        })
    }
}

/// A name for a file, from what the uploader's browser says: no folders, nothing that a file system or a screen reads
/// otherwise than it stands there, and the ending kept when it is cut.
pub fn file_name(said: &str) -> String {
    let name = said.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = name
        .chars()
        .filter(|c| !c.is_control() && !turns_direction(*c))
        .map(|c| {
            if matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*') {
                '_'
            } else {
                c
            }
        })
        .collect();
    let name = name.trim_matches(|c: char| c == '.' || c.is_whitespace());
    if name.is_empty() {
        return "file".to_owned();
    }
    let length = name.chars().count();
    if length <= NAME_MAX {
        return name.to_owned();
    }
    let ending = match name.rfind('.') {
        Some(at) if name[at..].chars().count() <= 12 => &name[at..],
        _ => "",
    };
    let kept = NAME_MAX - ending.chars().count();
    let stem: String = name.chars().take(kept).collect();
    format!("{stem}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_are_cleaned() {
        let long = format!("{}.pdf", "д".repeat(300));
        for (said, name) in [
            ("Пропуск 20-11.pdf", "Пропуск 20-11.pdf"),
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\me\\фото.jpg", "фото.jpg"),
            ("a\r\nSet-Cookie: x=1.txt", "aSet-Cookie_ x=1.txt"),
            ("счёт\u{202e}fdp.exe", "счётfdp.exe"),
            ("<script>.html", "_script_.html"),
            ("...", "file"),
            ("  .bashrc  ", "bashrc"),
            ("", "file"),
            ("\0\0", "file"),
            ("nul\0.txt", "nul.txt"),
            ("папка/", "file"),
        ] {
            assert_eq!(file_name(said), name, "{said:?}");
        }
        let cut = file_name(&long);
        assert_eq!(cut.chars().count(), 120);
        assert!(cut.ends_with("д.pdf"));
    }
}
