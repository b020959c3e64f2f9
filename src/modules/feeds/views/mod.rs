//! The look of feeds.

mod form;
mod list;
mod page;

pub use form::{Form, form};
pub use list::{Row, list};
pub use page::{Page, page};

use maud::Markup;

use super::{Pricing, Stop};
use crate::platform::i18n::{format, try_text};
use crate::platform::ui::{Tone, status};
use crate::platform::values::Locale;
use crate::{icon, tr};

/// Whether a feed answers, as a badge.
fn badge(l: Locale, stop: Option<Stop>) -> Markup {
    match stop {
        None => status(Tone::Good, icon!("circle-check"), tr!(l, "feeds-state-on")),
        Some(Stop::Revoked) => status(Tone::Past, icon!("ban"), tr!(l, "feeds-state-off")),
        Some(_) => status(Tone::Bad, icon!("alert-triangle"), tr!(l, "feeds-state-stopped")),
    }
}

/// The rule in words, with its percent.
fn rule(l: Locale, pricing: Pricing) -> String {
    let name = try_text(l, Pricing::message(pricing.code())).unwrap_or_default();
    match pricing.percent() {
        Some(percent) => format!("{name} {}", format::percent(l, percent)),
        None => name.to_owned(),
    }
}
