//! A model into tables.

use super::super::model::{By, Effect, Extent, Lookup, Model, Sheet};
use super::texts::{condition_text, extent_text, figure_text};
use super::{Row, Tables, Word, headings, word};
use crate::platform::i18n::format;
use crate::platform::values::{Locale, Quantity};

/// All tables of a model, as [`parse`](super::parse) reads them.
pub fn write(model: &Model, l: Locale) -> Tables {
    let mut tables = Tables::default();
    for sheet in Sheet::ALL {
        let rows = match sheet {
            Sheet::Parameters => parameters(model, l),
            Sheet::Values => values(model),
            Sheet::Rules => rules(model, l),
            Sheet::Columns => columns(model, l),
            Sheet::Parts => parts(model, l),
            Sheet::Matrices => matrices(model, l),
            Sheet::Facts => facts(model, l),
            Sheet::Drawing => drawing(model),
            Sheet::Texts => texts(model),
        };
        let mut head: Vec<String> = headings(l, sheet).into_iter().map(str::to_owned).collect();
        if sheet == Sheet::Parts {
            head.extend(own_columns(model).map(|(_, name)| name.to_owned()));
        }
        let all = Some(head).filter(|head| !head.is_empty()).into_iter().chain(rows);
        let numbered: Vec<Row> = all.enumerate().map(|(at, cells)| (at + 1, cells)).collect();
        tables.0.insert(sheet, numbered);
    }
    tables
}

fn own_columns(model: &Model) -> impl Iterator<Item = (usize, &str)> {
    let columns = model.columns.iter().enumerate();
    columns
        .filter(|(_, column)| column.share.is_none())
        .map(|(at, column)| (at, column.name.as_str()))
}

fn maybe(l: Locale, figure: Option<Quantity>) -> String {
    figure
        .map(|figure| format::quantity(l, figure).to_string())
        .unwrap_or_default()
}

fn flag(l: Locale, on: bool) -> String {
    word(l, if on { Word::Yes } else { Word::No }).to_owned()
}

fn parameters(model: &Model, l: Locale) -> Vec<Vec<String>> {
    let row = |of: &super::super::model::Parameter| {
        vec![
            of.code.clone(),
            of.name.clone(),
            of.section.clone(),
            word(l, Word::Kind(of.kind)).to_owned(),
            flag(l, of.required),
            maybe(l, of.min),
            maybe(l, of.max),
            maybe(l, Some(of.step).filter(|step| step.is_positive())),
            of.unit.clone(),
            of.initial.clone(),
            of.hint.clone(),
        ]
    };
    model.parameters.iter().map(row).collect()
}

fn values(model: &Model) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for parameter in &model.parameters {
        for value in &parameter.values {
            rows.push(vec![
                parameter.code.clone(),
                value.code.clone(),
                value.name.clone(),
                value.colour.map(|rgb| format!("#{rgb:06x}")).unwrap_or_default(),
                value.sketch.clone(),
            ]);
        }
    }
    rows
}

fn rules(model: &Model, l: Locale) -> Vec<Vec<String>> {
    let row = |rule: &super::super::model::Rule| {
        let (effect, of, values, min, max) = match &rule.effect {
            Effect::Requires { parameter, values } => {
                (Word::Requires, parameter.clone(), values.join(", "), None, None)
            }
            Effect::Excludes { parameter, values } => {
                (Word::Excludes, parameter.clone(), values.join(", "), None, None)
            }
            Effect::Limit { of, min, max } => (Word::Limits, extent_text(of), String::new(), *min, *max),
        };
        vec![
            condition_text(l, &rule.when),
            word(l, effect).to_owned(),
            of,
            values,
            maybe(l, min),
            maybe(l, max),
            rule.why.clone(),
        ]
    };
    model.rules.iter().map(row).collect()
}

fn columns(model: &Model, l: Locale) -> Vec<Vec<String>> {
    let row = |column: &super::super::model::Column| match column.share {
        None => vec![column.name.clone()],
        Some((from, percent)) => {
            let base = model.column(from).map(|at| model.columns[at].name.clone());
            vec![column.name.clone(), base.unwrap_or_default(), figure_text(l, percent)]
        }
    };
    model.columns.iter().map(row).collect()
}

