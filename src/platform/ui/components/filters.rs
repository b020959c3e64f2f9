//! Ways through a list: chips, tabs, segments, pages by cursor; and the steps of a task.

use maud::{Markup, Render, html};

use super::{Str, count};
use crate::icon;
use crate::platform::ui::Icon;
use crate::platform::values::Locale;
use crate::tr;

/// A saved view or a filter.
pub struct Chip<'a> {
    pub text: Str<'a>,
    pub href: Str<'a>,
    pub count: Option<u64>,
    pub current: bool,
    /// Pressing it removes the filter: shows a cross.
    pub removes: bool,
    pub icon: Option<Icon>,
}

impl<'a> Chip<'a> {
    pub fn new(text: impl Into<Str<'a>>, href: impl Into<Str<'a>>, current: bool) -> Self {
        Chip {
            text: text.into(),
            href: href.into(),
            count: None,
            current,
            removes: false,
            icon: None,
        }
    }

    pub fn count(mut self, count: u64) -> Self {
        self.count = Some(count);
        self
    }
}

pub fn chips<'a>(label: &str, chips: impl IntoIterator<Item = Chip<'a>>) -> Markup {
    html! {
        ul.kb-chips.is-slide aria-label=(label) {
            @for chip in chips {
                li {
                    a.kb-chip.is-on[chip.removes] href=(chip.href) aria-current=[chip.current.then_some("true")] {
                        @if let Some(icon) = chip.icon { (icon) }
                        (chip.text)
                        @if let Some(n) = chip.count { " " b { (crate::platform::i18n::format::count(n)) } }
                        @if chip.removes { (icon!("x")) }
                    }
                }
            }
        }
    }
}

/// A part of a thing: lines, history, documents.
pub struct Tab<'a> {
    pub text: Str<'a>,
    pub href: Str<'a>,
    pub count: Option<u64>,
    pub current: bool,
}

pub fn tabs<'a>(label: &str, tabs: impl IntoIterator<Item = Tab<'a>>) -> Markup {
    html! {
        nav aria-label=(label) {
            ul.kb-tabs {
                @for tab in tabs {
                    li {
                        a href=(tab.href) aria-current=[tab.current.then_some("page")] {
                            (tab.text) @if let Some(n) = tab.count { " " (count(n)) }
                        }
                    }
                }
            }
        }
    }
}

/// Two or three looks at the same thing, as links: `(text, href, current)`.
pub fn segments<'a>(label: &str, links: impl IntoIterator<Item = (&'a str, Str<'a>, bool)>) -> Markup {
    html! {
        nav.kb-seg aria-label=(label) {
            @for (text, href, current) in links {
                a href=(href) aria-current=[current.then_some("true")] { (text) }
            }
        }
    }
}

/// Pages by cursor: there are no numbers, since rows come and go between two looks.
pub struct Pager<'a> {
    pub locale: Locale,
    pub previous: Option<Str<'a>>,
    pub next: Option<Str<'a>>,
    /// «Показано 50 из 1 204»
    pub shown: Option<Str<'a>>,
}

impl Render for Pager<'_> {
    fn render_to(&self, out: &mut String) {
        if self.previous.is_none() && self.next.is_none() && self.shown.is_none() {
            return;
        }
        let link = |href: &Option<Str<'_>>, rel: &str, body: Markup| -> Markup {
            html! {
                @if let Some(href) = href { a.btn.btn-sm href=(href) rel=(rel) { (body) } }
            }
        };
        html! {
            nav.kb-pager aria-label=(tr!(self.locale, "ui-pages")) {
                (link(&self.previous, "prev", html! { (icon!("chevron-left")) (tr!(self.locale, "ui-previous")) }))
                @if let Some(shown) = &self.shown { span.kb-sm.kb-soft { (shown) } }
                (link(&self.next, "next", html! { (tr!(self.locale, "ui-next")) (icon!("chevron-right")) }))
            }
        }
        .render_to(out);
    }
}

/// The steps of a task, the `now`th being at hand (from 0).
pub fn steps(names: &[&str], now: usize) -> Markup {
    html! {
        ol.kb-steps {
            @for (at, name) in names.iter().enumerate() {
                li.is-done[at < now] aria-current=[(at == now).then_some("step")] { (name) }
            }
        }
    }
}
