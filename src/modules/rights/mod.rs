//! Rights: roles that a company makes for its own people, the ceiling that the manufacturer sets for dealers, what one
//! person holds beside the role, and what is asked for.
//!
//! The rules lie in `platform::access`, which decides; this room has the pages.

mod pages;
mod views;

use std::sync::Arc;

use crate::modules::dealers::panels::{Panel, Panels, Place};
use crate::platform::access::asks_of;
use crate::platform::access::permissions::{DEALER_ROLES, INVITE};
use crate::platform::error::Error;
use crate::platform::services::Services;
use crate::platform::store::ReadTx;
use crate::platform::ui::Icon;
use crate::platform::web::{Cx, Home, HomeTask, Module};
use crate::{icon, tr};

pub const MODULE: Module = Module {
    name: "rights",
    routes: pages::routes,
    boot,
    home: Some(home),
    ..Module::EMPTY
};

fn boot(services: &Arc<Services>) -> Result<(), Error> {
    services.part::<Panels>().add(Panel {
        place: Place::Aside,
        permission: DEALER_ROLES,
        show: pages::card,
    });
    Ok(())
}

/// Who waits for a right, for those who can give it.
fn home(cx: &Cx, tx: &ReadTx, home: &mut Home) -> Result<(), Error> {
    if !cx.access.may(INVITE) {
        return Ok(());
    }
    let asks = asks_of(tx, cx.access.actor().company)?;
    let Some(first) = asks.first() else { return Ok(()) };
    let l = cx.locale;
    let icon: Icon = icon!("key");
    home.tasks.push(HomeTask {
        icon,
        pressing: true,
        what: tr!(l, "rights-asks-wait", n = asks.len()),
        why: first.name.clone(),
        action: (tr!(l, "rights-asks-open").to_owned(), "/rights/asks".to_owned()),
    });
    Ok(())
}
