//! What is put comes back, whatever is put shows safely.

use std::io::{Cursor, Read, Write};
use std::time::{Duration, SystemTime};

use image::{DynamicImage, GenericImageView, ImageFormat, RgbaImage};

use super::*;

fn store() -> (tempfile::TempDir, Files) {
    let dir = tempfile::tempdir().unwrap();
    let store = Files::open(dir.path()).unwrap();
    (dir, store)
}

fn read(mut source: impl Read) -> Vec<u8> {
    let mut bytes = Vec::new();
    source.read_to_end(&mut bytes).unwrap();
    bytes
}

fn files_in(dir: &std::path::Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_in(&path))
        } else {
            found.push(path.file_name().unwrap().to_str().unwrap().into())
        }
    }
    found.sort();
    found
}

fn png(width: u32, height: u32, alpha: u8) -> Vec<u8> {
    let picture = RgbaImage::from_fn(width, height, |x, _| image::Rgba([(x % 256) as u8, 0, 0, alpha]));
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::from(picture)
        .write_to(&mut bytes, ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}

fn shown(store: &Files, bytes: &[u8], size: PictureSize) -> Option<DynamicImage> {
    let stored = store.put(bytes, 1 << 30).unwrap();
    match store.picture(stored.hash, size).unwrap() {
        Picture::Jpeg(file) => Some(image::load_from_memory_with_format(&read(file), ImageFormat::Jpeg).unwrap()),
        Picture::Placeholder => None,
    }
}

#[test]
fn content_is_kept_once_under_its_hash() {
    let (dir, store) = store();
    let bytes: Vec<u8> = (0..200_000_u32).flat_map(u32::to_le_bytes).collect();
    let stored = store.put(&bytes[..], 1_000_000).unwrap();
    assert_eq!(stored, store.put(&bytes[..], 1_000_000).unwrap());
    assert_eq!(
        (stored.hash, stored.size),
        (ContentHash::of(&bytes), bytes.len() as u64)
    );
    assert_eq!(read(store.get(stored.hash).unwrap()), bytes);
    assert_eq!(read(store.get_range(stored.hash, 5..17).unwrap()), &bytes[5..17]);
    let name = stored.hash.to_string();
    assert!(dir.path().join(&name[..2]).join(&name[2..4]).join(&name).is_file());
    assert_eq!(files_in(dir.path()), [name]);
}

#[test]
fn ranges_outside_of_the_file_are_refused() {
    let (_dir, store) = store();
    let hash = store.put(&b"0123456789"[..], 100).unwrap().hash;
    for range in [0..11, 10..11, 5..5, u64::MAX - 1..u64::MAX] {
        assert!(
            matches!(store.get_range(hash, range.clone()), Err(FileError::Range)),
            "{range:?}"
        );
    }
    assert_eq!(read(store.get_range(hash, 9..10).unwrap()), b"9");
}

#[test]
fn too_large_and_broken_uploads_leave_nothing() {
    let (dir, store) = store();
    assert!(matches!(store.put(&[0; 101][..], 100), Err(FileError::TooLarge(100))));
    assert!(store.put(&[0; 100][..], 100).is_ok());
    let mut upload = store.upload(100).unwrap();
    upload.write(b"half").unwrap();
    drop(upload);
    assert_eq!(files_in(&dir.path().join("incoming")), [""; 0]);
    std::fs::write(dir.path().join("incoming/left-by-a-crash"), b"half").unwrap();
    Files::open(dir.path()).unwrap();
    assert_eq!(files_in(&dir.path().join("incoming")), [""; 0]);
}

#[test]
fn damage_is_noticed_and_deletion_takes_the_pictures_along() {
    let (dir, store) = store();
    let stored = store.put(&png(400, 10, 255)[..], 1 << 20).unwrap();
    store.verify(stored.hash).unwrap();
    store.picture(stored.hash, PictureSize::Small).unwrap();
    std::fs::OpenOptions::new()
        .append(true)
        .open(store.path(stored.hash))
        .unwrap()
        .write_all(b"!")
        .unwrap();
    assert!(matches!(store.verify(stored.hash), Err(FileError::Damaged)));
    store.delete(stored.hash).unwrap();
    store.delete(stored.hash).unwrap();
    assert_eq!(files_in(dir.path()), [""; 0]);
    assert!(matches!(store.get(stored.hash), Err(FileError::Missing)));
}

#[test]
fn hashes_from_outside_cannot_leave_the_folder() {
    let good = ContentHash::of(b"").to_string();
    assert!(good.parse::<ContentHash>().is_ok());
    for text in [
        "",
        "../../etc/passwd",
        &good.to_uppercase(),
        &good[1..],
        &format!("{}/", &good[1..]),
    ] {
        assert!(text.parse::<ContentHash>().is_err(), "{text}");
    }
}

#[test]
fn kinds_are_told_by_bytes() {
    let (_dir, store) = store();
    let archive = |names: &[&str]| {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for name in names {
            let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
            writer.start_file(*name, options).unwrap();
            writer
                .write_all(if *name == "mimetype" {
                    b"application/vnd.oasis.opendocument.text"
                } else {
                    b"x"
                })
                .unwrap();
        }
        writer.finish().unwrap().into_inner()
    };
    for (bytes, kind) in [
        (png(1, 1, 255), FileKind::Png),
        (b"\xff\xd8\xff\xe0".to_vec(), FileKind::Jpeg),
        (b"RIFF\0\0\0\0WEBPVP8 ".to_vec(), FileKind::Webp),
        (b"GIF89a".to_vec(), FileKind::Gif),
        (b"%PDF-1.7\n".to_vec(), FileKind::Pdf),
        (archive(&["a.txt"]), FileKind::Zip),
        (archive(&["[Content_Types].xml", "word/document.xml"]), FileKind::Docx),
        (archive(&["[Content_Types].xml", "xl/workbook.xml"]), FileKind::Xlsx),
        (archive(&["ppt/presentation.xml"]), FileKind::Pptx),
        (archive(&["mimetype", "content.xml"]), FileKind::Odf),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(), FileKind::Ole),
        (b"<html><script>alert(1)</script>".to_vec(), FileKind::Other),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(), FileKind::Other),
        (b"junk %PDF-1.7".to_vec(), FileKind::Other),
        (b"".to_vec(), FileKind::Other),
    ] {
        assert_eq!(store.put(&bytes[..], 1 << 20).unwrap().kind, kind);
    }
}

