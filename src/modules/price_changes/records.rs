//! How changes of prices are stored, and who may see what. The lists hold the prices of every type, so only the cabinet
//! itself reads them, and gives out the types that the reader may see.

use serde::{Deserialize, Serialize};

use super::model::{Repricing, RepricingId, Row, Touched};
use crate::platform::access::Technical;
use crate::platform::store::{Index, Indexer, Record, RecordInfo, Table};
use crate::platform::values::{DealerId, Scope};

/// All repricings, by their moment.
pub const REPRICING_BY_TIME: Index<Repricing> = Index::new(114 * 16, "repricing.by_time");
/// What a dealer was touched by, by its moment.
pub const TOUCHED_BY_DEALER: Index<Touched> = Index::new(116 * 16, "price_touched.by_dealer");

pub const RECORDS: &[RecordInfo] = &[
    RecordInfo::of::<Repricing>(),
    RecordInfo::of::<Leaf>(),
    RecordInfo::of::<Touched>(),
];

impl Record for Repricing {
    const TABLE: Table = Table::new(114, "repricing");
    type Key = RepricingId;

    fn key(&self) -> RepricingId {
        self.id
    }
    /// A dealer reads what it means to it: [`Touched`].
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.is_staff() && self.dealer.is_none_or(|dealer| scope.includes(dealer))
    }
    fn index(&self, indexer: &mut Indexer) {
        indexer.put(&REPRICING_BY_TIME, &self.at);
    }
}

/// It follows from what was changed, and what was changed has its own entry.
impl Technical for Repricing {}

/// Rows of a leaf: one commit.
pub const LEAF_ROWS: usize = 250;

/// A page of the list of changed goods, by article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Leaf {
    pub repricing: RepricingId,
    /// From 0.
    pub number: u32,
    pub rows: Vec<Row>,
}

impl Record for Leaf {
    const TABLE: Table = Table::new(115, "repricing_leaf");
    type Key = (RepricingId, u32);

    fn key(&self) -> Self::Key {
        (self.repricing, self.number)
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        matches!(scope, Scope::All)
    }
}

impl Technical for Leaf {}

impl Record for Touched {
    const TABLE: Table = Table::new(116, "price_touched");
    type Key = (RepricingId, DealerId);

    fn key(&self) -> Self::Key {
        (self.repricing, self.dealer)
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.includes(self.dealer)
    }
    fn index(&self, indexer: &mut Indexer) {
        indexer.put(&TOUCHED_BY_DEALER, &(self.dealer, self.at));
    }
}

impl Technical for Touched {}
