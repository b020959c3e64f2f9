//! Many documents as one archive, written while it is sent: no more of it is in memory than a piece of one file.

use std::collections::HashSet;
use std::io::{self, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::platform::files::{Attachment, FileError, Files, file_name};

/// The longest title within a name, in characters: there is room for a number behind it.
const TITLE_MAX: usize = 90;

/// A file on its way into the archive.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What the document is called, without an ending.
    pub title: String,
    pub file: Attachment,
}

/// Writes the archive. `note` is a text beside the files: its name and its words.
pub fn write(files: &Files, entries: &[Entry], note: Option<(String, String)>, out: &mut dyn Write) -> io::Result<()> {
    let mut names = Names::default();
    let mut zip = ZipWriter::new_stream(out);
    // PDF and pictures are packed already, but a plain entry whose length follows it is unreadable to some programs.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(1));
    for entry in entries {
        zip.start_file(names.unique(&entry.title, &entry.file.name), options)?;
        let mut file = files.get(entry.file.hash).map_err(said)?;
        io::copy(&mut file, &mut zip)?;
    }
    if let Some((name, words)) = note {
        zip.start_file(names.unique(&name, "x.txt"), options)?;
        zip.write_all(words.as_bytes())?;
    }
    zip.finish()?;
    Ok(())
}

fn said(error: FileError) -> io::Error {
    io::Error::other(error)
}

/// Names within the archive: safe for any disk, and no two alike whatever the case.
#[derive(Default)]
struct Names(HashSet<String>);

impl Names {
    fn unique(&mut self, title: &str, file: &str) -> String {
        let title: String = title
            .chars()
            .take(TITLE_MAX)
            .collect::<String>()
            .replace(['/', '\\'], "-")
            .replace('\u{a0}', " ");
        let ending = file.rsplit_once('.').map_or("", |(_, ending)| ending);
        let mut number = 1;
        loop {
            let name = match number {
                1 => file_name(&format!("{title}.{ending}")),
                _ => file_name(&format!("{title} ({number}).{ending}")),
            };
            if self.0.insert(name.to_lowercase()) {
                return name;
            }
            number += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read};

    use super::*;

    #[test]
    fn names_are_safe_and_no_two_are_alike() {
        let mut names = Names::default();
        assert_eq!(names.unique("УПД № 12/3", "a.pdf"), "УПД № 12-3.pdf");
        assert_eq!(names.unique("упд № 12-3", "b.PDF"), "упд № 12-3 (2).PDF");
        assert_eq!(names.unique("УПД № 12\\3", "c.pdf"), "УПД № 12-3 (3).pdf");
        assert_eq!(names.unique("../../x", "c.pdf"), "-..-x.pdf");
        // A name that is cut still differs.
        let long = "д".repeat(300);
        let (first, second) = (names.unique(&long, "c.pdf"), names.unique(&long, "c.pdf"));
        assert_ne!(first, second);
        assert!(second.ends_with(".pdf"));
    }

    #[test]
    fn the_archive_holds_each_file_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::open(folder.path()).unwrap();
        let entry = |title: &str, bytes: &[u8]| Entry {
            title: title.to_owned(),
            file: files.attach("x.pdf", bytes, 1 << 20).unwrap(),
        };
        let entries = [entry("Счёт № 1", b"%PDF-1"), entry("Счёт № 1", b"%PDF-2")];
        let mut bytes = Vec::new();
        write(&files, &entries, Some(("Без файлов".into(), "Акт".into())), &mut bytes).unwrap();
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut read = |name: &str| {
            let mut text = String::new();
            zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
            text
        };
        assert_eq!(read("Счёт № 1.pdf"), "%PDF-1");
        assert_eq!(read("Счёт № 1 (2).pdf"), "%PDF-2");
        assert_eq!(read("Без файлов.txt"), "Акт");
    }
}
