//! Setting an installation up: the first administrator comes in by a link that the server prints, and what is left to do
//! stands on the home page until it is done.
//!
//! There are no ready accounts. The link's secret lives in memory alone: a new start makes a new one.

mod checklist;
mod door;
mod pages;
#[cfg(test)]
mod tests;
mod views;

use std::sync::Arc;

pub use door::{Door, MINUTES};

use crate::platform::access::{Access, is_unfounded};
use crate::platform::error::Error;
use crate::platform::services::Services;
use crate::platform::web::{Authority, Module, Route};

pub const MODULE: Module = Module {
    name: "setup",
    routes,
    boot,
    home: Some(checklist::home),
    ..Module::EMPTY
};

fn routes() -> Vec<Route> {
    vec![
        Route::get("/setup/{secret}", Authority::Public, pages::page),
        Route::post("/setup/{secret}", Authority::Public, pages::found).body_limit(16 << 10),
    ]
}

fn boot(services: &Arc<Services>) -> Result<(), Error> {
    services.provide(Arc::new(Door::default()));
    Ok(())
}

/// The path by which the first administrator comes in, for the next [`MINUTES`]; `None` where somebody is there already.
pub fn offered(services: &Arc<Services>) -> Result<Option<String>, Error> {
    if !is_unfounded(&Access::system(services, "setup").read()?)? {
        return Ok(None);
    }
    let secret = services.part::<Door>().open(services.clock.now());
    Ok(Some(format!("/setup/{secret}")))
}
