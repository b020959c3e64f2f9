//! The page of an order's conversation.

use maud::{Markup, html};

use super::Frame;
use super::compose::{self, Compose};
use super::post::{Place, posts};
use crate::modules::talk::model::Post;
use crate::platform::ui::{Button, Card, Chip, Empty, Form, PageHead, chips};
use crate::{icon, tr};

/// A line that has posts, or is looked at: its place from 1, its name, how many there are.
pub struct LineChip {
    pub place: usize,
    pub name: String,
    pub count: u32,
}

pub struct Page<'a> {
    pub place: Place<'a>,
    /// The order's own name, or its number.
    pub title: &'a str,
    pub posts: &'a [Post],
    /// How many there are for this reader.
    pub total: u32,
    pub lines: &'a [LineChip],
    /// The line that is looked at, from 1.
    pub line: Option<usize>,
    /// Where earlier posts are.
    pub earlier: Option<String>,
    /// These are not the newest.
    pub later: bool,
    pub compose: Option<Compose<'a>>,
    /// A post that is being changed, its words as they are typed, and why they can't be taken.
    pub edited: Option<(&'a Post, &'a str, Option<&'a str>)>,
    /// Letters with links to this conversation are still out.
    pub has_keys: bool,
}

pub fn page(frame: &Frame, page: &Page<'_>) -> Markup {
    let l = frame.locale;
    let number = page.place.order.number.to_string();
    let address = page.place.address();
    let whole = match page.line {
        None => tr!(l, "talk-title").to_owned(),
        Some(place) => {
            let name = page
                .lines
                .iter()
                .find(|line| line.place == place)
                .map(|line| line.name.as_str());
            tr!(l, "talk-about-line", n = place, name = name.unwrap_or_default())
        }
    };
    html! {
        (PageHead::new(l, whole)
            .crumb(tr!(l, "talk-orders"), "/orders")
            .crumb(page.title, format!("/orders/{number}"))
            .facts(html! {
                p {
                    span.kb-nowrap { (number) }
                    @if frame.staff { " · " (page.place.dealer) }
                    " · " (tr!(l, "talk-count", n = page.total))
                }
            }))
        div.kb-stack-lg.kb-talk {
            @if !page.lines.is_empty() {
                (chips(tr!(l, "talk-lines"), std::iter::once(
                    Chip::new(tr!(l, "talk-whole"), address.as_str(), page.line.is_none())
                ).chain(page.lines.iter().map(|line| {
                    let href = format!("{address}?line={}", line.place);
                    let chip = Chip::new(format!("{}. {}", line.place, line.name), href, page.line == Some(line.place));
                    if line.count > 0 { chip.count(u64::from(line.count)) } else { chip }
                }))))
            }
            (Card::new().id("talk").body(html! {
                div.kb-stack {
                    @if let Some(earlier) = &page.earlier {
                        div.kb-row { (Button::quiet(tr!(l, "talk-earlier")).small().href(earlier.as_str())) }
                    }
                    @if page.posts.is_empty() {
                        (Empty {
                            icon: icon!("messages"),
                            title: tr!(l, "talk-empty").into(),
                            body: match frame.staff {
                                true => tr!(l, "talk-empty-staff"),
                                false => tr!(l, "talk-empty-dealer"),
                            }.into(),
                            action: None,
                        })
                    }
                    (posts(frame, &page.place, page.posts))
                    @if page.later {
                        div.kb-row { (Button::quiet(tr!(l, "talk-later")).small().href(address.as_str())) }
                    }
                    @match (&page.edited, &page.compose) {
                        (Some((post, text, refused)), _) => (compose::edit(frame, post, text, *refused)),
                        (None, Some(of)) => (compose::form(frame, of)),
                        (None, None) => {},
                    }
                }
            }))
            @if page.has_keys {
                (Form::post(format!("{address}/revocation"), frame.csrf.as_str()).class("kb-row").body(html! {
                    p.kb-sm.kb-soft.m-0.kb-grow { (tr!(l, "talk-keys")) }
                    (Button::quiet(tr!(l, "talk-keys-end")).small().icon(icon!("link-off")))
                }))
            }
        }
    }
}
