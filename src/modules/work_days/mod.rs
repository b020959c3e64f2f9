//! Working days: the production calendars of the countries that we trade in, shipped as data and corrected by an
//! administrator. What is due in so many days is worked out by them.

mod actions;
mod events;
mod model;
mod pages;
pub mod permissions;
mod queries;
mod records;
mod views;

pub use events::KINDS;
pub use model::{Calendar, Known, WorkDays, known};
pub use queries::calendar;
pub use records::RECORDS;

use crate::icon;
use crate::platform::web::{Authority, MenuGroup, MenuItem, Module, Route};

pub const MODULE: Module = Module {
    name: "work_days",
    permissions: permissions::ALL,
    routes,
    records: RECORDS,
    menu: &[MenuItem {
        label: "work-days-title",
        icon: icon!("calendar-cog"),
        href: pages::HERE,
        permission: permissions::EDIT,
        group: MenuGroup::Administration,
        count: None,
    }],
    ..Module::EMPTY
};

fn routes() -> Vec<Route> {
    use Authority::Person;
    use permissions::EDIT;
    vec![
        Route::get("/admin/work-days", Person(EDIT), pages::page),
        Route::post("/admin/work-days", Person(EDIT), pages::say),
        Route::post("/admin/work-days/shipped", Person(EDIT), pages::restore),
    ]
}
