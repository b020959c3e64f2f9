//! Buttons and links that look like them. A button is a verb and says its result.

use maud::Render;

use super::{Attrs, Str, attr, escape};
use crate::platform::ui::Icon;

/// One filled button per group; the others plain or quiet.
#[derive(Clone, Debug)]
pub struct Button<'a> {
    label: Str<'a>,
    look: &'static str,
    icon: Option<Icon>,
    icon_only: bool,
    small: bool,
    phone_hidden: bool,
    href: Option<Str<'a>>,
    plain_type: bool,
    reason: Option<Str<'a>>,
    attrs: Attrs<'a>,
}

impl<'a> Button<'a> {
    pub fn primary(label: impl Into<Str<'a>>) -> Self {
        Self::new(label, " btn-primary")
    }

    pub fn plain(label: impl Into<Str<'a>>) -> Self {
        Self::new(label, "")
    }

    /// Without a frame: for the second and third way out.
    pub fn quiet(label: impl Into<Str<'a>>) -> Self {
        Self::new(label, " btn-ghost")
    }

    /// For what can't be undone.
    pub fn danger(label: impl Into<Str<'a>>) -> Self {
        Self::new(label, " btn-danger")
    }

    fn new(label: impl Into<Str<'a>>, look: &'static str) -> Self {
        Button {
            label: label.into(),
            look,
            icon: None,
            icon_only: false,
            small: false,
            phone_hidden: false,
            href: None,
            plain_type: false,
            reason: None,
            attrs: Attrs::default(),
        }
    }

    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// Shows the icon alone; the label becomes the accessible name and the tip.
    pub fn only_icon(mut self, icon: Icon) -> Self {
        self.icon_only = true;
        self.icon(icon)
    }

    pub fn small(mut self) -> Self {
        self.small = true;
        self
    }

    /// Not shown on a phone.
    pub fn not_on_phone(mut self) -> Self {
        self.phone_hidden = true;
        self
    }

    /// Makes it a link.
    pub fn href(mut self, href: impl Into<Str<'a>>) -> Self {
        self.href = Some(href.into());
        self
    }

    /// What the form carries when this button sends it.
    pub fn value(self, name: impl Into<Str<'a>>, value: impl Into<Str<'a>>) -> Self {
        self.attr("name", name).attr("value", value)
    }

    /// Sends the form to another address.
    pub fn formaction(self, href: impl Into<Str<'a>>) -> Self {
        self.attr("formaction", href)
    }

    /// Sends the form of this id, from outside it.
    pub fn form(self, id: impl Into<Str<'a>>) -> Self {
        self.attr("form", id)
    }

    /// Opens a [`Dialog`](super::Dialog). Without script the link leads to it by its anchor.
    pub fn opens(self, dialog: impl Into<Str<'a>>) -> Self {
        let id = dialog.into();
        let href = format!("#{id}");
        self.attr("data-dialog", id).href(href)
    }

    /// Sends nothing by itself (for a script to hear).
    pub fn plain_type(mut self) -> Self {
        self.plain_type = true;
        self
    }

    /// Can't be used now; `reason` is the id of the visible words that say why.
    pub fn disabled(mut self, reason: impl Into<Str<'a>>) -> Self {
        self.reason = Some(reason.into());
        self
    }

    /// Any other attribute: `hx-get`, `data-...`.
    pub fn attr(mut self, name: &'static str, value: impl Into<Str<'a>>) -> Self {
        self.attrs.push(name, value);
        self
    }
}

impl Render for Button<'_> {
    fn render_to(&self, out: &mut String) {
        // A link that can't be used has no address.
        let href = self.href.as_deref().filter(|_| self.reason.is_none());
        let tag = if href.is_some() { "a" } else { "button" };
        out.push('<');
        out.push_str(tag);
        out.push_str(" class=\"btn");
        out.push_str(self.look);
        for (on, class) in [
            (self.icon_only, " btn-icon"),
            (self.small, " btn-sm"),
            (self.phone_hidden, " kb-no-phone"),
        ] {
            if on {
                out.push_str(class);
            }
        }
        out.push('"');
        match href {
            Some(href) => attr(out, "href", href),
            None => attr(
                out,
                "type",
                if self.plain_type || self.reason.is_some() {
                    "button"
                } else {
                    "submit"
                },
            ),
        }
        if let Some(reason) = &self.reason {
            attr(out, "aria-disabled", "true");
            attr(out, "aria-describedby", reason);
        } else {
            self.attrs.render_to(out);
        }
        if self.icon_only {
            attr(out, "aria-label", &self.label);
            attr(out, "title", &self.label);
        }
        out.push('>');
        if let Some(icon) = self.icon {
            icon.render_to(out);
        }
        if !self.icon_only {
            escape(out, &self.label);
        }
        out.push_str("</");
        out.push_str(tag);
        out.push('>');
    }
}
