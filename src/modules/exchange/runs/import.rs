//! One file of a run: read through, applied, and its record kept up; and what a restart does with files that were cut
//! off in the middle.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::house::House;
use super::records::{FILE_OPEN, FileState, RUN_BY_START, Run, RunFile, RunState};
use crate::modules::exchange::apply::{Target, apply};
use crate::modules::exchange::connections::Connection;
use crate::modules::exchange::desk::{Imported, Incoming, Origin, Progress, RunId};
use crate::modules::exchange::spool::PAPERS;
use crate::modules::exchange::staging::{ORDER, Staged, stage};
use crate::modules::exchange::{Fault, Kind, Report, Severity, Tally};
use crate::platform::error::Error;
use crate::platform::store::Reader;
use crate::platform::values::{Moment, PAGE_LIMIT_MAX, PageRequest};

pub(super) fn import(
    house: &House,
    connection: &Connection,
    run: RunId,
    incoming: Incoming<'_>,
    progress: &Progress,
) -> Result<Imported, Error> {
    let staged = match stage(incoming.path, progress) {
        Ok(staged) => staged,
        Err((fault, report)) => {
            let file = new_file(house, run, &incoming, FileState::Refused)?;
            let refused = RunFile {
                fault: Some((fault.message(), fault.line())),
                report: report.clone(),
                ..file
            };
            settle(house, refused)?;
            return Ok(Imported {
                report,
                fault: Some(fault),
                ..Imported::default()
            });
        }
    };
    // A client that missed our answer asks again for the same file.
    let repeated = house
        .files_of(run)?
        .into_iter()
        .rev()
        .find(|file| file.name == incoming.name)
        .filter(|file| file.state == FileState::Applied && file.digest == staged.digest);
    if let Some(file) = repeated {
        return Ok(Imported {
            report: file.report,
            ..Imported::default()
        });
    }
    let mut file = new_file(house, run, &incoming, FileState::Applying)?;
    file.bytes = staged.bytes;
    file.digest.clone_from(&staged.digest);
    let target = Target {
        file,
        origin: connection.name.clone(),
        connection: connection.id,
        answers: answers(house, run, incoming.path)?,
        folder: incoming.folder.to_owned(),
        pictures: Arc::clone(&house.pictures),
    };
    let (report, papers) = run_file(house, staged, &target, progress)?;
    Ok(Imported {
        report,
        papers,
        fault: None,
    })
}

/// Applies and writes down what came of it, with the places of papers that it took; an error of ours leaves the file open
/// for a restart to go on with.
fn run_file(
    house: &House,
    mut staged: Staged,
    target: &Target,
    progress: &Progress,
) -> Result<(Report, BTreeSet<String>), Error> {
    let mut report = std::mem::take(&mut staged.report);
    let mut applied = apply(&house.access, &mut staged, target, &mut report, progress)?;
    let papers = std::mem::take(&mut applied.papers);
    house.note_changes(target.file.run, applied);
    settle(
        house,
        RunFile {
            state: FileState::Applied,
            report: report.clone(),
            ..target.file.clone()
        },
    )?;
    Ok((report, papers))
}

fn new_file(house: &House, run: RunId, incoming: &Incoming<'_>, state: FileState) -> Result<RunFile, Error> {
    let number = u32::try_from(house.files_of(run)?.len()).unwrap_or(u32::MAX);
    let name = incoming.name.to_owned();
    let (path, folder) = (text(incoming.path), text(incoming.folder));
    house.access.write_blocking(move |w| {
        let file = RunFile {
            id: w.fresh_id(),
            run,
            number,
            name: name.clone(),
            bytes: 0,
            digest: String::new(),
            state,
            applied: 0,
            order: ORDER,
            path: path.clone(),
            folder: folder.clone(),
            kept: String::new(),
            fault: None,
            report: Report::default(),
            at: w.now(),
        };
        w.technical(&file)?;
        Ok(file)
    })
}

