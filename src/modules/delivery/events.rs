//! What happens to carriers, rules and shipments.

use serde_json::{Value, json};

use super::person::WipeReason;
use super::{Address, AskedPerson, Carrier, Parcel, Person, Rules, permissions};
use crate::platform::journal::{Changed, Event, Recipient, Subject};
use crate::platform::values::{DealerId, Message};

/// What journal entries of the rules and carriers are about.
pub const CARRIERS_SUBJECT: (&str, &str) = ("carriers", "all");

#[derive(Clone, Debug)]
pub enum CarrierEvent {
    Saved { old: Option<Carrier>, new: Carrier },
    Rules { old: Rules, new: Rules },
}

impl Event for CarrierEvent {
    fn kind(&self) -> &'static str {
        match self {
            CarrierEvent::Saved { .. } => "delivery.carrier-saved",
            CarrierEvent::Rules { .. } => "delivery.rules-changed",
        }
    }

    fn subject(&self) -> Subject {
        Subject::new(CARRIERS_SUBJECT.0, CARRIERS_SUBJECT.1, "/carriers")
    }

    fn dealer(&self) -> Option<DealerId> {
        None
    }

    fn sentence(&self) -> Message {
        match self {
            CarrierEvent::Saved { old: None, new } => {
                Message::new("delivery-event-carrier-added").with("name", new.name.as_str())
            }
            CarrierEvent::Saved { new, .. } => {
                Message::new("delivery-event-carrier-changed").with("name", new.name.as_str())
            }
            CarrierEvent::Rules { .. } => Message::new("delivery-event-rules"),
        }
    }

    fn told(&self) -> Vec<Recipient> {
        Vec::new()
    }

    fn details(&self) -> Value {
        match self {
            CarrierEvent::Saved { old, new } => json!({ "old": old, "new": new }),
            CarrierEvent::Rules { old, new } => json!({
                "old": old.until,
                "new": new.until,
                "days": [old.keep_days, new.keep_days],
            }),
        }
    }
}

#[derive(Clone, Debug)]
pub enum ParcelEvent {
    Packed(Parcel),
    Received(Parcel),
}

impl ParcelEvent {
    fn parcel(&self) -> &Parcel {
        match self {
            ParcelEvent::Packed(parcel) | ParcelEvent::Received(parcel) => parcel,
        }
    }
}

impl Event for ParcelEvent {
    fn kind(&self) -> &'static str {
        match self {
            ParcelEvent::Packed(_) => "delivery.packed",
            ParcelEvent::Received(_) => "delivery.received",
        }
    }

    fn subject(&self) -> Subject {
        let number = self.parcel().number;
        Subject::new("order", number, format!("/orders/{number}/parcels"))
    }

    fn dealer(&self) -> Option<DealerId> {
        Some(self.parcel().dealer)
    }

    fn sentence(&self) -> Message {
        let parcel = self.parcel();
        let remarks = parcel.receipt.as_ref().map_or(0, |receipt| receipt.remarks.len());
        let id = match (self, remarks) {
            (ParcelEvent::Packed(_), _) => "delivery-event-packed",
            (ParcelEvent::Received(_), 0) => "delivery-event-received",
            (ParcelEvent::Received(_), _) => "delivery-event-received-remarks",
        };
        Message::new(id)
            .with("number", parcel.number.to_string())
            .with("shipment", parcel.shipment.as_str())
            .with("remarks", remarks)
    }

    /// That goods left is told by the order's own event.
    fn told(&self) -> Vec<Recipient> {
        match self {
            ParcelEvent::Packed(_) => Vec::new(),
            ParcelEvent::Received(parcel) => vec![
                Recipient::ManagersHolding {
                    dealer: parcel.dealer,
                    permissions: vec![crate::modules::orders::permissions::SEE.id.to_owned()],
                },
                Recipient::Dealer {
                    dealer: parcel.dealer,
                    permission: permissions::RECEIVE.id.to_owned(),
                },
            ],
        }
    }

    fn changed(&self) -> Vec<Changed> {
        vec![Changed {
            kind: "order".to_owned(),
            key: self.parcel().number.to_string(),
        }]
    }

    fn details(&self) -> Value {
        let parcel = self.parcel();
        json!({ "shipment": parcel.shipment, "version": parcel.version })
    }
}

/// What happens to the papers of a person. Nothing that is on them ever stands in an entry.
#[derive(Clone, Debug)]
pub enum PersonEvent {
    Entered(Person),
    /// Somebody has read them.
    Opened(Person),
    Wiped(Person, WipeReason),
    /// Sealed anew with the key of now.
    Sealed(Person),
}

