//! How the installation is: probes for whoever runs it, figures for whoever watches it, a page for the administrator.
//!
//! Nothing is kept: everything is read from what the other rooms keep, or counted in memory since the start.

mod certificate;
mod exposition;
mod facts;
mod model;
mod pages;
mod probes;
mod views;

pub use facts::{MetricsDoor, Watch};

use crate::icon;
use crate::platform::access::permissions::ADMINISTER;
use crate::platform::web::{Authority, MenuGroup, MenuItem, Module, Route};

pub const MODULE: Module = Module {
    name: "health",
    routes,
    menu: &[MenuItem {
        label: "health-title",
        icon: icon!("activity"),
        href: pages::HERE,
        permission: ADMINISTER,
        group: MenuGroup::Administration,
        count: None,
    }],
    recovery: &[pages::HERE],
    ..Module::EMPTY
};

fn routes() -> Vec<Route> {
    vec![
        Route::get("/livez", Authority::Public, probes::live),
        Route::get("/readyz", Authority::Public, probes::ready),
        Route::get("/up", Authority::Public, probes::ready),
        Route::get("/metrics", Authority::Public, probes::metrics),
        Route::get(pages::HERE, Authority::Person(ADMINISTER), pages::page),
    ]
}
