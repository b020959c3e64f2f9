//! A log ahead of an engine: a commit is one write to the end of a file and one flush, whatever rows are in it.
//!
//! A B-tree writes every page that a commit touches, and redb's commit with two phases flushes twice. Fifty rows in as
//! many places are then the dearest part of a person's click. So a commit goes to the log ([`log`]) and into memory
//! ([`overlay`]), and a thread takes many of them into the engine below at once ([`keeper`]): after a moment of quiet, or when they
//! have grown to [`OVERLAY_BYTES`]. A large commit (a portion of an import) goes to the engine below directly, together
//! with what memory holds.
//!
//! What must stay true:
//! - A commit returns when its frame is flushed. The engine below names the newest frame it holds in the very commit
//!   that holds it, so after any stop the log repeats just what is missing, in order.
//! - A segment of the log is used again only after everything in it is durable below.
//! - A frame that was flushed and can't be read, or a gap between frames, is an error at start; only what follows the
//!   last readable frame may be dropped: nobody was told that it was saved.

mod frame;
mod keeper;
mod log;
mod overlay;
mod peek;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::{Arc, Weak};
use std::thread::JoinHandle;
use std::time::Instant;

pub(super) use self::peek::{is_mark, peek};

use arc_swap::ArcSwap;
use parking_lot::{Condvar, Mutex};

use self::log::Log;
use self::overlay::{Overlay, merged};
use super::engine::{Direction, Engine, Row, Snapshot, Visit, Writes};
use super::key::{KeyBuf, space};
use super::{Result, StoreError};

/// Bytes of frames in memory at which they are taken into the engine below. In memory they are some half more, and
/// twice that while they are being taken.
const OVERLAY_BYTES: usize = 8 << 20;
/// A commit of this size goes to the engine below at once: writing it twice would cost more than it saves.
const LARGE_BYTES: usize = 1 << 20;

/// An engine with a log ahead of it. One thread commits; any number reads.
pub struct LoggedEngine<E: Engine> {
    shared: Arc<Shared<E>>,
    keeper: Mutex<Option<JoinHandle<()>>>,
}

struct Shared<E> {
    below: E,
    state: Mutex<State>,
    /// Wakes the keeper, and the writer that waits for it.
    changed: Condvar,
}

struct State {
    log: Log,
    /// The number of the newest commit.
    number: u64,
    layers: Arc<Layers>,
    /// The newest snapshot: told when its layers have moved down.
    newest: Weak<LayeredSnapshot>,
    /// When the oldest and the newest commit in memory were made.
    since: Option<(Instant, Instant)>,
    /// Why the keeper gave up. No commit succeeds after that.
    failed: Option<StoreError>,
    closing: bool,
}

/// What a reader looks through, from the top.
#[derive(Clone)]
struct Layers {
    /// Commits since the keeper last began.
    fresh: Overlay,
    /// What the keeper is taking down.
    sinking: Option<Overlay>,
    below: Arc<dyn Snapshot>,
}

/// What the engine below says of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Mark {
    /// The log's identity: another installation's log is never repeated.
    log: [u8; 16],
    /// The newest commit that the engine below holds.
    number: u64,
    /// It was closed in order: the log holds nothing more, and its files may be missing.
    closed: bool,
}

impl Mark {
    fn key() -> Vec<u8> {
        KeyBuf::in_space(space::META).with("store.log").into_bytes()
    }

    fn to_bytes(self) -> Vec<u8> {
        let mut bytes = self.log.to_vec();
        bytes.extend_from_slice(&self.number.to_be_bytes());
        bytes.push(u8::from(self.closed));
        bytes
    }

    fn from_bytes(bytes: &[u8]) -> Result<Mark> {
        let unreadable = || StoreError::Engine("the store's note about its log can't be read".into());
        let (log, rest) = bytes.split_first_chunk::<16>().ok_or_else(unreadable)?;
        let (number, rest) = rest.split_first_chunk::<8>().ok_or_else(unreadable)?;
        let closed = match rest {
            [0] => false,
            [1] => true,
            _ => return Err(unreadable()),
        };
        Ok(Mark {
            log: *log,
            number: u64::from_be_bytes(*number),
            closed,
        })
    }
}

