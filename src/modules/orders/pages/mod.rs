//! Handlers of drafts and orders.

pub mod configure;
pub mod dates;
pub mod draft;
pub mod drafting;
pub mod drafts;
pub mod filling;
pub mod home;
pub mod lines_file;
pub mod marks;
pub mod order;
pub mod orders;
pub mod orders_bulk;
pub mod remaking;
pub mod repetition;
pub mod requests;
pub mod rewind;
pub mod stages;

use super::panels::Panels;
use super::permissions::MOVE;
use super::read_models::OrderRow;
use super::views::Frame;
use super::{Hand, Mover, Order};
use crate::platform::error::Error;
use crate::platform::store::ReadTx;
use crate::platform::web::Cx;

/// What every view of this module needs of the request.
pub(super) fn frame(cx: &Cx) -> Frame {
    Frame {
        locale: cx.locale,
        zone: cx.zone.clone(),
        now: cx.access.now(),
        csrf: cx.csrf(),
        staff: cx.access.is_staff(),
    }
}

/// The reader's hand, where it moves orders for the manufacturer.
fn hand(cx: &Cx) -> Option<Hand> {
    let role = cx.access.actor().role.filter(|role| role.is_staff());
    let role = role.filter(|_| cx.access.may(MOVE))?;
    Some(Hand {
        mover: Mover::Staff,
        role: Some(role),
    })
}

/// A row of a list with what other modules put at its order.
fn marked(cx: &Cx, tx: &ReadTx, order: &Order, row: OrderRow) -> Result<OrderRow, Error> {
    let marks = cx.part::<Panels>().of_row(cx, tx, order)?;
    Ok(OrderRow { marks, ..row })
}

/// Where to go back to: an address of this very site, or the fallback.
fn back<'a>(asked: &'a str, fallback: &'a str) -> &'a str {
    let own = asked.starts_with('/') && !asked.starts_with("//") && !asked.contains(['\\', '\r', '\n', '\t']);
    if own { asked } else { fallback }
}
