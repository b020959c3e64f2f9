//! Settlements as markup.

pub mod contract;
pub mod home;
pub mod list;

use maud::{Markup, html};

use crate::icon;
use crate::modules::settlements::model::Settlement;
use crate::platform::i18n::format;
use crate::platform::ui::{OrDash, Tone, secret, status};
use crate::platform::values::{Locale, Money};
use crate::tr;

/// What a right hides.
pub const BALANCE: &str = "balance";
pub const LIMIT: &str = "limit";

/// Who owes whom, in words: a sum alone leaves that open.
pub fn balance(l: Locale, closing: Money) -> Markup {
    let sum = Money::new(closing.minor.checked_abs().unwrap_or(i64::MAX), closing.currency);
    let words = match closing.minor {
        0 => return html! { (secret(BALANCE, format::money(l, closing))) },
        1.. => tr!(l, "settlements-debt"),
        _ => tr!(l, "settlements-advance"),
    };
    html! { (secret(BALANCE, format::money(l, sum))) span.kb-sub { (words) } }
}

pub fn available(l: Locale, settlement: &Settlement) -> Markup {
    match settlement.available() {
        None => html! { (OrDash(None::<Markup>)) },
        Some(left) if left.minor < 0 => {
            let over = Money::new(left.minor.checked_neg().unwrap_or(i64::MAX), left.currency);
            html! {
                (secret(LIMIT, format::money(l, Money::zero(left.currency))))
                span.kb-sub data-field=(LIMIT) { (tr!(l, "settlements-over", by = over)) }
            }
        }
        Some(left) => html! { (secret(LIMIT, format::money(l, left))) },
    }
}

pub fn overdue(l: Locale, settlement: &Settlement) -> Markup {
    match settlement.overdue {
        Some(overdue) if overdue.minor > 0 => html! {
            span data-field=(BALANCE) { (status(Tone::Bad, icon!("clock-exclamation"), format::money(l, overdue))) }
        },
        other => html! { span data-field=(BALANCE) { (OrDash(other.map(|sum| format::money(l, sum)))) } },
    }
}
