//! Periodic work, as data: what runs when, and what came of it.
//!
//! A [`Job`] is a line of its module's table. The [`Timetable`] starts each at its time, never twice at once, keeps the
//! outcome of the last run, and makes up for a run that was missed while the server was down.

mod run;
mod schedule;
#[cfg(test)]
mod tests;
mod work;

use std::future::Future;
use std::pin::Pin;

pub use run::JobRun;
pub use work::{JobView, Timetable};

use crate::platform::access::Access;
use crate::platform::error::Error;
use crate::platform::store::RecordInfo;

pub type Work = fn(Access) -> Pin<Box<dyn Future<Output = Result<(), Error>> + Send>>;

/// A job: a stable name, a schedule (cron with seconds, in the manufacturer's zone) and what it does.
#[derive(Clone, Copy)]
pub struct Job {
    /// `office.tidy`: names the record of the last run and the actor in the journal.
    pub name: &'static str,
    /// What it does, for its page: a Fluent id.
    pub title: &'static str,
    pub schedule: &'static str,
    pub work: Work,
}

/// The records of this folder, for `check`.
pub const RECORDS: &[RecordInfo] = &[RecordInfo::of::<JobRun>()];
