//! Whether choices can be made, what is missing, and what comes of them.

use super::matrix::millimetres;
use super::pricing::{extent_of, times};
use super::{
    ANY, By, Choices, Chosen, Condition, Effect, Extent, Kind, Model, Parameter, Priced, Rule, TEXT_MAX, Test,
    Unpriced, What, price,
};
use crate::modules::catalogue::PriceTypeId;
use crate::platform::values::Quantity;

/// Why choices don't go together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// The rule at this place of the model.
    Rule(usize),
    /// A figure outside the parameter's own limits, or between its steps.
    Limits { parameter: usize },
    /// Too few or too many values.
    Count { parameter: usize },
    /// The parameter has no such value (any more).
    Unknown { parameter: usize },
    /// A text is too long.
    Long { parameter: usize },
    /// The table has no price for these sizes: they aren't made.
    Matrix { matrix: usize },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    pub why: Why,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    Complete,
    Incomplete,
    Impossible,
}

/// What comes of choices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Places of the parameters that are still to be chosen.
    pub missing: Vec<usize>,
    pub violations: Vec<Violation>,
    /// Of what was asked for, once it is complete: the sums and how they came about.
    pub prices: Vec<(PriceTypeId, Result<Priced, Unpriced>)>,
    /// Grams of one piece.
    pub weight_g: Option<i64>,
    /// Cubic centimetres of one piece.
    pub volume: Option<i64>,
    /// Working days, and what they are for.
    pub days: Option<i64>,
    pub spans: Vec<(String, i64)>,
    pub papers: Vec<String>,
}

impl Outcome {
    pub fn state(&self) -> State {
        match (self.violations.is_empty(), self.missing.is_empty()) {
            (false, _) => State::Impossible,
            (true, false) => State::Incomplete,
            (true, true) => State::Complete,
        }
    }

    pub fn price(&self, price_type: PriceTypeId) -> Option<&Priced> {
        let found = self.prices.iter().find(|(of, _)| *of == price_type)?;
        found.1.as_ref().ok()
    }
}

/// Evaluates choices, and prices them by each of the `wanted` types. The same always gives the same.
pub fn evaluate(model: &Model, choices: &Choices, wanted: &[PriceTypeId]) -> Outcome {
    let mut outcome = Outcome {
        missing: missing(model, choices),
        violations: violations(model, choices),
        prices: Vec::new(),
        weight_g: None,
        volume: None,
        days: None,
        spans: Vec::new(),
        papers: Vec::new(),
    };
    if outcome.state() != State::Complete {
        return outcome;
    }
    outcome.prices = wanted.iter().map(|of| (*of, price(model, choices, *of))).collect();
    facts(model, choices, &mut outcome);
    outcome
}

/// What breaks a rule or a limit, in the order of the model.
pub fn violations(model: &Model, choices: &Choices) -> Vec<Violation> {
    let own = model
        .parameters
        .iter()
        .enumerate()
        .filter_map(|(place, parameter)| own_violation(place, parameter, choices.get(&parameter.code)?));
    let rules = model.rules.iter().enumerate();
    let rules = rules
        .filter(|(_, rule)| broken(model, rule, choices))
        .map(|(place, _)| Why::Rule(place));
    let matrices = model.matrices.iter().enumerate().filter_map(|(place, matrix)| {
        // A matrix that no price in force asks limits nothing.
        let asked = model
            .parts
            .iter()
            .any(|part| part.by == By::Matrix(matrix.code.clone()) && hold(&part.when, choices));
        let (width, height) = matrix.sides(choices)?;
        let table = matrix.tables.first()?;
        let made = table.find(matrix.lookup, width, height).is_some();
        (asked && !made).then_some(Why::Matrix { matrix: place })
    });
    own.chain(rules).chain(matrices).map(|why| Violation { why }).collect()
}

fn own_violation(place: usize, parameter: &Parameter, chosen: &Chosen) -> Option<Why> {
    match (chosen, parameter.kind) {
        (Chosen::One(one), Kind::One | Kind::Colour) => parameter
            .value(one)
            .is_none()
            .then_some(Why::Unknown { parameter: place }),
        (Chosen::Many(many), Kind::Many) => {
            if many.iter().any(|one| parameter.value(one).is_none()) {
                return Some(Why::Unknown { parameter: place });
            }
            let count = Quantity::whole(many.len() as i64);
            let out = parameter.min.is_some_and(|min| count < min) || parameter.max.is_some_and(|max| count > max);
            out.then_some(Why::Count { parameter: place })
        }
        (Chosen::Figure(figure), kind) if kind.figure() => {
            let out = parameter.min.is_some_and(|min| *figure < min) || parameter.max.is_some_and(|max| *figure > max);
            let negative = figure.thousandths() < 0;
            let between = between_steps(parameter, *figure);
            (out || between || negative).then_some(Why::Limits { parameter: place })
        }
        (Chosen::Text(text), Kind::Text) => {
            let max = parameter
                .max
                .map_or(TEXT_MAX, |max| usize::try_from(max.thousandths() / 1_000).unwrap_or(0));
            (text.chars().count() > max.min(TEXT_MAX)).then_some(Why::Long { parameter: place })
        }
        // Of another kind than the parameter is now.
        _ => Some(Why::Unknown { parameter: place }),
    }
}

/// Steps are counted from the lower limit.
fn between_steps(parameter: &Parameter, figure: Quantity) -> bool {
    let step = parameter.step().thousandths();
    let from = parameter.min.unwrap_or(Quantity::ZERO).thousandths();
    step > 0
        && figure
            .thousandths()
            .checked_sub(from)
            .is_none_or(|over| over.rem_euclid(step) != 0)
}

