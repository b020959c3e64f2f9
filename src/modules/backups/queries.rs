//! Reading what is known of backups.

use jiff::tz::TimeZone;

use super::model::{BackupRun, BackupSettings, Streak};
use super::records::{KEY, RUN_BY_NUMBER, RUN_GOOD};
use super::schedule;
use crate::platform::error::Error;
use crate::platform::store::{Index, Reader};
use crate::platform::values::{Cursor, Moment, Page, PageRequest};

/// What was said; `None`: nothing yet.
pub fn settings(tx: &impl Reader) -> Result<Option<BackupSettings>, Error> {
    Ok(tx.get::<BackupSettings>(&KEY)?)
}

pub fn streak(tx: &impl Reader) -> Result<Streak, Error> {
    Ok(tx.get::<Streak>(&KEY)?.unwrap_or_default())
}

/// The newest runs first.
pub fn runs(tx: &impl Reader, after: Option<Cursor>, limit: usize) -> Result<Page<BackupRun>, Error> {
    let request = PageRequest::first(limit).descending().after(after);
    Ok(tx.scan(&RUN_BY_NUMBER, &(), &request)?)
}

fn newest(tx: &impl Reader, index: &Index<BackupRun>) -> Result<Option<BackupRun>, Error> {
    let request = PageRequest::first(1).descending();
    Ok(tx.scan(index, &(), &request)?.items.pop())
}

/// Everything that the card on the home page tells.
#[derive(Clone, Debug)]
pub struct State {
    pub settings: Option<BackupSettings>,
    /// The newest run that has ended.
    pub last: Option<BackupRun>,
    pub last_good: Option<BackupRun>,
    pub streak: Streak,
    pub overdue: bool,
    /// When the next is due; `None` where none is.
    pub next: Option<Moment>,
}

impl State {
    pub fn is_on(&self) -> bool {
        self.settings.as_ref().is_some_and(|settings| settings.on)
    }

    pub fn is_trouble(&self) -> bool {
        self.overdue || self.streak.is_trouble()
    }
}

pub fn state(tx: &impl Reader, zone: &TimeZone, now: Moment) -> Result<State, Error> {
    let settings = settings(tx)?;
    let last_good = newest(tx, &RUN_GOOD)?;
    // The one that runs, and the one before.
    let last = runs(tx, None, 2)?.items.into_iter().find(|run| run.ended.is_some());
    let overdue = settings
        .as_ref()
        .is_some_and(|settings| schedule::is_overdue(settings, last_good.as_ref(), now));
    let next = settings
        .as_ref()
        .filter(|settings| settings.on)
        .map(|settings| schedule::next(settings, zone, now));
    Ok(State {
        last,
        last_good,
        streak: streak(tx)?,
        overdue,
        next,
        settings,
    })
}
