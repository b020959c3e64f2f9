//! Reading sums and the orders behind them. No page walks all orders: sums are read by dealer and stretch of time, and the
//! orders behind a figure by an index that begins with what the figure is about.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::sync::Arc;

use super::model::{Basis, Due, Facts, Period, Sums, Topic};
use super::records::{
    BOUGHT, BOUGHT_BY_DEALER, COMING, COMING_BY_DEALER, Cell, PROMISED, PROMISED_BY_DEALER, WAITING, WAITING_BY_DEALER,
};
use crate::modules::dealers::Dealer;
use crate::modules::orders::Order;
use crate::platform::error::Error;
use crate::platform::store::{Index, KeyPart, ReadTx, Reader};
use crate::platform::values::{Currency, Cursor, Day, DealerId, Money, PageRequest, Scope};

/// The most dealers that reports look at.
const DEALERS_MAX: usize = 5_000;
/// Facts that one step of a walk reads, and its steps: a filter that finds nothing stops there.
const STEP: usize = 200;
const STEPS_MAX: usize = 50;
/// The orders behind a figure that a page shows.
pub const BEHIND_MAX: usize = 200;

/// Sums in each currency: money of different ones is never added.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ByCurrency(pub BTreeMap<Currency, Sums>);

impl ByCurrency {
    pub fn add(&mut self, currency: Option<Currency>, sums: Sums) {
        // What is no money counts with any.
        self.0.entry(currency.unwrap_or(Currency::Rub)).or_default().add(sums);
    }

    pub fn join(&mut self, other: &ByCurrency) {
        for (currency, sums) in &other.0 {
            self.add(Some(*currency), *sums);
        }
    }

    pub fn take_away(&mut self, other: &ByCurrency) {
        for (currency, sums) in &other.0 {
            let cell = self.0.entry(*currency).or_default();
            *cell = cell.minus(*sums);
        }
    }

    /// Counts and units over all currencies; its money means nothing.
    pub fn all(&self) -> Sums {
        self.0.values().fold(Sums::default(), |sum, more| sum.plus(*more))
    }

    pub fn of(&self, currency: Currency) -> Sums {
        self.0.get(&currency).copied().unwrap_or_default()
    }

    /// What is paid, in each currency that has anything.
    pub fn totals(&self) -> Vec<Money> {
        let some = self.0.iter().filter(|(_, sums)| sums.total != 0);
        some.map(|(currency, sums)| sums.money(*currency)).collect()
    }

    pub fn is_empty(&self) -> bool {
        self.0.values().all(Sums::is_nothing)
    }
}

/// The reader's dealers by name.
pub fn dealers(tx: &ReadTx) -> Result<Vec<Arc<Dealer>>, Error> {
    let mut dealers = Vec::new();
    match tx.scope() {
        Scope::All => dealers.extend(tx.list::<Dealer>(DEALERS_MAX)?.into_iter().map(Arc::new)),
        Scope::Dealers(own) => {
            for id in own.iter() {
                dealers.extend(tx.shared::<Dealer>(id)?);
            }
        }
        Scope::Dealer(own) | Scope::Person { dealer: own, .. } => dealers.extend(tx.shared::<Dealer>(own)?),
        Scope::Nothing => {}
    }
    dealers.sort_by_cached_key(|dealer| dealer.name.to_lowercase());
    Ok(dealers)
}

/// The sums of one topic and dealer (`None`: of all together) whose day lies within a period, in the order of days.
pub fn sums(
    tx: &ReadTx,
    topic: Topic,
    dealer: Option<DealerId>,
    period: Period,
    mut visit: impl FnMut(&Cell),
) -> Result<(), Error> {
    tx.each_from(&(topic.code(), dealer, period.from), |cell: Cell| {
        let key = &cell.key;
        if key.topic != topic || key.dealer != dealer || key.day > period.to {
            return ControlFlow::Break(());
        }
        visit(&cell);
        ControlFlow::Continue(())
    })?;
    Ok(())
}

/// What a dealer bought within a period: whole months by one sum each, the ends by days.
pub fn bought(tx: &ReadTx, dealer: DealerId, period: Period, mut visit: impl FnMut(&Cell)) -> Result<(), Error> {
    let (days, months) = period.cover();
    for piece in days {
        sums(tx, Topic::Day, Some(dealer), piece, &mut visit)?;
    }
    match months {
        Some(months) => sums(tx, Topic::Month, Some(dealer), months, visit),
        None => Ok(()),
    }
}

