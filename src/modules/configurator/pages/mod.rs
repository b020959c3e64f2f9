//! The pages: where a buyer configures, and where an administrator builds.

pub mod build;
pub mod calculator;
pub mod configure;
pub mod files;

/// Where models are built.
pub const HERE: &str = "/configurator";
