//! What can be done. The only files that save.

pub mod addresses;
pub mod asks;
pub mod people;

use super::events::{CarrierEvent, ParcelEvent};
use super::model::{CARRIERS_MAX, check_parts, check_remarks, worth};
use super::{CARRIER_BY_NAME, Carrier, Parcel, Part, Receipt, Refusal, Remark, Rules, permissions, queries};
use crate::modules::orders::actions::{author, by_number, deliver, edit_draft, ship_with};
use crate::modules::orders::{
    Delivery, Draft, DraftId, Kind, Order, OrderNumber, Packed, Refusal as OrderRefusal, Shipment,
};
use crate::platform::access::{Access, Write};
use crate::platform::error::Error;
use crate::platform::store::Reader;

/// Saves a carrier: a new one has version 0, another one the version that its form was drawn from.
pub async fn save_carrier(access: &Access, carrier: Carrier) -> Result<Carrier, Error> {
    access.require(permissions::CARRIERS)?;
    let carrier = carrier.sound()?;
    access
        .write(move |write| {
            let old = write.get::<Carrier>(&carrier.id)?;
            let known = old.as_ref().map_or(0, |old| old.version);
            if known != carrier.version {
                return Err(Refusal::Moved.into());
            }
            let same: Option<Carrier> = write.find(&CARRIER_BY_NAME, carrier.folded().as_str())?;
            if same.is_some_and(|same| same.id != carrier.id) {
                return Err(Refusal::NameTaken.into());
            }
            if old.is_none() && queries::carriers(&**write)?.len() >= CARRIERS_MAX {
                return Err(Refusal::Many.into());
            }
            let mut new = carrier.clone();
            new.version = known + 1;
            write.save(&new, &CarrierEvent::Saved { old, new: new.clone() })?;
            Ok(new)
        })
        .await
}

/// Sets the stage from which on a dealer can't change the delivery, and how long a person's papers are kept.
pub async fn set_rules(access: &Access, version: u32, until: Kind, keep_days: Option<u16>) -> Result<Rules, Error> {
    access.require(permissions::CARRIERS)?;
    if keep_days.is_some_and(|days| days > Rules::KEEP_MAX) {
        return Err(Refusal::Days.into());
    }
    access
        .write(move |write| {
            let old = queries::rules(&**write)?;
            let keep_days = keep_days.unwrap_or(old.keep_days);
            if (old.until, old.keep_days) == (until, keep_days) {
                return Ok(old);
            }
            if old.version != version {
                return Err(Refusal::Moved.into());
            }
            let new = Rules {
                until,
                keep_days,
                version: version + 1,
            };
            write.save(&new, &CarrierEvent::Rules { old, new })?;
            Ok(new)
        })
        .await
}

/// The terms with the declared value that is stored, for a form that came without it.
pub(super) fn settled(new: &Delivery, old: &Delivery, keep_insured: bool) -> Delivery {
    let insured = if keep_insured { old.insured } else { new.insured };
    Delivery { insured, ..new.clone() }
}

/// Changes how the goods of an order go, as long as the stage lets.
pub async fn change(
    access: &Access,
    number: OrderNumber,
    version: u32,
    delivery: Delivery,
    keep_insured: bool,
) -> Result<Order, Error> {
    let staff = access.is_staff();
    deliver(
        access,
        number,
        version,
        move |order| settled(&delivery, &order.delivery, keep_insured),
        move |write, order| match queries::rules(&**write)?.allow(order.kind, staff) {
            true => Ok(()),
            false => Err(Refusal::Closed.into()),
        },
    )
    .await
}

/// Changes how the goods of a draft go.
pub async fn change_draft(
    access: &Access,
    id: DraftId,
    version: u32,
    delivery: Delivery,
    keep_insured: bool,
) -> Result<Draft, Error> {
    edit_draft(access, id, Some(version), move |draft, at| {
        let (comment, wished) = (draft.comment.clone(), draft.wished);
        let delivery = settled(&delivery, &draft.delivery, keep_insured);
        draft.with_notes(&comment, delivery, wished, at)
    })
    .await
}

