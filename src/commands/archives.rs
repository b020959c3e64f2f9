//! Where archives are, and which one is meant.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use crate::modules::backups::{BackupSettings, settings};
use crate::platform::backup::{self, Archive, BACKUPS, Beside, Listed};

/// What an administrator has set up on the page of backups; `None` where nothing was, or where the store can't be read:
/// that is often why somebody asks.
pub fn settings_of(data: &Path) -> Option<BackupSettings> {
    let beside = Beside::of(data).ok()?;
    beside.look(|tx| settings(tx).ok().flatten()).ok().flatten()
}

/// Folders that may hold archives of an installation: the own one, those that are set up, and one that is named.
pub fn folders(data: &Path, named: Option<&Path>) -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = named.map(Path::to_owned).into_iter().collect();
    folders.push(data.join(BACKUPS));
    if let Some(settings) = settings_of(data) {
        let set = [settings.folder, settings.second].into_iter();
        folders.extend(set.filter(|folder| !folder.is_empty()).map(PathBuf::from));
    }
    let mut seen = std::collections::BTreeSet::new();
    folders.retain(|folder| seen.insert(std::fs::canonicalize(folder).unwrap_or_else(|_| folder.clone())));
    folders
}

/// All archives of some folders, the newest first. A folder that can't be read is told of and left out.
pub fn listed(folders: &[PathBuf]) -> Vec<Listed> {
    let mut found = Vec::new();
    for folder in folders {
        match backup::listed(folder) {
            Ok(listed) => found.extend(listed),
            Err(error) => eprintln!("kabinet: {error}"),
        }
    }
    found.sort_by_key(|one| std::cmp::Reverse(one.begun));
    found
}

/// A moment as somebody writes it: `2026-11-20T12:00` in the manufacturer's zone, or with a zone of its own.
pub fn moment(text: &str, zone: &TimeZone) -> anyhow::Result<Timestamp> {
    if let Ok(moment) = text.parse::<Timestamp>() {
        return Ok(moment);
    }
    let civil: DateTime = text
        .parse()
        .with_context(|| format!("{text} is no time; write 2026-11-20T12:00"))?;
    Ok(zone.to_timestamp(civil)?)
}

/// The newest archive that was begun no later than `moment` and whose seal is whole. What is passed over is told to
/// `skipped`.
///
/// # Errors
/// When there is none.
pub fn newest_by(
    archives: &[Listed],
    moment: Timestamp,
    mut skipped: impl FnMut(&Listed, &backup::BackupError),
) -> anyhow::Result<(PathBuf, Archive)> {
    for one in archives.iter().filter(|one| one.begun <= moment) {
        match Archive::open(&one.path) {
            Ok(archive) => return Ok((one.path.clone(), archive)),
            Err(error) => skipped(one, &error),
        }
    }
    match archives.last() {
        Some(oldest) => bail!(
            "no good backup is from {} or before; the oldest is {} of {}",
            backup::said(moment),
            oldest.path.display(),
            backup::said(oldest.begun)
        ),
        None => bail!("there is no backup in these folders; name another with --folder, or the file itself"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_the_manufacturers_unless_they_say_otherwise() {
        let zone = TimeZone::get("Asia/Yekaterinburg").unwrap();
        for (text, said) in [
            ("2026-11-20T12:00", "2026-11-20T07:00:00Z"),
            ("2026-11-20 12:00:30", "2026-11-20T07:00:30Z"),
            ("2026-11-20", "2026-11-19T19:00:00Z"),
            ("2026-11-20T12:00:00Z", "2026-11-20T12:00:00Z"),
            ("2026-11-20T12:00:00+03:00", "2026-11-20T09:00:00Z"),
        ] {
            assert_eq!(moment(text, &zone).unwrap().to_string(), said, "{text}");
        }
        for text in ["", "yesterday", "2026-11-31T12:00", "12:00"] {
            assert!(moment(text, &zone).is_err(), "{text}");
        }
    }

    #[test]
    fn a_damaged_one_is_passed_over_and_none_is_told() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["kabinet-20261120-100000Z.zip", "kabinet-20261119-100000Z.zip"] {
            std::fs::write(folder.path().join(name), "no archive").unwrap();
        }
        let archives = listed(&[folder.path().to_owned()]);
        assert_eq!(archives.len(), 2);
        let noon = "2026-11-20T12:00:00Z".parse().unwrap();
        let mut passed = Vec::new();
        let found = newest_by(&archives, noon, |one, _| passed.push(backup::said(one.begun)));
        let said = found.err().unwrap().to_string();
        assert!(said.contains("kabinet-20261119-100000Z.zip"), "{said}");
        assert_eq!(passed, ["2026-11-20T10:00:00Z", "2026-11-19T10:00:00Z"]);
        let before = "2026-11-19T12:00:00Z".parse().unwrap();
        let mut passed = Vec::new();
        assert!(newest_by(&archives, before, |one, _| passed.push(one.begun)).is_err());
        assert_eq!(passed.len(), 1, "later ones aren't looked at");
        assert!(newest_by(&[], noon, |_, _| {}).is_err());
    }
}
