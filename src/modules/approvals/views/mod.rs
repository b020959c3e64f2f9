//! Pages of approvals.

pub mod letter;
pub mod list;
pub mod one;
pub mod panel;
pub mod rules;
pub mod steps;

use maud::Markup;

use super::model::{As, Asked, Decision, Reason, State};
use crate::platform::ui::{Tone, status};
use crate::platform::values::Locale;
use crate::{icon, tr};

/// Who is asked, by name.
pub fn asked(l: Locale, asked: &Asked) -> String {
    match asked {
        Asked::Person { name, .. } => name.clone(),
        Asked::Any => tr!(l, "approvals-anyone").to_owned(),
    }
}

/// Why approval is needed; without sums for who doesn't see them.
pub fn reason(l: Locale, reason: &Reason, sums: bool) -> String {
    match (reason, sums) {
        (Reason::Total { from }, true) => tr!(l, "approvals-why-total", from = *from),
        (Reason::Total { .. }, false) => tr!(l, "approvals-why-total-blind").to_owned(),
        (Reason::Budget { limit, spent }, true) => {
            tr!(l, "approvals-why-budget", limit = *limit, spent = *spent)
        }
        (Reason::Budget { .. }, false) => tr!(l, "approvals-why-budget-blind").to_owned(),
        (Reason::Group { name }, _) => tr!(l, "approvals-why-group", name = name.as_str()),
    }
}

/// Who decided, and in whose place.
pub fn decider(l: Locale, by: &Decision) -> String {
    let name = by.name.as_str();
    match &by.how {
        As::Own => name.to_owned(),
        As::Deputy { of } => tr!(l, "approvals-by-deputy", name = name, of = of.as_str()),
        As::Director => tr!(l, "approvals-by-director", name = name),
        As::Oneself => tr!(l, "approvals-by-oneself", name = name),
        As::Alone => tr!(l, "approvals-by-alone", name = name),
    }
}

/// Where an approval stands.
pub fn badge(l: Locale, state: &State) -> Markup {
    match state {
        State::Waiting => status(Tone::Wait, icon!("clock"), tr!(l, "approvals-state-waiting")),
        State::Approved { .. } => status(Tone::Good, icon!("check"), tr!(l, "approvals-state-approved")),
        State::Refused { .. } => status(Tone::Bad, icon!("x"), tr!(l, "approvals-state-refused")),
        State::Withdrawn { .. } => status(Tone::Past, icon!("arrow-back-up"), tr!(l, "approvals-state-withdrawn")),
    }
}
