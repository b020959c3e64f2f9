//! The chain of an approval: who is asked one after another, who has decided, who can instead.

use jiff::tz::TimeZone;
use maud::{Markup, html};

use super::{asked, decider};
use crate::modules::approvals::model::{Approval, As, Asked, Colleague, Decision, deciders};
use crate::modules::approvals::queries::Demand;
use crate::platform::i18n::format;
use crate::platform::values::{Locale, MembershipId};
use crate::{icon, tr};

/// A step as it is shown.
pub struct StepView {
    pub who: String,
    /// Who decides instead, where it isn't who is asked.
    pub note: Option<String>,
    pub decided: Option<Decision>,
    /// It is its turn.
    pub now: bool,
}

/// What stands beside who is asked: deputies, directors where nobody else can, the sender alone.
fn note(l: Locale, step: &Asked, people: &[Colleague], sender: MembershipId, own: bool) -> Option<String> {
    let all = deciders(step, people, sender, own);
    let name = |id: &MembershipId| {
        let one = people.iter().find(|one| one.member == *id);
        one.map(|one| one.name.clone()).unwrap_or_default()
    };
    let names = |wanted: &dyn Fn(&As) -> bool| -> Vec<String> {
        let found = all.iter().filter(|(_, how)| wanted(how));
        found.map(|(id, _)| name(id)).collect()
    };
    let asked = names(&|how| matches!(how, As::Own | As::Oneself));
    let deputies = names(&|how| matches!(how, As::Deputy { .. }));
    let directors = names(&|how| *how == As::Director);
    let alone = names(&|how| *how == As::Alone);
    let joined = |of: &[String]| of.join(", ");
    match (step, asked.is_empty()) {
        (_, true) if !alone.is_empty() => Some(tr!(l, "approvals-note-alone", names = joined(&alone))),
        (Asked::Any, false) if asked.len() <= 3 => Some(joined(&asked)),
        (Asked::Any, _) => None,
        (_, _) if !deputies.is_empty() => Some(tr!(l, "approvals-note-deputy", names = joined(&deputies))),
        (_, true) if !directors.is_empty() => Some(tr!(l, "approvals-note-director", names = joined(&directors))),
        (_, true) => Some(tr!(l, "approvals-note-nobody").to_owned()),
        (_, false) => None,
    }
}

pub fn chain(l: Locale, of: &Approval, people: &[Colleague]) -> Vec<StepView> {
    let now = of.current().map(|(place, _)| place);
    let view = |(place, step): (usize, &crate::modules::approvals::Step)| StepView {
        who: asked(l, &step.asked),
        note: match step.decided.is_none() && of.is_waiting() {
            true => note(l, &step.asked, people, of.sender_id(), of.own),
            false => None,
        },
        decided: step.decided.clone(),
        now: now == Some(place),
    };
    of.steps.iter().enumerate().map(view).collect()
}

/// The chain as it would be.
pub fn would_be(l: Locale, demand: &Demand, sender: MembershipId) -> Vec<StepView> {
    let view = |step: &Asked| StepView {
        who: asked(l, step),
        note: match crate::modules::approvals::model::passes(step, &demand.people, sender, demand.own) {
            true => Some(tr!(l, "approvals-note-oneself").to_owned()),
            false => note(l, step, &demand.people, sender, demand.own),
        },
        decided: None,
        now: false,
    };
    demand.steps.iter().map(view).collect()
}

/// Whose turn it is, in a few words.
pub fn turn(l: Locale, of: &Approval, people: &[Colleague]) -> String {
    let step = of.current().map(|(_, step)| &step.asked);
    let Some(step) = step else { return String::new() };
    let all = deciders(step, people, of.sender_id(), of.own);
    let found = |how: &As| all.iter().find(|(_, known)| known == how);
    match (step, found(&As::Own)) {
        // Who is asked can't: the names of those who can.
        (Asked::Person { .. }, None) => {
            let deputies = all.iter().filter(|(_, how)| matches!(how, As::Deputy { .. }));
            let mut ids: Vec<MembershipId> = deputies.map(|(id, _)| *id).collect();
            if ids.is_empty() {
                ids = all.iter().map(|(id, _)| *id).collect();
            }
            let names = people.iter().filter(|one| ids.contains(&one.member));
            let names: Vec<&str> = names.map(|one| one.name.as_str()).collect();
            match names.is_empty() {
                true => asked(l, step),
                false => names.join(", "),
            }
        }
        _ => asked(l, step),
    }
}

/// The steps as a list.
pub fn list(l: Locale, zone: Option<&TimeZone>, chain: &[StepView]) -> Markup {
    html! {
        ol.kb-rights data-chain="" {
            @for (place, step) in chain.iter().enumerate() {
                li.kb-rights-who data-step=(place + 1) data-decided=(step.decided.is_some()) aria-current=[step.now.then_some("step")] {
                    span.kb-rights-name {
                        @if step.decided.is_some() { (icon!("check")) }
                        @else if step.now { (icon!("clock")) }
                        @else { (icon!("minus")) }
                        span {
                            (place + 1) ". "
                            @match &step.decided {
                                Some(by) => (decider(l, by)),
                                None => (step.who),
                            }
                            @if let (Some(by), Some(zone)) = (&step.decided, zone) {
                                span.kb-sub {
                                    (tr!(l, "approvals-step-yes", at = format::datetime(by.at, zone)))
                                    @if by.by_letter { " " (tr!(l, "approvals-step-by-letter")) }
                                }
                            }
                            @if let Some(note) = &step.note { span.kb-sub { (note) } }
                            @if step.now { span.kb-sub { (tr!(l, "approvals-step-now")) } }
                        }
                    }
                }
            }
        }
    }
}
