//! What can be done with offers. The only file that saves.

use super::events::{About, LetterheadEvent, OfferEvent};
use super::link::LinkKey;
use super::public::{Contact, PublicOffer, PublicVariant, Seller, Taken};
use super::{
    Answer, AnswerKind, Costs, Letterhead, OFFER_NUMBERS, OFFERS, Offer, OfferId, PUBLIC_BY_LINK, Rounding, Source,
    State, VariantCosts, VariantHead, Views, check_until,
};
use crate::modules::catalogue::VatRegime;
use crate::modules::orders::BuyerId;
use crate::modules::orders::actions::{author, today};
use crate::platform::access::{Access, Write};
use crate::platform::error::Error;
use crate::platform::files::ContentHash;
use crate::platform::store::Reader;
use crate::platform::values::{Currency, Day, DealerId, Locale, Message};

/// The most offers of one dealer.
pub const OFFERS_MAX: i64 = 20_000;

/// An offer that is ready to be made.
#[derive(Clone)]
pub struct Made {
    pub dealer: DealerId,
    pub locale: Locale,
    pub title: String,
    pub client: String,
    pub until: Day,
    pub currency: Currency,
    pub seller: Seller,
    /// The same company, and how it pays the tax.
    pub sells: (BuyerId, VatRegime),
    pub contact: Contact,
    pub logo: Option<ContentHash>,
    pub text: String,
    pub rounding: Rounding,
    /// With where the lines came from.
    pub variants: Vec<(Source, PublicVariant, VariantCosts)>,
    /// The offer that this one stands instead of.
    pub replaces: Option<OfferId>,
}

/// Makes an offer: from now on its prices stay what they are.
pub async fn make(access: &Access, made: Made) -> Result<Offer, Error> {
    let (day, key) = (today(access), access.services().part::<LinkKey>());
    check_until(made.until, day).map_err(|message| Error::invalid("until", message))?;
    access
        .write(move |write| {
            if write.count(OFFERS, &made.dealer)? >= OFFERS_MAX {
                return Err(Error::Refused(Message::new("offers-many")));
            }
            let (id, now) = (write.fresh_id(), write.now());
            let number = u32::try_from(write.next_number(OFFER_NUMBERS, &made.dealer)?).unwrap_or(u32::MAX);
            let head = |(source, variant, _): &(Source, PublicVariant, VariantCosts)| VariantHead {
                name: variant.name.clone(),
                source: *source,
                lines: variant.lines.len(),
                total: variant.total,
            };
            let offer = Offer {
                id,
                dealer: made.dealer,
                number,
                title: made.title.clone(),
                client: made.client.clone(),
                author: author(write.actor()),
                variants: made.variants.iter().map(head).collect(),
                until: made.until,
                state: State::Sent,
                turn: 0,
                first_seen: None,
                answers: Vec::new(),
                replaces: made.replaces,
                replaced_by: None,
                created: now,
                changed: now,
                version: 1,
            };
            let public = PublicOffer {
                id,
                dealer: made.dealer,
                link: key.hash(id, offer.turn),
                locale: made.locale,
                number,
                title: made.title.clone(),
                client: made.client.clone(),
                day,
                until: made.until,
                currency: made.currency,
                seller: made.seller.clone(),
                contact: made.contact.clone(),
                logo: made.logo,
                text: made.text.clone(),
                variants: made.variants.iter().map(|(_, variant, _)| variant.clone()).collect(),
                taken: None,
                revoked: None,
                replaced: false,
            };
            let costs = Costs {
                offer: id,
                dealer: made.dealer,
                seller: Some(made.sells),
                rounding: made.rounding,
                variants: made.variants.iter().map(|(_, _, costs)| costs.clone()).collect(),
            };
            if let Some(old) = made.replaces {
                replace(write, old, &offer)?;
            }
            let mut change = write.change(&OfferEvent::Made { of: About::of(&offer) })?;
            change.save(&offer)?;
            change.save(&public)?;
            change.save(&costs)?;
            write.flash(Message::new("offers-made").with("number", number))?;
            Ok(offer)
        })
        .await
}

/// An offer that was taken stays beside the new one; any other gives way to it.
fn replace(write: &mut Write<'_, '_>, old: OfferId, by: &Offer) -> Result<(), Error> {
    let old = write.get::<Offer>(&old)?.filter(|old| old.dealer == by.dealer);
    let old = old.ok_or(Error::NotFound)?;
    if matches!(old.state, State::Accepted | State::Revoked) {
        return Ok(());
    }
    let now = write.now();
    let old = old.revoked(Some(by.id), now).map_err(Error::Refused)?;
    let mut public = write.get::<PublicOffer>(&old.id)?.ok_or(Error::NotFound)?;
    (public.revoked, public.replaced) = (Some(now), true);
    let event = OfferEvent::Replaced {
        of: About::of(&old),
        by: by.number,
    };
    let mut change = write.change(&event)?;
    change.save(&old)?;
    change.save(&public)?;
    Ok(())
}

fn found(write: &Write<'_, '_>, id: OfferId, version: u32) -> Result<Offer, Error> {
    let offer = write.get::<Offer>(&id)?.ok_or(Error::NotFound)?;
    offer.expect(version).map_err(Error::Refused)?;
    Ok(offer)
}

/// Saves an offer with what its client reads.
fn save(
    write: &mut Write<'_, '_>,
    offer: &Offer,
    event: &OfferEvent,
    edit: impl FnOnce(&mut PublicOffer),
) -> Result<(), Error> {
    let mut public = write.get::<PublicOffer>(&offer.id)?.ok_or(Error::NotFound)?;
    edit(&mut public);
    let mut change = write.change(event)?;
    change.save(offer)?;
    change.save(&public)?;
    Ok(())
}

