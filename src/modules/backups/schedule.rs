//! When a backup is due. Pure: moments in, an answer out.

use jiff::ToSpan;
use jiff::civil::Time;
use jiff::tz::TimeZone;

use super::model::{BackupRun, BackupSettings};
use crate::platform::values::{Day, Moment};

/// Tries for one day's backup: a share that isn't mounted at night may be there an hour later.
pub const TRIES: usize = 3;
/// Between two of them, in seconds.
pub const PAUSE: i64 = 60 * 60;
/// After two days without a good one it is overdue: the period is a day.
pub const OVERDUE: i64 = 2 * 24 * 60 * 60;

/// The newest time of the day's backup that has come by `now`.
pub fn slot(settings: &BackupSettings, zone: &TimeZone, now: Moment) -> Moment {
    let today = now.day_in(zone);
    let of_today = on(settings, zone, today);
    if of_today <= now {
        return of_today;
    }
    on(settings, zone, today.checked_sub(1.day()).unwrap_or(today))
}

/// The next one after `now`.
pub fn next(settings: &BackupSettings, zone: &TimeZone, now: Moment) -> Moment {
    let today = now.day_in(zone);
    let of_today = on(settings, zone, today);
    if of_today > now {
        return of_today;
    }
    on(settings, zone, today.checked_add(1.day()).unwrap_or(today))
}

/// Where the clocks go forward over that time, it is the moment of the change.
fn on(settings: &BackupSettings, zone: &TimeZone, day: Day) -> Moment {
    let (hour, minute) = (settings.at / 60 % 24, settings.at % 60);
    let time = Time::new(i8::try_from(hour).unwrap_or(0), i8::try_from(minute).unwrap_or(0), 0, 0).unwrap_or_default();
    zone.to_timestamp(day.to_datetime(time))
        .map(Moment::from)
        .unwrap_or_default()
}

/// Is one due? One before an upgrade stands for no day: it has no second copy. `newest_first`: the runs that have ended, at least those since yesterday. A day that the server was off is made
/// up for once; one that failed is tried again an hour later, and then once more.
pub fn is_due(settings: &BackupSettings, zone: &TimeZone, newest_first: &[BackupRun], now: Moment) -> bool {
    let slot = slot(settings, zone, now);
    if !settings.on || slot < settings.since {
        return false;
    }
    let of_slot: Vec<&BackupRun> = newest_first
        .iter()
        .filter(|run| run.begun >= slot && !run.before_upgrade)
        .collect();
    if of_slot.iter().any(|run| run.failure.is_none()) {
        return false;
    }
    match of_slot.first() {
        None => true,
        Some(last) => of_slot.len() < TRIES && now.seconds_since(last.begun) >= PAUSE,
    }
}

/// Has none been good for too long?
pub fn is_overdue(settings: &BackupSettings, last_good: Option<&BackupRun>, now: Moment) -> bool {
    let since = last_good.map_or(settings.since, |run| run.begun.max(settings.since));
    settings.on && now.seconds_since(since) > OVERDUE
}
