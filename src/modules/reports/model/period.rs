//! Stretches of days, what they are compared with, and how they are cut for a chart.

use jiff::{Span, ToSpan};

use super::calendar::{month_of, week_of};
use crate::platform::values::Day;

/// From one day to another, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    pub from: Day,
    pub to: Day,
}

/// The longest stretch that a report takes.
const YEARS_MAX: i64 = 5;

/// A stretch by its name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Preset {
    /// This month until today.
    #[default]
    Month,
    LastMonth,
    Quarter,
    Year,
    /// Twelve months with this one.
    Twelve,
}

impl Preset {
    pub const ALL: [Preset; 5] = [
        Preset::Month,
        Preset::LastMonth,
        Preset::Quarter,
        Preset::Year,
        Preset::Twelve,
    ];

    pub const fn code(self) -> &'static str {
        match self {
            Preset::Month => "month",
            Preset::LastMonth => "last-month",
            Preset::Quarter => "quarter",
            Preset::Year => "year",
            Preset::Twelve => "twelve",
        }
    }

    pub fn from_code(code: &str) -> Option<Preset> {
        Preset::ALL.into_iter().find(|preset| preset.code() == code)
    }

    pub fn period(self, today: Day) -> Period {
        let month = month_of(today);
        let back = |months: i64| month.saturating_sub(months.months());
        let (from, to) = match self {
            Preset::Month => (month, today),
            Preset::LastMonth => (back(1), month.saturating_sub(1.days())),
            Preset::Quarter => (back(i64::from((today.month() - 1) % 3)), today),
            Preset::Year => (today.first_of_year(), today),
            Preset::Twelve => (back(11), today),
        };
        Period { from, to }
    }

    /// How far back the same stretch lies.
    fn back(self) -> Span {
        match self {
            Preset::Month | Preset::LastMonth => 1.months(),
            Preset::Quarter => 3.months(),
            Preset::Year | Preset::Twelve => 1.years(),
        }
    }
}

/// What a period is compared with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Against {
    /// The same stretch just before: of a month the same days of the month before.
    #[default]
    Before,
    YearBefore,
}

impl Against {
    pub const ALL: [Against; 2] = [Against::Before, Against::YearBefore];

    pub const fn code(self) -> &'static str {
        match self {
            Against::Before => "before",
            Against::YearBefore => "year",
        }
    }

    pub fn from_code(code: &str) -> Option<Against> {
        Against::ALL.into_iter().find(|against| against.code() == code)
    }
}

impl Period {
    /// `None` when it ends before it begins, or is too long.
    pub fn new(from: Day, to: Day) -> Option<Period> {
        let bounded = from.checked_add(YEARS_MAX.years()).is_ok_and(|most| to <= most);
        let told = (2000..=2200).contains(&from.year());
        (from <= to && bounded && told).then_some(Period { from, to })
    }

    /// The same up to the last day of its last month.
    pub fn to_the_end_of_month(self) -> Period {
        Period {
            to: self.to.last_of_month(),
            ..self
        }
    }

    pub fn days(&self) -> i64 {
        i64::from((self.to - self.from).get_days()) + 1
    }

    /// The period to compare with. Of whole months whole months, so that 28 days stand beside 31.
    pub fn compared(&self, preset: Option<Preset>, against: Against) -> Period {
        let whole = self.to == self.to.last_of_month();
        let shifted = |span: Span| {
            let (from, to) = (self.from.saturating_sub(span), self.to.saturating_sub(span));
            let to = if whole && self.from.day() == 1 {
                to.last_of_month()
            } else {
                to
            };
            Period { from, to }
        };
        match (against, preset) {
            (Against::YearBefore, _) => shifted(1.years()),
            (Against::Before, Some(preset)) => shifted(preset.back()),
            (Against::Before, None) => Period {
                from: self.from.saturating_sub(self.days().days()),
                to: self.from.saturating_sub(1.days()),
            },
        }
    }

    /// Whole months with what stands out at both ends: `(stretches of days, stretch of months by their first days)`.
    pub fn cover(&self) -> (Vec<Period>, Option<Period>) {
        let first = match self.from.day() {
            1 => self.from,
            _ => month_of(self.from).saturating_add(1.months()),
        };
        let last = match self.to == self.to.last_of_month() {
            true => month_of(self.to),
            false => month_of(self.to).saturating_sub(1.months()),
        };
        if first > last {
            return (vec![*self], None);
        }
        let mut days = Vec::new();
        days.extend(Period::new(self.from, first.saturating_sub(1.days())));
        days.extend(Period::new(last.last_of_month().saturating_add(1.days()), self.to));
        (days, Some(Period { from: first, to: last }))
    }

