//! Pages for the administrator.

use super::runs::{OneCStatus, PARTY_BY_STATE, Party};
use crate::platform::access::Access;
use crate::platform::error::Error;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::values::PageRequest;
use crate::platform::web::Route;

pub fn routes() -> Vec<Route> {
    Vec::new()
}

/// What waits for a decision: shown beside the menu item.
pub fn waiting_count(tx: &ReadTx, _: &Access) -> Result<u64, Error> {
    const SHOWN_MAX: usize = 100;
    let parties = tx.scan::<Party>(&PARTY_BY_STATE, &false, &PageRequest::first(SHOWN_MAX))?.items.len();
    let statuses = tx.list::<OneCStatus>(SHOWN_MAX)?.into_iter().filter(|status| status.stage.is_none()).count();
    Ok((parties + statuses) as u64)
}
