//! What happens to keys of calendar feeds.

use super::model::CalendarKey;
use crate::platform::journal::{Event, Recipient, Subject};
use crate::platform::values::{DealerId, Message};

#[derive(Clone, Copy, Debug)]
pub enum What {
    Made,
    /// A new address instead of the one before.
    Renewed,
    Revoked,
}

pub struct KeyEvent<'k>(pub What, pub &'k CalendarKey);

impl Event for KeyEvent<'_> {
    fn kind(&self) -> &'static str {
        match self.0 {
            What::Made => "calendar.key-made",
            What::Renewed => "calendar.key-renewed",
            What::Revoked => "calendar.key-revoked",
        }
    }

    fn subject(&self) -> Subject {
        Subject::new("calendar-key", self.1.membership, "/calendar")
    }

    fn dealer(&self) -> Option<DealerId> {
        Some(self.1.dealer)
    }

    fn sentence(&self) -> Message {
        Message::new(match self.0 {
            What::Made => "calendar-event-key-made",
            What::Renewed => "calendar-event-key-renewed",
            What::Revoked => "calendar-event-key-revoked",
        })
    }

    fn told(&self) -> Vec<Recipient> {
        Vec::new()
    }
}
