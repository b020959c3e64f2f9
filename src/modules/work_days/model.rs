//! Which days are worked: the production calendars of Russia and Kazakhstan as they are shipped, and what an administrator
//! says otherwise. Short days are worked days here: one pays on them too.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use jiff::civil::Weekday;
use serde::{Deserialize, Serialize};

use crate::modules::dealers::Country;
use crate::platform::values::{Day, Moment};

/// The years that an administrator may say something of.
pub const YEARS: std::ops::RangeInclusive<i16> = 2020..=2060;

/// What is known of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// The holidays, and the days that the government moved.
    Decreed,
    /// The holidays by law; what the government moves wasn't known when this version was made.
    ByLaw,
    /// Nothing: weekends alone are off.
    Weekends,
}

/// A year of a country as it is shipped.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Shipped {
    decreed: bool,
    off: BTreeSet<Day>,
    working: BTreeSet<Day>,
}

type Year = (Country, i16);

/// Each file names its sources.
static SHIPPED: LazyLock<Vec<(Year, Shipped)>> = LazyLock::new(|| {
    [
        (
            Country::Ru,
            2025,
            include_str!("../../../assets/calendars/ru-2025.toml"),
        ),
        (
            Country::Ru,
            2026,
            include_str!("../../../assets/calendars/ru-2026.toml"),
        ),
        (
            Country::Ru,
            2027,
            include_str!("../../../assets/calendars/ru-2027.toml"),
        ),
        (
            Country::Kz,
            2025,
            include_str!("../../../assets/calendars/kz-2025.toml"),
        ),
        (
            Country::Kz,
            2026,
            include_str!("../../../assets/calendars/kz-2026.toml"),
        ),
        (
            Country::Kz,
            2027,
            include_str!("../../../assets/calendars/kz-2027.toml"),
        ),
    ]
    .into_iter()
    .map(|(country, year, text)| {
        let shipped = toml::from_str(text).expect("a test reads every shipped calendar");
        ((country, year), shipped)
    })
    .collect()
});

fn shipped(country: Country, year: i16) -> Option<&'static Shipped> {
    let of = SHIPPED.iter().find(|(of, _)| *of == (country, year));
    of.map(|(_, shipped)| shipped)
}

pub fn known(country: Country, year: i16) -> Known {
    match shipped(country, year) {
        Some(of) if of.decreed => Known::Decreed,
        Some(_) => Known::ByLaw,
        None => Known::Weekends,
    }
}

pub fn is_weekend(day: Day) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// By the shipped calendar alone.
pub fn is_off_as_shipped(country: Country, day: Day) -> bool {
    match shipped(country, day.year()) {
        Some(of) if of.off.contains(&day) => true,
        Some(of) if of.working.contains(&day) => false,
        _ => is_weekend(day),
    }
}

/// What an administrator says of a year of a country, beside what is shipped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkDays {
    pub country: Country,
    pub year: i16,
    /// Off, though the shipped calendar works.
    #[serde(default)]
    pub off: BTreeSet<Day>,
    /// Worked, though the shipped calendar is off.
    #[serde(default)]
    pub working: BTreeSet<Day>,
    pub version: u32,
    pub changed: Moment,
}

impl WorkDays {
    /// Nothing said yet.
    pub fn silent(country: Country, year: i16) -> WorkDays {
        WorkDays {
            country,
            year,
            off: BTreeSet::new(),
            working: BTreeSet::new(),
            version: 0,
            changed: Moment::EPOCH,
        }
    }

    pub fn is_silent(&self) -> bool {
        self.off.is_empty() && self.working.is_empty()
    }

    /// With a day off or worked. What the shipped calendar says anyway is nothing to say.
    pub fn with(mut self, day: Day, off: bool) -> WorkDays {
        self.off.remove(&day);
        self.working.remove(&day);
        if is_off_as_shipped(self.country, day) != off {
            match off {
                true => self.off.insert(day),
                false => self.working.insert(day),
            };
        }
        self
    }
}

/// The working days of a country, as they are in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    country: Country,
    /// True: off.
    said: Arc<BTreeMap<Day, bool>>,
}

