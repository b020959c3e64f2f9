//! What is seen as a workbook: the same filter, the same columns, the same rights. Rows go through one at a time.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use super::walk::{Walk, sorted};
use super::{Col, Direction, GridRow, Totals};
use crate::modules::orders::{Order, OrderNumber, StageLine, actions, views};
use crate::platform::access::Sight;
use crate::platform::error::Error;
use crate::platform::i18n::{format, try_text};
use crate::platform::sheets::{Cell, Ledger};
use crate::platform::store::Reader;
use crate::platform::values::{Locale, Quantity};
use crate::tr;

/// The most orders of one file.
pub const EXPORT_MAX: usize = 100_000;

/// How a file is made.
pub struct Exported<'a> {
    pub locale: Locale,
    pub sight: Sight,
    pub staff: bool,
    pub stages: &'a StageLine,
    pub columns: &'a [Col],
    /// Lines over the table: as of when, by which filter.
    pub about: Vec<String>,
    /// Only these, where some were picked.
    pub picked: Option<&'a [OrderNumber]>,
}

/// Fills the workbook. How many orders went in, and whether that is all.
pub fn export(walk: &Walk<'_>, of: &Exported<'_>) -> Result<(Ledger, usize, bool), Error> {
    let l = of.locale;
    let mut heads = vec![
        (tr!(l, "orders-field-number").to_owned(), 14),
        (tr!(l, "orders-field-name").to_owned(), 36),
    ];
    for col in of.columns {
        let word = try_text(l, col.label()).unwrap_or_default().to_owned();
        match col {
            Col::Buyer if of.staff => {
                heads.push((tr!(l, "orders-col-dealer").to_owned(), 26));
                heads.push((word, 30));
            }
            Col::Buyer => heads.push((word, 30)),
            // A figure without its currency is half a figure; the file has one column for all.
            Col::Sum => {
                heads.push((word, 16));
                heads.push((tr!(l, "orders-field-currency").to_owned(), 9));
            }
            Col::Weight => heads.push((tr!(l, "orders-weight-kg").to_owned(), 12)),
            Col::Stage | Col::Author => heads.push((word, 22)),
            _ => heads.push((word, 15)),
        }
    }
    let mut ledger = Ledger::new(tr!(l, "orders-title"), &of.about, &heads).map_err(Error::internal)?;
    let (mut totals, mut sums, mut rows) = (Totals::default(), BTreeMap::new(), 0_usize);
    let mut put = |order: &Order| -> Result<ControlFlow<()>, Error> {
        if rows == EXPORT_MAX {
            return Ok(ControlFlow::Break(()));
        }
        rows += 1;
        totals.add(order, &mut sums);
        let row = GridRow::of(walk.tx, l, order, of.stages, of.sight, of.staff, of.columns)?;
        ledger.row(&cells(walk, of, &row)).map_err(Error::internal)?;
        Ok(ControlFlow::Continue(()))
    };
    let mut all = true;
    if let Some(picked) = of.picked {
        for number in picked {
            if put(&actions::by_number(walk.tx, *number)?)?.is_break() {
                break;
            }
        }
    } else if walk.filter.sort == Direction::NEWEST {
        let stopped = walk.each(None, usize::MAX, false, |order| put(&order))?;
        all = stopped.is_none();
    } else {
        let (ids, whole) = sorted(walk, walk.filter.sort, of.stages, EXPORT_MAX)?;
        all = whole;
        for id in ids {
            if let Some(order) = walk.tx.get::<Order>(&id)?
                && put(&order)?.is_break()
            {
                all = false;
                break;
            }
        }
    }
    totals.close(sums, of.sight);
    foot(&mut ledger, of, &totals).map_err(Error::internal)?;
    if !all {
        let cut = tr!(l, "lists-cut", n = format::count(EXPORT_MAX).as_str());
        ledger.total(&[Cell::text(cut)]).map_err(Error::internal)?;
    }
    Ok((ledger, rows, all))
}

fn kilograms(grams: i64) -> Quantity {
    Quantity::from_thousandths(grams)
}

fn cells(walk: &Walk<'_>, of: &Exported<'_>, grid: &GridRow) -> Vec<Cell> {
    let (l, row) = (of.locale, &grid.row);
    let mut cells = vec![Cell::text(row.number.to_string()), Cell::text(row.name.as_str())];
    for col in of.columns {
        match col {
            Col::Stage => cells.push(Cell::text(row.stage.as_str())),
            Col::Buyer => {
                if of.staff {
                    cells.push(Cell::text(row.dealer.clone().unwrap_or_default()));
                }
                cells.push(Cell::text(row.buyer.as_str()));
            }
            Col::Created => cells.push(Cell::Day(row.created.day_in(walk.zone))),
            Col::Planned => cells.push(row.planned.into()),
            Col::Lines => cells.push(Cell::Whole(i64::try_from(grid.lines).unwrap_or(i64::MAX))),
            Col::Weight => cells.push(Cell::Quantity(kilograms(grid.weight_g))),
            Col::Contract => cells.push(Cell::text(grid.contract.as_str())),
            Col::Author => cells.push(Cell::text(views::author(l, &grid.author, of.staff))),
            Col::OneC => cells.push(Cell::text(grid.one_c.as_str())),
            Col::Wished => cells.push(grid.wished.into()),
            Col::Rrp => cells.push(grid.rrp.into()),
            Col::Margin => {
                let share = row.margin.and_then(Result::ok).and_then(|margin| margin.margin);
                cells.push(share.into());
            }
            Col::Paid => cells.push(grid.paid.into()),
            Col::Sum => {
                cells.push(row.total.into());
                cells.push(row.total.map(|total| total.currency.code().to_owned()).into());
            }
        }
    }
    cells
}

/// A row of totals for each currency; one where there is none to see.
fn foot(ledger: &mut Ledger, of: &Exported<'_>, totals: &Totals) -> Result<(), crate::platform::sheets::SheetError> {
    let l = of.locale;
    let n = i64::try_from(totals.count).unwrap_or(i64::MAX);
    let sums: Vec<_> = match totals.sums.is_empty() {
        true => vec![None],
        false => totals.sums.iter().copied().map(Some).collect(),
    };
    for (at, sum) in sums.into_iter().enumerate() {
        let first = at == 0;
        let mut cells = vec![
            Cell::text(tr!(l, "orders-total")),
            match first {
                true => Cell::text(tr!(l, "orders-count", n = n)),
                false => Cell::Empty,
            },
        ];
        for col in of.columns {
            match col {
                Col::Buyer if of.staff => cells.extend([Cell::Empty, Cell::Empty]),
                Col::Weight if first => cells.push(Cell::Quantity(kilograms(totals.weight_g))),
                Col::Sum => {
                    cells.push(sum.into());
                    cells.push(sum.map(|sum| sum.currency.code().to_owned()).into());
                }
                _ => cells.push(Cell::Empty),
            }
        }
        ledger.total(&cells)?;
    }
    Ok(())
}
