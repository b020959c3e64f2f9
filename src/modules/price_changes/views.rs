//! Changes of prices as markup. Views are given what the reader may see, and nothing else.

mod lines;
mod touched;

use std::cmp::Ordering;

use maud::{Markup, html};

use super::model::{Cause, Counts, Repricing, Tally, Touched};
use super::pages::{Change, Query};
use super::queries::{Line, Types};
use crate::platform::i18n::format;
use crate::platform::ui::{Alert, Button, Card, Column, Empty, OrDash, PageHead, Pager, Table};
use crate::platform::values::{Cursor, Locale, Percent};
use crate::platform::web::{Cx, segment};
use crate::{icon, tr};

/// Why prices changed, in one line.
fn cause(l: Locale, cause: &Cause) -> String {
    match cause {
        Cause::Exchange { origin } => tr!(l, "prices-cause-exchange", origin = origin.as_str()),
        Cause::Contract { number, old, new, .. } => tr!(
            l,
            "prices-cause-contract",
            number = number.as_str(),
            old = old.as_str(),
            new = new.as_str()
        ),
        Cause::Model { name, edition, .. } => {
            tr!(l, "prices-cause-model", name = name.as_str(), edition = *edition)
        }
    }
}

/// Why, for a dealer: how the manufacturer's bases are called is its own affair.
pub fn cause_shown(l: Locale, staff: bool, of: &Cause) -> String {
    match of {
        Cause::Exchange { .. } if !staff => tr!(l, "prices-cause-list").to_owned(),
        of => cause(l, of),
    }
}

/// `3 черновика, 1 предложение`; nothing where nothing is touched.
fn counted(l: Locale, counts: Counts) -> String {
    let mut parts = Vec::new();
    if counts.drafts > 0 {
        parts.push(tr!(l, "prices-n-drafts", n = counts.drafts));
    }
    if counts.offers > 0 {
        parts.push(tr!(l, "prices-n-offers", n = counts.offers));
    }
    if counts.templates > 0 {
        parts.push(tr!(l, "prices-n-templates", n = counts.templates));
    }
    parts.join(", ")
}

/// `+5,20 %`, with an arrow: the sign alone is easily overlooked.
fn share(l: Locale, share: Percent) -> Markup {
    html! {
        span.kb-nowrap {
            @match share.hundredths().cmp(&0) {
                Ordering::Greater => { (icon!("arrow-up")) "+" },
                Ordering::Less => (icon!("arrow-down")),
                // It moved by less than is shown.
                Ordering::Equal => {},
            }
            (format::share(l, share))
        }
    }
}

fn head<'a>(cx: &'a Cx) -> PageHead<'a> {
    PageHead::new(cx.locale, tr!(cx.locale, "prices-title"))
}

fn nothing(cx: &Cx, first: bool) -> Markup {
    let l = cx.locale;
    let (title, body) = match first {
        true => (tr!(l, "prices-empty"), tr!(l, "prices-empty-do")),
        false => (tr!(l, "prices-no-more"), tr!(l, "prices-no-more-do")),
    };
    html! {
        (Card::new().flush(Empty {
            icon: icon!("trending-up"),
            title: title.into(),
            body: body.into(),
            action: Some(html! { (Button::plain(tr!(l, "prices-to-catalogue")).href("/catalogue")) }),
        }))
    }
}

fn pager(l: Locale, next: Option<Cursor>, first: bool) -> Markup {
    let href = |cursor: Cursor| format!("/price-changes?after={}", String::from(cursor));
    html! {
        (Pager {
            locale: l,
            previous: (!first).then(|| "/price-changes".into()),
            next: next.map(|cursor| href(cursor).into()),
            shown: None,
        })
    }
}

