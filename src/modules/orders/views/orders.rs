//! The list of orders.

use maud::{Markup, html};

use super::{Frame, margin, stage_badge};
use crate::modules::orders::read_models::{OrderRow, sees_margin};
use crate::platform::access::Sight;
use crate::platform::i18n::format;
use crate::platform::ui::{Button, Card, Chip, Column, Empty, OrDash, PageHead, Pager, Table, chips, due, due_moved};
use crate::platform::values::{Cursor, DealerId, Locale};
use crate::{icon, tr};

pub struct List<'a> {
    pub rows: &'a [OrderRow],
    /// Value, words and count of each filter.
    pub chips: &'a [(String, String, Option<u64>)],
    pub current: &'a str,
    pub dealer: Option<(DealerId, &'a str)>,
    pub sight: Sight,
    pub may_draft: bool,
    pub next: Option<Cursor>,
}

/// The way to a new order; staff names the dealer on the way.
fn new_order(frame: &Frame, dealer: Option<DealerId>) -> Markup {
    let l = frame.locale;
    let (words, href) = match (frame.staff, dealer) {
        (true, Some(dealer)) => (tr!(l, "orders-new-for-dealer"), format!("/drafts?dealer={dealer}")),
        (true, None) => (tr!(l, "orders-new-for-dealer"), "/drafts#new".to_owned()),
        (false, _) => (tr!(l, "orders-new"), "/drafts".to_owned()),
    };
    html! { (Button::primary(words).icon(icon!("plus")).href(href)) }
}

impl List<'_> {
    fn address(&self, stage: &str) -> String {
        let dealer = self.dealer.map(|(id, _)| format!("&dealer={id}")).unwrap_or_default();
        format!("/orders?stage={stage}{dealer}")
    }
}

pub fn list(frame: &Frame, list: &List<'_>) -> Markup {
    let l = frame.locale;
    let filters = list.chips.iter().map(|(value, text, count)| {
        let chip = Chip::new(text.as_str(), list.address(value), value == list.current);
        match count {
            Some(count) => chip.count(*count),
            None => chip,
        }
    });
    let mut head = PageHead::new(l, tr!(l, "orders-title"));
    if let Some((id, name)) = list.dealer {
        head = head.facts(html! { p { a href={ "/dealers/" (id) } { (name) } } });
    }
    html! {
        @if list.may_draft { (head.actions(new_order(frame, list.dealer.map(|(id, _)| id)))) } @else { (head) }
        div.kb-stack-lg {
            (chips(tr!(l, "orders-filter"), filters))
            @if list.rows.is_empty() {
                (Card::new().flush(Empty {
                    icon: icon!("clipboard-list"),
                    title: match list.current {
                        "all" => tr!(l, "orders-empty").into(),
                        "stopped" => tr!(l, "orders-stopped-empty").into(),
                        _ => tr!(l, "orders-empty-here").into(),
                    },
                    body: match (list.current, list.may_draft && !frame.staff) {
                        ("all", true) => tr!(l, "orders-empty-do").into(),
                        ("all", false) => tr!(l, "orders-empty-watch").into(),
                        ("stopped", _) => tr!(l, "orders-stopped-empty-do").into(),
                        _ => tr!(l, "orders-empty-here-do").into(),
                    },
                    action: match (list.current, list.may_draft && !frame.staff) {
                        ("all", true) => Some(html! { (Button::plain(tr!(l, "orders-to-catalogue")).href("/catalogue")) }),
                        ("all", false) => None,
                        _ => Some(html! { (Button::plain(tr!(l, "orders-show-all")).href(list.address("all"))) }),
                    },
                }))
            } @else {
                (Card::new().flush(table(frame, list)))
                (Pager {
                    locale: l,
                    previous: None,
                    next: list.next.clone().map(|cursor| {
                        format!("{}&after={}", list.address(list.current), String::from(cursor)).into()
                    }),
                    shown: None,
                })
            }
        }
    }
}

pub(super) fn title(l: Locale, row: &OrderRow) -> Markup {
    let number = row.number.to_string();
    html! {
        a.kb-b href={ "/orders/" (number) } { @if row.name.is_empty() { (number) } @else { (row.name) } }
        span.kb-sub.kb-tab {
            (number)
            @if row.open { " · " (tr!(l, "orders-agreement-open")) }
            @for mark in &row.marks { " · " (mark) }
        }
    }
}

pub(super) fn planned(row: &OrderRow) -> OrDash<Markup> {
    OrDash(row.planned.map(|planned| match row.promised_before {
        Some(before) => due_moved(before, planned),
        None => due(planned),
    }))
}

fn table<'a>(frame: &'a Frame, list: &'a List<'_>) -> Table<'a, OrderRow> {
    let l = frame.locale;
    Table::new(tr!(l, "orders-title"), list.rows)
        .row_data("data-order", |row: &OrderRow| row.number.to_string())
        .column(Column::title(tr!(l, "orders-col-order"), move |row: &OrderRow| {
            title(l, row)
        }))
        .column(Column::status(tr!(l, "orders-col-stage"), |row: &OrderRow| {
            stage_badge(row.kind, &row.stage)
        }))
        .column(Column::text(tr!(l, "orders-col-buyer"), move |row: &OrderRow| {
            html! {
                @match &row.dealer {
                    Some(dealer) => { (dealer) span.kb-sub { (row.buyer) } }
                    None => (row.buyer),
                }
            }
        }))
        .column(Column::text(tr!(l, "orders-col-created"), |row: &OrderRow| {
            frame.day(row.created)
        }))
        .column(Column::text(tr!(l, "orders-col-planned"), planned))
        .column_if(sees_margin(list.sight), || {
            Column::num(tr!(l, "orders-margin"), move |row: &OrderRow| margin(l, row.margin)).field("margin")
        })
        .column_if(list.sight.purchase_price, || {
            Column::sum(tr!(l, "orders-col-sum"), move |row: &OrderRow| {
                OrDash(row.total.map(|total| format::money(l, total)))
            })
            .field("purchase-price")
        })
}
