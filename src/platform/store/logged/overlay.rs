//! Rows of commits that are in the log and not yet below: an ordered map that snapshots share.

use std::ops::Bound;
use std::sync::Arc;

use imbl::OrdMap;

use super::super::engine::{Direction, Row, Writes};

type Bytes = Arc<[u8]>;

/// A map of what was written; a row that was deleted is kept as deleted, for it hides the one below. A clone costs
/// nothing and isn't changed by later commits.
#[derive(Clone, Default)]
pub(super) struct Overlay {
    rows: OrdMap<Bytes, Option<Bytes>>,
    bytes: usize,
}

impl Overlay {
    /// Stored bytes that were written to it, those that were written over included.
    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub(super) fn apply(&mut self, writes: &Writes) {
        for (key, value) in writes {
            self.bytes += key.len() + value.as_ref().map_or(0, Vec::len);
            let value = value.as_deref().map(Bytes::from);
            self.rows.insert(Bytes::from(key.as_slice()), value);
        }
    }

    /// What was written under a key, if anything was.
    pub(super) fn get(&self, key: &[u8]) -> Option<Option<&[u8]>> {
        self.rows.get(key).map(Option::as_deref)
    }

    /// Everything in the order of the keys.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|(key, value)| (&**key, value.as_deref()))
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
            row.map(|(key, value)| (&**key, value.as_deref()))
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
