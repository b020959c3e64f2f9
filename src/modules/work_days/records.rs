//! How working days are stored.

use super::model::WorkDays;
use crate::platform::store::{Indexer, Record, RecordInfo, Table};
use crate::platform::values::Scope;

pub const RECORDS: &[RecordInfo] = &[RecordInfo::of::<WorkDays>()];

impl Record for WorkDays {
    const TABLE: Table = Table::new(157, "work_days");
    /// The country's code and the year.
    type Key = (String, u16);

    fn key(&self) -> Self::Key {
        (self.country.code().to_owned(), self.year.unsigned_abs())
    }
    /// Days of payment are worked out for everybody from the same days.
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.is_signed_in()
    }
    fn index(&self, _indexer: &mut Indexer) {}
}
