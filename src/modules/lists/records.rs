//! How views are stored, and who may see them.

use super::{Habit, SavedView, ViewId};
use crate::platform::access::Technical;
use crate::platform::store::{Index, Indexer, Record, RecordInfo, Table};
use crate::platform::values::{DealerId, Id, Scope};

/// By owner and list, then by name.
pub const VIEW_BY_OWNER: Index<SavedView> = Index::new(100 * 16, "saved_view.by_owner");
/// Shared ones by company and list, then by name.
pub const VIEW_SHARED: Index<SavedView> = Index::new(100 * 16 + 1, "saved_view.shared");

pub const RECORDS: &[RecordInfo] = &[RecordInfo::of::<SavedView>(), RecordInfo::of::<Habit>()];

/// The scope knows the company; whose of it a view is, [`SavedView::is_for`] says.
fn of_company(company: Option<DealerId>, scope: &Scope) -> bool {
    match company {
        Some(dealer) => scope.includes(dealer),
        None => scope.is_staff(),
    }
}

impl Record for SavedView {
    const TABLE: Table = Table::new(100, "saved_view");
    type Key = ViewId;

    fn key(&self) -> ViewId {
        self.id
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        of_company(self.company, scope)
    }
    fn index(&self, indexer: &mut Indexer) {
        let name = self.name.to_lowercase();
        let (list, name) = (self.list.as_str(), name.as_str());
        indexer.put(&VIEW_BY_OWNER, &(self.owner, list, name));
        if self.shared {
            indexer.put(&VIEW_SHARED, &(self.company, list, name));
        }
    }
}

impl Record for Habit {
    const TABLE: Table = Table::new(101, "list_habit");
    type Key = Id<Habit>;

    fn key(&self) -> Id<Habit> {
        self.id
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        of_company(self.company, scope)
    }
}

/// How somebody likes to look at a list is no business.
impl Technical for Habit {}
