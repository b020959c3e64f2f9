//! Reconciliations, their lines and marks, within the reader's scope.

use std::collections::HashSet;
use std::ops::ControlFlow;

use super::model::{Act, ActId, Drift, LEAF_ROWS, Leaf, Line, Mark, Party, Sums};
use super::records::{ACT_BY_CHANGE, ACT_BY_DEALER, ACT_BY_SETTLEMENT, ACT_OPEN, ACT_WAITING, MARK_BY_ACT};
use crate::modules::dealers::{Contract, OwnEntity};
use crate::modules::documents::Company;
use crate::modules::settlements::{OPERATION_BY_SETTLEMENT, Operation, Settlement, SettlementId, as_of};
use crate::platform::access::Access;
use crate::platform::error::Error;
use crate::platform::store::{KeyPart, ReadTx, Reader};
use crate::platform::values::{Cursor, Day, DealerId, Id, Moment, PAGE_LIMIT_MAX, PageRequest, Scope};

/// The most that one page of the list looks at for those it shows.
const EXAMINED_MAX: usize = 5_000;
const PORTION: usize = 200;
/// Lines of each kind that a difference names.
const DRIFT_LINES: usize = 100;
/// The menu counts no further.
const WAITING_MAX: usize = 99;
/// More than any time in a key.
const LATEST: Moment = Moment::from_millis(i64::MAX);

/// What the list is narrowed to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Which {
    /// Open, whoever's turn it is.
    #[default]
    Open,
    /// It is the reader's side's turn.
    Turn,
    /// Closed and cancelled.
    Past,
}

impl Which {
    pub const ALL: [Which; 3] = [Which::Open, Which::Turn, Which::Past];

    /// In addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Which::Open => "",
            Which::Turn => "turn",
            Which::Past => "past",
        }
    }

    pub fn from_code(code: &str) -> Which {
        Which::ALL
            .into_iter()
            .find(|which| which.code() == code)
            .unwrap_or_default()
    }

    fn takes(self, act: &Act, own: Party) -> bool {
        match self {
            Which::Open => act.is_open(),
            Which::Turn => act.turn() == Some(own),
            Which::Past => !act.is_open(),
        }
    }
}

#[derive(Clone, Copy, Debug, Default)]
pub struct Filter {
    pub which: Which,
    pub dealer: Option<DealerId>,
    pub settlement: Option<SettlementId>,
}

/// A page of the list.
pub struct Found {
    pub acts: Vec<Act>,
    pub next: Option<Cursor>,
    /// The bound was reached before the page was full.
    pub cut: bool,
}

/// Reconciliations, the last changed first.
pub fn page(tx: &ReadTx, filter: &Filter, own: Party, after: Option<Cursor>, rows: usize) -> Result<Found, Error> {
    let dealers: Option<Vec<DealerId>> = match (filter.dealer, tx.scope()) {
        (Some(dealer), scope) => Some(vec![dealer].into_iter().filter(|one| scope.includes(*one)).collect()),
        (None, Scope::All) => None,
        (None, Scope::Dealers(dealers)) => Some(dealers.to_vec()),
        (None, Scope::Dealer(dealer) | Scope::Person { dealer, .. }) => Some(vec![*dealer]),
        (None, Scope::Nothing) => Some(Vec::new()),
    };
    let (mut acts, mut examined): (Vec<Act>, usize) = (Vec::new(), 0);
    let mut request = PageRequest::first(PORTION).descending().after(after);
    loop {
        let page = match &dealers {
            None => tx.scan(&ACT_BY_CHANGE, &(), &request)?,
            Some(dealers) => {
                let prefixes: Vec<&DealerId> = dealers.iter().collect();
                tx.scan_merged(&ACT_BY_DEALER, &prefixes, &request)?
            }
        };
        for act in page.items {
            examined += 1;
            let here = Cursor::from_bytes((act.changed, act.id).to_bytes());
            let of_contract = filter.settlement.is_none_or(|settlement| settlement == act.settlement);
            if of_contract && filter.which.takes(&act, own) {
                if acts.len() == rows {
                    // The one that is too many begins the next page: where the one before it ended.
                    let next = acts
                        .last()
                        .map(|last| Cursor::from_bytes((last.changed, last.id).to_bytes()));
                    return Ok(Found { acts, next, cut: false });
                }
                acts.push(act);
            }
            if examined == EXAMINED_MAX {
                return Ok(Found {
                    acts,
                    next: Some(here),
                    cut: true,
                });
            }
        }
        match page.next {
            Some(next) => request = request.after(Some(next)),
            None => {
                return Ok(Found {
                    acts,
                    next: None,
                    cut: false,
                });
            }
        }
    }
}

