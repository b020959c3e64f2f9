//! What the doors of the exchange (HTTP, folder, command) ask of the house behind them.
//!
//! A door knows how files arrive and how answers leave; the desk knows what they mean. Everything here blocks and is
//! called from threads that may.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use super::connections::{Connection, ConnectionId};
use super::{Fault, Report};
use crate::modules::orders::OrderId;
use crate::platform::error::Error;
use crate::platform::values::{Id, Moment};

/// Marker of [`RunId`]: one exchange session with its report.
pub enum RunMark {}
pub type RunId = Id<RunMark>;

/// Through which door a run came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    Http,
    Folder,
    /// A file of the quarantine, once more.
    Retry,
}

/// A file ready to be imported.
#[derive(Clone, Copy, Debug)]
pub struct Incoming<'a> {
    /// Its name within the exchange.
    pub name: &'a str,
    pub path: &'a Path,
    /// Where the pictures and papers lie that the file names by relative paths.
    pub folder: &'a Path,
}

/// How far an import is; read while it runs.
#[derive(Debug, Default)]
pub struct Progress {
    rows: AtomicU64,
}

impl Progress {
    pub fn add(&self, rows: u64) {
        self.rows.fetch_add(rows, Ordering::Relaxed);
    }

    /// Rows read or applied so far.
    pub fn rows(&self) -> u64 {
        self.rows.load(Ordering::Relaxed)
    }
}

/// What became of a file.
#[derive(Clone, Debug, Default)]
pub struct Imported {
    pub report: Report,
    /// Nothing of the file was applied, and why.
    pub fault: Option<Fault>,
    /// Places of papers beside it that need no second look: documents took them, or they are none of ours.
    pub papers: BTreeSet<String>,
}

/// Orders for 1C: the bytes as the connection wants them, and what they hold.
#[derive(Clone, Debug, Default)]
pub struct Outgoing {
    pub bytes: Vec<u8>,
    /// The charset of the bytes, as Content-Type names it.
    pub charset: &'static str,
    pub numbers: Vec<String>,
    pub sent: Vec<Sent>,
}

/// An order, and the change up to which 1C hears of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Sent {
    pub order: OrderId,
    /// A position of the journal.
    pub seq: u64,
}

/// What a sweep did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sweep {
    Hidden(u64),
    /// Too many at once (see `docs/exchange.md`): nothing was hidden, an administrator is asked.
    Asked {
        found: u64,
        of: u64,
    },
}

/// The house behind the doors.
pub trait Desk: Send + Sync + 'static {
    /// The enabled connection of this exchange account.
    fn connection_of(&self, user: &str) -> Result<Option<Connection>, Error>;

    fn connection(&self, id: ConnectionId) -> Result<Option<Connection>, Error>;

    fn open(&self, connection: &Connection, origin: Origin) -> Result<RunId, Error>;

    /// Reads, stages and applies a file. An error is a fault of ours; a fault of the file is in the answer.
    fn import(
        &self,
        connection: &Connection,
        run: RunId,
        file: Incoming<'_>,
        progress: &Progress,
    ) -> Result<Imported, Error>;

    /// Takes in papers of `folder` that no document of the run has taken, by their places below the folder of papers. Each
    /// waits for its document, or completes one.
    fn take_papers(&self, connection: &Connection, run: RunId, folder: &Path, places: &[String]) -> Result<(), Error>;

    /// Adds to a run's report what belongs to none of its files.
    fn note(&self, connection: &Connection, run: RunId, report: Report) -> Result<(), Error>;

    /// Ends a run: what it changed becomes visible at once.
    fn close(&self, connection: &Connection, run: RunId) -> Result<(), Error>;

    /// Keeps a file that can't be read, for the administrator.
    fn quarantine(
        &self,
        connection: &Connection,
        run: RunId,
        name: &str,
        path: &Path,
        fault: &Fault,
    ) -> Result<(), Error>;

    /// Keeps a file that was read, with its report.
    fn archive(
        &self,
        connection: &Connection,
        run: RunId,
        name: &str,
        path: &Path,
        imported: &Imported,
    ) -> Result<(), Error>;

    /// Orders that this connection has not confirmed yet: over HTTP those that wait longest, in the folder's file, which
    /// nothing may ever confirm, those that changed last.
    fn orders(&self, connection: &Connection, door: Origin) -> Result<Outgoing, Error>;

    /// The folder's file holds these orders now.
    fn put_down(&self, connection: &Connection, outgoing: &Outgoing) -> Result<(), Error>;

    /// The connection has these orders now.
    fn delivered(&self, connection: &Connection, outgoing: &Outgoing) -> Result<(), Error>;

    /// Hides what no run has touched since `since`.
    fn deactivate(&self, connection: &Connection, run: RunId, since: Moment) -> Result<Sweep, Error>;

    /// Dictionaries for the mapping on the side of 1C, as XML text without a declaration.
    fn info(&self, connection: &Connection) -> Result<String, Error>;
}
