//! The rights of a membership: its ready role or the company's own one, what was given to it by name, whoever it stands
//! in for, all below the ceiling of its company.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use super::breadth::Breadth;
use super::ceiling::Ceiling;
use super::member::{MEMBER_BY_COMPANY, Membership};
use super::own_role::{OwnRole, is_grantable};
use super::permission::{Permission, Role};
use super::permissions;
use crate::platform::store::{Reader, StoreError};
use crate::platform::values::{AccountId, DealerId, Moment, Scope};

/// People of one company who are looked at; a company has tens.
const PEOPLE_MAX: usize = 5_000;

/// What one person may do in one company. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Rights {
    member: Arc<Membership>,
    own: Option<Arc<OwnRole>>,
    ceiling: Option<Arc<Ceiling>>,
    /// Those whose rights are held as well, until a day that has not passed.
    lent: Vec<Rights>,
}

impl Rights {
    /// The rights that a membership has at a moment.
    pub fn of(tx: &impl Reader, member: &Arc<Membership>, at: Moment) -> Result<Rights, StoreError> {
        Rights::below(tx, ceiling(tx, member.company)?, member, at)
    }

    /// Everybody of a company (`None`: the manufacturer) who isn't switched off, with their rights at a moment.
    pub fn of_company(
        tx: &impl Reader,
        company: Option<DealerId>,
        at: Moment,
    ) -> Result<Vec<(Arc<Membership>, Rights)>, StoreError> {
        let ceiling = ceiling(tx, company)?;
        let people = tx.shared_scan(&MEMBER_BY_COMPANY, &company, PEOPLE_MAX)?;
        let working = people.into_iter().filter(|member: &Arc<Membership>| !member.disabled);
        working
            .map(|member| Rights::below(tx, ceiling.clone(), &member, at).map(|rights| (member, rights)))
            .collect()
    }

    fn below(
        tx: &impl Reader,
        ceiling: Option<Arc<Ceiling>>,
        member: &Arc<Membership>,
        at: Moment,
    ) -> Result<Rights, StoreError> {
        let mut rights = Rights::without_lent(tx, ceiling.clone(), member)?;
        for stand_in in member.stands_in.iter().filter(|of| of.is_open(at)) {
            let absent = tx.shared::<Membership>(&stand_in.of)?;
            // Whoever left, or left the company, lends nothing any more.
            let absent = absent.filter(|absent| !absent.disabled && absent.company == member.company);
            if let Some(absent) = absent {
                rights.lent.push(Rights::without_lent(tx, ceiling.clone(), &absent)?);
            }
        }
        Ok(rights)
    }

    fn without_lent(
        tx: &impl Reader,
        ceiling: Option<Arc<Ceiling>>,
        member: &Arc<Membership>,
    ) -> Result<Rights, StoreError> {
        let own = match member.own_role {
            Some(id) => tx.shared::<OwnRole>(&id)?,
            None => None,
        };
        Ok(Rights {
            member: Arc::clone(member),
            own,
            ceiling,
            lent: Vec::new(),
        })
    }

    /// Those of a ready role in a company with this ceiling, for showing what they are.
    pub fn would_be(member: Membership, own: Option<OwnRole>, ceiling: Option<Ceiling>) -> Rights {
        Rights {
            member: Arc::new(member),
            own: own.map(Arc::new),
            ceiling: ceiling.map(Arc::new),
            lent: Vec::new(),
        }
    }

    /// The same with what another lends.
    #[cfg(test)]
    pub(super) fn with_lent(mut self, lent: Rights) -> Rights {
        self.lent.push(lent);
        self
    }

    /// Does the manufacturer withhold it from the whole company?
    pub fn is_withheld(&self, permission: Permission) -> bool {
        let ceiling = self.ceiling.as_ref();
        ceiling.is_some_and(|ceiling| ceiling.withheld.contains(permission.id))
    }

