//! Products as what search finds.

use std::ops::ControlFlow;

use super::{Group, Product, ProductId, Sellable, queries};
use crate::platform::access::Access;
use crate::platform::error::Error;
use crate::platform::journal::Changed;
use crate::platform::search::{Audience, Doc, Feed, Query, Source};
use crate::platform::store::{ReadTx, Reader};

/// The kind of products in the index and in [`Changed`].
pub const PRODUCT: &str = "product";

pub(super) const SOURCE: Source = Source {
    kind: PRODUCT,
    permission: super::SEE,
    document,
    each,
};

/// Products that were found, best first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    pub total: usize,
    pub products: Vec<ProductId>,
    /// What was searched instead, when the text was typed in the wrong keyboard layout.
    pub corrected: Option<String>,
}

/// Products that `text` may mean: an article or a barcode in any spelling, words of the name, of properties or of the
/// description. `group` narrows to a group and what lies below it: its path of ids from the root, see
/// [`queries::Tree::path`].
pub fn find(access: &Access, text: &str, group: &[&Group], limit: usize, offset: usize) -> Result<Found, Error> {
    let query = Query {
        text: text.to_owned(),
        kinds: vec![PRODUCT.to_owned()],
        scope: access.scope().clone(),
        group: group.iter().map(|group| group.id.to_string()).collect(),
        limit,
        offset,
    };
    let hits = access.services().part::<Feed>().index().query(&query)?;
    let products = hits.items.iter().filter_map(|hit| hit.id.parse().ok()).collect();
    Ok(Found {
        total: hits.total,
        products,
        corrected: hits.corrected,
    })
}

/// What can be ordered and comes near a text, best first: an article in 1C's spelling, then what search finds.
pub fn suggested(access: &Access, tx: &ReadTx, text: &str, limit: usize) -> Result<Vec<Sellable>, Error> {
    let mut items = queries::by_article(tx, text, limit)?;
    for id in find(access, text, &[], limit, 0)?.products {
        let Some(product) = queries::product(tx, id)?.filter(|product| product.is_on_sale()) else {
            continue;
        };
        for sku in queries::skus(tx, &product)?.iter().take(limit) {
            if !items.iter().any(|item| item.sku == sku.id) {
                items.push(Sellable::of(&product, sku));
            }
        }
        if items.len() >= limit {
            break;
        }
    }
    items.truncate(limit);
    Ok(items)
}

/// What an event that touches a product says to search. Variants and groups belong to their products.
pub fn changed(product: ProductId) -> Changed {
    Changed {
        kind: PRODUCT.to_owned(),
        key: product.to_string(),
    }
}

fn document(tx: &ReadTx, key: &str) -> Result<Option<Doc>, Error> {
    let Ok(id) = key.parse::<ProductId>() else {
        return Ok(None);
    };
    match tx.get::<Product>(&id)? {
        Some(product) => described(tx, &product),
        None => Ok(None),
    }
}

fn each(tx: &ReadTx, visit: &mut dyn FnMut(Doc)) -> Result<(), Error> {
    let mut failed = None;
    tx.each(|product: Product| match described(tx, &product) {
        Ok(doc) => {
            doc.into_iter().for_each(&mut *visit);
            ControlFlow::Continue(())
        }
        Err(error) => {
            failed = Some(error);
            ControlFlow::Break(())
        }
    })?;
    failed.map_or(Ok(()), Err)
}

/// What is on sale is found by everyone, what is hidden by the manufacturer's people, what 1C deleted by nobody.
fn described(tx: &ReadTx, product: &Product) -> Result<Option<Doc>, Error> {
    if product.stub || product.removed {
        return Ok(None);
    }
    let audience = if product.is_on_sale() {
        Audience::Everyone
    } else {
        Audience::Staff
    };
    let mut articles = vec![product.article.clone()];
    let mut barcodes = vec![product.barcode.clone()];
    let mut properties: Vec<&str> = product
        .properties
        .iter()
        .map(|property| property.value.as_str())
        .collect();
    properties.push(&product.maker);
    let skus = queries::skus(tx, product)?;
    for sku in &skus {
        if !articles.contains(&sku.article) {
            articles.push(sku.article.clone());
        }
        barcodes.push(sku.barcode.clone());
        properties.push(&sku.suffix);
    }
    let mut groups = Vec::new();
    for group in &product.groups {
        groups.push(path(tx, *group)?);
    }
    Ok(Some(Doc {
        id: product.id.to_string(),
        kind: PRODUCT.to_owned(),
        audience: vec![audience],
        title: product.name.clone(),
        link: format!("/products/{}", product.id),
        articles,
        barcodes,
        properties: properties.join("; "),
        body: product.description.clone(),
        groups,
    }))
}

/// Ids of groups from the root down. 1C may close a ring, so the walk is bounded.
fn path(tx: &ReadTx, group: super::GroupId) -> Result<Vec<String>, Error> {
    const DEPTH_MAX: usize = 12;
    let mut path = Vec::new();
    let mut next = Some(group);
    while let Some(id) = next.filter(|_| path.len() < DEPTH_MAX) {
        path.push(id.to_string());
        next = tx.get::<Group>(&id)?.and_then(|group| group.parent);
    }
    path.reverse();
    Ok(path)
}
