//! The one error of the application. Rules refuse with messages; what broke inside is told to the log, not to the reader.

use crate::platform::store::StoreError;
use crate::platform::values::{Message, MoneyError};

/// A field of a form and what is wrong with it.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldError {
    pub field: String,
    pub message: Message,
}

/// Why a request could not be done.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Error {
    /// Absent, or outside the asker's scope: the two look the same.
    #[error("not found")]
    NotFound,
    /// A rule says no. The message tells what happened, what was kept and what to do.
    #[error("refused: {}", .0.id)]
    Refused(Message),
    /// Input that can't be taken, by field.
    #[error("invalid input: {0:?}")]
    Invalid(Vec<FieldError>),
    /// The actor lacks this permission.
    #[error("forbidden: {0}")]
    Forbidden(&'static str),
    /// Too much at once: try again in a moment.
    #[error("busy")]
    Busy,
    /// A fault of ours; the text goes to the log only.
    #[error("internal: {0}")]
    Internal(String),
}

impl Error {
    pub fn invalid(field: impl Into<String>, message: Message) -> Error {
        Error::Invalid(vec![FieldError {
            field: field.into(),
            message,
        }])
    }

    /// A refusal that is about one field of a form stands at that field. `of`: which one, by the message's id.
    pub fn at_field(self, of: impl FnOnce(&str) -> Option<&'static str>) -> Error {
        match self {
            Error::Refused(message) => match of(&message.id) {
                Some(field) => Error::invalid(field, message),
                None => Error::Refused(message),
            },
            other => other,
        }
    }

    pub fn internal(reason: impl std::fmt::Display) -> Error {
        Error::Internal(reason.to_string())
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Error {
        match error {
            StoreError::Busy => Error::Busy,
            StoreError::OutOfScope => Error::NotFound,
            other => Error::Internal(other.to_string()),
        }
    }
}

impl From<MoneyError> for Error {
    fn from(error: MoneyError) -> Error {
        Error::Refused(Message::new(match error {
            MoneyError::Currencies => "errors-money-currencies",
            MoneyError::Overflow => "errors-money-overflow",
        }))
    }
}
