//! The drafts, templates and offers that a change touches.

use maud::{Markup, html};

use crate::modules::price_changes::model::{Cause, Pair, Touched, TouchedDraft, TouchedOffer, TouchedVariant};
use crate::modules::price_changes::pages::Change;
use crate::platform::i18n::format;
use crate::platform::ui::{Button, Card, Column, OrDash, Table};
use crate::platform::values::{Locale, Money};
use crate::platform::web::Cx;
use crate::tr;

pub fn cards(cx: &Cx, change: &Change, touched: &Touched) -> Markup {
    let l = cx.locale;
    let (templates, drafts): (Vec<_>, Vec<_>) = touched.drafts.iter().cloned().partition(|draft| draft.template);
    let nothing = match cx.access.is_staff() {
        true => tr!(l, "prices-nothing-touched-staff"),
        false => tr!(l, "prices-nothing-touched"),
    };
    let note = match change.cause {
        Cause::Model { .. } => tr!(l, "prices-drafts-model"),
        _ => tr!(l, "prices-drafts-note"),
    };
    html! {
        @if touched.drafts.is_empty() && touched.offers.is_empty() {
            (Card::new().body(html! { p.m-0 { (nothing) } }))
        }
        @if !drafts.is_empty() {
            (Card::titled(tr!(l, "prices-drafts")).flush(table(l, change, &drafts, tr!(l, "prices-draft"))).footer(html! { p.kb-note.m-0 { (note) } }))
        }
        @if !touched.offers.is_empty() { (offers(l, change, touched)) }
        @if !templates.is_empty() {
            (Card::titled(tr!(l, "prices-templates")).flush(table(l, change, &templates, tr!(l, "prices-template"))))
        }
    }
}

fn sum(l: Locale, sum: Option<Money>) -> Markup {
    html! { (OrDash(sum.map(|sum| format::money(l, sum)))) }
}

fn difference(l: Locale, pair: Pair) -> Markup {
    html! {
        @match pair.difference() {
            Some(by) => span.kb-nowrap { (format::money_change(l, by)) },
            None => (OrDash::<&str>(None)),
        }
    }
}

/// Before, now, and the difference: at the purchase price for those who see it, with the recommended difference beside.
fn figures<'a, T>(
    table: Table<'a, T>,
    l: Locale,
    sees_purchase: bool,
    purchase: impl Fn(&T) -> Pair + Copy + 'a,
    rrp: impl Fn(&T) -> Pair + Copy + 'a,
) -> Table<'a, T> {
    if sees_purchase {
        return table
            .column(
                Column::num(tr!(l, "prices-sum-was"), move |of: &T| sum(l, purchase(of).old)).field("purchase-price"),
            )
            .column(
                Column::sum(tr!(l, "prices-sum-is"), move |of: &T| sum(l, purchase(of).new)).field("purchase-price"),
            )
            .column(
                Column::num(tr!(l, "prices-difference"), move |of: &T| difference(l, purchase(of)))
                    .field("purchase-price"),
            )
            .column(Column::num(tr!(l, "prices-rrp-difference"), move |of: &T| {
                difference(l, rrp(of))
            }));
    }
    table
        .column(Column::num(tr!(l, "prices-rrp-was"), move |of: &T| sum(l, rrp(of).old)))
        .column(Column::sum(tr!(l, "prices-rrp-is"), move |of: &T| sum(l, rrp(of).new)))
        .column(Column::num(tr!(l, "prices-difference"), move |of: &T| {
            difference(l, rrp(of))
        }))
}

fn table(l: Locale, change: &Change, drafts: &[TouchedDraft], name: &str) -> Markup {
    let is_there = |draft: &TouchedDraft| change.drafts.contains(&draft.id);
    let table = Table::new(name, drafts)
        .row_data("data-draft", |draft: &TouchedDraft| draft.id.to_string())
        .column(Column::title(name, move |draft: &TouchedDraft| {
            html! {
                @if is_there(draft) { a href={ "/drafts/" (draft.id) } { (draft.name) } } @else {
                    (draft.name)
                    span.kb-sub { (tr!(l, "prices-draft-gone")) }
                }
            }
        }))
        .column(Column::num(tr!(l, "prices-lines"), |draft: &TouchedDraft| {
            format::count(draft.lines)
        }));
    let table = figures(
        table,
        l,
        change.sees_purchase,
        |draft| draft.purchase,
        |draft| draft.rrp,
    )
    .column(Column::actions(
        tr!(l, "prices-actions"),
        move |draft: &TouchedDraft| {
            html! {
                @if is_there(draft) {
                    (Button::plain(tr!(l, "prices-open")).href(format!("/drafts/{}", draft.id)))
                }
            }
        },
    ));
    html! { (table) }
}

fn offers(l: Locale, change: &Change, touched: &Touched) -> Markup {
    type Row<'a> = (&'a TouchedOffer, &'a TouchedVariant);
    let rows: Vec<Row<'_>> = touched
        .offers
        .iter()
        .flat_map(|offer| offer.variants.iter().map(move |variant| (offer, variant)))
        .collect();
    let is_open = |offer: &TouchedOffer| change.offers.contains(&offer.id);
    let table = Table::new(tr!(l, "prices-offers"), &rows)
        .row_data("data-offer", |(offer, _): &Row<'_>| offer.number.to_string())
        .column(Column::title(
            tr!(l, "prices-offer"),
            move |(offer, variant): &Row<'_>| {
                html! {
                    a href={ "/offers/" (offer.id) } { (tr!(l, "prices-offer-number", number = offer.number)) }
                    span.kb-sub {
                        (offer.title)
                        @if offer.variants.len() > 1 { " · " (variant.name) }
                    }
                    @if variant.unsure { span.kb-sub.kb-warn { (tr!(l, "prices-offer-unsure")) } }
                    @if !is_open(offer) { span.kb-sub { (tr!(l, "prices-offer-closed")) } }
                }
            },
        ))
        .column(Column::text(tr!(l, "prices-until"), |(offer, _): &Row<'_>| {
            format::date(offer.until)
        }))
        .column(Column::num(tr!(l, "prices-promised"), move |(_, variant): &Row<'_>| {
            format::money(l, variant.total)
        }));
    let table = figures(
        table,
        l,
        change.sees_purchase,
        |(_, variant): &Row<'_>| variant.purchase,
        |(_, variant): &Row<'_>| variant.rrp,
    )
    .column(Column::actions(
        tr!(l, "prices-actions"),
        move |(offer, _): &Row<'_>| {
            html! {
                @if is_open(offer) {
                    (Button::plain(tr!(l, "prices-new-version")).href(format!("/offers/new?from={}", offer.id)))
                }
            }
        },
    ));
    let note = match change.cause {
        Cause::Model { .. } => tr!(l, "prices-offers-model"),
        _ => tr!(l, "prices-offers-note"),
    };
    html! {
        (Card::titled(tr!(l, "prices-offers")).flush(table)
            .footer(html! { p.kb-note.m-0 { (note) } }))
    }
}
