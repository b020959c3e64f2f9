//! Lists of offers, what waits for somebody, and what of an offer a change of prices has touched.

use super::pricing::Basis;
use super::{
    Costs, LineCost, OFFER_BY_DEALER, OFFER_BY_SOURCE, OFFER_WAITING, OFFERS_WAITING, Offer, Source, Status,
    VariantCosts, VariantHead,
};
use crate::modules::catalogue::{Calculation, Deal, Own, PriceBook, PriceSource, PriceTypeId, Sellable, sellable};
use crate::modules::configurator::{Made, made};
use crate::modules::dealers::Contract;
use crate::modules::offers::permissions::MAKE;
use crate::modules::offers::pricing::{unit_of, with_tax};
use crate::modules::orders::Order;
use crate::platform::access::Access;
use crate::platform::error::Error;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::values::{Cursor, Day, DealerId, Money, Page, PageRequest, VatMode};

/// Offers that are looked at one by one for a count.
const COUNTED_MAX: usize = 1_000;
/// Rows that a page of the list aims at.
const PAGE: usize = 50;
/// Rows of the index that are read in one step, and the steps of one page: a filter that finds little stops there and
/// offers the rest.
const STEP: usize = 200;
const STEPS_MAX: usize = 10;

/// A page of a dealer's offers, newest first.
pub fn offers(
    tx: &ReadTx,
    dealer: DealerId,
    status: Option<Status>,
    today: Day,
    after: Option<Cursor>,
) -> Result<Page<Offer>, Error> {
    let Some(status) = status else {
        let request = PageRequest::first(PAGE).descending().after(after);
        return Ok(tx.scan(&OFFER_BY_DEALER, &dealer, &request)?);
    };
    let (mut items, mut cursor) = (Vec::new(), after);
    for _ in 0..STEPS_MAX {
        let request = PageRequest::first(STEP).descending().after(cursor.take());
        let page = tx.scan(&OFFER_BY_DEALER, &dealer, &request)?;
        items.extend(page.items.into_iter().filter(|offer| offer.status(today) == status));
        cursor = page.next;
        if cursor.is_none() || items.len() >= PAGE {
            break;
        }
    }
    Ok(Page { items, next: cursor })
}

/// Offers made from a draft or an order, newest first.
pub fn of_source(tx: &ReadTx, dealer: DealerId, source: Source, limit: usize) -> Result<Vec<Offer>, Error> {
    let request = PageRequest::first(limit).descending();
    Ok(tx.scan(&OFFER_BY_SOURCE, &(dealer, source.order()), &request)?.items)
}

/// Offers with an answer that waits, newest first.
pub fn waiting(tx: &ReadTx, dealer: DealerId, limit: usize) -> Result<Vec<Offer>, Error> {
    let request = PageRequest::first(limit).descending();
    Ok(tx.scan(&OFFER_WAITING, &dealer, &request)?.items)
}

/// For the menu.
pub fn waiting_count(tx: &ReadTx, access: &Access) -> Result<u64, Error> {
    match access.scope().dealer().filter(|_| access.may(MAKE)) {
        Some(dealer) if tx.scope().is_narrowed() => Ok(tx.count_seen(&OFFER_WAITING, &[&dealer], COUNTED_MAX)? as u64),
        Some(dealer) => Ok(u64::try_from(tx.count(OFFERS_WAITING, &dealer)?).unwrap_or(0)),
        None => Ok(0),
    }
}

/// A line whose price isn't what the offer was calculated from.
///
/// `before` and `after` are a unit with the tax; the purchase prices in them are only for whoever sees purchase prices
/// (`access.sight()`), and [`TouchedOffer::seen`] takes them out for the others.
#[derive(Clone, Debug, PartialEq)]
pub struct TouchedLine {
    pub before: Basis,
    pub after: Basis,
}

