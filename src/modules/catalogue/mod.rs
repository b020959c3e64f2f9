//! The catalogue: what the manufacturer sells, in which groups and packs, at which prices, and how much of it is there.
//!
//! 1C owns all of it. A *product* is what 1C calls so; a *sku* is what one can order: the product itself, or one of
//! its variants. Prices and stock are kept as one record a sku each, because an exchange rewrites them by the hundred
//! thousand; pages and calculations read them from the [`PriceBook`], an immutable snapshot in memory that is swapped
//! whole at the end of an exchange.

pub mod actions;
mod events;
mod grid;
mod lists;
mod model;
mod pages;
mod prices;
mod pricing;
pub mod queries;
mod read_models;
mod records;
pub mod search;
mod views;

pub use lists::{MEANINGS_MAX, Meant, instead, meant};
pub use model::{
    Characteristic, EXTERNAL_MAX, FiguresTold, Group, GroupId, PriceRow, PriceType, PriceTypeId, PriceUse, Product,
    ProductId, Property, SUBSTITUTES_MAX, Sellable, Sku, SkuId, SkuPrices, SkuStock, StockRow, Unit, Warehouse,
    WarehouseId, normal_external, offer_external, split_offer,
};
pub use pages::{Filling, browse, choose, offers};
pub use prices::{
    BookBuilder, LaidOver, PriceBook, PriceOffer, PriceSource, Prices, StockRule, StockShown, TIERS_MAX, TYPES_MAX,
};

pub use pricing::*;
pub use queries::{by_article, sellable};
pub use records::*;

use std::sync::Arc;

use crate::icon;
use crate::modules::dealers::{PriceTypeChoice, PriceTypes};
use crate::modules::lists::Lists;
use crate::platform::access::{Access, Permission, Role};
use crate::platform::error::Error;
use crate::platform::search::Feed;
use crate::platform::services::Services;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::values::Moment;
use crate::platform::web::{Authority, MenuGroup, MenuItem, Module, Route, ShellExtras};

/// Sees the catalogue.
pub const SEE: Permission = Permission::new("catalogue.see", &Role::ALL);
/// Sees, makes and changes drafts: goods are put into them from here.
pub const PICK: Permission = Permission::new(
    "orders.draft",
    &[Role::Admin, Role::Manager, Role::Director, Role::Buyer, Role::Seller],
);

/// Sees and changes the dated rates of value added tax.
pub const TAXES: Permission = Permission::new("catalogue.taxes", &[Role::Admin]);

pub const MODULE: Module = Module {
    name: "catalogue",
    permissions: &[SEE, TAXES],
    routes,
    records: RECORDS,
    menu: &[
        MenuItem {
            label: "catalogue-title",
            icon: icon!("package"),
            href: "/catalogue",
            permission: SEE,
            group: MenuGroup::Work,
            count: None,
        },
        MenuItem {
            label: "catalogue-vat-title",
            icon: icon!("receipt-tax"),
            href: "/vat-rates",
            permission: TAXES,
            group: MenuGroup::Administration,
            count: None,
        },
    ],
    boot,
    shell: Some(freshness),
    ..Module::EMPTY
};

fn routes() -> Vec<Route> {
    vec![
        Route::get("/catalogue", Authority::Person(SEE), pages::all),
        Route::get("/catalogue/price-list.xlsx", Authority::Person(SEE), pages::price_list),
        Route::get("/catalogue/export.xlsx", Authority::Person(SEE), pages::export),
        Route::get("/catalogue/groups/{id}", Authority::Person(SEE), pages::group),
        Route::get("/products/{id}", Authority::Person(SEE), pages::product),
        Route::get("/pictures/{hash}/{pixels}", Authority::Person(SEE), pages::picture),
        Route::get("/vat-rates", Authority::Person(TAXES), pages::taxes::list),
        Route::post("/vat-rates", Authority::Person(TAXES), pages::taxes::set),
        Route::get("/vat-rates/new", Authority::Person(TAXES), pages::taxes::new),
        Route::post("/vat-rates/removal", Authority::Person(TAXES), pages::taxes::removal),
    ]
}

/// Figures older than this many hours are marked.
const OLD_HOURS: i64 = 24;

/// When 1C last told prices or stock, in the frame of every page.
fn freshness(_: &ReadTx, access: &Access, extras: &mut ShellExtras) -> Result<(), Error> {
    let as_of = access.services().part::<Prices>().current().as_of();
    if as_of != Moment::EPOCH {
        extras.fresh = Some((as_of, access.now().seconds_since(as_of) > OLD_HOURS * 3_600));
    }
    Ok(())
}

/// Which products are made to order, and so must be configured before they are ordered. A higher module provides it.
pub struct MadeToOrder(pub fn(&ReadTx, ProductId) -> Result<bool, Error>);

impl MadeToOrder {
    /// Asks whoever knows; where nobody does, nothing is.
    pub fn asks(services: &Services, tx: &ReadTx, product: ProductId) -> Result<bool, Error> {
        match services.find_part::<MadeToOrder>() {
            Some(known) => (known.0)(tx, product),
            None => Ok(false),
        }
    }
}

/// Reads the prices into memory and tells search what products look like, before anything is served.
fn boot(services: &Arc<Services>) -> Result<(), Error> {
    let book = Prices::read(&Access::system(services, "catalogue.boot").read()?)?;
    services.provide(Arc::new(Prices::new(book)));
    services.provide(Arc::new(PriceTypes(contract_price_types)));
    services.part::<Feed>().add(search::SOURCE);
    services.part::<Lists>().add(grid::LIST);
    Ok(())
}

/// The purchase types, for the form of a contract.
fn contract_price_types(tx: &ReadTx) -> Result<Vec<PriceTypeChoice>, Error> {
    let types: Vec<PriceType> = tx.list(TYPES_MAX)?;
    let purchase = types.into_iter().filter(|of| of.usage == PriceUse::Purchase);
    Ok(purchase
        .map(|of| PriceTypeChoice {
            id: of.id.uuid(),
            name: of.name,
            currency: of.currency,
        })
        .collect())
}

#[cfg(test)]
mod tests;
