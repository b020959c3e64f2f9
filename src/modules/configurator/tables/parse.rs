//! Tables into a model. What can't be read is told by table and row; nothing is guessed.

use super::super::model::{
    By, Column, Drawing, Effect, Fact, Kind, Lookup, Matrix, MatrixTable, NAME_MAX, Parameter, Part, Rule, Sheet,
    Value, What,
};
use super::texts::{area, code_of, codes, conditions, extent, length};
use super::{Finding, KnownType, Parsed, Row, Tables, Word};
use crate::msg;
use crate::platform::i18n::{parse_quantity, parse_unit_price};
use crate::platform::values::{Currency, Message, Quantity};

/// Figures of price types stand from this column on.
const FIGURES: usize = 6;

/// Reads the tables of a model.
pub fn parse(tables: &Tables, types: &[KnownType]) -> Parsed {
    let mut reader = Reader {
        types,
        parsed: Parsed::default(),
    };
    for sheet in Sheet::ALL {
        match tables.0.get(&sheet) {
            Some(rows) if rows.len() > super::ROWS_MAX => {
                reader.say(sheet, None, msg!("configurator-read-rows", n = super::ROWS_MAX));
            }
            Some(rows) => reader.sheet(sheet, rows),
            // A model without rules, matrices or a drawing is one.
            None if matches!(sheet, Sheet::Parameters | Sheet::Columns | Sheet::Parts) => {
                reader.say(sheet, None, msg!("configurator-read-no-sheet"));
            }
            None => {}
        }
    }
    reader.parsed
}

struct Reader<'t> {
    types: &'t [KnownType],
    parsed: Parsed,
}

fn cell(cells: &[String], at: usize) -> &str {
    cells.get(at).map(|cell| cell.trim()).unwrap_or_default()
}