impl<E: Engine> LoggedEngine<E> {
    /// Opens the log that stands beside `path` (two files, `.log-a` and `.log-b`), takes down what the last process left in it, and
    /// starts the keeper.
    ///
    /// Fails when the log is damaged, missing after a stop that wasn't in order, or of another store.
    pub fn open(below: E, path: &Path) -> Result<LoggedEngine<E>> {
        let key = Mark::key();
        let mark = below
            .snapshot()?
            .get(&key)?
            .map(|bytes| Mark::from_bytes(&bytes))
            .transpose()?;
        let (log, left) = Log::open(path, mark)?;
        let mut repeated = Overlay::default();
        let mut number = mark.map_or(0, |mark| mark.number);
        for (at, frame) in left {
            repeated.apply(frame);
            number = at;
        }
        let mark = Mark {
            log: log.identity(),
            number,
            closed: false,
        };
        sink(&below, &repeated, std::iter::empty(), mark)?;
        let log = log.begin()?;
        let shared = Arc::new(Shared {
            state: Mutex::new(State {
                log,
                number,
                layers: Arc::new(Layers {
                    fresh: Overlay::default(),
                    sinking: None,
                    below: below.snapshot()?,
                }),
                newest: Weak::new(),
                since: None,
                failed: None,
                closing: false,
            }),
            below,
            changed: Condvar::new(),
        });
        let kept = Arc::clone(&shared);
        let keeper = std::thread::Builder::new()
            .name("store-keeper".into())
            .spawn(move || keeper::keep(&kept))
            .map_err(|error| StoreError::Engine(format!("the store's thread can't be started: {error}")))?;
        Ok(LoggedEngine {
            shared,
            keeper: Mutex::new(Some(keeper)),
        })
    }
}

impl<E: Engine> Engine for LoggedEngine<E> {
    fn snapshot(&self) -> Result<Arc<dyn Snapshot>> {
        let mut state = self.shared.state.lock();
        let snapshot = Arc::new(LayeredSnapshot {
            number: state.number,
            layers: ArcSwap::new(Arc::clone(&state.layers)),
        });
        state.newest = Arc::downgrade(&snapshot);
        Ok(snapshot)
    }

    fn commit(&self, writes: &Writes) -> Result<()> {
        let size = |(key, value): (&Vec<u8>, &Option<Vec<u8>>)| key.len() + value.as_ref().map_or(0, Vec::len);
        if writes.iter().map(size).sum::<usize>() >= LARGE_BYTES {
            return self.commit_below(writes);
        }
        let mut state = self.shared.state.lock();
        while state.layers.sinking.is_some() && state.layers.fresh.bytes() >= 2 * OVERLAY_BYTES {
            state.fail_if_failed()?;
            self.shared.changed.wait(&mut state);
        }
        state.fail_if_failed()?;
        let number = state.number + 1;
        let frame = state.log.append(number, writes)?;
        state.number = number;
        let layers = Arc::make_mut(&mut state.layers);
        layers.fresh.apply(frame);
        let full = layers.fresh.bytes() >= OVERLAY_BYTES && layers.sinking.is_none();
        let now = Instant::now();
        let first = state.since.is_none();
        state.since = Some((state.since.map_or(now, |(oldest, _)| oldest), now));
        drop(state);
        if full || first {
            self.shared.changed.notify_all();
        }
        Ok(())
    }

    fn commit_rows(&self, rows: &mut dyn Iterator<Item = Row<'_>>) -> Result<()> {
        let owned = rows.map(|(key, value)| (key.to_vec(), value.map(<[u8]>::to_vec)));
        self.commit(&owned.collect())
    }

    fn wants_rerun(&self) -> bool {
        self.shared.below.wants_rerun()
    }

    fn size(&self) -> u64 {
        self.shared.below.size() + self.shared.state.lock().log.size()
    }

    fn close(&self) {
        self.shared.state.lock().closing = true;
        self.shared.changed.notify_all();
        if let Some(keeper) = self.keeper.lock().take() {
            // A panic of the keeper was printed; what it hadn't taken down is in the log.
            let _ = keeper.join();
        }
        self.shared.below.close();
    }
}

