//! Quick order: rows that were typed, pasted or uploaded are checked, and what is good becomes lines of a draft.
//!
//! What somebody brought is a *sheet* ([`Intake`]). It is checked anew each time that it is looked at, so nothing of the
//! check is stored. Good rows go into a draft and leave the sheet; the others stay, to be mended here or taken back as a
//! file that says why.

pub mod actions;
mod check;
mod columns;
mod lookup;
mod model;
mod pages;
mod read_models;
mod readings;
mod records;
mod views;

pub use check::{Choice, Kind, Meaning, Remark, Told, Verdict, check};
pub use columns::written;
pub use lookup::{Checked, Judged, SEARCHES_MAX, checked, verdicts};
pub use model::{Edit, Intake, IntakeId, ROWS_MAX, Refusal, Written};
pub use readings::Reading;
pub use records::{INTAKE_BY_CREATED, INTAKE_BY_DEALER, RECORDS};

use crate::icon;
use crate::modules::configurator::pages::calculator::CALCULATOR;
use crate::modules::orders::permissions::DRAFT;
use crate::platform::access::Access;
use crate::platform::timetable::Job;
use crate::platform::web::{Authority, MenuGroup, MenuItem, Module, Route};

pub const MODULE: Module = Module {
    name: "quick",
    routes,
    records: RECORDS,
    jobs,
    menu: &[
        MenuItem {
            label: "quick-title",
            icon: icon!("bolt"),
            href: "/quick",
            permission: DRAFT,
            group: MenuGroup::Work,
            count: None,
        },
        // Behind drafts and orders, which the bar of a phone has room for; it is one of the ways to begin an order.
        MenuItem {
            label: "configurator-calculator",
            icon: icon!("calculator"),
            href: CALCULATOR,
            permission: DRAFT,
            group: MenuGroup::Work,
            count: None,
        },
    ],
    home: Some(pages::home),
    ..Module::EMPTY
};

/// What an upload may weigh, in bytes: 5,000 rows of an XLSX take some 300 KB.
const UPLOAD_MAX: usize = 5 << 20;

fn routes() -> Vec<Route> {
    use Authority::Person;
    vec![
        Route::get("/quick", Person(DRAFT), pages::desk::page),
        Route::post("/quick", Person(DRAFT), pages::desk::begin).body_limit(UPLOAD_MAX),
        Route::post("/quick/file", Person(DRAFT), pages::files::upload).body_limit(UPLOAD_MAX),
        Route::get("/quick/suggestions", Person(DRAFT), pages::desk::suggestions),
        Route::get("/quick/templates/{format}", Person(DRAFT), pages::files::template),
        Route::get("/quick/{id}", Person(DRAFT), pages::sheet::page),
        Route::post("/quick/{id}", Person(DRAFT), pages::sheet::change),
        Route::post("/quick/{id}/lines", Person(DRAFT), pages::sheet::lines),
        Route::get("/quick/{id}/rest/{format}", Person(DRAFT), pages::files::rest),
        Route::post("/quick/{id}/removal", Person(DRAFT), pages::sheet::removal),
    ]
}

fn jobs() -> Vec<Job> {
    vec![Job {
        name: "quick.tidy",
        title: "quick-job-tidy",
        schedule: "0 20 4 * * *",
        work: |access: Access| Box::pin(async move { actions::tidy(&access).await }),
    }]
}

#[cfg(test)]
mod tests;
