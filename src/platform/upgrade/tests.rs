//! Threats: data is changed before it is safe; a migration is done twice or half; an older program reads what it doesn't
//! understand; a stop in the middle loses the way back.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use jiff::tz::TimeZone;
use parking_lot::Mutex;
use serde::{Deserialize, Serialize};

use super::*;
use crate::platform::backup::{INSTANCE, STORE, Wishes, restore};
use crate::platform::store::{Index, Indexer, LoggedEngine, Priority, Reader, Record, RedbEngine, Store, Table};
use crate::platform::values::{Clock, PageRequest, Scope};

/// As the earlier program knows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Early {
    number: u64,
    text: String,
}

/// As the later one does: the text has another name, and there is an index.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Late {
    number: u64,
    words: String,
}

const TABLE: Table = Table::new(900, "paper");
const BY_WORDS: Index<Late> = Index::new(900 * 16, "paper.by_words");

impl Record for Early {
    const TABLE: Table = TABLE;
    type Key = u64;
    fn key(&self) -> u64 {
        self.number
    }
    fn visible_to(&self, _: &Scope) -> bool {
        true
    }
}

impl Record for Late {
    const TABLE: Table = TABLE;
    const VERSION: u16 = 2;
    const INDEXES: u16 = 2;
    type Key = u64;
    fn key(&self) -> u64 {
        self.number
    }
    fn visible_to(&self, _: &Scope) -> bool {
        true
    }
    fn index(&self, indexer: &mut Indexer) {
        indexer.put(&BY_WORDS, self.words.as_str());
    }
    fn upgrade(_: u16, value: rmpv::Value) -> crate::platform::store::Result<rmpv::Value> {
        let rmpv::Value::Map(pairs) = value else {
            return Ok(value);
        };
        let renamed = pairs.into_iter().map(|(name, value)| match name.as_str() {
            Some("text") => ("words".into(), value),
            _ => (name, value),
        });
        Ok(rmpv::Value::Map(renamed.collect()))
    }
}

const EARLY: &[RecordInfo] = &[RecordInfo::of::<Early>()];
const LATE: &[RecordInfo] = &[RecordInfo::of::<Late>()];

/// A program: its tables and its migrations.
type Program = (&'static [RecordInfo], &'static [Migration]);
const FIRST: Program = (EARLY, &[]);
const SECOND: Program = (LATE, &[CAPITALS, COUNT]);

/// Rewrites every paper.
const CAPITALS: Migration = Migration {
    number: 1,
    name: "capitals",
    work: |write| {
        let papers = write.list::<Late>(100)?;
        for paper in papers {
            let words = format!("{}!", paper.words);
            write.put(&Late { words, ..paper })?;
        }
        Ok(())
    },
};

/// Adds a paper that tells how many there are.
const COUNT: Migration = Migration {
    number: 2,
    name: "count",
    work: |write| {
        let count = write.list::<Late>(100)?.len();
        let words = format!("{count} papers");
        write.put(&Late { number: 1_000, words }).map(drop)
    },
};

fn opened(data: &Path) -> Arc<Services> {
    let path = data.join(STORE);
    let engine = RedbEngine::open(&path, 8 << 20, |_| {}).unwrap();
    let engine = LoggedEngine::open(engine, &path).unwrap();
    let store = Store::start(engine, |error| panic!("{error}")).unwrap();
    Services::new(store, Clock::system(), TimeZone::UTC)
}

/// Starts a program over the data, as `serve` does, and looks at it.
fn started<T>(
    data: &Path,
    program: Program,
    look: impl FnOnce(&Arc<Services>, Result<Option<Upgraded>, UpgradeError>, Vec<Stage>) -> T,
) -> T {
    let services = opened(data);
    let stages = Mutex::new(Vec::new());
    let folder = data.join("backups");
    let (tables, migrations) = program;
    let upgrade = Upgrade {
        services: &services,
        data,
        folder: &folder,
        tables,
        migrations,
    };
    let done = upgrade.run(&|stage| stages.lock().push(stage));
    let looked = look(&services, done, stages.into_inner());
    services.close();
    looked
}

