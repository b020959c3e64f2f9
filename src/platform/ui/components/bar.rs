//! Bars. Their numbers are SVG attributes: a style attribute is forbidden.

use maud::{Markup, Render, html};

use super::Str;

/// A piece of a bar, in percent of its length.
#[derive(Clone, Copy, Debug)]
pub struct BarPart {
    pub percent: u8,
    /// `""` for the fact, `is-fc` forecast, `is-ok`, `is-warn`, `is-bad`, `is-idle`.
    pub class: &'static str,
}

/// Plan and fact, a limit and its use.
pub struct Bar<'a> {
    /// Says in words what the bar shows.
    pub label: Str<'a>,
    pub parts: Vec<BarPart>,
    /// A line across: the plan.
    pub mark: Option<u8>,
    pub large: bool,
}

impl Render for Bar<'_> {
    fn render_to(&self, out: &mut String) {
        let starts = self.parts.iter().scan(0_u8, |x, part| {
            let from = *x;
            *x = from.saturating_add(part.percent).min(100);
            Some((from, *x - from))
        });
        html! {
            svg.kb-bar.is-lg[self.large] viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label=(self.label) {
                @for (part, (from, width)) in self.parts.iter().zip(starts) {
                    rect class=[Some(part.class).filter(|class| !class.is_empty())] x=(from) y="0" width=(width) height="8" {}
                }
                @if let Some(mark) = self.mark { rect class="is-mark" x=(mark.min(99)) y="0" width=".8" height="8" {} }
            }
        }
        .render_to(out);
    }
}

/// Work under way: «Загружаем прайс: 1 204 из 8 412».
pub fn progress(id: &str, label: &str, done: u64, all: u64) -> Markup {
    html! {
        div {
            label.kb-sm for=(id) { (label) }
            progress.kb-progress id=(id) max=(all.max(1)) value=(done.min(all)) {}
        }
    }
}
