//! The page of one contract's settlement.

use maud::{Markup, html};

use super::{BALANCE, LIMIT, available, balance, overdue};
use crate::modules::documents::DocumentId;
use crate::modules::settlements::dues::Due;
use crate::modules::settlements::model::{Operation, Settlement};
use crate::modules::settlements::pages::HERE;
use crate::modules::settlements::pages::contract::Typed;
use crate::modules::settlements::pages::list::Row;
use crate::platform::i18n::format;
use crate::platform::ui::{
    Alert, Button, Card, Column, Empty, Field, Form, KeyValues, ListItem, OrDash, PageHead, Pager, Table, due,
    due_late, kpi, list, secret,
};
use crate::platform::values::{Day, Moment, Money};
use crate::platform::web::Cx;
use crate::{icon, tr};

pub struct Page<'a> {
    pub title: &'a str,
    pub here: &'a str,
    pub of: &'a Row,
    pub typed: &'a Typed,
    pub wrong: &'a [&'static str],
    /// The nearest of what is open.
    pub dues: &'a [Due],
    pub dues_as_of: Option<Moment>,
    pub today: Day,
    pub operations: &'a [OperationRow],
    /// What other modules say of this contract.
    pub panels: &'a [Markup],
    pub next: Option<String>,
    pub first: bool,
}

pub struct OperationRow {
    pub operation: Operation,
    pub link: Option<DocumentId>,
}

pub fn page(cx: &Cx, page: &Page<'_>) -> Markup {
    let l = cx.locale;
    let settlement = &page.of.settlement;
    let as_of = page.of.as_of.map(|at| format::as_of(l, at, cx.access.now(), &cx.zone));
    let facts = html! {
        p {
            (settlement.buyer.name)
            @if let Some(dealer) = &page.of.dealer { ", " (dealer) }
            @if let Some(at) = &as_of { ". " (tr!(l, "settlements-as-of", at = at.as_str())) }
        }
    };
    let sheet = page.typed.address(&format!("{}/operations.xlsx", page.here), "");
    html! {
        (PageHead::new(l, page.title)
            .crumb(tr!(l, "settlements-title"), HERE)
            .facts(facts)
            .actions(Button::plain("XLSX").icon(icon!("file-spreadsheet")).href(sheet).attr("data-file", "")))
        div.kb-stack-lg {
            @if settlement.dealer.is_none() {
                (Alert::warning(tr!(l, "settlements-waits-title")).body(html! {
                    p.m-0 { a href="/admin/exchange/mapping" { (tr!(l, "settlements-to-mapping")) } }
                }))
            }
            (disagreement(cx, settlement))
            div.kb-grid.kb-g-4.kb-kpis {
                (kpi(tr!(l, "settlements-col-balance"), balance(l, settlement.closing), None))
                (kpi(tr!(l, "settlements-col-overdue"), overdue(l, settlement), None))
                (kpi(tr!(l, "settlements-col-limit"),
                    secret(LIMIT, OrDash(settlement.limit.map(|limit| format::money(l, limit)))),
                    (!settlement.limit_reason.is_empty()).then(|| html! { (settlement.limit_reason) })))
                (kpi(tr!(l, "settlements-col-available"), available(l, settlement),
                    settlement.limit.map(|_| html! { (tr!(l, "settlements-available-how")) })))
            }
            (Card::titled(tr!(l, "settlements-period")).body(KeyValues::new()
                .row_if(tr!(l, "settlements-from"), settlement.from.map(format::date))
                .secret(BALANCE, tr!(l, "settlements-opening"), format::money(l, settlement.opening))
                .secret(BALANCE, tr!(l, "settlements-closing"), format::money(l, settlement.closing))
                .row(tr!(l, "settlements-count"), format::count(settlement.operations))
                .row_if(tr!(l, "settlements-seller"), Some(settlement.seller.name.clone()).filter(|name| !name.is_empty()))))
            @if settlement.tells_dues() { (dues(cx, page)) }
            @for panel in page.panels { (panel) }
            (operations(cx, page))
        }
    }
}

