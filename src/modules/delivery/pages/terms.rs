//! The terms of delivery of a draft or of an order.

use super::asks;

use crate::modules::catalogue::Prices;
use crate::modules::dealers::Contract;
use crate::modules::delivery::form::Typed;
use crate::modules::delivery::{Address, AddressId, Refusal, actions, permissions, queries, views::terms as view};
use crate::modules::orders::actions::{by_number, today};
use crate::modules::orders::permissions::{ACCEPT, DRAFT};
use crate::modules::orders::views::cargo_of;
use crate::modules::orders::{Cargo, Delivery, Draft, DraftId, Order, OrderNumber, Refusal as OrderRefusal, Worksheet};
use crate::platform::error::Error;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::values::{Currency, DealerId, Message};
use crate::platform::web::{Cx, Outcome, PageHead, Problems};
use crate::tr;

/// The declared value tells what the goods cost.
pub(super) fn sees_price(cx: &Cx) -> bool {
    cx.access.sight().purchase_price
}

/// The kept address that the sender of a form wants in its fields, and what was typed with that in it. Another company's is
/// as good as none.
pub(super) fn taken(cx: &Cx, tx: &ReadTx, typed: Typed) -> Result<(Option<Address>, Typed), Error> {
    let kept = typed.take.as_ref().and_then(|_| typed.kept.parse::<AddressId>().ok());
    let address = match kept.filter(|_| !cx.access.is_staff()) {
        Some(kept) => tx.get::<Address>(&kept)?,
        None => None,
    };
    let typed = match &address {
        Some(address) => typed.with_address(address),
        None => typed,
    };
    Ok((address, typed))
}

/// A dealer's people choose from their company's addresses.
fn addresses(cx: &Cx, tx: &ReadTx, dealer: DealerId) -> Result<Vec<Address>, Error> {
    match cx.access.is_staff() {
        true => Ok(Vec::new()),
        false => queries::addresses(tx, dealer),
    }
}

fn keeps(cx: &Cx) -> bool {
    !cx.access.is_staff() && cx.access.may(permissions::ADDRESSES)
}

/// Keeps the address, where a name for it was typed.
pub(super) async fn remember(cx: &Cx, typed: &Typed, delivery: &Delivery) -> Result<(), Error> {
    match typed.remember.trim() {
        "" => Ok(()),
        _ if !keeps(cx) => Ok(()),
        name => match actions::addresses::remember(&cx.access, name, delivery).await {
            // The terms are saved all the same, and the page says so.
            Err(Error::Refused(message)) => cx.flash(message).await,
            done => done.map(drop),
        },
    }
}

pub async fn of_order(cx: Cx) -> Outcome {
    let tx = cx.access.read()?;
    let order = by_number(&tx, cx.param("number")?)?;
    // What was written down to be asked for means nothing where the delivery is the dealer's own again.
    let wish = match queries::rules(&tx)?.allow(order.kind, false) {
        true => None,
        false => asks::written_down(&cx, &tx, &order)?,
    };
    let delivery = wish.map_or_else(|| order.delivery.clone(), |wish| wish.ask.new);
    let typed = Typed::of(cx.locale, order.version, &delivery, sees_price(&cx));
    order_page(&cx, &tx, &order, &typed, None, None)
}

pub(super) fn order_page(
    cx: &Cx,
    tx: &ReadTx,
    order: &Order,
    typed: &Typed,
    chosen: Option<Address>,
    error: Option<Error>,
) -> Outcome {
    order_page_of(cx, tx, order, typed, chosen, error, typed.version, None)
}

/// The same where the form was drawn from an earlier version than it goes on with, or where something else stands `there`.
#[allow(clippy::too_many_arguments)]
pub(super) fn order_page_of(
    cx: &Cx,
    tx: &ReadTx,
    order: &Order,
    typed: &Typed,
    chosen: Option<Address>,
    error: Option<Error>,
    drawn: u32,
    there: Option<Typed>,
) -> Outcome {
    let rules = queries::rules(tx)?;
    let staff = cx.access.is_staff();
    let open = rules.allow(order.kind, staff);
    let may = cx.access.may(permissions::CHANGE);
    // After the stage a dealer's people ask, where nothing else waits for an answer.
    let ask = match !open && !staff && may && cx.access.may(ACCEPT) && order.is_changeable() {
        true => Some(asks::ask(cx, tx, order, drawn)?),
        false => None,
    };
    // What was typed before the stage moved isn't lost: it is asked for.
    let error = error.map(|error| match error {
        Error::Refused(message) if ask.is_some() && message.id == Refusal::Closed.message() => Refusal::Asks.into(),
        error => error,
    });
    let page = view::Page {
        ask,
        cargo: cargo_of(cx.locale, Cargo::of(&order.lines)),
        there,
        of: order.number.to_string(),
        back: format!("/orders/{}", order.number),
        list: "/orders",
        carriers: queries::carriers(tx)?,
        addresses: addresses(cx, tx, order.dealer)?,
        chosen,
        keeps: keeps(cx),
        typed,
        open,
        may,
        until: Some(rules.until).filter(|_| !staff && order.is_changeable()),
    };
    answer(cx, &page, error)
}

fn answer(cx: &Cx, page: &view::Page<'_>, error: Option<Error>) -> Outcome {
    let problems = error
        .map(|error| Problems::of(cx, error))
        .transpose()?
        .unwrap_or_default();
    let head = PageHead {
        title: tr!(cx.locale, "delivery-title"),
        current: page.list,
    };
    let body = view::page(cx, page, &problems);
    match problems.is_empty() {
        true => cx.page(head, body),
        false => cx.page_unprocessable(head, body),
    }
}

