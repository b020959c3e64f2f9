//! Rules of the catalogue.

mod book;
mod lists;
mod search;
