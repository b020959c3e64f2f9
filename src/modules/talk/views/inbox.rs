//! Conversations of all orders: what waits for an answer, what is unread, and the rest by what was written last.

use maud::{Markup, Render, html};

use super::Frame;
use crate::modules::talk::queries::QUESTIONS_COUNTED;
use crate::platform::i18n::format;
use crate::platform::ui::{Button, Card, Empty, ListItem, PageHead, Pager, list};
use crate::platform::values::Moment;
use crate::{icon, tr};

/// A question as a row.
pub struct QuestionRow {
    pub number: String,
    /// The order's own name.
    pub name: String,
    /// For those who see several dealers.
    pub dealer: Option<String>,
    pub text: String,
    pub who: String,
    pub at: Moment,
    pub href: String,
}

/// A conversation as a row.
pub struct ThreadRow {
    pub number: String,
    pub name: String,
    pub dealer: Option<String>,
    pub at: Moment,
    /// How many posts, or how many unread ones.
    pub count: u32,
    /// One of the unread names the reader.
    pub named: bool,
}

pub struct Inbox<'a> {
    pub questions: &'a [QuestionRow],
    pub question_count: usize,
    pub unread: &'a [ThreadRow],
    pub unread_count: u64,
    pub threads: &'a [ThreadRow],
    pub next: Option<String>,
    pub first: bool,
}

/// Questions that wait for the reader's side, with the way out.
pub fn questions(frame: &Frame, rows: &[QuestionRow], count: usize, all: Option<&str>) -> Markup {
    let l = frame.locale;
    let items = rows.iter().map(|row| ListItem {
        icon: Some(icon!("help-circle")),
        body: html! {
            b { (row.text) }
            span.kb-sub {
                (row.who) ", " (format::ago(l, row.at, frame.now, &frame.zone)) " · " (row.name) " "
                span.kb-nowrap { (row.number) }
                @if let Some(dealer) = &row.dealer { " · " (dealer) }
            }
        },
        end: Some(
            Button::plain(tr!(l, "talk-answer"))
                .small()
                .href(row.href.as_str())
                .render(),
        ),
    });
    let shown = match (count > QUESTIONS_COUNTED, count > rows.len()) {
        (true, _) => tr!(l, "talk-questions-more", n = QUESTIONS_COUNTED),
        (_, true) => tr!(l, "talk-questions-shown", shown = rows.len(), all = count),
        _ => tr!(l, "talk-questions-count", n = count),
    };
    let card = Card::titled(tr!(l, "talk-questions"))
        .small(shown)
        .id("questions")
        .hold();
    let card = match all {
        Some(href) => card.aside(html! { a href=(href) { (tr!(l, "talk-questions-all")) } }),
        None => card,
    };
    html! { (card.flush(list(items))) }
}

fn threads(frame: &Frame, rows: &[ThreadRow], unread: bool) -> Markup {
    let l = frame.locale;
    list(rows.iter().map(|row| ListItem {
        icon: Some(if row.named { icon!("at") } else { icon!("message-2") }),
        body: html! {
            a href={ "/orders/" (row.number) "/talk" } { @if unread { b { (row.name) } } @else { (row.name) } }
            span.kb-sub {
                span.kb-nowrap { (row.number) } @if let Some(dealer) = &row.dealer { " · " (dealer) }
                " · " (format::ago(l, row.at, frame.now, &frame.zone))
                @if row.named { " · " (tr!(l, "talk-names-you")) }
            }
        },
        end: Some(match unread {
            true => html! { span.kb-st.is-wait { (tr!(l, "talk-unread", n = row.count)) } },
            false => html! { span.kb-sm.kb-soft.kb-nowrap { (tr!(l, "talk-count", n = row.count)) } },
        }),
    }))
}

pub fn page(frame: &Frame, inbox: &Inbox<'_>) -> Markup {
    let l = frame.locale;
    let head = PageHead::new(l, tr!(l, "talk-title"));
    let head = match inbox.unread_count {
        0 => head.facts(tr!(l, "talk-all-read")),
        count => head.facts(tr!(
            l,
            "talk-unread-orders",
            n = i64::try_from(count).unwrap_or(i64::MAX)
        )),
    };
    html! {
        (head)
        div.kb-stack-lg {
            @if !inbox.questions.is_empty() { (questions(frame, inbox.questions, inbox.question_count, None)) }
            @if !inbox.unread.is_empty() {
                (Card::titled(tr!(l, "talk-unread-title")).flush(threads(frame, inbox.unread, true)))
            }
            @if inbox.threads.is_empty() {
                (Empty {
                    icon: icon!("messages"),
                    title: tr!(l, "talk-inbox-empty").into(),
                    body: tr!(l, "talk-inbox-empty-do").into(),
                    action: Some(html! { (Button::plain(tr!(l, "talk-orders")).href("/orders")) }),
                })
            } @else {
                (Card::titled(tr!(l, "talk-threads")).flush(threads(frame, inbox.threads, false)))
                (Pager {
                    locale: l,
                    previous: (!inbox.first).then(|| "/talk".into()),
                    next: inbox.next.clone().map(Into::into),
                    shown: None,
                })
            }
        }
    }
}
