//! A change that waits for an answer, and the form in which one is asked for.

use maud::{Markup, html};

use super::super::Frame;
use super::{Page, desk, differences, who};
use crate::modules::orders::{Order, Side};
use crate::platform::i18n::format;
use crate::platform::ui::{Alert, Button, Card, Check, Column, Field, Form, PageHead, Table, hidden};
use crate::platform::values::Locale;
use crate::tr;

/// What stands in the fields of the form.
pub struct Typed {
    pub version: u32,
    pub quantity: Vec<String>,
    pub comment: Vec<String>,
    pub removed: Vec<usize>,
    pub wished: String,
    pub reason: String,
}

impl Typed {
    pub fn of(l: Locale, order: &Order) -> Typed {
        Typed {
            version: order.version,
            quantity: order
                .lines
                .iter()
                .map(|line| format::quantity(l, line.quantity).to_string())
                .collect(),
            comment: order.lines.iter().map(|line| line.comment.clone()).collect(),
            removed: Vec::new(),
            wished: order
                .wished
                .map(|day| format::date(day).to_string())
                .unwrap_or_default(),
            reason: String::new(),
        }
    }
}

/// The card at the top of the order: what is asked for, whose turn it is, and the answer.
pub fn card(frame: &Frame, page: &Page<'_>) -> Markup {
    let (l, order) = (frame.locale, page.order);
    let Some(request) = order.request.as_ref().filter(|_| !order.kind.is_over()) else {
        return html! {};
    };
    let own = request.by.side.is_dealer() == page.side.is_dealer();
    let stale = order.is_request_stale();
    let turn = match (own, stale) {
        (_, true) => tr!(l, "orders-request-stale"),
        (true, false) => tr!(l, "orders-request-theirs"),
        (false, false) => tr!(l, "orders-request-yours"),
    };
    let title = match request.by.side {
        Side::Dealer => tr!(l, "orders-request-of-dealer"),
        _ => tr!(l, "orders-request-of-staff"),
    };
    let answer = |value: &str, button: Button<'_>, reason: Option<&str>| {
        html! {
            (Form::post(format!("{}/requests/answer", page.address()), frame.csrf.as_str()).class("kb-row kb-bottom").body(html! {
                (desk::version(page))
                (hidden("answer", value))
                @if let Some(label) = reason { div.kb-grow { (Field::text("reason", label).id("answer-reason").required()) } }
                (button)
            }))
        }
    };
    html! {
        (Alert::warning(title).body(html! { div.kb-stack {
            p.m-0 data-field="request-turn" { (turn) }
            p.m-0 {
                (who(l, request.by.side, &request.by.name)) ", " (format::datetime(request.at, &frame.zone))
                @if !request.reason.is_empty() { ": " (request.reason) }
            }
            div { (differences(frame, page.stages, page.requested)) }
            @if page.may_ask {
                @if own {
                    (answer("withdraw", Button::plain(tr!(l, "orders-request-withdraw")).small(), None))
                } @else {
                    @if !stale && order.is_changeable() {
                        (answer("accept", Button::primary(tr!(l, "orders-accept")).small(), None))
                    }
                    (answer("refuse", Button::plain(tr!(l, "orders-request-refuse")).small(),
                        Some(tr!(l, "orders-request-refuse-why"))))
                }
            }
        } }))
    }
}

type Row<'a> = (usize, &'a crate::modules::orders::OrderLine);

pub fn page(frame: &Frame, order: &Order, typed: &Typed, alert: Option<&str>) -> Markup {
    let l = frame.locale;
    let address = format!("/orders/{}", order.number);
    let at_once = order.is_changed_at_once(!frame.staff);
    let rows: Vec<Row<'_>> = order.lines.iter().enumerate().collect();
    let table = Table::new(tr!(l, "orders-lines"), &rows)
        .column(Column::head(tr!(l, "orders-col-product"), |(_, line): &Row<'_>| {
            html! { (line.name) span.kb-sub { (line.article) } }
        }))
        .column(Column::text(
            tr!(l, "orders-col-quantity"),
            |(place, line): &Row<'_>| {
                let value = typed.quantity.get(*place).cloned().unwrap_or_default();
                html! {
                    (Field::decimal("quantity", tr!(l, "orders-col-quantity")).id(format!("quantity-{place}"))
                        .label_hidden().value(value).unit(line.unit.as_str()))
                }
            },
        ))
        .column(Column::text(tr!(l, "orders-field-comment"), |(place, _): &Row<'_>| {
            let value = typed.comment.get(*place).cloned().unwrap_or_default();
            html! {
                (Field::text("comment", tr!(l, "orders-field-comment")).id(format!("comment-{place}"))
                    .label_hidden().value(value))
            }
        }))
        .column(Column::text(tr!(l, "orders-edit-remove"), |(place, _): &Row<'_>| {
            html! {
                (Check::new("removed", place.to_string(), tr!(l, "orders-edit-remove"), typed.removed.contains(place))
                    .label_hidden())
            }
        }));
    let (about, send) = match at_once {
        true => (tr!(l, "orders-edit-at-once"), tr!(l, "orders-edit-save")),
        false => (tr!(l, "orders-edit-asks"), tr!(l, "orders-edit-send")),
    };
    html! {
        (PageHead::new(l, tr!(l, "orders-edit-title"))
            .crumb(order.number.to_string(), address.as_str())
            .facts(html! { p { (about) } }))
        (Form::post(format!("{address}/requests"), frame.csrf.as_str()).class("kb-stack-lg").body(html! {
            (hidden("version", typed.version.to_string()))
            @if let Some(alert) = alert { (Alert::warning(alert).live()) }
            (Card::titled(tr!(l, "orders-lines")).flush(table))
            (Card::new().body(html! {
                div.kb-stack {
                    (Field::text("wished", tr!(l, "orders-field-wished")).value(typed.wished.as_str())
                        .placeholder(tr!(l, "orders-day-form")))
                    (Field::text("reason", tr!(l, "orders-reason")).id("request-reason").value(typed.reason.as_str()))
                    div.kb-row { (Button::primary(send)) }
                }
            }))
        }))
    }
}
