//! The page of a company's letterhead.

use maud::{Markup, html};

use super::Frame;
use super::form::regime_name;
use crate::modules::catalogue::VatRegime;
use crate::modules::dealers::LegalEntity;
use crate::modules::offers::Letterhead;
use crate::platform::i18n::try_text;
use crate::platform::ui::{Button, Card, Choice, Field, Form, PageHead, Select, TextArea};
use crate::{icon, tr};

pub struct Page<'a> {
    pub head: &'a Letterhead,
    /// As it was typed.
    pub days: &'a str,
    pub entities: &'a [LegalEntity],
    pub faults: &'a [(&'a str, String)],
}

impl Page<'_> {
    fn fault(&self, field: &str) -> Option<&str> {
        let fault = self.faults.iter().find(|(of, _)| *of == field);
        fault.map(|(_, text)| text.as_str())
    }
}

pub fn page(frame: &Frame, page: &Page<'_>) -> Markup {
    let l = frame.locale;
    html! {
        (PageHead::new(l, tr!(l, "offers-letterhead")).crumb(tr!(l, "offers-title"), "/offers")
            .facts(html! { p { (tr!(l, "offers-letterhead-about")) } }))
        div.kb-grid.kb-g-side {
            (words(frame, page))
            (logo(frame, page))
        }
    }
}

fn words(frame: &Frame, page: &Page<'_>) -> Markup {
    let l = frame.locale;
    html! {
        (Form::post("/offers/letterhead", frame.csrf.as_str()).body(html! {
            (Card::titled(tr!(l, "offers-letterhead-words")).body(html! {
                div.kb-stack {
                    (TextArea::new("text", tr!(l, "offers-field-text"), 6).value(page.head.text.as_str())
                        .hint(tr!(l, "offers-field-text-hint")).error(page.fault("text")))
                    (Field::digits("days", tr!(l, "offers-field-days")).value(page.days).required()
                        .attr("maxlength", "3").error(page.fault("days")))
                    @for entity in page.entities {
                        @let choices = VatRegime::WITH_ROWS.into_iter().chain([VatRegime::Exempt])
                            .map(|of| Choice::new(of.code(), try_text(l, regime_name(of)).unwrap_or_default()));
                        (Select::new(format!("regime-{}", entity.id),
                            tr!(l, "offers-field-regime-of", name = entity.name.as_str()), choices)
                            .chosen(page.head.regime(entity.id).code()))
                    }
                }
            }).footer(html! { (Button::primary(tr!(l, "offers-letterhead-save")).icon(icon!("check"))) }))
        }))
    }
}

fn logo(frame: &Frame, page: &Page<'_>) -> Markup {
    let l = frame.locale;
    let action = format!(
        "/offers/letterhead/logo?_csrf={}",
        percent_encoding::utf8_percent_encode(&frame.csrf, percent_encoding::NON_ALPHANUMERIC)
    );
    html! {
        (Card::titled(tr!(l, "offers-logo")).body(html! {
            div.kb-stack {
                @if let Some(hash) = page.head.logo {
                    img.kb-offer-logo src={ "/pictures/" (hash) "/320" } alt=(tr!(l, "offers-logo"));
                }
                (Form::post(action, frame.csrf.as_str()).multipart().class("kb-stack").body(html! {
                    (Field::file("logo", tr!(l, "offers-logo-file")).hint(tr!(l, "offers-logo-about"))
                        .attr("accept", "image/png,image/jpeg,image/webp").error(page.fault("logo")))
                    (Button::plain(tr!(l, "offers-logo-upload")).icon(icon!("upload")))
                }))
                @if page.head.logo.is_some() {
                    (Form::post("/offers/letterhead/logo/removal", frame.csrf.as_str()).body(html! {
                        (Button::quiet(tr!(l, "offers-logo-remove")).icon(icon!("trash")))
                    }))
                }
            }
        }))
    }
}
