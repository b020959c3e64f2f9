//! Kabinet: the dealer cabinet of a small manufacturer, as one binary.
//!
//! Reading order: [`platform`] is how a portal works and knows one business word, the dealer; [`modules`] are the
//! business words themselves; [`app`] boots them; [`commands`] is the command line; [`standin`] plays 1C for tests
//! and trials. `docs/architecture.md` has the picture.

pub mod app;
pub mod commands;
pub mod config;
pub mod modules;
pub mod platform;
pub mod standin;