impl<E: Engine> LoggedEngine<E> {
    /// Takes a large commit below, with everything that memory holds. Readers go on meanwhile.
    fn commit_below(&self, writes: &Writes) -> Result<()> {
        let mut state = self.shared.state.lock();
        while state.layers.sinking.is_some() {
            state.fail_if_failed()?;
            self.shared.changed.wait(&mut state);
        }
        state.fail_if_failed()?;
        let number = state.number + 1;
        let mark = Mark {
            log: state.log.identity(),
            number,
            closed: false,
        };
        let layers = Arc::clone(&state.layers);
        let above = writes.iter().map(|(key, value)| (key.as_slice(), value.as_deref()));
        sink(&self.shared.below, &layers.fresh, above, mark)?;
        state.number = number;
        state.since = None;
        state.layers = Arc::new(Layers {
            fresh: Overlay::default(),
            sinking: None,
            below: self.shared.below.snapshot()?,
        });
        state.log.forget_if_longer(OVERLAY_BYTES as u64)
    }
}

impl<E: Engine> Drop for LoggedEngine<E> {
    fn drop(&mut self) {
        self.close();
    }
}

impl State {
    fn fail_if_failed(&self) -> Result<()> {
        self.failed.clone().map_or(Ok(()), Err)
    }

    /// Shows readers of the newest commit the layers of now, which hold the same rows: what moved down leaves memory.
    fn replace_layers(&mut self, layers: Layers) {
        self.layers = Arc::new(layers);
        if let Some(newest) = self.newest.upgrade()
            && newest.number == self.number
        {
            newest.layers.store(Arc::clone(&self.layers));
        }
    }
}

/// Commits an overlay, and the rows above it, to the engine below together with the mark.
fn sink<'r>(below: &impl Engine, overlay: &'r Overlay, above: impl Iterator<Item = Row<'r>>, mark: Mark) -> Result<()> {
    let mut rows: Vec<Row<'_>> = above.collect();
    if !overlay.is_empty() {
        let mut both: BTreeMap<_, _> = overlay.rows().collect();
        both.extend(rows);
        rows = both.into_iter().collect();
    }
    let (key, value) = (Mark::key(), mark.to_bytes());
    let mut rows: Vec<Row<'_>> = rows;
    let at = rows.partition_point(|(row, _)| *row < key.as_slice());
    rows.insert(at, (&key, Some(&value)));
    below.commit_rows(&mut rows.into_iter())
}

/// The rows after one commit. Its layers may be replaced by others that hold the same.
struct LayeredSnapshot {
    number: u64,
    layers: ArcSwap<Layers>,
}

impl Snapshot for LayeredSnapshot {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>> {
        let layers = self.layers.load();
        let sinking = || layers.sinking.as_ref().and_then(|sinking| sinking.get(key));
        match layers.fresh.get(key).or_else(sinking) {
            Some(written) => Ok(written.map(<[u8]>::to_vec)),
            None => layers.below.get(key),
        }
    }

    fn range(&self, lo: &[u8], hi: Option<&[u8]>, direction: Direction, visit: Visit<'_>) -> Result<()> {
        if hi.is_some_and(|hi| hi <= lo) {
            return Ok(());
        }
        let layers = self.layers.load_full();
        let mut above = merged(&layers.fresh, layers.sinking.as_ref(), lo, hi, direction).peekable();
        if above.peek().is_none() {
            return layers.below.range(lo, hi, direction, visit);
        }
        let comes_first = |a: &[u8], b: &[u8]| match direction {
            Direction::Ascending => a < b,
            Direction::Descending => a > b,
        };
        let mut broke = false;
        layers.below.range(lo, hi, direction, &mut |key, value| {
            while let Some((written, new)) = above.next_if(|(written, _)| comes_first(written, key)) {
                if new.is_some_and(|new| visit(written, new).is_break()) {
                    broke = true;
                    return ControlFlow::Break(());
                }
            }
            let step = match above.next_if(|(written, _)| *written == key) {
                Some((written, Some(new))) => visit(written, new),
                Some((_, None)) => ControlFlow::Continue(()),
                None => visit(key, value),
            };
            broke = step.is_break();
            step
        })?;
        if !broke {
            for (written, new) in above {
                if new.is_some_and(|new| visit(written, new).is_break()) {
                    break;
                }
            }
        }
        Ok(())
    }
}
