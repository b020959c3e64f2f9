//! The page of the shipments of an order.

use maud::{Markup, html};

use super::panel::received;
use super::{place_fields, place_totals};
use crate::icon;
use crate::modules::catalogue::SkuId;
use crate::modules::delivery::model::Rest;
use crate::modules::delivery::pages::photos::FIELD;
use crate::modules::delivery::pages::shipments::{Typed, TypedReceipt};
use crate::modules::delivery::queries::tracking;
use crate::modules::delivery::{Carrier, Parcel, Photo, Receipt, RemarkKind};
use crate::modules::orders::{Order, Shipment};
use crate::platform::i18n::{format, try_text};
use crate::platform::ui::{
    Button, Card, Choice, Column, Empty, Field, Form, PageHead, Select, Table, fieldset, hidden, more,
};
use crate::platform::values::{Locale, Quantity};
use crate::platform::web::{Cx, Problems};
use crate::tr;

pub struct Page<'a> {
    pub order: &'a Order,
    pub rest: Vec<Rest>,
    pub carriers: Vec<Carrier>,
    pub parcels: Vec<Parcel>,
    pub may_pack: bool,
    pub may_receive: bool,
    /// A shipment that was refused, as it was typed.
    pub typed: Option<&'a Typed>,
    /// A receipt that was refused.
    pub receipt: Option<&'a TypedReceipt>,
}

impl Page<'_> {
    fn address(&self) -> String {
        format!("/orders/{}", self.order.number)
    }

    fn name(&self, sku: Option<SkuId>) -> &str {
        let row = self.rest.iter().find(|row| Some(row.sku) == sku);
        row.map_or("", |row| row.name.as_str())
    }
}

fn amount(l: Locale, quantity: Quantity, unit: &str) -> String {
    format!("{}\u{a0}{unit}", format::quantity(l, quantity))
}

pub fn page(cx: &Cx, page: &Page<'_>, problems: &Problems) -> Markup {
    let l = cx.locale;
    html! {
        (PageHead::new(l, tr!(l, "delivery-shipments")).crumb(page.order.number.to_string(), page.address()))
        div.kb-stack-lg {
            (problems.summary(cx, &[("number", tr!(l, "orders-shipment-number")), ("day", tr!(l, "orders-shipment-day")),
                ("count", tr!(l, "orders-field-delivery-places"))]))
            (goods(l, page))
            @if page.order.shipments.is_empty() {
                (Card::new().flush(Empty {
                    icon: icon!("truck-delivery"),
                    title: tr!(l, "delivery-shipments-empty").into(),
                    body: tr!(l, "delivery-shipments-empty-do").into(),
                    action: None,
                }))
            }
            @for shipment in &page.order.shipments { (one(cx, page, shipment)) }
            @if page.may_pack { (packing(cx, page, problems)) }
        }
    }
}

/// What is left to ship.
fn goods(l: Locale, page: &Page<'_>) -> Markup {
    let table = Table::new(tr!(l, "delivery-rest"), &page.rest)
        .row_data("data-sku", |row: &Rest| row.sku.to_string())
        .column(Column::title(tr!(l, "orders-col-product"), |row: &Rest| {
            html! { (row.name) span.kb-sub { (row.article) } }
        }))
        .column(Column::num(tr!(l, "delivery-ordered"), move |row: &Rest| {
            amount(l, row.ordered, &row.unit)
        }))
        .column(Column::num(tr!(l, "delivery-shipped"), move |row: &Rest| {
            amount(l, row.shipped, &row.unit)
        }))
        .column(Column::num(tr!(l, "delivery-left"), move |row: &Rest| {
            amount(l, row.left(), &row.unit)
        }));
    html! { (Card::titled(tr!(l, "delivery-rest")).flush(table)) }
}

