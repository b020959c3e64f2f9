//! When a person was last here. A session tells it only while it lasts; this stays when the person signs out.

use serde::{Deserialize, Serialize};

use super::actor::{Technical, Write};
use super::member::Membership;
use super::session::Session;
use crate::platform::error::Error;
use crate::platform::store::{Index, Indexer, Reader, Record, Table};
use crate::platform::values::{DealerId, MembershipId, Moment, PageRequest, Scope};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    pub membership: MembershipId,
    /// The dealer; none for the manufacturer's people.
    #[serde(default)]
    pub company: Option<DealerId>,
    /// As exact as a session's own time: five minutes.
    pub at: Moment,
}

/// By company, the earliest first.
pub const VISIT_BY_COMPANY: Index<Visit> = Index::new(140 * 16, "visit.by_company");

impl Record for Visit {
    const TABLE: Table = Table::new(140, "visit");
    type Key = MembershipId;

    fn key(&self) -> MembershipId {
        self.membership
    }

    fn visible_to(&self, scope: &Scope) -> bool {
        match self.company {
            Some(dealer) => scope.includes(dealer),
            None => scope.is_staff(),
        }
    }

    fn index(&self, indexer: &mut Indexer) {
        indexer.put(&VISIT_BY_COMPANY, &(self.company, self.at));
    }
}

impl Technical for Visit {}

/// Notes that the person of a session is here now.
pub(in crate::platform) fn visited(write: &mut Write<'_, '_>, session: &Session) -> Result<(), Error> {
    let Some(member) = write.get::<Membership>(&session.membership)? else {
        return Ok(());
    };
    let at = write.now();
    write.technical(&Visit {
        membership: member.id,
        company: member.company,
        at,
    })
}

/// Who of a company was here last, and when.
pub fn last_visit(tx: &impl Reader, company: DealerId) -> Result<Option<(Membership, Moment)>, Error> {
    let latest = PageRequest::first(1).descending();
    let Some(visit) = tx.scan(&VISIT_BY_COMPANY, &Some(company), &latest)?.items.pop() else {
        return Ok(None);
    };
    let member = tx.get::<Membership>(&visit.membership)?;
    Ok(member.map(|member| (member, visit.at)))
}
