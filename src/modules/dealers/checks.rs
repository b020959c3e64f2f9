//! Checking what was typed: every field is looked at, so that a form comes back with all its errors at once.

use crate::platform::error::{Error, FieldError};
use crate::platform::values::{Message, TaxIdError};

/// The longest name, in characters.
pub const NAME_MAX: usize = 150;
/// The longest address or full name, in characters.
pub const TEXT_MAX: usize = 500;

/// Collects what is wrong, by field.
#[derive(Default)]
pub struct Checks(Vec<FieldError>);

impl Checks {
    pub fn wrong(&mut self, field: &str, message: Message) {
        self.0.push(FieldError {
            field: field.to_owned(),
            message,
        });
    }

    /// A line of text: outer and repeated spaces are dropped, line breaks become spaces.
    pub fn text(&mut self, field: &str, value: &str, max: usize) -> String {
        // Ten times the limit is enough room for spaces; the rest need not be walked.
        if value.len() > max * 40 {
            self.wrong(field, Message::new("dealers-text-long").with("max", max));
            return String::new();
        }
        let words: Vec<&str> = value
            .split(|c: char| c.is_whitespace() || c.is_control())
            .filter(|word| !word.is_empty())
            .collect();
        let text = words.join(" ");
        if text.chars().count() > max {
            self.wrong(field, Message::new("dealers-text-long").with("max", max));
        }
        text
    }

    pub fn required(&mut self, field: &str, value: &str, max: usize) -> String {
        let text = self.text(field, value, max);
        if text.is_empty() && !self.has(field) {
            self.wrong(field, Message::new("dealers-required"));
        }
        text
    }

    /// A number with a form of its own. Empty is left to the caller: `None` without an error.
    pub fn number<T>(
        &mut self,
        field: &str,
        value: &str,
        length: &'static str,
        parse: impl Fn(&str) -> Result<T, TaxIdError>,
    ) -> Option<T> {
        match parse(value) {
            Ok(number) => return Some(number),
            Err(TaxIdError::Empty) => {}
            Err(TaxIdError::Length) => self.wrong(field, Message::new(length)),
            Err(TaxIdError::Characters) => self.wrong(field, Message::new("dealers-number-characters")),
            Err(TaxIdError::Structure) => self.wrong(field, Message::new("dealers-number-structure")),
            Err(TaxIdError::CheckDigit) => self.wrong(field, Message::new("dealers-number-check-digit")),
        }
        None
    }

    pub fn must_be_empty(&mut self, field: &str, value: &str, message: &'static str) {
        if !value.trim().is_empty() {
            self.wrong(field, Message::new(message));
        }
    }

    pub fn has(&self, field: &str) -> bool {
        self.0.iter().any(|error| error.field == field)
    }

    pub fn finish(self) -> Result<(), Error> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(Error::Invalid(self.0))
        }
    }
}
