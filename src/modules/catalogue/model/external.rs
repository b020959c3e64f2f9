//! How 1C names things, and when two of its names are the same one.

use std::borrow::Cow;

/// The longest id of 1C that we take: two GUIDs and the sign between them are 73 characters.
pub const EXTERNAL_MAX: usize = 160;

const GUID_LENGTH: usize = 36;
const NO_GUID: &str = "00000000-0000-0000-0000-000000000000";

/// The form in which ids of 1C are compared and stored: trimmed, and in lower case where a part looks like a GUID.
/// Other ids are opaque text (`*5108`, `36630`, `Ab1`), where case may carry a difference.
pub fn normal_external(external: &str) -> Cow<'_, str> {
    let trimmed = external.trim();
    let has_upper_guid = trimmed
        .split('#')
        .any(|part| is_guid(part) && part.bytes().any(|byte| byte.is_ascii_uppercase()));
    if !has_upper_guid {
        return Cow::Borrowed(trimmed);
    }
    let parts: Vec<Cow<'_, str>> = trimmed
        .split('#')
        .map(|part| match is_guid(part) {
            true => Cow::Owned(part.to_ascii_lowercase()),
            false => Cow::Borrowed(part),
        })
        .collect();
    Cow::Owned(parts.join("#"))
}

/// The product and the variant that an offer's id names: `product` or `product#variant`. An empty or null variant
/// (1C writes both) is no variant.
pub fn split_offer(external: &str) -> (&str, Option<&str>) {
    match external.trim().split_once('#') {
        None => (external.trim(), None),
        Some((product, variant)) => {
            let variant = variant.trim();
            let named = !variant.is_empty() && variant != NO_GUID;
            (product.trim(), named.then_some(variant))
        }
    }
}

/// The id of an offer from its parts: the reverse of [`split_offer`], in normal form.
pub fn offer_external(product: &str, variant: Option<&str>) -> String {
    match variant {
        None => normal_external(product).into_owned(),
        Some(variant) => format!("{}#{}", normal_external(product), normal_external(variant)),
    }
}

fn is_guid(text: &str) -> bool {
    text.len() == GUID_LENGTH
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}
