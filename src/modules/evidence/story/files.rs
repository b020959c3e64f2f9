//! Files that the story names: found wherever a state has a hash and a size, so that none is forgotten.

use std::collections::BTreeMap;
use std::io;

use serde_json::Value;

use crate::modules::evidence::pack::Part;
use crate::platform::files::{ContentHash, Files};

/// Endings that whoever opens the pack may meet. Anything else, a page or a script most of all, is `bin`.
const ENDINGS: [&str; 20] = [
    "pdf", "png", "jpg", "jpeg", "webp", "gif", "txt", "csv", "xlsx", "xls", "docx", "doc", "pptx", "odt", "ods",
    "rtf", "dwg", "dxf", "zip", "eml",
];

/// A file as the story calls it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    pub hash: ContentHash,
    pub name: String,
}

impl Name {
    /// Its place in the archive: by content, whatever it is called.
    pub fn part(&self) -> String {
        let ending = self.name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
        let known = ending.filter(|ending| ENDINGS.contains(&ending.as_str()));
        format!("files/{}.{}", self.hash, known.as_deref().unwrap_or("bin"))
    }
}

#[derive(Default)]
pub struct Attached(BTreeMap<ContentHash, Name>);

impl Attached {
    /// Takes what a state names, at any depth.
    pub fn find(&mut self, value: &Value) {
        match value {
            Value::Array(rows) => rows.iter().for_each(|row| self.find(row)),
            Value::Object(fields) => {
                let hash = fields
                    .get("hash")
                    .and_then(Value::as_str)
                    .and_then(|hash| hash.parse().ok());
                let sized = fields.get("size").is_some_and(Value::is_u64);
                if let Some(hash) = hash.filter(|_| sized) {
                    let name = fields.get("name").and_then(Value::as_str).unwrap_or_default();
                    self.0.entry(hash).or_insert_with(|| Name {
                        hash,
                        name: name.to_owned(),
                    });
                }
                fields.values().for_each(|field| self.find(field));
            }
            _ => {}
        }
    }

    /// The parts, and those whose content isn't there or isn't what it was.
    pub fn parts(self, files: &Files) -> io::Result<(Vec<(Name, Part)>, Vec<Name>)> {
        let (mut parts, mut missing) = (Vec::new(), Vec::new());
        for name in self.0.into_values() {
            match Part::of_file(name.part(), files, name.hash)? {
                Some(part) => parts.push((name, part)),
                None => missing.push(name),
            }
        }
        Ok((parts, missing))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn files_are_found_at_any_depth_and_named_by_their_content() {
        let hash = |text: &str| ContentHash::of(text.as_bytes());
        let mut found = Attached::default();
        found.find(&json!({
            "hash": hash("agreement").to_string(),
            "files": [{ "name": "Акт.PDF", "hash": hash("act").to_string(), "size": 3 }],
            "deep": { "photo": { "hash": hash("photo").to_string(), "size": 5 } },
            "page": { "name": "x.html", "hash": hash("page").to_string(), "size": 5 },
            "wrong": { "hash": "../../etc/passwd", "size": 5 },
        }));
        let mut parts: Vec<String> = found.0.values().map(Name::part).collect();
        let mut expected = [
            format!("files/{}.pdf", hash("act")),
            format!("files/{}.bin", hash("photo")),
            format!("files/{}.bin", hash("page")),
        ];
        parts.sort();
        expected.sort();
        assert_eq!(parts, expected);
    }
}
