//! `kabinet export` and `kabinet import`

use std::path::PathBuf;

use anyhow::Context;
use clap::Args;
use serde_json::json;

use super::restore::{foreign, warn_of_keys};
use super::{Place, backup, exit};
use crate::app::{App, DataDir};
use crate::platform::backup::{Archive, Kind, Wishes, restore};
use crate::platform::values::Clock;

/// Writes everything that an installation holds as rows and files, in a form that knows no storage engine, and prints its
/// digest. The server may run.
///
/// Example: kabinet export --data /var/lib/kabinet --out /mnt/move/kabinet.zip
#[derive(Args)]
#[command(after_long_help = exit::HELP)]
pub struct Export {
    #[command(flatten)]
    place: Place,
    /// The file to write.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Puts the files of keys into it. Who has it can then read what they seal.
    #[arg(long)]
    with_keys: bool,
    /// Prints {"ok", "file", "bytes", "digest", "rows", "files", ...} as JSON.
    #[arg(long)]
    json: bool,
}

/// Reads an export into an empty installation or a new folder, and compares digests on both sides.
///
/// The installation moves as it is, with its identity and its sessions; nothing is added.
///
/// Example: kabinet import /mnt/move/kabinet.zip --data /var/lib/kabinet
#[derive(Args)]
#[command(after_long_help = exit::HELP)]
pub struct Import {
    /// The file of `kabinet export` or of `kabinet backup create`.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    place: Place,
    /// Prints {"ok", "data", "exported", "imported", "rows", "files", "foreign_keys"} as JSON.
    #[arg(long)]
    json: bool,
}

impl Export {
    pub fn run(self) -> anyhow::Result<u8> {
        let data = DataDir::open(&self.place.data)?;
        let created = backup::archived(&data, Kind::Export, &self.out, self.with_keys, &Clock::system())?;
        let manifest = &created.manifest;
        if self.json {
            super::print(backup::described(
                &created.file,
                created.bytes,
                manifest,
                &created.unpacked,
            ));
        } else {
            super::print(format_args!(
                "exported: {} rows, {} files\ndigest    {}",
                manifest.row_count(),
                manifest.files.len(),
                manifest.digest
            ));
        }
        Ok(exit::OK)
    }
}

impl Import {
    pub fn run(self) -> anyhow::Result<u8> {
        let (tables, clock) = (App::records(), Clock::system());
        let unusable = || format!("{} can't be imported", self.file.display());
        let mut archive = Archive::open(&self.file).with_context(unusable)?;
        let agreed = |_: &_, _: &_| Ok(true);
        let arrived = restore(&mut archive, &self.place.data, Wishes::Move, &tables, &clock, agreed);
        let arrived = arrived.with_context(unusable)?;
        let manifest = &archive.manifest;
        let same = manifest.digest == arrived.unpacked.digest;
        if self.json {
            super::print(json!({
                "ok": same,
                "data": self.place.data.display().to_string(),
                "exported": manifest.digest,
                "imported": arrived.unpacked.digest,
                "rows": manifest.row_count(),
                "files": manifest.files.len(),
                "foreign_keys": foreign(&arrived),
            }));
        } else {
            super::print(format_args!(
                "imported: {} rows, {} files\ndigest    {} there\ndigest    {} here",
                manifest.row_count(),
                manifest.files.len(),
                manifest.digest,
                arrived.unpacked.digest
            ));
            warn_of_keys(&arrived);
        }
        Ok(if same { exit::OK } else { exit::FOUND })
    }
}
