//! Lines that come to an order after it was sent: what an article means, and what it costs under the order's contract
//! today.

use super::model::{ContractId, frozen};
use super::{Order, OrderLine, OrderTerms};
use crate::modules::catalogue::{
    Asked, Calculation, Deal, Finding, PriceBook, Sellable, SkuId, instead, meant, search::suggested, sellable,
};
use crate::modules::configurator::{Configuration, Made, made};
use crate::modules::dealers::Contract;
use crate::platform::access::Access;
use crate::platform::error::Error;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::values::{Day, Message, Quantity};

/// What is offered in place of something that can't be had.
const NEAR_MAX: usize = 5;

/// What a written article means.
#[derive(Clone, Debug)]
pub enum Found {
    One(Box<Sellable>),
    Several(Vec<Sellable>),
    /// It isn't sold any more; these come near.
    Withdrawn(Vec<Sellable>),
    /// Nothing is called so; these come near.
    Nothing(Vec<Sellable>),
}

/// Characters of a name that are looked for.
const TEXT_MAX: usize = 200;

/// The goods that `chosen` names, or else those that `text` means.
pub fn found(access: &Access, tx: &ReadTx, text: &str, chosen: Option<SkuId>) -> Result<Found, Error> {
    if let Some(sku) = chosen
        && let Some(item) = sellable(tx, sku)?.filter(|item| item.on_sale)
    {
        return Ok(Found::One(Box::new(item)));
    }
    // No article or name is longer: what is pasted by mistake isn't compared with the whole list.
    let text = text.char_indices().nth(TEXT_MAX).map_or(text, |(end, _)| &text[..end]);
    let mut meant = meant(tx, &[text])?.pop().unwrap_or_default();
    Ok(match (meant.on_sale.len(), meant.is_known()) {
        (1, _) => Found::One(Box::new(meant.on_sale.remove(0))),
        (0, true) => {
            // What 1C puts in its place comes before what only sounds like it.
            let mut near = instead(tx, &meant, NEAR_MAX)?;
            let known: Vec<SkuId> = near.iter().map(|item| item.sku).collect();
            near.extend(
                suggested(access, tx, text, NEAR_MAX)?
                    .into_iter()
                    .filter(|item| !known.contains(&item.sku)),
            );
            near.truncate(NEAR_MAX);
            Found::Withdrawn(near)
        }
        (0, false) => Found::Nothing(suggested(access, tx, text, NEAR_MAX)?),
        _ => Found::Several(meant.on_sale),
    })
}

/// A line that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addition {
    pub sku: SkuId,
    pub quantity: Quantity,
    pub comment: String,
    /// How it is made, of goods that are made to order.
    pub made: Option<Configuration>,
}

/// Why an order can't have a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unpriced {
    Finding(Finding),
    /// It is made to order: what it costs follows from what is chosen.
    Made,
    /// The contract is closed, or its prices are of another kind than those of the order.
    Terms,
}

impl Unpriced {
    pub fn message(&self) -> Message {
        match self {
            Unpriced::Finding(Finding::Pack { step, nearest }) => Message::new("catalogue-finding-pack")
                .with("step", *step)
                .with("nearest", *nearest),
            Unpriced::Finding(Finding::Currency(currency)) => {
                Message::new("catalogue-finding-currency").with("currency", currency.code())
            }
            Unpriced::Finding(finding) => Message::new(finding.message()),
            Unpriced::Made => Message::new("catalogue-finding-unfinished"),
            Unpriced::Terms => Message::new("orders-edit-terms"),
        }
    }
}

/// What an open contract of the order's dealer would freeze today. `None`: there is no such contract, or 1C has named no
/// prices for it.
pub fn terms_of(
    tx: &impl Reader,
    book: &PriceBook,
    order: &Order,
    contract: ContractId,
    day: Day,
) -> Result<Option<OrderTerms>, Error> {
    let contract = tx.shared::<Contract>(&contract)?;
    let Some(contract) = contract.filter(|of| !of.closed && of.dealer == order.dealer) else {
        return Ok(None);
    };
    let Some(deal) = Deal::of(tx, book, contract, day)? else {
        return Ok(None);
    };
    let nothing = Calculation::of(&[], &deal.terms(), book);
    Ok(nothing.vat_mode.map(|vat_mode| OrderTerms {
        contract: deal.contract.id,
        seller: deal.contract.own_entity,
        buyer: deal.contract.entity,
        currency: nothing.currency,
        vat_mode,
        price_type: deal.price_type,
        book: nothing.book,
    }))
}

/// What each of them costs, under the contract of the order; the wished day decides the tax as it does for a draft.
pub fn priced(
    tx: &impl Reader,
    book: &PriceBook,
    order: &Order,
    day: Day,
    additions: &[Addition],
) -> Result<Vec<Result<OrderLine, Unpriced>>, Error> {
    if additions.is_empty() {
        return Ok(Vec::new());
    }
    let contract = tx.shared::<Contract>(&order.contract)?;
    let deal = match contract.filter(|contract| !contract.closed) {
        Some(contract) => Deal::of(tx, book, contract, day)?,
        None => None,
    };
    let Some(deal) = deal else {
        return Ok(additions.iter().map(|_| Err(Unpriced::Terms)).collect());
    };
    let items: Vec<Option<Sellable>> = additions
        .iter()
        .map(|addition| sellable(tx, addition.sku))
        .collect::<Result<_, _>>()?;
    let mut goods: Vec<Option<Made>> = Vec::with_capacity(additions.len());
    for (addition, item) in additions.iter().zip(&items) {
        goods.push(match item {
            Some(item) => made(tx, item.product, addition.made.as_ref(), deal.price_type, deal.rrp_type)?,
            None => None,
        });
    }
    let asked: Vec<Asked<'_>> = additions
        .iter()
        .zip(&items)
        .zip(&goods)
        .map(|((addition, item), goods)| Asked {
            sku: addition.sku,
            item: item.as_ref(),
            quantity: addition.quantity,
            own: goods
                .as_ref()
                .filter(|_| addition.made.is_some())
                .map(|goods| goods.own),
        })
        .collect();
    let calculation = Calculation::of(&asked, &deal.terms(), book);
    let same_terms = calculation.currency == order.currency && calculation.vat_mode == Some(order.vat_mode);
    let mut lines = Vec::with_capacity(additions.len());
    for (((addition, item), goods), line) in additions.iter().zip(&items).zip(&goods).zip(&calculation.lines) {
        lines.push(match (item, line.findings.first()) {
            (Some(_), _) if goods.is_some() && addition.made.is_none() => Err(Unpriced::Made),
            (Some(_), _) if goods.is_none() && addition.made.is_some() => Err(Unpriced::Finding(Finding::Removed)),
            (_, Some(finding)) => Err(Unpriced::Finding(*finding)),
            _ if !same_terms => Err(Unpriced::Terms),
            (Some(item), None) => {
                let settled = goods.as_ref().map(Made::settled);
                frozen(line, item, &addition.comment, settled).ok_or(Unpriced::Finding(Finding::NoPrice))
            }
            (None, None) => Err(Unpriced::Finding(Finding::Removed)),
        });
    }
    Ok(lines)
}
