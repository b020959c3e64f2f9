//! How often somebody from outside may do something, in memory: a restart forgives.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;

use parking_lot::Mutex;

use crate::platform::values::Moment;

/// Keys that are remembered; beyond that the quiet ones are forgotten, and then all: a flood of callers must not shut the
/// door to everybody else.
const KEYS_MAX: usize = 10_000;

/// So many within so many seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    pub most: usize,
    pub seconds: i64,
}

/// Counts what each key did within its last seconds: a window that slides, so that nothing is forgiven at full minutes.
pub struct Window<K>(Mutex<HashMap<K, Kept>>);

struct Kept {
    seconds: i64,
    times: VecDeque<Moment>,
}

impl<K> Default for Window<K> {
    fn default() -> Window<K> {
        Window(Mutex::default())
    }
}

impl<K: Hash + Eq> Window<K> {
    /// Counts one more, or says in how many seconds to come again.
    pub fn admits(&self, key: K, rate: Rate, now: Moment) -> Result<(), i64> {
        let mut all = self.0.lock();
        if all.len() >= KEYS_MAX {
            all.retain(|_, kept| {
                let last = kept.times.back();
                last.is_some_and(|at| now.seconds_since(*at) < kept.seconds)
            });
        }
        if all.len() >= KEYS_MAX {
            all.clear();
        }
        let Kept { times, .. } = all.entry(key).or_insert_with(|| Kept {
            seconds: rate.seconds,
            times: VecDeque::new(),
        });
        while times.front().is_some_and(|at| now.seconds_since(*at) >= rate.seconds) {
            times.pop_front();
        }
        match times.front() {
            Some(first) if times.len() >= rate.most => Err((rate.seconds - now.seconds_since(*first)).max(1)),
            _ => {
                times.push_back(now);
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_of_callers_shuts_the_door_to_nobody() {
        let (window, now) = (Window::default(), Moment::EPOCH.plus_seconds(1_000_000));
        let rate = Rate { most: 1, seconds: 60 };
        for caller in 0..3 * KEYS_MAX {
            assert_eq!(window.admits(caller, rate, now), Ok(()));
        }
        assert!(window.0.lock().len() <= KEYS_MAX);
        // Quiet ones go first: what is within its seconds still counts.
        let (window, later) = (Window::default(), now.plus_seconds(59));
        for caller in 1..KEYS_MAX {
            assert_eq!(window.admits(caller, rate, now), Ok(()));
        }
        assert_eq!(window.admits(0, rate, later), Ok(()));
        assert_eq!(window.admits(KEYS_MAX, rate, later.plus_seconds(1)), Ok(()));
        assert_eq!(window.admits(0, rate, later.plus_seconds(1)), Err(59));
    }
}
