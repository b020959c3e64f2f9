//! Lists and cards of dealers. Everything is within the reader's scope.

use std::sync::Arc;

use super::model::{
    CONTRACT_BY_DEALER, Contract, DEALER_BY_NAME, Dealer, DealerStatus, ENTITY_BY_DEALER, LegalEntity, OwnEntity, Tier,
};
use crate::platform::access::{Account, Membership, OwnRole, Role, people_of};
use crate::platform::error::Error;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::values::{Cursor, DealerId, MembershipId, PAGE_LIMIT_MAX, Page, PageRequest, Scope};

/// Rows that a page of the list aims at.
const PAGE: usize = 50;
/// Index rows read in one step, and the steps of one page: a filter that finds nothing stops there and offers the rest.
const STEP: usize = 200;
const STEPS_MAX: usize = 25;

/// What the list is narrowed to.
#[derive(Clone, Debug, Default)]
pub struct DealerFilter {
    /// A part of name, city or region.
    pub text: String,
    pub status: Option<DealerStatus>,
    pub tier: Option<Tier>,
    pub manager: Option<MembershipId>,
}

impl DealerFilter {
    fn takes(&self, dealer: &Dealer) -> bool {
        let text = self.text.trim().to_lowercase();
        let holds = |field: &str| field.to_lowercase().contains(&text);
        (text.is_empty() || holds(&dealer.name) || holds(&dealer.city) || dealer.region.to_lowercase() == text)
            && self.status.is_none_or(|status| dealer.status == status)
            && self.tier.is_none_or(|tier| dealer.tier == tier)
            && self.manager.is_none_or(|manager| dealer.managers.contains(&manager))
    }
}

/// Dealers that a field of choices offers.
const OFFERED: usize = 200;

/// The reader's dealers by name, as a field of choices offers them.
pub fn choices(tx: &ReadTx) -> Result<Vec<(DealerId, String)>, Error> {
    let found = suggested(tx, "", OFFERED)?;
    Ok(found
        .into_iter()
        .map(|dealer| (dealer.id, dealer.name.clone()))
        .collect())
}

/// The reader's dealers whose name or city holds a text (in lower case), by name: what a field suggests. Who begins with
/// the text stands first.
pub fn suggested(tx: &ReadTx, text: &str, most: usize) -> Result<Vec<Arc<Dealer>>, Error> {
    let begins = |dealer: &Dealer| dealer.name.to_lowercase().starts_with(text);
    let holds = |dealer: &Dealer| {
        let within = |field: &str| field.to_lowercase().contains(text);
        text.is_empty() || within(&dealer.name) || within(&dealer.city)
    };
    let (mut first, mut found): (Vec<Arc<Dealer>>, Vec<Arc<Dealer>>) = (Vec::new(), Vec::new());
    let mut take = |dealer: Arc<Dealer>| {
        match begins(&dealer) {
            true => first.push(dealer),
            false if holds(&dealer) && found.len() < most => found.push(dealer),
            false => {}
        }
        first.len() < most
    };
    if let Scope::Dealers(own) = tx.scope() {
        let mut dealers = Vec::with_capacity(own.len());
        for id in own.iter() {
            dealers.extend(tx.shared::<Dealer>(id)?);
        }
        dealers.sort_by_cached_key(|dealer| dealer.name.to_lowercase());
        dealers.into_iter().all(&mut take);
    } else {
        let mut cursor = None;
        for _ in 0..STEPS_MAX {
            let page = tx.shared_page(&DEALER_BY_NAME, &[&()], &PageRequest::first(STEP).after(cursor.take()))?;
            cursor = page.next;
            if !page.items.into_iter().all(&mut take) || cursor.is_none() {
                break;
            }
        }
    }
    first.extend(found);
    first.truncate(most);
    Ok(first)
}

/// Dealers by name. A manager's own are few and come on one page.
pub fn dealers(tx: &impl Reader, filter: &DealerFilter, after: Option<Cursor>) -> Result<Page<Dealer>, Error> {
    if let Scope::Dealers(own) = tx.scope() {
        let own = own.clone();
        let mut items = Vec::new();
        for id in own.iter().take(PAGE_LIMIT_MAX) {
            items.extend(tx.get::<Dealer>(id)?.filter(|dealer| filter.takes(dealer)));
        }
        items.sort_by_cached_key(|dealer| dealer.name.to_lowercase());
        return Ok(Page { items, next: None });
    }
    let mut found = Vec::new();
    let mut cursor = after;
    for _ in 0..STEPS_MAX {
        let page = tx.scan(&DEALER_BY_NAME, &(), &PageRequest::first(STEP).after(cursor.take()))?;
        found.extend(page.items.into_iter().filter(|dealer| filter.takes(dealer)));
        cursor = page.next;
        if cursor.is_none() || found.len() >= PAGE {
            break;
        }
    }
    Ok(Page {
        items: found,
        next: cursor,
    })
}

/// A dealer's legal entities by name.
pub fn entities(tx: &impl Reader, dealer: DealerId) -> Result<Vec<LegalEntity>, Error> {
    let page = tx.scan(&ENTITY_BY_DEALER, &dealer, &PageRequest::first(PAGE_LIMIT_MAX))?;
    Ok(page.items)
}

/// A dealer's contracts by number.
pub fn contracts(tx: &impl Reader, dealer: DealerId) -> Result<Vec<Contract>, Error> {
    let page = tx.scan(&CONTRACT_BY_DEALER, &dealer, &PageRequest::first(PAGE_LIMIT_MAX))?;
    Ok(page.items)
}

pub fn own_entities(tx: &impl Reader) -> Result<Vec<OwnEntity>, Error> {
    let mut entities = tx.list::<OwnEntity>(PAGE_LIMIT_MAX)?;
    entities.sort_by_cached_key(|entity| entity.name.to_lowercase());
    Ok(entities)
}

/// A person in a company, as lists show it.
#[derive(Clone, Debug)]
pub struct Person {
    pub member: Membership,
    pub email: String,
    /// The role that the company made for itself, by name, where the person has one.
    pub own_role: Option<String>,
    /// Has set a password, so came in at least once.
    pub joined: bool,
}

/// People of a company (`None`: the manufacturer) by name.
pub fn people(tx: &impl Reader, company: Option<DealerId>) -> Result<Vec<Person>, Error> {
    people_of(tx, company)?
        .into_iter()
        .map(|member| person_of(tx, member))
        .collect()
}

pub fn person_of(tx: &impl Reader, member: Membership) -> Result<Person, Error> {
    let account = tx.get::<Account>(&member.account)?;
    let own_role = match member.own_role {
        Some(id) => tx.shared::<OwnRole>(&id)?.map(|role| role.name.clone()),
        None => None,
    };
    Ok(Person {
        own_role,
        email: account
            .as_ref()
            .map(|account| account.email.clone())
            .unwrap_or_default(),
        joined: account.is_some_and(|account| account.password.is_some()),
        member,
    })
}

/// The sales managers that a dealer can be given to.
pub fn managers(tx: &impl Reader) -> Result<Vec<Membership>, Error> {
    let staff = people_of(tx, None)?;
    let manager = |member: &Membership| member.role == Role::Manager && !member.disabled;
    Ok(staff.into_iter().filter(manager).collect())
}
