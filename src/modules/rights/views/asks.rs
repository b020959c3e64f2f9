//! Rights that people asked for, each with the two answers.

use maud::{Markup, html};

use crate::platform::access::{RightAsk, permission_message};
use crate::platform::i18n::{format, try_text};
use crate::platform::ui::{Alert, Button, Card, Column, Empty, Form, PageHead, Table, hidden};
use crate::platform::web::Cx;
use crate::{icon, tr};

pub fn list(cx: &Cx, asks: &[RightAsk], alert: Option<&str>) -> Markup {
    let l = cx.locale;
    html! {
        (PageHead::new(l, tr!(l, "rights-asks"))
            .crumb(tr!(l, "rights-roles"), "/roles")
            .facts(html! { p { (tr!(l, "rights-asks-about")) } }))
        div.kb-stack-lg {
            @if let Some(alert) = alert { (Alert::warning(alert).live()) }
            @if asks.is_empty() {
                (Card::new().flush(Empty {
                    icon: icon!("key"),
                    title: tr!(l, "rights-asks-empty").into(),
                    body: tr!(l, "rights-asks-empty-do").into(),
                    action: None,
                }))
            } @else { (table(cx, asks)) }
        }
    }
}

fn table(cx: &Cx, asks: &[RightAsk]) -> Markup {
    let l = cx.locale;
    let table = Table::new(tr!(l, "rights-asks"), asks)
        .row_data("data-ask", |ask: &RightAsk| ask.right.clone())
        .column(Column::title(tr!(l, "dealers-col-person"), |ask: &RightAsk| {
            html! { a.kb-b href={ "/people/" (ask.member) "/rights" } { (ask.name) } }
        }))
        .column(Column::text(tr!(l, "rights-col-right"), move |ask: &RightAsk| {
            try_text(l, &permission_message(&ask.right)).unwrap_or_default()
        }))
        .column(Column::text(tr!(l, "rights-col-since"), move |ask: &RightAsk| {
            format::datetime(ask.at, &cx.zone).to_string()
        }))
        .column(Column::actions(tr!(l, "rights-col-answer"), move |ask: &RightAsk| {
            html! { div.kb-row {
                (answer(cx, ask, true, tr!(l, "rights-give")))
                (answer(cx, ask, false, tr!(l, "rights-refuse")))
            } }
        }));
    html! { (Card::new().flush(table)) }
}

fn answer(cx: &Cx, ask: &RightAsk, give: bool, label: &'static str) -> Markup {
    let button = match give {
        true => Button::primary(label).small(),
        false => Button::quiet(label).small(),
    };
    html! {
        (Form::post("/rights/asks/answer", cx.csrf()).body(html! {
            (hidden("member", ask.member.to_string()))
            (hidden("right", &ask.right))
            (hidden("give", if give { "true" } else { "false" }))
            (button)
        }))
    }
}
