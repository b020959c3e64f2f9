//! Looking at a store and its log from another process, which changes neither: what a backup reads beside a server.
//!
//! The engine below is behind by what the log holds. A segment of the log is begun anew only after the engine below has
//! moved on, and says so in its mark. So when the mark is the same before and after the log was read, nothing was lost
//! in between; otherwise everything is read once more.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use arc_swap::ArcSwap;

use super::super::engine::Snapshot;
use super::super::{Result, StoreError};
use super::log::Log;
use super::overlay::Overlay;
use super::{LayeredSnapshot, Layers, Mark};

/// Between two attempts. The keeper takes rows down every half second, and when memory is full.
const PAUSE: Duration = Duration::from_millis(20);
/// Attempts: some four seconds of a writer that fills the log faster than it is read.
const ATTEMPTS: u32 = 200;

/// Every commit that was acknowledged before the call, and those below `path`'s engine, as one snapshot. `below` gives
/// the newest snapshot of that engine.
///
/// # Errors
/// When the log is damaged, missing, or of another store; when it is written faster than it can be read.
pub(in crate::platform::store) fn peek(
    path: &Path,
    below: impl Fn() -> Result<Arc<dyn Snapshot>>,
) -> Result<Arc<dyn Snapshot>> {
    let mut wrong = None;
    for attempt in 0..ATTEMPTS {
        if attempt > 0 {
            std::thread::sleep(PAUSE);
        }
        let snapshot = below()?;
        let Some(mark) = mark_of(snapshot.as_ref())? else {
            return Ok(snapshot);
        };
        let left = Log::peek(path, mark);
        if mark_of(below()?.as_ref())? != Some(mark) {
            continue;
        }
        match left {
            Ok(left) => {
                let mut fresh = Overlay::default();
                let number = left.last().map_or(mark.number, |(number, _)| *number);
                for (_, frame) in left {
                    fresh.apply(frame);
                }
                let layers = Layers {
                    fresh,
                    sinking: None,
                    below: snapshot,
                };
                return Ok(Arc::new(LayeredSnapshot {
                    number,
                    layers: ArcSwap::from_pointee(layers),
                }));
            }
            // A frame that is being written while it is read looks damaged; a damaged one stays so.
            Err(error) => wrong = Some(error),
        }
    }
    Err(wrong.unwrap_or_else(|| StoreError::Engine("the store is written to faster than it can be read".into())))
}

fn mark_of(snapshot: &dyn Snapshot) -> Result<Option<Mark>> {
    snapshot
        .get(&Mark::key())?
        .map(|bytes| Mark::from_bytes(&bytes))
        .transpose()
}

/// Is this the engine's own row, which says nothing about the data?
pub(in crate::platform::store) fn is_mark(key: &[u8]) -> bool {
    key == Mark::key()
}
