//! The settlement of one contract: figures, and operations by pages and period.

use serde::Deserialize;

use super::HERE;
use super::list::{Row, row};
use crate::modules::documents::{Document, permissions::SEE as SEE_DOCUMENTS};
use crate::modules::settlements::actions::may_read;
use crate::modules::settlements::model::{Operation, Settlement, SettlementId};
use crate::modules::settlements::panels::Panels;
use crate::modules::settlements::queries::{self, Period};
use crate::modules::settlements::views::contract::{OperationRow, Page, page as view};
use crate::platform::error::Error;
use crate::platform::i18n::{format, parse_day};
use crate::platform::sheets::{self, Cell, Ledger, SheetError};
use crate::platform::store::{ReadTx, Reader};
use crate::platform::values::{Cursor, Day, PAGE_LIMIT_MAX};
use crate::platform::web::{Cx, Outcome, PageHead};
use crate::tr;

const ROWS: usize = 50;
/// Dues that the page shows: the nearest.
const DUES: usize = 10;
/// The most operations of one workbook.
const SHEET_MAX: usize = 200_000;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub from: String,
    pub to: String,
    pub after: String,
}

impl Typed {
    fn period(&self) -> (Period, Vec<&'static str>) {
        let mut wrong = Vec::new();
        let mut day = |field, text: &str| -> Option<Day> {
            let text = text.trim();
            if text.is_empty() {
                return None;
            }
            let read = parse_day(text).ok();
            if read.is_none() {
                wrong.push(field);
            }
            read
        };
        let period = Period {
            from: day("from", &self.from),
            to: day("to", &self.to),
        };
        (period, wrong)
    }

    pub fn address(&self, path: &str, after: &str) -> String {
        let pairs = [("from", self.from.as_str()), ("to", &self.to), ("after", after)];
        let pairs: Vec<_> = pairs.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        match serde_html_form::to_string(&pairs) {
            Ok(text) if !text.is_empty() => format!("{path}?{text}"),
            _ => path.to_owned(),
        }
    }
}

fn asked(cx: &Cx, tx: &ReadTx) -> Result<Settlement, Error> {
    may_read(&cx.access)?;
    let id: SettlementId = cx.param("id")?;
    tx.get(&id)?.ok_or(Error::NotFound)
}

/// With a link to the document where the reader sees it.
fn operation(tx: &ReadTx, documents: bool, operation: Operation) -> Result<OperationRow, Error> {
    let mut link = None;
    if documents && !operation.document.is_empty() {
        let id = Document::id_of(&operation.document);
        link = tx.get::<Document>(&id)?.map(|document| document.id);
    }
    Ok(OperationRow { operation, link })
}

pub async fn page(cx: Cx) -> Outcome {
    let tx = cx.access.read()?;
    let settlement = asked(&cx, &tx)?;
    let typed: Typed = cx.query()?;
    let (period, wrong) = typed.period();
    let after = match typed.after.as_str() {
        "" => None,
        text => Some(Cursor::try_from(text.to_owned()).map_err(|_| Error::NotFound)?),
    };
    let here = format!("{HERE}/{}", settlement.id);
    let panels = cx.part::<Panels>().drawn(&cx, &tx, &settlement)?;
    let documents = cx.access.may(SEE_DOCUMENTS);
    let (found, next) = queries::operations(&tx, settlement.id, period, after.clone(), ROWS)?;
    let operations: Result<Vec<OperationRow>, Error> =
        found.into_iter().map(|of| operation(&tx, documents, of)).collect();
    let title = tr!(cx.locale, "settlements-contract", number = settlement.number.as_str());
    let of: Row = row(&tx, cx.access.is_staff(), settlement)?;
    let (dues, _) = queries::dues_of_settlement(&tx, of.settlement.id, Period::default(), None, DUES)?;
    let page = Page {
        dues: &dues,
        dues_as_of: queries::dues_as_of(&tx, of.settlement.id)?,
        today: cx.access.now().day_in(&cx.services().zone),
        title: &title,
        here: &here,
        of: &of,
        typed: &typed,
        wrong: &wrong,
        operations: &operations?,
        panels: &panels,
        next: next.map(|cursor| typed.address(&here, &String::from(cursor))),
        first: after.is_none(),
    };
    let head = PageHead {
        title: &title,
        current: HERE,
    };
    cx.page(head, view(&cx, &page))
}

/// The operations of the period as a workbook, the oldest last, as the page has them.
pub async fn workbook(cx: Cx) -> Outcome {
    let settlement = asked(&cx, &cx.access.read()?)?;
    let typed: Typed = cx.query()?;
    let (period, _) = typed.period();
    let (l, access) = (cx.locale, cx.access.clone());
    let as_of = queries::as_of(&cx.access.read()?, settlement.id)?;
    let mut about = vec![
        tr!(l, "settlements-contract", number = settlement.number.as_str()),
        settlement.buyer.name.clone(),
    ];
    if let Some(at) = as_of {
        about.push(tr!(l, "lists-as-of", at = format::datetime(at, &cx.zone).as_str()));
    }
    let name = format!("{}.xlsx", about[0]);
    let make = move || -> Result<Ledger, Error> {
        let tx = access.read()?;
        let heads = [
            (tr!(l, "settlements-op-day"), 12),
            (tr!(l, "settlements-op-kind"), 34),
            (tr!(l, "settlements-op-number"), 20),
            (tr!(l, "settlements-op-debit"), 18),
            (tr!(l, "settlements-op-credit"), 18),
            (tr!(l, "settlements-col-currency"), 9),
        ]
        .map(|(head, width)| (head.to_owned(), width));
        let mut ledger = Ledger::new(tr!(l, "settlements-operations"), &about, &heads).map_err(Error::internal)?;
        let (mut after, mut rows) = (None, 0);
        loop {
            let (found, next) = queries::operations(&tx, settlement.id, period, after, PAGE_LIMIT_MAX)?;
            rows += found.len();
            for of in found {
                let cells = [
                    Cell::Day(of.day),
                    Cell::text(of.kind),
                    Cell::text(of.number),
                    Cell::Money(of.debit),
                    Cell::Money(of.credit),
                    Cell::text(of.debit.currency.code()),
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
    Ok(cx.download_streamed::<SheetError>(&name, sheets::XLSX, move |out| ledger.save(out)))
}
