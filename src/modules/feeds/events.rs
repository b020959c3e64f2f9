//! What happens to feeds. No sentence holds a rule or a price.

use super::Feed;
use crate::platform::journal::{Event, Recipient, Subject};
use crate::platform::values::{DealerId, Message};

/// The kind of subject in the journal.
pub const SUBJECT: &str = "feed";

#[derive(Clone, Copy, Debug)]
pub enum What {
    Made,
    Changed,
    /// A new address.
    Rekeyed,
    Revoked,
    Removed,
}

pub struct FeedEvent<'f>(pub What, pub &'f Feed);

impl Event for FeedEvent<'_> {
    fn kind(&self) -> &'static str {
        match self.0 {
            What::Made => "feeds.made",
            What::Changed => "feeds.changed",
            What::Rekeyed => "feeds.rekeyed",
            What::Revoked => "feeds.revoked",
            What::Removed => "feeds.removed",
        }
    }

    fn subject(&self) -> Subject {
        let link = match self.0 {
            What::Removed => "/feeds".to_owned(),
            _ => format!("/feeds/{}", self.1.id),
        };
        Subject::new(SUBJECT, self.1.id, link)
    }

    fn dealer(&self) -> Option<DealerId> {
        Some(self.1.dealer)
    }

    fn sentence(&self) -> Message {
        let id = match self.0 {
            What::Made => "feeds-event-made",
            What::Changed => "feeds-event-changed",
            What::Rekeyed => "feeds-event-rekeyed",
            What::Revoked => "feeds-event-revoked",
            What::Removed => "feeds-event-removed",
        };
        Message::new(id).with("name", self.1.settings.name.as_str())
    }

    fn told(&self) -> Vec<Recipient> {
        Vec::new()
    }
}
