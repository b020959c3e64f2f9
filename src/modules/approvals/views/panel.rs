//! Parts of other pages.

use maud::{Markup, html};

use super::steps::{self, StepView};
use super::{decider, reason};
use crate::modules::approvals::model::{Approval, Decision};
use crate::modules::approvals::queries::Demand;
use crate::platform::i18n::format;
use crate::platform::ui::{Alert, Button, Card, Form, Tone, status};
use crate::platform::values::{Locale, MembershipId};
use crate::platform::web::Cx;
use crate::{icon, tr};

/// Over the button: who is asked, and why.
pub fn asked(l: Locale, demand: &Demand, sender: MembershipId, sums: bool) -> Markup {
    let chain = steps::would_be(l, demand, sender);
    html! {
        div.kb-stack-sm data-card="approval" {
            @if demand.is_own(sender) {
                p.kb-sm.m-0 { b { (tr!(l, "approvals-own-passes")) } }
            } @else {
                p.kb-sm.m-0 { b { (tr!(l, "approvals-needed")) } }
            }
            ul.kb-sm.m-0 {
                @for of in &demand.reasons { li { (reason(l, of, sums)) } }
            }
            @if !demand.is_own(sender) { div.kb-sm { (steps::list(l, None, &chain)) } }
        }
    }
}

pub struct Waiting<'a> {
    pub of: &'a Approval,
    pub chain: Vec<StepView>,
    pub link: Option<String>,
    /// The form token, where the reader may take it back.
    pub withdraw: Option<String>,
}

/// In place of the button while it waits.
pub fn waiting(l: Locale, of: &Waiting<'_>) -> Markup {
    html! {
        div.kb-stack-sm data-card="approval" {
            div { (status(Tone::Wait, icon!("clock"), tr!(l, "approvals-state-waiting"))) }
            p.kb-sm.m-0 { (tr!(l, "approvals-held", sender = of.of.sender.name.as_str())) }
            div.kb-sm { (steps::list(l, None, &of.chain)) }
            @if let Some(link) = &of.link {
                (Button::plain(tr!(l, "approvals-open")).icon(icon!("checks")).href(link.as_str()))
            }
            @if let Some(csrf) = &of.withdraw {
                (Form::post(format!("/approvals/{}/withdrawal", of.of.id), csrf.as_str()).body(html! {
                    (Button::quiet(tr!(l, "approvals-withdraw")).icon(icon!("arrow-back-up")))
                }))
            }
        }
    }
}

/// What the manufacturer's people see of it.
pub fn outside(l: Locale) -> Markup {
    html! {
        p.kb-sm.m-0 data-card="approval" { (tr!(l, "approvals-outside")) }
    }
}

/// In lists of drafts.
pub fn mark(l: Locale, turn: Option<&str>) -> Markup {
    let words = match turn {
        Some(turn) => tr!(l, "approvals-mark", who = turn),
        None => tr!(l, "approvals-mark-outside").to_owned(),
    };
    status(Tone::Wait, icon!("clock"), words)
}

/// Over a draft that came back.
pub fn refused(cx: &Cx, by: &Decision, reason: &str) -> Markup {
    let l = cx.locale;
    let title = tr!(
        l,
        "approvals-refused-by",
        who = decider(l, by),
        at = format::datetime(by.at, &cx.zone)
    );
    html! {
        (Alert::warning(title).body(html! {
            p.kb-msg-text.m-0 data-field="approval-reason" { (reason) }
            p.m-0 { (tr!(l, "approvals-refused-do")) }
        }))
    }
}

/// On the order: who has approved it.
pub fn approved(cx: &Cx, of: &Approval, chain: &[StepView]) -> Markup {
    let l = cx.locale;
    html! {
        (Card::titled(tr!(l, "approvals-of-order")).id("approval").body(html! {
            div.kb-stack-sm.kb-sm data-card="approval" {
                p.m-0 { (tr!(l, "approvals-sent-by", name = of.sender.name.as_str(), at = format::datetime(of.sent, &cx.zone))) }
                (steps::list(l, Some(&cx.zone), chain))
                a href={ "/approvals/" (of.id) } { (tr!(l, "approvals-open")) }
            }
        }))
    }
}
