//! Writing: an overlay over what was accepted before it, over a snapshot of the engine.
//!
//! A closure that writes must be re-runnable: no IO, no clock, no randomness. Time and a seed are handed in by
//! [`Stamp`]; [`WriteTx::fresh_id`] draws ids from them, so that a second run makes the same ids.

use std::collections::BTreeMap;
use std::ops::{Bound, ControlFlow};
use std::sync::Arc;

use super::codec::{decode, encode};
use super::engine::{Direction, Visit, Writes};
use super::index::{Counter, Indexer};
use super::key::KeyPart;
use super::read::{Reader, Rows, View, counter_value, sees};
use super::recent::Recent;
use super::record::{Record, indexed};
use super::rehearse::{Fate, Hand, Met, Rehearsed, Rehearser, RowKind, Touched, kind_of};
use super::{Result, StoreError};
use crate::platform::values::{Id, Moment, Scope};

/// The time and the randomness of one write.
#[derive(Clone, Copy, Debug)]
pub struct Stamp {
    pub now: Moment,
    pub seed: [u8; 32],
}

pub struct WriteTx<'s> {
    view: &'s View,
    recent: &'s Recent,
    /// What lies over the snapshot, the oldest first.
    layers: Vec<&'s Writes>,
    own: Writes,
    scope: Scope,
    stamp: Stamp,
    drawn: u64,
    part: Part<'s>,
}

/// What a transaction is for.
enum Part<'s> {
    /// Writing, with what was taken in.
    Writing { touched: &'s Touched, taken: Option<Taken> },
    /// Working out what would be written, and noting what that depends on.
    Rehearsing(Met),
}

/// A rehearsal that was taken in.
pub(super) struct Taken {
    pub fate: Fate,
    pub hand: Hand,
    /// The kinds of its rows that nothing else in the transaction wrote.
    pub kinds: Vec<RowKind>,
}

