//! The business words, each a folder.

pub mod exchange;
