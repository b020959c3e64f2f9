//! A draft with everything that it is calculated from: the page shows it, a submission stands on it.

use super::{Asked, Calculation, Deal, Draft};
use crate::modules::catalogue::{PriceBook, Sellable, sellable};
use crate::modules::configurator::{Made, Settled, made};
use crate::modules::dealers::Contract;
use crate::platform::error::Error;
use crate::platform::store::Reader;
use crate::platform::values::{Day, Id};

pub struct Worksheet {
    pub draft: Draft,
    /// `None` until a contract is chosen.
    pub deal: Option<Deal>,
    /// Line by line; `None` where the catalogue no longer knows the sku.
    pub items: Vec<Option<Sellable>>,
    /// How each line is made, where it is made to order.
    pub made: Vec<Option<Made>>,
    /// `None` without a deal: then nothing has a price.
    pub calculation: Option<Calculation>,
}

impl Worksheet {
    /// `today` is in the manufacturer's zone; the wished day, where there is one, decides the tax.
    pub fn of(tx: &impl Reader, book: &PriceBook, draft: Draft, today: Day) -> Result<Worksheet, Error> {
        let day = draft.wished.map_or(today, |wished| wished.max(today));
        let contract = match draft.contract {
            Some(id) => tx.shared::<Contract>(&id)?.filter(|contract| !contract.closed),
            None => None,
        };
        // A contract of another dealer prices nothing, even for those who see both.
        let contract = contract.filter(|contract| contract.dealer == draft.dealer);
        let deal = match contract {
            Some(contract) => Deal::of(tx, book, contract, day)?,
            None => None,
        };
        let mut items = Vec::with_capacity(draft.lines.len());
        let mut goods = Vec::with_capacity(draft.lines.len());
        let price_type = deal.as_ref().map_or(Id::NIL, |deal| deal.price_type);
        let rrp_type = deal.as_ref().and_then(|deal| deal.rrp_type);
        for line in &draft.lines {
            let item = sellable(tx, line.sku)?;
            goods.push(match &item {
                Some(item) => made(tx, item.product, line.configuration.as_ref(), price_type, rrp_type)?,
                None => None,
            });
            items.push(item);
        }
        let mut sheet = Worksheet {
            draft,
            deal,
            items,
            made: goods,
            calculation: None,
        };
        sheet.calculation = sheet
            .deal
            .as_ref()
            .map(|deal| Calculation::of(&sheet.asked(), &deal.terms(), book));
        Ok(sheet)
    }

    pub fn asked(&self) -> Vec<Asked<'_>> {
        self.draft
            .lines
            .iter()
            .zip(&self.items)
            .zip(&self.made)
            .map(|((line, item), made)| Asked {
                sku: line.sku,
                item: item.as_ref(),
                quantity: line.quantity,
                own: made.as_ref().map(|made| made.own),
            })
            .collect()
    }

    /// What an order keeps of how its lines are made.
    pub fn settled(&self) -> Vec<Option<Settled>> {
        self.made.iter().map(|made| made.as_ref().map(Made::settled)).collect()
    }
}
