//! The grid of goods as a workbook: the same search, filter, order and columns, the same rights.

use std::ops::ControlFlow;

use tokio::sync::Semaphore;

use super::grid::Look;
use super::{look, price_list};
use crate::modules::catalogue::grid::{Col, Filter, Rank, Sort, is_there};
use crate::modules::catalogue::read_models::ProductRow;
use crate::modules::catalogue::{Product, ProductId, queries, views};
use crate::platform::access::Access;
use crate::platform::error::Error;
use crate::platform::i18n::format;
use crate::platform::sheets::{self, Cell, Ledger};
use crate::platform::store::ReadTx;
use crate::platform::values::{Currency, Locale, Quantity, UnitPrice};
use crate::platform::web::{Cx, Outcome};
use crate::tr;

/// Files that are made at one time.
static MAKING: Semaphore = Semaphore::const_new(2);
/// The most goods of a file whose rows are put in order first; one in the order of names goes through row by row.
const SORTED_MAX: usize = 100_000;

pub async fn export(cx: Cx) -> Outcome {
    let look = look(&cx, None, None)?;
    let (access, l) = (cx.access.clone(), cx.locale);
    let as_of = format::datetime(look.view.as_of, &cx.zone);
    let mut about = vec![tr!(l, "catalogue-list-as-of", at = as_of.as_str())];
    about.extend(said(l, &look));
    let turn = MAKING.acquire().await.map_err(Error::internal)?;
    let make = move || {
        let _turn = turn;
        filled(&access, &access.read()?, l, &look, &about)
    };
    let ledger = tokio::task::spawn_blocking(make).await.map_err(Error::internal)??;
    let name = format!("{}.xlsx", tr!(l, "catalogue-file"));
    Ok(cx.download_streamed(&name, sheets::XLSX, move |out| ledger.save(out)))
}

/// Under which terms, and by which conditions: lines over the table.
fn said(l: Locale, look: &Look) -> Vec<String> {
    let mut conditions = Vec::new();
    if let Some(node) = look.group.and_then(|id| look.tree.get(id)) {
        conditions.push(node.group.name.clone());
    }
    if let Some(asked) = look.question.asked() {
        conditions.push(tr!(l, "catalogue-said-search", what = asked));
    }
    let Filter { stock, from, to, .. } = look.meant.filter;
    let price = |e4: i64| {
        // In the currency of the reader's prices, which stands in a column of its own.
        format::amount(l, UnitPrice::new(e4, Currency::Rub).to_money())
            .as_str()
            .to_owned()
    };
    let own = look.meant.sees.price;
    if let Some(from) = from {
        conditions.push(match own {
            true => tr!(l, "catalogue-said-from", price = price(from)),
            false => tr!(l, "catalogue-said-rrp-from", price = price(from)),
        });
    }
    if let Some(to) = to {
        conditions.push(match own {
            true => tr!(l, "catalogue-said-to", price = price(to)),
            false => tr!(l, "catalogue-said-rrp-to", price = price(to)),
        });
    }
    if stock {
        conditions.push(tr!(l, "catalogue-filter-stock").to_owned());
    }
    let terms = views::under_terms(l, &look.view);
    let conditions = (!conditions.is_empty()).then(|| tr!(l, "lists-conditions", what = conditions.join("; ")));
    terms.into_iter().chain(conditions).collect()
}

fn filled(access: &Access, tx: &ReadTx, l: Locale, look: &Look, about: &[String]) -> Result<Ledger, Error> {
    let columns = &look.meant.columns;
    let mut ledger = Ledger::new(tr!(l, "catalogue-file"), about, &heads(l, columns)).map_err(Error::internal)?;
    let (filter, sees) = (&look.meant.filter, look.meant.sees);
    let (mut rows, mut there) = (0_usize, 0_usize);
    let mut put = |row: &ProductRow| -> Result<(), Error> {
        rows += 1;
        there += usize::from(row.figures.as_ref().is_some_and(|figures| is_there(figures.stock)));
        ledger.row(&cells(l, columns, row)).map_err(Error::internal)
    };
    let as_it_comes = !look.question.is_ordered() || (filter.sort == Sort::NAME && look.question.asked().is_none());
    let cut = if as_it_comes {
        let passed = look.each(access, tx, price_list::ROWS_MAX, |product| {
            let row = look.row(access, tx, &product)?;
            if filter.fits(&row, sees) {
                put(&row)?;
            }
            Ok(ControlFlow::Continue(()))
        })?;
        passed.cut
    } else {
        let (ranked, cut) = ranked(access, tx, look)?;
        for (_, id) in ranked {
            if let Some(product) = queries::product(tx, id)? {
                put(&look.row(access, tx, &product)?)?;
            }
        }
        cut
    };
    let total = tr!(l, "catalogue-file-total", n = rows, there = there);
    ledger.total(&[Cell::text(total)]).map_err(Error::internal)?;
    if let Some(most) = cut {
        let told = tr!(l, "catalogue-looked", n = format::count(most).as_str());
        ledger.total(&[Cell::text(told)]).map_err(Error::internal)?;
    }
    Ok(ledger)
}

