//! Another delivery that a dealer asks for: written down, looked at, sent with a reason as a part of a request.

use maud::Markup;

use super::terms::{order_page, remember, sees_price, taken};
use crate::modules::delivery::actions::asks::{self, Recipient};
use crate::modules::delivery::form::{Typed, TypedPerson};
use crate::modules::delivery::person::Papers;
use crate::modules::delivery::seal::PeopleKeys;
use crate::modules::delivery::views::terms::{Ask, AskPerson};
use crate::modules::delivery::{AskedPerson, Person, Refusal, permissions, views};
use crate::modules::orders::actions::by_number;
use crate::modules::orders::panels::delivery_differences;
use crate::modules::orders::{Delivery, DeliveryWish, Order, OrderNumber, Refusal as OrderRefusal, unsent};
use crate::platform::error::{Error, FieldError};
use crate::platform::store::{ReadTx, Reader};
use crate::platform::values::Message;
use crate::platform::web::{Cx, Outcome};

/// What the reader has written down and not sent.
pub fn written_down(cx: &Cx, tx: &ReadTx, order: &Order) -> Result<Option<DeliveryWish>, Error> {
    Ok(unsent::of(&cx.access, tx, order)?.and_then(|unsent| unsent.delivery))
}

/// What the form of an order says when the reader has to ask. `version` is that of the order that it was drawn from.
pub fn ask(cx: &Cx, tx: &ReadTx, order: &Order, version: u32) -> Result<Ask, Error> {
    let blocked = match asks::may_ask(&cx.access, tx, order) {
        Ok(()) => None,
        Err(Error::Refused(message)) => Some(message),
        Err(error) => return Err(error),
    };
    let wish = written_down(cx, tx, order)?;
    let clash = match &wish {
        Some(wish) if wish.ask.old != order.delivery => Some(wish.ask.old.clone()),
        _ => drawn_from(tx, order, version)?,
    };
    let person = match cx.access.may(permissions::PAPERS) {
        false => None,
        true => {
            let keys = cx.part::<PeopleKeys>();
            let there: Option<Person> = tx.get(&order.id)?;
            let kept = wish.as_ref().and_then(|wish| asks::papers(&keys, order, wish));
            Some(AskPerson {
                kept: kept.map(|papers| papers.map(|papers| papers.masked())),
                key: !keys.is_empty(),
                other: there.is_some_and(|person| person.sealed.is_some()),
            })
        }
    };
    Ok(Ask {
        blocked,
        clash: match clash {
            Some(old) => Some(delivery_differences(cx, tx, order, &old, &order.delivery)?),
            None => None,
        },
        written: wish.is_some(),
        person,
    })
}

