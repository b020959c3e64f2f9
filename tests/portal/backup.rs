//! Backups that can be relied on. Threats: an order that was acknowledged isn't in the backup; the restored data isn't
//! what was saved; an archive that is damaged, cut short or made to do harm is taken for a good one.

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;
use zip::write::SimpleFileOptions;

use crate::harness::{Client, Server, World, kabinet, wait_for};

/// Digits of the seal at the very end.
const SEAL: usize = 64;

pub fn run(arguments: &[&str], paths: &[(&str, &Path)]) -> Output {
    command(arguments, paths).output().unwrap()
}

/// A command with named paths behind its arguments; a name of "" is the path alone.
pub fn command(arguments: &[&str], paths: &[(&str, &Path)]) -> Command {
    let mut command = kabinet();
    command.args(arguments);
    for (name, path) in paths {
        if !name.is_empty() {
            command.arg(name);
        }
        command.arg(path);
    }
    command
}

pub fn complained(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The one line of JSON of a command that ended well.
#[track_caller]
pub fn json(output: &Output) -> Value {
    assert_eq!(output.status.code(), Some(0), "{}", complained(output));
    let text = String::from_utf8_lossy(&output.stdout);
    assert_eq!(text.lines().count(), 1, "{text}");
    let answer: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(answer["ok"], true, "{answer}");
    answer
}

#[track_caller]
pub fn backup(data: &Path, out: &Path) -> Value {
    json(&run(
        &["backup", "create", "--json"],
        &[("--data", data), ("--out", out)],
    ))
}

#[track_caller]
pub fn restored(file: &Path, data: &Path) -> Value {
    json(&run(&["restore", "--yes", "--json"], &[("", file), ("--data", data)]))
}

#[track_caller]
pub fn checked(data: &Path) -> Value {
    json(&run(&["check", "--json"], &[("--data", data)]))
}

/// What is wrong with an archive; the command ends with 3.
#[track_caller]
fn problem(file: &Path) -> String {
    let done = run(&["backup", "verify", "--json"], &[("", file)]);
    assert_eq!(done.status.code(), Some(3), "{}", complained(&done));
    let answer: Value = serde_json::from_slice(&done.stdout).unwrap();
    assert_eq!(answer["ok"], false, "{answer}");
    answer["problem"].as_str().unwrap().to_owned()
}

/// Names of what lies in a folder.
pub fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// A world with one order, its backup, and the server stopped.
pub struct Saved {
    pub world: World,
    pub order: String,
    pub file: PathBuf,
    pub made: Value,
    pub _folder: TempDir,
}

pub fn saved() -> Saved {
    let world = World::fresh();
    let order = world.buyer().ordered("Kept", "2");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("kabinet.zip");
    let made = backup(&world.data, &file);
    Saved {
        world,
        order,
        file,
        made,
        _folder: folder,
    }
}

fn signed_in_anew(world: &World) -> Client {
    world.freshly_signed_in(world.sever.person(kabinet::platform::access::Role::Buyer))
}

#[test]
fn a_backup_beside_a_running_server_holds_what_was_just_acknowledged() {
    let mut saved = saved();
    assert_eq!(
        names(saved.file.parent().unwrap()),
        ["kabinet.zip"],
        "nothing else is left there"
    );
    assert!(saved.made["files"].as_u64().unwrap() > 0, "{}", saved.made);
    assert!(saved.made["records"]["order"].as_u64().unwrap() > 0, "{}", saved.made);
    // The server goes on, and what it is told now is lost by the restore.
    let later = saved.world.buyer().ordered("Lost", "3");
    let refused = run(
        &["restore", "--yes"],
        &[("", &saved.file), ("--data", &saved.world.data)],
    );
    assert_eq!(refused.status.code(), Some(1));
    assert!(complained(&refused).contains("in use"), "{}", complained(&refused));
    saved.world.buyer().get(&later).expect(200);

    saved.world.server.signal_kill();
    saved.world.server.reap();
    let told = run(&["restore"], &[("", &saved.file), ("--data", &saved.world.data)]);
    assert_eq!(told.status.code(), Some(1), "nobody is there to agree");
    let said = String::from_utf8_lossy(&told.stdout).into_owned();
    assert!(said.contains("Will be lost"), "{said}{}", complained(&told));
    assert!(complained(&told).contains("--yes"), "{}", complained(&told));
    let answer = restored(&saved.file, &saved.world.data);
    assert_eq!(answer["digest"], saved.made["digest"]);
    assert!(answer["lost"]["entries"].as_u64().unwrap() > 0, "{answer}");
    assert_eq!(answer["lost"]["same_history"], true, "{answer}");
    let orders = saved.made["records"]["order"].as_u64().unwrap();
    assert_eq!(answer["lost"]["records"]["order"]["now"], orders + 1, "{answer}");
    assert_eq!(answer["lost"]["records"]["order"]["backup"], orders, "{answer}");
    assert!(answer["sessions_ended"].as_u64().unwrap() > 0, "{answer}");
    assert_eq!(
        answer["foreign_keys"],
        Value::Array(Vec::new()),
        "its own keys are still there"
    );
    let kept = PathBuf::from(answer["kept"].as_str().unwrap());
    assert!(kept.join("kabinet.redb").exists());

    let sound = checked(&saved.world.data);
    // What came back, and that it came back.
    let entries = saved.made["journal"]["entries"].as_u64().unwrap();
    assert_eq!(sound["journal"]["entries"], entries + 1);
    assert!(kept.exists(), "a check is no start of a server");
    saved.world.server = Server::start(&saved.world.data);
    wait_for("the old data's end", || (!kept.exists()).then_some(()));
    saved.world.buyer().get(&saved.order).expect(303);
    let buyer = signed_in_anew(&saved.world);
    buyer.get(&saved.order).expect(200);
    buyer.get(&later).expect(404);
    // And life goes on.
    buyer.ordered("After", "1");
}

#[test]
fn a_new_machine_gets_everything_from_the_archive_alone() {
    let saved = saved();
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("new");
    let answer = restored(&saved.file, &data);
    assert_eq!(answer["digest"], saved.made["digest"]);
    assert_eq!(answer["kept"], Value::Null);
    // Keys stay apart from backups: which ones are missing is said.
    let foreign: Vec<&str> = answer["foreign_keys"]
        .as_array()
        .unwrap()
        .iter()
        .map(|key| key["name"].as_str().unwrap())
        .collect();
    assert_eq!(foreign, ["access.keys", "evidence.key", "offers.key", "people.keys"]);
    assert_eq!(checked(&data)["ok"], true);
    let server = Server::start(&data);
    let buyer = Client::new(&server.url, None);
    let person = saved.world.sever.person(kabinet::platform::access::Role::Buyer);
    let form = [("email", person.email.as_str()), ("password", crate::harness::PASSWORD)];
    buyer.post("/login", &form).expect(303);
    buyer.get(&saved.order).expect(200);
    drop(server);
    for name in ["files", "instance.json"] {
        assert!(data.join(name).exists(), "{name}");
    }
    assert_eq!(blobs(&data), blobs(&saved.world.data));

    // With its keys, where they were asked for.
    let with_keys = folder.path().join("with-keys.zip");
    json(&run(
        &["backup", "create", "--json", "--with-keys"],
        &[("--data", &saved.world.data), ("--out", &with_keys)],
    ));
    let data = folder.path().join("newer");
    let answer = restored(&with_keys, &data);
    assert_eq!(answer["foreign_keys"], Value::Array(Vec::new()));
    for name in ["access.keys", "evidence.key", "offers.key", "people.keys"] {
        assert_eq!(
            fs::read(data.join(name)).unwrap(),
            fs::read(saved.world.data.join(name)).unwrap()
        );
    }
}

/// Stored files: their names are hashes of their content.
fn blobs(data: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![data.join("files")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            if path.is_dir() {
                folders.push(path);
            } else if name.len() == SEAL {
                assert_eq!(blake3::hash(&fs::read(&path).unwrap()).to_hex().as_str(), name);
                found.push(name);
            }
        }
    }
    assert!(!found.is_empty());
    found.sort();
    found
}