fn one(cx: &Cx, page: &Page<'_>, shipment: &Shipment) -> Markup {
    let l = cx.locale;
    let parcel = page.parcels.iter().find(|parcel| parcel.shipment == shipment.number);
    let receipt = parcel.and_then(|parcel| parcel.receipt.as_ref());
    let title = tr!(l, "orders-shipment", number = shipment.number.as_str());
    html! {
        (Card::titled(title).body(html! {
            div.kb-stack data-parcel=(shipment.number) {
                p.m-0 {
                    @if let Some(day) = shipment.day { (format::date(day)) " " }
                    @if !shipment.carrier.is_empty() { (shipment.carrier) " " }
                    @if !shipment.track.is_empty() {
                        @match tracking(&page.carriers, &shipment.carrier, &shipment.track) {
                            Some(link) => a href=(link) target="_blank" rel="noopener noreferrer" { (shipment.track) },
                            None => span { (shipment.track) },
                        }
                    }
                }
                @if let Some(parcel) = parcel {
                    @if !parcel.parts.is_empty() {
                        ul.m-0 {
                            @for part in &parcel.parts {
                                @let row = page.rest.iter().find(|row| row.sku == part.sku);
                                li { (page.name(Some(part.sku))) " — "
                                    (amount(l, part.quantity, row.map_or("", |row| row.unit.as_str()))) }
                            }
                        }
                    }
                    @if let Some(totals) = place_totals(l, &parcel.places) { p.kb-sm.kb-soft.m-0 { (totals) } }
                }
                @match receipt {
                    Some(receipt) => (arrived(cx, page, parcel, receipt)),
                    None if page.may_receive => (receiving(cx, page, shipment, parcel)),
                    None => p.kb-sm.kb-soft.m-0 { (tr!(l, "delivery-on-the-way")) },
                }
            }
        }))
    }
}

