//! `kabinet backup drill`

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;
use jiff::tz::TimeZone;
use maud::{DOCTYPE, Markup, html};
use serde_json::json;

use super::evidence::Language;
use super::{Place, archives, exit};
use crate::app::App;
use crate::platform::backup::{self, BackupError, Drilled};
use crate::platform::i18n::format;
use crate::platform::values::{Clock, Locale, Moment};
use crate::tr;

/// Rehearses the day on which the backup is needed: restores the newest archive, or the one that is named, into a temporary
/// place, checks it, counts what came back, and writes a report to print and sign. Nothing of the installation is changed.
/// Ends with 3 when the archive isn't good.
///
/// Example: kabinet backup drill --data /var/lib/kabinet --out drill.html
#[derive(Args)]
#[command(after_long_help = exit::HELP)]
pub struct Drill {
    /// The archive; the newest of DIR/backups and of the folders that are set up in the cabinet when absent.
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    #[command(flatten)]
    place: Place,
    /// One more folder to look into.
    #[arg(long, value_name = "FOLDER", conflicts_with = "file")]
    folder: Option<PathBuf>,
    /// The report; kabinet-drill-DATE.html in the current folder when absent.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Folder for the temporary place; the system's when absent. It takes twice the size of the store, and the files.
    #[arg(long, value_name = "DIR")]
    work: Option<PathBuf>,
    /// Language of the report.
    #[arg(long, value_enum, default_value = "ru")]
    language: Language,
    /// Prints {"ok", "file", "report", "seconds", "counted", ...} or {"ok": false, "problem", "report"} as JSON.
    #[arg(long)]
    json: bool,
}

/// What people ask for first: the table, what came back, what the manifest says.
type Counted = Vec<(&'static str, u64, u64)>;

impl Drill {
    pub fn run(self) -> anyhow::Result<u8> {
        let clock = Clock::system();
        let (file, zone) = (self.file()?, self.zone());
        let work = self.work.clone().unwrap_or_else(std::env::temp_dir);
        let now = clock.now();
        let drilled = match backup::drill(&file, &work, &App::records(), &clock) {
            Ok(drilled) => Ok(drilled),
            Err(error @ (BackupError::Damaged(_) | BackupError::Newer(_))) => Err(error.to_string()),
            Err(error) => return Err(error).with_context(|| format!("{} can't be rehearsed", file.display())),
        };
        let report = Report {
            l: self.language.locale(),
            zone: &zone,
            file: &file,
            now,
            drilled: drilled.as_ref(),
        };
        let name = format!("kabinet-drill-{}.html", now.timestamp().strftime("%Y%m%d-%H%M%SZ"));
        let out = self.out.clone().unwrap_or_else(|| PathBuf::from(name));
        std::fs::write(&out, report.page().into_string())
            .with_context(|| format!("{} can't be written", out.display()))?;
        let ok = report.is_well();
        match drilled {
            Ok(drilled) => self.tell(&file, &out, &drilled, ok),
            Err(problem) if self.json => super::print(json!({
                "ok": false,
                "file": file.display().to_string(),
                "problem": problem,
                "report": out.display().to_string(),
            })),
            Err(problem) => super::print(format_args!(
                "NOT GOOD {}: {problem}\nThe report is {}.",
                file.display(),
                out.display()
            )),
        }
        Ok(if ok { exit::OK } else { exit::FOUND })
    }

    fn file(&self) -> anyhow::Result<PathBuf> {
        if let Some(file) = &self.file {
            return Ok(file.clone());
        }
        let found = archives::listed(&archives::folders(&self.place.data, self.folder.as_deref()));
        match found.into_iter().next() {
            Some(newest) => Ok(newest.path),
            None => bail!("there is no backup to rehearse with: kabinet backup create makes one"),
        }
    }

    /// The manufacturer's, where the settings can be read: an archive can be rehearsed with anywhere.
    fn zone(&self) -> TimeZone {
        let zone = self
            .place
            .settings(&[])
            .and_then(|settings| settings.zone().map_err(Into::into));
        zone.unwrap_or(TimeZone::UTC)
    }

    fn tell(&self, file: &Path, out: &Path, drilled: &Drilled, ok: bool) {
        let counted = counted(drilled);
        if self.json {
            let counted: serde_json::Map<_, _> = counted
                .into_iter()
                .map(|(name, found, said)| (name.to_owned(), json!({ "restored": found, "manifest": said })))
                .collect();
            super::print(json!({
                "ok": ok,
                "file": file.display().to_string(),
                "created": drilled.manifest.created,
                "bytes": drilled.bytes,
                "digest": drilled.unpacked.digest,
                "seconds": drilled.took.as_secs_f64(),
                "counted": counted,
                "journal": drilled.unpacked.journal,
                "report": out.display().to_string(),
            }));
            return;
        }
        super::print(format_args!(
            "{} was restored in {:.1} s and {}.",
            file.display(),
            drilled.took.as_secs_f64(),
            match ok {
                true => "is good",
                false => "isn't what its manifest says",
            }
        ));
        for (name, found, said) in counted {
            super::print(format_args!("{found:>10}  {name} came back, {said} in the manifest"));
        }
        super::print(format_args!("The report is {}: print and sign it.", out.display()));
    }
}

fn counted(drilled: &Drilled) -> Counted {
    let of = |table: &'static str| {
        let found = drilled.unpacked.records.get(table).copied().unwrap_or(0);
        (table, found, drilled.manifest.records(table))
    };
    let files = drilled.manifest.files.len() as u64;
    vec![
        of("order"),
        of("dealer"),
        of("account"),
        ("file", drilled.files, files),
        (
            "journal",
            drilled.unpacked.journal.entries,
            drilled.manifest.journal.entries,
        ),
    ]
}

