//! What prices were before a run, for whoever tells people of changed prices.

use std::collections::HashMap;
use std::ops::ControlFlow;

use super::records::{Before, Run};
use crate::modules::catalogue::{PriceRow, SkuId, SkuPrices};
use crate::modules::exchange::desk::RunId;
use crate::platform::error::Error;
use crate::platform::store::{Reader, Record};

/// The most goods of one run that are followed; the rest changes all the same, and is told by its number.
pub const FOLLOWED_MAX: usize = 200_000;

/// Prices on both sides of a run.
#[derive(Debug, Default)]
pub struct Former {
    /// All price rows of the goods that the run changed, as they were before it.
    pub before: HashMap<SkuId, Vec<PriceRow>>,
    /// The same as the run left them, where a later run changed them again; of the others the records tell.
    pub after: HashMap<SkuId, Vec<PriceRow>>,
    /// Goods that had no price at all before.
    pub fresh: u64,
    /// Goods beyond [`FOLLOWED_MAX`].
    pub left_out: u64,
}

/// Did a run change any price? The first row that it kept tells.
pub fn has_former_prices(tx: &impl Reader, run: RunId) -> Result<bool, Error> {
    let Some(record) = tx.get::<Run>(&run)? else {
        return Ok(false);
    };
    let mut found = false;
    tx.each_from(&record.started, |kept: Before| {
        found = kept.run == run && !kept.prices.is_empty();
        match found {
            true => ControlFlow::Break(()),
            false => ControlFlow::Continue(()),
        }
    })?;
    Ok(found)
}

/// Reads the rows that were kept for taking a run back. Walks what has been kept since the run began.
pub fn former_prices(tx: &impl Reader, run: RunId) -> Result<Option<Former>, Error> {
    let Some(record) = tx.get::<Run>(&run)? else {
        return Ok(None);
    };
    let mut former = Former::default();
    tx.each_from(&record.started, |kept: Before| {
        if kept.run == run {
            former.fresh += kept
                .created
                .get(&SkuPrices::TABLE.code)
                .map_or(0, |keys| keys.len() as u64);
            for prices in kept.prices {
                if former.before.len() < FOLLOWED_MAX {
                    former.before.entry(prices.sku).or_insert(prices.rows);
                } else if !former.before.contains_key(&prices.sku) {
                    former.left_out += 1;
                }
            }
        } else {
            for prices in kept.prices {
                if former.before.contains_key(&prices.sku) {
                    former.after.entry(prices.sku).or_insert(prices.rows);
                }
            }
        }
        ControlFlow::Continue(())
    })?;
    Ok(Some(former))
}
