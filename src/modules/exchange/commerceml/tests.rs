//! Golden tests over fixtures of our own, a look at real files where they are at hand, and hostile input.
//!
//! `KABINET_BLESS=1` writes the golden files anew.

use std::path::{Path, PathBuf};

use super::*;
use crate::modules::exchange::{Fault, Kind, ReadError, Report};

fn read_all(bytes: &[u8]) -> (Vec<(Item, Line)>, Report, Result<(), ReadError>) {
    let mut items = Vec::new();
    let mut report = Report::default();
    let result = read(bytes, &mut report, &mut |item, line| {
        items.push((item, line));
        Ok(())
    });
    (items, report, result)
}

fn fault(bytes: &[u8]) -> Fault {
    match read_all(bytes).2 {
        Err(ReadError::Fault(fault)) => fault,
        other => panic!("a fault was expected, not {other:?}"),
    }
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/exchange")
}

/// Real files of other people's 1C, kept beside the repository and never in it.
fn samples() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let found = std::env::var_os("KABINET_SAMPLES")
        .map(PathBuf::from)
        .into_iter()
        .chain([root.join("../shared/samples"), root.join("../../shared/samples")])
        .find(|path| path.is_dir());
    if found.is_none() {
        println!("not run: no real samples (KABINET_SAMPLES names their folder)");
    }
    found
}

fn sample(name: &str) -> Option<Vec<u8>> {
    samples().map(|samples| std::fs::read(samples.join(name)).expect("the sample is there"))
}

#[test]
fn look() {
    let Some(samples) = samples() else { return };
    let mut files = Vec::new();
    let mut folders = vec![samples];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "xml") {
                files.push(path);
            }
        }
    }
    files.sort();
    for file in files {
        let (items, report, result) = read_all(&std::fs::read(&file).unwrap());
        println!("== {} {} items {result:?}", file.display(), items.len());
        for (kind, tally) in &report.tallies {
            println!("   {kind:?} {tally:?}");
        }
        for finding in report.findings.iter().take(6) {
            println!("   {finding:?}");
        }
        println!("   {:?}", report.counts);
        for (item, line) in items.iter().skip(items.len() / 2).take(1) {
            println!("   {line}: {item:?}");
        }
    }
}
