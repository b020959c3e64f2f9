//! The list of goods that are made to order, for who orders.

use maud::{Markup, html};

use crate::modules::configurator::pages::calculator::{CALCULATOR, Made};
use crate::platform::ui::{Button, Card, Column, Empty, Field, Form, PageHead, Table};
use crate::platform::values::Locale;
use crate::{icon, tr};

/// `any`: is there anything at all, whatever was searched for?
pub fn page(l: Locale, found: &[Made], text: &str, any: bool) -> Markup {
    let head = PageHead::new(l, tr!(l, "configurator-calculator"))
        .facts(html! { p { (tr!(l, "configurator-calculator-about")) } });
    if !any {
        return html! {
            (head)
            (Card::new().flush(Empty {
                icon: icon!("calculator"),
                title: tr!(l, "configurator-calculator-empty").into(),
                body: tr!(l, "configurator-calculator-empty-do").into(),
                action: Some(html! { (Button::plain(tr!(l, "configurator-calculator-catalogue")).href("/catalogue")) }),
            }))
        };
    }
    html! {
        (head)
        div.kb-stack-lg {
            (Form::get(CALCULATOR).class("kb-row kb-bottom").attr("role", "search").body(html! {
                div.kb-grow {
                    (Field::search("q", tr!(l, "configurator-calculator-search")).id("calculator-search").value(text))
                }
                (Button::plain(tr!(l, "configurator-calculator-find")).icon(icon!("search")))
            }))
            @match found.is_empty() {
                true => (Card::new().flush(Empty {
                    icon: icon!("search"),
                    title: tr!(l, "configurator-calculator-none", text = text).into(),
                    body: tr!(l, "configurator-calculator-none-do").into(),
                    action: Some(html! { (Button::plain(tr!(l, "configurator-calculator-all")).href(CALCULATOR)) }),
                })),
                false => (Card::new().flush(table(l, found))),
            }
        }
    }
}

fn table(l: Locale, found: &[Made]) -> Table<'_, Made> {
    let address = |made: &Made| format!("/products/{}/configuration", made.product);
    Table::new(tr!(l, "configurator-calculator"), found)
        .row_data("data-made", |made: &Made| made.article.clone())
        .column(Column::title(tr!(l, "configurator-col-product"), move |made: &Made| {
            html! { a href=(address(made)) { (made.name) } span.kb-sub { (made.article) } }
        }))
        .column(Column::text(tr!(l, "configurator-calculator-col"), move |made: &Made| {
            html! {
                (Button::plain(tr!(l, "configurator-calculator-do")).icon(icon!("calculator")).small().href(address(made))
                    .attr("aria-label", tr!(l, "configurator-calculator-do-of", what = made.name.as_str())))
            }
        }))
}