struct Report<'a> {
    l: Locale,
    zone: &'a TimeZone,
    file: &'a Path,
    now: Moment,
    drilled: Result<&'a Drilled, &'a String>,
}

/// Without a character that has to be escaped.
const STYLE: &str = "body{font:15px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#111}\
h1{font-size:1.5rem}table{border-collapse:collapse;width:100%;margin:1rem 0}\
th,td{border:1px solid #999;padding:.35rem .6rem;text-align:left;overflow-wrap:anywhere}\
td.n{text-align:right;font-variant-numeric:tabular-nums}.result{font-weight:700;font-size:1.15rem}\
.sign{margin-top:2.5rem;display:grid;grid-template-columns:1fr 1fr;gap:2rem}\
.sign div{border-bottom:1px solid #111;padding-top:2rem}@page{margin:18mm}";

impl Report<'_> {
    fn is_well(&self) -> bool {
        self.drilled
            .is_ok_and(|drilled| counted(drilled).iter().all(|(_, found, said)| found == said))
    }

    fn page(&self) -> Markup {
        let l = self.l;
        html! {
            (DOCTYPE)
            html lang=(l.tag()) {
                head {
                    meta charset="utf-8";
                    title { (tr!(l, "backups-drill-title")) }
                    style { (STYLE) }
                }
                body {
                    h1 { (tr!(l, "backups-drill-title")) }
                    p.result {
                        @if self.is_well() { (tr!(l, "backups-drill-good")) } @else { (tr!(l, "backups-drill-bad")) }
                    }
                    (self.facts())
                    @match self.drilled {
                        Ok(drilled) => (self.counts(drilled)),
                        Err(problem) => p lang="en" { (problem) },
                    }
                    @if self.is_well() { p { (tr!(l, "backups-drill-about")) } }
                    div.sign {
                        div { (tr!(l, "backups-drill-who")) }
                        div { (tr!(l, "backups-drill-when")) }
                    }
                }
            }
        }
    }

    fn facts(&self) -> Markup {
        let l = self.l;
        let row = |name: &str, value: String| html! { tr { th scope="row" { (name) } td { (value) } } };
        html! {
            table {
                (row(tr!(l, "backups-drill-file"), self.file.display().to_string()))
                (row(tr!(l, "backups-drill-at"), format::datetime(self.now, self.zone).to_string()))
                @if let Ok(drilled) = self.drilled {
                    (row(tr!(l, "backups-drill-created"), self.created(drilled)))
                    (row(tr!(l, "backups-size"), format::bytes(l, drilled.bytes)))
                    (row(tr!(l, "backups-drill-took"), tr!(l, "backups-seconds", n = seconds(drilled))))
                    (row(tr!(l, "backups-drill-digest"), drilled.unpacked.digest.clone()))
                }
            }
        }
    }

    /// In the same zone as the rest, though the manifest says it in UTC.
    fn created(&self, drilled: &Drilled) -> String {
        match drilled.manifest.created.parse::<jiff::Timestamp>() {
            Ok(created) => format::datetime(Moment::from(created), self.zone).to_string(),
            Err(_) => drilled.manifest.created.clone(),
        }
    }

    fn counts(&self, drilled: &Drilled) -> Markup {
        let l = self.l;
        let name = |table: &str| match table {
            "order" => tr!(l, "backups-drill-orders"),
            "dealer" => tr!(l, "backups-drill-dealers"),
            "account" => tr!(l, "backups-drill-people"),
            "file" => tr!(l, "backups-drill-files"),
            _ => tr!(l, "backups-drill-journal"),
        };
        html! {
            table {
                tr {
                    th { (tr!(l, "backups-drill-what")) }
                    th { (tr!(l, "backups-drill-restored")) }
                    th { (tr!(l, "backups-drill-manifest")) }
                }
                @for (table, found, said) in counted(drilled) {
                    tr {
                        td { (name(table)) }
                        td.n { (format::count(found)) }
                        td.n { (format::count(said)) }
                    }
                }
            }
        }
    }
}

/// Whole seconds, at least one.
fn seconds(drilled: &Drilled) -> i64 {
    i64::try_from(drilled.took.as_millis().div_ceil(1_000)).unwrap_or(i64::MAX)
}
