//! Handlers: read what was asked, one action or query, answer.

mod asks;
mod ceilings;
pub mod person;
pub mod roles;

use crate::platform::access::permissions::{ADMINISTER, INVITE, SEE_AS, SIGNED_IN};
use crate::platform::access::{Permission, is_grantable};
use crate::platform::web::{Authority, Cx, Route};

pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/roles", Authority::Person(INVITE), roles::list),
        Route::get("/roles/new", Authority::Person(INVITE), roles::new),
        Route::post("/roles/new", Authority::Person(INVITE), roles::make),
        Route::get("/roles/ready/{role}", Authority::Person(INVITE), roles::ready),
        Route::get("/roles/ceilings", Authority::Person(ADMINISTER), ceilings::page),
        Route::post("/roles/ceilings", Authority::Person(ADMINISTER), ceilings::save),
        Route::get("/roles/{id}", Authority::Person(INVITE), roles::edit),
        Route::post("/roles/{id}", Authority::Person(INVITE), roles::save),
        Route::post("/roles/{id}/removal", Authority::Person(INVITE), roles::removal),
        Route::get("/people/{id}/rights", Authority::Person(INVITE), person::page),
        Route::post("/people/{id}/rights", Authority::Person(INVITE), person::set_right),
        Route::post("/people/{id}/stand-ins", Authority::Person(INVITE), person::stand_in),
        Route::post(
            "/people/{id}/stand-ins/end",
            Authority::Person(INVITE),
            person::end_stand_in,
        ),
        Route::post("/people/{id}/seen", Authority::Person(SEE_AS), person::seen),
        Route::get("/rights/asks", Authority::Person(INVITE), asks::list),
        Route::post("/rights/asks", Authority::Person(SIGNED_IN), asks::ask),
        Route::post("/rights/asks/answer", Authority::Person(INVITE), asks::answer),
    ]
}

/// The permissions that roles of this kind of company can hold, by the rooms that declare them: the platform's first.
pub fn grantable(cx: &Cx, of_dealer: bool) -> Vec<(&'static str, Vec<Permission>)> {
    let platform = ("access", crate::platform::access::permissions::ALL);
    let modules = cx.portal.modules.iter().map(|module| (module.name, module.permissions));
    let sections = std::iter::once(platform).chain(modules);
    let fitting = |all: &[Permission]| -> Vec<Permission> {
        let fits = all.iter().filter(|permission| is_grantable(**permission, of_dealer));
        fits.copied().collect()
    };
    sections
        .map(|(name, all)| (name, fitting(all)))
        .filter(|(_, all)| !all.is_empty())
        .collect()
}
