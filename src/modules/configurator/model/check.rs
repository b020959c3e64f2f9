//! What of a model must be mended before it is published.

use std::collections::HashSet;

use super::{
    ANY, AXIS_MAX, By, CODE_MAX, COLUMNS_MAX, Choices, Chosen, Condition, Effect, Extent, FACTS_MAX, Kind, Lookup,
    MATRICES_MAX, Model, NAME_MAX, PARAMETERS_MAX, PARTS_MAX, Parameter, RULES_MAX, Test, VALUES_MAX, What, violations,
};
use crate::platform::values::{Message, Quantity};

/// The tables that a model is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Sheet {
    Parameters,
    Values,
    Rules,
    Columns,
    Parts,
    Matrices,
    Facts,
    Drawing,
    Texts,
}

impl Sheet {
    pub const ALL: [Sheet; 9] = [
        Sheet::Parameters,
        Sheet::Values,
        Sheet::Rules,
        Sheet::Columns,
        Sheet::Parts,
        Sheet::Matrices,
        Sheet::Facts,
        Sheet::Drawing,
        Sheet::Texts,
    ];
}

/// Something wrong: in which table, about what, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Defect {
    pub sheet: Sheet,
    /// Its place among the things of that table, from 0; `None`: the table as a whole.
    pub place: Option<usize>,
    pub text: Message,
}

/// The largest figure of a price, in ten-thousandths: a hundred millions of roubles.
const FIGURE_MAX: i64 = 1_000_000_000_000;
/// The largest size, in millimetres, and figure, in units.
const SIZE_MAX: Quantity = Quantity::whole(1_000_000);
/// Tries of one value with others, where rules look as if they never let it be chosen.
const TRIES: usize = 200;

struct Check<'m> {
    model: &'m Model,
    found: Vec<Defect>,
}

/// Everything that keeps a model from being published; empty: it may be.
pub fn check(model: &Model) -> Vec<Defect> {
    let mut check = Check {
        model,
        found: Vec::new(),
    };
    check.sizes();
    // A model beyond its bounds isn't looked at further: that would take long.
    if check.found.is_empty() {
        check.empty();
        check.parameters();
        check.rules();
        check.columns();
        check.parts();
        check.matrices();
        check.facts();
        check.drawing();
        if check.found.is_empty() {
            check.never();
        }
    }
    check.found
}

