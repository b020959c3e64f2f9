//! The price list as a workbook: the reader's own terms and rights, a group or all of it.

use std::sync::Arc;

use tokio::sync::Semaphore;

use super::ListQuery;
use crate::modules::catalogue::queries::{self, Tree};
use crate::modules::catalogue::read_models::Viewpoint;
use crate::modules::catalogue::{
    GroupId, MadeToOrder, PriceBook, Prices, Product, ProductId, Sellable, Sku, StockShown,
};
use crate::platform::error::Error;
use crate::platform::i18n::format;
use crate::platform::sheets::{self, Cell, Ledger};
use crate::platform::store::ReadTx;
use crate::platform::values::{Locale, PAGE_LIMIT_MAX, PageRequest};
use crate::platform::web::{Cx, Outcome};
use crate::tr;

/// Files that are made at one time.
static MAKING: Semaphore = Semaphore::const_new(2);
/// The most rows of one file.
pub const ROWS_MAX: usize = 200_000;

pub async fn price_list(cx: Cx) -> Outcome {
    let query: ListQuery = cx.query()?;
    let group: Option<GroupId> = match query.group.as_deref() {
        None | Some("") => None,
        Some(id) => Some(id.parse().map_err(|_| Error::NotFound)?),
    };
    let book = cx.part::<Prices>().current();
    let (access, l, services) = (cx.access.clone(), cx.locale, Arc::clone(cx.services()));
    let as_of = format::datetime(book.as_of(), &cx.zone);
    let turn = MAKING.acquire().await.map_err(Error::internal)?;
    let make = move || {
        let _turn = turn;
        let tx = access.read()?;
        let tree = Tree::read(&tx)?;
        let today = access.now().day_in(&services.zone);
        let view = Viewpoint::of(&tx, &access, &book, query.terms.as_deref(), today)?;
        let mut about = vec![tr!(l, "catalogue-list-as-of", at = as_of.as_str())];
        if let Some(id) = group {
            about.push(tree.get(id).ok_or(Error::NotFound)?.group.name.clone());
        }
        let made_to_order = |product| MadeToOrder::asks(&services, &tx, product);
        let of = Of {
            tree: &tree,
            group,
            about: &about,
            made_to_order: &made_to_order,
            most: ROWS_MAX,
        };
        filled(&tx, l, &of, &view, &book)
    };
    let ledger = tokio::task::spawn_blocking(make).await.map_err(Error::internal)??;
    let name = format!("{}.xlsx", tr!(cx.locale, "catalogue-list-file"));
    Ok(cx.download_streamed(&name, sheets::XLSX, move |out| ledger.save(out)))
}

/// What a list is of.
pub struct Of<'a> {
    pub tree: &'a Tree,
    pub group: Option<GroupId>,
    /// Lines above the table.
    pub about: &'a [String],
    pub made_to_order: &'a dyn Fn(ProductId) -> Result<bool, Error>,
    /// The most rows; a list that is longer says at its end that it was cut.
    pub most: usize,
}

pub fn filled(tx: &ReadTx, l: Locale, of: &Of<'_>, view: &Viewpoint, book: &PriceBook) -> Result<Ledger, Error> {
    let sees = view.sees_price();
    let mut heads = vec![
        (tr!(l, "catalogue-list-article").to_owned(), 18),
        (tr!(l, "catalogue-col-product").to_owned(), 48),
        (tr!(l, "catalogue-list-unit").to_owned(), 8),
        (tr!(l, "catalogue-list-pack").to_owned(), 10),
    ];
    if sees {
        heads.push((tr!(l, "catalogue-list-price").to_owned(), 14));
    }
    heads.extend([
        (tr!(l, "catalogue-col-rrp").to_owned(), 14),
        (tr!(l, "catalogue-list-currency").to_owned(), 9),
        (tr!(l, "catalogue-col-stock").to_owned(), 12),
        (tr!(l, "catalogue-list-barcode").to_owned(), 18),
    ]);
    let mut ledger = Ledger::new(tr!(l, "catalogue-list-file"), of.about, &heads).map_err(Error::internal)?;
    let (mut request, mut rows) = (PageRequest::first(PAGE_LIMIT_MAX), 0_usize);
    loop {
        let page = queries::products(tx, of.tree, of.group, &request)?;
        for product in &page.items {
            // What the book has for it is not what it costs: that is calculated.
            let calculated = (of.made_to_order)(product.id)?;
            for sku in queries::skus(tx, product)? {
                if rows == of.most {
                    let told = tr!(l, "catalogue-list-cut", n = format::count(of.most).as_str());
                    ledger.total(&[Cell::text(told)]).map_err(Error::internal)?;
                    return Ok(ledger);
                }
                rows += 1;
                let item = Sellable::of(product, &sku);
                let figures = view.figures(book, &item);
                let price = figures.price.flatten().filter(|_| !calculated);
                let rrp = match calculated {
                    true => Cell::text(tr!(l, "catalogue-list-by-size")),
                    false => figures.rrp.into(),
                };
                let currency = price
                    .or(figures.rrp.filter(|_| !calculated))
                    .map(|price| price.currency.code().to_owned());
                let mut cells = vec![
                    Cell::text(item.article.as_str()),
                    Cell::text(item.name.as_str()),
                    Cell::text(item.unit.name.as_str()),
                    Cell::Quantity(item.step),
                ];
                if sees {
                    cells.push(price.into());
                }
                cells.extend([
                    rrp,
                    currency.into(),
                    stock(l, figures.stock),
                    Cell::text(barcode(product, &sku)),
                ]);
                ledger.row(&cells).map_err(Error::internal)?;
            }
        }
        match page.next {
            Some(next) => request = request.after(Some(next)),
            None => return Ok(ledger),
        }
    }
}

/// As the dealer's rule shows it: a number, or a word.
pub fn stock(l: Locale, stock: StockShown) -> Cell {
    match stock {
        StockShown::Exact(quantity) => Cell::Quantity(quantity),
        StockShown::Plenty => Cell::text(tr!(l, "catalogue-stock-plenty")),
        StockShown::Few => Cell::text(tr!(l, "catalogue-stock-few")),
        StockShown::None => Cell::text(tr!(l, "catalogue-stock-none")),
        StockShown::Unknown | StockShown::Hidden => Cell::Empty,
    }
}

fn barcode(product: &Product, sku: &Sku) -> String {
    match sku.barcode.is_empty() {
        true => product.barcode.clone(),
        false => sku.barcode.clone(),
    }
}
