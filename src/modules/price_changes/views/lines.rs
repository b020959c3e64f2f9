//! The goods of a change: filters, table, pages.

use maud::{Markup, html};

use super::{address, share};
use crate::modules::price_changes::model::{Direction, Moved};
use crate::modules::price_changes::pages::{Change, Query};
use crate::modules::price_changes::queries::Line;
use crate::platform::i18n::{format, try_text};
use crate::platform::ui::{Button, Card, Choice, Column, Empty, Field, Form, OrDash, Pager, Select, Table, hidden};
use crate::platform::values::{Locale, Quantity};
use crate::platform::web::Cx;
use crate::{icon, tr};

pub fn card(cx: &Cx, change: &Change, query: &Query, lines: &[Line], next: Option<u64>) -> Markup {
    let l = cx.locale;
    let narrowed = [&query.q, &query.group, &query.direction]
        .iter()
        .any(|part| !part.is_empty());
    let more = |from: u64| {
        let base = address(change, query, "", "");
        let join = if base.contains('?') { '&' } else { '?' };
        format!("{base}{join}from={from}")
    };
    html! {
        (Card::titled(tr!(l, "prices-goods-title"))
            .body(filters(l, change, query))
            .flush(html! {
                @if lines.is_empty() {
                    (Empty {
                        icon: icon!("search"),
                        title: tr!(l, "prices-none-found").into(),
                        body: tr!(l, "prices-none-found-do").into(),
                        action: narrowed.then(|| html! {
                            (Button::plain(tr!(l, "prices-show-all")).href(format!("/price-changes/{}{}", change.id, dealer(change))))
                        }),
                    })
                } @else {
                    (table(l, change, lines))
                }
            }))
        (Pager {
            locale: l,
            previous: (query.from > 0).then(|| address(change, query, "", "").into()),
            next: next.map(|from| more(from).into()),
            shown: None,
        })
    }
}

fn dealer(change: &Change) -> String {
    match &change.dealer {
        Some((id, _)) => format!("?dealer={id}"),
        None => String::new(),
    }
}

fn filters(l: Locale, change: &Change, query: &Query) -> Markup {
    let none = || std::iter::once(Choice::new("", tr!(l, "prices-all-groups")));
    let groups = change.tree.nodes.iter().map(|node| {
        let name = format!("{}{}", "\u{2003}".repeat(node.depth), node.group.name);
        Choice::new(node.group.id.to_string(), name)
    });
    let any = std::iter::once(Choice::new("", tr!(l, "prices-any")));
    let directions = Direction::ALL
        .into_iter()
        .map(|direction| Choice::new(direction.code(), try_text(l, word(direction)).unwrap_or_default()));
    let types = change
        .types
        .iter()
        .map(|of| Choice::new(of.to_string(), change.names.name(*of).to_owned()));
    let chosen = change.asked.main.map(|of| of.to_string()).unwrap_or_default();
    html! {
        (Form::get(format!("/price-changes/{}", change.id)).class("kb-filter").body(html! {
            @if let Some((id, _)) = &change.dealer { (hidden("dealer", id.to_string())) }
            (Field::search("q", tr!(l, "prices-search")).value(query.q.as_str()))
            @if change.types.len() > 1 {
                (Select::new("type", tr!(l, "prices-type"), types).chosen(chosen))
            }
            (Select::new("group", tr!(l, "prices-group"), none().chain(groups)).chosen(query.group.as_str()))
            (Select::new("direction", tr!(l, "prices-direction"), any.chain(directions)).chosen(query.direction.as_str()))
            div { (Button::plain(tr!(l, "prices-show"))) }
        }))
    }
}

const fn word(direction: Direction) -> &'static str {
    match direction {
        Direction::Up => "prices-up",
        Direction::Down => "prices-down",
        Direction::Withdrawn => "prices-withdrawn",
        Direction::Other => "prices-other",
    }
}

fn table(l: Locale, change: &Change, lines: &[Line]) -> Markup {
    let mut table = Table::new(tr!(l, "prices-goods-title"), lines)
        .row_data("data-article", |line: &Line| line.row.article.clone())
        .column(Column::title(tr!(l, "prices-name"), |line: &Line| {
            html! {
                @match line.row.product {
                    Some(product) => a href={ "/products/" (product) } { (line.row.name) },
                    None => span { (tr!(l, "prices-unknown")) },
                }
                @if !line.row.article.is_empty() { span.kb-sub { (line.row.article) } }
            }
        }));
    if change.asked.main.is_some() {
        let main = |line: &Line| line.main;
        table = table
            .column(Column::num(tr!(l, "prices-was"), move |line: &Line| old(l, main(line))).field("purchase-price"))
            .column(Column::sum(tr!(l, "prices-is"), move |line: &Line| new(l, main(line))).field("purchase-price"))
            .column(Column::num(tr!(l, "prices-by"), move |line: &Line| by(l, main(line))).field("purchase-price"));
    }
    if change.asked.rrp.is_some() {
        let rrp = |line: &Line| line.rrp;
        table = table
            .column(Column::num(tr!(l, "prices-rrp-was"), move |line: &Line| {
                old(l, rrp(line))
            }))
            .column(Column::num(tr!(l, "prices-rrp-is"), move |line: &Line| {
                new(l, rrp(line))
            }))
            .column(Column::num(tr!(l, "prices-rrp-by"), move |line: &Line| {
                by(l, rrp(line))
            }));
    }
    html! { (table) }
}

fn figure(l: Locale, figure: crate::modules::price_changes::model::Figure) -> Markup {
    html! {
        span.kb-nowrap { (format::unit_price(l, figure.price)) }
        @if figure.factor != Quantity::ONE {
            span.kb-sub { (tr!(l, "prices-for", n = figure.factor)) }
        }
    }
}

fn old(l: Locale, moved: Option<Moved>) -> Markup {
    html! {
        @match moved {
            Some(moved) => (figure(l, moved.old)),
            None => (OrDash::<&str>(None)),
        }
    }
}

fn new(l: Locale, moved: Option<Moved>) -> Markup {
    html! {
        @match moved.map(|moved| moved.new) {
            Some(Some(new)) => (figure(l, new)),
            Some(None) => (tr!(l, "prices-gone")),
            None => (OrDash::<&str>(None)),
        }
    }
}

fn by(l: Locale, moved: Option<Moved>) -> Markup {
    html! {
        @match moved.and_then(|moved| moved.share()) {
            Some(by) => (share(l, by)),
            None => (OrDash::<&str>(None)),
        }
    }
}
