//! Reconciliation with 1C: what the ledger says of a contract and a period, what each side disagrees with, and the word of
//! both.
//!
//! A reconciliation is a copy of the ledger as it was when somebody asked. A later exchange doesn't change it; the page says
//! what 1C tells otherwise by now. It is a draft that people agree by, not a signed paper, and says so.

mod actions;
mod events;
mod follow;
mod model;
mod pages;
mod paper;
pub mod permissions;
mod queries;
mod records;
mod sheet;
mod views;

pub use actions::{Asking, Marking, agree, answer, ask, mark};
pub use model::{Act, ActId, Lacking, Line, Mark, MarkId, quarter};
pub use queries::lines;
pub use records::RECORDS;

use std::sync::Arc;

use crate::icon;
use crate::modules::{documents, settlements};
use crate::platform::error::Error;
use crate::platform::journal::Subscriber;
use crate::platform::services::Services;
use crate::platform::web::{Authority, MenuGroup, MenuItem, Module, Route};

pub const MODULE: Module = Module {
    name: "reconciliation",
    permissions: permissions::ALL,
    routes,
    records: RECORDS,
    subscribers,
    boot,
    menu: &[MenuItem {
        label: "reconciliation-title",
        icon: icon!("checkup-list"),
        href: "/reconciliation",
        permission: permissions::SEE,
        group: MenuGroup::Work,
        count: Some(queries::waiting),
    }],
    finance: true,
    ..Module::EMPTY
};

/// One file of a mark, in bytes.
const FILE_MAX: u64 = 10 << 20;
/// The file and the fields of a mark, in bytes.
const UPLOAD_MAX: usize = 11 << 20;

fn boot(services: &Arc<Services>) -> Result<(), Error> {
    services
        .part::<settlements::panels::Panels>()
        .add(permissions::SEE, pages::panels::of_settlement);
    services
        .part::<documents::panels::Panels>()
        .add(permissions::SEE, pages::panels::of_document);
    Ok(())
}

fn subscribers(services: &Arc<Services>) -> Vec<Subscriber> {
    vec![follow::subscriber(services)]
}

fn routes() -> Vec<Route> {
    use Authority::Person;
    use pages::{act, asking, files, list, marking};
    use permissions::{ANSWER, SEE};
    vec![
        Route::get("/reconciliation", Person(SEE), list::page),
        Route::get("/reconciliation/new", Person(ANSWER), asking::form),
        Route::post("/reconciliation/new", Person(ANSWER), asking::ask),
        Route::get("/reconciliation/{id}", Person(SEE), act::page),
        Route::get("/reconciliation/{id}/changes", Person(SEE), act::changes),
        Route::get("/reconciliation/{id}/act.xlsx", Person(SEE), files::workbook),
        Route::get("/reconciliation/{id}/act.pdf", Person(SEE), files::paper),
        Route::post("/reconciliation/{id}/agreement", Person(ANSWER), act::agree),
        Route::post("/reconciliation/{id}/cancellation", Person(ANSWER), act::cancel),
        Route::get("/reconciliation/{id}/mark", Person(ANSWER), marking::form),
        Route::post("/reconciliation/{id}/mark", Person(ANSWER), marking::mark).body_limit(UPLOAD_MAX),
        Route::post(
            "/reconciliation/{id}/marks/{mark}/removal",
            Person(ANSWER),
            marking::remove,
        ),
        Route::post(
            "/reconciliation/{id}/marks/{mark}/answer",
            Person(ANSWER),
            marking::answer,
        ),
        Route::get("/reconciliation/{id}/marks/{mark}/file", Person(SEE), files::of_mark),
    ]
}

#[cfg(test)]
mod tests;