#[test]
fn pictures_are_scaled_down_and_never_up() {
    let (_dir, store) = store();
    let wide = png(1000, 500, 255);
    for (size, expected) in [
        (PictureSize::Small, (96, 48)),
        (PictureSize::Medium, (320, 160)),
        (PictureSize::Large, (640, 320)),
        (PictureSize::Full, (1000, 500)),
    ] {
        assert_eq!(shown(&store, &wide, size).unwrap().dimensions(), expected);
    }
    assert_eq!(
        shown(&store, &png(20, 10, 255), PictureSize::Medium)
            .unwrap()
            .dimensions(),
        (20, 10)
    );
}

#[test]
fn the_original_bytes_are_never_shown() {
    let (_dir, store) = store();
    let mut jpeg = Cursor::new(Vec::new());
    DynamicImage::new_rgb8(8, 8)
        .write_to(&mut jpeg, ImageFormat::Jpeg)
        .unwrap();
    let mut jpeg = jpeg.into_inner();
    jpeg.extend_from_slice(b"<script>alert(1)</script>");
    let hash = store.put(&jpeg[..], 1 << 20).unwrap().hash;
    let Picture::Jpeg(file) = store.picture(hash, PictureSize::Full).unwrap() else {
        panic!("a good picture")
    };
    let shown = read(file);
    assert!(!shown.windows(7).any(|window| window == b"<script"));
}

#[test]
fn transparency_becomes_white() {
    let (_dir, store) = store();
    let shown = shown(&store, &png(8, 8, 0), PictureSize::Small).unwrap();
    assert!(
        shown
            .to_rgb8()
            .pixels()
            .all(|pixel| pixel.0.iter().all(|channel| *channel > 250))
    );
}

