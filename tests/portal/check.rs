//! `kabinet check` over data that was broken on purpose: whatever a bad disk may change is found, and told with code 3.

use std::path::{Path, PathBuf};

use redb::{Database, ReadableTable, Table, TableDefinition};
use serde_json::Value;

use crate::harness::{World, kabinet};

/// The one table of the store, see docs/storage.md.
const ROWS: TableDefinition<&[u8], &[u8]> = TableDefinition::new("rows");
/// First bytes of keys.
const RECORD: u8 = 0x01;
const INDEX: u8 = 0x02;
const UNIQUE: u8 = 0x03;
const COUNTER: u8 = 0x04;
const JOURNAL: u8 = 0x05;
const PARTICULARS: u8 = 0x06;

type Rows<'t> = Table<'t, &'static [u8], &'static [u8]>;

/// The data of a world whose server was stopped in order.
struct Stopped {
    data: PathBuf,
    _folder: tempfile::TempDir,
}

fn stopped() -> Stopped {
    let World {
        server, data, _folder, ..
    } = World::fresh();
    assert_eq!(server.stop(), Some(0));
    Stopped { data, _folder }
}

/// Changes the file of the store behind the program's back.
fn broken(data: &Path, change: impl FnOnce(&mut Rows<'_>)) {
    let database = Database::open(data.join("kabinet.redb")).unwrap();
    let transaction = database.begin_write().unwrap();
    change(&mut transaction.open_table(ROWS).unwrap());
    transaction.commit().unwrap();
}

/// Every row of a space, in order.
fn rows(table: &Rows<'_>, space: u8) -> Vec<(Vec<u8>, Vec<u8>)> {
    let (lo, hi) = ([space], [space + 1]);
    let found = table.range::<&[u8]>(&lo[..]..&hi[..]).unwrap();
    found
        .map(|row| {
            let (key, value) = row.unwrap();
            (key.value().to_vec(), value.value().to_vec())
        })
        .collect()
}

/// The exit code of `check --json` and what it found.
fn checked(data: &Path) -> (Option<i32>, Value) {
    let mut command = kabinet();
    let done = command.args(["check", "--json", "--data"]).arg(data).output().unwrap();
    let said = String::from_utf8(done.stdout).unwrap();
    assert_eq!(
        said.lines().count(),
        1,
        "{said}{}",
        String::from_utf8_lossy(&done.stderr)
    );
    (done.status.code(), serde_json::from_str(&said).unwrap())
}

/// Findings as kind and table.
fn findings(answer: &Value) -> Vec<(String, String)> {
    let text = |finding: &Value, name: &str| finding[name].as_str().unwrap().to_owned();
    let found = answer["findings"].as_array().unwrap().iter();
    found
        .map(|finding| (text(finding, "kind"), text(finding, "table")))
        .collect()
}

#[test]
fn a_damaged_record_of_any_table_is_found() {
    let world = stopped();
    let (code, sound) = checked(&world.data);
    assert_eq!((code, &sound["ok"]), (Some(0), &Value::Bool(true)), "{sound}");
    // The first record of each table loses its last byte: also of those that a server reads as it starts.
    broken(&world.data, |table| {
        let mut last = Vec::new();
        for (key, value) in rows(table, RECORD) {
            if key[1..3] != last {
                last = key[1..3].to_vec();
                table.insert(&key[..], &value[..value.len() - 1]).unwrap();
            }
        }
    });
    let (code, answer) = checked(&world.data);
    assert_eq!((code, &answer["ok"]), (Some(3), &Value::Bool(false)), "{answer}");
    let mut tables: Vec<String> = findings(&answer)
        .into_iter()
        .filter_map(|(kind, table)| (kind == "unreadable").then_some(table))
        .collect();
    tables.sort();
    let known: Vec<String> = sound["records"].as_object().unwrap().keys().cloned().collect();
    assert!(known.len() > 10, "the world has records of many tables: {known:?}");
    assert_eq!(tables, known, "one finding for each table");
    assert_eq!(answer["records"], sound["records"], "damaged ones are counted");
    // Whatever stands on the store can't start over it, and says so.
    let mut command = kabinet();
    let done = command
        .args(["serve", "--listen", "127.0.0.1:0", "--data"])
        .arg(&world.data)
        .output();
    assert_eq!(done.unwrap().status.code(), Some(1));

    // The same for a person.
    let mut command = kabinet();
    let done = command.args(["check", "--data"]).arg(&world.data).output().unwrap();
    assert_eq!(done.status.code(), Some(3));
    let said = String::from_utf8(done.stdout).unwrap();
    assert!(said.contains("FOUND unreadable in account"), "{said}");
    assert!(said.contains("restore the last good backup"), "{said}");
}

#[test]
fn index_rows_and_counts_that_do_not_fit_are_found() {
    let world = stopped();
    // One thing after the other, each put back: what is found is what was done.
    let case = |space: u8, change: &dyn Fn(&mut Rows<'_>, &[u8], &[u8]), expected: &[&str]| {
        let mut kept = None;
        broken(&world.data, |table| {
            let (key, value) = rows(table, space).swap_remove(0);
            change(table, &key, &value);
            kept = Some((key, value));
        });
        let (code, answer) = checked(&world.data);
        let kinds: Vec<String> = findings(&answer).into_iter().map(|(kind, _)| kind).collect();
        assert_eq!(
            (code, kinds),
            (Some(3), expected.iter().map(|kind| (*kind).to_owned()).collect())
        );
        broken(&world.data, |table| {
            let (key, value) = kept.unwrap();
            table.insert(&key[..], &value[..]).unwrap();
        });
        assert_eq!(checked(&world.data).0, Some(0), "put back");
    };
    for space in [INDEX, UNIQUE] {
        let lost = |table: &mut Rows<'_>, key: &[u8], _: &[u8]| drop(table.remove(key).unwrap());
        case(space, &lost, &["record-without-index"]);
        let of_another = |table: &mut Rows<'_>, key: &[u8], value: &[u8]| {
            let strange = [value, b"x"].concat();
            drop(table.insert(key, &strange[..]).unwrap());
        };
        case(space, &of_another, &["index-of-another"]);
    }
    // A record that is gone leaves its index rows behind.
    broken(&world.data, |table| {
        let indexed = rows(table, UNIQUE).swap_remove(0).1;
        let records = rows(table, RECORD);
        let (key, _) = records.iter().find(|(key, _)| key[3..] == indexed[..]).unwrap();
        table.remove(&key[..]).unwrap();
    });
    let (code, answer) = checked(&world.data);
    assert_eq!(code, Some(3));
    let kinds = findings(&answer);
    assert!(
        kinds.iter().any(|(kind, _)| kind == "index-without-record"),
        "{kinds:?}"
    );
}

