//! What happens to people's rights.

use super::member::Membership;
use crate::platform::journal::{Event, Recipient, Subject};
use crate::platform::values::{DealerId, Message};

#[derive(Clone, Debug)]
pub enum AccessEvent {
    Invited {
        member: Membership,
    },
    Joined {
        member: Membership,
    },
    Changed {
        member: Membership,
    },
    Disabled {
        member: Membership,
    },
    Enabled {
        member: Membership,
    },
    PasswordSet {
        member: Membership,
    },
    /// Language, theme: a person's own choices.
    Preferred {
        member: Membership,
    },
}

impl AccessEvent {
    fn member(&self) -> &Membership {
        match self {
            AccessEvent::Invited { member }
            | AccessEvent::Joined { member }
            | AccessEvent::Changed { member }
            | AccessEvent::Disabled { member }
            | AccessEvent::Enabled { member }
            | AccessEvent::PasswordSet { member }
            | AccessEvent::Preferred { member } => member,
        }
    }
}

impl Event for AccessEvent {
    fn kind(&self) -> &'static str {
        match self {
            AccessEvent::Invited { .. } => "access.invited",
            AccessEvent::Joined { .. } => "access.joined",
            AccessEvent::Changed { .. } => "access.changed",
            AccessEvent::Disabled { .. } => "access.disabled",
            AccessEvent::Enabled { .. } => "access.enabled",
            AccessEvent::PasswordSet { .. } => "access.password-set",
            AccessEvent::Preferred { .. } => "access.preferred",
        }
    }

    fn subject(&self) -> Subject {
        let member = self.member();
        let link = member
            .company
            .map_or("/people".to_owned(), |dealer| format!("/dealers/{dealer}"));
        Subject::new("membership", member.id, link)
    }

    fn dealer(&self) -> Option<DealerId> {
        self.member().company
    }

    fn sentence(&self) -> Message {
        let id = match self {
            AccessEvent::Invited { .. } => "access-event-invited",
            AccessEvent::Joined { .. } => "access-event-joined",
            AccessEvent::Changed { .. } => "access-event-changed",
            AccessEvent::Disabled { .. } => "access-event-disabled",
            AccessEvent::Enabled { .. } => "access-event-enabled",
            AccessEvent::PasswordSet { .. } => "access-event-password-set",
            AccessEvent::Preferred { .. } => "access-event-preferred",
        };
        Message::new(id)
            .with("name", self.member().name.as_str())
            .with("company", self.member().company_name.as_str())
    }

    fn told(&self) -> Vec<Recipient> {
        match self {
            AccessEvent::Joined { .. } => vec![Recipient::Staff {
                permission: "access.administer".into(),
            }],
            AccessEvent::Invited { .. }
            | AccessEvent::Changed { .. }
            | AccessEvent::Disabled { .. }
            | AccessEvent::Enabled { .. }
            | AccessEvent::PasswordSet { .. }
            | AccessEvent::Preferred { .. } => Vec::new(),
        }
    }
}
