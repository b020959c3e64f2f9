//! The nearest choices that are allowed: one change where one is enough, else the few that mend what is broken. Each is
//! evaluated before it is offered, and the work is bounded.

use super::matrix::millimetres;
use super::{Choices, Chosen, Condition, Effect, Extent, Kind, Model, Parameter, Test, Why, violations};
use crate::platform::values::Quantity;

/// The most that are offered.
const OFFERED: usize = 4;
/// Evaluations in one search.
const BUDGET: usize = 600;
/// Changes in a row, where one isn't enough.
const CHANGES: usize = 6;
/// Candidates for one parameter.
const CANDIDATES: usize = 48;

/// Choices that are allowed, and what they change: parameters with what would stand in them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nearest {
    pub choices: Choices,
    pub changes: Vec<(String, Option<Chosen>)>,
}

/// What could be chosen instead, the nearest first; empty where nothing near is allowed, or nothing is wrong.
pub fn nearest(model: &Model, choices: &Choices) -> Vec<Nearest> {
    let broken = violations(model, choices);
    let Some(first) = broken.first() else { return Vec::new() };
    let mut search = Search { model, budget: BUDGET };
    let mut involved: Vec<&str> = Vec::new();
    for violation in &broken {
        for code in parameters_of(model, &violation.why) {
            if !involved.contains(&code) {
                involved.push(code);
            }
        }
    }
    let mut found: Vec<Nearest> = Vec::new();
    for code in &involved {
        // Of one parameter the two nearest; of a figure the nearest to each side.
        let now = choices.figure(code);
        let (mut of_this, mut sides) = (0, [false; 2]);
        for (chosen, _) in search.candidates(choices, code) {
            if of_this == 2 || !search.may_go_on() {
                break;
            }
            let side = match (&chosen, now) {
                (Some(Chosen::Figure(figure)), Some(now)) => Some(usize::from(*figure > now)),
                _ => None,
            };
            if side.is_some_and(|side| sides[side]) {
                continue;
            }
            let changed = choices.with(code, chosen.clone());
            if violations(model, &changed).is_empty() {
                found.push(Nearest {
                    choices: changed,
                    changes: vec![((*code).to_owned(), chosen)],
                });
                of_this += 1;
                side.into_iter().for_each(|side| sides[side] = true);
            }
        }
    }
    if found.is_empty() {
        for code in parameters_of(model, &first.why) {
            found.extend(search.mended(choices, code).filter(|mended| !found.contains(mended)));
        }
    }
    found.truncate(OFFERED);
    found
}

struct Search<'m> {
    model: &'m Model,
    budget: usize,
}

