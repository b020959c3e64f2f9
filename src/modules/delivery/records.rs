//! How carriers, rules and shipments are stored, and who may see what.

use super::{Address, AddressId, AskedPerson, Carrier, CarrierId, Parcel, ParcelId, Person, Rules};
use crate::modules::orders::{OrderId, sees_order};
use crate::platform::store::{Index, Indexer, Reader, Record, RecordInfo, StoreError, Table};
use crate::platform::values::Scope;

/// By name, in small letters.
pub const CARRIER_BY_NAME: Index<Carrier> = Index::unique(89 * 16, "carrier.by_name");
/// Shipments of an order.
pub const PARCEL_BY_ORDER: Index<Parcel> = Index::new(91 * 16, "parcel.by_order");
/// People whose papers are still kept, the oldest first.
pub const PERSON_KEPT: Index<Person> = Index::new(122 * 16, "recipient.kept");
/// People who are asked for, the oldest first.
pub const ASKED_KEPT: Index<AskedPerson> = Index::new(126 * 16, "asked_recipient.kept");
/// Addresses of a dealer.
pub const ADDRESS_BY_DEALER: Index<Address> = Index::new(123 * 16, "delivery_address.by_dealer");

pub const RECORDS: &[RecordInfo] = &[
    RecordInfo::of::<Carrier>(),
    RecordInfo::of::<Rules>(),
    RecordInfo::of::<Parcel>(),
    RecordInfo::of::<Person>(),
    RecordInfo::of::<AskedPerson>(),
    RecordInfo::of::<Address>(),
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
    fn seen_with<T: Reader + ?Sized>(&self, tx: &T) -> Result<bool, StoreError> {
        sees_order(tx, self.order)
    }
    fn index(&self, indexer: &mut Indexer) {
        indexer.put(&PARCEL_BY_ORDER, &self.order);
    }
}

/// Without versions: what was changed or wiped is nowhere else.
impl Record for Person {
    const TABLE: Table = Table::new(122, "recipient");
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
        if self.sealed.is_some() {
            indexer.put(&PERSON_KEPT, &self.consent.at);
        }
    }
}

/// Without versions, and taken away with the answer.
impl Record for AskedPerson {
    const TABLE: Table = Table::new(126, "asked_recipient");
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
        indexer.put(&ASKED_KEPT, &self.consent.at);
    }
}

impl Record for Address {
    const TABLE: Table = Table::new(123, "delivery_address");
    type Key = AddressId;

    fn key(&self) -> AddressId {
        self.id
    }
    /// Seen inside the dealer's company; a manager of the manufacturer has no use for it.
    fn visible_to(&self, scope: &Scope) -> bool {
        *scope == Scope::All || scope.dealer() == Some(self.dealer)
    }
    fn index(&self, indexer: &mut Indexer) {
        indexer.put(&ADDRESS_BY_DEALER, &self.dealer);
    }
}
