//! The source files, as the rules read them.

use std::fs;
use std::path::{Path, PathBuf};

pub struct File {
    /// From the root of the repository, with `/`.
    pub path: String,
    pub text: String,
}

impl File {
    /// A file that is compiled for tests alone.
    pub fn is_test(&self) -> bool {
        self.path.starts_with("tests/")
            || self.path.ends_with("/tests.rs")
            || self.path.ends_with("_tests.rs")
            || self.path.contains("/tests/")
    }

    /// Lines with their numbers, without what stands in `#[cfg(test)] mod ... { ... }` and without comments.
    pub fn code(&self) -> Vec<(usize, String)> {
        let mut lines = Vec::new();
        let mut inside_tests = false;
        let mut marked = false;
        for (at, line) in self.text.lines().enumerate() {
            if inside_tests {
                // rustfmt puts the end of a top-level module at the beginning of a line.
                inside_tests = line != "}";
                continue;
            }
            if line == "#[cfg(test)]" {
                marked = true;
                continue;
            }
            if marked && line.starts_with("mod ") && line.ends_with('{') {
                inside_tests = true;
                marked = false;
                continue;
            }
            marked = false;
            let code = without_comment(line);
            if !code.trim().is_empty() {
                lines.push((at + 1, code));
            }
        }
        lines
    }
}

/// Cuts `// ...` off, but not inside a string.
fn without_comment(line: &str) -> String {
    let mut quoted = false;
    let mut escaped = false;
    let bytes = line.as_bytes();
    for (at, &byte) in bytes.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            // A quote in a character literal opens nothing.
            b'"' if !(at > 0 && bytes[at - 1] == b'\'' && bytes.get(at + 1) == Some(&b'\'')) => quoted = !quoted,
            b'/' if !quoted && bytes.get(at + 1) == Some(&b'/') => return line[..at].to_owned(),
            _ => {}
        }
    }
    line.to_owned()
}

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files below a folder of the repository with one of these extensions, in order of their paths.
pub fn files(folder: &str, extensions: &[&str]) -> Vec<File> {
    let mut paths = Vec::new();
    collect(&root().join(folder), extensions, &mut paths);
    paths.sort();
    let files: Vec<File> = paths
        .iter()
        .map(|path| File {
            path: path
                .strip_prefix(root())
                .expect("it is below the root")
                .to_string_lossy()
                .replace('\\', "/"),
            text: fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display())),
        })
        .collect();
    assert!(!files.is_empty(), "nothing is in {folder}");
    files
}

fn collect(folder: &Path, extensions: &[&str], found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, extensions, found);
        } else if path
            .extension()
            .is_some_and(|have| extensions.iter().any(|want| have == *want))
        {
            found.push(path);
        }
    }
}

/// Fails with all findings at once.
#[track_caller]
pub fn none(findings: Vec<String>, rule: &str) {
    assert!(findings.is_empty(), "{rule}\n{}", findings.join("\n"));
}

#[test]
fn comments_and_tests_are_told_from_code() {
    let file = File {
        path: "src/x.rs".into(),
        text: "//! doc\nlet a = \"http://x\"; // says\n#[cfg(test)]\nmod tests {\n    bad();\n}\nlast();\n".into(),
    };
    let code = file.code();
    assert_eq!(
        code,
        [(2, "let a = \"http://x\"; ".to_owned()), (7, "last();".to_owned())]
    );
    assert_eq!(without_comment("match c { '\"' => 1 } // no"), "match c { '\"' => 1 } ");
}
