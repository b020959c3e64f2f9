//! The snapshot itself: lookups in tens of nanoseconds, no locks.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::{StockRule, StockShown};
use crate::modules::catalogue::{PriceRow, PriceTypeId, PriceUse, SkuId, WarehouseId};
use crate::platform::values::{Currency, Moment, Money, MoneyError, Quantity, UnitPrice, VatMode};

/// The price of a sku for a quantity: so much for `factor` base units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PriceOffer {
    pub price: UnitPrice,
    pub factor: Quantity,
}

impl PriceOffer {
    pub const fn of_one(price: UnitPrice) -> PriceOffer {
        PriceOffer {
            price,
            factor: Quantity::ONE,
        }
    }

    /// The sum of `quantity` base units, rounded half up once, at the end: a price of a pack is not divided first.
    pub fn times(self, quantity: Quantity) -> Result<Money, MoneyError> {
        if self.factor == Quantity::ONE {
            return self.price.times(quantity);
        }
        let factor = i128::from(self.factor.thousandths().max(1));
        // e4 is 1e-4 of a major unit and both quantities are in thousandths, so they cancel; a minor unit is 1e-2.
        let exact = i128::from(self.price.e4) * i128::from(quantity.thousandths());
        let minor = round_half_up(exact, factor * 100);
        let minor = i64::try_from(minor).map_err(|_| MoneyError::Overflow)?;
        Ok(Money::new(minor, self.price.currency))
    }

    /// The price of one base unit, for showing: rounded to ten-thousandths where a pack is priced.
    pub fn of_unit(self) -> UnitPrice {
        if self.factor == Quantity::ONE {
            return self.price;
        }
        let exact = i128::from(self.price.e4) * 1_000;
        let e4 = round_half_up(exact, i128::from(self.factor.thousandths().max(1)));
        UnitPrice::new(i64::try_from(e4).unwrap_or(i64::MAX), self.price.currency)
    }
}

fn round_half_up(numerator: i128, denominator: i128) -> i128 {
    let half = denominator / 2;
    if numerator >= 0 {
        (numerator + half) / denominator
    } else {
        (numerator - half) / denominator
    }
}

/// Where a calculation takes prices from: the book, or one that a higher module laid over it (tiers, tender prices).
pub trait PriceSource {
    /// The price of one sku by one price type, for this quantity.
    fn offer(&self, sku: SkuId, price_type: PriceTypeId, quantity: Quantity) -> Option<PriceOffer>;
    /// Is the tax inside the prices of this type, or on top? `None`: no such type.
    fn vat_mode(&self, price_type: PriceTypeId) -> Option<VatMode>;
    /// The number of the snapshot behind it: an order is submitted at the prices that its author saw, or not at all.
    fn number(&self) -> u64;
}

/// The ids are hashes already: their own bits are spread enough.
#[derive(Default)]
pub(super) struct IdHasher(u64);

impl Hasher for IdHasher {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.0 = (self.0 ^ u64::from_le_bytes(word))
                .wrapping_mul(0x9e37_79b9_7f4a_7c15)
                .rotate_left(23);
        }
    }
    fn write_usize(&mut self, _: usize) {}
    fn write_u64(&mut self, word: u64) {
        self.0 = (self.0 ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23);
    }
}

pub(super) type IdMap<K, V> = HashMap<K, V, BuildHasherDefault<IdHasher>>;

/// No such price. Prices are never negative, so the ends of the range are free for marks.
pub(super) const NOTHING: i64 = i64::MIN;
/// Look beside the table.
pub(super) const BESIDE: i64 = i64::MIN + 1;

#[derive(Clone, Debug)]
pub(super) struct Column {
    pub id: PriceTypeId,
    pub currency: Currency,
    pub vat_included: bool,
    pub usage: PriceUse,
}

#[derive(Clone, Debug)]
pub(super) struct Tier {
    pub minimum: Quantity,
    pub offer: PriceOffer,
}

/// Every price and all stock, as of one moment.
#[derive(Clone, Default)]
pub struct PriceBook {
    pub(super) number: u64,
    pub(super) as_of: Moment,
    pub(super) columns: Vec<Column>,
    /// Warehouses in the columns of `stock`, and whether dealers see them.
    pub(super) warehouses: Vec<(WarehouseId, bool)>,
    pub(super) rows: IdMap<SkuId, u32>,
    /// `rows.len() * columns.len()` prices in ten-thousandths, in the column's currency.
    pub(super) prices: Vec<i64>,
    /// Prices that don't fit the table, by position in it; tiers by ascending minimum.
    pub(super) beside: IdMap<u64, Box<[Tier]>>,
    /// `rows.len() * warehouses.len()` quantities in thousandths.
    pub(super) stock: Vec<i64>,
}

