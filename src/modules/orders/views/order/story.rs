//! One entry of an order's story, with what it changed.

use maud::{Markup, html};

use super::super::Frame;
use super::{shown, who};
use crate::modules::orders::history::{Count, Story};
use crate::modules::orders::read_models::HistoryEntry;
use crate::modules::orders::{Difference, Differences, LineDifference, Order, StageLine};
use crate::platform::i18n::{format, try_text};
use crate::platform::ui::{Card, PageHead, TimelineEntry, difference, timeline};
use crate::platform::values::Locale;
use crate::tr;

/// How many entries there are.
pub fn count(l: Locale, of: Count) -> String {
    match of.more {
        true => tr!(l, "orders-history-count-more", n = format::count(of.n).as_str()),
        false => tr!(l, "orders-history-count", n = of.n),
    }
}

/// A part of the story and the way to the older ones, which put themselves in its place. `address` is the order's.
pub fn part(frame: &Frame, address: &str, story: &Story) -> Markup {
    let l = frame.locale;
    html! {
        div.kb-stack {
            (timeline(story.entries.iter().map(|of| entry(frame, address, of))))
            @if let Some(before) = story.older {
                @let href = format!("{address}/history?before={before}");
                p.m-0 {
                    a.btn.btn-sm href=(href) hx-get=(href) hx-target="closest p" hx-swap="outerHTML" {
                        (tr!(l, "orders-history-older"))
                    }
                }
            }
        }
    }
}

/// The page of an older part, for who has no script.
pub fn history_page(frame: &Frame, order: &Order, told: Count, story: &Story) -> Markup {
    let l = frame.locale;
    let number = order.number.to_string();
    let address = format!("/orders/{number}");
    html! {
        (PageHead::new(l, tr!(l, "orders-history"))
            .crumb(tr!(l, "orders-title"), "/orders")
            .crumb(number.as_str(), address.as_str()))
        (Card::titled(tr!(l, "orders-history")).small(count(l, told)).body(part(frame, &address, story)))
    }
}

fn entry<'a>(frame: &Frame, address: &str, entry: &HistoryEntry) -> TimelineEntry<'a> {
    let l = frame.locale;
    let who = who(l, entry.side, &entry.who);
    let who = match &entry.behalf {
        Some(behalf) => tr!(l, "orders-rewind-behalf", name = who, behalf = behalf.as_str()),
        None => who,
    };
    let note = format!("{} · {who}", format::datetime(entry.at, &frame.zone));
    let mut drawn = TimelineEntry::new(html! { (entry.said) }, note);
    drawn = match entry.kind.as_str() {
        "orders.submitted" | "orders.stage-moved" => drawn.stage(),
        "orders.planned-moved" | "orders.lines-planned" | "orders.changed-by-1c" | "orders.difference-refused" => {
            drawn.warning()
        }
        _ => drawn,
    };
    match entry.change {
        None => drawn,
        Some((old, new)) => {
            let href = format!("{}/changes/{old}/{new}", address);
            drawn.extra(html! {
                p.kb-sm.m-0 {
                    a href=(href) hx-get=(href) hx-target="closest p" hx-swap="outerHTML" { (tr!(l, "orders-what-changed")) }
                }
            })
        }
    }
}

/// The page of one change; under htmx only [`differences`] is sent.
pub fn change_page(frame: &Frame, order: &Order, stages: &StageLine, of: &Differences) -> Markup {
    let l = frame.locale;
    let number = order.number.to_string();
    html! {
        (PageHead::new(l, tr!(l, "orders-what-changed"))
            .crumb(tr!(l, "orders-title"), "/orders")
            .crumb(number.as_str(), format!("/orders/{number}")))
        (Card::new().body(differences(frame, stages, of)))
    }
}

/// How goods are made, option by option: only those that differ.
fn options(frame: &Frame, stages: &StageLine, of: &Difference) -> Option<Markup> {
    let moved = of.options()?;
    Some(html! {
        ul.kb-plain data-card="options" {
            @for [name, before, after] in moved {
                li {
                    (shown(frame, stages, name)) ": "
                    (difference(shown(frame, stages, before), shown(frame, stages, after)))
                }
            }
        }
    })
}

/// What differs, field by field.
pub fn differences(frame: &Frame, stages: &StageLine, of: &Differences) -> Markup {
    let l = frame.locale;
    let field = |of: &Difference| {
        html! {
            li {
                (try_text(l, of.label).unwrap_or_default()) ": "
                @match options(frame, stages, of) {
                    Some(options) => (options),
                    None => (difference(shown(frame, stages, &of.old), shown(frame, stages, &of.new))),
                }
            }
        }
    };
    html! {
        ul.kb-plain.kb-sm {
            @if of.is_empty() { li { (tr!(l, "orders-no-differences")) } }
            @for line in &of.lines {
                @match line {
                    LineDifference::Added { name, article, quantity, total } => li {
                        (tr!(l, "orders-line-added", name = name.as_str(), article = article.as_str(), quantity = format::quantity(l, *quantity)))
                        @if let Some(total) = total { " · " span data-field="purchase-price" { (format::money(l, *total)) } }
                    },
                    LineDifference::Removed { name, article, quantity, total } => li {
                        (tr!(l, "orders-line-removed", name = name.as_str(), article = article.as_str(), quantity = format::quantity(l, *quantity)))
                        @if let Some(total) = total { " · " span data-field="purchase-price" { (format::money(l, *total)) } }
                    },
                    LineDifference::Changed { name, fields, .. } => li {
                        b { (name) }
                        ul.kb-plain { @for of in fields { (field(of)) } }
                    },
                }
            }
            @for of in &of.fields { (field(of)) }
        }
    }
}
