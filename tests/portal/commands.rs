//! The command line: help that teaches, codes and JSON that a script can rely on.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

use crate::harness::{World, kabinet, try_for};

fn run(arguments: &[&str], data: &Path) -> Output {
    finished(kabinet().args(arguments).arg("--data").arg(data))
}

/// What a command said, if it ends by itself in time.
fn finished(command: &mut Command) -> Output {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    if try_for(|| child.try_wait().unwrap()).is_none() {
        child.kill().unwrap();
    }
    child.wait_with_output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn complained(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn json(output: &Output) -> Value {
    assert_eq!(output.status.code(), Some(0), "{}", complained(output));
    let text = said(output);
    assert_eq!(text.lines().count(), 1, "one line for a machine: {text}");
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// Subcommands as the help of their parent lists them.
pub fn subcommands(path: &[String]) -> Vec<String> {
    let help = said(&kabinet().args(path).arg("--help").output().unwrap());
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    listed
        .take_while(|line| !line.is_empty())
        // Continued descriptions are indented further than names.
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next().map(str::to_owned))
        .filter(|name| name != "help")
        .collect()
}

#[test]
fn every_command_teaches() {
    let mut queue: Vec<Vec<String>> = vec![Vec::new()];
    let mut seen = Vec::new();
    while let Some(path) = queue.pop() {
        let done = kabinet().args(&path).arg("--help").output().unwrap();
        assert_eq!(done.status.code(), Some(0), "{path:?}");
        let help = said(&done);
        let first = help.lines().next().unwrap_or_default();
        assert!(first.len() > 15, "{path:?} says what it does first: {first:?}");
        for line in help.lines().filter(|line| line.trim_start().starts_with("--")) {
            assert!(!line.trim().is_empty());
        }
        let children = subcommands(&path);
        if children.is_empty() {
            assert!(help.contains("--json"), "{path:?}: a machine can read what it says");
            assert!(help.contains("Exit codes:"), "{path:?}: a script can tell how it ended");
            assert!(
                help.contains(&format!("kabinet {}", path.join(" "))),
                "{path:?}: an example"
            );
            seen.push(path.join(" "));
        }
        for child in children {
            let mut next = path.clone();
            next.push(child);
            queue.push(next);
        }
    }
    for known in [
        "serve",
        "init",
        "admin create",
        "admin reset-password",
        "admin reset-2fa",
        "admin unlock",
        "admin sessions revoke",
        "backup create",
        "backup verify",
        "backup list",
        "backup prune",
        "restore",
        "export",
        "import",
        "check",
        "config check",
        "config show",
        "demo",
        "exchange run",
        "exchange simulate",
        "version",
    ] {
        assert!(seen.iter().any(|path| path == known), "{known} is not among {seen:?}");
    }
}

#[test]
fn a_wrong_command_line_ends_with_2() {
    for arguments in [
        &["serv"][..],
        &["serve", "--listen", "nowhere"],
        &["admin"],
        &[],
        &["check", "--jsn"],
    ] {
        let done = kabinet().args(arguments).output().unwrap();
        assert_eq!(done.status.code(), Some(2), "{arguments:?}");
        assert!(
            said(&done).is_empty(),
            "{arguments:?}: standard output belongs to answers"
        );
        assert!(!complained(&done).is_empty(), "{arguments:?}");
    }
}

#[test]
fn version_is_that_of_the_package() {
    let done = kabinet().args(["version", "--json"]).output().unwrap();
    assert_eq!(json(&done)["version"], env!("CARGO_PKG_VERSION"));
    let plain = kabinet().arg("version").output().unwrap();
    assert!(said(&plain).contains(env!("CARGO_PKG_VERSION")));
}

#[test]
fn init_makes_an_installation_once() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("new");
    let made = json(&run(&["init", "--json", "--order-prefix", "TV"], &data));
    assert_eq!(made["data"], data.to_str().unwrap());
    assert_eq!(made["id"].as_str().unwrap().len(), 36);
    let instance: Value = serde_json::from_slice(&std::fs::read(data.join("instance.json")).unwrap()).unwrap();
    assert_eq!(
        (&instance["order_prefix"], &instance["demo"]),
        (&"TV".into(), &false.into())
    );
    let again = run(&["init"], &data);
    assert_eq!(again.status.code(), Some(1));
    assert!(complained(&again).contains("not empty"), "{}", complained(&again));

    let letters = folder.path().join("letters");
    std::fs::create_dir(&letters).unwrap();
    std::fs::write(letters.join("letter.txt"), "mine").unwrap();
    assert_eq!(run(&["init"], &letters).status.code(), Some(1));
    assert_eq!(std::fs::read(letters.join("letter.txt")).unwrap(), b"mine");
    assert_eq!(
        run(&["init", "--order-prefix", "toolong"], &folder.path().join("x"))
            .status
            .code(),
        Some(2)
    );
}

#[cfg(unix)]
#[test]
fn others_on_the_machine_can_not_look_into_the_data() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    assert_eq!(run(&["init"], &data).status.code(), Some(0));
    assert_eq!(std::fs::metadata(&data).unwrap().permissions().mode() & 0o077, 0);
}

