//! Under the lines of a draft: taking lines out into another one, taking another one's in. Above them, where two people
//! edited one draft: what they say differently.

use maud::{Markup, html};

use super::Page;
use crate::modules::orders::DeliveryWay;
use crate::modules::orders::conflict::{About, Field as What};
use crate::modules::orders::read_models::ClashView;
use crate::modules::orders::views::Frame;
use crate::platform::i18n::try_text;
use crate::platform::ui::{Button, Card, Check, Choice, Column, Field, Form, Select, Table, hidden};
use crate::platform::values::Locale;
use crate::{icon, tr};

/// The form that takes picked lines out.
pub const SPLIT: &str = "draft-split";

pub fn arrange(frame: &Frame, page: &Page<'_>) -> Markup {
    let l = frame.locale;
    let version = page.view.draft.version.to_string();
    let several = page.view.lines.len() > 1;
    if !several && page.others.is_empty() {
        return html! {};
    }
    let action = |what: &str| format!("{}/{what}", page.address());
    html! {
        (Card::titled(tr!(l, "orders-arrange")).body(html! {
            div.kb-stack {
                @if several { div {
                    (Form::post(action("split"), frame.csrf.as_str()).id(SPLIT).class("kb-row kb-bottom").body(html! {
                        (hidden("version", &version))
                        div.kb-grow {
                            (Field::text("name", tr!(l, "orders-split-name")).id("split-name").attr("maxlength", "120")
                                .hint(tr!(l, "orders-split-about")))
                        }
                        (Button::plain(tr!(l, "orders-split")).icon(icon!("arrows-split-2")))
                    }))
                } }
                @if !page.others.is_empty() {
                    (Form::post(action("merger"), frame.csrf.as_str()).class("kb-row kb-bottom").body(html! {
                        (hidden("version", &version))
                        div.kb-grow {
                            (Select::new("other", tr!(l, "orders-merge-with"),
                                page.others.iter().map(|(id, name)| Choice::new(id.to_string(), name.as_str())))
                                .hint(tr!(l, "orders-merge-about")))
                        }
                        (Button::plain(tr!(l, "orders-merge")).icon(icon!("arrows-join")))
                    }))
                }
            }
        }))
    }
}

/// Each difference with both sides and a box to take the own one.
pub fn clashes(frame: &Frame, page: &Page<'_>) -> Markup {
    let l = frame.locale;
    let rows: Vec<(usize, &ClashView)> = page.clashes.iter().enumerate().collect();
    let table = Table::new(tr!(l, "orders-clash"), &rows)
        .column(Column::head(
            tr!(l, "orders-clash-what"),
            move |(_, view): &(usize, &ClashView)| what(l, view),
        ))
        .column(Column::text(
            tr!(l, "orders-clash-saved"),
            move |(_, view): &(usize, &ClashView)| side(l, view, false),
        ))
        .column(Column::text(
            tr!(l, "orders-clash-mine"),
            move |(_, view): &(usize, &ClashView)| side(l, view, true),
        ))
        .column(Column::text(
            tr!(l, "orders-clash-take"),
            move |(at, view): &(usize, &ClashView)| {
                html! {
                    (hidden("key", view.clash.about.key()))
                    (hidden("mine", &view.clash.mine))
                    (Check::new("take", at.to_string(), tr!(l, "orders-clash-take-mine"), view.clash.typed))
                }
            },
        ));
    html! {
        (Form::post(format!("{}/resolution", page.address()), frame.csrf.as_str()).body(html! {
            (hidden("version", page.view.draft.version.to_string()))
            (Card::titled(tr!(l, "orders-clash")).flush(table).footer(html! {
                div.kb-row.kb-between {
                    span.kb-sm.kb-soft { (tr!(l, "orders-clash-about")) }
                    (Button::primary(tr!(l, "orders-clash-do")))
                }
            }))
        }))
    }
}

fn what(l: Locale, view: &ClashView) -> Markup {
    let goods = view.what.as_deref().unwrap_or_else(|| tr!(l, "orders-line-unknown"));
    html! {
        @match view.clash.about {
            About::Quantity(..) => { (goods) span.kb-sub { (tr!(l, "orders-col-quantity")) } }
            About::Comment(..) => { (goods) span.kb-sub { (tr!(l, "orders-clash-line-note")) } }
            About::Wished(..) => { (goods) span.kb-sub { (tr!(l, "orders-field-wished")) } }
            About::Field(field) => { (try_text(l, field.message()).unwrap_or_default()) }
        }
    }
}

fn side(l: Locale, view: &ClashView, mine: bool) -> String {
    let none = || tr!(l, "orders-clash-nothing").to_owned();
    if let Some((theirs, own)) = &view.shown {
        let text = if mine { own } else { theirs };
        return if text.is_empty() { none() } else { text.clone() };
    }
    let text = match (mine, &view.clash.theirs) {
        (true, _) => view.clash.mine.as_str(),
        (false, Some(theirs)) => theirs.as_str(),
        (false, None) => return tr!(l, "orders-clash-gone").to_owned(),
    };
    match view.clash.about {
        _ if text.is_empty() => none(),
        About::Quantity(..) => text.replace('.', tr!(l, "orders-decimal-mark")),
        About::Field(What::Way) => DeliveryWay::from_code(text)
            .and_then(|way| try_text(l, way.message()))
            .unwrap_or_default()
            .to_owned(),
        _ => text.to_owned(),
    }
}
