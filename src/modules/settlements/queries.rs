//! Settlements and their operations, by pages, within the reader's scope.

use super::dues::{Due, Terms};
use super::model::{Freshness, Operation, Settlement, SettlementId};
use super::records::{
    DUE_BY_DEALER, DUE_BY_SETTLEMENT, OPERATION_BY_SETTLEMENT, SETTLEMENT_BY_BUYER, SETTLEMENT_BY_DEALER,
};
use crate::modules::dealers::{Contract, OwnEntity};
use crate::modules::work_days;
use crate::platform::error::Error;
use crate::platform::store::{Index, KeyPart, ReadTx, Reader};
use crate::platform::values::{Cursor, Day, DealerId, Id, Moment, PAGE_LIMIT_MAX, PageRequest, Scope};

/// The most contracts that one page looks at for those it shows.
pub(super) const EXAMINED_MAX: usize = 10_000;
const PORTION: usize = 250;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    pub dealer: Option<DealerId>,
    /// Only those that something is overdue of.
    pub overdue: bool,
}

/// A page of contracts.
pub struct Found {
    pub settlements: Vec<Settlement>,
    /// Where the next begins.
    pub next: Option<Cursor>,
    /// The bound was reached before the page was full: the others were not looked at.
    pub cut: bool,
}

/// A page of contracts, by the dealer's or the buyer's order.
pub fn page(tx: &ReadTx, filter: &Filter, after: Option<Cursor>, rows: usize) -> Result<Found, Error> {
    let own: Option<Vec<DealerId>> = match (filter.dealer, tx.scope()) {
        (Some(dealer), scope) => Some(vec![dealer].into_iter().filter(|one| scope.includes(*one)).collect()),
        (None, Scope::All) => None,
        (None, Scope::Dealers(dealers)) => Some(dealers.to_vec()),
        (None, Scope::Dealer(dealer) | Scope::Person { dealer, .. }) => Some(vec![*dealer]),
        (None, Scope::Nothing) => Some(Vec::new()),
    };
    let mut found = Vec::new();
    let mut examined = 0;
    let mut request = PageRequest::first(PORTION).after(after);
    loop {
        let page = match &own {
            None => tx.scan(&SETTLEMENT_BY_BUYER, &(), &request)?,
            Some(dealers) => {
                let prefixes: Vec<&DealerId> = dealers.iter().collect();
                tx.scan_merged(&SETTLEMENT_BY_DEALER, &prefixes, &request)?
            }
        };
        for settlement in page.items {
            examined += 1;
            let number = settlement.number.to_lowercase();
            let here = match &own {
                None => {
                    let buyer = settlement.buyer.name.to_lowercase();
                    (buyer.as_str(), number.as_str(), settlement.id).to_bytes()
                }
                Some(_) => (number.as_str(), settlement.id).to_bytes(),
            };
            if !filter.overdue || settlement.is_overdue() {
                found.push(settlement);
            }
            if found.len() > rows || examined == EXAMINED_MAX {
                // The one that is too many begins the next page: where the one before it ended.
                let full = found.len() > rows;
                found.truncate(rows);
                let next = match (full, found.last()) {
                    (true, Some(last)) => cursor_of(last, own.is_none()),
                    _ => Cursor::from_bytes(here),
                };
                return Ok(Found {
                    settlements: found,
                    next: Some(next),
                    cut: !full,
                });
            }
        }
        match page.next {
            Some(next) => request = request.after(Some(next)),
            None => {
                return Ok(Found {
                    settlements: found,
                    next: None,
                    cut: false,
                });
            }
        }
    }
}

fn cursor_of(settlement: &Settlement, all: bool) -> Cursor {
    let number = settlement.number.to_lowercase();
    Cursor::from_bytes(match all {
        true => {
            let buyer = settlement.buyer.name.to_lowercase();
            (buyer.as_str(), number.as_str(), settlement.id).to_bytes()
        }
        false => (number.as_str(), settlement.id).to_bytes(),
    })
}

/// A dealer's contracts, at most `limit`.
pub fn of_dealer(tx: &impl Reader, dealer: DealerId, limit: usize) -> Result<Vec<Settlement>, Error> {
    Ok(tx
        .scan(&SETTLEMENT_BY_DEALER, &dealer, &PageRequest::first(limit))?
        .items)
}

/// As of when 1C told this last.
pub fn as_of(tx: &impl Reader, id: SettlementId) -> Result<Option<Moment>, Error> {
    Ok(tx.get::<Freshness>(&id)?.map(|fresh| fresh.as_of))
}

/// A period of days, both ends included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Period {
    pub from: Option<Day>,
    pub to: Option<Day>,
}

