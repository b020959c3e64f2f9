//! Lists of documents, always within the reader's scope and along an index; no page walks a table.

use std::ops::ControlFlow;
use std::sync::Arc;

use super::model::{Document, DocumentKind, Reading, Stray};
use super::records::{
    DOCUMENT_BY_DAY, DOCUMENT_BY_DEALER, DOCUMENT_BY_MANIFEST, DOCUMENT_BY_ORDER, READING_BY_DOCUMENT,
};
use crate::modules::dealers::Contract;
use crate::modules::orders::OrderId;
use crate::platform::access::Access;
use crate::platform::error::Error;
use crate::platform::journal::Who;
use crate::platform::store::{KeyPart, ReadTx, Reader};
use crate::platform::values::{Cursor, Day, DealerId, Id, MembershipId, PAGE_LIMIT_MAX, PageRequest, Scope};

/// The most documents that one page looks at for those it shows; the next page goes on from there.
const EXAMINED_MAX: usize = 10_000;
/// Documents that are taken from the index at once.
const PORTION: usize = 250;
/// Documents of an order that its page shows.
pub const OF_ORDER: usize = 50;
/// Readers that a document's page shows.
const READERS: usize = 200;
/// Stray files that the list shows.
pub const STRAYS: usize = 100;

/// Which documents a list shows by their state; the manufacturer's people ask for these.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    #[default]
    Any,
    /// The counterparty is unknown.
    Waiting,
    NoFile,
    Withdrawn,
    /// Files without documents: no document is shown.
    Stray,
}

impl State {
    pub const ALL: [State; 5] = [
        State::Any,
        State::Waiting,
        State::NoFile,
        State::Withdrawn,
        State::Stray,
    ];

    pub const fn code(self) -> &'static str {
        match self {
            State::Any => "",
            State::Waiting => "waiting",
            State::NoFile => "no-file",
            State::Withdrawn => "withdrawn",
            State::Stray => "stray",
        }
    }

    pub fn from_code(code: &str) -> State {
        State::ALL
            .into_iter()
            .find(|state| state.code() == code)
            .unwrap_or_default()
    }

    pub const fn message(self) -> &'static str {
        match self {
            State::Any => "documents-state-any",
            State::Waiting => "documents-state-waiting",
            State::NoFile => "documents-state-no-file",
            State::Withdrawn => "documents-state-withdrawn",
            State::Stray => "documents-state-stray",
        }
    }
}

/// What a list is narrowed to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// A part of the document's or the order's number, in small letters.
    pub text: String,
    pub kind: Option<DocumentKind>,
    pub from: Option<Day>,
    pub to: Option<Day>,
    pub contract: Option<Id<Contract>>,
    pub dealer: Option<DealerId>,
    pub state: State,
}

impl Filter {
    fn takes(&self, document: &Document) -> bool {
        let told = &document.told;
        let holds = |text: &str| text.to_lowercase().contains(&self.text);
        let named = self.text.is_empty()
            || holds(&told.number)
            || holds(&told.order)
            || document.order.is_some_and(|(_, number)| holds(&number.to_string()));
        named
            && self.kind.is_none_or(|kind| told.kind == kind)
            && self.contract.is_none_or(|contract| document.contract == Some(contract))
            && match self.state {
                State::Any => true,
                State::Waiting => document.dealer.is_none(),
                State::NoFile => document.lacks_file() && !told.withdrawn,
                State::Withdrawn => told.withdrawn,
                State::Stray => false,
            }
    }
}

/// A page of a list, the newest first.
pub struct Found {
    pub documents: Vec<Document>,
    pub next: Option<Cursor>,
    /// The bound was reached before the page was full: older ones were not looked at.
    pub cut: bool,
}

pub fn page(tx: &ReadTx, filter: &Filter, after: Option<Cursor>, rows: usize) -> Result<Found, Error> {
    let mut documents: Vec<Document> = Vec::new();
    let mut examined = 0;
    let mut next = each(tx, filter, after, |document, fits| {
        examined += 1;
        if fits {
            documents.push(document);
        }
        // One more than is shown: without it there is no next page.
        match documents.len() > rows || examined == EXAMINED_MAX {
            true => ControlFlow::Break(()),
            false => ControlFlow::Continue(()),
        }
    })?;
    let cut = next.is_some() && documents.len() < rows;
    if documents.len() > rows {
        documents.truncate(rows);
        // The one that is too many begins the next page: where the one before it ended.
        let last = documents.last();
        next = last.map(|last| Cursor::from_bytes((last.told.day, last.id).to_bytes()));
    }
    Ok(Found { documents, next, cut })
}