fn arrived(cx: &Cx, page: &Page<'_>, parcel: Option<&Parcel>, receipt: &Receipt) -> Markup {
    let l = cx.locale;
    let photos: Vec<usize> = (0..receipt.photos().count()).collect();
    // Pictures are counted over the whole receipt.
    let before = |at: usize| -> usize { receipt.remarks.iter().take(at).map(|remark| remark.photos.len()).sum() };
    let place = parcel.map(|parcel| format!("{}/parcels/{}/photos", page.address(), parcel.id));
    html! {
        div data-receipt=(receipt.remarks.len()) {
            b { (received(l, receipt.remarks.len())) }
            span.kb-sub { (format::datetime(receipt.at, &cx.zone)) " " (receipt.by.name) }
            @if !receipt.remarks.is_empty() {
                ul.m-0 {
                    @for (at, remark) in receipt.remarks.iter().enumerate() {
                        li {
                            @if remark.sku.is_some() { (page.name(remark.sku)) ": " }
                            (try_text(l, remark.kind.message()).unwrap_or_default())
                            @if !remark.text.is_empty() { span.kb-sub { (remark.text) } }
                            @if let (Some(place), false) = (&place, remark.photos.is_empty()) {
                                div.kb-msg-shots {
                                    @for nth in photos.iter().skip(before(at)).take(remark.photos.len()) {
                                        a href={ (place) "/" (nth) "/2048" } target="_blank" rel="noopener" {
                                            img src={ (place) "/" (nth) "/320" } alt=(tr!(l, "delivery-photo", n = nth + 1)) loading="lazy";
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn receiving(cx: &Cx, page: &Page<'_>, shipment: &Shipment, parcel: Option<&Parcel>) -> Markup {
    let l = cx.locale;
    let action = format!("{}/receipt", page.address());
    let typed = page.receipt.filter(|typed| typed.shipment == shipment.number);
    let held = |row: &&Rest| {
        let parts = parcel.map_or(&[][..], |parcel| &parcel.parts);
        // Of 1C's shipments it isn't known what they hold: a remark may be about any goods.
        parts.is_empty() || parts.iter().any(|part| part.sku == row.sku)
    };
    let kinds = || {
        std::iter::once(Choice::new("", tr!(l, "delivery-remark-none"))).chain(
            RemarkKind::ALL.map(|kind| Choice::new(kind.code(), try_text(l, kind.message()).unwrap_or_default())),
        )
    };
    let rows: Vec<&Rest> = page.rest.iter().filter(held).collect();
    html! {
        (Form::post(action.clone(), cx.csrf()).body(html! {
            (hidden("shipment", shipment.number.as_str()))
            (Button::primary(tr!(l, "delivery-receive")).icon(icon!("check")))
        }))
        // A form with files says its token in the address: the guard doesn't read them.
        (more(tr!(l, "delivery-receive-remarks"), Form::post(format!("{action}?_csrf={}", cx.csrf()), cx.csrf()).class("kb-stack").multipart().body(html! {
            (hidden("shipment", shipment.number.as_str()))
            @for (at, row) in rows.iter().enumerate() {
                (fieldset(&row.name, html! {
                    (hidden("sku", row.sku.to_string()))
                    div.kb-grid.kb-g-2 {
                        (Select::new("kind", tr!(l, "delivery-remark-kind"), kinds()).id(format!("kind-{}-{at}", shipment.number))
                            .chosen(typed.and_then(|typed| typed.kind.get(at)).map_or("", String::as_str)))
                        (Field::text("text", tr!(l, "delivery-remark-text")).id(format!("text-{}-{at}", shipment.number))
                            .value(typed.and_then(|typed| typed.text.get(at)).map_or("", String::as_str)))
                    }
                    (Field::file(format!("{FIELD}{at}"), tr!(l, "delivery-photos")).id(format!("photo-{}-{at}", shipment.number))
                        .attr("accept", "image/jpeg,image/png,image/webp").attr("multiple", ""))
                }))
            }
            p.kb-hint.m-0 { (tr!(l, "delivery-photos-hint", n = Photo::MOST)) }
            div { (Button::plain(tr!(l, "delivery-receive-remarks-do"))) }
        }), typed.is_some()))
    }
}

fn packing(cx: &Cx, page: &Page<'_>, problems: &Problems) -> Markup {
    let l = cx.locale;
    let blank = Typed::default();
    let typed = page.typed.unwrap_or(&blank);
    // The next number that isn't taken.
    let proposed = match page.order.shipments.len() {
        0 => page.order.number.to_string(),
        n => format!("{}/{}", page.order.number, n + 1),
    };
    let fresh = page.typed.is_none();
    let usual = |typed: &str, usual: &str| if fresh { usual.to_owned() } else { typed.to_owned() };
    html! {
        datalist id="carrier-names" {
            @for carrier in page.carriers.iter().filter(|carrier| carrier.active) { option value=(carrier.name) {} }
        }
        (Form::post(format!("{}/parcels", page.address()), cx.csrf()).attr("novalidate", "").body(html! {
            (hidden("version", page.order.version.to_string()))
            (Card::titled(tr!(l, "delivery-pack")).body(html! {
                div.kb-stack {
                    div.kb-grid.kb-g-2 {
                        (Field::text("number", tr!(l, "orders-shipment-number")).value(usual(&typed.number, &proposed))
                            .error(problems.at("number")))
                        (Field::text("day", tr!(l, "orders-shipment-day")).value(typed.day.as_str())
                            .placeholder(tr!(l, "orders-day-form")).error(problems.at("day")))
                        (Field::text("carrier", tr!(l, "orders-field-delivery-carrier")).attr("list", "carrier-names")
                            .value(usual(&typed.carrier, &page.order.delivery.carrier)))
                        (Field::text("track", tr!(l, "orders-shipment-track")).value(typed.track.as_str()))
                    }
                    div.kb-grid.kb-g-2 { @for (at, row) in page.rest.iter().enumerate() {
                        @let left = if row.left().is_positive() { format::quantity(l, row.left()).to_string() } else { String::new() };
                        (hidden("sku", row.sku.to_string()))
                        (Field::decimal("quantity", row.name.as_str()).id(format!("quantity-{}", row.sku)).unit(row.unit.as_str())
                            .value(usual(typed.quantity.get(at).map_or("", String::as_str), &left))
                            .hint(tr!(l, "delivery-left-of", left = amount(l, row.left(), &row.unit)))
                            .error(problems.at(&format!("quantity-{}", row.sku))))
                    } }
                    (fieldset(tr!(l, "orders-field-delivery-places"), place_fields(l, &typed.places(), problems.at("count"))))
                }
            }).footer(Button::primary(tr!(l, "delivery-pack-do")).icon(icon!("truck-delivery"))))
        }))
    }
}
