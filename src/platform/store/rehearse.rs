//! Working out a large write beside the writer: over a snapshot and what is on its way, to be taken in by the writer if
//! nothing that it depends on has changed meanwhile.
//!
//! A rehearsal notes of every row that it reads or writes which *kind* of row it is: the first bytes of its key, that is
//! one table, one index, one counter. For each kind the store knows the newest commit that touched it, and by whom. What
//! was rehearsed stands when, since its snapshot, its kinds were touched by nobody but the rehearser itself, whose
//! earlier writes on their way lay under the rehearsal as layers. If not, nothing is taken, and the caller works it out
//! anew within the write.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Bound;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use parking_lot::Mutex;

use super::engine::Writes;
use super::key::{after_prefix, space};

/// The beginning of a key that tells what kind of row it is: the space and the table or index.
pub(super) type RowKind = [u8; 3];

pub(super) fn kind_of(key: &[u8]) -> RowKind {
    let mut kind = [0; 3];
    for (to, from) in kind.iter_mut().zip(key) {
        *to = *from;
    }
    kind
}

/// One who rehearses writes that follow each other, and the rows of those that are on their way to the writer.
pub struct Rehearser {
    hand: Hand,
    layers: Vec<Layer>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hand(u64);

/// What became of a rehearsal: nothing yet, the number of its commit, or that it was not taken.
#[derive(Clone, Debug)]
pub struct Fate(Arc<AtomicU64>);

/// Rows that are on their way to the writer, under a later rehearsal.
struct Layer {
    /// Without index rows, which are many and hardly ever read: a rehearsal that reads such a row doesn't stand.
    writes: Writes,
    left_out: Vec<RowKind>,
    fate: Fate,
}

/// What a rehearsal would write, and what that depends on.
pub struct Rehearsed {
    pub(super) writes: Writes,
    pub(super) hand: Hand,
    /// The number of the snapshot.
    seen: u64,
    /// Kinds that were read or written.
    kinds: Vec<RowKind>,
    /// Kinds that were written.
    pub(super) wrote: Vec<RowKind>,
    /// Earlier rehearsals that this one builds on.
    under: Vec<Fate>,
    fate: Fate,
}

impl Rehearser {
    #[allow(clippy::new_without_default, reason = "each is somebody else")]
    pub fn new() -> Rehearser {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        Rehearser {
            hand: Hand(NEXT.fetch_add(1, Ordering::Relaxed)),
            layers: Vec::new(),
        }
    }

    /// Forgets layers that a snapshot holds, and those that were not taken. Call it after the snapshot was loaded: a
    /// layer's fate is told before the snapshot with it can be seen.
    pub(super) fn settle(&mut self, seen: u64) {
        self.layers.retain(|layer| match layer.fate.0.load(Ordering::SeqCst) {
            MISSED => false,
            number => number == ON_ITS_WAY || number > seen,
        });
    }

    /// The rows on their way, the oldest first.
    pub(super) fn layers(&self) -> Vec<&Writes> {
        self.layers.iter().map(|layer| &layer.writes).collect()
    }

    /// Kinds of rows on their way that the layers leave out.
    pub(super) fn left_out(&self) -> Vec<RowKind> {
        self.layers
            .iter()
            .flat_map(|layer| layer.left_out.iter().copied())
            .collect()
    }

    pub(super) fn rehearsed(&mut self, writes: Writes, seen: u64, mut kinds: Vec<RowKind>) -> Rehearsed {
        let wrote = kinds_of(&writes);
        kinds.extend(&wrote);
        let (left_out, kept): (Vec<RowKind>, Vec<RowKind>) = wrote.iter().partition(|kind| kind[0] == space::INDEX);
        let under = self.layers.iter().map(|layer| layer.fate.clone()).collect();
        let fate = Fate(Arc::new(AtomicU64::new(ON_ITS_WAY)));
        self.layers.push(Layer {
            writes: kept.iter().flat_map(|kind| of_kind(&writes, kind)).collect(),
            left_out,
            fate: fate.clone(),
        });
        Rehearsed {
            writes,
            hand: self.hand,
            seen,
            kinds,
            wrote,
            under,
            fate,
        }
    }
}

const ON_ITS_WAY: u64 = 0;
const MISSED: u64 = u64::MAX;

impl Fate {
    /// It was not taken: what builds on it doesn't stand either.
    pub fn miss(&self) {
        self.0.store(MISSED, Ordering::SeqCst);
    }

    pub(super) fn committed(&self, number: u64) {
        self.0.store(number, Ordering::SeqCst);
    }
}

impl Rehearsed {
    pub fn fate(&self) -> Fate {
        self.fate.clone()
    }

    pub fn is_empty(&self) -> bool {
        self.writes.is_empty()
    }

