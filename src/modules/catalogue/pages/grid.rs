//! The grid of goods: what the address asks for, and the rows that fit it.

use std::collections::HashSet;
use std::ops::ControlFlow;
use std::sync::Arc;

use tokio::sync::Semaphore;

use super::{ROWS, find, rows};
use crate::modules::catalogue::grid::{Col, Filter, LIST, Rank, Sees, Typed, is_there};
use crate::modules::catalogue::queries::{self, Tree};
use crate::modules::catalogue::read_models::{ProductRow, Viewpoint};
use crate::modules::catalogue::{GroupId, PriceBook, Product, ProductId};
use crate::modules::lists::{self, ViewId};
use crate::platform::access::Access;
use crate::platform::error::{Error, FieldError};
use crate::platform::store::ReadTx;
use crate::platform::values::{Cursor, PAGE_LIMIT_MAX, PageRequest};
use crate::platform::web::Cx;

/// The most goods that are looked through for a filter or an order of rows that no index gives.
const EXAMINED_MAX: usize = 5_000;
/// The most finds of a search that are narrowed or sorted.
const FOUND_MAX: usize = 500;
/// Lists that are looked through at one time.
static LOOKING: Semaphore = Semaphore::const_new(4);

/// What the address asks for, with the reader's habits.
pub struct Question {
    pub typed: Typed,
    pub shelf: lists::Shelf,
    pub view: Option<ViewId>,
}

impl Question {
    /// `views`: may a kept view be opened? Not where the address names a group itself.
    pub fn of(cx: &Cx, tx: &ReadTx, views: bool) -> Result<Question, Error> {
        let mut typed: Typed = cx.query()?;
        let shelf = lists::shelf(tx, &cx.access, LIST.key)?;
        let named = match typed.view.as_str() {
            _ if !views => None,
            "" if typed.is_blank() => shelf.default().cloned(),
            "" => None,
            id => {
                let id = id.parse().map_err(|_| Error::NotFound)?;
                Some(lists::opened(tx, &cx.access, LIST.key, id)?)
            }
        };
        let view = named.as_ref().map(|view| view.id);
        if let Some(named) = named {
            // The page within the view is the address's own.
            let (after, page) = (typed.after, typed.page);
            typed = serde_html_form::from_str(&named.query).unwrap_or_default();
            (typed.after, typed.page) = (after, page);
        }
        Ok(Question { typed, shelf, view })
    }

    pub fn asked(&self) -> Option<&str> {
        Some(self.typed.q.trim()).filter(|asked| !asked.is_empty())
    }

    /// Do rows stand in the filter's order? What was searched for stands by how well it fits, until one is asked for.
    pub fn is_ordered(&self) -> bool {
        self.asked().is_none() || !self.typed.sort.is_empty()
    }

    /// The group that a saved view names; one that is gone is no group.
    pub fn group(&self, tree: &Tree) -> Option<GroupId> {
        let id: GroupId = self.typed.group.parse().ok()?;
        tree.get(id).map(|_| id)
    }
}

/// The filter under the reader's rights.
pub struct Meant {
    pub filter: Filter,
    pub wrong: Vec<FieldError>,
    pub columns: Vec<Col>,
    pub sees: Sees,
}

impl Meant {
    pub fn of(question: &Question, view: &Viewpoint) -> Meant {
        let sees = Sees {
            price: view.sees_price(),
            margin: view.sees_margin(),
        };
        let (filter, wrong) = Filter::read(&question.typed, sees);
        Meant {
            filter,
            wrong,
            columns: Col::chosen(&question.typed.cols, question.shelf.columns(), sees),
            sees,
        }
    }
}

/// A page of rows and the ways to its neighbours.
pub struct Found {
    pub rows: Vec<ProductRow>,
    pub next: Option<Cursor>,
    /// Of a narrowed, sorted or searched list: the page, how many pages there are, how many rows fit.
    pub numbered: Option<(usize, usize, usize)>,
    /// How many of those that fit are there to be shipped, where all of them were looked at.
    pub there: Option<usize>,
    /// So many goods were looked through, and there are more.
    pub cut: Option<usize>,
    pub corrected: Option<String>,
}

/// What is looked through, under which terms, and what is asked of it.
pub struct Look {
    pub tree: Tree,
    pub group: Option<GroupId>,
    pub view: Viewpoint,
    pub book: Arc<PriceBook>,
    /// A draft is filled: nothing that isn't sold any more.
    pub on_sale: bool,
    pub question: Question,
    pub meant: Meant,
}

/// Looks. Many goods are looked through beside the workers that serve others.
pub async fn found(cx: &Cx, look: Look) -> Result<(Look, Found), Error> {
    if look.is_plain() {
        let found = look.found(&cx.access, &cx.access.read()?)?;
        return Ok((look, found));
    }
    let turn = LOOKING.acquire().await.map_err(Error::internal)?;
    let access = cx.access.clone();
    let looking = move || {
        let _turn = turn;
        let found = look.found(&access, &access.read()?)?;
        Ok((look, found))
    };
    tokio::task::spawn_blocking(looking).await.map_err(Error::internal)?
}

impl Look {
    /// Does the store answer it alone?
    fn is_plain(&self) -> bool {
        let sorted = self.question.asked().is_some() && self.question.is_ordered();
        self.meant.filter.is_plain() && !sorted
    }

