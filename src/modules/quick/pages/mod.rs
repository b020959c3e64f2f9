//! Handlers of quick order.

pub mod desk;
pub mod files;
pub mod sheet;

use super::views::Frame;
use crate::modules::dealers::Dealer;
use crate::modules::orders::Draft;
use crate::modules::orders::queries::drafts;
use crate::platform::error::Error;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::values::{DealerId, PageRequest};
use crate::platform::web::Cx;

/// The most drafts to choose from.
const DRAFTS_SHOWN: usize = 50;

fn frame(cx: &Cx) -> Frame {
    Frame {
        locale: cx.locale,
        zone: cx.zone.clone(),
        csrf: cx.csrf(),
        staff: cx.access.is_staff(),
    }
}

/// For whom rows are meant: a dealer's own people mean their company, whatever the form says.
fn dealer_of(cx: &Cx, tx: &ReadTx, named: Option<DealerId>) -> Result<Dealer, Error> {
    let id = cx.access.scope().dealer().or(named).ok_or(Error::NotFound)?;
    tx.get::<Dealer>(&id)?.ok_or(Error::NotFound)
}

/// The drafts of a dealer that rows may go to, latest first.
fn drafts_of(tx: &ReadTx, dealer: DealerId) -> Result<Vec<Draft>, Error> {
    let request = PageRequest::first(DRAFTS_SHOWN).descending();
    Ok(drafts(tx, Some(dealer), &request)?.items)
}
