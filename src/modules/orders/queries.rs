//! Lists, counts and read models of drafts and orders. Every list is a page by a cursor, over an index that begins
//! with the dealer, or with nothing for those who see all.

use std::collections::HashMap;
use std::sync::Arc;

use super::{
    ContractId, DRAFT_BY_DEALER, DRAFT_BY_PERSON, DRAFTS, Draft, ORDER_BY_CREATED, ORDER_BY_DEALER,
    ORDER_BY_DEALER_OPEN, ORDER_BY_DEALER_STAGE, ORDER_BY_DEALER_STANDSTILL, ORDER_BY_OPEN, ORDER_BY_PERSON,
    ORDER_BY_PERSON_OPEN, ORDER_BY_PERSON_STAGE, ORDER_BY_PERSON_STANDSTILL, ORDER_BY_STAGE, ORDER_BY_STANDSTILL,
    ORDERS_BY_DEALER_STAGE, ORDERS_BY_STAGE, ORDERS_OPEN, ORDERS_OPEN_ALL, Order, OrderEvent, OrderId, StageKey,
    StageLine, TEMPLATE_BY_DEALER, UNSHIPPED, UNSHIPPED_SUMS, standstill,
};
use crate::platform::access::Access;
use crate::platform::error::Error;
use crate::platform::journal::{Who, read_after};
use crate::platform::store::{Counter, Index, KeyPart, ReadTx, Reader, Record};
use crate::platform::values::{AccountId, Currency, Day, DealerId, Moment, Money, Page, PageRequest, Scope};

/// Which orders a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Filter {
    #[default]
    All,
    /// Still going on.
    Open,
    Stage(StageKey),
    /// What stands still for the asker's side, or is late before this day; the longest first.
    Standstill(Day),
}

/// A page of orders in the asker's scope, newest first; of one dealer when it is named.
pub fn orders(
    tx: &ReadTx,
    filter: &Filter,
    dealer: Option<DealerId>,
    request: &PageRequest,
) -> Result<Page<Arc<Order>>, Error> {
    portion(tx, filter, dealer.as_ref().map(std::slice::from_ref), request, true)
}

/// A part of a list along its index, of these dealers as far as they are in scope, or of all. `kept`: the rows are
/// decoded for others too; a walk through thousands would only drive out what others need.
pub(super) fn portion(
    tx: &ReadTx,
    filter: &Filter,
    owners: Option<&[DealerId]>,
    request: &PageRequest,
    kept: bool,
) -> Result<Page<Arc<Order>>, Error> {
    let mut page = along(tx, filter, owners, request, kept)?;
    if let Filter::Standstill(today) = filter {
        // Days lie in the index in their order: the first that hasn't passed ends the list.
        let of_dealer = !tx.scope().is_staff();
        let stands = |order: &Arc<Order>| standstill(order, of_dealer).is_some_and(|since| since < Some(*today));
        let count = page.items.iter().take_while(|order| stands(order)).count();
        if count < page.items.len() {
            page.items.truncate(count);
            page.next = None;
        }
    }
    Ok(page)
}

fn along(
    tx: &ReadTx,
    filter: &Filter,
    owners: Option<&[DealerId]>,
    request: &PageRequest,
    kept: bool,
) -> Result<Page<Arc<Order>>, Error> {
    let own: Vec<DealerId> = match (owners, tx.scope()) {
        (Some(owners), scope) => owners
            .iter()
            .copied()
            .filter(|dealer| scope.includes(*dealer))
            .collect(),
        (None, Scope::Nothing) => Vec::new(),
        (None, Scope::Dealer(dealer) | Scope::Person { dealer, .. }) => vec![*dealer],
        (None, Scope::Dealers(dealers)) => dealers.to_vec(),
        (None, Scope::All) => return all_orders(tx, filter, request, kept),
    };
    if tx.scope().is_narrowed() {
        return of_people(tx, filter, &own, request, kept);
    }
    match filter {
        Filter::All => fetched(tx, &ORDER_BY_DEALER, &own, request, kept),
        Filter::Open => {
            let prefixes: Vec<(DealerId, bool)> = own.iter().map(|dealer| (*dealer, true)).collect();
            fetched(tx, &ORDER_BY_DEALER_OPEN, &prefixes, request, kept)
        }
        Filter::Stage(stage) => {
            let prefixes: Vec<(DealerId, &str)> = own.iter().map(|dealer| (*dealer, stage.as_str())).collect();
            fetched(tx, &ORDER_BY_DEALER_STAGE, &prefixes, request, kept)
        }
        Filter::Standstill(_) => {
            let of_dealer = !tx.scope().is_staff();
            let prefixes: Vec<(DealerId, bool)> = own.iter().map(|dealer| (*dealer, of_dealer)).collect();
            fetched(
                tx,
                &ORDER_BY_DEALER_STANDSTILL,
                &prefixes,
                &longest_first(request),
                kept,
            )
        }
    }
}

