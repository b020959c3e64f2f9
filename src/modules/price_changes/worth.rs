//! What a draft or an offer comes to on both sides of a change of prices. Worked out from the goods as they stand now and
//! the prices of then, by the same calculation that pages show.

use std::collections::HashMap;

use super::model::{Pair, TouchedDraft, TouchedOffer, TouchedVariant};
use crate::modules::catalogue::{
    Asked, Calculation, Deal, LaidOver, Line, Own, PriceBook, PriceRow, PriceTypeId, ProductId, SkuId, Terms,
};
use crate::modules::configurator::{Made, made};
use crate::modules::offers::queries::{deal_of, items_of, made_of, own_now};
use crate::modules::offers::{Costs, LineCost, Offer, VariantCosts};
use crate::modules::orders::{ContractId, Draft, Order, Worksheet};
use crate::platform::error::Error;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::values::{Day, Money};

/// What differs between the two sides.
pub enum What<'a> {
    /// Rows of the price list: these goods, before and after.
    Goods {
        before: &'a HashMap<SkuId, Vec<PriceRow>>,
        after: &'a HashMap<SkuId, Vec<PriceRow>>,
    },
    /// The price type of a contract.
    Contract {
        contract: ContractId,
        old_type: PriceTypeId,
        new_type: PriceTypeId,
    },
    /// A model of goods made to order.
    Model { product: ProductId },
}

pub struct Sides<'a> {
    pub tx: &'a ReadTx,
    pub book: &'a PriceBook,
    pub today: Day,
    pub what: What<'a>,
}

