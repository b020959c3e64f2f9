//! Exchange with 1C, in and out.

pub mod connections;
pub mod desk;
mod fault;
pub mod http;
mod report;
pub mod spool;

pub use fault::{Fault, ReadError};
pub use report::{FINDINGS_MAX, Finding, Kind, Message, Report, Severity, Tally};
