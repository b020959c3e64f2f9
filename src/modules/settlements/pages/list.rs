//! The contracts of a dealer, or of all dealers that the reader sees.

use serde::Deserialize;

use super::HERE;
use crate::modules::dealers::Dealer;
use crate::modules::dealers::queries as of_dealers;
use crate::modules::settlements::actions::may_read;
use crate::modules::settlements::model::Settlement;
use crate::modules::settlements::queries::{self, Filter};
use crate::modules::settlements::views::list::{List, page as view};
use crate::platform::access::Access;
use crate::platform::error::Error;
use crate::platform::i18n::format;
use crate::platform::sheets::{self, Cell, Ledger, SheetError};
use crate::platform::store::{ReadTx, Reader};
use crate::platform::values::{Cursor, DealerId, Moment, PAGE_LIMIT_MAX};
use crate::platform::web::{Cx, Outcome, PageHead};
use crate::tr;

const ROWS: usize = 50;
/// The most contracts of one workbook.
const SHEET_MAX: usize = 10_000;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub dealer: String,
    pub overdue: String,
    pub after: String,
}

impl Typed {
    fn filter(&self, access: &Access) -> Filter {
        Filter {
            dealer: access.is_staff().then(|| self.dealer.parse().ok()).flatten(),
            overdue: !self.overdue.is_empty(),
        }
    }

    pub fn address(&self, path: &str, overdue: bool, after: &str) -> String {
        let overdue = if overdue { "1" } else { "" };
        let pairs = [("dealer", self.dealer.as_str()), ("overdue", overdue), ("after", after)];
        let pairs: Vec<_> = pairs.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        match serde_html_form::to_string(&pairs) {
            Ok(text) if !text.is_empty() => format!("{path}?{text}"),
            _ => path.to_owned(),
        }
    }
}

/// A contract with what stands beside it.
pub struct Row {
    pub settlement: Settlement,
    pub as_of: Option<Moment>,
    /// For the manufacturer's people.
    pub dealer: Option<String>,
}

pub fn row(tx: &ReadTx, staff: bool, settlement: Settlement) -> Result<Row, Error> {
    let dealer = match settlement.dealer.filter(|_| staff) {
        Some(id) => tx.shared::<Dealer>(&id)?.map(|dealer| dealer.name.clone()),
        None => None,
    };
    Ok(Row {
        as_of: queries::as_of(tx, settlement.id)?,
        settlement,
        dealer,
    })
}

pub async fn page(cx: Cx) -> Outcome {
    may_read(&cx.access)?;
    let typed: Typed = cx.query()?;
    let filter = typed.filter(&cx.access);
    let after = match typed.after.as_str() {
        "" => None,
        text => Some(Cursor::try_from(text.to_owned()).map_err(|_| Error::NotFound)?),
    };
    let tx = cx.access.read()?;
    let staff = cx.access.is_staff();
    let found = queries::page(&tx, &filter, after.clone(), ROWS)?;
    let rows: Result<Vec<Row>, Error> = found.settlements.into_iter().map(|of| row(&tx, staff, of)).collect();
    let dealers: Vec<(DealerId, String)> = match staff {
        true => of_dealers::choices(&tx)?,
        false => Vec::new(),
    };
    let list = List {
        rows: &rows?,
        filter: &filter,
        typed: &typed,
        dealers: &dealers,
        staff,
        cut: found.cut,
        next: found
            .next
            .map(|cursor| typed.address(HERE, filter.overdue, &String::from(cursor))),
        first: after.is_none(),
    };
    let head = PageHead {
        title: tr!(cx.locale, "settlements-title"),
        current: HERE,
    };
    cx.page(head, view(&cx, &list))
}

/// The same as a workbook. Each row has its currency, and nothing is added up.
pub async fn workbook(cx: Cx) -> Outcome {
    may_read(&cx.access)?;
    let typed: Typed = cx.query()?;
    let filter = typed.filter(&cx.access);
    let (l, access, zone) = (cx.locale, cx.access.clone(), cx.zone.clone());
    let about = vec![tr!(
        l,
        "lists-as-of",
        at = format::datetime(cx.access.now(), &cx.zone).as_str()
    )];
    let make = move || -> Result<Ledger, Error> {
        let tx = access.read()?;
        let staff = access.is_staff();
        let mut heads = vec![(tr!(l, "settlements-col-contract"), 18)];
        if staff {
            heads.push((tr!(l, "settlements-col-dealer"), 26));
        }
        heads.extend([
            (tr!(l, "settlements-col-buyer"), 34),
            (tr!(l, "settlements-col-balance"), 18),
            (tr!(l, "settlements-col-limit"), 18),
            (tr!(l, "settlements-col-available"), 18),
            (tr!(l, "settlements-col-overdue"), 18),
            (tr!(l, "settlements-col-currency"), 9),
            (tr!(l, "settlements-col-as-of"), 18),
        ]);
        let heads: Vec<(String, u16)> = heads
            .into_iter()
            .map(|(head, width)| (head.to_owned(), width))
            .collect();
        let mut ledger = Ledger::new(tr!(l, "settlements-title"), &about, &heads).map_err(Error::internal)?;
        let (mut after, mut rows) = (None, 0);
        loop {
            let found = queries::page(&tx, &filter, after, PAGE_LIMIT_MAX)?;
            rows += found.settlements.len();
            for settlement in found.settlements {
                let of = row(&tx, staff, settlement)?;
                let mut cells = vec![Cell::text(of.settlement.number.as_str())];
                if staff {
                    cells.push(of.dealer.clone().into());
                }
                let at = of.as_of.map(|at| format::datetime(at, &zone).to_string());
                cells.extend([
                    Cell::text(of.settlement.buyer.name.as_str()),
                    Cell::Money(of.settlement.closing),
                    of.settlement.limit.into(),
                    of.settlement.available().into(),
                    of.settlement.overdue.into(),
                    Cell::text(of.settlement.currency.code()),
                    at.into(),
                ]);
                ledger.row(&cells).map_err(Error::internal)?;
            }
            after = found.next;
            if after.is_none() {
                return Ok(ledger);
            }
            if rows >= SHEET_MAX {
                let cut = tr!(l, "lists-cut", n = format::count(rows).as_str());
                ledger.total(&[Cell::text(cut)]).map_err(Error::internal)?;
                return Ok(ledger);
            }
        }
    };
    let ledger = tokio::task::spawn_blocking(make).await.map_err(Error::internal)??;
    let name = format!("{}.xlsx", tr!(l, "settlements-title"));
    Ok(cx.download_streamed::<SheetError>(&name, sheets::XLSX, move |out| ledger.save(out)))
}
