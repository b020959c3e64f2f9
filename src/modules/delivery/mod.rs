//! Delivery: how the goods of a draft or an order go, which carriers there are, what left in which shipment, and how it
//! arrived.
//!
//! The terms themselves are part of the order's record (`orders::Delivery`), so that its versions and its history hold them
//! and 1C gets them. Here stand the rules around: until when who may change them ([`Rules`]), the list of carriers with
//! their tracking pages ([`Carrier`]), and what each shipment holds ([`Parcel`]).

pub mod actions;
mod events;
mod form;
pub mod model;
mod pages;
pub mod permissions;
pub mod queries;
mod records;
mod views;

pub use model::{Carrier, CarrierId, Parcel, ParcelId, Part, Receipt, Refusal, Remark, RemarkKind, Rules};
pub use records::{CARRIER_BY_NAME, PARCEL_BY_ORDER, RECORDS};

use std::sync::Arc;

use crate::icon;
use crate::modules::orders::Gates;
use crate::modules::orders::panels::{Panel, Panels, Place};
use crate::modules::orders::permissions::{DRAFT, PLAN, SEE};
use crate::platform::error::Error;
use crate::platform::services::Services;
use crate::platform::web::{Authority, MenuGroup, MenuItem, Module, Route};

pub const MODULE: Module = Module {
    name: "delivery",
    permissions: permissions::ALL,
    routes,
    records: RECORDS,
    menu: &[MenuItem {
        label: "delivery-carriers",
        icon: icon!("truck-delivery"),
        href: "/carriers",
        permission: permissions::CARRIERS,
        group: MenuGroup::Administration,
        count: None,
    }],
    boot,
    ..Module::EMPTY
};

fn boot(services: &Arc<Services>) -> Result<(), Error> {
    let panels = services.part::<Panels>();
    panels.add_to_order(Panel {
        place: Place::Aside,
        tag: pages::panel::tag,
        show: pages::panel::order,
    });
    panels.add_to_draft(Place::Aside, pages::panel::draft);
    services.part::<Gates>().add_to_shipments(actions::unreceived);
    Ok(())
}

fn routes() -> Vec<Route> {
    use Authority::Person;
    use pages::{carriers, shipments, terms};
    use permissions::{CARRIERS, CHANGE, RECEIVE};
    vec![
        Route::get("/carriers", Person(CARRIERS), carriers::list),
        Route::post("/carriers", Person(CARRIERS), carriers::add),
        Route::get("/carriers/new", Person(CARRIERS), carriers::new),
        Route::post("/carriers/rules", Person(CARRIERS), carriers::rules),
        Route::get("/carriers/{id}", Person(CARRIERS), carriers::one),
        Route::post("/carriers/{id}", Person(CARRIERS), carriers::change),
        Route::get("/drafts/{id}/delivery", Person(DRAFT), terms::of_draft),
        Route::post("/drafts/{id}/delivery", Person(DRAFT), terms::change_draft),
        Route::get("/orders/{number}/delivery", Person(SEE), terms::of_order),
        Route::post("/orders/{number}/delivery", Person(CHANGE), terms::change_order),
        Route::get("/orders/{number}/parcels", Person(SEE), shipments::page),
        Route::post("/orders/{number}/parcels", Person(PLAN), shipments::pack),
        Route::post("/orders/{number}/receipt", Person(RECEIVE), shipments::receive),
    ]
}

#[cfg(test)]
mod tests;
