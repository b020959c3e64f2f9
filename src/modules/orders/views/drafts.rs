//! The list of drafts.

use maud::{Markup, html};

use super::Frame;
use crate::modules::orders::read_models::DraftRow;
use crate::platform::i18n::format;
use crate::platform::ui::{Button, Card, Column, Empty, Field, Form, PageHead, Pager, Table, hidden};
use crate::platform::values::DealerId;
use crate::{icon, tr};

pub fn list(frame: &Frame, rows: &[DraftRow], own: Option<DealerId>, next: Option<String>) -> Markup {
    let l = frame.locale;
    html! {
        (PageHead::new(l, tr!(l, "orders-drafts-title")).facts(html! { p { (tr!(l, "orders-drafts-about")) } }))
        div.kb-stack-lg {
            @if own.is_some() { (Card::titled(tr!(l, "orders-draft-new")).body(begin(frame, None))) }
            @if rows.is_empty() {
                (Card::new().flush(Empty {
                    icon: icon!("pencil"),
                    title: tr!(l, "orders-drafts-empty").into(),
                    body: tr!(l, "orders-drafts-empty-do").into(),
                    action: Some(html! { (Button::plain(tr!(l, "orders-to-catalogue")).href("/catalogue")) }),
                }))
            } @else {
                (table(frame, rows))
                (Pager { locale: l, previous: None, next: next.map(Into::into), shown: None })
            }
        }
    }
}

/// The form that begins a draft; for staff it names the dealer.
pub fn begin(frame: &Frame, dealer: Option<DealerId>) -> Markup {
    let l = frame.locale;
    html! {
        (Form::post("/drafts", frame.csrf.as_str()).class("kb-row").body(html! {
            @if let Some(dealer) = dealer { (hidden("dealer", dealer.to_string())) }
            div.kb-grow {
                (Field::text("name", tr!(l, "orders-draft-name")).label_hidden()
                    .placeholder(tr!(l, "orders-draft-name-example")))
            }
            (Button::primary(tr!(l, "orders-draft-begin")).icon(icon!("plus")))
        }))
    }
}

fn table(frame: &Frame, rows: &[DraftRow]) -> Markup {
    let l = frame.locale;
    let table = Table::new(tr!(l, "orders-drafts-title"), rows)
        .row_data("data-draft", |row: &DraftRow| row.id.to_string())
        .column(Column::head(tr!(l, "orders-col-draft"), |row: &DraftRow| {
            html! { a.kb-b href={ "/drafts/" (row.id) } { (row.name) } }
        }))
        .column_if(frame.staff, || {
            Column::text(tr!(l, "orders-col-dealer"), |row: &DraftRow| {
                row.dealer.clone().unwrap_or_default()
            })
        })
        .column(Column::text(tr!(l, "orders-col-author"), |row: &DraftRow| {
            row.author.clone()
        }))
        .column(Column::num(tr!(l, "orders-col-lines"), |row: &DraftRow| {
            format::count(row.lines)
        }))
        .column(Column::text(tr!(l, "orders-col-changed"), |row: &DraftRow| {
            format::datetime(row.changed, &frame.zone)
        }));
    html! { (Card::new().flush(table)) }
}