/// Notes a shipment with what it holds. One of the same number is corrected, as long as nobody received it.
pub async fn pack(
    access: &Access,
    number: OrderNumber,
    version: u32,
    shipment: Shipment,
    parts: Vec<Part>,
    places: Vec<Packed>,
) -> Result<Order, Error> {
    if places.len() > Packed::ROWS_MAX || !places.iter().all(Packed::is_sound) {
        return Err(OrderRefusal::Quantity.into());
    }
    let name = shipment.number.clone();
    ship_with(access, number, version, shipment, move |write, order| {
        let (mut same, others): (Vec<Parcel>, Vec<Parcel>) = queries::parcels(&**write, order.id)?
            .into_iter()
            .partition(|parcel| parcel.shipment == name);
        let old = same.pop();
        if old.as_ref().is_some_and(|old| old.receipt.is_some()) {
            return Err(Refusal::Received.into());
        }
        check_parts(order, &others, &parts)?;
        // A track that is corrected says nothing of what a shipment comes to: 1C may have.
        let says = !parts.is_empty() || old.as_ref().is_some_and(|old| !old.parts.is_empty());
        let sum = says.then(|| worth(order, &others, &parts));
        if let Some(sum) = sum
            && let Some(shipment) = order.shipments.iter_mut().find(|shipment| shipment.number == name)
        {
            shipment.sum = sum;
        }
        let parcel = Parcel {
            id: old.as_ref().map_or_else(|| write.fresh_id(), |old| old.id),
            order: order.id,
            number: order.number,
            dealer: order.dealer,
            shipment: name.clone(),
            parts: parts.clone(),
            places: places.clone(),
            receipt: None,
            version: old.map_or(1, |old| old.version + 1),
        };
        write.save(&parcel, &ParcelEvent::Packed(parcel.clone())).map(drop)
    })
    .await
}

/// What was received is not rewritten, by whatever form.
pub fn unreceived(write: &Write<'_, '_>, order: &Order, shipment: &str) -> Result<(), Error> {
    let parcels = queries::parcels(&**write, order.id)?;
    let received = |parcel: &Parcel| parcel.shipment == shipment && parcel.receipt.is_some();
    match parcels.iter().any(received) {
        true => Err(Refusal::Received.into()),
        false => Ok(()),
    }
}

/// The dealer says that a shipment arrived, and what is wrong with it. Said once; the same again changes nothing.
pub async fn receive(
    access: &Access,
    number: OrderNumber,
    shipment: String,
    remarks: Vec<Remark>,
) -> Result<Parcel, Error> {
    access
        .write(move |write| {
            let order = by_number(&**write, number)?;
            if !order.shipments.iter().any(|known| known.number == shipment) {
                return Err(Refusal::Shipment.into());
            }
            check_remarks(&order, &remarks)?;
            let old = queries::parcels(&**write, order.id)?
                .into_iter()
                .find(|parcel| parcel.shipment == shipment);
            if let Some(receipt) = old.as_ref().and_then(|old| old.receipt.as_ref()) {
                return match receipt.remarks == remarks {
                    true => Ok(old.clone().ok_or(Error::NotFound)?),
                    false => Err(Refusal::Received.into()),
                };
            }
            // A shipment of 1C has no record here until somebody says something of it.
            let mut parcel = old.unwrap_or_else(|| Parcel {
                id: write.fresh_id(),
                order: order.id,
                number: order.number,
                dealer: order.dealer,
                shipment: shipment.clone(),
                parts: Vec::new(),
                places: Vec::new(),
                receipt: None,
                version: 0,
            });
            parcel.version += 1;
            parcel.receipt = Some(Receipt {
                at: write.now(),
                by: author(write.actor()),
                remarks: remarks.clone(),
            });
            write.save(&parcel, &ParcelEvent::Received(parcel.clone()))?;
            Ok(parcel)
        })
        .await
}
