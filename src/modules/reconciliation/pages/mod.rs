//! Handlers of reconciliations, and what they add to other pages.

pub mod act;
pub mod asking;
pub mod files;
pub mod list;
pub mod marking;
pub mod panels;

use super::actions::may_read;
use super::model::{Act, ActId, Party};
use crate::platform::access::Access;
use crate::platform::error::Error;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::web::Cx;

/// Where the list is.
pub const HERE: &str = "/reconciliation";

/// The reader's side.
pub fn own(access: &Access) -> Party {
    Party::of_company(access.actor().company)
}

/// The reconciliation of the address, as far as the reader may know of it.
fn asked(cx: &Cx, tx: &ReadTx) -> Result<Act, Error> {
    may_read(&cx.access)?;
    let id: ActId = cx.param("id")?;
    tx.get(&id)?.ok_or(Error::NotFound)
}
