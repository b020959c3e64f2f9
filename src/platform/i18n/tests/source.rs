//! A small reader of Rust source: literals and calls, without comments and test code.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A source file with each string literal replaced by `"n"`, the number in `literals`, and comments by nothing.
pub struct Source {
    pub path: PathBuf,
    pub code: String,
    pub literals: Vec<String>,
}

/// A call of `tr!`, `msg!` or `Message::new`: the id and the names of its arguments.
pub struct Call {
    pub id: String,
    pub args: BTreeSet<String>,
    /// Arguments may be added elsewhere: those found are only some of them.
    pub open: bool,
}

/// All product code: `src` without tests.
pub fn product() -> Vec<Source> {
    let mut found = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    assert!(found.len() > 20, "the source tree is where the package is");
    found
}

fn collect(folder: &Path, found: &mut Vec<Source>) {
    let mut entries: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.is_dir() && name != "tests" {
            collect(&path, found);
        } else if name.ends_with(".rs") && name != "tests.rs" && !name.ends_with("_tests.rs") {
            found.push(read(path.clone(), &std::fs::read_to_string(&path).unwrap()));
        }
    }
}

pub fn read(path: PathBuf, text: &str) -> Source {
    let letters: Vec<char> = text.chars().collect();
    let (mut code, mut literals) = (String::new(), Vec::new());
    let mut at = 0;
    while at < letters.len() {
        let rest = &letters[at..];
        match rest {
            ['/', '/', ..] => at += rest.iter().position(|letter| *letter == '\n').unwrap_or(rest.len()),
            ['/', '*', ..] => {
                let end = rest
                    .windows(2)
                    .skip(2)
                    .position(|pair| pair == ['*', '/'])
                    .map_or(rest.len(), |end| end + 4);
                at += end;
            }
            ['\'', '\\', ..] => at += 3 + rest[3..].iter().position(|letter| *letter == '\'').unwrap_or(0),
            ['\'', _, '\'', ..] => at += 3,
            ['r', '"' | '#', ..]
                if raw_start(rest).is_some() && !code.ends_with(|c: char| c.is_alphanumeric() || c == '_') =>
            {
                let hashes = raw_start(rest).unwrap();
                let close: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
                let body = &rest[hashes + 2..];
                let end = body.windows(close.len()).position(|window| window == close).unwrap();
                push_literal(&mut code, &mut literals, body[..end].iter().collect());
                at += hashes + 2 + end + close.len();
            }
            ['"', ..] => {
                let mut end = 1;
                while rest[end] != '"' {
                    end += if rest[end] == '\\' { 2 } else { 1 };
                }
                push_literal(&mut code, &mut literals, rest[1..end].iter().collect());
                at += end + 1;
            }
            [letter, ..] => {
                code.push(*letter);
                at += 1;
            }
            [] => break,
        }
    }
    // Unit tests stand at the end of a file.
    if let Some(end) = code.match_indices("#[cfg(test)]").map(|(at, _)| at).find(|at| {
        let after = code[at + 12..].trim_start();
        after.starts_with("mod ")
            && after
                .split(['{', ';'])
                .next()
                .is_some_and(|head| after[head.len()..].starts_with('{'))
    }) {
        code.truncate(end);
    }
    Source { path, code, literals }
}

fn raw_start(rest: &[char]) -> Option<usize> {
    let hashes = rest[1..].iter().take_while(|letter| **letter == '#').count();
    (rest.get(hashes + 1) == Some(&'"')).then_some(hashes)
}

fn push_literal(code: &mut String, literals: &mut Vec<String>, text: String) {
    code.push_str(&format!("\"{}\"", literals.len()));
    literals.push(text);
}

impl Source {
    /// The literals outside unit tests.
    pub fn product_literals(&self) -> impl Iterator<Item = &str> {
        self.code
            .split('"')
            .skip(1)
            .step_by(2)
            .map(|number| &*self.literals[number.parse::<usize>().unwrap()])
    }

