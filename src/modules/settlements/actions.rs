//! What the exchange does to settlements.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::Arc;

use super::events::{About, SettlementEvent};
use super::model::{Freshness, Operation, OperationId, Settlement, SettlementId, Told, ToldLimit, listed, operations};
use super::permissions::SEE;
use super::records::SETTLEMENT_BY_COUNTERPARTY;
use crate::modules::dealers::LegalEntity;
use crate::modules::documents::{ContractFound, contract_of};
use crate::platform::access::{Access, Write};
use crate::platform::error::Error;
use crate::platform::store::Reader;
use crate::platform::values::{Message, Moment, PageRequest};

/// How far the clock of 1C may be ahead of ours.
const AHEAD_SECONDS: i64 = 24 * 60 * 60;
/// Operations that one commit writes.
const CHUNK: usize = 1_000;

/// What became of a told settlement.
#[derive(Clone, Debug, Default)]
pub struct Taken {
    pub created: bool,
    pub changed: bool,
    /// It is older than what is known, or of a time to come, and was left.
    pub stale: bool,
    pub warnings: Vec<Message>,
}

/// Takes in what 1C tells of a contract. The list is compared beside the writer and written in portions; the figures come
/// last, so that a process that ends between them leaves what the next exchange completes. Blocks.
///
/// `entity` is the counterparty as it was found; `owner` finds it once more in the commit that shows the figures, since it
/// may have been matched with somebody else meanwhile.
pub fn take<F>(access: &Access, told: &Told, entity: Option<LegalEntity>, owner: F) -> Result<Taken, Error>
where
    F: Fn(&mut Write<'_, '_>) -> Result<Option<LegalEntity>, Error> + Clone + Send + 'static,
{
    let id = Settlement::id_of(&told.external);
    let as_of = moment(access, told);
    let tx = access.read()?;
    let known: Option<Settlement> = tx.get(&id)?;
    let fresh: Option<Freshness> = tx.get(&id)?;
    // A time to come would make everything after it look old.
    let early = as_of.seconds_since(access.now()) > AHEAD_SECONDS;
    if early || fresh.as_ref().is_some_and(|fresh| fresh.as_of > as_of) {
        let id = match early {
            true => "settlements-warn-future",
            false => "settlements-warn-stale",
        };
        let said = Message::new(id).with("number", told.number.as_str());
        return Ok(Taken {
            stale: true,
            warnings: vec![said],
            ..Taken::default()
        });
    }
    let mut warnings = Vec::new();
    let mut next = Settlement {
        id,
        external: told.external.clone(),
        number: told.number.clone(),
        day: told.day,
        currency: told.currency,
        seller: told.seller.clone(),
        buyer: told.buyer.clone(),
        dealer: entity.as_ref().map(|entity| entity.dealer),
        entity: entity.as_ref().map(|entity| entity.id),
        contract: None,
        from: told.from,
        opening: told.opening,
        closing: told.closing,
        overdue: told
            .overdue
            .or_else(|| known.as_ref().and_then(|known| known.overdue))
            .filter(|overdue| overdue.currency == told.currency),
        limit: match told.limit {
            ToldLimit::Of(limit) => Some(limit),
            ToldLimit::Without => None,
            ToldLimit::Unsaid => known.as_ref().and_then(|known| known.limit),
        }
        .filter(|limit| limit.currency == told.currency),
        limit_reason: match (told.limit, &known) {
            // A limit that goes with its currency takes its reason along.
            (ToldLimit::Unsaid, Some(known)) if known.limit.is_none_or(|limit| limit.currency == told.currency) => {
                known.limit_reason.clone()
            }
            (ToldLimit::Unsaid, _) => String::new(),
            _ => told.limit_reason.clone(),
        },
        listed: listed(told.opening, &told.operations),
        operations: told.operations.len() as u64,
        changed: known.as_ref().map_or(access.now(), |known| known.changed),
    };
    link(&tx, &mut next, &mut warnings)?;
    let rows = differing(&tx, told, &next)?;
    drop(tx);
    if let Some(by) = next.difference() {
        let said = Message::new("settlements-warn-difference").with("number", told.number.as_str());
        warnings.push(said.with("by", by));
    }
    let changed = known.as_ref() != Some(&next) || !rows.is_empty();
    let taken = Taken {
        created: known.is_none(),
        changed: changed && known.is_some(),
        stale: false,
        warnings,
    };
    put_rows(access, &next, rows)?;
    if changed {
        next.changed = access.now();
    }
    let again = owner.clone();
    let moved = access.write_blocking(move |w| {
        let whose = again(w)?;
        let mut next = next.clone();
        let (dealer, entity) = whose.as_ref().map(|entity| (entity.dealer, entity.id)).unzip();
        let moved = (next.dealer, next.entity) != (dealer, entity);
        if moved {
            (next.dealer, next.entity) = (dealer, entity);
            link(&**w, &mut next, &mut Vec::new())?;
        }
        let known: Option<Settlement> = w.get(&id)?;
        if known.as_ref() != Some(&next) {
            let began = next.is_overdue() && !known.as_ref().is_some_and(Settlement::is_overdue);
            let event = match began {
                true => SettlementEvent::Overdue(About::of(&next)),
                false => SettlementEvent::Told(About::of(&next)),
            };
            w.save(&next, &event)?;
        }
        w.technical(&Freshness { settlement: id, as_of })?;
        Ok(moved.then_some(whose))
    })?;
    match moved {
        // Its operations were written for whoever had it before: they follow.
        Some(whose) => {
            let again = take(access, told, whose, owner)?;
            Ok(Taken {
                warnings: again.warnings,
                ..taken
            })
        }
        None => Ok(taken),
    }
}

