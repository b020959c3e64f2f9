//! Addresses that a dealer keeps, so that nobody types them again. No IO.

use serde::{Deserialize, Serialize};

use super::model::{Refusal, folded};
use crate::modules::dealers::LegalEntity;
use crate::modules::orders::{Delivery, DeliveryWay};
use crate::platform::values::{DealerId, Id};

pub type AddressId = Id<Address>;

/// The most addresses of a dealer.
pub const ADDRESSES_MAX: usize = 200;
/// The longest name of one, in characters.
pub const NAME_MAX: usize = 120;

/// Where the goods go, and who is there: the part of the terms that comes again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    pub id: AddressId,
    pub dealer: DealerId,
    pub name: String,
    pub way: DeliveryWay,
    #[serde(default)]
    pub carrier: String,
    #[serde(default)]
    pub terminal: String,
    #[serde(default)]
    pub address: String,
    #[serde(default)]
    pub window: String,
    #[serde(default)]
    pub contact: String,
    #[serde(default)]
    pub phone: String,
    #[serde(default)]
    pub comment: String,
    /// Drafts of this company begin with it.
    #[serde(default)]
    pub entity: Option<Id<LegalEntity>>,
    pub version: u32,
}

impl Address {
    pub fn of(id: AddressId, dealer: DealerId, name: &str, delivery: &Delivery) -> Address {
        Address {
            id,
            dealer,
            name: name.to_owned(),
            way: delivery.way,
            carrier: delivery.carrier.clone(),
            terminal: delivery.terminal.clone(),
            address: delivery.address.clone(),
            window: delivery.window.clone(),
            contact: delivery.contact.clone(),
            phone: delivery.phone.clone(),
            comment: delivery.comment.clone(),
            entity: None,
            version: 0,
        }
    }

    /// The terms with this address in them; what an address doesn't know stays.
    pub fn put_into(&self, delivery: &Delivery) -> Delivery {
        Delivery {
            way: self.way,
            carrier: self.carrier.clone(),
            terminal: self.terminal.clone(),
            address: self.address.clone(),
            window: self.window.clone(),
            contact: self.contact.clone(),
            phone: self.phone.clone(),
            comment: self.comment.clone(),
            ..delivery.clone()
        }
    }

    /// The terms that this address alone makes.
    pub fn delivery(&self) -> Delivery {
        self.put_into(&Delivery::default())
    }

    pub fn folded(&self) -> String {
        folded(&self.name)
    }

    pub fn sound(mut self) -> Result<Address, Refusal> {
        self.name = self.name.trim().to_owned();
        let long = self.name.chars().count() > NAME_MAX || self.name.chars().any(|c| c.is_control());
        match self.name.is_empty() || long {
            true => Err(Refusal::Name),
            false => Ok(self),
        }
    }

    /// One line that tells where it leads.
    pub fn line(&self) -> String {
        let parts = [&self.carrier, &self.terminal, &self.address];
        let parts = parts.into_iter().filter(|part| !part.is_empty());
        parts.map(String::as_str).collect::<Vec<_>>().join(", ")
    }
}
