//! Sales: over time, and by dealer, group, region or manager.

use maud::{Markup, html};

use super::{Behindhand, filters, period_filter};
use crate::modules::reports::figures::analytics::{Analytics, By, Slice};
use crate::modules::reports::model::{Against, Grain, Period};
use crate::modules::reports::pages::Link;
use crate::modules::reports::pages::analytics::Asked;
use crate::platform::i18n::format;
use crate::platform::ui::{
    Button, Card, ChartColumn, Choice, Column, Columns, Empty, OrDash, PageHead, Select, Table, kpi,
};
use crate::platform::values::{Currency, Locale};
use crate::platform::web::Cx;
use crate::{icon, tr};

pub struct Page<'a> {
    pub asked: &'a Asked,
    pub analytics: &'a Analytics,
    pub compared: Period,
    pub behind: Behindhand,
}

pub fn by_name(l: Locale, by: By) -> &'static str {
    match by {
        By::Dealer => tr!(l, "reports-dealer"),
        By::Group => tr!(l, "reports-group"),
        By::Region => tr!(l, "reports-region"),
        By::Manager => tr!(l, "reports-manager"),
    }
}

fn against_name(l: Locale, against: Against) -> &'static str {
    match against {
        Against::Before => tr!(l, "reports-against-before"),
        Against::YearBefore => tr!(l, "reports-against-year"),
    }
}

pub fn page(cx: &Cx, page: &Page<'_>) -> Markup {
    let (l, found) = (cx.locale, page.analytics);
    // What opens counts orders of the currency that is shown.
    let link = page.asked.link().with("currency", page.analytics.currency.code());
    let narrowed = ["dealer", "group", "region", "manager"];
    let is_narrowed = link.parts().any(|(name, _)| narrowed.contains(&name));
    let whole = narrowed.into_iter().fold(link.clone(), Link::without);
    html! {
        (PageHead::new(l, tr!(l, "reports-analytics-title"))
            .facts(html! { p {
                (tr!(l, "reports-period-is", from = page.asked.period.from, to = page.asked.period.to)) " "
                (tr!(l, "reports-compared-with", from = page.compared.from, to = page.compared.to)) " "
                (tr!(l, "reports-sales-count", at = format::datetime(cx.access.now(), &cx.zone)))
            } })
            .actions(html! {
                (Button::plain(tr!(l, "reports-xlsx")).icon(icon!("download")).href(link.to("/analytics.xlsx")))
            }))
        div.kb-stack-lg {
            (page.behind.say(l))
            (filters(l, "/analytics", &link, &["period", "against", "by", "currency"], html! {
                (period_filter(l, page.asked.preset))
                (Select::new("against", tr!(l, "reports-compare"), Against::ALL.map(|against| Choice::new(against.code(), against_name(l, against))))
                    .chosen(page.asked.against.code()))
                (Select::new("by", tr!(l, "reports-by"), By::ALL.map(|by| Choice::new(by.code(), by_name(l, by))))
                    .chosen(page.asked.by.code()))
                (currency_filter(l, &found.currencies, found.currency))
            }))
            @if is_narrowed {
                p.m-0 { a href=(whole.to("/analytics")) { (tr!(l, "reports-whole")) } }
            }
            @if found.rows.is_empty() {
                (Card::new().flush(Empty {
                    icon: icon!("chart-bar"),
                    title: tr!(l, "reports-sales-none").into(),
                    body: tr!(l, "reports-sales-none-do").into(),
                    action: None,
                }))
            } @else {
                (kpis(l, found))
                (chart(l, page, &link))
                (rows(l, page, &link))
            }
        }
    }
}

/// A choice where there is more than one currency: money of different ones is never added.
pub fn currency_filter(l: Locale, all: &[Currency], chosen: Currency) -> Markup {
    html! {
        @if all.len() > 1 {
            (Select::new("currency", tr!(l, "reports-currency"),
                all.iter().map(|currency| Choice::new(currency.code(), currency.code())))
                .chosen(chosen.code()))
        }
    }
}

