//! The two languages of the product.

use serde::{Deserialize, Serialize};

/// A language of the interface. Russian first, English beside it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    #[default]
    Ru,
    En,
}

impl Locale {
    pub const ALL: [Locale; 2] = [Locale::Ru, Locale::En];

    /// The tag for `lang` attributes and cookies.
    pub const fn tag(self) -> &'static str {
        match self {
            Locale::Ru => "ru",
            Locale::En => "en",
        }
    }

    pub fn from_tag(tag: &str) -> Option<Locale> {
        Locale::ALL.into_iter().find(|locale| locale.tag() == tag)
    }

    /// The first language of an `Accept-Language` header that we speak; Russian otherwise.
    pub fn negotiate(header: &str) -> Locale {
        header
            .split(',')
            .filter_map(|part| part.trim().get(..2))
            .find_map(|tag| Locale::from_tag(&tag.to_ascii_lowercase()))
            .unwrap_or_default()
    }
}
