//! The business words, one folder each. Imports go one way: `dealers <- catalogue <- orders`; `exchange` may use all.

pub mod catalogue;
pub mod orders;
