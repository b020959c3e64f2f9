//! Rows of commits that are in the log and not yet below: an ordered map that snapshots share.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::ops::Bound;
use std::sync::Arc;

use imbl::OrdSet;

use super::super::engine::{Direction, Row};
use super::frame::{self, Place};

/// A set of what was written, ordered by key; a row that was deleted is kept as deleted, for it hides the one below.
/// A clone costs nothing and isn't changed by later commits.
#[derive(Clone, Default)]
pub(super) struct Overlay {
    rows: OrdSet<Written>,
    bytes: usize,
}

/// A row in the frame that was written to the log: all rows of a commit share its one piece of memory.
#[derive(Clone)]
struct Written {
    frame: Arc<Vec<u8>>,
    place: Place,
}

impl Written {
    fn key(&self) -> &[u8] {
        self.place.key(&self.frame)
    }

    fn value(&self) -> Option<&[u8]> {
        self.place.value(&self.frame)
    }
}

impl Borrow<[u8]> for Written {
    fn borrow(&self) -> &[u8] {
        self.key()
    }
}

impl Ord for Written {
    fn cmp(&self, other: &Written) -> Ordering {
        self.key().cmp(other.key())
    }
}

impl PartialOrd for Written {
    fn partial_cmp(&self, other: &Written) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Written {
    fn eq(&self, other: &Written) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Written {}

impl Overlay {
    /// Bytes of the frames that it was given, rows that were written over included.
    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Puts the rows of a frame over what is there.
    pub(super) fn apply(&mut self, frame: Vec<u8>) {
        self.bytes += frame.len();
        let frame = Arc::new(frame);
        for place in frame::places(&frame) {
            self.rows.insert(Written {
                frame: Arc::clone(&frame),
                place,
            });
        }
    }

    /// What was written under a key, if anything was.
    pub(super) fn get(&self, key: &[u8]) -> Option<Option<&[u8]>> {
        self.rows.get(key).map(Written::value)
    }

    /// Everything in the order of the keys.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|row| (row.key(), row.value()))
    }

    fn range<'o>(&'o self, lo: &[u8], hi: Option<&[u8]>, direction: Direction) -> impl Iterator<Item = Row<'o>> {
        let hi = hi.map_or(Bound::Unbounded, Bound::Excluded);
        let mut rows = self
            .rows
            .range::<(Bound<&[u8]>, Bound<&[u8]>), [u8]>((Bound::Included(lo), hi));
        std::iter::from_fn(move || {
            let row = match direction {
                Direction::Ascending => rows.next(),
                Direction::Descending => rows.next_back(),
            };
            row.map(|row| (row.key(), row.value()))
        })
    }
}

/// The rows of two overlays in a range; where both have a key, the upper one's.
pub(super) fn merged<'o>(
    upper: &'o Overlay,
    lower: Option<&'o Overlay>,
    lo: &[u8],
    hi: Option<&[u8]>,
    direction: Direction,
) -> impl Iterator<Item = Row<'o>> {
    let mut upper = upper.range(lo, hi, direction).peekable();
    let mut lower = lower.map(|lower| lower.range(lo, hi, direction).peekable());
    std::iter::from_fn(move || {
        let Some(lower) = &mut lower else {
            return upper.next();
        };
        let (Some((above, _)), Some((below, _))) = (upper.peek(), lower.peek()) else {
            return upper.next().or_else(|| lower.next());
        };
        let order = match direction {
            Direction::Ascending => above.cmp(below),
            Direction::Descending => below.cmp(above),
        };
        if order.is_gt() {
            return lower.next();
        }
        if order.is_eq() {
            lower.next();
        }
        upper.next()
    })
}
