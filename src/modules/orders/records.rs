//! How drafts and orders are stored: tables, indexes, counters, and who may see what.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Draft, DraftId, Kind, Order, OrderId, StageLine};
use crate::platform::error::Error;
use crate::platform::notify::Owner;
use crate::platform::store::{Counter, Index, Indexer, Reader, Record, RecordInfo, StoreError, Table};
use crate::platform::values::{AccountId, Day, Scope};

/// By dealer, then by the last change.
pub const DRAFT_BY_DEALER: Index<Draft> = Index::new(40 * 16, "draft.by_dealer");
/// Templates of drafts by dealer, then by the last change.
pub const TEMPLATE_BY_DEALER: Index<Draft> = Index::new(40 * 16 + 1, "draft.templates_by_dealer");
/// By dealer and one of the people whose draft it is, then by the last change.
pub const DRAFT_BY_PERSON: Index<Draft> = Index::new(40 * 16 + 2, "draft.by_person");
/// Drafts of a dealer.
pub const DRAFTS: Counter = Counter::new(40 * 16, "draft.count");
/// Templates of a dealer.
pub const TEMPLATES: Counter = Counter::new(40 * 16 + 1, "draft.count_templates");

pub const ORDER_BY_NUMBER: Index<Order> = Index::unique(41 * 16, "order.by_number");
/// By dealer, then by the moment of submission.
pub const ORDER_BY_DEALER: Index<Order> = Index::new(41 * 16 + 1, "order.by_dealer");
/// By dealer and stage, then by the moment of submission.
pub const ORDER_BY_DEALER_STAGE: Index<Order> = Index::new(41 * 16 + 2, "order.by_dealer_stage");
/// All orders, for those who see all.
pub const ORDER_BY_CREATED: Index<Order> = Index::new(41 * 16 + 3, "order.by_created");
/// By stage, then by the moment of submission.
pub const ORDER_BY_STAGE: Index<Order> = Index::new(41 * 16 + 4, "order.by_stage");
/// By 1C's id of its document.
pub const ORDER_BY_ONE_C: Index<Order> = Index::new(41 * 16 + 5, "order.by_one_c");
/// By 1C's number of its document.
pub const ORDER_BY_ONE_C_NUMBER: Index<Order> = Index::new(41 * 16 + 6, "order.by_one_c_number");
/// By dealer and whether it is still going on, then by the moment of submission.
pub const ORDER_BY_DEALER_OPEN: Index<Order> = Index::new(41 * 16 + 7, "order.by_dealer_open");
/// By whether it is still going on, then by the moment of submission.
pub const ORDER_BY_OPEN: Index<Order> = Index::new(41 * 16 + 8, "order.by_open");
/// By dealer and the reader's side: what stands still for it, see [`standstill`].
pub const ORDER_BY_DEALER_STANDSTILL: Index<Order> = Index::new(41 * 16 + 9, "order.by_dealer_standstill");
/// The same of all dealers.
pub const ORDER_BY_STANDSTILL: Index<Order> = Index::new(41 * 16 + 10, "order.by_standstill");

/// By dealer and one of the people whose order it is, then by the moment of submission.
pub const ORDER_BY_PERSON: Index<Order> = Index::new(41 * 16 + 11, "order.by_person");
/// By dealer, person and stage, then by the moment of submission.
pub const ORDER_BY_PERSON_STAGE: Index<Order> = Index::new(41 * 16 + 12, "order.by_person_stage");
/// By dealer, person and whether it is still going on, then by the moment of submission.
pub const ORDER_BY_PERSON_OPEN: Index<Order> = Index::new(41 * 16 + 13, "order.by_person_open");
/// By dealer and person: what stands still for the dealer's side.
pub const ORDER_BY_PERSON_STANDSTILL: Index<Order> = Index::new(41 * 16 + 14, "order.by_person_standstill");

