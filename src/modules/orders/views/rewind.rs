//! An order as it stood: a slider over its versions, the order at one of them, and what differs from another.

use maud::{Markup, Render, html};

use super::order::{differences, line_table, shown, who};
use super::{Frame, stage_badge};
use crate::modules::orders::read_models::{OrderLineView, stage_name};
use crate::modules::orders::rewind::Head;
use crate::modules::orders::{Author, Differences, Order, Shown, StageLine};
use crate::platform::access::Sight;
use crate::platform::i18n::{format, try_text};
use crate::platform::ui::{Button, Card, Form, KeyValues, PageHead, Table, TimelineEntry, timeline};
use crate::platform::values::Locale;
use crate::{icon, tr};

/// A version in the story.
pub struct StoryRow<'h> {
    pub head: &'h Head,
    pub said: String,
}

pub struct Page<'a> {
    /// The order as it is now.
    pub order: &'a Order,
    pub title: &'a str,
    /// The order as it stood.
    pub shown: &'a Order,
    /// Its fields as they stood: stored name, label, value.
    pub state: &'a [(&'static str, &'static str, Shown)],
    pub lines: &'a [OrderLineView<'a>],
    /// All versions in short.
    pub heads: &'a [Head],
    /// Places among the versions: what is looked at, and what it is compared with.
    pub at: usize,
    pub with: usize,
    /// The second was asked for.
    pub explicit: bool,
    /// The first that differs from what was agreed.
    pub first: Option<usize>,
    pub differences: &'a Differences,
    /// The newest first.
    pub story: &'a [StoryRow<'a>],
    /// The place of the oldest of them.
    pub story_from: usize,
    pub stages: &'a StageLine,
    pub sight: Sight,
}

impl Page<'_> {
    fn address(&self) -> String {
        format!("/orders/{}/rewind", self.order.number)
    }

    /// The page at another version; what it is compared with stays when it was chosen.
    fn to(&self, place: usize) -> String {
        let at = self.heads[place].version;
        match self.explicit {
            true => format!("{}?at={at}&with={}", self.address(), self.heads[self.with].version),
            false => format!("{}?at={at}", self.address()),
        }
    }

    fn compared(&self, at: usize, with: usize) -> String {
        let (at, with) = (self.heads[at].version, self.heads[with].version);
        format!("{}?at={at}&with={with}", self.address())
    }

    /// Where the version stands that both sides stood by before this place.
    fn agreed_before(&self, place: usize) -> Option<usize> {
        let agreed = self.heads[place].agreed;
        self.heads.binary_search_by_key(&agreed, |head| head.version).ok()
    }
}

pub fn page(frame: &Frame, page: &Page<'_>) -> Markup {
    let l = frame.locale;
    let number = page.order.number.to_string();
    html! {
        (PageHead::new(l, tr!(l, "orders-rewind"))
            .crumb(tr!(l, "orders-title"), "/orders")
            .crumb(page.title, format!("/orders/{number}"))
            .facts(html! { p { (tr!(l, "orders-rewind-about", n = page.heads.len())) } }))
        div.kb-stack-lg {
            (slider(frame, page))
            (body(frame, page))
        }
    }
}

/// The time of a version, short enough for the ends of the slider.
fn day(frame: &Frame, head: &Head) -> String {
    format::date(head.at.day_in(&frame.zone)).to_string()
}

/// Without script the button sends it; with script each move does.
fn slider(frame: &Frame, page: &Page<'_>) -> Markup {
    let l = frame.locale;
    let (first, last) = (&page.heads[0], &page.heads[page.heads.len() - 1]);
    let form = Form::get(page.address())
        .class("kb-stack")
        .attr("hx-get", page.address())
        .attr("hx-trigger", "input delay:120ms, submit")
        .attr("hx-target", "#rewind")
        .attr("hx-swap", "outerHTML")
        .attr("hx-replace-url", "true")
        .attr("hx-sync", "this:replace");
    let range = |name: &'static str, label: &str, place: usize, ticks: Markup| {
        html! {
            div {
                label.form-label for={ "rewind-" (name) } { (label) }
                div.kb-rewind {
                    span.kb-xs.kb-soft.kb-tab { (day(frame, first)) }
                    div {
                        input id={ "rewind-" (name) } type="range" name=(name) min=(first.version) max=(last.version)
                            step="1" value=(page.heads[place].version);
                        (ticks)
                    }
                    span.kb-xs.kb-soft.kb-tab { (tr!(l, "orders-rewind-now")) }
                }
            }
        }
    };
    let with = match page.explicit {
        true => range("with", tr!(l, "orders-rewind-with"), page.with, html! {}),
        false => html! {},
    };
    html! {
        (Card::new().not_printed().body(html! {
            (form.body(html! {
                (range("at", tr!(l, "orders-rewind-at"), page.at, ticks(page)))
                (with)
                div.kb-row {
                    (Button::plain(tr!(l, "orders-rewind-show")))
                    @if !page.explicit && page.heads.len() > 2 {
                        (Button::quiet(tr!(l, "orders-rewind-two")).href(page.compared(page.at, page.with)))
                    }
                    @if page.explicit {
                        (Button::quiet(tr!(l, "orders-rewind-one"))
                            .href(format!("{}?at={}", page.address(), page.heads[page.at].version)))
                    }
                }
            }))
        }))
    }
}

