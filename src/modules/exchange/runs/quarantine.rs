//! Files of which nothing was taken: they wait until they are taken after all, or somebody removes them.

use std::fs;
use std::path::{Component, Path, PathBuf};

use super::records::{FILE_BY_RUN, FILE_REFUSED, FileState, Run, RunFile};
use crate::modules::exchange::apply::ExchangeEvent;
use crate::modules::exchange::connections::Connection;
use crate::modules::exchange::desk::{Desk, RunId};
use crate::modules::exchange::folder::Folder;
use crate::platform::access::{Access, Write};
use crate::platform::error::Error;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::values::{Id, Message, PAGE_LIMIT_MAX, PageRequest};

/// What waits, the latest first, each file once however often it was tried.
pub fn refused(tx: &ReadTx, limit: usize) -> Result<Vec<RunFile>, Error> {
    let mut found: Vec<RunFile> = Vec::new();
    let mut request = PageRequest::first(PAGE_LIMIT_MAX).descending();
    loop {
        let page = tx.scan(&FILE_REFUSED, &(), &request)?;
        for file in page.items {
            if found.len() == limit {
                return Ok(found);
            }
            if file.kept.is_empty() || !found.iter().any(|known| known.kept == file.kept) {
                found.push(file);
            }
        }
        match page.next {
            Some(next) => request = request.after(Some(next)),
            None => return Ok(found),
        }
    }
}

/// Where a kept file lies; `None` when its record names no place within the exchange folder.
pub fn place(root: &Path, kept: &str) -> Option<PathBuf> {
    let path = Path::new(kept);
    let inside = !kept.is_empty() && path.components().all(|part| matches!(part, Component::Normal(_)));
    inside.then(|| root.join(path))
}

/// Imports a file once more. It stays in quarantine, with the latest reason, unless it is taken now.
pub fn retry(access: &Access, folder: &Folder, desk: &dyn Desk, file: Id<RunFile>) -> Result<(RunId, bool), Error> {
    let (file, connection) = {
        let tx = access.read()?;
        let file = waiting(&tx, file)?;
        let run = tx.get::<Run>(&file.run)?.ok_or(Error::NotFound)?;
        let connection = tx.get::<Connection>(&run.connection)?.ok_or(Error::NotFound)?;
        (file, connection)
    };
    let kept = place(folder.root(), &file.kept).filter(|path| path.is_file());
    let Some(kept) = kept else {
        return Err(Error::Refused(Message::new("exchange-retry-gone")));
    };
    let run = folder.retry(desk, &connection, &file.name, &kept)?;
    let tries = files_of(&access.read()?, run)?;
    let again = tries
        .into_iter()
        .find(|again| again.name == file.name && again.state == FileState::Refused);
    let taken = again.is_none();
    let event = ExchangeEvent::FileRetried {
        run,
        name: file.name.clone(),
        taken,
    };
    match again {
        // The same bytes need no second copy.
        Some(again) => {
            if let Some(copy) = place(folder.root(), &again.kept).filter(|copy| *copy != kept) {
                remove(&copy);
            }
            let place = file.kept.clone();
            access.write_blocking(move |w| {
                w.change(&event)?;
                w.technical(&RunFile {
                    kept: place.clone(),
                    ..again.clone()
                })
            })?;
        }
        None => {
            settle(access, &file, FileState::Retried, event)?;
            remove(&kept);
        }
    }
    Ok((run, taken))
}

/// Removes a file for good.
pub fn discard(access: &Access, root: &Path, file: Id<RunFile>) -> Result<(), Error> {
    let file = waiting(&access.read()?, file)?;
    let event = ExchangeEvent::FileDiscarded {
        run: file.run,
        name: file.name.clone(),
    };
    settle(access, &file, FileState::Discarded, event)?;
    if let Some(kept) = place(root, &file.kept) {
        remove(&kept);
    }
    Ok(())
}

fn waiting(tx: &ReadTx, file: Id<RunFile>) -> Result<RunFile, Error> {
    let file = tx.get::<RunFile>(&file)?.ok_or(Error::NotFound)?;
    match file.state {
        FileState::Refused if !file.kept.is_empty() => Ok(file),
        _ => Err(Error::Refused(Message::new("exchange-retry-gone"))),
    }
}

/// Writes down what became of a file, in every record that means it.
fn settle(access: &Access, file: &RunFile, state: FileState, event: ExchangeEvent) -> Result<(), Error> {
    let kept = file.kept.clone();
    access.write_blocking(move |w| {
        w.change(&event)?;
        for same in same(w, &kept)? {
            if let Some(run) = w.get::<Run>(&same.run)? {
                w.technical(&Run {
                    refused: run.refused.saturating_sub(1),
                    ..run
                })?;
            }
            w.technical(&RunFile {
                state,
                kept: String::new(),
                ..same
            })?;
        }
        Ok(())
    })
}

fn same(w: &Write<'_, '_>, kept: &str) -> Result<Vec<RunFile>, Error> {
    let mut found = Vec::new();
    let mut request = PageRequest::first(PAGE_LIMIT_MAX);
    loop {
        let page = w.scan(&FILE_REFUSED, &(), &request)?;
        found.extend(page.items.into_iter().filter(|file: &RunFile| file.kept == kept));
        match page.next {
            Some(next) => request = request.after(Some(next)),
            None => return Ok(found),
        }
    }
}

fn files_of(tx: &ReadTx, run: RunId) -> Result<Vec<RunFile>, Error> {
    Ok(tx.scan(&FILE_BY_RUN, &run, &PageRequest::first(PAGE_LIMIT_MAX))?.items)
}

/// The file, its report, and the folder when it was the last there. The record says already that it is gone: what the
/// disk refuses to remove is named in the log.
fn remove(path: &Path) {
    let report = super::keep::report_of(path);
    for path in [path, report.as_path()] {
        if let Err(error) = fs::remove_file(path) {
            tracing::warn!(%error, path = %path.display(), "a kept file could not be removed");
        }
    }
    if let Some(folder) = path.parent() {
        // Fails on one that is not empty, which is what is wanted.
        let _ = fs::remove_dir(folder);
    }
}
