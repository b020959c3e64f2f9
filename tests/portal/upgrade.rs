//! Threats: a new version changes data before it is safe, loses what was there, does it twice, or leaves whoever waits without a
//! word. The data is a store of version 0.1.0 as that version left it: `tests/data/upgrade`.

use std::fs;
use std::os::unix::net::UnixDatagram;
use std::path::{Path, PathBuf};

use kabinet::platform::values::hex;

use crate::backup::{checked, complained, json, run};
use crate::harness::{Client, DEADLINE, PASSWORD, Server};

/// The old store in a folder.
fn of_the_first_version(folder: &Path) -> PathBuf {
    let data = folder.join("data");
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/upgrade/kabinet-0.1.0.zip");
    let mut archive = zip::ZipArchive::new(fs::File::open(kept).unwrap()).unwrap();
    for place in 0..archive.len() {
        let mut entry = archive.by_index(place).unwrap();
        let path = data.join(entry.enclosed_name().unwrap());
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::io::copy(&mut entry, &mut fs::File::create(path).unwrap()).unwrap();
    }
    data
}

fn archives(data: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(data.join("backups")).map_or_else(|_| Vec::new(), |found| found.flatten().collect());
    let paths = entries.into_iter().map(|entry| entry.path());
    paths
        .filter(|path| path.extension().is_some_and(|ending| ending == "zip"))
        .collect()
}

fn plan(data: &Path) -> serde_json::Value {
    json(&run(&["migrate", "--plan", "--json"], &[("--data", data)]))
}

#[test]
fn a_store_of_the_first_version_is_copied_brought_up_and_whole() {
    let folder = tempfile::tempdir().unwrap();
    let data = of_the_first_version(folder.path());
    let store = || hex(blake3::hash(&fs::read(data.join("kabinet.redb")).unwrap()).as_bytes());
    let before = store();
    let planned = plan(&data);
    assert_eq!((&planned["from"], &planned["backup"]), (&"0.1.0".into(), &true.into()));
    assert_eq!(store(), before, "a plan changes nothing");
    assert!(archives(&data).is_empty());

    let path = folder.path().join("notify");
    let socket = UnixDatagram::bind(&path).unwrap();
    socket.set_read_timeout(Some(DEADLINE)).unwrap();
    let server = Server::start_in(&data, &[("NOTIFY_SOCKET", path.to_str().unwrap())]);
    let mut heard = String::new();
    let mut bytes = [0; 1024];
    while !heard.contains("READY=1") {
        let read = socket.recv(&mut bytes).expect("it is said");
        heard.push_str(&String::from_utf8_lossy(&bytes[..read]));
        heard.push('\n');
    }
    assert!(
        heard.contains("STATUS=A backup is being made before the upgrade"),
        "{heard}"
    );
    assert!(heard.contains("EXTEND_TIMEOUT_USEC="), "{heard}");

    // What was there is there: people with their passwords, orders, files.
    let made = archives(&data);
    assert_eq!(made.len(), 1, "{made:?}");
    let admin = Client::new(&server.url, None);
    admin
        .post("/login", &[("email", "admin@test.example"), ("password", PASSWORD)])
        .expect(303);
    let listed = admin
        .get("/orders")
        .expect(200)
        .attributes("main a[href^='/orders/']", "href");
    let order = listed
        .iter()
        .find(|href| !href.contains('?'))
        .unwrap_or_else(|| panic!("{listed:?}"));
    admin.get(order).expect(200).contains("TST-0417");
    let page = admin.get("/admin/backups");
    page.contains("перед обновлением")
        .contains(&made[0].display().to_string());
    assert_eq!(server.stop(), Some(0));

    let verified = json(&run(&["backup", "verify", "--json"], &[("", &made[0])]));
    assert_eq!(verified["kabinet"], "0.1.0");
    assert_eq!(checked(&data)["ok"], true);
    let planned = plan(&data);
    assert_eq!(
        (&planned["backup"], &planned["tables"], &planned["migrations"]),
        (&false.into(), &serde_json::json!([]), &serde_json::json!([]))
    );
    let again = json(&run(&["migrate", "--json"], &[("--data", &data)]));
    assert_eq!(again["upgraded"], serde_json::Value::Null);
    assert_eq!(archives(&data).len(), 1, "once is enough");
}

#[test]
fn without_room_for_a_backup_the_old_data_stays_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let data = of_the_first_version(folder.path());
    fs::write(data.join("backups"), "a file in the way").unwrap();
    let done = run(&["migrate", "--json"], &[("--data", &data)]);
    assert_eq!(done.status.code(), Some(1));
    let said = complained(&done);
    assert!(
        said.contains("the backup before the upgrade can't be made, and nothing was changed"),
        "{said}"
    );
    assert_eq!(plan(&data)["backup"], true, "it is as it was");
    fs::remove_file(data.join("backups")).unwrap();
    let done = json(&run(&["migrate", "--json"], &[("--data", &data)]));
    assert_eq!(done["upgraded"]["from"], "0.1.0");
    let named = done["upgraded"]["backup"].as_str().unwrap();
    assert_eq!(archives(&data), [PathBuf::from(named)]);
}
