//! The lines that an offer is made from: of a draft at the prices of today, or of an order at those that it froze.

use super::Source;
use super::pricing::{Basis, unit_of, with_tax};
use crate::modules::catalogue::{PriceBook, PriceSource, Product, SkuId, VatClass, sellable};
use crate::modules::configurator::{Configuration, Made, Settled, Spoken};
use crate::modules::orders::{BuyerId, ContractId, Draft, Order, Worksheet};
use crate::platform::error::Error;
use crate::platform::files::ContentHash;
use crate::platform::store::Reader;
use crate::platform::values::{Currency, Day, DealerId, Locale, Money, Quantity, UnitPrice, VatMode, VatRate};

/// Goods of a variant, and what they cost.
#[derive(Clone, Debug)]
pub struct SheetLine {
    pub sku: SkuId,
    pub name: String,
    pub article: String,
    pub unit: String,
    pub quantity: Quantity,
    pub comment: String,
    /// How goods that are made to order are made.
    pub making: Option<Making>,
    /// A unit, with the tax.
    pub basis: Basis,
    /// The line, with the tax.
    pub purchase: Option<Money>,
    pub class: VatClass,
    pub picture: Option<ContentHash>,
}

/// Goods that are made to order: their choices in words, and as they are calculated.
#[derive(Clone, Debug)]
pub struct Making {
    pub words: String,
    /// The same for an offer in English.
    pub english: String,
    pub configuration: Configuration,
}

impl Making {
    fn of(settled: &Settled, configuration: Configuration) -> Making {
        Making {
            words: said(&settled.said),
            english: said(&settled.told(Locale::En).said),
            configuration,
        }
    }
}

#[derive(Clone, Debug)]
pub struct Sheet {
    pub source: Source,
    pub name: String,
    pub dealer: DealerId,
    pub contract: Option<ContractId>,
    pub entity: Option<BuyerId>,
    pub currency: Currency,
    pub book: u64,
    pub lines: Vec<SheetLine>,
}

impl Sheet {
    /// # Errors
    /// `NotFound` where the reader sees no such draft or order.
    pub fn of(tx: &impl Reader, book: &PriceBook, source: Source, today: Day) -> Result<Sheet, Error> {
        // A draft that was sent meanwhile goes on as the order that it became.
        if let Some(order) = tx.get::<Order>(&source.order())? {
            return of_order(tx, order);
        }
        match source {
            Source::Draft(id) => {
                let draft = tx.get::<Draft>(&id)?.ok_or(Error::NotFound)?;
                of_draft(tx, book, draft, today)
            }
            Source::Order(_) => Err(Error::NotFound),
        }
    }
}

fn of_draft(tx: &impl Reader, book: &PriceBook, draft: Draft, today: Day) -> Result<Sheet, Error> {
    let sheet = Worksheet::of(tx, book, draft, today)?;
    let (draft, deal) = (&sheet.draft, sheet.deal.as_ref());
    let currency = deal.map_or(Currency::Rub, |deal| deal.contract.currency);
    let mut lines = Vec::with_capacity(draft.lines.len());
    for (at, line) in draft.lines.iter().enumerate() {
        let item = sheet.items[at].as_ref();
        let priced = sheet.calculation.as_ref().map(|calculation| &calculation.lines[at]);
        let price = priced.and_then(|line| line.price);
        let rrp = priced
            .and_then(|line| line.rrp)
            .filter(|rrp| rrp.total.currency == currency);
        let rrp_mode = deal.and_then(|deal| deal.rrp_type).and_then(|of| book.vat_mode(of));
        let rate = price.map_or(VatRate::Exempt, |price| price.vat_rate);
        let rrp = rrp.and_then(|rrp| match rrp_mode {
            Some(VatMode::OnTop) => unit_of(rrp.total, line.quantity),
            _ => Some(rrp.offer.of_unit()),
        });
        let mode = sheet.calculation.as_ref().and_then(|calculation| calculation.vat_mode);
        let purchase = price.and_then(|price| match mode {
            Some(VatMode::OnTop) => with_tax(price.offer.of_unit(), rate),
            _ => Some(price.offer.of_unit()),
        });
        lines.push(SheetLine {
            sku: line.sku,
            name: item.map(|item| item.name.clone()).unwrap_or_default(),
            article: item.map(|item| item.article.clone()).unwrap_or_default(),
            unit: item.map(|item| item.unit.name.clone()).unwrap_or_default(),
            quantity: line.quantity,
            comment: line.comment.clone(),
            making: line.configuration.as_ref().map(|configuration| {
                let settled = sheet.made[at].as_ref().map(Made::settled).unwrap_or_default();
                Making::of(&settled, configuration.clone())
            }),
            basis: Basis { purchase, rrp },
            purchase: price.map(|price| price.total),
            class: VatClass::of(item.and_then(|item| item.vat)),
            picture: picture(tx, item.map(|item| item.product))?,
        });
    }
    Ok(Sheet {
        source: Source::Draft(draft.id),
        name: draft.name.clone(),
        dealer: draft.dealer,
        contract: draft.contract,
        entity: draft.entity.or(deal.map(|deal| deal.contract.entity)),
        currency,
        book: book.number(),
        lines,
    })
}

fn of_order(tx: &impl Reader, order: Order) -> Result<Sheet, Error> {
    let mut lines = Vec::with_capacity(order.lines.len());
    for line in &order.lines {
        let item = sellable(tx, line.sku)?;
        let rrp = line.rrp.filter(|rrp| rrp.currency == order.currency);
        lines.push(SheetLine {
            sku: line.sku,
            name: line.name.clone(),
            article: line.article.clone(),
            unit: line.unit.clone(),
            quantity: line.quantity,
            comment: line.comment.clone(),
            making: line
                .configuration
                .as_ref()
                .map(|settled| Making::of(settled, settled.configuration())),
            basis: Basis {
                purchase: unit_of(line.total, line.quantity),
                rrp: rrp.and_then(|rrp| unit_of(rrp, line.quantity)),
            },
            purchase: Some(line.total),
            class: VatClass::of(item.and_then(|item| item.vat)),
            picture: picture(tx, Some(line.product))?,
        });
    }
    let name = match order.name.trim().is_empty() {
        true => order.number.to_string(),
        false => order.name.clone(),
    };
    Ok(Sheet {
        source: Source::Order(order.id),
        name,
        dealer: order.dealer,
        contract: Some(order.contract),
        entity: Some(order.buyer),
        currency: order.currency,
        book: order.book,
        lines,
    })
}

/// Choices in one line.
fn said(choices: &[Spoken]) -> String {
    let named = choices
        .iter()
        .map(|choice| format!("{}: {}", choice.name, choice.value));
    named.collect::<Vec<_>>().join(", ")
}

fn picture(
    tx: &impl Reader,
    product: Option<crate::modules::catalogue::ProductId>,
) -> Result<Option<ContentHash>, Error> {
    let Some(product) = product else { return Ok(None) };
    let product = tx.shared::<Product>(&product)?;
    let first = product.as_ref().and_then(|product| product.pictures.first());
    Ok(first.and_then(|hash| hash.parse().ok()))
}

/// Money of a unit as a client would be asked it, for showing.
pub fn shown(price: Option<UnitPrice>) -> Option<Money> {
    price.map(UnitPrice::to_money)
}
