//! Links in documents lead to files and headings that exist; nothing names the machine that it was written on.

use std::fs;
use std::path::Path;

use crate::source::{File, files, none, root};

fn documents() -> Vec<File> {
    let mut all = files("docs", &["md"]);
    for entry in fs::read_dir(root()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "md") {
            let name = path
                .file_name()
                .expect("a file has a name")
                .to_string_lossy()
                .into_owned();
            let text = fs::read_to_string(&path).unwrap();
            all.push(File { path: name, text });
        }
    }
    all
}

/// The targets of `[words](target)` outside code.
fn links(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut fenced = false;
    for (at, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        }
        if fenced {
            continue;
        }
        for (open, _) in line.match_indices("](") {
            if line[..open].matches('`').count() % 2 == 0
                && let Some(target) = line[open + 2..].split(')').next()
            {
                found.push((at + 1, target.split(" \"").next().unwrap_or_default().to_owned()));
            }
        }
    }
    found
}

/// As hosts of repositories make it: lower case, spaces to dashes, punctuation gone.
fn anchor(heading: &str) -> String {
    heading
        .trim()
        .to_lowercase()
        .chars()
        .filter_map(|c| match c {
            ' ' => Some('-'),
            c if c.is_alphanumeric() || c == '-' || c == '_' => Some(c),
            _ => None,
        })
        .collect()
}

#[test]
fn links_lead_somewhere() {
    let mut findings = Vec::new();
    for document in documents() {
        for (line, target) in links(&document.text) {
            if target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            let (file, heading) = target.split_once('#').unwrap_or((&target, ""));
            let folder = Path::new(&document.path).parent().unwrap_or(Path::new(""));
            let path = if file.is_empty() {
                root().join(&document.path)
            } else {
                root().join(folder).join(file)
            };
            let lost = if !path.exists() {
                true
            } else if heading.is_empty() {
                false
            } else {
                let text = fs::read_to_string(&path).unwrap_or_default();
                !text
                    .lines()
                    .filter(|line| line.starts_with('#'))
                    .any(|line| anchor(line.trim_start_matches('#')) == heading)
            };
            if lost {
                findings.push(format!("{}:{line}: {target}", document.path));
            }
        }
    }
    none(findings, "links that lead nowhere");
}

#[test]
fn files_and_folders_that_documents_name_are_there() {
    let mut findings = Vec::new();
    for document in documents() {
        for (at, line) in document.text.lines().enumerate() {
            for word in line.split('`').skip(1).step_by(2) {
                let ours = ["src/", "docs/", "tests/", "assets/", "packaging/"]
                    .iter()
                    .any(|top| word.starts_with(top));
                let plain = !word.contains(['<', '{', '*', ' ', '…']) && !word.contains("...") && !word.contains("::");
                if ours && plain && !root().join(word).exists() {
                    findings.push(format!("{}:{}: {word}", document.path, at + 1));
                }
            }
        }
    }
    none(findings, "documents name what isn't there");
}

#[test]
fn nothing_tells_where_it_was_written() {
    let mut all = documents();
    all.extend(files("src", &["rs"]));
    all.extend(files("assets", &["css", "js", "mjs", "ftl", "json", "toml"]));
    all.extend(
        files("tests", &["rs", "mjs"])
            .into_iter()
            .filter(|file| file.path != "tests/house/documents.rs"),
    );
    let words = ["/work/", "/root/", "/home/", "localhost:48"];
    let mut findings = Vec::new();
    for file in all {
        for (at, line) in file.text.lines().enumerate() {
            if words.iter().any(|word| line.contains(word)) {
                findings.push(format!("{}:{}: {}", file.path, at + 1, line.trim()));
            }
        }
    }
    none(findings, "paths of one machine");
}
