//! What a file is, by its own bytes: names and declared types are the uploader's word.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

use serde::{Deserialize, Serialize};

/// The kinds that the cabinet tells apart. Whatever else there is is [`FileKind::Other`]: a download, never shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FileKind {
    Jpeg,
    Png,
    Webp,
    Gif,
    Pdf,
    Docx,
    Xlsx,
    Pptx,
    /// OpenDocument of any kind.
    Odf,
    /// Word, Excel or PowerPoint before 2007.
    Ole,
    Zip,
    Other,
}

impl FileKind {
    /// Pictures that can be shown re-encoded.
    pub fn is_picture(self) -> bool {
        matches!(self, FileKind::Jpeg | FileKind::Png | FileKind::Webp)
    }

    /// For the header of a download.
    pub fn media_type(self) -> &'static str {
        match self {
            FileKind::Jpeg => "image/jpeg",
            FileKind::Png => "image/png",
            FileKind::Webp => "image/webp",
            FileKind::Gif => "image/gif",
            FileKind::Pdf => "application/pdf",
            FileKind::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            FileKind::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            FileKind::Pptx => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            FileKind::Zip => "application/zip",
            FileKind::Odf | FileKind::Ole | FileKind::Other => "application/octet-stream",
        }
    }

    /// By the first bytes alone; office files look like their container.
    pub fn of_head(head: &[u8]) -> FileKind {
        // A PDF may have up to a kilobyte before its mark (ISO 32000, annex H), which is how disguises are made: only
        // the start counts.
        match head {
            [0xff, 0xd8, 0xff, ..] => FileKind::Jpeg,
            [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => FileKind::Png,
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => FileKind::Webp,
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => FileKind::Gif,
            [b'%', b'P', b'D', b'F', b'-', ..] => FileKind::Pdf,
            [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ..] => FileKind::Ole,
            [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => FileKind::Zip,
            _ => FileKind::Other,
        }
    }

    /// By the first bytes, and for archives by the names in the directory at the end, of which a bounded part is read.
    pub(super) fn of_file(file: &mut File) -> std::io::Result<FileKind> {
        const HEAD: u64 = 4 * 1024;
        const TAIL: u64 = 64 * 1024;
        /// The name and the content of the first entry, which OpenDocument keeps uncompressed for this.
        const ODF: &[u8] = b"mimetypeapplication/vnd.oasis.opendocument";
        let mut head = Vec::new();
        file.seek(SeekFrom::Start(0))?;
        file.take(HEAD).read_to_end(&mut head)?;
        let kind = FileKind::of_head(&head);
        if kind != FileKind::Zip {
            return Ok(kind);
        }
        let length = file.seek(SeekFrom::End(0))?;
        file.seek(SeekFrom::Start(length.saturating_sub(TAIL)))?;
        let mut tail = Vec::new();
        file.take(TAIL).read_to_end(&mut tail)?;
        let names = |name: &[u8]| tail.windows(name.len()).any(|window| window == name);
        Ok(if names(b"word/document.xml") {
            FileKind::Docx
        } else if names(b"xl/workbook.xml") {
            FileKind::Xlsx
        } else if names(b"ppt/presentation.xml") {
            FileKind::Pptx
        } else if head.windows(ODF.len()).any(|window| window == ODF) {
            FileKind::Odf
        } else {
            FileKind::Zip
        })
    }
}
