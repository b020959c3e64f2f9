//! The list of feeds.

use maud::{Markup, html};

use super::{badge, rule};
use crate::modules::feeds::{Feed, Reads, Stop};
use crate::platform::i18n::format;
use crate::platform::ui::{Button, Card, Column, Empty, PageHead, Table};
use crate::platform::web::Cx;
use crate::{icon, tr};

pub struct Row {
    pub feed: Feed,
    pub reads: Reads,
    pub stop: Option<Stop>,
}

/// `hidden`: feeds whose prices the reader may not see.
pub fn list(cx: &Cx, rows: &[Row], hidden: usize) -> Markup {
    let l = cx.locale;
    let add = || {
        Button::primary(tr!(l, "feeds-new"))
            .icon(icon!("plus"))
            .href("/feeds/new")
    };
    html! {
        (PageHead::new(l, tr!(l, "feeds-title")).facts(html! { p { (tr!(l, "feeds-about")) } }).actions(add()))
        div.kb-stack-lg {
            @if rows.is_empty() {
                (Card::new().flush(Empty {
                    icon: icon!("rss"),
                    title: tr!(l, "feeds-empty").into(),
                    body: tr!(l, "feeds-empty-do").into(),
                    action: None,
                }))
            } @else {
                (table(cx, rows))
            }
            @if hidden > 0 { p.kb-note.m-0 { (tr!(l, "feeds-hidden", n = hidden)) } }
        }
    }
}

fn table(cx: &Cx, rows: &[Row]) -> Markup {
    let l = cx.locale;
    let table = Table::new(tr!(l, "feeds-title"), rows)
        .row_data("data-feed", |row: &Row| row.feed.id.to_string())
        .column(Column::title(tr!(l, "feeds-col-feed"), |row: &Row| {
            html! {
                a href={ "/feeds/" (row.feed.id) } { (row.feed.settings.name) }
                span.kb-sub { (row.feed.format.name()) }
            }
        }))
        .column(Column::status(tr!(l, "feeds-col-state"), move |row: &Row| {
            badge(l, row.stop)
        }))
        .column(Column::text(tr!(l, "feeds-col-prices"), move |row: &Row| {
            rule(l, row.feed.settings.pricing)
        }))
        .column(Column::num(tr!(l, "feeds-col-goods"), move |row: &Row| {
            match row.reads.since {
                Some(_) => format::count(row.reads.held.goods).to_string(),
                None => tr!(l, "feeds-not-made").to_owned(),
            }
        }))
        .column(Column::text(tr!(l, "feeds-col-read"), move |row: &Row| {
            html! {
                @match row.reads.last {
                    Some(at) => {
                        (format::datetime(at, &cx.zone))
                        span.kb-sub { (tr!(l, "feeds-times", n = row.reads.count)) }
                    }
                    None => (tr!(l, "feeds-never")),
                }
            }
        }))
        .column(Column::text(tr!(l, "feeds-col-keeper"), |row: &Row| {
            row.feed.keeper.name.clone()
        }));
    html! { (Card::new().flush(table)) }
}
