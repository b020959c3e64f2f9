//! The folder with the stand-in on the other side.

use std::collections::BTreeMap;

use super::*;
use crate::modules::exchange::connections::ConnectionId;
use crate::modules::exchange::desk::{Imported, Incoming, Outgoing, Sweep};
use crate::modules::exchange::dialect::{Family, Settings};
use crate::modules::exchange::intake::is_sound;
use crate::platform::values::Clock;
use crate::standin;

/// Keeps what it is given.
#[derive(Default)]
struct Shelf {
    imported: Mutex<BTreeMap<String, usize>>,
    order: Mutex<Vec<String>>,
    quarantined: Mutex<Vec<(String, Fault, Vec<u8>)>>,
    closed: Mutex<u32>,
    papers: Mutex<Vec<String>>,
}

impl Desk for Shelf {
    fn connection_of(&self, _: &str) -> Result<Option<Connection>, Error> {
        Ok(None)
    }
    fn connection(&self, _: ConnectionId) -> Result<Option<Connection>, Error> {
        Ok(None)
    }
    fn open(&self, _: &Connection, _: Origin) -> Result<RunId, Error> {
        Ok(RunId::at(Moment::EPOCH, rand::random()))
    }
    fn import(&self, _: &Connection, _: RunId, file: Incoming<'_>, _: &Progress) -> Result<Imported, Error> {
        let fault = (!is_sound(file.path)).then_some(Fault::NotXml);
        let mut files = Vec::new();
        crate::modules::exchange::intake::list(&file.folder.join("import_files"), "", 0, &mut files);
        self.imported.lock().insert(file.name.to_owned(), files.len());
        self.order.lock().push(file.name.to_owned());
        Ok(Imported {
            fault,
            ..Imported::default()
        })
    }
    fn take_papers(&self, _: &Connection, _: RunId, folder: &Path, places: &[String]) -> Result<(), Error> {
        assert!(
            places
                .iter()
                .all(|place| folder.join("kabinet_files").join(place).is_file())
        );
        self.papers.lock().extend_from_slice(places);
        Ok(())
    }
    fn note(&self, _: &Connection, _: RunId, _: crate::modules::exchange::Report) -> Result<(), Error> {
        Ok(())
    }
    fn close(&self, _: &Connection, _: RunId) -> Result<(), Error> {
        *self.closed.lock() += 1;
        Ok(())
    }
    fn quarantine(&self, _: &Connection, _: RunId, name: &str, path: &Path, fault: &Fault) -> Result<(), Error> {
        let bytes = fs::read(path).map_err(Error::internal)?;
        fs::remove_file(path).map_err(Error::internal)?;
        self.quarantined.lock().push((name.to_owned(), fault.clone(), bytes));
        Ok(())
    }
    fn archive(&self, _: &Connection, _: RunId, _: &str, path: &Path, _: &Imported) -> Result<(), Error> {
        fs::remove_file(path).map_err(Error::internal)
    }
    fn put_down(&self, _: &Connection, _: &Outgoing) -> Result<(), Error> {
        Ok(())
    }
    fn orders(&self, connection: &Connection, _: Origin) -> Result<Outgoing, Error> {
        let formed = jiff::civil::date(2026, 11, 23).at(10, 0, 0, 0);
        let bytes =
            crate::modules::exchange::dialect::orders(&[], &connection.dialect, formed).map_err(Error::internal)?;
        Ok(Outgoing {
            bytes,
            charset: connection.dialect.charset.label(),
            ..Outgoing::default()
        })
    }
    fn delivered(&self, _: &Connection, _: &Outgoing) -> Result<(), Error> {
        unreachable!("a folder has no signal of success")
    }
    fn deactivate(&self, _: &Connection, _: RunId, _: Moment) -> Result<Sweep, Error> {
        unreachable!("a folder has no such call")
    }
    fn info(&self, _: &Connection) -> Result<String, Error> {
        unreachable!("a folder has no such call")
    }
}

struct Place {
    temp: tempfile::TempDir,
    folder: Arc<Folder>,
    connection: Connection,
    shelf: Shelf,
    clock: Clock,
}

impl Place {
    fn new(family: Family) -> Place {
        let temp = tempfile::tempdir().unwrap();
        let now = Clock::system().now();
        let mut connection = Connection::new(ConnectionId::derived("test", "1"), "УТ", now);
        connection.dialect = Settings::of(family);
        let folder = Folder::new(temp.path().to_owned(), 5);
        folder.prepare().unwrap();
        Place {
            temp,
            folder,
            connection,
            shelf: Shelf::default(),
            clock: Clock::standing_at(now),
        }
    }

