//! Delays after failures: by account and by address, growing, never a hard lock that an outsider could cause.

use std::collections::HashMap;

use parking_lot::Mutex;

use crate::platform::error::Error;
use crate::platform::values::{Message, Moment};

/// Failures that cost nothing: people mistype.
const FREE: u32 = 5;
const DELAY_SECONDS_MAX: i64 = 15 * 60;
/// Remembered keys; the oldest are dropped beyond that.
const KEYS_LIMIT: usize = 10_000;

#[derive(Default)]
pub struct Throttle(Mutex<HashMap<String, (u32, Moment)>>);

impl Throttle {
    /// Seconds to wait before the next try under `key`; 0 when it may come now.
    pub fn wait_seconds(&self, key: &str, now: Moment) -> i64 {
        let failures = self.0.lock();
        let Some((count, last)) = failures.get(key) else {
            return 0;
        };
        (last.plus_seconds(delay(*count)).seconds_since(now)).max(0)
    }

    /// May a person try now, by all of these keys?
    ///
    /// # Errors
    /// `Refused` with the seconds to wait.
    pub fn admits(&self, keys: &[String], now: Moment) -> Result<(), Error> {
        match keys.iter().map(|key| self.wait_seconds(key, now)).max() {
            Some(wait) if wait > 0 => Err(Error::Refused(
                Message::new("access-sign-in-wait").with("seconds", wait),
            )),
            _ => Ok(()),
        }
    }

    pub fn failed(&self, key: &str, now: Moment) {
        let mut failures = self.0.lock();
        if failures.len() >= KEYS_LIMIT {
            failures.retain(|_, (count, last)| last.plus_seconds(delay(*count).max(60)) > now);
        }
        if failures.len() >= KEYS_LIMIT {
            failures.clear();
        }
        let entry = failures.entry(key.to_owned()).or_insert((0, now));
        // An hour of quiet forgives.
        *entry = if now.seconds_since(entry.1) > 3_600 {
            (1, now)
        } else {
            (entry.0.saturating_add(1), now)
        };
    }

    pub fn succeeded(&self, key: &str) {
        self.0.lock().remove(key);
    }
}

/// Seconds to wait after so many failures.
pub(super) fn delay(failures: u32) -> i64 {
    if failures < FREE {
        0
    } else {
        (1_i64 << (failures - FREE).min(10)).min(DELAY_SECONDS_MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_grow_and_an_hour_of_quiet_forgives() {
        let throttle = Throttle::default();
        let start = Moment::from_millis(0);
        for _ in 0..FREE - 1 {
            throttle.failed("k", start);
        }
        assert_eq!(throttle.wait_seconds("k", start), 0);
        throttle.failed("k", start);
        throttle.failed("k", start);
        assert_eq!(throttle.wait_seconds("k", start), 2);
        assert_eq!(throttle.wait_seconds("k", start.plus_seconds(2)), 0);
        throttle.failed("k", start.plus_seconds(4_000));
        assert_eq!(throttle.wait_seconds("k", start.plus_seconds(4_000)), 0);
        assert_eq!(throttle.wait_seconds("other", start), 0);
    }
}
