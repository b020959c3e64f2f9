//! Delivery: how the goods of a draft or an order go, which carriers there are, what left in which shipment, and how it
//! arrived.
//!
//! The terms themselves are part of the order's record (`orders::Delivery`), so that its versions and its history hold them
//! and 1C gets them. Here stand the rules around: until when who may change them ([`Rules`]), the list of carriers with
//! their tracking pages ([`Carrier`]), and what each shipment holds ([`Parcel`]).

pub mod actions;
pub mod address;
mod events;
mod form;
pub mod model;
mod pages;
pub mod permissions;
pub mod person;
pub mod queries;
mod records;
mod seal;
mod views;

pub use address::{Address, AddressId};
pub use model::{Carrier, CarrierId, Parcel, ParcelId, Part, Photo, Receipt, Refusal, Remark, RemarkKind, Rules};
pub use person::{AskedPerson, Papers, Person};
pub use queries::parcels;
pub use records::{ADDRESS_BY_DEALER, ASKED_KEPT, CARRIER_BY_NAME, PARCEL_BY_ORDER, PERSON_KEPT, RECORDS};
pub use seal::{KEYS_FILE, PeopleKeys};

use std::sync::Arc;

use crate::icon;
use crate::modules::orders::panels::{Panel, Panels, Place};
use crate::modules::orders::permissions::{DRAFT, PLAN, SEE};
use crate::modules::orders::{DeliveryAsks, Gates};
use crate::platform::error::Error;
use crate::platform::services::Services;
use crate::platform::timetable::Job;
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
    jobs,
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
    panels.add_to_order(Panel {
        place: Place::Top,
        // Who it is comes and goes with the request, which is a version of the order.
        tag: |_, _, _| Ok(0),
        show: pages::asks::on_order,
    });
    panels.add_to_wishes(pages::asks::on_wish);
    panels.add_to_draft(Place::Aside, pages::panel::draft);
    let gates = services.part::<Gates>();
    gates.add_to_shipments(actions::unreceived);
    gates.add_to_delivery_asks(DeliveryAsks {
        asked: actions::asks::asked,
        answered: actions::asks::answered,
    });
    Ok(())
}

fn jobs() -> Vec<Job> {
    vec![Job {
        name: "delivery.forget",
        title: "delivery-job-forget",
        schedule: "0 50 3 * * *",
        work: |access| Box::pin(async move { actions::people::tidy(&access).await }),
    }]
}

fn routes() -> Vec<Route> {
    use Authority::Person;
    use pages::{addresses, asks, carriers, photos, recipient, shipments, terms};
    use permissions::{ADDRESSES, CARRIERS, CHANGE, PAPERS, RECEIVE};
    vec![
        Route::get("/addresses", Person(ADDRESSES), addresses::list),
        Route::post("/addresses", Person(ADDRESSES), addresses::add),
        Route::get("/addresses/new", Person(ADDRESSES), addresses::new),
        Route::get("/addresses/{id}", Person(ADDRESSES), addresses::one),
        Route::post("/addresses/{id}", Person(ADDRESSES), addresses::change),
        Route::post("/addresses/{id}/removal", Person(ADDRESSES), addresses::remove),
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
        Route::post("/orders/{number}/delivery/request", Person(CHANGE), asks::write_down),
        Route::post("/orders/{number}/delivery/request/removal", Person(CHANGE), asks::drop),
        Route::get("/orders/{number}/parcels", Person(SEE), shipments::page),
        Route::post("/orders/{number}/parcels", Person(PLAN), shipments::pack),
        Route::get(
            "/orders/{number}/parcels/{parcel}/photos/{place}/{pixels}",
            Person(SEE),
            photos::picture,
        ),
        Route::post("/orders/{number}/receipt", Person(RECEIVE), shipments::receive).body_limit(Photo::FORM_MAX),
        Route::get("/orders/{number}/recipient", Person(PAPERS), recipient::page),
        Route::post("/orders/{number}/recipient", Person(PAPERS), recipient::enter),
        Route::post("/orders/{number}/recipient/papers", Person(PAPERS), recipient::open),
        Route::post(
            "/orders/{number}/recipient/asked",
            Person(PAPERS),
            recipient::open_asked,
        ),
        Route::post("/orders/{number}/recipient/removal", Person(PAPERS), recipient::wipe),
    ]
}

#[cfg(test)]
mod tests;