    fn found(&self, access: &Access, tx: &ReadTx) -> Result<Found, Error> {
        match (self.is_plain(), self.question.asked()) {
            (true, Some(asked)) => self.searched(access, tx, asked),
            (true, None) => self.portion(access, tx),
            (false, _) => self.narrowed(access, tx),
        }
    }

    /// A page of what was searched for, in the order of how well it fits.
    fn searched(&self, access: &Access, tx: &ReadTx, asked: &str) -> Result<Found, Error> {
        let find = |page: usize| {
            find(
                access,
                tx,
                &self.tree,
                self.group,
                asked,
                ROWS,
                page.saturating_mul(ROWS),
            )
        };
        let mut page = self.question.typed.page.min(FOUND_MAX / ROWS);
        let mut found = find(page)?;
        let pages = found.total.div_ceil(ROWS).max(1);
        if page >= pages {
            page = pages - 1;
            found = find(page)?;
        }
        let rows = self.rows(access, tx, found.products)?;
        Ok(Found {
            rows,
            next: None,
            numbered: Some((page, pages.min(FOUND_MAX / ROWS + 1), found.total)),
            there: None,
            cut: None,
            corrected: found.corrected,
        })
    }

    /// A page of the whole list or of a group, as the store has it.
    fn portion(&self, access: &Access, tx: &ReadTx) -> Result<Found, Error> {
        let after = Some(self.question.typed.after.clone()).filter(|after| !after.is_empty());
        let after = after.map(Cursor::try_from).transpose().map_err(|_| Error::NotFound)?;
        let page = queries::products(tx, &self.tree, self.group, &PageRequest::first(ROWS).after(after))?;
        Ok(Found {
            rows: self.rows(access, tx, page.items)?,
            next: page.next,
            numbered: None,
            there: None,
            cut: None,
            corrected: None,
        })
    }

    /// A page of what fits the filter, in its order.
    fn narrowed(&self, access: &Access, tx: &ReadTx) -> Result<Found, Error> {
        let (filter, sees) = (&self.meant.filter, self.meant.sees);
        let mut products = Vec::new();
        let passed = self.each(access, tx, EXAMINED_MAX, |product| {
            products.push(product);
            Ok(ControlFlow::Continue(()))
        })?;
        let mut rows = self.rows(access, tx, products)?;
        rows.retain(|row| filter.fits(row, sees));
        let there = |row: &&ProductRow| row.figures.as_ref().is_some_and(|figures| is_there(figures.stock));
        let there = rows.iter().filter(there).count();
        if self.question.is_ordered() {
            let mut ranked: Vec<(Rank, ProductRow)> =
                rows.into_iter().map(|row| (filter.rank(&row, sees), row)).collect();
            ranked.sort_by(|(a, _), (b, _)| filter.order(a, b));
            rows = ranked.into_iter().map(|(_, row)| row).collect();
        }
        let (all, pages) = (rows.len(), rows.len().div_ceil(ROWS));
        let page = self.question.typed.page.min(pages.saturating_sub(1));
        Ok(Found {
            rows: rows.into_iter().skip(page * ROWS).take(ROWS).collect(),
            next: None,
            numbered: Some((page, pages, all)),
            there: Some(there),
            cut: passed.cut,
            corrected: passed.corrected,
        })
    }

    /// Staff finds what is hidden too; nobody orders it.
    fn rows(&self, access: &Access, tx: &ReadTx, mut products: Vec<Product>) -> Result<Vec<ProductRow>, Error> {
        products.retain(|product| !self.on_sale || product.is_on_sale());
        rows(access, tx, &self.view, &self.book, &products)
    }

    pub fn row(&self, access: &Access, tx: &ReadTx, product: &Product) -> Result<ProductRow, Error> {
        let row = rows(access, tx, &self.view, &self.book, [product])?.pop();
        row.ok_or(Error::NotFound)
    }

    /// Visits the goods that the search and the group name, before any filter: what was searched for by how well it fits,
    /// all else by name; `most` of them.
    pub fn each(
        &self,
        access: &Access,
        tx: &ReadTx,
        most: usize,
        mut visit: impl FnMut(Product) -> Result<ControlFlow<()>, Error>,
    ) -> Result<Passed, Error> {
        if let Some(asked) = self.question.asked() {
            let found = find(access, tx, &self.tree, self.group, asked, FOUND_MAX, 0)?;
            for product in found.products {
                if visit(product)?.is_break() {
                    break;
                }
            }
            return Ok(Passed {
                cut: (found.total > FOUND_MAX).then_some(FOUND_MAX),
                corrected: found.corrected,
            });
        }
        let (mut request, mut passed) = (PageRequest::first(PAGE_LIMIT_MAX), 0);
        // A product may lie in several of the groups, and so on several pages.
        let mut seen: HashSet<ProductId> = HashSet::new();
        loop {
            let page = queries::products(tx, &self.tree, self.group, &request)?;
            for product in page.items {
                if self.group.is_some() && !seen.insert(product.id) {
                    continue;
                }
                if passed == most {
                    return Ok(Passed {
                        cut: Some(most),
                        corrected: None,
                    });
                }
                passed += 1;
                if visit(product)?.is_break() {
                    return Ok(Passed::default());
                }
            }
            match page.next {
                Some(next) => request = request.after(Some(next)),
                None => return Ok(Passed::default()),
            }
        }
    }
}

/// How a way through many goods ended.
#[derive(Debug, Default)]
pub struct Passed {
    /// So many were looked through, and there are more.
    pub cut: Option<usize>,
    pub corrected: Option<String>,
}
