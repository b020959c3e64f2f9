//! What happens to people's rights.

use super::breadth::Breadth;
use super::member::Membership;
use super::own_role::OwnRole;
use super::permission::permission_message;
use crate::platform::journal::{Event, Recipient, Subject};
use crate::platform::values::{Arg, Day, DealerId, Message};

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
    /// A password alone opens no session from now on.
    FactorOn {
        member: Membership,
    },
    FactorOff {
        member: Membership,
    },
    /// Taken away at the console.
    FactorReset {
        member: Membership,
    },
    CodesRenewed {
        member: Membership,
    },
    /// Somebody came in by a recovery code.
    RecoveryUsed {
        member: Membership,
        /// Codes that are left.
        left: usize,
    },
    /// Somebody who knows the password tries codes.
    CodesWrong {
        member: Membership,
    },
    /// Somebody came in from a device that the account hasn't come in from before.
    NewDevice {
        member: Membership,
        /// Browser and system; none where they are unknown.
        device: Option<String>,
    },
    /// Wrong codes were forgiven at the console.
    Unlocked {
        member: Membership,
    },
    /// Language, theme: a person's own choices.
    Preferred {
        member: Membership,
    },
    /// Another role, rights by name, somebody to stand in for.
    Entitled {
        member: Membership,
        what: Entitled,
    },
    /// Asks for a right that is missing.
    Asked {
        member: Membership,
        right: String,
    },
    /// The right that was asked for is not given.
    AskRefused {
        member: Membership,
        right: String,
    },
    /// Somebody sees the cabinet as this person from now on, or no longer.
    SeenAs {
        member: Membership,
        began: bool,
    },
}

/// How somebody's rights changed.
#[derive(Clone, Debug, PartialEq)]
pub enum Entitled {
    /// From one role to another, by what people call them.
    Role {
        old: Arg,
        new: Arg,
    },
    Given(String),
    Taken(String),
    StandIn {
        of: String,
        until: Day,
    },
    StandInEnded {
        of: String,
    },
}

/// A permission by what people call it.
fn right(id: &str) -> Message {
    Message::named(permission_message(id))
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
            | AccessEvent::FactorOn { member }
            | AccessEvent::FactorOff { member }
            | AccessEvent::FactorReset { member }
            | AccessEvent::CodesRenewed { member }
            | AccessEvent::RecoveryUsed { member, .. }
            | AccessEvent::CodesWrong { member }
            | AccessEvent::NewDevice { member, .. }
            | AccessEvent::Unlocked { member }
            | AccessEvent::Preferred { member }
            | AccessEvent::Entitled { member, .. }
            | AccessEvent::Asked { member, .. }
            | AccessEvent::AskRefused { member, .. }
            | AccessEvent::SeenAs { member, .. } => member,
        }
    }
}

