//! The page of an offer for the dealer: its address, what the client did, and what can be done with it.

use serde::Deserialize;

use super::frame;
use crate::modules::catalogue::Prices;
use crate::modules::offers::public::PublicOffer;
use crate::modules::offers::views::offer::{Page as View, page as view};
use crate::modules::offers::{Costs, LinkKey, Offer, OfferId, Views, actions, path, queries, sees_costs};
use crate::modules::orders::actions::today;
use crate::modules::orders::{Draft, Order};
use crate::platform::error::Error;
use crate::platform::i18n::parse_day;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::values::Message;
use crate::platform::web::{Cx, Outcome, PageHead};
use crate::tr;

pub async fn page(cx: Cx) -> Outcome {
    show(&cx, cx.param("id")?, None, None)
}

/// Where the lines of a variant lie now.
pub enum Origin {
    Draft(String, String),
    Order(String),
    Gone,
}

fn origins(tx: &ReadTx, offer: &Offer) -> Result<Vec<Origin>, Error> {
    let mut origins = Vec::new();
    for variant in &offer.variants {
        let order = variant.source.order();
        let origin = match (tx.get::<Order>(&order)?, tx.get::<Draft>(&order.cast())?) {
            (Some(order), _) => Origin::Order(order.number.to_string()),
            (None, Some(draft)) => Origin::Draft(draft.id.to_string(), draft.name),
            (None, None) => Origin::Gone,
        };
        origins.push(origin);
    }
    Ok(origins)
}

/// `typed` is a day that could not be taken.
fn show(cx: &Cx, id: OfferId, alert: Option<Message>, typed: Option<(String, Message)>) -> Outcome {
    let tx = cx.access.read()?;
    let offer = tx.get::<Offer>(&id)?.ok_or(Error::NotFound)?;
    let public = tx.get::<PublicOffer>(&id)?.ok_or(Error::NotFound)?;
    let day = today(&cx.access);
    let sees = sees_costs(cx.access.sight());
    // Read for those who may see it: the page is given nothing that it would have to hide.
    let costs = match sees {
        true => tx.get::<Costs>(&id)?,
        false => None,
    };
    let touched = match offer.is_open(day) {
        true => queries::touched_offer(&tx, &cx.part::<Prices>().current(), &offer, day)?,
        false => None,
    };
    // The address is worked out anew; where the key was lost it can't be shown, though it still leads here.
    let secret = cx.part::<LinkKey>().secret(id, offer.turn);
    let known = crate::platform::access::hashed(&secret) == public.link;
    let here = path(&secret);
    let number_of = |other: Option<OfferId>| -> Result<Option<(OfferId, u32)>, Error> {
        let other = other.map(|id| tx.get::<Offer>(&id)).transpose()?.flatten();
        Ok(other.map(|other| (other.id, other.number)))
    };
    let refused = alert.is_some() || typed.is_some();
    let typed = typed.map(|(typed, message)| (typed, cx.say(&message)));
    let alert = alert.map(|message| cx.say(&message));
    let body = view(
        &frame(cx),
        &View {
            offer: &offer,
            public: &public,
            costs: costs.as_ref(),
            touched: touched.and_then(|touched| touched.seen(sees)),
            views: tx.get::<Views>(&id)?,
            origins: &origins(&tx, &offer)?,
            replaces: number_of(offer.replaces)?,
            replaced_by: number_of(offer.replaced_by)?,
            link: known.then(|| format!("{}{here}", cx.portal.settings.public_origin)),
            path: known.then_some(here),
            today: day,
            alert: alert.as_deref(),
            typed: typed
                .as_ref()
                .map(|(typed, message)| (typed.as_str(), message.as_str())),
        },
    );
    let title = tr!(cx.locale, "offers-number", number = offer.number);
    let head = PageHead {
        title: &title,
        current: "/offers",
    };
    match refused {
        true => cx.page_unprocessable(head, body),
        false => cx.page(head, body),
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Change {
    version: u32,
    until: String,
}

fn done(cx: &Cx, id: OfferId, outcome: Result<Offer, Error>, typed: &str) -> Outcome {
    match outcome {
        Ok(offer) => cx.redirect(&format!("/offers/{}", offer.id)),
        Err(Error::Refused(message)) => show(cx, id, Some(message), None),
        Err(Error::Invalid(fields)) => {
            let message = fields.first().map(|field| field.message.clone());
            show(cx, id, None, message.map(|message| (typed.to_owned(), message)))
        }
        Err(error) => Err(error),
    }
}

pub async fn revocation(cx: Cx) -> Outcome {
    let (id, form): (OfferId, Change) = (cx.param("id")?, cx.form()?);
    let outcome = actions::revoke(&cx.access, id, form.version).await;
    done(&cx, id, outcome, "")
}

pub async fn extension(cx: Cx) -> Outcome {
    let (id, form): (OfferId, Change) = (cx.param("id")?, cx.form()?);
    let outcome = match parse_day(&form.until) {
        Ok(until) => actions::extend(&cx.access, id, form.version, until).await,
        Err(error) => match cx.access.read()?.get::<Offer>(&id)? {
            Some(_) => Err(Error::invalid("until", error.message())),
            None => Err(Error::NotFound),
        },
    };
    done(&cx, id, outcome, &form.until)
}

pub async fn settlement(cx: Cx) -> Outcome {
    let (id, form): (OfferId, Change) = (cx.param("id")?, cx.form()?);
    let outcome = actions::settle(&cx.access, id, form.version).await;
    done(&cx, id, outcome, "")
}
