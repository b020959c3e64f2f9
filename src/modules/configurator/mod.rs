//! Products that are made to order: an administrator says what can be chosen of them and what it costs, a buyer chooses,
//! and the answer is a price with its arithmetic, or what is missing, or why it can't be made and what comes nearest.
//!
//! A *model* ([`Model`]) is pure and is evaluated by [`evaluate`]. It is written in tables, on pages or in a workbook, as
//! an unpublished one ([`Workshop`]); publishing makes an *edition* ([`Edition`]), which never changes. A line of a draft
//! names the edition that it was calculated with ([`Configuration`]), so that a newer one is told and not silently taken;
//! an order keeps what came of it ([`Settled`]).

pub mod actions;
mod drawing;
mod events;
mod line;
pub mod model;
pub mod pages;
pub mod permissions;
pub mod queries;
mod records;
pub mod tables;
pub mod views;

pub use line::{Configuration, Made, Settled, Spoken, line_of, made, spoken};
pub use model::{Choices, Chosen, Model, Nearest, Outcome, Priced, State, Step, evaluate, nearest};
pub use records::{EDITION_BY_PRODUCT, Edition, Offered, RECORDS, Workshop};

use std::sync::Arc;

use crate::icon;
use crate::modules::catalogue::{MadeToOrder, PICK, SEE};
use crate::platform::error::Error;
use crate::platform::services::Services;
use crate::platform::web::{Authority, MenuGroup, MenuItem, Module, Route};

pub const MODULE: Module = Module {
    name: "configurator",
    permissions: permissions::ALL,
    routes,
    records: RECORDS,
    menu: &[MenuItem {
        label: "configurator-title",
        icon: icon!("ruler-measure"),
        href: pages::HERE,
        permission: permissions::BUILD,
        group: MenuGroup::Administration,
        count: None,
    }],
    boot,
    ..Module::EMPTY
};

/// What an upload may weigh, in bytes: a model of a thousand rows takes some 100 KB.
const UPLOAD_MAX: usize = 5 << 20;

/// Tells the catalogue which products are made to order.
fn boot(services: &Arc<Services>) -> Result<(), Error> {
    services.provide(Arc::new(MadeToOrder(queries::is_offered)));
    Ok(())
}

fn routes() -> Vec<Route> {
    use Authority::Person;
    use pages::{build, configure, files};
    use permissions::BUILD;
    vec![
        Route::get("/products/{id}/configuration", Person(SEE), configure::page),
        Route::post("/products/{id}/configuration", Person(SEE), configure::change),
        Route::get(pages::calculator::CALCULATOR, Person(PICK), pages::calculator::page),
        Route::get("/configurator", Person(BUILD), build::list),
        Route::post("/configurator", Person(BUILD), build::begin),
        Route::get("/configurator/{product}", Person(BUILD), build::one),
        Route::get("/configurator/{product}/tables/{table}", Person(BUILD), build::table),
        Route::post("/configurator/{product}/tables/{table}", Person(BUILD), build::save),
        Route::get("/configurator/{product}/preview", Person(BUILD), build::preview),
        Route::post("/configurator/{product}/preview", Person(BUILD), build::try_out),
        Route::get("/configurator/{product}/workbook", Person(BUILD), files::workbook),
        Route::post("/configurator/{product}/workbook", Person(BUILD), files::upload).body_limit(UPLOAD_MAX),
        Route::get(
            "/configurator/{product}/editions/{edition}",
            Person(BUILD),
            files::edition,
        ),
        Route::post("/configurator/{product}/publication", Person(BUILD), build::publish),
        Route::post("/configurator/{product}/withdrawal", Person(BUILD), build::withdraw),
    ]
}

#[cfg(test)]
mod tests;
