//! What the rows of a sheet mean, by the catalogue: the check's only look at stored things.

use std::collections::{HashMap, HashSet};

use super::check::{Meaning, Told, Verdict, check};
use super::{Intake, Written};
use crate::modules::catalogue::{
    Calculation, Deal, MadeToOrder, Meant, PriceBook, Prices, ProductId, Sellable, SkuId, StockRule,
    instead as instead_of_meant, meant, search::suggested, sellable,
};
use crate::modules::dealers::Dealer;
use crate::modules::orders::{Asked, Draft, actions::today};
use crate::platform::access::Access;
use crate::platform::error::Error;
use crate::platform::store::{ReadTx, Reader};

/// The most texts that are searched for what comes near: a search costs more than a look into an index.
pub const SEARCHES_MAX: usize = 100;
/// What is offered in place of something that isn't found.
const NEAR_MAX: usize = 5;

/// A sheet with what its rows come to.
pub struct Checked {
    pub intake: Intake,
    pub verdicts: Vec<Verdict>,
    /// How many texts that mean nothing on sale were not searched for.
    pub unsearched: usize,
    /// What the ready rows cost under the dealer's contract, in their order. `None` without a contract.
    pub calculation: Option<Calculation>,
}

impl Checked {
    /// Rows that are ready, with their places in the list.
    pub fn ready(&self) -> impl Iterator<Item = (usize, &Written, &Verdict)> {
        let rows = self.intake.rows.iter().zip(&self.verdicts).enumerate();
        rows.filter(|(_, (_, verdict))| matches!(verdict, Verdict::Ready { .. }))
            .map(|(at, (row, verdict))| (at, row, verdict))
    }
}

/// Checks a sheet against the catalogue as it is now.
pub fn checked(access: &Access, tx: &ReadTx, intake: Intake) -> Result<Checked, Error> {
    let book = access.services().part::<Prices>().current();
    let dealer = tx.shared::<Dealer>(&intake.dealer)?.ok_or(Error::NotFound)?;
    let rule = StockRule::from(dealer.stock_rule);
    let Judged { verdicts, unsearched } = verdicts(access, tx, &intake.rows, &book, rule)?;
    let mut checked = Checked {
        intake,
        verdicts,
        unsearched,
        calculation: None,
    };
    checked.calculation = calculation(access, tx, &checked, &book)?;
    Ok(checked)
}

/// What each row comes to.
pub struct Judged {
    pub verdicts: Vec<Verdict>,
    /// How many texts mean nothing on sale and were not searched for, see [`SEARCHES_MAX`].
    pub unsearched: usize,
}

