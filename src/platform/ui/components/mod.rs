//! The parts of a page.

mod bar;
mod button;
mod card;
mod choice;
mod columns;
mod dialog;
mod feedback;
mod field;
mod filters;
mod form;
mod head;
mod history;
mod menu;
mod money;
mod picture;
mod qr;
mod status;
mod table;

pub use bar::{Bar, BarPart, progress};
pub use button::Button;
pub use card::{Card, KeyValues, ListItem, kpi, list, more};
pub use choice::{Check, Choice, Segmented, Select, Stepper};
pub use columns::{ChartColumn, Columns};
pub use dialog::Dialog;
pub use feedback::{Alert, Empty, error_summary, skeleton, toast};
pub use field::{Field, TextArea};
pub use filters::{Chip, Pager, Tab, chips, segments, steps, tabs};
pub use form::{Form, csrf_field, fieldset, hidden};
pub use head::PageHead;
pub use history::{Stage, StageState, TimelineEntry, difference, message, stage_line, timeline};
pub use menu::{Menu, MenuItem, split_button};
pub use money::{Sum, figure, secret, total};
pub use picture::{Picture, named_thumb, thumb};
pub use qr::{qr, qr_path};
pub use status::{Tone, count, count_alarm, due, due_late, due_moved, fresh, status};
pub use table::{Column, RowState, Sort, Table};

use std::borrow::Cow;

use maud::Render;

/// Text that a component keeps: a `&str`, a `String` or a [`Figure`](crate::platform::i18n::Figure)'s `to_string()`.
pub(super) type Str<'a> = Cow<'a, str>;

/// Attributes that a component doesn't know by itself (`hx-get`, `data-*`), in their order.
#[derive(Clone, Debug, Default)]
pub(super) struct Attrs<'a>(Vec<(&'static str, Str<'a>)>);

impl<'a> Attrs<'a> {
    pub(super) fn push(&mut self, name: &'static str, value: impl Into<Str<'a>>) {
        debug_assert!(
            !name.starts_with("on") && name != "style",
            "the content policy forbids {name}"
        );
        self.0.push((name, value.into()));
    }

    pub(super) fn render_to(&self, buffer: &mut String) {
        for (name, value) in &self.0 {
            attr(buffer, name, value);
        }
    }
}

/// ` name="value"`, escaped.
pub(super) fn attr(buffer: &mut String, name: &str, value: &str) {
    buffer.push(' ');
    buffer.push_str(name);
    buffer.push_str("=\"");
    escape(buffer, value);
    buffer.push('"');
}

/// Escapes text for HTML, run by run: most texts have nothing to escape and are copied whole.
pub(super) fn escape(buffer: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| matches!(byte, b'&' | b'<' | b'>' | b'"')) {
        let (plain, special) = rest.split_at(at);
        buffer.push_str(plain);
        buffer.push_str(match special.as_bytes()[0] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            _ => "&quot;",
        });
        rest = &special[1..];
    }
    buffer.push_str(rest);
}

/// A value that may be missing: a dash in its place.
pub struct OrDash<R>(pub Option<R>);

impl<R: Render> Render for OrDash<R> {
    fn render_to(&self, buffer: &mut String) {
        match &self.0 {
            Some(value) => value.render_to(buffer),
            None => buffer.push_str("<span class=\"kb-soft\">—</span>"),
        }
    }
}
