//! The registry: modules, records, permissions, routes and menu agree with each other.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use kabinet::app::App;
use kabinet::modules::MODULES;
use kabinet::platform::access::{Permission, permissions};
use kabinet::platform::web::{Authority, Portal};

use crate::source::{files, none, root};

pub fn all_permissions() -> Vec<(&'static str, Permission)> {
    let platform = permissions::ALL.iter().map(|permission| ("platform", *permission));
    let modules = MODULES
        .iter()
        .flat_map(|module| module.permissions.iter().map(|permission| (module.name, *permission)));
    platform.chain(modules).collect()
}

#[test]
fn every_folder_of_a_module_is_in_the_registry() {
    let mut folders: BTreeSet<String> = BTreeSet::new();
    for entry in fs::read_dir(root().join("src/modules")).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_dir() {
            folders.insert(entry.file_name().to_string_lossy().into_owned());
        }
    }
    let listed: BTreeSet<String> = MODULES.iter().map(|module| module.name.to_owned()).collect();
    assert_eq!(folders, listed, "folders of src/modules and names in MODULES");
    assert_eq!(listed.len(), MODULES.len(), "a name stands twice");
}

/// Codes are part of stored keys.
#[test]
fn codes_and_names_of_tables_are_unique() {
    let mut names = BTreeMap::new();
    let mut codes = BTreeMap::new();
    for record in App::records() {
        let (code, name) = (record.table.code, record.table.name);
        assert_eq!(names.insert(name, code), None, "table {name} is listed twice");
        assert_eq!(codes.insert(code, name), None, "code {code} is that of two tables");
    }
}

/// Codes by room, as `docs/storage.md` lists them: whoever takes a new one looks there.
#[test]
fn the_document_of_the_store_names_every_table() {
    let mut rooms: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for file in files("src", &["rs"]).into_iter().filter(|file| !file.is_test()) {
        let parts: Vec<&str> = file.path.split('/').collect();
        for (_, line) in file.code() {
            let code = line
                .split_once("TABLE: Table = Table::new(")
                .and_then(|(_, rest)| rest.split_once(','));
            if let Some(code) = code.and_then(|(code, _)| code.parse().ok()) {
                rooms.entry(parts[2].to_owned()).or_default().push(code);
            }
        }
    }
    let mut listed: Vec<(String, Vec<u32>)> = rooms.into_iter().collect();
    listed.iter_mut().for_each(|(_, codes)| codes.sort_unstable());
    listed.sort_by_key(|(_, codes)| codes[0]);
    let said: Vec<String> = listed
        .iter()
        .map(|(room, codes)| format!("{room} {}", ranges(codes)))
        .collect();
    let document = fs::read_to_string(root().join("docs/storage.md")).unwrap();
    let flat = document.split_whitespace().collect::<Vec<_>>().join(" ");
    let missing: Vec<String> = said.iter().filter(|room| !flat.contains(*room)).cloned().collect();
    none(missing, "docs/storage.md lists the numbers of tables by room");
}

/// `1–4, 83`.
fn ranges(codes: &[u32]) -> String {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for code in codes {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == *code => *last = *code,
            _ => runs.push((*code, *code)),
        }
    }
    let run = |(first, last): &(u32, u32)| match first == last {
        true => first.to_string(),
        false => format!("{first}–{last}"),
    };
    runs.iter().map(run).collect::<Vec<_>>().join(", ")
}

/// By reading the declarations: an index with another's code would mix two tuples in one range.
#[test]
fn codes_and_names_of_indexes_and_counters_are_unique() {
    for (kind, openings) in [
        ("index", &["Index::new(", "Index::unique("][..]),
        ("counter", &["Counter::new("][..]),
    ] {
        let mut codes: BTreeMap<u32, String> = BTreeMap::new();
        let mut names: BTreeSet<String> = BTreeSet::new();
        let mut findings = Vec::new();
        for file in files("src", &["rs"]).into_iter().filter(|file| !file.is_test()) {
            let code: String = file.code().into_iter().map(|(_, line)| line + "\n").collect();
            for opening in openings {
                for (at, _) in code.match_indices(opening) {
                    let arguments = code[at + opening.len()..].split(')').next().unwrap_or_default();
                    let Some((number, name)) = arguments.split_once(',') else {
                        continue;
                    };
                    let name = name.trim().trim_end_matches(',').trim_matches('"').to_owned();
                    let Some(number) = evaluated(number) else {
                        findings.push(format!("{}: the code of {name} is no number: {number}", file.path));
                        continue;
                    };
                    if let Some(other) = codes.insert(number, name.clone()) {
                        findings.push(format!("{}: {name} and {other} have the code {number}", file.path));
                    }
                    if !names.insert(name.clone()) {
                        findings.push(format!("{}: {name} is declared twice", file.path));
                    }
                }
            }
        }
        assert!(
            kind == "counter" || codes.len() > 5,
            "the declarations were not found: {codes:?}"
        );
        none(
            findings,
            "codes are stored in keys: never two with one code, never renumbered",
        );
    }
}

