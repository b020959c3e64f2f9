//! Papers of the person who gets an order's goods: entered, read, wiped.

use std::sync::Arc;

use crate::modules::delivery::events::PersonEvent;
use crate::modules::delivery::person::{CONSENT, Consent, Papers, Person, WipeReason, ends};
use crate::modules::delivery::seal::PeopleKeys;
use crate::modules::delivery::{PERSON_KEPT, Refusal, permissions, queries};
use crate::modules::orders::actions::{author, by_number};
use crate::modules::orders::{Order, OrderNumber};
use crate::platform::access::{Access, Write};
use crate::platform::error::Error;
use crate::platform::store::Reader;
use crate::platform::values::{Moment, PageRequest};

/// Records of one write of a job.
const PORTION: usize = 50;

pub(super) fn keys(access: &Access) -> Arc<PeopleKeys> {
    access.services().part::<PeopleKeys>()
}

/// Enters a person, or another one. `seen` is the version that the form was drawn from, zero where there was none.
pub async fn enter(
    access: &Access,
    number: OrderNumber,
    seen: u32,
    papers: Papers,
    agreed: bool,
) -> Result<Person, Error> {
    access.require(permissions::PAPERS)?;
    if !agreed {
        return Err(Refusal::Consent.into());
    }
    let (keys, staff) = (keys(access), access.is_staff());
    // Sealed before the write, which may be run again.
    let sealed = keys.seal(by_number(&access.read()?, number)?.id, &papers)?;
    access
        .write(move |write| {
            let order = by_number(&**write, number)?;
            if !queries::rules(&**write)?.allow(order.kind, staff) {
                return Err(Refusal::Closed.into());
            }
            let old = write.get::<Person>(&order.id)?;
            let version = old.as_ref().map_or(0, |old| old.version);
            if version != seen {
                let kept = old.as_ref().and_then(|old| old.sealed.as_ref());
                let same = kept.is_some_and(|kept| keys.open(order.id, kept).is_ok_and(|kept| kept == papers));
                return match (old, same) {
                    // Pressed twice.
                    (Some(old), true) => Ok(old),
                    _ => Err(Refusal::Moved.into()),
                };
            }
            let person = Person {
                order: order.id,
                number: order.number,
                dealer: order.dealer,
                sealed: Some(sealed.clone()),
                consent: Consent {
                    by: author(write.actor()),
                    at: write.now(),
                    text: CONSENT,
                },
                wiped: None,
                version: version + 1,
            };
            write.save(&person, &PersonEvent::Entered(person.clone()))?;
            Ok(person)
        })
        .await
}

/// The papers as they were entered. Who reads them stands in the journal before they are shown.
pub async fn open(access: &Access, number: OrderNumber) -> Result<Papers, Error> {
    access.require(permissions::PAPERS)?;
    let keys = keys(access);
    access
        .write(move |write| {
            let order = by_number(&**write, number)?;
            let person = write.get::<Person>(&order.id)?.ok_or(Error::NotFound)?;
            let sealed = person.sealed.as_ref().ok_or(Refusal::Wiped)?;
            let papers = keys.open(order.id, sealed)?;
            write.change(&PersonEvent::Opened(person))?;
            Ok(papers)
        })
        .await
}

/// Takes the papers away at once.
pub async fn wipe(access: &Access, number: OrderNumber) -> Result<(), Error> {
    access.require(permissions::PAPERS)?;
    access
        .write(move |write| {
            let order = by_number(&**write, number)?;
            let person = write.get::<Person>(&order.id)?.ok_or(Error::NotFound)?;
            match person.sealed {
                // Pressed twice.
                None => Ok(()),
                Some(_) => wiped(write, person, WipeReason::Asked),
            }
        })
        .await
}

fn wiped(write: &mut Write<'_, '_>, person: Person, why: WipeReason) -> Result<(), Error> {
    let person = person.wipe(write.now(), why);
    write.save(&person, &PersonEvent::Wiped(person.clone(), why)).map(drop)
}

/// Is it time to forget the person of this order?
fn due(tx: &impl Reader, person: &Person, keep_days: u16, now: Moment) -> Result<Option<WipeReason>, Error> {
    let Some(order) = tx.get::<Order>(&person.order)? else {
        return Ok(Some(WipeReason::Delivered));
    };
    let parcels = queries::parcels(tx, order.id)?;
    let ends = ends(&order, &parcels, keep_days);
    Ok(ends.filter(|(from, _)| *from <= now).map(|(_, why)| why))
}

/// The job: wipes what nobody needs any more, and seals anew what an older key sealed.
pub async fn tidy(access: &Access) -> Result<(), Error> {
    super::asks::tidy(access).await?;
    let mut after = None;
    loop {
        let (keys, page) = (keys(access), PageRequest::first(PORTION).after(after.take()));
        let next = access
            .write(move |write| {
                let keep_days = queries::rules(&**write)?.keep_days;
                let kept = write.scan(&PERSON_KEPT, &(), &page)?;
                for person in kept.items {
                    if let Some(why) = due(&**write, &person, keep_days, write.now())? {
                        wiped(write, person, why)?;
                        continue;
                    }
                    let Some(old) = person.sealed.as_ref().filter(|sealed| keys.is_old(sealed)) else {
                        continue;
                    };
                    // A key that is gone keeps its papers closed; they are wiped in time all the same.
                    let Ok(papers) = keys.open(person.order, old) else {
                        continue;
                    };
                    let sealed = Some(keys.seal(person.order, &papers)?);
                    let anew = Person { sealed, ..person };
                    write.save(&anew, &PersonEvent::Sealed(anew.clone()))?;
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