pub async fn change_order(cx: Cx) -> Outcome {
    let number: OrderNumber = cx.param("number")?;
    let typed = cx.form::<Typed>()?.seen(sees_price(&cx));
    let order = by_number(&cx.access.read()?, number)?;
    if typed.take.is_some() {
        let tx = cx.access.read()?;
        let (address, typed) = taken(&cx, &tx, typed)?;
        return order_page(&cx, &tx, &order, &typed, address, None);
    }
    let currency = order.currency;
    let done = match typed.read(currency) {
        Ok(delivery) => actions::change(&cx.access, number, typed.version, delivery, typed.keeps_insured()).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(order) => {
            remember(&cx, &typed, &order.delivery).await?;
            cx.flash(Message::new("delivery-saved")).await?;
            cx.redirect(&format!("/orders/{number}"))
        }
        Err(error) => {
            let tx = cx.access.read()?;
            let order = by_number(&tx, number)?;
            let (typed, there) = again(
                &cx,
                typed,
                &error,
                OrderRefusal::OrderMoved,
                order.version,
                &order.delivery,
            );
            let drawn = typed.version;
            order_page_of(&cx, &tx, &order, &typed, None, Some(error), drawn, there)
        }
    }
}

/// A refused form, to be sent once more. Where somebody else saved meanwhile it goes on from there, beside what stands now;
/// after any other refusal it goes on from where it was drawn, so that nothing is written over unseen.
fn again(
    cx: &Cx,
    typed: Typed,
    error: &Error,
    moved: OrderRefusal,
    version: u32,
    delivery: &Delivery,
) -> (Typed, Option<Typed>) {
    if !matches!(error, Error::Refused(message) if message.id == moved.message()) {
        return (typed, None);
    }
    let there = Typed::of(cx.locale, version, delivery, sees_price(cx));
    (Typed { version, ..typed }, Some(there))
}

fn currency(tx: &ReadTx, draft: &Draft) -> Result<Currency, Error> {
    let contract = match &draft.contract {
        Some(id) => tx.get::<Contract>(id)?,
        None => None,
    };
    Ok(contract.map_or(Currency::Rub, |contract| contract.currency))
}

pub async fn of_draft(cx: Cx) -> Outcome {
    let id: DraftId = cx.param("id")?;
    let tx = cx.access.read()?;
    let draft = tx.get::<Draft>(&id)?.ok_or(Error::NotFound)?;
    // Nobody has said anything yet: the company's usual address.
    let chosen = match draft.delivery == Delivery::default() {
        true => usual(&cx, &tx, &draft)?,
        false => None,
    };
    let delivery = chosen
        .as_ref()
        .map_or_else(|| draft.delivery.clone(), |address| address.put_into(&draft.delivery));
    let typed = Typed::of(cx.locale, draft.version, &delivery, sees_price(&cx));
    draft_page(&cx, &tx, &draft, &typed, chosen, None, None)
}

/// The address that drafts of this legal entity begin with.
fn usual(cx: &Cx, tx: &ReadTx, draft: &Draft) -> Result<Option<Address>, Error> {
    let contract = match &draft.contract {
        Some(id) => tx.get::<Contract>(id)?,
        None => None,
    };
    let Some(contract) = contract else { return Ok(None) };
    let mut known = addresses(cx, tx, draft.dealer)?.into_iter();
    Ok(known.find(|address| address.entity == Some(contract.entity)))
}

fn draft_page(
    cx: &Cx,
    tx: &ReadTx,
    draft: &Draft,
    typed: &Typed,
    chosen: Option<Address>,
    error: Option<Error>,
    there: Option<Typed>,
) -> Outcome {
    let sheet = Worksheet::of(tx, &cx.part::<Prices>().current(), draft.clone(), today(&cx.access))?;
    let calculation = sheet.calculation.as_ref();
    let page = view::Page {
        cargo: calculation.and_then(|of| cargo_of(cx.locale, Cargo::of_draft(&of.totals))),
        there,
        of: draft.name.clone(),
        back: format!("/drafts/{}", draft.id),
        list: "/drafts",
        carriers: queries::carriers(tx)?,
        addresses: addresses(cx, tx, draft.dealer)?,
        chosen,
        keeps: keeps(cx),
        typed,
        ask: None,
        open: true,
        may: cx.access.may(DRAFT),
        until: None,
    };
    answer(cx, &page, error)
}

pub async fn change_draft(cx: Cx) -> Outcome {
    let id: DraftId = cx.param("id")?;
    let typed = cx.form::<Typed>()?.seen(sees_price(&cx));
    let currency = {
        let tx = cx.access.read()?;
        let draft = tx.get::<Draft>(&id)?.ok_or(Error::NotFound)?;
        if typed.take.is_some() {
            let (address, typed) = taken(&cx, &tx, typed)?;
            return draft_page(&cx, &tx, &draft, &typed, address, None, None);
        }
        currency(&tx, &draft)?
    };
    let done = match typed.read(currency) {
        Ok(delivery) => actions::change_draft(&cx.access, id, typed.version, delivery, typed.keeps_insured()).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(draft) => {
            remember(&cx, &typed, &draft.delivery).await?;
            cx.redirect(&format!("/drafts/{id}"))
        }
        Err(error) => {
            let tx = cx.access.read()?;
            let draft = tx.get::<Draft>(&id)?.ok_or(Error::NotFound)?;
            let (typed, there) = again(
                &cx,
                typed,
                &error,
                OrderRefusal::DraftMoved,
                draft.version,
                &draft.delivery,
            );
            draft_page(&cx, &tx, &draft, &typed, None, Some(error), there)
        }
    }
}
