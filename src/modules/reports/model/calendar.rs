//! Weeks, months, and the days that the plant works.

use std::collections::BTreeSet;

use jiff::ToSpan;
use serde::{Deserialize, Serialize};

use crate::modules::work_days::Calendar;
use crate::platform::values::Day;

/// What an administrator says of single days of the plant, whatever the production calendar says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Exceptions {
    /// Nobody works: a stop of the plant.
    pub off: BTreeSet<Day>,
    /// Worked: a Saturday in the season.
    pub on: BTreeSet<Day>,
}

/// The days that the plant works: the production calendar, and what is said beside it.
#[derive(Clone, Debug)]
pub struct PlantDays {
    pub calendar: Calendar,
    pub said: Exceptions,
}

impl PlantDays {
    pub fn is_working(&self, day: Day) -> bool {
        self.said.on.contains(&day) || (!self.said.off.contains(&day) && !self.calendar.is_off(day))
    }

    /// Working days of the seven that begin with `monday`.
    pub fn in_week(&self, monday: Day) -> i64 {
        let days = (0..7).filter_map(|ahead| monday.checked_add(i64::from(ahead).days()).ok());
        days.filter(|day| self.is_working(*day)).count() as i64
    }
}

/// The Monday of the day's week.
pub fn week_of(day: Day) -> Day {
    day.saturating_sub(i64::from(day.weekday().to_monday_zero_offset()).days())
}

/// The first day of the day's month.
pub fn month_of(day: Day) -> Day {
    day.first_of_month()
}

/// `count` Mondays from the one given.
pub fn weeks(from: Day, count: usize) -> Vec<Day> {
    let weeks = (0..count).map(|ahead| from.checked_add((ahead as i64).weeks()));
    weeks.filter_map(Result::ok).collect()
}

/// The Sunday of a week.
pub fn end_of_week(monday: Day) -> Day {
    monday.saturating_add(6.days())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::modules::dealers::Country;

    fn day(year: i16, month: i8, day: i8) -> Day {
        Day::constant(year, month, day)
    }

    #[test]
    fn an_administrator_has_the_last_word() {
        let days = |said| PlantDays {
            calendar: Calendar::shipped(Country::Ru),
            said,
        };
        let shipped = days(Exceptions::default());
        let said = days(Exceptions {
            off: [day(2026, 11, 25)].into(),
            on: [day(2026, 11, 28)].into(),
        });
        assert!(!said.is_working(day(2026, 11, 25)));
        assert!(said.is_working(day(2026, 11, 28)));
        assert_eq!(shipped.in_week(day(2026, 11, 23)), 5);
        assert_eq!(said.in_week(day(2026, 11, 23)), 5);
        assert_eq!(said.in_week(day(2026, 11, 30)), 5);
        // Of the week of 4 November a day is gone; of the first week of January all but none are left.
        assert_eq!(shipped.in_week(day(2026, 11, 2)), 4);
        assert_eq!(shipped.in_week(day(2026, 1, 5)), 0);
    }

    #[test]
    fn weeks_begin_on_monday() {
        for (at, monday) in [
            (day(2026, 11, 26), day(2026, 11, 23)),
            (day(2026, 11, 23), day(2026, 11, 23)),
            (day(2026, 11, 29), day(2026, 11, 23)),
            (day(2027, 1, 1), day(2026, 12, 28)),
        ] {
            assert_eq!(week_of(at), monday);
        }
        assert_eq!(weeks(day(2026, 12, 28), 2), [day(2026, 12, 28), day(2027, 1, 4)]);
    }
}
