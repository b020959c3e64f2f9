//! What can be done with drafts and orders: load, apply a rule, save with its event. The only file that saves.

use super::{
    Act, Author, Calculation, Change, Draft, DraftEvent, DraftId, DraftLine, ORDER_BY_NUMBER, ORDER_BY_ONE_C,
    ORDER_NUMBERS, OnBehalf, OneCOrder, Order, OrderNumber, Prefix, Refusal, Shipment, Side, StageKey, Submission,
    Worksheet, stages,
};
use crate::modules::catalogue::{Deal, Prices, SkuId};
use crate::modules::dealers::{Dealer, DealerStatus};
use crate::platform::access::{Access, Actor, Write};
use crate::platform::error::Error;
use crate::platform::journal::{Event, Who};
use crate::platform::store::Reader;
use crate::platform::values::{Day, DealerId, Message, Moment, PageRequest, Quantity};

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
        at: write.now(),
    }
}

/// Today in the manufacturer's zone.
pub fn today(access: &Access) -> Day {
    access.now().day_in(&access.services().zone)
}

/// The most drafts of one dealer.
pub const DRAFTS_MAX: i64 = 500;

/// Begins a draft for `dealer` (its own people: their company). The first open contract is chosen at once.
pub async fn begin_draft(access: &Access, dealer: DealerId, name: String) -> Result<Draft, Error> {
    access
        .write(move |write| {
            let draft = begun(write, dealer, &name)?;
            write.save(&draft, &DraftEvent::begun(&draft))?;
            Ok(draft)
        })
        .await
}

/// A draft that is not saved yet.
fn begun(write: &mut Write<'_, '_>, dealer: DealerId, name: &str) -> Result<Draft, Error> {
    if write.get::<Dealer>(&dealer)?.is_none() {
        return Err(Error::NotFound);
    }
    if write.count(super::DRAFTS, &dealer)? >= DRAFTS_MAX {
        return Err(Refusal::TooManyEntries.into());
    }
    let (id, act) = (write.fresh_id(), act(write));
    let mut draft = Draft::new(id, dealer, name, act)?;
    if let Some(contract) = Deal::contracts(&**write, dealer)?.first() {
        (draft.contract, draft.entity) = (Some(contract.id), Some(contract.entity));
    }
    Ok(draft)
}

/// Where lines go.
#[derive(Clone, Debug)]
pub enum Target {
    /// Into a draft of this dealer.
    Draft(DealerId, DraftId),
    /// Into a new one of this name.
    New(DealerId, String),
}

/// Puts lines into a draft within somebody else's write, as many as there is room for. The draft, and how many.
pub fn fill(write: &mut Write<'_, '_>, target: &Target, lines: &[DraftLine]) -> Result<(Draft, usize), Error> {
    let (draft, fresh) = match target {
        Target::New(dealer, name) => (begun(write, *dealer, name)?, true),
        Target::Draft(dealer, id) => {
            let draft = write.get::<Draft>(id)?.filter(|draft| draft.dealer == *dealer);
            (draft.ok_or(Error::NotFound)?, false)
        }
    };
    let (draft, taken) = draft.with_all(lines, write.now())?;
    let event = match fresh {
        true => DraftEvent::begun(&draft),
        false => DraftEvent::changed(&draft),
    };
    write.save(&draft, &event)?;
    Ok((draft, taken))
}

/// Changes a draft by a rule. `version` is the one that the form was drawn from; without it the change stands on
/// whatever there is (adding a line from the catalogue).
pub async fn edit_draft<F>(access: &Access, id: DraftId, version: Option<u32>, rule: F) -> Result<Draft, Error>
where
    F: Fn(Draft, Moment) -> Result<Draft, Refusal> + Send + 'static,
{
    access
        .write(move |write| {
            let draft = write.get::<Draft>(&id)?.ok_or(Error::NotFound)?;
            if let Some(version) = version {
                draft.expect(version)?;
            }
            let edited = rule(draft, write.now())?;
            write.save(&edited, &DraftEvent::changed(&edited))?;
            Ok(edited)
        })
        .await
}

/// Puts a sku into a draft: the named one, or the dealer's latest, or a new one under `name`.
pub async fn add_to_draft(
    access: &Access,
    dealer: DealerId,
    draft: Option<DraftId>,
    name: String,
    sku: SkuId,
    quantity: Quantity,
) -> Result<Draft, Error> {
    let id = match draft {
        Some(id) => id,
        None => {
            let latest = PageRequest::first(1).descending();
            let found = access
                .read()?
                .scan(&super::DRAFT_BY_DEALER, &dealer, &latest)?
                .items
                .pop();
            match found {
                Some(draft) => draft.id,
                None => begin_draft(access, dealer, name).await?.id,
            }
        }
    };
    edit_draft(access, id, None, move |draft, at| draft.with_added(sku, quantity, at)).await
}

pub async fn copy_draft(access: &Access, id: DraftId, name: String) -> Result<Draft, Error> {
    access
        .write(move |write| {
            let draft = write.get::<Draft>(&id)?.ok_or(Error::NotFound)?;
            let (fresh, act) = (write.fresh_id(), act(write));
            let copy = draft.duplicate(fresh, &name, act)?;
            write.save(&copy, &DraftEvent::begun(&copy))?;
            Ok(copy)
        })
        .await
}

