//! The list of documents, and the same as a workbook.

use serde::Deserialize;

use super::HERE;
use crate::modules::dealers::queries as of_dealers;
use crate::modules::dealers::{Contract, Dealer};
use crate::modules::documents::actions::may_read;
use crate::modules::documents::model::{Document, DocumentKind};
use crate::modules::documents::queries::{self, Filter, State};
use crate::modules::documents::views::list::{Fields, List, page as view};
use crate::platform::access::Access;
use crate::platform::error::Error;
use crate::platform::i18n::{format, parse_day};
use crate::platform::sheets::{self, Cell, Ledger, SheetError};
use crate::platform::store::{ReadTx, Reader};
use crate::platform::values::{Cursor, Day, DealerId, Scope};
use crate::platform::web::{Cx, Outcome, PageHead};
use crate::tr;

const ROWS: usize = 50;
/// The most documents of one workbook.
const SHEET_MAX: usize = 100_000;

/// The filter as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub q: String,
    pub kind: String,
    pub from: String,
    pub to: String,
    pub contract: String,
    pub dealer: String,
    pub state: String,
    pub after: String,
}

impl Typed {
    /// What can't be read narrows nothing; its field says so.
    pub fn filter(&self, access: &Access) -> (Filter, Vec<&'static str>) {
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
        let (from, to) = (day("from", &self.from), day("to", &self.to));
        let staff = access.is_staff();
        let filter = Filter {
            text: self.q.trim().to_lowercase().chars().take(100).collect(),
            kind: DocumentKind::from_code(&self.kind),
            from,
            to,
            contract: self.contract.parse().ok(),
            dealer: staff.then(|| self.dealer.parse().ok()).flatten(),
            state: match staff {
                true => State::from_code(&self.state),
                false => State::Any,
            },
        };
        (filter, wrong)
    }

    pub fn address(&self, path: &str, after: &str) -> String {
        let pairs = [
            ("q", self.q.as_str()),
            ("kind", &self.kind),
            ("from", &self.from),
            ("to", &self.to),
            ("contract", &self.contract),
            ("dealer", &self.dealer),
            ("state", &self.state),
            ("after", after),
        ];
        let pairs: Vec<_> = pairs.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        match serde_html_form::to_string(&pairs) {
            Ok(text) if !text.is_empty() => format!("{path}?{text}"),
            _ => path.to_owned(),
        }
    }

    pub fn is_narrowed(&self) -> bool {
        [
            &self.q,
            &self.kind,
            &self.from,
            &self.to,
            &self.contract,
            &self.dealer,
            &self.state,
        ]
        .iter()
        .any(|value| !value.is_empty())
    }
}

/// A row with the names that it needs.
pub struct Row {
    pub document: Document,
    /// For the manufacturer's people.
    pub dealer: Option<String>,
}

fn row(tx: &ReadTx, staff: bool, document: Document) -> Result<Row, Error> {
    let dealer = match (staff, document.dealer) {
        (true, Some(id)) => tx.shared::<Dealer>(&id)?.map(|dealer| dealer.name.clone()),
        _ => None,
    };
    Ok(Row { document, dealer })
}

/// Contracts that the filter offers: of the reader's company, or of the dealer that is chosen.
fn contracts(access: &Access, tx: &ReadTx, filter: &Filter) -> Result<Vec<Contract>, Error> {
    match filter.dealer.or_else(|| access.scope().dealer()) {
        Some(dealer) => of_dealers::contracts(tx, dealer),
        None => Ok(Vec::new()),
    }
}

fn dealers(tx: &ReadTx, staff: bool) -> Result<Vec<(DealerId, String)>, Error> {
    if !staff {
        return Ok(Vec::new());
    }
    of_dealers::choices(tx)
}

