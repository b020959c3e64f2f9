//! The nightly deletion of files that nothing names any more.
//!
//! No room tells which of its records have files, so none can forget to. Everything that the store holds is read, current
//! records, their versions and the journal alike, and a file whose hash is written anywhere in it stays.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use super::sweep::strike;
use super::{ContentHash, FileError, Files};
use crate::platform::access::{Access, Technical};
use crate::platform::error::Error;
use crate::platform::store::{ReadTx, Reader, Record, RecordInfo, Table};
use crate::platform::values::{Moment, Scope};

/// A file is deleted when it was put, and has been without a name, for so many days. A backup copies files after its view
/// of the records, for hours where the disk is slow; a store is restored from one beside the files of now; a form with a
/// file waits for its sender. Two weeks outlast each of them, and a holiday.
pub const GRACE_DAYS: u32 = 14;
/// Records of one write.
const PORTION: usize = 500;

pub const RECORDS: &[RecordInfo] = &[RecordInfo::of::<Nameless>()];

/// A file that a night found without a name. Its hash is kept as bytes: written as records write it, it would be a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Nameless {
    hash: [u8; 32],
    since: Moment,
}

impl Nameless {
    fn hash(&self) -> ContentHash {
        ContentHash(self.hash)
    }
}

impl Record for Nameless {
    const TABLE: Table = Table::new(159, "nameless_file");
    type Key = (u128, u128);

    fn key(&self) -> (u128, u128) {
        let half = |from: usize| {
            self.hash[from..from + 16]
                .iter()
                .fold(0, |sum, byte| sum << 8 | u128::from(*byte))
        };
        (half(0), half(16))
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        *scope == Scope::All
    }
}

impl Technical for Nameless {}

/// What a night deleted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Deleted {
    pub files: u64,
    pub bytes: u64,
}

/// Notes the files that have no name now, and deletes those that have had none for [`GRACE_DAYS`].
pub async fn tidy(access: &Access) -> Result<Deleted, Error> {
    let files = Files::clone(&*access.services().part::<Files>());
    let now = access.now();
    let ripe = now.plus_seconds(-i64::from(GRACE_DAYS) * 86_400);
    let before = system_time(ripe);
    let (tx, store) = (access.read()?, files.clone());
    let look = move || -> Result<_, Error> {
        let nameless = nameless(&tx, &store, before)?;
        Ok((nameless, tx.list::<Nameless>(usize::MAX)?))
    };
    let (nameless, known) = tokio::task::spawn_blocking(look).await.map_err(Error::internal)??;

    let noted: BTreeSet<ContentHash> = known.iter().map(Nameless::hash).collect();
    let fresh: Vec<Nameless> = nameless
        .difference(&noted)
        .map(|hash| Nameless {
            hash: hash.0,
            since: now,
        })
        .collect();
    let (due, waiting): (Vec<Nameless>, Vec<Nameless>) = known
        .into_iter()
        .partition(|of| of.since <= ripe && nameless.contains(&of.hash()));
    // They were named, put or deleted meanwhile.
    let over = waiting.into_iter().filter(|of| !nameless.contains(&of.hash()));
    note(access, fresh, over.collect()).await?;

    let hashes: Vec<ContentHash> = due.iter().map(Nameless::hash).collect();
    let delete = move || -> Result<Deleted, FileError> {
        let mut deleted = Deleted::default();
        for hash in hashes {
            if let Some(bytes) = files.delete_old(hash, before)? {
                deleted.files += 1;
                deleted.bytes += bytes;
            }
        }
        Ok(deleted)
    };
    let deleted = tokio::task::spawn_blocking(delete)
        .await
        .map_err(Error::internal)?
        .map_err(Error::internal)?;
    note(access, Vec::new(), due).await?;
    Ok(deleted)
}

/// Files that were put before that moment and whose hash nothing in the store holds.
fn nameless(tx: &ReadTx, files: &Files, before: SystemTime) -> Result<BTreeSet<ContentHash>, Error> {
    let mut old = files.put_before(before).map_err(Error::internal)?;
    if !old.is_empty() {
        tx.each_row(&mut |_, value| {
            strike(&mut old, value);
            match old.is_empty() {
                true => ControlFlow::Break(()),
                false => ControlFlow::Continue(()),
            }
        })?;
    }
    Ok(old)
}

/// Puts some, forgets others.
async fn note(access: &Access, fresh: Vec<Nameless>, over: Vec<Nameless>) -> Result<(), Error> {
    let fresh = fresh.into_iter().map(|of| (of, true));
    let all: Vec<(Nameless, bool)> = fresh.chain(over.into_iter().map(|of| (of, false))).collect();
    for portion in all.chunks(PORTION) {
        let portion = portion.to_vec();
        access
            .write(move |write| {
                for (of, stays) in &portion {
                    match stays {
                        true => write.technical(of)?,
                        false => drop(write.forget::<Nameless>(&of.key())?),
                    }
                }
                Ok(())
            })
            .await?;
    }
    Ok(())
}

fn system_time(moment: Moment) -> SystemTime {
    let since = Duration::from_millis(u64::try_from(moment.millis()).unwrap_or(0));
    SystemTime::UNIX_EPOCH + since
}
