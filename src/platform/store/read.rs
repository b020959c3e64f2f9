//! Reading: by key, by index, by page; always within a scope.

use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;
use std::sync::Arc;

use parking_lot::Mutex;

use super::codec::decode;
use super::engine::{Direction, Snapshot, Visit};
use super::index::{Counter, Index};
use super::key::{KeyBuf, KeyPart, after_prefix, space};
use super::recent::Recent;
use super::record::Record;
use super::{Result, StoreError};
use crate::platform::values::{Cursor, PAGE_LIMIT_MAX, Page, PageRequest, Scope};

/// Rows as bytes: what readers and writers share below the types.
pub(in crate::platform) trait Rows {
    fn row(&self, key: &[u8]) -> Result<Option<Vec<u8>>>;
    fn rows(&self, lo: &[u8], hi: Option<&[u8]>, direction: Direction, visit: Visit<'_>) -> Result<()>;
    fn row_scope(&self) -> &Scope;

    /// How many rows there are with `lo <= key < hi`, at most `limit`.
    fn counted(&self, lo: &[u8], hi: &[u8], limit: usize) -> Result<usize> {
        count_rows(self, lo, hi, limit)
    }

    /// A row, decoded once for all readers where they share what they decode. Its key must tell the type.
    fn shared_row<T: Send + Sync + 'static>(
        &self,
        row: &[u8],
        decode: impl FnOnce(&[u8]) -> Result<T>,
    ) -> Result<Option<Arc<T>>> {
        self.row(row)?.map(|bytes| decode(&bytes).map(Arc::new)).transpose()
    }
}

/// A view of the store that later commits don't change, seen through one scope.
pub struct ReadTx {
    view: Arc<View>,
    recent: Arc<Recent>,
    scope: Scope,
}

/// A snapshot with its number: each commit makes the next.
pub(super) struct View {
    pub(super) number: u64,
    pub(super) snapshot: Arc<dyn Snapshot>,
    /// What was counted in it: between two commits every page of a list asks for the same.
    counts: Mutex<HashMap<Counted, usize>>,
}

/// A range by its end, the length of what it begins with, and the limit.
type Counted = (Box<[u8]>, usize, usize);
/// Counts that one snapshot remembers.
const COUNTS_MAX: usize = 1_024;

impl View {
    pub(super) fn new(number: u64, snapshot: Arc<dyn Snapshot>) -> View {
        View {
            number,
            snapshot,
            counts: Mutex::default(),
        }
    }
}

impl ReadTx {
    pub(super) fn new(view: Arc<View>, recent: Arc<Recent>, scope: Scope) -> ReadTx {
        ReadTx { view, recent, scope }
    }
}

impl ReadTx {
    /// Every row of the whole store as it is stored, with its key, whatever the scope: for what keeps the installation in
    /// order, never for a page.
    pub(in crate::platform) fn each_row(&self, visit: Visit<'_>) -> Result<()> {
        self.view.snapshot.range(&[], None, Direction::Ascending, visit)
    }
}

impl Rows for ReadTx {
    fn shared_row<T: Send + Sync + 'static>(
        &self,
        row: &[u8],
        decode: impl FnOnce(&[u8]) -> Result<T>,
    ) -> Result<Option<Arc<T>>> {
        self.recent.shared(row, &self.view, decode)
    }

    fn row(&self, key: &[u8]) -> Result<Option<Vec<u8>>> {
        self.view.snapshot.get(key)
    }
    fn rows(&self, lo: &[u8], hi: Option<&[u8]>, direction: Direction, visit: Visit<'_>) -> Result<()> {
        self.view.snapshot.range(lo, hi, direction, visit)
    }
    fn row_scope(&self) -> &Scope {
        &self.scope
    }

    fn counted(&self, lo: &[u8], hi: &[u8], limit: usize) -> Result<usize> {
        // Only a range whose end begins with its beginning is told by its end.
        if !hi.starts_with(lo) {
            return count_rows(self, lo, hi, limit);
        }
        let range = (hi.into(), lo.len(), limit);
        if let Some(count) = self.view.counts.lock().get(&range) {
            return Ok(*count);
        }
        let count = count_rows(self, lo, hi, limit)?;
        let mut counts = self.view.counts.lock();
        if counts.len() < COUNTS_MAX {
            counts.insert(range, count);
        }
        Ok(count)
    }
}

fn count_rows<T: Rows + ?Sized>(tx: &T, lo: &[u8], hi: &[u8], limit: usize) -> Result<usize> {
    let mut count = 0;
    tx.rows(lo, Some(hi), Direction::Ascending, &mut |_, _| {
        count += 1;
        match count < limit {
            true => ControlFlow::Continue(()),
            false => ControlFlow::Break(()),
        }
    })?;
    Ok(count)
}