impl Calendar {
    pub(super) fn of(country: Country, said: impl IntoIterator<Item = WorkDays>) -> Calendar {
        let mut days = BTreeMap::new();
        for of in said.into_iter().filter(|of| of.country == country) {
            days.extend(of.off.into_iter().map(|day| (day, true)));
            days.extend(of.working.into_iter().map(|day| (day, false)));
        }
        Calendar {
            country,
            said: Arc::new(days),
        }
    }

    /// The shipped calendar.
    pub fn shipped(country: Country) -> Calendar {
        Calendar::of(country, [])
    }

    pub fn country(&self) -> Country {
        self.country
    }

    pub fn is_off(&self, day: Day) -> bool {
        let said = self.said.get(&day).copied();
        said.unwrap_or_else(|| is_off_as_shipped(self.country, day))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn every_shipped_year_reads_and_has_as_many_working_days_as_its_government_says() {
        // Russia: 247 working days by the published calendars of both years. Kazakhstan: 246 in 2025; 2026 has 246 with
        // 31 August, which is worked since the new Constitution.
        for (country, year, working) in [
            (Country::Ru, 2025, 247),
            (Country::Ru, 2026, 247),
            (Country::Kz, 2025, 246),
            (Country::Kz, 2026, 247),
        ] {
            let calendar = Calendar::shipped(country);
            let first = Day::constant(year, 1, 1);
            let count = first
                .series(jiff::Span::new().days(1))
                .take_while(|day| day.year() == year);
            assert_eq!(
                count.filter(|day| !calendar.is_off(*day)).count(),
                working,
                "{country:?} {year}"
            );
            assert_eq!(known(country, year), Known::Decreed);
        }
        for country in [Country::Ru, Country::Kz] {
            assert_eq!(known(country, 2027), Known::ByLaw);
            assert_eq!(known(country, 2040), Known::Weekends);
        }
        for ((country, year), of) in SHIPPED.iter() {
            assert!(
                of.off.iter().chain(&of.working).all(|day| day.year() == *year),
                "{country:?} {year}"
            );
            assert!(of.off.iter().all(|day| !is_weekend(*day)) && of.working.iter().all(|day| is_weekend(*day)));
        }
    }

    #[test]
    fn the_days_of_both_countries_are_their_own() {
        for (of, russia, kazakhstan) in [
            ("2026-01-02", true, true),
            ("2026-01-05", true, false),
            ("2026-01-07", true, true),
            ("2026-01-09", true, false),
            ("2026-02-23", true, false),
            ("2026-03-09", true, true),
            ("2026-03-24", false, true),
            ("2026-05-07", false, true),
            ("2026-05-11", true, true),
            ("2026-05-27", false, true),
            ("2026-06-12", true, false),
            ("2026-08-31", false, false),
            ("2026-10-26", false, true),
            ("2026-11-04", true, false),
            ("2026-12-16", false, true),
            ("2026-12-31", true, false),
            ("2025-11-01", false, true),
            ("2025-01-05", true, false),
            ("2026-11-07", true, true),
            ("2026-11-09", false, false),
            ("2040-01-02", false, false),
        ] {
            let is = [Country::Ru, Country::Kz].map(|country| Calendar::shipped(country).is_off(day(of)));
            assert_eq!(is, [russia, kazakhstan], "{of}");
        }
    }

    #[test]
    fn what_is_said_stands_over_what_is_shipped_and_what_is_the_same_is_not_kept() {
        let silent = WorkDays::silent(Country::Ru, 2026);
        let (holiday, plain, weekend) = (day("2026-11-04"), day("2026-11-05"), day("2026-11-07"));
        let said = silent
            .clone()
            .with(holiday, false)
            .with(plain, true)
            .with(weekend, false);
        let calendar = Calendar::of(Country::Ru, [said.clone()]);
        assert_eq!(
            [holiday, plain, weekend].map(|day| calendar.is_off(day)),
            [false, true, false]
        );
        // Another country is not spoken of.
        let other = Calendar::of(Country::Kz, [said.clone()]);
        assert_eq!(
            [holiday, plain, weekend].map(|day| other.is_off(day)),
            [false, false, true]
        );
        let back = said.with(holiday, true).with(plain, false).with(weekend, true);
        assert!(back.is_silent());
        assert_eq!(back, silent);
    }
}