fn put(services: &Arc<Services>, papers: &[(u64, &str)]) {
    let stamp = Stamp {
        now: services.clock.now(),
        seed: [1; 32],
    };
    let papers: Vec<Early> = papers
        .iter()
        .map(|(number, text)| Early {
            number: *number,
            text: (*text).to_owned(),
        })
        .collect();
    let wrote = services
        .store
        .write_blocking(Priority::People, Scope::All, stamp, move |write| {
            papers.iter().try_for_each(|paper| write.put(paper).map(drop))
        });
    wrote.map_err(|error: StoreError| error.to_string()).unwrap();
}

fn words(services: &Arc<Services>) -> Vec<String> {
    let papers = services.read_all().list::<Late>(100).unwrap();
    papers.into_iter().map(|paper| paper.words).collect()
}

fn archives(data: &Path) -> Vec<PathBuf> {
    let listed = backup::listed(&data.join("backups")).unwrap_or_default();
    listed.into_iter().map(|one| one.path).collect()
}

/// Data of the first program, with two papers.
fn of_the_first(folder: &Path) -> PathBuf {
    let data = folder.join("data");
    fs::create_dir(&data).unwrap();
    fs::write(
        data.join(INSTANCE),
        r#"{"id":"01890a5d-ac96-774b-bcce-b302099a8057","created_with":"0.1.0"}"#,
    )
    .unwrap();
    started(&data, FIRST, |services, done, stages| {
        assert!(done.unwrap().is_none(), "there is nothing to do for a new store");
        assert!(stages.is_empty());
        put(services, &[(1, "one"), (2, "two")]);
    });
    assert!(archives(&data).is_empty());
    data
}

#[test]
fn a_backup_comes_first_then_each_migration_then_the_indexes() {
    let folder = tempfile::tempdir().unwrap();
    let data = of_the_first(folder.path());
    started(&data, FIRST, |services, done, _| {
        assert!(done.unwrap().is_none(), "the same program changes nothing");
        let plan = plan(&services.read_all(), SECOND.0, SECOND.1).unwrap();
        assert!(plan.is_due() && plan.backup);
        let pending: Vec<u32> = plan.migrations.iter().map(|one| one.number).collect();
        assert_eq!(pending, [1, 2]);
        let what: Vec<(What, u16, u16)> = plan.tables.iter().map(|step| (step.what, step.from, step.to)).collect();
        assert_eq!(what, [(What::Records, 1, 2), (What::Indexes, 1, 2)]);
    });
    assert!(archives(&data).is_empty(), "a plan does nothing");
    let backup = started(&data, SECOND, |services, done, stages| {
        let done = done.unwrap().unwrap();
        let expected = [
            Stage::Backup,
            Stage::Migration("capitals"),
            Stage::Migration("count"),
            Stage::Indexes,
        ];
        assert_eq!(stages, expected);
        assert_eq!(words(services), ["one!", "two!", "2 papers"]);
        let found = services
            .read_all()
            .scan(&BY_WORDS, &(), &PageRequest::first(9))
            .unwrap()
            .items;
        assert_eq!(found.len(), 3, "every record is in the new index");
        assert_eq!(done.migrations, [1, 2]);
        done.backup
    });
    assert_eq!(archives(&data), std::slice::from_ref(&backup));
    started(&data, SECOND, |_, done, stages| {
        assert!(done.unwrap().is_none() && stages.is_empty(), "once is enough");
    });
    // The archive is what the first program can read, and says so.
    let clock = Clock::system();
    let (archive, _) = backup::verify(&backup, folder.path(), EARLY, &clock).unwrap();
    assert_eq!(archive.manifest.reason.as_deref(), Some("before-upgrade"));
    let again = folder.path().join("again");
    let mut archive = Archive::open(&backup).unwrap();
    restore(&mut archive, &again, Wishes::Move, EARLY, &clock, |_, _| Ok(true)).unwrap();
    started(&again, FIRST, |services, done, _| {
        assert!(done.unwrap().is_none());
        let papers = services.read_all().list::<Early>(9).unwrap();
        let texts: Vec<&str> = papers.iter().map(|paper| paper.text.as_str()).collect();
        assert_eq!(texts, ["one", "two"]);
    });
}

