//! What an outsider needs to check entries without the store: their bytes, and the chain from the first of them to its head.
//!
//! Bytes are given of what the asker's scope sees; of everything else a digest, which says nothing.

use std::ops::ControlFlow;

use serde_json::Value;

use super::chain::{Head, link_hash};
use super::entry::{Digests, Stored, entry_at, entry_row, seq_of, stored, version_row};
use crate::platform::store::{Direction, KeyPart, Reader, Record, StoreError, decode, read_named, space};

/// The stored bytes of an entry, when the scope may see it.
pub fn exhibit(tx: &impl Reader, seq: u64) -> Result<Option<Stored>, StoreError> {
    match entry_at(tx, seq)? {
        Some(_) => stored(tx, seq),
        None => Ok(None),
    }
}

/// A state of a record with its stored bytes, as an entry left it; when the scope may see it.
pub fn state<R: Record>(tx: &impl Reader, key: &R::Key, seq: u64) -> Result<Option<(R, Vec<u8>)>, StoreError> {
    let Some(bytes) = tx.row(&version_row(R::TABLE.code, &key.to_bytes(), seq))? else {
        return Ok(None);
    };
    let state = decode::<R>(&bytes)?;
    Ok(state.visible_to(tx.scope()).then_some((state, bytes)))
}

/// One entry of the chain as its neighbours need it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Knot {
    /// The digest of its bytes: the hash after it follows from the hash before it.
    Digest([u8; 32]),
    /// An entry of the first rule: the hash after it, which only its bytes explain.
    Stated([u8; 32]),
}

/// Walks the whole chain and hands out each entry: its number, the hash before it, and itself. Gives the head.
///
/// # Errors
/// Of `visit`; and `Unreadable` where the chain doesn't hold: nothing can be proven by it.
pub fn walk(
    tx: &impl Reader,
    visit: &mut dyn FnMut(u64, &[u8; 32], Knot) -> Result<(), StoreError>,
) -> Result<Head, StoreError> {
    let broken = |seq: u64| StoreError::Unreadable {
        table: "journal",
        reason: format!("the chain is broken at entry {seq}"),
    };
    let head = Head::read(tx)?;
    let (mut previous, mut last, mut failed) = ([0; 32], 0, None);
    let mut step = |seq: u64, link: &[u8]| -> Result<(), StoreError> {
        if seq != last + 1 {
            return Err(broken(last + 1));
        }
        let digests = Digests::of(link)?;
        let next = link_hash(link, &digests, &previous)?.ok_or_else(|| broken(seq))?;
        let knot = match digests.previous {
            None => Knot::Digest(*blake3::hash(link).as_bytes()),
            Some(_) => Knot::Stated(next),
        };
        visit(seq, &previous, knot)?;
        (previous, last) = (next, seq);
        Ok(())
    };
    let hi = [space::JOURNAL + 1];
    tx.rows(
        &entry_row(1),
        Some(&hi),
        Direction::Ascending,
        &mut |row, link| match step(seq_of(row), link) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                failed = Some(error);
                ControlFlow::Break(())
            }
        },
    )?;
    match failed {
        Some(error) => Err(error),
        None if last != head.seq || previous != head.bytes()? => Err(broken(last)),
        None => Ok(head),
    }
}

/// Stored bytes of the journal as data, for whoever reads them without its types.
pub fn as_data(bytes: &[u8]) -> Result<Value, String> {
    read_named(bytes)
}

/// The same for the stored state of a record, which begins with two bytes of its version.
pub fn state_as_data(bytes: &[u8]) -> Result<Value, String> {
    match bytes.split_first_chunk::<2>() {
        Some((_, body)) => read_named(body),
        None => Err("shorter than its version".to_owned()),
    }
}
