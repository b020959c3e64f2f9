//! What the reader can do with an order now: staff moves it, promises a day, notes a shipment; a dealer cancels.

use maud::{Markup, html};

use super::{DeskForm, Page, marks};
use crate::modules::orders::read_models::stage_name;
use crate::modules::orders::{Hand, Kind, Mover, Requirement, Stage, StageKey};
use crate::platform::i18n::format;
use crate::platform::ui::{Button, Card, Choice, Field, Form, Select, hidden, more};
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
    if page.hand.is_some() || page.may_plan {
        return html! {
            (Card::titled(tr!(l, "orders-desk")).not_printed().body(html! {
                div.kb-stack {
                    @if let Some(hand) = page.hand { (moving(frame, page, hand)) }
                    @if page.may_plan { (planning(frame, page)) (shipping(frame, page)) }
                }
            }))
        };
    }
    html! { @if page.may_cancel { (cancelling(frame, page)) } }
}

/// Whose turn it is where the next move along the line is left to single roles. Roles are the staff's own matter.
pub fn turn(frame: &Frame, page: &Page<'_>) -> Markup {
    let (l, line, now) = (frame.locale, page.stages, &page.order.stage);
    let place = |key: &StageKey| line.stages.iter().position(|stage| stage.key == *key);
    let ways = line.ways(now, Mover::Staff);
    let next = ways.iter().find(|stage| place(&stage.key) > place(now));
    let left = next.and_then(|next| Some((next, next.reserved_from(now)?)));
    html! {
        @if let Some((next, reserved)) = left.filter(|_| frame.staff) {
            p.kb-note.m-0 data-field="stage-turn" {
                (tr!(l, "orders-turn-reserved", who = frame.roles(reserved), stage = stage_name(l, line, &next.key)))
            }
        }
    }
}

fn moving(frame: &Frame, page: &Page<'_>, hand: Hand) -> Markup {
    let l = frame.locale;
    let ways = page.stages.ways(&page.order.stage, hand);
    let withheld = withheld(frame, page, hand);
    if ways.is_empty() && !withheld.0.is_empty() {
        return withheld;
    }
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
    let chosen = page.typed(STAGE, "stage", next.unwrap_or_default());
    let asks = ways.iter().any(|stage| {
        let paper = Requirement::Paper;
        stage.requires.contains(&paper) && page.order.lacks(stage).contains(&paper)
    });
    // A form with a file carries its token in the address.
    let form = match asks {
        true => Form::post(
            format!("{}/stage?_csrf={}", page.address(), frame.csrf),
            frame.csrf.as_str(),
        )
        .multipart(),
        false => Form::post(format!("{}/stage", page.address()), frame.csrf.as_str()),
    };
    html! {
        (form.class("kb-stack").body(html! {
            (version(page))
            (Select::new("stage", tr!(l, "orders-move-to"), choices).chosen(chosen.as_str())
                .error(page.error(STAGE, "stage")))
            (Field::text("reason", tr!(l, "orders-reason")).id("stage-reason")
                .value(page.typed(STAGE, "reason", "")).error(page.error(STAGE, "reason")))
            (asked(frame, page, &ways, &chosen))
            (Button::primary(tr!(l, "orders-move")).icon(icon!("arrow-right")))
        }))
        (withheld)
    }
}

/// Where the order goes by other hands than the reader's.
fn withheld(frame: &Frame, page: &Page<'_>, hand: Hand) -> Markup {
    let l = frame.locale;
    let closed = page.stages.withheld(&page.order.stage, hand);
    html! {
        @if !closed.is_empty() {
            p.kb-sm.kb-soft.m-0 data-field="withheld" {
                @for (at, (stage, who)) in closed.iter().enumerate() {
                    @if at > 0 { br; }
                    (tr!(l, "orders-move-withheld", stage = stage_name(l, page.stages, &stage.key), who = frame.roles(who)))
                }
            }
        }
    }
}

/// What some of the stages ask for: a paper, a payment that 1C doesn't tell of. It is open where the stage that is chosen
/// asks for it, and says for which stages it is.
fn asked(frame: &Frame, page: &Page<'_>, ways: &[&Stage], chosen: &str) -> Markup {
    let l = frame.locale;
    let lacking = |what: Requirement| -> Vec<&Stage> {
        let asking = ways.iter().copied();
        asking
            .filter(|stage| stage.requires.contains(&what) && page.order.lacks(stage).contains(&what))
            .collect()
    };
    let names = |of: &[&Stage]| {
        let names = of.iter().map(|stage| stage_name(l, page.stages, &stage.key));
        names.collect::<Vec<_>>().join(", ")
    };
    let is_open = |of: &[&Stage]| page.refused(STAGE).is_some() || of.iter().any(|stage| stage.key.as_str() == chosen);
    let (paper, payment) = (lacking(Requirement::Paper), lacking(Requirement::Payment));
    let by_hand = page.may_vouch && !page.order.is_paid_known();
    let mut papers: Vec<&str> = paper.iter().map(|stage| stage.paper.as_str()).collect();
    papers.dedup();
    let papers = papers.join(", ");
    let shown = paper.iter().any(|stage| stage.paper_shown);
    html! {
        @if !paper.is_empty() {
            (more(tr!(l, "orders-paper", paper = papers.as_str()), html! { div.kb-stack {
                p.kb-sm.kb-soft.m-0 { (tr!(l, "orders-asked-for", stages = names(&paper))) }
                (marks::paper_fields(frame, page, STAGE, "stage", shown))
            } }, is_open(&paper)))
        }
        @if !payment.is_empty() && by_hand {
            (more(tr!(l, "orders-payment-title"), marks::payment_field(frame, page, STAGE, "stage", Some(&names(&payment))),
                is_open(&payment)))
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