impl Sides<'_> {
    /// `None`: nothing of it is touched.
    pub fn draft(&self, draft: &Draft) -> Result<Option<TouchedDraft>, Error> {
        let concerned = match &self.what {
            What::Goods { before, .. } => draft.lines.iter().any(|line| before.contains_key(&line.sku)),
            What::Contract { contract, .. } => draft.contract == Some(*contract),
            What::Model { product } => draft
                .lines
                .iter()
                .any(|line| line.configuration.is_some() && line.sku.cast() == *product),
        };
        if !concerned {
            return Ok(None);
        }
        let sheet = Worksheet::of(self.tx, self.book, draft.clone(), self.today)?;
        let Some(deal) = &sheet.deal else { return Ok(None) };
        let asked = sheet.asked();
        let (old, new) = match &self.what {
            What::Goods { .. } => self.by_goods(&asked, deal),
            What::Contract { old_type, new_type, .. } => {
                let mut owns: Vec<[Option<Own>; 2]> = Vec::with_capacity(asked.len());
                for (line, item) in draft.lines.iter().zip(&sheet.items) {
                    let own = |price_type| -> Result<Option<Own>, Error> {
                        let Some(item) = item else { return Ok(None) };
                        let configuration = line.configuration.as_ref();
                        let made = made(self.tx, item.product, configuration, price_type, deal.rrp_type)?;
                        Ok(made.map(|made| made.own))
                    };
                    owns.push([own(*old_type)?, own(*new_type)?]);
                }
                let side = |at: usize, price_type| {
                    let asked: Vec<Asked<'_>> = asked
                        .iter()
                        .zip(&owns)
                        .map(|(asked, own)| Asked { own: own[at], ..*asked })
                        .collect();
                    self.by_type(&asked, deal, price_type)
                };
                (side(0, *old_type), side(1, *new_type))
            }
            What::Model { product } => {
                let renewed = |made: &Option<Made>| {
                    let made = made.as_ref().filter(|made| made.moved())?;
                    made.renewed().map(|(renewed, _)| renewed.own)
                };
                let newer: Vec<Asked<'_>> = asked
                    .iter()
                    .zip(&sheet.made)
                    .map(|(asked, made)| match asked.item {
                        Some(item) if item.product == *product => Asked {
                            own: renewed(made).or(asked.own),
                            ..*asked
                        },
                        _ => *asked,
                    })
                    .collect();
                let terms = deal.terms();
                (
                    Calculation::of(&asked, &terms, self.book),
                    Calculation::of(&newer, &terms, self.book),
                )
            }
        };
        let (purchase, rrp) = pairs(old.lines.iter().zip(&new.lines));
        if !purchase.moved() && !rrp.moved() {
            return Ok(None);
        }
        let of_rrp = |(old, new): &(&Line, &Line)| recommended(old) != recommended(new);
        let differs = |pair: &(&Line, &Line)| paid(pair.0) != paid(pair.1) || of_rrp(pair);
        let lines = || old.lines.iter().zip(&new.lines);
        Ok(Some(TouchedDraft {
            id: draft.id,
            name: draft.name.clone(),
            template: draft.template,
            lines: lines().filter(differs).count(),
            rrp_lines: lines().filter(of_rrp).count(),
            purchase,
            rrp,
        }))
    }

    /// An offer that the client may still take. What an order has frozen costs what was agreed and isn't touched. What is
    /// made to order is compared by the models, as in a draft; where the offer doesn't say how, it is taken as it was, and
    /// a newer model names the offer without a new sum.
    pub fn offer(&self, offer: &Offer) -> Result<Option<TouchedOffer>, Error> {
        if !offer.is_open(self.today) {
            return Ok(None);
        }
        let Some(costs) = self.tx.get::<Costs>(&offer.id)? else {
            return Ok(None);
        };
        let mut variants = Vec::new();
        for (head, costs) in offer.variants.iter().zip(&costs.variants) {
            if self.tx.shared::<Order>(&head.source.order())?.is_some() {
                continue;
            }
            let Some((purchase, rrp)) = self.variant(costs)? else {
                continue;
            };
            let unsure = self.is_unsure(costs);
            if purchase.moved() || rrp.moved() || unsure {
                variants.push(TouchedVariant {
                    unsure,
                    name: head.name.clone(),
                    total: head.total,
                    purchase,
                    rrp,
                });
            }
        }
        Ok((!variants.is_empty()).then(|| TouchedOffer {
            id: offer.id,
            number: offer.number,
            title: offer.title.clone(),
            until: offer.until,
            variants,
        }))
    }

    fn variant(&self, costs: &VariantCosts) -> Result<Option<(Pair, Pair)>, Error> {
        let concerned = match &self.what {
            What::Goods { before, .. } => costs
                .lines
                .iter()
                .any(|line| !line.made && before.contains_key(&line.sku)),
            What::Contract { contract, .. } => costs.contract == Some(*contract),
            What::Model { product } => costs
                .lines
                .iter()
                .any(|line| (line.configuration.is_some() || line.made) && line.sku.cast() == *product),
        };
        if !concerned {
            return Ok(None);
        }
        let Some(deal) = deal_of(self.tx, self.book, costs, self.today)? else {
            return Ok(None);
        };
        let items = items_of(self.tx, costs)?;
        let at = |price_type: PriceTypeId, price: fn(&Option<Made>) -> Option<Own>| {
            let made = made_of(self.tx, costs, &items, price_type, deal.rrp_type)?;
            Ok::<_, Error>(made.iter().map(price).collect::<Vec<Option<Own>>>())
        };
        let then: fn(&Option<Made>) -> Option<Own> = |made| made.as_ref().map(|made| made.own);
        let (old, new) = match &self.what {
            What::Contract { old_type, new_type, .. } => {
                let (before, after) = (at(*old_type, then)?, at(*new_type, then)?);
                (
                    self.by_type(&costs.asked(&items, &before), &deal, *old_type),
                    self.by_type(&costs.asked(&items, &after), &deal, *new_type),
                )
            }
            What::Model { product } => {
                let (before, newer) = (at(deal.price_type, then)?, at(deal.price_type, own_now)?);
                // Another model may have moved too: its own change tells of it.
                let of_product = |line: &LineCost| line.sku.cast() == *product;
                let both = costs.lines.iter().zip(before.iter().zip(&newer));
                let after: Vec<Option<Own>> = both
                    .map(|(line, (before, newer))| if of_product(line) { *newer } else { *before })
                    .collect();
                let terms = deal.terms();
                (
                    Calculation::of(&costs.asked(&items, &before), &terms, self.book),
                    Calculation::of(&costs.asked(&items, &after), &terms, self.book),
                )
            }
            What::Goods { .. } => self.by_goods(&costs.asked(&items, &at(deal.price_type, then)?), &deal),
        };
        let lines = || costs.lines.iter().zip(old.lines.iter().zip(&new.lines));
        let purchase = Pair::of(lines().map(|(line, (old, new))| match is_unknown(line) {
            // What a newer model makes of it nobody knows before it is calculated anew.
            true if self.is_of_model(line) => (line.purchase, None),
            true => (line.purchase, line.purchase),
            false => (paid(old), paid(new)),
        }));
        let rrp = Pair::of(lines().map(|(line, (old, new))| {
            let made = || line.basis.rrp.and_then(|rrp| rrp.times(line.quantity).ok());
            match is_unknown(line) {
                true if self.is_of_model(line) => (made(), None),
                true => (made(), made()),
                false => (recommended(old), recommended(new)),
            }
        }));
        Ok(Some((purchase, rrp)))
    }

    /// Is it a line of the goods whose model has a newer edition?
    fn is_of_model(&self, line: &LineCost) -> bool {
        matches!(&self.what, What::Model { product } if line.sku.cast() == *product)
    }

    /// A variant with goods of a model that moved, of which isn't kept how they are made: the offer is older than that.
    fn is_unsure(&self, costs: &VariantCosts) -> bool {
        costs
            .lines
            .iter()
            .any(|line| is_unknown(line) && self.is_of_model(line))
    }

    fn by_goods(&self, asked: &[Asked<'_>], deal: &Deal) -> (Calculation, Calculation) {
        let nothing = HashMap::new();
        let (before, after) = match &self.what {
            What::Goods { before, after } => (*before, *after),
            _ => (&nothing, &nothing),
        };
        let at = |rows| LaidOver { book: self.book, rows };
        let terms = deal.terms();
        (
            Calculation::of(asked, &terms, &at(before)),
            Calculation::of(asked, &terms, &at(after)),
        )
    }

    fn by_type(&self, asked: &[Asked<'_>], deal: &Deal, price_type: PriceTypeId) -> Calculation {
        let terms = Terms {
            price_type,
            ..deal.terms()
        };
        Calculation::of(asked, &terms, self.book)
    }
}

fn paid(line: &Line) -> Option<Money> {
    line.price.map(|price| price.total)
}

fn recommended(line: &Line) -> Option<Money> {
    line.rrp.map(|rrp| rrp.total)
}

fn pairs<'l>(lines: impl Iterator<Item = (&'l Line, &'l Line)> + Clone) -> (Pair, Pair) {
    (
        Pair::of(lines.clone().map(|(old, new)| (paid(old), paid(new)))),
        Pair::of(lines.map(|(old, new)| (recommended(old), recommended(new)))),
    )
}

/// Of such goods it isn't kept how they are made.
fn is_unknown(line: &LineCost) -> bool {
    line.made && line.configuration.is_none()
}
