//! What documents tell an administrator to type. Threat: on the day when it is needed the command is refused, or does
//! something else than the page says.
//!
//! A block ```` ```console ```` of [`DOCUMENTS`] is run from above to below, with the real binary beside a real server. A line
//! that begins with `$` is the service's user's, and always a command of ours; it ends with 0, or as a comment behind it says
//! (`# code 3`). A line that begins with `#` is root's: `systemctl` of our service is done to the server of the test, the rest
//! can't be run here and is listed. A block ```` ```console fresh ```` stands on a machine that has no installation yet.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use kabinet::modules::exchange::connections::actions::{ConnectionInput, make};
use kabinet::modules::exchange::connections::{Connection, ConnectionId};
use kabinet::platform::access::{Invited, Role, invite};
use tempfile::TempDir;

use crate::backup::{backup, complained};
use crate::commands::subcommands;
use crate::harness::{Server, World, kabinet};

const DOCUMENTS: [&str; 3] = ["docs/operations.md", "docs/guide/server.md", "docs/guide/what-to-do.md"];

/// What root runs and a test can't: it changes the machine, or looks at it.
const BY_HAND: [&str; 8] = [
    "curl",
    "df",
    "install",
    "journalctl",
    "openssl",
    "runuser",
    "systemctl",
    "useradd",
];

/// They serve or play for long, and have tests of their own.
const NOT_RUN: [&str; 3] = ["demo", "exchange simulate", "serve"];

/// Other languages of blocks: settings, nothing to type.
const OTHER_BLOCKS: [&str; 1] = ["toml"];

/// The number of an order and the time that documents show; the test has its own.
const ORDER: &str = "26-000042";
const TIME: &str = "2026-11-20T12:00";
/// Who administers in every document.
const ADMINISTRATOR: &str = "anna@company.example";
/// A shell's own way to put the time into a name.
const STAMP: &str = "$(date -u +%Y%m%d-%H%M%SZ)";

/// One line of a console.
struct Line {
    /// Where it stands: `docs/operations.md:12`.
    place: String,
    /// How many headings of sections stand above.
    section: usize,
    root: bool,
    fresh: bool,
    text: String,
    /// How it ends.
    code: i32,
}

/// Lines of a document's consoles, in their order. What can't be read goes to `findings`.
fn lines(path: &str, text: &str, findings: &mut Vec<String>) -> Vec<Line> {
    let mut lines = Vec::new();
    // The words behind the three ticks, inside of a block.
    let mut block: Option<&str> = None;
    let mut section = 0;
    for (at, line) in text.lines().enumerate() {
        let place = format!("{path}:{}", at + 1);
        if let Some(kind) = line.trim_start().strip_prefix("```") {
            block = block.is_none().then_some(kind);
            let known = ["", "console", "console fresh"].contains(&kind) || OTHER_BLOCKS.contains(&kind);
            if !known {
                findings.push(format!("{place}: commands stand in blocks of console, not of {kind}"));
            }
            continue;
        }
        if block.is_none() && line.starts_with("## ") {
            section += 1;
        }
        let Some(fresh) = block
            .filter(|kind| kind.starts_with("console"))
            .map(|kind| kind.ends_with("fresh"))
        else {
            continue;
        };
        let (line, comment) = line.split_once("  # ").unwrap_or((line, ""));
        let code = match comment.split_whitespace().collect::<Vec<_>>()[..] {
            [] => Some(0),
            ["code" | "код", code] => code.parse().ok(),
            _ => None,
        };
        let command = line.split_once(' ').filter(|(prompt, _)| ["$", "#"].contains(prompt));
        let (Some((prompt, command)), Some(code)) = (command, code) else {
            findings.push(format!(
                "{place}: begins with neither `$` nor `#`, or its code can't be read: {line}"
            ));
            continue;
        };
        lines.push(Line {
            place,
            section,
            root: prompt == "#",
            fresh,
            text: command.trim().to_owned(),
            code,
        });
    }
    lines
}

/// As a shell splits them, with double quotes alone.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (at, part) in text.split('"').enumerate() {
        match at % 2 {
            0 => words.extend(part.split_whitespace().map(str::to_owned)),
            _ => words.push(part.to_owned()),
        }
    }
    words
}

