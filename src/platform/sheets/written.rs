//! Writing tables that open in a spreadsheet.

use rust_xlsxwriter::{Format, Workbook, XlsxError};

use super::SheetError;
use super::unpacked::unreadable;

/// A spreadsheet runs a cell of a text file that begins with one of these.
const STARTS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// CSV for a Russian Excel: UTF-8 with its mark, semicolons, quotes where they are needed. What would be run as a formula
/// gets an apostrophe before it.
pub fn csv<'c>(rows: impl IntoIterator<Item = Vec<&'c str>>) -> Vec<u8> {
    let mut out = String::from("\u{feff}");
    for row in rows {
        csv_row(&mut out, row);
    }
    out.into_bytes()
}

/// One row of such a file, for those that are written while they are sent. The mark stands before the first.
pub fn csv_row<'c>(out: &mut String, row: impl IntoIterator<Item = &'c str>) {
    for (at, cell) in row.into_iter().enumerate() {
        if at > 0 {
            out.push(';');
        }
        write_cell(out, cell);
    }
    out.push_str("\r\n");
}

fn write_cell(out: &mut String, cell: &str) {
    let apostrophe = if cell.starts_with(STARTS) { "'" } else { "" };
    if cell.contains([';', '"', '\n', '\r', '\t', ',']) {
        out.push('"');
        out.push_str(apostrophe);
        out.push_str(&cell.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(apostrophe);
        out.push_str(cell);
    }
}

/// A workbook of one sheet: a row of headings and rows of texts. Texts stay texts, whatever they begin with.
pub struct Book<'c> {
    pub name: &'c str,
    /// Headings and widths of columns, in characters.
    pub columns: Vec<(&'c str, u16)>,
    pub rows: Vec<Vec<&'c str>>,
}

impl Book<'_> {
    pub fn bytes(&self) -> Result<Vec<u8>, SheetError> {
        self.write().map_err(unreadable)
    }

    fn write(&self) -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        self.add(&mut book)?;
        book.save_to_buffer()
    }

    fn add(&self, book: &mut Workbook) -> Result<(), XlsxError> {
        let sheet = book.add_worksheet();
        sheet.set_name(self.name)?;
        let (bold, text) = (Format::new().set_bold(), Format::new().set_num_format("@"));
        for (at, (heading, width)) in (0_u16..).zip(&self.columns) {
            // What is typed below stays what was typed: an article keeps its zeros.
            sheet.set_column_format(at, &text)?;
            sheet.set_column_width(at, f64::from(*width))?;
            sheet.write_string_with_format(0, at, *heading, &bold)?;
        }
        sheet.set_freeze_panes(1, 0)?;
        for (at, row) in (1_u32..).zip(&self.rows) {
            for (column, cell) in (0_u16..).zip(row) {
                sheet.write_string_with_format(at, column, *cell, &text)?;
            }
        }
        Ok(())
    }
}

/// A workbook of several sheets.
pub fn workbook(sheets: &[Book<'_>]) -> Result<Vec<u8>, SheetError> {
    let write = || {
        let mut book = Workbook::new();
        sheets.iter().try_for_each(|sheet| sheet.add(&mut book))?;
        book.save_to_buffer()
    };
    write().map_err(unreadable)
}
