//! How documents are stored, and who may see what.

use super::events::SUBJECT;
use super::model::{Document, DocumentId, Reading, Stray};
use crate::modules::orders::{people_of, sees_order};
use crate::platform::notify::Owner;
use crate::platform::store::{Index, Indexer, Reader, Record, RecordInfo, StoreError, Table};
use crate::platform::values::{MembershipId, Scope};

/// By dealer, then by day.
pub const DOCUMENT_BY_DEALER: Index<Document> = Index::new(150 * 16, "document.by_dealer");
/// All, for those who see all, by day.
pub const DOCUMENT_BY_DAY: Index<Document> = Index::new(150 * 16 + 1, "document.by_day");
/// Of an order, by day.
pub const DOCUMENT_BY_ORDER: Index<Document> = Index::new(150 * 16 + 2, "document.by_order");
/// By 1C's id of the counterparty: they go where it goes.
pub const DOCUMENT_BY_COUNTERPARTY: Index<Document> = Index::new(150 * 16 + 3, "document.by_counterparty");
/// By the place of the file that the manifest names.
pub const DOCUMENT_BY_MANIFEST: Index<Document> = Index::new(150 * 16 + 4, "document.by_manifest");
/// Who has read a document.
pub const READING_BY_DOCUMENT: Index<Reading> = Index::new(151 * 16, "document_reading.by_document");

pub const RECORDS: &[RecordInfo] = &[
    RecordInfo::of::<Document>(),
    RecordInfo::of::<Reading>(),
    RecordInfo::of::<Stray>(),
];

impl Record for Document {
    const TABLE: Table = Table::new(150, "document");
    const VERSIONED: bool = true;
    type Key = DocumentId;

    fn key(&self) -> DocumentId {
        self.id
    }
    /// What nobody has been found for is the administrators'. What 1C has withdrawn is still seen, and says so; its file is
    /// the manufacturer's alone: see [`Document::file_for`].
    fn visible_to(&self, scope: &Scope) -> bool {
        match self.dealer {
            None => *scope == Scope::All,
            Some(dealer) => scope.includes(dealer),
        }
    }
    /// A paper of an order goes with it.
    fn seen_with<T: Reader + ?Sized>(&self, tx: &T) -> Result<bool, StoreError> {
        match self.order {
            Some((order, _)) => sees_order(tx, order),
            None => Ok(true),
        }
    }
    fn index(&self, indexer: &mut Indexer) {
        if let Some(dealer) = self.dealer {
            indexer.put(&DOCUMENT_BY_DEALER, &(dealer, self.told.day));
        }
        indexer.put(&DOCUMENT_BY_DAY, &self.told.day);
        if let Some((order, _)) = self.order {
            indexer.put(&DOCUMENT_BY_ORDER, &(order, self.told.day));
        }
        if !self.told.buyer.id.is_empty() {
            indexer.put(&DOCUMENT_BY_COUNTERPARTY, self.told.buyer.id.as_str());
        }
        if let Some(manifest) = &self.told.manifest {
            indexer.put(&DOCUMENT_BY_MANIFEST, manifest.name.as_str());
        }
    }
}

impl Record for Reading {
    const TABLE: Table = Table::new(151, "document_reading");
    type Key = (DocumentId, MembershipId);

    fn key(&self) -> Self::Key {
        (self.document, self.member)
    }
    /// One's own; those of one's own people; all for the manufacturer.
    fn visible_to(&self, scope: &Scope) -> bool {
        match self.company {
            Some(dealer) => scope.includes(dealer),
            None => scope.is_staff(),
        }
    }
    fn seen_with<T: Reader + ?Sized>(&self, tx: &T) -> Result<bool, StoreError> {
        Ok(tx.shared::<Document>(&self.document)?.is_some())
    }
    fn index(&self, indexer: &mut Indexer) {
        indexer.put(&READING_BY_DOCUMENT, &self.document);
    }
}

impl Record for Stray {
    const TABLE: Table = Table::new(152, "stray_paper");
    type Key = String;

    fn key(&self) -> String {
        self.name.clone()
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        *scope == Scope::All
    }
}

/// For the bell: a paper of an order is whose the order is.
pub const OWNERS: &[Owner] = &[Owner {
    kind: SUBJECT,
    see: Some(super::permissions::SEE),
    people: |tx, key| {
        let document = key
            .parse()
            .ok()
            .map(|id| tx.shared::<Document>(&id))
            .transpose()?
            .flatten();
        match document.and_then(|document| document.order) {
            Some((order, _)) => people_of(tx, order).map(Some),
            None => Ok(None),
        }
    },
}];
