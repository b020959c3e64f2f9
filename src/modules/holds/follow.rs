//! The marks of held orders follow what they are made of: debts that 1C tells, orders, rules, releases, and the days that
//! pass. That a hold began or is over is told when the mark comes or goes.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::sync::Arc;

use super::events::{HoldEvent, RELEASE_KINDS, RULE_KINDS};
use super::queries::{Debts, Depth, judge, of_order, released, rules};
use super::records::{HELD_BY_DEALER, Held};
use super::rule::{Condition, Rule, Step};
use super::words;
use crate::modules::dealers::Dealer;
use crate::modules::orders::{ORDER_BY_DEALER_OPEN, ORDER_BY_NUMBER, Order, OrderId};
use crate::platform::access::Access;
use crate::platform::error::Error;
use crate::platform::journal::{Entry, Subscriber};
use crate::platform::services::Services;
use crate::platform::store::Reader;
use crate::platform::values::{DealerId, PAGE_LIMIT_MAX, PageRequest};

/// The subscriber's name: it names the cursor.
const NAME: &str = "holds";

pub fn subscriber(services: &Arc<Services>) -> Subscriber {
    let services = Arc::clone(services);
    Subscriber::outside(NAME, move |entries| {
        let access = Access::system(&services, NAME).as_import();
        async move { follow(&access, &entries).await }
    })
}

async fn follow(access: &Access, entries: &[Entry]) -> Result<(), Error> {
    if entries.iter().any(|entry| RULE_KINDS.contains(&entry.kind.as_str())) {
        return look_at_all(access).await;
    }
    let mut dealers: BTreeSet<DealerId> = BTreeSet::new();
    let mut orders: BTreeSet<&str> = BTreeSet::new();
    for entry in entries {
        match touches(&entry.kind) {
            // A dealer's orders stand and fall with its debts: they are looked at together.
            Some(Touched::Debts) => dealers.extend(entry.dealer),
            Some(Touched::Order) => drop(orders.insert(entry.subject.key.as_str())),
            None => {}
        }
    }
    if !orders.is_empty() && counts_others(access)? {
        // Where orders weigh on each other, one that moved may hold or free those beside it.
        dealers.extend(
            entries
                .iter()
                .filter(|entry| orders.contains(entry.subject.key.as_str()))
                .filter_map(|entry| entry.dealer),
        );
    }
    for dealer in &dealers {
        look_at(access, *dealer).await?;
    }
    for number in orders {
        look_at_one(access, number, &dealers).await?;
    }
    Ok(())
}

/// Does a rule count other orders of a contract?
fn counts_others(access: &Access) -> Result<bool, Error> {
    let counts = |rule: &Rule| rule.active && matches!(rule.condition, Condition::Limit { others: true, .. });
    Ok(rules(&access.read()?)?.iter().any(|rule| counts(rule)))
}

/// What an entry may have changed.
enum Touched {
    Debts,
    Order,
}

/// Can an entry of this kind begin or end a hold?
fn touches(kind: &str) -> Option<Touched> {
    match kind.split('.').next().unwrap_or_default() {
        "settlements" | "dealers" => Some(Touched::Debts),
        "orders" => Some(Touched::Order),
        _ if RELEASE_KINDS.contains(&kind) => Some(Touched::Order),
        _ => None,
    }
}

/// Every dealer anew: rules have changed, or a day has begun.
pub async fn look_at_all(access: &Access) -> Result<(), Error> {
    let mut dealers: Vec<DealerId> = Vec::new();
    access.read()?.each(|dealer: Dealer| {
        dealers.push(dealer.id);
        ControlFlow::Continue(())
    })?;
    for dealer in dealers {
        look_at(access, dealer).await?;
    }
    Ok(())
}

/// An order whose mark comes, changes or goes.
enum Change {
    Comes(Held, Box<HoldEvent>),
    Changes(Held),
    Goes(Held),
}

async fn look_at(access: &Access, dealer: DealerId) -> Result<(), Error> {
    let changes = changes(access, dealer)?;
    put(access, changes).await
}

