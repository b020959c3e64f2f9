//! The house behind the doors: what HTTP, the folder and the command ask for, over the store.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use parking_lot::Mutex;

use super::former::has_former_prices;
use super::keep::Keep;
use super::pictures::PictureKeeper;
use super::records::{FILE_BY_RUN, Run, RunFile, RunState};
use super::{import, outgoing, sweep, waiting};
use crate::modules::catalogue::{FiguresTold, Prices, SkuPrices, SkuStock};
use crate::modules::exchange::apply::{Applied, ExchangeEvent, take_left};
use crate::modules::exchange::connections::{BY_USER, Connection, ConnectionId};
use crate::modules::exchange::desk::{Desk, Imported, Incoming, Origin, Outgoing, Progress, RunId, Sweep};
use crate::modules::exchange::{Fault, Kind, Report};
use crate::platform::access::Access;
use crate::platform::error::Error;
use crate::platform::services::Services;
use crate::platform::store::Reader;
use crate::platform::values::{Moment, PAGE_LIMIT_MAX, PageRequest};

/// The name under which the exchange acts; the journal shows it.
const NAME: &str = "exchange";
/// More skus than this and the price book is read anew instead of being mended.
const MENDED_MAX: usize = 5_000;

/// The desk of a running installation.
pub struct House {
    pub(super) access: Access,
    pub(super) pictures: Arc<dyn PictureKeeper>,
    pub(super) keep: Keep,
    /// What runs changed that the price book doesn't show yet.
    changes: Mutex<HashMap<RunId, Applied>>,
    /// One run at a time puts the next price book.
    closing: Mutex<()>,
}

impl House {
    /// `root` is the exchange folder: files are kept in `archive` and `quarantine` under it.
    pub fn new(services: &Arc<Services>, root: &Path, pictures: Arc<dyn PictureKeeper>) -> House {
        House {
            access: Access::system(services, NAME),
            pictures,
            keep: Keep::new(root),
            changes: Mutex::default(),
            closing: Mutex::default(),
        }
    }

    /// After a restart: files that were being applied go on from their checkpoint where they still lie in their place,
    /// and runs that stood open are closed. Before anything is served.
    pub fn resume(&self) -> Result<u64, Error> {
        import::resume(self)
    }

    pub(super) fn note_changes(&self, run: RunId, applied: Applied) {
        let mut changes = self.changes.lock();
        let known = changes.entry(run).or_default();
        known.columns |= applied.columns;
        known.figures |= applied.figures;
        known.priced.extend(applied.priced);
        known.stocked.extend(applied.stocked);
        if known.priced.len() + known.stocked.len() > MENDED_MAX {
            // The book will be read anew anyway.
            known.columns = true;
            known.priced = Vec::new();
            known.stocked = Vec::new();
        }
    }

    /// Puts the next price book, once for all that a run changed.
    pub(super) fn show_changes(&self, run: RunId) -> Result<(), Error> {
        let Some(mut changes) = self.changes.lock().remove(&run) else {
            return Ok(());
        };
        if !changes.columns && !changes.figures && changes.priced.is_empty() && changes.stocked.is_empty() {
            return Ok(());
        }
        let _one_at_a_time = self.closing.lock();
        let told = changes.figures.then(|| self.access.now());
        if let Some(at) = told {
            self.access.write_blocking(move |w| w.technical(&FiguresTold { at }))?;
        }
        let prices = self.access.services().part::<Prices>();
        let tx = self.access.read()?;
        if changes.columns {
            return prices.rebuild(&tx);
        }
        for list in [&mut changes.priced, &mut changes.stocked] {
            list.sort_unstable();
            list.dedup();
        }
        let mut priced: Vec<SkuPrices> = Vec::with_capacity(changes.priced.len());
        for sku in &changes.priced {
            priced.extend(tx.get(sku)?);
        }
        let mut stocked: Vec<SkuStock> = Vec::with_capacity(changes.stocked.len());
        for sku in &changes.stocked {
            stocked.extend(tx.get(sku)?);
        }
        prices.update(&priced, &stocked, told);
        Ok(())
    }

    /// Changes a run's record.
    pub(super) fn edit_run(&self, run: RunId, edit: impl Fn(&mut Run) + Send + 'static) -> Result<(), Error> {
        self.access.write_blocking(move |w| {
            let Some(mut record) = w.get::<Run>(&run)? else {
                return Err(Error::NotFound);
            };
            edit(&mut record);
            w.technical(&record)
        })
    }