/// Whose orders are asked for.
#[derive(Clone, Debug)]
pub enum Whose {
    All,
    Dealers(Vec<DealerId>),
}

impl Whose {
    /// Everything that the reader may see, of one dealer when it is named.
    pub fn of(tx: &ReadTx, dealer: Option<DealerId>) -> Whose {
        match (dealer, tx.scope()) {
            (Some(dealer), scope) if scope.includes(dealer) => Whose::Dealers(vec![dealer]),
            (Some(_), _) | (None, Scope::Nothing) => Whose::Dealers(Vec::new()),
            (None, Scope::All) => Whose::All,
            (None, Scope::Dealers(own)) => Whose::Dealers(own.to_vec()),
            (None, Scope::Dealer(own) | Scope::Person { dealer: own, .. }) => Whose::Dealers(vec![*own]),
        }
    }
}

/// Orders behind a figure.
#[derive(Default)]
pub struct Behind {
    pub orders: Vec<(Arc<Facts>, Arc<Order>)>,
    /// There are more than are shown.
    pub more: bool,
}

/// Walks an index in its order, or backwards, and keeps what `takes` wants until `limit`. `Break`: nothing more comes.
fn walk<K: KeyPart + Copy>(
    tx: &ReadTx,
    (all, by_dealer): (&Index<Facts>, &Index<Facts>),
    whose: &Whose,
    prefix: K,
    descending: bool,
    limit: usize,
    mut takes: impl FnMut(&Facts) -> ControlFlow<(), bool>,
) -> Result<(Vec<Arc<Facts>>, bool), Error> {
    let mut found = Vec::new();
    let mut after: Option<Cursor> = None;
    for _ in 0..STEPS_MAX {
        let mut request = PageRequest::first(STEP).after(after.take());
        request.descending = descending;
        let page = match whose {
            Whose::All => tx.shared_page(all, &[&prefix], &request)?,
            Whose::Dealers(own) => {
                let prefixes: Vec<(DealerId, K)> = own.iter().map(|dealer| (*dealer, prefix)).collect();
                tx.shared_page(by_dealer, &prefixes.iter().collect::<Vec<_>>(), &request)?
            }
        };
        for facts in page.items {
            match takes(&facts) {
                ControlFlow::Break(()) => return Ok((found, false)),
                ControlFlow::Continue(false) => {}
                ControlFlow::Continue(true) if found.len() >= limit => return Ok((found, true)),
                ControlFlow::Continue(true) => found.push(facts),
            }
        }
        match page.next {
            Some(next) => after = Some(next),
            None => return Ok((found, false)),
        }
    }
    Ok((found, true))
}

fn with_orders(tx: &ReadTx, (facts, more): (Vec<Arc<Facts>>, bool)) -> Result<Behind, Error> {
    let mut orders = Vec::with_capacity(facts.len());
    for facts in facts {
        if let Some(order) = tx.shared::<Order>(&facts.order)? {
            orders.push((facts, order));
        }
    }
    Ok(Behind { orders, more })
}

/// Which coming orders are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coming {
    /// Planned for a week, by its Monday.
    Planned(Day),
    /// Wished for a week.
    Wished(Day),
    /// Planned for a week before this one.
    Late(Day),
    /// Wished for a week before this one, and nothing is planned.
    WishedLate(Day),
    Undated,
}

impl Coming {
    /// Is it about what is due then?
    pub fn has(self, due: Due) -> bool {
        let past = |day: Day, week: Day| day < week;
        match (self, due) {
            (Coming::Planned(week), Due::Planned(_)) | (Coming::Wished(week), Due::Wished(_)) => {
                due.week() == Some(week)
            }
            (Coming::Late(week), Due::Planned(day)) | (Coming::WishedLate(week), Due::Wished(day)) => past(day, week),
            (Coming::Undated, Due::Undated) => true,
            _ => false,
        }
    }
}