impl Check<'_> {
    fn say(&mut self, sheet: Sheet, place: impl Into<Option<usize>>, text: Message) {
        self.found.push(Defect {
            sheet,
            place: place.into(),
            text,
        });
    }

    fn sizes(&mut self) {
        let model = self.model;
        let values = model
            .parameters
            .iter()
            .map(|parameter| parameter.values.len())
            .max()
            .unwrap_or(0);
        let bounds = [
            (Sheet::Parameters, model.parameters.len(), PARAMETERS_MAX),
            (Sheet::Values, values, VALUES_MAX),
            (Sheet::Rules, model.rules.len(), RULES_MAX),
            (Sheet::Columns, model.columns.len(), COLUMNS_MAX),
            (Sheet::Parts, model.parts.len(), PARTS_MAX),
            (Sheet::Matrices, model.matrices.len(), MATRICES_MAX),
            (Sheet::Facts, model.facts.len(), FACTS_MAX),
        ];
        for (sheet, count, most) in bounds {
            if count > most {
                self.say(sheet, None, crate::msg!("configurator-defect-many", n = most));
            }
        }
    }

    fn empty(&mut self) {
        let model = self.model;
        if model.parameters.is_empty() {
            self.say(
                Sheet::Parameters,
                None,
                crate::msg!("configurator-defect-no-parameters"),
            );
        }
        if model.parts.is_empty() {
            self.say(Sheet::Parts, None, crate::msg!("configurator-defect-no-parts"));
        }
    }

    fn code(&mut self, sheet: Sheet, place: usize, code: &str) {
        let fits = !code.is_empty() && code.chars().count() <= CODE_MAX;
        let plain = code
            .chars()
            .all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '.' | '-'));
        if !fits || !plain {
            self.say(sheet, place, crate::msg!("configurator-defect-code", code = code));
        }
    }

    fn name(&mut self, sheet: Sheet, place: usize, name: &str) {
        if name.trim().is_empty() || name.chars().count() > NAME_MAX {
            self.say(sheet, place, crate::msg!("configurator-defect-name", n = NAME_MAX));
        }
    }

    fn parameters(&mut self) {
        let (mut codes, mut values_before) = (HashSet::new(), 0);
        for (place, parameter) in self.model.parameters.iter().enumerate() {
            self.code(Sheet::Parameters, place, &parameter.code);
            self.name(Sheet::Parameters, place, &parameter.name);
            if !codes.insert(parameter.code.as_str()) {
                let twice = crate::msg!("configurator-defect-twice", code = parameter.code.as_str());
                self.say(Sheet::Parameters, place, twice);
            }
            self.limits(place, parameter);
            match (parameter.kind.listed(), parameter.values.is_empty()) {
                (true, true) => self.say(Sheet::Parameters, place, crate::msg!("configurator-defect-no-values")),
                (false, false) => self.say(Sheet::Parameters, place, crate::msg!("configurator-defect-no-list")),
                _ => {}
            }
            let mut own = HashSet::new();
            for (at, value) in parameter.values.iter().enumerate() {
                self.code(Sheet::Values, values_before + at, &value.code);
                self.name(Sheet::Values, values_before + at, &value.name);
                if !own.insert(value.code.as_str()) {
                    let twice = crate::msg!("configurator-defect-twice", code = value.code.as_str());
                    self.say(Sheet::Values, values_before + at, twice);
                }
            }
            values_before += parameter.values.len();
            self.initial(place, parameter);
        }
    }

    fn initial(&mut self, place: usize, parameter: &Parameter) {
        let initial = parameter.initial.trim();
        if initial.is_empty() {
            return;
        }
        let fits = match Chosen::read(parameter, &[initial]) {
            Ok(Some(Chosen::One(one))) => parameter.value(&one).is_some(),
            Ok(Some(Chosen::Many(many))) => many.iter().all(|one| parameter.value(one).is_some()),
            Ok(chosen) => chosen.is_some(),
            Err(_) => false,
        };
        if !fits {
            self.say(
                Sheet::Parameters,
                place,
                crate::msg!("configurator-defect-initial", code = initial),
            );
        }
    }

    fn limits(&mut self, place: usize, parameter: &Parameter) {
        let all = [parameter.min, parameter.max, Some(parameter.step)];
        let figures = || all.into_iter().flatten();
        if figures().any(|figure| figure < Quantity::ZERO || figure > SIZE_MAX) {
            self.say(Sheet::Parameters, place, crate::msg!("configurator-defect-figure"));
        }
        if parameter.min.zip(parameter.max).is_some_and(|(min, max)| min > max) {
            self.say(Sheet::Parameters, place, crate::msg!("configurator-defect-limits"));
        }
        if parameter.kind.figure() && (parameter.min.is_none() || parameter.max.is_none()) {
            self.say(Sheet::Parameters, place, crate::msg!("configurator-defect-limits-none"));
        }
        if parameter.kind == Kind::Size && figures().any(|figure| figure.thousandths() % 1_000 != 0) {
            self.say(Sheet::Parameters, place, crate::msg!("configurator-defect-millimetres"));
        }
    }

    /// Says what a condition, a measure or a value names and the model hasn't.
    fn known(&mut self, sheet: Sheet, place: usize, code: &str) -> Option<Parameter> {
        let found = self.model.parameter(code).cloned();
        if found.is_none() {
            self.say(sheet, place, crate::msg!("configurator-defect-unknown", code = code));
        }
        found
    }

    fn values(&mut self, sheet: Sheet, place: usize, code: &str, values: &[String], any: bool) {
        let Some(parameter) = self.known(sheet, place, code) else {
            return;
        };
        let only_whether = any && values.iter().all(|value| value == ANY);
        if !(parameter.kind.listed() || only_whether) {
            self.say(sheet, place, crate::msg!("configurator-defect-not-listed", code = code));
            return;
        }
        if values.is_empty() {
            self.say(
                sheet,
                place,
                crate::msg!("configurator-defect-no-value-named", code = code),
            );
        }
        for value in values.iter().filter(|value| !(any && *value == ANY)) {
            if parameter.value(value).is_none() {
                let text = crate::msg!("configurator-defect-unknown-value", value = value.as_str(), code = code);
                self.say(sheet, place, text);
            }
        }
    }

    fn conditions(&mut self, sheet: Sheet, place: usize, when: &[Condition]) {
        for condition in when {
            match &condition.test {
                Test::Is(values) => self.values(sheet, place, &condition.parameter, values, true),
                Test::Not(values) => self.values(sheet, place, &condition.parameter, values, false),
                Test::Less(_) | Test::AtMost(_) | Test::AtLeast(_) | Test::More(_) => {
                    let found = self.known(sheet, place, &condition.parameter);
                    if found.is_some_and(|parameter| !parameter.kind.figure()) {
                        let text = crate::msg!("configurator-defect-not-figure", code = condition.parameter.as_str());
                        self.say(sheet, place, text);
                    }
                }
            }
        }
    }

    fn extent(&mut self, sheet: Sheet, place: usize, extent: &Extent) {
        let sizes = !matches!(extent, Extent::Figure(_));
        let codes: Vec<String> = extent.parameters().into_iter().map(str::to_owned).collect();
        if codes.is_empty() {
            self.say(sheet, place, crate::msg!("configurator-defect-no-measure"));
        }
        for code in codes {
            let Some(parameter) = self.known(sheet, place, &code) else {
                continue;
            };
            let fits = match sizes {
                true => parameter.kind == Kind::Size,
                false => parameter.kind.figure(),
            };
            if !fits {
                let text = match sizes {
                    true => crate::msg!("configurator-defect-not-size", code = code),
                    false => crate::msg!("configurator-defect-not-figure", code = code),
                };
                self.say(sheet, place, text);
            }
        }
    }

    fn rules(&mut self) {
        for (place, rule) in self.model.rules.iter().enumerate() {
            self.conditions(Sheet::Rules, place, &rule.when);
            match &rule.effect {
                Effect::Requires { parameter, values } | Effect::Excludes { parameter, values } => {
                    self.values(Sheet::Rules, place, parameter, values, false);
                    if rule.when.iter().any(|condition| condition.parameter == *parameter) {
                        let text = crate::msg!("configurator-defect-itself", code = parameter.as_str());
                        self.say(Sheet::Rules, place, text);
                    }
                }
                Effect::Limit { of, min, max } => {
                    self.extent(Sheet::Rules, place, of);
                    if min.is_none() && max.is_none() {
                        self.say(Sheet::Rules, place, crate::msg!("configurator-defect-limits-none"));
                    }
                    if min.zip(*max).is_some_and(|(min, max)| min > max) {
                        self.say(Sheet::Rules, place, crate::msg!("configurator-defect-limits"));
                    }
                }
            }
            if rule.why.chars().count() > NAME_MAX {
                self.say(
                    Sheet::Rules,
                    place,
                    crate::msg!("configurator-defect-name", n = NAME_MAX),
                );
            }
        }
    }

    fn columns(&mut self) {
        if !self.model.columns.iter().any(|column| column.share.is_none()) {
            self.say(Sheet::Columns, None, crate::msg!("configurator-defect-no-columns"));
        }
        let mut seen = HashSet::new();
        for (place, column) in self.model.columns.iter().enumerate() {
            if !seen.insert(column.price_type) {
                self.say(
                    Sheet::Columns,
                    place,
                    crate::msg!("configurator-defect-twice", code = column.name.as_str()),
                );
            }
            let Some((from, percent)) = column.share else { continue };
            let base = self.model.column(from).map(|at| &self.model.columns[at]);
            if base.is_none_or(|base| base.share.is_some() || base.currency != column.currency) {
                self.say(Sheet::Columns, place, crate::msg!("configurator-defect-share"));
            }
            if !(1..=100_000_000).contains(&percent) {
                self.say(Sheet::Columns, place, crate::msg!("configurator-defect-percent"));
            }
        }
    }

    fn parts(&mut self) {
        for (place, part) in self.model.parts.iter().enumerate() {
            self.name(Sheet::Parts, place, &part.name);
            self.conditions(Sheet::Parts, place, &part.when);
            if let Some(extent) = part.by.extent() {
                self.extent(Sheet::Parts, place, &extent);
            }
            if part
                .minimum
                .is_some_and(|minimum| minimum < Quantity::ZERO || minimum > SIZE_MAX)
            {
                self.say(Sheet::Parts, place, crate::msg!("configurator-defect-figure"));
            }
            if part.figures.iter().flatten().any(|figure| figure.abs() > FIGURE_MAX) {
                self.say(Sheet::Parts, place, crate::msg!("configurator-defect-figure"));
            }
            if let By::Matrix(code) = &part.by {
                if !self.model.matrices.iter().any(|matrix| matrix.code == *code) {
                    self.say(
                        Sheet::Parts,
                        place,
                        crate::msg!("configurator-defect-unknown-matrix", code = code.as_str()),
                    );
                }
                continue;
            }
            for (at, column) in self.model.columns.iter().enumerate() {
                if column.share.is_none() && part.figures.get(at).copied().flatten().is_none() {
                    let text = crate::msg!("configurator-defect-no-figure", column = column.name.as_str());
                    self.say(Sheet::Parts, place, text);
                }
            }
        }
    }

    fn matrices(&mut self) {
        let mut seen = HashSet::new();
        for (place, matrix) in self.model.matrices.iter().enumerate() {
            self.code(Sheet::Matrices, place, &matrix.code);
            if !seen.insert(matrix.code.as_str()) {
                self.say(
                    Sheet::Matrices,
                    place,
                    crate::msg!("configurator-defect-twice", code = matrix.code.as_str()),
                );
            }
            let sides = Extent::Area(matrix.width.clone(), matrix.height.clone());
            self.extent(Sheet::Matrices, place, &sides);
            if let Lookup::Linear { unit } = matrix.lookup
                && !(1..=1_000_000).contains(&unit)
            {
                self.say(Sheet::Matrices, place, crate::msg!("configurator-defect-unit"));
            }
            for column in self.model.columns.iter().filter(|column| column.share.is_none()) {
                if matrix.table(column.price_type).is_none() {
                    let text = crate::msg!("configurator-defect-no-table", column = column.name.as_str());
                    self.say(Sheet::Matrices, place, text);
                }
            }
            let marks = matrix
                .tables
                .first()
                .map(|table| (table.widths.clone(), table.heights.clone()));
            for table in &matrix.tables {
                let ascending = |axis: &[i64]| axis.windows(2).all(|two| two[0] < two[1]);
                let axes = [&table.widths, &table.heights];
                if axes
                    .iter()
                    .any(|axis| axis.is_empty() || axis.len() > AXIS_MAX || !ascending(axis) || axis[0] <= 0)
                {
                    self.say(
                        Sheet::Matrices,
                        place,
                        crate::msg!("configurator-defect-axis", n = AXIS_MAX),
                    );
                }
                if table.cells.len() != table.widths.len() * table.heights.len()
                    || table
                        .cells
                        .iter()
                        .flatten()
                        .any(|cell| !(0..=FIGURE_MAX).contains(cell))
                {
                    self.say(Sheet::Matrices, place, crate::msg!("configurator-defect-figure"));
                }
                // What is made must have a price of every type: the tables agree in what they leave empty.
                let empty = |cells: &[Option<i64>]| -> Vec<bool> { cells.iter().map(Option::is_none).collect() };
                let same = matrix
                    .tables
                    .first()
                    .is_none_or(|first| empty(&first.cells) == empty(&table.cells));
                if marks.as_ref() != Some(&(table.widths.clone(), table.heights.clone())) || !same {
                    self.say(Sheet::Matrices, place, crate::msg!("configurator-defect-tables-differ"));
                }
            }
        }
    }

    fn facts(&mut self) {
        for (place, fact) in self.model.facts.iter().enumerate() {
            self.name(Sheet::Facts, place, &fact.name);
            self.conditions(Sheet::Facts, place, &fact.when);
            match &fact.by {
                By::PercentOfAll | By::PercentOfBase | By::Matrix(_) => {
                    self.say(Sheet::Facts, place, crate::msg!("configurator-defect-by"));
                }
                by => {
                    if let Some(extent) = by.extent() {
                        self.extent(Sheet::Facts, place, &extent);
                    }
                }
            }
            if fact.what != What::Paper && !(fact.figure >= Quantity::ZERO && fact.figure <= SIZE_MAX) {
                self.say(Sheet::Facts, place, crate::msg!("configurator-defect-figure"));
            }
        }
    }

    fn drawing(&mut self) {
        let Some(drawing) = &self.model.drawing else { return };
        self.extent(
            Sheet::Drawing,
            0,
            &Extent::Area(drawing.width.clone(), drawing.height.clone()),
        );
        for code in [&drawing.leaves, &drawing.colour]
            .into_iter()
            .filter(|code| !code.is_empty())
        {
            self.known(Sheet::Drawing, 0, code);
        }
    }

    /// Values that rules never let anybody choose: two that want each other and forbid each other, or a ring of them.
    fn never(&mut self) {
        let mut at = 0;
        let mut never = Vec::new();
        for parameter in &self.model.parameters {
            for value in &parameter.values {
                if self.dead(parameter, &value.code) {
                    never.push((at, value.name.clone()));
                }
                at += 1;
            }
        }
        for (place, name) in never {
            self.say(
                Sheet::Values,
                place,
                crate::msg!("configurator-defect-never", value = name),
            );
        }
    }

    /// Follows what a choice forces, step by step, until it contradicts itself; what isn't forced is left open.
    fn dead(&self, parameter: &Parameter, value: &str) -> bool {
        let one = |parameter: &Parameter, value: &str| match parameter.kind {
            Kind::Many => Chosen::Many(vec![value.to_owned()]),
            _ => Chosen::One(value.to_owned()),
        };
        let mut choices = Choices::default();
        choices.set(&parameter.code, Some(one(parameter, value)));
        for _ in 0..TRIES {
            let broken = violations(self.model, &choices);
            let listed = |place: usize| {
                let rule = &self.model.rules[place];
                match &rule.effect {
                    Effect::Requires { parameter, .. } => {
                        self.model.parameter(parameter).is_none_or(|of| of.kind != Kind::Many)
                    }
                    Effect::Excludes { .. } => true,
                    Effect::Limit { .. } => false,
                }
            };
            if broken
                .iter()
                .any(|violation| matches!(violation.why, super::Why::Rule(place) if listed(place)))
            {
                return true;
            }
            let forced = self.model.rules.iter().find_map(|rule| match &rule.effect {
                Effect::Requires { parameter, values } if super::evaluate::hold(&rule.when, &choices) => {
                    let of = self.model.parameter(parameter)?;
                    let [only] = values.as_slice() else { return None };
                    let open = of.kind != Kind::Many && choices.get(parameter).is_none();
                    open.then(|| (parameter.clone(), one(of, only)))
                }
                _ => None,
            });
            match forced {
                Some((code, chosen)) => choices.set(&code, Some(chosen)),
                None => return false,
            }
        }
        false
    }
}
