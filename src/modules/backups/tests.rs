//! Threats: a backup that is due isn't made, or is made twice; a folder that isn't the right one is written to; a failure
//! is told each night, or never.

use jiff::tz::TimeZone;

use super::folder::{self, MARK};
use super::model::{BackupRun, BackupSettings, Failure, Outcome, Step, Trouble, minutes};
use super::schedule::{self, OVERDUE, PAUSE};
use super::{actions, queries};
use crate::platform::access::Access;
use crate::platform::journal::read_after;
use crate::platform::services::Services;
use crate::platform::store::{MemoryEngine, Store};
use crate::platform::values::{Clock, Moment};

fn at(text: &str) -> Moment {
    Moment::from(text.parse::<jiff::Timestamp>().unwrap())
}

fn zone() -> TimeZone {
    TimeZone::get("Europe/Moscow").unwrap()
}

/// 02:30 in Moscow is 23:30 of the day before in UTC.
fn wished() -> BackupSettings {
    BackupSettings {
        on: true,
        since: at("2026-11-20T12:00:00Z"),
        ..BackupSettings::proposed("/backups".into())
    }
}

fn run(begun: &str, failure: Option<Trouble>) -> BackupRun {
    BackupRun {
        number: 1,
        begun: at(begun),
        ended: Some(at(begun)),
        by_hand: false,
        before_upgrade: false,
        file: if failure.is_none() {
            "/backups/a.zip".into()
        } else {
            String::new()
        },
        bytes: 1,
        entries: 1,
        second: String::new(),
        failure: failure.map(|trouble| Failure::new(Step::Making, trouble, "")),
    }
}

#[test]
fn a_time_of_day_is_read_as_people_write_it() {
    for (text, minute) in [
        ("02:30", Some(150)),
        (" 2:30 ", Some(150)),
        ("2.30", Some(150)),
        ("00:00", Some(0)),
        ("23:59", Some(1_439)),
        ("24:00", None),
        ("12:60", None),
        ("12:5", None),
        ("1230", None),
        ("-1:30", None),
        ("+1:30", None),
        ("112:30", None),
        ("", None),
    ] {
        assert_eq!(minutes(text), minute, "{text}");
    }
}

#[test]
fn one_is_due_once_a_day_and_a_missed_one_is_made_up_for_once() {
    use Trouble::{Interrupted, NoFolder};
    let wished = wished();
    let cases: &[(&str, &[BackupRun], bool)] = &[
        // The time of the day that it was turned on had passed.
        ("2026-11-20T13:00:00Z", &[], false),
        ("2026-11-20T23:29:59Z", &[], false),
        ("2026-11-20T23:30:00Z", &[], true),
        ("2026-11-21T05:00:00Z", &[run("2026-11-20T23:31:00Z", None)], false),
        // The server was off for three nights: one is made, not three.
        ("2026-11-24T09:00:00Z", &[run("2026-11-20T23:31:00Z", None)], true),
        ("2026-11-24T09:10:00Z", &[run("2026-11-24T09:03:00Z", None)], false),
        // One by hand counts.
        ("2026-11-22T09:00:00Z", &[run("2026-11-22T01:00:00Z", None)], false),
        // One that failed is tried again an hour later, three times at most.
        (
            "2026-11-21T00:29:00Z",
            &[run("2026-11-20T23:30:00Z", Some(NoFolder))],
            false,
        ),
        (
            "2026-11-21T00:30:00Z",
            &[run("2026-11-20T23:30:00Z", Some(NoFolder))],
            true,
        ),
        (
            "2026-11-21T00:30:00Z",
            &[run("2026-11-20T23:30:00Z", Some(Interrupted))],
            true,
        ),
        (
            "2026-11-21T09:00:00Z",
            &[
                run("2026-11-21T01:30:00Z", Some(NoFolder)),
                run("2026-11-21T00:30:00Z", Some(NoFolder)),
                run("2026-11-20T23:30:00Z", Some(NoFolder)),
            ],
            false,
        ),
    ];
    for (now, runs, due) in cases {
        assert_eq!(schedule::is_due(&wished, &zone(), runs, at(now)), *due, "{now}");
        let off = BackupSettings {
            on: false,
            ..wished.clone()
        };
        assert!(!schedule::is_due(&off, &zone(), runs, at(now)), "{now}");
    }
    assert_eq!(PAUSE, 3_600);
    assert_eq!(
        schedule::next(&wished, &zone(), at("2026-11-20T23:30:00Z")),
        at("2026-11-21T23:30:00Z")
    );
}

#[test]
fn two_days_without_a_good_one_are_too_long() {
    let wished = wished();
    let good = run("2026-11-25T23:30:00Z", None);
    let two_days = at("2026-11-27T23:30:00Z");
    assert!(!schedule::is_overdue(&wished, Some(&good), two_days));
    assert!(schedule::is_overdue(&wished, Some(&good), two_days.plus_seconds(1)));
    // Just turned on, it isn't late yet, however old the last one is.
    assert!(!schedule::is_overdue(&wished, None, wished.since.plus_seconds(OVERDUE)));
    assert!(schedule::is_overdue(
        &wished,
        None,
        wished.since.plus_seconds(OVERDUE + 1)
    ));
    let old = run("2026-01-01T00:00:00Z", None);
    assert!(!schedule::is_overdue(
        &wished,
        Some(&old),
        wished.since.plus_seconds(60)
    ));
}

