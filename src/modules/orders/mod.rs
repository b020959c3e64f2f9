//! Orders: a draft is filled, calculated and submitted; the order it becomes moves along a line of stages, is changed
//! by versions, and remembers every date that was promised.
//!
//! A *draft* has no number and is edited freely by the people of one dealer. *Submission* freezes its prices and a hash
//! of the specification; the draft's id becomes the order's, so that pressing twice makes one order. After that
//! every change is a *version* with an author: a person of either side, or 1C. What differs from the agreed hash is
//! shown until the other side accepts it. A *stage* is data; rules match on its closed [`Kind`].

pub mod actions;
pub mod additions;
mod conflict;
mod difference;
mod draft_form;
mod edit_form;
mod events;
mod gates;
pub mod history;
pub mod line;
pub mod listing;
mod model;
mod number;
mod offers;
mod pages;
pub mod panels;
pub mod permissions;
pub mod queries;
pub mod read_models;
mod records;
mod repetition;
mod rewind;
mod search;
mod stage;
pub mod unsent;
pub mod views;
mod wishes;
mod worksheet;

pub use crate::modules::catalogue::{
    Asked, Calculation, Deal, Finding, LINES_MAX, Line, Margin, NoMargin, QUANTITY_MAX, Terms, VatShare, VatTable,
};
pub use actions::OrderSettings;
pub use difference::{Difference, Differences, LineDifference, Named, Secret, Shown, state};
pub use events::{About, DraftEvent, Heard, OrderEvent, RequestStep};
pub use gates::{DeliveryAsks, EditGate, Gates, MoveGate, ShipmentGate, StageUse, SubmissionGate};
pub use model::*;
pub use number::{NUMBER_LENGTH_MAX, NotANumber, OrderNumber, Prefix, SEQUENCE_MAX};
pub use pages::draft::{Seen, send_form};
use records::OWNERS;
pub use records::*;
pub use rewind::{name as name_one, name_all};
pub use stage::{
    Colour, Hand, Kind, Look, Mover, Names, Requirement, Reserved, Stage, StageKey, StageLine, StageSpec, Standing,
};
pub use worksheet::Worksheet;

use std::sync::Arc;

use crate::icon;
use crate::modules::lists::Lists;
use crate::platform::error::Error;
use crate::platform::search::Feed;
use crate::platform::services::Services;
use crate::platform::timetable::Job;
use crate::platform::web::{Authority, MenuGroup, MenuItem, Module, Route};

pub const MODULE: Module = Module {
    name: "orders",
    permissions: permissions::ALL,
    routes,
    records: RECORDS,
    owners: OWNERS,
    menu: &[
        MenuItem {
            label: "orders-drafts-title",
            icon: icon!("pencil"),
            href: "/drafts",
            permission: permissions::DRAFT,
            group: MenuGroup::Work,
            count: Some(queries::draft_count),
        },
        MenuItem {
            label: "orders-title",
            icon: icon!("clipboard-list"),
            href: "/orders",
            permission: permissions::SEE,
            group: MenuGroup::Work,
            count: Some(queries::open_count),
        },
        MenuItem {
            label: "orders-stages-title",
            icon: icon!("list-numbers"),
            href: "/stages",
            permission: permissions::STAGES,
            group: MenuGroup::Administration,
            count: None,
        },
    ],
    boot,
    jobs,
    home: Some(pages::home::fill),
    ..Module::EMPTY
};

/// Provides the module's settings and tells search what orders look like.
fn boot(services: &Arc<Services>) -> Result<(), Error> {
    services.provide(Arc::new(OrderSettings::default()));
    services.provide(Arc::new(panels::Panels::default()));
    services.provide(Arc::new(Gates::default()));
    services.provide(Arc::new(rewind::Heads::default()));
    services.part::<Feed>().add(search::SOURCE);
    services.part::<Lists>().add(listing::LIST);
    Ok(())
}

fn jobs() -> Vec<Job> {
    vec![Job {
        name: "orders.tidy",
        title: "orders-job-tidy",
        schedule: "0 55 3 * * *",
        work: |access| Box::pin(async move { unsent::tidy(&access).await }),
    }]
}

/// A form with the file of a paper, in bytes.
const MARKS_MAX: usize = 11 << 20;

