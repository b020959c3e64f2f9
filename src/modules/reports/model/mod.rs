//! The rules of reports, without a store: what an order adds to sums, weeks and working days, capacity, periods.

pub mod calendar;
pub mod capacity;
pub mod coming;
pub mod facts;
mod lots;
pub mod period;
pub mod promises;
pub mod rows;
pub mod sums;

pub use calendar::{Exceptions, PlantDays};
pub use capacity::{Capacity, Level, Load, Measure, PlanSettings};
pub use facts::{Due, Facts, Groups};
pub use period::{Against, Grain, Period, Preset};
pub use promises::{Basis, Fate, Kept, Which};
pub use rows::{GroupTree, RowDef};
pub use sums::{CellKey, Part, Sheet, Sums, Topic};

#[cfg(test)]
mod tests;
