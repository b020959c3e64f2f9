//! Handlers of documents.

pub mod document;
pub mod files;
pub mod list;
pub mod panel;

/// Where the list is.
pub const HERE: &str = "/documents";
