//! How reconciliations are stored, and who may see what.

use super::model::{Act, ActId, Drift, Leaf, Mark, MarkId};
use crate::platform::access::Technical;
use crate::platform::store::{Index, Indexer, Record, RecordInfo, Table};
use crate::platform::values::Scope;

/// By dealer, then by the moment of the last change.
pub const ACT_BY_DEALER: Index<Act> = Index::new(160 * 16, "reconciliation.by_dealer");
/// All, for those who see all.
pub const ACT_BY_CHANGE: Index<Act> = Index::new(160 * 16 + 1, "reconciliation.by_change");
/// Of a contract, by the moment when it was asked for.
pub const ACT_BY_SETTLEMENT: Index<Act> = Index::new(160 * 16 + 2, "reconciliation.by_settlement");
/// Open ones by the side whose turn it is, then by dealer and by the moment of the last change.
pub const ACT_WAITING: Index<Act> = Index::new(160 * 16 + 3, "reconciliation.waiting");
/// Open ones of a contract.
pub const ACT_OPEN: Index<Act> = Index::new(160 * 16 + 4, "reconciliation.open");
/// Of a reconciliation, in the order of making.
pub const MARK_BY_ACT: Index<Mark> = Index::new(162 * 16, "reconciliation_mark.by_act");

pub const RECORDS: &[RecordInfo] = &[
    RecordInfo::of::<Act>(),
    RecordInfo::of::<Leaf>(),
    RecordInfo::of::<Mark>(),
    RecordInfo::of::<Drift>(),
];

impl Record for Act {
    const TABLE: Table = Table::new(160, "reconciliation");
    const VERSIONED: bool = true;
    type Key = ActId;

    fn key(&self) -> ActId {
        self.id
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.includes(self.dealer) && (!self.withdrawn || scope.is_staff())
    }
    fn index(&self, indexer: &mut Indexer) {
        indexer.put(&ACT_BY_DEALER, &(self.dealer, self.changed));
        indexer.put(&ACT_BY_CHANGE, &self.changed);
        indexer.put(&ACT_BY_SETTLEMENT, &(self.settlement, self.asked.at));
        if let Some(party) = self.turn() {
            indexer.put(&ACT_WAITING, &(party.code(), self.dealer, self.changed));
            indexer.put(&ACT_OPEN, &self.settlement);
        }
    }
}

impl Record for Leaf {
    const TABLE: Table = Table::new(161, "reconciliation_leaf");
    type Key = (ActId, u32);

    fn key(&self) -> Self::Key {
        (self.act, self.number)
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.includes(self.dealer)
    }
}

impl Record for Mark {
    const TABLE: Table = Table::new(162, "reconciliation_mark");
    const VERSIONED: bool = true;
    type Key = MarkId;

    fn key(&self) -> MarkId {
        self.id
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.includes(self.dealer)
    }
    fn index(&self, indexer: &mut Indexer) {
        indexer.put(&MARK_BY_ACT, &(self.act, self.by.at));
    }
}

impl Record for Drift {
    const TABLE: Table = Table::new(163, "reconciliation_drift");
    type Key = ActId;

    fn key(&self) -> ActId {
        self.act
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.includes(self.dealer)
    }
}

/// It follows from the ledger and can be worked out again.
impl Technical for Drift {}
