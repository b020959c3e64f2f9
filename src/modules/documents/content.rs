//! The files of documents on their way in: told by their own bytes, and kept by content. A name is 1C's word, the first
//! bytes are what a reader's program will go by, and both must agree.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use super::model::Manifest;
use crate::platform::files::{Attachment, FileKind, Files, file_name};
use crate::platform::values::{Message, hex};

/// The most bytes of one file.
pub const FILE_BYTES_MAX: u64 = 32 * 1024 * 1024;
/// The bytes at the beginning that are looked at.
const HEAD: usize = 1_024;

/// What became of the file that a document names.
#[derive(Clone, Debug, PartialEq)]
pub enum ToldFile {
    /// 1C names none.
    Unnamed,
    /// It doesn't lie where the manifest says.
    Absent,
    Kept {
        file: Attachment,
        sha256: String,
    },
    Refused(Message),
}

/// A kind of file that documents may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Pdf,
    Xml,
    Zip,
    Xlsx,
    Jpeg,
    Png,
}

impl Form {
    fn of_name(name: &str) -> Option<Form> {
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        let known = [
            ("pdf", Form::Pdf),
            ("xml", Form::Xml),
            ("zip", Form::Zip),
            ("xlsx", Form::Xlsx),
            ("jpg", Form::Jpeg),
            ("jpeg", Form::Jpeg),
            ("png", Form::Png),
        ];
        known
            .into_iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(ending))
            .map(|(_, form)| form)
    }

    /// Does a file of this form begin so? An office file and a plain archive begin alike: what is within one tells them
    /// apart when it is kept.
    fn fits(self, head: &[u8]) -> bool {
        match self {
            Form::Pdf => FileKind::of_head(head) == FileKind::Pdf,
            Form::Xml => is_xml(head),
            Form::Zip | Form::Xlsx => FileKind::of_head(head) == FileKind::Zip,
            Form::Jpeg => FileKind::of_head(head) == FileKind::Jpeg,
            Form::Png => FileKind::of_head(head) == FileKind::Png,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Form::Pdf => "PDF",
            Form::Xml => "XML",
            Form::Zip => "ZIP",
            Form::Xlsx => "XLSX",
            Form::Jpeg => "JPEG",
            Form::Png => "PNG",
        }
    }
}

fn trimmed(head: &[u8]) -> &[u8] {
    head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start()
}

fn holds(head: &[u8], mark: &[u8]) -> bool {
    head.windows(mark.len()).any(|part| part.eq_ignore_ascii_case(mark))
}

/// A page of a site: what a server sends with an error, or a trap.
fn is_page(head: &[u8]) -> bool {
    trimmed(head).starts_with(b"<") && (holds(head, b"<html") || holds(head, b"<!doctype html"))
}

fn is_xml(head: &[u8]) -> bool {
    let wide = head.starts_with(b"\xff\xfe<\0?\0") || head.starts_with(b"\xfe\xff\0<\0?");
    (trimmed(head).starts_with(b"<?xml") || wide) && !is_page(head)
}

/// The sum of a file's bytes as 1C may name it.
fn digest(file: &mut File) -> std::io::Result<String> {
    let mut context = ring::digest::Context::new(&ring::digest::SHA256);
    let mut piece = vec![0; 64 * 1024];
    loop {
        match file.read(&mut piece)? {
            0 => break,
            read => context.update(&piece[..read]),
        }
    }
    let bytes = context.finish();
    Ok(hex(bytes))
}

/// Keeps the file at `path`, which the caller has found to lie within the folder of the exchange. Blocks on the disk.
pub fn keep(files: &Files, path: &Path, manifest: &Manifest) -> ToldFile {
    match looked_at(files, path, manifest) {
        Ok(kept) => kept,
        Err(error) => ToldFile::Refused(
            Message::new("documents-file-unreadable")
                .with("name", manifest.name.as_str())
                .with("detail", error.to_string()),
        ),
    }
}

