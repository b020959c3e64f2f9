//! What the exchange does to settlements.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::Arc;

use super::dues::{Due, DueId, Terms, dues};
use super::events::{About, SettlementEvent};
use super::model::{Freshness, Operation, OperationId, Settlement, SettlementId, Told, ToldLimit, listed, operations};
use super::permissions::SEE;
use super::queries::terms_of;
use super::records::SETTLEMENT_BY_COUNTERPARTY;
use crate::modules::dealers::LegalEntity;
use crate::modules::documents::{ContractFound, contract_of};
use crate::platform::access::{Access, Write};
use crate::platform::error::Error;
use crate::platform::store::{Reader, Record};
use crate::platform::values::{DealerId, Message, Moment, PageRequest};

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
        dues: known.as_ref().and_then(|known| known.dues),
        changed: known.as_ref().map_or(access.now(), |known| known.changed),
    };
    link(&tx, &mut next, &mut warnings)?;
    let rows = differing(&tx, told, &next)?;
    let (dues, open) = differing_dues(&tx, told, &next, &mut warnings)?;
    if told.dues.is_some() || next.dues.is_some() {
        next.dues = Some(open);
    }
    let dues_as_of = match told.dues {
        Some(_) => Some(as_of),
        None => fresh.and_then(|fresh| fresh.dues),
    };
    drop(tx);
    if let Some(by) = next.difference() {
        let said = Message::new("settlements-warn-difference").with("number", told.number.as_str());
        warnings.push(said.with("by", by));
    }
    let changed = known.as_ref() != Some(&next) || !rows.is_empty() || !dues.is_empty();
    let taken = Taken {
        created: known.is_none(),
        changed: changed && known.is_some(),
        stale: false,
        warnings,
    };
    put_rows(access, &SettlementEvent::Listed(About::of(&next)), rows)?;
    put_rows(access, &SettlementEvent::Dues(About::of(&next)), dues)?;
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
        let fresh = Freshness {
            settlement: id,
            as_of,
            dues: dues_as_of,
        };
        w.technical(&fresh)?;
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

/// A row to be written, or one to go.
enum Row<R: Record> {
    Put(R),
    Gone(R::Key),
}

/// What the list differs by from what is kept.
fn differing(tx: &impl Reader, told: &Told, next: &Settlement) -> Result<Vec<Row<Operation>>, Error> {
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
            None => rows.push(Row::Gone(kept.key())),
        }
        ControlFlow::Continue(())
    })?;
    let mut fresh: Vec<Operation> = wanted.into_values().collect();
    fresh.sort_by_key(|operation| (operation.day, operation.place));
    rows.extend(fresh.into_iter().map(Row::Put));
    Ok(rows)
}

/// What the dues differ by from what is kept, and how many are open. Where they aren't told the known ones stay, and go with
/// their contract: its owner and its terms may be others now.
fn differing_dues(
    tx: &impl Reader,
    told: &Told,
    next: &Settlement,
    warnings: &mut Vec<Message>,
) -> Result<(Vec<Row<Due>>, u64), Error> {
    let terms = terms_of(tx, next.contract)?;
    let mut wanted: Option<HashMap<DueId, Due>> = told.dues.as_ref().map(|list| {
        let list = dues(list, next.id, told.currency, next.dealer, terms.as_ref());
        list.into_iter().map(|due| (due.id, due)).collect()
    });
    let mut open = wanted.as_ref().map_or(0, |wanted| wanted.len() as u64);
    for due in wanted.iter().flat_map(HashMap::values).filter(|due| due.day.is_none()) {
        let said = Message::new("settlements-warn-due-day").with("number", next.number.as_str());
        let what = [&due.number, &due.order, &due.document]
            .into_iter()
            .find(|text| !text.is_empty());
        warnings.push(said.with("what", what.map_or("", String::as_str)));
    }
    let mut rows = Vec::new();
    tx.each_from(&next.id, |kept: Due| {
        if kept.settlement != next.id {
            return ControlFlow::Break(());
        }
        let now = match &mut wanted {
            Some(wanted) => wanted.remove(&kept.id),
            // Sums of another currency can't be owed under this contract any more.
            None if kept.sum.currency != next.currency => None,
            None => {
                open += 1;
                Some(kept.clone().under(next.dealer, terms.as_ref()))
            }
        };
        match now {
            Some(now) if now == kept => {}
            Some(now) => rows.push(Row::Put(now)),
            None => rows.push(Row::Gone(kept.key())),
        }
        ControlFlow::Continue(())
    })?;
    let mut fresh: Vec<Due> = wanted.into_iter().flat_map(HashMap::into_values).collect();
    fresh.sort_by_key(|due| (due.day, due.id));
    rows.extend(fresh.into_iter().map(Row::Put));
    Ok((rows, open))
}

