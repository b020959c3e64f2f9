//! The whole filtered set in a line: how many orders, for how much, how heavy.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use super::walk::Walk;
use super::{OrderFilter, Places};
use crate::modules::orders::queries;
use crate::modules::orders::{
    ORDERS_BY_DEALER_STAGE, ORDERS_BY_STAGE, Order, SUMS, SUMS_BY_DEALER, StageKey, StageLine, WEIGHTLESS,
    WEIGHTLESS_BY_DEALER, WEIGHTS, WEIGHTS_BY_DEALER,
};
use crate::platform::access::Sight;
use crate::platform::error::Error;
use crate::platform::store::{ReadTx, Reader, StoreError};
use crate::platform::values::{Currency, DealerId, Money, Scope};

/// The most orders that are added up without being asked to; above it a page offers to count them all.
pub const TOTALS_MAX: usize = 10_000;
/// The most that are added up at all; above it a page says so instead of a wrong figure.
pub const TOTALS_WHOLE: usize = 1_000_000;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// How many there are; how many were looked at where that wasn't all.
    pub count: u64,
    /// There are more than were looked at.
    pub more: bool,
    /// By currency, in the order of their codes; empty for who may not see purchase prices.
    pub sums: Vec<Money>,
    pub weight_g: i64,
    /// Some line has no known weight.
    pub weight_partial: bool,
}

impl Totals {
    pub fn add(&mut self, order: &Order, sums: &mut Sums) {
        self.count += 1;
        self.weight_g = self.weight_g.saturating_add(order.totals.weight_g);
        self.weight_partial |= order.totals.weight_partial;
        let total = order.totals.total;
        let sum = sums.entry(total.currency.code()).or_insert((total.currency, 0));
        sum.1 = sum.1.saturating_add(total.minor);
    }

    pub fn close(&mut self, sums: Sums, sight: Sight) {
        if sight.purchase_price {
            self.sums = sums
                .into_values()
                .map(|(currency, minor)| Money::new(minor, currency))
                .collect();
        }
    }
}

/// How many orders an index alone counts for this filter; `None` where they have to be looked at.
pub fn counted(tx: &ReadTx, filter: &OrderFilter, stages: &StageLine) -> Result<Option<u64>, Error> {
    if !filter.is_plain() || filter.dealer.is_some() {
        return Ok(None);
    }
    Ok(match &filter.places {
        Places::Open => Some(queries::open(tx)?),
        Places::Stages(keys) => match keys.as_slice() {
            [one] => Some(queries::in_stage(tx, one)?),
            _ => None,
        },
        Places::All => {
            let mut all = 0;
            for stage in stages.stages.iter().chain(&stages.retired) {
                all += queries::seen_in_stage(tx, stages, &stage.key)?;
            }
            Some(all)
        }
        Places::Stopped => None,
    })
}

/// Is the set told by stages and dealers alone? Counters know what it comes to.
pub fn is_counted(filter: &OrderFilter) -> bool {
    let conditions = filter.narrowed() - usize::from(filter.manager.is_some());
    conditions == 0 && filter.places != Places::Stopped
}

/// What the orders of the filter come to: from counters where they tell it, otherwise by looking at no more than `limit`
/// orders.
pub fn totals(walk: &Walk<'_>, stages: &StageLine, sight: Sight, limit: usize) -> Result<Totals, Error> {
    let (mut totals, mut sums) = (Totals::default(), BTreeMap::new());
    // Counters know dealers; who sees some people's own has them looked at.
    if is_counted(walk.filter) && !walk.tx.scope().is_narrowed() {
        from_counters(walk, stages, &mut totals, &mut sums)?;
    } else {
        let stopped = walk.each(None, limit, false, |order| {
            totals.add(&order, &mut sums);
            Ok(ControlFlow::Continue(()))
        })?;
        if stopped.is_some() {
            // A part of the sum would be a wrong figure.
            return Ok(Totals {
                count: limit as u64,
                more: true,
                ..Totals::default()
            });
        }
    }
    totals.close(sums, sight);
    Ok(totals)
}

type Sums = BTreeMap<&'static str, (Currency, i64)>;

fn from_counters(walk: &Walk<'_>, line: &StageLine, totals: &mut Totals, sums: &mut Sums) -> Result<(), Error> {
    let (tx, scope) = (walk.tx, walk.tx.scope());
    let meant = line
        .stages
        .iter()
        .chain(&line.retired)
        .filter(|stage| match &walk.filter.places {
            Places::Open => !stage.kind.is_over(),
            Places::Stages(keys) => keys.contains(&stage.key),
            Places::All | Places::Stopped => true,
        });
    // With those that this reader sees as one of them.
    let meant = meant.flat_map(|stage| std::iter::once(&stage.key).chain(line.covered(&stage.key)));
    let stages: Vec<&str> = meant.map(StageKey::as_str).collect();
    let dealers: Option<Vec<DealerId>> = match (&walk.owners, scope) {
        (Some(owners), _) => Some(
            owners
                .iter()
                .copied()
                .filter(|dealer| scope.includes(*dealer))
                .collect(),
        ),
        (None, Scope::All) => None,
        (None, Scope::Dealers(own)) => Some(own.to_vec()),
        (None, Scope::Dealer(own) | Scope::Person { dealer: own, .. }) => Some(vec![*own]),
        (None, Scope::Nothing) => Some(Vec::new()),
    };
    let mut take = |count: i64, weight: i64, weightless: i64, sum: &dyn Fn(Currency) -> Result<i64, StoreError>| {
        totals.count += u64::try_from(count).unwrap_or(0);
        totals.weight_g = totals.weight_g.saturating_add(weight);
        totals.weight_partial |= weightless > 0;
        for currency in Currency::ALL {
            let minor = sum(currency)?;
            if minor != 0 {
                let known = sums.entry(currency.code()).or_insert((currency, 0));
                known.1 = known.1.saturating_add(minor);
            }
        }
        Ok::<(), StoreError>(())
    };
    for stage in stages {
        let Some(dealers) = &dealers else {
            let (count, weight) = (tx.count(ORDERS_BY_STAGE, stage)?, tx.count(WEIGHTS, stage)?);
            let sum = |currency: Currency| tx.count(SUMS, &(stage, currency.code()));
            if count > 0 {
                take(count, weight, tx.count(WEIGHTLESS, stage)?, &sum)?;
            }
            continue;
        };
        for dealer in dealers {
            let key = (*dealer, stage);
            let count = tx.count(ORDERS_BY_DEALER_STAGE, &key)?;
            let sum = |currency: Currency| tx.count(SUMS_BY_DEALER, &(*dealer, stage, currency.code()));
            if count > 0 {
                let weight = tx.count(WEIGHTS_BY_DEALER, &key)?;
                take(count, weight, tx.count(WEIGHTLESS_BY_DEALER, &key)?, &sum)?;
            }
        }
    }
    Ok(())
}
