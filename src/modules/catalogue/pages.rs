//! Handlers of the catalogue.

mod filling;
mod grid;
mod grid_export;
pub mod price_list;
pub mod taxes;

pub use grid_export::export;
pub use price_list::{ROWS_MAX as LIST_MAX, price_list};

pub use filling::{Filling, browse, choose, offers};
pub use grid::{Found, Look, Meant, Question};

use serde::Deserialize;

use super::read_models::{ProductRow, SkuRow, Viewpoint};
use super::{
    MadeToOrder, PriceBook, Prices, Product, ProductId, SUBSTITUTES_MAX, Sellable, Warehouse, queries, search, views,
};
use crate::modules::catalogue::{GroupId, StockRule};
use crate::platform::access::Access;
use crate::platform::error::Error;
use crate::platform::files::{ContentHash, PictureSize};
use crate::platform::store::{ReadTx, Reader};
use crate::platform::web::{Cx, Outcome, PageHead};
use crate::tr;

/// Products on one page.
const ROWS: usize = 48;
/// The most warehouses that are named on a product's page.
const WAREHOUSES_MAX: usize = 100;

#[derive(Deserialize, Default)]
#[serde(default)]
struct ListQuery {
    /// A contract, or for staff a price type.
    terms: Option<String>,
    /// Of a price list: one group with those below it.
    group: Option<String>,
}

pub async fn all(cx: Cx) -> Outcome {
    list(&cx, None, None).await
}

pub async fn group(cx: Cx) -> Outcome {
    let group = cx.param("id")?;
    list(&cx, Some(group), None).await
}

async fn list(cx: &Cx, group: Option<GroupId>, filling: Option<Filling>) -> Outcome {
    let look = look(cx, group, filling.as_ref())?;
    let (look, found) = grid::found(cx, look).await?;
    let title = match look.group {
        None => tr!(cx.locale, "catalogue-title").to_owned(),
        Some(id) => look.tree.get(id).ok_or(Error::NotFound)?.group.name.clone(),
    };
    let wrong: Vec<(String, String)> = look
        .meant
        .wrong
        .iter()
        .map(|error| (error.field.clone(), cx.say(&error.message)))
        .collect();
    let listing = views::Listing {
        title: &title,
        look: &look,
        found: &found,
        path: cx.path.clone(),
        here: here(cx),
        wrong: &wrong,
    };
    let frame = frame(cx, filling);
    let current = frame.place();
    let body = views::listing(&frame, &listing);
    cx.page(PageHead { title: &title, current }, body)
}

/// What is looked through, with the reader's rights and habits.
fn look(cx: &Cx, group: Option<GroupId>, filling: Option<&Filling>) -> Result<Look, Error> {
    let tx = cx.access.read()?;
    let book = cx.part::<Prices>().current();
    let today = cx.access.now().day_in(&cx.services().zone);
    let tree = queries::Tree::read(&tx)?;
    // A view stands over the whole catalogue; a group's page and a draft's catalogue have an address of their own.
    let views = group.is_none() && filling.is_none();
    let question = Question::of(cx, &tx, views)?;
    let group = group.or_else(|| question.group(&tree).filter(|_| views));
    if let Some(id) = group {
        tree.get(id).ok_or(Error::NotFound)?;
    }
    let view = match filling {
        None => {
            let terms = Some(question.typed.terms.as_str()).filter(|terms| !terms.is_empty());
            Viewpoint::of(&tx, &cx.access, &book, terms, today)?
        }
        Some(filling) => filling.viewpoint(&tx, &cx.access, &book, today)?,
    };
    let meant = Meant::of(&question, &view);
    Ok(Look {
        tree,
        group,
        view,
        book,
        on_sale: filling.is_some(),
        question,
        meant,
    })
}

/// Products as a list shows them.
fn rows<'p>(
    access: &Access,
    tx: &ReadTx,
    view: &Viewpoint,
    book: &PriceBook,
    products: impl IntoIterator<Item = &'p Product>,
) -> Result<Vec<ProductRow>, Error> {
    let row = |product: &Product| {
        let mut row = ProductRow::of(tx, view, book, product)?;
        row.made_to_order = MadeToOrder::asks(access.services(), tx, product.id)?;
        if row.made_to_order {
            // What the book has for it is not what it costs: that is calculated.
            row.figures = None;
        }
        Ok(row)
    };
    products.into_iter().map(row).collect()
}

/// The most characters of a search that are looked at.
const ASKED_MAX: usize = 200;

