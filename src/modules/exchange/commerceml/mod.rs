//! CommerceML 2.03 to 2.10 and 3.1 as a stream of the things that 1C said.
//!
//! Elements are matched by local name; namespace and schema version decide nothing, since the same 1C writes the same
//! shapes under different versions. [`read`] hands each thing to a sink as soon as it is complete, so a file of any
//! length takes the memory of its largest item. A bad row goes to the report with its line, the good ones are kept; a
//! bad file is a [`super::Fault`].

mod classifier;
mod counterparties;
mod documents;
mod goods;
mod items;
mod offers;
mod reader;
mod scalars;
mod word;

pub use items::*;
pub use reader::{Line, read};
pub use scalars::{currency_of, day_of, decimal_of, external_id, flag_of, time_of, vat_rate_of};

#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_versions;
