//! The page behind a letter's link: one conversation for one person, to read and to answer, and nothing else.

use maud::{Markup, html};

use super::Frame;
use super::post::{Place, posts};
use crate::modules::talk::model::{Post, PostId};
use crate::platform::ui::{Alert, Button, Field, TextArea, hidden};
use crate::{icon, tr};

pub struct Answer<'a> {
    pub place: Place<'a>,
    pub title: &'a str,
    /// Who the link was sent to.
    pub name: &'a str,
    pub posts: &'a [Post],
    /// The page's own address: the link itself.
    pub action: &'a str,
    pub id: PostId,
    pub may_write: bool,
    pub typed: &'a str,
    pub refused: Option<&'a str>,
    pub sent: bool,
}

pub fn page(frame: &Frame, of: &Answer<'_>) -> Markup {
    let l = frame.locale;
    let number = of.place.order.number.to_string();
    html! {
        h1 { (tr!(l, "talk-answer-title", name = of.title)) }
        p.kb-sm.kb-soft { (tr!(l, "talk-answer-as", name = of.name, number = number.as_str())) }
        @if of.sent { (Alert::good(tr!(l, "talk-answer-sent")).live()) }
        div.kb-stack { (posts(frame, &of.place, of.posts)) }
        @if of.may_write {
            // No form token: there is no session that another site could borrow; the address itself is the key.
            form.kb-stack method="post" action=(of.action) enctype="multipart/form-data" novalidate {
                @if let Some(refused) = of.refused { (Alert::warning(refused).live()) }
                (hidden("id", of.id.to_string()))
                (TextArea::new("text", tr!(l, "talk-answer-text"), 4).value(of.typed))
                (Field::file("files", tr!(l, "talk-files")).attr("multiple", "multiple").hint(tr!(l, "talk-files-about")))
                (Button::primary(tr!(l, "talk-send")).icon(icon!("send")))
            }
        }
        p.kb-sm.kb-soft {
            (tr!(l, "talk-answer-more")) " " a href={ "/orders/" (number) "/talk" } { (tr!(l, "talk-answer-sign-in")) }
        }
    }
}
