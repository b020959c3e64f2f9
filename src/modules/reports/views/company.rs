//! The report of a dealer's director.

use maud::{Markup, html};

use super::analytics::currency_filter;
use super::{Behindhand, filters, month, period_filter, span};
use crate::modules::reports::figures::company::{GroupLine, Month, PersonLine};
use crate::modules::reports::figures::margin;
use crate::modules::reports::model::Sums;
use crate::modules::reports::pages::company::Report;
use crate::platform::i18n::format;
use crate::platform::ui::{Button, Card, ChartColumn, Column, Columns, Empty, OrDash, PageHead, Table, kpi};
use crate::platform::values::Locale;
use crate::platform::web::Cx;
use crate::{icon, tr};

/// How a line of people's work is called.
pub fn person(l: Locale, line: &PersonLine) -> String {
    match (line.name.is_empty(), line.staff) {
        (true, _) => tr!(l, "reports-nobody").to_owned(),
        (false, true) => tr!(l, "reports-staff-for-you", name = line.name.as_str()),
        (false, false) => line.name.clone(),
    }
}

pub fn page(cx: &Cx, report: &Report, behind: Behindhand) -> Markup {
    let l = cx.locale;
    let (purchases, link) = (&report.purchases, report.link());
    html! {
        (PageHead::new(l, tr!(l, "reports-company-title"))
            .facts(html! { p {
                (tr!(l, "reports-period-is", from = report.period.from, to = report.period.to)) " "
                (tr!(l, "reports-sales-count", at = format::datetime(cx.access.now(), &cx.zone)))
            } })
            .actions(html! {
                (Button::plain(tr!(l, "reports-xlsx")).icon(icon!("download")).href(link.to("/company/report.xlsx")))
            }))
        div.kb-stack-lg {
            (behind.say(l))
            (filters(l, "/company/report", &link, &["period", "currency"], html! {
                (period_filter(l, report.preset))
                (currency_filter(l, &purchases.currencies, purchases.currency))
            }))
            @if purchases.all.orders == 0 {
                (Card::new().flush(Empty {
                    icon: icon!("chart-bar"),
                    title: tr!(l, "reports-company-none").into(),
                    body: tr!(l, "reports-company-none-do").into(),
                    action: None,
                }))
            } @else {
                (kpis(l, report))
                @if report.sees_money { (chart(l, report)) }
                div.kb-grid.kb-g-2 {
                    (groups(l, report))
                    (people(l, report))
                }
                (months(l, report))
            }
        }
    }
}

fn kpis(l: Locale, report: &Report) -> Markup {
    let (all, currency) = (&report.purchases.all, report.purchases.currency);
    let promises = &report.promises;
    let earned = margin(all, currency);
    html! {
        div.kb-grid.kb-g-4 {
            @if report.sees_money {
                (kpi(tr!(l, "reports-sum"),
                    html! { span data-field="purchase-price" { (format::money_rounded(l, all.money(currency))) } },
                    Some(html! { (tr!(l, "reports-n-orders", n = all.orders)) })))
            }
            @if report.sees_margin {
                (kpi(tr!(l, "reports-margin"),
                    html! { span data-field="margin" { (OrDash(earned.map(|margin| format::money_rounded(l, margin.sum)))) } },
                    Some(html! { (tr!(l, "reports-margin-what")) })))
            }
            (kpi(tr!(l, "reports-approval"), OrDash(all.approval().map(|seconds| span(l, seconds))),
                Some(html! { (tr!(l, "reports-approval-what", n = all.confirmed)) })))
            (kpi(tr!(l, "reports-kept"), OrDash(promises.share().map(|kept| format::percent(l, kept))),
                Some(html! { (tr!(l, "reports-kept-what", kept = promises.kept, all = promises.judged)) })))
        }
    }
}

fn chart(l: Locale, report: &Report) -> Markup {
    let currency = report.purchases.currency;
    let columns = report.purchases.months.iter().map(|of| {
        let name = month(l, of.period.from);
        let sum = format::money_rounded(l, of.sums.money(currency));
        ChartColumn {
            said: format!("{name}: {sum}, {}", tr!(l, "reports-n-orders", n = of.sums.orders)).into(),
            label: name.into(),
            value: of.sums.total,
            href: report.orders(of.period).into(),
        }
    });
    let chart = Columns {
        label: tr!(l, "reports-by-month").into(),
        columns: columns.collect(),
    };
    html! { (Card::titled(tr!(l, "reports-over-time")).small(tr!(l, "reports-column-opens")).body(html! { div data-field="purchase-price" { (chart) } })) }
}

/// Orders, what was paid, and what it earns.
fn figures<'a, T>(
    table: Table<'a, T>,
    l: Locale,
    report: &'a Report,
    sums: impl Fn(&T) -> Sums + Copy + 'a,
) -> Table<'a, T> {
    let currency = report.purchases.currency;
    table
        .column(Column::num(tr!(l, "reports-orders"), move |row: &T| {
            format::count(sums(row).orders)
        }))
        .column_if(report.sees_money, || {
            Column::num(tr!(l, "reports-sum"), move |row: &T| {
                format::money(l, sums(row).money(currency))
            })
            .field("purchase-price")
        })
        .column_if(report.sees_margin, || {
            Column::num(tr!(l, "reports-margin"), move |row: &T| {
                OrDash(margin(&sums(row), currency).map(|margin| format::money(l, margin.sum)))
            })
            .field("margin")
        })
        .column_if(report.sees_margin, || {
            Column::num(tr!(l, "reports-margin-share"), move |row: &T| {
                let share = margin(&sums(row), currency).and_then(|margin| margin.margin);
                OrDash(share.map(|share| format::share(l, share)))
            })
            .field("margin")
        })
}

fn months(l: Locale, report: &Report) -> Markup {
    let table = Table::new(tr!(l, "reports-by-month"), &report.purchases.months).column(Column::head(
        tr!(l, "reports-month"),
        move |of: &Month| {
            html! { a href=(report.orders(of.period)) { (month(l, of.period.from)) } }
        },
    ));
    html! {
        (Card::titled(tr!(l, "reports-by-month")).id("months").flush(figures(table, l, report, |of: &Month| of.sums)))
    }
}

fn groups(l: Locale, report: &Report) -> Markup {
    let table = Table::new(tr!(l, "reports-by-group"), &report.purchases.groups)
        .column(Column::head(tr!(l, "reports-group"), |line: &GroupLine| {
            line.name.clone()
        }));
    html! {
        (Card::titled(tr!(l, "reports-by-group")).flush(figures(table, l, report, |line: &GroupLine| line.sums))
            .footer(html! { p.kb-note.m-0 { (tr!(l, "reports-groups-note")) } }))
    }
}

fn people(l: Locale, report: &Report) -> Markup {
    let table = Table::new(tr!(l, "reports-people"), &report.purchases.people)
        .column(Column::head(tr!(l, "reports-person"), move |line: &PersonLine| {
            person(l, line)
        }));
    html! {
        (Card::titled(tr!(l, "reports-people")).flush(figures(table, l, report, |line: &PersonLine| line.sums)))
    }
}
