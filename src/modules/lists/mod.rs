//! What the lists of orders and of goods have in common: filters that a person keeps under a name (*views*), shares
//! with colleagues or opens by default, and the columns that the person wants to see.
//!
//! A list says what it is ([`ListOf`]) and keeps the meaning of its own filter; here a filter is the text of an address.

pub mod actions;
mod events;
mod model;
mod pages;
pub mod queries;
mod records;
mod registry;
pub mod views;

pub use events::ViewEvent;
pub use model::{Habit, QUERY_MAX, SavedView, ViewEdit, ViewId};
pub use queries::{Shelf, me, opened, shelf};
pub use records::{RECORDS, VIEW_BY_OWNER, VIEW_SHARED};
pub use registry::{ListOf, Lists};

use std::sync::Arc;

use crate::platform::access::permissions::SIGNED_IN;
use crate::platform::web::{Authority, Module, Route};

pub const MODULE: Module = Module {
    name: "lists",
    routes,
    records: RECORDS,
    boot: |services| {
        services.provide(Arc::new(Lists::default()));
        Ok(())
    },
    ..Module::EMPTY
};

fn routes() -> Vec<Route> {
    use Authority::Person;
    vec![
        Route::get("/views", Person(SIGNED_IN), pages::page),
        Route::post("/views", Person(SIGNED_IN), pages::save),
        Route::post("/views/columns", Person(SIGNED_IN), pages::columns),
        Route::post("/views/{id}", Person(SIGNED_IN), pages::change),
        Route::post("/views/{id}/default", Person(SIGNED_IN), pages::by_default),
        Route::post("/views/{id}/removal", Person(SIGNED_IN), pages::removal),
    ]
}

#[cfg(test)]
mod tests;
