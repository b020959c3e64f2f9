//! Frames of the log: one commit each, at the beginning of a block, sealed with a hash under the segment's own key.
//!
//! A block that was flushed is never written again until its segment is: no later write can tear an earlier frame. The
//! key is drawn anew each time a segment is begun, so neither frames of its earlier life nor bytes that somebody put
//! into an order are ever taken for a frame.
//!
//! ```text
//! header  magic 8 · log's identity 16 · key 32 · hash of these 16 · zeros to the end of the block
//! frame   seal 16 · number 8 · length 4 · rows · zeros to the end of the block
//! row     length of key 4 · length of value 4, all ones for a deleted row · key · value
//! ```

use super::super::engine::Writes;

/// Frames begin at multiples of this.
pub(super) const BLOCK: usize = 4_096;
const MAGIC: [u8; 8] = *b"kablog01";
const HEADER: usize = 8 + 16 + 32 + 16;
const SEAL: usize = 16;
const FRAME: usize = SEAL + 8 + 4;
/// The two lengths before a row.
const ROW: usize = 4 + 4;
const DELETED: u32 = u32::MAX;

/// What a segment begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) log: [u8; 16],
    pub(super) key: [u8; 32],
}

pub(super) enum HeaderRead {
    /// Never begun: the process or the power went while the segment was made.
    Empty,
    Valid(Header),
    Damaged,
}

impl Header {
    pub(super) fn to_block(self) -> Vec<u8> {
        let mut block = Vec::with_capacity(BLOCK);
        block.extend_from_slice(&MAGIC);
        block.extend_from_slice(&self.log);
        block.extend_from_slice(&self.key);
        let hash = blake3::hash(&block);
        block.extend_from_slice(&hash.as_bytes()[..SEAL]);
        block.resize(BLOCK, 0);
        block
    }

    pub(super) fn read(segment: &[u8]) -> HeaderRead {
        let Some(header) = segment.get(..HEADER) else {
            return HeaderRead::Empty;
        };
        if header.iter().all(|byte| *byte == 0) {
            return HeaderRead::Empty;
        }
        let (said, seal) = header.split_at(HEADER - SEAL);
        if said[..8] != MAGIC || blake3::hash(said).as_bytes()[..SEAL] != *seal {
            return HeaderRead::Damaged;
        }
        HeaderRead::Valid(Header {
            log: array(&said[8..24]),
            key: array(&said[24..56]),
        })
    }
}

fn array<const N: usize>(bytes: &[u8]) -> [u8; N] {
    std::array::from_fn(|at| bytes[at])
}

/// The frame of a commit, padded to whole blocks.
pub(super) fn encode(key: &[u8; 32], number: u64, writes: &Writes) -> Vec<u8> {
    let row = |(key, value): (&Vec<u8>, &Option<Vec<u8>>)| ROW + key.len() + value.as_ref().map_or(0, Vec::len);
    let size = FRAME + writes.iter().map(row).sum::<usize>();
    let mut frame = Vec::with_capacity(size.next_multiple_of(BLOCK));
    frame.resize(FRAME, 0);
    for (row, value) in writes {
        let value_length = value.as_ref().map_or(DELETED, |value| length(value.len()));
        frame.extend_from_slice(&length(row.len()).to_be_bytes());
        frame.extend_from_slice(&value_length.to_be_bytes());
        frame.extend_from_slice(row);
        frame.extend_from_slice(value.as_deref().unwrap_or_default());
    }
    let rows = length(frame.len() - FRAME);
    frame[SEAL..SEAL + 8].copy_from_slice(&number.to_be_bytes());
    frame[SEAL + 8..FRAME].copy_from_slice(&rows.to_be_bytes());
    let seal = blake3::keyed_hash(key, &frame[SEAL..]);
    frame[..SEAL].copy_from_slice(&seal.as_bytes()[..SEAL]);
    frame.resize(frame.len().next_multiple_of(BLOCK), 0);
    frame
}

/// Commits of the log are far below 4 GiB: larger ones than a mebibyte pass it by.
fn length(bytes: usize) -> u32 {
    u32::try_from(bytes)
        .ok()
        .filter(|length| *length != DELETED)
        .expect("a row of the store is below 4 GiB")
}

/// Where a row lies in its frame.
#[derive(Clone, Copy)]
pub(super) struct Place {
    at: u32,
    key: u32,
    value: u32,
}

impl Place {
    pub(super) fn key<'f>(&self, frame: &'f [u8]) -> &'f [u8] {
        &frame[self.at as usize..][..self.key as usize]
    }

    /// `None` for a deleted row.
    pub(super) fn value<'f>(&self, frame: &'f [u8]) -> Option<&'f [u8]> {
        let after = &frame[self.at as usize + self.key as usize..];
        (self.value != DELETED).then(|| &after[..self.value as usize])
    }
}

/// The rows of a frame that [`encode`] made, as it was read back or not.
pub(super) fn places(frame: &[u8]) -> impl Iterator<Item = Place> + '_ {
    let word = |at: usize| u32::from_be_bytes(array(&frame[at..at + 4]));
    let end = FRAME + word(SEAL + 8) as usize;
    let mut at = FRAME;
    std::iter::from_fn(move || {
        if at >= end {
            return None;
        }
        let place = Place {
            at: length(at + ROW),
            key: word(at),
            value: word(at + 4),
        };
        let value = if place.value == DELETED { 0 } else { place.value };
        at += ROW + place.key as usize + value as usize;
        Some(place)
    })
}

/// A frame as read: its commit's number, and its bytes, padding left out.
pub(super) struct Frame<'s> {
    pub(super) number: u64,
    pub(super) bytes: &'s [u8],
}

impl<'s> Frame<'s> {
    /// The frame at the beginning of `rest`, if one stands there whole.
    pub(super) fn read(rest: &'s [u8], key: &[u8; 32]) -> Option<Frame<'s>> {
        let head = rest.get(..FRAME)?;
        let length = u32::from_be_bytes(array(&head[SEAL + 8..])) as usize;
        let bytes = rest.get(..FRAME.checked_add(length)?)?;
        if blake3::keyed_hash(key, &bytes[SEAL..]).as_bytes()[..SEAL] != head[..SEAL] {
            return None;
        }
        let number = u64::from_be_bytes(array(&head[SEAL..SEAL + 8]));
        Some(Frame { number, bytes })
    }

    /// What it takes in its segment.
    pub(super) fn size(&self) -> usize {
        self.bytes.len().next_multiple_of(BLOCK)
    }
}
