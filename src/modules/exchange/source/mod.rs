//! From bytes to XML events, within limits: [`Text`] makes clean UTF-8 of whatever 1C or a site wrote, [`Xml`] walks it.

mod declaration;
mod text;
mod xml;

pub use text::{Notes, Text};
pub use xml::{ATTRIBUTES_MAX, DEPTH_MAX, ITEM_BYTES_MAX, TOKEN_BYTES_MAX, Xml};
