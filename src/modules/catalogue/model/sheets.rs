//! Prices and stock: one record a sku each, since an exchange rewrites them by the hundred thousand.

use serde::{Deserialize, Serialize};

use super::{SkuId, is_false, normal_external};
use crate::platform::values::{Currency, Id, Moment, Quantity, UnitPrice};

pub type PriceTypeId = Id<PriceType>;
pub type WarehouseId = Id<Warehouse>;

/// What a column of prices is for. New ones from 1C wait as `Ignored` until an administrator says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PriceUse {
    /// Dealers buy at it, when their contract names it.
    Purchase,
    /// The recommended retail price.
    Rrp,
    #[default]
    Ignored,
}

/// A column of prices from 1C: «Опт 1», «РРЦ».
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceType {
    pub id: PriceTypeId,
    pub external: String,
    pub name: String,
    pub currency: Currency,
    /// Is the tax inside the price?
    #[serde(default)]
    pub vat_included: bool,
    #[serde(default, rename = "use")]
    pub usage: PriceUse,
    #[serde(default, skip_serializing_if = "is_false")]
    pub stub: bool,
}

impl PriceType {
    pub fn id_of(external: &str) -> PriceTypeId {
        Id::derived("price type", &normal_external(external))
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warehouse {
    pub id: WarehouseId,
    pub external: String,
    pub name: String,
    /// Do dealers see what lies in it?
    #[serde(default)]
    pub shown: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    pub stub: bool,
}

impl Warehouse {
    pub fn id_of(external: &str) -> WarehouseId {
        Id::derived("warehouse", &normal_external(external))
    }
}

/// One price of a sku.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceRow {
    #[serde(rename = "t")]
    pub price_type: PriceTypeId,
    /// The price of `factor` base units.
    #[serde(rename = "p")]
    pub price: UnitPrice,
    /// 1C may price a pack: the number of base units that the price is for.
    #[serde(rename = "f", default = "one", skip_serializing_if = "is_one")]
    pub factor: Quantity,
    /// What the price is for, where 1C names it.
    #[serde(rename = "u", default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// The price holds from this quantity on.
    #[serde(rename = "m", default, skip_serializing_if = "is_zero")]
    pub minimum: Quantity,
}

fn one() -> Quantity {
    Quantity::ONE
}
fn is_one(quantity: &Quantity) -> bool {
    *quantity == Quantity::ONE
}
fn is_zero(quantity: &Quantity) -> bool {
    *quantity == Quantity::ZERO
}

/// Every price of one sku.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SkuPrices {
    pub sku: SkuId,
    #[serde(default)]
    pub rows: Vec<PriceRow>,
    pub as_of: Moment,
}

impl SkuPrices {
    /// Takes in what a file says of this sku. A price type that the file doesn't name is left as it was; one that it
    /// names is replaced with all its rows. True when a price changed.
    pub fn merge(&mut self, rows: Vec<PriceRow>, as_of: Moment) -> bool {
        self.as_of = self.as_of.max(as_of);
        let named = |id: PriceTypeId| rows.iter().any(|row| row.price_type == id);
        let mut merged: Vec<PriceRow> = self.rows.iter().filter(|row| !named(row.price_type)).cloned().collect();
        merged.extend(rows.iter().cloned());
        merged.sort_by_key(|row| (row.price_type, row.minimum));
        // Of two rows for one quantity the later in the file stands.
        merged.reverse();
        merged.dedup_by_key(|row| (row.price_type, row.minimum));
        merged.reverse();
        let changed = merged != self.rows;
        self.rows = merged;
        changed
    }
}

/// How much of a sku lies in a warehouse; 1C may send fractions and negative numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StockRow {
    #[serde(rename = "w")]
    pub warehouse: WarehouseId,
    #[serde(rename = "q")]
    pub quantity: Quantity,
}

/// The stock of one sku. A sum without warehouses is kept under the nil warehouse.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SkuStock {
    pub sku: SkuId,
    #[serde(default)]
    pub rows: Vec<StockRow>,
    pub as_of: Moment,
}

impl SkuStock {
    /// As [`SkuPrices::merge`]: an unnamed warehouse is left as it was, a named zero is a zero.
    pub fn merge(&mut self, rows: Vec<StockRow>, as_of: Moment) -> bool {
        self.as_of = self.as_of.max(as_of);
        let mut merged = self.rows.clone();
        for row in rows {
            match merged.iter_mut().find(|known| known.warehouse == row.warehouse) {
                Some(known) => known.quantity = row.quantity,
                None => merged.push(row),
            }
        }
        merged.sort_by_key(|row| row.warehouse);
        let changed = merged != self.rows;
        self.rows = merged;
        changed
    }
}

/// When 1C last told prices or stock, changed or not. Rows that say nothing new are not rewritten, so their own time
/// can be older than this.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FiguresTold {
    pub at: Moment,
}
