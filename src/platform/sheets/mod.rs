//! Tables that people bring and take: pasted text, CSV and XLSX in, CSV and XLSX out.
//!
//! What comes in may be anything, and whoever sent it may mean harm: every size is bounded before memory is taken for
//! it, and the answer says what is wrong with the file. A cell is text: a figure is read by who knows what it is. What
//! goes out opens in a spreadsheet, which runs cells that look like formulas: none of ours does.

mod delimited;
mod ledger;
mod unpacked;
mod written;
mod xlsx;

#[cfg(test)]
mod tests;

pub use delimited::{decoded, rows_of_text};
pub use ledger::{Cell, Ledger};
pub use written::{Book, csv, csv_row, workbook};

/// The most columns that are kept; what stands to the right of them is left out.
pub const COLUMNS_MAX: usize = 40;
/// The longest cell, in characters; the rest of it is left out.
pub const CELL_MAX: usize = 500;

/// The content types of what is written.
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
pub const CSV: &str = "text/csv; charset=utf-8";

/// How sure it is where cells part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Parted {
    /// By a mark that stands nowhere else, or by the file itself.
    #[default]
    Surely,
    /// By a comma, which is a decimal mark as well.
    ByCommas,
}

/// Rows of cells, without the empty ones at their ends. A row keeps the number that it has in the file, from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    pub rows: Vec<(usize, Vec<String>)>,
    pub parted: Parted,
}

impl Grid {
    /// Keeps a row with something in it. `false` when there are `limit` rows already.
    fn push(&mut self, number: usize, mut cells: Vec<String>, limit: usize) -> bool {
        while cells.last().is_some_and(|cell| cell.trim().is_empty()) {
            cells.pop();
        }
        if cells.is_empty() {
            return true;
        }
        if self.rows.len() >= limit {
            return false;
        }
        self.rows.push((number, cells));
        true
    }
}

/// Why a file can't be taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SheetError {
    #[error("no row has anything in it")]
    Empty,
    #[error("more than {0} rows")]
    TooManyRows(usize),
    #[error("a compound file: encrypted")]
    Encrypted,
    #[error("a compound file: a workbook of the old format")]
    OldFormat,
    #[error("unpacked it would be too large")]
    TooLarge,
    #[error("not a table: {0}")]
    Unreadable(String),
}

impl SheetError {
    pub fn message(&self) -> crate::platform::values::Message {
        use crate::msg;
        match self {
            SheetError::Empty => msg!("sheets-empty"),
            SheetError::TooManyRows(limit) => msg!("sheets-too-many-rows", limit = *limit),
            SheetError::Encrypted => msg!("sheets-encrypted"),
            SheetError::OldFormat => msg!("sheets-old-format"),
            SheetError::TooLarge => msg!("sheets-too-large"),
            SheetError::Unreadable(_) => msg!("sheets-unreadable"),
        }
    }
}

/// How a compound file begins: an old workbook, or one with a password.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// What a file holds: XLSX by its first bytes, otherwise delimited text. At most `limit` rows with something in them.
pub fn read(bytes: &[u8], limit: usize) -> Result<Grid, SheetError> {
    const ZIP: &[u8] = b"PK\x03\x04";
    const EMPTY_ZIP: &[u8] = b"PK\x05\x06";
    let grid = if bytes.starts_with(ZIP) || bytes.starts_with(EMPTY_ZIP) {
        xlsx::read(bytes, limit)?
    } else if bytes.starts_with(COMPOUND) {
        return Err(compound(bytes));
    } else {
        rows_of_text(&decoded(bytes)?, limit)?
    };
    match grid.rows.is_empty() {
        true => Err(SheetError::Empty),
        false => Ok(grid),
    }
}

/// All the sheets of a workbook that are shown, by name: at most `sheets` of them, each of at most `limit` rows.
pub fn read_book(bytes: &[u8], sheets: usize, limit: usize) -> Result<Vec<(String, Grid)>, SheetError> {
    if bytes.starts_with(COMPOUND) {
        return Err(compound(bytes));
    }
    let book = xlsx::read_all(bytes, sheets, limit)?;
    match book.iter().all(|(_, grid)| grid.rows.is_empty()) {
        true => Err(SheetError::Empty),
        false => Ok(book),
    }
}

/// A workbook with a password is a compound file with a stream of this name; so is the format before XLSX, without it.
fn compound(bytes: &[u8]) -> SheetError {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    match bytes.windows(name.len()).any(|window| window == name) {
        true => SheetError::Encrypted,
        false => SheetError::OldFormat,
    }
}

/// The beginning of a cell.
fn cut(text: &str) -> String {
    text.chars().take(CELL_MAX).collect()
}
