//! What the pages of an order and of a draft say of the delivery beside its first lines.

use std::hash::{DefaultHasher, Hash, Hasher};

use maud::Markup;

use crate::modules::delivery::actions::asks;
use crate::modules::delivery::{Person, permissions, queries, views::panel as view};
use crate::modules::orders::permissions::ACCEPT;
use crate::modules::orders::{Order, Worksheet};
use crate::platform::error::Error;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::web::Cx;

/// What the panel depends on beside the order: the rules, the carriers' pages, what each shipment holds.
pub fn tag(_: &Cx, tx: &ReadTx, order: &Order) -> Result<u64, Error> {
    let mut hasher = DefaultHasher::new();
    queries::rules(tx)?.version.hash(&mut hasher);
    let person: Option<Person> = tx.get(&order.id)?;
    person.map(|person| person.version).hash(&mut hasher);
    if !order.shipments.is_empty() {
        for carrier in queries::carriers(tx)? {
            (carrier.id.as_bytes(), carrier.version).hash(&mut hasher);
        }
        for parcel in queries::parcels(tx, order.id)? {
            (parcel.id.as_bytes(), parcel.version).hash(&mut hasher);
        }
    }
    Ok(hasher.finish())
}

pub fn order(cx: &Cx, tx: &ReadTx, order: &Order) -> Result<Option<Markup>, Error> {
    let may = cx.access.may(permissions::CHANGE) && queries::rules(tx)?.allow(order.kind, cx.access.is_staff());
    let asks =
        cx.access.may(permissions::CHANGE) && cx.access.may(ACCEPT) && asks::may_ask(&cx.access, tx, order).is_ok();
    let (carriers, parcels) = match order.shipments.is_empty() {
        true => (Vec::new(), Vec::new()),
        false => (queries::carriers(tx)?, queries::parcels(tx, order.id)?),
    };
    // Who has no right to the papers doesn't hear of them either.
    let person = match cx.access.may(permissions::PAPERS) {
        true => view::Recipient::of(tx.get::<Person>(&order.id)?.as_ref(), may),
        false => view::Recipient::Hidden,
    };
    Ok(Some(view::order(
        cx,
        order,
        &carriers,
        &parcels,
        view::Way::of(may, asks),
        person,
    )))
}

pub fn draft(cx: &Cx, _: &ReadTx, sheet: &Worksheet) -> Result<Option<Markup>, Error> {
    Ok(Some(view::draft(cx, &sheet.draft)))
}
