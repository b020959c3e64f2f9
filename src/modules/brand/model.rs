//! What is set.

use serde::{Deserialize, Serialize};

use super::colour::Colour;
use crate::platform::files::ContentHash;
use crate::platform::values::Moment;

/// The longest name, in characters: it stands in the menu and before every title.
pub const NAME_MAX: usize = 60;

/// The manufacturer's look. There is one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct BrandSettings {
    /// Empty: what the configuration says.
    pub name: String,
    /// `None`: Kabinet's own.
    #[serde(default)]
    pub colour: Option<Colour>,
    #[serde(default)]
    pub logo: Option<ContentHash>,
    /// Grows with every change: who saves says which one was seen.
    pub version: u32,
    pub changed: Moment,
}
