//! How often an address may be read. Counted by feed, so that one reader that runs wild stops nobody else's.

use super::FeedId;
use crate::platform::values::Moment;
use crate::platform::web::{Rate, Window};

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

#[derive(Default)]
pub struct Gate(Window<(Doing, FeedId)>);

impl Gate {
    /// Counts one more reading, or says in how many seconds to come again.
    pub fn admits(&self, doing: Doing, feed: FeedId, now: Moment) -> Result<(), i64> {
        let rate = Rate {
            most: doing.a_minute(),
            seconds: 60,
        };
        self.0.admits((doing, feed), rate, now)
    }
}
