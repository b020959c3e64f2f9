//! The look of the pages. Views are given what the reader may see, and nothing else.

pub mod build;
pub mod calculator;
pub mod configure;
mod fields;
pub mod price;

use crate::modules::configurator::line::{unit_of, with_unit};
use crate::modules::configurator::model::{Kind, Model, Parameter, Why};
use crate::platform::values::{Locale, Quantity};
use crate::tr;

/// What may stand in a parameter: «from 400 to 2 400 mm».
pub fn limits(l: Locale, parameter: &Parameter) -> Option<String> {
    let figure = |figure: Quantity| with_unit(l, figure, unit_of(l, parameter));
    if !parameter.kind.figure() {
        return None;
    }
    let mut said = match (parameter.min, parameter.max) {
        (Some(min), Some(max)) => {
            tr!(
                l,
                "configurator-limits",
                min = crate::platform::i18n::format::quantity(l, min).to_string(),
                max = figure(max)
            )
        }
        (Some(min), None) => tr!(l, "configurator-limits-from", min = figure(min)),
        (None, Some(max)) => tr!(l, "configurator-limits-to", max = figure(max)),
        (None, None) => return None,
    };
    let step = parameter.step();
    // Every whole millimetre needs no saying.
    if step.is_positive() && !(parameter.kind == Kind::Size && step == Quantity::ONE) {
        said.push_str(&tr!(l, "configurator-limits-step", step = figure(step)));
    }
    Some(said)
}

/// Why choices don't go together, in words.
pub fn why(l: Locale, model: &Model, why: &Why) -> String {
    let named = |place: &usize| model.parameters.get(*place);
    let name = |place: &usize| {
        named(place)
            .map(|parameter| parameter.name.as_str())
            .unwrap_or_default()
    };
    match why {
        Why::Rule(place) => {
            let Some(rule) = model.rules.get(*place) else {
                return String::new();
            };
            match rule.why.trim() {
                "" => rule_words(l, model, rule),
                said => said.to_owned(),
            }
        }
        Why::Limits { parameter } => {
            let limits = named(parameter).and_then(|parameter| limits(l, parameter));
            tr!(
                l,
                "configurator-why-limits",
                name = name(parameter),
                limits = limits.unwrap_or_default()
            )
        }
        Why::Count { parameter } => tr!(l, "configurator-why-count", name = name(parameter)),
        Why::Unknown { parameter } => tr!(l, "configurator-why-unknown", name = name(parameter)),
        Why::Long { parameter } => tr!(l, "configurator-why-long", name = name(parameter)),
        Why::Matrix { .. } => tr!(l, "configurator-why-matrix").to_owned(),
    }
}

/// A rule that its author left without an explanation.
fn rule_words(l: Locale, model: &Model, rule: &crate::modules::configurator::model::Rule) -> String {
    use crate::modules::configurator::model::Effect;
    let names = |parameter: &str, values: &[String]| {
        let of = model.parameter(parameter);
        let named = values.iter().map(|code| {
            of.and_then(|of| of.value(code))
                .map_or(code.as_str(), |value| value.name.as_str())
        });
        (
            of.map(|of| of.name.clone()).unwrap_or_default(),
            named.collect::<Vec<_>>().join(", "),
        )
    };
    match &rule.effect {
        Effect::Requires { parameter, values } => {
            let (name, values) = names(parameter, values);
            tr!(l, "configurator-why-requires", name = name, values = values)
        }
        Effect::Excludes { parameter, values } => {
            let (name, values) = names(parameter, values);
            tr!(l, "configurator-why-excludes", name = name, values = values)
        }
        Effect::Limit { of, min, max } => {
            let named: Vec<&str> = of
                .parameters()
                .into_iter()
                .filter_map(|code| model.parameter(code))
                .map(|parameter| parameter.name.as_str())
                .collect();
            let figure = |limit: &Option<Quantity>| {
                limit.map(|limit| crate::platform::i18n::format::quantity(l, limit).to_string())
            };
            match (figure(min), figure(max)) {
                (Some(min), Some(max)) => tr!(
                    l,
                    "configurator-why-between",
                    name = named.join(" × "),
                    min = min,
                    max = max
                ),
                (Some(min), None) => tr!(l, "configurator-why-least", name = named.join(" × "), min = min),
                (None, max) => {
                    tr!(
                        l,
                        "configurator-why-most",
                        name = named.join(" × "),
                        max = max.unwrap_or_default()
                    )
                }
            }
        }
    }
}
