//! One post: who, when, what, and what may be done with it.

use std::collections::HashMap;

use maud::{Markup, html};

use super::Frame;
use crate::modules::orders::{Author, Order, Side};
use crate::modules::talk::model::{Post, PostId, Question};
use crate::modules::talk::text::{Part, parts};
use crate::platform::i18n::format;
use crate::platform::ui::{Button, Form, Tone, initials, status};
use crate::platform::values::Locale;
use crate::{icon, tr};

/// Where posts are shown, and what may be done there.
pub struct Place<'a> {
    pub order: &'a Order,
    /// The dealer's name.
    pub dealer: &'a str,
    /// The first post that was not read.
    pub unread_from: Option<u64>,
    /// What edited posts said before, the oldest first.
    pub earlier: &'a HashMap<PostId, Vec<String>>,
    /// Buttons of one's own posts and of questions, and files to open.
    pub acts: bool,
    /// The address of the page behind a letter's link: files are under it. `None`: the reader is signed in.
    pub by_key: Option<&'a str>,
    pub may_write: bool,
}

impl Place<'_> {
    pub fn address(&self) -> String {
        format!("/orders/{}/talk", self.order.number)
    }
}

/// Posts, the oldest first, with a mark where the unread ones begin.
pub fn posts(frame: &Frame, place: &Place<'_>, posts: &[Post]) -> Markup {
    let l = frame.locale;
    let first_new = posts.iter().position(|post| {
        let own = frame.me.is_some_and(|me| post.is_by(me));
        !own && place.unread_from.is_some_and(|from| post.seq >= from)
    });
    html! {
        @for (at, post) in posts.iter().enumerate() {
            @if first_new == Some(at) { p.kb-msg-new.m-0 { (tr!(l, "talk-new-from-here")) } }
            (one(frame, place, post))
        }
    }
}

pub fn one(frame: &Frame, place: &Place<'_>, post: &Post) -> Markup {
    let l = frame.locale;
    let mine = frame.me.is_some_and(|me| post.is_by(me));
    let note = post.is_note();
    html! {
        div.kb-msg.is-me[mine && !note].is-note[note] id={ "m-" (post.id) } data-post=(post.id) {
            span.avatar.avatar-sm.is-brand[mine] aria-hidden="true" { (initials(&post.author.name)) }
            p.kb-xs.kb-soft.m-0 {
                b { (author(frame, place, &post.author, mine)) }
                " · " span.kb-tab { (format::datetime(post.at, &frame.zone)) }
                @if post.by_link { " · " (tr!(l, "talk-by-link")) }
                @if note { " · " (icon!("lock")) " " (note_words(l, frame.staff)) }
            }
            div.kb-bubble {
                @if let Some(line) = &post.line { (about_line(frame, place, line)) }
                @match post.removed {
                    Some(at) => p.m-0.kb-soft {
                        (tr!(l, "talk-removed", at = format::datetime(at, &frame.zone).to_string()))
                    },
                    None => {
                        (body(post))
                        (files(frame, place, post))
                    },
                }
                @if let Some(question) = post.question.as_ref().filter(|_| post.removed.is_none()) {
                    (state(frame, place, question))
                }
                @if let Some(at) = post.edited.filter(|_| post.removed.is_none()) {
                    (edited(l, &tr!(l, "talk-edited", at = format::datetime(at, &frame.zone).to_string()),
                        place.earlier.get(&post.id).map(Vec::as_slice).unwrap_or_default()))
                }
                @if place.acts && place.may_write { (actions(frame, place, post)) }
            }
        }
    }
}

/// The trace of a change: when, and what stood there before.
fn edited(l: Locale, words: &str, before: &[String]) -> Markup {
    html! {
        @if before.is_empty() {
            p.kb-xs.kb-soft.m-0 { (words) }
        } @else {
            details.kb-more.kb-xs {
                summary { (words) }
                @for text in before { p.kb-msg-text.m-0 { (tr!(l, "talk-before")) " " (text) } }
            }
        }
    }
}

fn note_words(l: Locale, staff: bool) -> &'static str {
    match staff {
        true => tr!(l, "talk-note-staff"),
        false => tr!(l, "talk-note-dealer"),
    }
}

/// A person by name, and whose person it is for the other side.
fn author(frame: &Frame, place: &Place<'_>, author: &Author, mine: bool) -> String {
    let l = frame.locale;
    match author.side {
        Side::OneC | Side::System => tr!(l, "talk-by-cabinet").to_owned(),
        _ if mine => tr!(l, "talk-you").to_owned(),
        Side::Staff if !frame.staff => tr!(
            l,
            "talk-of",
            name = author.name.as_str(),
            company = frame.brand.as_str()
        ),
        Side::Dealer if frame.staff => tr!(l, "talk-of", name = author.name.as_str(), company = place.dealer),
        _ => author.name.clone(),
    }
}

