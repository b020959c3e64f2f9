//! How holds look.

pub mod home;
pub mod list;
pub mod order;
pub mod panel;
pub mod rules;

/// The field that finance hides, in `data-field`.
const BALANCE: &str = "balance";
