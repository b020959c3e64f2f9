//! Reading the catalogue: the tree of groups, pages of products, and what can be ordered of a product.

use std::collections::{BTreeMap, HashSet};

use super::{
    Group, GroupId, PRODUCT_BY_ARTICLE, PRODUCT_BY_GROUP, PRODUCT_BY_NAME, PRODUCTS_IN_GROUP, PRODUCTS_ON_SALE,
    Product, ProductId, SKU_BY_ARTICLE, SKU_BY_PRODUCT, Sellable, Sku, SkuId, normal_article,
};
use crate::platform::error::Error;
use crate::platform::store::Reader;
use crate::platform::values::{Page, PageRequest};

/// The most groups that are shown.
const GROUPS_MAX: usize = 5_000;
/// The deepest nesting that is shown; 1C may close a ring.
const DEPTH_MAX: usize = 12;
/// The most variants of one product.
pub const VARIANTS_MAX: usize = 200;
/// The most groups whose products are merged into one list.
const MERGED_MAX: usize = 400;

/// A group in its place.
#[derive(Clone, Debug)]
pub struct Node {
    pub group: Group,
    pub depth: usize,
    /// Products on sale in it and below.
    pub products: u64,
    /// How many of the nodes that follow lie below it.
    pub below: usize,
}

/// The groups in the order in which a page lists them: each before those below it, by name.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    pub nodes: Vec<Node>,
    pub products: u64,
}

impl Tree {
    pub fn read(tx: &impl Reader) -> Result<Tree, Error> {
        let groups: Vec<Group> = tx.list(GROUPS_MAX)?;
        let known: HashSet<GroupId> = groups.iter().map(|group| group.id).collect();
        let mut children: BTreeMap<Option<GroupId>, Vec<Group>> = BTreeMap::new();
        for group in groups.into_iter().filter(|group| !group.removed && !group.stub) {
            // A group whose parent is missing stands at the top rather than nowhere.
            let parent = group.parent.filter(|parent| known.contains(parent));
            children.entry(parent).or_default().push(group);
        }
        children
            .values_mut()
            .for_each(|groups| groups.sort_by_key(|group| group.name.to_lowercase()));
        let mut tree = Tree {
            nodes: Vec::new(),
            products: u64::try_from(tx.count(PRODUCTS_ON_SALE, &())?).unwrap_or(0),
        };
        tree.grow(tx, &children, None, 0)?;
        Ok(tree)
    }

    /// A ring of groups hangs on nothing, so that it is never reached.
    fn grow(
        &mut self,
        tx: &impl Reader,
        children: &BTreeMap<Option<GroupId>, Vec<Group>>,
        parent: Option<GroupId>,
        depth: usize,
    ) -> Result<u64, Error> {
        let mut all = 0;
        if depth >= DEPTH_MAX {
            return Ok(all);
        }
        for group in children.get(&parent).into_iter().flatten() {
            let at = self.nodes.len();
            let own = u64::try_from(tx.count(PRODUCTS_IN_GROUP, &group.id)?).unwrap_or(0);
            self.nodes.push(Node {
                group: group.clone(),
                depth,
                products: own,
                below: 0,
            });
            let products = own + self.grow(tx, children, Some(group.id), depth + 1)?;
            self.nodes[at].products = products;
            self.nodes[at].below = self.nodes.len() - at - 1;
            all += products;
        }
        Ok(all)
    }

    fn place(&self, id: GroupId) -> Option<usize> {
        self.nodes.iter().position(|node| node.group.id == id)
    }

    pub fn get(&self, id: GroupId) -> Option<&Node> {
        self.place(id).map(|at| &self.nodes[at])
    }

    /// The group and everything below it.
    pub fn with_below(&self, id: GroupId) -> Vec<GroupId> {
        let Some(at) = self.place(id) else { return Vec::new() };
        let nodes = &self.nodes[at..=at + self.nodes[at].below];
        nodes.iter().map(|node| node.group.id).collect()
    }

    /// From the top down to the group itself.
    pub fn path(&self, id: GroupId) -> Vec<&Group> {
        let Some(at) = self.place(id) else { return Vec::new() };
        let above = |place: &usize| *place + self.nodes[*place].below >= at;
        (0..=at).filter(above).map(|place| &self.nodes[place].group).collect()
    }
}

/// A page of products on sale, by name: of a group with those below it, or of all.
pub fn products(
    tx: &impl Reader,
    tree: &Tree,
    group: Option<GroupId>,
    request: &PageRequest,
) -> Result<Page<Product>, Error> {
    let Some(group) = group else {
        return Ok(tx.scan(&PRODUCT_BY_NAME, &true, request)?);
    };
    let prefixes: Vec<(GroupId, bool)> = tree
        .with_below(group)
        .into_iter()
        .take(MERGED_MAX)
        .map(|id| (id, true))
        .collect();
    let prefixes: Vec<&(GroupId, bool)> = prefixes.iter().collect();
    let mut page = tx.scan_merged(&PRODUCT_BY_GROUP, &prefixes, request)?;
    // A product may lie in several of the groups.
    let mut seen = HashSet::new();
    page.items.retain(|product: &Product| seen.insert(product.id));
    Ok(page)
}

