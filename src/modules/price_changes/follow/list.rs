//! The goods whose price differs: looked through once for the count, and once more for the leaves.

use super::super::model::{Moved, RepricingId, Row, Tally, moved};
use super::super::records::{LEAF_ROWS, Leaf};
use crate::modules::catalogue::{
    PriceRow, PriceTypeId, Product, ProductId, Sellable, Sku, SkuId, SkuPrices, normal_article,
};
use crate::modules::exchange::runs::Former;
use crate::platform::access::Access;
use crate::platform::error::Error;
use crate::platform::store::{ReadTx, Reader};

/// The goods, named, with the prices that differ; `None` where none does.
pub fn row_of(tx: &ReadTx, former: &Former, sku: SkuId) -> Result<Option<Row>, Error> {
    let Some(before) = former.before.get(&sku) else {
        return Ok(None);
    };
    let moved = match former.after.get(&sku) {
        Some(after) => moved(before, after),
        None => {
            let now: Vec<PriceRow> = tx.get::<SkuPrices>(&sku)?.map(|prices| prices.rows).unwrap_or_default();
            moved(before, &now)
        }
    };
    match moved.is_empty() {
        true => Ok(None),
        false => Ok(Some(named(tx, sku, moved)?)),
    }
}

/// A walk over the whole list must not drive out what requests need: nothing of it is kept decoded.
pub fn named(tx: &ReadTx, sku: SkuId, moved: Vec<Moved>) -> Result<Row, Error> {
    let variant = tx.get::<Sku>(&sku)?;
    let product: ProductId = variant.as_ref().map_or(sku.cast(), |variant| variant.product);
    let Some(product) = tx.get::<Product>(&product)? else {
        return Ok(Row {
            sku,
            product: None,
            article: String::new(),
            name: String::new(),
            groups: Vec::new(),
            moved,
        });
    };
    let variant = variant.unwrap_or_else(|| Sku::of_offer(&product.external));
    let goods = Sellable::of(&product, &variant);
    Ok(Row {
        sku,
        product: Some(product.id),
        article: goods.article,
        name: goods.name,
        groups: product.groups,
        moved,
    })
}

/// What a list is while it is made: the order of its goods, and which types moved of each.
#[derive(Default)]
pub struct List {
    /// By article.
    pub places: Vec<(String, SkuId)>,
    /// Price types, each a bit.
    types: Vec<PriceTypeId>,
    masks: Vec<u64>,
    pub tallies: Vec<Tally>,
}

impl List {
    pub fn add(&mut self, row: &Row) {
        let mut mask = 0;
        for moved in &row.moved {
            let known = self.types.iter().position(|known| *known == moved.price_type);
            let at = known.unwrap_or_else(|| {
                self.types.push(moved.price_type);
                self.tallies.push(Tally::new(moved.price_type));
                self.types.len() - 1
            });
            // A book has no more price types than bits.
            mask |= 1_u64.checked_shl(u32::try_from(at).unwrap_or(u32::MAX)).unwrap_or(0);
            let what = if row.article.is_empty() {
                &row.name
            } else {
                &row.article
            };
            self.tallies[at].add(moved, what);
        }
        self.masks.push(mask);
        self.places.push((normal_article(&row.article), row.sku));
    }

    /// Goods with another price at one of these types.
    pub fn count(&self, types: &[PriceTypeId]) -> u64 {
        let bit = |at: usize| 1_u64.checked_shl(u32::try_from(at).unwrap_or(u32::MAX)).unwrap_or(0);
        let places = types
            .iter()
            .filter_map(|of| self.types.iter().position(|known| known == of));
        let asked = places.fold(0, |asked, at| asked | bit(at));
        self.masks.iter().filter(|mask| *mask & asked != 0).count() as u64
    }

    /// Writes the leaves, a commit each, so that nobody waits for a long list.
    pub fn write(
        &mut self,
        access: &Access,
        repricing: RepricingId,
        row: impl Fn(&ReadTx, SkuId) -> Result<Option<Row>, Error>,
    ) -> Result<(), Error> {
        self.places.sort_unstable();
        for (number, chunk) in (0_u32..).zip(self.places.chunks(LEAF_ROWS)) {
            let mut rows = Vec::with_capacity(chunk.len());
            {
                let tx = access.read()?;
                for (_, sku) in chunk {
                    rows.extend(row(&tx, *sku)?);
                }
            }
            let leaf = Leaf {
                repricing,
                number,
                rows,
            };
            access.write_blocking(move |w| w.technical(&leaf))?;
        }
        Ok(())
    }
}
