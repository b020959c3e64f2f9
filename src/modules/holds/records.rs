//! How rules, releases and marks of holds are stored, and who may see what.

use serde::{Deserialize, Serialize};

use super::rule::{Rule, RuleId, Step};
use crate::modules::orders::{Author, OrderId, OrderNumber, sees_order};
use crate::platform::access::Technical;
use crate::platform::store::{Counter, Index, Indexer, Reader, Record, RecordInfo, StoreError, Table};
use crate::platform::values::{Day, DealerId, Moment, Scope};

/// By step, then by name: pages of orders read the same few rules over and over.
pub const RULE_BY_STEP: Index<Rule> = Index::new(164 * 16, "hold_rule.by_step");
/// By dealer, the longest held first.
pub const HELD_BY_DEALER: Index<Held> = Index::new(166 * 16, "held.by_dealer");
/// All of them, for those who see all.
pub const HELD_BY_TIME: Index<Held> = Index::new(166 * 16 + 1, "held.by_time");
/// Orders of a dealer that are held.
pub const HELD_OF_DEALER: Counter = Counter::new(166 * 16, "held.count_by_dealer");
/// Orders that are held, of all dealers.
pub const HELD_ALL: Counter = Counter::new(166 * 16 + 1, "held.count");

pub const RECORDS: &[RecordInfo] = &[
    RecordInfo::of::<Rule>(),
    RecordInfo::of::<Release>(),
    RecordInfo::of::<Held>(),
];

/// One order, or a draft that is to become it, passes in spite of what is owed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    /// The draft's id is the order's.
    pub order: OrderId,
    pub dealer: DealerId,
    pub reason: String,
    /// The last day on which it passes, in the manufacturer's zone.
    pub until: Day,
    pub by: Author,
    pub at: Moment,
    /// Taken back before its time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Ended>,
    pub version: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    pub by: Author,
    pub at: Moment,
}

impl Release {
    pub fn is_open(&self, today: Day) -> bool {
        self.ended.is_none() && today <= self.until
    }
}

/// An order that is held, so that lists and counts need not look at every debt. Follows the journal; a page of one order
/// looks anew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    pub order: OrderId,
    pub number: OrderNumber,
    pub dealer: DealerId,
    /// The nearest step that it is held at.
    pub step: Step,
    /// The rules, sorted.
    pub rules: Vec<RuleId>,
    pub since: Moment,
}

impl Record for Rule {
    const TABLE: Table = Table::new(164, "hold_rule");
    const VERSIONED: bool = true;
    type Key = RuleId;

    fn key(&self) -> RuleId {
        self.id
    }
    /// A dealer's own sending asks them.
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.is_signed_in()
    }
    fn index(&self, indexer: &mut Indexer) {
        indexer.put(&RULE_BY_STEP, &(self.step.code(), self.name.as_str()));
    }
}

impl Record for Release {
    const TABLE: Table = Table::new(165, "hold_release");
    const VERSIONED: bool = true;
    type Key = OrderId;

    fn key(&self) -> OrderId {
        self.order
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.includes(self.dealer)
    }
    fn seen_with<T: Reader + ?Sized>(&self, tx: &T) -> Result<bool, StoreError> {
        sees_order(tx, self.order)
    }
    fn index(&self, _: &mut Indexer) {}
}

impl Record for Held {
    const TABLE: Table = Table::new(166, "held");
    type Key = OrderId;

    fn key(&self) -> OrderId {
        self.order
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.includes(self.dealer)
    }
    fn seen_with<T: Reader + ?Sized>(&self, tx: &T) -> Result<bool, StoreError> {
        sees_order(tx, self.order)
    }
    fn index(&self, indexer: &mut Indexer) {
        indexer.put(&HELD_BY_DEALER, &(self.dealer, self.since));
        indexer.put(&HELD_BY_TIME, &self.since);
        indexer.count(HELD_OF_DEALER, &self.dealer);
        indexer.count(HELD_ALL, &());
    }
}

/// It follows from what others record; that it began and ended is told by events of its own.
impl Technical for Held {}
