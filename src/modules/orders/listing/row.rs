//! A row of the grid, cut down to what the reader may see.

use super::Col;
use crate::modules::dealers::Contract;
use crate::modules::orders::read_models::OrderRow;
use crate::modules::orders::{Author, Order, StageLine};
use crate::platform::access::Sight;
use crate::platform::error::Error;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::values::{Day, Locale, Money};

#[derive(Clone, Debug)]
pub struct GridRow {
    pub row: OrderRow,
    pub version: u32,
    pub lines: usize,
    pub weight_g: i64,
    pub rrp: Option<Money>,
    pub contract: String,
    pub author: Author,
    pub one_c: String,
    pub wished: Option<Day>,
    /// `None` for who may not see finance, and where nothing was paid.
    pub paid: Option<Money>,
}

impl GridRow {
    pub fn of(
        tx: &ReadTx,
        l: Locale,
        order: &Order,
        stages: &StageLine,
        sight: Sight,
        staff: bool,
        shown: &[Col],
    ) -> Result<GridRow, Error> {
        let contract = match shown.contains(&Col::Contract) {
            true => tx
                .shared::<Contract>(&order.contract)?
                .map(|contract| contract.number.clone()),
            false => None,
        };
        Ok(GridRow {
            row: OrderRow::of(tx, l, order, stages, sight, staff)?,
            version: order.version,
            lines: order.lines.len(),
            weight_g: order.totals.weight_g,
            rrp: order.totals.rrp,
            contract: contract.unwrap_or_default(),
            author: order.author.clone(),
            one_c: order.one_c.number.clone(),
            wished: order.wished,
            paid: order.paid().filter(|_| Col::Paid.is_open_to(sight)),
        })
    }
}
