//! Handlers of settlements, and what they add to other pages.

pub mod contract;
pub mod home;
pub mod list;

/// Where the list is.
pub const HERE: &str = "/settlements";
