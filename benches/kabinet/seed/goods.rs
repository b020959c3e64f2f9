//! Goods with two prices and stock. Everything about a product follows from its number.

use kabinet::modules::catalogue::{
    Group, PriceRow, PriceType, PriceTypeId, PriceUse, Product, Sku, SkuId, SkuPrices, SkuStock, StockRow, Unit,
    Warehouse,
};
use kabinet::platform::access::Access;
use kabinet::platform::values::{Currency, Moment, Quantity, UnitPrice, VatRate};

use super::save_all;
use crate::Outcome;

/// A product as it was put in.
#[derive(Clone, Debug)]
pub struct Good {
    pub sku: SkuId,
    /// Kopecks, with the tax.
    pub price: i64,
    pub rrp: i64,
    record: Product,
}

pub fn price_type() -> PriceTypeId {
    PriceType::id_of("bench-opt")
}

const GROUPS: usize = 20;

impl Good {
    pub fn numbered(number: usize) -> Good {
        let external = format!("{number:08x}-bec4-4000-8000-{number:012x}");
        let rrp = 150_00 + (number as i64 * 7_919) % 90_000_00;
        let mut record = Product::stub(&external);
        record.stub = false;
        record.article = format!("ТВ-{:02}-{:05}", number % GROUPS, number);
        record.name = format!("Окно Скандия {number}, створка {} мм, белое", 400 + number % 900);
        record.groups = vec![Group::id_of(&format!("bench group {}", number % GROUPS))];
        record.unit = Unit {
            code: "796".into(),
            name: "шт".into(),
        };
        record.vat = Some(VatRate::percent(22));
        record.weight_g = Some(1_000 + number as i64 % 20_000);
        record.description = "Окно из клеёного бруса с двухкамерным стеклопакетом.".into();
        Good {
            sku: Sku::id_of(&external),
            price: rrp * 7 / 10,
            rrp,
            record,
        }
    }

    pub fn article(&self) -> &str {
        &self.record.article
    }

    fn prices(&self, as_of: Moment) -> SkuPrices {
        let row = |price_type, kopecks: i64| PriceRow {
            price_type,
            price: UnitPrice::new(kopecks * 100, Currency::Rub),
            factor: Quantity::ONE,
            unit: String::new(),
            minimum: Quantity::ZERO,
        };
        let mut rows = vec![
            row(price_type(), self.price),
            row(PriceType::id_of("bench-rrp"), self.rrp),
        ];
        rows.sort_by_key(|row| row.price_type);
        SkuPrices {
            sku: self.sku,
            rows,
            as_of,
        }
    }
}

/// Puts in price types, a warehouse, groups, and so many products.
pub fn put(access: &Access, products: usize) -> Outcome<Vec<Good>> {
    let price_type = |external: &str, usage| PriceType {
        id: PriceType::id_of(external),
        external: external.into(),
        name: external.into(),
        currency: Currency::Rub,
        vat_included: true,
        usage,
        stub: false,
    };
    let types = [
        price_type("bench-opt", PriceUse::Purchase),
        price_type("bench-rrp", PriceUse::Rrp),
    ];
    save_all(access, "price types", &types, |change, of| change.save(of).map(drop))?;
    let warehouse = Warehouse {
        id: Warehouse::id_of("bench"),
        external: "bench".into(),
        name: "Основной".into(),
        shown: true,
        stub: false,
    };
    save_all(access, "warehouses", &[warehouse], |change, of| {
        change.save(of).map(drop)
    })?;
    let groups: Vec<Group> = (0..GROUPS)
        .map(|number| {
            let external = format!("bench group {number}");
            Group {
                id: Group::id_of(&external),
                external,
                name: format!("Окна, серия {number}"),
                parent: None,
                removed: false,
                stub: false,
            }
        })
        .collect();
    save_all(access, "groups", &groups, |change, of| change.save(of).map(drop))?;
    let goods: Vec<Good> = (0..products).map(Good::numbered).collect();
    let now = access.now();
    save_all(access, "products", &goods, move |change, good| {
        change.save(&good.record)?;
        change.save(&good.prices(now))?;
        let stock = SkuStock {
            sku: good.sku,
            rows: vec![StockRow {
                warehouse: Warehouse::id_of("bench"),
                quantity: Quantity::whole(40),
            }],
            as_of: now,
        };
        change.save(&stock).map(drop)
    })?;
    Ok(goods)
}
