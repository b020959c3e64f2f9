//! Exchange with 1C, in and out.
//!
//! The way in: bytes become text ([`source`]), an archive becomes files ([`archive`]), text becomes things that 1C
//! said ([`commerceml`], [`extension`]). The way out: orders become the XML that a client family reads ([`dialect`]).
//! These parts are pure: they know no store and no clock, and whatever is wrong with the input is a [`Finding`] with a
//! line or a [`Fault`] that refuses the whole file, never a panic.

pub mod archive;
pub mod commerceml;
pub mod dialect;
pub mod extension;
mod fault;
mod report;
pub mod source;

pub use fault::{Fault, ReadError};
pub use report::{FINDINGS_MAX, Finding, Kind, Report, Severity, Tally};

pub use crate::platform::values::Message;
