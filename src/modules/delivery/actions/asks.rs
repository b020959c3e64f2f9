//! Another delivery that a dealer asks for after the stage up to which it changes the delivery itself.

use super::people::keys;
use super::settled;
use crate::modules::delivery::events::{AskedEvent, AskedStep, PersonEvent};
use crate::modules::delivery::person::{CONSENT, Consent, Papers, Person};
use crate::modules::delivery::seal::{PeopleKeys, Sealed};
use crate::modules::delivery::{ASKED_KEPT, AskedPerson, Refusal, permissions, queries};
use crate::modules::orders::actions::{author, by_number};
use crate::modules::orders::permissions::ACCEPT;
use crate::modules::orders::{Delivery, DeliveryAsk, DeliveryWish, Order, OrderNumber, Verdict, unsent};
use crate::modules::orders::{Refusal as OrderRefusal, history};
use crate::platform::access::{Access, Write};
use crate::platform::error::Error;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::values::PageRequest;

/// What is to become of the person who gets the goods.
pub enum Recipient {
    /// As it was written down, or nobody.
    Kept,
    /// Nobody else after all.
    Dropped,
    /// This one, who agrees.
    Another(Papers),
}

/// May the asker ask for another delivery of this order now? Says why not.
pub fn may_ask(access: &Access, tx: &impl Reader, order: &Order) -> Result<(), Error> {
    if !order.is_changeable() {
        return Err(Refusal::Closed.into());
    }
    if access.is_staff() || queries::rules(tx)?.allow(order.kind, false) {
        return Err(OrderRefusal::DeliveryOpen.into());
    }
    if order.request.is_some() {
        return Err(OrderRefusal::RequestOpen.into());
    }
    match order.is_open() {
        true => Err(OrderRefusal::NeedsAgreement.into()),
        false => Ok(()),
    }
}

/// Writes down how the goods are to go, to be looked at and sent. `version` is that of the order that the form was drawn
/// from.
///
/// # Errors
/// `DeliveryMoved` where somebody has changed the delivery since, `NothingChanged` where all stays as it is: then nothing
/// is written down any more.
pub async fn write_down(
    access: &Access,
    number: OrderNumber,
    version: u32,
    delivery: Delivery,
    keep_insured: bool,
    recipient: Recipient,
) -> Result<(), Error> {
    access.require(permissions::CHANGE)?;
    access.require(ACCEPT)?;
    let (order, kept, person) = {
        let tx = access.read()?;
        let order = by_number(&tx, number)?;
        may_ask(access, &tx, &order)?;
        if was(&tx, &order, version)? != order.delivery {
            return Err(OrderRefusal::DeliveryMoved.into());
        }
        let kept = unsent::of(access, &tx, &order)?.and_then(|unsent| unsent.delivery);
        let person: Option<Person> = tx.get(&order.id)?;
        (order, kept, person)
    };
    let seen = person.map_or(0, |person| person.version);
    let (sealed, seen) = match recipient {
        Recipient::Dropped => (None, 0),
        Recipient::Kept => kept.map_or((None, 0), |kept| (kept.sealed, kept.seen)),
        Recipient::Another(papers) => {
            access.require(permissions::PAPERS)?;
            (Some(packed(&keys(access).seal(order.id, &papers)?)?), seen)
        }
    };
    let wish = DeliveryWish {
        ask: DeliveryAsk {
            new: settled(&delivery, &order.delivery, keep_insured),
            old: order.delivery.clone(),
            person: sealed.is_some(),
        },
        sealed,
        seen,
    };
    wish.ask.new.check()?;
    if wish.ask.is_nothing() {
        unsent::wish(access, &order, None).await?;
        return Err(OrderRefusal::NothingChanged.into());
    }
    unsent::wish(access, &order, Some(wish)).await
}

/// The delivery as it stood in that version; one that isn't kept is none that anybody has seen.
pub fn was(tx: &ReadTx, order: &Order, version: u32) -> Result<Delivery, Error> {
    if version == order.version {
        return Ok(order.delivery.clone());
    }
    let old = history::version(tx, order, version)?.ok_or(OrderRefusal::OrderMoved)?;
    Ok(old.delivery)
}

/// Forgets what was written down.
pub async fn drop(access: &Access, number: OrderNumber) -> Result<(), Error> {
    let order = by_number(&access.read()?, number)?;
    unsent::wish(access, &order, None).await
}

fn packed(sealed: &Sealed) -> Result<Vec<u8>, Error> {
    serde_json::to_vec(sealed).map_err(|_| Error::internal("papers can't be packed"))
}

fn unpacked(bytes: &[u8]) -> Result<Sealed, Refusal> {
    serde_json::from_slice(bytes).map_err(|_| Refusal::OtherKey)
}