/// Products by full text, the best first.
struct Searched {
    products: Vec<Product>,
    /// How many match.
    total: usize,
    /// What was searched instead of what was typed.
    corrected: Option<String>,
}

/// Looks within the group, for `most` behind the first `from`.
fn find(
    access: &Access,
    tx: &impl Reader,
    tree: &queries::Tree,
    group: Option<GroupId>,
    asked: &str,
    most: usize,
    from: usize,
) -> Result<Searched, Error> {
    let text: String = asked.chars().take(ASKED_MAX).collect();
    let path = group.map(|id| tree.path(id)).unwrap_or_default();
    let found = search::find(access, &text, &path, most, from)?;
    let mut products = Vec::with_capacity(found.products.len());
    for id in found.products {
        products.extend(queries::product(tx, id)?);
    }
    Ok(Searched {
        products,
        total: found.total,
        corrected: found.corrected,
    })
}

fn here(cx: &Cx) -> String {
    if cx.query_text.is_empty() {
        cx.path.clone()
    } else {
        format!("{}?{}", cx.path, cx.query_text)
    }
}

/// What every view of this module needs of the request.
fn frame(cx: &Cx, filling: Option<Filling>) -> views::Frame {
    views::Frame {
        locale: cx.locale,
        zone: cx.zone.clone(),
        now: cx.access.now(),
        csrf: cx.csrf(),
        // A draft is a dealer's own; staff fills the one that it has opened.
        picks: cx.access.may(super::PICK) && (filling.is_some() || cx.access.scope().dealer().is_some()),
        staff: cx.access.is_staff(),
        filling,
    }
}

pub async fn product(cx: Cx) -> Outcome {
    show(&cx, cx.param("id")?, None)
}

fn show(cx: &Cx, id: ProductId, filling: Option<Filling>) -> Outcome {
    let query: ListQuery = cx.query()?;
    let tx = cx.access.read()?;
    let product = match queries::product(&tx, id)? {
        Some(product) => product,
        // From an old order a buyer still comes here, and on to what stands in its place.
        None => queries::replaced(&tx, id)?.ok_or(Error::NotFound)?,
    };
    let instead = match product.is_on_sale() {
        true => Vec::new(),
        false => queries::substitutes(&tx, &product, SUBSTITUTES_MAX)?,
    };
    let shown = product.is_on_sale() || cx.access.is_staff();
    let book = cx.part::<Prices>().current();
    let today = cx.access.now().day_in(&cx.services().zone);
    let tree = queries::Tree::read(&tx)?;
    let view = match &filling {
        None => Viewpoint::of(&tx, &cx.access, &book, query.terms.as_deref(), today)?,
        Some(filling) => filling.viewpoint(&tx, &cx.access, &book, today)?,
    };
    let mut rows = Vec::new();
    for sku in queries::skus(&tx, &product)?.into_iter().filter(|_| shown) {
        let item = Sellable::of(&product, &sku);
        let figures = view.figures(&book, &item);
        rows.push(SkuRow {
            sku: item.sku,
            name: item.name,
            article: item.article,
            figures,
        });
    }
    let mut stock = Vec::new();
    if view.stock == StockRule::Exact
        && let [only] = rows.as_slice()
    {
        let warehouses: Vec<Warehouse> = tx.list(WAREHOUSES_MAX)?;
        for (id, quantity) in book.stock_by_warehouse(only.sku) {
            let named = warehouses.iter().find(|warehouse| warehouse.id == id);
            stock.push((
                named.map(|warehouse| warehouse.name.clone()).unwrap_or_default(),
                quantity,
            ));
        }
    }
    let path = product
        .groups
        .first()
        .map(|group| tree.path(*group))
        .unwrap_or_default();
    let card = views::ProductCard {
        product: &product,
        path: path.iter().map(|group| (group.id, group.name.as_str())).collect(),
        rows: &rows,
        stock: &stock,
        view: &view,
        vat_mode: view.vat_mode(&book),
        here: here(cx),
        instead: &instead,
        made_to_order: MadeToOrder::asks(cx.services(), &tx, id)? && product.is_on_sale(),
    };
    let frame = frame(cx, filling);
    let current = frame.place();
    let title = &product.name;
    let body = views::product(&frame, &card);
    cx.page(PageHead { title, current }, body)
}

/// A picture by the hash of its content: it never changes, so browsers keep it.
pub async fn picture(cx: Cx) -> Outcome {
    let hash: ContentHash = cx.param("hash")?;
    let size = PictureSize::from_pixels(cx.param("pixels")?).ok_or(Error::NotFound)?;
    cx.picture(hash, size, "private, max-age=31536000, immutable").await
}
