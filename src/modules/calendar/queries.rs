//! Reading what is due: of a dealer, or of some of its contracts, within the reader's scope.

use std::collections::HashMap;

use super::laid::{Ground, Outcome, lay};
use crate::modules::dealers::{Contract, Country, LegalEntity};
use crate::modules::documents::{Document, DocumentId};
use crate::modules::holds::{Others, counted_against_limit};
use crate::modules::orders::{Draft, ORDER_BY_NUMBER, ORDER_BY_ONE_C, Order, OrderNumber, Worksheet};
use crate::modules::settlements::{self, Due, Period, Settlement, SettlementId, Terms};
use crate::platform::error::Error;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::values::{Cursor, Day, DealerId, Id, Money, PAGE_LIMIT_MAX, PageRequest};

/// The most dues that one page adds up.
pub const EXAMINED_MAX: usize = 100_000;

/// Whose dues are looked at.
pub struct Selection {
    pub dealer: DealerId,
    /// All contracts of the dealer that 1C tells of.
    pub settlements: Vec<Settlement>,
    /// Those that were asked for; `None`: all.
    pub chosen: Option<Vec<SettlementId>>,
}

impl Selection {
    pub fn of(
        tx: &ReadTx,
        dealer: DealerId,
        entity: Option<Id<LegalEntity>>,
        contract: Option<SettlementId>,
    ) -> Result<Selection, Error> {
        let settlements = settlements::of_dealer(tx, dealer, PAGE_LIMIT_MAX)?;
        let narrowed = entity.is_some() || contract.is_some();
        let chosen = narrowed.then(|| {
            let fits = |of: &&Settlement| {
                entity.is_none_or(|entity| of.entity == Some(entity))
                    && contract.is_none_or(|contract| of.id == contract)
            };
            settlements.iter().filter(fits).map(|of| of.id).collect()
        });
        Ok(Selection {
            dealer,
            settlements,
            chosen,
        })
    }

    pub fn settlement(&self, id: SettlementId) -> Option<&Settlement> {
        self.settlements.iter().find(|of| of.id == id)
    }

    /// The contracts that are looked at.
    pub fn shown(&self) -> impl Iterator<Item = &Settlement> {
        let chosen = self.chosen.as_ref();
        self.settlements
            .iter()
            .filter(move |of| chosen.is_none_or(|ids| ids.contains(&of.id)))
    }
}

/// A page of dues by their days; where the next begins.
pub fn page(
    tx: &impl Reader,
    selection: &Selection,
    period: Period,
    after: Option<Cursor>,
    rows: usize,
) -> Result<(Vec<Due>, Option<Cursor>), Error> {
    match &selection.chosen {
        // A due goes where its contract goes, a moment later: what has no contract here is not shown.
        None => settlements::dues_of(tx, selection.dealer, period, after, rows).map(|(mut found, next)| {
            found.retain(|due| selection.settlement(due.settlement).is_some());
            (found, next)
        }),
        Some(ids) if ids.is_empty() => Ok((Vec::new(), None)),
        Some(ids) => settlements::dues_of_settlements(tx, ids, period, after, rows),
    }
}

/// Visits every due of a period, at most [`EXAMINED_MAX`] of them; `true`: there were more. Reads the rows of the period
/// alone.
pub fn each(
    tx: &impl Reader,
    selection: &Selection,
    period: Period,
    mut visit: impl FnMut(Due),
) -> Result<bool, Error> {
    let (mut after, mut seen) = (None, 0);
    loop {
        let (found, next) = page(tx, selection, period, after, PAGE_LIMIT_MAX)?;
        seen += found.len();
        found.into_iter().for_each(&mut visit);
        after = next;
        if after.is_none() || seen >= EXAMINED_MAX {
            return Ok(after.is_some());
        }
    }
}

/// Up to yesterday: what is overdue.
pub fn overdue(today: Day) -> Period {
    Period {
        from: None,
        to: Some(today.yesterday().unwrap_or(Day::MIN)),
    }
}

/// What has no day.
pub const UNDATED: Period = Period {
    from: Some(Day::MAX),
    to: None,
};

/// The country whose working days the dealer pays by: the seller's where all contracts have one, else the dealer's own.
pub fn country(tx: &impl Reader, selection: &Selection, own: Country) -> Result<Country, Error> {
    let mut found = None;
    for of in selection.shown() {
        let Some(terms) = settlements::terms_of(tx, of.contract)? else {
            continue;
        };
        match found {
            None => found = Some(terms.calendar.country()),
            Some(country) if country == terms.calendar.country() => {}
            Some(_) => return Ok(own),
        }
    }
    Ok(found.unwrap_or(own))
}

/// Documents and orders that dues name, as far as this reader sees them; each is looked up once.
pub struct Links<'t> {
    tx: &'t ReadTx,
    documents: bool,
    orders: bool,
    known_documents: HashMap<String, Option<DocumentId>>,
    known_orders: HashMap<String, Option<OrderNumber>>,
}

