//! One row as it is to be written: ids derived, references resolved, nothing left to look up but the record itself.
//!
//! Plain values that can be sent to the writer and run twice.

use crate::modules::catalogue::{
    Characteristic, GroupId, PriceRow, PriceType, ProductId, Property, SkuId, StockRow, Unit, Warehouse, WarehouseId,
};
use crate::modules::exchange::Kind;
use crate::modules::exchange::commerceml::Given;
use crate::modules::exchange::runs::{KnownProperty, KnownUnit};
use crate::platform::values::{Currency, Id, Quantity, VatRate};

/// A row and the line of the file that it stands on.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub line: u32,
    pub op: Op,
}

#[derive(Clone, Debug)]
pub(super) enum Op {
    Group(GroupOp),
    Property(KnownProperty),
    Unit(KnownUnit),
    PriceType(PriceTypeOp),
    Warehouse(WarehouseOp),
    Product(Box<ProductOp>),
    Offer(Box<OfferOp>),
}

impl Op {
    pub fn kind(&self) -> Kind {
        match self {
            Op::Group(_) => Kind::Group,
            Op::Property(_) => Kind::Property,
            Op::Unit(_) => Kind::Unit,
            Op::PriceType(_) => Kind::PriceType,
            Op::Warehouse(_) => Kind::Warehouse,
            Op::Product(_) => Kind::Product,
            Op::Offer(_) => Kind::Offer,
        }
    }
}

#[derive(Clone, Debug)]
pub(super) struct GroupOp {
    pub id: GroupId,
    pub external: String,
    /// `None`: only named by something else; a stub when it is not there.
    pub told: Option<GroupTold>,
}

#[derive(Clone, Debug)]
pub(super) struct GroupTold {
    pub name: String,
    pub parent: Option<GroupId>,
    pub removed: Option<bool>,
}

#[derive(Clone, Debug)]
pub(super) struct PriceTypeOp {
    pub external: String,
    /// `None` for a stub.
    pub name: Option<String>,
    pub currency: Option<Currency>,
    pub vat_included: Option<bool>,
    pub stub: bool,
}

#[derive(Clone, Debug)]
pub(super) struct WarehouseOp {
    pub external: String,
    pub name: Option<String>,
    pub stub: bool,
}

#[derive(Clone, Debug)]
pub(super) struct ProductOp {
    pub id: ProductId,
    pub external: String,
    pub version: String,
    pub removed: Option<bool>,
    pub article: Given<String>,
    pub barcode: Given<String>,
    pub name: Given<String>,
    pub unit: Given<Unit>,
    pub pack: Option<Quantity>,
    pub groups: Option<Vec<GroupId>>,
    pub description: Given<String>,
    pub pictures: Option<Vec<String>>,
    /// 1C's id of the catalogue that it stands in; empty: not told.
    pub catalogue: String,
    pub properties: Option<Vec<Property>>,
    pub vat: Given<VatRate>,
    pub weight_g: Option<i64>,
    pub volume: Option<i64>,
    pub maker: Given<String>,
    /// What stands in for it, the best first; known or not yet.
    pub substitutes: Option<Vec<ProductId>>,
}

#[derive(Clone, Debug)]
pub(super) struct OfferOp {
    pub sku: SkuId,
    pub product: ProductId,
    /// `product` or `product#variant`.
    pub external: String,
    pub product_external: String,
    pub is_variant: bool,
    pub removed: Option<bool>,
    pub article: Given<String>,
    pub barcode: Given<String>,
    pub name: Given<String>,
    pub characteristics: Option<Vec<Characteristic>>,
    pub prices: Option<Vec<PriceRow>>,
    pub stock: Option<Vec<StockRow>>,
}

impl PriceTypeOp {
    /// The record when there was none.
    pub fn record(&self) -> PriceType {
        PriceType {
            id: PriceType::id_of(&self.external),
            external: self.external.clone(),
            name: self.name.clone().unwrap_or_else(|| self.external.clone()),
            currency: self.currency.unwrap_or(Currency::Rub),
            vat_included: self.vat_included.unwrap_or(false),
            usage: Default::default(),
            stub: self.stub,
        }
    }

    /// What an administrator chose (what the type is for) stays.
    pub fn put(&self, known: &mut PriceType) {
        if self.stub {
            return;
        }
        if let Some(name) = &self.name {
            known.name.clone_from(name);
        }
        known.currency = self.currency.unwrap_or(known.currency);
        known.vat_included = self.vat_included.unwrap_or(known.vat_included);
        known.stub = false;
    }
}

impl WarehouseOp {
    pub fn record(&self) -> Warehouse {
        Warehouse {
            id: Warehouse::id_of(&self.external),
            external: self.external.clone(),
            name: self.name.clone().unwrap_or_else(|| self.external.clone()),
            shown: false,
            stub: self.stub,
        }
    }

    pub fn put(&self, known: &mut Warehouse) {
        if self.stub {
            return;
        }
        if let Some(name) = &self.name {
            known.name.clone_from(name);
        }
        known.stub = false;
    }
}

/// Where a sum without warehouses is kept.
pub(super) const NO_WAREHOUSE: WarehouseId = Id::NIL;
