//! The last run of a job, as it is kept.

use serde::{Deserialize, Serialize};

use crate::platform::access::Technical;
use crate::platform::store::{Record, Table};
use crate::platform::values::{Moment, Scope};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JobRun {
    /// The job's name.
    pub name: String,
    pub started: Moment,
    /// None while it runs; after a restart, that it was interrupted.
    #[serde(default)]
    pub finished: Option<Moment>,
    /// What went wrong the last time.
    #[serde(default)]
    pub failure: Option<String>,
    #[serde(default)]
    pub failures_in_row: u32,
    /// The last run that went well.
    #[serde(default)]
    pub succeeded: Option<Moment>,
}

impl Record for JobRun {
    const TABLE: Table = Table::new(11, "job_run");
    type Key = String;

    fn key(&self) -> String {
        self.name.clone()
    }

    fn visible_to(&self, scope: &Scope) -> bool {
        matches!(scope, Scope::All)
    }
}

impl Technical for JobRun {}

impl JobRun {
    pub(super) fn begin(before: Option<JobRun>, name: &str, now: Moment) -> JobRun {
        let before = before.unwrap_or_else(|| JobRun {
            name: name.to_owned(),
            started: now,
            finished: None,
            failure: None,
            failures_in_row: 0,
            succeeded: None,
        });
        JobRun {
            started: now,
            finished: None,
            ..before
        }
    }

    pub(super) fn end(&mut self, now: Moment, outcome: Result<(), String>) {
        self.finished = Some(now);
        match outcome {
            Ok(()) => {
                self.failure = None;
                self.failures_in_row = 0;
                self.succeeded = Some(now);
            }
            Err(reason) => {
                self.failure = Some(reason);
                self.failures_in_row += 1;
            }
        }
    }
}