/// The same for a reader who sees some people's own.
fn of_people(
    tx: &ReadTx,
    filter: &Filter,
    own: &[DealerId],
    request: &PageRequest,
    kept: bool,
) -> Result<Page<Arc<Order>>, Error> {
    let people: Vec<(DealerId, AccountId)> = people(tx, own);
    match filter {
        Filter::All => fetched(tx, &ORDER_BY_PERSON, &people, request, kept),
        Filter::Open => {
            let prefixes: Vec<_> = people.iter().map(|(dealer, one)| (*dealer, *one, true)).collect();
            fetched(tx, &ORDER_BY_PERSON_OPEN, &prefixes, request, kept)
        }
        Filter::Stage(stage) => {
            let stage = stage.as_str();
            let prefixes: Vec<_> = people.iter().map(|(dealer, one)| (*dealer, *one, stage)).collect();
            fetched(tx, &ORDER_BY_PERSON_STAGE, &prefixes, request, kept)
        }
        Filter::Standstill(_) => fetched(tx, &ORDER_BY_PERSON_STANDSTILL, &people, &longest_first(request), kept),
    }
}

/// Each of these dealers with each of the people to whom the reader is narrowed.
fn people(tx: &impl Reader, dealers: &[DealerId]) -> Vec<(DealerId, AccountId)> {
    let accounts = tx.scope().accounts().unwrap_or_default();
    let each = dealers
        .iter()
        .flat_map(|dealer| accounts.iter().map(move |one| (*dealer, *one)));
    each.collect()
}

/// How many rows an index of people has for a reader who is narrowed to some; `None` for others, whom counters know.
fn of_people_count<R: Record, K: KeyPart>(
    tx: &ReadTx,
    index: &Index<R>,
    key: impl Fn(DealerId, AccountId) -> K,
) -> Result<Option<u64>, Error> {
    let Scope::Person { dealer, .. } = tx.scope() else {
        return Ok(None);
    };
    let prefixes: Vec<K> = people(tx, &[*dealer])
        .into_iter()
        .map(|(dealer, one)| key(dealer, one))
        .collect();
    Ok(Some(
        tx.count_merged(index, &prefixes.iter().collect::<Vec<_>>())? as u64
    ))
}

fn fetched<K: KeyPart>(
    tx: &ReadTx,
    index: &Index<Order>,
    prefixes: &[K],
    request: &PageRequest,
    kept: bool,
) -> Result<Page<Arc<Order>>, Error> {
    let prefixes: Vec<&K> = prefixes.iter().collect();
    Ok(match kept {
        true => tx.shared_page(index, &prefixes, request)?,
        false => tx.scan_merged(index, &prefixes, request)?.map(Arc::new),
    })
}

fn all_orders(tx: &ReadTx, filter: &Filter, request: &PageRequest, kept: bool) -> Result<Page<Arc<Order>>, Error> {
    match filter {
        Filter::All => fetched(tx, &ORDER_BY_CREATED, &[()], request, kept),
        Filter::Open => fetched(tx, &ORDER_BY_OPEN, &[true], request, kept),
        Filter::Stage(stage) => fetched(tx, &ORDER_BY_STAGE, &[stage.as_str()], request, kept),
        Filter::Standstill(_) => fetched(tx, &ORDER_BY_STANDSTILL, &[false], &longest_first(request), kept),
    }
}

fn longest_first(request: &PageRequest) -> PageRequest {
    PageRequest {
        descending: false,
        ..request.clone()
    }
}

/// The most orders that are counted as standing still; above it a page says «more than».
pub const STANDSTILL_COUNTED: usize = 99;

/// How many orders stand still for the asker's side: exact up to [`STANDSTILL_COUNTED`], one more means «more».
pub fn standing_still(tx: &ReadTx, today: Day) -> Result<usize, Error> {
    let (until, limit) = (Some(today), STANDSTILL_COUNTED + 1);
    let of_dealers = |dealers: &[DealerId], of_dealer: bool| {
        let mut sum = 0;
        for dealer in dealers {
            sum += tx.count_below(&ORDER_BY_DEALER_STANDSTILL, &(*dealer, of_dealer), &until, limit)?;
            if sum >= limit {
                break;
            }
        }
        Ok(sum.min(limit))
    };
    match tx.scope() {
        Scope::All => Ok(tx.count_below(&ORDER_BY_STANDSTILL, &false, &until, limit)?),
        Scope::Dealers(dealers) => of_dealers(dealers, false),
        Scope::Dealer(dealer) => of_dealers(&[*dealer], true),
        Scope::Person { .. } => {
            // A person's own are few, and one may be several people's: they are looked at.
            let page = portion(tx, &Filter::Standstill(today), None, &PageRequest::first(limit), true)?;
            Ok(page.items.len().min(limit))
        }
        Scope::Nothing => Ok(0),
    }
}

