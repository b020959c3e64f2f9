//! `kabinet doctor`. Threat: something is broken, and it says that all is well; or it cries where nothing is.

use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use serde_json::Value;

use crate::backup::{backup, complained, run};
use crate::harness::World;

/// What is found, by code, of what is grave, or of everything.
fn codes(answer: &Value, grave: bool) -> Vec<String> {
    let findings = answer["findings"].as_array().unwrap().iter();
    let of = findings.filter(|finding| !grave || (finding["grave"] == true && finding["mended"] == false));
    of.map(|finding| {
        assert!(!finding["advice"].as_str().unwrap().is_empty(), "{finding}");
        finding["code"].as_str().unwrap().to_owned()
    })
    .collect()
}

#[track_caller]
fn doctor(data: &Path, more: &[&str]) -> Value {
    let arguments: Vec<&str> = ["doctor", "--json"].iter().chain(more).copied().collect();
    let done = run(&arguments, &[("--data", data)]);
    let text = String::from_utf8_lossy(&done.stdout).into_owned();
    assert!(!text.is_empty(), "{}", complained(&done));
    let answer: Value = serde_json::from_str(&text).unwrap();
    let expected = if answer["ok"] == true { 0 } else { 3 };
    assert_eq!(done.status.code(), Some(expected), "{answer}");
    assert_eq!(answer["ok"] == true, codes(&answer, true).is_empty(), "{answer}");
    answer
}

/// Grave findings.
#[track_caller]
fn found(data: &Path, more: &[&str]) -> Vec<String> {
    codes(&doctor(data, more), true)
}

/// A world that has a backup, so that nothing is to be found.
fn well() -> World {
    let world = World::fresh();
    fs::create_dir_all(world.data.join("backups")).unwrap();
    let now = jiff::Timestamp::now()
        .strftime("kabinet-%Y%m%d-%H%M%SZ.zip")
        .to_string();
    backup(&world.data, &world.data.join("backups").join(now));
    world
}

fn mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn a_sound_installation_is_well_beside_a_server_and_without_one() {
    let world = well();
    assert_eq!(found(&world.data, &["--deep"]), [""; 0]);
    let beside = doctor(&world.data, &["--deep"]);
    assert!(codes(&beside, false).contains(&"pages-not-read".to_owned()), "{beside}");
    // It disturbs nobody.
    world.buyer().ordered("Meanwhile", "1");
    let World { server, data, .. } = world;
    assert_eq!(server.stop(), Some(0));
    let stopped = doctor(&data, &["--deep"]);
    assert_eq!(codes(&stopped, true), [""; 0]);
    let looked: Vec<&str> = stopped["looked"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_str)
        .collect();
    for at in [
        "rights", "room", "store", "clock", "records", "indexes", "journal", "files", "pages", "mail", "exchange",
        "backups",
    ] {
        assert!(looked.contains(&at), "{at} of {looked:?}");
    }
}

#[test]
fn rights_are_found_and_mended() {
    let world = well();
    mode(&world.data, 0o755);
    mode(&world.data.join("people.keys"), 0o640);
    let mut open = found(&world.data, &[]);
    open.sort();
    assert_eq!(open, ["rights-data", "rights-key"]);
    let mended = doctor(&world.data, &["--mend"]);
    assert_eq!(mended["ok"], true);
    assert_eq!(
        codes(&mended, false)
            .iter()
            .filter(|code| code.starts_with("rights"))
            .count(),
        2
    );
    let of = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(of(&world.data), 0o700);
    assert_eq!(of(&world.data.join("people.keys")), 0o600);
    assert_eq!(found(&world.data, &[]), [""; 0]);
}

#[test]
fn what_is_broken_on_the_disk_is_found() {
    let World {
        server, data, _folder, ..
    } = well();
    assert_eq!(server.stop(), Some(0));
    // A bit of a stored file.
    let mut folder = data.join("files");
    let blob = loop {
        let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().len();
        let next = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
        let next = next.filter(|path| matches!(name(path), 2 | 64)).min().unwrap();
        if next.is_file() {
            break next;
        }
        folder = next;
    };
    let whole = fs::read(&blob).unwrap();
    let mut changed = whole.clone();
    changed[0] ^= 1;
    mode(&blob, 0o600);
    fs::write(&blob, changed).unwrap();
    assert_eq!(found(&data, &["--deep"]), ["files-changed"]);
    assert_eq!(found(&data, &[]), [""; 0], "only a deep look reads files");
    fs::write(&blob, whole).unwrap();

    // The exchange folder is a file.
    let settings = data.join("kabinet.toml");
    let set = |text: &str| fs::write(&settings, text).unwrap();
    let file = _folder.path().join("file");
    fs::write(&file, "").unwrap();
    set(&format!("[exchange]\nfolder = \"{}\"\n", file.display()));
    assert_eq!(found(&data, &[]), ["exchange-missing"]);
    // Nobody listens there.
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let mail = "transport = \"smtp\"\nhost = \"127.0.0.1\"\ntls = \"none\"\nfrom = \"a@zavod.example\"";
    set(&format!("[mail]\n{mail}\nport = {port}\n"));
    assert_eq!(found(&data, &[]), ["mail-unreachable"]);
    set("nonsense = 1\n");
    assert_eq!(found(&data, &[]), ["settings"]);
    fs::remove_file(&settings).unwrap();

    // Backups: too old, then none.
    for entry in fs::read_dir(data.join("backups")).unwrap() {
        let path = entry.unwrap().path();
        fs::rename(&path, data.join("backups/kabinet-20200101-000000Z.zip")).unwrap();
    }
    assert_eq!(found(&data, &[]), ["backups-old"]);
    fs::remove_dir_all(data.join("backups")).unwrap();
    assert_eq!(found(&data, &[]), ["backups-none"]);

    // The store itself.
    let store = data.join("kabinet.redb");
    let whole = fs::read(&store).unwrap();
    fs::write(&store, &whole[..whole.len() / 3]).unwrap();
    let said = found(&data, &[]);
    assert!(said.contains(&"store-unreadable".to_owned()), "{said:?}");
    fs::write(&store, b"no store at all").unwrap();
    assert!(found(&data, &[]).contains(&"store-unreadable".to_owned()));
    fs::remove_file(&store).unwrap();
    assert!(found(&data, &["--deep"]).contains(&"store-unreadable".to_owned()));
}

/// A mail server that greets, takes any word and is then told goodbye.
fn mail_server() -> u16 {
    use std::io::{BufRead, BufReader};
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let _ = stream.write_all(b"220 mail.zavod.example\r\n");
            let lines = BufReader::new(stream.try_clone().unwrap()).lines();
            for line in lines.map_while(Result::ok) {
                let answer = if line.starts_with("QUIT") {
                    "221 bye\r\n"
                } else {
                    "250 ok\r\n"
                };
                if stream.write_all(answer.as_bytes()).is_err() {
                    break;
                }
            }
        }
    });
    port
}

#[test]
fn a_mail_server_that_answers_is_well() {
    let world = well();
    let mail = "transport = \"smtp\"\nhost = \"127.0.0.1\"\ntls = \"none\"\nfrom = \"a@zavod.example\"";
    let settings = format!("[mail]\n{mail}\nport = {}\n", mail_server());
    fs::write(world.data.join("kabinet.toml"), settings).unwrap();
    assert_eq!(found(&world.data, &[]), [""; 0]);
}
