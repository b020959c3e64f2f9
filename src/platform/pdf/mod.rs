//! Papers as PDF: a small set of blocks (a head with a logo, words, a table that goes on over pages, sums) laid out on A4.
//!
//! A module says what stands on the paper; this room knows fonts, lines and pages, and is the only one that names the
//! library. The font is the cabinet's own, with Cyrillic and the signs of currencies; only the glyphs that are used go into
//! the file.

mod layout;
mod text;

#[cfg(test)]
mod tests;

use crate::platform::values::Locale;

/// A whole paper.
pub struct Paper {
    pub locale: Locale,
    pub title: String,
    pub author: String,
    pub blocks: Vec<Block>,
    /// Stands at the left of every foot; the pages are numbered at the right.
    pub foot: String,
    /// «page of pages», made for each page.
    pub numbered: fn(Locale, usize, usize) -> String,
}

/// A part of a paper, from top to bottom.
pub enum Block {
    /// Who writes: a logo (JPEG), or the name in its place, and lines at the right.
    Head {
        logo: Option<Vec<u8>>,
        name: String,
        lines: Vec<String>,
    },
    Title(String),
    Heading(String),
    Text {
        text: String,
        size: Size,
    },
    Table(Table),
    /// Lines at the right edge; the first is the sum itself.
    Sums(Vec<String>),
    /// A square code with words beside it, kept on one page.
    Code {
        content: String,
        words: String,
    },
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Size {
    Normal,
    Strong,
    Small,
}

/// A table whose head is repeated on every page that it goes on.
pub struct Table {
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
}

pub struct Column {
    pub title: String,
    /// Points; the column with none takes what is left.
    pub width: Option<f32>,
    /// Figures stand at the right.
    pub right: bool,
}

#[derive(Default)]
pub struct Row {
    pub cells: Vec<Cell>,
    /// In bold: a sum of the rows above.
    pub strong: bool,
}

#[derive(Default)]
pub struct Cell {
    pub text: String,
    /// A second line, smaller.
    pub sub: String,
    /// A picture (JPEG) instead of words.
    pub picture: Option<Vec<u8>>,
}

impl Cell {
    pub fn text(text: impl Into<String>) -> Cell {
        Cell {
            text: text.into(),
            ..Cell::default()
        }
    }
}

#[derive(Debug, thiserror::Error)]
#[error("a paper can't be made: {0}")]
pub struct PdfError(String);

impl Paper {
    /// The file. What it holds is decided by the blocks alone: the same paper is the same bytes.
    pub fn to_pdf(&self) -> Result<Vec<u8>, PdfError> {
        layout::drawn(self)
    }
}
