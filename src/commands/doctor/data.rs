//! The data directory itself: room, clock, the store, stored files.

use std::path::Path;

use jiff::tz::TimeZone;

use super::Visit;
use crate::app::App;
use crate::config::Settings;
use crate::platform::backup::{self, Beside, FILES, STORE};
use crate::platform::values::Moment;

/// Findings of one kind that are told one by one.
const TOLD: usize = 20;
/// Clocks of two machines differ by less, in seconds.
const AHEAD: i64 = 120;

pub fn room(data: &Path, visit: &mut Visit) {
    visit.look("room");
    let store = std::fs::metadata(data.join(STORE)).map_or(0, |file| file.len());
    match backup::free_bytes(data) {
        Ok(free) => tell_room(data, free, store, visit),
        Err(error) => visit.find("room-unknown", error.to_string(), "look at the disk: df -h"),
    }
}

fn tell_room(data: &Path, free: u64, store: u64, visit: &mut Visit) {
    let place = data.display();
    let mib = |bytes: u64| bytes >> 20;
    if free < backup::LITTLE_ROOM {
        visit.find(
            "room-little",
            format!("{} MiB are free where {place} lies", mib(free)),
            "free some room at once: a full disk stops the server",
        );
    } else if free < store.saturating_mul(backup::STORES) {
        visit.find(
            "room-no-backup",
            format!(
                "{} MiB are free where {place} lies; a backup there takes up to {} MiB",
                mib(free),
                mib(store.saturating_mul(backup::STORES))
            ),
            "free some room, or send backups to another disk",
        );
    }
}

/// The first year of this program: no clock that is set shows an earlier one.
const FIRST_YEAR: i16 = 2026;

pub fn clock(beside: Option<&Beside>, settings: Option<&Settings>, now: Moment, visit: &mut Visit) {
    visit.look("clock");
    let advice = "set the clock of the server right: timedatectl; days and deadlines follow it";
    if now.day_in(&TimeZone::UTC).year() < FIRST_YEAR {
        visit.find("clock-behind", format!("the clock says {}", now.timestamp()), advice);
    }
    if let Some(Err(error)) = settings.map(Settings::zone) {
        visit.find(
            "clock-zone",
            error.to_string(),
            "name a zone such as Europe/Moscow: setting zone",
        );
    }
    let last = beside.and_then(|beside| beside.last_entry().ok().flatten());
    if let Some(last) = last.filter(|last| last.seconds_since(now) > AHEAD) {
        visit.find(
            "clock-journal-ahead",
            format!("the journal's last entry is of {}, later than now", last.timestamp()),
            advice,
        );
    }
}

pub fn store(beside: &Beside, visit: &mut Visit) {
    visit.look("records");
    visit.look("indexes");
    visit.look("journal");
    let advice = "stop the server and run kabinet check; restore the newest good backup if it finds the same";
    let (report, chain) = match beside.check(&App::records()) {
        Ok(walked) => walked,
        Err(error) => {
            return visit.find(
                "store-unreadable",
                format!("the store can't be walked: {error}"),
                advice,
            );
        }
    };
    for finding in report.findings.iter().take(TOLD) {
        let code = match finding.kind {
            "unknown-table" | "unreadable" | "wrong-key" => "store-records",
            _ => "store-indexes",
        };
        let what = format!("{} in {}: {}", finding.kind, finding.table, finding.detail);
        visit.find(code, what, advice);
    }
    if report.findings.len() > TOLD {
        let more = report.findings.len() - TOLD;
        visit.find("store-more", format!("{more} more of the like in the store"), advice);
    }
    if let Some(seq) = chain.broken_at {
        visit.find(
            "journal-broken",
            format!("the journal's chain is broken at entry {seq}: something was changed outside of the cabinet"),
            "keep a copy of the data directory as it is, and restore a backup from before",
        );
    }
}

/// What takes minutes.
pub fn deep(data: &Path, visit: &mut Visit) {
    visit.look("files");
    match backup::changed_files(&data.join(FILES)) {
        Err(error) => visit.find(
            "files-unreadable",
            error.to_string(),
            "look at the disk: dmesg, smartctl",
        ),
        Ok(changed) => {
            for (hash, why) in changed.iter().take(TOLD) {
                visit.find(
                    "files-changed",
                    format!("the stored file {hash} isn't what its name says: {why}"),
                    "put it back from an earlier backup; the disk may be failing",
                );
            }
            if changed.len() > TOLD {
                let more = changed.len() - TOLD;
                visit.find(
                    "files-more",
                    format!("{more} more of the like"),
                    "the disk may be failing: smartctl",
                );
            }
        }
    }
    match backup::integrity(data, &std::env::temp_dir()) {
        Ok(None) => visit.note(
            "pages-not-read",
            "the pages of the store weren't read: a server runs",
            "stop it and repeat, to have them read",
        ),
        Ok(Some(true)) => visit.look("pages"),
        Ok(Some(false)) => {
            visit.look("pages");
            visit.find(
                "pages-damaged",
                "pages of the store are damaged",
                "restore the newest good backup; the disk may be failing",
            );
        }
        Err(error) => visit.find(
            "pages-unread",
            format!("the pages of the store can't be read: {error}"),
            "make room in the temporary folder, or look at the disk",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(visit: &Visit) -> Vec<&'static str> {
        visit.findings.iter().map(|finding| finding.code).collect()
    }

    #[test]
    fn room_is_told_by_what_it_is_needed_for() {
        const GIB: u64 = 1 << 30;
        for (free, store, expected) in [
            (10 * GIB, GIB, None),
            (3 * GIB, GIB, None),
            (3 * GIB - 1, GIB, Some("room-no-backup")),
            (backup::LITTLE_ROOM, 1, None),
            (backup::LITTLE_ROOM - 1, 1, Some("room-little")),
            (0, GIB, Some("room-little")),
            (u64::MAX, u64::MAX, None),
        ] {
            let mut visit = Visit::default();
            tell_room(Path::new("/data"), free, store, &mut visit);
            assert_eq!(
                codes(&visit),
                expected.into_iter().collect::<Vec<_>>(),
                "{free} of {store}"
            );
        }
    }

    #[test]
    fn a_clock_before_the_program_was_made_is_wrong() {
        let at = |text: &str| Moment::from(text.parse::<jiff::Timestamp>().unwrap());
        for (now, wrong) in [("2026-01-01T00:00:00Z", false), ("1970-01-01T00:00:10Z", true)] {
            let mut visit = Visit::default();
            clock(None, None, at(now), &mut visit);
            assert_eq!(codes(&visit) == ["clock-behind"], wrong, "{now}");
        }
    }
}