/// Ticks that a slider shows at most: beyond that they would be a grey bar.
const TICKS: usize = 120;

/// A tick for each version; stages are taller, the first divergence is amber. Of many versions the plain ones are left
/// out.
fn ticks(page: &Page<'_>) -> Markup {
    let many = page.heads.len() > TICKS;
    let last = page.heads.len().saturating_sub(1).max(1);
    let mut taken = 0;
    let shown: Vec<(usize, bool, bool)> = page
        .heads
        .iter()
        .enumerate()
        .map(|(at, head)| (at, page.first == Some(at), head.moved))
        .filter(|(_, first, moved)| *first || *moved || !many)
        .filter(|(_, first, _)| {
            taken += 1;
            *first || taken <= TICKS
        })
        .collect();
    html! {
        svg.kb-ticks viewBox="0 0 1000 12" preserveAspectRatio="none" aria-hidden="true" {
            @for (at, first, moved) in shown {
                // The knob of a slider is some 16 px wide: the ends of its way lie within.
                @let x = 12 + at * 976 / last;
                line class=[first.then_some("is-warn")] vector-effect="non-scaling-stroke"
                    x1=(x) x2=(x) y1="0" y2=(if first { 12 } else if moved { 9 } else { 5 }) {}
            }
        }
    }
}

/// What a move of the slider brings.
pub fn body(frame: &Frame, page: &Page<'_>) -> Markup {
    let l = frame.locale;
    let head = &page.heads[page.at];
    let order = page.shown;
    html! {
        div.kb-stack-lg id="rewind" data-version=(head.version) {
            (Card::new().body(html! {
                div.kb-row.kb-between {
                    div aria-live="polite" {
                        p.m-0 {
                            b { (tr!(l, "orders-rewind-version", n = head.version, all = page.heads.len())) } " · "
                            b.kb-tab { (format::datetime(head.at, &frame.zone)) }
                        }
                        p.kb-sm.kb-soft.m-0 { (person(l, &head.by)) }
                    }
                    div.kb-row {
                        @if page.at > 0 {
                            (Button::plain(tr!(l, "orders-rewind-previous")).small().icon(icon!("chevron-left"))
                                .href(page.to(page.at - 1)))
                        }
                        @if page.at + 1 < page.heads.len() {
                            (Button::plain(tr!(l, "orders-rewind-next")).small().icon(icon!("chevron-right"))
                                .href(page.to(page.at + 1)))
                        }
                    }
                }
                (fork(frame, page))
            }))
            div.kb-grid.kb-g-side {
                div.kb-stack-lg {
                    (difference_card(frame, page))
                    (lines(frame, page))
                    (story(frame, page))
                }
                div.kb-stack-lg {
                    (Card::titled(tr!(l, "orders-rewind-state")).body(html! {
                        div.kb-stack {
                            (stage_badge(&page.stages.look(&order.stage, order.kind), &stage_name(l, page.stages, &order.stage)))
                            (values(frame, page, |field| !field.starts_with("totals.") && !field.starts_with("delivery")))
                        }
                    }))
                    (Card::titled(tr!(l, "orders-total")).body(values(frame, page, |field| field.starts_with("totals."))))
                    (Card::titled(tr!(l, "orders-delivery"))
                        .body(values(frame, page, |field| field.starts_with("delivery"))))
                }
            }
        }
    }
}

/// Who made a version, and for whom.
fn person(l: Locale, by: &Author) -> String {
    let name = who(l, by.side, &by.name);
    match &by.behalf {
        Some(behalf) => tr!(l, "orders-rewind-behalf", name = name, behalf = behalf.name.as_str()),
        None => name,
    }
}

/// The first divergence from what was agreed, wherever the slider stands.
fn fork(frame: &Frame, page: &Page<'_>) -> Markup {
    let l = frame.locale;
    let Some(first) = page.first else {
        return html! { p.kb-note.kb-mt.m-0 { (tr!(l, "orders-rewind-no-fork")) } };
    };
    let head = &page.heads[first];
    let agreed = page.agreed_before(first);
    let since = agreed.map(|at| format::datetime(page.heads[at].at, &frame.zone).to_string());
    let here = match page.at.cmp(&first) {
        std::cmp::Ordering::Less => tr!(l, "orders-rewind-fork-ahead"),
        std::cmp::Ordering::Equal => tr!(l, "orders-rewind-fork-here"),
        std::cmp::Ordering::Greater => tr!(l, "orders-rewind-fork-behind"),
    };
    html! {
        p.kb-fork data-fork=(head.version) {
            b { (tr!(l, "orders-rewind-fork")) } " "
            (tr!(
                l, "orders-rewind-fork-at",
                n = head.version, at = format::datetime(head.at, &frame.zone).to_string(), who = person(l, &head.by)
            )) " "
            @if let Some(since) = since { (tr!(l, "orders-rewind-fork-since", at = since)) " " }
            (here) " "
            a href=(page.compared(first, agreed.unwrap_or(first.saturating_sub(1)))) {
                (tr!(l, "orders-rewind-fork-open"))
            }
        }
    }
}

