//! What pages ask.

use super::address::ADDRESSES_MAX;
use super::model::{CARRIERS_MAX, folded};
use super::{ADDRESS_BY_DEALER, Address, Carrier, PARCEL_BY_ORDER, Parcel, Rules};
use crate::modules::orders::OrderId;
use crate::platform::error::Error;
use crate::platform::store::Reader;
use crate::platform::values::{DealerId, PageRequest};

/// The most shipments of one order; the order itself holds no more.
const PARCELS_MAX: usize = 500;

pub fn rules(tx: &impl Reader) -> Result<Rules, Error> {
    Ok(tx.get::<Rules>(&1)?.unwrap_or_default())
}

/// All carriers by name.
pub fn carriers(tx: &impl Reader) -> Result<Vec<Carrier>, Error> {
    let mut all: Vec<Carrier> = tx.list(CARRIERS_MAX)?;
    all.sort_by_cached_key(Carrier::folded);
    Ok(all)
}

/// What each shipment of an order holds.
pub fn parcels(tx: &impl Reader, order: OrderId) -> Result<Vec<Parcel>, Error> {
    Ok(tx
        .scan(&PARCEL_BY_ORDER, &order, &PageRequest::first(PARCELS_MAX))?
        .items)
}

/// Where a number of this carrier can be followed.
pub fn tracking(carriers: &[Carrier], carrier: &str, track: &str) -> Option<String> {
    let name = folded(carrier);
    let known = carriers.iter().find(|carrier| carrier.folded() == name)?;
    known.track(track)
}

/// A dealer's addresses by name.
pub fn addresses(tx: &impl Reader, dealer: DealerId) -> Result<Vec<Address>, Error> {
    let page = PageRequest::first(ADDRESSES_MAX);
    let mut all = tx.scan(&ADDRESS_BY_DEALER, &dealer, &page)?.items;
    all.sort_by_cached_key(Address::folded);
    Ok(all)
}
