//! The payment calendar as markup.

pub mod draft;
pub mod feed;
pub mod home;
pub mod month;

use maud::{Markup, html};

use super::model::Sums;
use crate::icon;
use crate::modules::settlements::Due;
use crate::platform::i18n::format;
use crate::platform::ui::{Tone, due, due_late, secret, status};
use crate::platform::values::{Day, Locale};
use crate::tr;

/// What a right hides.
pub const BALANCE: &str = "balance";
pub const LIMIT: &str = "limit";
/// The sum of a draft.
pub const PRICE: &str = "purchase-price";

/// Sums of several currencies, one under the other.
pub fn sums(l: Locale, sums: &Sums) -> Markup {
    html! {
        @for sum in sums.iter() { div.kb-m { (secret(BALANCE, format::money(l, sum))) } }
    }
}

/// The day of payment with how long it is overdue, or that there is none.
pub fn day(l: Locale, of: &Due, today: Day) -> Markup {
    let Some(on) = of.day else {
        return html! { span.kb-soft { (tr!(l, "calendar-undated")) } };
    };
    let late = of.days_overdue(today);
    html! {
        (due(on))
        @if late > 0 { div { (due_late(tr!(l, "calendar-late", n = late))) } }
        @else if on == today { span.kb-sub { (tr!(l, "calendar-today")) } }
        @if of.worked_out { span.kb-sub { (tr!(l, "calendar-worked-out")) } }
    }
}

/// That a part is paid, and how much of what.
pub fn partly(l: Locale, of: &Due) -> Markup {
    html! {
        @if of.is_partly_paid() {
            span.kb-sub data-field=(BALANCE) { (tr!(l, "calendar-paid-of", paid = of.paid, sum = of.sum)) }
        }
    }
}

/// That part of it is paid, where the sums stand beside it.
pub fn partly_mark(l: Locale) -> Markup {
    status(Tone::Wait, icon!("coins"), tr!(l, "calendar-partly"))
}
