//! Chunks come in every bad way that clients know; what they make is what was meant.

use std::io::Read as _;

use super::*;

fn append(spool: &mut Spool, name: &str, bytes: &[u8]) {
    let path = spool.part_path();
    fs::write(&path, bytes).unwrap();
    let digest = blake3::hash(bytes).to_hex().to_string();
    let part = Part {
        path,
        length: bytes.len() as u64,
        digest,
        head: Head::of(bytes),
    };
    spool.append(name, part).unwrap();
}

/// Strict: every entry is read to its end, so that a wrong join shows.
fn unpack(archive: &Path, target: &Path) -> Result<(), Fault> {
    let broken = |detail: String| Fault::BrokenArchive { detail };
    let file = File::open(archive).map_err(|error| broken(error.to_string()))?;
    let mut archive = zip::ZipArchive::new(file).map_err(|error| broken(error.to_string()))?;
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).map_err(|error| broken(error.to_string()))?;
        let mut content = Vec::new();
        entry
            .read_to_end(&mut content)
            .map_err(|error| broken(error.to_string()))?;
        let name = entry.name().unwrap().into_owned();
        fs::write(target.join(name), content).unwrap();
    }
    Ok(())
}

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(io::Cursor::new(Vec::new()));
    for (name, content) in files {
        let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        writer.start_file(*name, options).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn noise(length: usize) -> Vec<u8> {
    let mut bytes = vec![0; length];
    blake3::Hasher::new().finalize_xof().fill(&mut bytes);
    bytes
}

#[test]
fn chunks_of_an_archive_are_joined_whatever_was_sent_twice() {
    let content = noise(5_000);
    let archive = zipped(&[("import0_1.xml", &content), ("offers0_1.xml", b"second")]);
    // The order of chunks of 1,000 bytes: plain, the third twice, the first twice, begun anew after two.
    let orders: [&[usize]; 4] = [
        &[0, 1, 2, 3, 4, 5],
        &[0, 1, 2, 2, 3, 4, 5],
        &[0, 0, 1, 2, 3, 4, 5],
        &[0, 1, 0, 1, 2, 3, 4, 5],
    ];
    for order in orders {
        let folder = tempfile::tempdir().unwrap();
        let mut spool = Spool::create(folder.path()).unwrap();
        let chunks: Vec<&[u8]> = archive.chunks(1_000).collect();
        for index in order {
            append(&mut spool, "v8.zip", chunks[*index]);
        }
        let faults = spool.settle(unpack, |_| true).unwrap().faults;
        assert!(faults.is_empty(), "{order:?}: {faults:?}");
        assert_eq!(
            fs::read(spool.files().join("import0_1.xml")).unwrap(),
            content,
            "{order:?}"
        );
        assert!(!spool.has_uploads());
    }
}

#[test]
fn xml_that_begins_again_starts_afresh_and_a_repeated_chunk_is_dropped() {
    let folder = tempfile::tempdir().unwrap();
    let mut spool = Spool::create(folder.path()).unwrap();
    for chunk in ["<?xml?><a>half", "<?xml?><a>", "text ", "text ", "</a>"] {
        append(&mut spool, "import.xml", chunk.as_bytes());
    }
    let whole = "<?xml?><a>text </a>";
    let sound = |path: &Path| fs::read_to_string(path).unwrap() == whole;
    spool.settle(unpack, sound).unwrap();
    assert_eq!(fs::read_to_string(spool.files().join("import.xml")).unwrap(), whole);
}

#[test]
fn a_broken_archive_leaves_nothing_among_the_files_and_is_kept_for_the_quarantine() {
    let folder = tempfile::tempdir().unwrap();
    let mut spool = Spool::create(folder.path()).unwrap();
    let archive = zipped(&[("import.xml", &noise(3_000))]);
    append(&mut spool, "v8.zip", &archive[..2_000]);
    let faults = spool.settle(unpack, |_| true).unwrap().faults;
    assert_eq!(faults.len(), 1);
    assert_eq!(fs::read(&faults[0].1).unwrap(), archive[..2_000]);
    assert_eq!(fs::read_dir(spool.files()).unwrap().count(), 0);
}

#[test]
fn a_session_cut_off_can_be_finished_by_another_process() {
    let folder = tempfile::tempdir().unwrap();
    let mut spool = Spool::create(folder.path()).unwrap();
    append(&mut spool, "done.xml", b"<?xml?><a/>");
    spool.settle(unpack, |_| true).unwrap();
    append(&mut spool, "import_files/ab/x.jpg", b"jpeg");
    append(&mut spool, "import.xml", b"<?xml?>");
    append(&mut spool, "import.xml", b"<a/>");
    drop(spool);
    let log = folder.path().join("log");
    let cut = fs::read(&log).unwrap();
    fs::write(&log, [&cut[..], b"{\"chunk\":{\"upl"].concat()).unwrap();
    let mut spool = Spool::reopen(folder.path()).unwrap();
    spool.settle(unpack, |_| true).unwrap();
    let read = |name: &str| fs::read_to_string(spool.files().join(name)).unwrap();
    assert_eq!(read("import.xml"), "<?xml?><a/>");
    assert_eq!(read("import_files/ab/x.jpg"), "jpeg");
    assert_eq!(read("done.xml"), "<?xml?><a/>");
}

#[test]
fn two_files_of_one_name_stand_side_by_side_and_the_same_bytes_are_one() {
    let folder = tempfile::tempdir().unwrap();
    let mut spool = Spool::create(folder.path()).unwrap();
    let files = spool.files();
    let names = move || {
        let mut names = Vec::new();
        crate::modules::exchange::intake::list(&files, "", 0, &mut names);
        names.sort();
        names
    };
    let unpack = |archive: &Path, target: &Path| crate::modules::exchange::intake::unpack(archive, target);
    append(
        &mut spool,
        "1.zip",
        &zipped(&[
            ("kabinet_files/a.pdf", b"%PDF one"),
            ("kabinet___1.json", b"{1}"),
            ("import_files/x.jpg", b"old"),
        ]),
    );
    append(
        &mut spool,
        "2.zip",
        &zipped(&[
            ("kabinet_files/a.pdf", b"%PDF two"),
            ("kabinet___1.json", b"{2}"),
            ("import_files/x.jpg", b"new"),
        ]),
    );
    // Once more the first: nothing new.
    append(&mut spool, "3.zip", &zipped(&[("kabinet_files/a.pdf", b"%PDF one")]));
    let mut twice = spool.settle(unpack, |_| true).unwrap().twice;
    twice.sort();
    assert_eq!(twice, ["kabinet___1.json", "kabinet_files/a.pdf"]);
    assert_eq!(
        names(),
        [
            "import_files/x.jpg",
            "kabinet___1.json",
            "kabinet___1~2.json",
            "kabinet_files/a.pdf",
            "kabinet_files/a~2.pdf"
        ]
    );
    let read = |name: &str| fs::read_to_string(spool.files().join(name)).unwrap();
    assert_eq!(
        (read("kabinet___1.json"), read("kabinet___1~2.json")),
        ("{1}".into(), "{2}".into())
    );
    assert_eq!(
        (read("kabinet_files/a.pdf"), read("kabinet_files/a~2.pdf")),
        ("%PDF one".into(), "%PDF two".into())
    );
    assert_eq!(read("import_files/x.jpg"), "new");
    // The same by plain uploads, each settled before the next.
    for (bytes, expected) in [("%PDF two", 0), ("%PDF three", 1), ("%PDF three", 0)] {
        append(&mut spool, "kabinet_files/a.pdf", bytes.as_bytes());
        assert_eq!(spool.settle(unpack, |_| true).unwrap().twice.len(), expected, "{bytes}");
    }
    assert!(names().contains(&"kabinet_files/a~3.pdf".to_owned()));
}

#[test]
fn twins_are_told_apart_by_when_they_came_and_not_by_their_names() {
    let unpack = |archive: &Path, target: &Path| crate::modules::exchange::intake::unpack(archive, target);
    // Also where another process goes on with the session.
    for reopened in [false, true] {
        let folder = tempfile::tempdir().unwrap();
        let mut spool = Spool::create(folder.path()).unwrap();
        for (archive, words) in [("z.zip", "{1}"), ("10.zip", "{2}"), ("9.zip", "{3}")] {
            append(&mut spool, archive, &zipped(&[("kabinet___1.json", words.as_bytes())]));
        }
        if reopened {
            spool = Spool::reopen(folder.path()).unwrap();
        }
        spool.settle(unpack, |_| true).unwrap();
        let read = |name: &str| fs::read_to_string(spool.files().join(name)).unwrap();
        let names = ["kabinet___1.json", "kabinet___1~2.json", "kabinet___1~3.json"];
        assert_eq!(names.map(read), ["{1}", "{2}", "{3}"], "reopened: {reopened}");
    }
}
