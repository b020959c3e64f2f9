//! A stand-in for 1C: the other side of the exchange, for `kabinet exchange simulate` and for tests.
//!
//! It plays the three client families as strictly as they behave in the field, keeps the orders of an imaginary
//! 1C base in a file and «processes» them. It shares no code with the server but [`crate::platform::values`]: a
//! mistake in the server's reader or writer must not be repeated here and so pass unseen. Each rule names the
//! section of the exchange dossier (summed up in `docs/exchange.md`) that it comes from.
//!
//! Reading order: [`options`] what is asked, [`run()`] the order of work, [`link`] one HTTP session,
//! [`dialogue`] the phases of each family, [`folder`] the same through a folder, [`parcel`] what is sent,
//! [`catalogue`] a generated one, [`order`] how an order of the site is read, [`base`] the 1C base,
//! [`answer`] what it writes back, [`extension`] what of it CommerceML can't say.

mod address;
pub mod answer;
pub mod base;
pub mod catalogue;
pub mod dialogue;
pub mod error;
pub mod extension;
pub mod folder;
pub mod link;
pub mod options;
pub mod order;
mod papers;
pub mod parcel;
mod run;
mod scratch;
mod xml;

#[cfg(test)]
mod tests;

pub use error::StandInError;
pub use options::{Family, Options, Step};
pub use run::{Summary, run};