    /// Does it stand, over what `touched` knows and the writes that are not committed yet?
    pub(super) fn stands(&self, touched: &Touched, open: [&Writes; 2]) -> bool {
        self.under
            .iter()
            .chain([&self.fate])
            .all(|fate| fate.0.load(Ordering::SeqCst) != MISSED)
            && !self.kinds.contains(&EVERY)
            && !self
                .kinds
                .iter()
                .any(|kind| open.iter().any(|writes| holds(writes, kind)))
            && !touched.since(self.seen, &self.kinds, self.hand)
    }
}

/// In the place of a kind: a range that is no single one.
const EVERY: RowKind = [0xff; 3];

/// Kinds of rows that a rehearsal has read. Few, and one after another often the same.
pub(super) struct Met {
    kinds: RefCell<Vec<RowKind>>,
    /// What the layers leave out.
    left_out: Vec<RowKind>,
}

impl Met {
    pub fn new(left_out: Vec<RowKind>) -> Met {
        Met {
            kinds: RefCell::default(),
            left_out,
        }
    }

    pub fn note(&self, kind: RowKind) {
        let kind = if self.left_out.contains(&kind) { EVERY } else { kind };
        let mut kinds = self.kinds.borrow_mut();
        match kinds.iter().rposition(|known| *known == kind) {
            Some(at) if at + 1 == kinds.len() => {}
            Some(at) => {
                let last = kinds.len() - 1;
                kinds.swap(at, last);
            }
            None => kinds.push(kind),
        }
    }

    /// A range: of one kind, or of more than can be told.
    pub fn note_range(&self, lo: &[u8], hi: Option<&[u8]>) {
        let kind = kind_of(lo);
        let end = after_prefix(&kind);
        let within = match (hi, &end) {
            (Some(hi), Some(end)) => hi <= end.as_slice(),
            (_, None) => true,
            (None, Some(_)) => false,
        };
        self.note(if lo.len() >= kind.len() && within { kind } else { EVERY });
    }

    pub fn into_kinds(self) -> Vec<RowKind> {
        self.kinds.into_inner()
    }
}

/// When a kind of row was touched last.
#[derive(Clone, Copy)]
struct Touch {
    number: u64,
    by: Option<Hand>,
    /// The newest commit before that by somebody else.
    before: u64,
}

/// For each kind of row the newest commits that touched it.
#[derive(Default)]
pub(super) struct Touched(Mutex<HashMap<RowKind, Touch>>);

impl Touched {
    /// Notes the kinds of a commit, before it can be seen.
    pub fn note(&self, kinds: &[(RowKind, Option<Hand>)], number: u64) {
        let mut touched = self.0.lock();
        for &(kind, by) in kinds {
            let touch = touched.entry(kind).or_insert(Touch {
                number: 0,
                by,
                before: 0,
            });
            if touch.by != by || by.is_none() {
                touch.before = touch.number;
            }
            (touch.number, touch.by) = (number, by);
        }
    }

    /// Was one of these kinds touched after `seen` by another than `hand`?
    pub fn since(&self, seen: u64, kinds: &[RowKind], hand: Hand) -> bool {
        let touched = self.0.lock();
        kinds.iter().any(|kind| {
            touched.get(kind).is_some_and(|touch| {
                let foreign = if touch.by == Some(hand) {
                    touch.before
                } else {
                    touch.number
                };
                foreign > seen
            })
        })
    }
}

/// The distinct kinds of rows, each found by one look past the one before.
pub(super) fn kinds_of(writes: &Writes) -> Vec<RowKind> {
    let mut kinds: Vec<RowKind> = Vec::new();
    let mut next = writes.keys().next();
    while let Some(key) = next {
        let kind = kind_of(key);
        kinds.push(kind);
        let end = after_prefix(&kind);
        next = end.and_then(|end| {
            let rest = (Bound::Included(end.as_slice()), Bound::Unbounded);
            writes.range::<[u8], _>(rest).next().map(|(key, _)| key)
        });
    }
    kinds
}

fn of_kind(writes: &Writes, kind: &RowKind) -> impl Iterator<Item = (Vec<u8>, Option<Vec<u8>>)> {
    let from = (Bound::Included(kind.as_slice()), Bound::Unbounded);
    let rows = writes.range::<[u8], _>(from);
    rows.take_while(|(key, _)| key.starts_with(kind))
        .map(|(key, value)| (key.clone(), value.clone()))
}

/// Is there a row of this kind?
pub(super) fn holds(writes: &Writes, kind: &RowKind) -> bool {
    let next = writes
        .range::<[u8], _>((Bound::Included(kind.as_slice()), Bound::Unbounded))
        .next();
    next.is_some_and(|(key, _)| key.starts_with(kind))
}