/// The sum of a counter over the asker's dealers.
fn counted<K: KeyPart>(
    tx: &ReadTx,
    by_dealer: Counter,
    all: Counter,
    all_key: &(impl KeyPart + ?Sized),
    key: impl Fn(DealerId) -> K,
) -> Result<u64, Error> {
    let mut sum = 0;
    match tx.scope() {
        Scope::All => sum = tx.count(all, all_key)?,
        Scope::Dealers(dealers) => {
            for dealer in dealers.iter() {
                sum += tx.count(by_dealer, &key(*dealer))?;
            }
        }
        Scope::Dealer(dealer) => sum = tx.count(by_dealer, &key(*dealer))?,
        // No counter knows people: see `of_people_count`.
        Scope::Person { .. } | Scope::Nothing => {}
    }
    Ok(u64::try_from(sum).unwrap_or(0))
}

/// Orders in the asker's scope that are in a stage.
pub fn in_stage(tx: &ReadTx, stage: &StageKey) -> Result<u64, Error> {
    let own = of_people_count(tx, &ORDER_BY_PERSON_STAGE, |dealer, one| (dealer, one, stage.as_str()))?;
    if let Some(own) = own {
        return Ok(own);
    }
    counted(tx, ORDERS_BY_DEALER_STAGE, ORDERS_BY_STAGE, stage.as_str(), |dealer| {
        (dealer, stage.as_str())
    })
}

/// Orders that the asker sees in a stage of the line that it reads.
pub fn seen_in_stage(tx: &ReadTx, line: &StageLine, stage: &StageKey) -> Result<u64, Error> {
    line.covered(stage)
        .try_fold(in_stage(tx, stage)?, |sum, hidden| Ok(sum + in_stage(tx, hidden)?))
}

/// Orders of one dealer by the stages that are still going on, in their order; without the empty ones.
pub fn by_stage(tx: &ReadTx, line: &StageLine, dealer: DealerId) -> Result<Vec<(StageKey, u64)>, Error> {
    if !tx.scope().includes(dealer) {
        return Ok(Vec::new());
    }
    let mut all = Vec::new();
    for stage in line.stages.iter().filter(|stage| !stage.kind.is_over()) {
        let n = match tx.scope().is_narrowed() {
            true => seen_in_stage(tx, line, &stage.key)?,
            false => {
                let keys = std::iter::once(&stage.key).chain(line.covered(&stage.key));
                let mut n = 0;
                for key in keys {
                    n += tx.count(ORDERS_BY_DEALER_STAGE, &(dealer, key.as_str()))?;
                }
                u64::try_from(n).unwrap_or(0)
            }
        };
        if n > 0 {
            all.push((stage.key.clone(), n));
        }
    }
    Ok(all)
}

/// How many drafts a dealer has, for those who see the dealer.
pub fn drafts_of(tx: &ReadTx, dealer: DealerId) -> Result<u64, Error> {
    if let Some(own) = own_drafts(tx)? {
        return Ok(own);
    }
    match tx.scope().includes(dealer) {
        true => Ok(u64::try_from(tx.count(DRAFTS, &dealer)?).unwrap_or(0)),
        false => Ok(0),
    }
}

/// How many drafts are the asker's own, where the asker sees no others.
fn own_drafts(tx: &ReadTx) -> Result<Option<u64>, Error> {
    of_people_count(tx, &DRAFT_BY_PERSON, |dealer, one| (dealer, one))
}

/// Orders in the asker's scope that are still going on.
pub fn open(tx: &ReadTx) -> Result<u64, Error> {
    if let Some(own) = of_people_count(tx, &ORDER_BY_PERSON_OPEN, |dealer, one| (dealer, one, true))? {
        return Ok(own);
    }
    counted(tx, ORDERS_OPEN, ORDERS_OPEN_ALL, &(), |dealer| dealer)
}

/// For the menu.
pub fn open_count(tx: &ReadTx, _: &Access) -> Result<u64, Error> {
    open(tx)
}

