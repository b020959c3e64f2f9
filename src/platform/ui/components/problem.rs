//! A page that couldn't be shown: what happened, what it means for the person's work, the way out.

use maud::{Markup, Render, html};

use super::Button;
use crate::platform::ui::Icon;
use crate::platform::values::Locale;
use crate::{icon, tr};

/// Why there is no page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// No such thing, or not for this person: which of the two is never said.
    NotFound,
    Forbidden,
    /// The form is too old, or didn't come from our page.
    Stale,
    TooLarge,
    TooMany,
    /// Full for the moment.
    Busy,
    Internal,
}

impl ProblemKind {
    const ALL: [ProblemKind; 7] = [
        ProblemKind::NotFound,
        ProblemKind::Forbidden,
        ProblemKind::Stale,
        ProblemKind::TooLarge,
        ProblemKind::TooMany,
        ProblemKind::Busy,
        ProblemKind::Internal,
    ];

    pub fn all() -> impl Iterator<Item = ProblemKind> {
        Self::ALL.into_iter()
    }

    /// The title of the page.
    pub fn title(self, l: Locale) -> &'static str {
        match self {
            ProblemKind::NotFound => tr!(l, "ui-problem-not-found"),
            ProblemKind::Forbidden => tr!(l, "ui-problem-forbidden"),
            ProblemKind::Stale => tr!(l, "ui-problem-stale"),
            ProblemKind::TooLarge => tr!(l, "ui-problem-large"),
            ProblemKind::TooMany => tr!(l, "ui-problem-many"),
            ProblemKind::Busy => tr!(l, "ui-problem-busy"),
            ProblemKind::Internal => tr!(l, "ui-problem-internal"),
        }
    }

    /// What it means and what to do.
    pub fn body(self, l: Locale) -> &'static str {
        match self {
            ProblemKind::NotFound => tr!(l, "ui-problem-not-found-do"),
            ProblemKind::Forbidden => tr!(l, "ui-problem-forbidden-do"),
            ProblemKind::Stale => tr!(l, "ui-problem-stale-do"),
            ProblemKind::TooLarge => tr!(l, "ui-problem-large-do"),
            ProblemKind::TooMany => tr!(l, "ui-problem-many-do"),
            ProblemKind::Busy => tr!(l, "ui-problem-busy-do"),
            ProblemKind::Internal => tr!(l, "ui-problem-internal-do"),
        }
    }

    const fn icon(self) -> Icon {
        match self {
            ProblemKind::NotFound => icon!("file-search"),
            ProblemKind::Forbidden => icon!("lock"),
            ProblemKind::Stale => icon!("refresh"),
            ProblemKind::TooLarge => icon!("file-alert"),
            ProblemKind::TooMany | ProblemKind::Busy => icon!("hourglass"),
            ProblemKind::Internal => icon!("alert-triangle"),
        }
    }
}

/// The body of an error page, for [`page`](crate::platform::ui::page) and [`bare`](crate::platform::ui::bare) alike.
pub struct Problem<'a> {
    pub locale: Locale,
    pub kind: ProblemKind,
    /// Instead of the usual words: who can give the right, say.
    pub body: Option<&'a str>,
    /// What to name when asking for help.
    pub request: Option<&'a str>,
}

impl Render for Problem<'_> {
    fn render_to(&self, out: &mut String) {
        let l = self.locale;
        let actions: Markup = html! { (Button::primary(tr!(l, "ui-problem-home")).href("/")) };
        html! {
            div.kb-empty {
                span.kb-empty-ic { (self.kind.icon()) }
                h1.h2 { (self.kind.title(l)) }
                p { (self.body.unwrap_or_else(|| self.kind.body(l))) }
                @if let Some(request) = self.request { p.kb-note { (tr!(l, "ui-problem-request")) " " code { (request) } } }
                div.kb-row { (actions) }
            }
        }
        .render_to(out);
    }
}
