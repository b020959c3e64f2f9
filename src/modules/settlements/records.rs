//! How settlements are stored, and who may see what.

use super::dues::{Due, DueId};
use super::model::{Freshness, Operation, OperationId, Settlement, SettlementId};
use crate::platform::access::Technical;
use crate::platform::store::{Index, Indexer, Record, RecordInfo, Table};
use crate::platform::values::Scope;

/// By dealer, then by the contract's number.
pub const SETTLEMENT_BY_DEALER: Index<Settlement> = Index::new(153 * 16, "settlement.by_dealer");
/// All, for those who see all, by the buyer's name and the contract's number.
pub const SETTLEMENT_BY_BUYER: Index<Settlement> = Index::new(153 * 16 + 1, "settlement.by_buyer");
/// By 1C's id of the counterparty: they go where it goes.
pub const SETTLEMENT_BY_COUNTERPARTY: Index<Settlement> = Index::new(153 * 16 + 2, "settlement.by_counterparty");
/// By contract, then by day and place of the day: a page of a hundred thousand reads its own rows.
pub const OPERATION_BY_SETTLEMENT: Index<Operation> = Index::new(154 * 16, "settlement_operation.by_settlement");
/// By contract, then by the day of payment; those without a day come last.
pub const DUE_BY_SETTLEMENT: Index<Due> = Index::new(156 * 16, "settlement_due.by_settlement");
/// By dealer, likewise: a month of the payment calendar reads its own rows.
pub const DUE_BY_DEALER: Index<Due> = Index::new(156 * 16 + 1, "settlement_due.by_dealer");

pub const RECORDS: &[RecordInfo] = &[
    RecordInfo::of::<Settlement>(),
    RecordInfo::of::<Operation>(),
    RecordInfo::of::<Freshness>(),
    RecordInfo::of::<Due>(),
];

impl Record for Settlement {
    const TABLE: Table = Table::new(153, "settlement");
    const VERSIONED: bool = true;
    type Key = SettlementId;

    fn key(&self) -> SettlementId {
        self.id
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        match self.dealer {
            None => *scope == Scope::All,
            Some(dealer) => scope.includes(dealer),
        }
    }
    fn index(&self, indexer: &mut Indexer) {
        let number = self.number.to_lowercase();
        if let Some(dealer) = self.dealer {
            indexer.put(&SETTLEMENT_BY_DEALER, &(dealer, number.as_str()));
        }
        let buyer = self.buyer.name.to_lowercase();
        indexer.put(&SETTLEMENT_BY_BUYER, &(buyer.as_str(), number.as_str()));
        if !self.buyer.id.is_empty() {
            indexer.put(&SETTLEMENT_BY_COUNTERPARTY, self.buyer.id.as_str());
        }
    }
}

impl Record for Operation {
    const TABLE: Table = Table::new(154, "settlement_operation");
    type Key = (SettlementId, OperationId);

    fn key(&self) -> Self::Key {
        (self.settlement, self.id)
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        match self.dealer {
            None => *scope == Scope::All,
            Some(dealer) => scope.includes(dealer),
        }
    }
    fn index(&self, indexer: &mut Indexer) {
        indexer.put(&OPERATION_BY_SETTLEMENT, &(self.settlement, self.day, self.place));
    }
}

/// A time alone, which tells nothing without the settlement.
impl Record for Freshness {
    const TABLE: Table = Table::new(155, "settlement_freshness");
    type Key = SettlementId;

    fn key(&self) -> SettlementId {
        self.settlement
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.is_signed_in()
    }
}

impl Technical for Freshness {}

impl Record for Due {
    const TABLE: Table = Table::new(156, "settlement_due");
    type Key = (SettlementId, DueId);

    fn key(&self) -> Self::Key {
        (self.settlement, self.id)
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        match self.dealer {
            None => *scope == Scope::All,
            Some(dealer) => scope.includes(dealer),
        }
    }
    fn index(&self, indexer: &mut Indexer) {
        let place = (self.place_in_time(), self.number.as_str());
        indexer.put(&DUE_BY_SETTLEMENT, &(self.settlement, place.0, place.1));
        if let Some(dealer) = self.dealer {
            indexer.put(&DUE_BY_DEALER, &(dealer, place.0, place.1));
        }
    }
}
