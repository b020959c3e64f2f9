//! What happens to approvals and their rules. No sentence tells a sum, nor what somebody typed.

use super::model::{Approval, As, Decision, RuleId};
use super::permissions;
use crate::platform::journal::{Event, Recipient, Subject};
use crate::platform::values::{DealerId, MembershipId, Message};

/// As the journal and keys in letters name an approval.
pub const APPROVAL: &str = "approval";
/// Where a letter leads without signing in.
pub const BY_KEY: &str = "/decisions/";

#[derive(Clone, Debug)]
pub enum ApprovalEvent {
    /// Sent; `told`: those whose turn it is.
    Sent {
        of: Box<Approval>,
        told: Vec<MembershipId>,
    },
    /// A step was decided in favour; `told`: those whose turn it is now.
    Decided {
        of: Box<Approval>,
        by: Decision,
        told: Vec<MembershipId>,
    },
    /// The last step was, and the order was placed.
    Placed {
        of: Box<Approval>,
        number: String,
    },
    /// The sender could approve it, and nobody else was asked.
    ByOneself {
        of: Box<Approval>,
        number: String,
    },
    Refused {
        of: Box<Approval>,
        by: Decision,
    },
    Withdrawn {
        of: Box<Approval>,
        told: Vec<MembershipId>,
    },
}

impl ApprovalEvent {
    fn of(&self) -> &Approval {
        match self {
            ApprovalEvent::Sent { of, .. }
            | ApprovalEvent::Decided { of, .. }
            | ApprovalEvent::Placed { of, .. }
            | ApprovalEvent::ByOneself { of, .. }
            | ApprovalEvent::Refused { of, .. }
            | ApprovalEvent::Withdrawn { of, .. } => of,
        }
    }

    fn sender(&self) -> Vec<Recipient> {
        let sender = self.of().sender.membership;
        sender
            .map(|membership| Recipient::Member { membership })
            .into_iter()
            .collect()
    }
}

fn members(told: &[MembershipId]) -> Vec<Recipient> {
    told.iter()
        .map(|membership| Recipient::Member {
            membership: *membership,
        })
        .collect()
}

/// Who decided, and in whose place.
fn decided(id: &'static str, place: &'static str, of: &Approval, by: &Decision) -> Message {
    let said = |id| {
        Message::new(id)
            .with("name", of.name.as_str())
            .with("who", by.name.as_str())
    };
    match &by.how {
        As::Deputy { of: absent } => said(place).with("of", absent.as_str()),
        _ => said(id),
    }
}

impl Event for ApprovalEvent {
    fn kind(&self) -> &'static str {
        match self {
            ApprovalEvent::Sent { .. } => "approvals.sent",
            ApprovalEvent::Decided { .. } => "approvals.decided",
            ApprovalEvent::Placed { .. } => "approvals.placed",
            ApprovalEvent::ByOneself { .. } => "approvals.by-oneself",
            ApprovalEvent::Refused { .. } => "approvals.refused",
            ApprovalEvent::Withdrawn { .. } => "approvals.withdrawn",
        }
    }

    fn subject(&self) -> Subject {
        let id = self.of().id;
        Subject::new(APPROVAL, id, format!("/approvals/{id}"))
    }

    fn dealer(&self) -> Option<DealerId> {
        Some(self.of().dealer)
    }

    fn sentence(&self) -> Message {
        let of = self.of();
        let named = |id: &'static str| {
            Message::new(id)
                .with("name", of.name.as_str())
                .with("sender", of.sender.name.as_str())
        };
        match self {
            ApprovalEvent::Sent { .. } => named("approvals-event-sent"),
            ApprovalEvent::Decided { by, .. } => {
                decided("approvals-event-decided", "approvals-event-decided-for", of, by)
            }
            ApprovalEvent::Placed { number, .. } => named("approvals-event-placed").with("number", number.as_str()),
            ApprovalEvent::ByOneself { number, .. } => {
                named("approvals-event-by-oneself").with("number", number.as_str())
            }
            ApprovalEvent::Refused { by, .. } => {
                decided("approvals-event-refused", "approvals-event-refused-for", of, by)
            }
            ApprovalEvent::Withdrawn { .. } => named("approvals-event-withdrawn"),
        }
    }

    fn told(&self) -> Vec<Recipient> {
        match self {
            ApprovalEvent::Sent { told, .. }
            | ApprovalEvent::Decided { told, .. }
            | ApprovalEvent::Withdrawn { told, .. } => members(told),
            ApprovalEvent::Placed { .. } | ApprovalEvent::Refused { .. } => self.sender(),
            ApprovalEvent::ByOneself { .. } => Vec::new(),
        }
    }

    /// Whoever's turn it is decides from the letter.
    fn by_key(&self) -> Option<&'static str> {
        matches!(self, ApprovalEvent::Sent { .. } | ApprovalEvent::Decided { .. }).then_some(BY_KEY)
    }
}

/// What happens to the rules; the directors are told.
#[derive(Clone, Debug)]
pub enum RuleEvent {
    Made {
        dealer: DealerId,
        rule: RuleId,
    },
    Changed {
        dealer: DealerId,
        rule: RuleId,
    },
    Removed {
        dealer: DealerId,
        rule: RuleId,
    },
    /// Whether one may approve one's own.
    Own {
        dealer: DealerId,
        own: bool,
    },
}

impl RuleEvent {
    fn company(&self) -> DealerId {
        match self {
            RuleEvent::Made { dealer, .. }
            | RuleEvent::Changed { dealer, .. }
            | RuleEvent::Removed { dealer, .. }
            | RuleEvent::Own { dealer, .. } => *dealer,
        }
    }
}

impl Event for RuleEvent {
    fn kind(&self) -> &'static str {
        match self {
            RuleEvent::Made { .. } => "approvals.rule-made",
            RuleEvent::Changed { .. } => "approvals.rule-changed",
            RuleEvent::Removed { .. } => "approvals.rule-removed",
            RuleEvent::Own { .. } => "approvals.own-settled",
        }
    }

    fn subject(&self) -> Subject {
        let key = match self {
            RuleEvent::Made { rule, .. } | RuleEvent::Changed { rule, .. } | RuleEvent::Removed { rule, .. } => {
                rule.to_string()
            }
            RuleEvent::Own { dealer, .. } => dealer.to_string(),
        };
        Subject::new("approval_rule", key, "/approvals/rules")
    }

    fn dealer(&self) -> Option<DealerId> {
        Some(self.company())
    }

    fn sentence(&self) -> Message {
        Message::new(match self {
            RuleEvent::Made { .. } => "approvals-event-rule-made",
            RuleEvent::Changed { .. } => "approvals-event-rule-changed",
            RuleEvent::Removed { .. } => "approvals-event-rule-removed",
            RuleEvent::Own { own: true, .. } => "approvals-event-own-on",
            RuleEvent::Own { own: false, .. } => "approvals-event-own-off",
        })
    }

    fn told(&self) -> Vec<Recipient> {
        vec![Recipient::Dealer {
            dealer: self.company(),
            permission: permissions::RULES.id.to_owned(),
        }]
    }
}
