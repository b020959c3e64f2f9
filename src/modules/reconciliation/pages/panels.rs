//! Reconciliations on the page of a contract's settlement and of a document.

use maud::Markup;

use crate::modules::documents::{Document, DocumentKind};
use crate::modules::reconciliation::actions::may_read;
use crate::modules::reconciliation::permissions::ANSWER;
use crate::modules::reconciliation::{queries, views};
use crate::modules::settlements::{self, Settlement};
use crate::platform::error::Error;
use crate::platform::store::ReadTx;
use crate::platform::web::Cx;

/// Those that a contract's page shows.
const SHOWN: usize = 5;
/// Contracts of a dealer that a document's is looked for among.
const CONTRACTS: usize = 100;

pub fn of_settlement(cx: &Cx, tx: &ReadTx, settlement: &Settlement) -> Result<Option<Markup>, Error> {
    if may_read(&cx.access).is_err() || settlement.dealer.is_none() {
        return Ok(None);
    }
    let acts = queries::of_settlement(tx, settlement.id, SHOWN)?;
    let may_ask = cx.access.may(ANSWER);
    Ok(Some(views::panels::of_settlement(cx, settlement.id, &acts, may_ask)))
}

/// A reconciliation act of 1C leads to where one can disagree with it.
pub fn of_document(cx: &Cx, tx: &ReadTx, document: &Document) -> Result<Option<Markup>, Error> {
    let (Some(dealer), DocumentKind::Reconciliation) = (document.dealer, document.told.kind) else {
        return Ok(None);
    };
    if may_read(&cx.access).is_err() {
        return Ok(None);
    }
    let known = settlements::of_dealer(tx, dealer, CONTRACTS)?;
    let same = |of: &&Settlement| match document.contract {
        Some(contract) => of.contract == Some(contract),
        None => of.number == document.told.contract && of.entity == document.entity,
    };
    let contract = known.iter().find(same).map(|of| of.id);
    let may_ask = cx.access.may(ANSWER);
    Ok(Some(views::panels::of_document(cx, contract, may_ask)))
}
