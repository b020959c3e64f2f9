//! Windows over a page: the native `dialog`. With script a button opens it, without script its anchor does.

use maud::{Markup, Render, html};

use super::Str;
use crate::icon;
use crate::platform::values::Locale;
use crate::tr;

pub struct Dialog<'a> {
    locale: Locale,
    id: Str<'a>,
    title: Str<'a>,
    small: bool,
    body: Option<Markup>,
    footer: Option<Markup>,
}

impl<'a> Dialog<'a> {
    /// Opened by `Button::...opens(id)`.
    pub fn new(locale: Locale, id: impl Into<Str<'a>>, title: impl Into<Str<'a>>) -> Self {
        Dialog {
            locale,
            id: id.into(),
            title: title.into(),
            small: false,
            body: None,
            footer: None,
        }
    }

    pub fn small(mut self) -> Self {
        self.small = true;
        self
    }

    pub fn body(mut self, body: impl Render) -> Self {
        self.body = Some(body.render());
        self
    }

    /// Buttons; those that send a form of the body carry `.form(id)`.
    pub fn footer(mut self, footer: impl Render) -> Self {
        self.footer = Some(footer.render());
        self
    }
}

impl Render for Dialog<'_> {
    fn render_to(&self, out: &mut String) {
        let close = tr!(self.locale, "ui-close");
        html! {
            dialog.kb-dialog.is-sm[self.small] id=(self.id) aria-labelledby={ (self.id) "-title" } {
                header {
                    h2 id={ (self.id) "-title" } { (self.title) }
                    a.btn.btn-icon.btn-ghost href="#main" aria-label=(close) title=(close) data-close { (icon!("x")) }
                }
                @if let Some(body) = &self.body { div.kb-body { (body) } }
                @if let Some(footer) = &self.footer { footer { (footer) } }
            }
        }
        .render_to(out);
    }
}
