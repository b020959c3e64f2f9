//! The catalogue: what the manufacturer sells, in which groups and packs, at which prices, and how much of it is there.
//!
//! 1C owns all of it. A *product* is what 1C calls so; a *sku* is what one can order: the product itself, or one of
//! its variants. Prices and stock are kept as one record a sku each, because an exchange rewrites them by the hundred
//! thousand; pages and calculations read them from the [`PriceBook`], an immutable snapshot in memory that is swapped
//! whole at the end of an exchange.

mod model;
mod prices;
mod pricing;
pub mod queries;
mod records;

pub use model::{
    Characteristic, EXTERNAL_MAX, Group, GroupId, PriceRow, PriceType, PriceTypeId, PriceUse, Product, ProductId,
    Property, Sellable, Sku, SkuId, SkuPrices, SkuStock, StockRow, Unit, Warehouse, WarehouseId, normal_external,
    offer_external, split_offer,
};
pub use prices::{
    BookBuilder, PriceBook, PriceOffer, PriceSource, Prices, StockRule, StockShown, TIERS_MAX, TYPES_MAX,
};

pub use pricing::*;
pub use queries::{by_article, sellable};
pub use records::*;

use std::sync::Arc;

use crate::platform::access::{Access, Permission, Role};
use crate::platform::error::Error;
use crate::platform::services::Services;
use crate::platform::web::Module;

/// Sees the catalogue.
pub const SEE: Permission = Permission::new("catalogue.see", &Role::ALL);

pub const MODULE: Module = Module {
    name: "catalogue",
    permissions: &[SEE],
    records: RECORDS,
    boot,
    ..Module::EMPTY
};

/// Reads the prices into memory before anything is served.
fn boot(services: &Arc<Services>) -> Result<(), Error> {
    let book = Prices::read(&Access::system(services, "catalogue.boot").read()?)?;
    services.provide(Arc::new(Prices::new(book)));
    Ok(())
}

#[cfg(test)]
mod tests;
