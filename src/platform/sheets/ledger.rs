//! Long workbooks, written row by row: what was written lies in a temporary file of the operating system, so that a
//! workbook of a hundred thousand rows takes no more memory than one of ten.

use std::io::Write;

use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use super::SheetError;
use super::unpacked::unreadable;
use crate::platform::values::{Day, Money, Percent, Quantity, UnitPrice};

/// The longest text of a cell that a spreadsheet opens, in characters.
const TEXT_MAX: usize = 32_000;

/// A cell with its type: a text stays a text whatever it begins with, a figure can be added up.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Empty,
    Text(String),
    Whole(i64),
    Money(Money),
    Price(UnitPrice),
    Quantity(Quantity),
    Percent(Percent),
    Day(Day),
}

impl Cell {
    pub fn text(text: impl Into<String>) -> Cell {
        Cell::Text(text.into())
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Cell {
        value.map_or(Cell::Empty, Into::into)
    }
}

macro_rules! cell_from {
    ($($source:ty => $variant:ident),*) => {
        $(impl From<$source> for Cell {
            fn from(value: $source) -> Cell {
                Cell::$variant(value)
            }
        })*
    };
}
cell_from! { String => Text, i64 => Whole, Money => Money, UnitPrice => Price, Quantity => Quantity, Percent => Percent, Day => Day }

struct Formats {
    text: Format,
    money: Format,
    price: Format,
    quantity: Format,
    whole: Format,
    percent: Format,
    day: Format,
}

impl Formats {
    fn new(base: &Format) -> Formats {
        let of = |pattern: &str| base.clone().set_num_format(pattern);
        Formats {
            text: of("@"),
            money: of("#,##0.00"),
            price: of("#,##0.00##"),
            quantity: of("#,##0.###"),
            whole: of("0"),
            percent: of("0.00%"),
            day: of("dd.mm.yyyy"),
        }
    }
}

/// A workbook of one sheet, from its first row to its last.
pub struct Ledger {
    book: Workbook,
    plain: Formats,
    strong: Formats,
    next: u32,
    columns: u16,
}

impl Ledger {
    /// `about` stands over the headings, a line each: what the sheet shows and as of when. `columns` are headings and
    /// widths in characters.
    pub fn new(name: &str, about: &[String], columns: &[(String, u16)]) -> Result<Ledger, SheetError> {
        Ledger::begin(name, about, columns).map_err(unreadable)
    }

    fn begin(name: &str, about: &[String], columns: &[(String, u16)]) -> Result<Ledger, XlsxError> {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet_with_constant_memory()?;
        sheet.set_name(name)?;
        let bold = Format::new().set_bold();
        for (at, (_, width)) in (0_u16..).zip(columns) {
            sheet.set_column_width(at, f64::from(*width))?;
        }
        let mut next = 0;
        for line in about {
            sheet.write_string(next, 0, line.as_str())?;
            next += 1;
        }
        let heading = bold.clone().set_align(FormatAlign::Top).set_text_wrap();
        for (at, (text, _)) in (0_u16..).zip(columns) {
            sheet.write_string_with_format(next, at, text.as_str(), &heading)?;
        }
        next += 1;
        sheet.set_freeze_panes(next, 1)?;
        Ok(Ledger {
            book,
            plain: Formats::new(&Format::new()),
            strong: Formats::new(&bold),
            next,
            columns: u16::try_from(columns.len()).unwrap_or(u16::MAX),
        })
    }

    pub fn row(&mut self, cells: &[Cell]) -> Result<(), SheetError> {
        self.write(cells, false).map_err(unreadable)
    }

    /// A row that stands out: a total.
    pub fn total(&mut self, cells: &[Cell]) -> Result<(), SheetError> {
        self.write(cells, true).map_err(unreadable)
    }

    fn write(&mut self, cells: &[Cell], strong: bool) -> Result<(), XlsxError> {
        let formats = if strong { &self.strong } else { &self.plain };
        let sheet = self.book.worksheet_from_index(0)?;
        for (at, cell) in (0..self.columns).zip(cells) {
            put(sheet, self.next, at, cell, formats)?;
        }
        self.next += 1;
        Ok(())
    }

    /// Sends the workbook on its way, piece by piece.
    pub fn save(mut self, to: impl Write + Send) -> Result<(), SheetError> {
        self.book.save_to_writer(to).map_err(unreadable)
    }
}

/// A spreadsheet keeps binary floats: each figure goes in as the float nearest to its decimal, once and at the very end,
/// and is read back as the same decimal.
fn scaled(figure: i64, scale: u32) -> f64 {
    figure as f64 / f64::from(scale)
}

fn put(sheet: &mut Worksheet, row: u32, at: u16, cell: &Cell, formats: &Formats) -> Result<(), XlsxError> {
    let (figure, format) = match cell {
        Cell::Empty => return Ok(()),
        Cell::Text(text) => {
            let text: String = text.chars().take(TEXT_MAX).collect();
            sheet.write_string_with_format(row, at, text, &formats.text)?;
            return Ok(());
        }
        Cell::Day(day) => {
            let year = u16::try_from(day.year()).unwrap_or(1900);
            match ExcelDateTime::from_ymd(year, day.month() as u8, day.day() as u8) {
                Ok(date) => sheet.write_datetime_with_format(row, at, &date, &formats.day)?,
                // Before the first day that a spreadsheet knows.
                Err(_) => sheet.write_string_with_format(row, at, day.to_string(), &formats.text)?,
            };
            return Ok(());
        }
        Cell::Whole(n) => (scaled(*n, 1), &formats.whole),
        Cell::Money(money) => (scaled(money.minor, 100), &formats.money),
        Cell::Price(price) => (scaled(price.e4, 10_000), &formats.price),
        Cell::Quantity(quantity) => (scaled(quantity.thousandths(), 1_000), &formats.quantity),
        Cell::Percent(percent) => (scaled(percent.hundredths(), 10_000), &formats.percent),
    };
    sheet.write_number_with_format(row, at, figure, format)?;
    Ok(())
}
