//! How keys of calendar feeds are stored.

use super::model::CalendarKey;
use crate::platform::store::{Index, Indexer, Record, RecordInfo, Table};
use crate::platform::values::{MembershipId, Scope};

/// By the hash of the secret in the address.
pub const KEY_BY_LINK: Index<CalendarKey> = Index::unique(158 * 16, "calendar_key.by_link");

pub const RECORDS: &[RecordInfo] = &[RecordInfo::of::<CalendarKey>()];

impl Record for CalendarKey {
    const TABLE: Table = Table::new(158, "calendar_key");
    type Key = MembershipId;

    fn key(&self) -> MembershipId {
        self.membership
    }
    /// The public address reads it as the cabinet itself, by the hash of the secret.
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.includes(self.dealer)
    }
    fn index(&self, indexer: &mut Indexer) {
        indexer.put(&KEY_BY_LINK, self.link.as_str());
    }
}
