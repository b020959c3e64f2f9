//! Offers to end clients: a dealer shows goods of a draft or an order at its own prices, by a link or as a file.
//!
//! An *offer* is frozen when it is made. What the client reads is a record of its own ([`public::PublicOffer`]) that
//! holds client-facing figures only; what the prices were made of is another ([`Costs`]), read for those who may see
//! purchase prices. So the public page has nothing to leak. The client may take a variant or ask; both wait for
//! somebody of the dealer on the home page.

pub mod actions;
pub mod composition;
mod events;
mod form;
mod limits;
mod link;
mod model;
mod pages;
pub mod paper;
pub mod permissions;
pub mod pricing;
pub mod public;
pub mod queries;
mod records;
pub mod sheet;
mod views;

pub use limits::Limits;
pub use link::{LinkKey, path};
pub use model::*;
pub use pricing::{Basis, Rounding, Rule, unit_of, with_tax};
pub use records::*;

use std::sync::Arc;

use crate::icon;
use crate::modules::orders::panels::{Panel, Panels, Place};
use crate::platform::access::Sight;
use crate::platform::error::Error;
use crate::platform::services::Services;
use crate::platform::web::{Authority, MenuGroup, MenuItem, Module, Route};

pub const MODULE: Module = Module {
    name: "offers",
    permissions: permissions::ALL,
    routes,
    records: RECORDS,
    owners: OWNERS,
    menu: &[MenuItem {
        label: "offers-title",
        icon: icon!("file-invoice"),
        href: "/offers",
        permission: permissions::MAKE,
        group: MenuGroup::Work,
        count: Some(queries::waiting_count),
    }],
    boot,
    home: Some(pages::home::fill),
    ..Module::EMPTY
};

/// What a logo may weigh, in bytes.
const LOGO_MAX: usize = 5 << 20;
/// What a client's answer may weigh, in bytes.
const ANSWER_MAX: usize = 32 << 10;

/// A margin tells the purchase price to whoever sees what the client pays, so it takes both rights.
pub fn sees_costs(sight: Sight) -> bool {
    sight.purchase_price && sight.margin
}

fn boot(services: &Arc<Services>) -> Result<(), Error> {
    services.provide(Arc::new(Limits::default()));
    let panels = services.part::<Panels>();
    panels.add_to_draft(Place::Head, pages::panels::draft_button);
    panels.add_to_draft(Place::Aside, pages::panels::draft_card);
    panels.add_to_order(Panel {
        place: Place::Head,
        tag: |_, _, _| Ok(0),
        show: pages::panels::order_button,
    });
    panels.add_to_order(Panel {
        place: Place::Aside,
        tag: pages::panels::order_tag,
        show: pages::panels::order_card,
    });
    Ok(())
}

fn routes() -> Vec<Route> {
    use Authority::{Key, Person};
    use pages::{form, letterhead, list, offer, public};
    use permissions::{LETTERHEAD, MAKE};
    const LINK: Authority = Key("offer");
    vec![
        Route::get("/offers", Person(MAKE), list::page),
        Route::post("/offers", Person(MAKE), form::make),
        Route::get("/offers/new", Person(MAKE), form::new),
        Route::post("/offers/calculation", Person(MAKE), form::calculation),
        Route::get("/offers/letterhead", Person(LETTERHEAD), letterhead::page),
        Route::post("/offers/letterhead", Person(LETTERHEAD), letterhead::save),
        Route::post("/offers/letterhead/logo", Person(LETTERHEAD), letterhead::logo).body_limit(LOGO_MAX),
        Route::post(
            "/offers/letterhead/logo/removal",
            Person(LETTERHEAD),
            letterhead::logo_removal,
        ),
        Route::get("/offers/{id}", Person(MAKE), offer::page),
        Route::post("/offers/{id}/revocation", Person(MAKE), offer::revocation),
        Route::post("/offers/{id}/extension", Person(MAKE), offer::extension),
        Route::post("/offers/{id}/settlement", Person(MAKE), offer::settlement),
        Route::get("/o/{secret}", LINK, public::page),
        Route::post("/o/{secret}/acceptance", LINK, public::acceptance).body_limit(ANSWER_MAX),
        Route::post("/o/{secret}/questions", LINK, public::question).body_limit(ANSWER_MAX),
        Route::get("/o/{secret}/file", LINK, public::file),
        Route::get("/o/{secret}/pictures/{hash}/{pixels}", LINK, public::picture),
    ]
}

#[cfg(test)]
mod tests;
