//! What keeps the sums in step with orders. A subscriber of the journal learns which orders changed; what each of them
//! adds to the sums is worked out beside the writer, and the difference to what it added before is written.
//!
//! Nothing is counted twice: an order's facts lie beside the sums that they were added to, in the same commit, so an
//! entry that comes again changes nothing. Every night each order is looked at once more: where the catalogue moved a
//! product to another group, the sums follow.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Duration;

use super::model::sums::moves;
use super::model::{Facts, Groups, Sheet};
use super::records::{Cell, Counted, MODEL};
use crate::modules::catalogue::{Group, GroupId, Product, ProductId};
use crate::modules::orders::{ORDER_BY_NUMBER, Order, OrderId, OrderNumber, stages};
use crate::platform::access::{Access, Technical, Write};
use crate::platform::error::Error;
use crate::platform::journal::{Entry, Subscriber, position, subscriber_position};
use crate::platform::services::Services;
use crate::platform::store::{ReadTx, Reader, Record};

/// The subscriber's name: it names the cursor.
const NAME: &str = "reports";
/// Changes of one order follow each other closely: what comes together is counted once.
const PACE: Duration = Duration::from_millis(250);
/// Orders that one commit counts; each touches some twenty sums.
const CHUNK: usize = 40;
/// Orders that a walk reads at once.
const WALK: usize = 500;
/// The deepest nesting of groups that is followed; 1C may close a ring.
const DEPTH_MAX: usize = 12;

/// Follows the journal.
pub fn subscriber(services: &Arc<Services>) -> Subscriber {
    let services = Arc::clone(services);
    Subscriber::outside(NAME, move |entries| {
        let access = Access::system(&services, NAME);
        async move { follow(&access, &entries).await }
    })
    .paced(PACE)
}

/// How many journal entries the sums are behind.
pub fn behind(tx: &ReadTx) -> Result<u64, Error> {
    // Counted by another model: everything is counted anew, whatever the journal's follower has read.
    if tx.get::<Counted>(&1)?.is_some_and(|counted| counted.model != MODEL) {
        return Ok(u64::MAX);
    }
    Ok(position(tx)?.saturating_sub(subscriber_position(tx, NAME)?))
}

async fn follow(access: &Access, entries: &[Entry]) -> Result<(), Error> {
    let counted = access.read()?.get::<Counted>(&1)?;
    if counted.is_none_or(|counted| counted.model != MODEL) {
        return anew(access).await;
    }
    let ids = changed(&access.read()?, entries)?;
    count(access, &ids).await
}

/// The orders that entries are about.
fn changed(tx: &ReadTx, entries: &[Entry]) -> Result<Vec<OrderId>, Error> {
    let mut numbers = BTreeSet::new();
    for entry in entries {
        if entry.subject.kind == "order" {
            numbers.insert(entry.subject.key.as_str());
        }
        let named = entry.particulars.iter().flat_map(|particulars| &particulars.changed);
        numbers.extend(
            named
                .filter(|changed| changed.kind == "order")
                .map(|changed| changed.key.as_str()),
        );
    }
    let mut ids = Vec::with_capacity(numbers.len());
    for number in numbers.into_iter().filter_map(|key| key.parse::<OrderNumber>().ok()) {
        let found = tx.shared_find(&ORDER_BY_NUMBER, number.to_string().as_str())?;
        ids.extend(found.map(|order| order.id));
    }
    Ok(ids)
}

/// Counts these orders as they are now.
pub async fn count(access: &Access, ids: &[OrderId]) -> Result<(), Error> {
    for chunk in ids.chunks(CHUNK) {
        let prepared = prepared(access, chunk)?;
        access
            .write(move |write| {
                for (id, facts) in &prepared {
                    put(write, *id, facts.as_ref())?;
                }
                Ok(())
            })
            .await?;
    }
    Ok(())
}

type Prepared = Vec<(OrderId, Option<Facts>)>;

/// The facts of orders that have others than before.
fn prepared(access: &Access, ids: &[OrderId]) -> Result<Prepared, Error> {
    let tx = access.read()?;
    let (stages, zone) = (stages(&tx)?, &access.services().zone);
    let chains = Chains::new(&tx);
    let mut prepared = Prepared::new();
    for id in ids {
        let facts = tx
            .shared::<Order>(id)?
            .map(|order| Facts::of(&order, &stages, &chains, |moment| moment.day_in(zone)));
        if facts != tx.get::<Facts>(id)? {
            prepared.push((*id, facts));
        }
    }
    chains.failed()?;
    Ok(prepared)
}

