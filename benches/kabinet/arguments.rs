//! What is asked of a run.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::bail;

use crate::Outcome;

const HELP: &str = "\
cargo bench [-- [GROUP...] [--quick] [--json] [--rounds N] [--keep DIR] [--trace]]

  GROUP       calculation, search, lists, pages, money, rewind, durable, export, archive, growth, backup, import,
              waiting, start; all when none is named
  --quick     small data and short rounds: a first impression, not for the table in docs/performance.md
  --json      the table as JSON
  --rounds N  rounds a row, of which the median stands (5; 3 with --quick)
  --keep DIR  leave the data directories there, for a profiler
  --trace     show what the server says";

/// The command line of a run.
pub struct Arguments {
    groups: Vec<String>,
    pub quick: bool,
    pub json: bool,
    pub trace: bool,
    pub rounds: usize,
    keep: Option<PathBuf>,
}

impl Arguments {
    /// `None` when only help was asked for. `known` are the names of the groups.
    pub fn read(known: &[&str]) -> Outcome<Option<Arguments>> {
        let mut arguments = Arguments {
            groups: Vec::new(),
            quick: false,
            json: false,
            trace: false,
            rounds: 0,
            keep: None,
        };
        // `cargo test --all-targets` starts benchmarks too, without this word; it has no use for figures.
        if !std::env::args().any(|word| word == "--bench") {
            println!("The benchmark runs by `cargo bench`.\n\n{HELP}");
            return Ok(None);
        }
        let mut words = std::env::args().skip(1);
        while let Some(word) = words.next() {
            match word.as_str() {
                // Cargo adds it.
                "--bench" => {}
                "--help" | "-h" => {
                    println!("{HELP}");
                    return Ok(None);
                }
                "--quick" => arguments.quick = true,
                "--json" => arguments.json = true,
                "--trace" => arguments.trace = true,
                "--rounds" => match words.next().and_then(|number| number.parse().ok()) {
                    Some(rounds @ 1..=1_000) => arguments.rounds = rounds,
                    _ => bail!("--rounds takes a number from 1 to 1000\n\n{HELP}"),
                },
                "--keep" => match words.next() {
                    Some(folder) => arguments.keep = Some(folder.into()),
                    None => bail!("--keep takes a folder\n\n{HELP}"),
                },
                group if known.contains(&group) => arguments.groups.push(word),
                other => bail!("{other} is no group of rows\n\n{HELP}"),
            }
        }
        if arguments.rounds == 0 {
            arguments.rounds = if arguments.quick { 3 } else { 5 };
        }
        Ok(Some(arguments))
    }

    pub fn wants(&self, group: &str) -> bool {
        self.groups.is_empty() || self.groups.iter().any(|wanted| wanted == group)
    }

    /// One number for a whole run, another for a quick one.
    pub fn size<T>(&self, whole: T, quick: T) -> T {
        if self.quick { quick } else { whole }
    }

    /// How long one side of a round is measured.
    pub fn round(&self) -> Duration {
        Duration::from_millis(self.size(1_000, 300))
    }

    /// A folder for data: a passing one on the disk of the build, or one that stays.
    pub fn folder(&self, name: &str) -> Outcome<Folder> {
        if let Some(keep) = &self.keep {
            let path = keep.join(name);
            if path.exists() {
                std::fs::remove_dir_all(&path)?;
            }
            std::fs::create_dir_all(&path)?;
            return Ok(Folder { path, passing: None });
        }
        // Not /tmp, which is memory on many machines: flushes must reach a disk.
        let passing = tempfile::Builder::new()
            .prefix(&format!("bench-{name}-"))
            .tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
        Ok(Folder {
            path: passing.path().to_owned(),
            passing: Some(passing),
        })
    }
}

/// A folder that goes with its value, unless it was asked to stay.
pub struct Folder {
    path: PathBuf,
    #[allow(dead_code, reason = "its drop removes the folder")]
    passing: Option<tempfile::TempDir>,
}

impl Folder {
    pub fn path(&self) -> &Path {
        &self.path
    }
}
