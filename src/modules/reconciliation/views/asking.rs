//! Asking for a reconciliation.

use maud::{Markup, html};

use crate::modules::reconciliation::pages::HERE;
use crate::modules::reconciliation::pages::asking::{Ledger, Typed};
use crate::platform::i18n::format;
use crate::platform::ui::{
    Button, Card, Column, Empty, Field, Form, KeyValues, OrDash, PageHead, Pager, Table, hidden,
};
use crate::platform::web::{Cx, Problems};
use crate::{icon, tr};

/// The contracts that there are.
pub fn choice(cx: &Cx, rows: &[Ledger], next: Option<String>) -> Markup {
    let l = cx.locale;
    let staff = cx.access.is_staff();
    let table = Table::new(tr!(l, "reconciliation-choose"), rows)
        .column(Column::title(
            tr!(l, "settlements-col-contract"),
            move |row: &Ledger| {
                let of = &row.settlement;
                html! {
                    a href=(format!("{HERE}/new?contract={}", of.id)) { (of.number) }
                    span.kb-sub { (of.buyer.name) }
                }
            },
        ))
        .column_if(staff, || {
            Column::text(tr!(l, "reconciliation-dealer"), |row: &Ledger| {
                OrDash(row.dealer.clone())
            })
        })
        .column(Column::text(tr!(l, "reconciliation-known"), |row: &Ledger| {
            format::date(row.known)
        }))
        .column(Column::text(tr!(l, "settlements-col-as-of"), move |row: &Ledger| {
            format::as_of(l, row.as_of, cx.access.now(), &cx.zone)
        }));
    html! {
        (PageHead::new(l, tr!(l, "reconciliation-new"))
            .crumb(tr!(l, "reconciliation-title"), HERE)
            .facts(html! { p { (tr!(l, "reconciliation-choose")) } }))
        div.kb-stack-lg {
            (Card::new().flush(html! {
                @if rows.is_empty() {
                    (Empty {
                        icon: icon!("scale"),
                        title: tr!(l, "settlements-empty").into(),
                        body: tr!(l, "reconciliation-no-ledger").into(),
                        action: None,
                    })
                } @else { (table) }
            }))
            (Pager { locale: l, previous: None, next: next.map(Into::into), shown: None })
        }
    }
}

/// The period of one contract, with what is known of it.
pub fn form(cx: &Cx, ledger: &Ledger, typed: &Typed, problems: &Problems) -> Markup {
    let l = cx.locale;
    let of = &ledger.settlement;
    let labels = [
        ("from", tr!(l, "reconciliation-from")),
        ("to", tr!(l, "reconciliation-to")),
    ];
    let day = |at: usize, value: &str| {
        Field::text(labels[at].0, labels[at].1)
            .value(value.to_owned())
            .placeholder(tr!(l, "documents-day-example"))
            .autocomplete("off")
            .error(problems.at(labels[at].0))
            .required()
    };
    let number = tr!(l, "settlements-contract", number = of.number.as_str());
    let known = KeyValues::new()
        .row(tr!(l, "settlements-col-contract"), of.number.clone())
        .row_if(tr!(l, "reconciliation-dealer"), ledger.dealer.clone())
        .row(tr!(l, "settlements-col-buyer"), of.buyer.name.clone())
        .row(tr!(l, "reconciliation-known"), format::date(ledger.known))
        .row(
            tr!(l, "settlements-col-as-of"),
            format::as_of(l, ledger.as_of, cx.access.now(), &cx.zone),
        );
    html! {
        (PageHead::new(l, tr!(l, "reconciliation-new"))
            .crumb(tr!(l, "reconciliation-title"), HERE)
            .crumb(number, format!("/settlements/{}", of.id)))
        (Form::post(format!("{HERE}/new"), cx.csrf()).class("card").attr("novalidate", "").body(html! {
            div.card-body.kb-stack-lg {
                (problems.summary(cx, &labels))
                (known)
                (hidden("id", typed.id.as_str()))
                (hidden("contract", of.id.to_string()))
                @if !typed.instead.is_empty() { (hidden("instead", typed.instead.as_str())) }
                div.kb-grid.kb-g-2 { (day(0, &typed.from)) (day(1, &typed.to)) }
                p.kb-note.m-0 { (tr!(l, "reconciliation-how")) }
            }
            div.card-footer.kb-row {
                (Button::primary(tr!(l, "reconciliation-ask")).icon(icon!("check")))
                (Button::quiet(tr!(l, "reconciliation-back")).href(HERE))
            }
        }))
    }
}
