//! Settlements by contract, as 1C tells them: what is owed, what is overdue, how much may still be owed, and the operations
//! behind it.
//!
//! 1C keeps the accounts: its figures are shown with their time and never recomputed. What is worked out here is said to be:
//! what the list comes to, where it differs from 1C's balance, and what of the limit is left. Currencies are never added up.

mod actions;
mod dues;
mod events;
mod follow;
mod model;
mod pages;
pub mod panels;
pub mod permissions;
mod queries;
mod records;
mod views;

pub use actions::{Taken, give, take};
pub use dues::{DUES_MAX, Due, DueId, Terms, ToldDue, due_day};
pub use events::SettlementEvent;
pub use model::{Freshness, OPERATIONS_MAX, Operation, Settlement, SettlementId, Told, ToldLimit, ToldOperation};
pub use queries::{
    Filter, Period, as_of, dues_as_of, dues_of, dues_of_settlement, dues_of_settlements, of_contract, of_dealer,
    operations, overdue_of_settlement, page, terms_of,
};
pub use records::{
    DUE_BY_DEALER, DUE_BY_SETTLEMENT, OPERATION_BY_SETTLEMENT, RECORDS, SETTLEMENT_BY_COUNTERPARTY,
    SETTLEMENT_BY_DEALER,
};

use std::sync::Arc;

use crate::icon;
use crate::modules::dealers::panels as of_dealers;
use crate::platform::error::Error;
use crate::platform::journal::Subscriber;
use crate::platform::services::Services;
use crate::platform::web::{Authority, MenuGroup, MenuItem, Module, Route};

pub const MODULE: Module = Module {
    name: "settlements",
    permissions: permissions::ALL,
    routes,
    records: RECORDS,
    subscribers,
    boot,
    menu: &[MenuItem {
        label: "settlements-title",
        icon: icon!("scale"),
        href: "/settlements",
        permission: permissions::SEE,
        group: MenuGroup::Work,
        count: None,
    }],
    finance: true,
    home: Some(pages::home::fill),
    ..Module::EMPTY
};

fn boot(services: &Arc<Services>) -> Result<(), Error> {
    services.provide(Arc::new(panels::Panels::default()));
    services.part::<of_dealers::Panels>().add(of_dealers::Panel {
        place: of_dealers::Place::Aside,
        permission: permissions::SEE,
        show: pages::home::panel,
    });
    Ok(())
}

fn subscribers(services: &Arc<Services>) -> Vec<Subscriber> {
    vec![follow::subscriber(services)]
}

fn routes() -> Vec<Route> {
    use Authority::Person;
    use pages::{contract, list};
    use permissions::SEE;
    vec![
        Route::get("/settlements", Person(SEE), list::page),
        Route::get("/settlements/list.xlsx", Person(SEE), list::workbook),
        Route::get("/settlements/{id}", Person(SEE), contract::page),
        Route::get("/settlements/{id}/operations.xlsx", Person(SEE), contract::workbook),
    ]
}

#[cfg(test)]
pub(crate) mod tests;