fn routes() -> Vec<Route> {
    use Authority::Person;
    use pages::{
        configure, dates, draft, drafting, drafts, filling, lines_file, marks, order, orders, orders_bulk, remaking,
        repetition, requests, rewind, stages,
    };
    use permissions::{ACCEPT, DRAFT, MOVE, PLAN, SEE, STAGES, SUBMIT};
    vec![
        Route::get("/drafts", Person(DRAFT), drafts::list),
        Route::post("/drafts", Person(DRAFT), drafts::begin),
        Route::post("/drafts/lines", Person(DRAFT), drafts::pick),
        Route::post("/drafts/picked", Person(DRAFT), drafts::pick_many),
        Route::get("/drafts/{id}", Person(DRAFT), draft::page),
        Route::post("/drafts/{id}", Person(DRAFT), draft::change),
        Route::get("/drafts/{id}/catalogue", Person(DRAFT), filling::all),
        Route::get("/drafts/{id}/catalogue/groups/{group}", Person(DRAFT), filling::group),
        Route::get(
            "/drafts/{id}/catalogue/products/{product}",
            Person(DRAFT),
            filling::product,
        ),
        Route::post("/drafts/{id}/lines", Person(DRAFT), draft::line),
        Route::post("/drafts/{id}/picked", Person(DRAFT), drafts::pick_many_into),
        Route::post("/drafts/configured", Person(DRAFT), configure::pick),
        Route::get("/drafts/{id}/configure/{product}", Person(DRAFT), configure::page),
        Route::post("/drafts/{id}/configure/{product}", Person(DRAFT), configure::change),
        Route::post("/drafts/{id}/configured", Person(DRAFT), configure::add),
        Route::post("/drafts/{id}/renewal", Person(DRAFT), configure::renewal),
        Route::post("/drafts/{id}/substitution", Person(DRAFT), draft::substitution),
        Route::post("/drafts/{id}/copy", Person(DRAFT), drafting::copy),
        Route::post("/drafts/{id}/template", Person(DRAFT), drafting::template),
        Route::post("/drafts/{id}/split", Person(DRAFT), drafting::split),
        Route::post("/drafts/{id}/merger", Person(DRAFT), drafting::merger),
        Route::post("/drafts/{id}/resolution", Person(DRAFT), drafting::resolution),
        Route::post("/drafts/{id}/removal", Person(DRAFT), draft::removal),
        Route::post("/drafts/{id}/submission", Person(SUBMIT), draft::submission),
        Route::get("/orders", Person(SEE), orders::list),
        Route::get("/orders/totals", Person(SEE), orders::totals),
        Route::get(
            "/orders/dealers",
            Person(crate::modules::dealers::permissions::SEE),
            orders::dealers,
        ),
        Route::get("/orders/export.xlsx", Person(SEE), orders_bulk::export),
        Route::post("/orders/picked.xlsx", Person(SEE), orders_bulk::picked),
        Route::post("/orders/bulk/stage", Person(MOVE), orders_bulk::stage),
        Route::post("/orders/bulk/repetition", Person(DRAFT), orders_bulk::repetition),
        Route::get("/orders/{number}", Person(SEE), order::page),
        Route::get("/orders/{number}/lines.xlsx", Person(SEE), lines_file::file),
        Route::get("/orders/{number}/changes/{old}/{new}", Person(SEE), order::change),
        Route::get("/orders/{number}/history", Person(SEE), order::history),
        Route::get("/orders/{number}/rewind", Person(SEE), rewind::page),
        Route::post("/orders/{number}/stage", Person(MOVE), order::stage).body_limit(MARKS_MAX),
        Route::post("/orders/{number}/marks", Person(MOVE), marks::mark).body_limit(MARKS_MAX),
        Route::post("/orders/{number}/marks/{place}/file", Person(MOVE), marks::file).body_limit(MARKS_MAX),
        Route::post(
            "/orders/{number}/marks/{place}/withdrawal",
            Person(MOVE),
            marks::withdrawal,
        ),
        Route::get("/orders/{number}/paper/{hash}", Person(SEE), marks::paper),
        Route::post("/orders/{number}/promises", Person(PLAN), order::promise),
        Route::post("/orders/{number}/dates", Person(PLAN), dates::plan),
        Route::post("/orders/{number}/shipments", Person(PLAN), order::shipment),
        Route::post("/orders/{number}/acceptance", Person(ACCEPT), requests::difference),
        Route::get("/orders/{number}/edit", Person(ACCEPT), requests::page),
        Route::get("/orders/{number}/edit/look", Person(ACCEPT), requests::look),
        Route::get("/orders/{number}/configure/{product}", Person(ACCEPT), remaking::page),
        Route::post("/orders/{number}/configure/{product}", Person(ACCEPT), remaking::change),
        Route::post("/orders/{number}/configured", Person(ACCEPT), remaking::put),
        Route::post("/orders/{number}/unsent/removal", Person(ACCEPT), remaking::removal),
        Route::post("/orders/{number}/requests", Person(ACCEPT), requests::ask),
        Route::post("/orders/{number}/requests/answer", Person(ACCEPT), requests::answer),
        Route::post("/orders/{number}/cancellation", Person(ACCEPT), order::cancellation),
        Route::get("/orders/{number}/repetition", Person(DRAFT), repetition::page),
        Route::post("/orders/{number}/repetition", Person(DRAFT), repetition::begin),
        Route::get("/stages", Person(STAGES), stages::list),
        Route::post("/stages", Person(STAGES), stages::add),
        Route::get("/stages/new", Person(STAGES), stages::new),
        Route::get("/stages/{key}", Person(STAGES), stages::one),
        Route::post("/stages/{key}", Person(STAGES), stages::change),
        Route::post("/stages/{key}/place", Person(STAGES), stages::place),
        Route::get("/stages/{key}/removal", Person(STAGES), stages::removal_page),
        Route::post("/stages/{key}/removal", Person(STAGES), stages::removal),
    ]
}

#[cfg(test)]
pub(crate) mod tests;
