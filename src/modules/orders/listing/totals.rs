//! The whole filtered set in a line: how many orders, for how much, how heavy.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use super::walk::Walk;
use super::{OrderFilter, Places};
use crate::modules::orders::queries;
use crate::modules::orders::{Order, StageLine};
use crate::platform::access::Sight;
use crate::platform::error::Error;
use crate::platform::store::ReadTx;
use crate::platform::values::{Currency, Money};

/// The most orders that are added up; above it a page says so instead of a wrong figure.
pub const TOTALS_MAX: usize = 10_000;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    pub count: u64,
    /// There are more than were counted.
    pub more: bool,
    /// By currency, in the order of their codes; empty for who may not see purchase prices.
    pub sums: Vec<Money>,
    pub weight_g: i64,
    /// Some line has no known weight.
    pub weight_partial: bool,
}

impl Totals {
    pub fn add(&mut self, order: &Order, sums: &mut BTreeMap<&'static str, (Currency, i64)>) {
        self.count += 1;
        self.weight_g = self.weight_g.saturating_add(order.totals.weight_g);
        self.weight_partial |= order.totals.weight_partial;
        let total = order.totals.total;
        let sum = sums.entry(total.currency.code()).or_insert((total.currency, 0));
        sum.1 = sum.1.saturating_add(total.minor);
    }

    pub fn close(&mut self, sums: BTreeMap<&'static str, (Currency, i64)>, sight: Sight) {
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
                all += queries::in_stage(tx, &stage.key)?;
            }
            Some(all)
        }
        Places::Stopped => None,
    })
}

/// Looks at the orders of the filter and adds them up, within the bound.
pub fn totals(walk: &Walk<'_>, stages: &StageLine, sight: Sight) -> Result<Totals, Error> {
    let mut totals = Totals::default();
    // Where counters say that they are too many, none is looked at for nothing.
    if let Some(count) = counted(walk.tx, walk.filter, stages)?.filter(|count| *count > TOTALS_MAX as u64) {
        return Ok(Totals {
            count,
            more: true,
            ..totals
        });
    }
    let mut sums = BTreeMap::new();
    let stopped = walk.each(None, TOTALS_MAX, false, |order| {
        totals.add(&order, &mut sums);
        Ok(ControlFlow::Continue(()))
    })?;
    if stopped.is_some() {
        return Ok(Totals {
            count: totals.count,
            more: true,
            ..Totals::default()
        });
    }
    totals.close(sums, sight);
    Ok(totals)
}
