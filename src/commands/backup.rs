//! `kabinet backup create`, `verify`, `list` and `prune`; `drill` has a file of its own

use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::{Args, Subcommand};
use serde_json::json;

use super::drill::Drill;
use super::{Place, exit};
use crate::app::{App, DataDir};
use crate::platform::backup::{self, BackupError, Created, Kind, Listed, Manifest, Retention, Source, Unpacked};
use crate::platform::values::Clock;

/// Backups: make one beside a running server, find out whether one is good, keep some and let others go.
#[derive(Args)]
pub struct Backup {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Create(Create),
    Verify(Verify),
    Drill(Drill),
    List(List),
    Prune(Prune),
}

/// Where archives with dates in their names lie.
#[derive(Args)]
struct Folder {
    /// Data directory of the installation.
    #[arg(long, env = "KABINET_DATA", default_value = "data", value_name = "DIR")]
    data: PathBuf,
    /// Folder of the archives instead of DIR/backups.
    #[arg(long, value_name = "FOLDER")]
    folder: Option<PathBuf>,
}

impl Folder {
    fn path(&self) -> PathBuf {
        self.folder.clone().unwrap_or_else(|| self.data.join(backup::BACKUPS))
    }
}

/// Lists the archives of a folder, the newest first: those that `backup create` has named.
///
/// Example: kabinet backup list --data /var/lib/kabinet --json
#[derive(Args)]
#[command(after_long_help = exit::HELP)]
struct List {
    #[command(flatten)]
    folder: Folder,
    /// Prints [{"file", "begun", "bytes"}] as JSON.
    #[arg(long)]
    json: bool,
}

/// Removes archives that are needed no longer: the newest of each of the last days, weeks and months stays. Only files
/// that `backup create` has named by date are ever removed, and never the newest. Archives of another installation, and such
/// as can't be read, are left alone and named.
///
/// Example: kabinet backup prune --data /var/lib/kabinet --days 7 --weeks 4 --months 12
#[derive(Args)]
#[command(after_long_help = exit::HELP)]
struct Prune {
    #[command(flatten)]
    folder: Folder,
    /// Days that keep their newest archive.
    #[arg(long, default_value_t = 7, value_name = "N")]
    days: usize,
    /// Weeks that keep theirs.
    #[arg(long, default_value_t = 4, value_name = "N")]
    weeks: usize,
    /// Months that keep theirs.
    #[arg(long, default_value_t = 12, value_name = "N")]
    months: usize,
    /// Says what would go, and removes nothing.
    #[arg(long)]
    dry_run: bool,
    /// Prints {"ok", "removed", "kept", "foreign"} as JSON.
    #[arg(long)]
    json: bool,
}

/// Copies everything as of now into one archive, beside a running server or without one, and restores it into a
/// temporary place to see that it is good. Only then it gets its name.
///
/// Keys beside the store (people.keys, access.keys, offers.key, evidence.key) are left out: keep copies of them in another place,
/// or ask for --with-keys. The full text is left out too: it is rebuilt.
///
/// Example: kabinet backup create --data /var/lib/kabinet --out /mnt/backups/kabinet.zip
#[derive(Args)]
#[command(after_long_help = exit::HELP)]
struct Create {
    #[command(flatten)]
    place: Place,
    /// The archive; DIR/backups/kabinet-DATE-TIME.zip when absent.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Puts the files of keys into the archive. Who has it can then read what they seal.
    #[arg(long)]
    with_keys: bool,
    /// Prints {"ok", "file", "bytes", "created", "digest", "rows", "files", "journal", "keys"} as JSON.
    #[arg(long)]
    json: bool,
}

/// Finds out whether an archive is good: every byte against its seal, and everything restored into a temporary place and
/// checked. Needs no installation. Ends with 3 when it isn't good.
///
/// Example: kabinet backup verify /mnt/backups/kabinet.zip --json
#[derive(Args)]
#[command(after_long_help = exit::HELP)]
struct Verify {
    /// The archive.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Folder for the temporary store; the system's when absent. It takes about twice the size of the store.
    #[arg(long, value_name = "DIR")]
    work: Option<PathBuf>,
    /// Prints {"ok", "file", "bytes", "created", "digest", ...} or {"ok": false, "problem"} as JSON.
    #[arg(long)]
    json: bool,
}

impl Backup {
    pub fn run(self) -> anyhow::Result<u8> {
        match self.command {
            Command::Create(create) => create.run(),
            Command::Verify(verify) => verify.run(),
            Command::Drill(drill) => drill.run(),
            Command::List(list) => list.run(),
            Command::Prune(prune) => prune.run(),
        }
    }
}

impl List {
    fn run(self) -> anyhow::Result<u8> {
        let listed = backup::listed(&self.folder.path())?;
        if self.json {
            let rows: Vec<_> = listed
                .iter()
                .map(|one| {
                    json!({
                        "file": one.path.display().to_string(),
                        "begun": backup::said(one.begun),
                        "bytes": one.bytes,
                    })
                })
                .collect();
            super::print(serde_json::Value::Array(rows));
            return Ok(exit::OK);
        }
        if listed.is_empty() {
            super::print("There is no backup yet: kabinet backup create makes one.");
        }
        for one in listed {
            super::print(format_args!(
                "{}  {:>12} bytes  {}",
                backup::said(one.begun),
                one.bytes,
                one.path.display()
            ));
        }
        Ok(exit::OK)
    }
}

