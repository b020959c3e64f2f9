//! The thread that takes what the log holds into the engine below, many commits at a time.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::super::Result;
use super::super::engine::Engine;
use super::overlay::Overlay;
use super::{Layers, Mark, OVERLAY_BYTES, Shared, sink};

/// Nobody wrote for this long: memory is emptied, and readers look through one layer again.
const QUIET: Duration = Duration::from_millis(500);
/// Commits wait for quiet no longer than this.
const WAIT_MAX: Duration = Duration::from_secs(5);

/// Runs until the engine is closed; what is left is taken down then.
pub(super) fn keep<E: Engine>(shared: &Shared<E>) {
    if let Err(error) = keep_until_closed(shared) {
        tracing::error!(%error, "changes can't be taken from the store's log");
        shared.state.lock().failed = Some(error);
        shared.changed.notify_all();
    }
}

fn keep_until_closed<E: Engine>(shared: &Shared<E>) -> Result<()> {
    while wait(shared) {
        take_down(shared)?;
    }
    let state = shared.state.lock();
    let mark = Mark {
        log: state.log.identity(),
        number: state.number,
        closed: true,
    };
    sink(&shared.below, &Overlay::default(), std::iter::empty(), mark)
}

/// Waits until there is something to do; `false` when the engine is closed and nothing is left.
fn wait<E: Engine>(shared: &Shared<E>) -> bool {
    let mut state = shared.state.lock();
    loop {
        let Some((oldest, newest)) = state.since else {
            if state.closing {
                return false;
            }
            shared.changed.wait(&mut state);
            continue;
        };
        let until = (newest + QUIET).min(oldest + WAIT_MAX);
        if state.closing || state.layers.fresh.bytes() >= OVERLAY_BYTES || until <= Instant::now() {
            return true;
        }
        shared.changed.wait_until(&mut state, until);
    }
}

fn take_down<E: Engine>(shared: &Shared<E>) -> Result<()> {
    let mut state = shared.state.lock();
    let Some(mut segment) = state.log.switch() else {
        unreachable!("the keeper alone takes the spare segment, and has put it back");
    };
    let mark = Mark {
        log: state.log.identity(),
        number: state.number,
        closed: false,
    };
    let sinking = state.layers.fresh.clone();
    let below = Arc::clone(&state.layers.below);
    state.since = None;
    state.replace_layers(Layers {
        fresh: Overlay::default(),
        sinking: Some(sinking.clone()),
        below,
    });
    drop(state);

    sink(&shared.below, &sinking, std::iter::empty(), mark)?;
    segment.begin(mark.log)?;
    let below = shared.below.snapshot()?;

    let mut state = shared.state.lock();
    state.log.put_back(segment);
    let fresh = state.layers.fresh.clone();
    state.replace_layers(Layers {
        fresh,
        sinking: None,
        below,
    });
    drop(state);
    shared.changed.notify_all();
    Ok(())
}
