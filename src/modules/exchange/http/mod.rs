//! The exchange over HTTP, as 1C and site-exchange clients speak it: `docs/exchange.md` has the dialogue.

mod call;
mod reply;

pub use call::{Call, Mode, Topic};
pub use reply::Reply;