/// Coming orders by their day, each once; `takes` narrows them.
pub fn coming(
    tx: &ReadTx,
    whose: &Whose,
    which: Coming,
    limit: usize,
    takes: impl Fn(&Facts) -> bool,
) -> Result<Behind, Error> {
    let indexes = (&COMING, &COMING_BY_DEALER);
    // An order whose lines are due in several weeks stands there several times.
    let mut seen = BTreeSet::new();
    let kept = |facts: &Facts| match facts.coming().iter().any(|share| which.has(share.due)) {
        true => ControlFlow::Continue(seen.insert(facts.order) && takes(facts)),
        // The weeks of what is late lie behind: all that follows is due later.
        false => ControlFlow::Break(()),
    };
    let found = match which {
        Coming::Planned(week) => walk(tx, indexes, whose, (1_u8, Some(week)), false, limit, kept)?,
        Coming::Wished(week) => walk(tx, indexes, whose, (2_u8, Some(week)), false, limit, kept)?,
        Coming::Late(_) => walk(tx, indexes, whose, 1_u8, false, limit, kept)?,
        Coming::WishedLate(_) => walk(tx, indexes, whose, 2_u8, false, limit, kept)?,
        Coming::Undated => walk(tx, indexes, whose, 3_u8, false, limit, kept)?,
    };
    with_orders(tx, found)
}

/// Orders that have not left, those that stand longest in their stage first.
pub fn stuck(tx: &ReadTx, whose: &Whose, limit: usize, takes: impl Fn(&Facts) -> bool) -> Result<Behind, Error> {
    let kept = |facts: &Facts| ControlFlow::Continue(takes(facts));
    let found = walk(tx, (&WAITING, &WAITING_BY_DEALER), whose, (), false, limit, kept)?;
    with_orders(tx, found)
}

/// Orders that count as bought within a period, newest first.
pub fn bought_orders(
    tx: &ReadTx,
    whose: &Whose,
    period: Period,
    limit: usize,
    takes: impl Fn(&Facts) -> bool,
) -> Result<Behind, Error> {
    let (found, more) = by_days(period, limit, |day, room| {
        let kept = |facts: &Facts| ControlFlow::Continue(takes(facts));
        walk(tx, (&BOUGHT, &BOUGHT_BY_DEALER), whose, day, true, room, kept)
    })?;
    with_orders(tx, (found.into_iter().map(|(facts, _)| facts).collect(), more))
}

/// The orders behind a figure of promises.
pub struct Promised {
    /// Each with a day that it, or lines of it, were promised for.
    pub orders: Vec<(Arc<Facts>, Arc<Order>, Day)>,
    /// There are more than are shown.
    pub more: bool,
}

/// Orders that were promised for a day of a period, the last day first; one whose lines have several such days comes with
/// each of them. And whether there are more.
pub fn promised_orders(
    tx: &ReadTx,
    whose: &Whose,
    basis: Basis,
    period: Period,
    limit: usize,
    takes: impl Fn(&Facts, Day) -> bool,
) -> Result<Promised, Error> {
    let (found, more) = by_days(period, limit, |day, room| {
        let kept = |facts: &Facts| ControlFlow::Continue(takes(facts, day));
        let prefix = (basis.code(), day);
        walk(tx, (&PROMISED, &PROMISED_BY_DEALER), whose, prefix, true, room, kept)
    })?;
    let mut orders = Vec::with_capacity(found.len());
    for (facts, day) in found {
        if let Some(order) = tx.shared::<Order>(&facts.order)? {
            orders.push((facts, order, day));
        }
    }
    Ok(Promised { orders, more })
}

/// Day by day, the newest first, until the page is full.
fn by_days(
    period: Period,
    limit: usize,
    of: impl Fn(Day, usize) -> Result<(Vec<Arc<Facts>>, bool), Error>,
) -> Result<(Vec<(Arc<Facts>, Day)>, bool), Error> {
    let mut behind = (Vec::new(), false);
    let mut day = period.to;
    while day >= period.from {
        let (found, more) = of(day, limit - behind.0.len())?;
        behind.0.extend(found.into_iter().map(|facts| (facts, day)));
        if more {
            behind.1 = true;
            break;
        }
        match day.yesterday() {
            Ok(before) => day = before,
            Err(_) => break,
        }
    }
    Ok(behind)
}
