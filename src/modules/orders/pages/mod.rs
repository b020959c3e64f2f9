//! Handlers of drafts and orders.

pub mod configure;
pub mod draft;
pub mod drafting;
pub mod drafts;
pub mod filling;
pub mod home;
pub mod order;
pub mod orders;
pub mod repetition;
pub mod rewind;
pub mod stages;

use super::views::Frame;
use crate::platform::web::Cx;

/// What every view of this module needs of the request.
fn frame(cx: &Cx) -> Frame {
    Frame {
        locale: cx.locale,
        zone: cx.zone.clone(),
        now: cx.access.now(),
        csrf: cx.csrf(),
        staff: cx.access.is_staff(),
    }
}

/// Where to go back to: an address of this very site, or the fallback.
fn back<'a>(asked: &'a str, fallback: &'a str) -> &'a str {
    let own = asked.starts_with('/') && !asked.starts_with("//") && !asked.contains(['\\', '\r', '\n', '\t']);
    if own { asked } else { fallback }
}