#[test]
fn commands_on_nothing_say_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    for arguments in [
        &["serve"][..],
        &["check"],
        &["admin", "create", "--email", "a@b.example", "--name", "A B"],
    ] {
        let done = run(arguments, &folder.path().join("nothing"));
        assert_eq!(done.status.code(), Some(1), "{arguments:?}");
        assert!(
            complained(&done).contains("kabinet init"),
            "{arguments:?}: {}",
            complained(&done)
        );
    }
}

#[test]
fn an_administrator_is_checked_before_anything_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    run(&["init"], &data);
    for (email, name) in [
        ("nobody", "Anna Petrova"),
        ("anna@test.example", " "),
        ("a b@test.example", "Anna"),
    ] {
        let done = run(&["admin", "create", "--email", email, "--name", name], &data);
        assert_eq!(done.status.code(), Some(1), "{email}");
        assert!(
            !complained(&done).contains("access-"),
            "words, not ids: {}",
            complained(&done)
        );
    }
    let create = [
        "admin",
        "create",
        "--json",
        "--email",
        "anna@test.example",
        "--name",
        "Anna Petrova",
    ];
    let made = json(&run(&create, &data));
    assert!(
        made["link"]
            .as_str()
            .unwrap()
            .starts_with("http://127.0.0.1:8080/invitation/")
    );
    assert_eq!(
        run(&create, &data).status.code(),
        Some(1),
        "the second is told that the person is there"
    );
    let counted = json(&run(&["check", "--json"], &data));
    assert_eq!(counted["records"]["account"], 1, "{counted}");
}

#[test]
fn check_tells_a_sound_store_from_a_running_one() {
    let world = World::fresh();
    let done = run(&["check", "--json"], &world.data);
    assert_eq!(done.status.code(), Some(1), "the server holds the data");
    assert!(complained(&done).contains("in use"), "{}", complained(&done));
    let data = world.data.clone();
    let World { server, _folder, .. } = world;
    assert_eq!(server.stop(), Some(0));
    let answer = json(&run(&["check", "--json"], &data));
    assert_eq!(answer["ok"], true, "{answer}");
    assert_eq!(answer["findings"], Value::Array(Vec::new()));
    assert!(answer["journal"]["entries"].as_u64().unwrap() > 10);
    assert!(said(&run(&["check"], &data)).contains("All is well."));
}

#[test]
fn settings_come_from_flag_environment_file_and_default_in_this_order() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    run(&["init"], &data);
    std::fs::write(data.join("kabinet.toml"), "brand = \"From the file\"\ncache_mb = 32\n").unwrap();
    let shown = |variables: &[(&str, &str)]| {
        let mut command = kabinet();
        command.args(["config", "show", "--json", "--data"]).arg(&data);
        json(&command.envs(variables.iter().copied()).output().unwrap())
    };
    let value = |rows: &Value, key: &str| {
        let row = rows
            .as_array()
            .unwrap()
            .iter()
            .find(|row| row["key"] == key)
            .unwrap()
            .clone();
        (
            row["value"].as_str().unwrap().to_owned(),
            row["origin"].as_str().unwrap().to_owned(),
        )
    };
    let rows = shown(&[
        ("KABINET_BRAND", "From the environment"),
        ("KABINET_MAIL_PASSWORD", "hush"),
    ]);
    assert_eq!(value(&rows, "brand"), ("From the environment".into(), "env".into()));
    assert_eq!(value(&rows, "cache_mb"), ("32".into(), "file".into()));
    assert_eq!(value(&rows, "zone"), ("Europe/Moscow".into(), "default".into()));
    assert_eq!(value(&rows, "mail.password"), ("***".into(), "env".into()));
    assert!(!rows.to_string().contains("hush"));
    for row in rows.as_array().unwrap() {
        assert!(row["help"].as_str().unwrap().len() > 8, "{row}");
    }
    let secret = folder.path().join("secret");
    std::fs::write(&secret, "hush\n").unwrap();
    let rows = shown(&[("KABINET_MAIL_PASSWORD_FILE", secret.to_str().unwrap())]);
    assert_eq!(value(&rows, "mail.password"), ("***".into(), "env".into()));
}