/// The changes that touched a dealer.
pub fn list(cx: &Cx, changes: &[Touched], next: Option<Cursor>, first: bool) -> Markup {
    let l = cx.locale;
    let table = Table::new(tr!(l, "prices-title"), changes)
        .row_data("data-change", |of: &Touched| of.repricing.to_string())
        .column(Column::title(tr!(l, "prices-when"), |of: &Touched| {
            html! {
                a href={ "/price-changes/" (of.repricing) } { (format::datetime(of.at, &cx.zone)) }
                span.kb-sub { (cause_shown(l, false, &of.cause)) }
            }
        }))
        .column(Column::num(tr!(l, "prices-goods"), |of: &Touched| {
            let n = of.products.max(of.rrp_products);
            OrDash((n > 0).then(|| format::count(n)))
        }))
        .column(Column::text(tr!(l, "prices-touched"), |of: &Touched| {
            OrDash(Some(counted(l, of.counts())).filter(|said| !said.is_empty()))
        }));
    html! {
        (head(cx).facts(html! { p { (tr!(l, "prices-about")) } }))
        div.kb-stack-lg {
            @if changes.is_empty() && next.is_none() { (nothing(cx, first)) } @else { (Card::new().flush(table)) }
            (pager(l, next, first))
        }
    }
}

/// All changes, by price type.
pub fn staff_list(
    cx: &Cx,
    changes: &[(Repricing, Vec<Tally>)],
    types: &Types,
    next: Option<Cursor>,
    first: bool,
) -> Markup {
    let l = cx.locale;
    type Row = (Repricing, Vec<Tally>);
    let table = Table::new(tr!(l, "prices-title"), changes)
        .row_data("data-change", |(of, _): &Row| of.id.to_string())
        .column(Column::title(tr!(l, "prices-when"), |(of, _): &Row| {
            html! {
                a href={ "/price-changes/" (of.id) } { (format::datetime(of.at, &cx.zone)) }
                span.kb-sub { (cause(l, &of.cause)) }
            }
        }))
        .column(Column::num(tr!(l, "prices-goods"), |(of, _): &Row| {
            OrDash((of.rows > 0).then(|| format::count(of.rows)))
        }))
        .column(Column::text(tr!(l, "prices-by-type"), |(_, tallies): &Row| {
            html! {
                @for tally in tallies {
                    div { (types.name(tally.price_type)) " · " (format::count(tally.all())) }
                }
                @if tallies.is_empty() { (OrDash::<&str>(None)) }
            }
        }));
    html! {
        (head(cx).facts(html! { p { (tr!(l, "prices-about-staff")) } }))
        div.kb-stack-lg {
            @if changes.is_empty() && next.is_none() { (nothing(cx, first)) } @else { (Card::new().flush(table)) }
            (pager(l, next, first))
        }
    }
}

/// The address of a change with its filters; `from` is left out.
fn address(change: &Change, query: &Query, path: &str, except: &str) -> String {
    let dealer = match &change.dealer {
        Some((id, _)) => id.to_string(),
        None => String::new(),
    };
    let parts = [
        ("dealer", dealer.as_str()),
        ("type", query.price_type.as_str()),
        ("q", query.q.as_str()),
        ("group", query.group.as_str()),
        ("direction", query.direction.as_str()),
    ];
    let parts: Vec<String> = parts
        .iter()
        .filter(|(name, value)| *name != except && !value.is_empty())
        .map(|(name, value)| format!("{name}={}", segment(value)))
        .collect();
    let base = format!("/price-changes/{}{path}", change.id);
    match parts.is_empty() {
        true => base,
        false => format!("{base}?{}", parts.join("&")),
    }
}