impl<'s> WriteTx<'s> {
    pub(super) fn new(
        view: &'s View,
        recent: &'s Recent,
        touched: &'s Touched,
        accepted: &'s Writes,
        scope: Scope,
        stamp: Stamp,
    ) -> WriteTx<'s> {
        WriteTx {
            view,
            recent,
            layers: vec![accepted],
            own: Writes::new(),
            scope,
            stamp,
            drawn: 0,
            part: Part::Writing { touched, taken: None },
        }
    }

    pub(super) fn rehearsal(
        view: &'s View,
        recent: &'s Recent,
        rehearser: &'s Rehearser,
        scope: Scope,
        stamp: Stamp,
    ) -> WriteTx<'s> {
        WriteTx {
            view,
            recent,
            layers: rehearser.layers(),
            own: Writes::new(),
            scope,
            stamp,
            drawn: 0,
            part: Part::Rehearsing(Met::new(rehearser.left_out())),
        }
    }

    pub(super) fn into_writes(self) -> (Writes, Option<Taken>) {
        match self.part {
            Part::Writing { taken, .. } => (self.own, taken),
            Part::Rehearsing(_) => (self.own, None),
        }
    }

    /// What a rehearsal wrote, and the kinds of rows that it met.
    pub(super) fn into_rehearsed(self) -> (Writes, Vec<RowKind>) {
        match self.part {
            Part::Rehearsing(met) => (self.own, met.into_kinds()),
            Part::Writing { .. } => (self.own, Vec::new()),
        }
    }

    /// Would this very transaction have come to the same? If not, it has to be worked out here.
    pub(in crate::platform) fn stands(&self, rehearsed: &Rehearsed) -> bool {
        let accepted = self.layers.first().copied().unwrap_or(&self.own);
        match &self.part {
            Part::Writing { touched, taken: None } => rehearsed.stands(touched, [accepted, &self.own]),
            Part::Writing { .. } | Part::Rehearsing(_) => false,
        }
    }

    /// Writes what was rehearsed. An error when it doesn't [stand](WriteTx::stands).
    pub(in crate::platform) fn take_in(&mut self, mut rehearsed: Rehearsed) -> Result<()> {
        if !self.stands(&rehearsed) {
            return Err(StoreError::Engine(
                "a rehearsal that doesn't stand was to be written".into(),
            ));
        }
        let (fate, hand) = (rehearsed.fate(), rehearsed.hand);
        let kinds = std::mem::take(&mut rehearsed.wrote);
        // The few rows that are there already, all of other kinds, go into the many.
        std::mem::swap(&mut self.own, &mut rehearsed.writes);
        self.own.extend(rehearsed.writes);
        if let Part::Writing { taken, .. } = &mut self.part {
            *taken = Some(Taken { fate, hand, kinds });
        }
        Ok(())
    }

    fn written(&self, key: &[u8]) -> Option<&Option<Vec<u8>>> {
        let layers = || self.layers.iter().rev().find_map(|layer| layer.get(key));
        self.own.get(key).or_else(layers)
    }

    fn note(&self, key: &[u8]) {
        if let Part::Rehearsing(met) = &self.part {
            met.note(kind_of(key));
        }
    }

    fn insert(&mut self, key: Vec<u8>, value: Option<Vec<u8>>) {
        if let Part::Writing { taken: Some(taken), .. } = &mut self.part {
            let kind = kind_of(&key);
            taken.kinds.retain(|known| *known != kind);
        }
        self.own.insert(key, value);
    }

    /// Runs `work` as the system: for what belongs to an action though its actor may not see it.
    pub(in crate::platform) fn beyond_scope<T>(&mut self, work: impl FnOnce(&mut WriteTx<'s>) -> T) -> T {
        let own = std::mem::replace(&mut self.scope, Scope::All);
        let done = work(self);
        self.scope = own;
        done
    }

    /// The moment of this write.
    pub fn now(&self) -> Moment {
        self.stamp.now
    }

    /// 128 random bits that a second run of the closure draws again.
    pub fn random(&mut self) -> u128 {
        self.drawn += 1;
        let hash = blake3::keyed_hash(&self.stamp.seed, &self.drawn.to_be_bytes());
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&hash.as_bytes()[..16]);
        u128::from_be_bytes(bytes)
    }

    pub fn fresh_id<T: ?Sized>(&mut self) -> Id<T> {
        let random = self.random();
        Id::at(self.stamp.now, random)
    }

    pub(in crate::platform) fn put_row(&mut self, key: Vec<u8>, value: Vec<u8>) {
        self.insert(key, Some(value));
    }

    pub(in crate::platform) fn delete_row(&mut self, key: Vec<u8>) {
        self.insert(key, None);
    }

    /// Writes a record and its index rows. Returns the stored bytes, or `None` when nothing changed.
    /// The scope must cover the record before and after.
    pub(in crate::platform) fn put<R: Record>(&mut self, record: &R) -> Result<Option<Vec<u8>>> {
        if !sees(self, record)? {
            return Err(StoreError::OutOfScope);
        }
        let bytes = encode(record)?;
        let new = indexed(record);
        let row = R::TABLE.row(&new.key).into_bytes();
        let old = match self.row(&row)? {
            Some(old) if old == bytes => return Ok(None),
            Some(_) => {
                let old = self.shared_row(&row, decode::<R>)?;
                let seen = old.as_ref().map_or(Ok(false), |old| sees(self, &**old))?;
                if !seen {
                    return Err(StoreError::OutOfScope);
                }
                old.map(|old| indexed(&*old))
            }
            None => None,
        };
        self.put_row(row, bytes.clone());
        self.reindex(old, Some(new))?;
        Ok(Some(bytes))
    }

    /// The same for who has read the record in this write already: `old` is what [`Reader::get`] gave, and it is not
    /// looked up again. For the many rows of an import; only the system sees all, so others are looked up as ever.
    pub(in crate::platform) fn put_over<R: Record>(&mut self, old: Option<&R>, record: &R) -> Result<Option<Vec<u8>>> {
        if !matches!(self.scope, Scope::All) {
            return self.put(record);
        }
        let bytes = encode(record)?;
        let new = indexed(record);
        let row = R::TABLE.row(&new.key).into_bytes();
        debug_assert_eq!(self.row(&row)?.is_some(), old.is_some(), "read in this write");
        self.put_row(row, bytes.clone());
        self.reindex(old.map(indexed), Some(new))?;
        Ok(Some(bytes))
    }

    /// Removes a record and its index rows; false when there was none in scope.
    pub(in crate::platform) fn remove<R: Record>(&mut self, key: &R::Key) -> Result<bool> {
        let Some(old) = self.shared::<R>(key)? else {
            return Ok(false);
        };
        let old = indexed(&*old);
        self.delete_row(R::TABLE.row(&old.key).into_bytes());
        self.reindex(Some(old), None)?;
        Ok(true)
    }

    fn reindex(&mut self, old: Option<Indexer>, new: Option<Indexer>) -> Result<()> {
        let key = old
            .as_ref()
            .or(new.as_ref())
            .map(|indexer| indexer.key.clone())
            .unwrap_or_default();
        let (mut gone, gone_counts) = old.map_or_else(Default::default, |i| (i.entries, i.counts));
        let (mut come, come_counts) = new.map_or_else(Default::default, |i| (i.entries, i.counts));
        gone.sort_unstable();
        come.sort_unstable();
        for entry in &gone {
            if come.binary_search(entry).is_err() {
                self.delete_row(entry.row.clone());
            }
        }
        for entry in come {
            if gone.binary_search(&entry).is_ok() {
                continue;
            }
            if let Some(name) = entry.unique
                && self.row(&entry.row)?.is_some_and(|holder| holder != key)
            {
                return Err(StoreError::Taken(name));
            }
            self.put_row(entry.row, key.clone());
        }
        let mut moves: BTreeMap<Vec<u8>, i64> = BTreeMap::new();
        for (counter, amount) in gone_counts {
            let by = moves.entry(counter).or_default();
            *by = by.wrapping_sub(amount);
        }
        for (counter, amount) in come_counts {
            let by = moves.entry(counter).or_default();
            *by = by.wrapping_add(amount);
        }
        for (row, by) in moves {
            self.move_counter(row, by)?;
        }
        Ok(())
    }

    fn move_counter(&mut self, row: Vec<u8>, by: i64) -> Result<()> {
        if by == 0 {
            return Ok(());
        }
        let now = self.row(&row)?.map_or(Ok(0), |bytes| counter_value(&bytes))?;
        let now = now.wrapping_add(by);
        if now == 0 {
            self.delete_row(row)
        } else {
            self.put_row(row, now.to_be_bytes().to_vec())
        }
        Ok(())
    }

    /// The next number of a series, from 1. Two writes never get the same: the writer runs them one after another.
    pub(in crate::platform) fn next_in_series(
        &mut self,
        series: Counter,
        part: &(impl KeyPart + ?Sized),
    ) -> Result<i64> {
        let row = series.key(part).into_bytes();
        let next = self.row(&row)?.map_or(Ok(0), |bytes| counter_value(&bytes))? + 1;
        self.put_row(row, next.to_be_bytes().to_vec());
        Ok(next)
    }

    /// Overlay rows in a range, in the direction asked.
    fn overlay(&self, lo: &[u8], hi: Option<&[u8]>, direction: Direction) -> Vec<(&[u8], Option<&[u8]>)> {
        let bounds = (Bound::Included(lo), hi.map_or(Bound::Unbounded, Bound::Excluded));
        let mut rows: BTreeMap<&[u8], Option<&[u8]>> = BTreeMap::new();
        for layer in self.layers.iter().copied().chain([&self.own]) {
            rows.extend(
                layer
                    .range::<[u8], _>(bounds)
                    .map(|(key, value)| (key.as_slice(), value.as_deref())),
            );
        }
        match direction {
            Direction::Ascending => rows.into_iter().collect(),
            Direction::Descending => rows.into_iter().rev().collect(),
        }
    }
}

