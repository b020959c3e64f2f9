//! Marks of papers and payments: made up on the stage where the order stands, filed, taken back.

use super::{act, by_number, save, today};
use crate::modules::orders::permissions::{PLAN, VOUCH};
use crate::modules::orders::{Act, Change, Given, Order, OrderNumber, Refusal, Requirement, StageLine, whole_line};
use crate::platform::access::Access;
use crate::platform::error::Error;
use crate::platform::files::Attachment;
use crate::platform::values::Day;

/// Makes up what the order's stage lacks. Pressed twice it is done once.
///
/// # Errors
/// `Refused` with the rule that forbids it, and for who may not vouch for a payment or promise a day.
pub async fn mark(
    access: &Access,
    number: OrderNumber,
    version: u32,
    given: Given,
    planned: Option<Day>,
) -> Result<Order, Error> {
    if !given.payment.trim().is_empty() && !access.may(VOUCH) {
        return Err(Refusal::VouchRight.into());
    }
    if planned.is_some() {
        access.require(PLAN)?;
    }
    let today = today(access);
    let again = given.clone();
    once(
        access,
        number,
        version,
        move |order| order.has_marked(&again, planned),
        move |order, (act, line)| order.mark(&given, planned, today, &line, act),
    )
    .await
}

/// Puts the paper itself to a mark, by the mark's place on the order.
pub async fn file_paper(
    access: &Access,
    number: OrderNumber,
    version: u32,
    place: usize,
    file: Attachment,
) -> Result<Order, Error> {
    let again = file.clone();
    once(
        access,
        number,
        version,
        move |order| order.has_filed(place, &again),
        move |order, (act, _)| order.file_paper(place, file.clone(), act),
    )
    .await
}

/// Takes a mark back. Of a payment only who may vouch for one.
pub async fn withdraw_mark(
    access: &Access,
    number: OrderNumber,
    version: u32,
    place: usize,
    reason: String,
) -> Result<Order, Error> {
    let vouches = access.may(VOUCH);
    let again = reason.clone();
    once(
        access,
        number,
        version,
        move |order| order.has_withdrawn(place, &again),
        move |order, (act, _)| {
            let of = order.vouchers.get(place).map(|of| of.what);
            if of == Some(Requirement::Payment) && !vouches {
                return Err(Refusal::VouchRight);
            }
            order.withdraw_mark(place, &reason, act)
        },
    )
    .await
}

/// Who does it, and the line of stages.
type With = (Act, StageLine);

/// A change of marks by the rule; the same press again, which is `done` by the version that followed, answers with the
/// order as it is. Another change by the same person doesn't count for it.
async fn once<D, F>(access: &Access, number: OrderNumber, version: u32, done: D, rule: F) -> Result<Order, Error>
where
    D: Fn(&Order) -> bool + Send + 'static,
    F: Fn(Order, With) -> Result<Change, Refusal> + Send + 'static,
{
    access
        .write(move |write| {
            let order = by_number(&**write, number)?;
            let act = act(write);
            if order.follows(version, &act.by) && done(&order) {
                return Ok(order);
            }
            order.expect(version)?;
            let line = whole_line(&**write)?;
            let change = rule(order, (act, line))?;
            save(write, &change)?;
            Ok(change.order)
        })
        .await
}
