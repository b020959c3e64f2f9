//! The list of reconciliations.

use maud::{Markup, html};

use super::{BALANCE, balance, mark};
use crate::modules::reconciliation::pages::list::{Row, Typed};
use crate::modules::reconciliation::pages::{HERE, own};
use crate::modules::reconciliation::queries::{Filter, Which};
use crate::platform::i18n::format;
use crate::platform::ui::{
    Button, Card, Chip, Choice, Column, Empty, Form, OrDash, PageHead, Pager, Select, Table, chips, hidden,
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
    pub may_ask: bool,
    pub next: Option<String>,
    pub first: bool,
    pub cut: bool,
}

pub fn page(cx: &Cx, list: &List<'_>) -> Markup {
    let l = cx.locale;
    let new = html! {
        @if list.may_ask {
            (Button::primary(tr!(l, "reconciliation-new")).icon(icon!("plus")).href(format!("{HERE}/new")))
        }
    };
    let by = Which::ALL.map(|which| {
        let words = match which {
            Which::Open => tr!(l, "reconciliation-which-open"),
            Which::Turn => tr!(l, "reconciliation-which-turn"),
            Which::Past => tr!(l, "reconciliation-which-past"),
        };
        Chip::new(words, list.typed.address(which, ""), which == list.filter.which)
    });
    html! {
        (PageHead::new(l, tr!(l, "reconciliation-title"))
            .facts(html! { p { (tr!(l, "reconciliation-about")) } })
            .actions(new))
        div.kb-stack-lg {
            (chips(tr!(l, "reconciliation-filter"), by))
            @if list.staff { (filter(cx, list)) }
            @if !list.rows.is_empty() { (table(cx, list)) }
            // That there is none is known only when all were looked at.
            @else if !list.cut { (Card::new().flush(empty(cx, list))) }
            @if list.cut { p.kb-note.m-0 { (tr!(l, "reconciliation-cut")) } }
            (Pager {
                locale: l,
                previous: (!list.first).then(|| list.typed.address(list.filter.which, "").into()),
                next: list.next.clone().map(Into::into),
                shown: None,
            })
        }
    }
}

fn filter(cx: &Cx, list: &List<'_>) -> Markup {
    let l = cx.locale;
    let any = Choice::new("", tr!(l, "settlements-any"));
    let known = list.dealers.iter();
    let dealers = std::iter::once(any).chain(known.map(|(id, name)| Choice::new(id.to_string(), name.as_str())));
    let body = html! {
        (Select::new("dealer", tr!(l, "reconciliation-dealer"), dealers).chosen(list.typed.dealer.as_str()).attr("data-autosubmit", ""))
        @if list.filter.which != Which::Open { (hidden("which", list.filter.which.code())) }
        @if !list.typed.contract.is_empty() { (hidden("contract", list.typed.contract.as_str())) }
        (Button::plain(tr!(l, "settlements-show")))
    };
    html! { (Card::new().body(Form::get(HERE).class("kb-row kb-bottom").body(body))) }
}

fn empty(cx: &Cx, list: &List<'_>) -> Empty<'static> {
    let l = cx.locale;
    let (title, body) = match list.filter.which {
        Which::Open => (
            tr!(l, "reconciliation-none-open"),
            tr!(l, "reconciliation-none-open-do"),
        ),
        Which::Turn => (
            tr!(l, "reconciliation-none-turn"),
            tr!(l, "reconciliation-none-turn-do"),
        ),
        Which::Past => (
            tr!(l, "reconciliation-none-past"),
            tr!(l, "reconciliation-none-past-do"),
        ),
    };
    Empty {
        icon: icon!("checkup-list"),
        title: title.into(),
        body: body.into(),
        action: (list.may_ask && list.filter.which == Which::Open)
            .then(|| html! { (Button::plain(tr!(l, "reconciliation-new")).href(format!("{HERE}/new"))) }),
    }
}

fn table(cx: &Cx, list: &List<'_>) -> Markup {
    let l = cx.locale;
    let own = own(&cx.access);
    let table = Table::new(tr!(l, "reconciliation-title"), list.rows)
        .row_data("data-act", |row: &Row| row.act.id.to_string())
        .column(Column::title(tr!(l, "reconciliation-col-what"), move |row: &Row| {
            let act = &row.act;
            html! {
                a href=(format!("{HERE}/{}", act.id)) { (tr!(l, "settlements-contract", number = act.number.as_str())) }
                span.kb-sub { (act.buyer.name) }
            }
        }))
        .column(Column::status(tr!(l, "reconciliation-col-state"), move |row: &Row| {
            mark(l, &row.act, own)
        }))
        .column_if(list.staff, || {
            Column::text(tr!(l, "reconciliation-dealer"), |row: &Row| OrDash(row.dealer.clone()))
        })
        .column(Column::text(tr!(l, "reconciliation-col-period"), |row: &Row| {
            html! { (format::date(row.act.from)) " — " (format::date(row.act.to)) }
        }))
        .column(Column::num(tr!(l, "reconciliation-col-marks"), |row: &Row| {
            OrDash((row.act.marks > 0).then(|| format::count(row.act.marks)))
        }))
        .column(
            Column::num(tr!(l, "reconciliation-closing"), move |row: &Row| {
                balance(l, &row.act, row.act.closing)
            })
            .field(BALANCE),
        )
        .column(Column::text(tr!(l, "reconciliation-col-changed"), |row: &Row| {
            format::datetime(row.act.changed, &cx.zone)
        }));
    html! { (Card::new().flush(table)) }
}
