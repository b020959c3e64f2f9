//! How a portal works: data, rights, text, pages. It knows one business word, the dealer (the tenant).
//!
//! `sheets` reads and writes tables; `backup` copies everything and puts it back.
//!
//! Imports go one way: `values <- store <- journal <- access <- {search, notify, files, timetable}` and
//! `{access, i18n} <- ui <- web`. The technical folders share this parent so that the store's transaction
//! methods can be hidden from business modules with `pub(in crate::platform)`.

pub mod access;
pub mod backup;
pub mod brand;
pub mod error;
pub mod files;
pub mod i18n;
pub mod journal;
pub mod notify;
pub mod pdf;
pub mod search;
pub mod services;
pub mod sheets;
pub mod store;
pub mod timetable;
pub mod ui;
pub mod upgrade;
pub mod values;
pub mod web;

#[cfg(doctest)]
mod tests;
