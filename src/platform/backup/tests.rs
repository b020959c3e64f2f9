//! Threats: rows that change on their way between engines, a stop at any step of a restore, an archive whose parts lie.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use proptest::prelude::*;

use super::rows::{Nowhere, RowsPart, RowsReader, Sink, stream};
use super::swap::{Plan, clear, finish};
use super::unpack::fill;
use super::{BackupError, DataLock, forget_kept, kept};
use crate::platform::store::{Engine, LoggedEngine, MemoryEngine, RedbEngine, Whole, Writes};

type Map = BTreeMap<Vec<u8>, Vec<u8>>;

#[derive(Default)]
struct Kept(Vec<Vec<u8>>);

impl Sink for Kept {
    fn begin(&mut self, _part: &RowsPart) -> io::Result<()> {
        self.0.push(Vec::new());
        Ok(())
    }
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.last_mut().unwrap().extend_from_slice(bytes);
        Ok(())
    }
}

fn streamed(engine: &dyn Engine) -> (Vec<RowsPart>, Vec<Vec<u8>>) {
    let mut kept = Kept::default();
    let parts = stream(&Whole::of_engine(engine).unwrap(), &[], &mut kept).unwrap();
    (parts, kept.0)
}

fn committed(engine: &dyn Engine, rows: &Map) {
    let rows: Vec<_> = rows.iter().collect();
    // In several commits, as life is.
    for some in rows.chunks(7) {
        let writes: Writes = some
            .iter()
            .map(|(key, value)| ((*key).clone(), Some((*value).clone())))
            .collect();
        engine.commit(&writes).unwrap();
    }
}

/// Engines of each kind, empty, in a folder.
fn engines(folder: &Path) -> Vec<(&'static str, Box<dyn Engine>)> {
    let redb = |name: &str| RedbEngine::open(&folder.join(name), 8 << 20, |_| {}).unwrap();
    let logged = LoggedEngine::open(redb("logged"), &folder.join("logged")).unwrap();
    vec![
        ("memory", Box::new(MemoryEngine::new(1))),
        ("redb", Box::new(redb("redb"))),
        ("logged", Box::new(logged)),
    ]
}

