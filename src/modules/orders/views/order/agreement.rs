//! The specification differs from what both sides stand by: what differs, whose turn it is, and the ways out.

use maud::{Markup, html};

use super::super::Frame;
use super::{DeskForm, Page, desk, differences, who};
use crate::modules::orders::views::edit::compared;
use crate::modules::orders::{Kind, Side};
use crate::platform::i18n::format;
use crate::platform::ui::{Alert, Button, Field, Form, hidden, more};
use crate::tr;

pub fn card(frame: &Frame, page: &Page<'_>) -> Markup {
    let (l, order) = (frame.locale, page.order);
    let dealer = page.side == Side::Dealer;
    let own = order.agreed.open.is_some_and(|by| by.is_dealer() == dealer);
    let refused = order.agreed.refused.as_ref();
    let turn = match (refused.is_some(), own) {
        (false, false) => tr!(l, "orders-agreement-yours"),
        (false, true) => tr!(l, "orders-agreement-theirs"),
        (true, false) => tr!(l, "orders-agreement-refused-yours"),
        (true, true) => tr!(l, "orders-agreement-refused-theirs"),
    };
    let answer = |value: &str, part: Markup| {
        Form::post(format!("{}/acceptance", page.address()), frame.csrf.as_str())
            .class("kb-row kb-bottom")
            .body(html! { (desk::version(page)) (hidden("answer", value)) (part) })
    };
    let title = match refused {
        Some(_) => tr!(l, "orders-agreement-refused"),
        None => tr!(l, "orders-agreement-differs"),
    };
    html! {
        (Alert::warning(title).body(html! { div.kb-stack data-card="agreement" {
            p.m-0 data-field="agreement-turn" { (turn) }
            @if order.kind >= Kind::Production { p.m-0 { (tr!(l, "orders-agreement-running")) } }
            @if let Some(refused) = refused {
                p.m-0 data-field="agreement-refused" {
                    (who(l, refused.by.side, &refused.by.name)) ", " (format::datetime(refused.at, &frame.zone)) ": "
                    (refused.reason)
                }
            }
            @if let Some((of, agreed)) = page.agreed {
                div { (differences(frame, page.stages, of)) }
                (compared(l, agreed, order, page.sight))
            }
            @if page.may_ask && own {
                (answer("restore", html! { (Button::plain(tr!(l, "orders-agreement-restore")).small()) }))
            }
            @if page.may_ask && !own {
                (answer("accept", html! { (Button::primary(tr!(l, "orders-accept")).small()) }))
                @if refused.is_none() {
                    (more(tr!(l, "orders-agreement-refuse"), answer("refuse", html! {
                        div.kb-grow {
                            (Field::text("reason", tr!(l, "orders-request-refuse-why")).id("agreement-reason").required()
                                .value(page.typed(DeskForm::Agreement, "reason", ""))
                                .error(page.error(DeskForm::Agreement, "reason")))
                        }
                        (Button::plain(tr!(l, "orders-request-refuse")).small())
                    }), page.refused(DeskForm::Agreement).is_some()))
                }
            }
        } }))
    }
}
