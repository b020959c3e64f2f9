//! An old order against today, before a draft is filled.

use std::cmp::Ordering;

use maud::{Markup, html};

use super::{Frame, dash};
use crate::modules::catalogue::StockShown;
use crate::modules::configurator::State;
use crate::modules::orders::Order;
use crate::modules::orders::repetition::{Again, MadeAgain, Repetition};
use crate::platform::i18n::format;
use crate::platform::ui::{Alert, Button, Card, Check, Column, Empty, Form, OrDash, PageHead, RowState, Table, hidden};
use crate::platform::values::Locale;
use crate::{icon, tr};

pub fn page(frame: &Frame, action: &str, parts: &[(Order, Repetition)]) -> Markup {
    let l = frame.locale;
    let some = parts
        .iter()
        .flat_map(|(_, again)| &again.lines)
        .any(|line| line.sold || line.instead.is_some());
    let head = match parts {
        [(order, _)] => PageHead::new(l, tr!(l, "orders-repeat-title", number = order.number.to_string()))
            .crumb(order.number.to_string(), format!("/orders/{}", order.number))
            .facts(html! { p { (tr!(l, "orders-repeat-about", day = day(frame, order))) } }),
        _ => PageHead::new(l, tr!(l, "orders-repeat-several", n = parts.len()))
            .crumb(tr!(l, "orders-title"), "/orders")
            .facts(html! { p { (tr!(l, "orders-repeat-several-about")) } }),
    };
    html! {
        (head)
        (Form::post(action, frame.csrf.as_str()).class("kb-stack-lg").body(html! {
            (hidden("picked", "1"))
            (changes(l, parts))
            @for (order, again) in parts {
                @if parts.len() > 1 { (hidden("o", format!("{}:{}", order.number, order.version))) }
                (lines(frame, order, again, parts.len() > 1))
            }
            div {
                @if some {
                    (Button::primary(tr!(l, "orders-repeat-do")).icon(icon!("plus")))
                } @else {
                    p.m-0 { (tr!(l, "orders-repeat-nothing")) }
                }
            }
        }))
    }
}

fn day(frame: &Frame, order: &Order) -> String {
    format::date(order.created.day_in(&frame.zone)).to_string()
}

fn changes(l: Locale, parts: &[(Order, Repetition)]) -> Markup {
    let mut sums = [0; 4];
    for (_, again) in parts {
        for (sum, count) in sums.iter_mut().zip(again.counts()) {
            *sum += count;
        }
    }
    let [dearer, cheaper, gone, short] = sums;
    let remade: usize = parts.iter().map(|(_, again)| again.remade()).sum();
    if dearer + cheaper + gone + short + remade == 0 {
        return html! { (Alert::good(tr!(l, "orders-repeat-same"))) };
    }
    html! {
        (Alert::info(tr!(l, "orders-repeat-changed")).body(html! {
            ul.kb-plain {
                @if dearer > 0 { li data-field="purchase-price" { (tr!(l, "orders-repeat-dearer", n = dearer)) } }
                @if cheaper > 0 { li data-field="purchase-price" { (tr!(l, "orders-repeat-cheaper", n = cheaper)) } }
                @if gone > 0 { li { (tr!(l, "orders-repeat-gone", n = gone)) } }
                @if remade > 0 { li { (tr!(l, "orders-repeat-remade", n = remade)) } }
                @if short > 0 { li { (tr!(l, "orders-repeat-short", n = short)) } }
            }
        }))
    }
}

