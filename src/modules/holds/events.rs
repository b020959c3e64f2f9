//! What happens to rules and holds. No sentence tells a sum; a letter may, since it goes to those alone who see finance.

use serde_json::{Value, json};

use super::permissions::SEE;
use super::records::{Held, Release};
use super::rule::Rule;
use crate::modules::orders::OrderNumber;
use crate::platform::access::permissions::SEE_FINANCE;
use crate::platform::journal::{Event, Recipient, Subject};
use crate::platform::values::{DealerId, Message};

/// What journal entries of the rules are about.
pub const RULES_SUBJECT: (&str, &str) = ("hold-rules", "all");

#[derive(Clone, Debug)]
pub enum RuleEvent {
    Saved { old: Option<Rule>, new: Rule },
    Removed(Rule),
}

impl Event for RuleEvent {
    fn kind(&self) -> &'static str {
        match self {
            RuleEvent::Saved { .. } => "holds.rule-saved",
            RuleEvent::Removed(_) => "holds.rule-removed",
        }
    }

    fn subject(&self) -> Subject {
        Subject::new(RULES_SUBJECT.0, RULES_SUBJECT.1, "/holds/rules")
    }

    fn dealer(&self) -> Option<DealerId> {
        None
    }

    fn sentence(&self) -> Message {
        let (id, rule) = match self {
            RuleEvent::Saved { old: None, new } => ("holds-event-rule-added", new),
            RuleEvent::Saved { new, .. } => ("holds-event-rule-changed", new),
            RuleEvent::Removed(rule) => ("holds-event-rule-removed", rule),
        };
        Message::new(id).with("name", rule.name.as_str())
    }

    fn told(&self) -> Vec<Recipient> {
        Vec::new()
    }

    fn details(&self) -> Value {
        match self {
            RuleEvent::Saved { old, new } => json!({ "old": old, "new": new }),
            RuleEvent::Removed(rule) => json!({ "old": rule }),
        }
    }
}

/// Kinds of entries that tell of rules: all orders are looked at anew.
pub const RULE_KINDS: [&str; 2] = ["holds.rule-saved", "holds.rule-removed"];
/// Kinds of entries that tell of a release.
pub const RELEASE_KINDS: [&str; 2] = ["holds.released", "holds.release-ended"];

#[derive(Clone, Debug)]
pub enum HoldEvent {
    /// The order is held. The letter says why, with figures.
    Began { held: Held, letter: Message },
    /// Nothing holds it any more.
    Over(Held),
    Released {
        release: Release,
        /// Of the order; a draft has none.
        number: Option<OrderNumber>,
    },
    ReleaseEnded {
        release: Release,
        number: Option<OrderNumber>,
    },
}

impl HoldEvent {
    fn number(&self) -> Option<OrderNumber> {
        match self {
            HoldEvent::Began { held, .. } | HoldEvent::Over(held) => Some(held.number),
            HoldEvent::Released { number, .. } | HoldEvent::ReleaseEnded { number, .. } => *number,
        }
    }

    fn whose(&self) -> DealerId {
        match self {
            HoldEvent::Began { held, .. } | HoldEvent::Over(held) => held.dealer,
            HoldEvent::Released { release, .. } | HoldEvent::ReleaseEnded { release, .. } => release.dealer,
        }
    }
}

impl Event for HoldEvent {
    fn kind(&self) -> &'static str {
        match self {
            HoldEvent::Began { .. } => "holds.began",
            HoldEvent::Over(_) => "holds.over",
            HoldEvent::Released { .. } => RELEASE_KINDS[0],
            HoldEvent::ReleaseEnded { .. } => RELEASE_KINDS[1],
        }
    }

    fn subject(&self) -> Subject {
        match (self.number(), self) {
            (Some(number), _) => Subject::new("order", number, format!("/orders/{number}")),
            (None, HoldEvent::Released { release, .. } | HoldEvent::ReleaseEnded { release, .. }) => {
                Subject::new("draft", release.order, format!("/drafts/{}", release.order))
            }
            (None, HoldEvent::Began { held, .. } | HoldEvent::Over(held)) => {
                Subject::new("order", held.order, format!("/holds/{}", held.order))
            }
        }
    }

    fn dealer(&self) -> Option<DealerId> {
        Some(self.whose())
    }

    fn sentence(&self) -> Message {
        let message = match self {
            HoldEvent::Began { held, .. } => {
                let id = match held.step {
                    super::Step::Submission | super::Step::Confirmation => "holds-event-began-confirmation",
                    super::Step::Shipping => "holds-event-began-shipping",
                };
                Message::new(id)
            }
            HoldEvent::Over(_) => Message::new("holds-event-over"),
            HoldEvent::Released { release, number } => Message::new(match number {
                Some(_) => "holds-event-released",
                None => "holds-event-draft-released",
            })
            .with("until", release.until)
            .with("reason", release.reason.as_str()),
            HoldEvent::ReleaseEnded { number: None, .. } => Message::new("holds-event-draft-release-ended"),
            HoldEvent::ReleaseEnded { .. } => Message::new("holds-event-release-ended"),
        };
        match self.number() {
            Some(number) => message.with("number", number.to_string()),
            None => message,
        }
    }

    fn told(&self) -> Vec<Recipient> {
        let dealer = self.whose();
        let permissions: Vec<String> = [SEE, SEE_FINANCE].map(|needed| needed.id.to_owned()).into();
        vec![
            Recipient::DealerHolding {
                dealer,
                permissions: permissions.clone(),
            },
            Recipient::ManagersHolding { dealer, permissions },
        ]
    }

    fn letter(&self) -> Option<Message> {
        match self {
            HoldEvent::Began { letter, .. } => Some(letter.clone()),
            _ => None,
        }
    }
}
