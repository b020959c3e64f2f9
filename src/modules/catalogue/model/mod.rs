//! The records of the catalogue. Field names are what is stored: they never change, new ones are optional.

mod external;
mod goods;
mod sheets;

pub use external::{EXTERNAL_MAX, normal_external, offer_external, split_offer};
pub use goods::{
    Characteristic, Group, GroupId, Product, ProductId, Property, SUBSTITUTES_MAX, Sellable, Sku, SkuId, Unit,
};
pub use sheets::{
    FiguresTold, PriceRow, PriceType, PriceTypeId, PriceUse, SkuPrices, SkuStock, StockRow, Warehouse, WarehouseId,
};

/// For `skip_serializing_if`: an absent flag reads as false.
pub(super) fn is_false(flag: &bool) -> bool {
    !flag
}
