//! Handlers: read what was asked, one action or query, answer.

mod card;
mod company;
pub mod contract_form;
pub mod dealer_form;
pub mod entity_form;
pub mod frame;
pub mod home;
mod list;
mod own;
mod people;
pub mod person_form;

use super::permissions::{EDIT, SEE, SEE_COMPANY};
use crate::platform::access::permissions::{ADMINISTER, INVITE};
use crate::platform::web::{Authority, Route};

/// Forms of the module are short; the longest has a few dozen managers to tick.
const FORM_LIMIT: usize = 128 << 10;

pub fn routes() -> Vec<Route> {
    let mut routes = vec![
        Route::get("/dealers", Authority::Person(SEE), list::page),
        Route::get("/dealers/new", Authority::Person(EDIT), dealer_form::new),
        Route::post("/dealers/new", Authority::Person(EDIT), dealer_form::make),
        Route::get("/dealers/{id}", Authority::Person(SEE), card::page),
        Route::get("/dealers/{id}/edit", Authority::Person(EDIT), dealer_form::edit),
        Route::post("/dealers/{id}/edit", Authority::Person(EDIT), dealer_form::save),
        Route::post("/dealers/{id}/status", Authority::Person(EDIT), card::status),
        Route::get("/dealers/{id}/entities/new", Authority::Person(EDIT), entity_form::new),
        Route::post("/dealers/{id}/entities/new", Authority::Person(EDIT), entity_form::make),
        Route::get(
            "/dealers/{id}/entities/{entity}",
            Authority::Person(EDIT),
            entity_form::edit,
        ),
        Route::post(
            "/dealers/{id}/entities/{entity}",
            Authority::Person(EDIT),
            entity_form::save,
        ),
        Route::get(
            "/dealers/{id}/contracts/new",
            Authority::Person(EDIT),
            contract_form::new,
        ),
        Route::post(
            "/dealers/{id}/contracts/new",
            Authority::Person(EDIT),
            contract_form::make,
        ),
        Route::get(
            "/dealers/{id}/contracts/{contract}",
            Authority::Person(EDIT),
            contract_form::edit,
        ),
        Route::post(
            "/dealers/{id}/contracts/{contract}",
            Authority::Person(EDIT),
            contract_form::save,
        ),
        Route::get(
            "/dealers/{id}/people/new",
            Authority::Person(ADMINISTER),
            people::new_of_dealer,
        ),
        Route::post(
            "/dealers/{id}/invitations",
            Authority::Person(ADMINISTER),
            people::invite_to_dealer,
        ),
        Route::get("/own-entities", Authority::Person(EDIT), own::page),
        Route::get("/own-entities/new", Authority::Person(EDIT), own::new),
        Route::post("/own-entities/new", Authority::Person(EDIT), own::make),
        Route::get("/own-entities/{entity}", Authority::Person(EDIT), own::edit),
        Route::post("/own-entities/{entity}", Authority::Person(EDIT), own::save),
        Route::get("/people", Authority::Person(ADMINISTER), people::staff),
        Route::get("/people/new", Authority::Person(ADMINISTER), people::new_of_staff),
        Route::post(
            "/people/invitations",
            Authority::Person(ADMINISTER),
            people::invite_to_staff,
        ),
        Route::get("/people/{id}", Authority::Person(INVITE), person_form::page),
        Route::post("/people/{id}", Authority::Person(INVITE), person_form::save),
        Route::post("/people/{id}/state", Authority::Person(INVITE), person_form::state),
        Route::post(
            "/people/{id}/invitation",
            Authority::Person(INVITE),
            person_form::invitation,
        ),
        Route::get("/company", Authority::Person(SEE_COMPANY), company::page),
        Route::get("/company/people/new", Authority::Person(INVITE), people::new_of_company),
        Route::post(
            "/company/invitations",
            Authority::Person(INVITE),
            people::invite_to_company,
        ),
    ];
    for route in &mut routes {
        route.body_limit = FORM_LIMIT;
    }
    routes
}
