//! What happens here: somebody takes a pack, and the head of the chain is mailed.

use serde_json::{Value, json};

use crate::modules::orders::{Order, OrderNumber};
use crate::platform::journal::{Event, Recipient, Subject};
use crate::platform::values::{DealerId, Message};

#[derive(Clone, Debug)]
pub enum EvidenceEvent {
    /// A pack of an order was made. `of_dealer`: by the dealer's own people; what the manufacturer takes for itself is no
    /// part of what the dealer reads.
    Taken {
        number: OrderNumber,
        dealer: DealerId,
        of_dealer: bool,
        internal: bool,
    },
    HeadMailed {
        seq: u64,
        letters: usize,
    },
}

impl EvidenceEvent {
    pub fn taken(order: &Order, of_dealer: bool, internal: bool) -> EvidenceEvent {
        EvidenceEvent::Taken {
            number: order.number,
            dealer: order.dealer,
            of_dealer,
            internal,
        }
    }
}

impl Event for EvidenceEvent {
    fn kind(&self) -> &'static str {
        match self {
            EvidenceEvent::Taken { .. } => "evidence.taken",
            EvidenceEvent::HeadMailed { .. } => "evidence.head-mailed",
        }
    }

    fn subject(&self) -> Subject {
        match self {
            EvidenceEvent::Taken { number, .. } => Subject::new("order", number, format!("/orders/{number}")),
            EvidenceEvent::HeadMailed { .. } => Subject::new("journal", "head", "/admin/jobs"),
        }
    }

    fn dealer(&self) -> Option<DealerId> {
        match self {
            EvidenceEvent::Taken {
                dealer,
                of_dealer: true,
                ..
            } => Some(*dealer),
            EvidenceEvent::Taken { .. } | EvidenceEvent::HeadMailed { .. } => None,
        }
    }

    fn sentence(&self) -> Message {
        match self {
            EvidenceEvent::Taken { number, .. } => {
                Message::new("evidence-event-taken").with("number", number.to_string())
            }
            EvidenceEvent::HeadMailed { seq, letters } => Message::new("evidence-event-head")
                .with("seq", seq.to_string())
                .with("n", *letters),
        }
    }

    fn told(&self) -> Vec<Recipient> {
        Vec::new()
    }

    fn details(&self) -> Value {
        match self {
            EvidenceEvent::Taken { internal, .. } => json!({ "internal": internal }),
            EvidenceEvent::HeadMailed { .. } => Value::Null,
        }
    }
}