/// Writes down a file's end and adds it to its run.
fn settle(house: &House, file: RunFile) -> Result<(), Error> {
    let findings = file
        .report
        .findings
        .iter()
        .filter(|finding| finding.severity >= Severity::Warning);
    let findings = findings.count() as u64 + file.report.omitted;
    house.access.write_blocking(move |w| {
        let mut file = file.clone();
        // The checkpoint was written with each batch.
        if let Some(known) = w.get::<RunFile>(&file.id)? {
            file.applied = known.applied.max(file.applied);
        }
        w.technical(&file)?;
        let Some(mut run) = w.get::<Run>(&file.run)? else {
            return Ok(());
        };
        run.files += 1;
        run.refused += u32::from(file.state == FileState::Refused);
        run.findings += findings;
        add(&mut run.tallies, &file.report.tallies);
        w.technical(&run)
    })
}

fn add(sum: &mut BTreeMap<Kind, Tally>, more: &BTreeMap<Kind, Tally>) {
    for (kind, more) in more {
        let tally = sum.entry(*kind).or_default();
        tally.read += more.read;
        tally.created += more.created;
        tally.updated += more.updated;
        tally.unchanged += more.unchanged;
        tally.skipped += more.skipped;
    }
}

/// A file that a door could not even hand over (a broken archive) is a file of the run too.
pub(super) fn note_refused(house: &House, run: RunId, name: &str, fault: &Fault) -> Result<(), Error> {
    let known = house.files_of(run)?;
    let is_there = known
        .iter()
        .any(|file| file.name == name && file.state == FileState::Refused);
    if is_there {
        return Ok(());
    }
    let nowhere = PathBuf::new();
    let incoming = Incoming {
        name,
        path: &nowhere,
        folder: &nowhere,
    };
    let file = new_file(house, run, &incoming, FileState::Refused)?;
    settle(
        house,
        RunFile {
            fault: Some((fault.message(), fault.line())),
            ..file
        },
    )
}

/// What papers without their documents came to, where there is something to say: the run shows it as it shows a file.
pub(super) fn note_papers(house: &House, run: RunId, report: Report) -> Result<(), Error> {
    if report.findings.is_empty() {
        return Ok(());
    }
    let nowhere = PathBuf::new();
    let incoming = Incoming {
        name: PAPERS,
        path: &nowhere,
        folder: &nowhere,
    };
    let file = new_file(house, run, &incoming, FileState::Applied)?;
    settle(house, RunFile { report, ..file })
}

/// Goes on with files that a restart cut off. How many there were.
pub(super) fn resume(house: &House) -> Result<u64, Error> {
    let open = house
        .access
        .read()?
        .scan(&FILE_OPEN, &(), &PageRequest::first(PAGE_LIMIT_MAX))?
        .items;
    let mut count = 0;
    for mut file in open {
        count += 1;
        if file.order != ORDER {
            // A version that applied in another order counted other items; to apply one again changes nothing.
            (file.applied, file.order) = (0, ORDER);
        }
        let run = house.access.read()?.get::<Run>(&file.run)?;
        let path = PathBuf::from(&file.path);
        let staged = stage(&path, &Progress::default());
        match (staged, run) {
            // The same bytes in the same place: go on after the last batch that was committed.
            (Ok(staged), Some(run)) if staged.digest == file.digest => {
                let target = Target {
                    folder: PathBuf::from(&file.folder),
                    origin: run.name,
                    connection: run.connection,
                    // What it would confirm waits for the next answer.
                    answers: None,
                    pictures: Arc::clone(&house.pictures),
                    file,
                };
                run_file(house, staged, &target, &Progress::default())?;
            }
            _ => settle(
                house,
                RunFile {
                    state: FileState::Interrupted,
                    ..file
                },
            )?,
        }
    }
    let runs = house
        .access
        .read()?
        .scan(&RUN_BY_START, &(), &PageRequest::first(PAGE_LIMIT_MAX).descending())?
        .items;
    for run in runs.into_iter().filter(|run| run.state == RunState::Open) {
        house.show_changes(run.id)?;
        house.end_run(run.id, RunState::Interrupted)?;
    }
    Ok(count)
}

/// A folder has no signal of success: an order that comes back through it says that 1C has it, if it had lain there
/// before the answer was written.
fn answers(house: &House, run: RunId, path: &Path) -> Result<Option<Moment>, Error> {
    let run = house.access.read()?.get::<Run>(&run)?;
    if run.is_none_or(|run| run.origin != Origin::Folder) {
        return Ok(None);
    }
    let written = std::fs::metadata(path).and_then(|meta| meta.modified()).ok();
    let written = written.and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
    Ok(written
        .and_then(|age| i64::try_from(age.as_millis()).ok())
        .map(Moment::from_millis))
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
