//! The list of documents.

use maud::{Markup, html};

use super::{SUM, download, kind, marks};
use crate::modules::dealers::Contract;
use crate::modules::documents::model::{DocumentKind, Stray};
use crate::modules::documents::pages::HERE;
use crate::modules::documents::pages::list::{Row, Typed};
use crate::modules::documents::queries::{Filter, State};
use crate::platform::i18n::{format, try_text};
use crate::platform::ui::{
    Button, Card, Choice, Column, Empty, Field, Form, OrDash, PageHead, Pager, Select, Table, figure,
};
use crate::platform::values::DealerId;
use crate::platform::web::Cx;
use crate::{icon, tr};

pub struct List<'a> {
    pub rows: &'a [Row],
    pub strays: &'a [Stray],
    pub filter: &'a Filter,
    pub typed: &'a Typed,
    pub fields: Fields<'a>,
    pub next: Option<String>,
    pub first: bool,
    pub cut: bool,
}

/// What the fields of the filter offer.
pub struct Fields<'a> {
    pub wrong: &'a [&'static str],
    pub contracts: &'a [Contract],
    pub dealers: &'a [(DealerId, String)],
    /// Sees documents whose counterparty is unknown.
    pub all: bool,
    pub staff: bool,
}

pub fn page(cx: &Cx, list: &List<'_>) -> Markup {
    let l = cx.locale;
    let stray = list.filter.state == State::Stray;
    let actions = html! {
        @if !list.rows.is_empty() {
            (Button::plain("XLSX").icon(icon!("file-spreadsheet")).href(list.typed.address("/documents/list.xlsx", "")).attr("data-file", ""))
            (Button::plain(tr!(l, "documents-take-all")).icon(icon!("file-zip")).href(list.typed.address("/documents/all.zip", "")).attr("data-file", ""))
        }
    };
    html! {
        (PageHead::new(l, tr!(l, "documents-title"))
            .facts(html! { p { (if list.fields.staff { tr!(l, "documents-about-staff") } else { tr!(l, "documents-about") }) } })
            .actions(actions))
        div.kb-stack-lg {
            (filters(cx, list))
            @if stray { (strays(cx, list.strays)) }
            @else if list.rows.is_empty() { (Card::new().flush(empty(cx, list))) }
            @else { (grid(cx, list)) }
            @if list.cut { p.kb-note.m-0 { (tr!(l, "documents-cut")) } }
            (Pager {
                locale: l,
                previous: (!list.first).then(|| list.typed.address(HERE, "").into()),
                next: list.next.clone().map(Into::into),
                shown: None,
            })
        }
    }
}

fn filters(cx: &Cx, list: &List<'_>) -> Markup {
    let l = cx.locale;
    let (typed, fields) = (list.typed, &list.fields);
    let any = || Choice::new("", tr!(l, "documents-any"));
    let kinds = std::iter::once(any())
        .chain(DocumentKind::ALL.map(|kind| Choice::new(kind.code(), try_text(l, kind.message()).unwrap_or_default())));
    let states = State::ALL
        .into_iter()
        .filter(|state| fields.all || !matches!(state, State::Waiting | State::Stray))
        .map(|state| Choice::new(state.code(), try_text(l, state.message()).unwrap_or_default()));
    let contracts = std::iter::once(any()).chain(
        fields
            .contracts
            .iter()
            .map(|contract| Choice::new(contract.id.to_string(), contract.number.as_str())),
    );
    let dealers = std::iter::once(any()).chain(
        fields
            .dealers
            .iter()
            .map(|(id, name)| Choice::new(id.to_string(), name.as_str())),
    );
    let wrong = |field: &str| fields.wrong.contains(&field).then(|| tr!(l, "documents-day-wrong"));
    let day = |name: &'static str, label: &'static str, value: &str| {
        Field::text(name, label)
            .value(value.to_owned())
            .placeholder(tr!(l, "documents-day-example"))
            .autocomplete("off")
            .error(wrong(name))
    };
    let body = html! {
        div.kb-row.kb-bottom {
            div.kb-grow { (Field::search("q", tr!(l, "documents-search")).value(typed.q.as_str())) }
            (Button::plain(tr!(l, "documents-find")).icon(icon!("search")))
        }
        div.kb-row.kb-bottom {
        (Select::new("kind", tr!(l, "documents-col-kind"), kinds).chosen(typed.kind.as_str()).attr("data-autosubmit", ""))
        (day("from", tr!(l, "documents-from"), &typed.from))
        (day("to", tr!(l, "documents-to"), &typed.to))
        @if fields.staff {
            (Select::new("dealer", tr!(l, "documents-col-dealer"), dealers).chosen(typed.dealer.as_str()).attr("data-autosubmit", ""))
        }
        @if !fields.contracts.is_empty() {
            (Select::new("contract", tr!(l, "documents-col-contract"), contracts).chosen(typed.contract.as_str()).attr("data-autosubmit", ""))
        }
        @if fields.staff {
            (Select::new("state", tr!(l, "documents-col-state"), states).chosen(typed.state.as_str()).attr("data-autosubmit", ""))
        }
        }
    };
    html! { (Card::new().body(Form::get(HERE).class("kb-stack").body(body))) }
}

