//! Plans and figures as markup. Views are given what the reader may see, and nothing else.

pub mod analytics;
pub mod behind;
pub mod capacity;
pub mod company;
pub mod dealer;
pub mod pipeline;
pub mod plan;
pub mod promises;

use maud::{Markup, Render, html};

use super::model::Preset;
use super::pages::Link;
use super::queries::ByCurrency;
use crate::modules::dealers::Dealer;
use crate::platform::i18n::{format, try_text};
use crate::platform::ui::{Alert, Button, Choice, Form, OrDash, Select};
use crate::platform::values::{Day, DealerId, Locale};
use crate::tr;
use std::sync::Arc;

/// The sums are behind the journal: what happened last may be missing.
#[derive(Clone, Copy, Debug)]
pub struct Behindhand(pub bool);

impl Behindhand {
    fn say(self, l: Locale) -> Markup {
        html! { @if self.0 { (Alert::info(tr!(l, "reports-behindhand"))) } }
    }
}

/// Money of each currency in a line of its own.
fn money(l: Locale, sums: &ByCurrency) -> Markup {
    let totals = sums.totals();
    html! {
        @if totals.is_empty() { (OrDash::<&str>(None)) }
        @for (at, total) in totals.into_iter().enumerate() {
            @if at > 0 { br; }
            span.kb-nowrap { (format::money(l, total)) }
        }
    }
}

/// `ноябрь 2026`.
pub fn month(l: Locale, day: Day) -> String {
    tr!(
        l,
        "reports-month-name",
        month = i64::from(day.month()),
        year = day.year().to_string()
    )
}

/// A length of time in the largest unit that tells something.
fn span(l: Locale, seconds: i64) -> String {
    match seconds {
        86_400.. => tr!(l, "reports-days", n = seconds / 86_400),
        3_600.. => tr!(l, "reports-hours", n = seconds / 3_600),
        _ => tr!(l, "reports-minutes", n = seconds / 60),
    }
}

/// A choice that sends its form at once; without script the button does.
fn dealer_filter(l: Locale, dealers: &[Arc<Dealer>], chosen: Option<DealerId>) -> Select<'static> {
    let all = Choice::new("", tr!(l, "reports-all-dealers"));
    let named = dealers
        .iter()
        .map(|dealer| Choice::new(dealer.id.to_string(), dealer.name.clone()));
    Select::new("dealer", tr!(l, "reports-dealer"), std::iter::once(all).chain(named))
        .chosen(chosen.map(|id| id.to_string()).unwrap_or_default())
}

fn period_filter(l: Locale, chosen: Preset) -> Select<'static> {
    let named = Preset::ALL.into_iter().map(move |preset| {
        let id = format!("reports-period-{}", preset.code());
        Choice::new(preset.code(), try_text(l, &id).unwrap_or_default())
    });
    Select::new("period", tr!(l, "reports-period"), named).chosen(chosen.code())
}

/// A form of filters; what isn't in its fields is kept.
fn filters(l: Locale, action: &str, kept: &Link, fields: &[&str], body: impl Render) -> Markup {
    html! {
        (Form::get(action).class("kb-filter").body(html! {
            @for (name, value) in kept.parts().filter(|(name, _)| !fields.contains(name)) {
                (crate::platform::ui::hidden(name, value))
            }
            (body)
            div { (Button::plain(tr!(l, "reports-show"))) }
        }))
    }
}