fn about_line(frame: &Frame, place: &Place<'_>, line: &crate::modules::talk::model::LineMark) -> Markup {
    let l = frame.locale;
    let words = |n: usize| tr!(l, "talk-about-line", n = n, name = line.name.as_str());
    html! {
        p.kb-xs.m-0 {
            @match line.place(place.order) {
                Some(at) if place.acts => a href={ (place.address()) "?line=" (at + 1) } { (words(at + 1)) },
                Some(at) => span.kb-soft { (words(at + 1)) },
                None => span.kb-soft { (tr!(l, "talk-about-gone", name = line.name.as_str())) },
            }
        }
    }
}

/// The text: what is no address stays words, and all of it is escaped.
fn body(post: &Post) -> Markup {
    html! {
        @if !post.text.is_empty() {
            p.kb-msg-text.m-0 dir="auto" {
                @for part in parts(&post.text, &post.mentions) {
                    @match part {
                        Part::Words(words) => (words),
                        Part::Link(address) => a href=(address) target="_blank" rel="noopener noreferrer nofollow" {
                            (address)
                        },
                        Part::Name(name) => b.kb-msg-name { (name) },
                    }
                }
            }
        }
        // Whom the form named, where the text doesn't.
        @let unnamed: Vec<&str> = post.mentions.iter().map(|of| of.name.as_str())
            .filter(|name| !named_in(&post.text, name)).collect();
        @if !unnamed.is_empty() {
            p.kb-xs.kb-soft.m-0 { (icon!("at")) " " (unnamed.join(", ")) }
        }
    }
}

fn named_in(text: &str, name: &str) -> bool {
    let (text, name) = (text.to_lowercase(), name.to_lowercase());
    let first = name.split_whitespace().next().unwrap_or_default();
    text.contains(&format!("@{first}"))
}

fn files(frame: &Frame, place: &Place<'_>, post: &Post) -> Markup {
    let l = frame.locale;
    let address = |at: usize| match place.by_key {
        Some(link) => format!("{link}/files/{}/{at}", post.id),
        None => format!("{}/{}/files/{at}", place.address(), post.id),
    };
    let numbered = || post.files.iter().enumerate();
    html! {
        @if place.acts && post.files.iter().any(|file| file.kind.is_picture()) {
            div.kb-msg-shots {
                @for (at, file) in numbered().filter(|(_, file)| file.kind.is_picture()) {
                    a href={ (address(at)) "/2048" } {
                        img src={ (address(at)) "/320" } alt=(file.name) loading="lazy";
                    }
                }
            }
        }
        @for (at, file) in numbered() {
            @let words = html! { (icon!("paperclip")) span { (file.name) ", " (format::bytes(l, file.size)) } };
            @if place.acts || place.by_key.is_some() {
                a.kb-row.kb-sm.kb-msg-file href=(address(at)) download=(file.name) { (words) }
            } @else {
                span.kb-row.kb-sm.kb-msg-file.kb-soft { (words) }
            }
        }
    }
}

/// Whose turn a question is, or how it ended.
fn state(frame: &Frame, place: &Place<'_>, question: &Question) -> Markup {
    let l = frame.locale;
    let mine = question.to_dealer != frame.staff;
    html! {
        div.kb-mt {
            @match &question.settled {
                None if mine => (status(Tone::Wait, icon!("help-circle"), tr!(l, "talk-waits-for-you"))),
                None => (status(Tone::Wait, icon!("help-circle"), tr!(l, "talk-waits-for-them"))),
                Some(settled) => {
                    @let me = frame.me.is_some() && settled.by.membership == frame.me;
                    (status(Tone::Good, icon!("check"), tr!(l, "talk-answered")))
                    " "
                    span.kb-xs.kb-soft {
                        (author(frame, place, &settled.by, me)) ", " (format::datetime(settled.at, &frame.zone))
                    }
                },
            }
        }
    }
}

fn actions(frame: &Frame, place: &Place<'_>, post: &Post) -> Markup {
    let l = frame.locale;
    let address = format!("{}/{}", place.address(), post.id);
    let mendable = frame.me.is_some_and(|me| post.mendable(me, frame.now).is_ok());
    let open = post.is_open_question();
    let to_me = post.question.as_ref().is_some_and(|of| of.to_dealer != frame.staff);
    html! {
        @if mendable || open {
            div.kb-row.kb-mt {
                @if open && to_me {
                    (Button::plain(tr!(l, "talk-answer")).small()
                        .href(format!("{}?answer={}#write", place.address(), post.id)))
                }
                @if open {
                    (Form::post(format!("{address}/settlement"), frame.csrf.as_str()).class("kb-row").body(
                        Button::quiet(if to_me { tr!(l, "talk-settle") } else { tr!(l, "talk-withdraw") }).small()
                    ))
                }
                @if mendable {
                    (Button::quiet(tr!(l, "talk-edit")).small()
                        .href(format!("{}?edit={}#write", place.address(), post.id)))
                    (Form::post(format!("{address}/removal"), frame.csrf.as_str()).class("kb-row").body(
                        Button::quiet(tr!(l, "talk-remove")).small()
                    ))
                }
            }
        }
    }
}
