//! How carriers, rules and shipments are stored, and who may see what.

use super::{Carrier, CarrierId, Parcel, ParcelId, Rules};
use crate::platform::store::{Index, Indexer, Record, RecordInfo, Table};
use crate::platform::values::Scope;

/// By name, in small letters.
pub const CARRIER_BY_NAME: Index<Carrier> = Index::unique(89 * 16, "carrier.by_name");
/// Shipments of an order.
pub const PARCEL_BY_ORDER: Index<Parcel> = Index::new(91 * 16, "parcel.by_order");

pub const RECORDS: &[RecordInfo] = &[
    RecordInfo::of::<Carrier>(),
    RecordInfo::of::<Rules>(),
    RecordInfo::of::<Parcel>(),
];

impl Record for Carrier {
    const TABLE: Table = Table::new(89, "carrier");
    const VERSIONED: bool = true;
    type Key = CarrierId;

    fn key(&self) -> CarrierId {
        self.id
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.is_signed_in()
    }
    fn index(&self, indexer: &mut Indexer) {
        indexer.put(&CARRIER_BY_NAME, self.folded().as_str());
    }
}

impl Record for Rules {
    const TABLE: Table = Table::new(90, "delivery_rules");
    const VERSIONED: bool = true;
    type Key = u16;

    fn key(&self) -> u16 {
        1
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.is_signed_in()
    }
}

impl Record for Parcel {
    const TABLE: Table = Table::new(91, "parcel");
    const VERSIONED: bool = true;
    type Key = ParcelId;

    fn key(&self) -> ParcelId {
        self.id
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.includes(self.dealer)
    }
    fn index(&self, indexer: &mut Indexer) {
        indexer.put(&PARCEL_BY_ORDER, &self.order);
    }
}
