//! What waits for the reader, and the rest that they may see.

use maud::{Markup, html};

use super::badge;
use crate::modules::approvals::model::{ApprovalId, State};
use crate::modules::approvals::pages::RULES as RULES_PAGE;
use crate::modules::approvals::rules::may_rule;
use crate::platform::i18n::format;
use crate::platform::ui::{Button, Card, Column, Empty, PageHead, Pager, Table};
use crate::platform::values::{Moment, Money};
use crate::platform::web::Cx;
use crate::{icon, tr};

pub struct Row {
    pub id: ApprovalId,
    pub name: String,
    pub sender: String,
    pub sent: Moment,
    /// For those who see sums.
    pub total: Option<Money>,
    pub state: State,
    /// Whose turn it is.
    pub turn: String,
}

pub struct List<'a> {
    pub mine: &'a [Row],
    pub rows: &'a [Row],
    pub first: bool,
    pub next: Option<String>,
    pub sums: bool,
}

pub fn page(cx: &Cx, list: &List<'_>) -> Markup {
    let l = cx.locale;
    let none = list.mine.is_empty() && list.rows.is_empty() && list.first && list.next.is_none();
    html! {
        (PageHead::new(l, tr!(l, "approvals-title"))
            .facts(html! { p { (tr!(l, "approvals-about")) } })
            .actions(html! {
                @if may_rule(&cx.access).is_ok() {
                    (Button::plain(tr!(l, "approvals-rules")).icon(icon!("settings")).href(RULES_PAGE))
                }
            }))
        div.kb-stack-lg {
            @if none {
                (Card::new().flush(Empty {
                    icon: icon!("checks"),
                    title: tr!(l, "approvals-empty").into(),
                    body: match may_rule(&cx.access).is_ok() {
                        true => tr!(l, "approvals-empty-rules").into(),
                        false => tr!(l, "approvals-empty-do").into(),
                    },
                    action: None,
                }))
            } @else {
                @if list.first {
                    @if list.mine.is_empty() {
                        (Card::titled(tr!(l, "approvals-mine")).id("mine").body(html! { p.m-0.kb-soft { (tr!(l, "approvals-mine-none")) } }))
                    } @else {
                        (Card::titled(tr!(l, "approvals-mine")).id("mine").flush(table(cx, list, list.mine, true)))
                    }
                }
                @if !list.rows.is_empty() {
                    (Card::titled(tr!(l, "approvals-others")).id("others").flush(table(cx, list, list.rows, false)))
                }
                (Pager { locale: l, previous: None, next: list.next.clone().map(Into::into), shown: None })
            }
        }
    }
}

fn table<'a>(cx: &'a Cx, list: &List<'_>, rows: &'a [Row], mine: bool) -> Table<'a, Row> {
    let l = cx.locale;
    let caption = match mine {
        true => tr!(l, "approvals-mine"),
        false => tr!(l, "approvals-others"),
    };
    Table::new(caption, rows)
        .row_data("data-approval", |row: &Row| row.id.to_string())
        .column(Column::head(tr!(l, "approvals-col-draft"), |row: &Row| {
            html! { a.kb-b href={ "/approvals/" (row.id) } { (row.name) } }
        }))
        .column(Column::status(tr!(l, "approvals-col-state"), move |row: &Row| {
            html! {
                (badge(l, &row.state))
                @if !row.turn.is_empty() && !mine { span.kb-sub { (row.turn) } }
                @if let State::Approved { order: Some(number) } = &row.state {
                    span.kb-sub { a href={ "/orders/" (number) } { (number) } }
                }
            }
        }))
        .column(Column::text(tr!(l, "approvals-col-sender"), |row: &Row| {
            row.sender.clone()
        }))
        .column_if(list.sums, || {
            Column::num(tr!(l, "approvals-col-sum"), move |row: &Row| {
                row.total
                    .map(|total| format::money(l, total).to_string())
                    .unwrap_or_default()
            })
            .field("purchase-price")
        })
        .column(Column::text(tr!(l, "approvals-col-sent"), |row: &Row| {
            format::datetime(row.sent, &cx.zone)
        }))
}
