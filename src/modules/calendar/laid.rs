//! A draft laid on what is owed: does the limit break, when, and when does it fit again. Pure, and our own calculation: 1C
//! knows nothing of it.
//!
//! What is assumed, and said on the page: the draft is shipped as a whole on its day and becomes debt in the morning; every
//! due is paid in full on its day, and the debt is smaller from the next day on; what is overdue or has no day stays owed;
//! nothing else is shipped meanwhile. Where a rule of holds counts accepted orders that haven't left, they are owed on every
//! day: nobody knows when they leave.

use crate::modules::settlements::Due;
use crate::platform::values::{Day, Money};

/// What a draft is laid on. All in one currency.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'a> {
    pub today: Day,
    /// What is owed now, by 1C.
    pub balance: Money,
    /// What of accepted orders hasn't left and counts all the same.
    pub others: Money,
    pub limit: Money,
    /// In the order of their days.
    pub dues: &'a [Due],
}

/// What becomes of the limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// So much of the limit is left on the day of shipment.
    Fits { left: Money },
    Breaks {
        /// By so much on the day of shipment.
        by: Money,
        /// The first day on which it fits again; `None`: not by what is known.
        again: Option<Day>,
        /// The first day on which the draft could be shipped within the limit; `None`: not by what is known.
        earliest: Option<Day>,
    },
}

/// Lays a draft of `total`, shipped on `ship` and to be paid on `due`. `None` beyond any figure.
pub fn lay(ground: &Ground<'_>, total: Money, ship: Day, due: Option<Day>) -> Option<Outcome> {
    let paid_before = |day: Day| -> i128 {
        let to_come = |of: &&Due| of.day.is_some_and(|of| of >= ground.today && of < day);
        ground
            .dues
            .iter()
            .filter(to_come)
            .map(|of| i128::from(of.left().minor))
            .sum()
    };
    let owed = |day: Day, with: Money| {
        let balance = i128::from(ground.balance.minor) + i128::from(ground.others.minor);
        balance + i128::from(with.minor) - paid_before(day) - i128::from(ground.limit.minor)
    };
    let money = |minor: i128| i64::try_from(minor).ok().map(|minor| Money::new(minor, total.currency));
    let over = owed(ship, total);
    if over <= 0 {
        return Some(Outcome::Fits { left: money(-over)? });
    }
    // Debt falls on the days after dues alone, and on the day after the draft itself is paid.
    let after = |day: Day| day.tomorrow().ok();
    let mut days: Vec<Day> = ground.dues.iter().filter_map(|of| of.day).filter_map(after).collect();
    days.extend(due.and_then(after));
    days.retain(|day| *day > ship);
    days.sort_unstable();
    days.dedup();
    let nothing = Money::zero(total.currency);
    let with = |day: Day| {
        if due.is_some_and(|due| day > due) {
            nothing
        } else {
            total
        }
    };
    Some(Outcome::Breaks {
        by: money(over)?,
        again: days.iter().copied().find(|day| owed(*day, with(*day)) <= 0),
        earliest: days.iter().copied().find(|day| owed(*day, total) <= 0),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::modules::settlements::Settlement;
    use crate::platform::values::{Currency, Id};

    const TODAY: Day = Day::constant(2026, 11, 27);

    fn rub(minor: i64) -> Money {
        Money::new(minor, Currency::Rub)
    }

    fn day(day: i8) -> Day {
        Day::constant(2026, 12, day)
    }

    fn due(on: Option<Day>, sum: i64, paid: i64) -> Due {
        Due {
            settlement: Settlement::id_of("c"),
            id: Id::NIL,
            dealer: None,
            day: on,
            worked_out: false,
            from: None,
            document: String::new(),
            number: String::new(),
            order: String::new(),
            sum: rub(sum),
            paid: rub(paid),
        }
    }

    #[test]
    fn the_limit_breaks_on_the_day_of_shipment_and_fits_again_as_dues_are_paid() {
        let dues = [
            due(Some(Day::constant(2026, 11, 20)), 100, 0),
            due(Some(day(3)), 300, 100),
            due(Some(day(10)), 250, 0),
            due(None, 1_000, 0),
        ];
        let ground = Ground {
            today: TODAY,
            balance: rub(800),
            others: rub(0),
            limit: rub(1_000),
            dues: &dues,
        };
        let breaks = |by, again, earliest| {
            Some(Outcome::Breaks {
                by: rub(by),
                again,
                earliest,
            })
        };
        for (total, ship, pay, expected) in [
            // 200 are left now.
            (150, TODAY, day(15), Some(Outcome::Fits { left: rub(50) })),
            (200, TODAY, day(15), Some(Outcome::Fits { left: rub(0) })),
            // 200 more are free on the day after the third, not on it.
            (350, TODAY, day(15), breaks(150, Some(day(4)), Some(day(4)))),
            (350, day(3), day(15), breaks(150, Some(day(4)), Some(day(4)))),
            (350, day(4), day(15), Some(Outcome::Fits { left: rub(50) })),
            // Both dues together.
            (650, TODAY, day(15), breaks(450, Some(day(11)), Some(day(11)))),
            // Only when the draft itself is paid; what is overdue and what has no day is not counted on.
            (651, TODAY, day(15), breaks(451, Some(day(16)), None)),
            (10_000, day(20), day(25), breaks(9_350, Some(day(26)), None)),
        ] {
            assert_eq!(lay(&ground, rub(total), ship, Some(pay)), expected, "{total} on {ship}");
        }
        // Accepted orders take of the limit on every day, as the debt does.
        let counted = Ground {
            others: rub(150),
            ..ground
        };
        for (total, ship, expected) in [
            (50, TODAY, Some(Outcome::Fits { left: rub(0) })),
            (51, TODAY, breaks(1, Some(day(4)), Some(day(4)))),
            (251, TODAY, breaks(201, Some(day(11)), Some(day(11)))),
            (501, TODAY, breaks(451, Some(day(16)), None)),
        ] {
            assert_eq!(
                lay(&counted, rub(total), ship, Some(day(15))),
                expected,
                "{total} with others"
            );
        }
        // Nobody knows when the draft would be paid.
        assert_eq!(lay(&ground, rub(651), TODAY, None), breaks(451, None, None));
        // It is broken already: less than nothing can be laid on it.
        let broken = Ground {
            balance: rub(1_300),
            ..ground
        };
        assert_eq!(
            lay(&broken, rub(1), TODAY, Some(day(15))),
            breaks(301, Some(day(11)), Some(day(11)))
        );
        // Beyond any figure there is no answer.
        let huge = Ground {
            balance: rub(i64::MAX),
            limit: rub(0),
            ..ground
        };
        assert_eq!(lay(&huge, rub(1), TODAY, None), None);
    }
}
