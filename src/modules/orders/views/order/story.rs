//! One entry of an order's story, with what it changed.

use maud::{Markup, html};

use super::super::Frame;
use super::{Page, shown};
use crate::modules::orders::read_models::HistoryEntry;
use crate::modules::orders::{Difference, Differences, LineDifference};
use crate::platform::i18n::{format, try_text};
use crate::platform::ui::{TimelineEntry, difference, more};
use crate::tr;

pub fn entry<'a>(frame: &Frame, page: &Page<'_>, entry: &HistoryEntry) -> TimelineEntry<'a> {
    let l = frame.locale;
    let who = if entry.who.is_empty() {
        tr!(l, "orders-by-1c")
    } else {
        entry.who.as_str()
    };
    let note = format!("{} · {who}", format::datetime(entry.at, &frame.zone));
    let mut drawn = TimelineEntry::new(html! { (entry.said) }, note);
    drawn = match entry.kind.as_str() {
        "orders.submitted" | "orders.stage-moved" => drawn.stage(),
        "orders.planned-moved" | "orders.changed-by-1c" => drawn.warning(),
        _ => drawn,
    };
    match entry.differences.is_empty() {
        true => drawn,
        false => drawn.extra(differences(frame, page, &entry.differences)),
    }
}

fn differences(frame: &Frame, page: &Page<'_>, of: &Differences) -> Markup {
    let l = frame.locale;
    let count = of.fields.len() + of.lines.len();
    let field = |of: &Difference| {
        html! {
            li {
                (try_text(l, of.label).unwrap_or_default()) ": "
                (difference(shown(frame, page.stages, &of.old), shown(frame, page.stages, &of.new)))
            }
        }
    };
    let body = html! {
        ul.kb-plain.kb-sm {
            @for line in &of.lines {
                @match line {
                    LineDifference::Added { name, article, quantity } => li {
                        (tr!(l, "orders-line-added", name = name.as_str(), article = article.as_str(), quantity = *quantity))
                    },
                    LineDifference::Removed { name, article, quantity } => li {
                        (tr!(l, "orders-line-removed", name = name.as_str(), article = article.as_str(), quantity = *quantity))
                    },
                    LineDifference::Changed { name, fields, .. } => li {
                        (name)
                        ul.kb-plain { @for of in fields { (field(of)) } }
                    },
                }
            }
            @for of in &of.fields { (field(of)) }
        }
    };
    more(tr!(l, "orders-differences", n = count), body, false)
}
