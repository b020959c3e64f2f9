//! What becomes of kept files: a quarantined one is loaded once more or removed, and the archive stays within its rule.

use std::fs;
use std::path::{Path, PathBuf};

use super::tests::{Desktop, NOW, desktop, within};
use super::*;
use crate::modules::catalogue::Product;
use crate::modules::exchange::connections::ConnectionEvent;
use crate::modules::exchange::desk::{Desk, Origin, RunId};
use crate::modules::exchange::folder::Folder;
use crate::platform::error::Error;
use crate::platform::values::Moment;

fn connected() -> Desktop {
    let desk = desktop();
    let connection = desk.connection.clone();
    let event = ConnectionEvent::Created(connection.clone());
    desk.access()
        .write_blocking(move |w| w.save(&connection, &event))
        .unwrap();
    desk
}

fn root(desk: &Desktop) -> PathBuf {
    desk.root().to_owned()
}

/// A run with one file, as a door hands it over.
fn take(desk: &Desktop, name: &str, text: &str) -> RunId {
    let path = root(desk).join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, text).unwrap();
    let run = desk.house.open(&desk.connection, Origin::Http).unwrap();
    let folder = root(desk);
    let progress = Default::default();
    crate::modules::exchange::intake::import_file(&desk.house, &desk.connection, run, name, &path, &folder, &progress)
        .unwrap();
    desk.house.close(&desk.connection, run).unwrap();
    run
}

fn product(id: &str) -> String {
    within(&format!(
        "<Каталог><Ид>c</Ид><Товары><Товар><Ид>{id}</Ид><Наименование>{id}</Наименование></Товар></Товары></Каталог>"
    ))
}

fn quarantined(desk: &Desktop) -> Vec<RunFile> {
    quarantine::refused(&desk.access().read().unwrap(), 100).unwrap()
}

#[test]
fn a_quarantined_file_stays_until_a_retry_takes_it() {
    let desk = connected();
    let first = take(
        &desk,
        "import0_1.xml",
        "<?xml version=\"1.0\"?><КоммерческаяИнформация><Каталог>",
    );
    let folder = Folder::new(root(&desk), 0);
    let file = quarantined(&desk).remove(0);
    let kept = root(&desk).join(&file.kept);
    let (run, taken) = quarantine::retry(&desk.access(), &folder, &desk.house, file.id).unwrap();
    assert!(!taken && kept.is_file());
    let record: Run = desk.get(&run).unwrap();
    assert_eq!(
        (record.origin, record.refused, record.state),
        (Origin::Retry, 1, RunState::Closed)
    );
    // It is still one file, however often it was tried, and nothing else lies about.
    let waiting = quarantined(&desk);
    assert_eq!((waiting.len(), waiting[0].kept.as_str()), (1, file.kept.as_str()));
    assert!(!root(&desk).join("quarantine").join(run.to_string()).exists());
    assert_eq!(fs::read_dir(root(&desk).join("work")).unwrap().count(), 0);

    // Somebody mends it by hand.
    fs::write(&kept, product("p-1")).unwrap();
    let (run, taken) = quarantine::retry(&desk.access(), &folder, &desk.house, file.id).unwrap();
    assert!(taken && !kept.exists());
    assert!(desk.get::<Product>(&Product::id_of("p-1")).is_some());
    assert!(quarantined(&desk).is_empty());
    assert_eq!(desk.get::<Run>(&first).unwrap().refused, 0);
    let report = desk.house.files_of(run).unwrap().remove(0);
    assert_eq!(report.state, FileState::Applied);
    assert!(root(&desk).join(&report.kept).is_file(), "the archive has it now");
    let again = quarantine::retry(&desk.access(), &folder, &desk.house, file.id);
    assert!(matches!(again, Err(Error::Refused(_))));
}

#[test]
fn a_quarantined_file_can_be_removed() {
    let desk = connected();
    take(&desk, "a/import0_1.xml", "no xml");
    let file = quarantined(&desk).remove(0);
    quarantine::discard(&desk.access(), &root(&desk), file.id).unwrap();
    assert!(quarantined(&desk).is_empty());
    assert!(!root(&desk).join(&file.kept).exists());
    assert_eq!(desk.get::<RunFile>(&file.id).unwrap().state, FileState::Discarded);
}

fn kept_of(desk: &Desktop, run: RunId) -> Option<PathBuf> {
    let file = desk.house.files_of(run).unwrap().remove(0);
    (!file.kept.is_empty()).then(|| root(desk).join(file.kept))
}

fn at_day(desk: &Desktop, day: i64) -> Moment {
    let moment = NOW.plus_seconds(day * 24 * 60 * 60);
    desk.services.clock.set(moment);
    moment
}

fn clean(desk: &Desktop, days: i64, bytes: u64) -> Pruned {
    prune(&desk.access(), &root(desk), ArchiveRule { days, bytes }).unwrap()
}

fn size(path: &Path) -> u64 {
    fs::metadata(path).unwrap().len() + fs::metadata(super::keep::report_of(path)).unwrap().len()
}

#[test]
fn old_files_leave_the_archive_and_nothing_else_does() {
    let desk = connected();
    let old = take(&desk, "old.xml", &product("p-old"));
    take(&desk, "bad.xml", "no xml");
    // Somebody's own file beside them, one without a report, and a run that still goes on.
    let old_file = kept_of(&desk, old).unwrap();
    let own = old_file.with_file_name("own.txt");
    fs::write(&own, "mine").unwrap();
    let open = desk.house.open(&desk.connection, Origin::Http).unwrap();
    let path = root(&desk).join("open.xml");
    fs::write(&path, product("p-open")).unwrap();
    let folder = root(&desk);
    let progress = Default::default();
    crate::modules::exchange::intake::import_file(
        &desk.house,
        &desk.connection,
        open,
        "open.xml",
        &path,
        &folder,
        &progress,
    )
    .unwrap();
    at_day(&desk, 10);
    let new = take(&desk, "new.xml", &product("p-new"));
    assert_eq!(clean(&desk, 0, 0), Pruned::default(), "no rule, no removal");
    assert_eq!(clean(&desk, 10, 0), Pruned::default(), "ten days are kept");
    let expected = size(&old_file);
    at_day(&desk, 11);
    assert_eq!(
        clean(&desk, 10, 0),
        Pruned {
            files: 1,
            bytes: expected
        }
    );
    assert!(!old_file.exists() && own.exists());
    assert_eq!(kept_of(&desk, old), None, "the page no longer offers it");
    assert!(kept_of(&desk, open).unwrap().is_file());
    assert!(kept_of(&desk, new).unwrap().is_file());
    let bad = quarantined(&desk).remove(0);
    assert!(
        root(&desk).join(&bad.kept).is_file(),
        "the quarantine is not the archive"
    );
}

#[test]
fn the_oldest_leave_when_all_take_too_much() {
    let desk = connected();
    let mut runs = Vec::new();
    for day in 0..4 {
        at_day(&desk, day);
        runs.push(take(&desk, "goods.xml", &product(&format!("p-{day}"))));
    }
    let sizes: Vec<u64> = runs.iter().map(|run| size(&kept_of(&desk, *run).unwrap())).collect();
    let pruned = clean(&desk, 0, sizes[2] + sizes[3]);
    assert_eq!(
        pruned,
        Pruned {
            files: 2,
            bytes: sizes[0] + sizes[1]
        }
    );
    let left: Vec<bool> = runs.iter().map(|run| kept_of(&desk, *run).is_some()).collect();
    assert_eq!(left, [false, false, true, true]);
}
