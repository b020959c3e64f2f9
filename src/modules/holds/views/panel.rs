//! The word of a hold on the page of an order or a draft.

use maud::{Markup, html};

use super::BALANCE;
use crate::modules::holds::pages::HERE;
use crate::modules::holds::permissions::SEE;
use crate::modules::holds::records::Release;
use crate::modules::holds::{Step, Verdict, words};
use crate::modules::orders::OrderId;
use crate::platform::ui::{Alert, Button, Tone, status};
use crate::platform::values::Message;
use crate::platform::web::Cx;
use crate::{icon, tr};

pub fn card(cx: &Cx, id: OrderId, step: Step, verdict: &Verdict, release: Option<&Release>, finance: bool) -> Markup {
    let l = cx.locale;
    let sees = cx.access.may(SEE);
    if let Some(release) = release {
        let title = tr!(l, "holds-open-until", until = release.until);
        let alert = Alert::info(title)
            .icon(icon!("lock-open"))
            .body(html! { p.m-0 { (release.by.name) ": " (release.reason) } });
        let alert = match sees {
            true => alert.action(more(cx, id)),
            false => alert,
        };
        return html! { div data-hold="released" { (alert) } };
    }
    let said = cx.say(&words::sentence(step, verdict, finance));
    let alert = Alert::warning(cx.say(&heading(step)))
        .icon(icon!("hand-stop"))
        .body(html! {
            @if finance { p.m-0 data-field=(BALANCE) { (said) } } @else { p.m-0 { (said) } }
        });
    let alert = match sees {
        true => alert.action(more(cx, id)),
        false => alert,
    };
    html! { div data-hold=(step.code()) { (alert) } }
}

fn more(cx: &Cx, id: OrderId) -> Markup {
    html! { (Button::plain(tr!(cx.locale, "holds-more")).small().href(format!("{HERE}/{id}"))) }
}

/// The text of what is stopped.
pub fn heading(step: Step) -> Message {
    Message::named(format!("holds-heading-{}", step.code()))
}

/// In a row of orders.
pub fn mark(cx: &Cx, id: OrderId, said: &Message) -> Markup {
    let text = cx.say(said);
    html! {
        span data-held {
            @if cx.access.may(SEE) {
                a.kb-plain href=(format!("{HERE}/{id}")) { (status(Tone::Wait, icon!("hand-stop"), text.as_str())) }
            } @else { (status(Tone::Wait, icon!("hand-stop"), text.as_str())) }
        }
    }
}
