//! Which backups are kept: the newest of each of the last days, weeks and months that have one.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::{Date, DateTime};
use jiff::{Timestamp, Unit};

use super::{Archive, Result, at};
use crate::platform::values::Moment;

const BEGIN: &str = "kabinet-";
const END: &str = ".zip";
const STAMP: &str = "%Y%m%d-%H%M%SZ";

/// The name of an archive that was begun at a moment: the only names that a rule ever removes.
pub fn dated_name(now: Moment) -> String {
    format!("{BEGIN}{}{END}", now.timestamp().strftime(STAMP))
}

/// Archives of so many seconds ahead are of a moment ago: names go by seconds, and several may be begun within one.
const NEAR: i64 = 60;

/// The name of an archive that is begun now in a folder: later than those of a moment ago, so that no rule takes it for an
/// older one. What a clock that was wrong has dated far ahead moves nothing.
pub fn next_name(folder: &Path, now: Moment) -> String {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let others = entries.filter_map(|entry| dated(entry.file_name().to_str()?));
    let near = others
        .map(Moment::from)
        .filter(|other| *other <= now.plus_seconds(NEAR));
    let after = near.max().map(|newest| newest.plus_seconds(1));
    dated_name(after.map_or(now, |after| after.max(now)))
}

/// When an archive of this name was begun; `None` for other names.
pub fn dated(name: &str) -> Option<Timestamp> {
    let stamp = name.strip_prefix(BEGIN)?.strip_suffix(END)?;
    // The parser would take shorter figures, too.
    let shape = stamp.len() == 16 && stamp.is_ascii();
    let moment = DateTime::strptime(STAMP, stamp).ok().filter(|_| shape)?;
    jiff::tz::TimeZone::UTC.to_timestamp(moment).ok()
}

/// One archive of a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    pub path: PathBuf,
    pub begun: Timestamp,
    pub bytes: u64,
}

/// The archives of a folder, the newest first. Other files are left out; an absent folder has none.
pub fn listed(folder: &Path) -> Result<Vec<Listed>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        other => other.map_err(at(folder))?,
    };
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry.map_err(at(folder))?;
        let Some(begun) = entry.file_name().to_str().and_then(dated) else {
            continue;
        };
        let path = entry.path();
        let metadata = entry.metadata().map_err(at(&path))?;
        if metadata.is_file() {
            found.push(Listed {
                path,
                begun,
                bytes: metadata.len(),
            });
        }
    }
    found.sort_by_key(|one| std::cmp::Reverse(one.begun));
    Ok(found)
}

/// How many of each are kept. Days, weeks and months are those of UTC; a week begins on Monday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retention {
    pub days: usize,
    pub weeks: usize,
    pub months: usize,
}

/// Which of these may go: as places in `begun`. The newest never goes, whatever the rule.
pub fn superfluous(begun: &[Timestamp], rule: Retention) -> Vec<usize> {
    let mut newest_first: Vec<usize> = (0..begun.len()).collect();
    newest_first.sort_by(|a, b| begun[*b].cmp(&begun[*a]));
    let mut kept: BTreeSet<usize> = newest_first.first().copied().into_iter().collect();
    let day = |at: usize| -> Date { jiff::tz::TimeZone::UTC.to_datetime(begun[at]).date() };
    let week = |at: usize| -> Date {
        let day = day(at);
        let since_monday = i64::from(day.weekday().to_monday_zero_offset());
        day.checked_sub(jiff::Span::new().days(since_monday)).unwrap_or(day)
    };
    let month = |at: usize| -> Date { day(at).first_of_month() };
    let periods: [(&dyn Fn(usize) -> Date, usize); 3] = [(&day, rule.days), (&week, rule.weeks), (&month, rule.months)];
    for (period, count) in periods {
        let mut seen = BTreeSet::new();
        for &at in &newest_first {
            if seen.len() >= count {
                break;
            }
            if seen.insert(period(at)) {
                kept.insert(at);
            }
        }
    }
    (0..begun.len()).filter(|at| !kept.contains(at)).collect()
}

/// What a rule says of the archives of a folder, each part with the newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sorted {
    pub kept: Vec<Listed>,
    pub gone: Vec<Listed>,
    /// Of another installation, or their manifest can't be read: no rule removes them, and they stand for no day.
    pub foreign: Vec<Listed>,
}

/// Sorts the archives of a folder by a rule for those of one installation, whose id its manifests name.
pub fn sorted(folder: &Path, rule: Retention, installation: &str) -> Result<Sorted> {
    let mut sorted = Sorted::default();
    let mut own = Vec::new();
    for one in listed(folder)? {
        // An empty id would be that of every archive which names none.
        match Archive::manifest_of(&one.path) {
            Ok(manifest) if !installation.is_empty() && manifest.installation() == installation => {
                own.push((one, manifest.is_before_upgrade()));
            }
            _ => sorted.foreign.push(one),
        }
    }
    let daily: Vec<usize> = (0..own.len()).filter(|at| !own[*at].1).collect();
    let begun: Vec<Timestamp> = daily.iter().map(|at| own[*at].0.begun).collect();
    let superfluous: BTreeSet<usize> = superfluous(&begun, rule).into_iter().map(|at| daily[at]).collect();
    // The way back from the last upgrade stays, whatever was made since on its day.
    let way_back = own
        .iter()
        .filter(|(_, upgrade)| *upgrade)
        .map(|(one, _)| one.begun)
        .max();
    for (place, (one, upgrade)) in own.into_iter().enumerate() {
        let goes = match upgrade {
            true => Some(one.begun) != way_back,
            false => superfluous.contains(&place),
        };
        match goes {
            true => sorted.gone.push(one),
            false => sorted.kept.push(one),
        }
    }
    Ok(sorted)
}