/// 1C's time is the manufacturer's; a day without one is its morning.
fn moment(access: &Access, told: &Told) -> Moment {
    let zone = &access.services().zone;
    let (day, time) = told.as_of;
    let time = time.unwrap_or(jiff::civil::Time::midnight());
    let moment = zone.to_timestamp(day.to_datetime(time)).map(Moment::from);
    moment.unwrap_or_else(|_| Moment::start_of(day, zone))
}

fn link(tx: &impl Reader, settlement: &mut Settlement, warnings: &mut Vec<Message>) -> Result<(), Error> {
    settlement.contract = None;
    let (Some(dealer), Some(entity)) = (settlement.dealer, settlement.entity) else {
        return Ok(());
    };
    let number = settlement.number.as_str();
    let id = match contract_of(tx, dealer, entity, number, settlement.currency)? {
        ContractFound::One(contract) => {
            settlement.contract = Some(contract.id);
            return Ok(());
        }
        ContractFound::OtherCurrency => "settlements-warn-currency",
        ContractFound::None => "settlements-warn-contract",
    };
    warnings.push(Message::new(id).with("number", number));
    Ok(())
}

/// An operation to be written, or one to go.
enum Row {
    Put(Operation),
    Gone((SettlementId, OperationId)),
}

/// What the list differs by from what is kept.
fn differing(tx: &impl Reader, told: &Told, next: &Settlement) -> Result<Vec<Row>, Error> {
    let mut wanted: HashMap<OperationId, Operation> = operations(told, next.dealer)
        .into_iter()
        .map(|operation| (operation.id, operation))
        .collect();
    let mut rows = Vec::new();
    tx.each_from(&next.id, |kept: Operation| {
        if kept.settlement != next.id {
            return ControlFlow::Break(());
        }
        match wanted.remove(&kept.id) {
            Some(wanted) if wanted == kept => {}
            Some(wanted) => rows.push(Row::Put(wanted)),
            None => rows.push(Row::Gone((kept.settlement, kept.id))),
        }
        ControlFlow::Continue(())
    })?;
    let mut fresh: Vec<Operation> = wanted.into_values().collect();
    fresh.sort_by_key(|operation| (operation.day, operation.place));
    rows.extend(fresh.into_iter().map(Row::Put));
    Ok(rows)
}

fn put_rows(access: &Access, settlement: &Settlement, rows: Vec<Row>) -> Result<(), Error> {
    let event = SettlementEvent::of_list(settlement);
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let portion: Arc<[Row]> = rows.by_ref().take(CHUNK).collect();
        let event = event.clone();
        access.write_blocking(move |w| {
            let mut change = w.change(&event)?;
            for row in portion.iter() {
                match row {
                    Row::Put(operation) => drop(change.save(operation)?),
                    Row::Gone(key) => drop(change.delete::<Operation>(key)?),
                }
            }
            Ok(())
        })?;
    }
    Ok(())
}

/// Gives the settlements of a counterparty to whom it belongs now. The figures go first: whoever loses them has no page to
/// reach the operations from.
pub async fn give(access: &Access, entity: &LegalEntity) -> Result<(), Error> {
    let Some(counterparty) = entity.counterparty.clone() else {
        return Ok(());
    };
    // The contracts of one counterparty are few.
    let request = PageRequest::first(crate::platform::values::PAGE_LIMIT_MAX);
    let page = access
        .read()?
        .scan(&SETTLEMENT_BY_COUNTERPARTY, counterparty.as_str(), &request)?;
    for settlement in page.items {
        let (id, owner) = (settlement.id, entity.clone());
        access
            .write(move |w| {
                let Some(known) = w.get::<Settlement>(&id)? else {
                    return Ok(());
                };
                let mut next = Settlement {
                    dealer: Some(owner.dealer),
                    entity: Some(owner.id),
                    ..known.clone()
                };
                link(&**w, &mut next, &mut Vec::new())?;
                if next != known {
                    next.changed = w.now();
                    w.save(&next, &SettlementEvent::Given(About::of(&next)))?;
                }
                Ok(())
            })
            .await?;
        give_rows(access, id, entity).await?;
    }
    Ok(())
}

async fn give_rows(access: &Access, id: SettlementId, entity: &LegalEntity) -> Result<(), Error> {
    let dealer = Some(entity.dealer);
    let mut others = Vec::new();
    let event = {
        let tx = access.read()?;
        tx.each_from(&id, |kept: Operation| {
            if kept.settlement != id {
                return ControlFlow::Break(());
            }
            if kept.dealer != dealer {
                others.push(kept.key_of());
            }
            ControlFlow::Continue(())
        })?;
        let Some(settlement) = tx.get::<Settlement>(&id)? else {
            return Ok(());
        };
        SettlementEvent::Given(About::of(&settlement))
    };
    for portion in others.chunks(CHUNK) {
        let (portion, event) = (portion.to_vec(), event.clone());
        access
            .write(move |w| {
                let mut given = Vec::with_capacity(portion.len());
                for key in &portion {
                    given.extend(w.get::<Operation>(key)?);
                }
                let mut change = w.change(&event)?;
                for operation in given {
                    change.save(&Operation { dealer, ..operation })?;
                }
                Ok(())
            })
            .await?;
    }
    Ok(())
}

impl Operation {
    fn key_of(&self) -> (SettlementId, OperationId) {
        (self.settlement, self.id)
    }
}

/// May this reader read what is owed? A right that the client beside hides is no right now.
///
/// # Errors
/// `Forbidden` with the right that is missing.
pub fn may_read(access: &Access) -> Result<(), Error> {
    access.require(SEE)?;
    access.require_finance()
}
