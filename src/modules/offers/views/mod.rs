//! The look of offers. Views are given what the reader may see, and nothing else.

pub mod form;
pub mod letterhead;
pub mod list;
pub mod offer;
pub mod public;

use jiff::tz::TimeZone;
use maud::{Markup, html};

use super::public::PublicVariant;
use super::{Offer, Status};
use crate::modules::dealers::Country;
use crate::modules::dealers::Requisites;
use crate::platform::i18n::{format, try_text};
use crate::platform::ui::{Card, ListItem, Tone, list, status};
use crate::platform::values::{Day, Locale, VatRate};
use crate::{icon, tr};

/// What every view needs of the request.
pub struct Frame {
    pub locale: Locale,
    pub zone: TimeZone,
    pub csrf: String,
}

/// Where an offer stands, as a badge.
fn badge(l: Locale, of: Status) -> Markup {
    let (tone, icon) = match of {
        Status::Sent => (Tone::Move, icon!("send")),
        Status::Viewed => (Tone::Move, icon!("eye")),
        Status::Asked => (Tone::Wait, icon!("message-circle")),
        Status::Accepted => (Tone::Good, icon!("circle-check")),
        Status::Expired => (Tone::Past, icon!("clock-off")),
        Status::Revoked => (Tone::Past, icon!("ban")),
    };
    status(tone, icon, try_text(l, of.message()).unwrap_or_default())
}

fn rate(l: Locale, rate: VatRate) -> String {
    match rate {
        VatRate::Exempt => tr!(l, "offers-vat-none").to_owned(),
        VatRate::Rate(percent) => format::percent(l, percent).to_string(),
    }
}

/// What the client saves against recommended prices, in words.
pub fn savings(l: Locale, variant: &PublicVariant) -> Option<String> {
    variant.saved().map(|saved| tr!(l, "offers-public-saved", sum = saved))
}

/// The card on the page of a draft or an order.
pub fn panel(frame: &Frame, offers: &[Offer], today: Day) -> Markup {
    let l = frame.locale;
    let items = offers.iter().map(|offer| ListItem {
        icon: None,
        body: html! {
            a href={ "/offers/" (offer.id) } { (tr!(l, "offers-number", number = offer.number)) }
            @if !offer.client.is_empty() { span.kb-sub { (offer.client) } }
        },
        end: Some(badge(l, offer.status(today))),
    });
    html! { (Card::titled(tr!(l, "offers-title")).not_printed().flush(list(items))) }
}

/// Requisites as lines: a name and its value.
pub fn requisites(l: Locale, country: Country, of: &Requisites) -> Vec<(&'static str, String)> {
    let tax = match country {
        Country::Ru => tr!(l, "offers-requisite-inn"),
        Country::Kz => tr!(l, "offers-requisite-bin"),
    };
    let all = [
        (tax, &of.tax_id),
        (tr!(l, "offers-requisite-kpp"), &of.kpp),
        (tr!(l, "offers-requisite-ogrn"), &of.ogrn),
        (tr!(l, "offers-requisite-address"), &of.address),
        (tr!(l, "offers-requisite-account"), &of.account),
        (tr!(l, "offers-requisite-bank"), &of.bank),
        (tr!(l, "offers-requisite-bik"), &of.bik),
        (tr!(l, "offers-requisite-correspondent"), &of.correspondent_account),
    ];
    all.into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| (name, value.clone()))
        .collect()
}
