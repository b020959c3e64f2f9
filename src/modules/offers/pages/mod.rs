//! Handlers of offers.

pub mod form;
pub mod home;
pub mod letterhead;
pub mod list;
pub mod offer;
pub mod panels;
pub mod public;

use super::views::Frame;
use crate::platform::error::Error;
use crate::platform::values::DealerId;
use crate::platform::web::Cx;

fn frame(cx: &Cx) -> Frame {
    Frame {
        locale: cx.locale,
        zone: cx.zone.clone(),
        csrf: cx.csrf(),
    }
}

/// The company that offers: the reader's own.
fn dealer(cx: &Cx) -> Result<DealerId, Error> {
    cx.access.scope().dealer().ok_or(Error::NotFound)
}
