//! The words of the tables, in both languages.

use super::super::model::{Kind, Lookup, Sheet, What};
use crate::platform::i18n::try_text;
use crate::platform::values::Locale;

/// A word that has a meaning of its own in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    Kind(Kind),
    Yes,
    No,
    Requires,
    Excludes,
    Limits,
    Fixed,
    Piece,
    Area,
    Length,
    PercentOfBase,
    PercentOfAll,
    Matrix,
    UpToNext,
    Linear,
    Fact(What),
}

impl Word {
    pub const BY: [Word; 7] = [
        Word::Fixed,
        Word::Piece,
        Word::Area,
        Word::Length,
        Word::PercentOfBase,
        Word::PercentOfAll,
        Word::Matrix,
    ];
    pub const EFFECTS: [Word; 3] = [Word::Requires, Word::Excludes, Word::Limits];

    const fn message(self) -> &'static str {
        match self {
            Word::Kind(Kind::One) => "configurator-word-one",
            Word::Kind(Kind::Many) => "configurator-word-many",
            Word::Kind(Kind::Colour) => "configurator-word-colour",
            Word::Kind(Kind::Number) => "configurator-word-number",
            Word::Kind(Kind::Size) => "configurator-word-size",
            Word::Kind(Kind::Text) => "configurator-word-text",
            Word::Yes => "configurator-word-yes",
            Word::No => "configurator-word-no",
            Word::Requires => "configurator-word-requires",
            Word::Excludes => "configurator-word-excludes",
            Word::Limits => "configurator-word-limits",
            Word::Fixed => "configurator-word-fixed",
            Word::Piece => "configurator-word-piece",
            Word::Area => "configurator-word-area",
            Word::Length => "configurator-word-length",
            Word::PercentOfBase => "configurator-word-percent-base",
            Word::PercentOfAll => "configurator-word-percent-all",
            Word::Matrix => "configurator-word-matrix",
            Word::UpToNext => "configurator-word-up",
            Word::Linear => "configurator-word-linear",
            Word::Fact(What::Weight) => "configurator-word-weight",
            Word::Fact(What::Volume) => "configurator-word-volume",
            Word::Fact(What::Days) => "configurator-word-days",
            Word::Fact(What::Paper) => "configurator-word-paper",
        }
    }

    /// Does a cell say this, in either language?
    pub fn is(self, cell: &str) -> bool {
        let cell = cell.trim().to_lowercase();
        Locale::ALL.into_iter().any(|l| word(l, self).to_lowercase() == cell)
    }

    pub fn of_lookup(lookup: Lookup) -> Word {
        match lookup {
            Lookup::UpToNext => Word::UpToNext,
            Lookup::Linear { .. } => Word::Linear,
        }
    }
}

pub fn word(l: Locale, word: Word) -> &'static str {
    try_text(l, word.message()).unwrap_or_default()
}

const fn sheet_message(sheet: Sheet) -> &'static str {
    match sheet {
        Sheet::Parameters => "configurator-sheet-parameters",
        Sheet::Values => "configurator-sheet-values",
        Sheet::Rules => "configurator-sheet-rules",
        Sheet::Columns => "configurator-sheet-columns",
        Sheet::Parts => "configurator-sheet-parts",
        Sheet::Matrices => "configurator-sheet-matrices",
        Sheet::Facts => "configurator-sheet-facts",
        Sheet::Drawing => "configurator-sheet-drawing",
        Sheet::Texts => "configurator-sheet-texts",
    }
}

pub fn sheet_name(l: Locale, sheet: Sheet) -> &'static str {
    try_text(l, sheet_message(sheet)).unwrap_or_default()
}

pub fn sheet_of(name: &str) -> Option<Sheet> {
    let name = name.trim().to_lowercase();
    let same = |sheet: &Sheet| {
        Locale::ALL
            .into_iter()
            .any(|l| sheet_name(l, *sheet).to_lowercase() == name)
    };
    Sheet::ALL.into_iter().find(same)
}

/// The headings of a table, without those of price types.
pub fn headings(l: Locale, sheet: Sheet) -> Vec<&'static str> {
    let ids: &[&str] = match sheet {
        Sheet::Parameters => &[
            "configurator-head-code",
            "configurator-head-name",
            "configurator-head-section",
            "configurator-head-kind",
            "configurator-head-required",
            "configurator-head-from",
            "configurator-head-to",
            "configurator-head-step",
            "configurator-head-unit",
            "configurator-head-initial",
            "configurator-head-hint",
        ],
        Sheet::Values => &[
            "configurator-head-parameter",
            "configurator-head-code",
            "configurator-head-name",
            "configurator-head-colour",
            "configurator-head-sketch",
        ],
        Sheet::Rules => &[
            "configurator-head-when",
            "configurator-head-effect",
            "configurator-head-of",
            "configurator-head-values",
            "configurator-head-from",
            "configurator-head-to",
            "configurator-head-why",
        ],
        Sheet::Columns => &[
            "configurator-head-price-type",
            "configurator-head-share-of",
            "configurator-head-percent",
        ],
        Sheet::Parts => &[
            "configurator-head-name",
            "configurator-head-when",
            "configurator-head-by",
            "configurator-head-measure",
            "configurator-head-minimum",
            "configurator-head-base",
        ],
        Sheet::Matrices => &[],
        Sheet::Facts => &[
            "configurator-head-what",
            "configurator-head-name",
            "configurator-head-when",
            "configurator-head-by",
            "configurator-head-measure",
            "configurator-head-figure",
        ],
        Sheet::Drawing => &[
            "configurator-head-width",
            "configurator-head-height",
            "configurator-head-leaves",
            "configurator-head-frame-colour",
        ],
        Sheet::Texts => &["configurator-head-text", "configurator-head-english"],
    };
    ids.iter().map(|id| try_text(l, id).unwrap_or_default()).collect()
}
