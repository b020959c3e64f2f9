//! The document itself: what every page tells the browser, with menus or without.

use maud::{DOCTYPE, Markup, Render, html};

use super::Theme;
use crate::platform::brand::Brand;
use crate::platform::ui::{Alert, assets};
use crate::platform::values::Locale;
use crate::tr;

/// A page without menus: sign-in, errors before it.
#[derive(Clone, Copy)]
pub struct Bare<'a> {
    pub locale: Locale,
    pub theme: Theme,
    pub title: &'a str,
    pub brand: &'a Brand,
    pub here: &'a str,
    /// What everybody should know first.
    pub notice: Option<&'a str>,
    /// Beside the form on a wide screen.
    pub aside: Option<&'a Markup>,
}

pub fn bare(frame: &Bare<'_>, body: impl Render) -> Markup {
    let l = frame.locale;
    document(
        l,
        frame.theme,
        frame.title,
        frame.brand,
        &html! {
            main.kb-login.is-alone[frame.aside.is_none()] id="main" {
                div.kb-login-form {
                    div.kb-stack-lg {
                        p.kb-logo { (mark(frame.brand)) (frame.brand.name) }
                        @if let Some(notice) = frame.notice { (Alert::warning(notice)) }
                        (body)
                        (language_links(l, frame.here))
                    }
                }
                @if let Some(aside) = frame.aside { div.kb-login-art { (aside) } }
            }
        },
    )
}

/// A page for people from outside, alone on its sheet: light, without script, and not for search engines.
pub fn leaflet(locale: Locale, title: &str, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(locale.tag()) data-bs-theme="light" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light";
                meta name="robots" content="noindex, nofollow";
                title { (title) }
                link rel="stylesheet" href=(assets::TABLER_CSS);
                link rel="stylesheet" href=(assets::KABINET_CSS);
                link rel="icon" type="image/svg+xml" href=(assets::FAVICON_SVG);
            }
            body { (body) }
        }
    }
}

/// What htmx may do: no style of its own, no code from attributes, no pages kept after sign-out; a form that comes
/// back with 422 is shown.
const HTMX: &str = concat!(
    r#"{"includeIndicatorStyles":false,"allowEval":false,"allowScriptTags":false,"selfRequestsOnly":true,"#,
    r#""historyCacheSize":0,"refreshOnHistoryMiss":true,"responseHandling":[{"code":"204","swap":false},"#,
    r#"{"code":"[23]..","swap":true},{"code":"422","swap":true},{"code":"[45]..","swap":false,"error":true}]}"#
);

pub(super) fn document(locale: Locale, theme: Theme, title: &str, brand: &Brand, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(locale.tag()) data-bs-theme=(theme.name()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="htmx-config" content=(HTMX);
                title { (title) @if !brand.name.is_empty() { " · " (brand.name) } }
                // Before the styles: it turns "auto" into the device's theme without a flash.
                @if theme == Theme::Auto { script src=(assets::THEME_JS) {} }
                link rel="stylesheet" href=(assets::TABLER_CSS);
                link rel="stylesheet" href=(assets::KABINET_CSS);
                @if let Some(style) = &brand.style { link rel="stylesheet" href=(style); }
                link rel="license" href=(assets::LICENCES_TXT);
                link rel="icon" type="image/svg+xml" href=(assets::FAVICON_SVG);
                script src=(assets::HTMX_JS) defer {}
                script src=(assets::KABINET_JS) defer {}
            }
            body { (body) }
        }
    }
}

/// What stands beside the manufacturer's name: its logo, else the cabinet's mark in its colours. The name is said beside it.
pub(super) fn mark(brand: &Brand) -> Markup {
    html! {
        @if let Some(logo) = &brand.logo {
            img src=(logo) alt="" height="26";
        } @else {
            svg viewBox="0 0 26 26" aria-hidden="true" {
                rect width="26" height="26" rx="6" {}
                path d="M7 6.5h12v13H7zM13 6.5v13M7 13h6" {}
            }
        }
    }
}

/// Before sign-in there is no token: the language is a query that the server turns into a cookie.
fn language_links(now: Locale, here: &str) -> Markup {
    let join = if here.contains('?') { '&' } else { '?' };
    html! {
        p.kb-note {
            @for locale in Locale::ALL {
                @if locale != now {
                    a href={ (here) (join) "lang=" (locale.tag()) } lang=(locale.tag()) hreflang=(locale.tag()) { (language_name(locale)) }
                }
            }
        }
    }
}

/// A language is named in itself.
pub(super) fn language_name(locale: Locale) -> &'static str {
    tr!(locale, "ui-language-name")
}
