//! The list of drafts.

use maud::{Markup, html};

use super::Frame;
use crate::modules::dealers::Dealer;
use crate::modules::orders::read_models::DraftRow;
use crate::platform::i18n::format;
use crate::platform::ui::{Button, Card, Choice, Column, Empty, Field, Form, PageHead, Pager, Select, Table};
use crate::platform::values::DealerId;
use crate::{icon, tr};

pub struct List<'a> {
    pub rows: &'a [DraftRow],
    /// Of the dealer that is meant.
    pub templates: &'a [DraftRow],
    /// For staff: whom a draft can be for.
    pub dealers: Vec<(DealerId, String)>,
    /// For staff: the one dealer that is meant.
    pub named: Option<&'a Dealer>,
    pub next: Option<String>,
}

pub fn list(frame: &Frame, list: &List<'_>) -> Markup {
    let l = frame.locale;
    let about = match frame.staff {
        true => tr!(l, "orders-drafts-about-staff"),
        false => tr!(l, "orders-drafts-about"),
    };
    let mut head = PageHead::new(l, tr!(l, "orders-drafts-title"));
    if let Some(dealer) = list.named {
        head = head.crumb(dealer.name.as_str(), format!("/dealers/{}", dealer.id));
    }
    let quick = match list.named {
        Some(dealer) => format!("/quick?dealer={}", dealer.id),
        None => "/quick".to_owned(),
    };
    html! {
        (head.facts(html! { p { (about) } })
            .actions(html! { (Button::plain(tr!(l, "orders-quick")).icon(icon!("bolt")).href(quick)) }))
        div.kb-stack-lg {
            @if frame.staff {
                @if !list.dealers.is_empty() {
                    (Card::titled(tr!(l, "orders-new-for-dealer")).id("new").body(begin_for(frame, list)))
                }
            } @else {
                (Card::titled(tr!(l, "orders-draft-new")).body(begin(frame)))
            }
            @if list.rows.is_empty() {
                (Card::new().flush(empty(frame)))
            } @else {
                (table(frame, list.rows))
                (Pager { locale: l, previous: None, next: list.next.clone().map(Into::into), shown: None })
            }
            @if !list.templates.is_empty() { (templates(frame, list.templates)) }
        }
    }
}

fn empty(frame: &Frame) -> Empty<'static> {
    let l = frame.locale;
    let (body, action) = match frame.staff {
        true => (tr!(l, "orders-drafts-empty-staff"), None),
        false => (
            tr!(l, "orders-drafts-empty-do"),
            Some(html! { (Button::plain(tr!(l, "orders-to-catalogue")).href("/catalogue")) }),
        ),
    };
    Empty {
        icon: icon!("pencil"),
        title: tr!(l, "orders-drafts-empty").into(),
        body: body.into(),
        action,
    }
}

/// The form that begins a draft of the own company.
fn begin(frame: &Frame) -> Markup {
    let l = frame.locale;
    html! {
        (Form::post("/drafts", frame.csrf.as_str()).class("kb-row").body(html! {
            div.kb-grow {
                (Field::text("name", tr!(l, "orders-draft-name")).label_hidden()
                    .placeholder(tr!(l, "orders-draft-name-example")))
            }
            (Button::primary(tr!(l, "orders-draft-begin")).icon(icon!("plus")))
        }))
    }
}

/// The same for staff, who enter an order for a dealer.
fn begin_for(frame: &Frame, list: &List<'_>) -> Markup {
    let l = frame.locale;
    let choices = list
        .dealers
        .iter()
        .map(|(id, name)| Choice::new(id.to_string(), name.as_str()));
    let chosen = list.named.map(|dealer| dealer.id.to_string()).unwrap_or_default();
    html! {
        (Form::post("/drafts", frame.csrf.as_str()).class("kb-row kb-bottom").body(html! {
            (Select::new("dealer", tr!(l, "orders-col-dealer"), choices).chosen(chosen))
            div.kb-grow {
                (Field::text("name", tr!(l, "orders-draft-name")).placeholder(tr!(l, "orders-draft-name-example")))
            }
            (Button::primary(tr!(l, "orders-draft-begin")).icon(icon!("plus")))
        }))
        p.kb-hint.m-0 { (tr!(l, "orders-new-for-dealer-about")) }
    }
}

fn table(frame: &Frame, rows: &[DraftRow]) -> Markup {
    let l = frame.locale;
    let table = Table::new(tr!(l, "orders-drafts-title"), rows)
        .row_data("data-draft", |row: &DraftRow| row.id.to_string())
        .column(Column::head(tr!(l, "orders-col-draft"), |row: &DraftRow| {
            html! {
                a.kb-b href={ "/drafts/" (row.id) } { (row.name) }
                @if !row.comment.is_empty() { span.kb-sub { (row.comment) } }
                @for mark in &row.marks { span.kb-sub { (mark) } }
            }
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

/// What drafts can be begun from.
fn templates(frame: &Frame, rows: &[DraftRow]) -> Markup {
    let l = frame.locale;
    let table = Table::new(tr!(l, "orders-templates"), rows)
        .row_data("data-template", |row: &DraftRow| row.id.to_string())
        .column(Column::head(tr!(l, "orders-col-template"), |row: &DraftRow| {
            html! {
                a.kb-b href={ "/drafts/" (row.id) } { (row.name) }
                @if !row.comment.is_empty() { span.kb-sub { (row.comment) } }
            }
        }))
        .column(Column::text(tr!(l, "orders-col-author"), |row: &DraftRow| {
            row.author.clone()
        }))
        .column(Column::num(tr!(l, "orders-col-lines"), |row: &DraftRow| {
            format::count(row.lines)
        }))
        .column(Column::actions(tr!(l, "orders-col-action"), |row: &DraftRow| {
            html! {
                (Form::post(format!("/drafts/{}/copy", row.id), frame.csrf.as_str()).body(html! {
                    (Button::plain(tr!(l, "orders-template-use")).small().icon(icon!("plus")))
                }))
            }
        }));
    html! { (Card::titled(tr!(l, "orders-templates")).id("templates").flush(table)) }
}
