//! How models are stored, and who may see them.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Model;
use crate::modules::catalogue::ProductId;
use crate::platform::store::{Index, Indexer, Record, RecordInfo, Table};
use crate::platform::values::{Locale, Moment, Scope};

/// By product, then by number.
pub const EDITION_BY_PRODUCT: Index<Edition> = Index::new(85 * 16, "configurator.edition.by_product");

pub const RECORDS: &[RecordInfo] = &[
    RecordInfo::of::<Workshop>(),
    RecordInfo::of::<Edition>(),
    RecordInfo::of::<Offered>(),
];

/// The model of a product as it is being written: nobody calculates with it but its author.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Workshop {
    pub product: ProductId,
    pub model: Model,
    /// The edition that it is or came from; 0: none.
    #[serde(default)]
    pub edition: u32,
    /// Does it say otherwise than that edition?
    #[serde(default)]
    pub ahead: bool,
    pub changed: Moment,
    #[serde(default)]
    pub changed_by: String,
    /// Grows with each change: a form carries the one that it was drawn from.
    pub version: u32,
}

/// A published model: it never changes. It holds prices of all types, which pages show through the reader's rights.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edition {
    pub product: ProductId,
    pub number: u32,
    pub model: Model,
    pub published: Moment,
    #[serde(default)]
    pub by: String,
    /// What the administrator said of it.
    #[serde(default)]
    pub note: String,
}

impl Edition {
    /// As a reader of this language reads it.
    pub fn told(self: &Arc<Edition>, l: Locale) -> Arc<Edition> {
        match self.model.told(l) {
            Some(model) => Arc::new(Edition {
                model,
                ..Edition::clone(self)
            }),
            None => Arc::clone(self),
        }
    }
}

/// The edition that a product is sold by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offered {
    pub product: ProductId,
    pub edition: u32,
    /// Not sold made to order any more.
    #[serde(default)]
    pub withdrawn: bool,
}

impl Record for Workshop {
    const TABLE: Table = Table::new(84, "configurator.workshop");
    type Key = ProductId;

    fn key(&self) -> ProductId {
        self.product
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.is_staff()
    }
}

impl Record for Edition {
    const TABLE: Table = Table::new(85, "configurator.edition");
    type Key = (ProductId, u32);

    fn key(&self) -> (ProductId, u32) {
        (self.product, self.number)
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.is_signed_in()
    }
    fn index(&self, indexer: &mut Indexer) {
        indexer.put(&EDITION_BY_PRODUCT, &(self.product, self.number));
    }
}

impl Record for Offered {
    const TABLE: Table = Table::new(86, "configurator.offered");
    type Key = ProductId;

    fn key(&self) -> ProductId {
        self.product
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.is_signed_in()
    }
}
