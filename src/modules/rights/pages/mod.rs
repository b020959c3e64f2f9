//! Handlers: read what was asked, one action or query, answer.

mod asks;
mod ceilings;
pub mod person;
pub mod roles;

use maud::Markup;

use crate::modules::dealers::Dealer;
use crate::modules::rights::views;
use crate::platform::access::permissions::{ADMINISTER, DEALER_ROLES, INVITE, SEE_AS, SIGNED_IN};
use crate::platform::access::{Permission, is_grantable, own_roles};
use crate::platform::error::Error;
use crate::platform::store::ReadTx;
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
        Route::get(
            "/dealers/{id}/roles",
            Authority::Person(DEALER_ROLES),
            roles::list_of_dealer,
        ),
        Route::get(
            "/dealers/{id}/roles/new",
            Authority::Person(DEALER_ROLES),
            roles::new_of_dealer,
        ),
        Route::post(
            "/dealers/{id}/roles/new",
            Authority::Person(DEALER_ROLES),
            roles::make_of_dealer,
        ),
        Route::get(
            "/dealers/{id}/roles/{role}",
            Authority::Person(DEALER_ROLES),
            roles::edit_of_dealer,
        ),
        Route::post(
            "/dealers/{id}/roles/{role}",
            Authority::Person(DEALER_ROLES),
            roles::save_of_dealer,
        ),
        Route::post(
            "/dealers/{id}/roles/{role}/removal",
            Authority::Person(DEALER_ROLES),
            roles::removal_of_dealer,
        ),
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

/// On a dealer's card.
pub fn card(cx: &Cx, tx: &ReadTx, dealer: &Dealer) -> Result<Option<Markup>, Error> {
    let own = own_roles(tx, Some(dealer.id))?;
    Ok(Some(views::roles::card(cx, dealer.id, &own)))
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
