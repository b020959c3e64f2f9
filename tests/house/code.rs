//! Rules on what may be written where.

use crate::source::{File, files, none, root};

fn find(files: &[File], mut wrong: impl FnMut(&File, &str) -> bool) -> Vec<String> {
    let mut findings = Vec::new();
    for file in files {
        for (line, code) in file.code() {
            if wrong(file, &code) {
                findings.push(format!("{}:{line}: {}", file.path, code.trim()));
            }
        }
    }
    findings
}

fn all() -> Vec<File> {
    let mut all = files("src", &["rs"]);
    all.extend(files("tests", &["rs"]));
    if root().join("benches").is_dir() {
        all.extend(files("benches", &["rs"]));
    }
    all
}

/// A library has one door: the folder that knows it.
#[test]
fn the_engines_are_named_in_their_own_folders_only() {
    let doors = [
        ("redb::", "src/platform/store/"),
        ("tantivy::", "src/platform/search/"),
        ("tokio_cron_scheduler::", "src/platform/timetable/"),
        ("fluent_bundle::", "src/platform/i18n/"),
        ("argon2::", "src/platform/access/"),
        ("krilla::", "src/platform/pdf/"),
        ("harfrust::", "src/platform/pdf/"),
        ("rust_xlsxwriter::", "src/platform/sheets/"),
        ("prometheus_client::", "src/modules/health/"),
        ("rustls_pki_types::", "src/modules/health/"),
        ("PreEscaped", "src/platform/ui/"),
    ];
    let sources: Vec<File> = files("src", &["rs"])
        .into_iter()
        .filter(|file| !file.is_test())
        .collect();
    for (word, folder) in doors {
        let found = find(&sources, |file, code| {
            code.contains(word) && !file.path.starts_with(folder)
        });
        none(found, &format!("`{word}` stands only in {folder}"));
    }
}

#[test]
fn nothing_is_left_undone() {
    let words = ["todo!(", "unimplemented!(", "#[ignore", "dbg!("];
    let found = find(&all(), |file, code| {
        file.path != "tests/house/code.rs" && words.iter().any(|word| code.contains(word))
    });
    none(found, "no unfinished code and no test that doesn't run");
}

#[test]
fn tests_wait_for_what_happens_and_never_for_time() {
    let all = all();
    let tests: Vec<File> = all.into_iter().filter(|file| file.path.starts_with("tests/")).collect();
    let found = find(&tests, |file, code| {
        (code.contains("thread::sleep") || code.contains("time::sleep"))
            && !["tests/portal/harness/mod.rs", "tests/house/code.rs"].contains(&file.path.as_str())
    });
    none(found, "only `wait_for` of the harness sleeps");
}

/// 1C's format is Russian, and so is what is checked against a Russian register; everything else that people read is
/// Fluent.
#[test]
fn russian_words_stand_in_the_texts() {
    let sources: Vec<File> = files("src", &["rs"])
        .into_iter()
        .filter(|file| !file.is_test())
        .filter(|file| {
            !["src/modules/exchange/", "src/standin/"]
                .iter()
                .any(|at| file.path.starts_with(at))
        })
        .collect();
    let found = find(&sources, |_, code| {
        code.chars().any(|c| ('\u{0400}'..='\u{04ff}').contains(&c))
    });
    none(found, "UI text is Fluent: assets/locales/{ru,en}");
}

#[test]
fn files_stay_short_enough_to_hold_in_mind() {
    const LINES: usize = 600;
    let found = all()
        .into_iter()
        .filter(|file| file.text.lines().count() > LINES)
        .map(|file| format!("{}: {} lines", file.path, file.text.lines().count()))
        .collect();
    none(found, "a longer file becomes a folder of the same name");
}

/// The content security policy forbids them; a browser would drop them silently.
#[test]
fn templates_hold_no_inline_style_or_script() {
    let attributes = [
        " style=",
        " onclick=",
        " onchange=",
        " oninput=",
        " onsubmit=",
        " onload=",
        " hx-on",
    ];
    let elements = ["style", "script"];
    // Read from a disk, where no policy stands before it and no file beside it.
    let standalone = ["src/commands/drill.rs"];
    let sources: Vec<File> = files("src", &["rs"])
        .into_iter()
        .filter(|file| !file.is_test() && !standalone.contains(&file.path.as_str()))
        .collect();
    let found = find(&sources, |_, code| {
        let inline = elements.iter().any(|element| {
            let rest = code.trim_start().strip_prefix(element);
            rest.is_some_and(|rest| rest.starts_with(" {") || (rest.starts_with(' ') && rest.ends_with('{')))
        });
        inline || attributes.iter().any(|attribute| code.contains(attribute))
    });
    none(found, "styles are in assets/css, scripts in assets/js");
}

#[test]
fn modules_say_what_they_are_for() {
    let found = files("src", &["rs"])
        .into_iter()
        .filter(|file| !file.is_test() && !file.text.trim_start().starts_with("//!"))
        .map(|file| file.path)
        .collect();
    none(found, "each file begins with `//!` and says why it is there");
}

/// What a scope would hide is not to be had by going around: the layers below `access` are closed to modules.
#[test]
fn business_modules_do_not_open_transactions_themselves() {
    let sources: Vec<File> = files("src/modules", &["rs"])
        .into_iter()
        .filter(|file| !file.is_test())
        .collect();
    let found = find(&sources, |_, code| {
        [
            "MemoryEngine",
            "RedbEngine",
            "Store::start",
            "SystemTime::",
            "Timestamp::now",
        ]
        .iter()
        .any(|word| code.contains(word))
    });
    none(found, "data is opened by an access, time is told by the clock");
}
