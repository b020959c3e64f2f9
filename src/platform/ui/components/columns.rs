//! Columns over time. The numbers are SVG attributes: a style attribute is forbidden. The picture holds no text, so that it
//! stretches to any width; a table beside it says the same in figures.

use maud::{Markup, Render, html};

use super::Str;

/// One column.
pub struct ChartColumn<'a> {
    /// Under the picture, where there is room.
    pub label: Str<'a>,
    /// What it says when one points at it or hears it: «ноябрь: 1 204 500 ₽».
    pub said: Str<'a>,
    pub value: i64,
    /// Where it leads.
    pub href: Str<'a>,
}

/// A row of columns, each a link.
pub struct Columns<'a> {
    pub label: Str<'a>,
    pub columns: Vec<ChartColumn<'a>>,
}

/// Width of a column with its gap, wide enough for a finger, and the height of all.
const STEP: usize = 28;
const HEIGHT: i64 = 120;

impl Render for Columns<'_> {
    fn render_to(&self, out: &mut String) {
        let most = self.columns.iter().map(|column| column.value).max().unwrap_or(0).max(1);
        let width = self.columns.len().max(1) * STEP;
        let height = |value: i64| {
            let scaled = i128::from(value.max(0)) * i128::from(HEIGHT) / i128::from(most);
            let scaled = i64::try_from(scaled).unwrap_or(HEIGHT);
            // What is something is seen.
            if value > 0 { scaled.max(2) } else { 0 }
        };
        html! {
            div.kb-cols {
                svg viewBox={ "0 0 " (width) " " (HEIGHT) } width=(width) height=(HEIGHT) preserveAspectRatio="none"
                    role="group" aria-label=(self.label) {
                    @for (at, column) in self.columns.iter().enumerate() {
                        @let tall = height(column.value);
                        a href=(column.href) aria-label=(column.said) {
                            title { (column.said) }
                            rect.is-hit x=(at * STEP) y="0" width=(STEP) height=(HEIGHT) {}
                            rect.is-col x=(at * STEP + 4) y=(HEIGHT - tall) width=(STEP - 8) height=(tall) {}
                        }
                    }
                }
                (self.axis())
            }
        }
        .render_to(out);
    }
}

impl Columns<'_> {
    /// The first, the last, and one between: the picture itself tells the others.
    fn axis(&self) -> Markup {
        let middle = (self.columns.len() > 4)
            .then(|| self.columns.get(self.columns.len() / 2))
            .flatten();
        let last = (self.columns.len() > 1).then(|| self.columns.last()).flatten();
        html! {
            div.kb-cols-ax aria-hidden="true" {
                @for column in self.columns.first().into_iter().chain(middle).chain(last) {
                    span { (column.label) }
                }
            }
        }
    }
}
