//! Is an order held, by what, and which payments free it. Pure: everything it stands on is handed in.
//!
//! Debts, limits and open sums are 1C's own figures. What is worked out here is the comparison with the rules, and the
//! payments; pages say so.

use std::cmp::Reverse;
use std::collections::BTreeMap;

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
    fn currency(&self) -> Currency {
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

/// What has to be paid so that one hold ends: so much, of these places of [`Items`].
struct Need {
    left: i64,
    of: Vec<usize>,
}

/// Everything that can be paid: an open due, or an advance on a contract.
struct Item<'a> {
    position: &'a Position,
    due: Option<&'a OpenDue>,
    left: i64,
}

/// Looks at an order by these rules, which are active, of its dealer's tier, and of the steps that are asked about.
pub fn verdict<'r>(
    rules: impl IntoIterator<Item = &'r Rule>,
    positions: &[Position],
    asked: Asked,
    today: Day,
) -> Verdict {
    let items = items(positions);
    let (mut holds, mut needs) = (Vec::new(), Vec::new());
    for rule in rules {
        if rule.prepaid_pass && asked.is_prepaid(rule.step) {
            continue;
        }
        let found = match rule.condition {
            Condition::Overdue { days, reach } => overdue(rule, days, reach, &items, asked, today),
            Condition::Limit { percent } => limit(rule, percent, positions, &items, asked).into_iter().collect(),
        };
        for (reason, need) in found {
            holds.push(Hold {
                rule: rule.id,
                name: rule.name.clone(),
                step: rule.step,
                reason,
            });
            needs.push(need);
        }
    }
    let as_of = match holds.is_empty() {
        true => None,
        false => positions.iter().filter_map(|position| position.as_of).min(),
    };
    Verdict {
        payments: payments(&items, needs),
        holds,
        as_of,
    }
}

fn items(positions: &[Position]) -> Vec<Item<'_>> {
    let mut items = Vec::new();
    for position in positions {
        items.extend(position.dues.iter().map(|due| Item {
            position,
            due: Some(due),
            left: due.left.minor,
        }));
        items.push(Item {
            position,
            due: None,
            left: i64::MAX,
        });
    }
    items
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
    positions: &[Position],
    items: &[Item<'_>],
    asked: Asked,
) -> Option<(Reason, Need)> {
    let position = positions
        .iter()
        // 1C may have made the contract anew under another id: the one told last is meant.
        .filter(|position| position.contract == Some(asked.contract))
        .max_by_key(|position| position.as_of)?;
    let limit = position.limit.filter(|limit| limit.currency == position.currency())?;
    if asked.total.currency != limit.currency {
        return None;
    }
    // A share of a kopeck is not allowed for.
    let more = i128::from(limit.minor) * i128::from(percent) / 100;
    let allowed = clamp(i128::from(limit.minor) + more);
    let all = i128::from(position.closing.minor) + i128::from(asked.total.minor);
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

/// Things to pay that serve the same needs, the largest first; of equal ones the oldest.
struct Kin {
    /// Places of the needs.
    needs: Vec<usize>,
    /// Places of the items.
    items: Vec<usize>,
}

fn kin(items: &[Item<'_>], needs: &[Need]) -> Vec<Kin> {
    let mut served: Vec<Vec<usize>> = vec![Vec::new(); items.len()];
    for (place, need) in needs.iter().enumerate() {
        need.of.iter().for_each(|at| served[*at].push(place));
    }
    let mut by_needs: BTreeMap<(bool, Vec<usize>), Vec<usize>> = BTreeMap::new();
    for (at, needs) in served.into_iter().enumerate().filter(|(_, needs)| !needs.is_empty()) {
        // An advance is no kin of papers: it comes after them.
        by_needs.entry((items[at].due.is_some(), needs)).or_default().push(at);
    }
    let in_order = |((_, needs), mut of): ((bool, Vec<usize>), Vec<usize>)| {
        of.sort_by_key(|at| (Reverse(items[*at].left), items[*at].due.and_then(|due| due.day)));
        Kin { needs, items: of }
    };
    by_needs.into_iter().map(in_order).collect()
}

/// Pays for all needs: papers before an advance; first what serves most needs; of those, what takes the largest part at
/// once; of equal ones the oldest.
fn payments(items: &[Item<'_>], mut needs: Vec<Need>) -> Vec<Payment> {
    let mut all = kin(items, &needs);
    let mut paid: Vec<(usize, i64)> = Vec::new();
    loop {
        let best = all
            .iter()
            .enumerate()
            .filter_map(|(place, kin)| {
                let first = *kin.items.first()?;
                let open = kin.needs.iter().map(|need| needs[*need].left).filter(|left| *left > 0);
                let (count, most) = open.fold((0, 0), |(count, most), left| (count + 1, left.max(most)));
                let key = (items[first].due.is_some(), count, most.min(items[first].left));
                (count > 0).then_some((place, most, key))
            })
            .max_by_key(|(_, _, key)| *key);
        let Some((place, most, _)) = best else { break };
        let kin = &mut all[place];
        // Several would do alone: the oldest of them.
        let enough = kin.items.partition_point(|at| items[*at].left >= most);
        let within = kin.items[..enough].iter().enumerate();
        let oldest = within.min_by_key(|(_, at)| items[**at].due.and_then(|due| due.day));
        let at = kin.items.remove(oldest.map_or(0, |(place, _)| place));
        let sum = most.min(items[at].left);
        paid.push((at, sum));
        for need in &kin.needs {
            needs[*need].left = (needs[*need].left - sum).max(0);
        }
    }
    // In the order in which one pays: by the day, an advance last.
    paid.sort_by_key(|(at, _)| (items[*at].due.is_none(), items[*at].due.and_then(|due| due.day), *at));
    let payment = |(at, sum): (usize, i64)| Payment {
        contract: items[at].position.number.clone(),
        due: items[at].due.cloned(),
        sum: Money::new(sum, items[at].position.currency()),
    };
    paid.into_iter().map(payment).collect()
}

#[cfg(test)]
mod tests;