pub async fn revoke(access: &Access, id: OfferId, version: u32) -> Result<Offer, Error> {
    access
        .write(move |write| {
            let now = write.now();
            let offer = found(write, id, version)?.revoked(None, now).map_err(Error::Refused)?;
            let event = OfferEvent::Revoked { of: About::of(&offer) };
            save(write, &offer, &event, |public| public.revoked = Some(now))?;
            write.flash(Message::new("offers-revoked-done").with("number", offer.number))?;
            Ok(offer)
        })
        .await
}

pub async fn extend(access: &Access, id: OfferId, version: u32, until: Day) -> Result<Offer, Error> {
    let day = today(access);
    access
        .write(move |write| {
            let now = write.now();
            let offer = found(write, id, version)?;
            let offer = offer
                .extended(until, day, now)
                .map_err(|message| Error::invalid("until", message))?;
            let event = OfferEvent::Extended {
                of: About::of(&offer),
                until,
            };
            save(write, &offer, &event, |public| public.until = until)?;
            write.flash(Message::new("offers-extended").with("until", until))?;
            Ok(offer)
        })
        .await
}

/// What the client left is taken care of.
pub async fn settle(access: &Access, id: OfferId, version: u32) -> Result<Offer, Error> {
    access
        .write(move |write| {
            let offer = found(write, id, version)?.settled(write.now());
            write.save(&offer, &OfferEvent::Settled { of: About::of(&offer) })?;
            Ok(offer)
        })
        .await
}

/// The offer behind an address, for a client. `hash` is the secret's.
pub fn public(tx: &impl Reader, hash: &str) -> Result<PublicOffer, Error> {
    tx.find(&PUBLIC_BY_LINK, hash)?.ok_or(Error::NotFound)
}

/// What a client has left on the public page.
#[derive(Clone, Debug)]
pub struct Left {
    pub name: String,
    pub contact: String,
    pub comment: String,
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taking {
    Done,
    /// The same was done before: nothing is added.
    Before,
}

/// The client takes a variant. Twice is once.
pub async fn accept(access: &Access, hash: String, variant: usize, left: Left) -> Result<Taking, Error> {
    let day = today(access);
    access
        .write(move |write| {
            let public = public(&**write, &hash)?;
            let offer = write.get::<Offer>(&public.id)?.ok_or(Error::NotFound)?;
            let now = write.now();
            let answer = answer(AnswerKind::Accepted(variant), &left, now);
            let Some(offer) = offer.accepted(answer, variant, day).map_err(Error::Refused)? else {
                return Ok(Taking::Before);
            };
            let name = offer.variants.get(variant).filter(|_| offer.variants.len() > 1);
            let event = OfferEvent::Accepted {
                of: About::of(&offer),
                client: left.name.clone(),
                variant: name.map(|variant| variant.name.clone()),
            };
            save(write, &offer, &event, |public| {
                public.taken = Some(Taken {
                    variant,
                    at: now,
                    name: left.name.clone(),
                });
            })?;
            Ok(Taking::Done)
        })
        .await
}

/// The client asks. The same question twice is one.
pub async fn ask(access: &Access, hash: String, left: Left) -> Result<Taking, Error> {
    let day = today(access);
    access
        .write(move |write| {
            let public = public(&**write, &hash)?;
            let offer = write.get::<Offer>(&public.id)?.ok_or(Error::NotFound)?;
            let answer = answer(AnswerKind::Asked, &left, write.now());
            if public.revoked.is_some() {
                return Err(Error::Refused(Message::new("offers-closed")));
            }
            let Some(offer) = offer.asked(answer, day).map_err(Error::Refused)? else {
                return Ok(Taking::Before);
            };
            let event = OfferEvent::Asked {
                of: About::of(&offer),
                client: left.name.clone(),
            };
            write.save(&offer, &event)?;
            Ok(Taking::Done)
        })
        .await
}

fn answer(kind: AnswerKind, left: &Left, at: crate::platform::values::Moment) -> Answer {
    Answer {
        kind,
        at,
        name: left.name.clone(),
        contact: left.contact.clone(),
        comment: left.comment.clone(),
        settled: None,
    }
}

/// Counts a visit of the public page; the first one is told.
pub async fn visit(access: &Access, id: OfferId, visitor: u64) -> Result<(), Error> {
    access
        .write(move |write| {
            let Some(offer) = write.get::<Offer>(&id)? else {
                return Ok(());
            };
            let now = write.now();
            let views = write.get::<Views>(&id)?.unwrap_or_else(|| Views::of(&offer));
            let Some(views) = views.with(visitor, now) else {
                return Ok(());
            };
            write.technical(&views)?;
            if offer.first_seen.is_none() {
                let offer = offer.seen(now);
                write.save(&offer, &OfferEvent::Viewed { of: About::of(&offer) })?;
            }
            Ok(())
        })
        .await
}

/// What a dealer's offers begin with.
pub fn letterhead(tx: &impl Reader, dealer: DealerId) -> Result<Letterhead, Error> {
    Ok(tx
        .get::<Letterhead>(&dealer)?
        .unwrap_or_else(|| Letterhead::plain(dealer)))
}

/// Changes the letterhead of the actor's company. Offers that were made keep theirs.
pub async fn set_letterhead<F>(access: &Access, dealer: DealerId, rule: F) -> Result<Letterhead, Error>
where
    F: Fn(Letterhead) -> Letterhead + Send + 'static,
{
    access
        .write(move |write| {
            let changed = rule(letterhead(&**write, dealer)?);
            write.save(&changed, &LetterheadEvent(changed.clone()))?;
            write.flash(Message::new("offers-letterhead-saved"))?;
            Ok(changed)
        })
        .await
}
