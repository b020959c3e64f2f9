//! The door of the first administrator.

use parking_lot::Mutex;

use crate::platform::values::Moment;
use crate::platform::web::{fresh_secret, hash_of_secret};

/// A link works so long.
pub const MINUTES: i64 = 30;

/// Closed unless a secret was given out a short while ago. A part: `services.part::<Door>()`.
#[derive(Default)]
pub struct Door(Mutex<Option<Open>>);

struct Open {
    /// What the store would keep of a secret.
    hash: String,
    until: Moment,
}

impl Door {
    /// Opens it for a new secret; one that was given out before works no more.
    pub fn open(&self, now: Moment) -> String {
        let secret = fresh_secret();
        *self.0.lock() = hash_of_secret(&secret).map(|hash| Open {
            hash,
            until: now.plus_seconds(MINUTES * 60),
        });
        secret
    }

    pub fn admits(&self, secret: &str, now: Moment) -> bool {
        let door = self.0.lock();
        let Some(open) = door.as_ref().filter(|open| now < open.until) else {
            return false;
        };
        hash_of_secret(secret).is_some_and(|hash| hash == open.hash)
    }

    pub fn close(&self) {
        *self.0.lock() = None;
    }
}
