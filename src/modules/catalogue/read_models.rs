//! What pages of the catalogue show, cut down to what the reader may see: a hidden figure is not there at all.

use std::sync::Arc;

use super::{
    Asked, Calculation, Deal, Margin, NoMargin, PriceBook, PriceSource, PriceType, PriceTypeId, PriceUse, Product,
    ProductId, Sellable, SkuId, StockRule, StockShown, queries,
};
use crate::modules::dealers::{Contract, Dealer};
use crate::platform::access::{Access, Sight};
use crate::platform::error::Error;
use crate::platform::store::Reader;
use crate::platform::values::{Currency, Day, Id, Moment, Quantity, UnitPrice, VatMode};

/// The most price types that are listed.
const TYPES_LISTED: usize = 100;

/// From where somebody looks at the catalogue: a dealer under a contract, or staff at a price type.
pub struct Viewpoint {
    pub sight: Sight,
    pub stock: StockRule,
    /// The dealer's open contracts; empty for staff.
    pub contracts: Vec<Arc<Contract>>,
    pub deal: Option<Deal>,
    /// Staff's choice among the purchase types; empty for dealers.
    pub types: Vec<PriceType>,
    price_type: Option<PriceTypeId>,
    rrp_type: Option<PriceTypeId>,
    pub as_of: Moment,
}

impl Viewpoint {
    /// `chosen` is a contract's id for a dealer, and a price type's for staff.
    pub fn of(
        tx: &impl Reader,
        access: &Access,
        book: &PriceBook,
        chosen: Option<&str>,
        today: Day,
    ) -> Result<Viewpoint, Error> {
        let mut view = Viewpoint::blank(access, book);
        match access.scope().dealer() {
            Some(dealer) => {
                let rule = tx
                    .get::<Dealer>(&dealer)?
                    .map(|dealer| dealer.stock_rule)
                    .unwrap_or_default();
                view.stock = rule.into();
                view.contracts = Deal::contracts(tx, dealer)?;
                let id: Option<Id<Contract>> = chosen.and_then(|id| id.parse().ok());
                let contract = view.contracts.iter().find(|contract| Some(contract.id) == id);
                if let Some(contract) = contract.or(view.contracts.first()).cloned() {
                    view.deal = Deal::of(tx, book, contract, today)?;
                }
                let deal = view.deal.take();
                let rrp = deal
                    .as_ref()
                    .map_or_else(|| book.rrp_type(Currency::Rub), |deal| deal.rrp_type);
                view.under(deal, rrp);
            }
            None => {
                let all: Vec<PriceType> = tx.list(TYPES_LISTED)?;
                view.types = all.into_iter().filter(|of| of.usage == PriceUse::Purchase).collect();
                view.types.sort_by(|a, b| a.name.cmp(&b.name));
                let id: Option<PriceTypeId> = chosen.and_then(|id| id.parse().ok());
                let named = view.types.iter().find(|of| Some(of.id) == id).or(view.types.first());
                view.price_type = named.map(|of| of.id);
                view.rrp_type = book.rrp_type(named.map_or(Currency::Rub, |of| of.currency));
            }
        }
        Ok(view)
    }

    /// With the reader's rights and no terms yet.
    pub(super) fn blank(access: &Access, book: &PriceBook) -> Viewpoint {
        Viewpoint {
            sight: access.sight(),
            stock: StockRule::Exact,
            contracts: Vec::new(),
            deal: None,
            types: Vec::new(),
            price_type: None,
            rrp_type: None,
            as_of: book.as_of(),
        }
    }

    /// Figures stand under `deal`; without one there is no price.
    pub(super) fn under(&mut self, deal: Option<Deal>, rrp_type: Option<PriceTypeId>) {
        self.price_type = deal.as_ref().map(|deal| deal.price_type);
        self.rrp_type = rrp_type;
        self.deal = deal;
    }

    /// The choice that is in force, as it stands in the address.
    pub fn chosen(&self) -> String {
        match &self.deal {
            Some(deal) => deal.contract.id.to_string(),
            None => self.price_type.map(|id| id.to_string()).unwrap_or_default(),
        }
    }

