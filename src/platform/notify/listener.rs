//! Whom the bell shows what. Who was told of something and may not see it any more, since a role grew narrower or a right was
//! taken, isn't shown it: by the same words by which it was told, asked of the rights of now.

use std::sync::Arc;

use super::notice::Notice;
use crate::platform::access::{Access, KnownPermissions, Permission, Rights, permissions};
use crate::platform::journal::{Recipient, Who};
use crate::platform::values::{DealerId, MembershipId, Scope};

/// Who reads the bell. Cheap to clone.
#[derive(Clone)]
pub struct Listener {
    pub membership: MembershipId,
    company: Option<DealerId>,
    /// `None`: nothing is withheld.
    rights: Option<Rights>,
    scope: Scope,
    known: Option<Arc<KnownPermissions>>,
}

impl Listener {
    /// Machines and the system have no bell.
    pub fn of(access: &Access) -> Option<Listener> {
        let actor = access.actor();
        let Who::Person { membership, .. } = actor.who else {
            return None;
        };
        Some(Listener {
            membership,
            company: actor.company,
            rights: actor.rights.clone(),
            scope: access.scope().clone(),
            known: access.services().find_part(),
        })
    }

    /// Somebody from whom nothing is withheld.
    #[cfg(test)]
    pub fn unbound(membership: MembershipId) -> Listener {
        Listener {
            membership,
            company: None,
            rights: None,
            scope: Scope::All,
            known: None,
        }
    }

    /// May what the notice tells of be seen?
    pub fn hears(&self, notice: &Notice) -> bool {
        if notice.membership != self.membership || notice.dealer.is_some_and(|dealer| !self.scope.includes(dealer)) {
            return false;
        }
        let Some(rights) = &self.rights else { return true };
        if notice.see.as_deref().is_some_and(|see| !self.holds(rights, see)) {
            return false;
        }
        // Notices from before this word don't say to whom they were told.
        let meant = |told: &Vec<Recipient>| told.iter().any(|one| self.is_meant(rights, one));
        notice.told.as_ref().is_none_or(meant)
    }

    fn is_meant(&self, rights: &Rights, told: &Recipient) -> bool {
        let staff = |dealer: DealerId| self.company.is_none() && self.scope.includes(dealer);
        let all = |ids: &[String]| ids.iter().all(|id| self.holds(rights, id));
        match told {
            Recipient::Dealer { dealer, permission } => self.company == Some(*dealer) && self.holds(rights, permission),
            Recipient::DealerHolding { dealer, permissions } => self.company == Some(*dealer) && all(permissions),
            Recipient::Managers { dealer } => staff(*dealer),
            Recipient::ManagersHolding { dealer, permissions } => staff(*dealer) && all(permissions),
            Recipient::Staff { permission } => self.company.is_none() && self.holds(rights, permission),
            Recipient::Member { membership } | Recipient::Oneself { membership } => *membership == self.membership,
        }
    }

    /// A permission that nobody knows any more is held by nobody, as when it is told.
    fn holds(&self, rights: &Rights, id: &str) -> bool {
        let known: &[Permission] = match &self.known {
            Some(known) => &known.0,
            None => permissions::ALL,
        };
        known
            .iter()
            .any(|permission| permission.id == id && rights.hold(*permission))
    }
}
