//! Texts in two languages, and how figures, dates and money are written and read.
//!
//! All words live in Fluent files, `assets/locales/{ru,en}/<module>.ftl`; ids begin with the module's name.
//! A plain text is resolved once and then costs a pointer: [`tr!`](crate::tr) keeps it at the place of the call.
//! A text with arguments is formatted by Fluent, with Russian plurals; amounts are handed in as values
//! ([`Arg`]) and written in the reader's language, never formatted before.

mod catalogue;
mod figure;
pub mod format;
mod message;
mod number;
mod spelled;
mod text;

#[cfg(test)]
mod tests;

pub use catalogue::{Slot, format_text, try_text};
pub use figure::Figure;
pub use message::render;
pub use number::{DayError, NumberError, parse_day, parse_money, parse_percent, parse_quantity, parse_unit_price};
pub use spelled::spelled;
pub use text::Arg;

/// The text of an id in a language.
///
/// `tr!(locale, "orders-title")` is a `&'static str`; `tr!(locale, "orders-lines", n = 5, name = "x")` a `String`.
/// An id that has no text panics in debug builds and shows itself in release ones; a test checks every id.
#[macro_export]
macro_rules! tr {
    ($locale:expr, $id:literal $(,)?) => {{
        static SLOT: $crate::platform::i18n::Slot = $crate::platform::i18n::Slot::new($id);
        SLOT.get($locale)
    }};
    ($locale:expr, $id:literal, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::platform::i18n::format_text(
            $locale,
            $id,
            &[$((stringify!($name), $crate::platform::i18n::Arg::from($value))),+],
        )
    };
}

/// A [`Message`](crate::platform::values::Message): a text to be said later, by [`render`], when the reader's language is
/// known. `msg!("orders-refused-limit", sum = money)`.
#[macro_export]
macro_rules! msg {
    ($id:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::platform::values::Message::new($id)$(.with(stringify!($name), $value))*
    };
}
