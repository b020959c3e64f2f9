//! Time: stored in UTC as milliseconds, shown in a person's zone, decided in the manufacturer's zone.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

/// A calendar day without a zone.
pub type Day = jiff::civil::Date;

/// A moment: milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Moment(i64);

impl Moment {
    pub const EPOCH: Moment = Moment(0);

    pub const fn from_millis(millis: i64) -> Moment {
        Moment(millis)
    }

    pub const fn millis(self) -> i64 {
        self.0
    }

    pub const fn plus_seconds(self, seconds: i64) -> Moment {
        Moment(self.0 + seconds * 1_000)
    }

    /// Seconds from `earlier` to `self`; negative when `earlier` is later.
    pub const fn seconds_since(self, earlier: Moment) -> i64 {
        (self.0 - earlier.0) / 1_000
    }

    /// The moment as the date library's timestamp; moments outside its range are clamped.
    pub fn timestamp(self) -> Timestamp {
        Timestamp::from_millisecond(self.0).unwrap_or(if self.0 < 0 { Timestamp::MIN } else { Timestamp::MAX })
    }

    /// The calendar day in `zone`.
    pub fn day_in(self, zone: &TimeZone) -> Day {
        zone.to_datetime(self.timestamp()).date()
    }

    /// Midnight at the start of `day` in `zone`.
    pub fn start_of(day: Day, zone: &TimeZone) -> Moment {
        zone.to_timestamp(day.to_datetime(jiff::civil::Time::midnight()))
            .map(Moment::from)
            .unwrap_or_default()
    }
}

impl From<Timestamp> for Moment {
    fn from(timestamp: Timestamp) -> Self {
        Moment(timestamp.as_millisecond())
    }
}

/// The one door to the clock. The system's, or one that stands until it is moved (tests, a demonstration's history).
#[derive(Clone, Debug, Default)]
pub struct Clock(Option<Arc<AtomicI64>>);

impl Clock {
    pub fn system() -> Clock {
        Clock(None)
    }

    pub fn standing_at(moment: Moment) -> Clock {
        Clock(Some(Arc::new(AtomicI64::new(moment.millis()))))
    }

    pub fn now(&self) -> Moment {
        match &self.0 {
            None => Timestamp::now().into(),
            Some(standing) => Moment(standing.load(Ordering::SeqCst)),
        }
    }

    /// Moves a standing clock. The system's clock can't be moved: false.
    pub fn set(&self, moment: Moment) -> bool {
        match &self.0 {
            None => false,
            Some(standing) => {
                standing.store(moment.millis(), Ordering::SeqCst);
                true
            }
        }
    }
}