/// Orders by (dealer, stage).
pub const ORDERS_BY_DEALER_STAGE: Counter = Counter::new(41 * 16, "order.count_by_dealer_stage");
/// Orders by stage, of all dealers.
pub const ORDERS_BY_STAGE: Counter = Counter::new(41 * 16 + 1, "order.count_by_stage");
/// Orders of a dealer that are still going on.
pub const ORDERS_OPEN: Counter = Counter::new(41 * 16 + 2, "order.count_open");
/// Orders that are still going on, of all dealers.
pub const ORDERS_OPEN_ALL: Counter = Counter::new(41 * 16 + 3, "order.count_open_all");
/// What orders of a dealer come to, in minor units, by (dealer, stage, currency).
pub const SUMS_BY_DEALER: Counter = Counter::new(41 * 16 + 4, "order.sum_by_dealer");
/// The same of all dealers, by (stage, currency).
pub const SUMS: Counter = Counter::new(41 * 16 + 5, "order.sum");
/// Their weight in grams, by (dealer, stage).
pub const WEIGHTS_BY_DEALER: Counter = Counter::new(41 * 16 + 6, "order.weight_by_dealer");
/// The same of all dealers, by stage.
pub const WEIGHTS: Counter = Counter::new(41 * 16 + 7, "order.weight");
/// Orders with a line whose weight nobody knows, by (dealer, stage).
pub const WEIGHTLESS_BY_DEALER: Counter = Counter::new(41 * 16 + 8, "order.weightless_by_dealer");
/// The same of all dealers, by stage.
pub const WEIGHTLESS: Counter = Counter::new(41 * 16 + 9, "order.weightless");
/// Accepted orders that haven't left as a whole, by (dealer, contract, currency): see [`Order::unshipped`].
pub const UNSHIPPED: Counter = Counter::new(41 * 16 + 10, "order.count_unshipped");
/// What is left of them, in minor units.
pub const UNSHIPPED_SUMS: Counter = Counter::new(41 * 16 + 11, "order.sum_unshipped");
/// The series of order numbers, by year.
pub const ORDER_NUMBERS: Counter = Counter::new(41 * 16 + 15, "order.numbers");

pub const RECORDS: &[RecordInfo] = &[
    RecordInfo::of::<Draft>(),
    RecordInfo::of::<Order>(),
    RecordInfo::of::<StoredStages>(),
    RecordInfo::of::<super::unsent::Unsent>(),
];

impl Record for Draft {
    const TABLE: Table = Table::new(40, "draft");
    // 2: by person.
    const INDEXES: u16 = 2;
    type Key = DraftId;

    fn key(&self) -> DraftId {
        self.id
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.includes_people(self.dealer, self.people())
    }
    fn index(&self, indexer: &mut Indexer) {
        let key = (self.dealer, self.changed);
        if self.template {
            indexer.put(&TEMPLATE_BY_DEALER, &key);
            indexer.count(TEMPLATES, &self.dealer);
        } else {
            indexer.put(&DRAFT_BY_DEALER, &key);
            indexer.count(DRAFTS, &self.dealer);
            for person in each_once(self.people()) {
                indexer.put(&DRAFT_BY_PERSON, &(self.dealer, person, self.changed));
            }
        }
    }
}

impl Record for Order {
    const TABLE: Table = Table::new(41, "order");
    const VERSIONED: bool = true;
    // 2: standstill; 3: requests stand still too; 4: what was refused waits for the other side; 5: sums and weights;
    // 6: by person; 7: what hasn't left, by contract.
    const INDEXES: u16 = 7;
    type Key = OrderId;

    fn key(&self) -> OrderId {
        self.id
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.includes_people(self.dealer, self.people())
    }
    fn index(&self, indexer: &mut Indexer) {
        let (stage, open) = (self.stage.as_str(), !self.kind.is_over());
        indexer.put(&ORDER_BY_NUMBER, self.number.to_string().as_str());
        indexer.put(&ORDER_BY_DEALER, &(self.dealer, self.created));
        indexer.put(&ORDER_BY_DEALER_STAGE, &(self.dealer, stage, self.created));
        indexer.put(&ORDER_BY_DEALER_OPEN, &(self.dealer, open, self.created));
        indexer.put(&ORDER_BY_CREATED, &self.created);
        indexer.put(&ORDER_BY_STAGE, &(stage, self.created));
        indexer.put(&ORDER_BY_OPEN, &(open, self.created));
        if !self.one_c.id.is_empty() {
            indexer.put(&ORDER_BY_ONE_C, self.one_c.id.as_str());
        }
        if !self.one_c.number.is_empty() {
            indexer.put(&ORDER_BY_ONE_C_NUMBER, self.one_c.number.as_str());
        }
        for of_dealer in [true, false] {
            if let Some(since) = standstill(self, of_dealer) {
                indexer.put(&ORDER_BY_DEALER_STANDSTILL, &(self.dealer, of_dealer, since));
                indexer.put(&ORDER_BY_STANDSTILL, &(of_dealer, since));
            }
        }
        for person in each_once(self.people()) {
            indexer.put(&ORDER_BY_PERSON, &(self.dealer, person, self.created));
            indexer.put(&ORDER_BY_PERSON_STAGE, &(self.dealer, person, stage, self.created));
            indexer.put(&ORDER_BY_PERSON_OPEN, &(self.dealer, person, open, self.created));
            if let Some(since) = standstill(self, true) {
                indexer.put(&ORDER_BY_PERSON_STANDSTILL, &(self.dealer, person, since));
            }
        }
        indexer.count(ORDERS_BY_DEALER_STAGE, &(self.dealer, stage));
        indexer.count(ORDERS_BY_STAGE, stage);
        if open {
            indexer.count(ORDERS_OPEN, &self.dealer);
            indexer.count(ORDERS_OPEN_ALL, &());
        }
        let (total, weight) = (self.totals.total, self.totals.weight_g);
        let currency = total.currency.code();
        indexer.add(SUMS_BY_DEALER, &(self.dealer, stage, currency), total.minor);
        indexer.add(SUMS, &(stage, currency), total.minor);
        if let Some(left) = self.unshipped() {
            let of = (self.dealer, self.contract, currency);
            indexer.count(UNSHIPPED, &of);
            indexer.add(UNSHIPPED_SUMS, &of, left.minor);
        }
        indexer.add(WEIGHTS_BY_DEALER, &(self.dealer, stage), weight);
        indexer.add(WEIGHTS, stage, weight);
        if self.totals.weight_partial {
            indexer.count(WEIGHTLESS_BY_DEALER, &(self.dealer, stage));
            indexer.count(WEIGHTLESS, stage);
        }
    }
}

