//! What other pages show of reconciliations.

use maud::{Markup, html};

use super::mark;
use crate::modules::reconciliation::model::Act;
use crate::modules::reconciliation::pages::{HERE, own};
use crate::modules::settlements::SettlementId;
use crate::platform::i18n::format;
use crate::platform::ui::{Alert, Button, Card, ListItem, list};
use crate::platform::web::Cx;
use crate::{icon, tr};

pub fn of_settlement(cx: &Cx, contract: SettlementId, acts: &[Act], may_ask: bool) -> Markup {
    let l = cx.locale;
    let own = own(&cx.access);
    let card = Card::titled(tr!(l, "reconciliation-title"))
        .id("reconciliation")
        .aside(html! {
            @if may_ask {
                (Button::plain(tr!(l, "reconciliation-new")).small().href(format!("{HERE}/new?contract={contract}")))
            }
        });
    if acts.is_empty() {
        return html! { (card.body(html! { p.kb-note.m-0 { (tr!(l, "reconciliation-none-here")) } })) };
    }
    let items = acts.iter().map(|act| ListItem {
        icon: Some(icon!("checkup-list")),
        body: html! {
            a href=(format!("{HERE}/{}", act.id)) { (format::date(act.from)) " — " (format::date(act.to)) }
            span.kb-sub { (act.asked.name) ", " (format::datetime(act.asked.at, &cx.zone)) }
        },
        end: Some(mark(l, act, own)),
    });
    html! {
        (card.flush(list(items)).footer(html! {
            a.kb-sm href=(format!("{HERE}?which=past&contract={contract}")) { (tr!(l, "reconciliation-past-here")) }
        }))
    }
}

pub fn of_document(cx: &Cx, contract: Option<SettlementId>, may_ask: bool) -> Markup {
    let l = cx.locale;
    let (address, words) = match contract.filter(|_| may_ask) {
        Some(contract) => (format!("{HERE}/new?contract={contract}"), tr!(l, "reconciliation-new")),
        None => (HERE.to_owned(), tr!(l, "reconciliation-title")),
    };
    html! {
        (Alert::info(tr!(l, "reconciliation-from-document"))
            .icon(icon!("scale"))
            .body(html! { p.m-0 { (tr!(l, "reconciliation-from-document-do")) } })
            .action(Button::plain(words).small().href(address)))
    }
}
