//! Choosing: lists, boxes, segments, quantities.

use maud::{Markup, Render, html};

use super::field::{Frame, frame_methods};
use super::{Attrs, Str, attr, escape};
use crate::platform::ui::Icon;
use crate::platform::values::Locale;
use crate::{icon, tr};

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
        let button = |sign: &str, label: String, icon: Icon| -> Markup {
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
