//! The card of documents on an order's page.

use std::sync::Arc;

use maud::{Markup, html};

use super::{SUM, download, marks, sign};
use crate::modules::documents::model::Document;
use crate::modules::documents::queries::OF_ORDER;
use crate::modules::orders::Order;
use crate::platform::i18n::format;
use crate::platform::ui::{Card, ListItem, list};
use crate::platform::web::Cx;
use crate::tr;

pub fn card(cx: &Cx, order: &Order, documents: &[Arc<Document>]) -> Markup {
    let l = cx.locale;
    let rows = documents.iter().map(|document| ListItem {
        icon: Some(sign(document.told.kind)),
        body: html! {
            a href=(format!("/documents/{}", document.id)) { (cx.say(&document.title())) }
            span.kb-sub {
                @if let Some(sum) = document.told.sum { span data-field=(SUM) { (format::money(l, sum)) } }
                @if document.told.sum.is_some() && !document.told.edo.is_empty() { ", " }
                (document.told.edo)
            }
            (marks(l, document))
        },
        end: Some(download(cx, document)),
    });
    let card = Card::titled(tr!(l, "documents-title")).id("order-documents");
    if documents.is_empty() {
        return html! { (card.body(html! { p.kb-note.m-0 { (tr!(l, "documents-order-empty")) } })) };
    }
    let card = card.flush(list(rows));
    let all = format!("/documents?q={}", order.number);
    html! {
        @if documents.len() == OF_ORDER {
            (card.footer(html! { a.kb-sm href=(all) { (tr!(l, "documents-show-all")) } }))
        } @else { (card) }
    }
}