#[test]
fn a_folder_is_known_again_and_another_is_not_taken_for_it() {
    let place = tempfile::tempdir().unwrap();
    let (data, out) = (place.path().join("data"), place.path().join("out"));
    for folder in [&data, &out, &data.join("files")] {
        std::fs::create_dir(folder).unwrap();
    }
    let wrong = |path: &str, words: &str| {
        let said = folder::checked(path, &data, "one").unwrap_err();
        assert_eq!(said.id, words, "{path}");
    };
    let shown = |path: &std::path::Path| path.display().to_string();
    wrong("", "backups-folder-empty");
    wrong("backups", "backups-folder-absolute");
    wrong("/mnt/a\nb", "backups-folder-absolute");
    wrong(&format!("/{}", "a".repeat(600)), "backups-folder-absolute");
    wrong(&shown(&place.path().join("absent")), "backups-folder-missing");
    wrong(&shown(&data), "backups-folder-in-data");
    wrong(&shown(&data.join("files")), "backups-folder-in-data");
    wrong(&shown(&out.join("../data/files")), "backups-folder-in-data");
    let file = place.path().join("file");
    std::fs::write(&file, "").unwrap();
    wrong(&shown(&file), "backups-folder-is-file");

    // The own one is made, and another is only marked.
    let own = folder::checked(&shown(&data.join("backups")), &data, "one").unwrap();
    assert!(own.real.is_dir());
    assert_eq!(folder::is_ours(&out, "one"), Err(Trouble::ForeignFolder));
    folder::checked(&shown(&out), &data, "one").unwrap();
    assert_eq!(folder::is_ours(&out, "one"), Ok(()));
    let names: Vec<_> = std::fs::read_dir(&out)
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(names, [MARK], "nothing else is left there");
    // Another installation finds it taken.
    let said = folder::checked(&shown(&out), &data, "two").unwrap_err();
    assert_eq!(said.id, "backups-folder-of-another");
    assert_eq!(folder::is_ours(&out, "two"), Err(Trouble::ForeignFolder));
    // As after a disk was unmounted: the folder is there, and empty.
    std::fs::remove_file(out.join(MARK)).unwrap();
    assert_eq!(folder::is_ours(&out, "one"), Err(Trouble::ForeignFolder));
    std::fs::remove_dir(&out).unwrap();
    assert_eq!(folder::is_ours(&out, "one"), Err(Trouble::NoFolder));
}

fn outcome(trouble: Option<Trouble>) -> Outcome {
    Outcome {
        file: if trouble.is_none() {
            "/backups/a.zip".into()
        } else {
            String::new()
        },
        bytes: 10,
        entries: 1,
        second: String::new(),
        failure: trouble.map(|trouble| Failure::new(Step::Making, trouble, "words")),
    }
}

/// What was told, by kind and whether anybody hears of it.
fn told(access: &Access) -> Vec<(String, bool)> {
    let entries = read_after(&access.read().unwrap(), 0, 500).unwrap();
    entries
        .into_iter()
        .map(|entry| {
            let heard = entry.particulars.as_ref().is_some_and(|of| !of.told.is_empty());
            (entry.kind.clone(), heard)
        })
        .collect()
}

#[tokio::test]
async fn a_streak_of_failures_is_told_once_and_its_end_once() {
    let store = Store::start(MemoryEngine::new(7), |error| panic!("{error}")).unwrap();
    let clock = Clock::standing_at(at("2026-11-21T00:00:00Z"));
    let services = Services::new(store, clock, zone());
    let access = Access::system(&services, "tests");
    let ran = async |trouble| {
        let number = actions::begin(&access, false).await.unwrap();
        actions::end(&access, number, outcome(trouble)).await.unwrap();
        // Said twice, it is one end.
        actions::end(&access, number, outcome(None)).await.unwrap();
    };
    ran(None).await;
    ran(Some(Trouble::NoRoom)).await;
    ran(Some(Trouble::NoFolder)).await;
    actions::tell_overdue(&access).await.unwrap();
    actions::tell_overdue(&access).await.unwrap();
    ran(None).await;
    ran(None).await;
    ran(Some(Trouble::Interrupted)).await;
    ran(None).await;
    let expected = [
        ("backups.made", false),
        ("backups.failed", true),
        ("backups.failed", false),
        ("backups.overdue", true),
        ("backups.made", false),
        ("backups.recovered", true),
        ("backups.made", false),
        // A stop of the server is no failure to tell of.
        ("backups.failed", false),
        ("backups.made", false),
    ];
    let expected: Vec<(String, bool)> = expected
        .iter()
        .map(|(kind, heard)| ((*kind).to_owned(), *heard))
        .collect();
    assert_eq!(told(&access), expected);

    // A run that a stop has cut off is closed by the next process, once.
    let number = actions::begin(&access, false).await.unwrap();
    let state = |access: &Access| queries::state(&access.read().unwrap(), &zone(), access.now()).unwrap();
    assert_eq!(
        state(&access).last.unwrap().number,
        number - 1,
        "one that runs isn't the last"
    );
    assert_eq!(actions::close_interrupted(&access).await.unwrap(), 1);
    assert_eq!(actions::close_interrupted(&access).await.unwrap(), 0);
    let last = state(&access).last.unwrap();
    assert_eq!(last.failure.unwrap().trouble, Trouble::Interrupted);
    assert!(!state(&access).is_trouble());
    services.close();
}
