//! Memberships: an account's place in a company. They are what acts.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::own_role::OwnRoleId;
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
    /// The ready role. Beside one of the company's own it only says whose rows are seen.
    pub role: Role,
    /// The company's own role, where the person has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own_role: Option<OwnRoleId>,
    /// Permissions that this person was given by name, beside the role.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub extra: BTreeSet<String>,
    /// Those whom this person stands in for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stands_in: Vec<StandIn>,
    /// A sales manager's own dealers; empty for others.
    #[serde(default)]
    pub dealers: Vec<DealerId>,
    #[serde(default)]
    pub phone: Option<String>,
    #[serde(default)]
    pub disabled: bool,
    pub created: Moment,
}

/// Somebody's rights, held by another until they are back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandIn {
    pub of: MembershipId,
    /// Their name, for lists that don't load them.
    pub name: String,
    /// The moment at which it ends.
    pub until: Moment,
}

impl StandIn {
    pub fn is_open(&self, at: Moment) -> bool {
        at < self.until
    }
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
    /// Answers for the company's people: its administrators, its directors.
    pub fn is_chief(&self) -> bool {
        let chief = match self.company {
            None => Role::Admin,
            Some(_) => Role::Director,
        };
        self.role == chief && self.own_role.is_none() && !self.disabled
    }

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

#[cfg(test)]
impl Membership {
    /// Somebody for tests; `company` is `None` for the manufacturer's people.
    pub fn sample(name: &str, role: Role, company: Option<DealerId>) -> Membership {
        use crate::platform::values::Id;
        Membership {
            id: Id::derived("membership", name),
            account: Id::derived("account", name),
            company,
            company_name: String::new(),
            name: name.to_owned(),
            role,
            own_role: None,
            extra: BTreeSet::new(),
            stands_in: Vec::new(),
            dealers: Vec::new(),
            phone: None,
            disabled: false,
            created: Moment::EPOCH,
        }
    }
}
