//! Importing what a session has brought: chunks are joined, archives unpacked, the file handed to the desk, and then
//! kept in the archive or the quarantine. One import at a time for each connection.

use std::path::Path;
use std::sync::Arc;

use tokio::sync::watch;

use super::protocol::count;
use super::session::Session;
use crate::modules::documents::twin;
use crate::modules::exchange::apply::{merge as merge_reports, words};
use crate::modules::exchange::connections::Connection;
use crate::modules::exchange::desk::{Desk, Imported, Origin, Progress, RunId};
use crate::modules::exchange::intake::{import_file, is_sound, list, papers, unpack, waiting};
use crate::modules::exchange::spool::{Settled, Spool, bare_name, safe_name};
use crate::modules::exchange::{Fault, Report};
use crate::platform::error::Error;
use crate::platform::values::{Message, Moment};

/// How an import ended.
#[derive(Clone, Debug)]
pub enum Outcome {
    Imported(Arc<Imported>),
    /// No such file in this session.
    Missing,
    Failed(Error),
}

/// An import that was asked for.
pub struct Job {
    pub progress: Arc<Progress>,
    outcome: watch::Receiver<Option<Outcome>>,
}

impl Job {
    pub fn new() -> (Arc<Job>, watch::Sender<Option<Outcome>>) {
        let (sender, outcome) = watch::channel(None);
        let job = Job {
            progress: Arc::default(),
            outcome,
        };
        (Arc::new(job), sender)
    }

    pub fn is_done(&self) -> bool {
        self.outcome.borrow().is_some() || self.outcome.has_changed().is_err()
    }

    /// Waits for the end; `None` when the work was cut off.
    pub async fn outcome(&self) -> Option<Outcome> {
        let mut outcome = self.outcome.clone();
        let ended = outcome.wait_for(Option::is_some).await;
        ended.ok().and_then(|outcome| outcome.clone())
    }
}

/// Joins and unpacks what came, and puts what can't be unpacked into quarantine. Gives the first such fault.
pub fn settle(desk: &dyn Desk, connection: &Connection, session: &Session) -> Result<Option<Fault>, Error> {
    let mut spool = session.spool.lock();
    let Some(spool) = spool.as_mut().filter(|spool| spool.has_uploads()) else {
        return Ok(None);
    };
    let Settled { faults, twice } = spool.settle(unpack, is_sound).map_err(Error::internal)?;
    if !twice.is_empty() {
        let mut report = Report::default();
        for name in twice {
            report.warn(0, Message::new(words::NAME_TWICE).with("name", name));
        }
        desk.note(connection, run_of(desk, connection, session)?, report)?;
    }
    let mut first = None;
    for (name, path, fault) in faults {
        let run = run_of(desk, connection, session)?;
        desk.quarantine(connection, run, &name, &path, &fault)?;
        first.get_or_insert(fault);
    }
    Ok(first)
}

/// Imports one file of a session by the name that the client gave.
pub fn import(
    desk: &dyn Desk,
    connection: &Connection,
    session: &Session,
    name: &str,
    progress: &Progress,
    now: Moment,
) -> Result<Outcome, Error> {
    let broken = settle(desk, connection, session)?;
    let folder = session.folder.join("files");
    let Some(file) = find(&folder, name) else {
        return Ok(match broken {
            Some(fault) => Outcome::Imported(Arc::new(Imported {
                fault: Some(fault),
                ..Imported::default()
            })),
            None => Outcome::Missing,
        });
    };
    let run = run_of(desk, connection, session)?;
    let path = folder.join(&file);
    let mut imported = import_file(desk, connection, run, &file, &path, &folder, progress)?;
    note_imported(session, &imported, now);
    // Another file that came by this name: the client knows of one, and calls once.
    for n in 2.. {
        let other = twin(&file, n);
        let path = folder.join(&other);
        if !path.is_file() {
            break;
        }
        let more = import_file(desk, connection, run, &other, &path, &folder, progress)?;
        note_imported(session, &more, now);
        merge_reports(&mut imported.report, more.report);
        imported.fault = imported.fault.or(more.fault);
    }
    if waiting(&folder).is_empty() {
        close(desk, connection, session)?;
    }
    Ok(Outcome::Imported(Arc::new(imported)))
}

/// Imports everything that waits, by kind: what a client does that never calls `import`.
pub fn import_waiting(
    desk: &dyn Desk,
    connection: &Connection,
    session: &Session,
    now: Moment,
) -> Result<usize, Error> {
    settle(desk, connection, session)?;
    let folder = session.folder.join("files");
    let waiting = waiting(&folder);
    for name in &waiting {
        let run = run_of(desk, connection, session)?;
        let (path, progress) = (folder.join(name), Progress::default());
        let imported = import_file(desk, connection, run, name, &path, &folder, &progress)?;
        note_imported(session, &imported, now);
    }
    close(desk, connection, session)?;
    Ok(waiting.len())
}

fn note_imported(session: &Session, imported: &Imported, now: Moment) {
    let mut state = session.state.lock();
    state.imported = Some(now);
    state.papers.extend(imported.papers.iter().cloned());
}

/// Ends the session's run, when it has one. Papers that no document has taken outlive it: they are taken in now, each once.
pub fn close(desk: &dyn Desk, connection: &Connection, session: &Session) -> Result<(), Error> {
    let folder = session.folder.join("files");
    let mut left = papers(&folder);
    left.retain(|place| !session.state.lock().papers.contains(place));
    if !left.is_empty() {
        let run = run_of(desk, connection, session)?;
        desk.take_papers(connection, run, &folder, &left)?;
        session.state.lock().papers.extend(left);
    }
    let run = session.state.lock().run.take();
    run.map_or(Ok(()), |run| desk.close(connection, run))
}

/// The session's run; opened when first wanted.
pub fn run_of(desk: &dyn Desk, connection: &Connection, session: &Session) -> Result<RunId, Error> {
    if let Some(run) = session.state.lock().run {
        return Ok(run);
    }
    let run = desk.open(connection, Origin::Http)?;
    session.state.lock().run = Some(run);
    Ok(run)
}

/// What an imported file is answered with.
pub fn summary(imported: &Imported) -> Message {
    let totals = imported
        .report
        .tallies
        .values()
        .fold([0_u64; 4], |[read, created, updated, skipped], tally| {
            [
                read + tally.read,
                created + tally.created,
                updated + tally.updated,
                skipped + tally.skipped,
            ]
        });
    Message::new("exchange-http-imported")
        .with("read", count(totals[0]))
        .with("created", count(totals[1]))
        .with("updated", count(totals[2]))
        .with("skipped", count(totals[3]))
}

fn find(folder: &Path, name: &str) -> Option<String> {
    let safe = safe_name(name)?;
    if folder.join(&safe).is_file() {
        return Some(safe);
    }
    // Clients name a file by its last part wherever it lies.
    let bare = bare_name(&safe).to_lowercase();
    let mut names = Vec::new();
    list(folder, "", 0, &mut names);
    names.into_iter().find(|known| bare_name(known).to_lowercase() == bare)
}

/// A spool for the session, made when first wanted.
pub fn with_spool<T>(session: &Session, work: impl FnOnce(&mut Spool) -> T) -> std::io::Result<T> {
    let mut spool = session.spool.lock();
    if spool.is_none() {
        *spool = Some(Spool::create(&session.folder)?);
        super::idle::note_owner(session)?;
    }
    match spool.as_mut() {
        Some(spool) => Ok(work(spool)),
        None => Err(std::io::Error::other("no spool")),
    }
}
