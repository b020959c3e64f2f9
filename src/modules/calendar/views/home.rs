//! The next payments as a card.

use maud::{Markup, html};

use super::{BALANCE, day, partly, sums};
use crate::modules::calendar::pages::month::Total;
use crate::modules::calendar::pages::today;
use crate::modules::settlements::Due;
use crate::platform::i18n::format;
use crate::platform::ui::{Card, ListItem, list, secret};
use crate::platform::web::Cx;
use crate::{icon, tr};

pub fn card(cx: &Cx, next: &[Due], overdue: &Total, all: &str) -> Markup {
    let (l, today) = (cx.locale, today(cx));
    let card = Card::titled(tr!(l, "calendar-next"))
        .id("payments")
        .aside(html! { a.kb-sm href=(all) { (tr!(l, "calendar-open")) } });
    if next.is_empty() && overdue.count == 0 {
        return html! { (card.body(html! { p.kb-note.m-0 { (tr!(l, "calendar-next-none")) } })) };
    }
    let late = (overdue.count > 0).then(|| ListItem {
        icon: Some(icon!("clock-exclamation")),
        body: html! { a href=(all) { (tr!(l, "calendar-overdue")) } span.kb-sub { (tr!(l, "calendar-payments", n = overdue.count)) } },
        end: Some(html! { div.num.kb-bad { (sums(l, &overdue.sums)) } }),
    });
    let coming = next.iter().map(|due| ListItem {
        icon: Some(icon!("calendar-dollar")),
        body: html! {
            (day(l, due, today))
            @if !due.number.is_empty() { span.kb-sub { (due.number) } }
            (partly(l, due))
        },
        end: Some(html! { div.num.kb-m { (secret(BALANCE, format::money(l, due.left()))) } }),
    });
    html! { (card.flush(list(late.into_iter().chain(coming)))) }
}