impl Rows for WriteTx<'_> {
    fn shared_row<T: Send + Sync + 'static>(
        &self,
        row: &[u8],
        decode: impl FnOnce(&[u8]) -> Result<T>,
    ) -> Result<Option<Arc<T>>> {
        self.note(row);
        match self.written(row) {
            // Not committed: nobody else may see it.
            Some(written) => written.as_deref().map(|bytes| decode(bytes).map(Arc::new)).transpose(),
            None => self.recent.shared(row, self.view, decode),
        }
    }

    fn row(&self, key: &[u8]) -> Result<Option<Vec<u8>>> {
        self.note(key);
        match self.written(key) {
            Some(value) => Ok(value.clone()),
            None => self.view.snapshot.get(key),
        }
    }

    fn rows(&self, lo: &[u8], hi: Option<&[u8]>, direction: Direction, visit: Visit<'_>) -> Result<()> {
        if hi.is_some_and(|hi| hi <= lo) {
            return Ok(());
        }
        if let Part::Rehearsing(met) = &self.part {
            met.note_range(lo, hi);
        }
        let overlay = self.overlay(lo, hi, direction);
        if overlay.is_empty() {
            return self.view.snapshot.range(lo, hi, direction, visit);
        }
        let before = |a: &[u8], b: &[u8]| match direction {
            Direction::Ascending => a < b,
            Direction::Descending => a > b,
        };
        let mut overlay = overlay.into_iter().peekable();
        let mut stopped = false;
        self.view.snapshot.range(lo, hi, direction, &mut |key, value| {
            let mut shadowed = false;
            while let Some((above, written)) = overlay.next_if(|(above, _)| !before(key, above)) {
                shadowed |= above == key;
                if let Some(written) = written
                    && visit(above, written).is_break()
                {
                    stopped = true;
                    return ControlFlow::Break(());
                }
            }
            if shadowed {
                return ControlFlow::Continue(());
            }
            let flow = visit(key, value);
            stopped = flow.is_break();
            flow
        })?;
        if !stopped {
            for (key, written) in overlay {
                if let Some(written) = written
                    && visit(key, written).is_break()
                {
                    break;
                }
            }
        }
        Ok(())
    }

    fn row_scope(&self) -> &Scope {
        &self.scope
    }
}

impl Reader for WriteTx<'_> {}
