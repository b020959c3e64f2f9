//! Feeds: a dealer's goods with its own prices behind a constant address, for its site, a marketplace or its own ERP.
//!
//! A *feed* says which goods, at which prices and in which format. Its address holds a secret of which the store keeps
//! only the hash, so it is shown once and changed when it is lost. A feed sees what the person sees who answers for it:
//! when that person, the contract or the dealer loses access, the address stops answering and the page says why.

pub mod actions;
mod events;
mod file;
mod formats;
mod gate;
mod key;
mod model;
mod pages;
pub mod permissions;
pub mod queries;
mod records;
mod views;

pub use file::{Made, made};
pub use key::{fresh as fresh_key, hash_of};
pub use model::*;
pub use records::*;

use std::sync::Arc;

use crate::icon;
use crate::platform::access::Sight;
use crate::platform::error::Error;
use crate::platform::services::Services;
use crate::platform::web::{Authority, MenuGroup, MenuItem, Module, Route};

pub const MODULE: Module = Module {
    name: "feeds",
    permissions: permissions::ALL,
    routes,
    records: RECORDS,
    menu: &[MenuItem {
        label: "feeds-title",
        icon: icon!("rss"),
        href: "/feeds",
        permission: permissions::MAKE,
        group: MenuGroup::Company,
        count: None,
    }],
    boot,
    home: Some(pages::home::fill),
    ..Module::EMPTY
};

/// A price that was made of the purchase price tells it, so it takes both rights, as in offers.
pub fn sees_costs(sight: Sight) -> bool {
    sight.purchase_price && sight.margin
}

fn boot(services: &Arc<Services>) -> Result<(), Error> {
    services.provide(Arc::new(gate::Gate::default()));
    services.provide(Arc::new(key::Shown::default()));
    services.provide(Arc::new(file::Known::default()));
    Ok(())
}

fn routes() -> Vec<Route> {
    use Authority::{Key, Person};
    use pages::{feed, form, list, public};
    use permissions::MAKE;
    const FEED: Authority = Key("feed");
    vec![
        Route::get("/feeds", Person(MAKE), list::page),
        Route::post("/feeds", Person(MAKE), form::make),
        Route::get("/feeds/new", Person(MAKE), form::new),
        Route::get("/feeds/{id}", Person(MAKE), feed::page),
        Route::post("/feeds/{id}", Person(MAKE), form::change),
        Route::get("/feeds/{id}/edit", Person(MAKE), form::edit),
        Route::get("/feeds/{id}/file", Person(MAKE), feed::file),
        Route::post("/feeds/{id}/key", Person(MAKE), feed::key),
        Route::post("/feeds/{id}/revocation", Person(MAKE), feed::revocation),
        Route::post("/feeds/{id}/removal", Person(MAKE), feed::removal),
        Route::get("/f/{secret}", FEED, public::file),
        Route::get("/fp/{key}/{product}/{hash}", FEED, public::picture),
    ]
}

#[cfg(test)]
mod tests;
