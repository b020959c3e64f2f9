//! Archives that are well, and archives that are meant to harm.

use std::io::{Cursor, Write};

use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

use super::*;

fn archive(fill: impl FnOnce(&mut ZipWriter<Cursor<Vec<u8>>>)) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    fill(&mut zip);
    zip.finish().unwrap().into_inner()
}

fn options() -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(CompressionMethod::Deflated)
}

fn open(bytes: &[u8], limits: Limits) -> Result<Archive<Cursor<&[u8]>>, Fault> {
    Archive::open(Cursor::new(bytes), limits)
}

fn refusal(bytes: &[u8]) -> Fault {
    open(bytes, Limits::default()).err().expect("a refusal")
}

#[test]
fn files_come_out_as_they_went_in_and_folders_are_left_out() {
    let bytes = archive(|zip| {
        zip.add_directory("goods/", options()).unwrap();
        zip.start_file("goods/import.xml", options()).unwrap();
        zip.write_all(b"<a/>").unwrap();
        zip.start_file("import_files\\ab\\1.jpg", options()).unwrap();
        zip.write_all(b"jpg").unwrap();
    });
    let mut archive = open(&bytes, Limits::default()).unwrap();
    let entries = archive.entries().to_vec();
    let names: Vec<&str> = entries.iter().map(|entry| entry.name.as_str()).collect();
    assert_eq!(names, ["goods/import.xml", "import_files/ab/1.jpg"]);
    let mut out = Vec::new();
    assert_eq!(archive.unpack(&entries[0], &mut out), Ok(4));
    assert_eq!(out, b"<a/>");
}

#[test]
fn names_that_leave_the_folder_are_refused() {
    for name in [
        "../../evil.xml",
        "/etc/passwd",
        "C:\\evil.xml",
        "a/../../b",
        "\\\\host\\share\\a",
        "a\0b",
    ] {
        assert_eq!(safe_name(name), None, "{name}");
    }
    assert_eq!(
        safe_name("./webdata//import0_1.xml").as_deref(),
        Some("webdata/import0_1.xml")
    );
    let bytes = archive(|zip| {
        zip.start_file("../../evil.xml", options()).unwrap();
    });
    assert!(matches!(refusal(&bytes), Fault::UnsafeName { .. }));
}

#[test]
fn links_passwords_and_archives_within_are_refused() {
    let bytes = archive(|zip| zip.add_symlink("import.xml", "/etc/passwd", options()).unwrap());
    assert!(matches!(refusal(&bytes), Fault::Link { .. }));
    let bytes = archive(|zip| zip.start_file("more.ZIP", options()).unwrap());
    assert!(matches!(refusal(&bytes), Fault::NestedArchive { .. }));
    let mut bytes = archive(|zip| zip.start_file("import.xml", options()).unwrap());
    // The flag of encryption, in the local header and in the table of contents.
    let central = bytes.windows(4).rposition(|window| window == b"PK\x01\x02").unwrap();
    bytes[6] |= 1;
    bytes[central + 8] |= 1;
    assert!(matches!(refusal(&bytes), Fault::Encrypted { .. }));
}

#[test]
fn a_bomb_stops_at_the_ratio_and_at_the_sizes() {
    let zeros = vec![0; 1024 * 1024];
    let bytes = archive(|zip| {
        zip.start_file("bomb.xml", options()).unwrap();
        for _ in 0..32 {
            zip.write_all(&zeros).unwrap();
        }
    });
    assert!(bytes.len() < 100_000, "{}", bytes.len());
    let unpack = |limits: Limits| {
        let mut archive = open(&bytes, limits).unwrap();
        let entry = archive.entries()[0].clone();
        let mut out = Vec::new();
        (archive.unpack(&entry, &mut out), out.len())
    };
    let (result, written) = unpack(Limits::default());
    assert!(matches!(result, Err(Fault::ArchiveTooLarge { .. })), "{result:?}");
    assert!(written < 16 * 1024 * 1024, "{written}");
    let generous = Limits {
        ratio: 10_000,
        ..Limits::default()
    };
    assert_eq!(unpack(generous).0, Ok(32 * 1024 * 1024));
    let (result, written) = unpack(Limits {
        total_bytes: 1_000_000,
        ..generous
    });
    assert!(matches!(result, Err(Fault::ArchiveTooLarge { .. })));
    assert!(written <= 1_000_000);
}

#[test]
fn too_many_files_are_refused_before_they_are_listed() {
    let bytes = archive(|zip| {
        for number in 0..20 {
            zip.start_file(format!("{number}.xml"), options()).unwrap();
        }
    });
    let limits = Limits {
        files: 19,
        ..Limits::default()
    };
    assert_eq!(open(&bytes, limits).err(), Some(Fault::TooManyFiles));
    assert!(matches!(
        refusal(b"PK\x03\x04 and nothing more"),
        Fault::BrokenArchive { .. }
    ));
    assert!(matches!(refusal(b""), Fault::BrokenArchive { .. }));
}

#[test]
fn names_of_windows_in_russian_are_read() {
    assert_eq!(names::decoded(b"\x92\xae\xa2\xa0\xe0\xeb.xml"), "Товары.xml");
    assert_eq!(names::decoded("Товары.xml".as_bytes()), "Товары.xml");
}
