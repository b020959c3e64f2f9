//! Files that were read are kept with their reports: a folder exchange counts a change as delivered as soon as it is
//! written, so what is lost here is lost until a full export.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::modules::exchange::Report;
use crate::modules::exchange::archive::safe_name;
use crate::modules::exchange::desk::RunId;
use crate::platform::values::{Message, Moment};

/// What lies beside a kept file.
#[derive(Serialize)]
struct Card<'a> {
    name: &'a str,
    run: RunId,
    at: Moment,
    #[serde(skip_serializing_if = "Option::is_none")]
    fault: Option<&'a Message>,
    #[serde(skip_serializing_if = "Option::is_none")]
    report: Option<&'a Report>,
}

/// Where files are kept: `archive` and `quarantine` under the exchange folder.
#[derive(Clone, Debug)]
pub(super) struct Keep {
    root: PathBuf,
}

impl Keep {
    pub fn new(root: &Path) -> Keep {
        Keep { root: root.to_owned() }
    }

    /// `archive/2026-11-23/<run>/<name>` with a report beside it; gives the path relative to the exchange folder.
    pub fn archive(&self, run: RunId, at: Moment, name: &str, path: &Path, report: &Report) -> io::Result<String> {
        let day = at.day_in(&jiff::tz::TimeZone::UTC);
        let place = format!("archive/{day}/{run}/{}", plain(name));
        let card = Card {
            name,
            run,
            at,
            fault: None,
            report: Some(report),
        };
        self.keep(&place, path, &card)?;
        Ok(place)
    }

    /// `quarantine/<run>/<name>` with the reason beside it.
    pub fn quarantine(&self, run: RunId, at: Moment, name: &str, path: &Path, fault: &Message) -> io::Result<String> {
        let place = format!("quarantine/{run}/{}", plain(name));
        let card = Card {
            name,
            run,
            at,
            fault: Some(fault),
            report: None,
        };
        self.keep(&place, path, &card)?;
        Ok(place)
    }

    fn keep(&self, place: &str, path: &Path, card: &Card<'_>) -> io::Result<()> {
        let target = self.root.join(place);
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder)?;
        }
        // Across file systems a rename is refused.
        if fs::rename(path, &target).is_err() {
            fs::copy(path, &target)?;
            fs::remove_file(path)?;
        }
        fs::write(
            report_of(&target),
            serde_json::to_vec_pretty(card).map_err(io::Error::other)?,
        )
    }
}

/// Where the report of a kept file lies.
pub(super) fn report_of(kept: &Path) -> PathBuf {
    let mut beside = kept.as_os_str().to_owned();
    beside.push(".report.json");
    beside.into()
}

fn plain(name: &str) -> String {
    safe_name(name).unwrap_or_else(|| "file".to_owned())
}