impl PriceBook {
    /// A digest of all prices: it changes when a price does, and neither with stock nor with a restart.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// When 1C said the newest of it: the «as of» of pages.
    pub fn as_of(&self) -> Moment {
        self.as_of
    }

    /// How many skus have a price or stock.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Everything that has a price or stock, in no order.
    pub fn skus(&self) -> impl Iterator<Item = SkuId> + '_ {
        self.rows.keys().copied()
    }

    /// The recommended retail price's type in this currency; the first one when there are several.
    pub fn rrp_type(&self, currency: Currency) -> Option<PriceTypeId> {
        let found = |column: &&Column| column.usage == PriceUse::Rrp && column.currency == currency;
        self.columns.iter().find(found).map(|column| column.id)
    }

    pub fn currency(&self, price_type: PriceTypeId) -> Option<Currency> {
        self.column(price_type).map(|at| self.columns[at].currency)
    }

    fn column(&self, price_type: PriceTypeId) -> Option<usize> {
        self.columns.iter().position(|column| column.id == price_type)
    }

    /// What a dealer is shown of the stock: the sum over the shown warehouses, under the rule.
    pub fn stock(&self, sku: SkuId, rule: StockRule) -> StockShown {
        rule.show(self.stock_total(sku))
    }

    /// The sum over the shown warehouses. For pages of dealers ask [`PriceBook::stock`], which keeps the rule.
    pub fn stock_total(&self, sku: SkuId) -> Option<Quantity> {
        let mut total: Option<Quantity> = None;
        for (_, quantity) in self.stock_by_warehouse(sku) {
            total = total.unwrap_or_default().add(quantity);
        }
        total
    }

    /// Stock in each shown warehouse that 1C has named for this sku.
    pub fn stock_by_warehouse(&self, sku: SkuId) -> impl Iterator<Item = (WarehouseId, Quantity)> + '_ {
        let width = self.warehouses.len();
        let row = self.rows.get(&sku).map(|row| *row as usize * width);
        let cells = row.map(|start| &self.stock[start..start + width]).unwrap_or_default();
        self.warehouses
            .iter()
            .zip(cells)
            .filter(|((_, shown), cell)| *shown && **cell != NOTHING)
            .map(|((id, _), cell)| (*id, Quantity::from_thousandths(*cell)))
    }
}

/// A book with the price rows of some goods laid over it: prices as they were at another moment.
pub struct LaidOver<'a> {
    pub book: &'a PriceBook,
    pub rows: &'a HashMap<SkuId, Vec<PriceRow>>,
}

impl PriceSource for LaidOver<'_> {
    fn offer(&self, sku: SkuId, price_type: PriceTypeId, quantity: Quantity) -> Option<PriceOffer> {
        let Some(rows) = self.rows.get(&sku) else {
            return self.book.offer(sku, price_type, quantity);
        };
        let usable = |row: &&PriceRow| row.price_type == price_type && row.price.e4 >= 0 && row.factor.is_positive();
        let mut tiers: Vec<&PriceRow> = rows.iter().filter(usable).collect();
        tiers.sort_by_key(|row| row.minimum);
        let reached = tiers.partition_point(|row| row.minimum <= quantity);
        tiers.get(reached.saturating_sub(1)).map(|row| PriceOffer {
            price: row.price,
            factor: row.factor,
        })
    }

    fn vat_mode(&self, price_type: PriceTypeId) -> Option<VatMode> {
        self.book.vat_mode(price_type)
    }

    fn number(&self) -> u64 {
        self.book.number()
    }
}

impl PriceSource for PriceBook {
    fn offer(&self, sku: SkuId, price_type: PriceTypeId, quantity: Quantity) -> Option<PriceOffer> {
        let column = self.column(price_type)?;
        let row = *self.rows.get(&sku)? as usize;
        let at = row * self.columns.len() + column;
        match self.prices[at] {
            NOTHING => None,
            BESIDE => {
                let tiers = self.beside.get(&(at as u64))?;
                let reached = tiers.partition_point(|tier| tier.minimum <= quantity);
                // Below the lowest break 1C's lowest price stands: it has no other.
                tiers.get(reached.saturating_sub(1)).map(|tier| tier.offer)
            }
            e4 => Some(PriceOffer::of_one(UnitPrice::new(e4, self.columns[column].currency))),
        }
    }

    fn vat_mode(&self, price_type: PriceTypeId) -> Option<VatMode> {
        let column = &self.columns[self.column(price_type)?];
        Some(if column.vat_included {
            VatMode::Included
        } else {
            VatMode::OnTop
        })
    }

    fn number(&self) -> u64 {
        self.number
    }
}
