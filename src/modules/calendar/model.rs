//! Months, and sums that are never added across currencies. Pure.

use jiff::ToSpan;
use serde::{Deserialize, Serialize};

use crate::platform::values::{Currency, Day, DealerId, MembershipId, Moment, Money};

/// How far the pages of months go from today.
pub const MONTHS_BACK: i32 = 24;
pub const MONTHS_AHEAD: i32 = 24;

/// A month by its first day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month(Day);

impl Month {
    pub fn of(day: Day) -> Month {
        Month(day.first_of_month())
    }

    /// `2026-12`, as in addresses.
    pub fn parse(text: &str) -> Option<Month> {
        let (year, month) = text.split_once('-')?;
        let digits = |text: &str, count| text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(year, 4) || !digits(month, 2) {
            return None;
        }
        Day::new(year.parse().ok()?, month.parse().ok()?, 1).ok().map(Month)
    }

    pub fn code(self) -> String {
        format!("{:04}-{:02}", self.0.year(), self.0.month())
    }

    pub fn first(self) -> Day {
        self.0
    }

    pub fn last(self) -> Day {
        self.0.last_of_month()
    }

    pub fn moved(self, months: i32) -> Option<Month> {
        self.0.checked_add(months.months()).ok().map(Month)
    }

    /// The first and the last month that there are pages of.
    pub fn bounds(today: Day) -> (Month, Month) {
        let now = Month::of(today);
        (
            now.moved(-MONTHS_BACK).unwrap_or(now),
            now.moved(MONTHS_AHEAD).unwrap_or(now),
        )
    }

    /// The nearest month that there is a page of.
    pub fn within(self, today: Day) -> Month {
        let (first, last) = Month::bounds(today);
        self.clamp(first, last)
    }

    /// Its days, in weeks from Monday; `None` is a day of another month.
    pub fn grid(self) -> Vec<Option<Day>> {
        let lead = usize::from(self.0.weekday().to_monday_zero_offset().unsigned_abs());
        let days = self.0.series(1.day()).take_while(|day| *day <= self.last());
        let mut cells: Vec<Option<Day>> = std::iter::repeat_n(None, lead).chain(days.map(Some)).collect();
        cells.resize(cells.len().next_multiple_of(7), None);
        cells
    }
}

/// Sums by currency: roubles and tenge never add up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sums(Vec<(Currency, i128)>);

impl Sums {
    pub fn add(&mut self, money: Money) {
        match self.0.iter_mut().find(|(currency, _)| *currency == money.currency) {
            Some((_, sum)) => *sum += i128::from(money.minor),
            None => {
                self.0.push((money.currency, i128::from(money.minor)));
                self.0.sort_by_key(|(currency, _)| *currency);
            }
        }
    }

    /// In the order of currencies. What is beyond any figure stops at the edge.
    pub fn iter(&self) -> impl Iterator<Item = Money> + '_ {
        self.0.iter().map(|(currency, sum)| {
            let edge = if *sum < 0 { i64::MIN } else { i64::MAX };
            Money::new(i64::try_from(*sum).unwrap_or(edge), *currency)
        })
    }
}

/// The key of somebody's calendar feed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarKey {
    pub membership: MembershipId,
    pub dealer: DealerId,
    /// The hash of the secret in the address.
    pub link: String,
    pub made: Moment,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_read_as_they_are_written_and_nothing_else_is() {
        for (text, read) in [
            ("2026-12", Some(Day::constant(2026, 12, 1))),
            ("2026-02", Some(Day::constant(2026, 2, 1))),
            ("2026-13", None),
            ("2026-00", None),
            ("2026-1", None),
            ("26-01", None),
            ("+026-01", None),
            ("2026-12-01", None),
            ("", None),
        ] {
            let month = Month::parse(text);
            assert_eq!(month.map(Month::first), read, "{text}");
            assert!(month.is_none_or(|month| month.code() == text));
        }
        let today = Day::constant(2026, 11, 27);
        let bounds = Month::bounds(today);
        assert_eq!(
            (bounds.0.code().as_str(), bounds.1.code().as_str()),
            ("2024-11", "2028-11")
        );
        assert_eq!(Month::parse("1900-01").unwrap().within(today), bounds.0);
        assert_eq!(Month::parse("9999-12").unwrap().within(today), bounds.1);
    }

    #[test]
    fn a_month_stands_in_weeks_from_monday() {
        for (month, lead, days) in [
            ("2026-11", 6, 30),
            ("2026-02", 6, 28),
            ("2027-02", 0, 28),
            ("2028-02", 1, 29),
        ] {
            let grid = Month::parse(month).unwrap().grid();
            assert_eq!(grid.len() % 7, 0, "{month}");
            assert_eq!(grid.iter().take_while(|day| day.is_none()).count(), lead, "{month}");
            assert_eq!(grid.iter().flatten().count(), days, "{month}");
        }
    }

    #[test]
    fn currencies_never_add_up() {
        let mut sums = Sums::default();
        for (minor, currency) in [
            (5, Currency::Kzt),
            (100, Currency::Rub),
            (1, Currency::Kzt),
            (i64::MAX, Currency::Rub),
        ] {
            sums.add(Money::new(minor, currency));
        }
        let all: Vec<Money> = sums.iter().collect();
        assert_eq!(all, [Money::new(i64::MAX, Currency::Rub), Money::new(6, Currency::Kzt)]);
    }
}
