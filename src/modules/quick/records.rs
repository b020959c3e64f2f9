//! How sheets are stored, and who may see them.

use super::{Intake, IntakeId};
use crate::platform::access::Technical;
use crate::platform::store::{Index, Indexer, Record, RecordInfo, Table};
use crate::platform::values::Scope;

/// By dealer, then by age.
pub const INTAKE_BY_DEALER: Index<Intake> = Index::new(72 * 16, "intake.by_dealer");
/// By age.
pub const INTAKE_BY_CREATED: Index<Intake> = Index::new(72 * 16 + 1, "intake.by_created");

pub const RECORDS: &[RecordInfo] = &[RecordInfo::of::<Intake>()];

impl Record for Intake {
    const TABLE: Table = Table::new(72, "intake");
    type Key = IntakeId;

    fn key(&self) -> IntakeId {
        self.id
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.includes_people(self.dealer, self.author.people())
    }
    fn index(&self, indexer: &mut Indexer) {
        indexer.put(&INTAKE_BY_DEALER, &(self.dealer, self.created));
        indexer.put(&INTAKE_BY_CREATED, &self.created);
    }
}

/// A sheet is what somebody typed and not yet a thing of business: the draft that its rows go to has the event.
impl Technical for Intake {}