/// The papers of a wish, where it has some.
pub fn papers(keys: &PeopleKeys, order: &Order, wish: &DeliveryWish) -> Option<Result<Papers, Refusal>> {
    let bytes = wish.sealed.as_ref()?;
    Some(unpacked(bytes).and_then(|sealed| keys.open(order.id, &sealed)))
}

/// The request was sent: the person goes from what was typed to the request.
pub fn asked(write: &mut Write<'_, '_>, order: &Order, wish: &DeliveryWish) -> Result<(), Error> {
    if queries::rules(&**write)?.allow(order.kind, false) {
        return Err(OrderRefusal::DeliveryOpen.into());
    }
    let Some(bytes) = wish.sealed.as_ref().filter(|_| wish.ask.person) else {
        return Ok(());
    };
    let there: Option<Person> = write.get(&order.id)?;
    if there.map_or(0, |person| person.version) != wish.seen {
        return Err(Refusal::PersonMoved.into());
    }
    let person = AskedPerson {
        order: order.id,
        number: order.number,
        dealer: order.dealer,
        sealed: unpacked(bytes)?,
        consent: Consent {
            by: author(write.actor()),
            at: write.now(),
            text: CONSENT,
        },
        seen: wish.seen,
    };
    let event = AskedEvent {
        of: person.clone(),
        step: AskedStep::Asked,
    };
    write.save(&person, &event).map(|_| ())
}

/// The request is answered: the person becomes the order's, or is forgotten at once.
pub fn answered(write: &mut Write<'_, '_>, order: &Order, verdict: Verdict) -> Result<(), Error> {
    let with_person = |order: &Order| {
        let ask = order.request.as_ref().and_then(|request| request.delivery.as_ref());
        ask.is_some_and(|ask| ask.person)
    };
    let Some(asked) = write.get::<AskedPerson>(&order.id)? else {
        return match verdict {
            Verdict::Accepted if with_person(order) => Err(Refusal::Wiped.into()),
            _ => Ok(()),
        };
    };
    if verdict != Verdict::Accepted {
        return wiped(write, asked);
    }
    let old: Option<Person> = write.get(&order.id)?;
    let version = old.map_or(0, |old| old.version);
    if version != asked.seen {
        return Err(Refusal::PersonMoved.into());
    }
    let person = Person {
        order: order.id,
        number: order.number,
        dealer: order.dealer,
        sealed: Some(asked.sealed),
        consent: asked.consent,
        wiped: None,
        version: version + 1,
    };
    let mut change = write.change(&PersonEvent::Entered(person.clone()))?;
    change.save(&person)?;
    change.delete::<AskedPerson>(&order.id).map(|_| ())
}

fn wiped(write: &mut Write<'_, '_>, of: AskedPerson) -> Result<(), Error> {
    let order = of.order;
    let event = AskedEvent {
        of,
        step: AskedStep::Wiped,
    };
    write.change(&event)?.delete::<AskedPerson>(&order).map(|_| ())
}

/// The papers of the person who is asked for. Who reads them stands in the journal before they are shown.
pub async fn open(access: &Access, number: OrderNumber) -> Result<Papers, Error> {
    access.require(permissions::PAPERS)?;
    let keys = keys(access);
    access
        .write(move |write| {
            let order = by_number(&**write, number)?;
            let of = write.get::<AskedPerson>(&order.id)?.ok_or(Error::NotFound)?;
            let papers = keys.open(order.id, &of.sealed)?;
            let step = AskedStep::Opened;
            write.change(&AskedEvent { of, step })?;
            Ok(papers)
        })
        .await
}

/// Of the job: wipes who was asked for in a request that nobody can accept any more, and seals anew what an older key
/// sealed.
pub async fn tidy(access: &Access) -> Result<(), Error> {
    let mut after = None;
    loop {
        let (keys, page) = (keys(access), PageRequest::first(50).after(after.take()));
        let next = access
            .write(move |write| {
                let kept = write.scan(&ASKED_KEPT, &(), &page)?;
                for of in kept.items {
                    let order: Option<Order> = write.get(&of.order)?;
                    if !order.is_some_and(|order| order.request.is_some() && order.is_changeable()) {
                        wiped(write, of)?;
                        continue;
                    }
                    if !keys.is_old(&of.sealed) {
                        continue;
                    }
                    let Ok(papers) = keys.open(of.order, &of.sealed) else {
                        continue;
                    };
                    let anew = AskedPerson {
                        sealed: keys.seal(of.order, &papers)?,
                        ..of
                    };
                    let event = AskedEvent {
                        of: anew.clone(),
                        step: AskedStep::Sealed,
                    };
                    write.save(&anew, &event)?;
                }
                Ok(kept.next)
            })
            .await?;
        match next {
            Some(next) => after = Some(next),
            None => return Ok(()),
        }
    }
}