/// All documents of a filter, the newest first, at most `limit`; whether that is all.
pub fn all(tx: &ReadTx, filter: &Filter, limit: usize) -> Result<(Vec<Document>, bool), Error> {
    let mut documents = Vec::new();
    let next = each(tx, filter, None, |document, fits| {
        if fits {
            documents.push(document);
        }
        match documents.len() > limit {
            true => ControlFlow::Break(()),
            false => ControlFlow::Continue(()),
        }
    })?;
    let whole = documents.len() <= limit && next.is_none();
    documents.truncate(limit);
    Ok((documents, whole))
}

/// Visits documents along the index, each with whether the filter takes it. Where it stopped; `None` at the end.
pub fn each(
    tx: &ReadTx,
    filter: &Filter,
    after: Option<Cursor>,
    mut visit: impl FnMut(Document, bool) -> ControlFlow<()>,
) -> Result<Option<Cursor>, Error> {
    let own: Option<Vec<DealerId>> = match (filter.dealer, tx.scope()) {
        (Some(dealer), scope) => Some(vec![dealer].into_iter().filter(|one| scope.includes(*one)).collect()),
        (None, Scope::All) => None,
        (None, Scope::Dealers(dealers)) => Some(dealers.to_vec()),
        (None, Scope::Dealer(dealer) | Scope::Person { dealer, .. }) => Some(vec![*dealer]),
        (None, Scope::Nothing) => Some(Vec::new()),
    };
    // Before the first row: the end of the asked period.
    let start = filter
        .to
        .and_then(|to| to.tomorrow().ok())
        .map(|day| Cursor::from_bytes(day.to_bytes()));
    let mut request = PageRequest::first(PORTION).descending().after(after.or(start));
    loop {
        let page = match &own {
            None => tx.scan(&DOCUMENT_BY_DAY, &(), &request)?,
            Some(dealers) => {
                let prefixes: Vec<&DealerId> = dealers.iter().collect();
                tx.scan_merged(&DOCUMENT_BY_DEALER, &prefixes, &request)?
            }
        };
        for document in page.items {
            if filter.from.is_some_and(|from| document.told.day < from) {
                return Ok(None);
            }
            let here = (document.told.day, document.id).to_bytes();
            let fits = filter.takes(&document);
            if visit(document, fits).is_break() {
                return Ok(Some(Cursor::from_bytes(here)));
            }
        }
        match page.next {
            Some(next) => request = request.after(Some(next)),
            None => return Ok(None),
        }
    }
}

/// Documents of an order, the newest first.
pub fn of_order(tx: &impl Reader, order: OrderId) -> Result<Vec<Arc<Document>>, Error> {
    let request = PageRequest::first(OF_ORDER).descending();
    Ok(tx.shared_page(&DOCUMENT_BY_ORDER, &[&order], &request)?.items)
}

/// Who has read a document, the last first, as far as the asker may know.
pub fn readings(tx: &impl Reader, document: &Document) -> Result<Vec<Reading>, Error> {
    let page = tx.scan(&READING_BY_DOCUMENT, &document.id, &PageRequest::first(READERS))?;
    let mut readings = page.items;
    readings.sort_by_key(|reading| std::cmp::Reverse(reading.opened.max(reading.taken)));
    Ok(readings)
}

/// Files without documents, for those who see all.
pub fn strays(tx: &impl Reader) -> Result<Vec<Stray>, Error> {
    Ok(tx.list(STRAYS.min(PAGE_LIMIT_MAX))?)
}

/// Does a document name this file?
pub fn is_named(tx: &impl Reader, name: &str) -> Result<bool, Error> {
    let page = tx.scan(&DOCUMENT_BY_MANIFEST, name, &PageRequest::first(1))?;
    Ok(!page.items.is_empty())
}

/// The membership that acts; `None` for the system.
pub(super) fn member(access: &Access) -> Option<MembershipId> {
    match &access.actor().who {
        Who::Person { membership, .. } => Some(*membership),
        _ => None,
    }
}
