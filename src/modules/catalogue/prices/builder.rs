//! Building a book: whole from all records at start, or from the last book and what an exchange changed.

use super::book::{BESIDE, Column, NOTHING, PriceBook, PriceOffer, Tier};
use crate::modules::catalogue::{PriceRow, PriceType, SkuId, SkuPrices, SkuStock, Warehouse, WarehouseId};
use crate::platform::values::{Id, Moment, Quantity};

/// The most price types that a book holds; an exchange with more is refused with words.
pub const TYPES_MAX: usize = 64;
/// The most quantity breaks of one price.
pub const TIERS_MAX: usize = 32;

/// Collects records into the next book. Records of price types and warehouses that it wasn't given are passed over.
pub struct BookBuilder {
    book: PriceBook,
}

impl BookBuilder {
    /// An empty book with these columns. A sum without warehouses (the nil warehouse) is always shown.
    pub fn new(types: &[PriceType], warehouses: &[Warehouse]) -> BookBuilder {
        let column = |of: &PriceType| Column {
            id: of.id,
            currency: of.currency,
            vat_included: of.vat_included,
            usage: of.usage,
        };
        let mut places: Vec<(WarehouseId, bool)> = vec![(Id::NIL, true)];
        places.extend(warehouses.iter().map(|warehouse| (warehouse.id, warehouse.shown)));
        let book = PriceBook {
            columns: types.iter().take(TYPES_MAX).map(column).collect(),
            warehouses: places,
            ..PriceBook::default()
        };
        BookBuilder { book }
    }

    /// Starts from `last`, for an exchange that changed some skus and neither price types nor warehouses.
    pub fn after(last: &PriceBook) -> BookBuilder {
        BookBuilder { book: last.clone() }
    }

    /// Room for so many skus, so that a large start doesn't grow step by step.
    pub fn reserve(&mut self, skus: usize) {
        self.book.rows.reserve(skus);
        self.book.prices.reserve_exact(skus * self.book.columns.len());
        self.book.stock.reserve_exact(skus * self.book.warehouses.len());
    }

    /// All prices of a sku: they replace what the book had of it.
    pub fn prices(&mut self, prices: &SkuPrices) {
        let start = self.row(prices.sku) * self.book.columns.len();
        self.book.as_of = self.book.as_of.max(prices.as_of);
        for column in 0..self.book.columns.len() {
            let at = start + column;
            if self.book.prices[at] == BESIDE {
                self.book.beside.remove(&(at as u64));
            }
            self.book.prices[at] = self.cell(at, column, &prices.rows);
        }
    }

    fn cell(&mut self, at: usize, column: usize, rows: &[PriceRow]) -> i64 {
        let Column { id, currency, .. } = self.book.columns[column];
        let usable = |row: &&PriceRow| row.price_type == id && row.price.e4 >= 0 && row.factor.is_positive();
        let mut of_type = rows.iter().filter(usable);
        let (Some(first), second) = (of_type.next(), of_type.next()) else {
            return NOTHING;
        };
        let plain = first.factor == Quantity::ONE && first.price.currency == currency;
        if second.is_none() && plain {
            return first.price.e4;
        }
        let tier = |row: &PriceRow| Tier {
            minimum: row.minimum,
            offer: PriceOffer {
                price: row.price,
                factor: row.factor,
            },
        };
        let mut tiers: Vec<Tier> = rows.iter().filter(usable).take(TIERS_MAX).map(tier).collect();
        tiers.sort_by_key(|tier| tier.minimum);
        self.book.beside.insert(at as u64, tiers.into());
        BESIDE
    }

    /// All stock of a sku: it replaces what the book had of it.
    pub fn stock(&mut self, stock: &SkuStock) {
        let width = self.book.warehouses.len();
        let start = self.row(stock.sku) * width;
        self.book.as_of = self.book.as_of.max(stock.as_of);
        let by_warehouse = stock.rows.iter().any(|row| row.warehouse != Id::NIL);
        for column in 0..width {
            let (warehouse, _) = self.book.warehouses[column];
            let found = stock.rows.iter().find(|row| row.warehouse == warehouse);
            // Beside rows by warehouse a bare sum would count everything twice.
            let counted = found.filter(|_| !(by_warehouse && warehouse == Id::NIL));
            self.book.stock[start + column] = counted.map_or(NOTHING, |row| row.quantity.thousandths());
        }
    }

    pub fn build(mut self) -> PriceBook {
        self.book.prices.shrink_to_fit();
        self.book.stock.shrink_to_fit();
        self.book.number = self.digest();
        self.book
    }

    /// A sum over the skus, so that it doesn't depend on the order in which they came; those without a price are
    /// left out, so that stock alone doesn't move it.
    fn digest(&self) -> u64 {
        let book = &self.book;
        let mut columns = blake3::Hasher::new();
        for column in &book.columns {
            columns.update(column.id.as_bytes());
            columns.update(column.currency.code().as_bytes());
            columns.update(&[u8::from(column.vat_included), column.usage as u8]);
        }
        let width = book.columns.len();
        let mut sum = first_eight(&columns.finalize());
        let mut bytes = Vec::with_capacity(16 + width * 8);
        for (sku, row) in &book.rows {
            let start = *row as usize * width;
            let cells = &book.prices[start..start + width];
            if cells.iter().all(|cell| *cell == NOTHING) {
                continue;
            }
            bytes.clear();
            bytes.extend_from_slice(sku.as_bytes());
            for (column, cell) in cells.iter().enumerate() {
                bytes.extend_from_slice(&cell.to_be_bytes());
                for tier in book.beside.get(&((start + column) as u64)).into_iter().flatten() {
                    let PriceOffer { price, factor } = tier.offer;
                    let numbers = [
                        tier.minimum.thousandths(),
                        price.e4,
                        price.currency as i64,
                        factor.thousandths(),
                    ];
                    numbers
                        .iter()
                        .for_each(|number| bytes.extend_from_slice(&number.to_be_bytes()));
                }
            }
            sum = sum.wrapping_add(first_eight(&blake3::hash(&bytes)));
        }
        sum
    }

    /// States the moment that the book is of, when it is later than that of any record.
    pub fn as_of(&mut self, moment: Moment) {
        self.book.as_of = self.book.as_of.max(moment);
    }

    fn row(&mut self, sku: SkuId) -> usize {
        let book = &mut self.book;
        if let Some(row) = book.rows.get(&sku) {
            return *row as usize;
        }
        let row = book.rows.len();
        book.rows.insert(
            sku,
            u32::try_from(row).expect("a book of 4 billion skus doesn't fit in memory"),
        );
        book.prices.resize(book.prices.len() + book.columns.len(), NOTHING);
        book.stock.resize(book.stock.len() + book.warehouses.len(), NOTHING);
        row
    }
}

fn first_eight(hash: &blake3::Hash) -> u64 {
    let bytes = hash.as_bytes();
    u64::from_be_bytes([
        bytes[0], bytes[1], bytes[2], bytes[3], bytes[4], bytes[5], bytes[6], bytes[7],
    ])
}