#[test]
fn wrong_settings_end_with_2_and_name_the_key() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    run(&["init"], &data);
    let cases = [
        ("brnad = \"x\"", "brnad"),
        ("listen = \"everywhere\"", "listen"),
        ("zone = \"Mars/Olympus\"", "zone"),
        ("cache_mb = 1", "cache_mb"),
        ("[mail]\ntransport = \"pigeon\"", "mail.transport"),
        ("log = \"a==b\"", "log"),
        ("log_json = \"maybe\"", "log_json"),
        ("second_factor = \"sometimes\"", "second_factor"),
        ("brand = ", "kabinet.toml"),
    ];
    for (text, named) in cases {
        std::fs::write(data.join("kabinet.toml"), text).unwrap();
        for command in [&["config", "check"][..], &["serve"], &["check"]] {
            let done = run(command, &data);
            assert_eq!(done.status.code(), Some(2), "{command:?} {text}: {}", complained(&done));
            assert!(complained(&done).contains(named), "{text}: {}", complained(&done));
        }
    }
    std::fs::remove_file(data.join("kabinet.toml")).unwrap();
    assert_eq!(json(&run(&["config", "check", "--json"], &data))["ok"], true);
    // A name that is nearly a setting would change nothing in silence.
    let nearly = kabinet()
        .args(["config", "check", "--data"])
        .arg(&data)
        .env("KABINET_LISTN", "127.0.0.1:1")
        .output()
        .unwrap();
    assert_eq!(nearly.status.code(), Some(0));
    assert!(complained(&nearly).contains("KABINET_LISTN"), "{}", complained(&nearly));
    let missing = kabinet()
        .args(["config", "check", "--config", "/no/such/file.toml"])
        .output()
        .unwrap();
    assert_eq!(missing.status.code(), Some(2));
}

#[test]
fn a_server_told_to_stop_ends_with_0_and_two_can_not_share_the_data() {
    let world = World::fresh();
    let second = run(&["serve", "--listen", "127.0.0.1:0"], &world.data);
    assert_eq!(second.status.code(), Some(1));
    assert!(complained(&second).contains("in use"), "{}", complained(&second));
    world.buyer().get("/no-such-page").expect(404);
    assert_eq!(world.server.stop(), Some(0));
}

/// The log of an ordinary start tells an administrator nothing that only a programmer understands, and no colours where
/// it isn't a terminal.
#[test]
fn what_stands_in_the_way_is_said_plainly() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    assert_eq!(run(&["init"], &data).status.code(), Some(0));
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let done = run(&["serve", "--listen", &address], &data);
    assert_eq!(done.status.code(), Some(1));
    let said = complained(&done);
    assert!(said.contains(&address) && said.contains("--listen"), "{said}");
    for noise in ["Uninited", "Job creator", "\u{1b}["] {
        assert!(!said.contains(noise), "{noise:?} in {said}");
    }

    // A demonstration is never made over real data, nor in a folder of something else.
    let demo = run(&["demo"], &data);
    assert_eq!(demo.status.code(), Some(1));
    assert!(complained(&demo).contains("real installation"), "{}", complained(&demo));
    let file = folder.path().join("letter.txt");
    std::fs::write(&file, "mine").unwrap();
    for command in [&["serve"][..], &["check"], &["exchange", "run"]] {
        let done = run(command, &file);
        assert_eq!(done.status.code(), Some(1), "{command:?}");
        assert!(complained(&done).contains("kabinet init"), "{}", complained(&done));
    }
    assert_eq!(std::fs::read(&file).unwrap(), b"mine");
}
