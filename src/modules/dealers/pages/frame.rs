//! What the module adds to the frame of every page: the dealer's manager.

use crate::modules::dealers::model::Dealer;
use crate::platform::access::{Access, Membership};
use crate::platform::error::Error;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::web::ShellExtras;

/// The first manager that still works, for the people of a dealer.
pub fn fill(tx: &ReadTx, access: &Access, extras: &mut ShellExtras) -> Result<(), Error> {
    let Some(own) = access.actor().company else {
        return Ok(());
    };
    let Some(dealer) = tx.shared::<Dealer>(&own)? else {
        return Ok(());
    };
    for id in &dealer.managers {
        if let Some(manager) = tx.shared::<Membership>(id)?.filter(|manager| !manager.disabled) {
            extras.manager = Some((manager.name.clone(), manager.phone.clone().unwrap_or_default()));
            return Ok(());
        }
    }
    Ok(())
}
