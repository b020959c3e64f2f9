//! The evidence pack: an order's whole story as one archive, with the part of the journal's chain that proves it and the
//! installation's signature; checked by `kabinet evidence verify` without the installation.
//!
//! `pack` is the format and knows no orders; `story` tells an order in it, as far as who asks may see; `heads` mails the
//! head of the chain, so that the past is held from outside. What it proves and what not: docs/evidence.md.

mod events;
mod heads;
pub mod pack;
mod pages;
pub mod permissions;
mod records;
mod seal;
mod story;

pub use events::EvidenceEvent;
pub use heads::JOB;
pub use records::{MailedHead, RECORDS};
pub use seal::{KEY_FILE, PublicKey, SigningKey};
pub use story::{Asked, gather, order};

use std::sync::Arc;

use crate::modules::orders::panels::{Panel, Panels, Place};
use crate::platform::access::Access;
use crate::platform::access::permissions::{SEE_FINANCE, SEE_MARGIN, SEE_PURCHASE_PRICE};
use crate::platform::error::Error;
use crate::platform::services::Services;
use crate::platform::timetable::Job;
use crate::platform::values::Email;
use crate::platform::web::{Authority, Module, Route};
use permissions::TAKE;

pub const MODULE: Module = Module {
    name: "evidence",
    permissions: permissions::ALL,
    routes,
    records: RECORDS,
    boot,
    jobs,
    finance: true,
    ..Module::EMPTY
};

/// What the installation is, and what it signs with. A part of the services.
pub struct Settings {
    pub key: SigningKey,
    pub installation: uuid::Uuid,
    pub demo: bool,
    /// Who gets the head of the chain each day.
    pub heads_to: Vec<Email>,
}

/// A pack holds states as they are stored, with every price and sum.
///
/// # Errors
/// `Forbidden` with the right that is missing.
pub fn may_take(access: &Access) -> Result<(), Error> {
    access.require(TAKE)?;
    let sight = access.sight();
    let needed = [
        (sight.purchase_price, SEE_PURCHASE_PRICE),
        (sight.margin, SEE_MARGIN),
        (sight.finance, SEE_FINANCE),
    ];
    match needed.iter().find(|(seen, _)| !seen) {
        Some((_, missing)) => Err(Error::Forbidden(missing.id)),
        None => Ok(()),
    }
}

/// Writes down that a pack is taken: before it is made, so that it tells of itself.
pub async fn note(access: &Access, asked: &Asked) -> Result<(), Error> {
    let number = asked.number;
    let order = story::order(access, &access.read()?, number)?;
    let event = EvidenceEvent::taken(&order, !access.scope().is_staff(), asked.internal);
    access.write(move |write| write.change(&event).map(drop)).await
}

fn boot(services: &Arc<Services>) -> Result<(), Error> {
    services.part::<Panels>().add_to_order(Panel {
        place: Place::Head,
        tag: |cx, _, _| Ok(u64::from(may_take(&cx.access).is_ok())),
        show: pages::button,
    });
    Ok(())
}

fn jobs() -> Vec<Job> {
    vec![Job {
        name: JOB,
        title: "evidence-job-head",
        schedule: "0 10 0 * * *",
        work: |access| Box::pin(heads::mail(access)),
    }]
}

fn routes() -> Vec<Route> {
    use Authority::Person;
    vec![
        Route::get("/orders/{number}/evidence", Person(TAKE), pages::page),
        Route::post("/orders/{number}/evidence", Person(TAKE), pages::take),
    ]
}
