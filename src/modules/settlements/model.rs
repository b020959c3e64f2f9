//! What 1C tells of a contract: what was owed, what happened, what is owed. Its figures are shown and never recomputed; the
//! one thing that is worked out here is whether its own list comes to its own closing balance.

use jiff::civil::Time;
use serde::{Deserialize, Serialize};

use super::dues::ToldDue;
use crate::modules::dealers::{Contract, LegalEntity};
use crate::modules::documents::Company;
use crate::platform::values::{Currency, Day, DealerId, Id, Moment, Money};

pub type SettlementId = Id<Settlement>;
pub type OperationId = Id<Operation>;

/// The most operations of one contract that a file may tell.
pub const OPERATIONS_MAX: usize = 200_000;

/// A credit limit as it is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ToldLimit {
    /// Nothing is said, or what is said can't be a limit: the known one stays.
    Unsaid,
    /// There is none (any more).
    Without,
    Of(Money),
}

/// The settlement of a contract as 1C tells it. A balance above zero is owed by the dealer, below by the seller.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Told {
    /// 1C's id of the contract.
    pub external: String,
    pub number: String,
    pub day: Option<Day>,
    pub currency: Currency,
    pub seller: Company,
    pub buyer: Company,
    /// In the manufacturer's zone.
    pub as_of: (Day, Option<Time>),
    /// The first day of the list: the opening balance is that of its morning.
    pub from: Option<Day>,
    pub opening: Money,
    pub closing: Money,
    /// `None`: not said.
    pub overdue: Option<Money>,
    pub limit: ToldLimit,
    pub limit_reason: String,
    /// Whole: what is not in it is not there any more.
    pub operations: Vec<ToldOperation>,
    /// What is open, whole; `None`: not said, the known dues stay.
    pub dues: Option<Vec<ToldDue>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToldOperation {
    pub day: Day,
    /// In 1C's words.
    pub kind: String,
    /// 1C's id of the document, where there is one.
    pub document: String,
    pub number: String,
    /// What the dealer owes more, in minor units; a reversal is below zero.
    pub debit: i64,
    /// What the dealer owes less.
    pub credit: i64,
}

/// The settlement of a contract.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Settlement {
    pub id: SettlementId,
    pub external: String,
    pub number: String,
    #[serde(default)]
    pub day: Option<Day>,
    pub currency: Currency,
    pub seller: Company,
    pub buyer: Company,
    /// `None`: the counterparty waits for a meaning; only administrators see the settlement until then.
    pub dealer: Option<DealerId>,
    pub entity: Option<Id<LegalEntity>>,
    #[serde(default)]
    pub contract: Option<Id<Contract>>,
    #[serde(default)]
    pub from: Option<Day>,
    pub opening: Money,
    pub closing: Money,
    #[serde(default)]
    pub overdue: Option<Money>,
    #[serde(default)]
    pub limit: Option<Money>,
    #[serde(default)]
    pub limit_reason: String,
    /// What the opening balance and the list come to; `None`: beyond any figure.
    #[serde(default)]
    pub listed: Option<Money>,
    pub operations: u64,
    /// How many dues are open; `None`: 1C has never told of any.
    #[serde(default)]
    pub dues: Option<u64>,
    pub changed: Moment,
}

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Operation {
    pub settlement: SettlementId,
    pub id: OperationId,
    pub dealer: Option<DealerId>,
    pub day: Day,
    /// Its place among those of its day.
    pub place: u32,
    pub kind: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub document: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub number: String,
    pub debit: Money,
    pub credit: Money,
}

/// As of when a settlement was last told, changed or not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Freshness {
    pub settlement: SettlementId,
    pub as_of: Moment,
    /// As of when its dues were last told: a settlement may come without them.
    #[serde(default)]
    pub dues: Option<Moment>,
}

impl Settlement {
    pub fn id_of(external: &str) -> SettlementId {
        Id::derived("settlement", external)
    }

    /// By how much 1C's closing balance is above what its list comes to; `None` where they agree.
    pub fn difference(&self) -> Option<Money> {
        let listed = self.listed?;
        self.closing.subtract(listed).ok().filter(|by| by.minor != 0)
    }

    /// The list is beyond any figure.
    pub fn is_unsound(&self) -> bool {
        self.listed.is_none()
    }

    /// What may still be owed; below zero the limit is broken. `None` without a limit.
    pub fn available(&self) -> Option<Money> {
        self.limit?.subtract(self.closing).ok()
    }

    pub fn is_overdue(&self) -> bool {
        self.overdue.is_some_and(|overdue| overdue.minor > 0)
    }
}

/// What the opening balance and the operations come to.
pub fn listed(opening: Money, operations: &[ToldOperation]) -> Option<Money> {
    let mut sum = i128::from(opening.minor);
    for operation in operations {
        sum += i128::from(operation.debit) - i128::from(operation.credit);
    }
    i64::try_from(sum).ok().map(|minor| Money::new(minor, opening.currency))
}

/// The operations as they are kept, in the order of the list. Two that say the same are two.
pub fn operations(told: &Told, dealer: Option<DealerId>) -> Vec<Operation> {
    use std::collections::HashMap;
    let settlement = Settlement::id_of(&told.external);
    let (mut alike, mut places): (HashMap<String, u32>, HashMap<Day, u32>) = Default::default();
    let next = |count: &mut u32| {
        *count += 1;
        *count - 1
    };
    told.operations
        .iter()
        .map(|of| {
            let says = format!(
                "{settlement}\0{}\0{}\0{}\0{}\0{}\0{}",
                of.day, of.kind, of.document, of.number, of.debit, of.credit
            );
            let twin = next(alike.entry(says.clone()).or_default());
            Operation {
                settlement,
                id: Id::derived("settlement operation", &format!("{says}\0{twin}")),
                dealer,
                day: of.day,
                place: next(places.entry(of.day).or_default()),
                kind: of.kind.clone(),
                document: of.document.clone(),
                number: of.number.clone(),
                debit: Money::new(of.debit, told.currency),
                credit: Money::new(of.credit, told.currency),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn operation(debit: i64, credit: i64) -> ToldOperation {
        ToldOperation {
            day: Day::constant(2026, 11, 2),
            kind: "Оплата".into(),
            document: String::new(),
            number: String::new(),
            debit,
            credit,
        }
    }

    #[test]
    fn the_list_is_added_up_exactly_and_never_past_the_edge() {
        let rub = |minor| Money::new(minor, Currency::Rub);
        let list = [operation(100_01, 0), operation(0, 40_02), operation(-1, 0)];
        assert_eq!(listed(rub(5), &list), Some(rub(5 + 100_01 - 40_02 - 1)));
        assert_eq!(listed(rub(i64::MAX), &[operation(1, 0)]), None);
        // On the way past the edge and back again is no fault.
        assert_eq!(
            listed(rub(i64::MAX), &[operation(1, 0), operation(0, 1)]),
            Some(rub(i64::MAX))
        );
    }
}