#[test]
fn an_older_program_refuses_and_names_the_way_back() {
    let folder = tempfile::tempdir().unwrap();
    let data = of_the_first(folder.path());
    let backup = started(&data, SECOND, |_, done, _| done.unwrap().unwrap().backup);
    for older in [FIRST, (LATE, FIRST.1), (EARLY, SECOND.1), (&[][..], SECOND.1)] {
        started(&data, older, |services, done, stages| {
            let said = done.unwrap_err().to_string();
            assert!(
                said.contains(&format!("kabinet restore {}", backup.display())),
                "{said}"
            );
            assert!(stages.is_empty());
            assert_eq!(words(services), ["one!", "two!", "2 papers"], "nothing was touched");
        });
    }
    assert_eq!(archives(&data).len(), 1);
}

static BROKEN: AtomicBool = AtomicBool::new(true);

#[test]
fn what_was_cut_off_goes_on_where_it_was_with_the_first_backup() {
    const SOMETIMES: Migration = Migration {
        work: |write| {
            (COUNT.work)(write)?;
            match BROKEN.load(Ordering::SeqCst) {
                true => Err(StoreError::Engine("no room".into())),
                false => Ok(()),
            }
        },
        ..COUNT
    };
    let program: Program = (LATE, &[CAPITALS, SOMETIMES]);
    let folder = tempfile::tempdir().unwrap();
    let data = of_the_first(folder.path());
    started(&data, program, |services, done, _| {
        let said = done.unwrap_err().to_string();
        let backup = archives(&data).remove(0);
        assert!(
            said.contains("no room") && said.contains(&backup.display().to_string()),
            "{said}"
        );
        assert_eq!(
            words(services),
            ["one!", "two!"],
            "the first is done, of the second there is nothing"
        );
    });
    started(&data, FIRST, |_, done, _| {
        assert!(done.is_err(), "half of an upgrade is no data of the first")
    });
    BROKEN.store(false, Ordering::SeqCst);
    started(&data, program, |services, done, stages| {
        assert!(done.unwrap().unwrap().made.is_none());
        assert_eq!(stages, [Stage::Migration("count"), Stage::Indexes]);
        assert_eq!(words(services), ["one!", "two!", "2 papers"]);
    });
    assert_eq!(archives(&data).len(), 1, "what is half changed is no way back");
}

#[test]
fn without_a_backup_nothing_is_changed() {
    let folder = tempfile::tempdir().unwrap();
    let data = of_the_first(folder.path());
    fs::write(data.join("backups"), "a file in the way").unwrap();
    started(&data, SECOND, |services, done, stages| {
        assert!(matches!(done, Err(UpgradeError::Backup(_))));
        assert_eq!(stages, [Stage::Backup]);
        assert_eq!(words(services), ["one", "two"]);
    });
    started(&data, FIRST, |_, done, _| {
        assert!(done.unwrap().is_none(), "the first program goes on")
    });
}

#[test]
fn a_store_that_says_nothing_of_its_schema_is_looked_at() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    fs::create_dir(&data).unwrap();
    fs::write(data.join(INSTANCE), "{}").unwrap();
    let services = opened(&data);
    put(&services, &[(1, "one")]);
    let plan = plan(&services.read_all(), SECOND.0, SECOND.1).unwrap();
    services.close();
    // The file is let go with the last of its holders.
    drop(services);
    assert_eq!(plan.from, "0.1.0");
    assert_eq!(plan.tables.len(), 2, "{:?}", plan.tables);
    started(&data, SECOND, |services, done, _| {
        assert_eq!(done.unwrap().unwrap().migrations, [1, 2]);
        assert_eq!(words(services), ["one!", "1 papers"]);
    });
    assert_eq!(archives(&data).len(), 1);
}
