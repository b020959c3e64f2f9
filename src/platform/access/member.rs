//! Memberships: an account's place in a company. They are what acts.

use serde::{Deserialize, Serialize};

use super::permission::Role;
use crate::platform::store::{Index, Indexer, Record, Table};
use crate::platform::values::{AccountId, DealerId, MembershipId, Moment, Scope};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Membership {
    pub id: MembershipId,
    pub account: AccountId,
    /// The dealer, or `None` for the manufacturer.
    #[serde(default)]
    pub company: Option<DealerId>,
    /// The company's name as people know it, for the switcher.
    pub company_name: String,
    /// The person's name, beside the account's for lists that don't load it.
    pub name: String,
    pub role: Role,
    /// A sales manager's own dealers; empty for others.
    #[serde(default)]
    pub dealers: Vec<DealerId>,
    #[serde(default)]
    pub phone: Option<String>,
    #[serde(default)]
    pub disabled: bool,
    pub created: Moment,
}

pub const MEMBER_BY_ACCOUNT: Index<Membership> = Index::new(32, "membership.by_account");
/// By company (none is the manufacturer), then by name.
pub const MEMBER_BY_COMPANY: Index<Membership> = Index::new(33, "membership.by_company");

impl Record for Membership {
    const TABLE: Table = Table::new(2, "membership");
    type Key = MembershipId;

    fn key(&self) -> MembershipId {
        self.id
    }

    /// A dealer sees its own people and the manufacturer's (its manager's name and telephone); never another dealer's.
    fn visible_to(&self, scope: &Scope) -> bool {
        match self.company {
            Some(dealer) => scope.includes(dealer),
            None => scope.is_signed_in(),
        }
    }

    fn index(&self, indexer: &mut Indexer) {
        indexer.put(&MEMBER_BY_ACCOUNT, &self.account);
        indexer.put(&MEMBER_BY_COMPANY, &(self.company, self.name.as_str()));
    }
}

impl Membership {
    /// The rows that this membership may touch.
    pub fn scope(&self) -> Scope {
        match (self.role, self.company) {
            (Role::Admin, None) => Scope::All,
            (Role::Manager, None) => Scope::dealers(self.dealers.iter().copied()),
            (_, Some(dealer)) => Scope::Dealer(dealer),
            // A dealer's role without a dealer can't be made; if it were, it would see nothing.
            (_, None) => Scope::Nothing,
        }
    }
}
