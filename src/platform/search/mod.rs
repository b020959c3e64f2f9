//! Full text search: an index that is derived from the journal and can always be thrown away.
//!
//! This is the only folder that names tantivy. Visibility is a term of the query, so that counts, facets and pages
//! lose what the asker may not see together with the hits. What a query tolerates grows in steps: exact words and
//! stems, then beginnings of words, then the other keyboard layout, then misspellings; the first step that finds
//! something answers.

mod feed;
mod index;
mod keys;
mod plan;
mod schema;
mod vocabulary;
mod words;

#[cfg(test)]
mod demo_tests;
#[cfg(test)]
mod tests;

pub use feed::{Feed, Source};
pub use index::SearchIndex;
pub use keys::code_key;

use crate::platform::values::{AccountId, DealerId, Scope};

/// The most hits that one query returns.
pub const HITS_MAX: usize = 100;
/// Totals are counted up to here; more is shown as «more than».
pub const TOTAL_MAX: usize = 10_000;

/// What is searched: one record as text. Texts beyond the limits of the index are cut.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Doc {
    /// The record's key within its kind.
    pub id: String,
    /// A word of the module: `product`, `order`, `news`.
    pub kind: String,
    /// Who may find it. Empty: nobody but those who see everything.
    pub audience: Vec<Audience>,
    pub title: String,
    /// The path of its page.
    pub link: String,
    /// Articles (SKU) of the thing and of its variants, spelled as they are.
    pub articles: Vec<String>,
    pub barcodes: Vec<String>,
    /// Values of properties, one after another.
    pub properties: String,
    pub body: String,
    /// The groups that it lies in, each as the path of ids from the root.
    pub groups: Vec<Vec<String>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Everyone who is signed in.
    Everyone,
    /// The manufacturer's people.
    Staff,
    /// All people of one dealer, and the manufacturer's who lead it.
    Dealer(DealerId),
    /// Those of its people who see what the others of the company make, and the manufacturer's who lead it.
    Company(DealerId),
    /// One person within one dealer.
    Person(DealerId, AccountId),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Adds the document or replaces the one with the same kind and id.
    Put(Box<Doc>),
    Delete {
        kind: String,
        id: String,
    },
}

#[derive(Clone, Debug)]
pub struct Query {
    pub text: String,
    /// Empty: every kind.
    pub kinds: Vec<String>,
    pub scope: Scope,
    /// Only what lies in this group or below it: its path from the root.
    pub group: Vec<String>,
    /// At most [`HITS_MAX`].
    pub limit: usize,
    pub offset: usize,
}

impl Query {
    /// The first page over every kind.
    pub fn new(text: impl Into<String>, scope: Scope, limit: usize) -> Query {
        Query {
            text: text.into(),
            kinds: Vec::new(),
            scope,
            group: Vec::new(),
            limit,
            offset: 0,
        }
    }

    pub fn of_kind(mut self, kind: &str) -> Query {
        self.kinds.push(kind.to_owned());
        self
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hits {
    /// How many match, at most [`TOTAL_MAX`].
    pub total: usize,
    pub items: Vec<Hit>,
    /// What was searched instead, when the text was typed in the wrong keyboard layout.
    pub corrected: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    pub id: String,
    pub kind: String,
    pub title: String,
    pub link: String,
    /// The first article, or nothing.
    pub article: String,
}

#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    #[error("the search index: {0}")]
    Index(#[from] tantivy::TantivyError),
    #[error("the search index's folder: {0}")]
    Folder(#[from] std::io::Error),
}
