//! Entries of the journal as a card: what was changed, by whom and when.

use maud::{Markup, html};

use super::Cx;
use crate::platform::i18n::format;
use crate::platform::journal::Entry;
use crate::platform::ui::{Card, TimelineEntry, timeline};

/// `empty` is said where there are none. Entries whose particulars were erased are left out.
pub fn changes(cx: &Cx, title: &str, empty: &str, entries: &[Entry]) -> Markup {
    let shown = entries.iter().filter_map(|entry| {
        let particulars = entry.particulars.as_ref()?;
        let note = format!(
            "{} · {}",
            format::datetime(entry.at, &cx.zone),
            cx.who(entry.who.by(), &particulars.name)
        );
        Some(TimelineEntry::new(cx.say(&particulars.sentence), note))
    });
    let shown: Vec<TimelineEntry<'_>> = shown.collect();
    html! {
        (Card::titled(title).body(html! {
            @if shown.is_empty() { p.kb-soft.m-0 { (empty) } } @else { (timeline(shown)) }
        }))
    }
}