/// A variant with what its goods cost when it was made and what they cost now.
#[derive(Clone, Debug, PartialEq)]
pub struct TouchedVariant {
    pub name: String,
    pub source: Source,
    /// What the client was promised. It doesn't move.
    pub total: Money,
    /// What the dealer pays for the whole; `None` where a line has no price, or the reader doesn't see it.
    pub purchase_before: Option<Money>,
    pub purchase_after: Option<Money>,
    /// The whole at recommended prices, likewise.
    pub rrp_before: Option<Money>,
    pub rrp_after: Option<Money>,
    /// A model has a newer edition: its lines are calculated anew in the draft, and only then in a new version.
    pub model: bool,
    pub lines: Vec<TouchedLine>,
}

/// An offer that the client may still take and whose goods cost something else by now.
#[derive(Clone, Debug, PartialEq)]
pub struct TouchedOffer {
    pub variants: Vec<TouchedVariant>,
}

impl TouchedOffer {
    /// The same for whoever sees no purchase prices: only what recommended prices tell. `None` when nothing is left.
    pub fn seen(mut self, sees_costs: bool) -> Option<TouchedOffer> {
        if sees_costs {
            return Some(self);
        }
        for variant in &mut self.variants {
            (variant.purchase_before, variant.purchase_after) = (None, None);
            for line in &mut variant.lines {
                (line.before.purchase, line.after.purchase) = (None, None);
            }
            variant.lines.retain(|line| line.before != line.after);
        }
        self.variants.retain(|variant| !variant.lines.is_empty());
        (!self.variants.is_empty()).then_some(self)
    }
}

/// What of an offer costs something else by now; `None` when nothing does.
///
/// Each variant was calculated from the prices in [`Costs`]: for each line the purchase price and the RRP of a unit as they
/// were then, tax included. They are compared with what the same contract gives for the same goods and quantities today.
/// What an order has frozen is left out: those goods cost what was agreed.
pub fn touched_offer(tx: &ReadTx, book: &PriceBook, offer: &Offer, today: Day) -> Result<Option<TouchedOffer>, Error> {
    let Some(costs) = tx.get::<Costs>(&offer.id)? else {
        return Ok(None);
    };
    let mut variants = Vec::new();
    for (head, costs) in offer.variants.iter().zip(&costs.variants) {
        // Models are no part of the price book: a newer edition leaves its number as it was.
        let still = costs.book == book.number() && costs.lines.iter().all(|line| line.configuration.is_none());
        if still || tx.get::<Order>(&head.source.order())?.is_some() {
            continue;
        }
        variants.extend(moved(tx, book, head, costs, today)?);
    }
    Ok((!variants.is_empty()).then_some(TouchedOffer { variants }))
}

/// The terms that a variant was calculated under, as they are today; `None` when the contract is over.
pub fn deal_of(tx: &ReadTx, book: &PriceBook, costs: &VariantCosts, today: Day) -> Result<Option<Deal>, Error> {
    let contract = match costs.contract {
        Some(id) => tx.shared::<Contract>(&id)?.filter(|contract| !contract.closed),
        None => None,
    };
    match contract {
        Some(contract) => Deal::of(tx, book, contract, today),
        None => Ok(None),
    }
}

/// What is sold in the lines of a variant, in their order.
pub fn items_of(tx: &ReadTx, costs: &VariantCosts) -> Result<Vec<Option<Sellable>>, Error> {
    costs.lines.iter().map(|line| sellable(tx, line.sku)).collect()
}

/// How the lines that are made to order come out by the edition that they were calculated with.
pub fn made_of(
    tx: &ReadTx,
    costs: &VariantCosts,
    items: &[Option<Sellable>],
    price_type: PriceTypeId,
    rrp_type: Option<PriceTypeId>,
) -> Result<Vec<Option<Made>>, Error> {
    let lines = costs.lines.iter().zip(items);
    lines
        .map(|(line, item)| match (&line.configuration, item) {
            (Some(of), Some(item)) => made(tx, item.product, Some(of), price_type, rrp_type),
            _ => Ok(None),
        })
        .collect()
}

