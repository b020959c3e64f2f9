//! The form under the lines of an order: a day for those that are ticked, or for all.

use maud::{Markup, html};

use super::{DeskForm, Page, desk};
use crate::icon;
use crate::modules::orders::Kind;
use crate::modules::orders::views::Frame;
use crate::platform::ui::{Button, Field, Form, more};
use crate::tr;

/// The form that takes ticked lines.
pub const FORM: &str = "line-dates";
const DATES: DeskForm = DeskForm::Dates;

/// Goods that have left have no day to come, and a single line goes by the order's.
pub fn is_offered(page: &Page<'_>) -> bool {
    page.may_plan && page.order.kind < Kind::Shipped && page.lines.len() > 1
}

pub fn form(frame: &Frame, page: &Page<'_>) -> Markup {
    let l = frame.locale;
    let form = Form::post(format!("{}/dates", page.address()), frame.csrf.as_str())
        .id(FORM)
        .class("kb-stack")
        .body(html! {
            (desk::version(page))
            div.kb-grid.kb-g-2 {
                (Field::text("day", tr!(l, "orders-field-planned")).id("line-day").value(page.typed(DATES, "day", ""))
                    .placeholder(tr!(l, "orders-day-form")).error(page.error(DATES, "day")))
                (Field::text("reason", tr!(l, "orders-dates-reason")).id("line-reason")
                    .value(page.typed(DATES, "reason", "")).error(page.error(DATES, "reason")))
            }
            div.kb-row {
                (Button::plain(tr!(l, "orders-dates-picked")).icon(icon!("calendar-event")).value("scope", "picked"))
                (Button::quiet(tr!(l, "orders-dates-all")).value("scope", "all"))
            }
        });
    let body = html! {
        div.kb-stack {
            p.kb-sm.kb-soft.m-0 { (tr!(l, "orders-dates-about")) }
            (form)
        }
    };
    let open = page.refused(DATES).is_some() || page.order.lines.iter().any(|line| !line.promises.is_empty());
    more(tr!(l, "orders-dates-title"), body, open)
}
