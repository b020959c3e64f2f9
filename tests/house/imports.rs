//! Who may import whom: the table in `docs/architecture.md` against the `crate::` paths of the code.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::source::{files, none, root};

/// A room is `platform::store`, `modules::orders`, or a file or folder beside them (`config`, `app`).
fn room_of_file(path: &str) -> Option<String> {
    let inside = path.strip_prefix("src/")?;
    let mut parts = inside.trim_end_matches(".rs").split('/');
    let first = parts.next()?;
    let second = parts.next().filter(|second| *second != "mod");
    match (first, second) {
        ("main" | "lib", None) => None,
        // The lists of rooms themselves.
        ("platform" | "modules", None) => None,
        ("platform" | "modules", Some(second)) => Some(format!("{first}::{second}")),
        (first, _) => Some(first.to_owned()),
    }
}

/// The room that a path after `crate::` leads to.
fn room_of_path(path: &str) -> String {
    let mut parts = path.split("::").map(|part| {
        part.split(|c: char| !c.is_alphanumeric() && c != '_')
            .next()
            .unwrap_or("")
    });
    match (parts.next().unwrap_or(""), parts.next().unwrap_or("")) {
        // Macros stand at the root of a crate, wherever they are written.
        ("icon", _) => "platform::ui".to_owned(),
        ("tr" | "msg", _) => "platform::i18n".to_owned(),
        (first @ ("platform" | "modules"), second) if !second.is_empty() => format!("{first}::{second}"),
        (first, _) => first.to_owned(),
    }
}

/// Every path after `crate::` in a text; groups in braces are opened.
fn paths(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices("crate::") {
        let own_word = text[..at]
            .chars()
            .next_back()
            .is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != '$');
        // `pub(in crate::platform)` says who may look in, it takes nothing out.
        if own_word && !text[..at].ends_with("(in ") {
            open(&text[at + "crate::".len()..], "", &mut found);
        }
    }
    found
}

fn open(text: &str, before: &str, found: &mut Vec<String>) {
    let end = text
        .find(|c: char| !c.is_alphanumeric() && c != '_' && c != ':')
        .unwrap_or(text.len());
    let (path, rest) = text.split_at(end);
    if !rest.starts_with('{') || !(path.is_empty() || path.ends_with("::")) {
        found.push(format!("{before}{path}"));
        return;
    }
    let before = format!("{before}{path}");
    let mut depth = 0;
    let mut begin = 1;
    for (at, c) in rest.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 || (depth == 1 && c == ',') {
            let part = rest[begin..at].trim();
            if !part.is_empty() {
                open(part, &before, found);
            }
            begin = at + 1;
        }
        if depth == 0 {
            return;
        }
    }
}

fn table() -> BTreeMap<String, Vec<String>> {
    let text = fs::read_to_string(root().join("docs/architecture.md")).expect("docs/architecture.md is there");
    let begin = text.find("<!-- imports -->").expect("the table's beginning is marked");
    let end = text.find("<!-- /imports -->").expect("the table's end is marked");
    let rows = text[begin..end].lines().filter(|line| line.starts_with('|')).skip(2);
    rows.map(|row| {
        let mut cells = row.trim_matches('|').split('|').map(str::trim);
        let room = cells.next().unwrap_or_default().to_owned();
        let may = cells.next().unwrap_or_default();
        let may = may
            .split(',')
            .map(|one| one.trim().to_owned())
            .filter(|one| !one.is_empty());
        (room, may.collect())
    })
    .collect()
}

fn allowed(may: &[String], to: &str) -> bool {
    may.iter()
        .any(|one| one == to || to.strip_prefix(one.as_str()).is_some_and(|rest| rest.starts_with("::")))
}

#[test]
fn imports_follow_the_table_in_the_architecture() {
    let table = table();
    let mut findings = BTreeSet::new();
    for file in files("src", &["rs"]).into_iter().filter(|file| !file.is_test()) {
        let Some(room) = room_of_file(&file.path) else { continue };
        let Some(may) = table.get(&room) else {
            findings.insert(format!("{}: the table has no row for {room}", file.path));
            continue;
        };
        let code: String = file.code().into_iter().map(|(_, line)| line + "\n").collect();
        for path in paths(&code) {
            let to = room_of_path(&path);
            if to != room && !to.is_empty() && !allowed(may, &to) {
                findings.insert(format!("{}: {room} may not import {to}", file.path));
            }
        }
    }
    none(
        findings.into_iter().collect(),
        "docs/architecture.md, «Who may import whom»",
    );
}

#[test]
fn each_row_of_the_table_is_a_room_that_exists() {
    let sources = files("src", &["rs"]);
    let rooms: BTreeSet<String> = sources.iter().filter_map(|file| room_of_file(&file.path)).collect();
    let gone = table().into_keys().filter(|room| !rooms.contains(room)).collect();
    none(gone, "rows of rooms that don't exist");
}

#[test]
fn paths_are_read_through_groups() {
    let found =
        paths("use crate::platform::{access::{self, Role}, error::Error};\nuse crate::{icon, tr};\ncrate::app::run()");
    let rooms: Vec<String> = found.iter().map(|path| room_of_path(path)).collect();
    assert_eq!(
        rooms,
        [
            "platform::access",
            "platform::access",
            "platform::error",
            "platform::ui",
            "platform::i18n",
            "app"
        ]
    );
    assert_eq!(room_of_file("src/platform/web/cx.rs").as_deref(), Some("platform::web"));
    assert_eq!(room_of_file("src/app/data.rs").as_deref(), Some("app"));
    assert_eq!(room_of_file("src/modules/mod.rs"), None);
}
