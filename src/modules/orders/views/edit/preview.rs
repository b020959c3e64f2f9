//! What a change comes to, before it is sent: the difference, the new sums, and a reason.

use maud::{Markup, html};

use super::{address, compared, remade};
use crate::modules::orders::edit_form::EditForm;
use crate::modules::orders::views::Frame;
use crate::modules::orders::views::order::differences;
use crate::modules::orders::{Differences, Order, StageLine};
use crate::platform::access::Sight;
use crate::platform::ui::{Alert, Button, Card, Form, PageHead, TextArea, hidden};
use crate::tr;

pub struct Preview<'a> {
    pub order: &'a Order,
    pub after: &'a Order,
    pub remade: &'a [remade::Remade],
    pub differences: &'a Differences,
    pub stages: &'a StageLine,
    pub form: &'a EditForm,
    pub seal: &'a str,
    pub notes: Vec<String>,
    pub alert: Option<&'a str>,
    /// The alert is about the reason.
    pub wrong_reason: bool,
    /// Of another delivery that goes with the change.
    pub delivery: Vec<Markup>,
    /// Is a price proposed? Nobody settles that alone.
    pub asks_price: bool,
    /// Do the lines change, or the wished day?
    pub lines: bool,
    pub sight: Sight,
}

pub fn page(frame: &Frame, page: &Preview<'_>) -> Markup {
    let (l, order) = (frame.locale, page.order);
    let at_once = order.is_changed_at_once(!frame.staff) && !page.asks_price;
    let (about, send) = match (at_once, frame.staff) {
        (true, _) => (tr!(l, "orders-preview-at-once"), tr!(l, "orders-edit-save")),
        (false, true) => (tr!(l, "orders-preview-asks-dealer"), tr!(l, "orders-edit-send")),
        (false, false) if !page.lines => (tr!(l, "orders-preview-asks-delivery"), tr!(l, "orders-edit-send")),
        (false, false) => (tr!(l, "orders-preview-asks"), tr!(l, "orders-edit-send")),
    };
    // A change of the delivery is explained: nobody sees from it why.
    let reason = match page.delivery.is_empty() {
        true => tr!(l, "orders-preview-reason"),
        false => tr!(l, "orders-preview-reason-needed"),
    };
    let back = match page.lines {
        true => tr!(l, "orders-preview-back"),
        false => tr!(l, "orders-preview-lines-too"),
    };
    html! {
        (PageHead::new(l, tr!(l, "orders-preview-title"))
            .crumb(order.number.to_string(), address(order))
            .facts(html! { p { (about) } }))
        (Form::post(format!("{}/requests", address(order)), frame.csrf.as_str()).class("kb-stack-lg").body(html! {
            (typed(page))
            @if let Some(alert) = page.alert { (Alert::warning(alert).live()) }
            @for note in &page.notes { (Alert::info(note.as_str())) }
            @if !page.differences.is_empty() {
                (Card::titled(tr!(l, "orders-preview-what")).body(html! {
                    div data-card="difference" { (differences(frame, page.stages, page.differences)) }
                }))
            }
            @for part in &page.delivery { (part) }
            @if !page.remade.is_empty() {
                (Card::titled(tr!(l, "orders-remade-title")).body(remade::card(l, page.remade)))
            }
            @if page.lines {
                (Card::titled(tr!(l, "orders-total")).body(compared(l, order, page.after, page.sight)))
            }
            (Card::new().body(html! {
                div.kb-stack {
                    (TextArea::new("reason", reason, 2).id("request-reason").value(page.form.reason.as_str())
                        .error(page.alert.filter(|_| page.wrong_reason)))
                    div.kb-row {
                        (Button::primary(send).value("step", "send"))
                        (Button::plain(back).value("step", "edit"))
                    }
                }
            }))
        }))
    }
}

/// Everything that was typed, on its way.
fn typed(page: &Preview<'_>) -> Markup {
    let form = page.form;
    let lists = [
        ("quantity", &form.quantity),
        ("comment", &form.comment),
        ("wish", &form.wish),
        ("how", &form.how),
        ("added", &form.added),
        ("amount", &form.amount),
        ("note", &form.note),
        ("when", &form.when),
        ("make", &form.make),
        ("offer", &form.offer),
        ("bid", &form.bid),
        ("name", &form.name),
        ("remark", &form.remark),
        ("contract", &form.contract),
    ];
    html! {
        (hidden("version", form.version.to_string()))
        (hidden("seen", page.seal))
        (hidden("wished", form.wished.as_str()))
        (hidden("discount", form.discount.as_str()))
        @for (name, values) in lists { @for value in values { (hidden(name, value)) } }
        @for place in &form.removed { (hidden("removed", place.to_string())) }
    }
}