fn looked_at(files: &Files, path: &Path, manifest: &Manifest) -> anyhow::Result<ToldFile> {
    let refused = |id| Ok(ToldFile::Refused(Message::new(id).with("name", manifest.name.as_str())));
    let meta = match std::fs::symlink_metadata(path) {
        Ok(meta) => meta,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(ToldFile::Absent),
        Err(error) => return Err(error.into()),
    };
    if meta.file_type().is_symlink() {
        return refused("documents-file-link");
    }
    if !meta.is_file() {
        return Ok(ToldFile::Absent);
    }
    if meta.len() > FILE_BYTES_MAX {
        return Ok(ToldFile::Refused(
            Message::new("documents-file-large")
                .with("name", manifest.name.as_str())
                .with("mb", i64::try_from(FILE_BYTES_MAX >> 20).unwrap_or(i64::MAX)),
        ));
    }
    if meta.len() == 0 {
        return refused("documents-file-empty");
    }
    let Some(form) = Form::of_name(&manifest.name) else {
        return refused("documents-file-kind");
    };
    let mut file = File::open(path)?;
    let mut head = Vec::new();
    Read::by_ref(&mut file).take(HEAD as u64).read_to_end(&mut head)?;
    if !form.fits(&head) {
        let id = match is_page(&head) {
            true => "documents-file-page",
            false => "documents-file-not",
        };
        return Ok(ToldFile::Refused(
            Message::new(id)
                .with("name", manifest.name.as_str())
                .with("form", form.name()),
        ));
    }
    file.seek(SeekFrom::Start(0))?;
    let sha256 = digest(&mut file)?;
    let said = manifest.sha256.as_ref().is_none_or(|said| *said == sha256);
    if !said || manifest.size.is_some_and(|size| size != meta.len()) {
        return refused("documents-file-other");
    }
    file.seek(SeekFrom::Start(0))?;
    let stored = files.put(file, FILE_BYTES_MAX)?;
    if form == Form::Xlsx && stored.kind != FileKind::Xlsx {
        return Ok(ToldFile::Refused(
            Message::new("documents-file-not")
                .with("name", manifest.name.as_str())
                .with("form", form.name()),
        ));
    }
    let file = Attachment {
        name: file_name(&manifest.name),
        hash: stored.hash,
        size: stored.size,
        kind: stored.kind,
    };
    Ok(ToldFile::Kept { file, sha256 })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(name: &str, bytes: &[u8], of: Manifest) -> ToldFile {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::open(&folder.path().join("files")).unwrap();
        let path = folder.path().join("paper");
        std::fs::write(&path, bytes).unwrap();
        let manifest = Manifest {
            name: name.to_owned(),
            ..of
        };
        keep(&files, &path, &manifest)
    }

    #[test]
    fn a_file_is_what_its_first_bytes_say_or_it_is_refused_with_words() {
        let xlsx = {
            let mut bytes = b"PK\x03\x04".to_vec();
            bytes.extend_from_slice(b"....xl/workbook.xml....");
            bytes
        };
        for (name, bytes, reason) in [
            ("упд.pdf", b"%PDF-1.7 ...".as_slice(), None),
            ("упд.PDF", b"%PDF-1.4", None),
            ("упд.xml", "\u{feff}<?xml version=\"1.0\"?><Файл/>".as_bytes(), None),
            ("акт.xlsx", &xlsx, None),
            ("всё.zip", b"PK\x03\x04....", None),
            ("скан.jpg", b"\xff\xd8\xff\xe0", None),
            ("скан.png", b"\x89PNG\r\n\x1a\n....", None),
            ("упд.pdf", b"<!DOCTYPE html><html>", Some("documents-file-page")),
            ("упд.pdf", b"\n <HTML><body>%PDF-1.7", Some("documents-file-page")),
            (
                "упд.xml",
                b"<?xml version=\"1.0\"?><!DOCTYPE html><html/>",
                Some("documents-file-page"),
            ),
            ("упд.pdf", b" %PDF-1.7", Some("documents-file-not")),
            ("упд.pdf", b"PK\x03\x04", Some("documents-file-not")),
            ("акт.xlsx", b"PK\x03\x04 just an archive", Some("documents-file-not")),
            ("акт.xml", b"{}", Some("documents-file-not")),
            ("акт.exe", b"MZ", Some("documents-file-kind")),
            ("акт.html", b"<html>", Some("documents-file-kind")),
            ("акт.pdf", b"", Some("documents-file-empty")),
        ] {
            let found = match kept(name, bytes, Manifest::default()) {
                ToldFile::Kept { .. } => None,
                ToldFile::Refused(message) => Some(message.id.into_owned()),
                other => panic!("{name}: {other:?}"),
            };
            assert_eq!(found.as_deref(), reason, "{name}");
        }
    }

    #[test]
    fn the_manifest_is_held_to_its_word() {
        // The sum of these bytes by sha256sum.
        let sum = "86edbaa24831badfa0a8b04bb410141e2ee4182b6d0014493fe262a7a331c20b";
        let wrong = Manifest {
            sha256: Some(sum.replace('8', "9")),
            ..Manifest::default()
        };
        let refused = |found| matches!(found, ToldFile::Refused(said) if said.id == "documents-file-other");
        assert!(refused(kept("a.pdf", b"%PDF-1.7", wrong)));
        let ToldFile::Kept { sha256, file } = kept("a.pdf", b"%PDF-1.7", Manifest::default()) else {
            panic!("it is a PDF");
        };
        assert_eq!((file.size, sha256.as_str()), (8, sum));
        let right = Manifest {
            sha256: Some(sha256),
            size: Some(8),
            ..Manifest::default()
        };
        assert!(matches!(
            kept("a.pdf", b"%PDF-1.7", right.clone()),
            ToldFile::Kept { .. }
        ));
        let longer = Manifest { size: Some(9), ..right };
        assert!(refused(kept("a.pdf", b"%PDF-1.7", longer)));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_not_followed_and_nothing_there_is_no_fault() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::open(&folder.path().join("files")).unwrap();
        std::fs::write(folder.path().join("secret.pdf"), b"%PDF-1.7").unwrap();
        let link = folder.path().join("link.pdf");
        std::os::unix::fs::symlink(folder.path().join("secret.pdf"), &link).unwrap();
        let manifest = Manifest {
            name: "link.pdf".to_owned(),
            ..Manifest::default()
        };
        let refused = keep(&files, &link, &manifest);
        assert!(matches!(refused, ToldFile::Refused(said) if said.id == "documents-file-link"));
        assert_eq!(keep(&files, &folder.path().join("no.pdf"), &manifest), ToldFile::Absent);
        assert_eq!(keep(&files, folder.path(), &manifest), ToldFile::Absent);
    }
}
