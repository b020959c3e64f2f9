//! Is an order held, by what, and which payments free it. Pure: everything it stands on is handed in.
//!
//! Debts, limits and open sums are 1C's own figures. What is worked out here is the comparison with the rules, and the
//! payments; pages say so.

use super::payments::{self, Circle, Item, Need};
use super::rule::{Condition, Reach, Rule, RuleId, Step};
use crate::modules::orders::ContractId;
use crate::platform::values::{Currency, Day, Moment, Money};

/// Something that is to be paid by a day.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct OpenDue {
    /// 1C's number of the document; empty where it names none.
    pub number: String,
    /// `None`: 1C doesn't say.
    pub day: Option<Day>,
    /// 1C says that it is overdue, and not since when.
    pub said_overdue: bool,
    /// What is left to pay, above zero.
    pub left: Money,
}

impl OpenDue {
    /// Overdue for more than so many days? A due day itself is in time.
    fn is_overdue(&self, days: u16, today: Day) -> bool {
        match self.day {
            Some(day) => days_past(day, today) > i64::from(days),
            None => self.said_overdue && days == 0,
        }
    }
}

/// How many days a day has passed; zero and below: it hasn't.
pub fn days_past(day: Day, today: Day) -> i64 {
    today.since(day).map_or(0, |span| i64::from(span.get_days()))
}

/// What one contract stands at, as 1C told it.
#[derive(Clone, Debug)]
pub struct Position {
    /// The contract's number.
    pub number: String,
    pub contract: Option<ContractId>,
    /// What is owed; below zero it was paid in advance.
    pub closing: Money,
    pub limit: Option<Money>,
    /// What is overdue and what is to be paid later, in any order.
    pub dues: Vec<OpenDue>,
    /// When 1C said it.
    pub as_of: Option<Moment>,
}

impl Position {
    pub(super) fn currency(&self) -> Currency {
        self.closing.currency
    }
}

/// What is asked about.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    pub contract: ContractId,
    pub total: Money,
    /// 1C has named payments that cover all of it.
    pub paid: bool,
    /// By its contract it is paid before it goes.
    pub prepayment: bool,
    /// What else is accepted under the contract and hasn't left.
    pub others: Others,
}

/// Other orders of the same contract and currency that are accepted and haven't left as a whole, by what is left of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Others {
    pub count: i64,
    pub sum: Money,
}

impl Others {
    pub fn none(currency: Currency) -> Self {
        Others {
            count: 0,
            sum: Money::zero(currency),
        }
    }
}

impl Asked {
    /// Does nothing of it become a debt? At the shipment it has to be paid by then.
    fn is_prepaid(&self, step: Step) -> bool {
        self.paid || (self.prepayment && step < Step::Shipping)
    }
}

/// A reason why an order is held.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Hold {
    pub rule: RuleId,
    pub name: String,
    pub step: Step,
    pub reason: Reason,
}

#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Reason {
    Overdue {
        /// The numbers of the contracts with something overdue.
        contracts: Vec<String>,
        /// What is overdue for more than `days`.
        sum: Money,
        days: u16,
        minimum: Money,
        /// For how many days the oldest is overdue, where 1C says since when.
        oldest: Option<i64>,
    },
    Limit {
        contract: String,
        debt: Money,
        order: Money,
        /// Other orders that the rule counts; `None`: it counts none, or there are none.
        others: Option<Others>,
        limit: Money,
        percent: u16,
        /// Up to where debt and order may go.
        allowed: Money,
        minimum: Money,
        /// By how much they are above it.
        excess: Money,
    },
}

/// A payment that helps to free an order.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Payment {
    /// The contract's number.
    pub contract: String,
    /// What is paid; `None`: in advance, on the contract.
    pub due: Option<OpenDue>,
    pub sum: Money,
}

impl Payment {
    /// Is more left to pay of the same paper?
    pub fn is_partial(&self) -> bool {
        self.due.as_ref().is_some_and(|due| due.left.minor > self.sum.minor)
    }
}

#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Verdict {
    pub holds: Vec<Hold>,
    /// The payments that free it from all holds: as little money as will do, in as few papers.
    pub payments: Vec<Payment>,
    /// As of when 1C's figures are, the oldest of those that were looked at.
    pub as_of: Option<Moment>,
}

impl Verdict {
    pub fn is_held(&self) -> bool {
        !self.holds.is_empty()
    }

    /// The nearest step that it is held at.
    pub fn step(&self) -> Option<Step> {
        self.holds.iter().map(|hold| hold.step).min()
    }

    /// What the payments come to, currency by currency.
    pub fn to_pay(&self) -> Vec<Money> {
        let mut sums: Vec<Money> = Vec::new();
        for payment in &self.payments {
            match sums.iter_mut().find(|sum| sum.currency == payment.sum.currency) {
                Some(sum) => sum.minor = sum.minor.saturating_add(payment.sum.minor),
                None => sums.push(payment.sum),
            }
        }
        sums
    }
}

/// Looks at an order by these rules, which are active, of its dealer's tier, and of the steps that are asked about.
pub fn verdict<'r>(
    rules: impl IntoIterator<Item = &'r Rule>,
    positions: &[Position],
    asked: Asked,
    today: Day,
) -> Verdict {
    let items = items(positions, asked.contract);
    let (holds, needs): (Vec<Hold>, Vec<Need>) = holds(rules, positions, &items, asked, today).into_iter().unzip();
    let as_of = match holds.is_empty() {
        true => None,
        false => positions.iter().filter_map(|position| position.as_of).min(),
    };
    Verdict {
        payments: payments::least(&items, &needs),
        holds,
        as_of,
    }
}

