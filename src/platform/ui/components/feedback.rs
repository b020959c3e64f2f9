//! Answers: alerts, toasts, empty places, waiting.

use maud::{Markup, Render, html};

use super::Str;
use crate::icon;
use crate::platform::ui::Icon;
use crate::platform::values::Locale;
use crate::tr;

/// What happened or what stands in the way, the reason, and the way out, in one place.
pub struct Alert<'a> {
    class: &'static str,
    icon: Icon,
    title: Str<'a>,
    body: Option<Markup>,
    action: Option<Markup>,
    live: bool,
}

impl<'a> Alert<'a> {
    pub fn info(title: impl Into<Str<'a>>) -> Self {
        Self::new("alert", icon!("info-circle"), title)
    }

    pub fn good(title: impl Into<Str<'a>>) -> Self {
        Self::new("alert alert-success", icon!("circle-check"), title)
    }

    pub fn warning(title: impl Into<Str<'a>>) -> Self {
        Self::new("alert alert-warning", icon!("alert-triangle"), title)
    }

    pub fn bad(title: impl Into<Str<'a>>) -> Self {
        Self::new("alert alert-danger", icon!("alert-circle"), title)
    }

    fn new(class: &'static str, icon: Icon, title: impl Into<Str<'a>>) -> Self {
        Alert {
            class,
            icon,
            title: title.into(),
            body: None,
            action: None,
            live: false,
        }
    }

    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = icon;
        self
    }

    pub fn body(mut self, body: impl Render) -> Self {
        self.body = Some(body.render());
        self
    }

    pub fn action(mut self, action: impl Render) -> Self {
        self.action = Some(action.render());
        self
    }

    /// Is read aloud at once: an answer to what was just done.
    pub fn live(mut self) -> Self {
        self.live = true;
        self
    }
}

impl Render for Alert<'_> {
    fn render_to(&self, out: &mut String) {
        html! {
            div class=(self.class) role=[self.live.then_some("alert")] tabindex=[self.live.then_some("-1")] {
                (self.icon)
                div.kb-grow {
                    b { (self.title) }
                    @if let Some(body) = &self.body { div.kb-sm { (body) } }
                }
                @if let Some(action) = &self.action { (action) }
            }
        }
        .render_to(out);
    }
}

/// Over a form that came back: how many fields to mend, with links to them: `(field id, label)`.
pub fn error_summary(title: &str, fields: &[(&str, &str)], rest: &str) -> Markup {
    Alert::bad(title)
        .body(html! {
            p.m-0 {
                @for (at, (id, label)) in fields.iter().enumerate() {
                    @if at > 0 { ", " }
                    a href={ "#" (id) } { (label) }
                }
                @if !fields.is_empty() { ". " }
                (rest)
            }
        })
        .live()
        .render()
}

/// A short answer in the corner; leaves by its button.
pub fn toast(locale: Locale, title: &str, body: &str) -> Markup {
    let close = tr!(locale, "ui-close");
    html! {
        div.toast role="status" {
            (icon!("circle-check"))
            div.kb-grow { b { (title) } @if !body.is_empty() { p.kb-sm.kb-soft.m-0 { (body) } } }
            button.btn.btn-icon.btn-ghost.btn-sm type="button" aria-label=(close) title=(close) data-dismiss { (icon!("x")) }
        }
    }
}

/// A place with nothing in it yet: why, and what to do.
pub struct Empty<'a> {
    pub icon: Icon,
    pub title: Str<'a>,
    pub body: Str<'a>,
    pub action: Option<Markup>,
}

impl Render for Empty<'_> {
    fn render_to(&self, out: &mut String) {
        html! {
            div.kb-empty {
                span.kb-empty-ic { (self.icon) }
                h2 { (self.title) }
                p { (self.body) }
                @if let Some(action) = &self.action { div.kb-row { (action) } }
            }
        }
        .render_to(out);
    }
}

/// Grey lines where rows will be.
pub fn skeleton(locale: Locale) -> Markup {
    html! {
        div.kb-stack role="status" aria-label=(tr!(locale, "ui-loading")) {
            span.kb-skel.is-h.w-40 {}
            span.kb-skel {}
            span.kb-skel.w-75 {}
        }
    }
}