#[test]
fn one_changed_bit_anywhere_is_found() {
    let saved = saved();
    let whole = fs::read(&saved.file).unwrap();
    let file = saved.file.with_file_name("changed.zip");
    // The first bytes, the last ones, and some fifty between, each with another bit.
    let places = (0..whole.len()).step_by(whole.len() / 50);
    let ends = [
        0,
        3,
        4,
        whole.len() - 1,
        whole.len() - SEAL,
        whole.len() - SEAL - 1,
        whole.len() - 120,
    ];
    for (turn, at) in places.chain(ends).enumerate() {
        let mut bytes = whole.clone();
        bytes[at] ^= 1 << (turn % 8);
        fs::write(&file, bytes).unwrap();
        let said = problem(&file);
        assert!(
            ["its seal doesn't fit", "its end is missing", "doesn't begin as one"]
                .iter()
                .any(|words| said.contains(words)),
            "byte {at}: {said}"
        );
    }
    for length in [0, 1, 21, 22, 200, whole.len() / 2, whole.len() - 1] {
        fs::write(&file, &whole[..length]).unwrap();
        problem(&file);
    }
    fs::write(&file, [&whole[..], b"x"].concat()).unwrap();
    problem(&file);
    // What isn't good isn't restored, and what is there stays.
    let World { server, data, .. } = saved.world;
    drop(server);
    let before = checked(&data);
    let done = run(&["restore", "--yes"], &[("", &file), ("--data", &data)]);
    assert_eq!(done.status.code(), Some(1));
    assert!(complained(&done).contains("can't be restored"), "{}", complained(&done));
    assert_eq!(checked(&data), before);
    // For a person.
    let told = run(&["backup", "verify"], &[("", &file)]);
    assert_eq!(told.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&told.stdout).starts_with("NOT GOOD"));
    // A file that isn't there is no bad backup.
    let absent = run(&["backup", "verify", "--json"], &[("", &data.join("absent.zip"))]);
    assert_eq!(absent.status.code(), Some(1));
}