/// Keys of every kind: of tables, and of what has one part only.
fn keys() -> impl Strategy<Value = Vec<u8>> {
    (0_u8..12, 0_u8..3, proptest::collection::vec(any::<u8>(), 0..12)).prop_map(|(space, table, rest)| {
        let mut key = vec![space, 0, table];
        key.extend(rest);
        key
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn a_store_is_the_same_in_every_engine(
        rows in proptest::collection::btree_map(keys(), proptest::collection::vec(any::<u8>(), 0..200), 0..60),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let source = MemoryEngine::new(1);
        committed(&source, &rows);
        let (parts, streams) = streamed(&source);
        let counted: u64 = parts.iter().map(|part| part.rows).sum();
        prop_assert_eq!(counted, rows.len() as u64);
        for (name, engine) in engines(folder.path()) {
            for (part, bytes) in parts.iter().zip(&streams) {
                prop_assert_eq!(blake3::hash(bytes).to_hex().to_string(), part.hash.clone());
                fill(engine.as_ref(), &bytes[..], part).unwrap();
            }
            let (again, same) = streamed(engine.as_ref());
            prop_assert_eq!(&again, &parts, "through {}", name);
            prop_assert_eq!(&same, &streams, "through {}", name);
            engine.close();
        }
    }

    #[test]
    fn a_stream_that_was_changed_anywhere_is_refused(
        rows in proptest::collection::btree_map(keys(), proptest::collection::vec(any::<u8>(), 0..20), 1..12),
        at in any::<prop::sample::Index>(),
        bit in 0_u8..8,
        cut in any::<bool>(),
    ) {
        let source = MemoryEngine::new(1);
        committed(&source, &rows);
        let (parts, streams) = streamed(&source);
        for (part, bytes) in parts.iter().zip(streams) {
            let mut bytes = bytes;
            let at = at.index(bytes.len());
            if cut {
                bytes.truncate(at);
            } else {
                bytes[at] ^= 1 << bit;
            }
            let mut reader = RowsReader::new(&bytes[..], part);
            let outcome = loop {
                match reader.next() {
                    Ok(Some(_)) => {}
                    other => break other.map(drop),
                }
            };
            prop_assert!(matches!(outcome, Err(BackupError::Damaged(_))), "{:?}", outcome);
        }
    }
}

#[test]
fn the_engines_own_row_is_no_part_of_the_data() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store");
    let engine = LoggedEngine::open(RedbEngine::open(&path, 8 << 20, |_| {}).unwrap(), &path).unwrap();
    let parts = stream(&Whole::of_engine(&engine).unwrap(), &[], &mut Nowhere).unwrap();
    assert_eq!(parts, []);
}

/// Everything below a folder: path and content, but for the lock.
fn tree(folder: &Path) -> BTreeMap<String, String> {
    fn walk(root: &Path, folder: &Path, found: &mut BTreeMap<String, String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(root, &path, found);
            } else {
                let name = path.strip_prefix(root).unwrap().display().to_string();
                found.insert(name, fs::read_to_string(&path).unwrap());
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(folder, folder, &mut found);
    found.remove("kabinet.lock");
    found
}

fn write(root: &Path, files: &[(&str, &str)]) {
    for (name, content) in files {
        let path = root.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
}

const SETTINGS: (&str, &str) = ("kabinet.toml", "settings");
const OLD: [(&str, &str); 5] = [
    ("kabinet.redb", "old store"),
    ("kabinet.redb-wal-a", "old log"),
    ("files/ab/one", "old file"),
    ("instance.json", "old name"),
    ("index/text", "old text"),
];
const NEW: [(&str, &str); 4] = [
    ("kabinet.redb", "new store"),
    ("files/cd/two", "new file"),
    ("instance.json", "new name"),
    ("people.keys", "new keys"),
];

fn plan() -> Plan {
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    Plan {
        fresh: ".restore-1".into(),
        kept: "before-restore-1".into(),
        place: names(&["instance.json", "kabinet.redb", "files", "people.keys"]),
        retire: names(&["kabinet.redb-wal-a", "kabinet.redb-wal-b", "index", "spool"]),
    }
}

/// The same files below a folder.
fn below(folder: &str, files: &[(&str, &str)]) -> BTreeMap<String, String> {
    let at = |name: &str| match folder {
        "" => name.to_owned(),
        folder => format!("{folder}/{name}"),
    };
    files
        .iter()
        .map(|(name, content)| (at(name), (*content).to_owned()))
        .collect()
}

#[test]
fn a_restore_that_stops_anywhere_leaves_the_old_data_or_the_new() {
    let (mut old, mut new) = (0, 0);
    for stop in 0.. {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path();
        write(data, &[SETTINGS]);
        write(data, &OLD);
        write(&data.join(".restore-1"), &NEW);
        let mut steps = 0;
        let outcome = plan().begin(data, &mut |_| {
            steps += 1;
            match steps > stop {
                true => Err(io::Error::other("killed")),
                false => Ok(()),
            }
        });
        let whole = outcome.is_ok();
        // The next one who comes, who may be cut off as well, and the one after.
        for second in 0..3 {
            let mut steps = 0;
            let _ = finish(data, &mut |_| {
                steps += 1;
                match steps > second {
                    true => Err(io::Error::other("killed again")),
                    false => Ok(()),
                }
            });
        }
        finish(data, &mut |_| Ok(())).unwrap();
        clear(data).unwrap();
        let found = tree(data);
        let untouched: BTreeMap<_, _> = below("", &OLD).into_iter().chain(below("", &[SETTINGS])).collect();
        let replaced: BTreeMap<_, _> = below("", &NEW)
            .into_iter()
            .chain(below("before-restore-1", &OLD))
            .chain(below("", &[SETTINGS]))
            .collect();
        match found {
            found if found == untouched => old += 1,
            found if found == replaced => new += 1,
            found => panic!("stopped after {stop} steps: {found:#?}"),
        }
        if whole {
            break;
        }
    }
    assert_eq!(old, 1, "the old data stays until the plan is written");
    assert!(new > 10, "there are many steps after it: {new}");
}

#[test]
fn into_an_empty_place_nothing_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    write(&folder.path().join(".restore-1"), &NEW);
    plan().begin(folder.path(), &mut |_| Ok(())).unwrap();
    assert_eq!(tree(folder.path()), below("", &NEW));
    assert_eq!(kept(folder.path()).unwrap(), Vec::<std::path::PathBuf>::new());
}

#[test]
fn what_was_kept_goes_when_it_is_told_to() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    write(data, &[SETTINGS]);
    write(&data.join("before-restore-1"), &OLD);
    write(&data.join("before-restore-2"), &OLD);
    write(&data.join(".restore-9"), &NEW);
    assert_eq!(kept(data).unwrap().len(), 2);
    assert_eq!(forget_kept(data).unwrap().len(), 2);
    assert_eq!(tree(data), below("", &[SETTINGS]));
}

#[test]
fn a_plan_that_leads_elsewhere_is_not_followed() {
    for name in ["../x", "..", ".", "", "a/b", "a\\b"] {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        write(&data, &OLD);
        let mut bad = plan();
        bad.retire.push(name.to_owned());
        fs::write(data.join("restore.json"), serde_json::to_vec(&bad).unwrap()).unwrap();
        let before = tree(folder.path());
        assert!(finish(&data, &mut |_| Ok(())).is_err(), "{name:?}");
        assert_eq!(tree(folder.path()), before, "{name:?}");
    }
}

#[test]
fn a_restore_has_the_directory_alone() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let server = DataLock::shared(data).unwrap();
    let command = DataLock::shared(data).unwrap();
    let said = DataLock::alone(data).unwrap_err().to_string();
    assert!(said.contains("in use"), "{said}");
    drop((server, command));
    let alone = DataLock::alone(data).unwrap();
    assert!(DataLock::shared(data).is_err());
    assert!(DataLock::alone(data).is_err());
    drop(alone);
    DataLock::shared(data).unwrap();
}
