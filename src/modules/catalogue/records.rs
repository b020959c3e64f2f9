//! How the catalogue is stored: tables, indexes, and who may see what.
//!
//! Prices and stock are for the system alone: pages read them from the price book, through the reader's rights.

use super::{
    FiguresTold, Group, GroupId, PriceType, PriceTypeId, PriceUse, Product, ProductId, Sku, SkuId, SkuPrices, SkuStock,
    StoredVat, Warehouse, WarehouseId,
};
use crate::platform::access::Technical;
use crate::platform::store::{Counter, Index, Indexer, Record, RecordInfo, Table};
use crate::platform::values::Scope;

/// By whether it is sold, then by name.
pub const PRODUCT_BY_NAME: Index<Product> = Index::new(25 * 16, "product.by_name");
/// By group, whether it is sold, then by name.
pub const PRODUCT_BY_GROUP: Index<Product> = Index::new(25 * 16 + 1, "product.by_group");
/// By [`normal_article`].
pub const PRODUCT_BY_ARTICLE: Index<Product> = Index::new(25 * 16 + 2, "product.by_article");
/// Products on sale by group.
pub const PRODUCTS_IN_GROUP: Counter = Counter::new(25 * 16, "product.in_group");
/// All products on sale.
pub const PRODUCTS_ON_SALE: Counter = Counter::new(25 * 16 + 1, "product.on_sale");
/// Price types by name.
pub const PRICE_TYPE_BY_NAME: Index<PriceType> = Index::new(27 * 16, "price_type.by_name");
/// Price types that hold recommended prices, by currency.
pub const PRICE_TYPES_RRP: Counter = Counter::new(27 * 16, "price_type.rrp");
/// Warehouses by name.
pub const WAREHOUSE_BY_NAME: Index<Warehouse> = Index::new(28 * 16, "warehouse.by_name");
/// By product, then by what distinguishes the variant.
pub const SKU_BY_PRODUCT: Index<Sku> = Index::new(26 * 16, "sku.by_product");
/// By [`normal_article`].
pub const SKU_BY_ARTICLE: Index<Sku> = Index::new(26 * 16 + 1, "sku.by_article");

pub const RECORDS: &[RecordInfo] = &[
    RecordInfo::of::<Group>(),
    RecordInfo::of::<Product>(),
    RecordInfo::of::<Sku>(),
    RecordInfo::of::<PriceType>(),
    RecordInfo::of::<Warehouse>(),
    RecordInfo::of::<SkuPrices>(),
    RecordInfo::of::<SkuStock>(),
    RecordInfo::of::<StoredVat>(),
    RecordInfo::of::<FiguresTold>(),
];

/// An article as people may spell it: letters and digits only, in lower case.
pub fn normal_article(article: &str) -> String {
    article
        .chars()
        .filter(|letter| letter.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Names longer than this are sorted by their beginning.
const SORTED_NAME_MAX: usize = 60;

fn sorted_name(name: &str) -> String {
    name.chars()
        .take(SORTED_NAME_MAX)
        .flat_map(char::to_lowercase)
        .collect()
}

impl Record for Group {
    const TABLE: Table = Table::new(24, "group");
    type Key = GroupId;

    fn key(&self) -> GroupId {
        self.id
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.is_signed_in()
    }
}

impl Record for Product {
    const TABLE: Table = Table::new(25, "product");
    type Key = ProductId;

    fn key(&self) -> ProductId {
        self.id
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.is_signed_in()
    }
    fn index(&self, indexer: &mut Indexer) {
        let (on_sale, name) = (self.is_on_sale(), sorted_name(&self.name));
        indexer.put(&PRODUCT_BY_NAME, &(on_sale, name.as_str()));
        let mut groups = self.groups.clone();
        groups.sort_unstable();
        groups.dedup();
        for group in groups {
            indexer.put(&PRODUCT_BY_GROUP, &(group, on_sale, name.as_str()));
            if on_sale {
                indexer.count(PRODUCTS_IN_GROUP, &group);
            }
        }
        if on_sale {
            indexer.count(PRODUCTS_ON_SALE, &());
        }
        let article = normal_article(&self.article);
        if !article.is_empty() {
            indexer.put(&PRODUCT_BY_ARTICLE, article.as_str());
        }
    }
}

impl Record for Sku {
    const TABLE: Table = Table::new(26, "sku");
    type Key = SkuId;

    fn key(&self) -> SkuId {
        self.id
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.is_signed_in()
    }
    fn index(&self, indexer: &mut Indexer) {
        indexer.put(&SKU_BY_PRODUCT, &(self.product, sorted_name(&self.suffix).as_str()));
        let article = normal_article(&self.article);
        if !article.is_empty() {
            indexer.put(&SKU_BY_ARTICLE, article.as_str());
        }
    }
}

impl Record for PriceType {
    const TABLE: Table = Table::new(27, "price_type");
    // 2: by name.
    const INDEXES: u16 = 2;
    type Key = PriceTypeId;

    fn key(&self) -> PriceTypeId {
        self.id
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.is_signed_in()
    }
    fn index(&self, indexer: &mut Indexer) {
        indexer.put(&PRICE_TYPE_BY_NAME, sorted_name(&self.name).as_str());
        if self.usage == PriceUse::Rrp {
            indexer.count(PRICE_TYPES_RRP, self.currency.code());
        }
    }
}

impl Record for Warehouse {
    const TABLE: Table = Table::new(28, "warehouse");
    // 2: by name.
    const INDEXES: u16 = 2;
    type Key = WarehouseId;

    fn key(&self) -> WarehouseId {
        self.id
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.is_signed_in()
    }
    fn index(&self, indexer: &mut Indexer) {
        indexer.put(&WAREHOUSE_BY_NAME, sorted_name(&self.name).as_str());
    }
}

impl Record for SkuPrices {
    const TABLE: Table = Table::new(29, "sku_prices");
    type Key = SkuId;

    fn key(&self) -> SkuId {
        self.sku
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        matches!(scope, Scope::All)
    }
}

impl Record for SkuStock {
    const TABLE: Table = Table::new(30, "sku_stock");
    type Key = SkuId;

    fn key(&self) -> SkuId {
        self.sku
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        matches!(scope, Scope::All)
    }
}

/// There is one, under this key.
pub const FIGURES_TOLD: u8 = 0;

impl Record for FiguresTold {
    const TABLE: Table = Table::new(32, "figures_told");
    type Key = u8;

    fn key(&self) -> u8 {
        FIGURES_TOLD
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.is_signed_in()
    }
}

impl Technical for FiguresTold {}