/// Entries of an archive: name and content.
type Entries = Vec<(String, Vec<u8>)>;

fn entries(file: &Path) -> Entries {
    let mut zip = zip::ZipArchive::new(fs::File::open(file).unwrap()).unwrap();
    (0..zip.len())
        .map(|index| {
            let mut entry = zip.by_index(index).unwrap();
            let name = String::from_utf8(entry.name_raw().to_vec()).unwrap();
            let mut content = Vec::new();
            entry.read_to_end(&mut content).unwrap();
            (name, content)
        })
        .collect()
}

/// Writes an archive as its maker would, with a seal that fits: what somebody does who means harm.
fn forged(entries: &Entries, file: &Path) {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.set_comment(format!("kabinet backup; blake3 of all before: {}", "0".repeat(SEAL)))
        .unwrap();
    let mut bytes = zip.finish().unwrap().into_inner();
    let sealed = bytes.len() - SEAL;
    let seal = blake3::hash(&bytes[..sealed]).to_hex();
    bytes[sealed..].copy_from_slice(seal.as_bytes());
    fs::write(file, bytes).unwrap();
}

fn manifest(entries: &mut Entries, change: impl FnOnce(&mut Value)) {
    let (_, text) = entries.iter_mut().find(|(name, _)| name == "manifest.json").unwrap();
    let mut value = serde_json::from_slice(text).unwrap();
    change(&mut value);
    *text = serde_json::to_vec(&value).unwrap();
}