pub async fn page(cx: Cx) -> Outcome {
    may_read(&cx.access)?;
    let typed: Typed = cx.query()?;
    let (filter, wrong) = typed.filter(&cx.access);
    let after = match typed.after.as_str() {
        "" => None,
        text => Some(Cursor::try_from(text.to_owned()).map_err(|_| Error::NotFound)?),
    };
    let (access, asked, cursor) = (cx.access.clone(), filter.clone(), after.clone());
    // A search may look at thousands: others are not kept waiting.
    let look = move || queries::page(&access.read()?, &asked, cursor, ROWS);
    let found = tokio::task::spawn_blocking(look).await.map_err(Error::internal)??;
    let tx = cx.access.read()?;
    let staff = cx.access.is_staff();
    let rows: Result<Vec<Row>, Error> = found
        .documents
        .into_iter()
        .map(|document| row(&tx, staff, document))
        .collect();
    let strays = match (filter.state, cx.access.scope()) {
        (State::Stray, Scope::All) => queries::strays(&tx)?,
        _ => Vec::new(),
    };
    let list = List {
        rows: &rows?,
        strays: &strays,
        filter: &filter,
        typed: &typed,
        fields: Fields {
            wrong: &wrong,
            contracts: &contracts(&cx.access, &tx, &filter)?,
            dealers: &dealers(&tx, staff)?,
            all: *cx.access.scope() == Scope::All,
            staff,
        },
        next: found.next.map(|cursor| typed.address(HERE, &String::from(cursor))),
        first: after.is_none(),
        cut: found.cut,
    };
    let head = PageHead {
        title: tr!(cx.locale, "documents-title"),
        current: HERE,
    };
    cx.page(head, view(&cx, &list))
}

/// The documents of the filter as a workbook.
pub async fn workbook(cx: Cx) -> Outcome {
    may_read(&cx.access)?;
    let typed: Typed = cx.query()?;
    let (filter, _) = typed.filter(&cx.access);
    let (l, access) = (cx.locale, cx.access.clone());
    let at = format::datetime(cx.access.now(), &cx.zone);
    let about = vec![tr!(l, "lists-as-of", at = at.as_str())];
    let zone = cx.zone.clone();
    let make = move || -> Result<Ledger, Error> {
        let tx = access.read()?;
        let staff = access.is_staff();
        let (documents, whole) = queries::all(&tx, &filter, SHEET_MAX)?;
        let mut ledger = Ledger::new(tr!(l, "documents-title"), &about, &heads(l, staff)).map_err(Error::internal)?;
        for document in documents {
            let row = row(&tx, staff, document)?;
            ledger.row(&cells(l, &zone, staff, &row)).map_err(Error::internal)?;
        }
        if !whole {
            let cut = tr!(l, "lists-cut", n = format::count(SHEET_MAX).as_str());
            ledger.total(&[Cell::text(cut)]).map_err(Error::internal)?;
        }
        Ok(ledger)
    };
    let ledger = tokio::task::spawn_blocking(make).await.map_err(Error::internal)??;
    let name = format!("{}.xlsx", tr!(l, "documents-title"));
    Ok(cx.download_streamed::<SheetError>(&name, sheets::XLSX, move |out| ledger.save(out)))
}

fn heads(l: crate::platform::values::Locale, staff: bool) -> Vec<(String, u16)> {
    let mut heads = vec![
        (tr!(l, "documents-col-kind"), 18),
        (tr!(l, "documents-col-number"), 20),
        (tr!(l, "documents-col-day"), 12),
    ];
    if staff {
        heads.push((tr!(l, "documents-col-dealer"), 26));
    }
    heads.extend([
        (tr!(l, "documents-col-buyer"), 32),
        (tr!(l, "documents-col-seller"), 32),
        (tr!(l, "documents-col-contract"), 16),
        (tr!(l, "documents-col-order"), 14),
        (tr!(l, "documents-col-sum"), 16),
        (tr!(l, "documents-col-vat"), 16),
        (tr!(l, "documents-col-currency"), 9),
        (tr!(l, "documents-col-edo"), 24),
        (tr!(l, "documents-col-file"), 32),
    ]);
    heads
        .into_iter()
        .map(|(head, width)| (head.to_owned(), width))
        .collect()
}

fn cells(l: crate::platform::values::Locale, zone: &jiff::tz::TimeZone, staff: bool, row: &Row) -> Vec<Cell> {
    let told = &row.document.told;
    let kind = crate::modules::documents::views::kind(l, zone, told);
    let mut cells = vec![Cell::text(kind), Cell::text(told.number.as_str()), Cell::Day(told.day)];
    if staff {
        cells.push(row.dealer.clone().into());
    }
    let order = row.document.order.map(|(_, number)| number.to_string());
    cells.extend([
        Cell::text(told.buyer.name.as_str()),
        Cell::text(told.seller.name.as_str()),
        Cell::text(told.contract.as_str()),
        Cell::text(order.unwrap_or_else(|| told.order.clone())),
        told.sum.into(),
        told.vat.into(),
        Cell::text(told.currency.code()),
        Cell::text(told.edo.as_str()),
        row.document.file.as_ref().map(|file| file.name.clone()).into(),
    ]);
    cells
}
