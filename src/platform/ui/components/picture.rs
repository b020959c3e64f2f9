//! Pictures of goods.

use maud::{Markup, Render, html};

use super::Str;
use crate::icon;

/// A small picture in a row; a grey mark where there is none. Beside the name, so without words of its own.
pub fn thumb(address: Option<&str>) -> Markup {
    html! {
        @if let Some(address) = address {
            img.kb-thumb src=(address) alt="" width="40" height="40" loading="lazy" decoding="async";
        } @else {
            span.kb-thumb.is-none { (icon!("photo")) }
        }
    }
}

/// A thumb and a name with a line under it.
pub fn named_thumb(address: Option<&str>, name: impl Render) -> Markup {
    html! { div.kb-name { (thumb(address)) div { (name) } } }
}

/// The picture of a product's page.
pub struct Picture<'a> {
    pub address: Option<Str<'a>>,
    pub alt: Str<'a>,
}

impl Render for Picture<'_> {
    fn render_to(&self, out: &mut String) {
        html! {
            @if let Some(address) = &self.address {
                img.kb-picture src=(address) alt=(self.alt) width="640" height="480" decoding="async";
            } @else {
                span.kb-picture.is-none role="img" aria-label=(self.alt) { (icon!("photo")) }
            }
        }
        .render_to(out);
    }
}
