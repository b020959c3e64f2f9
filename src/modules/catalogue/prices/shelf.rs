//! The one place where the current book is. Readers take it without waiting; an exchange puts the next one.

use std::ops::ControlFlow;
use std::sync::Arc;

use arc_swap::ArcSwap;

use super::{BookBuilder, PriceBook};
use crate::modules::catalogue::{FIGURES_TOLD, FiguresTold, PriceType, SkuPrices, SkuStock, Warehouse};
use crate::platform::error::Error;
use crate::platform::store::Reader;
use crate::platform::values::Moment;

/// The most price types and warehouses that are read.
const COLUMNS_MAX: usize = 1_000;

/// A part of the services: the current prices and stock.
pub struct Prices(ArcSwap<PriceBook>);

impl Prices {
    pub fn new(book: PriceBook) -> Prices {
        Prices(ArcSwap::from_pointee(book))
    }

    /// The book as the records have it now. Walks all prices: for boot, commands and the end of an exchange.
    pub fn read(tx: &impl Reader) -> Result<PriceBook, Error> {
        let types: Vec<PriceType> = tx.list(COLUMNS_MAX)?;
        let warehouses: Vec<Warehouse> = tx.list(COLUMNS_MAX)?;
        let mut builder = BookBuilder::new(&types, &warehouses);
        tx.each(|prices: SkuPrices| {
            builder.prices(&prices);
            ControlFlow::Continue(())
        })?;
        tx.each(|stock: SkuStock| {
            builder.stock(&stock);
            ControlFlow::Continue(())
        })?;
        if let Some(told) = tx.get::<FiguresTold>(&FIGURES_TOLD)? {
            builder.as_of(told.at);
        }
        Ok(builder.build())
    }

    /// One request asks once and works with what it got.
    pub fn current(&self) -> Arc<PriceBook> {
        self.0.load_full()
    }

    /// Reads everything anew and swaps it in: once, at the end of an exchange or after columns were mapped.
    pub fn rebuild(&self, tx: &impl Reader) -> Result<(), Error> {
        self.0.store(Arc::new(Prices::read(tx)?));
        Ok(())
    }

    /// Swaps in the current book with what an exchange changed. Not for new price types or warehouses: those rebuild.
    /// `told` is when 1C said so.
    pub fn update(&self, prices: &[SkuPrices], stock: &[SkuStock], told: Option<Moment>) {
        let mut builder = BookBuilder::after(&self.current());
        told.into_iter().for_each(|told| builder.as_of(told));
        prices.iter().for_each(|prices| builder.prices(prices));
        stock.iter().for_each(|stock| builder.stock(stock));
        self.0.store(Arc::new(builder.build()));
    }
}
