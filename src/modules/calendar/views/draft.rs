//! A draft laid on what is owed, in words.

use maud::{Markup, html};

use super::{BALANCE, LIMIT, PRICE};
use crate::modules::calendar::laid::Outcome;
use crate::modules::calendar::pages::HERE;
use crate::modules::calendar::queries::Laid;
use crate::modules::dealers::DeferralIn;
use crate::platform::i18n::format;
use crate::platform::ui::{Alert, Button, Card, Sum, Tone, more, secret, status};
use crate::platform::values::Locale;
use crate::platform::web::Cx;
use crate::{icon, tr};

pub fn breaks(of: &Laid) -> bool {
    matches!(of.outcome, Some(Outcome::Breaks { .. }))
}

/// Over the calendar.
pub fn card(cx: &Cx, of: &Laid) -> Markup {
    let l = cx.locale;
    html! {
        (Card::titled(tr!(l, "calendar-draft", name = of.draft.name.as_str()))
            .id("draft")
            .aside(html! { a.kb-sm href=(format!("/drafts/{}", of.draft.id)) { (tr!(l, "calendar-draft-open")) } })
            .body(html! { div.kb-stack { (days(l, of)) (verdict(l, of)) (how(cx, of)) } }))
    }
}

/// On the page of the draft.
pub fn panel(cx: &Cx, of: &Laid) -> Markup {
    let l = cx.locale;
    let month = of.due.unwrap_or(of.ship);
    let month = format!("{:04}-{:02}", month.year(), month.month());
    let dealer = match cx.access.is_staff() {
        true => format!("&dealer={}", of.draft.dealer),
        false => String::new(),
    };
    html! {
        (Card::titled(tr!(l, "calendar-panel")).id("draft-payment")
            .body(html! { div.kb-stack { (days(l, of)) (verdict(l, of)) (how(cx, of)) } })
            .footer(Button::quiet(tr!(l, "calendar-panel-open")).icon(icon!("calendar-dollar")).small()
                .href(format!("{HERE}?draft={}&month={month}{dealer}", of.draft.id))))
    }
}

fn days(l: Locale, of: &Laid) -> Markup {
    let ship = match of.wished {
        true => tr!(l, "calendar-ship-wished", day = of.ship),
        false => tr!(l, "calendar-ship-today", day = of.ship),
    };
    let deferral = match (of.prepaid, of.terms.counted) {
        (true, _) => tr!(l, "calendar-prepaid").to_owned(),
        (_, DeferralIn::Calendar) => tr!(l, "calendar-deferral", n = of.terms.days),
        (_, DeferralIn::Bank) => tr!(l, "calendar-deferral-bank", n = of.terms.days),
    };
    html! {
        p.m-0 {
            (ship) " "
            @match of.due {
                Some(due) if !of.prepaid => (tr!(l, "calendar-pay-by", day = due, deferral = deferral.as_str())),
                _ => (deferral),
            }
        }
    }
}

fn verdict(l: Locale, of: &Laid) -> Markup {
    html! {
        (outcome(l, of))
        @if let Some(others) = of.others.filter(|_| of.outcome.is_some()) {
            p.m-0.kb-soft data-field=(BALANCE) {
                (tr!(l, "calendar-with-others", count = others.count, sum = others.sum))
            }
        }
    }
}

fn outcome(l: Locale, of: &Laid) -> Markup {
    match of.outcome {
        None if of.limit.is_none() && !of.prepaid => html! { p.m-0.kb-soft { (tr!(l, "calendar-no-limit")) } },
        None => html! {},
        Some(Outcome::Fits { left }) => html! {
            div data-field=(LIMIT) {
                (status(Tone::Good, icon!("circle-check"), tr!(l, "calendar-fits")))
                span.kb-sub { (tr!(l, "calendar-fits-left", left = left)) }
            }
        },
        Some(Outcome::Breaks { by, again, earliest }) => html! {
            div data-field=(LIMIT) {
                (Alert::warning(tr!(l, "calendar-breaks", day = of.ship, by = by)).body(html! {
                    @match again {
                        Some(day) => p.m-0 { (tr!(l, "calendar-breaks-again", day = day)) },
                        None => p.m-0 { (tr!(l, "calendar-breaks-never")) },
                    }
                    @if let Some(day) = earliest { p.m-0 { (tr!(l, "calendar-breaks-earliest", day = day)) } }
                }))
            }
        },
    }
}

/// The arithmetic and what is assumed.
fn how(cx: &Cx, of: &Laid) -> Markup {
    let l = cx.locale;
    let Some(limit) = of.limit.filter(|_| of.outcome.is_some()) else {
        return html! {};
    };
    let mut sum = Sum::new().row(
        tr!(l, "calendar-how-balance"),
        secret(BALANCE, format::money(l, of.settlement.closing)),
    );
    if let Some(others) = of.others {
        let label = tr!(l, "calendar-how-others", count = others.count);
        sum = sum.row(label, secret(BALANCE, format::money(l, others.sum)));
    }
    let assumed = match of.others {
        None => tr!(l, "calendar-assumed-alone"),
        Some(_) => tr!(l, "calendar-assumed-others"),
    };
    let sum = sum
        .row(tr!(l, "calendar-how-draft"), secret(PRICE, format::money(l, of.total)))
        .rule(tr!(l, "calendar-how-limit"), secret(LIMIT, format::money(l, limit)));
    html! {
        (more(tr!(l, "calendar-how"), html! {
            (sum)
            p.kb-note.kb-mt { (tr!(l, "calendar-assumed")) " " (assumed) }
            @if of.not_counted.minor > 0 {
                p.kb-note data-field=(BALANCE) { (tr!(l, "calendar-not-counted", sum = of.not_counted)) }
            }
        }, false))
    }
}
