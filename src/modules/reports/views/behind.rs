//! The orders behind a figure.

use maud::{Markup, html};

use crate::modules::dealers::Dealer;
use crate::modules::orders::read_models::stage_name;
use crate::modules::orders::views::stage_badge;
use crate::modules::orders::{StageLine, stages};
use crate::modules::reports::model::{Facts, Sums};
use crate::modules::reports::queries::Behind;
use crate::platform::error::Error;
use crate::platform::i18n::format;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::ui::{Alert, Card, Column, Empty, OrDash, PageHead, Table};
use crate::platform::values::{Day, Money};
use crate::platform::web::Cx;
use crate::{icon, tr};

pub struct Page<'a> {
    pub title: &'a str,
    pub crumb: (&'a str, String),
    pub behind: &'a Behind,
    /// What of an order belongs to the figure.
    pub figure: &'a dyn Fn(&Facts) -> Sums,
    /// When that is due.
    pub due: &'a dyn Fn(&Facts) -> Option<Day>,
}

pub fn page(cx: &Cx, tx: &ReadTx, page: &Page<'_>) -> Result<Markup, Error> {
    let l = cx.locale;
    let table = table(cx, tx, page.behind, page.figure, page.due)?;
    Ok(html! {
        (PageHead::new(l, page.title).crumb(page.crumb.0, page.crumb.1.as_str()))
        div.kb-stack-lg {
            @if page.behind.more {
                (Alert::info(tr!(l, "reports-behind-more", n = page.behind.orders.len())))
            }
            (Card::new().flush(table))
        }
    })
}

struct Row {
    number: String,
    name: String,
    dealer: String,
    badge: Markup,
    due: Option<String>,
    units: String,
    part: Option<Money>,
}

/// A table of orders with what of them belongs to a figure.
pub fn table(
    cx: &Cx,
    tx: &ReadTx,
    behind: &Behind,
    figure: &dyn Fn(&Facts) -> Sums,
    due: &dyn Fn(&Facts) -> Option<Day>,
) -> Result<Markup, Error> {
    let l = cx.locale;
    let line: StageLine = stages(tx)?;
    let sees_money = cx.access.sight().purchase_price;
    let mut rows = Vec::with_capacity(behind.orders.len());
    for (facts, order) in &behind.orders {
        let dealer = tx.shared::<Dealer>(&order.dealer)?;
        let part = figure(facts);
        rows.push(Row {
            number: order.number.to_string(),
            name: order.name.clone(),
            dealer: dealer.map(|dealer| dealer.name.clone()).unwrap_or_default(),
            badge: stage_badge(
                &line.look(&order.stage, order.kind),
                &stage_name(l, &line, &order.stage),
            ),
            due: due(facts).map(|day| format::date(day).to_string()),
            units: format::quantity(l, part.units()).to_string(),
            part: sees_money.then(|| part.money(facts.currency)),
        });
    }
    if rows.is_empty() {
        return Ok(html! { (Empty {
            icon: icon!("clipboard-list"),
            title: tr!(l, "reports-behind-none").into(),
            body: tr!(l, "reports-behind-none-do").into(),
            action: None,
        }) });
    }
    let staff = cx.access.is_staff();
    let table = Table::new(tr!(l, "reports-orders"), &rows)
        .row_data("data-order", |row: &Row| row.number.clone())
        .column(Column::title(tr!(l, "reports-order"), |row: &Row| {
            html! {
                a href={ "/orders/" (row.number) } { (row.number) }
                @if !row.name.is_empty() { span.kb-sub { (row.name) } }
            }
        }))
        .column(Column::status(tr!(l, "reports-stage"), |row: &Row| row.badge.clone()))
        .column_if(staff, || {
            Column::text(tr!(l, "reports-dealer"), |row: &Row| row.dealer.clone())
        })
        .column(Column::text(tr!(l, "reports-due"), |row: &Row| OrDash(row.due.clone())))
        .column(Column::num(tr!(l, "reports-units"), |row: &Row| row.units.clone()))
        .column_if(sees_money, || {
            Column::sum(tr!(l, "reports-sum"), move |row: &Row| {
                OrDash(row.part.map(|part| format::money(l, part)))
            })
            .field("purchase-price")
        });
    Ok(html! { (table) })
}