fn difference_card(frame: &Frame, page: &Page<'_>) -> Markup {
    let l = frame.locale;
    let (at, with) = (page.heads[page.at].version, page.heads[page.with].version);
    let title = match page.at == page.with {
        true => tr!(l, "orders-rewind-same").to_owned(),
        false => tr!(l, "orders-rewind-between", from = at.min(with), to = at.max(with)),
    };
    let last = page.heads.len() - 1;
    let choices = [
        (page.at.checked_sub(1), tr!(l, "orders-rewind-with-previous")),
        (page.agreed_before(page.at), tr!(l, "orders-rewind-with-agreed")),
        (Some(0), tr!(l, "orders-rewind-with-first")),
        (Some(last), tr!(l, "orders-rewind-with-last")),
    ];
    html! {
        (Card::titled(title).id("difference").body(html! {
            div.kb-stack {
                p.kb-sm.m-0 {
                    span.kb-soft { (tr!(l, "orders-rewind-compare")) }
                    @for (at, (place, words)) in choices.into_iter().enumerate() {
                        @if let Some(place) = place.filter(|place| *place != page.at) {
                            @if at > 0 { " · " } @else { " " }
                            a href=(page.compared(page.at, place)) aria-current=[(place == page.with).then_some("true")] {
                                (words)
                            }
                        }
                    }
                }
                (differences(frame, page.stages, page.differences))
            }
        }))
    }
}

fn lines(frame: &Frame, page: &Page<'_>) -> Markup {
    let l = frame.locale;
    let table = line_table(
        l,
        Table::new(tr!(l, "orders-lines"), page.lines),
        &page.shown.totals,
        page.sight,
        |line| html! { (line.name) },
    );
    Card::titled(tr!(l, "orders-lines"))
        .small(tr!(l, "orders-lines-count", n = page.lines.len()))
        .flush(table)
        .render()
}

/// Entries of a ledger that are shown.
const ROWS: usize = 8;

/// The fields of the order as they stood, those that have a value.
fn values(frame: &Frame, page: &Page<'_>, of: impl Fn(&str) -> bool) -> Markup {
    let l = frame.locale;
    let mut values = KeyValues::new();
    for (field, label, value) in page.state {
        let empty = match value {
            Shown::Nothing => true,
            Shown::Rows(rows) => rows.is_empty(),
            _ => false,
        };
        if !of(field) || empty {
            continue;
        }
        let label = try_text(l, label).unwrap_or_default();
        values = match value {
            // Of a long ledger the newest entries.
            Shown::Rows(rows) if rows.len() > ROWS => {
                let newest = Shown::Rows(rows[rows.len() - ROWS..].to_vec());
                let before = tr!(l, "orders-rewind-rows", n = rows.len() - ROWS);
                values.row(
                    label,
                    html! { span.kb-sub { (before) } (shown(frame, page.stages, &newest)) },
                )
            }
            value => values.row(label, shown(frame, page.stages, value)),
        };
    }
    values.render()
}

/// The versions around the one that is looked at, the newest first.
fn story(frame: &Frame, page: &Page<'_>) -> Markup {
    let l = frame.locale;
    let entries = page.story.iter().map(|row| {
        let head = row.head;
        let here = head.version == page.heads[page.at].version;
        let place = page
            .heads
            .binary_search_by_key(&head.version, |head| head.version)
            .unwrap_or(page.at);
        let what = html! {
            a href=(page.to(place)) aria-current=[here.then_some("true")] {
                (tr!(l, "orders-rewind-short", n = head.version))
            }
            " " (row.said)
        };
        let note = format!("{} · {}", format::datetime(head.at, &frame.zone), person(l, &head.by));
        let entry = TimelineEntry::new(what, note);
        match (page.first == Some(place), head.moved) {
            (true, _) => entry.warning(),
            (_, true) => entry.stage(),
            _ => entry,
        }
    });
    let newest = page.story_from + page.story.len();
    html! {
        (Card::titled(tr!(l, "orders-rewind-story")).small(tr!(l, "orders-rewind-versions", n = page.heads.len()))
            .not_printed().body(html! {
                div.kb-stack {
                    @if newest < page.heads.len() {
                        p.m-0 { a.kb-sm href=(page.to(newest)) { (tr!(l, "orders-rewind-newer")) } }
                    }
                    (timeline(entries))
                    @if page.story_from > 0 {
                        p.m-0 { a.kb-sm href=(page.to(page.story_from - 1)) { (tr!(l, "orders-rewind-older")) } }
                    }
                }
            }))
    }
}
