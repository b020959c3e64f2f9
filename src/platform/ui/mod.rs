//! The design system: the page shell, components, and the files that a browser needs.
//!
//! Only this folder writes raw HTML ([`maud::PreEscaped`]); modules compose what is here. There is no inline style or
//! script anywhere, so that the content security policy can forbid both. A component is a function or a small builder
//! that implements [`maud::Render`]: `html! { (Button::primary(tr!(l, "orders-send")).icon(icon!("send"))) }`.

pub mod assets;
mod components;
pub mod gallery;
mod icon;
mod shell;

#[cfg(test)]
mod tests;

pub use components::*;
pub use gallery::gallery;
pub use icon::Icon;
pub use shell::{
    Bare, Company, Contact, Flash, NavGroup, NavItem, Shell, Theme, Viewer, bare, initials, leaflet, page,
};
