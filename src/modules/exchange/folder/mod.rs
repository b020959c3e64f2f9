//! The exchange through a folder: files are picked up when they rest, orders are put down by rename.
//!
//! Below the exchange folder, 1C writes into `in` and reads `out/orders.xml`; `archive` and `quarantine` hold what was
//! read. What is picked up is moved to `work` first: 1C may write the same names again meanwhile.

mod rest;
mod scan;

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use parking_lot::Mutex;

pub use rest::ends_closed;
use scan::{Look, Seen, scan};

use super::Fault;
use super::connections::Connection;
use super::desk::{Desk, Origin, Progress, RunId};
use super::intake::{import_file, is_archive, is_data, is_picture, list, papers, place, unpack, waiting};
use crate::platform::error::Error;
use crate::platform::values::Moment;

/// A file that rests this long without its end is taken for truncated.
const TRUNCATED_SECONDS: i64 = 600;

/// What a pass over the folder did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Passed {
    /// Files imported, whole or but for bad rows.
    pub imported: usize,
    /// Files of which nothing was taken.
    pub refused: usize,
    /// Files that are still being written: the next pass looks again.
    pub waiting: usize,
    /// Orders in the file for 1C.
    pub orders: usize,
}

/// The door.
pub struct Folder {
    root: PathBuf,
    rest_seconds: i64,
    seen: Mutex<HashMap<String, Seen>>,
    pass: Mutex<()>,
}

