//! Pages of the module, and what it adds to others'.

pub mod home;
pub mod list;
pub mod order;
pub mod panel;
pub mod rules;

use super::permissions::SEE;
use crate::platform::web::Cx;

/// Where the module's pages are.
pub const HERE: &str = "/holds";
pub const RULES: &str = "/holds/rules";

/// May this reader read the figures behind a hold?
pub(super) fn sees_figures(cx: &Cx) -> bool {
    cx.access.may(SEE) && cx.access.sight().finance
}
