//! A draft becomes an order: all the work is done beside the writer, who only checks that the draft is still the same, gives
//! the number and saves.

use std::sync::Arc;

use super::{OrderSettings, author, today};
use crate::modules::catalogue::Prices;
use crate::modules::dealers::{Dealer, DealerStatus};
use crate::modules::orders::{
    About, Act, Author, Calculation, Change, Draft, DraftId, Gates, ORDER_NUMBERS, OnBehalf, Order, OrderNumber,
    Prefix, Refusal, Side, Submission, Worksheet, whole_line,
};
use crate::platform::access::{Access, Role, Write};
use crate::platform::error::Error;
use crate::platform::store::Reader;
use crate::platform::values::Message;

/// Makes an order of a draft. Repeating it answers the order that is already there; where the draft or the prices
/// moved since the sender saw them, nothing is submitted.
///
/// All the work is done before the write: the one writer only checks that the draft is still the same, gives the
/// number and saves.
pub async fn submit(access: &Access, id: DraftId, seen_version: u32, seen_book: u64) -> Result<Order, Error> {
    submit_seen(access, id, seen_version, |_| seen_book).await
}

/// The same where the number of the price book that the sender saw follows from what the draft costs now.
pub async fn submit_seen(
    access: &Access,
    id: DraftId,
    seen_version: u32,
    seen_book: impl FnOnce(&Calculation) -> u64,
) -> Result<Order, Error> {
    let prepared = match prepare(access, id, seen_version, seen_book, None)? {
        Prepared::Already(order) => return Ok(*order),
        Prepared::Order(prepared) => prepared,
    };
    access.write(move |write| place(write, &prepared)).await
}

/// What a draft came to.
pub enum Prepared {
    /// It is an order by now.
    Already(Box<Order>),
    /// It can become one.
    Order(Box<Placeable>),
}

/// An order that was made of a draft and still has no number.
pub struct Placeable {
    change: Box<Change>,
    version: u32,
    gates: Arc<Gates>,
    prefix: Option<Prefix>,
    year: i16,
    /// In whose name, where that isn't the actor.
    name: Option<String>,
}

impl Placeable {
    /// As it will be, but for its number.
    pub fn order(&self) -> &Order {
        &self.change.order
    }
}

/// In whose name an order is placed that somebody else places.
#[derive(Clone, Debug)]
pub struct InName {
    pub author: Author,
    pub role: Option<Role>,
}

/// Gives a prepared order its number and saves it in place of its draft, within somebody's write. Where the draft is an
/// order by now, that one.
///
/// # Errors
/// `Refused` where the draft was changed since, or where a gate says no.
pub fn place(write: &mut Write<'_, '_>, of: &Placeable) -> Result<Order, Error> {
    let prepared = of.order();
    let id: DraftId = prepared.id.cast();
    if let Some(order) = write.get::<Order>(&prepared.id)? {
        return Ok(order);
    }
    let draft = write.shared::<Draft>(&id)?.ok_or(Error::NotFound)?;
    draft.expect(of.version)?;
    let sequence = u32::try_from(write.next_number(ORDER_NUMBERS, &(of.year as u16))?).unwrap_or(u32::MAX);
    let mut order = prepared.clone();
    order.number = OrderNumber::new(of.prefix, of.year, sequence)
        .ok_or_else(|| Error::internal("the numbers of this year are used up"))?;
    of.gates.submission(write, &draft, &order)?;
    let mut event = of.change.events[0].clone();
    event.set_about(About::of(&order));
    let mut change = write.change_for(&event, of.name.as_deref())?;
    change.save(&order)?;
    change.delete::<Draft>(&id)?;
    write.flash(Message::new("orders-submitted").with("number", order.number.to_string()))?;
    Ok(order)
}

/// Makes an order of a draft as far as that goes without a write: by all rules, at today's prices.
pub fn prepare(
    access: &Access,
    id: DraftId,
    seen_version: u32,
    seen_book: impl FnOnce(&Calculation) -> u64,
    of: Option<InName>,
) -> Result<Prepared, Error> {
    let tx = access.read()?;
    if let Some(order) = tx.get::<Order>(&id.cast())? {
        return Ok(Prepared::Already(Box::new(order)));
    }
    let draft = tx.shared::<Draft>(&id)?.ok_or(Error::NotFound)?;
    if draft.template {
        return Err(Refusal::Template.into());
    }
    let dealer = tx.shared::<Dealer>(&draft.dealer)?.ok_or(Error::NotFound)?;
    if dealer.status == DealerStatus::Paused {
        return Err(Error::Refused(Message::new("orders-refusal-paused")));
    }
    draft.check_wishes(today(access))?;
    let book = access.services().part::<Prices>().current();
    let sheet = Worksheet::of(&tx, &book, Draft::clone(&draft), today(access))?;
    let (Some(deal), Some(calculation)) = (&sheet.deal, &sheet.calculation) else {
        return Err(Refusal::NoContract.into());
    };
    if sheet.draft.entity.is_some_and(|entity| entity != deal.contract.entity) {
        return Err(Refusal::NoEntity.into());
    }
    let stages = whole_line(&tx)?;
    let asked = sheet.asked();
    let made = sheet.settled();
    let submission = Submission {
        draft: &sheet.draft,
        seen_version,
        seen_book: seen_book(calculation),
        asked: &asked,
        calculation,
        made: &made,
        seller: deal.contract.own_entity,
        price_type: deal.price_type,
        // The writer gives the real one.
        number: OrderNumber::new(None, 0, 1).expect("the first number of a year is one"),
        stage: stages.entry().ok_or(Refusal::StageLine)?,
    };
    let name = of.as_ref().map(|of| of.author.name.clone());
    let (by, role) = match of {
        Some(of) => (of.author, of.role),
        None => (author(access.actor()), access.actor().role),
    };
    let mut act = Act {
        by,
        role,
        at: access.now(),
    };
    if act.by.side == Side::Staff {
        // Entered for the dealer: both names are kept.
        act.by.behalf = Some(OnBehalf {
            account: None,
            name: dealer.name.clone(),
        });
    }
    let change = Box::new(Order::submit(&submission, act)?);
    let services = access.services();
    Ok(Prepared::Order(Box::new(Placeable {
        version: seen_version,
        gates: services.part::<Gates>(),
        prefix: services.part::<OrderSettings>().prefix,
        year: change.order.created.day_in(&services.zone).year(),
        change,
        name,
    })))
}
