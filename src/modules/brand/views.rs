//! The look as a form.

use maud::{Markup, html};

use super::colour::OWN;
use super::model::{BrandSettings, NAME_MAX};
use super::pages::{HERE, Typed};
use crate::platform::journal::Entry;
use crate::platform::ui::{Button, Card, Check, Field, Form, PageHead, hidden};
use crate::platform::web::{Cx, Problems, changes};
use crate::{icon, tr};

pub fn page(cx: &Cx, settings: &BrandSettings, typed: &Typed, history: &[Entry], problems: &Problems) -> Markup {
    let l = cx.locale;
    html! {
        (PageHead::new(l, tr!(l, "brand-title")).facts(html! { p { (tr!(l, "brand-about")) } }))
        div.kb-grid.kb-g-side {
            div.kb-stack-lg {
                (look(cx, typed, problems))
                (changes(cx, tr!(l, "brand-history"), tr!(l, "brand-history-empty"), history))
            }
            div.kb-stack-lg { (logo(cx, settings, problems)) }
        }
    }
}

fn look(cx: &Cx, typed: &Typed, problems: &Problems) -> Markup {
    let l = cx.locale;
    let labels = [
        ("name", tr!(l, "brand-field-name")),
        ("colour", tr!(l, "brand-field-colour")),
    ];
    // A browser draws black where there is no colour.
    let colour = match typed.colour.as_str() {
        "" => OWN.to_string(),
        typed => typed.to_owned(),
    };
    html! {
        (Form::post(HERE, cx.csrf()).class("card kb-form").attr("novalidate", "").body(html! {
            (hidden("version", typed.version.to_string()))
            div.card-body.kb-stack-lg {
                (problems.summary(cx, &labels))
                (Field::text("name", labels[0].1).value(typed.name.as_str()).required().autocomplete("organization")
                    .attr("maxlength", NAME_MAX.to_string())
                    .hint(tr!(l, "brand-field-name-hint")).error(problems.at("name")))
                (Check::new("own", "1", tr!(l, "brand-field-own"), typed.own.is_some()))
                (Field::colour("colour", labels[1].1).value(colour)
                    .hint(tr!(l, "brand-field-colour-hint")).error(problems.at("colour")))
            }
            div.card-footer.kb-row { (Button::primary(tr!(l, "brand-save")).icon(icon!("check"))) }
        }))
    }
}

fn logo(cx: &Cx, settings: &BrandSettings, problems: &Problems) -> Markup {
    let l = cx.locale;
    html! {
        (Card::titled(tr!(l, "brand-logo")).body(html! {
            div.kb-stack {
                @if let Some(hash) = settings.logo {
                    img.kb-offer-logo src={ "/brand/logo/" (hash) } alt=(tr!(l, "brand-logo"));
                }
                (Form::post(format!("/admin/brand/logo?_csrf={}", cx.csrf()), cx.csrf()).multipart().class("kb-stack").body(html! {
                    (Field::file("logo", tr!(l, "brand-logo-file")).hint(tr!(l, "brand-logo-about"))
                        .attr("accept", "image/png,image/jpeg,image/webp").error(problems.at("logo")))
                    (Button::plain(tr!(l, "brand-logo-upload")).icon(icon!("upload")))
                }))
                @if settings.logo.is_some() {
                    (Form::post("/admin/brand/logo/removal", cx.csrf()).body(html! {
                        (Button::quiet(tr!(l, "brand-logo-remove")).icon(icon!("trash")))
                    }))
                }
            }
        }))
    }
}
