//! One document.

use axum::http::header;
use axum::response::IntoResponse;

use super::HERE;
use crate::modules::dealers::permissions::EDIT;
use crate::modules::dealers::queries::own_entities;
use crate::modules::dealers::{Contract, Dealer, OwnEntity};
use crate::modules::documents::actions::{Way, may_read, note};
use crate::modules::documents::model::{Document, DocumentId};
use crate::modules::documents::panels::Panels;
use crate::modules::documents::payment::{self, Lack, Payment};
use crate::modules::documents::permissions::READERS;
use crate::modules::documents::{queries, views};
use crate::platform::error::Error;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::web::{Cx, Outcome, PageHead};

/// The document of the address, as far as the reader may know of it.
pub fn asked(cx: &Cx) -> Result<Document, Error> {
    may_read(&cx.access)?;
    let id: DocumentId = cx.param("id")?;
    cx.access.read()?.get(&id)?.ok_or(Error::NotFound)
}

/// How an invoice is paid.
pub enum Paying {
    Ready(Payment),
    /// For the manufacturer's people: what the seller's requisites lack. The seller, where the reader may fill them in.
    Lacks(Vec<Lack>, Option<OwnEntity>),
}

/// `None`: nobody pays by it, or the reader has nothing to do about what is missing.
fn paying(cx: &Cx, tx: &ReadTx, document: &Document) -> Result<Option<Paying>, Error> {
    if !payment::is_payable(&document.told) {
        return Ok(None);
    }
    let own = own_entities(tx)?;
    let staff = cx.access.is_staff();
    let Some(seller) = payment::seller(&own, &document.told.seller) else {
        return Ok(staff.then(|| Paying::Lacks(vec![Lack::Seller], None)));
    };
    if !payment::is_russian(seller) {
        return Ok(None);
    }
    Ok(match payment::payment(&document.told, seller) {
        Ok(payment) => Some(Paying::Ready(payment)),
        Err(lacks) => {
            let editable = cx.access.may(EDIT).then(|| seller.clone());
            staff.then_some(Paying::Lacks(lacks, editable))
        }
    })
}

/// The payment code as a drawing.
pub async fn payment_code(cx: Cx) -> Outcome {
    let document = asked(&cx)?;
    let Some(Paying::Ready(payment)) = paying(&cx, &cx.access.read()?, &document)? else {
        return Err(Error::NotFound);
    };
    let drawing = payment.drawn(&cx.say(&document.title())).ok_or(Error::NotFound)?;
    // 1C may tell another sum at any time.
    let headers = [
        (header::CONTENT_TYPE, "image/svg+xml"),
        (header::CACHE_CONTROL, "private, no-store"),
    ];
    Ok((headers, drawing).into_response())
}

pub async fn page(cx: Cx) -> Outcome {
    let document = asked(&cx)?;
    note(&cx.access, std::slice::from_ref(&document), Way::Opened).await?;
    let tx = cx.access.read()?;
    let readings = match cx.access.may(READERS) {
        true => Some(queries::readings(&tx, &document)?),
        false => None,
    };
    let dealer = match document.dealer.filter(|_| cx.access.is_staff()) {
        Some(id) => tx.get::<Dealer>(&id)?,
        None => None,
    };
    let contract = match document.contract {
        Some(id) => tx.get::<Contract>(&id)?,
        None => None,
    };
    let panels = cx.part::<Panels>().drawn(&cx, &tx, &document)?;
    let title = cx.say(&document.title());
    let body = views::document::page(
        &cx,
        &views::document::Page {
            title: &title,
            document: &document,
            dealer: dealer.as_ref(),
            contract: contract.as_ref(),
            panels: &panels,
            paying: paying(&cx, &tx, &document)?.as_ref(),
            readings: readings.as_deref(),
        },
    );
    let head = PageHead {
        title: &title,
        current: HERE,
    };
    cx.page(head, body)
}