#[test]
fn what_cannot_be_decoded_gives_a_placeholder_each_time() {
    let (_dir, store) = store();
    let mut torn = png(100, 100, 255);
    torn.truncate(torn.len() / 2);
    // A header that promises 60,000 x 60,000 pixels over no data.
    let mut bomb = png(1, 1, 255);
    bomb[16..20].copy_from_slice(&60_000_u32.to_be_bytes());
    bomb[20..24].copy_from_slice(&60_000_u32.to_be_bytes());
    for bytes in [&torn[..], &bomb, b"GIF89a", b"%PDF-1.7", b""] {
        assert!(shown(&store, bytes, PictureSize::Medium).is_none());
        assert!(shown(&store, bytes, PictureSize::Large).is_none());
    }
}

/// An hour before and after now.
fn around() -> (SystemTime, SystemTime) {
    let hour = Duration::from_secs(3_600);
    (SystemTime::now() - hour, SystemTime::now() + hour)
}

#[test]
fn a_file_that_goes_while_files_are_walked_is_left_out() {
    let (dir, store) = store();
    let put = |n: u32| store.put(&n.to_le_bytes()[..], 100).unwrap().hash;
    // Two whose names share a folder: that folder is listed before the first of them is visited.
    let mut folders = std::collections::BTreeMap::new();
    let (one, other) = (0..)
        .find_map(|n| {
            let hash = ContentHash::of(&u32::to_le_bytes(n));
            let before = folders.insert(hash.to_string()[..4].to_owned(), n);
            before.map(|before| (put(before), put(n)))
        })
        .unwrap();
    let mut seen = Vec::new();
    store
        .each(|hash, bytes| {
            seen.push((hash, bytes));
            let left = if hash == one { other } else { one };
            store.delete(left)
        })
        .unwrap();
    assert_eq!(seen, [(one.min(other), 4)]);
    assert_eq!(files_in(dir.path()), [seen[0].0.to_string()]);
}

#[test]
fn a_file_is_old_by_when_its_content_was_put_last() {
    let (dir, store) = store();
    let hash = store.put(&b"old"[..], 10).unwrap().hash;
    let name = hash.to_string();
    let path = dir.path().join(&name[..2]).join(&name[2..4]).join(&name);
    let file = std::fs::OpenOptions::new().append(true).open(path).unwrap();
    let (before, after) = around();
    file.set_modified(before - Duration::from_secs(60)).unwrap();
    assert_eq!(store.put_before(before).unwrap(), [hash].into());
    // Somebody puts the same once more: it is young again, and stays.
    store.put(&b"old"[..], 10).unwrap();
    assert!(store.put_before(before).unwrap().is_empty());
    assert_eq!(store.delete_old(hash, before).unwrap(), None);
    assert!(store.contains(hash));
    assert_eq!(store.delete_old(hash, after).unwrap(), Some(3));
    assert!(!store.contains(hash));
    assert_eq!(store.delete_old(hash, after).unwrap(), None);
}

#[test]
fn a_hash_is_found_wherever_it_is_written() {
    let (mine, other) = (ContentHash::of(b"mine"), ContentHash::of(b"other"));
    let text = mine.to_string();
    let left = |bytes: &[u8]| {
        let mut hashes = [mine, other].into();
        sweep::strike(&mut hashes, bytes);
        hashes.len()
    };
    // At every offset, between all sorts of neighbours, digits too.
    for before in 0..200 {
        for filler in [b'x', b'\0', b'7', b'f'] {
            let mut bytes = vec![filler; before];
            bytes.extend_from_slice(text.as_bytes());
            assert_eq!(left(&bytes), 1, "{before} of {filler}");
            bytes.extend_from_slice(&vec![filler; before % 70]);
            assert_eq!(left(&bytes), 1, "{before} of {filler}, and more");
            bytes.push(b'-');
            bytes.extend_from_slice(other.to_string().as_bytes());
            assert_eq!(left(&bytes), 0, "{before} of {filler}, and the other");
        }
    }
    for not in [
        &text[..63],
        &text.to_uppercase(),
        &format!("{}-{}", &text[..32], &text[32..]),
        "",
    ] {
        assert_eq!(left(not.as_bytes()), 2, "{not}");
    }
}