/// How many wait for the reader's side, for the menu.
pub fn waiting(tx: &ReadTx, access: &Access) -> Result<u64, Error> {
    let own = Party::of_company(access.actor().company).code();
    let of = |dealer: DealerId| tx.count_below(&ACT_WAITING, &(own, dealer), &LATEST, WAITING_MAX);
    let count = match tx.scope() {
        Scope::All => tx.count_below(&ACT_WAITING, &own, &DealerId::from_bytes([0xff; 16]), WAITING_MAX)?,
        Scope::Dealers(dealers) => {
            let mut sum = 0;
            for dealer in dealers.iter() {
                sum += of(*dealer)?;
                if sum >= WAITING_MAX {
                    break;
                }
            }
            sum
        }
        Scope::Dealer(dealer) | Scope::Person { dealer, .. } => of(*dealer)?,
        Scope::Nothing => 0,
    };
    Ok(count.min(WAITING_MAX) as u64)
}

/// The last ones of a contract, the newest first.
pub fn of_settlement(tx: &impl Reader, settlement: SettlementId, rows: usize) -> Result<Vec<Act>, Error> {
    let request = PageRequest::first(rows).descending();
    Ok(tx.scan(&ACT_BY_SETTLEMENT, &settlement, &request)?.items)
}

/// The open ones of a contract.
pub fn open_of(tx: &impl Reader, settlement: SettlementId) -> Result<Vec<Act>, Error> {
    let request = PageRequest::first(PAGE_LIMIT_MAX);
    Ok(tx.scan(&ACT_OPEN, &settlement, &request)?.items)
}

/// All marks, those that were taken back included, in the order of making.
pub fn marks(tx: &impl Reader, act: ActId) -> Result<Vec<Mark>, Error> {
    Ok(tx.scan(&MARK_BY_ACT, &act, &PageRequest::first(PAGE_LIMIT_MAX))?.items)
}

/// Lines from a place on, with their places.
pub fn lines(tx: &impl Reader, act: &Act, from: u32, rows: u32) -> Result<Vec<(u32, Line)>, Error> {
    let mut found = Vec::with_capacity(rows as usize);
    let mut at = from;
    let end = from.saturating_add(rows).min(act.rows);
    while at < end {
        let Some(leaf) = tx.get::<Leaf>(&(act.id, at / LEAF_ROWS))? else {
            return Err(Error::internal("a leaf of a reconciliation is gone"));
        };
        let first = leaf.number * LEAF_ROWS;
        let from = at;
        for (place, line) in (first..).zip(leaf.lines) {
            if place >= from && place < end {
                found.push((place, line));
                at = place + 1;
            }
        }
        if at == from {
            return Err(Error::internal("a leaf of a reconciliation is short"));
        }
    }
    Ok(found)
}

pub fn line(tx: &impl Reader, act: &Act, place: u32) -> Result<Option<Line>, Error> {
    if place >= act.rows {
        return Ok(None);
    }
    Ok(lines(tx, act, place, 1)?.pop().map(|(_, line)| line))
}

/// Where a ledger's list begins: the day of its first line.
pub fn first_day(tx: &impl Reader, settlement: SettlementId) -> Result<Option<Day>, Error> {
    let page = tx.scan(&OPERATION_BY_SETTLEMENT, &settlement, &PageRequest::first(1))?;
    Ok(page.items.first().map(|operation| operation.day))
}