impl Reader<'_> {
    fn say(&mut self, sheet: Sheet, row: Option<usize>, text: Message) {
        self.parsed.unread.push(Finding { sheet, row, text });
    }

    fn stands(&mut self, sheet: Sheet, row: usize) {
        self.parsed.places.entry(sheet).or_default().push(row);
    }

    fn sheet(&mut self, sheet: Sheet, rows: &[Row]) {
        let body = rows.get(1..).unwrap_or_default();
        match sheet {
            Sheet::Parameters => body.iter().for_each(|row| self.parameter(row)),
            Sheet::Values => self.values(body),
            Sheet::Rules => body.iter().for_each(|row| self.rule(row)),
            Sheet::Columns => body.iter().for_each(|row| self.column(row)),
            Sheet::Parts => {
                let heads = rows.first().map(|(_, cells)| cells.as_slice()).unwrap_or_default();
                let columns = self.figure_columns(heads);
                body.iter().for_each(|row| self.part(row, &columns));
            }
            Sheet::Matrices => self.matrices(rows),
            Sheet::Facts => body.iter().for_each(|row| self.fact(row)),
            Sheet::Drawing => {
                if body.len() > 1 {
                    self.say(sheet, Some(body[1].0), msg!("configurator-read-one-row"));
                }
                body.iter().take(1).for_each(|row| self.drawing(row));
            }
            Sheet::Texts => self.texts(body),
        }
    }

    /// A figure of a cell that may be empty.
    fn figure(&mut self, sheet: Sheet, row: usize, text: &str) -> Option<Quantity> {
        if text.is_empty() {
            return None;
        }
        match parse_quantity(text) {
            Ok(figure) => Some(figure),
            Err(error) => {
                self.say(
                    sheet,
                    Some(row),
                    msg!("configurator-read-figure", typed = text, why = error.message()),
                );
                None
            }
        }
    }

    /// The same in ten-thousandths: a price, or a percentage.
    fn price(&mut self, sheet: Sheet, row: usize, text: &str) -> Option<i64> {
        if text.is_empty() {
            return None;
        }
        match parse_unit_price(text, Currency::Rub) {
            Ok(price) => Some(price.e4),
            Err(error) => {
                self.say(
                    sheet,
                    Some(row),
                    msg!("configurator-read-figure", typed = text, why = error.message()),
                );
                None
            }
        }
    }

    fn flag(&mut self, sheet: Sheet, row: usize, text: &str) -> bool {
        if !text.is_empty() && !Word::Yes.is(text) && !Word::No.is(text) {
            self.say(sheet, Some(row), msg!("configurator-read-flag", typed = text));
        }
        Word::Yes.is(text)
    }

    fn when(&mut self, sheet: Sheet, row: usize, text: &str) -> Vec<super::super::model::Condition> {
        conditions(text).unwrap_or_else(|bad| {
            self.say(sheet, Some(row), msg!("configurator-read-condition", typed = bad));
            Vec::new()
        })
    }

    fn parameter(&mut self, (row, cells): &Row) {
        let sheet = Sheet::Parameters;
        let Some(kind) = Kind::ALL.into_iter().find(|kind| Word::Kind(*kind).is(cell(cells, 3))) else {
            self.say(
                sheet,
                Some(*row),
                msg!("configurator-read-kind", typed = cell(cells, 3)),
            );
            return;
        };
        let parameter = Parameter {
            code: code_of(cell(cells, 0)),
            name: cell(cells, 1).to_owned(),
            section: cell(cells, 2).to_owned(),
            kind,
            required: self.flag(sheet, *row, cell(cells, 4)),
            min: self.figure(sheet, *row, cell(cells, 5)),
            max: self.figure(sheet, *row, cell(cells, 6)),
            step: self.figure(sheet, *row, cell(cells, 7)).unwrap_or_default(),
            unit: cell(cells, 8).to_owned(),
            initial: match kind.listed() {
                true => cell(cells, 9).to_lowercase(),
                false => cell(cells, 9).to_owned(),
            },
            hint: cell(cells, 10).to_owned(),
            values: Vec::new(),
        };
        self.stands(sheet, *row);
        self.parsed.model.parameters.push(parameter);
    }

    fn values(&mut self, rows: &[Row]) {
        let mut places: Vec<Vec<usize>> = vec![Vec::new(); self.parsed.model.parameters.len()];
        for (row, cells) in rows {
            let code = code_of(cell(cells, 0));
            let colour = match cell(cells, 3) {
                "" => None,
                text => {
                    let digits = text.strip_prefix('#').unwrap_or(text);
                    let rgb = u32::from_str_radix(digits, 16).ok().filter(|_| digits.len() == 6);
                    if rgb.is_none() {
                        self.say(
                            Sheet::Values,
                            Some(*row),
                            msg!("configurator-read-colour", typed = text),
                        );
                    }
                    rgb
                }
            };
            let value = Value {
                code: code_of(cell(cells, 1)),
                name: cell(cells, 2).to_owned(),
                colour,
                sketch: cell(cells, 4).chars().take(12).collect(),
            };
            let found = self
                .parsed
                .model
                .parameters
                .iter()
                .position(|parameter| parameter.code == code);
            let Some(at) = found else {
                self.say(
                    Sheet::Values,
                    Some(*row),
                    msg!("configurator-defect-unknown", code = code),
                );
                continue;
            };
            self.parsed.model.parameters[at].values.push(value);
            places[at].push(*row);
        }
        self.parsed
            .places
            .insert(Sheet::Values, places.into_iter().flatten().collect());
    }

    fn rule(&mut self, (row, cells): &Row) {
        let sheet = Sheet::Rules;
        let of = cell(cells, 2);
        let named = || (code_of(of), codes(cell(cells, 3)));
        let effect = match Word::EFFECTS.into_iter().find(|word| word.is(cell(cells, 1))) {
            Some(Word::Requires) => {
                let (parameter, values) = named();
                Effect::Requires { parameter, values }
            }
            Some(Word::Excludes) => {
                let (parameter, values) = named();
                Effect::Excludes { parameter, values }
            }
            Some(_) => {
                let Some(of) = extent(of) else {
                    self.say(sheet, Some(*row), msg!("configurator-read-measure", typed = of));
                    return;
                };
                Effect::Limit {
                    of,
                    min: self.figure(sheet, *row, cell(cells, 4)),
                    max: self.figure(sheet, *row, cell(cells, 5)),
                }
            }
            None => {
                self.say(
                    sheet,
                    Some(*row),
                    msg!("configurator-read-effect", typed = cell(cells, 1)),
                );
                return;
            }
        };
        let rule = Rule {
            when: self.when(sheet, *row, cell(cells, 0)),
            effect,
            why: cell(cells, 6).to_owned(),
        };
        self.stands(sheet, *row);
        self.parsed.model.rules.push(rule);
    }

    fn known(&self, name: &str) -> Option<KnownType> {
        let name = name.trim().to_lowercase();
        self.types
            .iter()
            .find(|of| of.name.trim().to_lowercase() == name)
            .cloned()
    }

    /// The same, or a word that there is none of this name.
    fn price_type(&mut self, sheet: Sheet, row: usize, name: &str) -> Option<KnownType> {
        let found = self.known(name);
        if found.is_none() {
            self.say(sheet, Some(row), msg!("configurator-read-price-type", typed = name));
        }
        found
    }

    fn column(&mut self, (row, cells): &Row) {
        let sheet = Sheet::Columns;
        let Some(of) = self.price_type(sheet, *row, cell(cells, 0)) else {
            return;
        };
        let share = match cell(cells, 1) {
            "" => None,
            name => {
                let base = self.price_type(sheet, *row, name);
                let percent = self.price(sheet, *row, cell(cells, 2));
                if percent.is_none() && cell(cells, 2).is_empty() {
                    self.say(sheet, Some(*row), msg!("configurator-defect-percent"));
                }
                base.map(|base| base.id).zip(percent)
            }
        };
        self.stands(sheet, *row);
        let column = Column {
            price_type: of.id,
            name: of.name,
            currency: of.currency,
            share,
        };
        self.parsed.model.columns.push(column);
    }

    /// For each column of figures, its place among the model's price types.
    fn figure_columns(&mut self, heads: &[String]) -> Vec<Option<usize>> {
        let mut places = Vec::new();
        for head in heads.iter().skip(FIGURES) {
            let named = self.known(head).and_then(|of| self.parsed.model.column(of.id));
            let own = named.filter(|at| self.parsed.model.columns[*at].share.is_none());
            if own.is_none() && !head.trim().is_empty() {
                self.say(
                    Sheet::Parts,
                    Some(1),
                    msg!("configurator-read-figure-column", typed = head.trim()),
                );
            }
            places.push(own);
        }
        places
    }

    fn by(&mut self, sheet: Sheet, row: usize, cells: &[String], at: usize) -> Option<By> {
        let (kind, measure) = (cell(cells, at), cell(cells, at + 1));
        let word = Word::BY.into_iter().find(|word| word.is(kind));
        let Some(word) = word else {
            self.say(sheet, Some(row), msg!("configurator-read-by", typed = kind));
            return None;
        };
        let by = match word {
            Word::Piece => Some(code_of(measure)).filter(|code| !code.is_empty()).map(By::Piece),
            Word::Area => area(measure).map(|(a, b)| By::Area(a, b)),
            Word::Length => length(measure).map(By::Length),
            Word::PercentOfBase => Some(By::PercentOfBase),
            Word::PercentOfAll => Some(By::PercentOfAll),
            Word::Matrix => Some(code_of(measure)).filter(|code| !code.is_empty()).map(By::Matrix),
            _ => Some(By::Fixed),
        };
        if by.is_none() {
            self.say(sheet, Some(row), msg!("configurator-read-measure", typed = measure));
        }
        by
    }

    fn part(&mut self, (row, cells): &Row, columns: &[Option<usize>]) {
        let sheet = Sheet::Parts;
        let Some(by) = self.by(sheet, *row, cells, 2) else {
            return;
        };
        let mut figures = vec![None; self.parsed.model.columns.len()];
        for (at, column) in columns.iter().enumerate() {
            let Some(column) = column else { continue };
            figures[*column] = self.price(sheet, *row, cell(cells, FIGURES + at));
        }
        let part = Part {
            name: cell(cells, 0).to_owned(),
            when: self.when(sheet, *row, cell(cells, 1)),
            by,
            minimum: self.figure(sheet, *row, cell(cells, 4)),
            base: self.flag(sheet, *row, cell(cells, 5)),
            figures,
        };
        self.stands(sheet, *row);
        self.parsed.model.parts.push(part);
    }

    fn matrices(&mut self, rows: &[Row]) {
        let starts: Vec<usize> = rows
            .iter()
            .enumerate()
            .filter(|(_, (_, cells))| Word::Matrix.is(cell(cells, 0)))
            .map(|(at, _)| at)
            .collect();
        if let Some((row, _)) = rows.first()
            && starts.first() != Some(&0)
        {
            self.say(Sheet::Matrices, Some(*row), msg!("configurator-read-matrix-head"));
        }
        for (nth, start) in starts.iter().enumerate() {
            let end = starts.get(nth + 1).copied().unwrap_or(rows.len());
            self.matrix(&rows[*start], &rows[start + 1..end]);
        }
    }

    fn matrix(&mut self, (row, head): &Row, body: &[Row]) {
        let sheet = Sheet::Matrices;
        let Some(of) = self.price_type(sheet, *row, cell(head, 2)) else {
            return;
        };
        let lookup = match cell(head, 5) {
            text if Word::UpToNext.is(text) => Lookup::UpToNext,
            text if Word::Linear.is(text) => {
                let unit = self.price(sheet, *row, cell(head, 6));
                Lookup::Linear {
                    unit: unit.map_or(1, |e4| e4 / 100),
                }
            }
            text => {
                self.say(sheet, Some(*row), msg!("configurator-read-lookup", typed = text));
                return;
            }
        };
        let widths = body.first().map(|(_, cells)| cells.as_slice()).unwrap_or_default();
        let axis = |reader: &mut Self, row: usize, text: &str| {
            let figure = reader.figure(sheet, row, text).unwrap_or_default();
            if figure.thousandths() % 1_000 != 0 || !figure.is_positive() {
                reader.say(sheet, Some(row), msg!("configurator-read-mark", typed = text));
            }
            figure.thousandths() / 1_000
        };
        let mut table = MatrixTable {
            price_type: of.id,
            widths: Vec::new(),
            heights: Vec::new(),
            cells: Vec::new(),
        };
        for text in widths.iter().skip(1) {
            let first = body.first().map_or(*row, |(row, _)| *row);
            let mark = axis(self, first, text.trim());
            table.widths.push(mark);
        }
        for (row, cells) in body.iter().skip(1) {
            let mark = axis(self, *row, cell(cells, 0));
            table.heights.push(mark);
            for at in 0..table.widths.len() {
                let price = self.price(sheet, *row, cell(cells, at + 1));
                table.cells.push(price);
            }
            if cells.len() > table.widths.len() + 1 {
                self.say(sheet, Some(*row), msg!("configurator-read-beyond"));
            }
        }
        let (code, width, height) = (code_of(cell(head, 1)), code_of(cell(head, 3)), code_of(cell(head, 4)));
        let known = self.parsed.model.matrices.iter_mut().find(|matrix| matrix.code == code);
        match known {
            Some(matrix) => {
                let same = matrix.width == width && matrix.height == height && matrix.lookup == lookup;
                let twice = matrix.tables.iter().any(|other| other.price_type == of.id);
                matrix.tables.push(table);
                if !same || twice {
                    self.say(sheet, Some(*row), msg!("configurator-read-matrix-other", code = code));
                }
            }
            None => {
                self.stands(sheet, *row);
                let matrix = Matrix {
                    code,
                    width,
                    height,
                    lookup,
                    tables: vec![table],
                };
                self.parsed.model.matrices.push(matrix);
            }
        }
    }

    fn fact(&mut self, (row, cells): &Row) {
        let sheet = Sheet::Facts;
        let Some(what) = What::ALL.into_iter().find(|what| Word::Fact(*what).is(cell(cells, 0))) else {
            self.say(
                sheet,
                Some(*row),
                msg!("configurator-read-what", typed = cell(cells, 0)),
            );
            return;
        };
        let by = match cell(cells, 3) {
            "" => Some(By::Fixed),
            _ => self.by(sheet, *row, cells, 3),
        };
        let Some(by) = by else { return };
        let fact = Fact {
            what,
            name: cell(cells, 1).to_owned(),
            when: self.when(sheet, *row, cell(cells, 2)),
            by,
            figure: self.figure(sheet, *row, cell(cells, 5)).unwrap_or_default(),
        };
        self.stands(sheet, *row);
        self.parsed.model.facts.push(fact);
    }

    /// The last of the tables: what it is about is read by then. A text that the model has no more goes with its English.
    fn texts(&mut self, rows: &[Row]) {
        let known = self.parsed.model.texts();
        for (row, cells) in rows {
            let (text, english) = (cell(cells, 0), cell(cells, 1));
            if english.chars().count() > NAME_MAX {
                self.say(
                    Sheet::Texts,
                    Some(*row),
                    msg!("configurator-read-english", most = NAME_MAX),
                );
            } else if !english.is_empty() && known.iter().any(|known| known == text) {
                let (text, english) = (text.to_owned(), english.to_owned());
                self.parsed.model.english.insert(text, english);
            }
        }
    }

    fn drawing(&mut self, (row, cells): &Row) {
        self.stands(Sheet::Drawing, *row);
        self.parsed.model.drawing = Some(Drawing {
            width: code_of(cell(cells, 0)),
            height: code_of(cell(cells, 1)),
            leaves: code_of(cell(cells, 2)),
            colour: code_of(cell(cells, 3)),
        });
    }
}