/// The word and the measure of what a figure is multiplied by.
fn by_cells(l: Locale, by: &By) -> (String, String) {
    let (kind, measure) = match by {
        By::Fixed => (Word::Fixed, String::new()),
        By::Piece(code) => (Word::Piece, code.clone()),
        By::Area(a, b) => (Word::Area, extent_text(&Extent::Area(a.clone(), b.clone()))),
        By::Length(terms) => (Word::Length, extent_text(&Extent::Length(terms.clone()))),
        By::PercentOfBase => (Word::PercentOfBase, String::new()),
        By::PercentOfAll => (Word::PercentOfAll, String::new()),
        By::Matrix(code) => (Word::Matrix, code.clone()),
    };
    (word(l, kind).to_owned(), measure)
}

fn parts(model: &Model, l: Locale) -> Vec<Vec<String>> {
    let row = |part: &super::super::model::Part| {
        let (by, measure) = by_cells(l, &part.by);
        let mut cells = vec![
            part.name.clone(),
            condition_text(l, &part.when),
            by,
            measure,
            maybe(l, part.minimum),
            flag(l, part.base),
        ];
        cells.extend(own_columns(model).map(|(at, _)| {
            let figure = part.figures.get(at).copied().flatten();
            figure.map(|e4| figure_text(l, e4)).unwrap_or_default()
        }));
        cells
    };
    model.parts.iter().map(row).collect()
}

/// A block for each table: its name, the widths, and a row for each height.
fn matrices(model: &Model, l: Locale) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for matrix in &model.matrices {
        for table in &matrix.tables {
            let name = model.column(table.price_type).map(|at| model.columns[at].name.clone());
            let unit = match matrix.lookup {
                Lookup::UpToNext => String::new(),
                // The unit of rounding in major units.
                Lookup::Linear { unit } => figure_text(l, unit.saturating_mul(100)),
            };
            rows.push(vec![
                word(l, Word::Matrix).to_owned(),
                matrix.code.clone(),
                name.unwrap_or_default(),
                matrix.width.clone(),
                matrix.height.clone(),
                word(l, Word::of_lookup(matrix.lookup)).to_owned(),
                unit,
            ]);
            let mm = |mm: &i64| format::quantity(l, Quantity::from_thousandths(mm.saturating_mul(1_000))).to_string();
            let mut widths = vec![String::new()];
            widths.extend(table.widths.iter().map(mm));
            rows.push(widths);
            for (at, height) in table.heights.iter().enumerate() {
                let mut row = vec![mm(height)];
                let cells = (0..table.widths.len()).map(|column| table.cell(column, at));
                row.extend(cells.map(|cell| cell.map(|e4| figure_text(l, e4)).unwrap_or_default()));
                rows.push(row);
            }
        }
    }
    rows
}

fn facts(model: &Model, l: Locale) -> Vec<Vec<String>> {
    let row = |fact: &super::super::model::Fact| {
        let (by, measure) = by_cells(l, &fact.by);
        vec![
            word(l, Word::Fact(fact.what)).to_owned(),
            fact.name.clone(),
            condition_text(l, &fact.when),
            by,
            measure,
            maybe(l, Some(fact.figure).filter(|figure| *figure != Quantity::ZERO)),
        ]
    };
    model.facts.iter().map(row).collect()
}

/// Every text of the model, so that it is seen which has no English yet.
fn texts(model: &Model) -> Vec<Vec<String>> {
    let row = |text: String| {
        let english = model.english.get(&text).cloned().unwrap_or_default();
        vec![text, english]
    };
    model.texts().into_iter().map(row).collect()
}

fn drawing(model: &Model) -> Vec<Vec<String>> {
    let row = |of: &super::super::model::Drawing| {
        vec![
            of.width.clone(),
            of.height.clone(),
            of.leaves.clone(),
            of.colour.clone(),
        ]
    };
    model.drawing.iter().map(row).collect()
}