/// Adds a ledger up, in the order of its keys: all of it, so that what is half written is noticed.
pub fn sums(tx: &impl Reader, settlement: SettlementId, period: (Day, Day)) -> Result<Sums, Error> {
    let mut sums = Sums::default();
    tx.each_from(&settlement, |of: Operation| {
        if of.settlement != settlement {
            return ControlFlow::Break(());
        }
        sums.add(period, of.day, of.debit.minor, of.credit.minor);
        ControlFlow::Continue(())
    })?;
    Ok(sums)
}

/// Hands out the operations of a period in their order.
pub fn each_of_period(
    tx: &impl Reader,
    settlement: SettlementId,
    (from, to): (Day, Day),
    mut take: impl FnMut(Operation) -> Result<(), Error>,
) -> Result<(), Error> {
    // Before the first row of the period: the end of the day before.
    let mut after = Some(Cursor::from_bytes(from.to_bytes()));
    loop {
        let request = PageRequest::first(PAGE_LIMIT_MAX).after(after);
        let page = tx.scan(&OPERATION_BY_SETTLEMENT, &settlement, &request)?;
        for operation in page.items {
            if operation.day > to {
                return Ok(());
            }
            take(operation)?;
        }
        after = page.next;
        if after.is_none() {
            return Ok(());
        }
    }
}

/// How the ledger differs now from what was copied; `None` where nobody knows (the contract is another dealer's now).
pub fn drift(tx: &impl Reader, act: &Act, settlement: &Settlement) -> Result<Drift, Error> {
    let period = (act.from, act.to);
    let mut gone: HashSet<Id<Operation>> = HashSet::with_capacity(act.rows as usize);
    for number in 0..act.rows.div_ceil(LEAF_ROWS) {
        if let Some(leaf) = tx.get::<Leaf>(&(act.id, number))? {
            gone.extend(leaf.lines.iter().map(|line| line.operation));
        }
    }
    let (mut added, mut added_lines) = (0_u32, Vec::new());
    each_of_period(tx, act.settlement, period, |operation| {
        if !gone.remove(&operation.id) {
            added += 1;
            if added_lines.len() < DRIFT_LINES {
                added_lines.push(Line::from(&operation));
            }
        }
        Ok(())
    })?;
    let mut gone_lines = Vec::new();
    if !gone.is_empty() {
        for number in 0..act.rows.div_ceil(LEAF_ROWS) {
            let Some(leaf) = tx.get::<Leaf>(&(act.id, number))? else {
                continue;
            };
            let left = leaf.lines.into_iter().filter(|line| gone.contains(&line.operation));
            gone_lines.extend(left.take(DRIFT_LINES - gone_lines.len()));
            if gone_lines.len() == DRIFT_LINES {
                break;
            }
        }
    }
    let opening = sums(tx, act.settlement, period)?.figures(settlement.opening);
    let opening = opening.map(|[opening, ..]| opening).filter(|now| *now != act.opening);
    Ok(Drift {
        act: act.id,
        dealer: act.dealer,
        at: settlement.changed,
        as_of: as_of(tx, act.settlement)?.unwrap_or(settlement.changed),
        opening,
        added,
        gone: u32::try_from(gone.len()).unwrap_or(u32::MAX),
        added_lines,
        gone_lines,
    })
}

/// Who sells: as 1C says, or as the cabinet's contract has it where 1C names nobody.
pub fn seller(tx: &impl Reader, settlement: &Settlement) -> Result<Company, Error> {
    let named = !settlement.seller.name.trim().is_empty();
    let contract = match settlement.contract.filter(|_| !named) {
        Some(id) => tx.get::<Contract>(&id)?,
        None => None,
    };
    let own = match contract {
        Some(contract) => tx.get::<OwnEntity>(&contract.own_entity)?,
        None => None,
    };
    Ok(own.map_or_else(
        || settlement.seller.clone(),
        |own| Company {
            id: String::new(),
            name: own.name,
            tax_id: own.requisites.tax_id,
            kpp: own.requisites.kpp,
        },
    ))
}