/// The delivery that the form was drawn from, where it is another than now.
fn drawn_from(tx: &ReadTx, order: &Order, version: u32) -> Result<Option<Delivery>, Error> {
    match asks::was(tx, order, version) {
        Ok(old) => Ok(Some(old).filter(|old| *old != order.delivery)),
        Err(Error::Refused(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Takes what was typed, and goes to the look at what it comes to.
pub async fn write_down(cx: Cx) -> Outcome {
    let number: OrderNumber = cx.param("number")?;
    let mut typed = cx.form::<Typed>()?.seen(sees_price(&cx));
    typed.person = cx.form()?;
    let order = by_number(&cx.access.read()?, number)?;
    if typed.take.is_some() {
        let tx = cx.access.read()?;
        let (address, typed) = taken(&cx, &tx, typed)?;
        return order_page(&cx, &tx, &order, &typed, address, None);
    }
    let currency = order.currency;
    let done = match both(typed.read(currency), recipient(&typed.person)) {
        Ok((delivery, recipient)) => {
            let keep = typed.keeps_insured();
            let remembered = delivery.clone();
            asks::write_down(&cx.access, number, typed.version, delivery, keep, recipient)
                .await
                .map(|()| remembered)
        }
        Err(error) => Err(error),
    };
    match done {
        Ok(delivery) => {
            remember(&cx, &typed, &delivery).await?;
            cx.redirect(&format!("/orders/{number}/edit/look"))
        }
        // A form that was drawn before the stage was set back.
        Err(Error::Refused(message)) if message.id == OrderRefusal::DeliveryOpen.message() => {
            let tx = cx.access.read()?;
            let order = by_number(&tx, number)?;
            order_page(&cx, &tx, &order, &typed, None, Some(Error::Refused(message)))
        }
        Err(error) => {
            let tx = cx.access.read()?;
            let order = by_number(&tx, number)?;
            let moved =
                matches!(&error, Error::Refused(message) if message.id == OrderRefusal::DeliveryMoved.message());
            // Sent again, it stands over the order as it is now once what has changed was told, and no sooner.
            let drawn = typed.version;
            let page = Typed {
                version: if moved { order.version } else { drawn },
                ..typed
            };
            super::terms::order_page_of(&cx, &tx, &order, &page, None, Some(error), drawn, None)
        }
    }
}

/// Both, or everything that is wrong with either.
fn both<A, B>(a: Result<A, Error>, b: Result<B, Error>) -> Result<(A, B), Error> {
    match (a, b) {
        (Ok(a), Ok(b)) => Ok((a, b)),
        (Err(Error::Invalid(mut a)), Err(Error::Invalid(b))) => {
            a.extend(b);
            Err(Error::Invalid(a))
        }
        (Err(error), _) | (_, Err(error)) => Err(error),
    }
}

/// The person as typed. Where nothing is typed nobody is named.
fn recipient(typed: &TypedPerson) -> Result<Recipient, Error> {
    let cells = [&typed.person_name, &typed.person_phone, &typed.person_number];
    if cells.iter().all(|cell| cell.trim().is_empty()) {
        return Ok(match typed.person_dropped {
            Some(_) => Recipient::Dropped,
            None => Recipient::Kept,
        });
    }
    let document = match typed.person_document.as_str() {
        "" => "none",
        document => document,
    };
    let read = Papers::read(&typed.person_name, &typed.person_phone, document, &typed.person_number);
    let agreed = match typed.person_agreed {
        Some(_) => Ok(()),
        None => Err(Error::Invalid(vec![FieldError {
            field: "agreed".to_owned(),
            message: Message::new(Refusal::Consent.message()),
        }])),
    };
    match both(read, agreed) {
        Ok((papers, ())) => Ok(Recipient::Another(papers)),
        Err(Error::Invalid(fields)) => Err(Error::Invalid(
            fields
                .into_iter()
                .map(|of| FieldError {
                    field: format!("person_{}", of.field),
                    ..of
                })
                .collect(),
        )),
        Err(error) => Err(error),
    }
}

/// Forgets what was written down.
pub async fn drop(cx: Cx) -> Outcome {
    let number: OrderNumber = cx.param("number")?;
    asks::drop(&cx.access, number).await?;
    cx.redirect(&format!("/orders/{number}"))
}

/// What goes with a change of an order that isn't sent yet.
pub fn on_wish(cx: &Cx, tx: &ReadTx, order: &Order, wish: &DeliveryWish) -> Result<Option<Markup>, Error> {
    let papers = match cx.access.may(permissions::PAPERS) {
        true => asks::papers(&cx.part::<PeopleKeys>(), order, wish),
        false => None,
    };
    let terms = match wish.ask.alters_terms() {
        true => Some(delivery_differences(cx, tx, order, &order.delivery, &wish.ask.new)?),
        false => None,
    };
    let masked = papers.map(|papers| papers.map(|papers| papers.masked()));
    Ok(Some(views::asks::on_wish(cx, order, terms, masked)))
}

/// The person in the open request of an order: masked, for who deals with papers.
pub fn on_order(cx: &Cx, tx: &ReadTx, order: &Order) -> Result<Option<Markup>, Error> {
    if order.request.is_none() || order.kind.is_over() || !cx.access.may(permissions::PAPERS) {
        return Ok(None);
    }
    let Some(asked) = tx.get::<AskedPerson>(&order.id)? else {
        return Ok(None);
    };
    let there: Option<Person> = tx.get(&order.id)?;
    let moved = there.map_or(0, |person| person.version) != asked.seen;
    let papers = cx.part::<PeopleKeys>().open(order.id, &asked.sealed);
    let papers = papers.map(|papers| papers.masked());
    Ok(Some(views::asks::on_order(cx, order, &asked, papers, moved)))
}