/// Do all the conditions hold?
pub(super) fn hold(conditions: &[Condition], choices: &Choices) -> bool {
    conditions.iter().all(|condition| holds(condition, choices))
}

fn holds(condition: &Condition, choices: &Choices) -> bool {
    let chosen = choices.get(&condition.parameter);
    let among = |values: &[String]| values.iter().any(|value| choices.has(&condition.parameter, value));
    match &condition.test {
        Test::Is(values) => chosen.is_some() && (values.iter().any(|value| value == ANY) || among(values)),
        Test::Not(values) => chosen.is_some() && !among(values),
        Test::Less(limit) => choices
            .figure(&condition.parameter)
            .is_some_and(|figure| figure < *limit),
        Test::AtMost(limit) => choices
            .figure(&condition.parameter)
            .is_some_and(|figure| figure <= *limit),
        Test::AtLeast(limit) => choices
            .figure(&condition.parameter)
            .is_some_and(|figure| figure >= *limit),
        Test::More(limit) => choices
            .figure(&condition.parameter)
            .is_some_and(|figure| figure > *limit),
    }
}

fn broken(model: &Model, rule: &Rule, choices: &Choices) -> bool {
    if !hold(&rule.when, choices) {
        return false;
    }
    match &rule.effect {
        Effect::Requires { parameter, values } => {
            let chosen = choices.get(parameter).is_some();
            let among = values.iter().any(|value| choices.has(parameter, value));
            // Of several nothing need be ticked: then the rule is broken, where another parameter is only missing.
            let several = model.parameter(parameter).is_some_and(|of| of.kind == Kind::Many);
            (chosen || several) && !among
        }
        Effect::Excludes { parameter, values } => values.iter().any(|value| choices.has(parameter, value)),
        Effect::Limit { of, min, max } => {
            let Some(extent) = limited(of, choices) else {
                return false;
            };
            // A limit is in thousandths of metres or square metres; what is measured may be finer.
            let scaled = |limit: Quantity| match of {
                Extent::Area(..) => i128::from(limit.thousandths()) * 1_000,
                _ => i128::from(limit.thousandths()),
            };
            min.is_some_and(|min| extent < scaled(min)) || max.is_some_and(|max| extent > scaled(max))
        }
    }
}

/// What a limit looks at: a figure in thousandths, an area in millionths of a square metre, a length in millimetres.
fn limited(of: &Extent, choices: &Choices) -> Option<i128> {
    match of {
        Extent::Figure(code) => choices.figure(code).map(|figure| i128::from(figure.thousandths())),
        Extent::Area(a, b) => {
            let (a, b) = (millimetres(choices.figure(a)?), millimetres(choices.figure(b)?));
            Some(i128::from(a) * i128::from(b))
        }
        Extent::Length(terms) => terms.iter().try_fold(0_i128, |sum, (times, code)| {
            Some(sum + i128::from(*times) * i128::from(millimetres(choices.figure(code)?)))
        }),
    }
}

/// What is required by itself, by a rule, or by a price in force, and not chosen.
fn missing(model: &Model, choices: &Choices) -> Vec<usize> {
    let wanted = |parameter: &Parameter| {
        let code = parameter.code.as_str();
        let by_rule = || {
            model.rules.iter().any(|rule| {
                matches!(&rule.effect, Effect::Requires { parameter, .. } if parameter == code)
                    && hold(&rule.when, choices)
            })
        };
        let by_price = || {
            let parts = model.parts.iter().filter(|part| hold(&part.when, choices));
            let by = parts.map(|part| &part.by);
            let facts = model.facts.iter().filter(|fact| hold(&fact.when, choices));
            by.chain(facts.map(|fact| &fact.by)).any(|by| needs(model, by, code))
        };
        // Nothing ticked of several is a choice too, unless the parameter itself wants one.
        let counts = parameter.kind != Kind::Many;
        parameter.required || (counts && (by_rule() || by_price()))
    };
    let parameters = model.parameters.iter().enumerate();
    parameters
        .filter(|(_, parameter)| choices.get(&parameter.code).is_none() && wanted(parameter))
        .map(|(place, _)| place)
        .collect()
}

fn needs(model: &Model, by: &By, code: &str) -> bool {
    match by {
        By::Matrix(matrix) => {
            let found = model.matrices.iter().find(|one| one.code == *matrix);
            found.is_some_and(|matrix| matrix.width == code || matrix.height == code)
        }
        other => other.extent().is_some_and(|extent| extent.parameters().contains(&code)),
    }
}

fn facts(model: &Model, choices: &Choices, outcome: &mut Outcome) {
    for fact in model.facts.iter().filter(|fact| hold(&fact.when, choices)) {
        if fact.what == What::Paper {
            if !outcome.papers.contains(&fact.name) {
                outcome.papers.push(fact.name.clone());
            }
            continue;
        }
        // Kilograms in thousandths are grams; cubic metres in thousandths are litres.
        let amount = match fact.by.extent() {
            None => Some(fact.figure.thousandths()),
            Some(extent) => extent_of(&extent, choices).and_then(|size| times(fact.figure.thousandths(), size)),
        };
        let Some(amount) = amount else { continue };
        let sum = |so_far: Option<i64>, more: i64| Some(so_far.unwrap_or(0).saturating_add(more));
        match fact.what {
            What::Weight => outcome.weight_g = sum(outcome.weight_g, amount),
            What::Volume => outcome.volume = sum(outcome.volume, amount.saturating_mul(1_000)),
            What::Days => {
                // A begun day is a day.
                let days = amount / 1_000 + i64::from(amount % 1_000 > 0);
                outcome.days = sum(outcome.days, days);
                outcome.spans.push((fact.name.clone(), days));
            }
            What::Paper => {}
        }
    }
}