impl Prune {
    fn run(self) -> anyhow::Result<u8> {
        let own = DataDir::open(&self.folder.data).context("whose archives may go can't be told")?;
        let installation = own.instance().id.to_string();
        let rule = Retention {
            days: self.days,
            weeks: self.weeks,
            months: self.months,
        };
        let folder = self.folder.path();
        let sorted = match self.dry_run {
            true => backup::sorted(&folder, rule, &installation)?,
            false => backup::pruned(&folder, rule, &installation)?,
        };
        if self.json {
            let names =
                |of: &[Listed]| -> Vec<String> { of.iter().map(|one| one.path.display().to_string()).collect() };
            super::print(json!({
                "ok": true,
                "removed": names(&sorted.gone),
                "kept": names(&sorted.kept),
                "foreign": names(&sorted.foreign),
            }));
            return Ok(exit::OK);
        }
        let word = if self.dry_run { "would go" } else { "removed" };
        for one in &sorted.gone {
            super::print(format_args!("{word}: {}", one.path.display()));
        }
        for one in &sorted.foreign {
            super::print(format_args!(
                "left alone: {} (of another cabinet, or it can't be read)",
                one.path.display()
            ));
        }
        Ok(exit::OK)
    }
}

impl Create {
    fn run(self) -> anyhow::Result<u8> {
        let clock = Clock::system();
        let data = DataDir::open(&self.place.data)?;
        let dated = || data.path().join(backup::BACKUPS).join(backup::dated_name(clock.now()));
        let out = self.out.unwrap_or_else(dated);
        let beside = out.starts_with(data.path());
        let created = archived(&data, Kind::Backup, &out, self.with_keys, &clock)?;
        if self.json {
            super::print(described(
                &created.file,
                created.bytes,
                &created.manifest,
                &created.unpacked,
            ));
            return Ok(exit::OK);
        }
        tell(&created.file, created.bytes, &created.manifest);
        let apart: Vec<&str> = created
            .manifest
            .keys
            .iter()
            .filter(|key| !key.included)
            .map(|key| key.name.as_str())
            .collect();
        if !apart.is_empty() {
            super::print(format_args!(
                "Not in it: {}. Keep copies of them in another place: without them sealed papers can't be read.",
                apart.join(", ")
            ));
        }
        if beside {
            super::print("It lies on the same disk as the data: copy it to another one, or name one with --out.");
        }
        Ok(exit::OK)
    }
}

/// An archive of an installation, verified.
pub fn archived(data: &DataDir, kind: Kind, out: &Path, with_keys: bool, clock: &Clock) -> anyhow::Result<Created> {
    let tables = App::records();
    let source = Source::of(data.path(), &tables, with_keys, clock).context("the data can't be read")?;
    backup::create(source, kind, out, clock).context("there is no good backup")
}

impl Verify {
    fn run(self) -> anyhow::Result<u8> {
        let work = self.work.unwrap_or_else(std::env::temp_dir);
        match backup::verify(&self.file, &work, &App::records(), &Clock::system()) {
            Ok((archive, unpacked)) => {
                if self.json {
                    super::print(described(&self.file, archive.bytes, &archive.manifest, &unpacked));
                } else {
                    tell(&self.file, archive.bytes, &archive.manifest);
                    super::print("It is good: it was restored into a temporary place and checked.");
                }
                Ok(exit::OK)
            }
            Err(error @ (BackupError::Damaged(_) | BackupError::Newer(_))) => {
                if self.json {
                    super::print(json!({
                        "ok": false,
                        "file": self.file.display().to_string(),
                        "problem": error.to_string(),
                    }));
                } else {
                    super::print(format_args!("NOT GOOD {}: {error}", self.file.display()));
                }
                Ok(exit::FOUND)
            }
            Err(error) => Err(error.into()),
        }
    }
}

/// An archive for a machine.
pub fn described(file: &Path, bytes: u64, manifest: &Manifest, unpacked: &Unpacked) -> serde_json::Value {
    json!({
        "ok": true,
        "file": file.display().to_string(),
        "bytes": bytes,
        "kind": manifest.kind,
        "format": manifest.format,
        "kabinet": manifest.kabinet,
        "created": manifest.created,
        "digest": unpacked.digest,
        "rows": manifest.row_count(),
        "files": manifest.files.len(),
        "records": unpacked.records,
        "index_rows": unpacked.index_rows,
        "journal": manifest.journal,
        "keys": manifest.keys,
    })
}

/// The same for a person.
fn tell(file: &Path, bytes: u64, manifest: &Manifest) {
    super::print(format_args!(
        "{}: {bytes} bytes\n{:>10}  rows\n{:>10}  files\n{:>10}  journal entries, the last of {}\n  made at {} by Kabinet {}\n  digest {}",
        file.display(),
        manifest.row_count(),
        manifest.files.len(),
        manifest.journal.entries,
        manifest.journal.last.as_deref().unwrap_or("never"),
        manifest.created,
        manifest.kabinet,
        manifest.digest,
    ));
}
