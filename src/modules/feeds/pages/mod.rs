//! Handlers of feeds.

pub mod feed;
pub mod form;
pub mod home;
pub mod list;
pub mod public;
mod sending;

use crate::platform::error::Error;
use crate::platform::values::DealerId;
use crate::platform::web::Cx;

pub const HERE: &str = "/feeds";

/// The company whose feeds they are: the reader's own.
fn dealer(cx: &Cx) -> Result<DealerId, Error> {
    cx.access.scope().dealer().ok_or(Error::NotFound)
}
