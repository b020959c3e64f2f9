//! The list of carriers, a carrier's form, the rule of the stage.

use maud::{Markup, html};

use crate::icon;
use crate::modules::delivery::model::TRACK;
use crate::modules::delivery::pages::carriers::{HERE, Typed};
use crate::modules::delivery::{Carrier, CarrierId, Rules};
use crate::modules::orders::views::stages::kind;
use crate::platform::journal::Entry;
use crate::platform::ui::{
    Button, Card, Check, Choice, Column, Empty, Field, Form, PageHead, Select, Table, TextArea, hidden,
};
use crate::platform::web::{Cx, Problems, changes};
use crate::tr;

pub struct Page {
    pub carriers: Vec<Carrier>,
    pub rules: Rules,
    pub history: Vec<Entry>,
}

pub fn list(cx: &Cx, page: &Page, problems: &Problems) -> Markup {
    let l = cx.locale;
    let kinds = Rules::KINDS.map(|of| Choice::new(of.code(), kind(l, of)));
    html! {
        (PageHead::new(l, tr!(l, "delivery-carriers"))
            .facts(html! { p { (tr!(l, "delivery-carriers-about")) } })
            .actions(Button::primary(tr!(l, "delivery-carrier-add")).icon(icon!("plus")).href(format!("{HERE}/new"))))
        div.kb-stack-lg {
            (problems.summary(cx, &[]))
            (carriers(cx, page))
            (Card::titled(tr!(l, "delivery-rules")).body(html! {
                (Form::post(format!("{HERE}/rules"), cx.csrf()).class("kb-stack").body(html! {
                    (hidden("version", page.rules.version.to_string()))
                    div.kb-grid.kb-g-2 {
                        (Select::new("until", tr!(l, "delivery-rules-until"), kinds).chosen(page.rules.until.code())
                            .hint(tr!(l, "delivery-rules-hint")))
                        (Field::digits("days", tr!(l, "delivery-rules-days")).value(page.rules.keep_days.to_string())
                            .hint(tr!(l, "delivery-rules-days-hint")))
                    }
                    div { (Button::plain(tr!(l, "delivery-save")).icon(icon!("check"))) }
                }))
            }))
            (changes(cx, tr!(l, "delivery-history"), tr!(l, "delivery-history-empty"), &page.history))
        }
    }
}

fn carriers(cx: &Cx, page: &Page) -> Markup {
    let l = cx.locale;
    if page.carriers.is_empty() {
        return html! {
            (Card::new().flush(Empty {
                icon: icon!("truck-delivery"),
                title: tr!(l, "delivery-carriers-empty").into(),
                body: tr!(l, "delivery-carriers-empty-do").into(),
                action: None,
            }))
        };
    }
    let table = Table::new(tr!(l, "delivery-carriers"), &page.carriers)
        .row_data("data-carrier", |carrier: &Carrier| carrier.id.to_string())
        .column(Column::title(tr!(l, "delivery-carrier-name"), |carrier: &Carrier| {
            html! { a href=(format!("{HERE}/{}", carrier.id)) { (carrier.name) } }
        }))
        .column(Column::text(
            tr!(l, "delivery-carrier-tracking"),
            move |carrier: &Carrier| match carrier.tracking.is_empty() {
                true => tr!(l, "delivery-none").to_owned(),
                false => site(&carrier.tracking).to_owned(),
            },
        ))
        .column(Column::num(
            tr!(l, "delivery-carrier-terminals"),
            |carrier: &Carrier| carrier.terminals.len(),
        ))
        .column(Column::text(
            tr!(l, "delivery-carrier-state"),
            move |carrier: &Carrier| match carrier.active {
                true => tr!(l, "delivery-carrier-offered"),
                false => tr!(l, "delivery-carrier-off"),
            },
        ));
    html! { (Card::new().flush(table)) }
}

/// The name of the site: the whole address is longer than a telephone is wide.
fn site(address: &str) -> &str {
    let rest = address.strip_prefix("https://").unwrap_or(address);
    rest.split(['/', '?', '#']).next().unwrap_or(rest)
}

pub fn form(cx: &Cx, title: &str, id: Option<CarrierId>, typed: &Typed, problems: &Problems) -> Markup {
    let l = cx.locale;
    let labels = [
        ("name", tr!(l, "delivery-carrier-name")),
        ("tracking", tr!(l, "delivery-carrier-tracking")),
        ("terminals", tr!(l, "delivery-carrier-terminals")),
    ];
    let action = match id {
        Some(id) => format!("{HERE}/{id}"),
        None => HERE.to_owned(),
    };
    html! {
        (PageHead::new(l, title).crumb(tr!(l, "delivery-carriers"), HERE))
        (Form::post(action, cx.csrf()).class("card kb-form").attr("novalidate", "").body(html! {
            (hidden("version", typed.version.to_string()))
            (hidden("id", typed.id.as_str()))
            div.card-body.kb-stack-lg {
                (problems.summary(cx, &labels))
                (Field::text("name", labels[0].1).value(typed.name.as_str()).error(problems.at("name")))
                (Field::text("tracking", labels[1].1).value(typed.tracking.as_str())
                    .hint(tr!(l, "delivery-carrier-tracking-hint", mark = TRACK)).error(problems.at("tracking")))
                (TextArea::new("terminals", labels[2].1, 5).value(typed.terminals.as_str())
                    .hint(tr!(l, "delivery-carrier-terminals-hint")).error(problems.at("terminals")))
                (Check::new("active", "1", tr!(l, "delivery-carrier-active"), typed.active.is_some()))
            }
            div.card-footer.kb-row {
                (Button::primary(tr!(l, "delivery-save")).icon(icon!("check")))
                (Button::quiet(tr!(l, "delivery-cancel")).href(HERE))
            }
        }))
    }
}
