//! What happens to models. Sentences and details name no price: the journal is read by people who may not see them.

use serde_json::{Value, json};

use super::permissions::BUILD;
use crate::modules::catalogue::ProductId;
use crate::platform::journal::{Event, Recipient, Subject};
use crate::platform::values::{DealerId, Message};

/// The kind of subject of these events.
pub const SUBJECT: &str = "configurator";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Begun,
    Changed,
    Published,
    Withdrawn,
}

#[derive(Clone, Debug)]
pub struct ModelEvent {
    pub what: What,
    pub product: ProductId,
    pub name: String,
    pub edition: u32,
    /// Parameters, values, rules and parts of the price.
    pub counts: [usize; 4],
}

impl Event for ModelEvent {
    fn kind(&self) -> &'static str {
        match self.what {
            What::Begun => "configurator.begun",
            What::Changed => "configurator.changed",
            What::Published => "configurator.published",
            What::Withdrawn => "configurator.withdrawn",
        }
    }

    fn subject(&self) -> Subject {
        let key = self.product.to_string();
        let link = format!("/configurator/{key}");
        Subject::new(SUBJECT, &key, &link)
    }

    fn dealer(&self) -> Option<DealerId> {
        None
    }

    fn sentence(&self) -> Message {
        let id = match self.what {
            What::Begun => "configurator-event-begun",
            What::Changed => "configurator-event-changed",
            What::Published => "configurator-event-published",
            What::Withdrawn => "configurator-event-withdrawn",
        };
        Message::new(id)
            .with("product", self.name.as_str())
            .with("edition", self.edition)
    }

    fn told(&self) -> Vec<Recipient> {
        match self.what {
            What::Published | What::Withdrawn => vec![Recipient::Staff {
                permission: BUILD.id.to_owned(),
            }],
            What::Begun | What::Changed => Vec::new(),
        }
    }

    fn details(&self) -> Value {
        let [parameters, values, rules, parts] = self.counts;
        json!({ "edition": self.edition, "parameters": parameters, "values": values, "rules": rules, "parts": parts })
    }
}
