//! Cards and what lies in them.

use maud::{Markup, Render, html};

use super::{Str, attr};
use crate::platform::ui::Icon;

/// A section of a page. The body is padded; `flush` takes a table or a list to the edges.
#[derive(Default)]
pub struct Card<'a> {
    title: Option<Str<'a>>,
    small: Option<Str<'a>>,
    aside: Option<Markup>,
    parts: Vec<Part>,
    footer: Option<Markup>,
    id: Option<Str<'a>>,
    class: &'static str,
}

enum Part {
    Body(Markup),
    Flush(Markup),
}

impl<'a> Card<'a> {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn titled(title: impl Into<Str<'a>>) -> Self {
        Card {
            title: Some(title.into()),
            ..Self::default()
        }
    }

    /// Grey words after the title: «6 строк».
    pub fn small(mut self, text: impl Into<Str<'a>>) -> Self {
        self.small = Some(text.into());
        self
    }

    /// At the right of the title: a link, a small button, a stamp.
    pub fn aside(mut self, aside: impl Render) -> Self {
        self.aside = Some(aside.render());
        self
    }

    pub fn body(mut self, body: impl Render) -> Self {
        self.parts.push(Part::Body(body.render()));
        self
    }

    pub fn flush(mut self, part: impl Render) -> Self {
        self.parts.push(Part::Flush(part.render()));
        self
    }

    pub fn footer(mut self, footer: impl Render) -> Self {
        self.footer = Some(footer.render());
        self
    }

    pub fn id(mut self, id: impl Into<Str<'a>>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Says what is stopped and the way out.
    pub fn hold(mut self) -> Self {
        self.class = "card kb-hold";
        self
    }

    pub fn not_printed(mut self) -> Self {
        self.class = "card kb-no-print";
        self
    }
}

impl Render for Card<'_> {
    // By hand: a card may hold a long table, which would be copied once more.
    fn render_to(&self, out: &mut String) {
        out.push_str("<section");
        attr(out, "class", if self.class.is_empty() { "card" } else { self.class });
        if let Some(id) = &self.id {
            attr(out, "id", id);
        }
        out.push('>');
        if self.title.is_some() || self.aside.is_some() {
            html! {
                div.card-header {
                    @if let Some(title) = &self.title {
                        h2 { (title) @if let Some(small) = &self.small { " " small { (small) } } }
                    }
                    @if let Some(aside) = &self.aside { (aside) }
                }
            }
            .render_to(out);
        }
        for part in &self.parts {
            match part {
                Part::Body(body) => {
                    out.push_str("<div class=\"card-body\">");
                    body.render_to(out);
                    out.push_str("</div>");
                }
                Part::Flush(part) => part.render_to(out),
            }
        }
        if let Some(footer) = &self.footer {
            html! { div.card-footer { (footer) } }.render_to(out);
        }
        out.push_str("</section>");
    }
}

/// A tile of a row of figures: put several into `div.kb-grid.kb-g-4.kb-kpis`.
pub fn kpi(label: &str, value: impl Render, note: Option<Markup>) -> Markup {
    html! {
        section.card {
            div.card-body.kb-kpi {
                h2.kb-kpi-t { (label) }
                p.kb-kpi-v { (value) }
                @if let Some(note) = note { p.kb-note { (note) } }
            }
        }
    }
}

/// Names and values, two columns; one on a phone.
#[derive(Default)]
pub struct KeyValues<'a>(Vec<(Str<'a>, Markup, Option<&'static str>)>);

impl<'a> KeyValues<'a> {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn row(mut self, key: impl Into<Str<'a>>, value: impl Render) -> Self {
        self.0.push((key.into(), value.render(), None));
        self
    }

    /// A row only where there is a value.
    pub fn row_if(self, key: impl Into<Str<'a>>, value: Option<impl Render>) -> Self {
        match value {
            Some(value) => self.row(key, value),
            None => self,
        }
    }

    /// A row that a right can hide.
    pub fn secret(mut self, field: &'static str, key: impl Into<Str<'a>>, value: impl Render) -> Self {
        self.0.push((key.into(), value.render(), Some(field)));
        self
    }

    pub fn secret_if(self, field: &'static str, key: impl Into<Str<'a>>, value: Option<impl Render>) -> Self {
        match value {
            Some(value) => self.secret(field, key, value),
            None => self,
        }
    }
}

impl Render for KeyValues<'_> {
    fn render_to(&self, out: &mut String) {
        html! {
            dl.kb-kv {
                @for (key, value, field) in &self.0 {
                    dt { (key) }
                    dd data-field=[field] { (value) }
                }
            }
        }
        .render_to(out);
    }
}

/// A row of a [`list`]: an icon, words, something at the end.
pub struct ListItem {
    pub icon: Option<Icon>,
    pub body: Markup,
    pub end: Option<Markup>,
}

/// Documents, tasks, people: rows of a card; put it in with `flush`.
pub fn list(items: impl IntoIterator<Item = ListItem>) -> Markup {
    html! {
        ul.kb-list {
            @for item in items {
                li {
                    @if let Some(icon) = item.icon { span.kb-list-ic { (icon) } }
                    div.kb-grow { (item.body) }
                    @if let Some(end) = item.end { (end) }
                }
            }
        }
    }
}

/// «Как посчитано»: opens without script.
pub fn more(summary: impl Render, body: impl Render, open: bool) -> Markup {
    html! { details.kb-more open[open] { summary { (summary) } (body) } }
}
