//! The payment calendar: what is to be paid by when, by month and as a list, as a feed for calendar programs, and with a
//! draft laid on it.
//!
//! Days and sums are 1C's, shown with their time; a day that the cabinet worked out, and everything about a draft, is said to
//! be ours. Currencies are never added up.

mod actions;
mod events;
mod ics;
mod laid;
mod model;
mod pages;
pub mod permissions;
mod queries;
mod records;
mod views;

pub use records::RECORDS;

use std::sync::Arc;

use crate::icon;
use crate::modules::orders::panels::{Panels, Place};
use crate::platform::error::Error;
use crate::platform::services::Services;
use crate::platform::web::{Authority, MenuGroup, MenuItem, Module, Route, Shown};

pub const MODULE: Module = Module {
    name: "calendar",
    permissions: permissions::ALL,
    routes,
    records: RECORDS,
    boot,
    menu: &[MenuItem {
        label: "calendar-title",
        icon: icon!("calendar-dollar"),
        href: pages::HERE,
        permission: permissions::SEE,
        group: MenuGroup::Work,
        count: None,
    }],
    finance: true,
    home: Some(pages::home::fill),
    ..Module::EMPTY
};

fn boot(services: &Arc<Services>) -> Result<(), Error> {
    services.provide(Arc::new(pages::feed::Gate::default()));
    services.provide(Arc::new(Shown::<pages::key::Own>::default()));
    services
        .part::<Panels>()
        .add_to_draft(Place::Aside, pages::draft::panel);
    Ok(())
}

fn routes() -> Vec<Route> {
    use Authority::{Key, Person};
    use pages::{feed, key, month, sheet};
    use permissions::SEE;
    vec![
        Route::get("/calendar", Person(SEE), month::page),
        Route::get("/calendar/list.xlsx", Person(SEE), sheet::workbook),
        Route::post("/calendar/key", Person(SEE), key::make),
        Route::post("/calendar/key/revocation", Person(SEE), key::revoke),
        Route::get("/calendar/{secret}", Key("calendar"), feed::file),
    ]
}
