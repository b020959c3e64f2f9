//! The business words, each a folder.

pub mod dealers;
pub mod exchange;
