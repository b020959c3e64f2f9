//! Weeks, months and working days. Working days follow the Russian production calendar: the holidays of article 112 of
//! the Labour Code, days off that are moved because of weekends, and what the government moves for a year, as far as it
//! is decreed. An administrator names the rest.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::Weekday;
use serde::{Deserialize, Serialize};

use crate::platform::values::Day;

/// Holidays by month and day.
const HOLIDAYS: [(i8, i8); 14] = [
    (1, 1),
    (1, 2),
    (1, 3),
    (1, 4),
    (1, 5),
    (1, 6),
    (1, 7),
    (1, 8),
    (2, 23),
    (3, 8),
    (5, 1),
    (5, 9),
    (6, 12),
    (11, 4),
];

/// Days off that the government moved weekends of January to, as decreed. 2026: decree 1466 of 24.09.2025.
const DECREED: [Day; 2] = [Day::constant(2026, 1, 9), Day::constant(2026, 12, 31)];

/// The last year whose moved days are known here.
pub const DECREED_UNTIL: i16 = 2026;

/// What an administrator says of single days.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Exceptions {
    /// Nobody works: a moved day off, a stop of the plant.
    pub off: BTreeSet<Day>,
    /// Worked, whatever the calendar says: a moved working Saturday.
    pub on: BTreeSet<Day>,
}

impl Exceptions {
    pub fn is_working(&self, day: Day) -> bool {
        if self.on.contains(&day) {
            return true;
        }
        !self.off.contains(&day) && is_working(day)
    }

    /// Working days of the seven that begin with `monday`.
    pub fn in_week(&self, monday: Day) -> i64 {
        let days = (0..7).filter_map(|ahead| monday.checked_add(i64::from(ahead).days()).ok());
        days.filter(|day| self.is_working(*day)).count() as i64
    }
}

fn is_weekend(day: Day) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

fn is_holiday(day: Day) -> bool {
    HOLIDAYS.contains(&(day.month(), day.day()))
}

/// By the calendar alone.
pub fn is_working(day: Day) -> bool {
    !is_weekend(day) && !is_holiday(day) && !DECREED.contains(&day) && !is_moved_to(day)
}

/// A holiday on a weekend, but those of January, moves the day off to the next day that would be worked.
fn is_moved_to(day: Day) -> bool {
    let mut back = day;
    // A weekend and the holidays around it are no longer than this.
    for _ in 0..5 {
        let Ok(before) = back.yesterday() else { return false };
        back = before;
        if !is_weekend(back) && !is_holiday(back) {
            return false;
        }
        if back.month() != 1 && is_weekend(back) && is_holiday(back) {
            return true;
        }
    }
    false
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

    fn day(year: i16, month: i8, day: i8) -> Day {
        Day::constant(year, month, day)
    }

    fn working_days(year: i16) -> usize {
        let mut count = 0;
        let mut at = day(year, 1, 1);
        while at.year() == year {
            count += usize::from(is_working(at));
            at = at.tomorrow().unwrap();
        }
        count
    }

    #[test]
    fn the_year_2026_has_247_working_days() {
        assert_eq!(working_days(2026), 247);
    }

    #[test]
    fn days_off_move_from_weekends_but_not_in_january() {
        let none = Exceptions::default();
        for (at, working) in [
            (day(2026, 1, 9), false),
            (day(2026, 1, 12), true),
            // 8 March is a Sunday.
            (day(2026, 3, 9), false),
            (day(2026, 3, 10), true),
            // 9 May is a Saturday.
            (day(2026, 5, 11), false),
            (day(2026, 5, 12), true),
            (day(2026, 5, 1), false),
            (day(2026, 6, 12), false),
            (day(2026, 6, 15), true),
            (day(2026, 11, 4), false),
            (day(2026, 12, 31), false),
            (day(2026, 11, 28), false),
            // 1 and 9 May 2027 are a Saturday and a Sunday.
            (day(2027, 5, 3), false),
            (day(2027, 5, 4), true),
            (day(2027, 5, 10), false),
        ] {
            assert_eq!(none.is_working(at), working, "{at}");
        }
    }

    #[test]
    fn an_administrator_has_the_last_word() {
        let said = Exceptions {
            off: [day(2026, 11, 25)].into(),
            on: [day(2026, 11, 28)].into(),
        };
        assert!(!said.is_working(day(2026, 11, 25)));
        assert!(said.is_working(day(2026, 11, 28)));
        assert_eq!(Exceptions::default().in_week(day(2026, 11, 23)), 5);
        assert_eq!(said.in_week(day(2026, 11, 23)), 5);
        assert_eq!(said.in_week(day(2026, 11, 30)), 5);
        // Of the week of 4 November a day is gone; of the first week of January all but none are left.
        assert_eq!(Exceptions::default().in_week(day(2026, 11, 2)), 4);
        assert_eq!(Exceptions::default().in_week(day(2026, 1, 5)), 0);
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