/// Every reason, and what has to be paid to end it.
fn holds<'r>(
    rules: impl IntoIterator<Item = &'r Rule>,
    positions: &[Position],
    items: &[Item<'_>],
    asked: Asked,
    today: Day,
) -> Vec<(Hold, Need)> {
    let mut holds = Vec::new();
    for rule in rules {
        if rule.prepaid_pass && asked.is_prepaid(rule.step) {
            continue;
        }
        let found = match rule.condition {
            Condition::Overdue { days, reach } => overdue(rule, days, reach, items, asked, today),
            Condition::Limit { percent, others } => {
                let others = others.then_some(asked.others).filter(|others| others.count > 0);
                limit(rule, percent, others, positions, items, asked)
                    .into_iter()
                    .collect()
            }
        };
        holds.extend(found.into_iter().map(|(reason, need)| {
            let hold = Hold {
                rule: rule.id,
                name: rule.name.clone(),
                step: rule.step,
                reason,
            };
            (hold, need)
        }));
    }
    holds
}

fn items(positions: &[Position], contract: ContractId) -> Vec<Item<'_>> {
    let limited = limited(positions, contract);
    let mut items = Vec::new();
    for position in positions {
        let circle = match position.contract == Some(contract) {
            true if limited.is_some_and(|limited| std::ptr::eq(limited, position)) => Circle::Limited,
            true => Circle::Contract,
            false => Circle::Dealer,
        };
        let item = |due, left| Item {
            position,
            circle,
            due,
            left,
        };
        items.extend(position.dues.iter().map(|due| item(Some(due), due.left.minor)));
        items.push(item(None, i64::MAX));
    }
    items
}

/// Whose limit counts. 1C may have made the contract anew under another id: the one told last is meant.
fn limited(positions: &[Position], contract: ContractId) -> Option<&Position> {
    positions
        .iter()
        .filter(|position| position.contract == Some(contract))
        .max_by_key(|position| position.as_of)
}

/// Overdue in each currency by itself.
fn overdue(rule: &Rule, days: u16, reach: Reach, items: &[Item<'_>], asked: Asked, today: Day) -> Vec<(Reason, Need)> {
    let mut found = Vec::new();
    for currency in Currency::ALL {
        let counts = |item: &Item<'_>| {
            let within = match reach {
                Reach::Dealer => true,
                Reach::Contract => item.position.contract == Some(asked.contract),
            };
            within && item.position.currency() == currency && item.due.is_some_and(|due| due.is_overdue(days, today))
        };
        let of: Vec<usize> = (0..items.len()).filter(|at| counts(&items[*at])).collect();
        let sum = of.iter().fold(0_i64, |sum, at| sum.saturating_add(items[*at].left));
        let minimum = rule.minimum_in(currency);
        if sum <= minimum.minor {
            continue;
        }
        let mut contracts: Vec<String> = of.iter().map(|at| items[*at].position.number.clone()).collect();
        contracts.sort_unstable();
        contracts.dedup();
        let oldest = of
            .iter()
            .filter_map(|at| items[*at].due.and_then(|due| due.day))
            .min()
            .map(|day| days_past(day, today));
        let reason = Reason::Overdue {
            contracts,
            sum: Money::new(sum, currency),
            days,
            minimum,
            oldest,
        };
        let left = sum.saturating_sub(minimum.minor);
        found.push((reason, Need { left, of }));
    }
    found
}

fn limit(
    rule: &Rule,
    percent: u16,
    others: Option<Others>,
    positions: &[Position],
    items: &[Item<'_>],
    asked: Asked,
) -> Option<(Reason, Need)> {
    let position = limited(positions, asked.contract)?;
    let limit = position.limit.filter(|limit| limit.currency == position.currency())?;
    if asked.total.currency != limit.currency {
        return None;
    }
    // A share of a kopeck is not allowed for.
    let more = i128::from(limit.minor) * i128::from(percent) / 100;
    let allowed = clamp(i128::from(limit.minor) + more);
    let others = others.filter(|others| others.sum.currency == limit.currency);
    let more = others.map_or(0, |others| i128::from(others.sum.minor));
    let all = i128::from(position.closing.minor) + i128::from(asked.total.minor) + more;
    let excess = clamp(all - i128::from(allowed));
    let minimum = rule.minimum_in(limit.currency);
    if excess <= minimum.minor {
        return None;
    }
    let of = (0..items.len())
        .filter(|at| std::ptr::eq(items[*at].position, position))
        .collect();
    let money = |minor| Money::new(minor, limit.currency);
    let reason = Reason::Limit {
        contract: position.number.clone(),
        debt: position.closing,
        order: asked.total,
        others,
        limit,
        percent,
        allowed: money(allowed),
        minimum,
        excess: money(excess),
    };
    let left = excess - minimum.minor;
    Some((reason, Need { left, of }))
}

fn clamp(minor: i128) -> i64 {
    minor.clamp(i128::from(i64::MIN), i128::from(i64::MAX)) as i64
}

#[cfg(test)]
mod tests;
