//! What happened and what is ahead: the line of stages, the timeline, differences, messages.

use maud::{Markup, Render, html};

use super::{Str, Tone};
use crate::icon;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StageState {
    Done,
    Now,
    /// Now, and stopped.
    Held,
    Ahead,
}

/// A stage of an order.
pub struct Stage<'a> {
    pub name: Str<'a>,
    /// A date, «план 27.11.2026», «—».
    pub note: Str<'a>,
    pub state: StageState,
    /// Its colour; `None`: the brand's.
    pub tone: Option<Tone>,
}

fn step_class(stage: &Stage<'_>) -> Option<String> {
    let state = match stage.state {
        StageState::Done => "is-done",
        StageState::Now => "is-now",
        StageState::Held => "is-now is-held",
        StageState::Ahead => "",
    };
    let class = [state, stage.tone.map_or("", Tone::step)].join(" ");
    let class = class.trim();
    (!class.is_empty()).then(|| class.to_owned())
}

/// The line of stages; it stands up on a phone.
pub fn stage_line(stages: &[Stage<'_>]) -> Markup {
    html! {
        ol.kb-stages {
            @for stage in stages {
                @let now = matches!(stage.state, StageState::Now | StageState::Held);
                li class=[step_class(stage)] aria-current=[now.then_some("step")]
                {
                    @if stage.state == StageState::Done { (icon!("check")) }
                    b { (stage.name) }
                    span { (stage.note) }
                }
            }
        }
    }
}

/// An event of a timeline.
#[derive(Default)]
pub struct TimelineEntry<'a> {
    /// `is-brand` for a stage, `is-warn` for a move, `is-bad` for a stop, empty for the rest.
    pub mark: &'static str,
    pub what: Option<Markup>,
    /// When and who.
    pub note: Str<'a>,
    /// A block under the entry: the first disagreement, a file.
    pub extra: Option<Markup>,
}

impl<'a> TimelineEntry<'a> {
    pub fn new(what: impl Render, note: impl Into<Str<'a>>) -> Self {
        TimelineEntry {
            what: Some(what.render()),
            note: note.into(),
            ..Self::default()
        }
    }

    pub fn stage(mut self) -> Self {
        self.mark = "is-brand";
        self
    }

    pub fn warning(mut self) -> Self {
        self.mark = "is-warn";
        self
    }

    pub fn bad(mut self) -> Self {
        self.mark = "is-bad";
        self
    }

    pub fn extra(mut self, extra: impl Render) -> Self {
        self.extra = Some(extra.render());
        self
    }
}

pub fn timeline<'a>(entries: impl IntoIterator<Item = TimelineEntry<'a>>) -> Markup {
    html! {
        ol.kb-tl.kb-sm {
            @for entry in entries {
                li class=[Some(entry.mark).filter(|mark| !mark.is_empty())] {
                    @if let Some(what) = entry.what { b.kb-diff { (what) } }
                    span.kb-sub.kb-tab { (entry.note) }
                    @if let Some(extra) = entry.extra { (extra) }
                }
            }
        }
    }
}

/// The old value struck out, the new one beside it.
pub fn difference(old: impl Render, new: impl Render) -> Markup {
    html! { span.kb-diff { del { (old) } " " ins { (new) } } }
}

/// A message of a conversation. `mine` turns its colour; `private` frames what the other side doesn't see.
pub fn message(initials: &str, author: &str, when: &str, body: impl Render, mine: bool, private: bool) -> Markup {
    html! {
        div.kb-msg.is-me[mine && !private].is-note[private] {
            span.avatar.avatar-sm.is-brand[mine] aria-hidden="true" { (initials) }
            p.kb-xs.kb-soft.m-0 { b { (author) } " · " (when) }
            div.kb-bubble { (body) }
        }
    }
}
