//! Money on a page: figures that rights can hide, and the arithmetic of a total.

use maud::{Markup, Render, html};

use super::Str;

/// A figure in running text: digits of one width, never broken.
pub fn figure(value: impl Render) -> Markup {
    html! { span.kb-m { (value) } }
}

/// A figure that a right can hide. `field` is the name that the tests of rights look for: `purchase-price`, `margin`,
/// `discount`, `balance`, `limit`, `payment`. The server leaves it out; hiding by style isn't enough.
pub fn secret(field: &'static str, value: impl Render) -> Markup {
    html! { span.kb-m data-field=(field) { (value) } }
}

/// A large figure of a card.
pub fn total(value: impl Render) -> Markup {
    html! { span.kb-m.is-total { (value) } }
}

/// The arithmetic of a figure: parts, a rule, the total.
#[derive(Default)]
pub struct Sum<'a>(Vec<SumRow<'a>>);

struct SumRow<'a> {
    label: Str<'a>,
    value: Markup,
    class: &'static str,
    field: Option<&'static str>,
}

impl<'a> Sum<'a> {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn row(self, label: impl Into<Str<'a>>, value: impl Render) -> Self {
        self.push(label, value, "")
    }

    /// In our favour: a discount, a margin.
    pub fn good(self, label: impl Into<Str<'a>>, value: impl Render) -> Self {
        self.push(label, value, "kb-ok")
    }

    /// A row under a rule.
    pub fn rule(self, label: impl Into<Str<'a>>, value: impl Render) -> Self {
        self.push(label, value, "is-rule")
    }

    /// The result, under a rule.
    pub fn total(self, label: impl Into<Str<'a>>, value: impl Render) -> Self {
        self.push(label, value, "is-total is-rule")
    }

    /// Marks the last row as one that a right can hide.
    pub fn field(mut self, field: &'static str) -> Self {
        if let Some(row) = self.0.last_mut() {
            row.field = Some(field);
        }
        self
    }

    fn push(mut self, label: impl Into<Str<'a>>, value: impl Render, class: &'static str) -> Self {
        self.0.push(SumRow {
            label: label.into(),
            value: value.render(),
            class,
            field: None,
        });
        self
    }
}

impl Render for Sum<'_> {
    fn render_to(&self, out: &mut String) {
        html! {
            dl.kb-sum {
                @for row in &self.0 {
                    @let name_class = if row.class == "kb-ok" { "" } else { row.class };
                    dt class=[Some(name_class).filter(|class| !class.is_empty())] { (row.label) }
                    dd class=[Some(row.class).filter(|class| !class.is_empty())] data-field=[row.field] { (row.value) }
                }
            }
        }
        .render_to(out);
    }
}
