//! The benchmark: the released binary beside a bare spike of the same kind, in the same run.
//!
//! Absolute figures say little about a program on somebody's machine; a ratio to a bare server, to a bare flush of the
//! disk or to a bare parser, taken turn by turn on one machine, says how much the program itself costs. Each answer is
//! checked, and what was acknowledged is looked up again after the server was killed.
//!
//! `cargo bench` runs everything; `cargo bench -- pages durable` some groups; `--quick` gives a first impression in
//! little time; `--json` prints the table as JSON. How to read it: `docs/performance.md`.

mod archive;
mod arguments;
mod backup;
mod calculation;
mod configured;
mod durable;
mod export;
mod extraction;
mod growth;
mod hello;
mod http;
mod import;
mod lists;
mod load;
mod machine;
mod money;
mod pages;
mod rewind;
mod search;
mod seed;
mod server;
mod start;
mod table;
mod waiting;

use std::process::ExitCode;

use arguments::Arguments;
use table::Table;

/// What went wrong, in words.
type Outcome<T = ()> = anyhow::Result<T>;
type Group = fn(&Arguments, &mut Table) -> Outcome;

/// The groups of rows, in the order of the table; cheap ones first.
const GROUPS: [(&str, Group); 14] = [
    ("calculation", calculation::run),
    ("search", search::run),
    ("lists", lists::run),
    ("pages", pages::run),
    ("money", money::run),
    ("rewind", rewind::run),
    ("durable", durable::run),
    ("export", export::run),
    ("archive", archive::run),
    ("backup", backup::run),
    ("growth", growth::run),
    ("import", import::run),
    ("waiting", waiting::run),
    ("start", start::run),
];

fn main() -> ExitCode {
    let known: Vec<&str> = GROUPS.iter().map(|(name, _)| *name).collect();
    let arguments = match Arguments::read(&known) {
        Ok(Some(arguments)) => arguments,
        Ok(None) => return ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            return ExitCode::from(2);
        }
    };
    let mut table = Table::default();
    let mut failed = false;
    for (name, group) in GROUPS {
        if !arguments.wants(name) {
            continue;
        }
        eprintln!("{name} ...");
        if let Err(error) = group(&arguments, &mut table) {
            eprintln!("{name}: {error:#}");
            table.failed(name, &format!("{error:#}"));
            failed = true;
        }
    }
    if arguments.json {
        println!("{}", table.json(&arguments));
    } else {
        print!("{}", table.text(&arguments));
    }
    if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