fn document(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

fn stamp(moment: jiff::Timestamp) -> String {
    moment.strftime("%Y%m%d-%H%M%SZ").to_string()
}

/// The administrator's machine: an installation with one order and backups of it, its server, disks, settings.
struct Machine {
    world: World,
    runs: bool,
    order: String,
    folder: TempDir,
    /// Installations that begin here.
    fresh: usize,
}

impl Machine {
    fn new() -> Machine {
        let mut world = World::fresh();
        // As `init` and `admin create` leave it: the exchange folder works from the first day, and Anna is there.
        world.below(async |access| {
            let connection = Connection {
                folder: true,
                ..Connection::new(ConnectionId::NIL, "1C", access.now())
            };
            make(access, ConnectionInput::of(&connection)).await.unwrap();
            let anna = Invited {
                email: ADMINISTRATOR.to_owned(),
                name: "Anna Petrova".to_owned(),
                role: Role::Admin.into(),
                company: None,
                company_name: "Kabinet".to_owned(),
            };
            invite(access, anna).await.unwrap();
        });
        let order = world.buyer().ordered("Kept", "2");
        let order = order.rsplit('/').next().unwrap().to_owned();
        let folder = tempfile::tempdir().unwrap();
        for name in ["mnt/backups", "mnt/tmp", "mnt/move", "etc"] {
            fs::create_dir_all(folder.path().join(name)).unwrap();
        }
        fs::write(
            folder.path().join("etc/kabinet.toml"),
            document("packaging/kabinet.toml.example"),
        )
        .unwrap();
        let archive = folder.path().join("mnt/backups/kabinet.zip");
        backup(&world.data, &archive);
        // Another name than those that are made meanwhile.
        let hour_ago = jiff::Timestamp::now() - jiff::SignedDuration::from_hours(1);
        let own = world.data.join("backups");
        fs::create_dir_all(&own).unwrap();
        fs::copy(&archive, own.join(format!("kabinet-{}.zip", stamp(hour_ago)))).unwrap();
        Machine {
            world,
            runs: true,
            order,
            folder,
            fresh: 0,
        }
    }

    fn data(&self, fresh: bool) -> PathBuf {
        match fresh {
            true => self.folder.path().join(format!("fresh-{}", self.fresh)),
            false => self.world.data.clone(),
        }
    }

    /// The words of a line, with paths, order and time of this machine.
    fn own(&self, line: &Line) -> Vec<String> {
        let folder = self.folder.path().to_str().unwrap();
        let now = jiff::Timestamp::now();
        let text = line
            .text
            .replace("/mnt/", &format!("{folder}/mnt/"))
            .replace("/etc/kabinet/", &format!("{folder}/etc/"))
            .replace("/var/lib/kabinet", self.data(line.fresh).to_str().unwrap())
            .replace(ORDER, &self.order)
            .replace(TIME, &now.to_string())
            .replace(STAMP, &stamp(now));
        words(&text)
    }

    /// Runs a command of ours; what is wrong with how it ended.
    fn run(&self, line: &Line) -> Option<String> {
        let mut words = self.own(line);
        // Nobody sits at the test's terminal to answer.
        if words.get(1).is_some_and(|word| word == "restore") {
            words.push("--yes".to_owned());
        }
        let done = kabinet()
            .args(&words[1..])
            .env("KABINET_CONFIG", self.folder.path().join("etc/kabinet.toml"))
            .current_dir(self.folder.path())
            .output()
            .unwrap();
        (done.status.code() != Some(line.code)).then(|| {
            format!(
                "{}: `{}` ended with {:?}, not with {}: {}{}",
                line.place,
                line.text,
                done.status.code(),
                line.code,
                String::from_utf8_lossy(&done.stdout),
                complained(&done)
            )
        })
    }

    /// What systemd does with the service. False: it is something else.
    fn service(&mut self, line: &Line) -> bool {
        let word = match words(&line.text)[..] {
            [ref program, ref word, ref unit] if program == "systemctl" && unit == "kabinet" && !line.fresh => {
                word.clone()
            }
            _ => return false,
        };
        if !["stop", "start", "restart", "reload"].contains(&word.as_str()) {
            return false;
        }
        if word == "reload" {
            // Where it serves, it listens for signals.
            self.world.anonymous().get("/up").expect(200);
            self.world.server.signal("HUP");
        }
        if word != "start" && word != "reload" && self.runs {
            self.world.server.signal("TERM");
            assert_eq!(self.world.server.ended(), Some(0), "{}", line.place);
            self.runs = false;
        }
        if word != "stop" {
            self.serve();
        }
        true
    }

    fn serve(&mut self) {
        if !self.runs {
            self.world.server = Server::start(&self.world.data);
            self.runs = true;
        }
    }
}

#[track_caller]
fn none(findings: &[String]) {
    assert!(findings.is_empty(), "{}", findings.join("\n"));
}

fn run_document(path: &str) {
    let mut findings = Vec::new();
    let lines = lines(path, &document(path), &mut findings);
    assert!(
        lines.iter().filter(|line| !line.root).count() > 5,
        "{path} has commands"
    );
    let mut machine = Machine::new();
    let mut before = (0, false);
    for line in &lines {
        // Each such block is a machine of its own.
        if line.fresh && !before.1 {
            machine.fresh += 1;
            fs::create_dir(machine.data(true)).unwrap();
        }
        // A section is read by itself, by somebody whose server runs.
        if line.section != before.0 {
            machine.serve();
        }
        before = (line.section, line.fresh);
        let program = words(&line.text).into_iter().next().unwrap_or_default();
        match (line.root, program.as_str()) {
            (true, _) if machine.service(line) => {}
            (true, program) if BY_HAND.contains(&program) => {
                eprintln!("not run: {}: {}", line.place, line.text);
            }
            (false, "kabinet") => findings.extend(machine.run(line)),
            _ => findings.push(format!(
                "{}: neither the service's user runs `{program}` nor root",
                line.place
            )),
        }
    }
    // Whatever was done to it, it goes on.
    machine.serve();
    machine.world.anonymous().get("/up").expect(200);
    none(&findings);
}

#[test]
fn operations_can_be_typed_as_they_stand() {
    run_document(DOCUMENTS[0]);
}

#[test]
fn the_short_form_can_be_typed_as_it_stands() {
    run_document(DOCUMENTS[1]);
}

#[test]
fn what_to_do_can_be_typed_as_it_stands() {
    run_document(DOCUMENTS[2]);
}

/// Every command that the binary has, by its words.
fn leaves() -> BTreeSet<String> {
    let mut queue: Vec<Vec<String>> = vec![Vec::new()];
    let mut found = BTreeSet::new();
    while let Some(path) = queue.pop() {
        let children = subcommands(&path);
        if children.is_empty() {
            found.insert(path.join(" "));
        }
        queue.extend(children.into_iter().map(|child| [path.clone(), vec![child]].concat()));
    }
    found
}

/// The command that words behind `kabinet` begin with.
fn command<'l>(leaves: &'l BTreeSet<String>, words: &[String]) -> Option<&'l String> {
    (1..=words.len()).find_map(|count| leaves.get(&words[..count].join(" ")))
}