fn put_rows<R: Record>(access: &Access, event: &SettlementEvent, rows: Vec<Row<R>>) -> Result<(), Error>
where
    R::Key: Send + Sync + 'static,
{
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let portion: Arc<[Row<R>]> = rows.by_ref().take(CHUNK).collect();
        let event = event.clone();
        access.write_blocking(move |w| {
            let mut change = w.change(&event)?;
            for row in portion.iter() {
                match row {
                    Row::Put(row) => drop(change.save(row)?),
                    Row::Gone(key) => drop(change.delete::<R>(key)?),
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
        give_rows::<Operation>(access, id, SettlementEvent::Given).await?;
        give_rows::<Due>(access, id, SettlementEvent::Given).await?;
    }
    Ok(())
}

/// What lies below a settlement and belongs to whom it belongs.
trait Below: Record {
    fn settlement(&self) -> SettlementId;
    fn given(self, dealer: Option<DealerId>, terms: Option<&Terms>) -> Self;
}

impl Below for Operation {
    fn settlement(&self) -> SettlementId {
        self.settlement
    }
    fn given(self, dealer: Option<DealerId>, _terms: Option<&Terms>) -> Operation {
        Operation { dealer, ..self }
    }
}

impl Below for Due {
    fn settlement(&self) -> SettlementId {
        self.settlement
    }
    fn given(self, dealer: Option<DealerId>, terms: Option<&Terms>) -> Due {
        self.under(dealer, terms)
    }
}

/// Brings what lies below a settlement to its owner and its terms.
async fn give_rows<R: Below + PartialEq>(
    access: &Access,
    id: SettlementId,
    event: fn(About) -> SettlementEvent,
) -> Result<(), Error>
where
    R::Key: Clone + Send + Sync + 'static,
{
    let mut others: Vec<R::Key> = Vec::new();
    let (event, dealer, terms) = {
        let tx = access.read()?;
        let Some(settlement) = tx.get::<Settlement>(&id)? else {
            return Ok(());
        };
        let (dealer, terms) = (settlement.dealer, terms_of(&tx, settlement.contract)?);
        tx.each_from(&id, |kept: R| {
            if kept.settlement() != id {
                return ControlFlow::Break(());
            }
            if kept.clone().given(dealer, terms.as_ref()) != kept {
                others.push(kept.key());
            }
            ControlFlow::Continue(())
        })?;
        (event(About::of(&settlement)), dealer, terms)
    };
    for portion in others.chunks(CHUNK) {
        let (portion, event, terms) = (portion.to_vec(), event.clone(), terms.clone());
        access
            .write(move |w| {
                let mut given = Vec::with_capacity(portion.len());
                for key in &portion {
                    given.extend(w.get::<R>(key)?);
                }
                let mut change = w.change(&event)?;
                for row in given {
                    change.save(&row.given(dealer, terms.as_ref()))?;
                }
                Ok(())
            })
            .await?;
    }
    Ok(())
}

/// Works the days of payment of a settlement out anew: its contract, or the working days, are others now.
pub async fn renew(access: &Access, id: SettlementId) -> Result<(), Error> {
    access
        .write(move |w| {
            let Some(known) = w.get::<Settlement>(&id)? else {
                return Ok(());
            };
            let mut next = known.clone();
            link(&**w, &mut next, &mut Vec::new())?;
            if next != known {
                next.changed = w.now();
                w.save(&next, &SettlementEvent::Dues(About::of(&next)))?;
            }
            Ok(())
        })
        .await?;
    give_rows::<Due>(access, id, SettlementEvent::Dues).await
}

/// May this reader read what is owed? A right that the client beside hides is no right now.
///
/// # Errors
/// `Forbidden` with the right that is missing.
pub fn may_read(access: &Access) -> Result<(), Error> {
    access.require(SEE)?;
    access.require_finance()
}
