//! Notices: what the bell shows to one membership.

use serde::{Deserialize, Serialize};

use crate::platform::access::{Technical, Write};
use crate::platform::error::Error;
use crate::platform::journal::By;
use crate::platform::store::{Counter, Index, Indexer, Reader, Record, Table};
use crate::platform::values::{AccountId, DealerId, Id, MembershipId, Message, Moment, PageRequest, Scope};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Notice {
    pub id: Id<Notice>,
    pub membership: MembershipId,
    /// The dealer whose person is told; none for the manufacturer's.
    #[serde(default)]
    pub company: Option<DealerId>,
    /// Of whose drafts and orders it tells; `None`: it is the company's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub people: Option<Vec<AccountId>>,
    /// The journal entry that is told of.
    pub seq: u64,
    pub at: Moment,
    /// Who did it, by the name of then.
    pub who: String,
    #[serde(default)]
    pub by: By,
    /// The event's stable name: the page chooses an icon by it.
    #[serde(default)]
    pub kind: String,
    pub sentence: Message,
    pub link: String,
    #[serde(default)]
    pub read: Option<Moment>,
}

pub const NOTICE_BY_MEMBER: Index<Notice> = Index::new(8 * 16, "notice.by_member");
const NOTICE_UNREAD: Index<Notice> = Index::new(8 * 16 + 1, "notice.unread");
pub(super) const NOTICE_BY_TIME: Index<Notice> = Index::new(8 * 16 + 2, "notice.by_time");
const UNREAD: Counter = Counter::new(8 * 16, "notice.unread");

impl Record for Notice {
    const TABLE: Table = Table::new(8, "notice");
    type Key = Id<Notice>;

    fn key(&self) -> Id<Notice> {
        self.id
    }

    /// The scope knows the dealer; the pages ask by membership.
    fn visible_to(&self, scope: &Scope) -> bool {
        match (self.company, &self.people) {
            (Some(dealer), Some(people)) => scope.includes_people(dealer, people.iter().copied()),
            (Some(dealer), None) => scope.includes(dealer),
            (None, _) => scope.is_staff(),
        }
    }

    fn index(&self, indexer: &mut Indexer) {
        indexer.put(&NOTICE_BY_MEMBER, &(self.membership, self.seq));
        indexer.put(&NOTICE_BY_TIME, &self.at);
        if self.read.is_none() {
            indexer.put(&NOTICE_UNREAD, &(self.membership, self.seq));
            indexer.count(UNREAD, &self.membership);
        }
    }
}

impl Technical for Notice {}

/// Unread notices that are looked at one by one; the bell says no higher figure.
const UNREAD_COUNTED: usize = 1_000;

impl Notice {
    /// The same entry tells the same person once, however often it is read.
    pub(super) fn id_of(membership: MembershipId, seq: u64) -> Id<Notice> {
        Id::derived("notice", &format!("{membership} {seq}"))
    }
}

/// How many notices a membership has not read.
pub fn unread(tx: &impl Reader, membership: MembershipId) -> Result<u64, Error> {
    if tx.scope().is_narrowed() {
        // What was told before the reader's role grew narrower is counted no more.
        return Ok(tx.count_seen(&NOTICE_UNREAD, &[&membership], UNREAD_COUNTED)? as u64);
    }
    Ok(u64::try_from(tx.count(UNREAD, &membership)?).unwrap_or(0))
}

/// Marks one notice of this membership as read and returns it. Another's is not found.
pub fn read_one(write: &mut Write<'_, '_>, membership: MembershipId, id: Id<Notice>) -> Result<Notice, Error> {
    let found = write
        .get::<Notice>(&id)?
        .filter(|notice| notice.membership == membership);
    let mut notice = found.ok_or(Error::NotFound)?;
    if notice.read.is_none() {
        notice.read = Some(write.now());
        write.technical(&notice)?;
    }
    Ok(notice)
}

/// Marks all unread notices of a membership up to entry `upto`; true when some are left for another write.
pub fn read_all(write: &mut Write<'_, '_>, membership: MembershipId, upto: u64) -> Result<bool, Error> {
    const PORTION: usize = 300;
    let page = write.scan(&NOTICE_UNREAD, &membership, &PageRequest::first(PORTION))?;
    let now = write.now();
    for mut notice in page.items {
        if notice.seq > upto {
            return Ok(false);
        }
        notice.read = Some(now);
        write.technical(&notice)?;
    }
    Ok(page.next.is_some())
}
