//! The exchange over HTTP, as 1C and site-exchange clients speak it: `docs/exchange.md` has the dialogue.
//!
//! [`call`] reads what is asked, [`protocol`] answers it within a [`session`], [`import`] works through what came,
//! [`idle`] takes up what was left, [`routes`] is the door of the server.

mod body;
mod call;
mod credentials;
mod idle;
mod import;
mod protocol;
mod reply;
mod routes;
mod session;

#[cfg(test)]
mod tests;

pub use call::{Call, Mode, Topic};
pub use protocol::{Patience, Protocol, Request};
pub use reply::Reply;
pub use routes::routes;