impl Search<'_> {
    fn may_go_on(&mut self) -> bool {
        self.budget = self.budget.saturating_sub(1);
        self.budget > 0
    }

    /// Begins with a change of `code`, and goes on with whatever leaves the least broken.
    fn mended(&mut self, choices: &Choices, code: &str) -> Option<Nearest> {
        let mut now = choices.clone();
        let mut changes: Vec<(String, Option<Chosen>)> = Vec::new();
        let mut first = Some(code.to_owned());
        for _ in 0..CHANGES {
            let broken = violations(self.model, &now);
            let Some(violation) = broken.first() else {
                return Some(Nearest { choices: now, changes });
            };
            let codes: Vec<String> = match first.take() {
                Some(code) => vec![code],
                None => parameters_of(self.model, &violation.why)
                    .into_iter()
                    .map(str::to_owned)
                    .collect(),
            };
            let mut best: Option<(usize, i64, String, Option<Chosen>)> = None;
            for code in codes
                .iter()
                .filter(|code| !changes.iter().any(|(changed, _)| changed == *code))
            {
                for (chosen, distance) in self.candidates(&now, code) {
                    if !self.may_go_on() {
                        return None;
                    }
                    let left = violations(self.model, &now.with(code, chosen.clone())).len();
                    if best
                        .as_ref()
                        .is_none_or(|(least, near, ..)| (left, distance) < (*least, *near))
                    {
                        best = Some((left, distance, code.clone(), chosen));
                    }
                }
            }
            let (_, _, code, chosen) = best?;
            now.set(&code, chosen.clone());
            changes.push((code, chosen));
        }
        match violations(self.model, &now).is_empty() {
            true => Some(Nearest { choices: now, changes }),
            false => None,
        }
    }

    /// What could stand in a parameter instead, the nearest first, with how far it is.
    fn candidates(&self, choices: &Choices, code: &str) -> Vec<(Option<Chosen>, i64)> {
        let Some(parameter) = self.model.parameter(code) else {
            return Vec::new();
        };
        let now = choices.get(code);
        let mut found: Vec<(Option<Chosen>, i64)> = match parameter.kind {
            Kind::One | Kind::Colour => {
                let at = |one: &str| parameter.values.iter().position(|value| value.code == one);
                let here = match now {
                    Some(Chosen::One(one)) => at(one).unwrap_or(0),
                    _ => 0,
                };
                let values = parameter.values.iter().enumerate();
                let other =
                    values.map(|(place, value)| (Some(Chosen::One(value.code.clone())), place.abs_diff(here) as i64));
                other.collect()
            }
            Kind::Many => several(parameter, now),
            Kind::Number | Kind::Size => self.figures(choices, parameter),
            Kind::Text => match now {
                Some(Chosen::Text(text)) => {
                    let max = parameter.max.map_or(i64::MAX, |max| max.thousandths() / 1_000);
                    let cut: String = text
                        .chars()
                        .take(usize::try_from(max).unwrap_or(0).min(super::TEXT_MAX))
                        .collect();
                    vec![(Some(Chosen::Text(cut)), 0)]
                }
                _ => Vec::new(),
            },
        };
        // Leaving it out is the last resort, and only where it may be.
        if !parameter.required && now.is_some() {
            found.push((None, i64::MAX));
        }
        found.retain(|(chosen, _)| chosen.as_ref() != now);
        found.sort_by_key(|(_, distance)| *distance);
        found.truncate(CANDIDATES);
        found
    }

    /// Figures at which something begins or ends to be allowed, brought to the parameter's steps.
    fn figures(&self, choices: &Choices, parameter: &Parameter) -> Vec<(Option<Chosen>, i64)> {
        let code = parameter.code.as_str();
        let now = choices
            .figure(code)
            .unwrap_or(parameter.min.unwrap_or(Quantity::ZERO))
            .thousandths();
        let mut marks: Vec<i64> = vec![now];
        marks.extend(
            [parameter.min, parameter.max]
                .into_iter()
                .flatten()
                .map(Quantity::thousandths),
        );
        let unit = parameter.step().thousandths().max(1);
        for rule in &self.model.rules {
            for condition in rule.when.iter().filter(|condition| condition.parameter == code) {
                if let Test::Less(at) | Test::AtMost(at) | Test::AtLeast(at) | Test::More(at) = condition.test {
                    let at = at.thousandths();
                    marks.extend([at, at.saturating_sub(unit), at.saturating_add(unit)]);
                }
            }
            if let Effect::Limit { of, min, max } = &rule.effect {
                let limits = [min, max].into_iter().flatten();
                marks.extend(limits.filter_map(|limit| solved(of, code, *limit, choices)));
            }
        }
        for matrix in self
            .model
            .matrices
            .iter()
            .filter(|matrix| matrix.width == code || matrix.height == code)
        {
            let Some(table) = matrix.tables.first() else { continue };
            if matrix.width == code {
                marks.extend(table.widths.iter().map(|mm| mm.saturating_mul(1_000)));
            }
            if matrix.height == code {
                marks.extend(table.heights.iter().map(|mm| mm.saturating_mul(1_000)));
            }
        }
        let mut figures: Vec<i64> = marks.into_iter().flat_map(|mark| snapped(parameter, mark)).collect();
        figures.sort_unstable();
        figures.dedup();
        let far = |figure: i64| figure.abs_diff(now).try_into().unwrap_or(i64::MAX);
        figures
            .into_iter()
            .map(|figure| (Some(Chosen::Figure(Quantity::from_thousandths(figure))), far(figure)))
            .collect()
    }
}

