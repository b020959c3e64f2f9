//! The fields of a configuration: one for each parameter, under the headings of the model.

use maud::{Markup, html};

use super::limits;
use crate::modules::configurator::line::unit_of;
use crate::modules::configurator::model::{Chosen, Effect, Kind, Model, Parameter, Value};
use crate::modules::configurator::pages::configure::Asking;
use crate::platform::i18n::{format, render};
use crate::platform::ui::{Check, Choice, Field, Select, TextArea};
use crate::platform::values::Locale;
use crate::platform::web::Cx;
use crate::tr;

/// Few and short values stand side by side.
const SEGMENTS: usize = 4;
const SEGMENTS_LETTERS: usize = 36;

pub fn fields(cx: &Cx, model: &Model, asking: &Asking) -> Markup {
    let mut sections: Vec<(&str, Vec<&Parameter>)> = Vec::new();
    for parameter in &model.parameters {
        match sections.last_mut() {
            Some((name, list)) if *name == parameter.section => list.push(parameter),
            _ => sections.push((parameter.section.as_str(), vec![parameter])),
        }
    }
    html! {
        @for (name, parameters) in &sections {
            fieldset.kb-stack {
                @if !name.is_empty() { legend { (name) } }
                @for pair in paired(parameters) {
                    @match pair.as_slice() {
                        [a, b] => div.kb-grid.kb-g-2.kb-keep2 {
                            div { (field(cx, model, a, asking)) } div { (field(cx, model, b, asking)) }
                        },
                        all => @for one in all { div { (field(cx, model, one, asking)) } },
                    }
                }
            }
        }
    }
}

/// Two sizes in a row stand beside each other.
fn paired<'m>(parameters: &[&'m Parameter]) -> Vec<Vec<&'m Parameter>> {
    let mut rows: Vec<Vec<&Parameter>> = Vec::new();
    for parameter in parameters {
        match rows.last_mut() {
            Some(row) if row.len() == 1 && row[0].kind == Kind::Size && parameter.kind == Kind::Size => {
                row.push(parameter)
            }
            _ => rows.push(vec![parameter]),
        }
    }
    rows
}

fn field(cx: &Cx, model: &Model, parameter: &Parameter, asking: &Asking) -> Markup {
    let l = cx.locale;
    let name = format!("o.{}", parameter.code);
    let id = format!("o-{}", parameter.code);
    let chosen = asking.choices.get(&parameter.code);
    let fault = asking.faults.get(&parameter.code);
    let error = fault.map(|(_, why)| render(l, &cx.zone, why));
    let hint = hint(l, parameter);
    // What a rule may want isn't at one's liking.
    let wanted = model
        .rules
        .iter()
        .any(|rule| matches!(&rule.effect, Effect::Requires { parameter: of, .. } if *of == parameter.code));
    let label = match parameter.required || wanted {
        true => parameter.name.clone(),
        false => tr!(l, "configurator-optional", name = parameter.name.as_str()),
    };
    let one = match chosen {
        Some(Chosen::One(one)) => one.as_str(),
        _ => "",
    };
    match parameter.kind {
        Kind::Colour => colours(l, parameter, &name, one),
        Kind::One if segmented(parameter) => segments(parameter, &name, one),
        Kind::One => {
            let none = Choice::new("", tr!(l, "configurator-choose"));
            let values = parameter
                .values
                .iter()
                .map(|value| Choice::new(value.code.as_str(), value.name.as_str()));
            let gone = Some(one).filter(|one| !one.is_empty() && parameter.value(one).is_none());
            let all = std::iter::once(none)
                .chain(gone.map(|code| Choice::new(code, code)))
                .chain(values);
            let mut select = Select::new(name.as_str(), label, all).id(id).chosen(one).error(error);
            if let Some(hint) = hint {
                select = select.hint(hint);
            }
            html! { (select) }
        }
        Kind::Many => many(parameter, &name, asking),
        Kind::Number | Kind::Size => {
            let value = match (fault, chosen) {
                (Some((typed, _)), _) => typed.clone(),
                (None, Some(Chosen::Figure(figure))) => format::quantity(l, *figure).to_string(),
                _ => String::new(),
            };
            let unit = unit_of(l, parameter).to_owned();
            let mut field = Field::decimal(name.as_str(), label)
                .id(id)
                .value(value)
                .error(error)
                .autocomplete("off");
            if !unit.is_empty() {
                field = field.unit(unit);
            }
            if let Some(hint) = hint {
                field = field.hint(hint);
            }
            html! { (field) }
        }
        Kind::Text => {
            let value = match chosen {
                Some(Chosen::Text(text)) => text.as_str(),
                _ => "",
            };
            let mut area = TextArea::new(name.as_str(), label, 2).id(id).value(value);
            if let Some(hint) = hint {
                area = area.hint(hint);
            }
            html! { (area) }
        }
    }
}

fn hint(l: Locale, parameter: &Parameter) -> Option<String> {
    let own = Some(parameter.hint.trim())
        .filter(|hint| !hint.is_empty())
        .map(str::to_owned);
    match (limits(l, parameter), own) {
        (Some(limits), Some(own)) => Some(format!("{limits}. {own}")),
        (limits, own) => limits.or(own),
    }
}

fn segmented(parameter: &Parameter) -> bool {
    let letters: usize = parameter
        .values
        .iter()
        .map(|value| value.name.chars().count() + 3)
        .sum();
    parameter.required && parameter.values.len() <= SEGMENTS && letters <= SEGMENTS_LETTERS
}

fn segments(parameter: &Parameter, name: &str, one: &str) -> Markup {
    html! {
        fieldset.kb-segset {
            legend { (parameter.name) }
            div.kb-seg {
                @for value in &parameter.values {
                    label { input type="radio" name=(name) value=(value.code) checked[value.code == one]; (value.name) }
                }
            }
            @if !parameter.hint.is_empty() { p.kb-hint { (parameter.hint) } }
        }
    }
}

/// A patch of a colour.
pub fn swatch(value: &Value) -> Markup {
    html! {
        @if let Some(rgb) = value.colour {
            svg.kb-swatch width="18" height="18" viewBox="0 0 18 18" aria-hidden="true" {
                rect x="1" y="1" width="16" height="16" rx="3" fill=(format!("#{rgb:06x}")) {}
            }
        }
    }
}

fn colours(l: Locale, parameter: &Parameter, name: &str, one: &str) -> Markup {
    html! {
        fieldset.kb-segset {
            legend { (parameter.name) }
            div.kb-swatches {
                @if !parameter.required {
                    label.kb-swatch-of {
                        input type="radio" name=(name) value="" checked[one.is_empty()];
                        span { (tr!(l, "configurator-no-colour")) }
                    }
                }
                @for value in &parameter.values {
                    label.kb-swatch-of {
                        input type="radio" name=(name) value=(value.code) checked[value.code == one];
                        (swatch(value)) span { (value.name) }
                    }
                }
            }
            @if !parameter.hint.is_empty() { p.kb-hint { (parameter.hint) } }
        }
    }
}

fn many(parameter: &Parameter, name: &str, asking: &Asking) -> Markup {
    html! {
        fieldset.kb-segset {
            legend { (parameter.name) }
            @for value in &parameter.values {
                div {
                    (Check::new(
                        name,
                        value.code.as_str(),
                        value.name.as_str(),
                        asking.choices.has(&parameter.code, &value.code),
                    ))
                }
            }
            @if !parameter.hint.is_empty() { p.kb-hint { (parameter.hint) } }
        }
    }
}
