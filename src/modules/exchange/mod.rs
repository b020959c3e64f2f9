//! Exchange with 1C, in and out.
//!
//! The way in: bytes become text ([`source`]), an archive becomes files ([`archive`]), text becomes things that 1C
//! said ([`commerceml`], [`extension`]). The way out: orders become the XML that a client family reads ([`dialect`]).
//! These parts are pure: they know no store and no clock, and whatever is wrong with the input is a [`Finding`] with a
//! line or a [`Fault`] that refuses the whole file, never a panic.
//!
//! The doors are [`http`] and [`folder`]: they know how files arrive and answers leave, and hand them to the [`desk`].
//! Each 1C base is a connection ([`connections`]).

pub mod apply;
pub mod archive;
pub mod commerceml;
pub mod connections;
pub mod desk;
pub mod dialect;
mod doors;
pub mod extension;
mod fault;
pub mod folder;
pub mod http;
mod intake;
mod kinds;
mod report;
pub mod runs;
pub mod source;
pub mod spool;
pub mod staging;

pub use doors::{Doors, ExchangeSettings};
pub use fault::{Fault, ReadError};
pub use report::{FINDINGS_MAX, Finding, Kind, Report, Severity, Tally};

pub use crate::platform::values::Message;
