//! `kabinet restore`

use std::io::{BufRead, IsTerminal, Write};
use std::path::PathBuf;

use anyhow::Context;
use clap::Args;
use serde_json::json;

use super::{Place, archives, exit};
use crate::app::App;
use crate::platform::backup::{Archive, Arrived, BackupError, Listed, Loss, Manifest, Wishes, restore};
use crate::platform::values::Clock;

/// Puts the state of a backup in the place of the data. The server must be stopped.
///
/// The archive is restored beside the data and checked first, and then takes its place. What was there is kept in
/// DIR/before-restore-... until the server has started on the new data. Everybody signs in anew.
///
/// What will be lost is told first and asked about, unless --yes is given. A restore that is cut off leaves the old data
/// or the new: the next command or start goes it to its end.
///
/// Example: kabinet restore /mnt/backups/kabinet.zip --data /var/lib/kabinet
///
/// Example: kabinet restore --to-time 2026-11-20T12:00 --data /var/lib/kabinet
#[derive(Args)]
#[command(after_long_help = exit::HELP)]
pub struct Restore {
    /// The archive of `kabinet backup create`.
    #[arg(value_name = "FILE", required_unless_present = "to_time", conflicts_with = "to_time")]
    file: Option<PathBuf>,
    /// Takes the newest good archive that was begun no later than this: 2026-11-20T12:00 in the manufacturer's zone, or with
    /// a zone, 2026-11-20T09:00:00Z. Looks into DIR/backups and the folders that are set up in the cabinet.
    #[arg(long, value_name = "TIME")]
    to_time: Option<String>,
    /// One more folder to look into.
    #[arg(long, value_name = "FOLDER", requires = "to_time")]
    folder: Option<PathBuf>,
    #[command(flatten)]
    place: Place,
    /// Doesn't ask.
    #[arg(long)]
    yes: bool,
    /// Prints {"ok", "file", "data", "created", "digest", "lost", "kept", "sessions_ended", "foreign_keys"} as JSON.
    #[arg(long)]
    json: bool,
}

impl Restore {
    pub fn run(self) -> anyhow::Result<u8> {
        let (tables, clock) = (App::records(), Clock::system());
        let (file, mut archive) = self.archive()?;
        let unusable = || format!("{} can't be restored", file.display());
        let mut lost = serde_json::Value::Null;
        let agreed = |manifest: &Manifest, loss: &Loss| {
            lost = described(manifest, loss);
            if !self.json {
                for line in told(manifest, loss) {
                    super::print(line);
                }
            }
            match self.yes || !loss.present {
                true => Ok(true),
                false => asked(),
            }
        };
        let arrived = restore(&mut archive, &self.place.data, Wishes::Back, &tables, &clock, agreed);
        let arrived = arrived.with_context(unusable)?;
        let data = self.place.data.display();
        if self.json {
            super::print(json!({
                "ok": true,
                "file": file.display().to_string(),
                "data": data.to_string(),
                "created": archive.manifest.created,
                "digest": arrived.unpacked.digest,
                "journal": archive.manifest.journal,
                "lost": lost,
                "kept": arrived.kept.as_ref().map(|kept| kept.display().to_string()),
                "sessions_ended": arrived.sessions_ended,
                "foreign_keys": foreign(&arrived),
            }));
            return Ok(exit::OK);
        }
        super::print(format_args!(
            "Restored {data} to {}; digest {}.\n{} sessions were ended: everybody signs in anew.",
            archive.manifest.created, arrived.unpacked.digest, arrived.sessions_ended
        ));
        if let Some(kept) = &arrived.kept {
            super::print(format_args!(
                "What was there is in {} until the server has started: kabinet serve --data {data}",
                kept.display()
            ));
        }
        warn_of_keys(&arrived);
        Ok(exit::OK)
    }

