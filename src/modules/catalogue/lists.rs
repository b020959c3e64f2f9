//! What the many texts of a list mean: articles, barcodes and names as people write them.
//!
//! A list of thousands is not looked up by thousands of searches. What is spelled like 1C's article is one look into an
//! index; the rest, spelled otherwise, is found in one pass over the catalogue.

use std::collections::HashMap;
use std::ops::ControlFlow;

use super::{PRODUCT_BY_ARTICLE, Product, SKU_BY_ARTICLE, Sellable, Sku, SkuId, normal_article};
use super::{
    queries::{instead_of, skus},
    sellable,
};
use crate::platform::error::Error;
use crate::platform::search::code_key;
use crate::platform::store::Reader;
use crate::platform::values::PageRequest;

/// The most goods that one text may mean; more are cut off.
pub const MEANINGS_MAX: usize = 20;

/// What one text means.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meant {
    /// What can be ordered, at most [`MEANINGS_MAX`].
    pub on_sale: Vec<Sellable>,
    /// What the catalogue knows and doesn't sell any more, at most [`MEANINGS_MAX`].
    pub withdrawn: Vec<Sellable>,
}

impl Meant {
    /// Does the catalogue know what is meant, sold or not?
    pub fn is_known(&self) -> bool {
        !(self.on_sale.is_empty() && self.withdrawn.is_empty())
    }

    fn take(&mut self, item: Sellable) {
        let place = match item.on_sale {
            true => &mut self.on_sale,
            false => &mut self.withdrawn,
        };
        if place.len() < MEANINGS_MAX && !place.iter().any(|other| other.sku == item.sku) {
            place.push(item);
        }
    }
}

/// What each text means, in their order. An article in 1C's own spelling comes first; then one with other dashes, spaces,
/// case or letters that only look alike; then a barcode; then a name, with its variant or without.
pub fn meant(tx: &impl Reader, texts: &[&str]) -> Result<Vec<Meant>, Error> {
    let mut found = Vec::with_capacity(texts.len());
    for text in texts {
        found.push(by_spelling(tx, text)?);
    }
    let mut wanted = Wanted::default();
    for (at, text) in texts.iter().enumerate() {
        if !found[at].is_known() {
            wanted.put(at, text);
        }
    }
    if wanted.codes.is_empty() && wanted.names.is_empty() {
        return Ok(found);
    }
    for (at, way, sku) in wanted.pass(tx)? {
        // Only the best way in which something was found counts.
        let best = wanted.best.entry(at).or_insert(way);
        match way.cmp(best) {
            std::cmp::Ordering::Greater => continue,
            std::cmp::Ordering::Less => {
                *best = way;
                found[at] = Meant::default();
            }
            std::cmp::Ordering::Equal => {}
        }
        if let Some(item) = sellable(tx, sku)? {
            found[at].take(item);
        }
    }
    Ok(found)
}

/// What can be ordered in place of what a text means and nobody sells any more, the best first.
pub fn instead(tx: &impl Reader, meant: &Meant, limit: usize) -> Result<Vec<Sellable>, Error> {
    let mut found: Vec<Sellable> = Vec::new();
    for gone in &meant.withdrawn {
        for item in instead_of(tx, gone.sku, limit)? {
            if found.len() < limit && !found.iter().any(|other| other.sku == item.sku) {
                found.push(item);
            }
        }
    }
    Ok(found)
}

fn by_spelling(tx: &impl Reader, text: &str) -> Result<Meant, Error> {
    let mut meant = Meant::default();
    let article = normal_article(text);
    if article.is_empty() {
        return Ok(meant);
    }
    let request = PageRequest::first(MEANINGS_MAX);
    for sku in tx.scan(&SKU_BY_ARTICLE, article.as_str(), &request)?.items {
        if let Some(item) = sellable(tx, sku.id)? {
            meant.take(item);
        }
    }
    for product in tx.scan(&PRODUCT_BY_ARTICLE, article.as_str(), &request)?.items {
        for item in of_product(tx, &product)? {
            meant.take(item);
        }
    }
    Ok(meant)
}

fn of_product(tx: &impl Reader, product: &Product) -> Result<Vec<Sellable>, Error> {
    if product.stub {
        return Ok(Vec::new());
    }
    Ok(skus(tx, product)?
        .iter()
        .map(|sku| Sellable::of(product, sku))
        .collect())
}

/// A name as it is compared.
fn folded(name: &str) -> String {
    let lower = name.to_lowercase().replace('\u{451}', "\u{435}");
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How something was found, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    Article,
    Barcode,
    Name,
}

/// What is still to be found: places in the list by what they may be compared with.
#[derive(Default)]
struct Wanted {
    codes: HashMap<String, Vec<usize>>,
    names: HashMap<String, Vec<usize>>,
    /// Whole names by their beginnings before a comma: a variant is written after the name of its product.
    begun: HashMap<String, Vec<(String, usize)>>,
    best: HashMap<usize, Way>,
}

impl Wanted {
    fn put(&mut self, at: usize, text: &str) {
        let code = code_key(text);
        if !code.is_empty() {
            self.codes.entry(code).or_default().push(at);
        }
        let name = folded(text);
        if name.is_empty() {
            return;
        }
        for (comma, _) in name.match_indices(", ") {
            let begun = self.begun.entry(name[..comma].to_owned()).or_default();
            begun.push((name.clone(), at));
        }
        self.names.entry(name).or_default().push(at);
    }

    fn codes(&self, article: &str, barcode: &str) -> impl Iterator<Item = (usize, Way)> + '_ {
        let article = (!article.is_empty()).then(|| code_key(article));
        let barcode = (!barcode.is_empty()).then(|| code_key(barcode));
        let of = |code: Option<String>, way| {
            let places = code.and_then(|code| self.codes.get(&code));
            places.into_iter().flatten().map(move |at| (*at, way))
        };
        of(article, Way::Article).chain(of(barcode, Way::Barcode))
    }

    /// Every good that is wanted, with the place in the list and how it was found.
    fn pass(&self, tx: &impl Reader) -> Result<Vec<(usize, Way, SkuId)>, Error> {
        let mut found = Vec::new();
        let mut products: Vec<(Product, Vec<(usize, Way)>)> = Vec::new();
        tx.each(|product: Product| {
            if product.stub {
                return ControlFlow::Continue(());
            }
            let mut places: Vec<(usize, Way)> = self.codes(&product.article, &product.barcode).collect();
            let name = folded(&product.name);
            places.extend(self.names.get(&name).into_iter().flatten().map(|at| (*at, Way::Name)));
            if !places.is_empty() || self.begun.contains_key(&name) {
                products.push((product, places));
            }
            ControlFlow::Continue(())
        })?;
        for (product, places) in products {
            let begun = self.begun.get(&folded(&product.name));
            for item in of_product(tx, &product)? {
                found.extend(places.iter().map(|(at, way)| (*at, *way, item.sku)));
                let full = folded(&item.name);
                let whole = begun.into_iter().flatten().filter(|(name, _)| *name == full);
                found.extend(whole.map(|(_, at)| (*at, Way::Name, item.sku)));
            }
        }
        tx.each(|sku: Sku| {
            found.extend(
                self.codes(&sku.article, &sku.barcode)
                    .map(|(at, way)| (at, way, sku.id)),
            );
            ControlFlow::Continue(())
        })?;
        Ok(found)
    }
}