#[test]
fn an_archive_that_was_made_to_deceive_is_refused_and_says_why() {
    let saved = saved();
    let genuine = entries(&saved.file);
    let file = saved.file.with_file_name("forged.zip");
    forged(&genuine, &file);
    json(&run(&["backup", "verify", "--json"], &[("", &file)]));
    let first = |entries: &Entries, begin: &str| {
        let found = entries.iter().position(|(name, _)| name.starts_with(begin));
        found.unwrap_or_else(|| panic!("no entry {begin}"))
    };
    let refused = |change: &dyn Fn(&mut Entries), words: &str| {
        let mut entries = genuine.clone();
        change(&mut entries);
        forged(&entries, &file);
        let said = problem(&file);
        assert!(said.contains(words), "{words}: {said}");
    };
    refused(&|entries| drop(entries.remove(first(entries, "rows/"))), "is missing");
    refused(&|entries| drop(entries.remove(first(entries, "files/"))), "is missing");
    refused(
        &|entries| drop(entries.remove(first(entries, "manifest"))),
        "manifest.json is missing",
    );
    refused(
        &|entries| entries.push(("letter.txt".into(), b"hello".to_vec())),
        "isn't in the manifest",
    );
    for name in ["../../etc/passwd", "/etc/passwd", "files/../../x", "..\\x"] {
        refused(
            &|entries| entries.push((name.into(), b"root".to_vec())),
            "leads out of the folder",
        );
    }
    // Content that isn't what the manifest says: the size first, then the hash.
    refused(
        &|entries| {
            let at = first(entries, "rows/");
            entries[at].1.truncate(1);
        },
        "unpacks to",
    );
    refused(
        &|entries| {
            let at = first(entries, "rows/01");
            *entries[at].1.last_mut().unwrap() ^= 1;
        },
        "isn't what the manifest says",
    );
    refused(
        &|entries| {
            let at = first(entries, "files/");
            entries[at].1[0] ^= 1;
        },
        "isn't what its name says",
    );
    // A later version of the program.
    refused(
        &|entries| manifest(entries, |value| value["format"] = 2.into()),
        "it has format 2",
    );
    refused(
        &|entries| manifest(entries, |value| value["schema"][0]["version"] = 99.into()),
        "has version 99",
    );
    refused(
        &|entries| {
            manifest(entries, |value| {
                value["schema"][0]["table"] = 60_000.into();
                value["schema"][0]["name"] = "spaceships".into();
            });
        },
        "its table spaceships isn't known here",
    );
    refused(
        &|entries| manifest(entries, |value| value["digest"] = "00".into()),
        "its digest doesn't fit",
    );
    refused(
        &|entries| manifest(entries, |value| value["journal"]["entries"] = 1.into()),
        "the journal doesn't end",
    );
    refused(
        &|entries| {
            manifest(entries, |value| {
                value["keys"][0]["name"] = "../people.keys".into();
            });
        },
        "a strange file of keys",
    );
    // A bomb: a part that unpacks to more than any disk should be asked for, in little.
    refused(
        &|entries| {
            let at = first(entries, "rows/01");
            entries[at].1 = vec![0; 300 << 20];
        },
        "unpacks to",
    );
}

/// A stored file that the disk has changed is told by name; there is no good backup with it.
#[test]
fn a_damaged_file_is_found_before_it_is_backed_up() {
    let saved = saved();
    let World { server, data, .. } = saved.world;
    drop(server);
    let hash = blobs(&data).remove(0);
    let path = data.join("files").join(&hash[..2]).join(&hash[2..4]).join(&hash);
    let mut bytes = fs::read(&path).unwrap();
    bytes[0] ^= 1;
    fs::write(&path, bytes).unwrap();
    let out = saved.file.with_file_name("second.zip");
    let done = run(&["backup", "create"], &[("--data", &data), ("--out", &out)]);
    assert_eq!(done.status.code(), Some(1));
    assert!(complained(&done).contains(&hash), "{}", complained(&done));
    assert_eq!(names(saved.file.parent().unwrap()), ["kabinet.zip"]);
}

