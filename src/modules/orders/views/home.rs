//! What orders add to the home page: the line of stages at a glance, what stands still, the newest that are open.

use maud::{Markup, Render, html};

use super::orders::{planned, title};
use super::{Frame, dash, margin, stage_badge};
use crate::modules::orders::queries::STANDSTILL_COUNTED;
use crate::modules::orders::read_models::{OrderRow, sees_margin};
use crate::platform::access::Sight;
use crate::platform::i18n::format;
use crate::platform::ui::{Bar, BarPart, Button, Card, Column, Empty, ListItem, Table, Tone, list};
use crate::platform::values::Day;
use crate::{icon, tr};

/// A stage with the orders that are in it.
pub struct Step {
    pub key: String,
    pub name: String,
    pub tone: Tone,
    pub count: u64,
}

/// All open orders by stage; each figure leads to its list.
pub fn pipeline(frame: &Frame, steps: &[Step], count: u64) -> Markup {
    let l = frame.locale;
    let most = steps.iter().map(|step| step.count).max().unwrap_or(0).max(1);
    let card = Card::titled(tr!(l, "orders-home-stages"))
        .small(tr!(l, "orders-home-open", n = count))
        .aside(html! { a href="/orders" { (tr!(l, "orders-home-all")) } })
        .flush(html! {
            ol.kb-pipe {
                @for step in steps {
                    li {
                        a href={ "/orders?stage=" (step.key) } {
                            span.kb-sm.kb-soft { (step.name) }
                            b { (format::count(step.count)) }
                            (Bar {
                                label: tr!(l, "orders-home-open", n = step.count).into(),
                                parts: vec![BarPart { percent: share(step.count, most), class: step.tone.bar() }],
                                mark: None,
                                large: false,
                            })
                        }
                    }
                }
            }
        });
    html! { (card) }
}

fn share(count: u64, most: u64) -> u8 {
    u8::try_from(count.saturating_mul(100) / most).unwrap_or(100)
}

/// Why an order stands still.
#[derive(Debug, PartialEq)]
pub enum Why {
    /// It differs from what was agreed, and the reader's side has to accept.
    Differs,
    /// The promised day has passed.
    Late { planned: Day, days: i64 },
}

pub struct Stopped {
    pub number: String,
    pub name: String,
    /// For those who see several dealers.
    pub dealer: Option<String>,
    pub why: Why,
}

/// What stands still, each with the reason and the way out.
pub fn stopped(frame: &Frame, orders: &[Stopped], count: usize) -> Markup {
    let l = frame.locale;
    let rows = orders.iter().map(|order| {
        let (icon, why) = match &order.why {
            Why::Differs => (icon!("alert-triangle"), tr!(l, "orders-home-differs-why").to_owned()),
            Why::Late { planned, days } => {
                let late = tr!(l, "orders-home-late", day = format::date(*planned), n = *days);
                let way_out = match frame.staff {
                    true => tr!(l, "orders-home-late-staff"),
                    false => tr!(l, "orders-home-late-dealer"),
                };
                (icon!("clock"), format!("{late} {way_out}"))
            }
        };
        let name = if order.name.is_empty() { &order.number } else { &order.name };
        ListItem {
            icon: Some(icon),
            body: html! {
                b { (name) } " " span.kb-soft.kb-tab { (order.number) @if let Some(dealer) = &order.dealer { " · " (dealer) } }
                span.kb-sub { (why) }
            },
            end: Some(
                Button::plain(tr!(l, "orders-home-look"))
                    .small()
                    .href(format!("/orders/{}", order.number))
                    .render(),
            ),
        }
    });
    let all = html! { a href="/orders?stage=stopped" { (tr!(l, "orders-home-stopped-all")) } };
    let card = Card::titled(tr!(l, "orders-home-stopped"));
    let card = match (count > orders.len(), count > STANDSTILL_COUNTED) {
        (false, _) => card.small(tr!(l, "orders-home-stopped-count", n = count)),
        (true, false) => card
            .small(tr!(l, "orders-home-stopped-shown", shown = orders.len(), all = count))
            .aside(all),
        (true, true) => card
            .small(tr!(
                l,
                "orders-home-stopped-more",
                shown = orders.len(),
                all = STANDSTILL_COUNTED
            ))
            .aside(all),
    };
    html! { (card.hold().flush(list(rows))) }
}

/// The newest open orders. Fewer columns than the list: company names are long.
pub fn open_card(frame: &Frame, rows: &[OrderRow], sight: Sight, count: u64, may_draft: bool) -> Markup {
    let l = frame.locale;
    let card = Card::titled(tr!(l, "orders-home-title"));
    if rows.is_empty() {
        let (body, action) = match may_draft && !frame.staff {
            true => (
                tr!(l, "orders-empty-do"),
                Some(html! { (Button::plain(tr!(l, "orders-to-catalogue")).href("/catalogue")) }),
            ),
            false => (tr!(l, "orders-empty-watch"), None),
        };
        return html! {
            (card.flush(Empty {
                icon: icon!("clipboard-list"),
                title: tr!(l, "orders-home-none").into(),
                body: body.into(),
                action,
            }))
        };
    }
    let table = Table::new(tr!(l, "orders-home-title"), rows)
        .row_data("data-order", |row: &OrderRow| row.number.to_string())
        .column(Column::title(tr!(l, "orders-col-order"), move |row: &OrderRow| {
            title(l, row)
        }))
        .column(Column::status(tr!(l, "orders-col-stage"), |row: &OrderRow| {
            stage_badge(&row.look, &row.stage)
        }))
        .column(match frame.staff {
            true => Column::text(tr!(l, "orders-col-dealer"), |row: &OrderRow| {
                row.dealer.clone().unwrap_or_default()
            }),
            false => Column::text(tr!(l, "orders-col-buyer"), |row: &OrderRow| row.buyer.clone()),
        })
        .column(Column::text(tr!(l, "orders-col-planned"), planned))
        .column_if(sight.purchase_price, || {
            Column::sum(tr!(l, "orders-col-sum"), move |row: &OrderRow| {
                html! {
                    span {
                        @match row.total {
                            Some(total) => (format::money(l, total)),
                            None => (dash()),
                        }
                        @if sees_margin(sight) && let Some(Ok(of)) = &row.margin {
                            span.kb-sub data-field="margin" { (tr!(l, "orders-margin")) " " (margin(l, Some(Ok(*of)))) }
                        }
                    }
                }
            })
            .field("purchase-price")
        });
    html! {
        (card.small(tr!(l, "orders-home-shown", shown = rows.len(), all = count))
            .aside(html! { a href="/orders" { (tr!(l, "orders-home-all")) } })
            .flush(table))
    }
}
