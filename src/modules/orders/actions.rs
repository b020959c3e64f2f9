//! What can be done with drafts and orders: load, apply a rule, save with its event. Nothing else saves.

mod dates;
mod drafts;
mod marks;
mod submission;

pub use dates::promise_lines;
pub use drafts::*;
pub use marks::{file_paper, mark, withdraw_mark};
pub use submission::{InName, Placeable, Prepared, place, prepare, submit, submit_seen};

use super::permissions::VOUCH;
use super::{
    Act, Author, Change, Delivery, Edit, Gates, Given, ORDER_BY_NUMBER, ORDER_BY_ONE_C, OneCOrder, Order, OrderNumber,
    Prefix, Refusal, Requirement, Shipment, Side, Stage, StageKey, Verdict, whole_line,
};
use crate::platform::access::{Access, Actor, Write};
use crate::platform::error::{Error, FieldError};
use crate::platform::journal::{Event, Who};
use crate::platform::store::Reader;
use crate::platform::values::{Day, Message, PageRequest};

/// What an installation fixes for its orders. A part of the services; boot may replace it.
#[derive(Clone, Copy, Debug, Default)]
pub struct OrderSettings {
    /// Before each number, for sites that share a base of 1C.
    pub prefix: Option<Prefix>,
}

/// The actor of a request as the author of a change.
pub fn author(actor: &Actor) -> Author {
    let mut author = match &actor.who {
        Who::System { .. } => return Author::system(),
        Who::Machine { .. } => return Author::one_c(),
        Who::Person {
            account, membership, ..
        } => {
            let side = if actor.company.is_some() {
                Side::Dealer
            } else {
                Side::Staff
            };
            let mut author = Author::person(side, *account, &actor.name);
            author.membership = Some(*membership);
            author
        }
    };
    author.name.truncate(author.name.floor_char_boundary(200));
    author
}

fn act(write: &Write<'_, '_>) -> Act {
    Act {
        by: author(write.actor()),
        role: write.actor().role,
        at: write.now(),
    }
}

/// Today in the manufacturer's zone.
pub fn today(access: &Access) -> Day {
    access.today()
}

/// The order of a number, when the asker may see it.
pub fn by_number(tx: &impl Reader, number: OrderNumber) -> Result<Order, Error> {
    tx.find(&ORDER_BY_NUMBER, number.to_string().as_str())?
        .ok_or(Error::NotFound)
}

pub(super) fn save(write: &mut Write<'_, '_>, change: &Change) -> Result<(), Error> {
    let Some((first, rest)) = change.events.split_first() else {
        return Err(Error::internal("a change without an event"));
    };
    // Whoever enters an order for a dealer does it for the dealer; what comes after is each one's own.
    let behalf = change.order.author.behalf.as_ref();
    let behalf = behalf.filter(|_| change.order.version == 1);
    write
        .change_for(first, behalf.map(|behalf| behalf.name.as_str()))?
        .save(&change.order)?;
    for event in rest {
        write.change(event as &dyn Event)?;
    }
    Ok(())
}

async fn change_order<F>(access: &Access, number: OrderNumber, version: u32, rule: F) -> Result<Order, Error>
where
    F: Fn(&Write<'_, '_>, Order, Act) -> Result<Change, Error> + Send + 'static,
{
    access
        .write(move |write| {
            let order = by_number(&**write, number)?;
            order.expect(version)?;
            let change = rule(write, order, act(write))?;
            save(write, &change)?;
            Ok(change.order)
        })
        .await
}

pub async fn move_stage(
    access: &Access,
    number: OrderNumber,
    version: u32,
    to: StageKey,
    reason: String,
) -> Result<Order, Error> {
    move_stage_with(access, number, version, to, reason, Given::default()).await
}