    pub fn calls(&self) -> Vec<Call> {
        let mut calls = Vec::new();
        for name in ["tr!(", "msg!("] {
            for (at, _) in self.code.match_indices(name) {
                if self.code[..at].ends_with(|letter: char| letter.is_alphanumeric() || letter == '_') {
                    continue;
                }
                calls.push(self.call(&self.code[at + name.len()..]));
            }
        }
        for (at, name) in self.code.match_indices("Message::new(") {
            calls.extend(self.message(&self.code[at + name.len()..]));
        }
        calls
    }

    /// `Message::new("id").with("name", value)...`; nothing where the id isn't a literal.
    fn message(&self, inside: &str) -> Option<Call> {
        let (number, mut rest) = inside.trim_start().strip_prefix('"')?.split_once('"')?;
        let mut args = BTreeSet::new();
        rest = rest.trim_start().strip_prefix(')')?;
        while let Some(after) = rest.trim_start().strip_prefix(".with(") {
            let (name, _) = after.trim_start().strip_prefix('"')?.split_once('"')?;
            args.insert(self.literals[name.parse::<usize>().unwrap()].clone());
            rest = &after[closing(after)..];
        }
        Some(Call {
            id: self.literals[number.parse::<usize>().unwrap()].clone(),
            args,
            open: true,
        })
    }

    fn call(&self, inside: &str) -> Call {
        let mut depth = 0;
        let mut part = String::new();
        let mut parts = Vec::new();
        for letter in inside.chars() {
            match letter {
                '(' | '[' | '{' => depth += 1,
                ')' | ']' | '}' if depth == 0 => break,
                ')' | ']' | '}' => depth -= 1,
                ',' if depth == 0 => {
                    parts.push(std::mem::take(&mut part));
                    continue;
                }
                _ => {}
            }
            part.push(letter);
        }
        parts.push(part);
        let id = parts
            .iter()
            .find_map(|part| part.trim().strip_prefix('"')?.strip_suffix('"'))
            .unwrap_or_else(|| {
                panic!(
                    "{}: a text without a literal id: {}",
                    self.path.display(),
                    inside.chars().take(60).collect::<String>()
                )
            });
        let args = parts.iter().filter_map(|part| {
            let (name, value) = part.split_once('=')?;
            let name = name.trim();
            let named = !name.is_empty() && name.chars().all(|letter| letter.is_alphanumeric() || letter == '_');
            (named && !value.starts_with(['=', '>'])).then(|| name.to_owned())
        });
        Call {
            id: self.literals[id.parse::<usize>().unwrap()].clone(),
            args: args.collect(),
            open: false,
        }
    }
}

/// Where the text after an opening bracket has its closing one passed.
fn closing(text: &str) -> usize {
    let mut depth = 1;
    for (at, letter) in text.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
    }
    text.len()
}

#[test]
fn the_reader_sees_through_comments_chars_and_raw_strings() {
    let text = r##"
        // tr!(l, "comment")
        let a = '"'; let b = '\''; let c: &'static str = r#"raw "x" "#; /* "no" */
        tr!(self.l(1, 2), "one-id", n = rows.len(), sum = f(a, "inner"));
        msg!("two-id");
        Message::new("three-id").with("a", f(1)).with("b", 2)
        #[cfg(test)]
        mod tests { fn f() { tr!(l, "hidden"); } }
    "##;
    let source = read("x.rs".into(), text);
    let calls = source.calls();
    assert_eq!(
        calls.iter().map(|call| &*call.id).collect::<Vec<_>>(),
        ["one-id", "two-id", "three-id"]
    );
    assert_eq!(
        calls[0].args.iter().map(|name| &**name).collect::<Vec<_>>(),
        ["n", "sum"]
    );
    assert_eq!(
        source.product_literals().collect::<Vec<_>>(),
        ["raw \"x\" ", "one-id", "inner", "two-id", "three-id", "a", "b"]
    );
}