#[test]
fn operations_run_every_command_and_name_none_that_is_not_there() {
    let leaves = leaves();
    assert!(leaves.contains("backup drill"), "{leaves:?}");
    let mut findings = Vec::new();
    let mut run = BTreeSet::new();
    let mut by_hand = BTreeSet::new();
    for path in DOCUMENTS {
        let text = document(path);
        for line in lines(path, &text, &mut findings) {
            let words = words(&line.text);
            match line.root {
                true => drop(by_hand.insert(words[0].clone())),
                false if path == DOCUMENTS[0] => run.extend(command(&leaves, &words[1..]).cloned()),
                false => {}
            }
        }
        // Commands in running text and tables: the words and the flags are the binary's.
        for (at, line) in text.lines().enumerate() {
            for span in line.split('`').skip(1).step_by(2) {
                let Some(typed) = span.strip_prefix("kabinet ") else {
                    continue;
                };
                let typed = words(typed);
                let place = format!("{path}:{}: {span}", at + 1);
                let Some(command) = command(&leaves, &typed) else {
                    // A group of commands has a help of its own.
                    if typed.iter().any(|word| word.starts_with('-')) || subcommands(&typed).is_empty() {
                        findings.push(format!("{place}: there is no such command"));
                    }
                    continue;
                };
                let help = kabinet().args(command.split(' ')).arg("--help").output().unwrap();
                let help = String::from_utf8(help.stdout).unwrap();
                let known: BTreeSet<&str> = help.split_whitespace().filter(|word| word.starts_with("--")).collect();
                let flags = typed.iter().filter(|word| word.starts_with("--"));
                findings.extend(
                    flags
                        .filter(|flag| !known.contains(flag.as_str()))
                        .map(|flag| format!("{place}: {flag} isn't known")),
                );
            }
        }
    }
    let missing = leaves
        .iter()
        .filter(|leaf| !run.contains(*leaf) && !NOT_RUN.contains(&leaf.as_str()));
    findings.extend(missing.map(|leaf| format!("{}: {leaf} is never run", DOCUMENTS[0])));
    let idle = BY_HAND.iter().filter(|program| !by_hand.contains(**program));
    findings.extend(idle.map(|program| format!("{program} stands in no document")));
    none(&findings);
}

#[test]
fn consoles_are_read_as_they_are_meant() {
    let mut findings = Vec::new();
    let text = "```console fresh\n# systemctl stop kabinet\n$ kabinet admin create --name \"Anna Petrova\"\n```\n\
                ```toml\nlisten = 1\n```\n```console\n$ kabinet backup verify x    # code 3\nkabinet check\n```\n\
                ```sh\nkabinet check\n```\n";
    let read = lines("a.md", text, &mut findings);
    let told: Vec<_> = read
        .iter()
        .map(|line| {
            (
                line.place.as_str(),
                line.root,
                line.fresh,
                line.text.as_str(),
                line.code,
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("a.md:2", true, true, "systemctl stop kabinet", 0),
            ("a.md:3", false, true, "kabinet admin create --name \"Anna Petrova\"", 0),
            ("a.md:9", false, false, "kabinet backup verify x", 3),
        ]
    );
    assert_eq!(findings.len(), 2, "{findings:?}");
    assert!(
        findings[0].starts_with("a.md:10:") && findings[1].starts_with("a.md:12:"),
        "{findings:?}"
    );
    assert_eq!(words(&read[1].text)[4..], ["Anna Petrova"]);
}
