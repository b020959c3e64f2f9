//! The list of orders.

use maud::{Markup, html};

use super::{Frame, margin, stage_badge};
use crate::modules::orders::read_models::{OrderRow, sees_margin};
use crate::platform::access::Sight;
use crate::platform::i18n::format;
use crate::platform::ui::{Button, Card, Chip, Column, Empty, OrDash, PageHead, Pager, Table, chips, due, due_moved};
use crate::platform::values::{Cursor, DealerId};
use crate::{icon, tr};

pub struct List<'a> {
    pub rows: &'a [OrderRow],
    /// Value, words and count of each filter.
    pub chips: &'a [(String, String, Option<u64>)],
    pub current: &'a str,
    pub dealer: Option<(DealerId, &'a str)>,
    pub sight: Sight,
    pub next: Option<Cursor>,
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
        (head.actions(html! { (Button::primary(tr!(l, "orders-new")).icon(icon!("plus")).href("/drafts")) }))
        div.kb-stack-lg {
            (chips(tr!(l, "orders-filter"), filters))
            @if list.rows.is_empty() {
                (Card::new().flush(Empty {
                    icon: icon!("clipboard-list"),
                    title: tr!(l, "orders-empty").into(),
                    body: tr!(l, "orders-empty-do").into(),
                    action: Some(html! { (Button::plain(tr!(l, "orders-to-catalogue")).href("/catalogue")) }),
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

/// The latest open orders, for the home page.
pub fn open_card(frame: &Frame, rows: &[OrderRow], sight: Sight, count: u64) -> Markup {
    let l = frame.locale;
    let list = List {
        rows,
        chips: &[],
        current: "open",
        dealer: None,
        sight,
        next: None,
    };
    let card = Card::titled(tr!(l, "orders-home-title"));
    if rows.is_empty() {
        return html! { (card.body(html! { p.m-0 { (tr!(l, "orders-empty-do")) } })) };
    }
    html! {
        (card.small(tr!(l, "orders-home-open", n = count)).flush(table(frame, &list)).footer(html! {
            a href="/orders" { (tr!(l, "orders-home-all")) }
        }))
    }
}

fn table<'a>(frame: &'a Frame, list: &'a List<'_>) -> Table<'a, OrderRow> {
    let l = frame.locale;
    Table::new(tr!(l, "orders-title"), list.rows)
        .row_data("data-order", |row: &OrderRow| row.number.to_string())
        .column(Column::title(tr!(l, "orders-col-order"), move |row: &OrderRow| {
            let number = row.number.to_string();
            html! {
                a.kb-b href={ "/orders/" (number) } { @if row.name.is_empty() { (number) } @else { (row.name) } }
                span.kb-sub.kb-tab {
                    (number)
                    @if row.open { " · " (tr!(l, "orders-agreement-open")) }
                }
            }
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
        .column(Column::text(tr!(l, "orders-col-planned"), |row: &OrderRow| {
            OrDash(row.planned.map(|planned| match row.promised_before {
                Some(before) => due_moved(before, planned),
                None => due(planned),
            }))
        }))
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