/// What fits, in the order of rows; how many were looked at where that was not all.
fn ranked(access: &Access, tx: &ReadTx, look: &Look) -> Result<(Vec<(Rank, ProductId)>, Option<usize>), Error> {
    let (filter, sees) = (&look.meant.filter, look.meant.sees);
    let mut ranked = Vec::new();
    let passed = look.each(access, tx, SORTED_MAX, |product: Product| {
        let row = look.row(access, tx, &product)?;
        if filter.fits(&row, sees) {
            ranked.push((filter.rank(&row, sees), product.id));
        }
        Ok(ControlFlow::Continue(()))
    })?;
    ranked.sort_by(|(a, _), (b, _)| filter.order(a, b));
    Ok((ranked, passed.cut))
}

fn is_money(col: Col) -> bool {
    matches!(col, Col::Price | Col::Rrp | Col::Margin)
}

/// A figure without its currency is half a figure: the currency stands behind the last of them.
fn currency_after(columns: &[Col]) -> Option<Col> {
    columns.iter().copied().rfind(|col| is_money(*col))
}

fn heads(l: Locale, columns: &[Col]) -> Vec<(String, u16)> {
    let mut heads = vec![(tr!(l, "catalogue-col-product").to_owned(), 48)];
    for col in columns {
        let (words, width) = match col {
            Col::Article => (views::column(l, *col), 18),
            Col::Barcode => (views::column(l, *col), 18),
            Col::Unit => (views::column(l, *col), 8),
            Col::Pack => (views::column(l, *col), 10),
            Col::Weight => (tr!(l, "catalogue-weight-kg"), 10),
            Col::Price | Col::Rrp => (views::column(l, *col), 14),
            Col::Margin => (views::column(l, *col), 10),
            Col::Stock => (views::column(l, *col), 12),
        };
        heads.push((words.to_owned(), width));
        if *col == Col::Margin {
            heads.push((tr!(l, "catalogue-margin-sum").to_owned(), 14));
        }
        if currency_after(columns) == Some(*col) {
            heads.push((tr!(l, "catalogue-list-currency").to_owned(), 9));
        }
    }
    heads
}

fn cells(l: Locale, columns: &[Col], row: &ProductRow) -> Vec<Cell> {
    let figures = row.figures.as_ref();
    let name = match row.variants {
        0 => row.name.clone(),
        n => format!("{} ({})", row.name, tr!(l, "catalogue-variants", n = n)),
    };
    let mut cells = vec![Cell::text(name)];
    for col in columns {
        match col {
            Col::Article => cells.push(Cell::text(row.article.as_str())),
            Col::Barcode => cells.push(Cell::text(row.barcode.as_str())),
            Col::Unit => cells.push(Cell::text(row.unit.as_str())),
            Col::Pack => cells.push(Some(row.step).filter(|step| step.is_positive()).into()),
            Col::Weight => cells.push(row.weight_g.map(Quantity::from_thousandths).into()),
            Col::Price => cells.push(figures.and_then(|figures| figures.price.flatten()).into()),
            Col::Rrp if row.made_to_order => cells.push(Cell::text(tr!(l, "catalogue-list-by-size"))),
            Col::Rrp => cells.push(figures.and_then(|figures| figures.rrp).into()),
            Col::Margin => {
                let margin = figures.and_then(|figures| figures.margin.as_ref()?.as_ref().ok());
                cells.push(margin.and_then(|margin| margin.margin).into());
                cells.push(margin.map(|margin| margin.sum).into());
            }
            Col::Stock => cells.push(figures.map_or(Cell::Empty, |figures| price_list::stock(l, figures.stock))),
        }
        if currency_after(columns) == Some(*col) {
            // Own prices are there only for those who see them.
            let shown = figures.and_then(|figures| figures.price.flatten().or(figures.rrp));
            cells.push(shown.map(|price| price.currency.code().to_owned()).into());
        }
    }
    cells
}
