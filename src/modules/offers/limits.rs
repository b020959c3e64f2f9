//! How often somebody from outside may do something: by link and address. Behind a proxy all addresses are one, so that
//! without the link one client would stop those of every other offer.

use crate::platform::values::Moment;
use crate::platform::web::{Rate, Window};

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
    const fn rate(self) -> Rate {
        let (most, seconds) = match self {
            Doing::Answer => (12, 3_600),
            Doing::File => (30, 600),
            Doing::Visit => (60, 3_600),
        };
        Rate { most, seconds }
    }
}

#[derive(Default)]
pub struct Limits(Window<(Doing, String)>);

impl Limits {
    /// May `who` do it once more? Counts it.
    pub fn admits(&self, doing: Doing, who: &str, now: Moment) -> bool {
        self.0.admits((doing, who.to_owned()), doing.rate(), now).is_ok()
    }
}