/// Moves an order along the line, with what the stage asks for beside a reason. Pressed twice it moves once, and says so.
///
/// # Errors
/// `Invalid` with all that is missing, each with who can supply it; `Refused` where another rule forbids the move.
pub async fn move_stage_with(
    access: &Access,
    number: OrderNumber,
    version: u32,
    to: StageKey,
    reason: String,
    given: Given,
) -> Result<Order, Error> {
    if !given.payment.trim().is_empty() && !access.may(VOUCH) {
        return Err(Refusal::VouchRight.into());
    }
    let gates = access.services().part::<Gates>();
    access
        .write(move |write| {
            let order = by_number(&**write, number)?;
            let act = act(write);
            let line = whole_line(&**write)?;
            // A button was pressed twice: nothing happens twice.
            if order.was_moved(version, &to, &act.by) {
                return Ok(order);
            }
            order.expect(version)?;
            let side = act.by.side;
            let change = order.clone().move_stage_with(&to, &reason, &given, &line, act);
            let change = change.map_err(|refusal| match line.get(&to) {
                Some(stage) if refusal == Refusal::StageReserved => reserved(&order, stage),
                Some(stage) if stage.requires.iter().any(|what| what.refusal() == refusal) => {
                    missing(&order, stage, &reason, &given, side)
                }
                _ => refusal.into(),
            })?;
            // The line itself is asked first: what it forbids needs no other reason.
            if let Some(stage) = line.get(&to) {
                gates.movement(write, &order, stage)?;
            }
            save(write, &change)?;
            Ok(change.order)
        })
        .await
}

/// The move is left to single roles: to which.
fn reserved(order: &Order, stage: &Stage) -> Error {
    let message = Message::new(Refusal::StageReserved.message());
    match stage.reserved_from(&order.stage) {
        Some(reserved) => Error::Refused(message.with("who", reserved.said())),
        None => Refusal::StageReserved.into(),
    }
}

/// Everything that an order lacks for a stage, in words: what, and who can supply it.
fn missing(order: &Order, stage: &Stage, reason: &str, given: &Given, side: Side) -> Error {
    let has = order.standing(stage, reason, given);
    let lacks = stage.requires.iter().filter(|what| !has.has(**what));
    let said = lacks.map(|what| FieldError {
        field: match what {
            Requirement::Reason => "reason",
            Requirement::Paper => "paper_number",
            Requirement::Payment => "payment",
            _ => "stage",
        }
        .to_owned(),
        // What a dealer reads names nothing of the inside.
        message: match side.is_dealer() {
            true => Message::new(what.refusal().message()),
            false => lack(*what, stage, order),
        },
    });
    Error::Invalid(said.collect())
}

/// One thing that is missing, and who can supply it.
pub fn lack(what: Requirement, stage: &Stage, order: &Order) -> Message {
    match what {
        Requirement::Wished => Message::new("orders-lack-wished"),
        Requirement::Planned => Message::new("orders-lack-planned"),
        Requirement::Agreed => Message::new("orders-lack-agreed"),
        Requirement::Shipment => Message::new("orders-lack-shipment"),
        Requirement::Reason => Message::new(Refusal::NeedsReason.message()),
        Requirement::Paper => Message::new("orders-lack-paper").with("paper", stage.paper.as_str()),
        Requirement::Payment if order.is_paid_known() => {
            Message::new("orders-lack-payment").with("percent", u32::from(stage.percent()))
        }
        Requirement::Payment => Message::new("orders-lack-payment-unknown").with("percent", u32::from(stage.percent())),
    }
}

/// Promises a day of shipment, or moves the promise.
pub async fn promise(
    access: &Access,
    number: OrderNumber,
    version: u32,
    day: Day,
    reason: String,
) -> Result<Order, Error> {
    let today = today(access);
    change_order(access, number, version, move |_, order, act| {
        Ok(order.promise(day, &reason, today, act)?)
    })
    .await
}

pub async fn ship(access: &Access, number: OrderNumber, version: u32, shipment: Shipment) -> Result<Order, Error> {
    let gates = access.services().part::<Gates>();
    change_order(access, number, version, move |write, order, act| {
        gates.shipment(write, &order, &shipment.number)?;
        Ok(order.ship(shipment.clone(), act)?)
    })
    .await
}

