//! The list of what is held.

use maud::{Markup, html};

use super::BALANCE;
use crate::modules::holds::pages::HERE;
use crate::modules::holds::pages::list::Row;
use crate::modules::holds::words;
use crate::platform::i18n::format;
use crate::platform::ui::{Card, Column, Empty, OrDash, PageHead, Pager, Table, Tone, status};
use crate::platform::web::Cx;
use crate::{icon, tr};

pub struct List<'a> {
    pub rows: &'a [Row],
    pub first: bool,
    pub next: Option<String>,
    pub finance: bool,
    pub staff: bool,
}

pub fn page(cx: &Cx, list: &List<'_>) -> Markup {
    let l = cx.locale;
    html! {
        (PageHead::new(l, tr!(l, "holds-title")).facts(html! { p { (tr!(l, "holds-about")) } }))
        div.kb-stack-lg {
            @if list.rows.is_empty() {
                (Card::new().flush(Empty {
                    icon: icon!("circle-check"),
                    title: tr!(l, "holds-empty").into(),
                    body: tr!(l, "holds-empty-do").into(),
                    action: None,
                }))
            } @else { (table(cx, list)) }
            (Pager {
                locale: l,
                previous: (!list.first).then(|| HERE.to_owned().into()),
                next: list.next.clone().map(Into::into),
                shown: None,
            })
        }
    }
}

fn table(cx: &Cx, list: &List<'_>) -> Markup {
    let l = cx.locale;
    let table = Table::new(tr!(l, "holds-title"), list.rows)
        .row_data("data-order", |row: &Row| row.held.number.to_string())
        .column(Column::title(tr!(l, "holds-col-order"), |row: &Row| {
            html! {
                @if row.link { a href=(format!("/orders/{}", row.held.number)) { (row.held.number) } }
                @else { (row.held.number) }
                @if !row.name.is_empty() { span.kb-sub { (row.name) } }
            }
        }))
        .column(Column::status(tr!(l, "holds-col-step"), move |row: &Row| {
            match row.verdict.is_held() {
                true => status(Tone::Wait, icon!("hand-stop"), cx.say(&words::mark(row.held.step))),
                // A payment has come; the mark follows.
                false => status(Tone::Good, icon!("circle-check"), tr!(l, "holds-free")),
            }
        }))
        .column_if(list.staff, || {
            Column::text(tr!(l, "holds-col-dealer"), |row: &Row| OrDash(row.dealer.clone()))
        })
        .column(Column::text(tr!(l, "holds-col-since"), move |row: &Row| {
            format::datetime(row.held.since, &cx.zone)
        }))
        .column_if(list.finance, || {
            Column::num(tr!(l, "holds-col-pay"), move |row: &Row| {
                let sums: Vec<String> = row
                    .verdict
                    .to_pay()
                    .into_iter()
                    .map(|sum| format::money(l, sum).to_string())
                    .collect();
                OrDash((!sums.is_empty()).then(|| sums.join(", ")))
            })
            .field(BALANCE)
        })
        .column(Column::actions(tr!(l, "holds-why"), move |row: &Row| {
            html! { a href=(format!("{HERE}/{}", row.held.order)) { (tr!(l, "holds-why")) } }
        }));
    html! { (Card::new().flush(table)) }
}