fn empty(cx: &Cx, list: &List<'_>) -> Empty<'static> {
    let l = cx.locale;
    if list.typed.is_narrowed() || !list.first {
        return Empty {
            icon: icon!("search"),
            title: tr!(l, "documents-none-found").into(),
            body: tr!(l, "documents-none-found-do").into(),
            action: Some(html! { (Button::plain(tr!(l, "documents-show-all")).href(HERE)) }),
        };
    }
    Empty {
        icon: icon!("files"),
        title: tr!(l, "documents-empty").into(),
        body: tr!(l, "documents-empty-do").into(),
        action: None,
    }
}

fn grid(cx: &Cx, list: &List<'_>) -> Markup {
    let l = cx.locale;
    let bulk = Form::post("/documents/picked.zip", cx.csrf())
        .id("bulk")
        .class("kb-bulk")
        .body(html! {
            b data-picked=(tr!(l, "lists-picked", n = "{n}")) { (tr!(l, "documents-picked-some")) }
            (Button::plain(tr!(l, "documents-take-zip")).small().icon(icon!("file-zip")).attr("data-file", ""))
        });
    let table = Table::new(tr!(l, "documents-title"), list.rows)
        .keys()
        .row_data("data-document", |row: &Row| row.document.told.external.clone())
        .column(Column::pick_where(
            tr!(l, "lists-pick-all"),
            "d",
            "bulk",
            move |row: &Row| {
                let title = cx.say(&row.document.title());
                let label = tr!(l, "lists-pick-one", what = title.as_str());
                row.document
                    .file_for(cx.access.is_staff())
                    .map(|_| (row.document.id.to_string(), label))
            },
        ))
        .column(Column::title(tr!(l, "documents-col-document"), move |row: &Row| {
            let told = &row.document.told;
            let number = match told.number.as_str() {
                "" => tr!(l, "documents-unnumbered").to_owned(),
                number => tr!(l, "documents-number", number = number),
            };
            html! {
                a href=(format!("{HERE}/{}", row.document.id)) { (kind(l, &cx.zone, told)) " " (number) }
                @if !told.edo.is_empty() { span.kb-sub { (tr!(l, "documents-edo", state = told.edo.as_str())) } }
            }
        }))
        .column(Column::status(tr!(l, "documents-col-state"), move |row: &Row| {
            marks(l, &row.document)
        }))
        .column(Column::text(tr!(l, "documents-col-day"), |row: &Row| {
            format::date(row.document.told.day)
        }))
        .column_if(list.fields.staff, || {
            Column::text(tr!(l, "documents-col-dealer"), |row: &Row| {
                html! {
                    (OrDash(row.dealer.clone()))
                    span.kb-sub { (row.document.told.buyer.name) }
                }
            })
        })
        .column_if(!list.fields.staff, || {
            Column::text(tr!(l, "documents-col-buyer"), |row: &Row| {
                row.document.told.buyer.name.clone()
            })
        })
        .column(Column::text(tr!(l, "documents-col-contract"), |row: &Row| {
            OrDash(Some(row.document.told.contract.clone()).filter(|number| !number.is_empty()))
        }))
        .column(Column::text(tr!(l, "documents-col-order"), |row: &Row| {
            html! {
                @match row.document.order {
                    Some((_, number)) => a href=(format!("/orders/{number}")) { (figure(number.to_string())) },
                    None => (OrDash(Some(row.document.told.order.clone()).filter(|told| !told.is_empty()))),
                }
            }
        }))
        .column(
            Column::sum(tr!(l, "documents-col-sum"), move |row: &Row| {
                OrDash(row.document.told.sum.map(|sum| format::money(l, sum)))
            })
            .field(SUM),
        )
        .column(Column::actions(tr!(l, "documents-col-file"), move |row: &Row| {
            download(cx, &row.document)
        }));
    html! { (Card::new().flush(html! { (bulk) (table) })) }
}

/// Files that came without a document: what an administrator asks 1C's people about.
fn strays(cx: &Cx, strays: &[Stray]) -> Markup {
    let l = cx.locale;
    if strays.is_empty() {
        return html! { (Card::new().flush(Empty {
            icon: icon!("circle-check"),
            title: tr!(l, "documents-strays-none").into(),
            body: tr!(l, "documents-strays-about").into(),
            action: None,
        })) };
    }
    let table = Table::new(tr!(l, "documents-state-stray"), strays)
        .row_data("data-stray", |stray: &Stray| stray.name.clone())
        .column(Column::head(tr!(l, "documents-col-file"), |stray: &Stray| {
            stray.name.clone()
        }))
        .column(Column::num(tr!(l, "documents-col-size"), move |stray: &Stray| {
            format::bytes(l, stray.file.size)
        }))
        .column(Column::text(tr!(l, "documents-col-came"), |stray: &Stray| {
            format::datetime(stray.at, &cx.zone)
        }));
    html! {
        p.m-0.kb-soft { (tr!(l, "documents-strays-about")) }
        (Card::new().flush(table))
    }
}