/// Changes how the goods go to what `delivery` makes of them, where `gate` lets the actor. The same again changes nothing:
/// a button was pressed twice.
pub async fn deliver<D, G>(
    access: &Access,
    number: OrderNumber,
    version: u32,
    delivery: D,
    gate: G,
) -> Result<Order, Error>
where
    D: Fn(&Order) -> Delivery + Send + 'static,
    G: Fn(&Write<'_, '_>, &Order) -> Result<(), Error> + Send + 'static,
{
    access
        .write(move |write| {
            let order = by_number(&**write, number)?;
            let delivery = delivery(&order);
            if order.delivery == delivery {
                return Ok(order);
            }
            gate(write, &order)?;
            order.expect(version)?;
            let change = order.deliver(delivery, act(write))?;
            save(write, &change)?;
            // Who changes it has nothing more to ask for.
            super::unsent::drop_delivery(write, change.order.id)?;
            Ok(change.order)
        })
        .await
}

/// Notes a shipment with what another module keeps of it, in one write. What it comes to is that module's to say.
pub async fn ship_with<F>(
    access: &Access,
    number: OrderNumber,
    version: u32,
    shipment: Shipment,
    also: F,
) -> Result<Order, Error>
where
    F: Fn(&mut Write<'_, '_>, &mut Order) -> Result<(), Error> + Send + 'static,
{
    let gates = access.services().part::<Gates>();
    access
        .write(move |write| {
            let order = by_number(&**write, number)?;
            order.expect(version)?;
            gates.shipment(write, &order, &shipment.number)?;
            let mut change = order.ship(shipment.clone(), act(write))?;
            also(write, &mut change.order)?;
            save(write, &change)?;
            Ok(change.order)
        })
        .await
}

/// Takes the specification as it stands for the agreed one.
pub async fn accept(access: &Access, number: OrderNumber, version: u32) -> Result<Order, Error> {
    let gates = access.services().part::<Gates>();
    change_order(access, number, version, move |write, order, act| {
        let agreed = super::history::agreed(&**write, &order)?;
        let change = order.accept(act)?;
        if let Some(agreed) = agreed {
            gates.acceptance(write, &agreed, &change.order)?;
        }
        Ok(change)
    })
    .await
}

/// Says no to what 1C has changed. The same again changes nothing.
pub async fn refuse(access: &Access, number: OrderNumber, version: u32, reason: String) -> Result<Order, Error> {
    access
        .write(move |write| {
            let order = by_number(&**write, number)?;
            let act = act(write);
            let refused = order.agreed.refused.as_ref();
            if refused.is_some_and(|refused| refused.by == act.by) && order.version == version.saturating_add(1) {
                return Ok(order);
            }
            order.expect(version)?;
            let change = order.refuse(&reason, act)?;
            save(write, &change)?;
            Ok(change.order)
        })
        .await
}

/// Brings the specification back to the agreed one, for the manufacturer.
pub async fn restore(access: &Access, number: OrderNumber, version: u32) -> Result<Order, Error> {
    let agreed = {
        let tx = access.read()?;
        let order = by_number(&tx, number)?;
        order.expect(version)?;
        if !order.is_open() {
            return Err(Refusal::NothingToAccept.into());
        }
        super::history::version(&tx, &order, order.agreed.version)?.ok_or(Refusal::RequestStale)?
    };
    change_order(access, number, version, move |_, order, act| {
        Ok(order.restore(&agreed, act)?)
    })
    .await
}

/// Changes the specification, or asks the other side to. `seal` is of what the asker has looked at, see [`Order::seal`]:
/// the same again answers with the order as it is.
pub async fn ask(
    access: &Access,
    number: OrderNumber,
    version: u32,
    edit: Edit,
    reason: String,
    seal: String,
) -> Result<Order, Error> {
    let priced = access.sight().purchase_price;
    let gates = access.services().part::<Gates>();
    access
        .write(move |write| {
            let order = by_number(&**write, number)?;
            let act = act(write);
            if was_asked(&order, version, &act, &seal, priced) {
                return Ok(order);
            }
            order.expect(version)?;
            if edit.asks_price() && !priced {
                return Err(Refusal::PriceUnseen.into());
            }
            let change = order.clone().ask(&edit, &reason, act)?;
            // What is only asked for is looked at now: the other side's yes makes it the order.
            let requested = change.order.as_requested();
            gates.edit(write, &order, requested.as_ref().unwrap_or(&change.order))?;
            save(write, &change)?;
            if let Some(wish) = &edit.delivery {
                gates.delivery_asked(write, &change.order, wish)?;
            }
            super::unsent::forget(write, change.order.id)?;
            Ok(change.order)
        })
        .await
}