/// Judges each row. `rule` is what the dealer may know of the stock.
pub fn verdicts(
    access: &Access,
    tx: &ReadTx,
    rows: &[Written],
    book: &PriceBook,
    rule: StockRule,
) -> Result<Judged, Error> {
    // Repeated texts are looked up once.
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut texts = Vec::new();
    for row in rows {
        for text in std::iter::once(&row.what).chain(row.others.iter().map(|other| &other.what)) {
            places.entry(text.as_str()).or_insert_with(|| {
                texts.push(text.as_str());
                texts.len() - 1
            });
        }
    }
    let meanings: Vec<Meant> = meant(tx, &texts)?;
    let lost = lost(rows, &places, &meanings);
    let mut instead: HashMap<usize, Vec<Sellable>> = HashMap::new();
    for (place, meant) in meanings.iter().enumerate() {
        if meant.on_sale.is_empty() && meant.is_known() {
            instead.insert(place, instead_of_meant(tx, meant, NEAR_MAX)?);
        }
    }
    let near = near(access, tx, &texts, &lost)?;
    let mut chosen: HashMap<SkuId, Option<Sellable>> = HashMap::new();
    for id in rows.iter().filter_map(|row| row.chosen) {
        if let std::collections::hash_map::Entry::Vacant(place) = chosen.entry(id) {
            place.insert(sellable(tx, id)?);
        }
    }
    let meaning = |at: usize| {
        let row: &Written = &rows[at];
        let place = places[row.what.as_str()];
        Meaning {
            chosen: row.chosen.and_then(|id| chosen.get(&id).cloned().flatten()),
            meant: &meanings[place],
            others: row
                .others
                .iter()
                .map(|other| &meanings[places[other.what.as_str()]])
                .collect(),
            instead: std::iter::once(&row.what)
                .chain(row.others.iter().map(|other| &other.what))
                .map(|text| {
                    instead
                        .get(&places[text.as_str()])
                        .map(Vec::as_slice)
                        .unwrap_or_default()
                })
                .collect(),
            near: near.get(&place).map(Vec::as_slice).unwrap_or_default(),
        }
    };
    let services = access.services();
    let mut made: HashMap<ProductId, bool> = HashMap::new();
    for meaning in &meanings {
        for item in &meaning.on_sale {
            if let std::collections::hash_map::Entry::Vacant(place) = made.entry(item.product) {
                place.insert(MadeToOrder::asks(services, tx, item.product)?);
            }
        }
    }
    for item in chosen.values().flatten() {
        made.insert(item.product, MadeToOrder::asks(services, tx, item.product)?);
    }
    let told = |item: &Sellable| Told {
        stock: book.stock(item.sku, rule),
        made_to_order: made.get(&item.product).is_some_and(|made| *made),
    };
    Ok(Judged {
        verdicts: check(rows, meaning, told),
        unsearched: lost.len().saturating_sub(SEARCHES_MAX),
    })
}

/// Texts of rows none of whose readings means anything on sale: their places, in the order of the rows.
fn lost(rows: &[Written], places: &HashMap<&str, usize>, meanings: &[Meant]) -> Vec<usize> {
    let mut seen = HashSet::new();
    let sold = |text: &String| !meanings[places[text.as_str()]].on_sale.is_empty();
    rows.iter()
        .filter(|row| !row.what.is_empty() && !sold(&row.what) && !row.others.iter().any(|other| sold(&other.what)))
        .map(|row| places[row.what.as_str()])
        .filter(|place| seen.insert(*place))
        .collect()
}

/// What the search finds for lost texts: for the first of them.
fn near(access: &Access, tx: &ReadTx, texts: &[&str], lost: &[usize]) -> Result<HashMap<usize, Vec<Sellable>>, Error> {
    let mut found = HashMap::new();
    for place in lost.iter().take(SEARCHES_MAX) {
        found.insert(*place, suggested(access, tx, texts[*place], NEAR_MAX)?);
    }
    Ok(found)
}

/// Under the contract of the draft that is meant, or the dealer's first open one.
fn calculation(
    access: &Access,
    tx: &ReadTx,
    checked: &Checked,
    book: &PriceBook,
) -> Result<Option<Calculation>, Error> {
    let contracts = Deal::contracts(tx, checked.intake.dealer)?;
    let of_draft = match checked.intake.draft {
        Some(id) => tx.shared::<Draft>(&id)?.and_then(|draft| draft.contract),
        None => None,
    };
    let named = contracts.iter().find(|contract| Some(contract.id) == of_draft);
    let Some(contract) = named.or(contracts.first()).cloned() else {
        return Ok(None);
    };
    let Some(deal) = Deal::of(tx, book, contract, today(access))? else {
        return Ok(None);
    };
    let asked: Vec<Asked<'_>> = checked
        .verdicts
        .iter()
        .filter_map(|verdict| match verdict {
            Verdict::Ready { item, quantity, .. } => Some(Asked {
                sku: item.sku,
                item: Some(item),
                quantity: *quantity,
                own: None,
            }),
            _ => None,
        })
        .collect();
    Ok(Some(Calculation::of(&asked, &deal.terms(), book)))
}
