//! What happens to reconciliations. No sentence tells a sum.

use super::model::{Act, ActId, Party};
use super::permissions;
use crate::platform::access::permissions::SEE_FINANCE;
use crate::platform::journal::{Event, Recipient, Subject};
use crate::platform::values::{Day, DealerId, Message};

/// What an entry needs of a reconciliation.
#[derive(Clone, Debug)]
pub struct About {
    pub id: ActId,
    pub dealer: DealerId,
    pub number: String,
    pub from: Day,
    pub to: Day,
    /// Who acts.
    pub by: Party,
}

impl About {
    pub fn of(act: &Act, by: Party) -> About {
        About {
            id: act.id,
            dealer: act.dealer,
            number: act.number.clone(),
            from: act.from,
            to: act.to,
            by,
        }
    }
}

#[derive(Clone, Debug)]
pub enum ReconciliationEvent {
    Asked(About),
    /// A part of its lines was copied.
    Copied(About),
    /// A line was marked as disagreed. `reopened`: a word that was given is taken back by it.
    Marked {
        of: About,
        reopened: bool,
    },
    Unmarked {
        of: About,
        reopened: bool,
    },
    Answered {
        of: About,
        reopened: bool,
    },
    Agreed(About),
    Closed {
        of: About,
        disagreed: bool,
    },
    Cancelled(About),
    /// Its counterparty is another dealer's.
    Withdrawn(About),
}

impl ReconciliationEvent {
    fn about(&self) -> &About {
        match self {
            ReconciliationEvent::Asked(of)
            | ReconciliationEvent::Copied(of)
            | ReconciliationEvent::Marked { of, .. }
            | ReconciliationEvent::Unmarked { of, .. }
            | ReconciliationEvent::Answered { of, .. }
            | ReconciliationEvent::Agreed(of)
            | ReconciliationEvent::Closed { of, .. }
            | ReconciliationEvent::Cancelled(of)
            | ReconciliationEvent::Withdrawn(of) => of,
        }
    }
}

impl Event for ReconciliationEvent {
    fn kind(&self) -> &'static str {
        match self {
            ReconciliationEvent::Asked(_) => "reconciliation.asked",
            ReconciliationEvent::Copied(_) => "reconciliation.copied",
            ReconciliationEvent::Marked { .. } => "reconciliation.marked",
            ReconciliationEvent::Unmarked { .. } => "reconciliation.unmarked",
            ReconciliationEvent::Answered { .. } => "reconciliation.answered",
            ReconciliationEvent::Agreed(_) => "reconciliation.agreed",
            ReconciliationEvent::Closed { .. } => "reconciliation.closed",
            ReconciliationEvent::Cancelled(_) => "reconciliation.cancelled",
            ReconciliationEvent::Withdrawn(_) => "reconciliation.withdrawn",
        }
    }

    fn subject(&self) -> Subject {
        let id = self.about().id;
        Subject::new("reconciliation", id, format!("/reconciliation/{id}"))
    }

    /// What is withdrawn is the manufacturer's own from then on.
    fn dealer(&self) -> Option<DealerId> {
        match self {
            ReconciliationEvent::Withdrawn(_) => None,
            event => Some(event.about().dealer),
        }
    }

    fn sentence(&self) -> Message {
        let id = match self {
            ReconciliationEvent::Asked(_) => "reconciliation-event-asked",
            ReconciliationEvent::Copied(_) => "reconciliation-event-copied",
            ReconciliationEvent::Marked { reopened: false, .. } => "reconciliation-event-marked",
            ReconciliationEvent::Marked { reopened: true, .. } => "reconciliation-event-marked-again",
            ReconciliationEvent::Unmarked { reopened: false, .. } => "reconciliation-event-unmarked",
            ReconciliationEvent::Unmarked { reopened: true, .. } => "reconciliation-event-unmarked-again",
            ReconciliationEvent::Answered { reopened: false, .. } => "reconciliation-event-answered",
            ReconciliationEvent::Answered { reopened: true, .. } => "reconciliation-event-answered-again",
            ReconciliationEvent::Agreed(_) => "reconciliation-event-agreed",
            ReconciliationEvent::Closed { disagreed: false, .. } => "reconciliation-event-closed",
            ReconciliationEvent::Closed { disagreed: true, .. } => "reconciliation-event-closed-disagreed",
            ReconciliationEvent::Cancelled(_) => "reconciliation-event-cancelled",
            ReconciliationEvent::Withdrawn(_) => "reconciliation-event-withdrawn",
        };
        let of = self.about();
        Message::new(id)
            .with("number", of.number.as_str())
            .with("from", of.from)
            .with("to", of.to)
    }

    /// The other side.
    fn told(&self) -> Vec<Recipient> {
        // The link would lead the dealer to nothing.
        if matches!(self, ReconciliationEvent::Copied(_) | ReconciliationEvent::Withdrawn(_)) {
            return Vec::new();
        }
        let of = self.about();
        let (dealer, permissions) = (
            of.dealer,
            vec![permissions::SEE.id.to_owned(), SEE_FINANCE.id.to_owned()],
        );
        vec![match of.by {
            Party::Dealer => Recipient::ManagersHolding { dealer, permissions },
            Party::Maker => Recipient::DealerHolding { dealer, permissions },
        }]
    }
}