impl Folder {
    pub fn new(root: PathBuf, rest_seconds: i64) -> Arc<Folder> {
        Arc::new(Folder {
            root,
            rest_seconds,
            seen: Mutex::default(),
            pass: Mutex::default(),
        })
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Seconds that a file has to rest.
    pub fn rest_seconds(&self) -> i64 {
        self.rest_seconds
    }

    /// Makes the folders, so that the one who sets up 1C finds them.
    pub fn prepare(&self) -> io::Result<()> {
        ["in", "out", "archive", "quarantine", "work"]
            .iter()
            .try_for_each(|name| fs::create_dir_all(self.root.join(name)))
    }

    /// One pass: what an earlier one left, what rests in `in`, and the orders out. One at a time.
    pub fn pass(&self, desk: &dyn Desk, connection: &Connection, now: Moment) -> Result<Passed, Error> {
        let _alone = self.pass.lock();
        self.prepare().map_err(Error::internal)?;
        let mut passed = Passed::default();
        for left in subfolders(&self.root.join("work")) {
            let run = desk.open(connection, Origin::Folder)?;
            self.work(desk, connection, run, &left, &mut passed)?;
        }
        self.take(desk, connection, now, &mut passed)?;
        passed.orders = self.put_orders(desk, connection)?;
        Ok(passed)
    }

    /// Imports a kept file once more: from a copy, so that it stays where it is.
    pub fn retry(&self, desk: &dyn Desk, connection: &Connection, name: &str, kept: &Path) -> Result<RunId, Error> {
        let _alone = self.pass.lock();
        self.prepare().map_err(Error::internal)?;
        let run = desk.open(connection, Origin::Retry)?;
        let work = self.root.join("work").join(run.to_string());
        let target = place(&work.join("files"), name);
        let copied = (|| {
            if let Some(parent) = target.parent() {
                fs::create_dir_all(parent)?;
            }
            fs::copy(kept, &target)
        })();
        copied.map_err(Error::internal)?;
        self.work(desk, connection, run, &work, &mut Passed::default())?;
        Ok(run)
    }

    /// The orders alone: after somebody said that 1C has some.
    pub fn refresh(&self, desk: &dyn Desk, connection: &Connection) -> Result<usize, Error> {
        let _alone = self.pass.lock();
        self.prepare().map_err(Error::internal)?;
        self.put_orders(desk, connection)
    }

    fn take(&self, desk: &dyn Desk, connection: &Connection, now: Moment, passed: &mut Passed) -> Result<(), Error> {
        let entries = scan(&self.root.join("in"), &mut self.seen.lock(), self.rest_seconds, now);
        let mut ready = Vec::new();
        let mut spoilt = Vec::new();
        for entry in entries {
            let archive = is_archive(&entry.name);
            match entry.look {
                Look::Link => spoilt.push((entry.path, entry.name.clone(), Fault::Link { name: entry.name })),
                Look::Moving => passed.waiting += 1,
                Look::Resting { .. } if !archive && !is_data(&entry.name) => ready.push((entry.path, entry.name)),
                Look::Resting { .. } if ends_closed(&entry.path) => ready.push((entry.path, entry.name)),
                Look::Resting { seconds } if seconds < TRUNCATED_SECONDS => passed.waiting += 1,
                Look::Resting { .. } if archive => {
                    let detail = "its end is missing".into();
                    spoilt.push((entry.path, entry.name, Fault::BrokenArchive { detail }));
                }
                Look::Resting { .. } => spoilt.push((entry.path, entry.name, Fault::Truncated { line: 0 })),
            }
        }
        // 1C writes its files one after another: they are taken together, when the last of them rests.
        let data = ready.iter().any(|(_, name)| is_data(name) || is_archive(name));
        let take = passed.waiting == 0 && data;
        if !take && spoilt.is_empty() {
            return Ok(());
        }
        let run = desk.open(connection, Origin::Folder)?;
        let work = self.root.join("work").join(run.to_string());
        fs::create_dir_all(work.join("files")).map_err(Error::internal)?;
        for (path, name, fault) in spoilt {
            let kept = set_aside(&path, &work, &name, &fault).map_err(Error::internal)?;
            desk.quarantine(connection, run, &name, &kept, &fault)?;
            passed.refused += 1;
        }
        if take {
            // Where two come to have one name, the later says the last word.
            ready.sort_by_cached_key(|(path, _)| fs::metadata(path).and_then(|meta| meta.modified()).ok());
            for (path, name) in ready {
                move_file(&path, &place(&work.join("files"), &name)).map_err(Error::internal)?;
                self.seen.lock().remove(&name);
            }
        }
        prune(&self.root.join("in"));
        self.work(desk, connection, run, &work, passed)
    }

    /// Imports what lies in a work folder, and removes it.
    fn work(
        &self,
        desk: &dyn Desk,
        connection: &Connection,
        run: RunId,
        work: &Path,
        passed: &mut Passed,
    ) -> Result<(), Error> {
        let folder = work.join("files");
        let mut archives = Vec::new();
        list(&folder, "", 0, &mut archives);
        archives.retain(|name| is_archive(name));
        archives.sort();
        for name in archives {
            let archive = folder.join(&name);
            let unpacked = work.join("unpacked");
            let _ = fs::remove_dir_all(&unpacked);
            fs::create_dir_all(&unpacked).map_err(Error::internal)?;
            match unpack(&archive, &unpacked) {
                Ok(()) => {
                    merge(&unpacked, &folder).map_err(Error::internal)?;
                    fs::remove_file(&archive).map_err(Error::internal)?;
                }
                Err(fault) => {
                    desk.quarantine(connection, run, &name, &archive, &fault)?;
                    passed.refused += 1;
                }
            }
        }
        let mut taken = BTreeSet::new();
        for name in waiting(&folder) {
            let path = folder.join(&name);
            let imported = import_file(desk, connection, run, &name, &path, &folder, &Progress::default())?;
            taken.extend(imported.papers);
            match imported.fault {
                None => passed.imported += 1,
                Some(_) => passed.refused += 1,
            }
        }
        // Pictures were taken with the goods that name them. Nothing else goes without a word.
        let mut left = Vec::new();
        list(&folder, "", 0, &mut left);
        for name in left.iter().filter(|name| !is_picture(name)) {
            desk.quarantine(connection, run, name, &folder.join(name), &Fault::NotXml)?;
            passed.refused += 1;
        }
        // Papers outlive the run: their documents may come later, or lie in quarantine.
        let mut left = papers(&folder);
        left.retain(|place| !taken.contains(place));
        desk.take_papers(connection, run, &folder, &left)?;
        desk.close(connection, run)?;
        fs::remove_dir_all(work).map_err(Error::internal)
    }

    /// Writes the orders that 1C has not confirmed into one file, whole or not at all. 1C reads it as UTF-8.
    fn put_orders(&self, desk: &dyn Desk, connection: &Connection) -> Result<usize, Error> {
        let in_folder = Connection {
            dialect: connection.dialect.in_folder(),
            ..connection.clone()
        };
        let outgoing = desk.orders(&in_folder, Origin::Folder)?;
        let target = self.root.join("out").join("orders.xml");
        let temporary = self.root.join("out").join(".orders.xml.new");
        let written = (|| {
            let mut file = fs::File::create(&temporary)?;
            file.write_all(&outgoing.bytes)?;
            file.sync_all()?;
            fs::rename(&temporary, &target)
        })();
        written.map_err(Error::internal)?;
        desk.put_down(connection, &outgoing)?;
        Ok(outgoing.numbers.len())
    }
}

fn subfolders(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let folders = entries
        .flatten()
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
    folders.map(|entry| entry.path()).collect()
}

/// Moves what can't be read out of the way. Of a link only its words are kept: what it leads to is not ours.
fn set_aside(path: &Path, work: &Path, name: &str, fault: &Fault) -> io::Result<PathBuf> {
    let kept = work.join(format!("aside-{:08x}", rand::random::<u32>()));
    if matches!(fault, Fault::Link { .. }) {
        let target = fs::read_link(path)?;
        fs::write(&kept, format!("{name} -> {}", target.display()))?;
        fs::remove_file(path)?;
    } else {
        move_file(path, &kept)?;
    }
    Ok(kept)
}

/// Renames, or copies where the folders lie on different file systems.
fn move_file(from: &Path, to: &Path) -> io::Result<()> {
    if let Some(parent) = to.parent() {
        fs::create_dir_all(parent)?;
    }
    if fs::rename(from, to).is_ok() {
        return Ok(());
    }
    fs::copy(from, to)?;
    fs::remove_file(from)
}

fn merge(from: &Path, to: &Path) -> io::Result<()> {
    let mut names = Vec::new();
    list(from, "", 0, &mut names);
    names
        .iter()
        .try_for_each(|name| move_file(&from.join(name), &place(to, name)))
}

/// Removes empty folders below `folder`.
fn prune(folder: &Path) {
    for below in subfolders(folder) {
        prune(&below);
        // Fails on one that is not empty, which is what is wanted.
        let _ = fs::remove_dir(&below);
    }
}

#[cfg(test)]
mod tests;
