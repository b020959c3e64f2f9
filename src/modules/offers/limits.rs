//! How often somebody from outside may do something: by link and address, in memory. A restart forgives. Behind a proxy all
//! addresses are one, so that without the link one client would stop those of every other offer.

use std::collections::HashMap;

use parking_lot::Mutex;

use crate::platform::values::Moment;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Doing {
    /// An answer left on a public page.
    Answer,
    /// A file made.
    File,
    /// A visit counted.
    Visit,
}

impl Doing {
    /// So many within so many seconds.
    const fn limit(self) -> (usize, i64) {
        match self {
            Doing::Answer => (12, 3_600),
            Doing::File => (30, 600),
            Doing::Visit => (60, 3_600),
        }
    }
}

/// Those that are remembered; beyond that the quiet ones are forgotten, and then all.
const KEYS_MAX: usize = 10_000;

#[derive(Default)]
pub struct Limits(Mutex<HashMap<(Doing, String), Vec<Moment>>>);

impl Limits {
    /// May `who` do it once more? Counts it.
    pub fn admits(&self, doing: Doing, who: &str, now: Moment) -> bool {
        let (most, seconds) = doing.limit();
        let fresh = |at: &Moment| now.seconds_since(*at) < seconds;
        let mut kept = self.0.lock();
        if kept.len() >= KEYS_MAX {
            kept.retain(|(doing, _), times| {
                let (_, seconds) = doing.limit();
                times.last().is_some_and(|at| now.seconds_since(*at) < seconds)
            });
        }
        if kept.len() >= KEYS_MAX {
            // A flood of addresses must not shut the door to everybody else.
            kept.clear();
        }
        let times = kept.entry((doing, who.to_owned())).or_default();
        times.retain(fresh);
        let admitted = times.len() < most;
        if admitted {
            times.push(now);
        }
        admitted
    }
}
