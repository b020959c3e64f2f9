//! How mailed heads are stored, and who may see them.

use serde::{Deserialize, Serialize};

use crate::platform::store::{Index, Indexer, Record, RecordInfo, Table};
use crate::platform::values::{Moment, Scope};

/// By the number of the entry.
pub const HEAD_BY_SEQ: Index<MailedHead> = Index::new(182 * 16, "evidence_head.by_seq");

pub const RECORDS: &[RecordInfo] = &[RecordInfo::of::<MailedHead>()];

/// A head of the chain that was put into letters: whoever kept one can compare.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MailedHead {
    pub seq: u64,
    /// 64 hexadecimal digits.
    pub hash: String,
    pub at: Moment,
    pub to: Vec<String>,
}

impl Record for MailedHead {
    const TABLE: Table = Table::new(182, "evidence_head");
    type Key = u64;

    fn key(&self) -> u64 {
        self.seq
    }

    /// A hash tells nothing, and a dealer's pack names those that were mailed; pages show addresses to nobody.
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.is_signed_in()
    }

    fn index(&self, indexer: &mut Indexer) {
        indexer.put(&HEAD_BY_SEQ, &self.seq);
    }
}
