//! How approvals are stored, and who may see what. Records are the dealer's; the pages are for its people alone.

use super::model::{Approval, ApprovalId, Rule, RuleId, Settings, Sheet};
use crate::modules::orders::sees_order;
use crate::platform::store::{Index, Indexer, Reader, Record, RecordInfo, StoreError, Table};
use crate::platform::values::{DealerId, Scope};

/// By dealer, the oldest first: the order in which they join to a chain.
pub const RULE_BY_DEALER: Index<Rule> = Index::new(174 * 16, "approval_rule.by_dealer");
/// By dealer, then by when it was sent.
pub const APPROVAL_BY_DEALER: Index<Approval> = Index::new(176 * 16, "approval.by_dealer");
/// Those of a dealer that wait, by when they were sent.
pub const APPROVAL_WAITING: Index<Approval> = Index::new(176 * 16 + 1, "approval.waiting");
/// By draft, which is the order later, then by when it was sent.
pub const APPROVAL_BY_DRAFT: Index<Approval> = Index::new(176 * 16 + 2, "approval.by_draft");

pub const RECORDS: &[RecordInfo] = &[
    RecordInfo::of::<Rule>(),
    RecordInfo::of::<Settings>(),
    RecordInfo::of::<Approval>(),
    RecordInfo::of::<Sheet>(),
];

impl Record for Rule {
    const TABLE: Table = Table::new(174, "approval_rule");
    type Key = RuleId;

    fn key(&self) -> RuleId {
        self.id
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.includes(self.dealer)
    }
    fn index(&self, indexer: &mut Indexer) {
        indexer.put(&RULE_BY_DEALER, &(self.dealer, self.created));
    }
}

impl Record for Settings {
    const TABLE: Table = Table::new(175, "approval_settings");
    type Key = DealerId;

    fn key(&self) -> DealerId {
        self.dealer
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.includes(self.dealer)
    }
}

impl Record for Approval {
    const TABLE: Table = Table::new(176, "approval");
    type Key = ApprovalId;

    fn key(&self) -> ApprovalId {
        self.id
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.includes(self.dealer)
    }
    /// It goes with the draft, and is its sender's.
    fn seen_with<T: Reader + ?Sized>(&self, tx: &T) -> Result<bool, StoreError> {
        Ok(tx.scope().includes_people(self.dealer, self.sender.people()) || sees_order(tx, self.draft.cast())?)
    }
    fn index(&self, indexer: &mut Indexer) {
        indexer.put(&APPROVAL_BY_DEALER, &(self.dealer, self.sent));
        if self.is_waiting() {
            indexer.put(&APPROVAL_WAITING, &(self.dealer, self.sent));
        }
        indexer.put(&APPROVAL_BY_DRAFT, &(self.draft, self.sent));
    }
}

impl Record for Sheet {
    const TABLE: Table = Table::new(177, "approval_sheet");
    type Key = ApprovalId;

    fn key(&self) -> ApprovalId {
        self.approval
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.includes(self.dealer)
    }
    fn seen_with<T: Reader + ?Sized>(&self, tx: &T) -> Result<bool, StoreError> {
        Ok(tx.shared::<Approval>(&self.approval)?.is_some())
    }
}
