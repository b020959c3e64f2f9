//! When a promise is kept. An order keeps its promise when it has left, by the stage of shipment, not later than the
//! promised day, in the manufacturer's zone. One that has not left breaks it as soon as that day is over; until then
//! nothing is said of it. Cancelled orders promise nothing.

use super::facts::days_after;
use super::{Facts, Sums, Topic};
use crate::platform::values::{Day, Percent, Quantity};

/// Which promised day is held against the shipment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Basis {
    #[default]
    First,
    Last,
}

impl Basis {
    pub const ALL: [Basis; 2] = [Basis::First, Basis::Last];

    /// Part of stored keys: never renumber.
    pub const fn code(self) -> u8 {
        match self {
            Basis::First => 1,
            Basis::Last => 2,
        }
    }

    pub const fn word(self) -> &'static str {
        match self {
            Basis::First => "first",
            Basis::Last => "last",
        }
    }

    pub fn from_word(word: &str) -> Option<Basis> {
        Basis::ALL.into_iter().find(|basis| basis.word() == word)
    }

    pub const fn topic(self) -> Topic {
        match self {
            Basis::First => Topic::Promises,
            Basis::Last => Topic::PromisesLast,
        }
    }
}

/// What became of one promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    Kept,
    /// Left after the day.
    Late,
    /// The day is over, and it has not left.
    Overdue,
    /// The day is still to come.
    Ahead,
}

impl Fate {
    pub fn of(facts: &Facts, promised: Day, today: Day) -> Fate {
        match facts.left {
            Some(left) if left <= promised => Fate::Kept,
            Some(_) => Fate::Late,
            None if promised < today => Fate::Overdue,
            None => Fate::Ahead,
        }
    }

    /// By how many days the promise is missed so far.
    pub fn days(facts: &Facts, promised: Day, today: Day) -> i64 {
        days_after(facts.left.unwrap_or(today), promised)
    }
}

/// Promises that can be judged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    pub judged: i64,
    pub kept: i64,
    /// Of the broken ones: those that have not left yet.
    pub overdue: i64,
    /// Days by which broken promises are missed, in all.
    pub days: i64,
}

impl Kept {
    /// What the sums of one promised day come to when it is `today`.
    pub fn of(sums: &Sums, promised: Day, today: Day) -> Kept {
        let overdue = if promised < today { sums.open } else { 0 };
        Kept {
            judged: sums.promised.saturating_add(overdue),
            kept: sums.kept,
            overdue,
            days: sums
                .late
                .saturating_add(overdue.saturating_mul(days_after(today, promised))),
        }
    }

    pub fn add(&mut self, more: Kept) {
        self.judged = self.judged.saturating_add(more.judged);
        self.kept = self.kept.saturating_add(more.kept);
        self.overdue = self.overdue.saturating_add(more.overdue);
        self.days = self.days.saturating_add(more.days);
    }

    pub fn broken(&self) -> i64 {
        self.judged - self.kept
    }

    pub fn share(&self) -> Option<Percent> {
        Percent::share(self.kept, self.judged)
    }

    /// By how many days a broken promise is missed on average, to the tenth, half up.
    pub fn delay(&self) -> Option<Quantity> {
        let broken = self.broken();
        let tenths = |days: i64| days.saturating_mul(10).saturating_add(broken / 2) / broken;
        (broken > 0).then(|| Quantity::from_thousandths(tenths(self.days).saturating_mul(100)))
    }
}

/// Which of the judged orders are asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Which {
    #[default]
    All,
    Kept,
    Broken,
    Overdue,
}

impl Which {
    pub const ALL: [Which; 4] = [Which::All, Which::Kept, Which::Broken, Which::Overdue];

    pub const fn code(self) -> &'static str {
        match self {
            Which::All => "all",
            Which::Kept => "kept",
            Which::Broken => "broken",
            Which::Overdue => "overdue",
        }
    }

    pub fn from_code(code: &str) -> Option<Which> {
        Which::ALL.into_iter().find(|which| which.code() == code)
    }

    pub fn takes(self, fate: Fate) -> bool {
        match self {
            Which::All => fate != Fate::Ahead,
            Which::Kept => fate == Fate::Kept,
            Which::Broken => matches!(fate, Fate::Late | Fate::Overdue),
            Which::Overdue => fate == Fate::Overdue,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Day = Day::constant(2026, 3, 20);

    #[test]
    fn an_order_that_has_not_left_is_broken_from_the_day_after() {
        let open = Sums {
            open: 2,
            ..Sums::default()
        };
        for (day, judged, days) in [(21, 0, 0), (20, 0, 0), (19, 2, 2), (10, 2, 20)] {
            let kept = Kept::of(&open, Day::constant(2026, 3, day), TODAY);
            assert_eq!(
                (kept.judged, kept.overdue, kept.broken(), kept.days),
                (judged, judged, judged, days)
            );
        }
    }

    #[test]
    fn shares_and_delays_are_of_judged_promises() {
        let mut all = Kept::default();
        assert_eq!((all.share(), all.delay()), (None, None));
        let shipped = Sums {
            promised: 3,
            kept: 1,
            late: 4,
            open: 1,
            ..Sums::default()
        };
        all.add(Kept::of(&shipped, Day::constant(2026, 3, 17), TODAY));
        // Two left 4 days late together, one is 3 days over: 7 / 3.
        assert_eq!((all.judged, all.kept, all.broken(), all.days), (4, 1, 3, 7));
        assert_eq!(all.share(), Some(Percent::from_hundredths(25_00)));
        assert_eq!(all.delay(), Some(Quantity::from_thousandths(2_300)));
        // A promise that was kept ahead of its day counts at once.
        let early = Sums {
            promised: 1,
            kept: 1,
            ..Sums::default()
        };
        assert_eq!(Kept::of(&early, Day::constant(2026, 4, 1), TODAY).kept, 1);
    }
}
