//! Reading: what the rules ask of an order, who could decide, what waits for whom.

use std::collections::HashSet;
use std::sync::Arc;

use jiff::tz::TimeZone;

use super::model::{
    Approval, Asked, Colleague, Condition, Order as Subject, Reason, Rule, Settings, called, deciders, demanded, passes,
};
use super::permissions::{DECIDE, SEE};
use super::records::{APPROVAL_BY_DRAFT, APPROVAL_WAITING, RULE_BY_DEALER};
use crate::modules::catalogue::{Group, GroupId, Product, SkuId, sellable};
use crate::modules::orders::{DraftId, Kind, ORDER_BY_DEALER, ORDER_BY_PERSON, OrderId};
use crate::platform::access::permissions::SEE_PURCHASE_PRICE;
use crate::platform::access::{Access, Ceiling, Permission, Rights};
use crate::platform::error::Error;
use crate::platform::journal::Who;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::values::{DealerId, MembershipId, Moment, Money, PageRequest};

/// Approvals that wait in one company and are looked through; drafts have a bound of that size too.
const WAITING_MAX: usize = 500;
/// Orders of a month that are read at a time.
const PORTION: usize = 200;
/// Groups above one another; a deeper tree is no tree.
const DEPTH_MAX: usize = 32;
/// What deciding takes: nobody approves a sum that they don't see.
const TAKES: [Permission; 3] = [DECIDE, SEE, SEE_PURCHASE_PRICE];

/// The membership of whoever asks; the system has none.
pub fn membership(access: &Access) -> Option<MembershipId> {
    match access.actor().who {
        Who::Person { membership, .. } => Some(membership),
        _ => None,
    }
}

/// The people of a company who aren't switched off.
pub fn people(tx: &impl Reader, dealer: DealerId, at: Moment) -> Result<Vec<Colleague>, Error> {
    let all = Rights::of_company(tx, Some(dealer), at)?;
    let colleague = |(member, rights): (Arc<crate::platform::access::Membership>, Rights)| Colleague {
        member: member.id,
        name: member.name.clone(),
        capable: TAKES.iter().all(|right| rights.hold(*right)),
        director: member.is_chief(),
        stands_in: member
            .stands_in
            .iter()
            .filter(|of| of.is_open(at))
            .map(|of| of.of)
            .collect(),
    };
    Ok(all.into_iter().map(colleague).collect())
}

/// The company's rules, the oldest first.
pub fn rules(tx: &impl Reader, dealer: DealerId) -> Result<Vec<Rule>, Error> {
    let most = PageRequest::first(super::model::RULES_MAX * 2);
    Ok(tx.scan(&RULE_BY_DEALER, &dealer, &most)?.items)
}

pub fn settings(tx: &impl Reader, dealer: DealerId) -> Result<Settings, Error> {
    let none = Settings {
        dealer,
        own: false,
        version: 0,
    };
    Ok(tx.get::<Settings>(&dealer)?.unwrap_or(none))
}

/// What a draft comes to, for the rules.
pub struct Draftlike<'a> {
    pub dealer: DealerId,
    pub sender: MembershipId,
    pub total: Money,
    pub skus: &'a [SkuId],
    /// The order that it is by now: the month's budget doesn't count it twice.
    pub except: Option<OrderId>,
}

/// What is asked of an order.
pub struct Demand {
    pub reasons: Vec<Reason>,
    pub steps: Vec<Asked>,
    /// May one approve one's own order here?
    pub own: bool,
    pub people: Vec<Colleague>,
}

impl Demand {
    /// Nobody but the sender is asked.
    pub fn is_own(&self, sender: MembershipId) -> bool {
        self.steps
            .iter()
            .all(|step| passes(step, &self.people, sender, self.own))
    }

    /// Who may decide about all of it alone.
    pub fn able(&self, sender: MembershipId) -> Vec<&Colleague> {
        let steps = self.steps.iter();
        let deciders: Vec<_> = steps
            .map(|step| deciders(step, &self.people, sender, self.own))
            .collect();
        let able = |one: &&Colleague| {
            let decides = |of: &Vec<(MembershipId, _)>| of.iter().any(|(member, _)| *member == one.member);
            deciders.iter().all(decides)
        };
        self.people.iter().filter(able).collect()
    }
}

/// Do the rules of a company rest? They do where the manufacturer withholds from all of it a right that deciding takes: else
/// nobody could order any more. Where it is the company itself that has left nobody who may decide, they hold.
pub fn rests(tx: &impl Reader, dealer: DealerId) -> Result<bool, Error> {
    let ceiling = tx.shared::<Ceiling>(&dealer)?;
    Ok(ceiling.is_some_and(|ceiling| TAKES.iter().any(|right| ceiling.withheld.contains(right.id))))
}

/// What the rules of the company ask of an order now; none: nothing.
pub fn demand(tx: &impl Reader, zone: &TimeZone, at: Moment, of: &Draftlike<'_>) -> Result<Option<Demand>, Error> {
    let rules = rules(tx, of.dealer)?;
    if rules.is_empty() || rests(tx, of.dealer)? {
        return Ok(None);
    }
    let people = people(tx, of.dealer, at)?;
    let budgets = rules.iter().any(|rule| match &rule.condition {
        Condition::Budget { limit, .. } => limit.currency == of.total.currency,
        _ => false,
    });
    let before = match budgets {
        true => spent(tx, zone, at, of)?,
        false => 0,
    };
    let groups = match rules
        .iter()
        .any(|rule| matches!(rule.condition, Condition::Group { .. }))
    {
        true => groups_of(tx, of.skus)?,
        false => HashSet::new(),
    };
    let subject = Subject {
        total: of.total,
        sender: of.sender,
        spent: Money::new(before.saturating_add(of.total.minor), of.total.currency),
        groups: &groups,
    };
    let own = settings(tx, of.dealer)?.own;
    Ok(demanded(&rules, &subject).map(|(reasons, steps)| Demand {
        reasons,
        steps,
        own,
        people,
    }))
}

