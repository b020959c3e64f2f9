//! Handlers of conversations.

pub mod answer;
pub mod files;
mod form;
pub mod home;
pub mod inbox;
pub mod panel;
pub mod thread;

use super::actions::membership;
use super::model::PostId;
use super::views::Frame;
use crate::modules::dealers::Dealer;
use crate::modules::orders::{ORDER_BY_NUMBER, Order, OrderNumber};
use crate::platform::error::Error;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::values::DealerId;
use crate::platform::web::Cx;

fn frame(cx: &Cx) -> Frame {
    Frame {
        locale: cx.locale,
        zone: cx.zone.clone(),
        csrf: cx.csrf(),
        now: cx.access.now(),
        me: membership(&cx.access),
        staff: cx.access.is_staff(),
        brand: cx.brand.name.clone(),
    }
}

/// The order of the address, when the asker sees it.
fn order(tx: &ReadTx, number: OrderNumber) -> Result<std::sync::Arc<Order>, Error> {
    tx.shared_find(&ORDER_BY_NUMBER, number.to_string().as_str())?
        .ok_or(Error::NotFound)
}

fn dealer_name(tx: &ReadTx, dealer: DealerId) -> Result<String, Error> {
    let found = tx.shared::<Dealer>(&dealer)?;
    Ok(found.map(|dealer| dealer.name.clone()).unwrap_or_default())
}

/// A number for a post that is about to be written.
fn coming_post(cx: &Cx) -> PostId {
    PostId::at(cx.access.now(), rand::random())
}
