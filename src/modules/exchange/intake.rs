//! What both doors do with files that lie in a folder of theirs: unpack, order, hand to the desk, put away.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::Fault;
use super::archive::{Archive, Limits};
use super::connections::Connection;
use super::desk::{Desk, Imported, Incoming, Progress, RunId};
use super::kinds::kind_rank;
use super::source::Xml;
use super::spool::{PAPERS, is_paper, safe_name, tamed};
use crate::modules::documents::twin;
use crate::platform::error::Error;

/// Hands a file to the desk and puts it away, as every door does.
pub fn import_file(
    desk: &dyn Desk,
    connection: &Connection,
    run: RunId,
    name: &str,
    path: &Path,
    folder: &Path,
    progress: &Progress,
) -> Result<Imported, Error> {
    let imported = desk.import(connection, run, Incoming { name, path, folder }, progress)?;
    match &imported.fault {
        Some(fault) => desk.quarantine(connection, run, name, path, fault)?,
        None => desk.archive(connection, run, name, path, &imported)?,
    }
    Ok(imported)
}

/// The XML and JSON files below a folder, in the order in which they are to be imported.
pub fn waiting(folder: &Path) -> Vec<String> {
    let mut names = Vec::new();
    list(folder, "", 0, &mut names);
    names.retain(|name| is_data(name));
    names.sort_by_key(|name| (kind_rank(name), name.to_lowercase()));
    names
}

/// Is it a file to import, rather than a picture?
pub fn is_data(name: &str) -> bool {
    let lower = name.to_lowercase();
    !is_paper(name) && (lower.ends_with(".xml") || lower.ends_with(".json"))
}

/// Is it an archive of exchange files?
pub fn is_archive(name: &str) -> bool {
    !is_paper(name) && name.to_lowercase().ends_with(".zip")
}

/// Is it one of the pictures and other files that goods and documents name?
pub fn is_picture(name: &str) -> bool {
    const ENDINGS: [&str; 9] = ["jpg", "jpeg", "png", "gif", "webp", "bmp", "tif", "tiff", "svg"];
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    name.starts_with("import_files/")
        || is_paper(name)
        || ENDINGS.iter().any(|known| known.eq_ignore_ascii_case(ending))
}

/// The names of all files below a folder; links are not followed.
pub fn list(folder: &Path, prefix: &str, depth: usize, names: &mut Vec<String>) {
    const DEPTH_MAX: usize = 16;
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let (Ok(kind), Ok(name)) = (entry.file_type(), entry.file_name().into_string()) else {
            continue;
        };
        if kind.is_file() {
            names.push(format!("{prefix}{name}"));
        } else if kind.is_dir() && depth < DEPTH_MAX {
            list(&entry.path(), &format!("{prefix}{name}/"), depth + 1, names);
        }
    }
}

/// Where a file of this name goes. Two files may come to have one name, when what lies before it is cut off: neither
/// writes over the other. Pictures keep their names, which goods call them by; papers don't, since one that takes another's
/// place would go to another's dealer: see [`twin`].
pub fn place(folder: &Path, name: &str) -> PathBuf {
    let name = safe_name(name).unwrap_or_else(|| match is_paper(name) {
        // At the root it would be taken for data.
        true => format!("{PAPERS}/{}", tamed(name)),
        false => tamed(name),
    });
    let mut target = folder.join(&name);
    let mut n = 2;
    while target.exists() && (is_paper(&name) || !is_picture(&name)) {
        target = folder.join(twin(&name, n));
        n += 1;
    }
    target
}

/// Moves a file into a folder by its name. The same bytes under the same name are one file; other bytes stand beside it, see
/// [`place`], and it is told that there are two. A picture takes the place of the one before it.
pub fn lay(from: &Path, folder: &Path, name: &str) -> io::Result<bool> {
    let target = place(folder, name);
    if let Some(parent) = target.parent() {
        fs::create_dir_all(parent)?;
    }
    let mut n = 1;
    while let Some(name) = safe_name(name) {
        let before = folder.join(twin(&name, n));
        if before == target || !before.exists() {
            break;
        }
        if is_same(from, &before)? {
            fs::remove_file(from)?;
            return Ok(false);
        }
        n += 1;
    }
    fs::rename(from, &target)?;
    Ok(n > 1)
}

/// Moves a tree into another, file by file; gives the names that came twice.
pub fn merge(from: &Path, to: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    list(from, "", 0, &mut names);
    names.sort();
    let mut twice = Vec::new();
    for name in names {
        if lay(&from.join(&name), to, &name)? {
            twice.push(name);
        }
    }
    Ok(twice)
}

fn is_same(one: &Path, other: &Path) -> io::Result<bool> {
    if fs::metadata(one)?.len() != fs::metadata(other)?.len() {
        return Ok(false);
    }
    let sum = |path: &Path| -> io::Result<blake3::Hash> {
        let mut hasher = blake3::Hasher::new();
        hasher.update_reader(File::open(path)?)?;
        Ok(hasher.finalize())
    };
    Ok(sum(one)? == sum(other)?)
}

/// The files of documents that lie in a folder of the exchange, by their places below [`PAPERS`].
pub fn papers(folder: &Path) -> Vec<String> {
    let mut names = Vec::new();
    list(&folder.join(PAPERS), "", 0, &mut names);
    names.sort();
    names
}

/// Unpacks an archive into an empty folder.
pub fn unpack(archive: &Path, target: &Path) -> Result<(), Fault> {
    let io = |error: std::io::Error| Fault::Io {
        detail: error.to_string(),
    };
    let file = File::open(archive).map_err(io)?;
    let mut archive = Archive::open(file, Limits::default())?;
    for entry in archive.entries().to_vec() {
        // The packer may have put the exchange folder itself into the archive, so that two names come to one.
        let path = place(target, &entry.name);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).map_err(io)?;
        }
        let mut out = std::io::BufWriter::new(File::create(&path).map_err(io)?);
        archive.unpack(&entry, &mut out)?;
        std::io::Write::flush(&mut out).map_err(io)?;
    }
    Ok(())
}

/// Is it XML from its root to its end?
pub fn is_sound(path: &Path) -> bool {
    let Ok(file) = File::open(path) else { return false };
    let mut xml = Xml::new(file);
    xml.root().and_then(|()| xml.skip()).and_then(|()| xml.finish()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paper_stays_a_paper_and_two_of_one_name_stand_side_by_side() {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str| {
            let path = place(folder.path(), name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, name).unwrap();
            path.strip_prefix(folder.path()).unwrap().to_str().unwrap().to_owned()
        };
        for (name, expected) in [
            ("kabinet_files/1c/17.xml", "kabinet_files/1c/17.xml"),
            ("kabinet_files/a/b/c/d/17.xml", "kabinet_files/17.xml"),
            ("kabinet_files/what?/17.zip", "kabinet_files/17.zip"),
            ("north/kabinet_files/a.b/17", "kabinet_files/a.b/17"),
            ("south/kabinet_files/a.b/17", "kabinet_files/a.b/17~2"),
            ("x/kabinet_files/17.xml", "kabinet_files/17~2.xml"),
        ] {
            assert_eq!(put(name), expected, "{name}");
        }
        assert_eq!(waiting(folder.path()), Vec::<String>::new());
        assert_eq!(
            papers(folder.path()),
            ["17.xml", "17.zip", "17~2.xml", "1c/17.xml", "a.b/17", "a.b/17~2"]
        );
    }
}