/// Has this very change been sent already, by the same person and from the same form?
fn was_asked(order: &Order, version: u32, act: &Act, seal: &str, priced: bool) -> bool {
    let next = order.version == version.saturating_add(1) && order.changed_by == act.by;
    next && order.as_requested().as_ref().unwrap_or(order).seal(priced) == seal
}

/// The same for a page, which answers with the order instead of what is wrong with the form by now.
pub fn is_asked(access: &Access, order: &Order, version: u32, seal: &str) -> bool {
    let act = Act {
        by: author(access.actor()),
        role: access.actor().role,
        at: access.now(),
    };
    was_asked(order, version, &act, seal, access.sight().purchase_price)
}

/// Answers the open request, or takes the own one back. The same answer again changes nothing.
pub async fn answer(
    access: &Access,
    number: OrderNumber,
    version: u32,
    verdict: Verdict,
    reason: String,
) -> Result<Order, Error> {
    let priced = access.sight().purchase_price;
    let gates = access.services().part::<Gates>();
    access
        .write(move |write| {
            let order = by_number(&**write, number)?;
            let act = act(write);
            let last = order.answered.last();
            if last.is_some_and(|last| last.version == version && last.verdict == verdict && last.by == act.by) {
                return Ok(order);
            }
            order.expect(version)?;
            if verdict == Verdict::Accepted && !priced && order.is_price_asked() {
                return Err(Refusal::PriceUnseen.into());
            }
            let of_delivery = order.request.as_ref().is_some_and(|request| request.delivery.is_some());
            let asked = order.clone();
            let change = order.answer(verdict, &reason, act)?;
            if verdict == Verdict::Accepted {
                gates.acceptance(write, &asked, &change.order)?;
            }
            save(write, &change)?;
            if of_delivery {
                gates.delivery_answered(write, &asked, verdict)?;
            }
            Ok(change.order)
        })
        .await
}

/// What came of a document of 1C.
#[derive(Clone, Debug, PartialEq)]
pub enum Applied {
    /// No order has this number, and none is known under 1C's id.
    Unknown,
    /// It says nothing new.
    Unchanged(Box<Order>),
    /// The next version; parts that were left out are named.
    Changed(Box<Order>, Vec<Refusal>),
}

/// Applies a document of 1C within the exchange's own write. Idempotent: the same document again changes nothing.
pub fn apply_from_1c(write: &mut Write<'_, '_>, doc: &OneCOrder) -> Result<Applied, Error> {
    let Some(order) = order_of(&**write, doc)? else {
        return Ok(Applied::Unknown);
    };
    let stages = whole_line(&**write)?;
    match order.apply_one_c(doc, &stages, write.now())? {
        None => Ok(Applied::Unchanged(Box::new(order))),
        Some(change) => {
            save(write, &change)?;
            Ok(Applied::Changed(Box::new(change.order), change.warnings))
        }
    }
}

fn order_of(tx: &impl Reader, doc: &OneCOrder) -> Result<Option<Order>, Error> {
    let number = doc
        .order
        .as_deref()
        .and_then(|number| number.parse::<OrderNumber>().ok());
    if let Some(number) = number
        && let Some(order) = tx.find(&ORDER_BY_NUMBER, number.to_string().as_str())?
    {
        return Ok(Some(order));
    }
    let Some(id) = doc.id.as_deref().filter(|id| !id.is_empty()) else {
        return Ok(None);
    };
    Ok(tx.scan(&ORDER_BY_ONE_C, id, &PageRequest::first(1))?.items.pop())
}
