//! The hash chain: the hash of each entry is taken over the hash before it, so that the past can't be changed unseen.
//!
//! **The rule.** The hash of entry n is BLAKE3 over [`RULE`], the hash of entry n-1 (32 zeros before the first) and the
//! BLAKE3 of what is stored as entry n. Who holds the digests of entries alone can recompute the chain, and learns nothing
//! of what they say: that is what an evidence pack gives away of the business of others.
//!
//! **The first rule**, of stores that were begun before: an entry holds the hash before it, and its own hash is taken over
//! its bytes. Such entries stay as they are; new ones follow the rule of now.

use serde::{Deserialize, Serialize};

use super::entry::{Digests, Kept, Stored, entry_row, folded, stored, version_row};
use crate::platform::store::{KeyBuf, Reader, StoreError, WriteTx, read_named, space, write_named};
use crate::platform::values::unhex;

/// What hashes of the chain begin with, so that they are never mistaken for hashes of something else.
pub const RULE: &[u8] = b"kabinet journal 2\n";

/// The hash after an entry, by the rule of now: of the hash before it and the digest of its bytes.
pub fn hash_after(previous: &[u8; 32], digest: &[u8; 32]) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(RULE).update(previous).update(digest);
    *hasher.finalize().as_bytes()
}

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
            Some(bytes) => read_named(&bytes).map_err(unreadable),
            None => Ok(Head::default()),
        }
    }

    /// The head as it stood after an entry, worked out by all entries before it; the default one where the chain doesn't lead
    /// up to it unbroken.
    pub fn at(tx: &impl Reader, seq: u64) -> Result<Head, StoreError> {
        let mut previous = [0; 32];
        for at in 1..=seq {
            let Some(link) = tx.row(&entry_row(at))? else {
                return Ok(Head::default());
            };
            match link_hash(&link, &Digests::of(&link)?, &previous)? {
                Some(next) => previous = next,
                None => return Ok(Head::default()),
            }
        }
        Ok(match seq {
            0 => Head::default(),
            seq => Head {
                seq,
                hash: blake3::Hash::from_bytes(previous).to_hex().to_string(),
            },
        })
    }

    /// The head after an entry with these stored bytes.
    pub(super) fn next(&self, link: &[u8]) -> Result<Head, StoreError> {
        let hash = hash_after(&self.bytes()?, blake3::hash(link).as_bytes());
        Ok(Head {
            seq: self.seq + 1,
            hash: blake3::Hash::from_bytes(hash).to_hex().to_string(),
        })
    }

    /// The hash itself; zeros before the first entry.
    pub fn bytes(&self) -> Result<[u8; 32], StoreError> {
        match self.hash.as_str() {
            "" => Ok([0; 32]),
            hash => blake3::Hash::from_hex(hash)
                .map(|hash| *hash.as_bytes())
                .map_err(unreadable),
        }
    }

    pub(super) fn write(&self, tx: &mut WriteTx<'_>) -> Result<(), StoreError> {
        let mut bytes = Vec::new();
        write_named(self, &mut bytes).map_err(StoreError::Engine)?;
        tx.put_row(head_row(), bytes);
        Ok(())
    }
}

fn unreadable(reason: impl ToString) -> StoreError {
    StoreError::Unreadable {
        table: "journal",
        reason: reason.to_string(),
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

/// Walks the whole journal: every hash, every digest, every state that an entry vouches for, no gap.
pub fn verify(tx: &impl Reader) -> Result<ChainReport, StoreError> {
    let found = Head::read(tx).and_then(|head| Ok((head.bytes()?, head)));
    let (last, head) = match found {
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
    let mut previous = [0; 32];
    for seq in 1..=head.seq {
        let next = match stored(tx, seq)? {
            None => None,
            Some(stored) => {
                report.erased += u64::from(stored.particulars.is_none());
                match fits(tx, seq, &stored, &previous) {
                    Err(StoreError::Unreadable { .. }) => None,
                    other => other?,
                }
            }
        };
        match next {
            Some(next) => previous = next,
            None => {
                report.broken_at = Some(seq);
                return Ok(report);
            }
        }
    }
    if previous != last {
        report.broken_at = Some(head.seq);
    }
    Ok(report)
}

/// The hash after an entry that stands behind this one; `None` when something of it isn't what it vouches for.
fn fits(tx: &impl Reader, seq: u64, stored: &Stored, previous: &[u8; 32]) -> Result<Option<[u8; 32]>, StoreError> {
    let digests = Digests::of(&stored.link)?;
    let told = stored.particulars.as_ref();
    if told.is_some_and(|bytes| blake3::hash(bytes).to_hex().as_str() != digests.particulars) {
        return Ok(None);
    }
    if !stored.kept.is_empty() {
        let fold = |before: Option<String>, kept: &Vec<u8>| Some(folded(before.as_deref(), kept));
        if stored.kept.iter().fold(None, fold) != digests.states {
            return Ok(None);
        }
        // Saved twice in one change, the last state is the one that stays.
        let mut seen: Vec<(u16, String)> = Vec::new();
        for kept in stored.kept.iter().rev() {
            let kept = Kept::read(kept)?;
            let which = (kept.table, kept.key.clone());
            if seen.contains(&which) {
                continue;
            }
            seen.push(which);
            let key = unhex(&kept.key).ok_or_else(|| unreadable("not hexadecimal digits"))?;
            let state = tx.row(&version_row(kept.table, &key, seq))?;
            if state.is_none_or(|bytes| blake3::hash(&bytes).to_hex().as_str() != kept.hash) {
                return Ok(None);
            }
        }
    }
    link_hash(&stored.link, &digests, previous)
}

/// The hash of an entry over its bytes; `None` where it names another hash before it.
pub fn link_hash(link: &[u8], digests: &Digests, previous: &[u8; 32]) -> Result<Option<[u8; 32]>, StoreError> {
    let digest = *blake3::hash(link).as_bytes();
    Ok(match &digests.previous {
        None => Some(hash_after(previous, &digest)),
        Some(named) => {
            let before = Head {
                seq: 0,
                hash: named.clone(),
            };
            (before.bytes()? == *previous).then_some(digest)
        }
    })
}
