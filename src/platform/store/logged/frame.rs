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

/// Writes a frame into `buffer`, padded to whole blocks.
pub(super) fn encode(buffer: &mut Vec<u8>, key: &[u8; 32], number: u64, writes: &Writes) {
    buffer.clear();
    buffer.resize(FRAME, 0);
    for (row, value) in writes {
        buffer.extend_from_slice(&length(row.len()).to_be_bytes());
        match value {
            Some(value) => {
                buffer.extend_from_slice(&length(value.len()).to_be_bytes());
                buffer.extend_from_slice(row);
                buffer.extend_from_slice(value);
            }
            None => {
                buffer.extend_from_slice(&DELETED.to_be_bytes());
                buffer.extend_from_slice(row);
            }
        }
    }
    let rows = length(buffer.len() - FRAME);
    buffer[SEAL..SEAL + 8].copy_from_slice(&number.to_be_bytes());
    buffer[SEAL + 8..FRAME].copy_from_slice(&rows.to_be_bytes());
    let seal = blake3::keyed_hash(key, &buffer[SEAL..]);
    buffer[..SEAL].copy_from_slice(&seal.as_bytes()[..SEAL]);
    buffer.resize(buffer.len().next_multiple_of(BLOCK), 0);
}

/// Commits of the log are far below 4 GiB: the writer's batch ends at 8 MiB, and a record is a few kilobytes.
fn length(bytes: usize) -> u32 {
    u32::try_from(bytes)
        .ok()
        .filter(|length| *length != DELETED)
        .expect("a row of the store is below 4 GiB")
}

/// A frame as read: its commit's number, its rows, and how many bytes it takes in the segment.
pub(super) struct Frame<'s> {
    pub(super) number: u64,
    rows: &'s [u8],
    pub(super) size: usize,
}

impl<'s> Frame<'s> {
    /// The frame at the beginning of `rest`, if one stands there whole.
    pub(super) fn read(rest: &'s [u8], key: &[u8; 32]) -> Option<Frame<'s>> {
        let head = rest.get(..FRAME)?;
        let length = u32::from_be_bytes(array(&head[SEAL + 8..])) as usize;
        let end = FRAME.checked_add(length)?;
        let sealed = rest.get(SEAL..end)?;
        if blake3::keyed_hash(key, sealed).as_bytes()[..SEAL] != head[..SEAL] {
            return None;
        }
        Some(Frame {
            number: u64::from_be_bytes(array(&head[SEAL..SEAL + 8])),
            rows: &rest[FRAME..end],
            size: end.next_multiple_of(BLOCK),
        })
    }

    /// `None` when its rows don't fill it exactly: the seal holds, so that is an error of ours.
    pub(super) fn writes(&self) -> Option<Writes> {
        let mut writes = Writes::new();
        let mut rest = self.rows;
        while !rest.is_empty() {
            let (key_length, after) = rest.split_first_chunk::<4>()?;
            let (value_length, after) = after.split_first_chunk::<4>()?;
            let (row, after) = after.split_at_checked(u32::from_be_bytes(*key_length) as usize)?;
            let (value, after) = match u32::from_be_bytes(*value_length) {
                DELETED => (None, after),
                length => {
                    let (value, after) = after.split_at_checked(length as usize)?;
                    (Some(value.to_vec()), after)
                }
            };
            writes.insert(row.to_vec(), value);
            rest = after;
        }
        Some(writes)
    }
}
