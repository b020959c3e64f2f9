//! The look of conversations. Views are given what the reader may see, and nothing else.

pub mod answer;
pub mod compose;
pub mod inbox;
pub mod panel;
pub mod post;
pub mod thread;

use jiff::tz::TimeZone;

use crate::platform::values::{Locale, MembershipId, Moment};

/// What every view needs of the request.
pub struct Frame {
    pub locale: Locale,
    pub zone: TimeZone,
    pub csrf: String,
    pub now: Moment,
    pub me: Option<MembershipId>,
    pub staff: bool,
    /// The manufacturer's name.
    pub brand: String,
}
