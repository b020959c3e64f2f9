//! `kabinet check`: does every record decode, and do records and index rows agree in both directions?

use std::collections::{BTreeMap, HashMap};
use std::ops::ControlFlow;

use serde::Serialize;

use super::engine::Direction;
use super::key::{after_prefix, space};
use super::read::{ReadTx, Rows, counter_value};
use super::record::RecordInfo;
use super::{Result, StoreError};

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Finding {
    pub kind: &'static str,
    pub table: String,
    pub detail: String,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct CheckReport {
    pub records: BTreeMap<String, u64>,
    pub index_rows: u64,
    pub findings: Vec<Finding>,
}

/// Findings past this number are counted no further: a broken file should not fill the memory.
const FINDINGS_LIMIT: usize = 1_000;

impl CheckReport {
    fn find(&mut self, kind: &'static str, table: &str, detail: String) {
        if self.findings.len() < FINDINGS_LIMIT {
            self.findings.push(Finding {
                kind,
                table: table.to_owned(),
                detail,
            });
        }
    }
}

impl ReadTx {
    /// Walks everything that `tables` describe. Reads all records once and all index rows once.
    pub(in crate::platform) fn check(&self, tables: &[RecordInfo]) -> Result<CheckReport> {
        let mut report = CheckReport::default();
        // Digest of each expected index row: 16 bytes a row instead of the row itself.
        let mut expected: HashMap<[u8; 16], [u8; 8]> = HashMap::new();
        let mut counts: BTreeMap<Vec<u8>, i64> = BTreeMap::new();
        let known: HashMap<u16, &RecordInfo> = tables.iter().map(|info| (info.table.code, info)).collect();
        self.walk(space::RECORD, |row, value| {
            let code = row.get(1..3).map_or(0, |code| u16::from_be_bytes([code[0], code[1]]));
            let Some(info) = known.get(&code) else {
                report.find("unknown-table", &code.to_string(), hex(row));
                return;
            };
            *report.records.entry(info.table.name.to_owned()).or_default() += 1;
            match (info.read)(value) {
                Err(error) => report.find("unreadable", info.table.name, format!("{}: {error}", hex(row))),
                Ok(indexer) => {
                    if indexer.key != row[3..] {
                        report.find("wrong-key", info.table.name, hex(row));
                    }
                    for entry in &indexer.entries {
                        expected.insert(digest16(&entry.row), digest8(&indexer.key));
                    }
                    for (counter, amount) in indexer.counts {
                        let sum = counts.entry(counter).or_default();
                        *sum = sum.wrapping_add(amount);
                    }
                }
            }
        })?;
        for space in [space::INDEX, space::UNIQUE] {
            self.walk(space, |row, key| {
                report.index_rows += 1;
                match expected.remove(&digest16(row)) {
                    Some(owner) if owner == digest8(key) => {}
                    Some(_) => report.find("index-of-another", "index", hex(row)),
                    None => report.find("index-without-record", "index", hex(row)),
                }
            })?;
        }
        if !expected.is_empty() {
            report.find(
                "record-without-index",
                "index",
                format!("{} rows are missing", expected.len()),
            );
        }
        for (row, count) in counts {
            let stored = match self.row(&row)?.map_or(Ok(0), |bytes| counter_value(&bytes)) {
                Ok(stored) if stored == count => continue,
                Ok(stored) => stored.to_string(),
                Err(error) => error.to_string(),
            };
            let detail = format!("{}: stored {stored}, counted {count}", hex(&row));
            report.find("wrong-count", "counter", detail);
        }
        Ok(report)
    }

    fn walk(&self, space: u8, mut visit: impl FnMut(&[u8], &[u8])) -> Result<(), StoreError> {
        let hi = after_prefix(&[space]);
        self.rows(&[space], hi.as_deref(), Direction::Ascending, &mut |row, value| {
            visit(row, value);
            ControlFlow::Continue(())
        })
    }
}

fn digest16(bytes: &[u8]) -> [u8; 16] {
    let hash = blake3::hash(bytes);
    std::array::from_fn(|at| hash.as_bytes()[at])
}

fn digest8(bytes: &[u8]) -> [u8; 8] {
    let hash = blake3::hash(bytes);
    std::array::from_fn(|at| hash.as_bytes()[at])
}

fn hex(bytes: &[u8]) -> String {
    crate::platform::values::hex(&bytes[..bytes.len().min(64)])
}