impl PersonEvent {
    fn person(&self) -> &Person {
        match self {
            PersonEvent::Entered(person)
            | PersonEvent::Opened(person)
            | PersonEvent::Wiped(person, _)
            | PersonEvent::Sealed(person) => person,
        }
    }
}

impl Event for PersonEvent {
    fn kind(&self) -> &'static str {
        match self {
            PersonEvent::Entered(_) => "delivery.recipient-entered",
            PersonEvent::Opened(_) => "delivery.recipient-opened",
            PersonEvent::Wiped(..) => "delivery.recipient-wiped",
            PersonEvent::Sealed(_) => "delivery.recipient-sealed",
        }
    }

    fn subject(&self) -> Subject {
        let number = self.person().number;
        Subject::new("order", number, format!("/orders/{number}"))
    }

    fn dealer(&self) -> Option<DealerId> {
        Some(self.person().dealer)
    }

    fn sentence(&self) -> Message {
        let id = match self {
            PersonEvent::Entered(_) => "delivery-event-person-entered",
            PersonEvent::Opened(_) => "delivery-event-person-opened",
            PersonEvent::Wiped(..) => "delivery-event-person-wiped",
            PersonEvent::Sealed(_) => "delivery-event-person-sealed",
        };
        Message::new(id).with("number", self.person().number.to_string())
    }

    fn told(&self) -> Vec<Recipient> {
        Vec::new()
    }

    fn details(&self) -> Value {
        let person = self.person();
        match self {
            PersonEvent::Entered(_) => json!({ "version": person.version, "consent": person.consent.text }),
            PersonEvent::Opened(_) => json!({ "version": person.version }),
            PersonEvent::Wiped(_, why) => json!({ "version": person.version, "why": why.code() }),
            PersonEvent::Sealed(_) => json!({
                "version": person.version,
                "key": person.sealed.as_ref().map(|sealed| sealed.key.to_string()),
            }),
        }
    }
}

/// What happens to the papers of a person who is asked for. Nothing that is on them ever stands in an entry.
#[derive(Clone, Debug)]
pub struct AskedEvent {
    pub of: AskedPerson,
    pub step: AskedStep,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AskedStep {
    Asked,
    Opened,
    Wiped,
    Sealed,
}

impl Event for AskedEvent {
    fn kind(&self) -> &'static str {
        match self.step {
            AskedStep::Asked => "delivery.asked-recipient-entered",
            AskedStep::Opened => "delivery.asked-recipient-opened",
            AskedStep::Wiped => "delivery.asked-recipient-wiped",
            AskedStep::Sealed => "delivery.asked-recipient-sealed",
        }
    }

    fn subject(&self) -> Subject {
        Subject::new("order", self.of.number, format!("/orders/{}", self.of.number))
    }

    fn dealer(&self) -> Option<DealerId> {
        Some(self.of.dealer)
    }

    fn sentence(&self) -> Message {
        let id = match self.step {
            AskedStep::Asked => "delivery-event-asked-entered",
            AskedStep::Opened => "delivery-event-asked-opened",
            AskedStep::Wiped => "delivery-event-asked-wiped",
            AskedStep::Sealed => "delivery-event-asked-sealed",
        };
        Message::new(id).with("number", self.of.number.to_string())
    }

    /// The request rings the bell.
    fn told(&self) -> Vec<Recipient> {
        Vec::new()
    }

    fn details(&self) -> Value {
        json!({ "consent": self.of.consent.text, "key": self.of.sealed.key.to_string() })
    }
}

#[derive(Clone, Debug)]
pub enum AddressEvent {
    Saved(Address),
    Removed(Address),
}

impl AddressEvent {
    fn address(&self) -> &Address {
        match self {
            AddressEvent::Saved(address) | AddressEvent::Removed(address) => address,
        }
    }
}

impl Event for AddressEvent {
    fn kind(&self) -> &'static str {
        match self {
            AddressEvent::Saved(_) => "delivery.address-saved",
            AddressEvent::Removed(_) => "delivery.address-removed",
        }
    }

    fn subject(&self) -> Subject {
        Subject::new("delivery-address", self.address().id, "/addresses")
    }

    fn dealer(&self) -> Option<DealerId> {
        Some(self.address().dealer)
    }

    fn sentence(&self) -> Message {
        let id = match self {
            AddressEvent::Saved(_) => "delivery-event-address-saved",
            AddressEvent::Removed(_) => "delivery-event-address-removed",
        };
        Message::new(id).with("name", self.address().name.as_str())
    }

    fn told(&self) -> Vec<Recipient> {
        Vec::new()
    }

    fn details(&self) -> Value {
        json!({ "version": self.address().version })
    }
}
