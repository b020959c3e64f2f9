//! The evidence pack over HTTP and on the command line: it tells what was put in to whoever may see it, and a changed byte
//! fails it.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;

use kabinet::platform::access::Role;
use serde_json::Value;

use crate::exchange::connected;
use crate::harness::{Client, Company, World, kabinet, multipart, wait_for};
use crate::papers::{document, send, told as told_by_1c};
use crate::papers_apart::sha256;

const SAID: &str = "Отгрузите до пятницы, машина заказана";
const NOTE: &str = "ТАЙНАЯ-МЕТКА-518";
const FILE: &[u8] = b"%PDF-1.7 an act of the fifth of November";

fn at(company: &Company) -> String {
    format!("/orders/{}/evidence", company.deal().order)
}

fn unpacked(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|n| {
            let mut file = zip.by_index(n).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            (file.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

/// What a pack holds as data, and its page.
fn told(bytes: &[u8]) -> (Value, String) {
    let parts = unpacked(bytes);
    let page = String::from_utf8(parts["index.html"].clone()).unwrap();
    (serde_json::from_slice(&parts["data.json"]).unwrap(), page)
}

/// The exit code of `evidence verify --json`, and what it says.
fn verified(file: &Path, more: &[&str]) -> (Option<i32>, Value) {
    let mut command = kabinet();
    let done = command
        .args(["evidence", "verify", "--json"])
        .arg(file)
        .args(more)
        .output()
        .unwrap();
    let said = String::from_utf8(done.stdout).unwrap();
    (done.status.code(), serde_json::from_str(&said).unwrap())
}

fn said(client: &Client, company: &Company, text: &str, note: bool) {
    let path = format!("/orders/{}/talk", company.deal().order);
    let mut fields = vec![("text", text)];
    if note {
        fields.push(("note", "1"));
    }
    client.post(&path, &fields).expect(303);
}

#[test]
fn a_pack_tells_each_side_what_it_sees_and_holds_by_itself() {
    let world = World::fresh().with_settings("[mail]\ntransport = \"file\"\nfrom = \"cabinet@zavod.example\"\n");
    let number = world.sever.deal().order.clone();
    let director = world.signed_in(world.sever.person(Role::Director));
    let manager = world.manager();
    let (kind, body) = multipart(&[("text", None, SAID.as_bytes()), ("files", Some("Акт.pdf"), FILE)]);
    let token = director.form_token().unwrap().unwrap();
    let path = format!("/orders/{number}/talk?_csrf={token}");
    let sent = director.send("POST", &path, &[("content-type", &kind)], body);
    sent.unwrap().expect(303);
    said(&manager, &world.sever, NOTE, true);
    said(&director, &world.sever, "ЗАМЕТКА-ДИЛЕРА", true);

    director.get(&format!("/orders/{number}")).contains(&at(&world.sever));
    let page = director.get(&at(&world.sever));
    page.expect(200).contains(&number);
    let key = page.texts("[data-key]").join("");
    assert_eq!(key.len(), 64, "{key}");
    let folder = tempfile::tempdir().unwrap();
    let mut packs = BTreeMap::new();
    let takers: [(&str, &Client, &[(&str, &str)]); 4] = [
        ("dealer", &director, &[]),
        ("dealer-notes", &director, &[("internal", "on")]),
        ("staff", &manager, &[]),
        ("staff-notes", &manager, &[("internal", "on")]),
    ];
    for (name, client, fields) in takers {
        let pack = client.post(&at(&world.sever), fields);
        assert!(pack.expect(200).header("content-disposition").starts_with("attachment"));
        let file = folder.path().join(format!("{name}.zip"));
        fs::write(&file, &pack.bytes).unwrap();
        let (code, proven) = verified(&file, &["--key", &key]);
        assert_eq!((code, &proven["ok"]), (Some(0), &true.into()), "{name}: {proven}");
        assert_eq!(proven["order"], number);
        assert!(
            proven["states"].as_u64().unwrap() >= 2,
            "{name}: the order and the message at least: {proven}"
        );
        packs.insert(name, pack.bytes.clone());
    }
    for (name, bytes) in &packs {
        let (data, page) = told(bytes);
        let texts: Vec<&str> = data["messages"]
            .as_array()
            .unwrap()
            .iter()
            .map(|post| post["text"].as_str().unwrap())
            .collect();
        let expected = match *name {
            "dealer-notes" => vec![SAID, "ЗАМЕТКА-ДИЛЕРА"],
            "staff-notes" => vec![SAID, NOTE],
            _ => vec![SAID],
        };
        assert_eq!(texts, expected, "{name}");
        for text in [SAID, NOTE, "ЗАМЕТКА-ДИЛЕРА"] {
            assert_eq!(page.contains(text), expected.contains(&text), "{name}: {text}");
            // Neither as text nor as the bytes that hashes are taken over.
            let hex: String = text.bytes().map(|byte| format!("{byte:02x}")).collect();
            let parts = unpacked(bytes);
            let journal = String::from_utf8_lossy(&parts["journal.jsonl"]).into_owned();
            assert_eq!(journal.contains(&hex), expected.contains(&text), "{name}: {text}");
        }
        // The file is there under its content, and the state that names it is vouched for.
        let file = data["files"]
            .as_array()
            .unwrap()
            .iter()
            .find(|file| file["name"] == "Акт.pdf")
            .unwrap();
        assert_eq!(unpacked(bytes)[file["part"].as_str().unwrap()], FILE);
        assert!(page.contains(&world.sever.person(Role::Director).name), "{name}");
        assert!(
            data["states"]
                .as_array()
                .unwrap()
                .iter()
                .all(|of| of["state"]["number"] == number.as_str())
        );
        // Nobody else's business.
        let yug = &world.yug.deal().order;
        let everywhere = unpacked(bytes).into_values().flatten().collect::<Vec<u8>>();
        let holds = |text: &str| everywhere.windows(text.len()).any(|at| at == text.as_bytes());
        assert!(
            !holds(yug) && !holds(&yug.bytes().map(|byte| format!("{byte:02x}")).collect::<String>()),
            "{name}"
        );
        assert!(!page.contains("<script"));
    }
    // What was taken is written down; the manufacturer's own taking is nothing for the dealer.
    let history = |client: &Client| {
        client
            .get(&format!("/orders/{number}"))
            .body()
            .matches("Скачан пакет доказательств")
            .count()
    };
    assert_eq!((history(&director), history(&manager)), (2, 4));

    // Who may not, and what isn't theirs.
    for role in [Role::Buyer, Role::Seller, Role::Accountant] {
        let other = world.signed_in(world.sever.person(role));
        other.get(&at(&world.sever)).expect(403);
        other.post(&at(&world.sever), &[]).expect(403);
        assert!(
            !other
                .get(&format!("/orders/{number}"))
                .body()
                .contains(&at(&world.sever))
        );
    }
    for client in [&director, &manager] {
        for path in [at(&world.yug), "/orders/26-999999/evidence".to_owned()] {
            client.get(&path).expect(404);
            client.post(&path, &[]).expect(404);
        }
    }
    assert_eq!(world.anonymous().get(&at(&world.sever)).status, 303);

    // Another key, another head, and one byte.
    let file = folder.path().join("staff.zip");
    let (code, fault) = verified(&file, &["--key", &"0".repeat(64)]);
    assert_eq!((code, &fault["ok"]), (Some(3), &false.into()));
    let (_, proven) = verified(&file, &[]);
    let head = format!("{}:{}", proven["head"], proven["hash"].as_str().unwrap());
    assert_eq!(verified(&file, &["--head", &head]).1["heads"], 1);
    assert_eq!(
        verified(&file, &["--head", &format!("{}:{}", proven["head"], "0".repeat(64))]).0,
        Some(3)
    );
    let whole = &packs["staff"];
    let changed = folder.path().join("changed.zip");
    for n in 0..40 {
        let mut bytes = whole.clone();
        let at = n * (bytes.len() - 1) / 39;
        bytes[at] ^= 0x20;
        fs::write(&changed, &bytes).unwrap();
        assert_eq!(verified(&changed, &[]).0, Some(3), "byte {at} of {}", bytes.len());
    }
}

#[test]
fn the_command_makes_the_same_of_a_stopped_server_and_says_what_is_proven() {
    let world = World::fresh();
    let (number, page) = (world.sever.deal().order.clone(), world.admin().get(&at(&world.sever)));
    let key = page.texts("[data-key]").join("");
    said(&world.manager(), &world.sever, NOTE, true);
    let World {
        server, data, _folder, ..
    } = world;
    let out = |name: &str| _folder.path().join(name);
    let run = |arguments: &[&str], file: &Path| {
        let mut command = kabinet();
        command
            .args(["evidence", "order", "--json"])
            .args(arguments)
            .arg("--data")
            .arg(&data);
        command.arg("--out").arg(file).output().unwrap()
    };
    // Beside the running server: from a copy, of which nothing stays.
    let beside = out("beside.zip");
    let done = run(&[&number], &beside);
    assert_eq!(done.status.code(), Some(0), "{}", String::from_utf8_lossy(&done.stderr));
    let made: Value = serde_json::from_slice(&done.stdout).unwrap();
    assert_eq!(made["from_copy"], true);
    let head = format!("{}:{}", made["head"], made["hash"].as_str().unwrap());
    let (code, proven) = verified(&beside, &["--head", &head]);
    assert_eq!((code, &proven["order"]), (Some(0), &number.as_str().into()), "{proven}");
    let mut left = fs::read_dir(_folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name());
    assert!(!left.any(|name| name.to_string_lossy().starts_with(".kabinet-evidence")));
    assert_eq!(server.stop(), Some(0));
    let plain = out("plain.zip");
    let done = run(&[&number], &plain);
    assert_eq!(done.status.code(), Some(0), "{}", String::from_utf8_lossy(&done.stderr));
    let made: Value = serde_json::from_slice(&done.stdout).unwrap();
    assert_eq!(
        (&made["key"], &made["order"]),
        (&key.as_str().into(), &number.as_str().into())
    );
    assert_eq!(run(&[&number], &plain).status.code(), Some(1), "it isn't overwritten");
    assert_eq!(run(&["26-999999"], &out("none.zip")).status.code(), Some(1));
    assert!(!out("none.zip").exists());
    let with = out("with.zip");
    assert_eq!(
        run(&[&number, "--with-internal", "--lang", "en"], &with).status.code(),
        Some(0)
    );
    let notes = |file: &Path| told(&fs::read(file).unwrap()).1.contains(NOTE);
    assert!(!notes(&plain) && notes(&with));

    let mut command = kabinet();
    let printed = command.args(["evidence", "key", "--data"]).arg(&data).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&printed.stdout).trim(), key);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(data.join("evidence.key")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    // Away from the installation, in words.
    fs::remove_dir_all(&data).unwrap();
    let explained = |more: &[&str]| {
        let mut command = kabinet();
        let done = command
            .args(["evidence", "verify"])
            .arg(&plain)
            .args(more)
            .output()
            .unwrap();
        assert_eq!(done.status.code(), Some(0));
        String::from_utf8(done.stdout).unwrap()
    };
    assert!(explained(&[]).contains("Чей это ключ, архив не доказывает"));
    assert!(explained(&["--key", &key, "--lang", "en"]).contains("made with the key that you named"));
}

#[test]
fn a_withdrawn_file_is_not_named_in_the_dealers_pack() {
    const NAME: &str = "upd-na-otzyv-731.pdf";
    let world = connected();
    let number = world.sever.deal().order.clone();
    let paper = |more: &str| {
        let of = format!(r#", "order": "{number}", "file": {{"name": "{NAME}"}}{more}"#);
        told_by_1c(&[document(&world, "Север", "doc-731", &of)])
    };
    let (director, manager) = (world.signed_in(world.sever.person(Role::Director)), world.manager());
    // Where the pack names the file and holds its bytes.
    let named = |client: &Client| {
        let pack = client.post(&at(&world.sever), &[]).expect(200).bytes.clone();
        let folder = tempfile::tempdir().unwrap();
        let kept = folder.path().join("pack.zip");
        fs::write(&kept, &pack).unwrap();
        assert_eq!(verified(&kept, &[]).0, Some(0));
        let hex: String = NAME.bytes().map(|byte| format!("{byte:02x}")).collect();
        let (sum, blake) = (sha256(FILE), blake3::hash(FILE).to_hex().to_string());
        let parts = unpacked(&pack);
        let holds = |bytes: &[u8], text: &str| bytes.windows(text.len()).any(|at| at == text.as_bytes());
        let places = parts.iter().filter(|(name, bytes)| {
            let words = [NAME, &hex, &sum, &blake];
            words.iter().any(|word| holds(bytes, word) || name.contains(*word)) || *bytes == FILE
        });
        places.map(|(name, _)| name.clone()).collect::<Vec<_>>()
    };
    let text = paper("");
    let name = format!("kabinet_files/{NAME}");
    send(&world, &[("kabinet___1.json", text.as_bytes()), (&name, FILE)]);
    let everywhere = ["data.json", "index.html", "journal.jsonl", "manifest.json"];
    for client in [&director, &manager] {
        let named = named(client);
        assert!(
            everywhere.iter().all(|part| named.iter().any(|is| is == part)),
            "{named:?}"
        );
        assert!(named.iter().any(|part| part.starts_with("files/")), "{named:?}");
    }

    let text = paper(r#", "withdrawn": true"#);
    send(&world, &[("kabinet___2.json", text.as_bytes())]);
    assert_eq!(named(&director), Vec::<String>::new());
    let still = named(&manager);
    assert!(
        everywhere.iter().all(|part| still.iter().any(|is| is == part)),
        "{still:?}"
    );
    // That the document was and is withdrawn is told all the same.
    let (data, _) = told(&director.post(&at(&world.sever), &[]).expect(200).bytes);
    let of = &data["documents"][0];
    assert_eq!(
        (&of["told"]["external"], &of["told"]["withdrawn"]),
        (&"doc-731".into(), &true.into())
    );

    let text = paper("");
    send(&world, &[("kabinet___3.json", text.as_bytes())]);
    assert!(!named(&director).is_empty());
}

#[test]
fn the_head_is_mailed_and_the_pack_names_it() {
    let world = World::fresh().with_settings(
        "[mail]\ntransport = \"file\"\nfrom = \"cabinet@zavod.example\"\n[evidence]\nheads_to = \"notary@law.example, owner@zavod.example\"\n",
    );
    let admin = world.admin();
    admin.post("/admin/jobs/evidence.head/run", &[]).expect(303);
    let letters = world.data.join("mail");
    let head = wait_for("the letters with the head", || {
        let files = fs::read_dir(&letters).ok()?;
        let texts: Vec<String> = files
            .filter_map(|file| fs::read_to_string(file.ok()?.path()).ok())
            .filter(|text| text.contains("notary@law.example") || text.contains("owner@zavod.example"))
            .collect();
        if texts.len() < 2 {
            return None;
        }
        let plain = crate::dealers::letter(&texts[0]);
        let head = plain
            .split(|c: char| c.is_whitespace() || c == '<' || c == '>')
            .find(|word| {
                word.split_once(':')
                    .is_some_and(|(seq, hash)| seq.parse::<u64>().is_ok() && hash.len() == 64)
            });
        head.map(str::to_owned)
    });
    let pack = admin.post(&at(&world.sever), &[]);
    let (data, page) = told(&pack.expect(200).bytes);
    assert!(page.contains(&head), "{head}");
    let named = &data["heads"][0];
    assert_eq!(format!("{}:{}", named["seq"], named["hash"].as_str().unwrap()), head);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("pack.zip");
    fs::write(&file, &pack.bytes).unwrap();
    let (code, proven) = verified(&file, &["--head", &head]);
    assert_eq!((code, &proven["heads"]), (Some(0), &1.into()), "{proven}");
}