/// What can be ordered of a product: its variants, or the product itself when it has none.
pub fn skus(tx: &impl Reader, product: &Product) -> Result<Vec<Sku>, Error> {
    let page = tx.scan(&SKU_BY_PRODUCT, &product.id, &PageRequest::first(VARIANTS_MAX))?;
    let kept: Vec<Sku> = page.items.into_iter().filter(|sku| !sku.removed).collect();
    match kept.is_empty() {
        true => Ok(vec![Sku::of_offer(&product.external)]),
        false => Ok(kept),
    }
}

/// The sku of an id as it can be ordered now; `None` when the catalogue doesn't know it.
pub fn sellable(tx: &impl Reader, id: SkuId) -> Result<Option<Sellable>, Error> {
    match tx.shared::<Sku>(&id)? {
        Some(sku) => Ok(tx
            .shared::<Product>(&sku.product)?
            .map(|product| Sellable::of(&product, &sku))),
        None => {
            let product = tx.shared::<Product>(&id.cast())?;
            Ok(product.map(|product| Sellable::of(&product, &Sku::of_offer(&product.external))))
        }
    }
}

/// What people may mean by an article, in any spelling: variants and products that are sold.
pub fn by_article(tx: &impl Reader, article: &str, limit: usize) -> Result<Vec<Sellable>, Error> {
    let article = normal_article(article);
    if article.is_empty() {
        return Ok(Vec::new());
    }
    let request = PageRequest::first(limit);
    let mut found: Vec<SkuId> = tx
        .scan(&SKU_BY_ARTICLE, article.as_str(), &request)?
        .items
        .iter()
        .map(|s| s.id)
        .collect();
    for product in tx.scan(&PRODUCT_BY_ARTICLE, article.as_str(), &request)?.items {
        found.extend(skus(tx, &product)?.into_iter().map(|sku| sku.id));
    }
    let mut seen = HashSet::new();
    found.retain(|id| seen.insert(*id));
    let mut items = Vec::new();
    for id in found.into_iter().take(limit) {
        items.extend(sellable(tx, id)?.filter(|item| item.on_sale));
    }
    Ok(items)
}

/// How many times something stands in for what stood in for something else.
const CHAIN_MAX: usize = 4;
/// Products that are looked at for it: chains of 1C may branch.
const LOOKED_AT_MAX: usize = 100;

/// What can be ordered in place of a product, the best first: its substitutes, and where one of them isn't sold any more
/// either, that one's.
pub fn substitutes(tx: &impl Reader, product: &Product, limit: usize) -> Result<Vec<Sellable>, Error> {
    let mut seen = HashSet::from([product.id]);
    let mut found = Vec::new();
    let mut wanted = product.substitutes.clone();
    for _ in 0..CHAIN_MAX {
        let mut next = Vec::new();
        for id in std::mem::take(&mut wanted) {
            if found.len() >= limit || seen.len() > LOOKED_AT_MAX {
                break;
            }
            if !seen.insert(id) {
                continue;
            }
            let Some(other) = tx.shared::<Product>(&id)? else {
                continue;
            };
            if !other.is_on_sale() {
                next.extend(&other.substitutes);
                continue;
            }
            found.extend(skus(tx, &other)?.iter().map(|sku| Sellable::of(&other, sku)));
        }
        wanted = next;
    }
    found.truncate(limit);
    Ok(found)
}

/// What can be ordered in place of a sku that isn't sold any more.
pub fn instead_of(tx: &impl Reader, sku: SkuId, limit: usize) -> Result<Vec<Sellable>, Error> {
    let product = match tx.shared::<Sku>(&sku)? {
        Some(sku) => sku.product,
        None => sku.cast(),
    };
    match tx.shared::<Product>(&product)? {
        Some(product) => substitutes(tx, &product, limit),
        None => Ok(Vec::new()),
    }
}

/// A product that isn't sold any more and that a dealer may still look at, since something stands in for it: 1C has
/// deleted it, nobody has hidden it here.
pub fn replaced(tx: &impl Reader, id: ProductId) -> Result<Option<Product>, Error> {
    let Some(product) = tx
        .get::<Product>(&id)?
        .filter(|product| product.removed && !product.hidden)
    else {
        return Ok(None);
    };
    Ok(match substitutes(tx, &product, 1)?.is_empty() {
        true => None,
        false => Some(product),
    })
}

/// A product that the asker may see: for dealers only what is on sale.
pub fn product(tx: &impl Reader, id: ProductId) -> Result<Option<Product>, Error> {
    let found = tx.get::<Product>(&id)?;
    Ok(found.filter(|product| product.is_on_sale() || tx.scope().is_staff()))
}