/// `17 * 16 + 2`
fn evaluated(expression: &str) -> Option<u32> {
    let mut sum = 0;
    for term in expression.split('+') {
        let mut product = 1;
        for factor in term.split('*') {
            product *= factor.trim().replace('_', "").parse::<u32>().ok()?;
        }
        sum += product;
    }
    Some(sum)
}

/// Every record type that exists is known to `check`.
#[test]
fn every_record_is_listed() {
    let listed: BTreeSet<&str> = App::records().iter().map(|record| record.table.name).collect();
    let mut findings = Vec::new();
    for file in files("src", &["rs"]).into_iter().filter(|file| !file.is_test()) {
        let code: String = file.code().into_iter().map(|(_, line)| line + "\n").collect();
        for (at, _) in code.match_indices("const TABLE: Table = Table::new(") {
            let name = code[at..].split('"').nth(1).unwrap_or_default();
            if !listed.contains(name) {
                findings.push(format!("{}: {name}", file.path));
            }
        }
    }
    none(findings, "record types that no module lists");
}

#[test]
fn permissions_are_declared_once_and_used_ones_are_listed() {
    let mut listed: BTreeMap<&str, &[_]> = BTreeMap::new();
    for (module, permission) in all_permissions() {
        let before = listed.insert(permission.id, permission.roles);
        assert!(before.is_none(), "{module}: {} is listed twice", permission.id);
        assert!(!permission.roles.is_empty(), "{} is held by nobody", permission.id);
    }
    let mut used: Vec<Permission> = Vec::new();
    for route in Portal::routes(MODULES) {
        if let Authority::Person(permission) = route.authority {
            used.push(permission);
        }
    }
    used.extend(
        MODULES
            .iter()
            .flat_map(|module| module.menu)
            .map(|item| item.permission),
    );
    for permission in used {
        let roles = listed.get(permission.id);
        assert_eq!(
            roles,
            Some(&permission.roles),
            "{} is used as it is listed",
            permission.id
        );
    }
}

#[test]
fn routes_are_unique_and_menus_lead_somewhere_that_the_reader_may_open() {
    let mut seen = BTreeSet::new();
    let routes = Portal::routes(MODULES);
    for route in &routes {
        assert!(
            seen.insert((route.method.to_string(), route.path)),
            "{} {} is there twice",
            route.method,
            route.path
        );
    }
    for item in MODULES.iter().flat_map(|module| module.menu) {
        let path = item.href.split('?').next().unwrap_or_default();
        let route = routes.iter().find(|route| route.method == "GET" && route.path == path);
        let route = route.unwrap_or_else(|| panic!("the menu leads to {}, and no route does", item.href));
        match route.authority {
            Authority::Person(permission) => {
                for role in item.permission.roles {
                    assert!(
                        permission.held_by(*role),
                        "{}: {role:?} sees the item and may not open it",
                        item.href
                    );
                }
            }
            other => panic!("{}: the menu leads to {other:?}", item.href),
        }
    }
}

/// A verb in an address is an action that has no name of its own yet.
#[test]
fn addresses_are_nouns() {
    const VERBS: [&str; 15] = [
        "create", "update", "delete", "remove", "add", "submit", "cancel", "save", "do", "get", "set", "send",
        "accept", "confirm", "move",
    ];
    let found = Portal::routes(MODULES)
        .iter()
        .filter(|route| route.path.split('/').any(|part| VERBS.contains(&part)))
        .map(|route| format!("{} {}", route.method, route.path))
        .collect();
    none(found, "POST /orders/42/cancellation, not /orders/42/cancel");
}

#[test]
fn every_room_with_rights_has_a_heading_among_them() {
    for language in ["ru", "en"] {
        let texts = fs::read_to_string(root().join(format!("assets/locales/{language}/rights.ftl"))).unwrap();
        for module in MODULES.iter().filter(|module| !module.permissions.is_empty()) {
            let heading = format!("\nrights-section-{} = ", module.name.replace('_', "-"));
            assert!(
                texts.contains(&heading),
                "{language} has no heading for {}",
                module.name
            );
        }
    }
}