impl Reader for ReadTx {}

/// Typed reading. What the scope may not see is absent, never forbidden.
#[allow(private_bounds)]
pub trait Reader: Rows {
    fn scope(&self) -> &Scope {
        self.row_scope()
    }

    fn get<R: Record>(&self, key: &R::Key) -> Result<Option<R>> {
        self.get_raw::<R>(&key.to_bytes())
    }

    #[doc(hidden)]
    fn get_raw<R: Record>(&self, key: &[u8]) -> Result<Option<R>> {
        let Some(bytes) = self.row(R::TABLE.row(key).as_bytes())? else {
            return Ok(None);
        };
        let record: R = decode(&bytes)?;
        Ok(sees(self, &record)?.then_some(record))
    }

    /// The record, decoded once for all who read it until it changes: for what most requests need.
    fn shared<R: Record>(&self, key: &R::Key) -> Result<Option<Arc<R>>> {
        self.shared_raw(&key.to_bytes())
    }

    #[doc(hidden)]
    fn shared_raw<R: Record>(&self, key: &[u8]) -> Result<Option<Arc<R>>> {
        let found = self.shared_row(R::TABLE.row(key).as_bytes(), decode::<R>)?;
        match found {
            Some(record) if sees(self, &*record)? => Ok(Some(record)),
            _ => Ok(None),
        }
    }

    /// [`find`](Reader::find), shared.
    fn shared_find<R: Record>(&self, index: &Index<R>, tuple: &(impl KeyPart + ?Sized)) -> Result<Option<Arc<R>>> {
        debug_assert!(index.unique, "{} is not unique", index.name);
        match self.shared_row(index.prefix(tuple).as_bytes(), |key| Ok(key.to_vec()))? {
            Some(key) => self.shared_raw(&key),
            None => Ok(None),
        }
    }

    /// At most `limit` records whose index tuple begins with `prefix`, shared.
    fn shared_scan<R: Record>(
        &self,
        index: &Index<R>,
        prefix: &(impl KeyPart + ?Sized),
        limit: usize,
    ) -> Result<Vec<Arc<R>>> {
        let rows = index_page(self, index.prefix(prefix).as_bytes(), &PageRequest::first(limit), limit)?;
        let records = rows.iter().map(|(_, key)| self.shared_raw(key));
        records.filter_map(Result::transpose).collect()
    }

    /// The record that has `tuple` in a unique index.
    fn find<R: Record>(&self, index: &Index<R>, tuple: &(impl KeyPart + ?Sized)) -> Result<Option<R>> {
        debug_assert!(index.unique, "{} is not unique", index.name);
        match self.row(index.prefix(tuple).as_bytes())? {
            Some(key) => self.get_raw(&key),
            None => Ok(None),
        }
    }

    /// One page of the records whose index tuple begins with `prefix`, in the order of the index.
    fn scan<R: Record>(
        &self,
        index: &Index<R>,
        prefix: &(impl KeyPart + ?Sized),
        request: &PageRequest,
    ) -> Result<Page<R>> {
        self.scan_merged(index, &[prefix], request)
    }

    /// One page over several prefixes at once, merged by what follows the prefix: a manager's list over own dealers.
    /// All prefixes must have the same length in bytes.
    fn scan_merged<R: Record, K: KeyPart + ?Sized>(
        &self,
        index: &Index<R>,
        prefixes: &[&K],
        request: &PageRequest,
    ) -> Result<Page<R>> {
        seen_page(self, index, prefixes, request, |key| self.get_raw(key))
    }

    /// [`scan_merged`](Reader::scan_merged), shared: for lists that many look at.
    fn shared_page<R: Record, K: KeyPart + ?Sized>(
        &self,
        index: &Index<R>,
        prefixes: &[&K],
        request: &PageRequest,
    ) -> Result<Page<Arc<R>>> {
        seen_page(self, index, prefixes, request, |key| self.shared_raw(key))
    }

