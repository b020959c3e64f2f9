//! Which column of a table is what: by its headings where there are some, else by what stands in the columns.

use std::sync::LazyLock;

use super::readings::{amount, tails};
use super::{Reading, Written};
use crate::platform::i18n::{parse_quantity, try_text};
use crate::platform::sheets::{Grid, Parted};
use crate::platform::values::{Locale, Quantity};

/// The rows that are looked through for headings.
const HEADINGS_WITHIN: usize = 20;
/// A heading is short; a name of goods may hold the same words.
const HEADING_MAX: usize = 40;

/// Words of headings, in both languages, in lower case.
struct Words {
    article: Vec<String>,
    name: Vec<String>,
    quantity: Vec<String>,
    comment: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let words = |id: &str| {
        let texts = [Locale::Ru, Locale::En].map(|locale| try_text(locale, id).unwrap_or_default());
        texts.iter().flat_map(|text| text.split(',')).map(plain).collect()
    };
    Words {
        article: words("quick-headings-article"),
        name: words("quick-headings-name"),
        quantity: words("quick-headings-quantity"),
        comment: words("quick-headings-comment"),
    }
});

/// A heading as it is compared: «Кол-во, шт.» is «кол-во».
fn plain(text: &str) -> String {
    let lower = text.to_lowercase().replace('\u{451}', "\u{435}");
    let lower = lower.split([',', '(']).next().unwrap_or_default();
    lower
        .trim_matches(|c: char| !c.is_alphanumeric() && c != '#' && c != '\u{2116}')
        .to_owned()
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Columns {
    article: Option<usize>,
    name: Option<usize>,
    quantity: Option<usize>,
    comment: Option<usize>,
}

impl Columns {
    fn of_headings(cells: &[String]) -> Option<Columns> {
        let words = &*WORDS;
        let mut columns = Columns::default();
        for (at, cell) in cells.iter().enumerate() {
            if cell.chars().count() > HEADING_MAX {
                continue;
            }
            let cell = plain(cell);
            let places = [
                (&words.article, &mut columns.article),
                (&words.name, &mut columns.name),
                (&words.quantity, &mut columns.quantity),
                (&words.comment, &mut columns.comment),
            ];
            for (words, place) in places {
                if place.is_none() && words.contains(&cell) {
                    *place = Some(at);
                    break;
                }
            }
        }
        if cells.len() == 1 && Columns::heads_a_line(&cells[0]) {
            return Some(Columns::of_lines());
        }
        let what = columns.article.or(columns.name);
        let alone = cells.iter().filter(|cell| !cell.is_empty()).count() == 1;
        (what.is_some() && (columns.quantity.is_some() || alone)).then_some(columns)
    }

    /// Lines where nothing but a space parts goods and quantity.
    fn of_lines() -> Columns {
        Columns {
            article: Some(0),
            quantity: Some(1),
            ..Columns::default()
        }
    }

    /// «Артикул Кол-во»
    fn heads_a_line(line: &str) -> bool {
        let words = &*WORDS;
        line.match_indices(char::is_whitespace).any(|(at, _)| {
            let (what, quantity) = (plain(&line[..at]), plain(&line[at..]));
            (words.article.contains(&what) || words.name.contains(&what)) && words.quantity.contains(&quantity)
        })
    }

    /// A column of quantities is one where most cells are numbers that one may order; where several are, the one of the
    /// shorter numbers, the last of equals. What is ordered stands in the first of the others.
    fn of_contents(rows: &[(usize, Vec<String>)]) -> Columns {
        let width = rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
        if width < 2 && most_end_in_a_quantity(rows) {
            return Columns::of_lines();
        }
        if width < 2 {
            return Columns {
                article: Some(0),
                ..Columns::default()
            };
        }
        let (mut quantity, mut shortest) = (None, usize::MAX);
        for column in 0..width {
            let filled: Vec<&str> = rows
                .iter()
                .filter_map(|(_, cells)| cells.get(column))
                .map(|cell| cell.trim())
                .filter(|cell| !cell.is_empty())
                .collect();
            let numbers: Vec<&&str> = filled.iter().filter(|cell| is_quantity(cell)).collect();
            if filled.is_empty() || numbers.len() * 2 <= filled.len() {
                continue;
            }
            let length = numbers.iter().map(|cell| cell.chars().count()).sum::<usize>() * 100 / numbers.len();
            if length <= shortest {
                (quantity, shortest) = (Some(column), length);
            }
        }
        let quantity = quantity.unwrap_or(1);
        let article = (0..width).find(|column| *column != quantity);
        let comment = (0..width).find(|column| Some(*column) != article && *column != quantity);
        Columns {
            article,
            name: None,
            quantity: Some(quantity),
            comment,
        }
    }

    fn row(&self, place: usize, cells: &[String], parted: Parted) -> Option<Written> {
        let single = self.quantity.is_none();
        let cell = |column: Option<usize>| column.and_then(|at| cells.get(at)).map_or("", |cell| cell.trim());
        let what = match cell(self.article) {
            "" => cell(self.name),
            article => article,
        };
        let quantity = if single { "1" } else { cell(self.quantity) };
        if what.is_empty() && (single || quantity.is_empty()) {
            return None;
        }
        let row = Written::new(place, what, quantity, cell(self.comment));
        Some(match cells {
            [line] => row.read(line, single),
            // «Петля 70 12,5», where the comma parts the cells of other lines.
            [first, second] if parted == Parted::ByCommas => row.read_otherwise(first, second),
            _ => row,
        })
    }
}

impl Written {
    /// With the readings of a line that nothing parts. In a list of goods without quantities it means all of them first.
    fn read(mut self, line: &str, single: bool) -> Written {
        let mut readings = tails(line);
        if !single && !readings.is_empty() {
            let first = readings.remove(0);
            (self.what, self.quantity) = (first.what, first.quantity);
            readings.push(Reading::whole(line));
        }
        self.others = readings;
        self
    }

    /// With the readings of two cells as one line, where their comma may be a decimal one.
    fn read_otherwise(mut self, first: &str, second: &str) -> Written {
        let line = format!("{first},{second}");
        let same = |reading: &Reading| (&reading.what, &reading.quantity) == (&self.what, &self.quantity);
        let readings = tails(&line);
        if readings.iter().any(same) {
            self.others = readings.into_iter().filter(|reading| !same(reading)).collect();
            self.others.push(Reading::whole(&line));
        }
        self
    }
}

/// Nearly every line: four of five.
fn most_end_in_a_quantity(rows: &[(usize, Vec<String>)]) -> bool {
    let lines = rows.iter().filter_map(|(_, cells)| cells.first());
    let parted = lines.filter(|line| !tails(line).is_empty()).count();
    parted > 0 && parted * 5 >= rows.len() * 4
}

fn is_quantity(text: &str) -> bool {
    parse_quantity(amount(text).0).is_ok_and(|quantity| quantity > Quantity::ZERO)
}

/// The rows of a table as an order. A list without quantities means one of each.
pub fn written(grid: &Grid) -> Vec<Written> {
    let heads = grid.rows.iter().take(HEADINGS_WITHIN).enumerate();
    let headed = heads
        .into_iter()
        .find_map(|(at, (_, cells))| Some((at, Columns::of_headings(cells)?)));
    let (rows, columns) = match headed {
        Some((at, columns)) => (&grid.rows[at + 1..], columns),
        None => (&grid.rows[..], Columns::of_contents(&grid.rows)),
    };
    rows.iter()
        .filter_map(|(place, cells)| columns.row(*place, cells, grid.parted))
        .collect()
}