/// For the menu. Staff, whose drafts lie with many dealers, gets no number.
pub fn draft_count(tx: &ReadTx, access: &Access) -> Result<u64, Error> {
    if let Some(own) = own_drafts(tx)? {
        return Ok(own);
    }
    match access.scope().dealer() {
        Some(dealer) => Ok(u64::try_from(tx.count(DRAFTS, &dealer)?).unwrap_or(0)),
        None => Ok(0),
    }
}

/// Drafts in the asker's scope, latest first.
pub fn drafts(tx: &ReadTx, dealer: Option<DealerId>, request: &PageRequest) -> Result<Page<Draft>, Error> {
    match (dealer, tx.scope()) {
        (asked, Scope::Person { dealer, .. }) if asked.is_none_or(|asked| asked == *dealer) => {
            let own = people(tx, &[*dealer]);
            Ok(tx.scan_merged(&DRAFT_BY_PERSON, &own.iter().collect::<Vec<_>>(), request)?)
        }
        (Some(dealer), _) => Ok(tx.scan(&DRAFT_BY_DEALER, &dealer, request)?),
        (None, Scope::Dealer(dealer) | Scope::Person { dealer, .. }) => {
            Ok(tx.scan(&DRAFT_BY_DEALER, dealer, request)?)
        }
        (None, Scope::Dealers(dealers)) => {
            Ok(tx.scan_merged(&DRAFT_BY_DEALER, &dealers.iter().collect::<Vec<_>>(), request)?)
        }
        (None, Scope::All) => Ok(tx.scan(&DRAFT_BY_DEALER, &(), request)?),
        (None, Scope::Nothing) => Ok(Page {
            items: Vec::new(),
            next: None,
        }),
    }
}

/// The templates of a dealer, latest first.
pub fn templates(tx: &ReadTx, dealer: DealerId) -> Result<Vec<Draft>, Error> {
    let request = PageRequest::first(super::actions::TEMPLATES_MAX as usize).descending();
    Ok(tx.scan(&TEMPLATE_BY_DEALER, &dealer, &request)?.items)
}

/// What 1C has to hear of, and how far the journal was read for it.
pub struct Outgoing {
    /// Each once, as it is now.
    pub orders: Vec<OutgoingOrder>,
    /// Ask for what comes after this next time.
    pub position: u64,
    /// There may be more after `position`.
    pub more: bool,
}

/// An order that people changed.
pub struct OutgoingOrder {
    pub order: Order,
    /// The journal entry of the last change.
    pub seq: u64,
    /// When the first of the changes that were read was made.
    pub at: Moment,
}

/// Orders that people changed after `position` of the journal, at most `limit` of them.
pub fn outgoing(tx: &ReadTx, position: u64, limit: usize) -> Result<Outgoing, Error> {
    const PORTION: usize = 500;
    let (mut at, mut found, mut seen) = (position, Vec::new(), HashMap::<OrderId, usize>::new());
    loop {
        let entries = read_after(tx, at, PORTION)?;
        let read = entries.len();
        for entry in entries {
            if found.len() >= limit {
                return Ok(Outgoing {
                    orders: found,
                    position: at,
                    more: true,
                });
            }
            at = entry.seq;
            let by_person = matches!(entry.who, Who::Person { .. });
            if entry.subject.kind != "order" || !by_person || !OrderEvent::OUTGOING.contains(&entry.kind.as_str()) {
                continue;
            }
            let Ok(number) = entry.subject.key.parse() else {
                continue;
            };
            let Ok(order) = super::actions::by_number(tx, number) else {
                continue;
            };
            match seen.get(&order.id).and_then(|place| found.get_mut(*place)) {
                Some(OutgoingOrder { seq, .. }) => *seq = entry.seq,
                None => {
                    seen.insert(order.id, found.len());
                    found.push(OutgoingOrder {
                        order,
                        seq: entry.seq,
                        at: entry.at,
                    });
                }
            }
        }
        if read < PORTION {
            return Ok(Outgoing {
                orders: found,
                position: at,
                more: false,
            });
        }
    }
}

/// Accepted orders under a contract that haven't left as a whole: how many, and what is left of them in one currency. By counters:
/// of all people of the dealer, whoever asks, since a debt is the company's.
pub fn unshipped(
    tx: &impl Reader,
    dealer: DealerId,
    contract: ContractId,
    currency: Currency,
) -> Result<(i64, Money), Error> {
    let of = (dealer, contract, currency.code());
    let sum = tx.count(UNSHIPPED_SUMS, &of)?;
    Ok((tx.count(UNSHIPPED, &of)?, Money::new(sum, currency)))
}