impl Links<'_> {
    pub fn new(tx: &ReadTx, documents: bool, orders: bool) -> Links<'_> {
        Links {
            tx,
            documents,
            orders,
            known_documents: HashMap::new(),
            known_orders: HashMap::new(),
        }
    }

    pub fn document(&mut self, due: &Due) -> Result<Option<DocumentId>, Error> {
        if !self.documents || due.document.is_empty() {
            return Ok(None);
        }
        if let Some(known) = self.known_documents.get(&due.document) {
            return Ok(*known);
        }
        let id = Document::id_of(&due.document);
        let found = self.tx.get::<Document>(&id)?.map(|document| document.id);
        self.known_documents.insert(due.document.clone(), found);
        Ok(found)
    }

    /// The order that is meant, of the same dealer.
    pub fn order(&mut self, due: &Due) -> Result<Option<OrderNumber>, Error> {
        if !self.orders || due.order.is_empty() {
            return Ok(None);
        }
        if let Some(known) = self.known_orders.get(&due.order) {
            return Ok(*known);
        }
        let order: Option<Order> = match self.tx.find(&ORDER_BY_NUMBER, due.order.as_str())? {
            Some(order) => Some(order),
            None => {
                let page = self
                    .tx
                    .scan(&ORDER_BY_ONE_C, due.order.as_str(), &PageRequest::first(2))?;
                page.items.into_iter().next()
            }
        };
        let found = order
            .filter(|order| Some(order.dealer) == due.dealer)
            .map(|order| order.number);
        self.known_orders.insert(due.order.clone(), found);
        Ok(found)
    }
}

/// A draft laid on what is owed.
pub struct Laid {
    pub draft: Draft,
    pub settlement: Settlement,
    pub total: Money,
    /// The day of shipment: the wished one, or today.
    pub ship: Day,
    /// Is it the wished one?
    pub wished: bool,
    /// When it would be paid; `None` beyond any calendar.
    pub due: Option<Day>,
    pub terms: Terms,
    /// Paid before it is shipped: it never becomes debt.
    pub prepaid: bool,
    pub limit: Option<Money>,
    /// Accepted orders that a rule of holds counts against the limit.
    pub others: Option<Others>,
    /// `None` without a limit, for prepayment, and beyond any figure.
    pub outcome: Option<Outcome>,
    /// What is overdue or has no day: not counted on.
    pub not_counted: Money,
}

/// Lays a draft on what is owed under its contract. `None`: 1C tells nothing of the contract, or in another currency, or the
/// draft has no sum.
pub fn laid(tx: &ReadTx, sheet: &Worksheet, today: Day) -> Result<Option<Laid>, Error> {
    let draft = &sheet.draft;
    let Some(contract) = draft.contract.filter(|_| !draft.template) else {
        return Ok(None);
    };
    let Some(settlement) = settlements::of_contract(tx, draft.dealer, contract)? else {
        return Ok(None);
    };
    // Of another dealer's contract nothing is told.
    let Some(contract) = tx
        .get::<Contract>(&contract)?
        .filter(|contract| contract.dealer == draft.dealer)
    else {
        return Ok(None);
    };
    let Some(terms) = settlements::terms_of(tx, Some(contract.id))? else {
        return Ok(None);
    };
    let total = sheet.calculation.as_ref().map(|of| of.totals.total);
    let Some(total) = total.filter(|total| total.minor > 0 && total.currency == settlement.currency) else {
        return Ok(None);
    };
    let wished = draft.wished.filter(|wished| *wished >= today);
    let ship = wished.unwrap_or(today);
    let due = terms.due(ship);
    let prepaid = terms.days == 0;
    let selection = Selection {
        dealer: draft.dealer,
        settlements: Vec::new(),
        chosen: Some(vec![settlement.id]),
    };
    let limit = settlement.limit.filter(|limit| limit.currency == total.currency);
    let (mut coming, mut not_counted, mut others) = (Vec::new(), 0_i64, None);
    if limit.is_some() && !prepaid {
        others = counted_against_limit(tx, draft.dealer, contract.id, total)?;
        each(tx, &selection, Period::default(), |due| {
            match due.day.is_some_and(|day| day >= today) {
                true => coming.push(due),
                false => not_counted = not_counted.saturating_add(due.left().minor),
            }
        })?;
    }
    let outcome = limit.filter(|_| !prepaid).and_then(|limit| {
        let ground = Ground {
            today,
            balance: settlement.closing,
            others: others.map_or(Money::zero(total.currency), |others| others.sum),
            limit,
            dues: &coming,
        };
        lay(&ground, total, ship, due)
    });
    Ok(Some(Laid {
        draft: draft.clone(),
        not_counted: Money::new(not_counted, total.currency),
        wished: wished.is_some(),
        settlement,
        total,
        ship,
        due,
        terms,
        prepaid,
        limit,
        others,
        outcome,
    }))
}
