//! What the reader can do with an order now: staff moves it, promises a day, notes a shipment; a dealer cancels.

use maud::{Markup, html};

use super::{DeskForm, Page};
use crate::modules::orders::read_models::stage_name;
use crate::modules::orders::{Kind, Mover, Requirement, Stage, StageKey};
use crate::platform::i18n::format;
use crate::platform::ui::{Button, Card, Choice, Field, Form, Select, fieldset, hidden, more};
use crate::platform::values::Locale;
use crate::{icon, tr};

use super::super::Frame;

const STAGE: DeskForm = DeskForm::Stage;
const PROMISE: DeskForm = DeskForm::Promise;
const SHIPMENT: DeskForm = DeskForm::Shipment;
const CANCELLATION: DeskForm = DeskForm::Cancellation;

/// The version that the form was drawn from.
pub fn version(page: &Page<'_>) -> Markup {
    hidden("version", page.order.version.to_string())
}

pub fn card(frame: &Frame, page: &Page<'_>) -> Markup {
    let l = frame.locale;
    if page.may_move || page.may_plan {
        return html! {
            (Card::titled(tr!(l, "orders-desk")).not_printed().body(html! {
                div.kb-stack {
                    @if page.may_move { (moving(frame, page)) }
                    @if page.may_plan { (planning(frame, page)) (shipping(frame, page)) }
                }
            }))
        };
    }
    html! { @if page.may_cancel { (cancelling(frame, page)) } }
}

fn moving(frame: &Frame, page: &Page<'_>) -> Markup {
    let l = frame.locale;
    let ways = page.stages.ways(&page.order.stage, Mover::Staff);
    if ways.is_empty() {
        return html! { p.kb-sm.kb-soft.m-0 { (tr!(l, "orders-over")) } };
    }
    // The next one ahead is what is meant most often.
    let place = |key: &StageKey| page.stages.stages.iter().position(|stage| stage.key == *key);
    let now = place(&page.order.stage);
    let next = ways
        .iter()
        .find(|stage| place(&stage.key) > now)
        .map(|stage| stage.key.to_string());
    let choices: Vec<Choice<'_>> = ways
        .iter()
        .map(|stage| Choice::new(stage.key.to_string(), stage_name(l, page.stages, &stage.key)))
        .collect();
    html! {
        (Form::post(format!("{}/stage", page.address()), frame.csrf.as_str()).class("kb-stack").body(html! {
            (version(page))
            (Select::new("stage", tr!(l, "orders-move-to"), choices).chosen(page.typed(STAGE, "stage", next.unwrap_or_default()))
                .error(page.error(STAGE, "stage")))
            (Field::text("reason", tr!(l, "orders-reason")).id("stage-reason")
                .value(page.typed(STAGE, "reason", "")).error(page.error(STAGE, "reason")))
            (asked(l, page, &ways))
            (Button::primary(tr!(l, "orders-move")).icon(icon!("arrow-right")))
        }))
    }
}

/// What some of the stages ask for: a paper, a payment that 1C doesn't tell of. Each says for which stages it is.
fn asked(l: Locale, page: &Page<'_>, ways: &[&Stage]) -> Markup {
    let of = |what: Requirement| {
        let asking = ways
            .iter()
            .filter(|stage| stage.requires.contains(&what) && page.order.lacks(stage).contains(&what));
        let names: Vec<String> = asking
            .clone()
            .map(|stage| stage_name(l, page.stages, &stage.key))
            .collect();
        let papers: Vec<&str> = asking.map(|stage| stage.paper.as_str()).collect();
        (names.join(", "), papers.join(", "))
    };
    let (paper, payment) = (of(Requirement::Paper), of(Requirement::Payment));
    let by_hand = page.may_vouch && !page.order.is_paid_known();
    html! {
        @if !paper.0.is_empty() {
            (fieldset(&tr!(l, "orders-paper", paper = paper.1), html! {
                p.kb-sm.kb-soft.m-0 { (tr!(l, "orders-asked-for", stages = paper.0)) }
                (Field::text("paper_number", tr!(l, "orders-paper-number"))
                    .value(page.typed(STAGE, "paper_number", "")).error(page.error(STAGE, "paper_number")))
                (Field::text("paper_day", tr!(l, "orders-paper-day")).placeholder(tr!(l, "orders-day-form"))
                    .value(page.typed(STAGE, "paper_day", "")).error(page.error(STAGE, "paper_day")))
            }))
        }
        @if !payment.0.is_empty() && by_hand {
            (Field::text("payment", tr!(l, "orders-payment-vouch")).hint(tr!(l, "orders-payment-vouch-hint", stages = payment.0))
                .value(page.typed(STAGE, "payment", "")).error(page.error(STAGE, "payment")))
        }
    }
}