/// Writes the difference. An order that moved meanwhile is left to the entry of that move.
fn put(write: &mut Write<'_, '_>, id: OrderId, facts: Option<&Facts>) -> Result<(), Error> {
    let version = write.shared::<Order>(&id)?.map(|order| order.version);
    if version != facts.map(|facts| facts.version) {
        return Ok(());
    }
    let old = write.get::<Facts>(&id)?;
    let sheet = |facts: Option<&Facts>| facts.map_or_else(Sheet::new, Facts::sheet);
    for (key, by) in moves(&sheet(old.as_ref()), &sheet(facts)) {
        let sums = write
            .get::<Cell>(&key)?
            .map(|cell| cell.sums)
            .unwrap_or_default()
            .plus(by);
        if sums.is_nothing() {
            write.forget::<Cell>(&key)?;
        } else {
            write.technical(&Cell { key, sums })?;
        }
    }
    match facts {
        Some(facts) => write.technical(facts),
        None => write.forget::<Facts>(&id).map(drop),
    }
}

/// Throws all sums away and counts every order.
pub async fn anew(access: &Access) -> Result<(), Error> {
    clear::<Cell>(access).await?;
    clear::<Facts>(access).await?;
    recount(access).await?;
    access
        .write(|write| {
            let at = write.now();
            write.technical(&Counted { model: MODEL, at })
        })
        .await
}

async fn clear<R: Technical>(access: &Access) -> Result<(), Error>
where
    R::Key: Send + Sync,
{
    loop {
        let keys: Vec<R::Key> = access.read()?.list::<R>(WALK)?.iter().map(Record::key).collect();
        if keys.is_empty() {
            return Ok(());
        }
        access
            .write(move |write| {
                for key in &keys {
                    write.forget::<R>(key)?;
                }
                Ok(())
            })
            .await?;
    }
}

/// Looks at every order once more. Writes only where the sums were wrong.
pub async fn recount(access: &Access) -> Result<(), Error> {
    let mut from: Option<OrderId> = None;
    loop {
        let mut ids = Vec::with_capacity(WALK);
        {
            let tx = access.read()?;
            let visit = |order: Order| {
                // The walk begins with the last one of the walk before.
                if Some(order.id) != from {
                    ids.push(order.id);
                }
                match ids.len() < WALK {
                    true => ControlFlow::Continue(()),
                    false => ControlFlow::Break(()),
                }
            };
            match &from {
                Some(from) => tx.each_from(from, visit)?,
                None => tx.each(visit)?,
            }
        }
        let Some(last) = ids.last().copied() else { return Ok(()) };
        count(access, &ids).await?;
        from = Some(last);
        // A long walk lets others at the processor.
        tokio::task::yield_now().await;
    }
}

/// Products' groups with those above them, looked up once.
struct Chains<'t> {
    tx: &'t ReadTx,
    of: RefCell<HashMap<ProductId, Vec<GroupId>>>,
    failed: RefCell<Option<Error>>,
}

impl<'t> Chains<'t> {
    fn new(tx: &'t ReadTx) -> Chains<'t> {
        Chains {
            tx,
            of: RefCell::default(),
            failed: RefCell::default(),
        }
    }

    fn failed(self) -> Result<(), Error> {
        self.failed.into_inner().map_or(Ok(()), Err)
    }

    fn look(&self, product: ProductId) -> Result<Vec<GroupId>, Error> {
        let product = self.tx.shared::<Product>(&product)?;
        let first = product.and_then(|product| product.groups.first().copied());
        let mut chain = Vec::new();
        let mut at = first;
        while let Some(group) = at.filter(|group| chain.len() < DEPTH_MAX && !chain.contains(group)) {
            let Some(known) = self.tx.shared::<Group>(&group)? else {
                break;
            };
            chain.push(group);
            at = known.parent;
        }
        Ok(chain)
    }
}

impl Groups for Chains<'_> {
    fn of(&self, product: ProductId) -> Vec<GroupId> {
        if let Some(known) = self.of.borrow().get(&product) {
            return known.clone();
        }
        let chain = self.look(product).unwrap_or_else(|error| {
            self.failed.borrow_mut().get_or_insert(error);
            Vec::new()
        });
        self.of.borrow_mut().insert(product, chain.clone());
        chain
    }
}