    /// The pieces of a chart: days, weeks or months, a dozen or a few.
    pub fn buckets(&self) -> (Grain, Vec<Period>) {
        let grain = match self.days() {
            ..=31 => Grain::Day,
            32..=98 => Grain::Week,
            _ => Grain::Month,
        };
        let mut pieces = Vec::new();
        let mut at = self.from;
        while at <= self.to {
            let end = match grain {
                Grain::Day => at,
                Grain::Week => week_of(at).saturating_add(6.days()),
                Grain::Month => at.last_of_month(),
            };
            let end = end.min(self.to);
            pieces.push(Period { from: at, to: end });
            match end.tomorrow() {
                Ok(next) => at = next,
                Err(_) => break,
            }
        }
        (grain, pieces)
    }
}

/// How a chart cuts time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grain {
    Day,
    Week,
    Month,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i16, month: i8, day: i8) -> Day {
        Day::constant(year, month, day)
    }
    fn period(from: Day, to: Day) -> Period {
        Period::new(from, to).unwrap()
    }

    #[test]
    fn a_period_is_compared_with_the_same_stretch_before() {
        let today = day(2026, 11, 26);
        for (preset, now, before) in [
            (
                Preset::Month,
                (day(2026, 11, 1), today),
                (day(2026, 10, 1), day(2026, 10, 26)),
            ),
            (
                Preset::LastMonth,
                (day(2026, 10, 1), day(2026, 10, 31)),
                (day(2026, 9, 1), day(2026, 9, 30)),
            ),
            (
                Preset::Quarter,
                (day(2026, 10, 1), today),
                (day(2026, 7, 1), day(2026, 8, 26)),
            ),
            (
                Preset::Year,
                (day(2026, 1, 1), today),
                (day(2025, 1, 1), day(2025, 11, 26)),
            ),
            (
                Preset::Twelve,
                (day(2025, 12, 1), today),
                (day(2024, 12, 1), day(2025, 11, 26)),
            ),
        ] {
            let is = preset.period(today);
            assert_eq!((is.from, is.to), now, "{preset:?}");
            let compared = is.compared(Some(preset), Against::Before);
            assert_eq!((compared.from, compared.to), before, "{preset:?}");
        }
        let ten = period(day(2026, 11, 11), day(2026, 11, 20));
        assert_eq!(
            ten.compared(None, Against::Before),
            period(day(2026, 11, 1), day(2026, 11, 10))
        );
        assert_eq!(
            ten.compared(None, Against::YearBefore),
            period(day(2025, 11, 11), day(2025, 11, 20))
        );
        // A whole February stands beside a whole January.
        let february = period(day(2026, 2, 1), day(2026, 2, 28));
        assert_eq!(
            february.compared(Some(Preset::LastMonth), Against::Before),
            period(day(2026, 1, 1), day(2026, 1, 31))
        );
    }

    #[test]
    fn a_cover_has_every_day_once() {
        for (from, to) in [
            (day(2026, 1, 1), day(2026, 12, 31)),
            (day(2026, 1, 15), day(2026, 1, 20)),
            (day(2026, 1, 15), day(2026, 3, 3)),
            (day(2025, 12, 31), day(2026, 1, 1)),
            (day(2026, 2, 1), day(2026, 2, 28)),
            (day(2026, 1, 31), day(2026, 4, 1)),
        ] {
            let whole = period(from, to);
            let (days, months) = whole.cover();
            let mut covered: Vec<Day> = Vec::new();
            let mut put = |piece: Period| {
                let mut at = piece.from;
                while at <= piece.to {
                    covered.push(at);
                    at = at.tomorrow().unwrap();
                }
            };
            days.into_iter().for_each(&mut put);
            if let Some(months) = months {
                assert!(months.from.day() == 1 && months.to.day() == 1);
                put(period(months.from, months.to.last_of_month()));
            }
            covered.sort();
            let mut wanted = Vec::new();
            let mut at = from;
            while at <= to {
                wanted.push(at);
                at = at.tomorrow().unwrap();
            }
            assert_eq!(covered, wanted, "{from} {to}");
            let (_, pieces) = whole.buckets();
            assert_eq!((pieces[0].from, pieces[pieces.len() - 1].to), (from, to));
            assert_eq!(pieces.iter().map(Period::days).sum::<i64>(), whole.days());
        }
    }

    #[test]
    fn a_period_that_makes_no_sense_is_none() {
        assert_eq!(Period::new(day(2026, 2, 2), day(2026, 2, 1)), None);
        assert_eq!(Period::new(day(2016, 2, 2), day(2026, 2, 1)), None);
        assert_eq!(Period::new(day(1, 1, 1), day(1, 2, 1)), None);
    }
}
