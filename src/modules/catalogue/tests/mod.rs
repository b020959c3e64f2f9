//! Rules of the catalogue.

mod book;
mod grid;
mod lists;
mod price_list;
mod search;
