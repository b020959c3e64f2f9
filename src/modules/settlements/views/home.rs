//! The card of what is owed: contract by contract, since currencies are never added up.

use maud::{Markup, html};

use super::{balance, overdue};
use crate::modules::settlements::pages::HERE;
use crate::modules::settlements::pages::list::Row;
use crate::platform::i18n::format;
use crate::platform::ui::{Card, ListItem, list};
use crate::platform::web::Cx;
use crate::{icon, tr};

pub fn card(cx: &Cx, rows: &[Row], all: &str, more: bool) -> Markup {
    let l = cx.locale;
    let card = Card::titled(tr!(l, "settlements-title"))
        .id("settlements")
        .aside(html! { a.kb-sm href=(all) { (tr!(l, "settlements-open")) } });
    if rows.is_empty() {
        return html! { (card.body(html! { p.kb-note.m-0 { (tr!(l, "settlements-empty")) } })) };
    }
    let oldest = rows.iter().filter_map(|row| row.as_of).min();
    let items = rows.iter().map(|row| {
        let of = &row.settlement;
        ListItem {
            icon: Some(icon!("scale")),
            body: html! {
                a href=(format!("{HERE}/{}", of.id)) { (tr!(l, "settlements-contract", number = of.number.as_str())) }
                span.kb-sub { (of.buyer.name) }
                @if of.is_overdue() { div { (tr!(l, "settlements-col-overdue")) " " (overdue(l, of)) } }
            },
            end: Some(html! { div.num { (balance(l, of.closing)) } }),
        }
    });
    html! {
        (card.flush(list(items)).footer(html! {
            p.kb-note.m-0 {
                @if more { (tr!(l, "settlements-more")) " " }
                @if let Some(at) = oldest {
                    (tr!(l, "settlements-as-of", at = format::as_of(l, at, cx.access.now(), &cx.zone).as_str()))
                }
            }
        }))
    }
}
