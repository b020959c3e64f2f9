//! The list of contracts with what is owed.

use maud::{Markup, html};

use super::{BALANCE, LIMIT, available, balance, overdue};
use crate::modules::settlements::pages::HERE;
use crate::modules::settlements::pages::list::{Row, Typed};
use crate::modules::settlements::queries::Filter;
use crate::platform::i18n::format;
use crate::platform::ui::{
    Button, Card, Chip, Choice, Column, Empty, Form, OrDash, PageHead, Pager, Select, Table, Tone, chips, hidden,
    status,
};
use crate::platform::values::DealerId;
use crate::platform::web::Cx;
use crate::{icon, tr};

pub struct List<'a> {
    pub rows: &'a [Row],
    pub filter: &'a Filter,
    pub typed: &'a Typed,
    pub dealers: &'a [(DealerId, String)],
    pub staff: bool,
    pub next: Option<String>,
    pub first: bool,
    pub cut: bool,
}

pub fn page(cx: &Cx, list: &List<'_>) -> Markup {
    let l = cx.locale;
    let overdue = list.filter.overdue;
    let actions = html! {
        @if !list.rows.is_empty() {
            (Button::plain("XLSX").icon(icon!("file-spreadsheet")).href(list.typed.address("/settlements/list.xlsx", overdue, "")).attr("data-file", ""))
        }
    };
    let by = [
        Chip::new(tr!(l, "settlements-all"), list.typed.address(HERE, false, ""), !overdue),
        Chip::new(
            tr!(l, "settlements-overdue-only"),
            list.typed.address(HERE, true, ""),
            overdue,
        ),
    ];
    html! {
        (PageHead::new(l, tr!(l, "settlements-title"))
            .facts(html! { p { (tr!(l, "settlements-about")) } })
            .actions(actions))
        div.kb-stack-lg {
            (chips(tr!(l, "settlements-filter"), by))
            @if list.staff { (filter(cx, list)) }
            @if !list.rows.is_empty() { (table(cx, list)) }
            // That there is none is known only when all were looked at.
            @else if !list.cut { (Card::new().flush(empty(cx, list))) }
            @if list.cut { p.kb-note.m-0 { (tr!(l, "settlements-cut")) } }
            (Pager {
                locale: l,
                previous: (!list.first).then(|| list.typed.address(HERE, overdue, "").into()),
                next: list.next.clone().map(Into::into),
                shown: None,
            })
        }
    }
}

fn filter(cx: &Cx, list: &List<'_>) -> Markup {
    let l = cx.locale;
    let dealers = std::iter::once(Choice::new("", tr!(l, "settlements-any"))).chain(
        list.dealers
            .iter()
            .map(|(id, name)| Choice::new(id.to_string(), name.as_str())),
    );
    let body = html! {
        (Select::new("dealer", tr!(l, "settlements-col-dealer"), dealers).chosen(list.typed.dealer.as_str()).attr("data-autosubmit", ""))
        @if list.filter.overdue { (hidden("overdue", "1")) }
        (Button::plain(tr!(l, "settlements-show")))
    };
    html! { (Card::new().body(Form::get(HERE).class("kb-row kb-bottom").body(body))) }
}

fn empty(cx: &Cx, list: &List<'_>) -> Empty<'static> {
    let l = cx.locale;
    if list.filter.overdue {
        return Empty {
            icon: icon!("circle-check"),
            title: tr!(l, "settlements-none-overdue").into(),
            body: tr!(l, "settlements-none-overdue-do").into(),
            action: Some(
                html! { (Button::plain(tr!(l, "settlements-all")).href(list.typed.address(HERE, false, ""))) },
            ),
        };
    }
    Empty {
        icon: icon!("scale"),
        title: tr!(l, "settlements-empty").into(),
        body: tr!(l, "settlements-empty-do").into(),
        action: None,
    }
}

fn table(cx: &Cx, list: &List<'_>) -> Markup {
    let l = cx.locale;
    let table = Table::new(tr!(l, "settlements-title"), list.rows)
        .row_data("data-settlement", |row: &Row| row.settlement.external.clone())
        .column(Column::title(tr!(l, "settlements-col-contract"), |row: &Row| {
            let of = &row.settlement;
            html! {
                a href=(format!("{HERE}/{}", of.id)) { (of.number) }
                span.kb-sub { (of.buyer.name) }
            }
        }))
        .column(Column::status(tr!(l, "settlements-col-state"), move |row: &Row| {
            html! {
                @if row.settlement.dealer.is_none() {
                    (status(Tone::Wait, icon!("user-question"), tr!(l, "settlements-waits")))
                }
                @if row.settlement.difference().is_some() || row.settlement.is_unsound() {
                    (status(Tone::Wait, icon!("alert-triangle"), tr!(l, "settlements-disagrees")))
                }
            }
        }))
        .column_if(list.staff, || {
            Column::text(tr!(l, "settlements-col-dealer"), |row: &Row| OrDash(row.dealer.clone()))
        })
        .column(
            Column::sum(tr!(l, "settlements-col-balance"), move |row: &Row| {
                balance(l, row.settlement.closing)
            })
            .field(BALANCE),
        )
        .column(
            Column::num(tr!(l, "settlements-col-limit"), move |row: &Row| {
                OrDash(row.settlement.limit.map(|limit| format::money(l, limit)))
            })
            .field(LIMIT),
        )
        .column(
            Column::num(tr!(l, "settlements-col-available"), move |row: &Row| {
                available(l, &row.settlement)
            })
            .field(LIMIT),
        )
        .column(
            Column::num(tr!(l, "settlements-col-overdue"), move |row: &Row| {
                overdue(l, &row.settlement)
            })
            .field(BALANCE),
        )
        .column(Column::text(tr!(l, "settlements-col-as-of"), move |row: &Row| {
            OrDash(row.as_of.map(|at| format::as_of(l, at, cx.access.now(), &cx.zone)))
        }));
    html! { (Card::new().flush(table)) }
}
