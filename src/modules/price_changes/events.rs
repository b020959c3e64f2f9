//! What the journal says of a change of prices that touches a dealer. No sentence holds a sum.

use serde_json::{Value, json};

use super::model::{Counts, RepricingId};
use crate::platform::journal::{Event, Recipient, Subject};
use crate::platform::values::{DealerId, MembershipId, Message};

/// The kind of subject of these events.
pub const SUBJECT: &str = "price-change";

/// Drafts and offers of a dealer cost something else; `people` see them.
#[derive(Clone, Debug)]
pub struct PricesChanged {
    pub repricing: RepricingId,
    pub dealer: DealerId,
    pub counts: Counts,
    pub people: Vec<MembershipId>,
}

impl Event for PricesChanged {
    fn kind(&self) -> &'static str {
        "prices.changed"
    }

    fn subject(&self) -> Subject {
        let key = self.repricing.to_string();
        let link = format!("/price-changes/{key}");
        Subject::new(SUBJECT, &key, link)
    }

    fn dealer(&self) -> Option<DealerId> {
        Some(self.dealer)
    }

    fn sentence(&self) -> Message {
        let Counts {
            drafts,
            templates,
            offers,
        } = self.counts;
        let id = match (drafts, offers, templates) {
            (1.., 1.., _) => "prices-event-both",
            (1.., 0, _) => "prices-event-drafts",
            (0, 1.., _) => "prices-event-offers",
            _ => "prices-event-templates",
        };
        Message::new(id)
            .with("drafts", drafts)
            .with("offers", offers)
            .with("templates", templates)
    }

    fn told(&self) -> Vec<Recipient> {
        let member = |&membership: &MembershipId| Recipient::Member { membership };
        self.people.iter().map(member).collect()
    }

    fn details(&self) -> Value {
        json!({ "drafts": self.counts.drafts, "templates": self.counts.templates, "offers": self.counts.offers })
    }
}