/// What the sender's orders of this month come to in the currency of this one, in minor units. Cancelled ones don't count,
/// nor what others sent or the manufacturer entered.
fn spent(tx: &impl Reader, zone: &TimeZone, at: Moment, of: &Draftlike<'_>) -> Result<i64, Error> {
    let begins = Moment::start_of(at.day_in(zone).first_of_month(), zone);
    let mut sum = 0_i64;
    let mut request = PageRequest::first(PORTION).descending();
    loop {
        // The sender's own are all that a sender who sees no others needs.
        let page = match tx.scope().accounts() {
            Some(accounts) => {
                let own: Vec<_> = accounts.iter().map(|one| (of.dealer, *one)).collect();
                tx.shared_page(&ORDER_BY_PERSON, &own.iter().collect::<Vec<_>>(), &request)?
            }
            None => tx.shared_page(&ORDER_BY_DEALER, &[&of.dealer], &request)?,
        };
        for order in &page.items {
            if order.created < begins {
                return Ok(sum);
            }
            let own = order.author.side.is_dealer() && order.author.membership == Some(of.sender);
            let other = of.except != Some(order.id);
            if own && other && order.kind != Kind::Cancelled && order.currency == of.total.currency {
                sum = sum.saturating_add(order.totals.total.minor);
            }
        }
        match page.next {
            Some(next) => request = PageRequest::first(PORTION).descending().after(Some(next)),
            None => return Ok(sum),
        }
    }
}

/// The groups of goods, and all above them.
fn groups_of(tx: &impl Reader, skus: &[SkuId]) -> Result<HashSet<GroupId>, Error> {
    let mut found = HashSet::new();
    let mut products = HashSet::new();
    for sku in skus {
        let Some(item) = sellable(tx, *sku)? else { continue };
        if !products.insert(item.product) {
            continue;
        }
        let Some(product) = tx.shared::<Product>(&item.product)? else {
            continue;
        };
        for group in &product.groups {
            let mut at = Some(*group);
            for _ in 0..DEPTH_MAX {
                let Some(id) = at.filter(|id| found.insert(*id)) else {
                    break;
                };
                at = tx.shared::<Group>(&id)?.and_then(|group| group.parent);
            }
        }
    }
    Ok(found)
}

/// The last time that a draft was sent for approval.
pub fn last_of(tx: &impl Reader, draft: DraftId) -> Result<Option<Approval>, Error> {
    let last = PageRequest::first(1).descending();
    Ok(tx.scan(&APPROVAL_BY_DRAFT, &draft, &last)?.items.pop())
}

/// The approval that an order was placed by.
pub fn of_order(tx: &impl Reader, order: OrderId) -> Result<Option<Approval>, Error> {
    let placed = |of: &Approval| matches!(of.state, super::model::State::Approved { order: Some(_) });
    Ok(last_of(tx, order.cast())?.filter(placed))
}

/// What waits in a company, the oldest first.
pub fn waiting(tx: &impl Reader, dealer: DealerId) -> Result<Vec<Arc<Approval>>, Error> {
    Ok(tx.shared_scan(&APPROVAL_WAITING, &dealer, WAITING_MAX)?)
}

/// Of those, what waits for this person: where they are asked, stand in, or are the one who is left.
pub fn waiting_for(tx: &impl Reader, access: &Access) -> Result<Vec<Arc<Approval>>, Error> {
    let (Some(dealer), Some(member)) = (access.actor().company, membership(access)) else {
        return Ok(Vec::new());
    };
    let mut all = waiting(tx, dealer)?;
    if all.is_empty() {
        return Ok(all);
    }
    let people = people(tx, dealer, access.now())?;
    all.retain(|of| {
        let step = of.current().map(|(_, step)| step);
        step.is_some_and(|step| called(&step.asked, &people, of.sender_id(), of.own).contains(&member))
    });
    Ok(all)
}

/// The number beside the menu.
pub fn waiting_count(tx: &ReadTx, access: &Access) -> Result<u64, Error> {
    Ok(waiting_for(tx, access)?.len() as u64)
}

/// May this person see it: did they send it, are they in its chain or stand in for somebody of it, is it their turn, are they
/// a director? Who could have decided a step still sees it when somebody else has.
pub fn sees(of: &Approval, member: MembershipId, people: &[Colleague]) -> bool {
    let Some(one) = people.iter().find(|one| one.member == member) else {
        return false;
    };
    let part = |asked: &Asked| match asked {
        Asked::Any => one.capable,
        Asked::Person { member, .. } => {
            one.capable && one.stands_in.contains(member) && people.iter().any(|there| there.member == *member)
        }
    };
    let parts = of.steps.iter().any(|step| part(&step.asked));
    one.director || parts || of.concerns(member) || of.turn_of(member, people).is_some()
}

/// An approval that the asker may see; any other isn't there.
pub fn seen(tx: &impl Reader, access: &Access, id: super::ApprovalId) -> Result<(Approval, Vec<Colleague>), Error> {
    let member = membership(access).ok_or(Error::NotFound)?;
    let company = access.actor().company.ok_or(Error::NotFound)?;
    let found = tx.get::<Approval>(&id)?.filter(|of| of.dealer == company);
    let found = found.ok_or(Error::NotFound)?;
    let people = people(tx, company, access.now())?;
    match sees(&found, member, &people) {
        true => Ok((found, people)),
        false => Err(Error::NotFound),
    }
}
