//! The archive is kept within its rule: the oldest files that were read go first. What is in quarantine, what has no
//! report, and what belongs to a run that still goes on is never touched.

use std::fs;
use std::path::{Path, PathBuf};

use super::records::{FILE_BY_RUN, Run, RunFile, RunState};
use crate::modules::exchange::apply::ExchangeEvent;
use crate::modules::exchange::desk::RunId;
use crate::platform::access::Access;
use crate::platform::error::Error;
use crate::platform::store::Reader;
use crate::platform::values::{Day, PAGE_LIMIT_MAX, PageRequest};

const DAY_SECONDS: i64 = 24 * 60 * 60;

/// How long files that were read are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ArchiveRule {
    /// Files of older days go; 0: days don't matter.
    pub days: i64,
    /// The oldest go when all take more; 0: bytes don't matter.
    pub bytes: u64,
}

/// What went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pruned {
    pub files: u64,
    pub bytes: u64,
}

/// The files of one run on one day.
struct Bundle {
    day: Day,
    run: RunId,
    /// Files with a report, and the bytes of both.
    files: Vec<(PathBuf, u64)>,
    folder: PathBuf,
}

impl Bundle {
    fn bytes(&self) -> u64 {
        self.files.iter().map(|(_, bytes)| bytes).sum()
    }
}

pub fn prune(access: &Access, root: &Path, rule: ArchiveRule) -> Result<Pruned, Error> {
    let mut bundles = bundles(&root.join("archive"));
    bundles.sort_by_key(|bundle| (bundle.day, bundle.run));
    let mut left: u64 = bundles.iter().map(Bundle::bytes).sum();
    let oldest = access.now().plus_seconds(-rule.days.saturating_mul(DAY_SECONDS));
    let oldest = oldest.day_in(&jiff::tz::TimeZone::UTC);
    let mut pruned = Pruned::default();
    for bundle in bundles {
        let old = rule.days > 0 && bundle.day < oldest;
        let much = rule.bytes > 0 && left > rule.bytes;
        if !(old || much) {
            break;
        }
        let run = access.read()?.get::<Run>(&bundle.run)?;
        if run.is_some_and(|run| run.state == RunState::Open) {
            continue;
        }
        forget_places(access, bundle.run)?;
        for (path, bytes) in &bundle.files {
            fs::remove_file(super::keep::report_of(path)).map_err(Error::internal)?;
            fs::remove_file(path).map_err(Error::internal)?;
            pruned.files += 1;
            pruned.bytes += bytes;
            left = left.saturating_sub(*bytes);
        }
        remove_empty(&bundle.folder);
        if let Some(day) = bundle.folder.parent() {
            let _ = fs::remove_dir(day);
        }
    }
    if pruned.files > 0 {
        access.write_blocking(move |w| w.change(&ExchangeEvent::ArchivePruned { pruned }).map(drop))?;
    }
    Ok(pruned)
}

/// The records of a run no longer offer what is gone.
fn forget_places(access: &Access, run: RunId) -> Result<(), Error> {
    let mut request = PageRequest::first(PAGE_LIMIT_MAX);
    loop {
        let page = access.read()?.scan::<RunFile>(&FILE_BY_RUN, &run, &request)?;
        let gone: Vec<RunFile> = page
            .items
            .into_iter()
            .filter(|file| file.kept.starts_with("archive/"))
            .collect();
        access.write_blocking(move |w| {
            for file in &gone {
                w.technical(&RunFile {
                    kept: String::new(),
                    ..file.clone()
                })?;
            }
            Ok(())
        })?;
        match page.next {
            Some(next) => request = request.after(Some(next)),
            None => return Ok(()),
        }
    }
}

/// `archive/<day>/<run>`; what else lies there is somebody's own.
fn bundles(archive: &Path) -> Vec<Bundle> {
    let mut found = Vec::new();
    for (name, path) in folders(archive) {
        let Ok(day) = name.parse::<Day>() else { continue };
        for (name, folder) in folders(&path) {
            let Ok(run) = name.parse::<RunId>() else { continue };
            let mut files = Vec::new();
            reported(&folder, &mut files);
            if !files.is_empty() {
                found.push(Bundle {
                    day,
                    run,
                    files,
                    folder,
                });
            }
        }
    }
    found
}

fn reported(folder: &Path, files: &mut Vec<(PathBuf, u64)>) {
    let size = |path: &Path| {
        fs::symlink_metadata(path)
            .ok()
            .filter(fs::Metadata::is_file)
            .map(|meta| meta.len())
    };
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => reported(&path, files),
            Ok(kind) if kind.is_file() => {
                if let (Some(own), Some(report)) = (size(&path), size(&super::keep::report_of(&path))) {
                    files.push((path, own + report));
                }
            }
            _ => {}
        }
    }
}

fn folders(folder: &Path) -> Vec<(String, PathBuf)> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let folders = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
    folders
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), entry.path()))
        .collect()
}

fn remove_empty(folder: &Path) {
    for (_, below) in folders(folder) {
        remove_empty(&below);
    }
    // Fails on one that is not empty, which is what is wanted.
    let _ = fs::remove_dir(folder);
}