/// What is to be paid by when, the nearest first.
fn dues(cx: &Cx, page: &Page<'_>) -> Markup {
    let (l, all) = (cx.locale, page.of.settlement.dues.unwrap_or(0));
    let card = Card::titled(tr!(l, "settlements-dues")).id("dues");
    if page.dues.is_empty() {
        return html! { (card.body(html! { p.kb-note.m-0 { (tr!(l, "settlements-dues-none")) } })) };
    }
    let items = page.dues.iter().map(|of| {
        let late = of.days_overdue(page.today);
        ListItem {
            icon: Some(if late > 0 { icon!("clock-exclamation") } else { icon!("calendar-dollar") }),
            body: html! {
                @match of.day {
                    Some(day) => (due(day)),
                    None => span.kb-soft { (tr!(l, "settlements-dues-undated")) },
                }
                @if late > 0 { " " (due_late(tr!(l, "settlements-dues-late", n = late))) }
                @if of.worked_out { span.kb-sub { (tr!(l, "settlements-dues-ours")) } }
                @if !of.number.is_empty() { span.kb-sub { (of.number) } }
            },
            end: Some(html! {
                div.num {
                    (secret(BALANCE, format::money(l, of.left())))
                    @if of.is_partly_paid() {
                        span.kb-sub data-field=(BALANCE) { (tr!(l, "settlements-dues-paid", paid = of.paid, sum = of.sum)) }
                    }
                }
            }),
        }
    });
    html! {
        (card.flush(list(items)).footer(html! {
            p.kb-note.m-0 {
                @if all > page.dues.len() as u64 { (tr!(l, "settlements-dues-more", n = all - page.dues.len() as u64)) " " }
                @if let Some(at) = page.dues_as_of {
                    (tr!(l, "settlements-as-of", at = format::as_of(l, at, cx.access.now(), &cx.zone).as_str()))
                }
            }
        }))
    }
}

/// 1C's balance stands; that its own list says otherwise is told with the difference.
fn disagreement(cx: &Cx, settlement: &Settlement) -> Markup {
    let l = cx.locale;
    if settlement.is_unsound() {
        return html! { (Alert::warning(tr!(l, "settlements-unsound"))) };
    }
    let (Some(by), Some(listed)) = (settlement.difference(), settlement.listed) else {
        return html! {};
    };
    html! {
        (Alert::warning(tr!(l, "settlements-difference-title")).body(html! {
            p.m-0 data-field=(BALANCE) {
                (tr!(l, "settlements-difference", closing = settlement.closing, listed = listed, by = by))
            }
        }))
    }
}

fn operations(cx: &Cx, page: &Page<'_>) -> Markup {
    let l = cx.locale;
    let typed = page.typed;
    let wrong = |field: &str| page.wrong.contains(&field).then(|| tr!(l, "documents-day-wrong"));
    let day = |name: &'static str, label: &'static str, value: &str| {
        Field::text(name, label)
            .value(value.to_owned())
            .placeholder(tr!(l, "documents-day-example"))
            .autocomplete("off")
            .error(wrong(name))
    };
    let form = Form::get(page.here).class("kb-row kb-bottom").body(html! {
        (day("from", tr!(l, "documents-from"), &typed.from))
        (day("to", tr!(l, "documents-to"), &typed.to))
        (Button::plain(tr!(l, "settlements-show")))
    });
    let sum = move |money: Money| OrDash((money.minor != 0).then(|| format::money(l, money)));
    let table = Table::new(tr!(l, "settlements-operations"), page.operations)
        .column(Column::title(tr!(l, "settlements-op-kind"), |row: &OperationRow| {
            let of = &row.operation;
            html! {
                @match row.link {
                    Some(id) => a href=(format!("/documents/{id}")) { (of.kind) },
                    None => (of.kind),
                }
                @if !of.number.is_empty() { span.kb-sub { (of.number) } }
            }
        }))
        .column(Column::text(tr!(l, "settlements-op-day"), |row: &OperationRow| {
            format::date(row.operation.day)
        }))
        .column(
            Column::num(tr!(l, "settlements-op-debit"), move |row: &OperationRow| {
                sum(row.operation.debit)
            })
            .field(BALANCE),
        )
        .column(
            Column::num(tr!(l, "settlements-op-credit"), move |row: &OperationRow| {
                sum(row.operation.credit)
            })
            .field(BALANCE),
        );
    let narrowed = !typed.from.is_empty() || !typed.to.is_empty();
    html! {
        (Card::titled(tr!(l, "settlements-operations")).id("operations").body(form).flush(html! {
            @if page.operations.is_empty() {
                (Empty {
                    icon: icon!("list"),
                    title: if narrowed { tr!(l, "settlements-operations-none").into() } else { tr!(l, "settlements-operations-empty").into() },
                    body: tr!(l, "settlements-operations-empty-do").into(),
                    action: None,
                })
            } @else { (table) }
        }))
        (Pager {
            locale: l,
            previous: (!page.first).then(|| typed.address(page.here, "").into()),
            next: page.next.clone().map(Into::into),
            shown: None,
        })
    }
}
