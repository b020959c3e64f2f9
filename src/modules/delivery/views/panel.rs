//! The cards on the pages of an order and of a draft.

use maud::{Markup, html};

use super::place_totals;
use crate::icon;
use crate::modules::delivery::queries::tracking;
use crate::modules::delivery::{Carrier, Parcel, Person};
use crate::modules::orders::{Delivery, Draft, Need, Order, Payer};
use crate::platform::i18n::{format, try_text};
use crate::platform::ui::{Button, Card, KeyValues};
use crate::platform::values::{Locale, Moment};
use crate::platform::web::Cx;
use crate::tr;

/// What the card says of the person who gets the goods: never who it is.
pub enum Recipient {
    Hidden,
    /// Nobody was entered; somebody may be.
    Open,
    Kept,
    Wiped(Moment),
}

impl Recipient {
    pub fn of(person: Option<&Person>, may_change: bool) -> Recipient {
        match person {
            None if may_change => Recipient::Open,
            None => Recipient::Hidden,
            Some(person) => match &person.wiped {
                Some(wiped) => Recipient::Wiped(wiped.at),
                None => Recipient::Kept,
            },
        }
    }
}

/// What the reader may do with the terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Change,
    /// Ask the other side for that.
    Ask,
    Look,
}

impl Way {
    pub fn of(may_change: bool, may_ask: bool) -> Way {
        match (may_change, may_ask) {
            (true, _) => Way::Change,
            (false, true) => Way::Ask,
            (false, false) => Way::Look,
        }
    }
}

pub fn order(cx: &Cx, order: &Order, carriers: &[Carrier], parcels: &[Parcel], way: Way, person: Recipient) -> Markup {
    let l = cx.locale;
    let address = format!("/orders/{}", order.number);
    html! {
        (Card::titled(tr!(l, "delivery-terms")).not_printed().body(html! {
            div.kb-stack {
                (terms(l, &order.delivery, cx.access.sight().purchase_price))
                @match person {
                    Recipient::Hidden => {}
                    Recipient::Open => a.kb-sm href={ (address) "/recipient" } { (tr!(l, "delivery-person-add")) },
                    Recipient::Kept => div.kb-sm data-recipient="kept" {
                        a href={ (address) "/recipient" } { (tr!(l, "delivery-person-is-kept")) }
                        span.kb-sub { (tr!(l, "delivery-person-is-sealed")) }
                    },
                    Recipient::Wiped(at) => div.kb-sm data-recipient="wiped" {
                        a href={ (address) "/recipient" } { (tr!(l, "delivery-person-wiped", day = format::date(at.day_in(&cx.zone)))) }
                    },
                }
                @for shipment in &order.shipments {
                    div.kb-row data-parcel=(shipment.number) {
                        span.kb-grow {
                            (tr!(l, "orders-shipment", number = shipment.number.as_str()))
                            @let parcel = parcels.iter().find(|parcel| parcel.shipment == shipment.number);
                            @if let Some(receipt) = parcel.and_then(|parcel| parcel.receipt.as_ref()) {
                                span.kb-sub { (received(l, receipt.remarks.len())) }
                            }
                        }
                        @if let Some(link) = tracking(carriers, &shipment.carrier, &shipment.track) {
                            a.kb-sm href=(link) target="_blank" rel="noopener noreferrer" { (tr!(l, "delivery-track")) }
                        }
                    }
                }
                div.kb-row {
                    @match way {
                        Way::Change => (Button::plain(tr!(l, "delivery-change")).small().icon(icon!("pencil"))
                            .href(format!("{address}/delivery"))),
                        Way::Ask => (Button::plain(tr!(l, "delivery-ask-open")).small().icon(icon!("pencil"))
                            .href(format!("{address}/delivery"))),
                        Way::Look => a.kb-sm href={ (address) "/delivery" } { (tr!(l, "delivery-why-closed")) },
                    }
                    (Button::plain(tr!(l, "delivery-shipments")).small().icon(icon!("package")).href(format!("{address}/parcels")))
                }
            }
        }))
    }
}

pub fn draft(cx: &Cx, draft: &Draft) -> Markup {
    let l = cx.locale;
    html! {
        (Card::titled(tr!(l, "delivery-terms")).body(html! {
            div.kb-stack {
                (terms(l, &draft.delivery, cx.access.sight().purchase_price))
                div { (Button::plain(tr!(l, "delivery-more")).small().icon(icon!("truck-delivery"))
                    .href(format!("/drafts/{}/delivery", draft.id))) }
            }
        }))
    }
}

pub fn received(l: Locale, remarks: usize) -> String {
    match remarks {
        0 => tr!(l, "delivery-is-received").to_owned(),
        n => tr!(l, "delivery-is-received-remarks", n = n),
    }
}

/// What the card of the order doesn't say.
fn terms(l: Locale, of: &Delivery, sees_price: bool) -> Markup {
    let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let say = |message: &str| try_text(l, message).unwrap_or_default();
    let needs = |these: &[Need]| {
        let named: Vec<&str> = these
            .iter()
            .filter(|need| of.needs.contains(need))
            .map(|need| say(need.message()))
            .collect();
        Some(named.join(", ")).filter(|named| !named.is_empty())
    };
    let mut recipient = of.recipient.clone();
    if !of.recipient_tax_id.is_empty() {
        recipient = format!("{recipient} {}", of.recipient_tax_id).trim().to_owned();
    }
    let payer = Some(say(of.payer.message())).filter(|_| of.payer != Payer::default());
    let rows = [
        (tr!(l, "orders-field-delivery-terminal"), text(&of.terminal)),
        (tr!(l, "orders-field-delivery-window"), text(&of.window)),
        (tr!(l, "orders-field-delivery-recipient"), text(&recipient)),
        (tr!(l, "orders-field-delivery-payer"), payer.map(str::to_owned)),
        (tr!(l, "delivery-packaging"), needs(&Need::PACKAGING)),
        (tr!(l, "delivery-loading"), needs(&Need::LOADING)),
        (tr!(l, "delivery-papers"), needs(&Need::PAPERS)),
        (tr!(l, "orders-field-delivery-places"), place_totals(l, &of.places)),
    ];
    let insured = of.insured.filter(|_| sees_price);
    if rows.iter().all(|(_, value)| value.is_none()) && insured.is_none() {
        return html! { p.kb-sm.kb-soft.m-0 { (tr!(l, "delivery-terms-empty")) } };
    }
    let values = rows
        .into_iter()
        .fold(KeyValues::new(), |values, (name, value)| values.row_if(name, value));
    html! {
        (values.row_if(
            tr!(l, "orders-field-delivery-insured"),
            insured.map(|sum| html! { span data-field="purchase-price" { (format::money(l, sum)) } }),
        ))
    }
}
