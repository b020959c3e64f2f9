//! Handlers of approvals, and what they add to other pages.

pub mod letter;
pub mod list;
pub mod one;
pub mod panels;
pub mod rules;

/// Where the list is.
pub const HERE: &str = "/approvals";
/// Where the rules are.
pub const RULES: &str = "/approvals/rules";
