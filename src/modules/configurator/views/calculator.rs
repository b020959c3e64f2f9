//! The list of goods that are made to order, for who orders.

use maud::{Markup, html};

use crate::modules::configurator::pages::calculator::{CALCULATOR, List, Made};
use crate::platform::ui::{Button, Card, Column, Empty, Field, Form, PageHead, Pager, Table};
use crate::platform::values::Locale;
use crate::platform::web::segment;
use crate::{icon, tr};

pub fn page(l: Locale, list: &List<'_>) -> Markup {
    let (found, text) = (&list.page.items, list.text);
    let head = PageHead::new(l, tr!(l, "configurator-calculator"))
        .facts(html! { p { (tr!(l, "configurator-calculator-about")) } });
    if !list.any {
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
            @if !list.first || list.page.next.is_some() { (pager(l, list)) }
        }
    }
}

fn pager(l: Locale, list: &List<'_>) -> Pager<'static> {
    let words = || Some(("q", list.text)).filter(|(_, text)| !text.is_empty());
    Pager {
        locale: l,
        previous: (!list.first).then(|| address(words()).into()),
        next: list.page.next.clone().map(|next| {
            let after = String::from(next);
            address(words().into_iter().chain([("after", after.as_str())])).into()
        }),
        shown: Some(
            tr!(
                l,
                "configurator-calculator-shown",
                n = list.page.items.len(),
                all = list.all
            )
            .into(),
        ),
    }
}

fn address<'a>(asked: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let pairs = asked
        .into_iter()
        .map(|(name, value)| format!("{name}={}", segment(value)));
    let query: Vec<String> = pairs.collect();
    match query.is_empty() {
        true => CALCULATOR.to_owned(),
        false => format!("{CALCULATOR}?{}", query.join("&")),
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