    /// Ends a run, once. Where it changed prices, the journal says so in the same commit: nobody who follows prices sees
    /// half of a run, and no restart makes it be told twice.
    pub(super) fn end_run(&self, run: RunId, state: RunState) -> Result<(), Error> {
        // The sums of a run that was cut off lack what it had done before; the rows that it kept tell of all.
        let kept = match state {
            RunState::Interrupted => has_former_prices(&self.access.read()?, run)?,
            _ => false,
        };
        self.access.write_blocking(move |w| {
            let Some(mut record) = w.get::<Run>(&run)? else {
                return Err(Error::NotFound);
            };
            let first = record.ended.is_none();
            (record.ended, record.state) = (Some(w.now()), state);
            w.technical(&record)?;
            let updated = record.tallies.get(&Kind::Price).is_some_and(|tally| tally.updated > 0);
            if first && (updated || kept) {
                let event = ExchangeEvent::PricesTold {
                    run,
                    origin: record.name.clone(),
                };
                w.change(&event)?;
            }
            Ok(())
        })
    }

    /// The files of a run, in their order.
    pub fn files_of(&self, run: RunId) -> Result<Vec<RunFile>, Error> {
        let tx = self.access.read()?;
        let mut files = Vec::new();
        let mut request = PageRequest::first(PAGE_LIMIT_MAX);
        loop {
            let page = tx.scan(&FILE_BY_RUN, &run, &request)?;
            files.extend(page.items);
            match page.next {
                Some(next) => request = request.after(Some(next)),
                None => return Ok(files),
            }
        }
    }

    fn note_kept(&self, run: RunId, name: &str, kept: String) -> Result<(), Error> {
        let file = self.files_of(run)?.into_iter().rev().find(|file| file.name == name);
        let Some(mut file) = file else { return Ok(()) };
        file.kept = kept;
        file.path.clear();
        self.access.write_blocking(move |w| w.technical(&file))
    }
}

impl Desk for House {
    fn connection_of(&self, user: &str) -> Result<Option<Connection>, Error> {
        let found: Option<Connection> = self.access.read()?.find(&BY_USER, user)?;
        Ok(found.filter(|connection| !connection.disabled))
    }

    fn connection(&self, id: ConnectionId) -> Result<Option<Connection>, Error> {
        Ok(self.access.read()?.get(&id)?)
    }

    fn open(&self, connection: &Connection, origin: Origin) -> Result<RunId, Error> {
        let (connection, name) = (connection.id, connection.name.clone());
        self.access.write_blocking(move |w| {
            let run = Run {
                id: w.fresh_id(),
                connection,
                name: name.clone(),
                origin,
                started: w.now(),
                ended: None,
                state: RunState::Open,
                files: 0,
                refused: 0,
                tallies: Default::default(),
                findings: 0,
                sweep: None,
            };
            w.technical(&run)?;
            Ok(run.id)
        })
    }

    fn import(
        &self,
        connection: &Connection,
        run: RunId,
        file: Incoming<'_>,
        progress: &Progress,
    ) -> Result<Imported, Error> {
        import::import(self, connection, run, file, progress)
    }

    fn take_papers(&self, _connection: &Connection, run: RunId, folder: &Path, places: &[String]) -> Result<(), Error> {
        let mut report = Report::default();
        take_left(&self.access, &*self.pictures, folder, places, &mut report)?;
        import::note_papers(self, run, report)
    }

    fn note(&self, _connection: &Connection, run: RunId, report: Report) -> Result<(), Error> {
        import::note_papers(self, run, report)
    }

    fn close(&self, connection: &Connection, run: RunId) -> Result<(), Error> {
        self.show_changes(run)?;
        sweep::forget_old(self)?;
        sweep::relist(self, connection)?;
        self.end_run(run, RunState::Closed)
    }

    fn quarantine(
        &self,
        _connection: &Connection,
        run: RunId,
        name: &str,
        path: &Path,
        fault: &Fault,
    ) -> Result<(), Error> {
        tracing::info!(name, %fault, "a file of the exchange was refused");
        let kept = self
            .keep
            .quarantine(run, self.access.now(), name, path, &fault.message())
            .map_err(Error::internal)?;
        import::note_refused(self, run, name, fault)?;
        self.note_kept(run, name, kept)
    }

    fn archive(
        &self,
        _connection: &Connection,
        run: RunId,
        name: &str,
        path: &Path,
        imported: &Imported,
    ) -> Result<(), Error> {
        let kept = self
            .keep
            .archive(run, self.access.now(), name, path, &imported.report)
            .map_err(Error::internal)?;
        self.note_kept(run, name, kept)
    }

    fn orders(&self, connection: &Connection, door: Origin) -> Result<Outgoing, Error> {
        outgoing::orders(&self.access, connection, door)
    }

    fn put_down(&self, connection: &Connection, outgoing: &Outgoing) -> Result<(), Error> {
        waiting::put_down(&self.access, connection.id, outgoing)
    }

    fn delivered(&self, connection: &Connection, outgoing: &Outgoing) -> Result<(), Error> {
        waiting::delivered(&self.access, connection.id, outgoing)
    }

    fn deactivate(&self, connection: &Connection, run: RunId, since: Moment) -> Result<Sweep, Error> {
        sweep::sweep(self, connection, run, since)
    }

    fn info(&self, connection: &Connection) -> Result<String, Error> {
        outgoing::info(&self.access, connection)
    }
}
