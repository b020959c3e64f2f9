//! One document.

use super::HERE;
use crate::modules::dealers::{Contract, Dealer};
use crate::modules::documents::actions::{Way, may_read, note};
use crate::modules::documents::model::{Document, DocumentId};
use crate::modules::documents::permissions::READERS;
use crate::modules::documents::{queries, views};
use crate::platform::error::Error;
use crate::platform::store::Reader;
use crate::platform::web::{Cx, Outcome, PageHead};

/// The document of the address, as far as the reader may know of it.
pub fn asked(cx: &Cx) -> Result<Document, Error> {
    may_read(&cx.access)?;
    let id: DocumentId = cx.param("id")?;
    cx.access.read()?.get(&id)?.ok_or(Error::NotFound)
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
    let title = cx.say(&document.title());
    let body = views::document::page(
        &cx,
        &views::document::Page {
            title: &title,
            document: &document,
            dealer: dealer.as_ref(),
            contract: contract.as_ref(),
            readings: readings.as_deref(),
        },
    );
    let head = PageHead {
        title: &title,
        current: HERE,
    };
    cx.page(head, body)
}
