//! What was found.

use maud::{Markup, html};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::platform::i18n::try_text;
use crate::platform::search::{Hit, Hits};
use crate::platform::ui::{Alert, Button, Card, Empty, Form, Icon, PageHead, Pager};
use crate::platform::web::Cx;
use crate::{icon, tr};

pub(crate) struct Found<'a> {
    pub cx: &'a Cx,
    pub text: &'a str,
    pub hits: &'a Hits,
    /// From 0.
    pub page: usize,
    pub rows: usize,
}

impl Found<'_> {
    pub fn render(&self) -> Markup {
        let l = self.cx.locale;
        let mut head = PageHead::new(l, tr!(l, "office-search-title"));
        if self.hits.total > 0 {
            head = head.facts(tr!(l, "office-search-total", count = self.hits.total));
        }
        html! {
            (head)
            div.kb-stack-lg {
                (self.form())
                @if let Some(corrected) = &self.hits.corrected {
                    (Alert::info(tr!(l, "office-search-corrected", text = corrected)))
                }
                @if self.text.is_empty() {
                    p.kb-soft { (tr!(l, "office-search-what")) }
                } @else if self.hits.total == 0 {
                    (Empty {
                        icon: icon!("search"),
                        title: tr!(l, "office-search-nothing").into(),
                        body: tr!(l, "office-search-nothing-body").into(),
                        action: None,
                    })
                } @else {
                    (Card::new().flush(html! { ul.kb-list { @for hit in &self.hits.items { (self.row(hit)) } } })
                        .footer(self.with_prices()))
                    (Pager {
                        locale: l,
                        previous: (self.page > 0).then(|| self.href(self.page - 1).into()),
                        next: ((self.page + 1) * self.rows < self.hits.total).then(|| self.href(self.page + 1).into()),
                        shown: None,
                    })
                }
            }
        }
    }

    /// The line at the top is hidden on a phone.
    fn form(&self) -> Markup {
        let l = self.cx.locale;
        let body = html! {
            input.form-control.kb-grow type="search" name="q" value=(self.text) maxlength="200"
                aria-label=(tr!(l, "ui-search")) placeholder=(tr!(l, "ui-search-what"));
            (Button::primary(tr!(l, "office-search-submit")).icon(icon!("search")))
        };
        maud::Render::render(&Form::get("/search").class("kb-row").body(body))
    }

    fn row(&self, hit: &Hit) -> Markup {
        let kind = format!("office-search-kind-{}", hit.kind);
        html! {
            li {
                span.kb-list-ic { (picture(&hit.kind)) }
                div.kb-grow {
                    a href=(hit.link) { (hit.title) }
                    div.kb-sm.kb-soft {
                        (try_text(self.cx.locale, &kind).unwrap_or(&hit.kind))
                        @if !hit.article.is_empty() { ", " (hit.article) }
                    }
                }
            }
        }
    }

    /// The same question to the catalogue, which shows prices and stock beside what it finds.
    fn with_prices(&self) -> Markup {
        let text = utf8_percent_encode(self.text, NON_ALPHANUMERIC);
        html! { a href={ "/catalogue?q=" (text) } { (tr!(self.cx.locale, "office-search-prices")) } }
    }

    fn href(&self, page: usize) -> String {
        let text = utf8_percent_encode(self.text, NON_ALPHANUMERIC);
        format!("/search?q={text}&page={page}")
    }
}

fn picture(kind: &str) -> Icon {
    match kind {
        "product" => icon!("package"),
        "order" => icon!("clipboard-list"),
        "dealer" => icon!("building-store"),
        _ => icon!("search"),
    }
}
