//! Rules of the catalogue.

mod book;
