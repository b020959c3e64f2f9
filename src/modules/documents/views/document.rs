//! The page of one document.

use maud::{Markup, html};

use super::{SUM, download, marks};
use crate::modules::dealers::{Contract, Dealer};
use crate::modules::documents::model::{Company, Document, Reading};
use crate::modules::documents::pages::HERE;
use crate::modules::documents::pages::document::Paying;
use crate::modules::documents::payment::Payment;
use crate::platform::i18n::format;
use crate::platform::ui::{Alert, Card, Column, KeyValues, OrDash, PageHead, Table, more};
use crate::platform::values::Message;
use crate::platform::web::Cx;
use crate::tr;

pub struct Page<'a> {
    pub title: &'a str,
    pub document: &'a Document,
    /// For the manufacturer's people.
    pub dealer: Option<&'a Dealer>,
    pub contract: Option<&'a Contract>,
    /// What other modules say of this document.
    pub panels: &'a [Markup],
    pub paying: Option<&'a Paying>,
    /// `None`: the reader doesn't hear who has read it.
    pub readings: Option<&'a [Reading]>,
}

pub fn page(cx: &Cx, page: &Page<'_>) -> Markup {
    let l = cx.locale;
    let staff = cx.access.is_staff();
    let document = page.document;
    let told = &document.told;
    html! {
        (PageHead::new(l, page.title)
            .crumb(tr!(l, "documents-title"), HERE)
            .facts(marks(l, document))
            .actions(download(cx, document)))
        div.kb-stack-lg {
            @if document.dealer.is_none() {
                (Alert::warning(tr!(l, "documents-waits")).body(html! {
                    p.m-0 { (tr!(l, "documents-waits-do")) " " a href="/admin/exchange/mapping" { (tr!(l, "documents-to-mapping")) } }
                }))
            }
            @if told.withdrawn {
                @let said = if staff { tr!(l, "documents-withdrawn") } else { tr!(l, "documents-withdrawn-here") };
                (Alert::warning(said))
            } @else if document.holds_earlier() {
                (Alert::info(tr!(l, "documents-earlier-file")).body(html! { p.m-0 { (tr!(l, "documents-earlier-file-do")) } }))
            } @else if document.lacks_file() {
                (Alert::info(tr!(l, "documents-no-file")).body(html! { p.m-0 { (tr!(l, "documents-no-file-do")) } }))
            }
            @if let Some(why) = document.refused.as_ref().filter(|_| staff) {
                (Alert::bad(tr!(l, "documents-file-refused")).body(html! { p.m-0 { (cx.say(why)) } }))
            }
            (Card::titled(tr!(l, "documents-what")).body(facts(cx, page)))
            @match page.paying {
                Some(Paying::Ready(payment)) => (pay(cx, document, payment)),
                Some(Paying::Lacks(lacks, seller)) => {
                    (Alert::info(tr!(l, "documents-pay-lacks")).body(html! {
                        ul.m-0 { @for lack in lacks { li { (cx.say(&Message::new(lack.message()))) } } }
                        @if let Some(seller) = seller {
                            p.m-0 { a href=(format!("/own-entities/{}", seller.id)) { (tr!(l, "documents-pay-fill", name = seller.name.as_str())) } }
                        }
                    }))
                }
                None => {}
            }
            @for panel in page.panels { (panel) }
            @if let Some(readings) = page.readings { (readers(cx, readings)) }
        }
    }
}

fn company(company: &Company) -> Option<Markup> {
    (!company.name.is_empty() || !company.tax_id.is_empty()).then(|| {
        html! {
            (company.name)
            @if !company.tax_id.is_empty() {
                span.kb-sub { (company.tax_id) @if !company.kpp.is_empty() { " / " (company.kpp) } }
            }
        }
    })
}