/// With one more, and with one less, and with just one.
fn several(parameter: &Parameter, now: Option<&Chosen>) -> Vec<(Option<Chosen>, i64)> {
    let ticked: Vec<&str> = match now {
        Some(Chosen::Many(many)) => many.iter().map(String::as_str).collect(),
        _ => Vec::new(),
    };
    let known = || parameter.values.iter().map(|value| value.code.as_str());
    let made = |keep: &dyn Fn(&str) -> bool| {
        let many: Vec<String> = known().filter(|code| keep(code)).map(str::to_owned).collect();
        Some(many).filter(|many| !many.is_empty()).map(Chosen::Many)
    };
    let mut found = vec![(made(&|code| ticked.contains(&code)), 0)];
    for code in known() {
        let on = ticked.contains(&code);
        found.push((
            made(&|other| if other == code { !on } else { ticked.contains(&other) }),
            1,
        ));
        found.push((made(&|other| other == code), 2));
    }
    found.retain(|(chosen, _)| chosen.is_some());
    found
}

/// The steps of a parameter at and around a mark, within its limits.
fn snapped(parameter: &Parameter, mark: i64) -> Vec<i64> {
    let least = parameter.min.unwrap_or(Quantity::ZERO).thousandths();
    let most = parameter.max.map_or(i64::MAX, Quantity::thousandths);
    if least > most {
        return Vec::new();
    }
    let mark = mark.clamp(least, most);
    let step = parameter.step().thousandths();
    if step <= 0 {
        return vec![mark];
    }
    let below = least.saturating_add(mark.saturating_sub(least).div_euclid(step).saturating_mul(step));
    let mut around = vec![below, below.saturating_add(step)];
    around.retain(|figure| (least..=most).contains(figure));
    around
}

/// At which figure of `code` a measure comes to a limit, where the others stay.
fn solved(of: &Extent, code: &str, limit: Quantity, choices: &Choices) -> Option<i64> {
    let limit = i128::from(limit.thousandths());
    let other = |code: &str| choices.figure(code).map(|figure| i128::from(millimetres(figure)));
    let mm = match of {
        Extent::Figure(figure) => return (figure == code).then(|| i64::try_from(limit).ok()).flatten(),
        Extent::Area(a, b) if a == code && b == code => return None,
        Extent::Area(a, b) if a == code => (limit * 1_000).checked_div(other(b)?)?,
        Extent::Area(a, b) if b == code => (limit * 1_000).checked_div(other(a)?)?,
        Extent::Area(..) => return None,
        Extent::Length(terms) => {
            let (mut rest, mut own) = (limit, 0_i128);
            for (times, term) in terms {
                match term == code {
                    true => own += i128::from(*times),
                    false => rest -= i128::from(*times) * other(term)?,
                }
            }
            rest.checked_div(own)?
        }
    };
    i64::try_from(mm * 1_000).ok()
}

/// The parameters that a violation is about: those that it limits first.
pub(super) fn parameters_of<'m>(model: &'m Model, why: &Why) -> Vec<&'m str> {
    let conditions = |when: &'m [Condition]| when.iter().map(|condition| condition.parameter.as_str());
    let code = |place: &usize| model.parameters.get(*place).map(|parameter| parameter.code.as_str());
    match why {
        Why::Rule(place) => {
            let Some(rule) = model.rules.get(*place) else {
                return Vec::new();
            };
            let mut codes = match &rule.effect {
                Effect::Requires { parameter, .. } | Effect::Excludes { parameter, .. } => vec![parameter.as_str()],
                Effect::Limit { of, .. } => of.parameters(),
            };
            for condition in conditions(&rule.when) {
                if !codes.contains(&condition) {
                    codes.push(condition);
                }
            }
            codes
        }
        Why::Limits { parameter } | Why::Count { parameter } | Why::Unknown { parameter } | Why::Long { parameter } => {
            code(parameter).into_iter().collect()
        }
        Why::Matrix { matrix } => {
            let found = model.matrices.get(*matrix);
            found
                .map(|matrix| vec![matrix.width.as_str(), matrix.height.as_str()])
                .unwrap_or_default()
        }
    }
}