/// An order by itself, unless all of its dealer were looked at. It and the counters that it is part of are of one moment:
/// otherwise it would be taken out of a sum that it isn't in yet.
async fn look_at_one(access: &Access, number: &str, looked_at: &BTreeSet<DealerId>) -> Result<(), Error> {
    let change = {
        let tx = access.read()?;
        let order = tx.find(&ORDER_BY_NUMBER, number)?;
        let Some(order) = order.filter(|order: &Order| !looked_at.contains(&order.dealer)) else {
            return Ok(());
        };
        let debts = Debts::of(&tx, order.dealer, &Step::ahead(order.kind), access.today(), Depth::Held)?;
        let known = tx.get::<Held>(&order.id)?;
        change(access, &tx, &debts, &order, known)?
    };
    put(access, change.into_iter().collect()).await
}

async fn put(access: &Access, changes: Vec<Change>) -> Result<(), Error> {
    for change in changes {
        access
            .write(move |write| {
                match &change {
                    Change::Comes(held, event) => {
                        if write.get::<Held>(&held.order)?.is_none() {
                            write.technical(held)?;
                            write.change(event.as_ref())?;
                        }
                    }
                    Change::Changes(held) => write.technical(held)?,
                    Change::Goes(held) => {
                        // An order that has ended isn't told of: nobody waits for it.
                        let order = write.shared::<Order>(&held.order)?;
                        let waits = order.is_some_and(|order| !Step::ahead(order.kind).is_empty());
                        if write.forget::<Held>(&held.order)? && waits {
                            write.change(&HoldEvent::Over(held.clone()))?;
                        }
                    }
                }
                Ok(())
            })
            .await?;
    }
    Ok(())
}

fn changes(access: &Access, dealer: DealerId) -> Result<Vec<Change>, Error> {
    let tx = access.read()?;
    if tx.shared::<Dealer>(&dealer)?.is_none() {
        return Ok(Vec::new());
    }
    let mut marked = marks(&tx, dealer)?;
    let steps = [Step::Confirmation, Step::Shipping];
    let debts = Debts::of(&tx, dealer, &steps, access.today(), Depth::Held)?;
    let mut changes = Vec::new();
    if !debts.is_unasked() {
        let mut request = PageRequest::first(PAGE_LIMIT_MAX);
        loop {
            let page = tx.scan(&ORDER_BY_DEALER_OPEN, &(dealer, true), &request)?;
            for order in &page.items {
                let known = take(&mut marked, order.id);
                changes.extend(change(access, &tx, &debts, order, known)?);
            }
            match page.next {
                Some(next) => request = request.after(Some(next)),
                None => break,
            }
        }
    }
    // What has a mark and isn't open any more, or is asked by no rule.
    changes.extend(marked.into_iter().map(Change::Goes));
    Ok(changes)
}

fn change(
    access: &Access,
    tx: &impl Reader,
    debts: &Debts,
    order: &Order,
    known: Option<Held>,
) -> Result<Option<Change>, Error> {
    let today = access.today();
    let steps = Step::ahead(order.kind);
    let verdict = match steps.is_empty() || released(tx, order.id, today)?.is_some() {
        true => super::Verdict::default(),
        false => judge(tx, debts, order, &steps, today)?,
    };
    let Some(step) = verdict.step() else {
        return Ok(known.map(Change::Goes));
    };
    let mut rules: Vec<_> = verdict.holds.iter().map(|hold| hold.rule).collect();
    rules.sort_unstable();
    rules.dedup();
    let held = Held {
        order: order.id,
        number: order.number,
        dealer: order.dealer,
        step,
        rules,
        since: known.as_ref().map_or(access.now(), |known| known.since),
    };
    Ok(match known {
        Some(known) if known == held => None,
        Some(_) => Some(Change::Changes(held)),
        None => {
            let whole = of_order(tx, order, &steps, today)?;
            let letter = words::letter(order.number, step, &whole);
            let event = HoldEvent::Began {
                held: held.clone(),
                letter,
            };
            Some(Change::Comes(held, Box::new(event)))
        }
    })
}

fn marks(tx: &impl Reader, dealer: DealerId) -> Result<Vec<Held>, Error> {
    let mut marks = Vec::new();
    let mut request = PageRequest::first(PAGE_LIMIT_MAX);
    loop {
        let page = tx.scan(&HELD_BY_DEALER, &dealer, &request)?;
        marks.extend(page.items);
        match page.next {
            Some(next) => request = request.after(Some(next)),
            None => return Ok(marks),
        }
    }
}

fn take(marked: &mut Vec<Held>, order: OrderId) -> Option<Held> {
    let at = marked.iter().position(|held| held.order == order)?;
    Some(marked.swap_remove(at))
}
