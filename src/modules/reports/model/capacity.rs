//! What production can make, and how much of that is taken.

use serde::{Deserialize, Serialize};

use super::calendar::{Exceptions, PlantDays};
use crate::modules::catalogue::GroupId;
use crate::platform::values::{Day, Percent, Quantity};

/// In what a group's capacity is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Measure {
    /// Units of the goods a working day.
    #[default]
    Units,
    /// Minutes of work a working day, where one unit takes `minutes`.
    Minutes,
}

impl Measure {
    pub const ALL: [Measure; 2] = [Measure::Units, Measure::Minutes];

    pub const fn code(self) -> &'static str {
        match self {
            Measure::Units => "units",
            Measure::Minutes => "minutes",
        }
    }

    pub fn from_code(code: &str) -> Option<Measure> {
        Measure::ALL.into_iter().find(|measure| measure.code() == code)
    }
}

/// What one group may take of production.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Capacity {
    pub group: GroupId,
    #[serde(default)]
    pub measure: Measure,
    /// Of a working day.
    pub per_day: Quantity,
    /// Minutes that one unit takes, with [`Measure::Minutes`].
    #[serde(default)]
    pub minutes: Quantity,
}

/// Figures larger than this are a slip of the hand.
pub const PER_DAY_MAX: Quantity = Quantity::whole(10_000_000);

impl Capacity {
    /// What a week holds, in thousandths of what `per_day` is told in.
    pub fn of_week(&self, days: &PlantDays, monday: Day) -> i64 {
        self.per_day.thousandths().saturating_mul(days.in_week(monday))
    }

    /// What `units` take of it, in the same.
    pub fn taken(&self, units: Quantity) -> i64 {
        match self.measure {
            Measure::Units => units.thousandths(),
            Measure::Minutes => {
                let product = i128::from(units.thousandths()) * i128::from(self.minutes.thousandths());
                i64::try_from(product / 1_000).unwrap_or(i64::MAX)
            }
        }
    }

    /// How many units fit into what is left of a week; negative: so many are too much.
    pub fn left(&self, days: &PlantDays, monday: Day, units: Quantity) -> Quantity {
        let left = self.of_week(days, monday).saturating_sub(self.taken(units));
        match self.measure {
            Measure::Units => Quantity::from_thousandths(left),
            Measure::Minutes => {
                let per_unit = i128::from(self.minutes.thousandths().max(1));
                let left = i128::from(left) * 1_000 / per_unit;
                Quantity::from_thousandths(i64::try_from(left).unwrap_or(i64::MAX))
            }
        }
    }

    pub fn load(&self, days: &PlantDays, monday: Day, units: Quantity) -> Load {
        let (taken, all) = (self.taken(units), self.of_week(days, monday));
        match Percent::share(taken, all) {
            Some(percent) => Load::Percent(percent),
            None if taken == 0 => Load::Percent(Percent::whole(0)),
            None => Load::NoDays,
        }
    }
}

/// How full a week is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Load {
    Percent(Percent),
    /// There is work and no working day.
    NoDays,
}

impl Load {
    /// From where on a week is called filled, in hundredths of a percent.
    const TIGHT: i64 = 85_00;

    pub fn level(self) -> Level {
        match self {
            Load::NoDays => Level::Over,
            Load::Percent(percent) if percent.hundredths() > 100_00 => Level::Over,
            Load::Percent(percent) if percent.hundredths() >= Load::TIGHT => Level::Tight,
            Load::Percent(_) => Level::Free,
        }
    }

    /// Whole percent, half up; what is over stays over: 100.4 is 101.
    pub fn whole(self) -> Option<i64> {
        let Load::Percent(percent) = self else { return None };
        let hundredths = percent.hundredths();
        let rounded = hundredths.saturating_add(50).div_euclid(100);
        Some(if hundredths > 100_00 { rounded.max(101) } else { rounded })
    }

    /// Of a bar, at most 100.
    pub fn bar(self) -> u8 {
        u8::try_from(self.whole().unwrap_or(100).clamp(0, 100)).unwrap_or(100)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    Free,
    Tight,
    Over,
}

/// What an administrator has set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlanSettings {
    pub capacities: Vec<Capacity>,
    pub exceptions: Exceptions,
    /// May dealers see how full the weeks are?
    pub shown: bool,
    pub version: u32,
}

impl PlanSettings {
    pub fn capacity(&self, group: GroupId) -> Option<&Capacity> {
        self.capacities.iter().find(|capacity| capacity.group == group)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::modules::dealers::Country;
    use crate::modules::work_days::Calendar;

    fn plant() -> PlantDays {
        PlantDays {
            calendar: Calendar::shipped(Country::Ru),
            said: Exceptions::default(),
        }
    }

    const WEEK: Day = Day::constant(2026, 11, 23);

    fn capacity(measure: Measure, per_day: i64, minutes: i64) -> Capacity {
        Capacity {
            group: GroupId::derived("test", "g"),
            measure,
            per_day: Quantity::whole(per_day),
            minutes: Quantity::from_thousandths(minutes),
        }
    }

    #[test]
    fn load_is_taken_over_what_working_days_give() {
        let days = plant();
        for (capacity, units, percent, level, left) in [
            (capacity(Measure::Units, 20, 0), 0, Some(0), Level::Free, 100),
            (capacity(Measure::Units, 20, 0), 84, Some(84), Level::Free, 16),
            (capacity(Measure::Units, 20, 0), 85, Some(85), Level::Tight, 15),
            (capacity(Measure::Units, 20, 0), 100, Some(100), Level::Tight, 0),
            (capacity(Measure::Units, 20, 0), 101, Some(101), Level::Over, -1),
            (capacity(Measure::Units, 0, 0), 1, None, Level::Over, -1),
            // 480 minutes a day, 12.5 a piece: 192 pieces a week.
            (capacity(Measure::Minutes, 480, 12_500), 96, Some(50), Level::Free, 96),
            (capacity(Measure::Minutes, 480, 12_500), 192, Some(100), Level::Tight, 0),
        ] {
            let load = capacity.load(&days, WEEK, Quantity::whole(units));
            assert_eq!((load.whole(), load.level()), (percent, level), "{capacity:?} {units}");
            assert_eq!(
                capacity.left(&days, WEEK, Quantity::whole(units)),
                Quantity::whole(left)
            );
        }
        // A holiday of the week takes its part: 80 instead of 100.
        let load = capacity(Measure::Units, 20, 0).load(&days, Day::constant(2026, 11, 2), Quantity::whole(80));
        assert_eq!(load.whole(), Some(100));
    }

    #[test]
    fn what_is_over_is_never_rounded_to_full() {
        let load = capacity(Measure::Units, 200, 0).load(&plant(), WEEK, Quantity::whole(1_001));
        assert_eq!((load.whole(), load.level(), load.bar()), (Some(101), Level::Over, 100));
    }
}
