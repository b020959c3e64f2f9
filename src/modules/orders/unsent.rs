//! What somebody has typed of a change of an order and not sent yet. It is kept while goods are configured on a page of
//! their own, so that nothing is lost on the way, and goes when the change is sent or thrown away.

use serde::{Deserialize, Serialize};

use super::edit_form::EditForm;
use super::{Order, OrderId, Refusal};
use crate::platform::access::{Access, Technical, Write};
use crate::platform::error::Error;
use crate::platform::journal::Who;
use crate::platform::store::{Reader, Record, Table};
use crate::platform::values::{DealerId, MembershipId, Moment, Scope};

/// One of each order and person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unsent {
    pub order: OrderId,
    pub by: MembershipId,
    pub dealer: DealerId,
    pub form: EditForm,
    pub at: Moment,
}

impl Record for Unsent {
    const TABLE: Table = Table::new(44, "unsent_change");
    type Key = (OrderId, MembershipId);

    fn key(&self) -> (OrderId, MembershipId) {
        (self.order, self.by)
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.includes(self.dealer)
    }
}

/// Typed and not yet a thing of business: the request that it becomes has the event.
impl Technical for Unsent {}

fn member(who: &Who) -> Option<MembershipId> {
    match who {
        Who::Person { membership, .. } => Some(*membership),
        _ => None,
    }
}

/// The asker's own.
pub fn of(access: &Access, tx: &impl Reader, order: &Order) -> Result<Option<Unsent>, Error> {
    match member(&access.actor().who) {
        Some(by) => Ok(tx.get(&(order.id, by))?),
        None => Ok(None),
    }
}

/// Keeps the form as it is now. One that isn't of the order's lines is refused, as it would be when it is sent.
pub async fn keep(access: &Access, order: &Order, form: &EditForm) -> Result<(), Error> {
    if form.quantity.len() != order.lines.len() {
        return Err(Refusal::LineUnknown.into());
    }
    let by = member(&access.actor().who).ok_or(Error::NotFound)?;
    let unsent = Unsent {
        order: order.id,
        by,
        dealer: order.dealer,
        form: EditForm {
            step: String::new(),
            seen: String::new(),
            ..form.clone()
        },
        at: access.now(),
    };
    access.write(move |write| write.technical(&unsent)).await
}

/// Throws it away.
pub async fn drop(access: &Access, order: OrderId) -> Result<(), Error> {
    access.write(move |write| forget(write, order)).await
}

/// The same within the write that sends it.
pub fn forget(write: &mut Write<'_, '_>, order: OrderId) -> Result<(), Error> {
    if let Some(by) = member(&write.actor().who) {
        write.forget::<Unsent>(&(order, by))?;
    }
    Ok(())
}
