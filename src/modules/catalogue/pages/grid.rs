//! The grid of goods: what the address asks for, and the rows that fit it.

use std::sync::Arc;

use tokio::sync::Semaphore;

use super::{ROWS, find, rows};
use crate::modules::catalogue::grid::{Col, Filter, LIST, Sees, Typed};
use crate::modules::catalogue::queries::{self, Tree};
use crate::modules::catalogue::read_models::{ProductRow, Viewpoint};
use crate::modules::catalogue::{GroupId, PriceBook};
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
    /// Of a narrowed or sorted list: the page, how many pages there are, how many rows fit.
    pub numbered: Option<(usize, usize, usize)>,
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
        let Look {
            tree, question, meant, ..
        } = self;
        let group = self.group;
        let plain = self.is_plain();
        let mut corrected = None;
        let (mut products, next, mut cut) = match question.asked() {
            Some(asked) => {
                let most = if plain { ROWS } else { FOUND_MAX };
                let page;
                (page, corrected) = find(access, tx, tree, group, asked, most)?;
                let cut = (!plain && page.items.len() == most).then_some(most);
                (page.items, None, cut)
            }
            None if plain => {
                let after = Some(question.typed.after.clone()).filter(|after| !after.is_empty());
                let after = after.map(Cursor::try_from).transpose().map_err(|_| Error::NotFound)?;
                let page = queries::products(tx, tree, group, &PageRequest::first(ROWS).after(after))?;
                (page.items, page.next, None)
            }
            None => {
                let mut all = Vec::new();
                let mut request = PageRequest::first(PAGE_LIMIT_MAX);
                loop {
                    let page = queries::products(tx, tree, group, &request)?;
                    all.extend(page.items);
                    match page.next {
                        Some(_) if all.len() >= EXAMINED_MAX => break (all, None, Some(EXAMINED_MAX)),
                        Some(next) => request = request.after(Some(next)),
                        None => break (all, None, None),
                    }
                }
            }
        };
        if products.len() > EXAMINED_MAX {
            cut = Some(EXAMINED_MAX);
        }
        products.truncate(EXAMINED_MAX);
        // Staff finds what is hidden too; nobody orders it.
        products.retain(|product| !self.on_sale || product.is_on_sale());
        let mut rows = rows(access, tx, &self.view, &self.book, &products)?;
        let mut numbered = None;
        if !plain {
            rows.retain(|row| meant.filter.fits(row, meant.sees));
            if question.is_ordered() {
                rows.sort_by(|a, b| meant.filter.order(a, b, meant.sees));
            }
            let (all, pages) = (rows.len(), rows.len().div_ceil(ROWS));
            let page = question.typed.page.min(pages.saturating_sub(1));
            rows = rows.into_iter().skip(page * ROWS).take(ROWS).collect();
            numbered = Some((page, pages, all));
        }
        Ok(Found {
            rows,
            next,
            numbered,
            cut,
            corrected,
        })
    }
}
