//! What lies in the folder, and whether it rests.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use crate::platform::values::Moment;

const FILES_MAX: usize = 100_000;
const DEPTH_MAX: usize = 8;

/// A file as it was when it was last looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    size: u64,
    modified: i64,
    since: Moment,
}

/// How a file looks now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Size and time have not changed for so long.
    Resting {
        seconds: i64,
    },
    Moving,
    Link,
}

pub struct Entry {
    pub path: PathBuf,
    /// With `/`, below the folder.
    pub name: String,
    pub look: Look,
}

/// Looks at all files below `folder`. A file rests when it is as it was `rest_seconds` ago: by what an earlier look
/// saw, or by its own time. Hidden and temporary names are those of writers at work.
pub fn scan(folder: &Path, seen: &mut HashMap<String, Seen>, rest_seconds: i64, now: Moment) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut found = HashMap::new();
    walk(folder, "", 0, &mut |path, name, link| {
        if link {
            entries.push(Entry {
                path,
                name,
                look: Look::Link,
            });
            return;
        }
        let Ok(meta) = fs::metadata(&path) else { return };
        let modified = meta
            .modified()
            .ok()
            .and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        let modified = modified
            .and_then(|age| i64::try_from(age.as_millis()).ok())
            .unwrap_or_default();
        let size = meta.len();
        let earlier = seen
            .get(&name)
            .filter(|earlier| earlier.size == size && earlier.modified == modified);
        let since = earlier.map_or(now, |earlier| earlier.since);
        found.insert(name.clone(), Seen { size, modified, since });
        let by_looks = now.seconds_since(since);
        let by_time = now.seconds_since(Moment::from_millis(modified));
        let seconds = by_looks.max(by_time);
        let look = if seconds >= rest_seconds {
            Look::Resting { seconds }
        } else {
            Look::Moving
        };
        entries.push(Entry { path, name, look });
    });
    *seen = found;
    entries
}

fn walk(folder: &Path, prefix: &str, depth: usize, visit: &mut impl FnMut(PathBuf, String, bool)) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten().take(FILES_MAX) {
        let Ok(kind) = entry.file_type() else { continue };
        let name = entry.file_name().to_string_lossy().into_owned();
        if is_temporary(&name) {
            continue;
        }
        if kind.is_dir() {
            if depth < DEPTH_MAX {
                walk(&entry.path(), &format!("{prefix}{name}/"), depth + 1, visit);
            }
        } else {
            visit(entry.path(), format!("{prefix}{name}"), kind.is_symlink());
        }
    }
}

fn is_temporary(name: &str) -> bool {
    let lower = name.to_lowercase();
    name.starts_with(['.', '~'])
        || [".tmp", ".part", ".partial", ".crdownload", ".new"]
            .iter()
            .any(|end| lower.ends_with(end))
}
