//! Notices: what the bell shows to one membership.

use serde::{Deserialize, Serialize};

use super::listener::Listener;
use crate::platform::access::{Technical, Write};
use crate::platform::error::Error;
use crate::platform::journal::{By, Recipient};
use crate::platform::store::{Counter, Index, Indexer, ReadTx, Reader, Record, Table};
use crate::platform::values::{AccountId, DealerId, Id, MembershipId, Message, Moment, Page, PageRequest, Scope};

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
    /// Whose business it is about, where it is a dealer's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dealer: Option<DealerId>,
    /// To whom it was told: who isn't one of them any more isn't shown it. Absent in notices from before this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<Vec<Recipient>>,
    /// What it takes to see the subject at all, by the permission's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub see: Option<String>,
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

/// How many notices the reader has not read, of those that may still be seen; no further than [`UNREAD_COUNTED`].
pub fn unread(tx: &impl Reader, listener: &Listener) -> Result<u64, Error> {
    // Most have none, and every page asks.
    if tx.count(UNREAD, &listener.membership)? <= 0 {
        return Ok(0);
    }
    let notices = tx.shared_scan(&NOTICE_UNREAD, &listener.membership, UNREAD_COUNTED)?;
    Ok(notices.iter().filter(|notice| listener.hears(notice)).count() as u64)
}

/// A page of the reader's notices, without those that may not be seen any more: it may be shorter than what was asked for.
pub fn heard(tx: &ReadTx, listener: &Listener, mut request: PageRequest) -> Result<Page<Notice>, Error> {
    loop {
        let mut page = tx.scan(&NOTICE_BY_MEMBER, &listener.membership, &request)?;
        page.items.retain(|notice| listener.hears(notice));
        match (page.items.is_empty(), &page.next) {
            (true, Some(next)) => request = request.after(Some(next.clone())),
            _ => return Ok(page),
        }
    }
}

/// Marks one notice of this reader as read and returns it. Another's is not found, nor what may not be seen any more.
pub fn read_one(write: &mut Write<'_, '_>, listener: &Listener, id: Id<Notice>) -> Result<Notice, Error> {
    let found = write.get::<Notice>(&id)?.filter(|notice| listener.hears(notice));
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
