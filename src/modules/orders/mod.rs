//! Orders: a draft is filled, calculated and submitted; the order it becomes moves along a line of stages, is changed
//! by versions, and remembers every date that was promised.
//!
//! A *draft* has no number and is edited freely by the people of one dealer. *Submission* freezes its prices and a hash
//! of the specification; the draft's id becomes the order's, so that pressing twice makes one order. After that
//! every change is a *version* with an author: a person of either side, or 1C. What differs from the agreed hash is
//! shown until the other side accepts it. A *stage* is data; rules match on its closed [`Kind`].

pub mod actions;
mod difference;
mod events;
mod model;
mod number;
pub mod permissions;
pub mod queries;
mod records;
mod stage;
mod worksheet;

pub use crate::modules::catalogue::{
    Asked, Calculation, Deal, Finding, LINES_MAX, Line, Margin, NoMargin, QUANTITY_MAX, Terms, VatShare, VatTable,
};
pub use actions::OrderSettings;
pub use difference::{Difference, Differences, LineDifference, Named, Secret, Shown};
pub use events::{About, DraftEvent, OrderEvent};
pub use model::*;
pub use number::{NUMBER_LENGTH_MAX, NotANumber, OrderNumber, Prefix, SEQUENCE_MAX};
pub use records::*;
pub use stage::{Kind, Mover, Names, Requirement, Stage, StageKey, StageLine, Standing};
pub use worksheet::Worksheet;

use crate::platform::web::Module;

pub const MODULE: Module = Module {
    name: "orders",
    permissions: permissions::ALL,
    records: RECORDS,
    ..Module::EMPTY
};

#[cfg(test)]
mod tests;