impl AccessEvent {
    /// Is it about the person's own way in, and told to the person whoever did it?
    fn is_own(&self) -> bool {
        matches!(
            self,
            AccessEvent::FactorOn { .. }
                | AccessEvent::FactorOff { .. }
                | AccessEvent::FactorReset { .. }
                | AccessEvent::CodesRenewed { .. }
                | AccessEvent::RecoveryUsed { .. }
                | AccessEvent::CodesWrong { .. }
                | AccessEvent::NewDevice { .. }
        )
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
            AccessEvent::FactorOn { .. } => "access.factor-on",
            AccessEvent::FactorOff { .. } => "access.factor-off",
            AccessEvent::FactorReset { .. } => "access.factor-reset",
            AccessEvent::CodesRenewed { .. } => "access.codes-renewed",
            AccessEvent::RecoveryUsed { .. } => "access.recovery-used",
            AccessEvent::CodesWrong { .. } => "access.codes-wrong",
            AccessEvent::NewDevice { .. } => "access.new-device",
            AccessEvent::Unlocked { .. } => "access.unlocked",
            AccessEvent::Preferred { .. } => "access.preferred",
            AccessEvent::Entitled { .. } => "access.entitled",
            AccessEvent::Asked { .. } => "access.asked",
            AccessEvent::AskRefused { .. } => "access.ask-refused",
            AccessEvent::SeenAs { .. } => "access.seen-as",
        }
    }

    fn subject(&self) -> Subject {
        let member = self.member();
        let link = match (self, member.company) {
            (AccessEvent::Asked { .. }, _) => "/rights/asks".to_owned(),
            (AccessEvent::NewDevice { .. }, _) => "/profile/sessions".to_owned(),
            _ if self.is_own() => "/profile/second-factor".to_owned(),
            (AccessEvent::Entitled { .. } | AccessEvent::AskRefused { .. }, Some(_)) => "/company".to_owned(),
            (_, None) => "/people".to_owned(),
            (_, Some(dealer)) => format!("/dealers/{dealer}"),
        };
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
            AccessEvent::FactorOn { .. } => "access-event-factor-on",
            AccessEvent::FactorOff { .. } => "access-event-factor-off",
            AccessEvent::FactorReset { .. } => "access-event-factor-reset",
            AccessEvent::CodesRenewed { .. } => "access-event-codes-renewed",
            AccessEvent::RecoveryUsed { .. } => "access-event-recovery-used",
            AccessEvent::CodesWrong { .. } => "access-event-codes-wrong",
            AccessEvent::NewDevice { device: Some(_), .. } => "access-event-new-device",
            AccessEvent::NewDevice { device: None, .. } => "access-event-new-device-unknown",
            AccessEvent::Unlocked { .. } => "access-event-unlocked",
            AccessEvent::Preferred { .. } => "access-event-preferred",
            AccessEvent::Entitled { what, .. } => match what {
                Entitled::Role { .. } => "access-event-role",
                Entitled::Given(_) => "access-event-given",
                Entitled::Taken(_) => "access-event-taken",
                Entitled::StandIn { .. } => "access-event-stand-in",
                Entitled::StandInEnded { .. } => "access-event-stand-in-ended",
            },
            AccessEvent::Asked { .. } => "access-event-asked",
            AccessEvent::AskRefused { .. } => "access-event-ask-refused",
            AccessEvent::SeenAs { began: true, .. } => "access-event-seen-as",
            AccessEvent::SeenAs { began: false, .. } => "access-event-seen-as-ended",
        };
        let said = Message::new(id)
            .with("name", self.member().name.as_str())
            .with("company", self.member().company_name.as_str());
        match self {
            AccessEvent::Entitled { what, .. } => match what {
                Entitled::Role { old, new } => said.with("old", old.clone()).with("new", new.clone()),
                Entitled::Given(id) | Entitled::Taken(id) => said.with("right", right(id)),
                Entitled::StandIn { of, until } => said.with("of", of.as_str()).with("until", *until),
                Entitled::StandInEnded { of } => said.with("of", of.as_str()),
            },
            AccessEvent::RecoveryUsed { left, .. } => said.with("left", *left),
            AccessEvent::NewDevice {
                device: Some(device), ..
            } => said.with("device", device.as_str()),
            AccessEvent::Asked { right: id, .. } | AccessEvent::AskRefused { right: id, .. } => {
                said.with("right", right(id))
            }
            _ => said,
        }
    }

    fn told(&self) -> Vec<Recipient> {
        match self {
            own if own.is_own() => vec![Recipient::Oneself {
                membership: own.member().id,
            }],
            AccessEvent::Joined { .. } => vec![Recipient::Staff {
                permission: "access.administer".into(),
            }],
            // Whoever answers for the company hears of each change of rights, and the person too.
            AccessEvent::Entitled { member, .. } => {
                let mut told = owners(member.company);
                told.push(Recipient::Member { membership: member.id });
                told
            }
            AccessEvent::Asked { member, .. } => owners(member.company),
            AccessEvent::AskRefused { member, .. } => vec![Recipient::Member { membership: member.id }],
            AccessEvent::Disabled { member } | AccessEvent::Enabled { member } => owners(member.company),
            // Of the manufacturer's own people administrators hear when they come in.
            AccessEvent::Invited { member } if member.company.is_some() => owners(member.company),
            AccessEvent::Invited { .. }
            | AccessEvent::Changed { .. }
            | AccessEvent::SeenAs { .. }
            | AccessEvent::PasswordSet { .. }
            | AccessEvent::FactorOn { .. }
            | AccessEvent::FactorOff { .. }
            | AccessEvent::FactorReset { .. }
            | AccessEvent::CodesRenewed { .. }
            | AccessEvent::RecoveryUsed { .. }
            | AccessEvent::CodesWrong { .. }
            | AccessEvent::NewDevice { .. }
            | AccessEvent::Unlocked { .. }
            | AccessEvent::Preferred { .. } => Vec::new(),
        }
    }

    fn always_mailed(&self) -> bool {
        self.is_own()
            || matches!(
                self,
                AccessEvent::Invited { .. }
                    | AccessEvent::Disabled { .. }
                    | AccessEvent::Enabled { .. }
                    | AccessEvent::Entitled { .. }
            )
    }
}

