//! Prices and stock in memory: an immutable numbered snapshot, swapped whole at the end of an exchange.
//!
//! A page of the catalogue asks for dozens of prices and a calculation for hundreds, each by (sku, price type). The
//! book keeps them as one dense table of 64-bit numbers (4 MB for 100,000 skus and 5 types); the few prices with a
//! quantity break, a pack or a foreign currency lie beside it.

mod book;
mod builder;
mod shelf;
mod stock;

pub use book::{LaidOver, PriceBook, PriceOffer, PriceSource};
pub use builder::{BookBuilder, TIERS_MAX, TYPES_MAX};
pub use shelf::Prices;
pub use stock::{StockRule, StockShown};