    /// The archive that is named, or the newest good one by the time that is.
    fn archive(&self) -> anyhow::Result<(PathBuf, Archive)> {
        let Some(time) = &self.to_time else {
            let file = self.file.clone().unwrap_or_default();
            let archive = Archive::open(&file).with_context(|| format!("{} can't be restored", file.display()))?;
            return Ok((file, archive));
        };
        let moment = archives::moment(time, &self.place.settings(&[])?.zone()?)?;
        let found = archives::listed(&archives::folders(&self.place.data, self.folder.as_deref()));
        let skipped = |one: &Listed, error: &BackupError| {
            eprintln!("kabinet: {} is passed over: {error}", one.path.display());
        };
        let (file, archive) = archives::newest_by(&found, moment, skipped)?;
        if !self.json {
            super::print(format_args!("The newest good backup by then is {}.", file.display()));
        }
        Ok((file, archive))
    }
}

/// Keys that must be brought by hand.
pub fn warn_of_keys(arrived: &Arrived) {
    for (name, fingerprint) in &arrived.foreign_keys {
        super::print(format_args!(
            "{name} is missing or is another one than the data was made with ({fingerprint}): put the right file there \
             before the server starts, or what it seals can't be read."
        ));
    }
}

pub fn foreign(arrived: &Arrived) -> Vec<serde_json::Value> {
    let one = |(name, fingerprint): &(String, String)| json!({ "name": name, "fingerprint": fingerprint });
    arrived.foreign_keys.iter().map(one).collect()
}

fn described(manifest: &Manifest, loss: &Loss) -> serde_json::Value {
    if !loss.present {
        return serde_json::Value::Null;
    }
    let records: serde_json::Map<String, serde_json::Value> = loss
        .differences(manifest)
        .into_iter()
        .map(|(table, now, then)| (table, json!({ "now": now, "backup": then })))
        .collect();
    json!({
        "entries": loss.entries(manifest),
        "last": loss.journal.last,
        "records": records,
        "same_history": loss.same_history,
        "unreadable": loss.unreadable,
    })
}

/// What there is to lose, in sentences.
fn told(manifest: &Manifest, loss: &Loss) -> Vec<String> {
    let mut lines = vec![format!(
        "The backup was made at {} and holds {} journal entries.",
        manifest.created, manifest.journal.entries
    )];
    if !loss.present {
        lines.push("Nothing is there yet: nothing will be lost.".to_owned());
        return lines;
    }
    if let Some(reason) = &loss.unreadable {
        lines.push(format!(
            "The data that is there can't be read ({reason}): what will be lost can't be told."
        ));
        return lines;
    }
    let last = loss.journal.last.as_deref().unwrap_or("never");
    if loss.same_history {
        lines.push(format!(
            "Will be lost: {} journal entries that were made since; the last change is of {last}.",
            loss.entries(manifest)
        ));
    } else {
        lines.push(format!(
            "The data that is there is of another history than the backup, and all of it will be lost: {} journal \
             entries; the last change is of {last}.",
            loss.journal.entries
        ));
    }
    let differences = loss.differences(manifest).into_iter();
    lines.extend(differences.map(|(table, now, then)| format!("{now:>10}  {table} now, {then} in the backup")));
    lines
}

fn asked() -> Result<bool, BackupError> {
    let stdin = std::io::stdin();
    if !stdin.is_terminal() {
        return Err(BackupError::Refused(
            "nobody is there to ask whether that may be lost: say --yes; nothing was changed".into(),
        ));
    }
    let read = || -> std::io::Result<String> {
        let mut err = std::io::stderr();
        write!(err, "Type yes to go on: ")?;
        err.flush()?;
        let mut line = String::new();
        stdin.lock().read_line(&mut line)?;
        Ok(line)
    };
    let line = read().map_err(|error| BackupError::Refused(format!("the answer can't be read: {error}")))?;
    Ok(line.trim().eq_ignore_ascii_case("yes"))
}
