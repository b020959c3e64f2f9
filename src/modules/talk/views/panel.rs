//! What the conversation adds to the page of an order.

use maud::{Markup, html};

use super::Frame;
use super::compose::{self, Compose};
use super::post::{Place, posts};
use crate::modules::talk::Thread;
use crate::modules::talk::model::{Audience, Post};
use crate::modules::talk::queries::QUESTIONS_COUNTED;
use crate::platform::i18n::format;
use crate::platform::ui::{Button, Card};
use crate::{icon, tr};

/// The last posts and a place to write.
pub fn card(frame: &Frame, place: &Place<'_>, last: &[Post], total: u32, compose: Option<&Compose<'_>>) -> Markup {
    let l = frame.locale;
    let card = Card::titled(tr!(l, "talk-title")).id("talk").not_printed();
    let card = match total {
        0 => card,
        total => card.small(tr!(l, "talk-count", n = total)),
    };
    let all = match total as usize > last.len() {
        true => tr!(l, "talk-all"),
        false => tr!(l, "talk-open"),
    };
    html! {
        (card.aside(html! { a.kb-sm href=(place.address()) { (all) } }).body(html! {
            div.kb-stack {
                @if last.is_empty() {
                    p.kb-note.m-0 {
                        (match frame.staff { true => tr!(l, "talk-empty-staff"), false => tr!(l, "talk-empty-dealer") })
                    }
                }
                (posts(frame, place, last))
                @if let Some(of) = compose { (compose::form(frame, of)) }
            }
        }))
    }
}

/// In the head of the page: how much is unread.
pub fn mark(frame: &Frame, count: u32) -> Markup {
    let words = tr!(frame.locale, "talk-unread", n = count);
    html! { (Button::plain(words).icon(icon!("message-2")).href("#talk")) }
}

/// In lists of orders.
pub fn row_mark(frame: &Frame, count: u32) -> Markup {
    html! { b.kb-msg-unread { (icon!("message-2")) " " (tr!(frame.locale, "talk-unread", n = count)) } }
}

/// At a line of the order: the way to what was said of it.
pub fn line_mark(frame: &Frame, address: &str, place: usize, count: u32) -> Markup {
    let l = frame.locale;
    let words = match count {
        0 => tr!(l, "talk-line-write", n = place),
        count => tr!(l, "talk-line-open", n = place, count = count),
    };
    html! {
        a.kb-line-talk.is-on[count > 0] href={ (address) "?line=" (place) } aria-label=(words) title=(words) {
            (icon!("message-2"))
            @if count > 0 { (format::count(count)) }
        }
    }
}

/// On a dealer's card: the last conversation, and how many questions of the dealer wait.
pub fn of_dealer(frame: &Frame, last: Option<&Thread>, questions: usize) -> Markup {
    let l = frame.locale;
    let waiting = match questions > QUESTIONS_COUNTED {
        true => tr!(
            l,
            "talk-questions-more",
            n = format::count(QUESTIONS_COUNTED).to_string()
        ),
        false => format::count(questions).to_string(),
    };
    html! {
        (Card::titled(tr!(l, "talk-title")).id("dealer-talk").body(html! {
            @match last {
                None => p.kb-note.m-0 { (tr!(l, "talk-dealer-none")) },
                Some(thread) => p.m-0 {
                    (tr!(l, "talk-dealer-last")) " "
                    a href={ "/orders/" (thread.number) "/talk" } { (thread.number) } ", "
                    (format::ago(l, thread.tally(Audience::Shared).at, frame.now, &frame.zone))
                },
            }
            @if questions > 0 {
                p.mb-0.mt-2 { a href="/talk" { (tr!(l, "talk-dealer-questions")) ": " (waiting) } }
            }
        }))
    }
}