    pub fn hold(&self, permission: Permission) -> bool {
        if permission == permissions::SIGNED_IN {
            return true;
        }
        let of_dealer = self.member.company.is_some();
        if !is_grantable(permission, of_dealer) || self.is_withheld(permission) {
            return false;
        }
        if permission.whole && self.breadth() == Breadth::Own {
            return false;
        }
        let role = match (self.member.own_role, &self.own) {
            // A role that is gone grants nothing.
            (Some(_), own) => own.as_ref().is_some_and(|own| own.rights.contains(permission.id)),
            (None, _) => permission.held_by(self.member.role),
        };
        role || self.member.extra.contains(permission.id) || self.lent.iter().any(|lent| lent.hold(permission))
    }

    /// Whose drafts and orders this person works with: of several roles the widest says it. One that is lent counts where it
    /// opens orders at all.
    pub fn breadth(&self) -> Breadth {
        let lent = self.lent.iter().filter(|lent| lent.hold(permissions::SEE_ORDERS));
        lent.map(Rights::breadth).fold(self.breadth_alone(), Breadth::max)
    }

    fn breadth_alone(&self) -> Breadth {
        match (self.member.company, self.member.own_role, &self.own) {
            (None, ..) | (Some(_), None, _) => Breadth::Company,
            (Some(_), Some(_), Some(own)) => own.breadth,
            // A role that is gone shows as little as can be.
            (Some(_), Some(_), None) => Breadth::Own,
        }
    }

    /// The rows that this person may touch.
    pub fn scope(&self) -> Scope {
        match self.member.scope() {
            Scope::Dealer(dealer) if self.breadth() == Breadth::Own => Scope::people(dealer, self.accounts()),
            scope => scope,
        }
    }

    /// Whose own is this person's own: theirs, and of those whom they stand in for.
    fn accounts(&self) -> impl Iterator<Item = AccountId> {
        std::iter::once(self.member.account).chain(self.borrowed())
    }

    fn borrowed(&self) -> impl Iterator<Item = AccountId> {
        let lent = self.lent.iter().filter(|lent| lent.hold(permissions::SEE_ORDERS));
        lent.map(|lent| lent.member.account)
    }

    /// Are the others' rights no wider than these? What a person makes themselves is always their own; what is lent to them
    /// has to be in reach.
    pub(super) fn reaches(&self, given: &Rights) -> bool {
        match (self.breadth(), given.breadth()) {
            (Breadth::Company, _) => true,
            (Breadth::Own, Breadth::Company) => false,
            (Breadth::Own, Breadth::Own) => given.borrowed().all(|one| self.accounts().any(|own| own == one)),
        }
    }

    /// Does this person see all drafts and orders that the other sees?
    pub(super) fn sees_all_of(&self, other: &Rights) -> bool {
        match (self.breadth(), other.breadth()) {
            (Breadth::Company, _) => true,
            (Breadth::Own, Breadth::Company) => false,
            (Breadth::Own, Breadth::Own) => other.accounts().all(|one| self.accounts().any(|own| own == one)),
        }
    }

    /// Do they answer for the company's people?
    pub fn is_chief(&self) -> bool {
        self.member.is_chief()
    }

    /// The ready role by which rules tell people apart. Who has the company's own role is no administrator.
    pub fn role(&self) -> Role {
        match (self.member.own_role, self.member.role) {
            (Some(_), Role::Admin) => Role::Manager,
            (_, role) => role,
        }
    }

    /// The company's own role, where the person has one.
    pub fn own_role(&self) -> Option<&OwnRole> {
        self.own.as_deref()
    }

    /// The same while the rights are: what a page depends on.
    pub fn tag(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.hash_into(&mut hasher);
        hasher.finish()
    }

    fn hash_into(&self, hasher: &mut DefaultHasher) {
        self.member.role.hash(hasher);
        self.member.extra.hash(hasher);
        self.member.account.hash(hasher);
        self.own.as_ref().map(|own| (own.id, own.version)).hash(hasher);
        self.ceiling.as_ref().map(|ceiling| &ceiling.withheld).hash(hasher);
        self.lent.iter().for_each(|lent| lent.hash_into(hasher));
    }
}

fn ceiling(tx: &impl Reader, company: Option<DealerId>) -> Result<Option<Arc<Ceiling>>, StoreError> {
    match company {
        Some(company) => tx.shared::<Ceiling>(&company),
        None => Ok(None),
    }
}
