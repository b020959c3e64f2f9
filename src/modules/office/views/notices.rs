//! The list of notices.

use maud::{Markup, Render, html};

use crate::platform::i18n::format;
use crate::platform::notify::Notice;
use crate::platform::ui::{Button, Card, Empty, Form, Icon, PageHead, Pager, hidden};
use crate::platform::web::Cx;
use crate::{icon, tr};

pub(crate) struct List<'a> {
    pub cx: &'a Cx,
    pub notices: &'a [Notice],
    pub unread: u64,
    /// The journal number of the newest one on the page.
    pub newest: u64,
    pub next: Option<String>,
    /// Is this the first page?
    pub first: bool,
    /// Whether letters are sent too; none where mail is not set up.
    pub mail: Option<bool>,
}

impl List<'_> {
    pub fn render(&self) -> Markup {
        let l = self.cx.locale;
        let head = PageHead::new(l, tr!(l, "office-notices-title"));
        let head = match self.unread {
            0 => head,
            unread => head
                .facts(tr!(l, "office-notices-unread", count = unread))
                .actions(self.read_all()),
        };
        html! {
            (head)
            div.kb-stack-lg {
                @if self.notices.is_empty() && self.first {
                    (Empty {
                        icon: icon!("bell"),
                        title: tr!(l, "office-notices-empty").into(),
                        body: tr!(l, "office-notices-empty-body").into(),
                        action: None,
                    })
                } @else {
                    (Card::new().flush(html! { ul.kb-list { @for notice in self.notices { (row(self.cx, notice)) } } }))
                    (Pager {
                        locale: l,
                        previous: (!self.first).then(|| "/notices".into()),
                        next: self.next.clone().map(Into::into),
                        shown: None,
                    })
                }
                @if let Some(on) = self.mail { (self.mail(on)) }
            }
        }
    }

    fn read_all(&self) -> Markup {
        let l = self.cx.locale;
        Form::post("/notices/reading", self.cx.csrf())
            .class("kb-row")
            .body(html! {
                (hidden("upto", self.newest.to_string()))
                (Button::plain(tr!(l, "office-notices-read-all")).icon(icon!("checks")))
            })
            .render()
    }

    fn mail(&self, on: bool) -> Markup {
        let l = self.cx.locale;
        let (words, button) = if on {
            (tr!(l, "office-notices-mail-on"), tr!(l, "office-notices-mail-turn-off"))
        } else {
            (tr!(l, "office-notices-mail-off"), tr!(l, "office-notices-mail-turn-on"))
        };
        Card::titled(tr!(l, "office-notices-mail"))
            .body(Form::post("/notices/mail", self.cx.csrf()).class("kb-row").body(html! {
                p.kb-grow.m-0 { (words) }
                (hidden("on", if on { "false" } else { "true" }))
                (Button::plain(button))
            }))
            .render()
    }
}

/// A notice as a row of a list: here, and on the home page.
pub(crate) fn row(cx: &Cx, notice: &Notice) -> Markup {
    let (l, unread) = (cx.locale, notice.read.is_none());
    let now = cx.access.now();
    let sentence = cx.say(&notice.sentence);
    html! {
        li {
            span.kb-list-ic.is-brand[unread] { (picture(&notice.kind)) }
            div.kb-grow {
                a href={ "/notices/" (notice.id) } { @if unread { b { (sentence) } } @else { (sentence) } }
                div.kb-sm.kb-soft {
                    (cx.who(notice.by, &notice.who)) ", " (format::ago(l, notice.at, now, &cx.zone))
                    @if unread { span.visually-hidden { " " (tr!(l, "office-notices-new")) } }
                }
            }
        }
    }
}

/// What kind of news it is, at a glance.
fn picture(kind: &str) -> Icon {
    match kind.split_once('.') {
        Some(("orders", "submitted")) => icon!("send"),
        Some(("orders", "stage-moved")) => icon!("arrow-right"),
        Some(("orders", "planned-moved" | "lines-planned")) => icon!("calendar-event"),
        Some(("orders", "shipped")) => icon!("truck-delivery"),
        Some(("orders", "paid")) => icon!("receipt"),
        Some(("orders", "changed-by-1c")) => icon!("alert-triangle"),
        Some(("orders", _)) => icon!("clipboard-list"),
        Some(("talk", "asked")) => icon!("help-circle"),
        Some(("talk", _)) => icon!("message-2"),
        Some(("dealers", _)) => icon!("building-store"),
        Some(("access", _)) => icon!("users"),
        Some(("prices", _)) => icon!("trending-up"),
        Some(("exchange", _)) => icon!("arrows-exchange"),
        _ => icon!("bell"),
    }
}

/// The newest notices, for the home page.
pub(crate) fn latest(cx: &Cx, notices: &[Notice], unread: u64) -> Markup {
    let l = cx.locale;
    let mut card = Card::titled(tr!(l, "office-home-changes"));
    if unread > 0 {
        card = card.small(tr!(l, "office-notices-unread", count = unread));
    }
    card.aside(html! { a href="/notices" { (tr!(l, "office-home-all")) } })
        .flush(html! { ul.kb-list { @for notice in notices { (row(cx, notice)) } } })
        .render()
}
