//! The head of a page: where it is, its name, one line of facts, at most two buttons.

use maud::{Markup, Render, html};

use super::Str;
use crate::platform::values::Locale;
use crate::tr;

pub struct PageHead<'a> {
    locale: Locale,
    title: Str<'a>,
    crumbs: Vec<(Str<'a>, Str<'a>)>,
    facts: Option<Markup>,
    actions: Option<Markup>,
}

impl<'a> PageHead<'a> {
    pub fn new(locale: Locale, title: impl Into<Str<'a>>) -> Self {
        PageHead {
            locale,
            title: title.into(),
            crumbs: Vec::new(),
            facts: None,
            actions: None,
        }
    }

    /// A step above this page.
    pub fn crumb(mut self, text: impl Into<Str<'a>>, href: impl Into<Str<'a>>) -> Self {
        self.crumbs.push((text.into(), href.into()));
        self
    }

    /// A line under the title: a sentence, or statuses and figures.
    pub fn facts(mut self, facts: impl Render) -> Self {
        self.facts = Some(facts.render());
        self
    }

    pub fn actions(mut self, actions: impl Render) -> Self {
        self.actions = Some(actions.render());
        self
    }
}

impl Render for PageHead<'_> {
    fn render_to(&self, out: &mut String) {
        html! {
            div.kb-head {
                div.kb-head-t {
                    @if !self.crumbs.is_empty() {
                        nav aria-label=(tr!(self.locale, "ui-crumbs")) {
                            ol.kb-crumbs { @for (text, href) in &self.crumbs { li { a href=(href) { (text) } } } }
                        }
                    }
                    h1 { (self.title) }
                    @if let Some(facts) = &self.facts { div.kb-facts { (facts) } }
                }
                @if let Some(actions) = &self.actions { div.kb-row { (actions) } }
            }
        }
        .render_to(out);
    }
}
