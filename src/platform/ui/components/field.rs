//! Fields: a label, a control, a hint, and the mistake under it. Ids follow names, so that messages can point at them.

use maud::{Markup, Render, html};

use super::{Attrs, Str, attr, escape};
use crate::icon;
use crate::platform::values::Locale;
use crate::tr;

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
struct Frame<'a> {
    id: Str<'a>,
    name: Str<'a>,
    label: Str<'a>,
    label_hidden: bool,
    hint: Option<Str<'a>>,
    error: Option<Str<'a>>,
}

impl<'a> Frame<'a> {
    fn new(name: Str<'a>, label: Str<'a>) -> Self {
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
    fn write_attrs(&self, out: &mut String) {
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

    fn render(&self, out: &mut String, control: impl FnOnce(&mut String)) {
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

/// One of a list's values.
#[derive(Clone, Debug)]
pub struct Choice<'a> {
    pub value: Str<'a>,
    pub text: Str<'a>,
}

impl<'a> Choice<'a> {
    pub fn new(value: impl Into<Str<'a>>, text: impl Into<Str<'a>>) -> Self {
        Choice {
            value: value.into(),
            text: text.into(),
        }
    }
}

/// A drop-down list.
pub struct Select<'a> {
    frame: Frame<'a>,
    choices: Vec<Choice<'a>>,
    chosen: Str<'a>,
    small: bool,
    attrs: Attrs<'a>,
}

impl<'a> Select<'a> {
    pub fn new(
        name: impl Into<Str<'a>>,
        label: impl Into<Str<'a>>,
        choices: impl IntoIterator<Item = Choice<'a>>,
    ) -> Self {
        Select {
            frame: Frame::new(name.into(), label.into()),
            choices: choices.into_iter().collect(),
            chosen: Str::default(),
            small: false,
            attrs: Attrs::default(),
        }
    }

    pub fn chosen(mut self, value: impl Into<Str<'a>>) -> Self {
        self.chosen = value.into();
        self
    }

    pub fn small(mut self) -> Self {
        self.small = true;
        self
    }

    frame_methods!();
}

impl Render for Select<'_> {
    fn render_to(&self, out: &mut String) {
        self.frame.render(out, |out| {
            out.push_str("<select class=\"form-select");
            out.push_str(if self.small { " form-select-sm" } else { "" });
            out.push_str(if self.frame.error.is_some() {
                " is-invalid\""
            } else {
                "\""
            });
            self.frame.write_attrs(out);
            self.attrs.render_to(out);
            out.push('>');
            for choice in &self.choices {
                html! { option value=(choice.value) selected[choice.value == self.chosen] { (choice.text) } }
                    .render_to(out);
            }
            out.push_str("</select>");
        });
    }
}

/// A box to tick, a switch, a radio button.
pub struct Check<'a> {
    kind: &'static str,
    switch: bool,
    name: Str<'a>,
    value: Str<'a>,
    label: Str<'a>,
    on: bool,
    label_hidden: bool,
    attrs: Attrs<'a>,
}

impl<'a> Check<'a> {
    pub fn new(name: impl Into<Str<'a>>, value: impl Into<Str<'a>>, label: impl Into<Str<'a>>, on: bool) -> Self {
        Check {
            kind: "checkbox",
            switch: false,
            name: name.into(),
            value: value.into(),
            label: label.into(),
            on,
            label_hidden: false,
            attrs: Attrs::default(),
        }
    }

    pub fn radio(name: impl Into<Str<'a>>, value: impl Into<Str<'a>>, label: impl Into<Str<'a>>, on: bool) -> Self {
        Check {
            kind: "radio",
            ..Self::new(name, value, label, on)
        }
    }

    /// For what acts at once.
    pub fn switch(mut self) -> Self {
        self.switch = true;
        self
    }

    pub fn label_hidden(mut self) -> Self {
        self.label_hidden = true;
        self
    }

    pub fn attr(mut self, name: &'static str, value: impl Into<Str<'a>>) -> Self {
        self.attrs.push(name, value);
        self
    }
}

impl Render for Check<'_> {
    fn render_to(&self, out: &mut String) {
        out.push_str(if self.switch {
            "<label class=\"form-check form-switch\">"
        } else {
            "<label class=\"form-check\">"
        });
        out.push_str("<input class=\"form-check-input\"");
        attr(out, "type", self.kind);
        attr(out, "name", &self.name);
        attr(out, "value", &self.value);
        if self.switch {
            attr(out, "role", "switch");
        }
        if self.on {
            out.push_str(" checked");
        }
        self.attrs.render_to(out);
        out.push('>');
        let class = if self.label_hidden {
            "<span class=\"visually-hidden\">"
        } else {
            "<span>"
        };
        out.push_str(class);
        escape(out, &self.label);
        out.push_str("</span></label>");
    }
}

/// A choice of few, all in sight.
pub struct Segmented<'a> {
    pub legend: Str<'a>,
    pub name: Str<'a>,
    pub choices: Vec<Choice<'a>>,
    pub chosen: Str<'a>,
}

impl Render for Segmented<'_> {
    fn render_to(&self, out: &mut String) {
        html! {
            fieldset.kb-segset {
                legend.form-label { (self.legend) }
                div.kb-seg {
                    @for choice in &self.choices {
                        label {
                            input type="radio" name=(self.name) value=(choice.value) checked[choice.value == self.chosen];
                            (choice.text)
                        }
                    }
                }
            }
        }
        .render_to(out);
    }
}

/// A quantity with − and +. The buttons work with script; without it, the field does.
pub struct Stepper<'a> {
    pub locale: Locale,
    pub name: Str<'a>,
    /// What is counted: an article, for the accessible names.
    pub subject: Str<'a>,
    pub value: Str<'a>,
    /// One press; the pack of the goods. Machine form, `1` or `0.5`.
    pub step: Str<'a>,
    /// Attributes of the input: `hx-post`, `form`.
    pub attrs: Vec<(&'static str, Str<'a>)>,
}

impl Render for Stepper<'_> {
    fn render_to(&self, out: &mut String) {
        let button = |sign: &str, label: String, icon: super::super::Icon| -> Markup {
            html! { button.btn type="button" data-step={ (sign) (self.step) } aria-label=(label) { (icon) } }
        };
        out.push_str("<span class=\"kb-step\">");
        button("-", tr!(self.locale, "ui-less", what = &*self.subject), icon!("minus")).render_to(out);
        out.push_str("<input class=\"form-control\" inputmode=\"decimal\" autocomplete=\"off\" maxlength=\"16\"");
        attr(out, "name", &self.name);
        attr(out, "value", &self.value);
        attr(
            out,
            "aria-label",
            &tr!(self.locale, "ui-quantity-of", what = &*self.subject),
        );
        for (name, value) in &self.attrs {
            attr(out, name, value);
        }
        out.push('>');
        button("", tr!(self.locale, "ui-more-of", what = &*self.subject), icon!("plus")).render_to(out);
        out.push_str("</span>");
    }
}
