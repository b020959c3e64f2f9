//! A draft with everything that it is calculated from: the page shows it, a submission stands on it.

use super::{Asked, Calculation, Deal, Draft};
use crate::modules::catalogue::{PriceBook, Sellable, sellable};
use crate::modules::dealers::Contract;
use crate::platform::error::Error;
use crate::platform::store::Reader;
use crate::platform::values::Day;

pub struct Worksheet {
    pub draft: Draft,
    /// `None` until a contract is chosen.
    pub deal: Option<Deal>,
    /// Line by line; `None` where the catalogue no longer knows the sku.
    pub items: Vec<Option<Sellable>>,
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
        for line in &draft.lines {
            items.push(sellable(tx, line.sku)?);
        }
        let mut sheet = Worksheet {
            draft,
            deal,
            items,
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
            .map(|(line, item)| Asked {
                sku: line.sku,
                item: item.as_ref(),
                quantity: line.quantity,
            })
            .collect()
    }
}
