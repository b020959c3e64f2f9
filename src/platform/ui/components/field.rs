//! Fields: a label, a control, a hint, and the mistake under it. Ids follow names, so that messages can point at them.

use maud::{Render, html};

use super::{Attrs, Str, attr, escape};
use crate::icon;

/// A line of text, a number, a date, a password.
pub struct Field<'a> {
    frame: Frame<'a>,
    kind: &'static str,
    value: Str<'a>,
    unit: Option<Str<'a>>,
    class: &'static str,
    attrs: Attrs<'a>,
}

/// What all fields share.
pub(super) struct Frame<'a> {
    pub(super) id: Str<'a>,
    pub(super) name: Str<'a>,
    pub(super) label: Str<'a>,
    pub(super) label_hidden: bool,
    pub(super) hint: Option<Str<'a>>,
    pub(super) error: Option<Str<'a>>,
}

impl<'a> Frame<'a> {
    pub(super) fn new(name: Str<'a>, label: Str<'a>) -> Self {
        Frame {
            id: name.clone(),
            name,
            label,
            label_hidden: false,
            hint: None,
            error: None,
        }
    }

    /// `id`, `name`, and what describes the control.
    pub(super) fn write_attrs(&self, out: &mut String) {
        attr(out, "id", &self.id);
        attr(out, "name", &self.name);
        let described = match (&self.error, &self.hint) {
            (Some(_), _) => format!("{}-error", self.id),
            (None, Some(_)) => format!("{}-hint", self.id),
            (None, None) => return,
        };
        if self.error.is_some() {
            attr(out, "aria-invalid", "true");
        }
        attr(out, "aria-describedby", &described);
    }

    pub(super) fn render(&self, out: &mut String, control: impl FnOnce(&mut String)) {
        out.push_str("<div>");
        let class = if self.label_hidden {
            "visually-hidden"
        } else {
            "form-label"
        };
        html! { label class=(class) for=(self.id) { (self.label) } }.render_to(out);
        control(out);
        if let Some(error) = &self.error {
            html! { p.kb-err id={ (self.id) "-error" } { (icon!("alert-circle")) span { (error) } } }.render_to(out);
        } else if let Some(hint) = &self.hint {
            html! { p.kb-hint id={ (self.id) "-hint" } { (hint) } }.render_to(out);
        }
        out.push_str("</div>");
    }
}

macro_rules! frame_methods {
    () => {
        /// Where one name stands several times on a page.
        pub fn id(mut self, id: impl Into<Str<'a>>) -> Self {
            self.frame.id = id.into();
            self
        }

        /// What to know before typing.
        pub fn hint(mut self, hint: impl Into<Str<'a>>) -> Self {
            self.frame.hint = Some(hint.into());
            self
        }

        /// What is wrong with what was typed; stands instead of the hint.
        pub fn error(mut self, error: Option<impl Into<Str<'a>>>) -> Self {
            self.frame.error = error.map(Into::into);
            self
        }

        /// The label is for screen readers only.
        pub fn label_hidden(mut self) -> Self {
            self.frame.label_hidden = true;
            self
        }

        /// Any other attribute of the control: `autocomplete`, `maxlength`, `hx-post`.
        pub fn attr(mut self, name: &'static str, value: impl Into<Str<'a>>) -> Self {
            self.attrs.push(name, value);
            self
        }
    };
}
pub(super) use frame_methods;

impl<'a> Field<'a> {
    pub fn text(name: impl Into<Str<'a>>, label: impl Into<Str<'a>>) -> Self {
        Field {
            frame: Frame::new(name.into(), label.into()),
            kind: "text",
            value: Str::default(),
            unit: None,
            class: "form-control",
            attrs: Attrs::default(),
        }
    }

    pub fn email(name: impl Into<Str<'a>>, label: impl Into<Str<'a>>) -> Self {
        Self::text(name, label).kind("email").attr("inputmode", "email")
    }

    pub fn password(name: impl Into<Str<'a>>, label: impl Into<Str<'a>>) -> Self {
        Self::text(name, label).kind("password")
    }

    pub fn search(name: impl Into<Str<'a>>, label: impl Into<Str<'a>>) -> Self {
        Self::text(name, label).kind("search")
    }

