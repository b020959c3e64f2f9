//! The card of documents on an order's page.

use std::hash::{DefaultHasher, Hash, Hasher};

use maud::Markup;

use crate::modules::documents::actions::may_read;
use crate::modules::documents::{queries, views};
use crate::modules::orders::Order;
use crate::platform::error::Error;
use crate::platform::store::ReadTx;
use crate::platform::web::Cx;

/// What the card depends on beside the order.
pub fn tag(cx: &Cx, tx: &ReadTx, order: &Order) -> Result<u64, Error> {
    if may_read(&cx.access).is_err() {
        return Ok(0);
    }
    let mut hasher = DefaultHasher::new();
    for document in queries::of_order(tx, order.id)? {
        (document.id.as_bytes(), document.changed.millis()).hash(&mut hasher);
    }
    Ok(hasher.finish())
}

pub fn show(cx: &Cx, tx: &ReadTx, order: &Order) -> Result<Option<Markup>, Error> {
    if may_read(&cx.access).is_err() {
        return Ok(None);
    }
    let documents = queries::of_order(tx, order.id)?;
    Ok(Some(views::panel::card(cx, order, &documents)))
}