fn kpis(l: Locale, found: &Analytics) -> Markup {
    let (all, currency) = (&found.all, found.currency);
    let change = html! {
        @match all.change() {
            Some(change) => (tr!(l, "reports-against", change = format::percent(l, change),
                before = format::money_rounded(l, all.before.money(currency)))),
            None => (tr!(l, "reports-against-nothing")),
        }
    };
    html! {
        div.kb-grid.kb-g-3 {
            (kpi(tr!(l, "reports-sum"), format::money_rounded(l, all.now.money(currency)), Some(change)))
            (kpi(tr!(l, "reports-orders"), format::count(all.now.orders),
                Some(html! { (tr!(l, "reports-before-is", n = all.before.orders)) })))
            (kpi(tr!(l, "reports-average"),
                OrDash(all.now.average(currency).map(|sum| format::money_rounded(l, sum))),
                all.before.average(currency).map(|sum| html! {
                    (tr!(l, "reports-before-sum", sum = format::money_rounded(l, sum)))
                })))
        }
    }
}

fn chart(l: Locale, page: &Page<'_>, link: &Link) -> Markup {
    let found = page.analytics;
    let columns = found.pieces.iter().map(|piece| {
        let label = match found.grain {
            Grain::Month => super::month(l, piece.period.from),
            Grain::Day | Grain::Week => format::day_month(piece.period.from).to_string(),
        };
        let sum = format::money_rounded(l, piece.sums.money(found.currency));
        ChartColumn {
            said: format!("{label}: {sum}, {}", tr!(l, "reports-n-orders", n = piece.sums.orders)).into(),
            label: label.into(),
            value: piece.sums.total,
            href: link
                .clone()
                .with("from", piece.period.from)
                .with("to", piece.period.to)
                .to("/analytics/orders")
                .into(),
        }
    });
    let chart = Columns {
        label: tr!(l, "reports-over-time").into(),
        columns: columns.collect(),
    };
    html! { (Card::titled(tr!(l, "reports-over-time")).small(tr!(l, "reports-column-opens")).body(chart)) }
}

fn rows(l: Locale, page: &Page<'_>, link: &Link) -> Markup {
    let (found, by) = (page.analytics, page.asked.by);
    let currency = found.currency;
    let of = |slice: &Slice| link.clone().with(by.code(), &slice.key);
    let table = Table::new(tr!(l, "reports-by"), &found.rows)
        .row_data("data-key", |row: &Slice| row.key.clone())
        .column(Column::head(by_name(l, by), move |row: &Slice| {
            html! { a href=(of(row).to("/analytics")) { (row.name) } }
        }))
        .column(Column::num(tr!(l, "reports-orders"), move |row: &Slice| {
            html! { a href=(of(row).to("/analytics/orders")) { (format::count(row.now.orders)) } }
        }))
        .column(
            Column::num(tr!(l, "reports-sum"), move |row: &Slice| {
                format::money(l, row.now.money(currency))
            })
            .field("purchase-price"),
        )
        .column(
            Column::num(tr!(l, "reports-before"), move |row: &Slice| {
                format::money(l, row.before.money(currency))
            })
            .field("purchase-price"),
        )
        .column(Column::num(tr!(l, "reports-change"), move |row: &Slice| {
            OrDash(row.change().map(|change| format::percent(l, change)))
        }))
        .column(Column::num(tr!(l, "reports-share"), move |row: &Slice| {
            OrDash(row.share(&found.all.now).map(|share| format::share(l, share)))
        }));
    let card = Card::titled(by_name(l, by)).flush(table);
    // An order of several groups counts with each of them: only money adds up there.
    let card = match by {
        By::Group => card.footer(html! { p.kb-note.m-0 { (tr!(l, "reports-groups-note")) } }),
        _ => card,
    };
    html! { (card) }
}
