//! Documents as markup.

pub mod document;
pub mod list;
pub mod panel;

use jiff::tz::TimeZone;
use maud::{Markup, html};

use crate::icon;
use crate::modules::documents::model::{Document, DocumentKind, Told};
use crate::platform::i18n::render;
use crate::platform::ui::{Icon, Tone, status};
use crate::platform::values::{Locale, Message};
use crate::platform::web::Cx;
use crate::tr;

/// What a right hides of documents.
pub const SUM: &str = "balance";

/// What kind of document it is, in words.
pub fn kind(l: Locale, zone: &TimeZone, told: &Told) -> String {
    let message = match told.kind {
        DocumentKind::Other if !told.name.is_empty() => {
            Message::new("documents-kind-named").with("name", told.name.as_str())
        }
        kind => Message::new(kind.message()),
    };
    render(l, zone, &message)
}

pub fn sign(kind: DocumentKind) -> Icon {
    match kind {
        DocumentKind::Contract => icon!("file-certificate"),
        DocumentKind::Invoice => icon!("file-invoice"),
        DocumentKind::Reconciliation => icon!("scale"),
        _ => icon!("file-text"),
    }
}

/// What is not as it should be with a document; nothing where all is well.
pub fn marks(l: Locale, document: &Document) -> Markup {
    html! {
        @if document.dealer.is_none() {
            (status(Tone::Wait, icon!("user-question"), tr!(l, "documents-mark-waiting")))
        }
        @if document.told.withdrawn {
            (status(Tone::Past, icon!("ban"), tr!(l, "documents-mark-withdrawn")))
        }
        @if document.lacks_file() && !document.told.withdrawn {
            @let said = if document.holds_earlier() { tr!(l, "documents-mark-earlier-file") } else { tr!(l, "documents-mark-no-file") };
            (status(Tone::Idle, icon!("file-off"), said))
        }
    }
}

/// A link to the file, named for screen readers by the document.
pub fn download(cx: &Cx, document: &Document) -> Markup {
    let title = cx.say(&document.title());
    html! {
        @if document.file_for(cx.access.is_staff()).is_some() {
            a.btn.btn-sm href=(format!("/documents/{}/file", document.id)) aria-label=(tr!(cx.locale, "documents-take-of", what = title)) {
                (icon!("download")) (tr!(cx.locale, "documents-take"))
            }
        }
    }
}
