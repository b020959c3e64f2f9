//! What happens to people when prices change: which of their drafts, templates and offers are touched and by how much,
//! in the bell and on a page.
//!
//! A *repricing* is one change of prices: a run of the exchange, a contract with another price type, a newer edition of
//! a model. It is looked at after its commit, from the rows that were kept of it ([`follow`]); what it means to a dealer
//! is written once for each ([`Touched`]).

mod events;
mod follow;
mod model;
mod pages;
mod permissions;
mod queries;
mod records;
mod tidy;
mod views;
mod worth;

pub use model::{
    Cause, Direction, Figure, Moved, Pair, Repricing, RepricingId, Row, Tally, Touched, TouchedDraft, TouchedOffer,
    TouchedVariant,
};
pub use permissions::SEE;
pub use records::{Leaf, REPRICING_BY_TIME, TOUCHED_BY_DEALER};

use std::sync::Arc;

use crate::icon;
use crate::platform::error::Error;
use crate::platform::journal::Subscriber;
use crate::platform::services::Services;
use crate::platform::timetable::Job;
use crate::platform::web::{Authority, MenuGroup, MenuItem, Module, Route};

pub const MODULE: Module = Module {
    name: "price_changes",
    permissions: permissions::ALL,
    routes,
    records: records::RECORDS,
    subscribers,
    jobs,
    menu: &[MenuItem {
        label: "prices-title",
        icon: icon!("trending-up"),
        href: "/price-changes",
        permission: SEE,
        group: MenuGroup::Work,
        count: None,
    }],
    ..Module::EMPTY
};

fn routes() -> Vec<Route> {
    use Authority::Person;
    vec![
        Route::get("/price-changes", Person(SEE), pages::list),
        Route::get("/price-changes/{id}", Person(SEE), pages::one),
        Route::get("/price-changes/{id}/changes.xlsx", Person(SEE), pages::workbook),
    ]
}

fn subscribers(services: &Arc<Services>) -> Vec<Subscriber> {
    vec![follow::subscriber(services)]
}

fn jobs() -> Vec<Job> {
    vec![Job {
        name: "prices.tidy",
        title: "prices-job-tidy",
        schedule: "0 50 3 * * *",
        work: |access| {
            Box::pin(async move {
                let work = move || tidy::tidy(&access);
                tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
            })
        },
    }]
}

#[cfg(test)]
mod tests;
