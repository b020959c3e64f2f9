//! From «who should hear of this» to memberships.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::platform::access::{MEMBER_BY_COMPANY, Membership, Permission, Rights, Role};
use crate::platform::journal::{Entry, Recipient, Who};
use crate::platform::store::{Reader, StoreError};
use crate::platform::values::{AccountId, DealerId, MembershipId, Moment};

/// People of one company who are looked at; a company has tens.
const PEOPLE_MAX: usize = 5_000;

/// Who hears of an entry: each once, without those who did it, are disabled, or may not see it. `owners`: of whose drafts and
/// orders it tells, where it isn't the company's.
pub(super) fn recipients(
    tx: &impl Reader,
    entry: &Entry,
    told: &[Recipient],
    permissions: &[Permission],
    owners: Option<&[AccountId]>,
) -> Result<Vec<Arc<Membership>>, StoreError> {
    let mut found: BTreeMap<MembershipId, Arc<Membership>> = BTreeMap::new();
    for recipient in told {
        let members = match recipient {
            Recipient::Dealer { dealer, permission } => holders(
                tx,
                Some(*dealer),
                permissions,
                std::slice::from_ref(permission),
                entry.at,
            )?,
            Recipient::DealerHolding {
                dealer,
                permissions: all,
            } => holders(tx, Some(*dealer), permissions, all, entry.at)?,
            Recipient::Managers { dealer } => {
                let mut members = people(tx, None)?;
                members.retain(|member| is_manager_of(member, *dealer));
                members
            }
            Recipient::ManagersHolding {
                dealer,
                permissions: all,
            } => {
                let mut members = holders(tx, None, permissions, all, entry.at)?;
                members.retain(|member| is_manager_of(member, *dealer));
                members
            }
            Recipient::Staff { permission } => {
                holders(tx, None, permissions, std::slice::from_ref(permission), entry.at)?
            }
            Recipient::Member { membership } | Recipient::Oneself { membership } => {
                tx.shared::<Membership>(membership)?.into_iter().collect()
            }
        };
        found.extend(members.into_iter().map(|member| (member.id, member)));
    }
    let whoever = |member: &Membership| {
        let oneself = Recipient::Oneself { membership: member.id };
        told.contains(&oneself)
    };
    found.retain(|_, member| !member.disabled && (whoever(member) || !did_it(&entry.who, member)));
    let mut told = Vec::with_capacity(found.len());
    for member in found.into_values() {
        if may_see(tx, entry, &member, owners)? {
            told.push(member);
        }
    }
    Ok(told)
}

fn is_manager_of(member: &Membership, dealer: DealerId) -> bool {
    member.role == Role::Manager && member.dealers.contains(&dealer)
}

/// People of a company who hold all of these permissions. An unknown one is held by nobody: a notice less is better than
/// one too many.
fn holders(
    tx: &impl Reader,
    company: Option<DealerId>,
    permissions: &[Permission],
    ids: &[String],
    at: Moment,
) -> Result<Vec<Arc<Membership>>, StoreError> {
    let known = |id: &String| permissions.iter().find(|permission| permission.id == *id);
    let Some(needed) = ids.iter().map(known).collect::<Option<Vec<_>>>() else {
        return Ok(Vec::new());
    };
    let people = Rights::of_company(tx, company, at)?.into_iter();
    let holding = people.filter(|(_, rights)| needed.iter().all(|permission| rights.hold(**permission)));
    Ok(holding.map(|(member, _)| member).collect())
}

fn did_it(who: &Who, member: &Membership) -> bool {
    matches!(who, Who::Person { account, .. } if *account == member.account)
}

fn may_see(
    tx: &impl Reader,
    entry: &Entry,
    member: &Arc<Membership>,
    owners: Option<&[AccountId]>,
) -> Result<bool, StoreError> {
    let Some(dealer) = entry.dealer else { return Ok(true) };
    let Some(owners) = owners.filter(|_| member.company.is_some()) else {
        return Ok(member.scope().includes(dealer));
    };
    let scope = Rights::of(tx, member, entry.at)?.scope();
    Ok(scope.includes_people(dealer, owners.iter().copied()))
}

fn people(tx: &impl Reader, company: Option<DealerId>) -> Result<Vec<Arc<Membership>>, StoreError> {
    tx.shared_scan(&MEMBER_BY_COMPANY, &company, PEOPLE_MAX)
}
