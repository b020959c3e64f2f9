//! What is to be paid by when. 1C tells what is open, with its days; where it names the day of shipment alone, the day of
//! payment is worked out here from the contract's deferral, and said to be.

use std::collections::HashMap;

use jiff::ToSpan;
use serde::{Deserialize, Serialize};

use super::model::{Settlement, SettlementId};
use crate::modules::dealers::DeferralIn;
use crate::modules::work_days::Calendar;
use crate::platform::values::{Currency, Day, DealerId, Id, Money};

pub type DueId = Id<Due>;

/// The most dues of one contract that a file may tell.
pub const DUES_MAX: usize = 20_000;

/// A due as 1C tells it. Sums in minor units of the contract's currency: `0 <= paid <= sum`, `sum > 0`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToldDue {
    /// 1C's id of the document, where there is one.
    pub document: String,
    pub number: String,
    /// Our order number, or 1C's id of the order.
    pub order: String,
    /// The day of shipment or of the document, from which the deferral runs.
    pub from: Option<Day>,
    /// `None`: not said, it is worked out.
    pub day: Option<Day>,
    pub sum: i64,
    pub paid: i64,
}

/// What is to be paid by when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    pub settlement: SettlementId,
    /// The same while the document is the same: a due whose day or sum moves stays itself.
    pub id: DueId,
    pub dealer: Option<DealerId>,
    /// `None`: not told, and nothing to work it out from.
    pub day: Option<Day>,
    /// The day is ours, not 1C's.
    #[serde(default)]
    pub worked_out: bool,
    #[serde(default)]
    pub from: Option<Day>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub document: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub number: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub order: String,
    pub sum: Money,
    pub paid: Money,
}

impl Due {
    /// What is still to be paid; never below zero.
    pub fn left(&self) -> Money {
        Money::new((self.sum.minor - self.paid.minor).max(0), self.sum.currency)
    }

    /// Part of it is paid.
    pub fn is_partly_paid(&self) -> bool {
        self.paid.minor > 0
    }

    /// Its day is over. What is due today is not overdue today.
    pub fn is_overdue(&self, today: Day) -> bool {
        self.days_overdue(today) > 0
    }

    /// How many calendar days it is overdue: 1 on the day after the day of payment, 0 up to it.
    pub fn days_overdue(&self, today: Day) -> u32 {
        let days = self
            .day
            .and_then(|day| today.since(day).ok())
            .map(|span| span.get_days());
        days.and_then(|days| u32::try_from(days).ok()).unwrap_or(0)
    }

    /// Where it stands in the indexes: what has no day comes last.
    pub(super) fn place_in_time(&self) -> Day {
        self.day.unwrap_or(Day::MAX)
    }

    /// The same due under other terms; 1C's own day stays.
    pub(super) fn under(self, dealer: Option<DealerId>, terms: Option<&Terms>) -> Due {
        let day = match self.worked_out {
            true => self.from.zip(terms).and_then(|(from, terms)| terms.due(from)),
            false => self.day,
        };
        Due { dealer, day, ..self }
    }
}

/// By what the day of payment is worked out: the deferral of the contract, and the working days of the seller's country.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    pub days: u16,
    pub counted: DeferralIn,
    pub calendar: Calendar,
}

impl Terms {
    /// The day of payment for what was shipped on `from`; `None` beyond any calendar.
    pub fn due(&self, from: Day) -> Option<Day> {
        due_day(from, self.days, self.counted, |day| self.calendar.is_off(day))
    }
}

/// The longest run of days off that is looked through: a calendar without a working day must not hang.
const OFF_MAX: usize = 60;

/// The day of payment for what was shipped on `from`, after a deferral of `days`.
///
/// Calendar days: `from` plus the days; where that is a day off, the next working day (ГК РФ, ст. 191 and 193; the same
/// rule in ГК РК, ст. 172–176). Working days: that many of them after `from`. Without deferral both are `from`, or the next working day.
pub fn due_day(from: Day, days: u16, counted: DeferralIn, is_off: impl Fn(Day) -> bool) -> Option<Day> {
    let working_from = |mut day: Day| {
        for _ in 0..OFF_MAX {
            if !is_off(day) {
                return Some(day);
            }
            day = day.tomorrow().ok()?;
        }
        None
    };
    match counted {
        DeferralIn::Calendar => working_from(from.checked_add(i32::from(days).days()).ok()?),
        DeferralIn::Bank if days == 0 => working_from(from),
        DeferralIn::Bank => {
            let mut day = from;
            for _ in 0..days {
                day = working_from(day.tomorrow().ok()?)?;
            }
            Some(day)
        }
    }
}

/// The dues as they are kept. What is wholly paid is not open and not kept.
pub(super) fn dues(
    told: &[ToldDue],
    settlement: SettlementId,
    currency: Currency,
    dealer: Option<DealerId>,
    terms: Option<&Terms>,
) -> Vec<Due> {
    let mut alike: HashMap<String, u32> = HashMap::new();
    let mut kept = Vec::with_capacity(told.len());
    for of in told {
        // A document may be due in parts: they are told apart by their order alone, so that each may move.
        let says = match of.document.is_empty() {
            false => format!("{settlement}\0{}", of.document),
            true => format!("{settlement}\0\0{}\0{}", of.number, of.order),
        };
        let twin = alike.entry(says.clone()).or_default();
        let id = Id::derived("settlement due", &format!("{says}\0{twin}"));
        *twin += 1;
        if of.paid >= of.sum {
            continue;
        }
        let due = Due {
            settlement,
            id,
            dealer,
            day: of.day,
            worked_out: of.day.is_none(),
            from: of.from,
            document: of.document.clone(),
            number: of.number.clone(),
            order: of.order.clone(),
            sum: Money::new(of.sum, currency),
            paid: Money::new(of.paid, currency),
        };
        kept.push(due.under(dealer, terms));
    }
    kept
}