fn planning(frame: &Frame, page: &Page<'_>) -> Markup {
    let l = frame.locale;
    let planned = page
        .order
        .planned
        .map(|day| format::date(day).to_string())
        .unwrap_or_default();
    let form = Form::post(format!("{}/promises", page.address()), frame.csrf.as_str())
        .class("kb-stack")
        .body(html! {
            (version(page))
            (Field::text("day", tr!(l, "orders-field-planned")).value(page.typed(PROMISE, "day", planned))
                .placeholder(tr!(l, "orders-day-form")).error(page.error(PROMISE, "day")))
            (Field::text("reason", tr!(l, "orders-reason")).id("promise-reason")
                .value(page.typed(PROMISE, "reason", "")).error(page.error(PROMISE, "reason")))
            (Button::plain(tr!(l, "orders-promise")).icon(icon!("calendar-event")))
        });
    more(
        tr!(l, "orders-promise-title"),
        form,
        page.refused(PROMISE).is_some() || (page.order.kind != Kind::Waiting && page.order.planned.is_none()),
    )
}

fn shipping(frame: &Frame, page: &Page<'_>) -> Markup {
    let l = frame.locale;
    let form = Form::post(format!("{}/shipments", page.address()), frame.csrf.as_str())
        .class("kb-stack")
        .body(html! {
            (version(page))
            (Field::text("number", tr!(l, "orders-shipment-number")).value(page.typed(SHIPMENT, "number", ""))
                .error(page.error(SHIPMENT, "number")))
            (Field::text("day", tr!(l, "orders-shipment-day")).id("shipment-day").placeholder(tr!(l, "orders-day-form"))
                .value(page.typed(SHIPMENT, "day", "")).error(page.error(SHIPMENT, "day")))
            (Field::text("carrier", tr!(l, "orders-field-delivery-carrier"))
                .value(page.typed(SHIPMENT, "carrier", page.order.delivery.carrier.as_str()))
                .error(page.error(SHIPMENT, "carrier")))
            (Field::text("track", tr!(l, "orders-shipment-track")).value(page.typed(SHIPMENT, "track", ""))
                .error(page.error(SHIPMENT, "track")))
            (Button::plain(tr!(l, "orders-ship")).icon(icon!("truck-delivery")))
        });
    more(tr!(l, "orders-ship-title"), form, page.refused(SHIPMENT).is_some())
}

fn cancelling(frame: &Frame, page: &Page<'_>) -> Markup {
    let l = frame.locale;
    let form = Form::post(format!("{}/cancellation", page.address()), frame.csrf.as_str())
        .class("kb-stack")
        .body(html! {
            (version(page))
            (Field::text("reason", tr!(l, "orders-reason")).id("cancel-reason").required()
                .value(page.typed(CANCELLATION, "reason", "")).error(page.error(CANCELLATION, "reason")))
            (Button::danger(tr!(l, "orders-cancel")))
        });
    let open = page.refused(CANCELLATION).is_some();
    html! {
        (Card::titled(tr!(l, "orders-desk")).not_printed().body(more(tr!(l, "orders-cancel-title"), form, open)))
    }
}