#[test]
fn archives_are_listed_and_thinned_by_their_dates() {
    let world = World::fresh();
    let made = json(&run(&["backup", "create", "--json"], &[("--data", &world.data)]));
    let newest = PathBuf::from(made["file"].as_str().unwrap());
    let folder = world.data.join("backups");
    assert_eq!(newest.parent().unwrap(), folder);
    // Older ones of two days, and what is none of ours.
    let older = [
        "kabinet-20250302-030000Z.zip",
        "kabinet-20250302-150000Z.zip",
        "kabinet-20250301-030000Z.zip",
    ];
    for name in older.iter().chain(&["letters.zip", "kabinet.zip"]) {
        fs::copy(&newest, folder.join(name)).unwrap();
    }
    let listed = run(&["backup", "list", "--json"], &[("--data", &world.data)]);
    let listed: Value = serde_json::from_slice(&listed.stdout).unwrap();
    let files: Vec<PathBuf> = listed
        .as_array()
        .unwrap()
        .iter()
        .map(|one| PathBuf::from(one["file"].as_str().unwrap()))
        .collect();
    let at = |name: &str| folder.join(name);
    assert_eq!(files, [newest.clone(), at(older[1]), at(older[0]), at(older[2])]);
    assert_eq!(listed[1]["begun"], "2025-03-02T15:00:00Z");
    let rule = [
        "backup", "prune", "--json", "--days", "2", "--weeks", "0", "--months", "0",
    ];
    let dry: Vec<&str> = rule.iter().copied().chain(["--dry-run"]).collect();
    let would = json(&run(&dry, &[("--data", &world.data)]));
    assert_eq!(names(&folder).len(), 6, "nothing goes when it is only asked");
    let pruned = json(&run(&rule, &[("--data", &world.data)]));
    assert_eq!(pruned, would);
    assert_eq!(pruned["removed"].as_array().unwrap().len(), 2);
    let newest = newest.file_name().unwrap().to_str().unwrap();
    let mut left = [older[1], newest, "kabinet.zip", "letters.zip"];
    left.sort_unstable();
    assert_eq!(names(&folder), left);
}

/// Whatever a folder's mark says: archives of another cabinet in it, and such as nobody can read, are never let go, and don't
/// stand for a day of ours.
#[test]
fn archives_of_another_cabinet_are_not_thinned() {
    let (world, other) = (World::fresh(), World::fresh());
    // Worlds are copies of one seed.
    let instance = other.data.join("instance.json");
    let mut said: Value = serde_json::from_slice(&fs::read(&instance).unwrap()).unwrap();
    said["id"] = "01890000-0000-7000-8000-00000000f0f0".into();
    fs::write(&instance, said.to_string()).unwrap();
    let (folder, place) = (world.data.join("backups"), tempfile::tempdir().unwrap());
    fs::create_dir_all(&folder).unwrap();
    let (own, foreign) = (place.path().join("own.zip"), place.path().join("foreign.zip"));
    backup(&world.data, &own);
    backup(&other.data, &foreign);
    let at = |name: &str| folder.join(name);
    let (newest, kept, old) = (
        at("kabinet-20250304-120000Z.zip"),
        at("kabinet-20250303-120000Z.zip"),
        at("kabinet-20250301-030000Z.zip"),
    );
    for name in [&newest, &kept, &old] {
        fs::copy(&own, name).unwrap();
    }
    // Later on the same day than the one of ours that is kept, and older than all.
    let alone = [
        at("kabinet-20250303-150000Z.zip"),
        at("kabinet-20250301-020000Z.zip"),
        at("kabinet-20250228-030000Z.zip"),
        at("kabinet-20250227-030000Z.zip"),
    ];
    fs::copy(&foreign, &alone[0]).unwrap();
    fs::copy(&foreign, &alone[1]).unwrap();
    fs::write(&alone[2], "no archive").unwrap();
    let bytes = fs::read(&own).unwrap();
    fs::write(&alone[3], &bytes[..bytes.len() / 2]).unwrap();
    let rule = [
        "backup", "prune", "--json", "--days", "2", "--weeks", "0", "--months", "0",
    ];
    let pruned = json(&run(&rule, &[("--data", &world.data)]));
    let of = |key: &str| -> Vec<PathBuf> {
        let all = pruned[key].as_array().unwrap().iter();
        all.map(|path| PathBuf::from(path.as_str().unwrap())).collect()
    };
    assert_eq!(of("kept"), [newest, kept]);
    assert_eq!(of("removed"), [old]);
    assert_eq!(of("foreign"), alone);
    assert_eq!(names(&folder).len(), 6);
    // Without an installation nobody knows whose they are.
    let nowhere = place.path().join("nowhere");
    let refused = run(&rule, &[("--data", &nowhere), ("--folder", &folder)]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        complained(&refused).contains("whose archives may go"),
        "{}",
        complained(&refused)
    );
    assert_eq!(names(&folder).len(), 6);
}