    fn pass(&self) -> Passed {
        self.folder
            .pass(&self.shelf, &self.connection, self.clock.now())
            .unwrap()
    }

    fn later(&self, seconds: i64) -> Passed {
        self.clock.set(self.clock.now().plus_seconds(seconds));
        self.pass()
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.temp.path().join("in").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn left(&self) -> usize {
        ["in", "work"]
            .iter()
            .map(|name| fs::read_dir(self.temp.path().join(name)).unwrap().count())
            .sum()
    }
}

const WHOLE: &str = "<?xml version='1.0'?><КоммерческаяИнформация></КоммерческаяИнформация>";

#[test]
fn what_each_family_writes_is_taken_once_it_rests() {
    let families = [
        (Family::A, standin::Family::A),
        (Family::B, standin::Family::B),
        (Family::C, standin::Family::C),
    ];
    for (family, played) in families {
        for zip in [false, true] {
            let place = Place::new(family);
            let mut options = standin::Options::new(played);
            options.folder = Some(place.temp.path().to_owned());
            options.generate = Some(5);
            options.pictures = 2;
            options.zip = zip;
            standin::run(&options).unwrap();
            let first = place.pass();
            assert_eq!(
                (first.imported, first.waiting > 0),
                (0, true),
                "it may still be written"
            );
            let second = place.later(6);
            let expected = if family == Family::C { 7 } else { 2 };
            assert_eq!(
                (second.imported, second.refused, second.waiting),
                (expected, 0, 0),
                "{family:?} {zip}"
            );
            assert!(place.shelf.imported.lock().values().all(|pictures| *pictures == 2));
            assert_eq!(place.left(), 0, "nothing is left behind");
            // The stand-in reads the orders that were put down.
            options.generate = None;
            assert_eq!(standin::run(&options).unwrap().orders_received, 0);
        }
    }
}

#[test]
fn files_come_in_the_order_of_their_kinds() {
    let place = Place::new(Family::C);
    for name in ["rests/r.xml", "goods/g.xml", "documents/d.xml", "units/u.xml"] {
        place.write(name, WHOLE);
    }
    place.later(10);
    assert_eq!(
        *place.shelf.order.lock(),
        ["units/u.xml", "goods/g.xml", "rests/r.xml", "documents/d.xml"]
    );
}

#[test]
fn a_file_without_its_end_holds_the_others_for_ten_minutes_and_goes_to_quarantine() {
    let place = Place::new(Family::A);
    place.write("webdata/import0_1.xml", WHOLE);
    place.write("webdata/offers0_1.xml", &WHOLE[..60]);
    let passed = place.later(100);
    assert_eq!((passed.imported, passed.waiting), (0, 1));
    let passed = place.later(600);
    assert_eq!((passed.imported, passed.refused), (1, 1));
    let quarantined = place.shelf.quarantined.lock();
    assert_eq!(quarantined[0].1, Fault::Truncated { line: 0 });
    assert_eq!(place.left(), 0);
}

#[test]
fn links_lead_nowhere_and_broken_archives_are_kept() {
    let place = Place::new(Family::A);
    let secret = place.temp.path().join("secret.xml");
    fs::write(&secret, WHOLE).unwrap();
    std::os::unix::fs::symlink(&secret, place.temp.path().join("in/link.xml")).unwrap();
    place.write("bad.zip", "PK\u{3}\u{4} PK\u{5}\u{6} nonsense");
    let passed = place.later(10);
    assert_eq!((passed.imported, passed.refused), (0, 2));
    let quarantined = place.shelf.quarantined.lock();
    assert!(matches!(quarantined[0].1, Fault::Link { .. }));
    assert!(
        !quarantined[0].2.starts_with(b"<?xml"),
        "what the link leads to was not read"
    );
    assert!(secret.exists());
    assert_eq!(place.left(), 0);
}

#[test]
fn no_file_is_lost_whatever_its_name_is() {
    let place = Place::new(Family::A);
    let long = format!("{}.xml", "ж".repeat(120));
    let names = [
        "price? 1.xml",
        &long,
        "a/b/c/d/e/deep.xml",
        "import0_1.xml",
        "webdata/import0_1.xml",
        "old/webdata/import0_1.xml",
    ];
    for name in names {
        place.write(name, WHOLE);
    }
    place.write("readme.txt", "as 1C left it");
    place.write("import_files/ab/x.jpg", "a picture");
    let passed = place.later(10);
    assert_eq!((passed.imported, passed.refused, passed.waiting), (names.len(), 1, 0));
    let imported: Vec<String> = place.shelf.order.lock().clone();
    assert_eq!(imported.len(), names.len());
    for expected in [
        "price_ 1.xml",
        "deep.xml",
        "import0_1.xml",
        "import0_1~2.xml",
        "import0_1~3.xml",
    ] {
        assert!(
            imported.iter().any(|name| name == expected),
            "{expected} in {imported:?}"
        );
    }
    let quarantined = place.shelf.quarantined.lock();
    assert_eq!(quarantined.len(), 1);
    let (name, fault, bytes) = &quarantined[0];
    assert_eq!((name.as_str(), fault), ("readme.txt", &Fault::NotXml));
    assert_eq!(bytes, b"as 1C left it");
    assert_eq!(place.left(), 0);
}

#[test]
fn archives_that_hold_files_of_one_name_both_count() {
    let place = Place::new(Family::A);
    for (zip, size) in [("first.zip", 1), ("second.zip", 2)] {
        let path = place.temp.path().join("in").join(zip);
        let mut writer = zip::ZipWriter::new(fs::File::create(path).unwrap());
        let options = zip::write::SimpleFileOptions::default();
        writer.start_file("webdata/import0_1.xml", options).unwrap();
        writer.write_all(WHOLE.as_bytes()).unwrap();
        writer.write_all(&vec![b' '; size]).unwrap();
        writer.finish().unwrap();
    }
    let passed = place.later(10);
    assert_eq!((passed.imported, passed.refused), (2, 0));
    assert_eq!(*place.shelf.order.lock(), ["import0_1.xml", "import0_1~2.xml"]);
    assert_eq!(place.left(), 0);
}

#[test]
fn files_of_one_archive_that_come_to_one_name_both_count() {
    let place = Place::new(Family::A);
    let path = place.temp.path().join("in").join("all.zip");
    let mut writer = zip::ZipWriter::new(fs::File::create(path).unwrap());
    let options = zip::write::SimpleFileOptions::default();
    for (name, size) in [("import0_1.xml", 1), ("webdata/import0_1.xml", 2)] {
        writer.start_file(name, options).unwrap();
        writer.write_all(WHOLE.as_bytes()).unwrap();
        writer.write_all(&vec![b' '; size]).unwrap();
    }
    writer.finish().unwrap();
    let passed = place.later(10);
    assert_eq!((passed.imported, passed.refused), (2, 0));
    assert_eq!(*place.shelf.order.lock(), ["import0_1.xml", "import0_1~2.xml"]);
    assert_eq!(place.left(), 0);
}

#[test]
fn what_a_cut_off_pass_left_is_finished_by_the_next() {
    let place = Place::new(Family::A);
    let left = place.temp.path().join("work/0123/files");
    fs::create_dir_all(&left).unwrap();
    fs::write(left.join("import0_1.xml"), WHOLE).unwrap();
    assert_eq!(place.pass().imported, 1);
    assert_eq!(place.left(), 0);
    assert_eq!(*place.shelf.closed.lock(), 1);
}

#[test]
fn names_of_writers_at_work_are_let_alone() {
    let place = Place::new(Family::A);
    place.write(".hidden.xml", WHOLE);
    place.write("import0_1.xml.part", WHOLE);
    assert_eq!(place.later(1_000), Passed::default());
    assert_eq!(place.left(), 2);
}

#[test]
fn papers_outlive_a_pass_whatever_became_of_the_file_that_names_them() {
    let place = Place::new(Family::A);
    place.write("import0_1.xml", WHOLE);
    place.write("kabinet_files/1.pdf", "%PDF-1.7 beside a catalogue");
    assert_eq!(place.later(10).imported, 1);
    assert_eq!(std::mem::take(&mut *place.shelf.papers.lock()), ["1.pdf"]);
    place.write(
        "kabinet__1.xml",
        "<KabinetExchange version='1'></other></KabinetExchange>",
    );
    place.write("kabinet_files/a/2.xml", "<?xml version='1.0'?><a/>");
    let passed = place.later(10);
    assert_eq!((passed.imported, passed.refused), (0, 1), "a paper is no data");
    assert_eq!(*place.shelf.papers.lock(), ["a/2.xml"]);
    assert_eq!(place.left(), 0);
}
