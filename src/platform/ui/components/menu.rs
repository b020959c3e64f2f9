//! Menus are `details`: they work without script and in every browser.

use maud::{Markup, Render, html};

use super::{Button, Str};
use crate::icon;
use crate::platform::ui::Icon;
use crate::platform::values::Locale;
use crate::tr;

pub enum MenuItem<'a> {
    Link {
        icon: Option<Icon>,
        text: Str<'a>,
        href: Str<'a>,
    },
    /// A form with one button, or anything else.
    Other(Markup),
}

impl<'a> MenuItem<'a> {
    pub fn link(icon: Icon, text: impl Into<Str<'a>>, href: impl Into<Str<'a>>) -> Self {
        MenuItem::Link {
            icon: Some(icon),
            text: text.into(),
            href: href.into(),
        }
    }

    /// A change: a small form that posts.
    pub fn post(icon: Icon, text: impl Into<Str<'a>>, action: &str, csrf: &str) -> Self {
        let text = text.into();
        MenuItem::Other(html! {
            form method="post" action=(action) {
                (super::csrf_field(csrf))
                button.kb-menu-a type="submit" { (icon) (text) }
            }
        })
    }
}

/// A button that opens a list of actions.
pub struct Menu<'a> {
    pub label: Str<'a>,
    pub icon: Icon,
    /// The label is only the accessible name.
    pub only_icon: bool,
    pub items: Vec<MenuItem<'a>>,
}

impl<'a> Menu<'a> {
    /// «…»: what doesn't fit beside the two buttons of a page head.
    pub fn more(locale: Locale, items: Vec<MenuItem<'a>>) -> Self {
        Menu {
            label: tr!(locale, "ui-more-actions").into(),
            icon: icon!("dots"),
            only_icon: true,
            items,
        }
    }
}

impl Render for Menu<'_> {
    fn render_to(&self, out: &mut String) {
        html! {
            details.kb-menu {
                @if self.only_icon {
                    summary.btn.btn-icon aria-label=(self.label) title=(self.label) { (self.icon) }
                } @else {
                    summary.btn { (self.icon) (self.label) }
                }
                div.kb-menu-body { @for item in &self.items { (item) } }
            }
        }
        .render_to(out);
    }
}

impl Render for MenuItem<'_> {
    fn render_to(&self, out: &mut String) {
        match self {
            MenuItem::Link { icon, text, href } => {
                html! { a.kb-menu-a href=(href) { @if let Some(icon) = icon { (icon) } (text) } }.render_to(out);
            }
            MenuItem::Other(markup) => markup.render_to(out),
        }
    }
}

/// A button with a menu of its variants.
pub fn split_button(button: &Button<'_>, label: &str, items: &[MenuItem<'_>]) -> Markup {
    html! {
        div.kb-split {
            (button)
            details.kb-menu {
                summary.btn aria-label=(label) title=(label) { (icon!("chevron-down")) }
                div.kb-menu-body { @for item in items { (item) } }
            }
        }
    }
}
