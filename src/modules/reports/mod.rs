//! Plans and figures: the production plan, the pipeline of open orders, sales, kept promises, and a dealer's own report.
//!
//! No page walks all orders. A follower of the journal keeps sums by dealer, stretch of time and part of the range
//! ([`counting`]); a page reads the sums that it shows, and the orders behind a figure by an index that begins with what
//! the figure is about. Sums can be thrown away and are counted anew.

mod actions;
mod counting;
mod figures;
mod model;
mod pages;
mod permissions;
mod queries;
mod records;
mod views;

#[cfg(test)]
mod tests;

pub use actions::set_plan;
pub use model::{Capacity, Measure, PlanSettings};

use std::sync::Arc;

use crate::icon;
use crate::modules::dealers::panels::{Panel, Panels, Place};
use crate::platform::error::Error;
use crate::platform::journal::Subscriber;
use crate::platform::services::Services;
use crate::platform::timetable::Job;
use crate::platform::web::{Authority, MenuGroup, MenuItem, Module, Route};

pub const MODULE: Module = Module {
    name: "reports",
    permissions: permissions::ALL,
    routes,
    records: records::RECORDS,
    subscribers,
    jobs,
    boot,
    menu: &[
        MenuItem {
            label: "reports-pipeline-title",
            icon: icon!("progress"),
            href: "/pipeline",
            permission: permissions::SEE_PIPELINE,
            group: MenuGroup::Work,
            count: None,
        },
        MenuItem {
            label: "reports-plan-title",
            icon: icon!("calendar-stats"),
            href: "/plan",
            permission: permissions::SEE_PLAN,
            group: MenuGroup::Work,
            count: None,
        },
        MenuItem {
            label: "reports-analytics-title",
            icon: icon!("chart-bar"),
            href: "/analytics",
            permission: permissions::SEE_ANALYTICS,
            group: MenuGroup::Work,
            count: None,
        },
        MenuItem {
            label: "reports-promises-title",
            icon: icon!("calendar-check"),
            href: "/promises",
            permission: permissions::SEE_PROMISES,
            group: MenuGroup::Work,
            count: None,
        },
        MenuItem {
            label: "reports-company-title",
            icon: icon!("chart-bar"),
            href: "/company/report",
            permission: permissions::SEE_REPORT,
            group: MenuGroup::Company,
            count: None,
        },
        MenuItem {
            label: "reports-load-title",
            icon: icon!("calendar-stats"),
            href: "/plan/load",
            permission: permissions::SEE_LOAD,
            group: MenuGroup::Company,
            count: None,
        },
    ],
    ..Module::EMPTY
};

fn boot(services: &Arc<Services>) -> Result<(), Error> {
    services.part::<Panels>().add(Panel {
        place: Place::Main,
        permission: permissions::SEE_ANALYTICS,
        show: pages::dealer::panel,
    });
    Ok(())
}

fn routes() -> Vec<Route> {
    use Authority::Person;
    use pages::{analytics, capacity, company, pipeline, plan, promises};
    use permissions::{EDIT_PLAN, SEE_ANALYTICS, SEE_LOAD, SEE_PIPELINE, SEE_PLAN, SEE_PROMISES, SEE_REPORT};
    vec![
        Route::get("/plan", Person(SEE_PLAN), plan::page),
        Route::get("/plan/orders", Person(SEE_PLAN), plan::orders),
        Route::get("/plan.xlsx", Person(SEE_PLAN), plan::workbook),
        Route::get("/plan/load", Person(SEE_LOAD), plan::load),
        Route::get("/plan/capacity", Person(EDIT_PLAN), capacity::page),
        Route::post("/plan/capacity", Person(EDIT_PLAN), capacity::keep),
        Route::get("/pipeline", Person(SEE_PIPELINE), pipeline::page),
        Route::get("/analytics", Person(SEE_ANALYTICS), analytics::page),
        Route::get("/analytics/orders", Person(SEE_ANALYTICS), analytics::orders),
        Route::get("/analytics.xlsx", Person(SEE_ANALYTICS), analytics::workbook),
        Route::get("/promises", Person(SEE_PROMISES), promises::page),
        Route::get("/promises/orders", Person(SEE_PROMISES), promises::orders),
        Route::get("/promises.xlsx", Person(SEE_PROMISES), promises::workbook),
        Route::get("/company/report", Person(SEE_REPORT), company::page),
        Route::get("/company/report.xlsx", Person(SEE_REPORT), company::workbook),
    ]
}

fn subscribers(services: &Arc<Services>) -> Vec<Subscriber> {
    vec![counting::subscriber(services)]
}

fn jobs() -> Vec<Job> {
    vec![Job {
        name: "reports.recount",
        title: "reports-job-recount",
        schedule: "0 20 3 * * *",
        work: |access| Box::pin(async move { counting::recount(&access).await }),
    }]
}