/// One change.
pub fn one(cx: &Cx, change: &Change, query: &Query, lines: &[Line], next: Option<u64>) -> Markup {
    let l = cx.locale;
    let has_list =
        !matches!(change.cause, Cause::Model { .. }) && (change.asked.main.is_some() || change.asked.rrp.is_some());
    let staff = cx.access.is_staff();
    let crumb = match &change.dealer {
        Some((_, name)) => (name.clone(), format!("/price-changes/{}", change.id)),
        None => (tr!(l, "prices-title").to_owned(), "/price-changes".to_owned()),
    };
    let title = format::datetime(change.at, &cx.zone).to_string();
    html! {
        (PageHead::new(l, tr!(l, "prices-of", at = title.as_str()))
            .crumb(crumb.0, crumb.1)
            .facts(html! { p { (cause_shown(l, staff, &change.cause)) } })
            .actions(html! {
                @if has_list {
                    (Button::plain("XLSX").icon(icon!("file-spreadsheet"))
                        .href(address(change, query, "/changes.xlsx", ""))
                        .attr("download", ""))
                }
            }))
        div.kb-stack-lg {
            @if change.left_out > 0 {
                (Alert::info(tr!(l, "prices-left-out", n = change.left_out)))
            }
            @if let Some(touched) = &change.touched { (touched::cards(cx, change, touched)) }
            @if change.touched.is_none() { (by_type(l, change)) (dealers(cx, change)) }
            @if has_list { (lines::card(cx, change, query, lines, next)) }
        }
    }
}

/// For staff: what happened to each price type.
fn by_type(l: Locale, change: &Change) -> Markup {
    if change.tallies.is_empty() {
        return html! {};
    }
    let some = |n: u64| OrDash((n > 0).then(|| format::count(n)));
    let table = Table::new(tr!(l, "prices-by-type"), &change.tallies)
        .column(Column::title(tr!(l, "prices-type"), |tally: &Tally| {
            change.names.name(tally.price_type).to_owned()
        }))
        .column(Column::num(tr!(l, "prices-up"), move |tally: &Tally| some(tally.up)))
        .column(Column::num(tr!(l, "prices-down"), move |tally: &Tally| {
            some(tally.down)
        }))
        .column(Column::num(tr!(l, "prices-withdrawn"), move |tally: &Tally| {
            some(tally.withdrawn)
        }))
        .column(Column::num(tr!(l, "prices-other"), move |tally: &Tally| {
            some(tally.other)
        }))
        .column(Column::text(tr!(l, "prices-biggest"), move |tally: &Tally| {
            html! {
                @match &tally.biggest {
                    Some((article, by)) => { (share(l, *by)) span.kb-sub { (article) } },
                    None => (OrDash::<&str>(None)),
                }
            }
        }));
    let card = Card::titled(tr!(l, "prices-by-type")).flush(table);
    let card = match change.fresh {
        0 => card,
        fresh => card.footer(html! { p.kb-note.m-0 { (tr!(l, "prices-fresh", n = fresh)) } }),
    };
    html! { (card) }
}

/// For staff: whom it touched.
fn dealers(cx: &Cx, change: &Change) -> Markup {
    let l = cx.locale;
    let id = change.id;
    type Row = (String, Touched);
    let table = Table::new(tr!(l, "prices-dealers"), &change.dealers)
        .row_data("data-dealer", |(_, of): &Row| of.dealer.to_string())
        .column(Column::title(tr!(l, "prices-dealer"), move |(name, of): &Row| {
            html! { a href={ "/price-changes/" (id) "?dealer=" (of.dealer) } { (name) } }
        }))
        .column(Column::num(tr!(l, "prices-goods"), |(_, of): &Row| {
            let n = of.products.max(of.rrp_products);
            OrDash((n > 0).then(|| format::count(n)))
        }))
        .column(Column::text(tr!(l, "prices-touched"), move |(_, of): &Row| {
            OrDash(Some(counted(l, of.counts())).filter(|said| !said.is_empty()))
        }));
    html! {
        (Card::titled(tr!(l, "prices-dealers")).flush(html! {
            @if change.dealers.is_empty() {
                p.kb-note.kb-pad { (tr!(l, "prices-dealers-none")) }
            } @else { (table) }
        }))
    }
}
