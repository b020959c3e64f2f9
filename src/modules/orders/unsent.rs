//! What somebody has typed of a change of an order and not sent yet. It is kept while goods are configured on a page of
//! their own, so that nothing is lost on the way, and goes when the change is sent or thrown away.

use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};

use super::edit_form::EditForm;
use super::{DeliveryWish, Order, OrderId, Refusal, sees_order};
use crate::platform::access::{Access, Technical, Write};
use crate::platform::error::Error;
use crate::platform::journal::Who;
use crate::platform::store::{Reader, Record, StoreError, Table};
use crate::platform::values::{DealerId, Locale, MembershipId, Moment, Scope};

/// So long the sealed papers of a person wait to be sent, in days.
const PAPERS_KEPT_DAYS: i64 = 7;
/// Records of one write of the job.
const PORTION: usize = 50;

/// One of each order and person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unsent {
    pub order: OrderId,
    pub by: MembershipId,
    pub dealer: DealerId,
    /// What was typed at the lines; blank where nothing was.
    pub form: EditForm,
    /// How the goods are to go.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivery: Option<DeliveryWish>,
    pub at: Moment,
}

impl Unsent {
    /// What was typed at the lines, or what the order says where nothing was.
    pub fn form(&self, l: Locale, order: &Order) -> EditForm {
        match self.form.is_blank() {
            true => EditForm::of(l, order),
            false => self.form.clone(),
        }
    }
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
    fn seen_with<T: Reader + ?Sized>(&self, tx: &T) -> Result<bool, StoreError> {
        sees_order(tx, self.order)
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

/// The asker's own, its delivery over that of the order as it stands now.
pub fn of(access: &Access, tx: &impl Reader, order: &Order) -> Result<Option<Unsent>, Error> {
    let Some(by) = member(&access.actor().who) else {
        return Ok(None);
    };
    let Some(mut unsent) = tx.get::<Unsent>(&(order.id, by))? else {
        return Ok(None);
    };
    unsent.delivery = unsent.delivery.and_then(|wish| wish.over(&order.delivery));
    Ok(Some(unsent))
}

/// Keeps the form as it is now. One that isn't of the order's lines is refused, as it would be when it is sent.
pub async fn keep(access: &Access, order: &Order, form: &EditForm) -> Result<(), Error> {
    if form.quantity.len() != order.lines.len() {
        return Err(Refusal::LineUnknown.into());
    }
    let form = EditForm {
        step: String::new(),
        seen: String::new(),
        ..form.clone()
    };
    put(access, order, move |unsent| unsent.form = form.clone()).await
}

/// Keeps how the goods are to go beside what is typed at the lines; `None`: as they do.
pub async fn wish(access: &Access, order: &Order, delivery: Option<DeliveryWish>) -> Result<(), Error> {
    put(access, order, move |unsent| unsent.delivery.clone_from(&delivery)).await
}

/// Throws away what was typed at the lines.
pub async fn drop_lines(access: &Access, order: &Order) -> Result<(), Error> {
    put(access, order, |unsent| unsent.form = EditForm::default()).await
}

/// Keeps what `change` makes of it; of nothing at all there is no record.
async fn put<F>(access: &Access, order: &Order, change: F) -> Result<(), Error>
where
    F: Fn(&mut Unsent) + Send + 'static,
{
    let by = member(&access.actor().who).ok_or(Error::NotFound)?;
    let fresh = Unsent {
        order: order.id,
        by,
        dealer: order.dealer,
        form: EditForm::default(),
        delivery: None,
        at: access.now(),
    };
    access
        .write(move |write| {
            let mut unsent = write.get::<Unsent>(&fresh.key())?.unwrap_or_else(|| fresh.clone());
            unsent.at = fresh.at;
            change(&mut unsent);
            match unsent.form.is_blank() && unsent.delivery.is_none() {
                true => write.forget::<Unsent>(&fresh.key()).map(|_| ()),
                false => write.technical(&unsent),
            }
        })
        .await
}

/// The job: takes away what is of orders that nobody changes any more, and papers of a person that nobody has sent in a
/// week.
pub async fn tidy(access: &Access) -> Result<(), Error> {
    let ripe = access.now().plus_seconds(-PAPERS_KEPT_DAYS * 86_400);
    let mut ended = Vec::new();
    {
        let tx = access.read()?;
        // A form may be large: of all but the ended ones only the little that is asked of them is kept.
        let mut all = Vec::new();
        tx.each(|unsent: Unsent| {
            let papers = unsent.delivery.as_ref().is_some_and(|wish| wish.sealed.is_some());
            all.push((unsent.key(), unsent.at, papers && unsent.at < ripe));
            ControlFlow::Continue(())
        })?;
        for (key, at, papers) in all {
            let order = tx.shared::<Order>(&key.0)?;
            let over = !order.is_some_and(|order| order.is_changeable());
            if over || papers {
                ended.push((key, at, over));
            }
        }
    }
    for portion in ended.chunks(PORTION) {
        let portion = portion.to_vec();
        access
            .write(move |write| {
                for (key, at, over) in &portion {
                    // Somebody may have gone on with it since.
                    let Some(now) = write.get::<Unsent>(key)?.filter(|now| now.at == *at) else {
                        continue;
                    };
                    match *over || now.form.is_blank() {
                        true => drop(write.forget::<Unsent>(&now.key())?),
                        false => write.technical(&Unsent { delivery: None, ..now })?,
                    }
                }
                Ok(())
            })
            .await?;
    }
    Ok(())
}

/// Forgets the delivery that was written down, within the write that changes the order's own.
pub fn drop_delivery(write: &mut Write<'_, '_>, order: OrderId) -> Result<(), Error> {
    let Some(by) = member(&write.actor().who) else {
        return Ok(());
    };
    let Some(kept) = write
        .get::<Unsent>(&(order, by))?
        .filter(|kept| kept.delivery.is_some())
    else {
        return Ok(());
    };
    match kept.form.is_blank() {
        true => write.forget::<Unsent>(&(order, by)).map(drop),
        false => write.technical(&Unsent { delivery: None, ..kept }),
    }
}

/// Takes it away within the write that sends it.
pub fn forget(write: &mut Write<'_, '_>, order: OrderId) -> Result<(), Error> {
    if let Some(by) = member(&write.actor().who) {
        write.forget::<Unsent>(&(order, by))?;
    }
    Ok(())
}
