//! Files that are made from the code and kept in the repository, so that a change of them is seen in review.

use std::fs;
use std::path::Path;

/// Fails when the file differs from what the code says; `UPDATE=1` writes it instead.
pub fn check(file: &str, said: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(path.parent().expect("a file is in a folder")).unwrap();
        fs::write(&path, said).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    if kept == said {
        return;
    }
    let difference: Vec<String> = kept
        .lines()
        .filter(|line| !said.lines().any(|new| new == *line))
        .map(|line| format!("- {line}"))
        .chain(
            said.lines()
                .filter(|line| !kept.lines().any(|old| old == *line))
                .map(|line| format!("+ {line}")),
        )
        .take(60)
        .collect();
    panic!(
        "{file} does not say what the code says:\n{}\nIf the code is right: UPDATE=1 cargo test --test house",
        difference.join("\n")
    );
}
