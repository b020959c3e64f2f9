//! The look of quick order. Views are given what the reader may see, and nothing else.

pub mod desk;
pub mod sheet;

use jiff::tz::TimeZone;

use crate::platform::values::Locale;

/// What every view needs of the request.
pub struct Frame {
    pub locale: Locale,
    pub zone: TimeZone,
    pub csrf: String,
    pub staff: bool,
}