/// Those who answer for the rights of a company's people.
fn owners(company: Option<DealerId>) -> Vec<Recipient> {
    match company {
        Some(dealer) => vec![Recipient::Dealer {
            dealer,
            permission: super::permissions::INVITE.id.into(),
        }],
        None => vec![Recipient::Staff {
            permission: super::permissions::ADMINISTER.id.into(),
        }],
    }
}

/// What happens to roles that a company makes.
#[derive(Clone, Debug)]
pub enum RoleEvent {
    Made(OwnRole),
    Changed { old: OwnRole, new: OwnRole },
    Removed(OwnRole),
}

impl RoleEvent {
    pub fn saved(old: Option<OwnRole>, new: OwnRole) -> RoleEvent {
        match old {
            None => RoleEvent::Made(new),
            Some(old) => RoleEvent::Changed { old, new },
        }
    }

    fn role(&self) -> &OwnRole {
        match self {
            RoleEvent::Made(role) | RoleEvent::Changed { new: role, .. } | RoleEvent::Removed(role) => role,
        }
    }
}

impl Event for RoleEvent {
    fn kind(&self) -> &'static str {
        match self {
            RoleEvent::Made(_) => "access.role-made",
            RoleEvent::Changed { .. } => "access.role-changed",
            RoleEvent::Removed(_) => "access.role-removed",
        }
    }

    fn subject(&self) -> Subject {
        Subject::new("role", self.role().id, "/roles")
    }

    fn dealer(&self) -> Option<DealerId> {
        self.role().company
    }

    fn sentence(&self) -> Message {
        let id = match self {
            RoleEvent::Made(role) if !role.breadth.is_company() => "access-event-role-made-own",
            RoleEvent::Made(_) => "access-event-role-made",
            RoleEvent::Changed { old, new } => match (old.breadth, new.breadth) {
                (Breadth::Company, Breadth::Own) => "access-event-role-narrowed",
                (Breadth::Own, Breadth::Company) => "access-event-role-widened",
                _ => "access-event-role-changed",
            },
            RoleEvent::Removed(_) => "access-event-role-removed",
        };
        Message::new(id).with("name", self.role().name.as_str())
    }

    fn told(&self) -> Vec<Recipient> {
        owners(self.role().company)
    }

    fn always_mailed(&self) -> bool {
        true
    }

    fn details(&self) -> serde_json::Value {
        match self {
            RoleEvent::Made(new) => serde_json::json!({ "given": new.rights, "orders": new.breadth }),
            RoleEvent::Removed(old) => serde_json::json!({ "taken": old.rights }),
            RoleEvent::Changed { old, new } => serde_json::json!({
                "given": new.rights.difference(&old.rights).collect::<Vec<_>>(),
                "taken": old.rights.difference(&new.rights).collect::<Vec<_>>(),
                "orders": (old.breadth != new.breadth).then_some([old.breadth, new.breadth]),
            }),
        }
    }
}
