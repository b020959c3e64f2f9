//! The page behind a letter's link: one approval for one person, and nothing else.

use maud::{Markup, html};

use super::badge;
use super::one::{View, body, outcome};
use crate::platform::i18n::format;
use crate::platform::ui::Alert;
use crate::platform::web::Cx;
use crate::tr;

pub struct Letter<'a> {
    pub view: View<'a>,
    /// Who the link was sent to.
    pub name: &'a str,
    /// It still can be decided by this link.
    pub open: bool,
    pub used: bool,
}

pub fn page(cx: &Cx, letter: &Letter<'_>) -> Markup {
    let (l, of) = (cx.locale, letter.view.of);
    html! {
        h1 { (of.name) }
        p.kb-sm.kb-soft { (tr!(l, "approvals-letter-as", name = letter.name)) }
        @if letter.open {
            p.kb-sm { (tr!(l, "approvals-sent-by", name = of.sender.name.as_str(), at = format::datetime(of.sent, &cx.zone))) }
            (body(cx, &letter.view))
        } @else {
            div.kb-stack {
                (letter.view.problems.summary(cx, &[]))
                p.m-0 { (badge(l, &of.state)) }
                (outcome(cx, of))
                @if of.is_waiting() {
                    @if letter.used { (Alert::good(tr!(l, "approvals-letter-used"))) }
                    @else { (Alert::info(tr!(l, "approvals-letter-turn"))) }
                }
            }
        }
        p.kb-sm.kb-soft {
            (tr!(l, "approvals-letter-more")) " " a href={ "/approvals/" (of.id) } { (tr!(l, "approvals-letter-sign-in")) }
        }
    }
}
