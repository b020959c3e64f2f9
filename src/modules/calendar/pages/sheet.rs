//! The list as a workbook. Each row has its currency, and nothing is added up.

use super::{Asked, dealer, selection, today};
use crate::modules::calendar::queries;
use crate::modules::settlements::{self, Period};
use crate::platform::error::Error;
use crate::platform::i18n::format;
use crate::platform::sheets::{self, Cell, Ledger, SheetError};
use crate::platform::values::PAGE_LIMIT_MAX;
use crate::platform::web::{Cx, Outcome};
use crate::tr;

/// The most rows of one workbook.
const SHEET_MAX: usize = 100_000;

pub async fn workbook(cx: Cx) -> Outcome {
    let asked: Asked = cx.query()?;
    let (whose, selection) = {
        let tx = cx.access.read()?;
        let whose = dealer(&cx, &tx, &asked)?.ok_or(Error::NotFound)?;
        let selection = selection(&tx, &whose, &asked)?;
        (whose, selection)
    };
    let (l, access, today) = (cx.locale, cx.access.clone(), today(&cx));
    let zone = cx.zone.clone();
    let day = asked.day();
    let title = tr!(l, "calendar-title");
    let about = vec![
        whose.name.clone(),
        tr!(l, "lists-as-of", at = format::datetime(access.now(), &zone).as_str()),
    ];
    let make = move || -> Result<Ledger, Error> {
        let tx = access.read()?;
        let heads = [
            (tr!(l, "calendar-col-day"), 12),
            (tr!(l, "calendar-col-late"), 14),
            (tr!(l, "calendar-col-origin"), 18),
            (tr!(l, "calendar-col-document"), 20),
            (tr!(l, "calendar-col-order"), 16),
            (tr!(l, "calendar-col-contract"), 18),
            (tr!(l, "calendar-col-entity"), 34),
            (tr!(l, "calendar-col-sum"), 18),
            (tr!(l, "calendar-col-paid"), 18),
            (tr!(l, "calendar-col-left"), 18),
            (tr!(l, "calendar-col-currency"), 9),
            (tr!(l, "calendar-col-as-of"), 18),
        ]
        .map(|(head, width)| (head.to_owned(), width));
        let mut ledger = Ledger::new(title, &about, &heads).map_err(Error::internal)?;
        let mut told = std::collections::HashMap::new();
        for settlement in &selection.settlements {
            let as_of = settlements::dues_as_of(&tx, settlement.id)?;
            told.insert(settlement.id, as_of.map(|at| format::datetime(at, &zone).to_string()));
        }
        // Who sees only their own orders isn't told the numbers of others.
        let mut links = access
            .scope()
            .is_narrowed()
            .then(|| queries::Links::new(&tx, false, true));
        let (mut after, mut rows) = (None, 0);
        loop {
            let period = Period { from: day, to: day };
            let (found, next) = queries::page(&tx, &selection, period, after, PAGE_LIMIT_MAX)?;
            rows += found.len();
            for due in found {
                let order = match &mut links {
                    Some(links) => links.order(&due)?.map(|number| number.to_string()),
                    None => Some(due.order.clone()),
                };
                let settlement = selection.settlement(due.settlement);
                let late = due.days_overdue(today);
                let origin = match (due.day, due.worked_out) {
                    (None, _) => "",
                    (Some(_), true) => tr!(l, "calendar-origin-ours"),
                    (Some(_), false) => tr!(l, "calendar-origin-1c"),
                };
                let cells = [
                    due.day.map_or(Cell::Empty, Cell::Day),
                    if late > 0 {
                        Cell::Whole(i64::from(late))
                    } else {
                        Cell::Empty
                    },
                    Cell::text(origin),
                    Cell::text(due.number.as_str()),
                    Cell::text(order.unwrap_or_default()),
                    Cell::text(settlement.map_or("", |of| of.number.as_str())),
                    Cell::text(settlement.map_or("", |of| of.buyer.name.as_str())),
                    Cell::Money(due.sum),
                    Cell::Money(due.paid),
                    Cell::Money(due.left()),
                    Cell::text(due.sum.currency.code()),
                    told.get(&due.settlement).cloned().flatten().into(),
                ];
                ledger.row(&cells).map_err(Error::internal)?;
            }
            after = next;
            if after.is_none() {
                return Ok(ledger);
            }
            if rows >= SHEET_MAX {
                let cut = tr!(l, "lists-cut", n = format::count(SHEET_MAX).as_str());
                ledger.total(&[Cell::text(cut)]).map_err(Error::internal)?;
                return Ok(ledger);
            }
        }
    };
    let ledger = tokio::task::spawn_blocking(make).await.map_err(Error::internal)??;
    let name = format!("{title}.xlsx");
    Ok(cx.download_streamed::<SheetError>(&name, sheets::XLSX, move |out| ledger.save(out)))
}
