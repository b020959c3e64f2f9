//! A model as tables: the form in which an administrator writes it, on pages and in a workbook alike.
//!
//! Columns are known by their places, so that headings may be in either language; only the price types that figures stand
//! under are known by their headings. A word («one of», «requires») is known in either language too.

mod parse;
mod texts;
mod words;
mod write;

use std::collections::BTreeMap;

use super::model::{Column, Defect, Model, Sheet, check};
use crate::modules::catalogue::PriceTypeId;
use crate::platform::sheets::Grid;
use crate::platform::values::{Currency, Locale, Message};

pub use parse::parse;
pub use texts::{condition_text, extent_text, figure_text};
pub use words::{Word, headings, sheet_name, word};
pub use write::write;

/// Rows of one table that are looked at. The largest of a real model has some hundreds.
pub const ROWS_MAX: usize = 5_000;
/// Findings that are told; a table with more is wrong as a whole.
pub const FINDINGS_MAX: usize = 200;

/// A row with its number in the table, from 1.
pub type Row = (usize, Vec<String>);

/// All tables of a model, headings included.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tables(pub BTreeMap<Sheet, Vec<Row>>);

impl Tables {
    /// The sheets of a workbook that have a name of ours; the rest is left alone.
    pub fn of_book(book: Vec<(String, Grid)>) -> Tables {
        let mut tables = Tables::default();
        for (name, grid) in book {
            if let Some(sheet) = words::sheet_of(&name) {
                tables.0.entry(sheet).or_insert(grid.rows);
            }
        }
        tables
    }

    /// Tables written as text: `[Sheet]`, and rows of cells between bars. For models that come with the product, and for
    /// tests.
    pub fn of_text(text: &str) -> Tables {
        let mut tables = Tables::default();
        let mut sheet = None;
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            match line.trim().strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                Some(name) => sheet = words::sheet_of(name),
                None => {
                    let Some(sheet) = sheet else { continue };
                    let rows = tables.0.entry(sheet).or_default();
                    let cells = line.split('|').map(|cell| cell.trim().to_owned()).collect();
                    rows.push((rows.len() + 1, cells));
                }
            }
        }
        for rows in tables.0.values_mut() {
            for (_, cells) in rows {
                while cells.last().is_some_and(String::is_empty) {
                    cells.pop();
                }
            }
        }
        tables
    }
}

/// A price type as an administrator knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownType {
    pub id: PriceTypeId,
    pub name: String,
    pub currency: Currency,
}

/// Something wrong with a table; `row` as it is numbered there, `None`: the table as a whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    pub sheet: Sheet,
    pub row: Option<usize>,
    pub text: Message,
}

/// A model as it was read, and where each thing of it stands.
#[derive(Clone, Debug, Default)]
pub struct Parsed {
    pub model: Model,
    /// Row numbers by the place of things.
    places: BTreeMap<Sheet, Vec<usize>>,
    /// What can't be read.
    pub unread: Vec<Finding>,
}

impl Parsed {
    /// What can't be read, and what the model lacks, by table and row.
    pub fn findings(&self) -> Vec<Finding> {
        let mut all = self.unread.clone();
        // What wasn't read would be missed everywhere else.
        if all.is_empty() {
            all.extend(check(&self.model).into_iter().map(|defect| self.placed(defect)));
        }
        all.sort_by_key(|finding| (finding.sheet, finding.row));
        all.dedup();
        all.truncate(FINDINGS_MAX);
        all
    }

    fn placed(&self, defect: Defect) -> Finding {
        let rows = self.places.get(&defect.sheet);
        Finding {
            sheet: defect.sheet,
            row: defect.place.and_then(|place| rows?.get(place).copied()),
            text: defect.text,
        }
    }
}

/// Calls the price types of a model as they are called now: 1C may have renamed them since it was written.
pub fn renamed(mut model: Model, types: &[KnownType]) -> Model {
    for column in &mut model.columns {
        if let Some(known) = types.iter().find(|of| of.id == column.price_type) {
            column.name.clone_from(&known.name);
        }
    }
    model
}

/// The price types that a table of them says, alone: the other tables are written by it.
pub fn columns(rows: &[Row], types: &[KnownType]) -> Result<Vec<Column>, Vec<Finding>> {
    let mut parsed = parse(&Tables(BTreeMap::from([(Sheet::Columns, rows.to_vec())])), types);
    parsed.unread.retain(|finding| finding.sheet == Sheet::Columns);
    match parsed.unread.is_empty() {
        true => Ok(parsed.model.columns),
        false => Err(parsed.unread),
    }
}

/// What a model that is stored already lacks, by the rows of its tables as they are written.
pub fn findings(model: &Model, types: &[KnownType]) -> Vec<Finding> {
    parse(&write(model, Locale::Ru), types).findings()
}