/// A new draft with the lines of an order, at today's prices.
pub async fn draft_of_order(access: &Access, number: OrderNumber) -> Result<Draft, Error> {
    access
        .write(move |write| {
            let order = by_number(&**write, number)?;
            let (id, act) = (write.fresh_id(), act(write));
            let draft = Draft::of_order(&order, id, act)?;
            write.save(&draft, &DraftEvent::begun(&draft))?;
            Ok(draft)
        })
        .await
}

pub async fn remove_draft(access: &Access, id: DraftId) -> Result<(), Error> {
    access
        .write(move |write| {
            let draft = write.get::<Draft>(&id)?.ok_or(Error::NotFound)?;
            let mut change = write.change(&DraftEvent::removed(&draft))?;
            change.delete::<Draft>(&id)?;
            Ok(())
        })
        .await
}

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
    let (prepared, event_of) = match prepare(access, id, seen_version, seen_book)? {
        Prepared::Already(order) => return Ok(*order),
        Prepared::Order(change) => (change.order, change.events),
    };
    let prefix = access.services().part::<OrderSettings>().prefix;
    let year = prepared.created.day_in(&access.services().zone).year();
    access
        .write(move |write| {
            if let Some(order) = write.get::<Order>(&prepared.id)? {
                return Ok(order);
            }
            let draft = write.shared::<Draft>(&id)?.ok_or(Error::NotFound)?;
            draft.expect(seen_version)?;
            let sequence = u32::try_from(write.next_number(ORDER_NUMBERS, &(year as u16))?).unwrap_or(u32::MAX);
            let mut order = prepared.clone();
            order.number = OrderNumber::new(prefix, year, sequence)
                .ok_or_else(|| Error::internal("the numbers of this year are used up"))?;
            let mut events = event_of.clone();
            events
                .iter_mut()
                .for_each(|event| event.set_about(super::About::of(&order)));
            let mut change = write.change(&events[0])?;
            change.save(&order)?;
            change.delete::<Draft>(&id)?;
            write.flash(Message::new("orders-submitted").with("number", order.number.to_string()))?;
            Ok(order)
        })
        .await
}

enum Prepared {
    Already(Box<Order>),
    Order(Box<Change>),
}

fn prepare(
    access: &Access,
    id: DraftId,
    seen_version: u32,
    seen_book: impl FnOnce(&Calculation) -> u64,
) -> Result<Prepared, Error> {
    let tx = access.read()?;
    if let Some(order) = tx.get::<Order>(&id.cast())? {
        return Ok(Prepared::Already(Box::new(order)));
    }
    let draft = tx.shared::<Draft>(&id)?.ok_or(Error::NotFound)?;
    let dealer = tx.shared::<Dealer>(&draft.dealer)?.ok_or(Error::NotFound)?;
    if dealer.status == DealerStatus::Paused {
        return Err(Error::Refused(Message::new("orders-refusal-paused")));
    }
    let book = access.services().part::<Prices>().current();
    let sheet = Worksheet::of(&tx, &book, Draft::clone(&draft), today(access))?;
    let (Some(deal), Some(calculation)) = (&sheet.deal, &sheet.calculation) else {
        return Err(Refusal::NoContract.into());
    };
    if sheet.draft.entity.is_some_and(|entity| entity != deal.contract.entity) {
        return Err(Refusal::NoEntity.into());
    }
    let stages = stages(&tx)?;
    let asked = sheet.asked();
    let submission = Submission {
        draft: &sheet.draft,
        seen_version,
        seen_book: seen_book(calculation),
        asked: &asked,
        calculation,
        seller: deal.contract.own_entity,
        price_type: deal.price_type,
        // The writer gives the real one.
        number: OrderNumber::new(None, 0, 1).expect("the first number of a year is one"),
        stage: stages.entry().ok_or(Refusal::StageLine)?,
    };
    let mut act = Act {
        by: author(access.actor()),
        at: access.now(),
    };
    if act.by.side == Side::Staff {
        // Entered for the dealer: both names are kept.
        act.by.behalf = Some(OnBehalf {
            account: None,
            name: dealer.name.clone(),
        });
    }
    Ok(Prepared::Order(Box::new(Order::submit(&submission, act)?)))
}

/// The order of a number, when the asker may see it.
pub fn by_number(tx: &impl Reader, number: OrderNumber) -> Result<Order, Error> {
    tx.find(&ORDER_BY_NUMBER, number.to_string().as_str())?
        .ok_or(Error::NotFound)
}

fn save(write: &mut Write<'_, '_>, change: &Change) -> Result<(), Error> {
    let Some((first, rest)) = change.events.split_first() else {
        return Err(Error::internal("a change without an event"));
    };
    write.save(&change.order, first)?;
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
    change_order(access, number, version, move |write, order, act| {
        Ok(order.move_stage(&to, &reason, &stages(&**write)?, act)?)
    })
    .await
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
    change_order(access, number, version, move |_, order, act| {
        Ok(order.ship(shipment.clone(), act)?)
    })
    .await
}

/// Takes the specification as it stands for the agreed one.
pub async fn accept(access: &Access, number: OrderNumber, version: u32) -> Result<Order, Error> {
    change_order(access, number, version, move |_, order, act| Ok(order.accept(act)?)).await
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
    let stages = stages(&**write)?;
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
