//! Statuses, counts, dates, freshness. Colour is never alone: a status has an icon and a word.

use maud::{Markup, Render, html};

use crate::platform::i18n::{Figure, format};
use crate::platform::ui::Icon;
use crate::platform::values::Day;

/// What a status means to the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Nothing happens yet: a draft.
    Idle,
    /// Moves by itself: sent, confirmed, in production.
    Move,
    /// Waits for a person.
    Wait,
    /// Good and finished.
    Good,
    /// Stopped.
    Bad,
    /// In the past: closed, cancelled.
    Past,
    /// Two that mean what somebody gave them to: colours of stages.
    Teal,
    Violet,
}

impl Tone {
    const fn class(self) -> &'static str {
        match self {
            Tone::Idle => "kb-st",
            Tone::Move => "kb-st is-move",
            Tone::Wait => "kb-st is-wait",
            Tone::Good => "kb-st is-ok",
            Tone::Bad => "kb-st is-bad",
            Tone::Past => "kb-st is-line",
            Tone::Teal => "kb-st is-teal",
            Tone::Violet => "kb-st is-violet",
        }
    }

    /// In the line of stages.
    pub const fn step(self) -> &'static str {
        match self {
            Tone::Idle | Tone::Past => "is-grey",
            Tone::Move => "",
            Tone::Wait => "is-amber",
            Tone::Good => "is-green",
            Tone::Bad => "is-red",
            Tone::Teal => "is-teal",
            Tone::Violet => "is-violet",
        }
    }

    /// As a piece of a bar.
    pub const fn bar(self) -> &'static str {
        match self {
            Tone::Idle | Tone::Past => "is-idle",
            Tone::Move => "",
            Tone::Wait => "is-warn",
            Tone::Good => "is-ok",
            Tone::Bad => "is-bad",
            Tone::Teal => "is-teal",
            Tone::Violet => "is-violet",
        }
    }
}

/// A badge: `status(Tone::Good, icon!("package"), text)`.
pub fn status(tone: Tone, icon: Icon, text: impl Render) -> Markup {
    html! { span class=(tone.class()) { (icon) (text) } }
}

/// A number beside a name of a section, tab or chip.
pub fn count(n: u64) -> Markup {
    html! { span.kb-count { (format::count(n)) } }
}

/// The same where something has to be done at once.
pub fn count_alarm(n: u64) -> Markup {
    html! { span.kb-count.is-bad { (format::count(n)) } }
}

/// A date that stands.
pub fn due(day: Day) -> Markup {
    html! { span.kb-due { (time(day, format::date(day))) } }
}

/// A date that moved: the old one struck out.
pub fn due_moved(old: Day, new: Day) -> Markup {
    html! { span.kb-due.is-moved { del { (time(old, format::day_month(old))) } " " (time(new, format::date(new))) } }
}

/// A date that has passed without the thing, or the words «просрочено 9 дней».
pub fn due_late(text: impl Render) -> Markup {
    html! { span.kb-due.is-late { (text) } }
}

/// The time of figures from 1C: «на 10:42»; `old` turns the dot amber.
pub fn fresh(text: impl Render, old: bool) -> Markup {
    html! { span.kb-fresh.is-old[old] { (text) } }
}

fn time(day: Day, text: Figure) -> Markup {
    html! { time datetime=(format::iso_date(day)) { (text) } }
}
