//! The look of drafts and orders. Views are given what the reader may see, and nothing else.

pub mod dates;
pub mod draft;
pub mod drafts;
pub mod edit;
pub mod home;
pub mod order;
pub mod orders;
pub mod repetition;
pub mod rewind;
pub mod stages;

use jiff::tz::TimeZone;
use maud::{Markup, Render, html};

use super::{Author, Bargain, Cargo, Kind, Look, Margin, NoMargin, Reserved, Side};
use crate::icon;
use crate::modules::dealers::Contract;
use crate::platform::i18n::{Figure, format, render, try_text};
use crate::platform::ui::{Choice, OrDash, status};
use crate::platform::values::{Locale, Moment, Quantity, VatRate};

/// What every view needs of the request.
pub struct Frame {
    pub locale: Locale,
    pub zone: TimeZone,
    pub now: Moment,
    pub csrf: String,
    pub staff: bool,
}

impl Frame {
    /// Which roles of staff a move is left to.
    fn roles(&self, reserved: &Reserved) -> String {
        render(self.locale, &self.zone, &reserved.said())
    }

    fn day(&self, moment: Moment) -> Markup {
        let day = moment.day_in(&self.zone);
        html! { time datetime=(format::iso_date(day)) { (format::date(day)) } }
    }
}

/// A price that was agreed by hand: in place of which. For who sees prices.
fn bargained(l: Locale, bargain: &Bargain) -> Markup {
    let list = format::unit_price(l, bargain.listed().of_unit()).to_string();
    let said = match bargain.discount {
        Some(percent) => crate::tr!(
            l,
            "orders-bargain-discount",
            percent = rate(l, VatRate::Rate(percent)),
            list = list
        ),
        None => crate::tr!(l, "orders-bargain-price", list = list),
    };
    html! { span.kb-sub data-bargain { (said) } }
}

/// A contract in a list to choose from: whose it is, its number, and its prices for who may see them.
fn contract_choice<'a>(l: Locale, contract: &Contract, entity: &str, sees_price: bool) -> Choice<'a> {
    let number = contract.number.as_str();
    let text = match sees_price {
        true => crate::tr!(
            l,
            "orders-draft-contract",
            entity = entity,
            number = number,
            price = contract.price_type_name.as_str()
        ),
        false => crate::tr!(l, "orders-draft-contract-only", entity = entity, number = number),
    };
    Choice::new(contract.id.to_string(), text)
}

fn dash() -> OrDash<&'static str> {
    OrDash(None)
}

/// Who wrote it. A dealer is told where it was somebody of the manufacturer.
pub fn author(l: Locale, author: &Author, for_staff: bool) -> String {
    match author.side {
        Side::Staff if !for_staff => crate::tr!(l, "orders-author-staff", name = author.name.as_str()),
        _ => author.name.clone(),
    }
}

/// Who made a version: somebody by name, 1C, or the portal itself.
pub fn changed_by(l: Locale, by: &Author, for_staff: bool) -> String {
    match by.side {
        Side::OneC | Side::System => order::who(l, by.side, ""),
        Side::Dealer | Side::Staff => author(l, by, for_staff),
    }
}

/// A stage as a badge: its kind gives the icon, its name the word, and a colour goes with them.
pub fn stage_badge(look: &Look, name: &str) -> Markup {
    let icon = match look.kind {
        Kind::Waiting => icon!("clock"),
        Kind::Confirmed => icon!("circle-check"),
        Kind::Queued => icon!("list-numbers"),
        Kind::Production => icon!("tool"),
        Kind::Ready => icon!("package"),
        Kind::Shipped => icon!("truck-delivery"),
        Kind::Closed => icon!("archive"),
        Kind::Cancelled => icon!("ban"),
    };
    status(look.tone, icon, name)
}

/// The share of a margin, or a dash with the reason why there is none; a plain dash for who may not see it.
fn margin(l: Locale, margin: Option<Result<Margin, NoMargin>>) -> Share {
    match margin {
        Some(Ok(margin)) => Share::Percent(OrDash(margin.margin.map(|percent| format::share(l, percent)))),
        Some(Err(reason)) => Share::Unknown(try_text(l, reason.message()).unwrap_or_default()),
        None => Share::Percent(OrDash(None)),
    }
}

enum Share {
    Percent(OrDash<Figure>),
    Unknown(&'static str),
}

impl Render for Share {
    fn render_to(&self, out: &mut String) {
        match self {
            Share::Percent(percent) => percent.render_to(out),
            Share::Unknown(reason) => html! { span.kb-soft title=(reason) { "—" } }.render_to(out),
        }
    }
}

/// The sum and the share in one line.
fn margin_line(l: Locale, margin: &Result<Margin, NoMargin>) -> Markup {
    match margin {
        Ok(margin) => html! {
            b {
                (format::money(l, margin.sum))
                @if let Some(percent) = margin.margin { " · " (format::share(l, percent)) }
            }
        },
        Err(reason) => html! { span.kb-soft { "— " (try_text(l, reason.message()).unwrap_or_default()) } },
    }
}

pub(super) fn rate(l: Locale, rate: VatRate) -> String {
    match rate {
        VatRate::Exempt => crate::tr!(l, "orders-vat-none").to_owned(),
        VatRate::Rate(percent) => format::percent(l, percent).to_string(),
    }
}

/// Cubic centimetres as cubic metres, to a litre; what is less than one is shown as one.
fn volume(l: Locale, cm3: i64) -> String {
    let litres = cm3.saturating_add(500) / 1_000;
    let volume = format::quantity(l, Quantity::from_thousandths(litres.max(i64::from(cm3 > 0))));
    crate::tr!(l, "orders-m3", volume = volume)
}

/// The weight of the goods; «from» where some line has none.
fn weight_of(l: Locale, cargo: Cargo) -> String {
    let known = weight(l, cargo.weight_g);
    match cargo.weight_partial {
        true => crate::tr!(l, "orders-weight-from", weight = known),
        false => known,
    }
}

/// The same of the volume; `None` where no line has one.
fn volume_of(l: Locale, cargo: Cargo) -> Option<String> {
    let known = Some(volume(l, cargo.volume)).filter(|_| cargo.volume > 0)?;
    Some(match cargo.volume_partial {
        true => crate::tr!(l, "orders-weight-from", weight = known),
        false => known,
    })
}

/// Weight and volume in one line, for terms of delivery.
pub fn cargo_of(l: Locale, cargo: Cargo) -> Option<String> {
    let weight = Some(weight_of(l, cargo)).filter(|_| cargo.weight_g > 0);
    let parts: Vec<String> = weight.into_iter().chain(volume_of(l, cargo)).collect();
    Some(parts.join(", ")).filter(|said| !said.is_empty())
}

/// Grams as kilograms.
fn weight(l: Locale, grams: i64) -> String {
    crate::tr!(
        l,
        "orders-kg",
        weight = format::quantity(l, Quantity::from_thousandths(grams))
    )
}