/// The price by the edition that is current now.
pub fn own_now(made: &Option<Made>) -> Option<Own> {
    let made = made.as_ref()?;
    let renewed = made.renewed().filter(|_| made.moved());
    Some(renewed.map_or(made.own, |(renewed, _)| renewed.own))
}

/// The lines that cost something else, and what the whole costs now.
fn moved(
    tx: &ReadTx,
    book: &PriceBook,
    head: &VariantHead,
    costs: &VariantCosts,
    today: Day,
) -> Result<Option<TouchedVariant>, Error> {
    let Some(deal) = deal_of(tx, book, costs, today)? else {
        return Ok(None);
    };
    let items = items_of(tx, costs)?;
    let made = made_of(tx, costs, &items, deal.price_type, deal.rrp_type)?;
    let owns: Vec<Option<Own>> = made.iter().map(own_now).collect();
    let asked = costs.asked(&items, &owns);
    let now = Calculation::of(&asked, &deal.terms(), book);
    let rrp_mode = deal.rrp_type.and_then(|of| book.vat_mode(of));
    let after = |line: &LineCost, now: &crate::modules::catalogue::Line| {
        let purchase = now.price.and_then(|price| match book.vat_mode(deal.price_type) {
            Some(VatMode::OnTop) => with_tax(price.offer.of_unit(), price.vat_rate),
            _ => Some(price.offer.of_unit()),
        });
        // In the contract's currency, as the offer was made.
        let rrp = now.rrp.filter(|rrp| rrp.total.currency == deal.contract.currency);
        let rrp = rrp.and_then(|rrp| match rrp_mode {
            Some(VatMode::OnTop) => unit_of(rrp.total, line.quantity),
            _ => Some(rrp.offer.of_unit()),
        });
        Basis { purchase, rrp }
    };
    // What is made to order isn't in the price book. Where the offer doesn't say how it is made, it is taken as it was.
    let unknown = |line: &LineCost| line.made && line.configuration.is_none();
    let all: Vec<TouchedLine> = costs
        .lines
        .iter()
        .zip(&now.lines)
        .map(|(line, now)| TouchedLine {
            before: line.basis,
            after: match unknown(line) {
                true => line.basis,
                false => after(line, now),
            },
        })
        .collect();
    let total = sum(costs
        .lines
        .iter()
        .zip(&now.lines)
        .map(|(line, now)| match unknown(line) {
            true => line.purchase,
            false => now.price.map(|price| price.total),
        }));
    let rrp = |of: fn(&TouchedLine) -> Basis| {
        let lines = costs.lines.iter().zip(&all);
        sum(lines.map(|(line, both)| of(both).rrp?.times(line.quantity).ok()))
    };
    let (rrp_before, rrp_after) = (rrp(|line| line.before), rrp(|line| line.after));
    let differs = |line: &TouchedLine| line.before != line.after;
    let mut both = all.iter().zip(&made);
    let model = both.any(|(line, made)| differs(line) && made.as_ref().is_some_and(Made::moved));
    let lines: Vec<TouchedLine> = all.into_iter().filter(differs).collect();
    Ok((!lines.is_empty()).then(|| TouchedVariant {
        name: head.name.clone(),
        source: head.source,
        total: head.total,
        purchase_before: sum(costs.lines.iter().map(|line| line.purchase)),
        purchase_after: total,
        rrp_before,
        rrp_after,
        model,
        lines,
    }))
}

fn sum(sums: impl Iterator<Item = Option<Money>>) -> Option<Money> {
    let mut total: Option<Money> = None;
    for sum in sums {
        let sum = sum?;
        total = Some(match total {
            Some(total) => total.add(sum).ok()?,
            None => sum,
        });
    }
    total
}