/// A page of operations, the newest first; where the next begins. Reads the rows of the page alone.
pub fn operations(
    tx: &impl Reader,
    id: SettlementId,
    period: Period,
    after: Option<Cursor>,
    rows: usize,
) -> Result<(Vec<Operation>, Option<Cursor>), Error> {
    // Before the first row: the end of the asked period.
    let start = period
        .to
        .and_then(|to| to.tomorrow().ok())
        .map(|day| Cursor::from_bytes(day.to_bytes()));
    let request = PageRequest::first(rows).descending().after(after.or(start));
    let page = tx.scan(&OPERATION_BY_SETTLEMENT, &id, &request)?;
    let (mut items, mut next) = (page.items, page.next);
    let within = items
        .iter()
        .take_while(|operation| period.from.is_none_or(|from| operation.day >= from))
        .count();
    if within < items.len() {
        items.truncate(within);
        next = None;
    }
    Ok((items, next))
}

/// The settlement of a contract of a dealer, where 1C tells of it.
pub fn of_contract(tx: &impl Reader, dealer: DealerId, contract: Id<Contract>) -> Result<Option<Settlement>, Error> {
    let all = of_dealer(tx, dealer, PAGE_LIMIT_MAX)?;
    // 1C may have made the contract anew under another id: the one told last is meant.
    let mut found: Option<(Option<Moment>, Settlement)> = None;
    for settlement in all.into_iter().filter(|of| of.contract == Some(contract)) {
        let told = as_of(tx, settlement.id)?;
        if found.as_ref().is_none_or(|(known, _)| told > *known) {
            found = Some((told, settlement));
        }
    }
    Ok(found.map(|(_, settlement)| settlement))
}

/// By what days of payment under a contract are worked out; `None` where the contract isn't known.
pub fn terms_of(tx: &impl Reader, contract: Option<Id<Contract>>) -> Result<Option<Terms>, Error> {
    let Some(id) = contract else {
        return Ok(None);
    };
    let Some(contract) = tx.get::<Contract>(&id)? else {
        return Ok(None);
    };
    let Some(seller) = tx.get::<OwnEntity>(&contract.own_entity)? else {
        return Ok(None);
    };
    Ok(Some(Terms {
        days: contract.deferral_days,
        counted: contract.deferral_in,
        calendar: work_days::calendar(tx, seller.country)?,
    }))
}

/// As of when 1C told the dues of a contract last; `None`: never.
pub fn dues_as_of(tx: &impl Reader, id: SettlementId) -> Result<Option<Moment>, Error> {
    Ok(tx.get::<Freshness>(&id)?.and_then(|fresh| fresh.dues))
}

/// A page of a dealer's dues by the day of payment, the nearest first; where the next begins. A period without an end ends
/// with those that have no day.
pub fn dues_of(
    tx: &impl Reader,
    dealer: DealerId,
    period: Period,
    after: Option<Cursor>,
    rows: usize,
) -> Result<(Vec<Due>, Option<Cursor>), Error> {
    dues_by(tx, &DUE_BY_DEALER, &[&dealer], period, after, rows)
}

/// The same of one contract.
pub fn dues_of_settlement(
    tx: &impl Reader,
    id: SettlementId,
    period: Period,
    after: Option<Cursor>,
    rows: usize,
) -> Result<(Vec<Due>, Option<Cursor>), Error> {
    dues_of_settlements(tx, &[id], period, after, rows)
}

/// The same of several contracts, merged by the day of payment.
pub fn dues_of_settlements(
    tx: &impl Reader,
    ids: &[SettlementId],
    period: Period,
    after: Option<Cursor>,
    rows: usize,
) -> Result<(Vec<Due>, Option<Cursor>), Error> {
    let prefixes: Vec<&SettlementId> = ids.iter().collect();
    dues_by(tx, &DUE_BY_SETTLEMENT, &prefixes, period, after, rows)
}

/// All that is overdue under a contract, the longest first.
pub fn overdue_of_settlement(tx: &impl Reader, id: SettlementId, today: Day) -> Result<Vec<Due>, Error> {
    let Ok(yesterday) = today.yesterday() else {
        return Ok(Vec::new());
    };
    let period = Period {
        from: None,
        to: Some(yesterday),
    };
    let (mut found, mut after) = (Vec::new(), None);
    loop {
        let (page, next) = dues_of_settlement(tx, id, period, after, PAGE_LIMIT_MAX)?;
        found.extend(page);
        after = next;
        if after.is_none() {
            return Ok(found);
        }
    }
}

fn dues_by<K: KeyPart>(
    tx: &impl Reader,
    index: &Index<Due>,
    prefixes: &[&K],
    period: Period,
    after: Option<Cursor>,
    rows: usize,
) -> Result<(Vec<Due>, Option<Cursor>), Error> {
    // What begins with the bytes of a day lies after them.
    let start = period.from.map(|from| Cursor::from_bytes(from.to_bytes()));
    let request = PageRequest::first(rows).after(after.or(start));
    let page = tx.scan_merged(index, prefixes, &request)?;
    let (mut items, mut next) = (page.items, page.next);
    let within = items
        .iter()
        .take_while(|due| period.to.is_none_or(|to| due.place_in_time() <= to))
        .count();
    if within < items.len() {
        items.truncate(within);
        next = None;
    }
    Ok((items, next))
}
