//! Pages of rights.

pub mod asks;
pub mod ceilings;
pub mod person;
pub mod roles;

use crate::platform::access::Permission;
use crate::platform::i18n::try_text;
use crate::platform::values::Locale;

/// A permission by what people call it.
fn right(l: Locale, permission: &Permission) -> &'static str {
    try_text(l, &permission.message()).unwrap_or(permission.id)
}

/// The name of the room that a permission is of.
fn section(l: Locale, room: &str) -> &'static str {
    try_text(l, &format!("rights-section-{}", room.replace('_', "-"))).unwrap_or_default()
}