fn facts(cx: &Cx, page: &Page<'_>) -> Markup {
    let l = cx.locale;
    let document = page.document;
    let told = &document.told;
    let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let contract = match page.contract {
        Some(contract) => Some(tr!(
            l,
            "documents-contract-of",
            number = contract.number.as_str(),
            day = contract.day
        )),
        None => text(&told.contract),
    };
    let order = match document.order {
        Some((_, number)) => Some(html! { a href=(format!("/orders/{number}")) { (number) } }),
        None => text(&told.order).map(|told| html! { (told) }),
    };
    let dealer = page
        .dealer
        .map(|dealer| html! { a href=(format!("/dealers/{}", dealer.id)) { (dealer.name) } });
    let file = document.file_for(cx.access.is_staff()).map(|file| {
        html! {
            a href=(format!("{HERE}/{}/file", document.id)) { (file.name) }
            span.kb-sub { (format::bytes(l, file.size)) }
        }
    });
    let mut values = KeyValues::new()
        .row(tr!(l, "documents-col-day"), format::date(told.day))
        .secret(
            SUM,
            tr!(l, "documents-col-sum"),
            OrDash(told.sum.map(|sum| format::money(l, sum))),
        );
    if let Some(vat) = told.vat {
        values = values.secret(SUM, tr!(l, "documents-col-vat"), format::money(l, vat));
    }
    let values = values
        .row_if(tr!(l, "documents-col-dealer"), dealer)
        .row_if(tr!(l, "documents-col-seller"), company(&told.seller))
        .row_if(tr!(l, "documents-col-buyer"), company(&told.buyer))
        .row_if(tr!(l, "documents-col-contract"), contract)
        .row_if(tr!(l, "documents-col-order"), order)
        .row_if(tr!(l, "documents-col-edo"), text(&told.edo))
        .row_if(tr!(l, "documents-col-file"), file)
        .row(
            tr!(l, "documents-col-changed"),
            format::datetime(document.changed, &cx.zone),
        );
    html! { (values) }
}

/// The code for a bank's app, drawn when it is opened, and the same requisites for copying.
fn pay(cx: &Cx, document: &Document, payment: &Payment) -> Markup {
    let l = cx.locale;
    let correspondent = payment.correspondent.clone();
    let mut values = KeyValues::new()
        .row(tr!(l, "documents-pay-name"), payment.name.clone())
        .row(tr!(l, "documents-pay-inn"), payment.inn.clone())
        .row_if(
            tr!(l, "documents-pay-kpp"),
            Some(payment.kpp.clone()).filter(|kpp| !kpp.is_empty()),
        )
        .row(tr!(l, "documents-pay-account"), payment.account.clone())
        .row(tr!(l, "documents-pay-bank"), payment.bank.clone())
        .row(tr!(l, "documents-pay-bik"), payment.bik.clone())
        .row_if(tr!(l, "documents-pay-correspondent"), correspondent);
    values = values
        .secret(SUM, tr!(l, "documents-col-sum"), format::money(l, payment.sum))
        .secret(SUM, tr!(l, "documents-pay-purpose"), payment.purpose.clone());
    let title = cx.say(&document.title());
    let code = html! {
        p.kb-note { (tr!(l, "documents-pay-how")) }
        img src=(format!("{HERE}/{}/payment.svg", document.id)) width="232" height="232" loading="lazy"
            alt=(tr!(l, "documents-pay-alt", what = title));
    };
    html! {
        (Card::titled(tr!(l, "documents-pay"))
            .id("payment")
            .small(tr!(l, "documents-pay-whole"))
            .body(html! { (values) (more(tr!(l, "documents-pay-show"), code, false)) }))
    }
}

fn readers(cx: &Cx, readings: &[Reading]) -> Markup {
    let l = cx.locale;
    let when = |at: Option<crate::platform::values::Moment>| OrDash(at.map(|at| format::datetime(at, &cx.zone)));
    let card = Card::titled(tr!(l, "documents-readers")).id("readers");
    if readings.is_empty() {
        return html! { (card.body(html! { p.kb-note.m-0 { (tr!(l, "documents-readers-none")) } })) };
    }
    let table = Table::new(tr!(l, "documents-readers"), readings)
        .tight()
        .column(Column::head(tr!(l, "documents-reader"), move |reading: &Reading| {
            html! {
                (reading.name)
                @if reading.company.is_none() { span.kb-sub { (tr!(l, "documents-reader-maker")) } }
            }
        }))
        .column(Column::text(tr!(l, "documents-opened"), move |reading: &Reading| {
            when(reading.opened)
        }))
        .column(Column::text(tr!(l, "documents-taken"), move |reading: &Reading| {
            when(reading.taken)
        }));
    html! { (card.flush(table)) }
}
