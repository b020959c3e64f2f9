//! How the cabinet is called and looks: the manufacturer's name, one colour and its logo, set by an administrator.
//!
//! What follows from the colour (text on it, links, tints) is worked out from it and checked, so that no choice makes a
//! page that can't be read.

mod actions;
mod colour;
mod events;
mod model;
mod pages;
mod queries;
mod records;
#[cfg(test)]
mod tests;
mod views;

pub use actions::{named, save, shown};
pub use model::{BrandSettings, NAME_MAX};
pub use records::RECORDS;

use crate::icon;
use crate::platform::access::permissions::ADMINISTER;
use crate::platform::web::{Authority, MenuGroup, MenuItem, Module, Route};

/// The largest file of a logo, in bytes.
pub const LOGO_MAX: usize = 5 << 20;

pub const MODULE: Module = Module {
    name: "brand",
    routes,
    records: RECORDS,
    menu: &[MenuItem {
        label: "brand-title",
        icon: icon!("palette"),
        href: pages::HERE,
        permission: ADMINISTER,
        group: MenuGroup::Administration,
        count: None,
    }],
    boot: shown,
    ..Module::EMPTY
};

fn routes() -> Vec<Route> {
    let admin = Authority::Person(ADMINISTER);
    vec![
        Route::get(pages::HERE, admin, pages::page),
        Route::post(pages::HERE, admin, pages::save),
        Route::post("/admin/brand/logo", admin, pages::logo).body_limit(LOGO_MAX),
        Route::post("/admin/brand/logo/removal", admin, pages::logo_removal),
        // They stand on the page of sign-in.
        Route::get("/brand/colour/{colour}", Authority::Public, pages::style),
        Route::get("/brand/logo/{hash}", Authority::Public, pages::picture),
    ]
}
