//! Schedules: cron with seconds, in the manufacturer's zone.

use chrono::{DateTime, FixedOffset};
use croner::Cron;
use croner::parser::{CronParser, Seconds};
use jiff::tz::TimeZone;

use crate::platform::error::Error;
use crate::platform::values::Moment;

/// A schedule that was read: `0 30 3 * * *` is each day at 03:30.
#[derive(Clone, Debug)]
pub(super) struct Schedule(Cron);

impl Schedule {
    pub fn parse(text: &str) -> Result<Schedule, Error> {
        let parser = CronParser::builder()
            .seconds(Seconds::Required)
            .dom_and_dow(true)
            .build();
        parser
            .parse(text)
            .map(Schedule)
            .map_err(|error| Error::internal(format!("schedule {text}: {error}")))
    }

    /// The first moment after `moment`; none for a schedule that never comes again.
    pub fn next_after(&self, moment: Moment, zone: &TimeZone) -> Option<Moment> {
        let from = DateTime::from_timestamp_millis(moment.millis())?.with_timezone(&offset(zone, moment)?);
        let next = self.0.find_next_occurrence(&from, false).ok()?;
        Some(Moment::from_millis(next.timestamp_millis()))
    }
}

/// The zone's distance from UTC at a moment. The clock of the timetable knows only fixed ones.
pub(super) fn offset(zone: &TimeZone, moment: Moment) -> Option<FixedOffset> {
    FixedOffset::east_opt(zone.to_offset(moment.timestamp()).seconds())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schedules_are_read_in_the_manufacturers_zone() {
        let zone = TimeZone::get("Asia/Yekaterinburg").unwrap();
        let at = |text: &str| Moment::from(text.parse::<jiff::Timestamp>().unwrap());
        for (schedule, after, next) in [
            ("0 30 3 * * *", "2026-11-23T00:00:00Z", "2026-11-23T22:30:00Z"),
            ("0 30 3 * * *", "2026-11-23T22:30:00Z", "2026-11-24T22:30:00Z"),
            ("0 */10 * * * *", "2026-11-23T10:01:00Z", "2026-11-23T10:10:00Z"),
            ("0 0 9 * * MON", "2026-11-23T03:59:59Z", "2026-11-23T04:00:00Z"),
            ("*/5 * * * * *", "2026-11-23T03:59:57Z", "2026-11-23T04:00:00Z"),
        ] {
            assert_eq!(
                Schedule::parse(schedule).unwrap().next_after(at(after), &zone),
                Some(at(next)),
                "{schedule}"
            );
        }
    }

    #[test]
    fn what_is_no_schedule_is_refused() {
        for text in ["", "* * * * *", "0 61 * * * *", "each day"] {
            assert!(Schedule::parse(text).is_err(), "{text}");
        }
    }
}
