//! Rules of the catalogue.

mod book;
mod search;
