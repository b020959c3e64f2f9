//! Holds: orders that don't go on while something is owed, why, and which payments free them.
//!
//! The administrator says by [rules](Rule) what is held, at which step; a [verdict](verdict) compares them with what 1C
//! tells of debts, limits and days of payment. Nobody takes a hold off an order but by a [release](Release) with a reason
//! and an end: a payment that 1C tells of ends it by itself.

mod actions;
mod events;
mod follow;
mod pages;
mod payments;
pub mod permissions;
mod queries;
mod records;
mod rule;
mod verdict;
mod views;
mod words;

pub use actions::{release, save_rule};
pub use queries::counted_against_limit;
pub use records::{HELD_ALL, HELD_BY_DEALER, Held, RECORDS, Release};
pub use rule::{Condition, Reach, Rule, RuleId, Step};
pub use verdict::{Others, Verdict};

use std::sync::Arc;

use crate::icon;
use crate::modules::orders::Gates;
use crate::modules::orders::panels::{Panel, Panels, Place};
use crate::platform::error::Error;
use crate::platform::services::Services;
use crate::platform::timetable::Job;
use crate::platform::web::{Authority, MenuGroup, MenuItem, Module, Route};

pub const MODULE: Module = Module {
    name: "holds",
    permissions: permissions::ALL,
    routes,
    records: RECORDS,
    subscribers: |services| vec![follow::subscriber(services)],
    jobs,
    boot,
    menu: &[
        MenuItem {
            label: "holds-title",
            icon: icon!("hand-stop"),
            href: "/holds",
            permission: permissions::SEE,
            group: MenuGroup::Work,
            count: Some(queries::held_count),
        },
        MenuItem {
            label: "holds-rules",
            icon: icon!("shield-pause"),
            href: "/holds/rules",
            permission: permissions::RULES,
            group: MenuGroup::Administration,
            count: None,
        },
    ],
    home: Some(pages::home::fill),
    ..Module::EMPTY
};

fn boot(services: &Arc<Services>) -> Result<(), Error> {
    let panels = services.part::<Panels>();
    panels.add_to_order(Panel {
        place: Place::Top,
        tag: pages::panel::tag,
        show: pages::panel::order,
    });
    panels.add_to_draft(Place::Top, pages::panel::draft);
    panels.add_to_rows(pages::panel::row);
    let gates = services.part::<Gates>();
    gates.add_to_submissions(actions::on_submission);
    gates.add_to_moves(actions::on_move);
    gates.add_to_shipments(actions::on_shipment);
    Ok(())
}

/// A day that has begun makes something overdue, and ends a release.
fn jobs() -> Vec<Job> {
    vec![Job {
        name: "holds.day",
        title: "holds-job-day",
        schedule: "0 5 0 * * *",
        work: |access| Box::pin(async move { follow::look_at_all(&access).await }),
    }]
}

fn routes() -> Vec<Route> {
    use Authority::Person;
    use pages::{list, order, rules};
    use permissions::{RELEASE, RULES, SEE};
    vec![
        Route::get("/holds", Person(SEE), list::page),
        Route::get("/holds/rules", Person(RULES), rules::list),
        Route::post("/holds/rules", Person(RULES), rules::add),
        Route::get("/holds/rules/new", Person(RULES), rules::new),
        Route::get("/holds/rules/{id}", Person(RULES), rules::one),
        Route::post("/holds/rules/{id}", Person(RULES), rules::change),
        Route::post("/holds/rules/{id}/removal", Person(RULES), rules::remove),
        Route::get("/holds/{id}", Person(SEE), order::page),
        Route::post("/holds/{id}/release", Person(RELEASE), order::release),
        Route::post("/holds/{id}/release/end", Person(RELEASE), order::end),
    ]
}
