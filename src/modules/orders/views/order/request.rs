//! A change that waits for an answer.

use maud::{Markup, html};

use super::super::Frame;
use super::{DeskForm, Page, desk, differences, who};
use crate::modules::orders::views::edit::{compared, remade};
use crate::modules::orders::{Side, Verdict};
use crate::platform::i18n::format;
use crate::platform::ui::{Alert, Button, Field, Form, hidden, more};
use crate::tr;

/// The card at the top of the order: what is asked for, whose turn it is, and the answer.
pub fn card(frame: &Frame, page: &Page<'_>) -> Markup {
    let (l, order) = (frame.locale, page.order);
    let Some(request) = order.request.as_ref().filter(|_| !order.kind.is_over()) else {
        return refused(frame, page);
    };
    let own = request.by.side.is_dealer() == page.side.is_dealer();
    let stale = order.is_request_stale();
    // Whoever doesn't see prices agrees on none.
    let unseen = !page.sight.purchase_price && order.is_price_asked();
    let of_delivery = !request.alters_lines();
    let turn = match (own, stale, of_delivery) {
        (_, true, true) => tr!(l, "orders-request-delivery-stale"),
        (_, true, false) => tr!(l, "orders-request-stale"),
        (true, false, true) => tr!(l, "orders-request-delivery-theirs"),
        (false, false, true) => tr!(l, "orders-request-delivery-yours"),
        (true, false, false) => tr!(l, "orders-request-theirs"),
        (false, false, false) => tr!(l, "orders-request-yours"),
    };
    let title = match (request.by.side, of_delivery) {
        (Side::Dealer, true) => tr!(l, "orders-request-of-delivery"),
        (Side::Dealer, false) => tr!(l, "orders-request-of-dealer"),
        _ => tr!(l, "orders-request-of-staff"),
    };
    let answer = |value: &str, part: Markup| {
        Form::post(format!("{}/requests/answer", page.address()), frame.csrf.as_str())
            .class("kb-row kb-bottom")
            .body(html! { (desk::version(page)) (hidden("answer", value)) (part) })
    };
    html! {
        (Alert::warning(title).body(html! { div.kb-stack data-card="request" {
            p.m-0 data-field="request-turn" { (turn) }
            p.m-0 {
                (who(l, request.by.side, &request.by.name)) ", " (format::datetime(request.at, &frame.zone))
                @if !request.reason.is_empty() { ": " (request.reason) }
            }
            @if let Some(clash) = page.clash {
                div.kb-stack data-card="clash" {
                    p.m-0 { strong { (tr!(l, "orders-request-delivery-clash")) } }
                    div { (differences(frame, page.stages, clash)) }
                    p.m-0 { strong { (tr!(l, "orders-request-delivery-clash-asked")) } }
                }
            }
            @if let Some((of, requested)) = page.requested {
                @if !of.is_empty() { div data-card="asked" { (differences(frame, page.stages, of)) } }
                @let remade = remade::lines(l, order, requested, page.sight);
                @if !remade.is_empty() { (remade::card(l, &remade)) }
                @if request.alters_lines() { (compared(l, order, requested, page.sight)) }
            }
            @if request.delivery.as_ref().is_some_and(|ask| ask.person) {
                p.m-0 data-field="asked-person" { (tr!(l, "orders-request-person")) }
            }
            @if page.may_ask {
                @if own {
                    (answer("withdraw", html! { (Button::plain(tr!(l, "orders-request-withdraw")).small()) }))
                } @else {
                    @if unseen { p.m-0.kb-sm { (tr!(l, "orders-refusal-price-unseen")) } }
                    @if !stale && !unseen && order.is_changeable() {
                        (answer("accept", html! { (Button::primary(tr!(l, "orders-accept")).small()) }))
                    }
                    (more(tr!(l, "orders-request-refuse-open"), answer("refuse", html! {
                        div.kb-grow {
                            (Field::text("reason", tr!(l, "orders-request-refuse-why")).id("answer-reason").required()
                                .value(page.typed(DeskForm::Request, "reason", ""))
                                .error(page.error(DeskForm::Request, "reason")))
                        }
                        (Button::plain(tr!(l, "orders-request-refuse")).small())
                    }), page.refused(DeskForm::Request).is_some()))
                }
            }
        } }))
    }
}

/// The last request was refused and nothing happened since: why, for the side that asked.
fn refused(frame: &Frame, page: &Page<'_>) -> Markup {
    let (l, order) = (frame.locale, page.order);
    let last = order.answered.last().filter(|last| {
        let own = last.asked_by.side.is_dealer() == page.side.is_dealer();
        own && last.verdict == Verdict::Refused && last.version.saturating_add(1) == order.version
    });
    let Some(last) = last else { return html! {} };
    html! {
        (Alert::info(tr!(l, "orders-request-was-refused")).body(html! {
            p.m-0 data-card="refused" {
                (who(l, last.by.side, &last.by.name)) ", " (format::datetime(last.at, &frame.zone)) ": " (last.reason)
            }
        }))
    }
}