impl Settlement {
    /// 1C tells days of payment for this contract.
    pub fn tells_dues(&self) -> bool {
        self.dues.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::modules::dealers::Country;

    fn weekend(day: Day) -> bool {
        matches!(
            day.weekday(),
            jiff::civil::Weekday::Saturday | jiff::civil::Weekday::Sunday
        )
    }

    #[test]
    fn the_day_of_payment_is_a_working_day() {
        let day = |month, day| Day::constant(2026, month, day);
        // 2 November 2026 is a Monday.
        for (from, days, counted, due) in [
            (day(11, 2), 0, DeferralIn::Calendar, day(11, 2)),
            (day(11, 2), 3, DeferralIn::Calendar, day(11, 5)),
            // The seventh is a Saturday, the eighth a Sunday.
            (day(11, 2), 5, DeferralIn::Calendar, day(11, 9)),
            (day(11, 2), 6, DeferralIn::Calendar, day(11, 9)),
            (day(11, 2), 7, DeferralIn::Calendar, day(11, 9)),
            (day(11, 7), 0, DeferralIn::Calendar, day(11, 9)),
            (day(11, 2), 5, DeferralIn::Bank, day(11, 9)),
            (day(11, 2), 10, DeferralIn::Bank, day(11, 16)),
            // Shipped on a day off: the first working day after it is the first.
            (day(11, 7), 1, DeferralIn::Bank, day(11, 9)),
            (day(11, 7), 0, DeferralIn::Bank, day(11, 9)),
            (day(12, 30), 3, DeferralIn::Bank, Day::constant(2027, 1, 4)),
        ] {
            assert_eq!(
                due_day(from, days, counted, weekend),
                Some(due),
                "{from} {days} {counted:?}"
            );
        }
        // Nothing but days off, and the end of time.
        assert_eq!(due_day(day(11, 2), 1, DeferralIn::Bank, |_| true), None);
        assert_eq!(due_day(Day::MAX, 1, DeferralIn::Calendar, weekend), None);
    }

    fn told(document: &str, day: Option<Day>, sum: i64, paid: i64) -> ToldDue {
        ToldDue {
            document: document.into(),
            number: "УТ-17".into(),
            order: String::new(),
            from: Some(Day::constant(2026, 11, 2)),
            day,
            sum,
            paid,
        }
    }

    #[test]
    fn a_due_stays_itself_when_its_day_moves_and_goes_when_it_is_paid() {
        let id = Settlement::id_of("contract");
        let terms = Terms {
            days: 14,
            counted: DeferralIn::Calendar,
            calendar: Calendar::shipped(Country::Ru),
        };
        let kept = |list: &[ToldDue]| dues(list, id, Currency::Rub, None, Some(&terms));
        let day = Some(Day::constant(2026, 12, 3));
        let first = kept(&[told("d", day, 100, 0), told("d", day, 100, 0), told("", day, 100, 0)]);
        let ids: std::collections::HashSet<_> = first.iter().map(|due| due.id).collect();
        assert_eq!(ids.len(), 3);
        let moved = kept(&[told("d", day.and_then(|day| day.tomorrow().ok()), 90, 40)]);
        assert_eq!((moved[0].id, moved[0].left().minor), (first[0].id, 50));
        assert!(moved[0].is_partly_paid() && !moved[0].worked_out);
        assert!(kept(&[told("d", day, 100, 100)]).is_empty());
        // Paying the first part leaves the second itself.
        let second = kept(&[told("d", day, 100, 100), told("d", day, 100, 0)]);
        assert_eq!(second[0].id, first[1].id);
        let ours = kept(&[told("d", None, 100, 0)]);
        assert_eq!(
            (ours[0].day, ours[0].worked_out),
            (Some(Day::constant(2026, 11, 16)), true)
        );
        // Without a contract nobody knows; with one again it is known.
        let lost = ours[0].clone().under(None, None);
        assert_eq!(lost.day, None);
        assert_eq!(lost.under(None, Some(&terms)).day, ours[0].day);
    }

    #[test]
    fn what_is_due_today_is_not_overdue_today() {
        let day = Day::constant(2026, 12, 3);
        let due = &dues(
            &[told("d", Some(day), 100, 0)],
            Settlement::id_of("c"),
            Currency::Rub,
            None,
            None,
        )[0];
        for (today, days) in [
            (Day::constant(2026, 12, 2), 0),
            (day, 0),
            (Day::constant(2026, 12, 4), 1),
            (Day::constant(2027, 12, 3), 365),
        ] {
            assert_eq!(
                (due.days_overdue(today), due.is_overdue(today)),
                (days, days > 0),
                "{today}"
            );
        }
    }
}