    pub fn file(name: impl Into<Str<'a>>, label: impl Into<Str<'a>>) -> Self {
        Self::text(name, label).kind("file")
    }

    /// The browser's own choice of a colour; its value is `#rrggbb`.
    pub fn colour(name: impl Into<Str<'a>>, label: impl Into<Str<'a>>) -> Self {
        let mut field = Self::text(name, label).kind("color");
        field.class = "form-control form-control-color";
        field
    }

    /// Digits with a decimal mark, on the right. Not `type=number`: it refuses the comma and pasted spaces.
    pub fn decimal(name: impl Into<Str<'a>>, label: impl Into<Str<'a>>) -> Self {
        let mut field = Self::text(name, label)
            .attr("inputmode", "decimal")
            .attr("autocomplete", "off");
        field.class = "form-control num";
        field
    }

    /// Codes of digits: ИНН, a code from an application.
    pub fn digits(name: impl Into<Str<'a>>, label: impl Into<Str<'a>>) -> Self {
        let mut field = Self::text(name, label).attr("inputmode", "numeric");
        field.class = "form-control kb-tab";
        field
    }

    fn kind(mut self, kind: &'static str) -> Self {
        self.kind = kind;
        self
    }

    pub fn value(mut self, value: impl Into<Str<'a>>) -> Self {
        self.value = value.into();
        self
    }

    /// Inside the field at the right: «₽», «мм».
    pub fn unit(mut self, unit: impl Into<Str<'a>>) -> Self {
        self.unit = Some(unit.into());
        self
    }

    pub fn placeholder(self, text: impl Into<Str<'a>>) -> Self {
        self.attr("placeholder", text)
    }

    pub fn autocomplete(self, token: &'static str) -> Self {
        self.attr("autocomplete", token)
    }

    pub fn required(self) -> Self {
        self.attr("required", "required")
    }

    pub fn autofocus(self) -> Self {
        self.attr("autofocus", "autofocus")
    }

    pub fn read_only(self) -> Self {
        self.attr("readonly", "readonly")
    }

    frame_methods!();
}

impl Render for Field<'_> {
    fn render_to(&self, out: &mut String) {
        self.frame.render(out, |out| {
            if let Some(unit) = &self.unit {
                out.push_str(if unit.chars().count() == 1 {
                    "<span class=\"kb-input is-rub\">"
                } else {
                    "<span class=\"kb-input\">"
                });
            }
            out.push_str("<input");
            attr(out, "type", self.kind);
            out.push_str(" class=\"");
            out.push_str(self.class);
            out.push_str(if self.frame.error.is_some() {
                " is-invalid\""
            } else {
                "\""
            });
            self.frame.write_attrs(out);
            if !self.value.is_empty() {
                attr(out, "value", &self.value);
            }
            self.attrs.render_to(out);
            out.push('>');
            if let Some(unit) = &self.unit {
                html! { span.kb-unit { (unit) } }.render_to(out);
                out.push_str("</span>");
            }
        });
    }
}

/// Several lines of text.
pub struct TextArea<'a> {
    frame: Frame<'a>,
    value: Str<'a>,
    rows: u8,
    attrs: Attrs<'a>,
}

impl<'a> TextArea<'a> {
    pub fn new(name: impl Into<Str<'a>>, label: impl Into<Str<'a>>, rows: u8) -> Self {
        TextArea {
            frame: Frame::new(name.into(), label.into()),
            value: Str::default(),
            rows,
            attrs: Attrs::default(),
        }
    }

    pub fn value(mut self, value: impl Into<Str<'a>>) -> Self {
        self.value = value.into();
        self
    }

    pub fn placeholder(self, text: impl Into<Str<'a>>) -> Self {
        self.attr("placeholder", text)
    }

    frame_methods!();
}

impl Render for TextArea<'_> {
    fn render_to(&self, out: &mut String) {
        self.frame.render(out, |out| {
            out.push_str("<textarea class=\"form-control");
            out.push_str(if self.frame.error.is_some() {
                " is-invalid\""
            } else {
                "\""
            });
            self.frame.write_attrs(out);
            attr(out, "rows", &self.rows.to_string());
            self.attrs.render_to(out);
            // A browser drops one line break after the tag: this one.
            out.push_str(">\n");
            escape(out, &self.value);
            out.push_str("</textarea>");
        });
    }
}
