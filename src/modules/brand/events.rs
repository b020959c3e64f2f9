//! What the journal says of the look.

use serde_json::{Value, json};

use super::model::BrandSettings;
use crate::platform::journal::{Event, Recipient, Subject};
use crate::platform::values::{DealerId, Message};

/// The kind of subject in the journal, and its only key.
pub const SUBJECT: &str = "brand";
pub const KEY: &str = "settings";

#[derive(Clone, Debug)]
pub enum BrandEvent {
    Set { old: BrandSettings, new: BrandSettings },
}

impl Event for BrandEvent {
    fn kind(&self) -> &'static str {
        match self {
            BrandEvent::Set { .. } => "brand.set",
        }
    }

    fn subject(&self) -> Subject {
        Subject::new(SUBJECT, KEY, "/admin/brand")
    }

    fn dealer(&self) -> Option<DealerId> {
        None
    }

    fn sentence(&self) -> Message {
        let BrandEvent::Set { old, new } = self;
        match () {
            () if old.name != new.name => Message::new("brand-event-name").with("name", new.name.as_str()),
            () if old.colour != new.colour => match new.colour {
                Some(colour) => Message::new("brand-event-colour").with("colour", colour.to_string()),
                None => Message::new("brand-event-colour-own"),
            },
            () if new.logo.is_none() => Message::new("brand-event-logo-none"),
            () => Message::new("brand-event-logo"),
        }
    }

    fn told(&self) -> Vec<Recipient> {
        Vec::new()
    }

    fn details(&self) -> Value {
        let BrandEvent::Set { old, new } = self;
        json!({ "old": old, "new": new })
    }
}
