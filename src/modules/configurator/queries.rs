//! Models by product.

use std::ops::ControlFlow;
use std::sync::Arc;

use super::tables::KnownType;
use super::{EDITION_BY_PRODUCT, Edition, Offered, Workshop};
use crate::modules::catalogue::{PriceType, PriceUse, ProductId, TYPES_MAX};
use crate::platform::error::Error;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::values::PageRequest;

/// The most models that the workshop lists.
pub const MODELS_MAX: usize = 1_000;
/// The most editions of one model that are listed, the latest.
pub const EDITIONS_SHOWN: usize = 50;

/// The edition by which a product is sold made to order; `None`: it isn't.
pub fn current(tx: &impl Reader, product: ProductId) -> Result<Option<Arc<Edition>>, Error> {
    match tx.shared::<Offered>(&product)? {
        Some(offered) if !offered.withdrawn => Ok(tx.shared::<Edition>(&(product, offered.edition))?),
        _ => Ok(None),
    }
}

/// Everything that is sold made to order, in the order of ids. A row is a few dozen bytes, so that ten thousand cost a page a
/// few milliseconds: the list is sorted by names, which these rows don't hold.
pub fn offered(tx: &ReadTx) -> Result<Vec<ProductId>, Error> {
    let mut sold = Vec::new();
    tx.each(|offered: Offered| {
        if !offered.withdrawn {
            sold.push(offered.product);
        }
        ControlFlow::Continue(())
    })?;
    Ok(sold)
}

/// For the catalogue: is a product made to order?
pub fn is_offered(tx: &ReadTx, product: ProductId) -> Result<bool, Error> {
    Ok(tx
        .shared::<Offered>(&product)?
        .is_some_and(|offered| !offered.withdrawn))
}

pub fn edition(tx: &impl Reader, product: ProductId, number: u32) -> Result<Option<Arc<Edition>>, Error> {
    Ok(tx.shared::<Edition>(&(product, number))?)
}

/// All models that are being written, by product.
pub fn workshops(tx: &ReadTx) -> Result<Vec<Workshop>, Error> {
    Ok(tx.list(MODELS_MAX)?)
}

/// The latest editions of a product, the newest first.
pub fn editions(tx: &ReadTx, product: ProductId) -> Result<Vec<Edition>, Error> {
    let request = PageRequest::first(EDITIONS_SHOWN).descending();
    Ok(tx.scan(&EDITION_BY_PRODUCT, &product, &request)?.items)
}

/// The price types that a model may have figures for: those that dealers buy at, and the recommended ones.
pub fn price_types(tx: &ReadTx) -> Result<Vec<KnownType>, Error> {
    let types: Vec<PriceType> = tx.list(TYPES_MAX)?;
    let used = types.into_iter().filter(|of| of.usage != PriceUse::Ignored);
    let mut known: Vec<(bool, KnownType)> = used
        .map(|of| {
            let rrp = of.usage == PriceUse::Rrp;
            (
                rrp,
                KnownType {
                    id: of.id,
                    name: of.name,
                    currency: of.currency,
                },
            )
        })
        .collect();
    known.sort_by(|a, b| (a.0, &a.1.name).cmp(&(b.0, &b.1.name)));
    Ok(known.into_iter().map(|(_, known)| known).collect())
}
