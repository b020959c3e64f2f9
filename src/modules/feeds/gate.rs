//! How often an address may be read, in memory: a restart forgives. Counted by feed, so that one reader that runs wild
//! stops nobody else's.

use std::collections::{HashMap, VecDeque};

use parking_lot::Mutex;

use super::FeedId;
use crate::platform::values::Moment;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Doing {
    /// The file asked for.
    File,
    /// A picture of it: a marketplace takes them all at once.
    Picture,
}

impl Doing {
    pub const fn a_minute(self) -> usize {
        match self {
            Doing::File => 20,
            Doing::Picture => 1_200,
        }
    }
}

const MINUTE: i64 = 60;
/// Feeds that are remembered; beyond that the quiet ones are forgotten.
const FEEDS_MAX: usize = 2_000;

#[derive(Default)]
pub struct Gate(Mutex<HashMap<(Doing, FeedId), VecDeque<Moment>>>);

impl Gate {
    /// Counts one more reading, or says in how many seconds to come again.
    pub fn admits(&self, doing: Doing, feed: FeedId, now: Moment) -> Result<(), i64> {
        let mut kept = self.0.lock();
        if kept.len() >= FEEDS_MAX {
            kept.retain(|_, times| times.back().is_some_and(|at| now.seconds_since(*at) < MINUTE));
        }
        let times = kept.entry((doing, feed)).or_default();
        while times.front().is_some_and(|at| now.seconds_since(*at) >= MINUTE) {
            times.pop_front();
        }
        match times.front() {
            Some(first) if times.len() >= doing.a_minute() => Err((MINUTE - now.seconds_since(*first)).max(1)),
            _ => {
                times.push_back(now);
                Ok(())
            }
        }
    }
}
