//! The hash chain: each entry names the hash of the one before it, so that the past can't be changed unseen.

use serde::{Deserialize, Serialize};

use super::entry::{digests, stored};
use crate::platform::store::{KeyBuf, Reader, StoreError, WriteTx, read_named, space, write_named};

/// The newest entry's number and hash.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    pub seq: u64,
    /// 64 hexadecimal digits; empty before the first entry.
    pub hash: String,
}

fn head_row() -> Vec<u8> {
    KeyBuf::in_space(space::META).with("journal.head").into_bytes()
}

impl Head {
    pub fn read(tx: &impl Reader) -> Result<Head, StoreError> {
        match tx.row(&head_row())? {
            Some(bytes) => read_named(&bytes).map_err(|reason| StoreError::Unreadable {
                table: "journal",
                reason,
            }),
            None => Ok(Head::default()),
        }
    }

    /// The head as it stood after an entry; the default one where there is no such entry.
    pub fn at(tx: &impl Reader, seq: u64) -> Result<Head, StoreError> {
        Ok(stored(tx, seq)?.map_or_else(Head::default, |(link, _)| Head {
            seq,
            hash: blake3::hash(&link).to_hex().to_string(),
        }))
    }

    /// The head after an entry with these stored bytes.
    pub(super) fn next(&self, link: &[u8]) -> Head {
        Head {
            seq: self.seq + 1,
            hash: blake3::hash(link).to_hex().to_string(),
        }
    }

    pub(super) fn write(&self, tx: &mut WriteTx<'_>) -> Result<(), StoreError> {
        let mut bytes = Vec::new();
        write_named(self, &mut bytes).map_err(StoreError::Engine)?;
        tx.put_row(head_row(), bytes);
        Ok(())
    }
}

/// What a walk over the chain found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ChainReport {
    pub entries: u64,
    /// Entries whose particulars were erased on purpose; the chain holds without them.
    pub erased: u64,
    /// The first entry that doesn't fit, when there is one.
    pub broken_at: Option<u64>,
}

/// Walks the whole journal: every hash, every digest, no gap.
pub fn verify(tx: &impl Reader) -> Result<ChainReport, StoreError> {
    let head = match Head::read(tx) {
        // Nothing says where the chain ends: no entry of it can be vouched for.
        Err(StoreError::Unreadable { .. }) => {
            return Ok(ChainReport {
                broken_at: Some(1),
                ..ChainReport::default()
            });
        }
        other => other?,
    };
    let mut report = ChainReport {
        entries: head.seq,
        ..ChainReport::default()
    };
    let mut previous = String::new();
    for seq in 1..=head.seq {
        let fits = match stored(tx, seq)? {
            None => false,
            Some((link, particulars)) => match digests(&link) {
                Err(StoreError::Unreadable { .. }) => false,
                Err(other) => return Err(other),
                Ok((digest, named)) => {
                    let told = match particulars {
                        None => {
                            report.erased += 1;
                            true
                        }
                        Some(bytes) => blake3::hash(&bytes).to_hex().as_str() == digest,
                    };
                    let chained = named == previous;
                    previous = blake3::hash(&link).to_hex().to_string();
                    told && chained
                }
            },
        };
        if !fits {
            report.broken_at = Some(seq);
            return Ok(report);
        }
    }
    if previous != head.hash {
        report.broken_at = Some(head.seq);
    }
    Ok(report)
}