fn each_once(people: impl Iterator<Item = AccountId>) -> BTreeSet<AccountId> {
    people.collect()
}

/// Does the reader see this order, or the draft that is to become it? What hangs on an order asks it for readers who see
/// only their own.
pub fn sees_order<T: Reader + ?Sized>(tx: &T, id: OrderId) -> Result<bool, StoreError> {
    Ok(tx.shared::<Order>(&id)?.is_some() || tx.shared::<Draft>(&id.cast())?.is_some())
}

/// Whose an order is, or the draft of that id; nobody's where there is neither.
pub fn people_of(tx: &impl Reader, id: OrderId) -> Result<Vec<AccountId>, Error> {
    if let Some(order) = tx.shared::<Order>(&id)? {
        return Ok(order.people().collect());
    }
    let draft = tx.shared::<Draft>(&id.cast())?;
    Ok(draft.map(|draft| draft.people().collect()).unwrap_or_default())
}

/// The same by the number of an order.
pub fn people_of_number(tx: &impl Reader, number: &str) -> Result<Vec<AccountId>, Error> {
    let order: Option<Arc<Order>> = tx.shared_find(&ORDER_BY_NUMBER, number)?;
    Ok(order.map(|order| order.people().collect()).unwrap_or_default())
}

/// For the bell: whose the drafts and orders are that it tells of.
pub(super) const OWNERS: &[Owner] = &[
    Owner {
        kind: "order",
        see: Some(super::permissions::SEE),
        people: |tx, key| people_of_number(tx, key).map(Some),
    },
    Owner {
        kind: "draft",
        // Who approves need not make drafts.
        see: None,
        people: |tx, key| match key.parse() {
            Ok(id) => people_of(tx, id).map(Some),
            Err(_) => Ok(Some(Vec::new())),
        },
    },
];

/// Where an order stands among those that stand still for one side, or may: `Some(None)`, before all days, differs from
/// what was agreed and waits for this side; `Some(Some(day))` is late once this promised day has passed.
pub fn standstill(order: &Order, of_dealer: bool) -> Option<Option<Day>> {
    if order.kind.is_over() {
        return None;
    }
    if order.differs_for_dealer() == Some(of_dealer) {
        return Some(None);
    }
    let asked = |request: &super::ChangeRequest| request.by.side.is_dealer() != of_dealer;
    if order.request.as_ref().is_some_and(asked) {
        return Some(None);
    }
    order.planned.filter(|_| order.kind < Kind::Shipped).map(Some)
}

/// The administrator's line of stages; there is one, under the key 1.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StoredStages {
    pub line: StageLine,
}

impl Record for StoredStages {
    const TABLE: Table = Table::new(42, "stage_line");
    const VERSIONED: bool = true;
    type Key = u16;

    fn key(&self) -> u16 {
        1
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.is_signed_in()
    }
}

/// The line of stages as the reader of the transaction sees it: for dealers without what is hidden from them. Rules that
/// move orders need [`whole_line`].
pub fn stages(tx: &impl Reader) -> Result<StageLine, Error> {
    let line = whole_line(tx)?;
    match tx.scope().is_staff() {
        true => Ok(line),
        false => Ok(line.for_dealers()),
    }
}

/// The line of stages that holds: the administrator's, or the one that comes with the product.
pub fn whole_line(tx: &impl Reader) -> Result<StageLine, Error> {
    Ok(tx
        .get::<StoredStages>(&1)?
        .map_or_else(StageLine::shipped, |stored| stored.line))
}