    /// At most `limit` records of a table in the order of their keys; for small tables and bounded walks.
    fn list<R: Record>(&self, limit: usize) -> Result<Vec<R>> {
        let mut items = Vec::new();
        self.each(|record: R| {
            items.push(record);
            if items.len() < limit {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        })?;
        Ok(items)
    }

    /// Walks a whole table in the order of its keys: for background work, never for a page.
    fn each<R: Record>(&self, visit: impl FnMut(R) -> ControlFlow<()>) -> Result<()> {
        self.each_from(&(), visit)
    }

    /// The same from a key on, or from the first key that begins with `from`.
    fn each_from<R: Record>(
        &self,
        from: &(impl KeyPart + ?Sized),
        mut visit: impl FnMut(R) -> ControlFlow<()>,
    ) -> Result<()> {
        let lo = R::TABLE.row(&from.to_bytes()).into_bytes();
        let hi = after_prefix(R::TABLE.row(&[]).as_bytes());
        let mut failed = None;
        self.rows(
            &lo,
            hi.as_deref(),
            Direction::Ascending,
            &mut |_, bytes| match decode::<R>(bytes) {
                Ok(record) => match sees(self, &record) {
                    Ok(true) => visit(record),
                    Ok(false) => ControlFlow::Continue(()),
                    Err(error) => {
                        failed = Some(error);
                        ControlFlow::Break(())
                    }
                },
                Err(error) => {
                    failed = Some(error);
                    ControlFlow::Break(())
                }
            },
        )?;
        failed.map_or(Ok(()), Err)
    }

    /// All records of a table whose keys lie in a stretch, both ends included; `None` when they are more than `limit`, and
    /// when a row there can't be read or seen: then each is to be asked for by its key.
    fn stretch<R: Record>(&self, from: &R::Key, to: &R::Key, limit: usize) -> Result<Option<Vec<R>>> {
        let lo = R::TABLE.row(&from.to_bytes()).into_bytes();
        let hi = after_prefix(R::TABLE.row(&to.to_bytes()).as_bytes());
        let mut found = Some(Vec::new());
        self.rows(
            &lo,
            hi.as_deref(),
            Direction::Ascending,
            &mut |_, bytes| match (decode::<R>(bytes), &mut found) {
                (Ok(record), Some(records)) if records.len() < limit && matches!(sees(self, &record), Ok(true)) => {
                    records.push(record);
                    ControlFlow::Continue(())
                }
                _ => {
                    found = None;
                    ControlFlow::Break(())
                }
            },
        )?;
        Ok(found)
    }

    fn count(&self, counter: Counter, tuple: &(impl KeyPart + ?Sized)) -> Result<i64> {
        let count = self.shared_row(counter.key(tuple).as_bytes(), counter_value)?;
        Ok(count.map_or(0, |count| *count))
    }

    /// How many records that the scope sees have an index tuple that begins with one of the prefixes, each once; counted no
    /// further than `limit`. They are read one by one: for readers whom no counter knows.
    fn count_seen<R: Record, K: KeyPart + ?Sized>(
        &self,
        index: &Index<R>,
        prefixes: &[&K],
        limit: usize,
    ) -> Result<usize> {
        let mut request = PageRequest::first(limit.clamp(1, PAGE_LIMIT_MAX));
        let mut count = 0;
        loop {
            let page = self.shared_page(index, prefixes, &request)?;
            count += page.items.len();
            match page.next {
                Some(next) if count < limit => request = request.after(Some(next)),
                _ => return Ok(count.min(limit)),
            }
        }
    }

    /// How many records have an index tuple that begins with one of the prefixes, all of the same length in bytes: each
    /// record once. Reads index rows alone: the prefixes have to keep to the scope.
    fn count_merged<R: Record, K: KeyPart + ?Sized>(&self, index: &Index<R>, prefixes: &[&K]) -> Result<usize> {
        let mut found = HashSet::new();
        for prefix in prefixes {
            let lo = index.prefix(*prefix).into_bytes();
            let hi = after_prefix(&lo);
            self.rows(&lo, hi.as_deref(), Direction::Ascending, &mut |_, key| {
                found.insert(key.to_vec());
                ControlFlow::Continue(())
            })?;
        }
        Ok(found.len())
    }

    /// How many records have an index tuple that begins with `prefix` and lies below `until`, which continues it; counted
    /// no further than `limit`. Reads index rows alone, whoever may see the records: the prefix has to keep to the scope.
    fn count_below<R: Record>(
        &self,
        index: &Index<R>,
        prefix: &(impl KeyPart + ?Sized),
        until: &(impl KeyPart + ?Sized),
        limit: usize,
    ) -> Result<usize> {
        let lo = index.prefix(prefix);
        let hi = lo.clone().with(until).into_bytes();
        self.counted(lo.as_bytes(), &hi, limit)
    }

    /// Past states of a versioned record, by journal sequence, oldest first, at most `limit` after `after`.
    fn versions<R: Record>(&self, key: &R::Key, after: u64, limit: usize) -> Result<Vec<(u64, R)>> {
        if self.get::<R>(key)?.is_none() {
            return Ok(Vec::new());
        }
        let prefix = version_prefix::<R>(&key.to_bytes());
        let lo = prefix.clone().with(&(after.saturating_add(1))).into_bytes();
        let hi = after_prefix(prefix.as_bytes());
        let mut rows = Vec::new();
        self.rows(&lo, hi.as_deref(), Direction::Ascending, &mut |row, bytes| {
            rows.push((row.to_vec(), bytes.to_vec()));
            if rows.len() < limit {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        })?;
        rows.into_iter()
            .map(|(row, bytes)| {
                let seq = row.last_chunk::<8>().map_or(0, |tail| u64::from_be_bytes(*tail));
                Ok((seq, decode(&bytes)?))
            })
            .collect()
    }
}

pub(super) fn version_prefix<R: Record>(key: &[u8]) -> KeyBuf {
    KeyBuf::in_space(space::VERSION).with(&R::TABLE.code).with_raw(key)
}

pub(super) fn counter_value(bytes: &[u8]) -> Result<i64> {
    let bytes = <[u8; 8]>::try_from(bytes).map_err(|_| StoreError::Engine("a counter has the wrong size".into()))?;
    Ok(i64::from_be_bytes(bytes))
}

/// May the scope see this record?
pub(super) fn sees<T: Reader + ?Sized, R: Record>(tx: &T, record: &R) -> Result<bool> {
    let scope = tx.row_scope();
    Ok(record.visible_to(scope) && (!scope.is_narrowed() || record.seen_with(tx)?))
}

/// One page of what the scope sees. Who sees some people's own gets a full page too, however much of others lies between:
/// neither the length of a page nor its end tells of what isn't theirs.
fn seen_page<T: Reader + ?Sized, R: Record, K: KeyPart + ?Sized, I>(
    tx: &T,
    index: &Index<R>,
    prefixes: &[&K],
    request: &PageRequest,
    fetch: impl Fn(&[u8]) -> Result<Option<I>>,
) -> Result<Page<I>> {
    if !tx.row_scope().is_narrowed() {
        let (rows, next) = merged_keys(tx, index, prefixes, request)?;
        let mut items = Vec::with_capacity(rows.len());
        for (_, key) in &rows {
            items.extend(fetch(key)?);
        }
        return Ok(Page { items, next });
    }
    let limit = request.limit.clamp(1, PAGE_LIMIT_MAX);
    let (mut items, mut last) = (Vec::new(), None);
    let mut request = request.clone();
    loop {
        let (rows, next) = merged_keys(tx, index, prefixes, &request)?;
        for (row, key) in rows {
            let Some(item) = fetch(&key)? else { continue };
            if items.len() == limit {
                return Ok(Page { items, next: last });
            }
            items.push(item);
            last = Some(Cursor::from_bytes(row));
        }
        match next {
            Some(next) => request = request.after(Some(next)),
            None => return Ok(Page { items, next: None }),
        }
    }
}

/// The keys of one page over several prefixes, with their places in the index, and where the next begins.
fn merged_keys<T: Rows + ?Sized, R: Record, K: KeyPart + ?Sized>(
    tx: &T,
    index: &Index<R>,
    prefixes: &[&K],
    request: &PageRequest,
) -> Result<(Vec<Place>, Option<Cursor>)> {
    let limit = request.limit.clamp(1, PAGE_LIMIT_MAX);
    let mut found: Vec<Place> = Vec::new();
    for prefix in prefixes {
        let mut rows = index_page(tx, index.prefix(*prefix).as_bytes(), request, limit + 1)?;
        found.append(&mut rows);
    }
    if prefixes.len() > 1 {
        found.sort_unstable_by(|a, b| {
            if request.descending {
                b.0.cmp(&a.0)
            } else {
                a.0.cmp(&b.0)
            }
        });
        // A record that lies under two of them stands once.
        found.dedup();
    }
    let next = (found.len() > limit).then(|| Cursor::from_bytes(found[limit - 1].0.clone()));
    found.truncate(limit);
    Ok((found, next))
}

/// A row of an index: what follows the prefix, and the record's key.
type Place = (Vec<u8>, Vec<u8>);

/// Index rows after the request's cursor as (what follows the prefix, the record's key).
fn index_page<T: Rows + ?Sized>(tx: &T, prefix: &[u8], request: &PageRequest, limit: usize) -> Result<Vec<Place>> {
    let mut lo = prefix.to_vec();
    let mut hi = after_prefix(prefix);
    if let Some(cursor) = &request.after {
        let at = [prefix, cursor.as_bytes()].concat();
        if request.descending {
            hi = Some(at);
        } else {
            lo = at;
            lo.push(0);
        }
    }
    let direction = if request.descending {
        Direction::Descending
    } else {
        Direction::Ascending
    };
    let mut found = Vec::with_capacity(limit.min(64));
    tx.rows(&lo, hi.as_deref(), direction, &mut |row, key| {
        found.push((row[prefix.len()..].to_vec(), key.to_vec()));
        if found.len() < limit {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    })?;
    Ok(found)
}
