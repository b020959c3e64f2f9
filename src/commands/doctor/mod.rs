//! `kabinet doctor`

mod backups;
mod data;
mod outside;
mod rights;

use std::path::Path;

use clap::Args;
use serde::Serialize;

use super::{Place, exit};
use crate::app::DataDir;
use crate::config::Settings;
use crate::platform::backup::Beside;
use crate::platform::values::Clock;

/// Looks over an installation, beside a running server or without one: room on the disk, clock, rights on files, the store,
/// the journal and the indexes, mail, the exchange folder, backups. Says of each finding what to do. Ends with 3 when
/// something is to be done.
///
/// --deep also reads every stored file and, where no server runs, every page of a copy of the store: minutes.
///
/// Example: kabinet doctor --data /var/lib/kabinet --deep
#[derive(Args)]
#[command(after_long_help = exit::HELP)]
pub struct Doctor {
    #[command(flatten)]
    place: Place,
    /// Reads everything.
    #[arg(long)]
    deep: bool,
    /// Sets rights on files right: the data directory to 0700, keys to 0600.
    #[arg(long)]
    mend: bool,
    /// Prints {"ok", "looked", "findings": [{"code", "grave", "what", "advice", "mended"}]} as JSON.
    #[arg(long)]
    json: bool,
}

/// One thing that somebody should know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Stable, for scripts: `rights-data`.
    pub code: &'static str,
    /// False: worth knowing, and no reason to end with 3.
    pub grave: bool,
    pub what: String,
    pub advice: String,
    /// It was put right.
    pub mended: bool,
}

/// What was looked at, and what was found.
#[derive(Default)]
pub struct Visit {
    looked: Vec<&'static str>,
    findings: Vec<Finding>,
}

impl Visit {
    fn look(&mut self, at: &'static str) {
        self.looked.push(at);
    }

    fn find(&mut self, code: &'static str, what: impl Into<String>, advice: impl Into<String>) {
        self.findings.push(Finding {
            code,
            grave: true,
            what: what.into(),
            advice: advice.into(),
            mended: false,
        });
    }

    fn note(&mut self, code: &'static str, what: impl Into<String>, advice: impl Into<String>) {
        self.find(code, what, advice);
        if let Some(last) = self.findings.last_mut() {
            last.grave = false;
        }
    }

    fn mended(&mut self) {
        if let Some(last) = self.findings.last_mut() {
            last.mended = true;
        }
    }

    fn is_well(&self) -> bool {
        self.findings.iter().all(|finding| !finding.grave || finding.mended)
    }
}

impl Doctor {
    pub fn run(self) -> anyhow::Result<u8> {
        let data = DataDir::open(&self.place.data)?;
        let mut visit = Visit::default();
        let clock = Clock::system();
        let settings = match self.place.settings(&[]) {
            Ok(settings) => Some(settings),
            Err(error) => {
                visit.find(
                    "settings",
                    format!("{error:#}"),
                    "put the settings file right: kabinet config check",
                );
                None
            }
        };
        rights::look(data.path(), self.mend, &mut visit);
        data::room(data.path(), &mut visit);
        let beside = self.store(data.path(), &mut visit);
        data::clock(beside.as_ref(), settings.as_ref(), clock.now(), &mut visit);
        if let Some(beside) = &beside {
            data::store(beside, &mut visit);
        }
        if let Some(settings) = &settings {
            self.outside(&data, settings, &mut visit)?;
        }
        backups::look(&data, beside.as_ref(), clock.now(), &mut visit);
        // Pages are read where nobody else has the store open: we neither.
        drop(beside);
        if self.deep {
            data::deep(data.path(), &mut visit);
        }
        self.tell(&visit);
        Ok(if visit.is_well() { exit::OK } else { exit::FOUND })
    }

    fn store(&self, data: &Path, visit: &mut Visit) -> Option<Beside> {
        visit.look("store");
        match Beside::of(data) {
            Ok(beside) => Some(beside),
            Err(error) => {
                visit.find(
                    "store-unreadable",
                    format!("the store can't be read: {error}"),
                    "kabinet backup verify the newest backup, then kabinet restore it; what is there is kept beside",
                );
                None
            }
        }
    }

    fn outside(&self, data: &DataDir, settings: &Settings, visit: &mut Visit) -> anyhow::Result<()> {
        super::runtime()?.block_on(outside::mail(data, settings, visit));
        outside::exchange(data, settings, visit);
        Ok(())
    }

    fn tell(&self, visit: &Visit) {
        if self.json {
            super::print(serde_json::json!({
                "ok": visit.is_well(),
                "looked": visit.looked,
                "findings": visit.findings,
            }));
            return;
        }
        super::print(format_args!("Looked at: {}.", visit.looked.join(", ")));
        for finding in &visit.findings {
            let word = match (finding.mended, finding.grave) {
                (true, _) => "MENDED",
                (false, true) => "FOUND",
                (false, false) => "NOTE",
            };
            super::print(format_args!("{word} {}: {}", finding.code, finding.what));
            if !finding.mended {
                super::print(format_args!("      {}", finding.advice));
            }
        }
        super::print(match visit.is_well() {
            true => "All is well.",
            false => "There is something to do.",
        });
    }
}