/// Removes what a rule lets go from a folder, and tells what it did. Only archives of this installation with names that tell
/// when are touched, and never the newest.
pub fn pruned(folder: &Path, rule: Retention, installation: &str) -> Result<Sorted> {
    let sorted = sorted(folder, rule, installation)?;
    for one in &sorted.gone {
        fs::remove_file(&one.path).map_err(at(&one.path))?;
    }
    Ok(sorted)
}

/// Seconds without fractions, for people and machines.
pub fn said(begun: Timestamp) -> String {
    begun.round(Unit::Second).unwrap_or(begun).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_later_than_those_of_a_moment_ago_and_follows_no_wrong_clock() {
        let folder = tempfile::tempdir().unwrap();
        let now = Moment::from("2026-11-28T10:00:00Z".parse::<Timestamp>().unwrap());
        let next = || next_name(folder.path(), now);
        assert_eq!(next(), "kabinet-20261128-100000Z.zip");
        for (there, expected) in [
            ("kabinet-20261127-100000Z.zip", "kabinet-20261128-100000Z.zip"),
            ("kabinet-20261128-100000Z.zip", "kabinet-20261128-100001Z.zip"),
            ("kabinet-20261128-100001Z.zip", "kabinet-20261128-100002Z.zip"),
            ("kabinet-20361128-100000Z.zip", "kabinet-20261128-100002Z.zip"),
        ] {
            fs::write(folder.path().join(there), "").unwrap();
            assert_eq!(next(), expected, "{there}");
        }
    }

    #[test]
    fn names_tell_when_and_nothing_else_is_taken_for_one() {
        let now = Moment::from_millis(1_795_817_345_678);
        let name = dated_name(now);
        let begun = dated(&name).unwrap();
        assert_eq!(begun.as_millisecond(), 1_795_817_345_000, "{name}");
        for other in [
            "kabinet.zip",
            "kabinet-20261127-221005Z.zip.partial",
            "letters.zip",
            "kabinet-20261327-221005Z.zip",
            "kabinet-20261127-221005.zip",
            "kabinet-2026112-7221005Z.zip",
            "my-kabinet-20261127-221005Z.zip",
            "kabinet-20261127-221005Z.zip.age",
        ] {
            assert_eq!(dated(other), None, "{other}");
        }
    }

    #[test]
    fn the_newest_of_each_period_stays() {
        let rule = |days, weeks, months| Retention { days, weeks, months };
        // Monday 2026-11-23 is the beginning of a week.
        let cases: [(&[&str], Retention, &[&str]); 7] = [
            (&[], rule(1, 1, 1), &[]),
            // Nothing is wanted: the newest stays all the same.
            (&["2026-11-26T03", "2026-11-27T03"], rule(0, 0, 0), &["2026-11-27T03"]),
            // Of one day the last one; the order in the folder doesn't matter.
            (
                &["2026-11-27T22", "2026-11-27T03", "2026-11-26T23", "2026-11-26T01"],
                rule(2, 0, 0),
                &["2026-11-27T22", "2026-11-26T23"],
            ),
            // Days without a backup aren't counted.
            (
                &["2026-11-27T03", "2026-11-01T03", "2026-06-01T03"],
                rule(2, 0, 0),
                &["2026-11-27T03", "2026-11-01T03"],
            ),
            (
                &[
                    "2026-11-27T03",
                    "2026-11-23T03",
                    "2026-11-22T03",
                    "2026-11-16T03",
                    "2026-11-15T03",
                ],
                rule(0, 3, 0),
                &["2026-11-27T03", "2026-11-22T03", "2026-11-15T03"],
            ),
            (
                &["2026-11-27T03", "2026-11-01T03", "2026-10-31T03", "2025-11-27T03"],
                rule(0, 0, 3),
                &["2026-11-27T03", "2026-10-31T03", "2025-11-27T03"],
            ),
            // One may serve several rules.
            (
                &[
                    "2026-11-27T03",
                    "2026-11-26T03",
                    "2026-11-22T03",
                    "2026-10-31T03",
                    "2026-10-30T03",
                ],
                rule(2, 2, 2),
                &["2026-11-27T03", "2026-11-26T03", "2026-11-22T03", "2026-10-31T03"],
            ),
        ];
        for (all, rule, expected) in cases {
            let begun: Vec<Timestamp> = all
                .iter()
                .map(|hour| format!("{hour}:00:00Z").parse().unwrap())
                .collect();
            let gone = superfluous(&begun, rule);
            let kept: Vec<&str> = (0..all.len())
                .filter(|at| !gone.contains(at))
                .map(|at| all[at])
                .collect();
            assert_eq!(kept, expected, "{all:?} {rule:?}");
        }
    }
}