    /// How the tax stands to the shown prices.
    pub fn vat_mode(&self, book: &PriceBook) -> Option<VatMode> {
        book.vat_mode(self.price_type?)
    }

    pub fn sees_price(&self) -> bool {
        self.sight.purchase_price
    }

    /// A margin tells the purchase price to whoever sees the RRP, so it takes both rights. Staff has no contract here.
    pub fn sees_margin(&self) -> bool {
        self.sight.margin && self.sight.purchase_price && self.deal.is_some()
    }

    /// The figures of one sku at its smallest quantity.
    pub fn figures(&self, book: &PriceBook, item: &Sellable) -> Figures {
        let quantity = if item.step.is_positive() {
            item.step
        } else {
            Quantity::ONE
        };
        let unit = |of: Option<PriceTypeId>| {
            of.and_then(|of| book.offer(item.sku, of, quantity))
                .map(|o| o.of_unit())
        };
        let margin = self.deal.as_ref().filter(|_| self.sees_margin()).map(|deal| {
            let asked = [Asked {
                sku: item.sku,
                item: Some(item),
                quantity: Quantity::ONE,
                own: None,
            }];
            Calculation::of(&asked, &deal.terms(), book).lines.remove(0).margin
        });
        Figures {
            price: self.sees_price().then(|| unit(self.price_type)),
            rrp: unit(self.rrp_type),
            margin,
            stock: book.stock(item.sku, self.stock),
        }
    }
}

/// Money and stock of one sku. The outer `None` of `price` and `margin` is a reader without the right.
#[derive(Clone, Debug, PartialEq)]
pub struct Figures {
    pub price: Option<Option<UnitPrice>>,
    pub rrp: Option<UnitPrice>,
    pub margin: Option<Result<Margin, NoMargin>>,
    pub stock: StockShown,
}

/// A row of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct ProductRow {
    pub id: ProductId,
    pub name: String,
    pub article: String,
    /// The first properties, in a line.
    pub facts: String,
    pub picture: Option<String>,
    pub unit: String,
    pub step: Quantity,
    /// Of the product, or of its one variant.
    pub barcode: String,
    /// Grams of one unit.
    pub weight_g: Option<i64>,
    /// The one sku; `None` when there are variants to choose from.
    pub sku: Option<SkuId>,
    pub variants: usize,
    /// Of the one sku, or of the first variant.
    pub figures: Option<Figures>,
    /// Made to order: it is configured before it is ordered.
    pub made_to_order: bool,
}

/// Properties that a row shows.
const FACTS_SHOWN: usize = 3;

impl ProductRow {
    pub fn of(tx: &impl Reader, view: &Viewpoint, book: &PriceBook, product: &Product) -> Result<ProductRow, Error> {
        let skus = queries::skus(tx, product)?;
        let first = skus.first().map(|sku| Sellable::of(product, sku));
        let values: Vec<&str> = product
            .properties
            .iter()
            .take(FACTS_SHOWN)
            .map(|of| of.value.as_str())
            .collect();
        Ok(ProductRow {
            id: product.id,
            name: product.name.clone(),
            article: product.article.clone(),
            facts: values.join(", "),
            picture: product.pictures.first().cloned(),
            unit: product.unit.name.clone(),
            step: product.step(),
            barcode: match skus.as_slice() {
                [only] if !only.barcode.is_empty() => only.barcode.clone(),
                _ => product.barcode.clone(),
            },
            weight_g: product.weight_g.filter(|grams| *grams > 0),
            sku: skus.first().filter(|_| skus.len() == 1).map(|sku| sku.id),
            variants: if skus.len() == 1 { 0 } else { skus.len() },
            figures: first.map(|item| view.figures(book, &item)),
            made_to_order: false,
        })
    }
}

/// A variant on the page of its product.
#[derive(Clone, Debug, PartialEq)]
pub struct SkuRow {
    pub sku: SkuId,
    pub name: String,
    pub article: String,
    pub figures: Figures,
}