fn lines(frame: &Frame, order: &Order, again: &Repetition, named: bool) -> Markup {
    let l = frame.locale;
    let title = match named {
        true => tr!(
            l,
            "orders-repeat-of",
            number = order.number.to_string(),
            day = day(frame, order)
        ),
        false => tr!(l, "orders-lines").to_owned(),
    };
    if again.lines.is_empty() {
        return html! {
            (Card::titled(title).flush(Empty {
                icon: icon!("clipboard-list"),
                title: tr!(l, "orders-repeat-empty").into(),
                body: "".into(),
                action: None,
            }))
        };
    }
    let table = Table::new(title.clone(), &again.lines)
        .row_state(|line: &Again| if line.sold { RowState::Plain } else { RowState::Bad })
        .column(Column::head(tr!(l, "orders-col-product"), move |line: &Again| {
            html! {
                @if line.sold {
                    (Check::new(format!("line-{}", order.number), line.place.to_string(), line.name.as_str(), true))
                } @else { (line.name) }
                span.kb-sub { (line.article) }
                @if let Some(made) = &line.made { (how(l, made)) }
                @if !line.sold { span.kb-sub.kb-bad { (tr!(l, "orders-repeat-not-sold")) } }
                @if let Some(item) = &line.instead {
                    (Check::new(format!("instead-{}", order.number), format!("{}:{}", line.place, item.sku),
                        tr!(l, "orders-repeat-instead", what = item.title()), false))
                    a.kb-sm href={ "/products/" (item.product) } { (tr!(l, "orders-repeat-look")) }
                }
            }
        }))
        .column(Column::num(tr!(l, "orders-col-quantity"), move |line: &Again| {
            format!("{}\u{a0}{}", format::quantity(l, line.quantity), line.unit)
        }))
        .column(Column::text(tr!(l, "orders-repeat-stock"), move |line: &Again| {
            stock(l, line)
        }))
        .column_if(again.priced, || {
            Column::num(tr!(l, "orders-repeat-before"), move |line: &Again| {
                OrDash(line.before.map(|price| format::unit_price(l, price)))
            })
            .field("purchase-price")
        })
        .column_if(again.priced, || {
            Column::sum(tr!(l, "orders-repeat-now"), move |line: &Again| now(l, line)).field("purchase-price")
        })
        .column(Column::num(tr!(l, "orders-col-rrp"), move |line: &Again| {
            OrDash(line.rrp.map(|price| format::unit_price(l, price)))
        }));
    html! {
        (Card::titled(title).small(tr!(l, "orders-lines-count", n = again.lines.len())).flush(table))
    }
}

/// How it was made, and what a newer model makes of that.
fn how(l: Locale, made: &MadeAgain) -> Markup {
    html! {
        span.kb-sub.kb-how { (made.settled.told(l).line()) }
        @if made.moved { span.kb-sub { (tr!(l, "orders-repeat-model-moved")) } }
        @if !made.lost.is_empty() { span.kb-sub { (tr!(l, "orders-made-lost", names = made.lost.join(", "))) } }
        @match made.state {
            State::Complete => {}
            State::Incomplete => span.kb-sub.kb-warn { (tr!(l, "orders-made-incomplete")) },
            State::Impossible => span.kb-sub.kb-bad { (tr!(l, "orders-made-impossible")) },
        }
    }
}

fn stock(l: Locale, line: &Again) -> Markup {
    html! {
        @match line.stock {
            StockShown::Exact(have) => span.kb-warn[line.short()] {
                (format::quantity(l, have)) "\u{a0}" (line.unit)
            },
            StockShown::Plenty => (tr!(l, "orders-repeat-plenty")),
            StockShown::Few => (tr!(l, "orders-repeat-few")),
            StockShown::None => span.kb-warn { (tr!(l, "orders-repeat-none")) },
            StockShown::Unknown | StockShown::Hidden => (dash()),
        }
    }
}

fn now(l: Locale, line: &Again) -> Markup {
    html! {
        (OrDash(line.now.map(|price| format::unit_price(l, price))))
        @match line.moved() {
            Ordering::Greater => span.kb-sub.kb-bad { (tr!(l, "orders-repeat-up")) },
            Ordering::Less => span.kb-sub.kb-ok { (tr!(l, "orders-repeat-down")) },
            Ordering::Equal => {}
        }
    }
}