#[test]
fn a_count_that_is_not_what_is_there_is_found() {
    let world = stopped();
    let mut counters = Vec::new();
    broken(&world.data, |table| counters = rows(table, COUNTER));
    assert!(!counters.is_empty());
    // Series of numbers are counters too, and nothing else says what they should be: all are raised, then cut short.
    let raised = |value: &[u8]| {
        let value = i64::from_be_bytes(value.try_into().unwrap()) + 1;
        value.to_be_bytes().to_vec()
    };
    let cut = |value: &[u8]| value[..7].to_vec();
    let mut counted = None;
    for change in [&raised as &dyn Fn(&[u8]) -> Vec<u8>, &cut] {
        broken(&world.data, |table| {
            for (key, value) in &counters {
                table.insert(&key[..], &change(value)[..]).unwrap();
            }
        });
        let (code, answer) = checked(&world.data);
        let found = findings(&answer);
        assert_eq!(code, Some(3), "{answer}");
        assert!(
            found
                .iter()
                .all(|(kind, table)| (kind.as_str(), table.as_str()) == ("wrong-count", "counter"))
        );
        assert_eq!(*counted.get_or_insert(found.len()), found.len(), "{answer}");
    }
}

#[test]
fn a_changed_past_is_found_where_it_was_changed() {
    // The row's space, and what becomes of it: a word of another, or nothing that can be read.
    let flipped = |value: &[u8]| {
        let mut value = value.to_vec();
        let last = value.len() - 1;
        value[last] ^= 1;
        value
    };
    let cut = |value: &[u8]| value[..value.len() / 2].to_vec();
    let cases: [(u8, &dyn Fn(&[u8]) -> Vec<u8>); 3] = [(PARTICULARS, &flipped), (PARTICULARS, &cut), (JOURNAL, &cut)];
    let world = stopped();
    for (space, change) in cases {
        let at = 5;
        let mut kept = None;
        broken(&world.data, |table| {
            let (key, value) = rows(table, space).swap_remove(at);
            table.insert(&key[..], &change(&value)[..]).unwrap();
            kept = Some((key, value));
        });
        let (code, answer) = checked(&world.data);
        // Entries are numbered from 1.
        assert_eq!(
            (code, answer["journal"]["broken_at"].as_u64()),
            (Some(3), Some(at as u64 + 1)),
            "{answer}"
        );
        assert_eq!(answer["ok"], false);
        broken(&world.data, |table| {
            let (key, value) = kept.unwrap();
            table.insert(&key[..], &value[..]).unwrap();
        });
    }
    assert_eq!(checked(&world.data).0, Some(0));
    // An entry that is missing.
    broken(&world.data, |table| {
        let (key, _) = rows(table, JOURNAL).swap_remove(7);
        table.remove(&key[..]).unwrap();
    });
    let (code, answer) = checked(&world.data);
    assert_eq!(
        (code, answer["journal"]["broken_at"].as_u64()),
        (Some(3), Some(8)),
        "{answer}"
    );
}
