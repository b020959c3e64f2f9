//! What was written and what became of it: a sheet of rows that somebody brought to order.

use serde::{Deserialize, Serialize};

use super::Reading;
use crate::modules::catalogue::SkuId;
use crate::modules::orders::{Author, DraftId};
use crate::platform::values::{DealerId, Id, Message, Moment};

pub type IntakeId = Id<Intake>;

/// The most rows of one sheet.
pub const ROWS_MAX: usize = 5_000;
/// The longest text that names goods, quantity, comment, in characters: what is longer is cut.
pub(super) const WHAT_MAX: usize = 120;
pub(super) const QUANTITY_LENGTH_MAX: usize = 32;
const COMMENT_LENGTH_MAX: usize = 300;

/// One row as it was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// Where it stood in what was brought, from 1.
    pub place: usize,
    /// An article, a barcode or a name.
    pub what: String,
    pub quantity: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub comment: String,
    /// The other ways to read a line that no mark parts, the likelier first; what is chosen or rewritten has none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<Reading>,
    /// What somebody chose where the text was not enough.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chosen: Option<SkuId>,
}

impl Written {
    pub fn new(place: usize, what: &str, quantity: &str, comment: &str) -> Written {
        let cut = |text: &str, limit: usize| text.trim().chars().take(limit).collect();
        Written {
            place,
            what: cut(what, WHAT_MAX),
            quantity: cut(quantity, QUANTITY_LENGTH_MAX),
            comment: cut(comment, COMMENT_LENGTH_MAX),
            others: Vec::new(),
            chosen: None,
        }
    }
}

/// A change of one row by hand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edit {
    pub place: usize,
    pub what: Option<String>,
    pub quantity: Option<String>,
    pub chosen: Option<SkuId>,
    /// The reading that the choice is of: 0 is the row as it stands, then its others.
    pub reading: usize,
    pub removed: bool,
}

/// Rows on their way into a draft. Shared in the company; kept until its rows are used, or for some days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Intake {
    pub id: IntakeId,
    pub dealer: DealerId,
    pub author: Author,
    /// The draft that it was begun from, or that rows went to last.
    #[serde(default)]
    pub draft: Option<DraftId>,
    pub rows: Vec<Written>,
    pub created: Moment,
    /// Grows with each change: a form carries the one it was drawn from.
    pub version: u32,
}

impl Intake {
    pub fn expect(&self, version: u32) -> Result<(), Refusal> {
        match self.version == version {
            true => Ok(()),
            false => Err(Refusal::Moved),
        }
    }

    /// Another text needs another choice, so a row that is rewritten loses it.
    pub fn edited(mut self, edits: &[Edit]) -> Intake {
        let before = self.rows.clone();
        for edit in edits {
            let Some(at) = self.rows.iter().position(|row| row.place == edit.place) else {
                continue;
            };
            if edit.removed {
                self.rows.remove(at);
                continue;
            }
            let row = &mut self.rows[at];
            let what = edit.what.as_deref().unwrap_or(&row.what);
            let quantity = edit.quantity.as_deref().unwrap_or(&row.quantity);
            let mut next = Written::new(row.place, what, quantity, &row.comment);
            let same = next.what == row.what;
            next.chosen = if same { edit.chosen.or(row.chosen) } else { None };
            if same && next.quantity == row.quantity {
                match edit.reading.checked_sub(1).and_then(|at| row.others.get(at)) {
                    Some(other) if edit.chosen.is_some() => {
                        let read = Written::new(row.place, &other.what, &other.quantity, &row.comment);
                        (next.what, next.quantity) = (read.what, read.quantity);
                    }
                    _ if next.chosen.is_none() => next.others.clone_from(&row.others),
                    _ => {}
                }
            }
            *row = next;
        }
        if self.rows != before {
            self.version = self.version.saturating_add(1);
        }
        self
    }

    /// Without the rows that went into a draft.
    pub fn without(mut self, places: &[usize], draft: DraftId) -> Intake {
        let gone: std::collections::HashSet<usize> = places.iter().copied().collect();
        self.rows.retain(|row| !gone.contains(&row.place));
        self.draft = Some(draft);
        self.version = self.version.saturating_add(1);
        self
    }
}

/// Why a rule said no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("nothing is written")]
    Nothing,
    #[error("too many rows")]
    TooManyRows,
    #[error("the sheet was changed meanwhile")]
    Moved,
    #[error("no row is ready")]
    NoneReady,
    #[error("no file")]
    NoFile,
    #[error("the draft is full")]
    DraftFull,
}

impl Refusal {
    pub fn message(self) -> Message {
        use crate::msg;
        match self {
            Refusal::Nothing => msg!("quick-refusal-nothing"),
            Refusal::TooManyRows => msg!("quick-refusal-too-many", limit = ROWS_MAX),
            Refusal::Moved => msg!("quick-refusal-moved"),
            Refusal::NoneReady => msg!("quick-refusal-none-ready"),
            Refusal::NoFile => msg!("quick-refusal-no-file"),
            Refusal::DraftFull => msg!("quick-refusal-draft-full"),
        }
    }
}

impl From<Refusal> for crate::platform::error::Error {
    fn from(refusal: Refusal) -> Self {
        crate::platform::error::Error::Refused(refusal.message())
    }
}
