//! What offers add to the pages of a draft and of an order: the way to make one, and those that were made.

use std::hash::{DefaultHasher, Hash, Hasher};

use maud::{Markup, Render};

use super::frame;
use crate::modules::offers::permissions::MAKE;
use crate::modules::offers::{Offer, Source, queries, views};
use crate::modules::orders::actions::today;
use crate::modules::orders::{Order, Worksheet};
use crate::platform::error::Error;
use crate::platform::store::ReadTx;
use crate::platform::ui::Button;
use crate::platform::values::DealerId;
use crate::platform::web::Cx;
use crate::{icon, tr};

/// Offers that the card names.
const SHOWN: usize = 5;

fn may(cx: &Cx) -> bool {
    cx.access.may(MAKE) && cx.access.scope().dealer().is_some()
}

fn button(cx: &Cx, from: String) -> Markup {
    Button::plain(tr!(cx.locale, "offers-make"))
        .icon(icon!("file-invoice"))
        .href(format!("/offers/new?{from}"))
        .render()
}

pub fn draft_button(cx: &Cx, _: &ReadTx, sheet: &Worksheet) -> Result<Option<Markup>, Error> {
    let draft = &sheet.draft;
    let shown = may(cx) && !draft.template && !draft.lines.is_empty();
    Ok(shown.then(|| button(cx, format!("draft={}", draft.id))))
}

pub fn order_button(cx: &Cx, _: &ReadTx, order: &Order) -> Result<Option<Markup>, Error> {
    let shown = may(cx) && !order.lines.is_empty();
    Ok(shown.then(|| button(cx, format!("order={}", order.number))))
}

fn offers(cx: &Cx, tx: &ReadTx, dealer: DealerId, source: Source) -> Result<Vec<Offer>, Error> {
    match may(cx) {
        true => queries::of_source(tx, dealer, source, SHOWN),
        false => Ok(Vec::new()),
    }
}

fn tag(cx: &Cx, tx: &ReadTx, dealer: DealerId, source: Source) -> Result<u64, Error> {
    let mut hasher = DefaultHasher::new();
    for offer in offers(cx, tx, dealer, source)? {
        (offer.id, offer.version, offer.status(today(&cx.access)).code()).hash(&mut hasher);
    }
    Ok(hasher.finish())
}

fn card(cx: &Cx, tx: &ReadTx, dealer: DealerId, source: Source) -> Result<Option<Markup>, Error> {
    let offers = offers(cx, tx, dealer, source)?;
    Ok((!offers.is_empty()).then(|| views::panel(&frame(cx), &offers, today(&cx.access))))
}

pub fn draft_card(cx: &Cx, tx: &ReadTx, sheet: &Worksheet) -> Result<Option<Markup>, Error> {
    card(cx, tx, sheet.draft.dealer, Source::Draft(sheet.draft.id))
}

pub fn order_tag(cx: &Cx, tx: &ReadTx, order: &Order) -> Result<u64, Error> {
    tag(cx, tx, order.dealer, Source::Order(order.id))
}

pub fn order_card(cx: &Cx, tx: &ReadTx, order: &Order) -> Result<Option<Markup>, Error> {
    card(cx, tx, order.dealer, Source::Order(order.id))
}
