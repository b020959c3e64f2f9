//! How the goods go: the way, who takes them, in what and how they are packed, and what travels with them.

use serde::{Deserialize, Serialize};

use super::draft::fits;
use super::transitions::Change;
use super::{Act, Order, Refusal};
use crate::modules::orders::{About, OrderEvent};
use crate::platform::values::Money;

/// How the goods go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DeliveryWay {
    #[default]
    PickUp,
    /// The manufacturer's own transport.
    OwnTransport,
    CarrierTerminal,
    CarrierDoor,
    /// The dealer sends a carrier of its own.
    DealerCarrier,
}

impl DeliveryWay {
    pub const ALL: [DeliveryWay; 5] = [
        DeliveryWay::PickUp,
        DeliveryWay::OwnTransport,
        DeliveryWay::CarrierTerminal,
        DeliveryWay::CarrierDoor,
        DeliveryWay::DealerCarrier,
    ];

    pub const fn message(self) -> &'static str {
        match self {
            DeliveryWay::PickUp => "orders-delivery-pick-up",
            DeliveryWay::OwnTransport => "orders-delivery-own-transport",
            DeliveryWay::CarrierTerminal => "orders-delivery-carrier-terminal",
            DeliveryWay::CarrierDoor => "orders-delivery-carrier-door",
            DeliveryWay::DealerCarrier => "orders-delivery-dealer-carrier",
        }
    }

    /// The value in forms; the stored one is the same.
    pub const fn code(self) -> &'static str {
        match self {
            DeliveryWay::PickUp => "pick-up",
            DeliveryWay::OwnTransport => "own-transport",
            DeliveryWay::CarrierTerminal => "carrier-terminal",
            DeliveryWay::CarrierDoor => "carrier-door",
            DeliveryWay::DealerCarrier => "dealer-carrier",
        }
    }

    pub fn from_code(code: &str) -> Option<DeliveryWay> {
        DeliveryWay::ALL.into_iter().find(|way| way.code() == code)
    }
}

/// Who pays the carrier.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Payer {
    /// As the contract says.
    #[default]
    Agreed,
    Sender,
    Recipient,
    Third,
}

impl Payer {
    pub const ALL: [Payer; 4] = [Payer::Agreed, Payer::Sender, Payer::Recipient, Payer::Third];

    pub const fn message(self) -> &'static str {
        match self {
            Payer::Agreed => "orders-delivery-payer-agreed",
            Payer::Sender => "orders-delivery-payer-sender",
            Payer::Recipient => "orders-delivery-payer-recipient",
            Payer::Third => "orders-delivery-payer-third",
        }
    }

    pub const fn code(self) -> &'static str {
        match self {
            Payer::Agreed => "agreed",
            Payer::Sender => "sender",
            Payer::Recipient => "recipient",
            Payer::Third => "third",
        }
    }

    pub fn from_code(code: &str) -> Option<Payer> {
        Payer::ALL.into_iter().find(|payer| payer.code() == code)
    }
}

/// Something that the dealer asks for beside the carriage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Need {
    Crate,
    Film,
    Cardboard,
    Pallets,
    LoadSide,
    LoadTop,
    LoadRear,
    TailLift,
    Manipulator,
    TransferDeed,
    Waybill,
    Certificates,
    Passport,
}

impl Need {
    pub const PACKAGING: [Need; 4] = [Need::Crate, Need::Film, Need::Cardboard, Need::Pallets];
    pub const LOADING: [Need; 5] = [
        Need::LoadSide,
        Need::LoadTop,
        Need::LoadRear,
        Need::TailLift,
        Need::Manipulator,
    ];
    pub const PAPERS: [Need; 4] = [Need::TransferDeed, Need::Waybill, Need::Certificates, Need::Passport];

    pub fn all() -> impl Iterator<Item = Need> {
        [&Need::PACKAGING[..], &Need::LOADING, &Need::PAPERS]
            .into_iter()
            .flatten()
            .copied()
    }

    pub const fn message(self) -> &'static str {
        match self {
            Need::Crate => "orders-delivery-need-crate",
            Need::Film => "orders-delivery-need-film",
            Need::Cardboard => "orders-delivery-need-cardboard",
            Need::Pallets => "orders-delivery-need-pallets",
            Need::LoadSide => "orders-delivery-need-load-side",
            Need::LoadTop => "orders-delivery-need-load-top",
            Need::LoadRear => "orders-delivery-need-load-rear",
            Need::TailLift => "orders-delivery-need-tail-lift",
            Need::Manipulator => "orders-delivery-need-manipulator",
            Need::TransferDeed => "orders-delivery-need-transfer-deed",
            Need::Waybill => "orders-delivery-need-waybill",
            Need::Certificates => "orders-delivery-need-certificates",
            Need::Passport => "orders-delivery-need-passport",
        }
    }

    /// The value in forms.
    pub fn code(self) -> &'static str {
        self.message().trim_start_matches("orders-delivery-need-")
    }

    pub fn from_code(code: &str) -> Option<Need> {
        Need::all().find(|need| need.code() == code)
    }
}

/// So many places of one size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Packed {
    pub count: u32,
    /// In millimetres; zero where it isn't known.
    #[serde(default)]
    pub length: u32,
    #[serde(default)]
    pub width: u32,
    #[serde(default)]
    pub height: u32,
    /// Of one place.
    #[serde(default)]
    pub weight_g: u64,
}

impl Packed {
    pub const COUNT_MAX: u32 = 999;
    pub const SIDE_MAX: u32 = 20_000;
    pub const WEIGHT_MAX_G: u64 = 50_000_000;
    /// The most rows of one delivery.
    pub const ROWS_MAX: usize = 30;

    pub fn is_sound(&self) -> bool {
        let sides = [self.length, self.width, self.height];
        (1..=Packed::COUNT_MAX).contains(&self.count)
            && sides.iter().all(|side| *side <= Packed::SIDE_MAX)
            && self.weight_g <= Packed::WEIGHT_MAX_G
    }

    /// How many, how heavy, and how much room in thousandths of a cubic metre.
    pub fn totals(rows: &[Packed]) -> (u32, u64, u64) {
        let count = rows.iter().map(|row| row.count).sum();
        let weight = rows.iter().map(|row| u64::from(row.count) * row.weight_g).sum();
        let volume: u64 = rows
            .iter()
            .map(|row| u64::from(row.count) * u64::from(row.length) * u64::from(row.width) * u64::from(row.height))
            .sum();
        (count, weight, volume.div_ceil(1_000_000))
    }
}

/// How the goods go, and to whom.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    #[serde(default)]
    pub way: DeliveryWay,
    #[serde(default)]
    pub carrier: String,
    #[serde(default)]
    pub terminal: String,
    #[serde(default)]
    pub address: String,
    /// The hours in which somebody is there.
    #[serde(default)]
    pub window: String,
    /// A company that gets the goods, where it isn't the buyer.
    #[serde(default)]
    pub recipient: String,
    #[serde(default)]
    pub recipient_tax_id: String,
    #[serde(default)]
    pub contact: String,
    #[serde(default)]
    pub phone: String,
    #[serde(default)]
    pub payer: Payer,
    /// The declared value, where the load is insured.
    #[serde(default)]
    pub insured: Option<Money>,
    #[serde(default)]
    pub places: Vec<Packed>,
    #[serde(default)]
    pub needs: Vec<Need>,
    #[serde(default)]
    pub comment: String,
}

impl Delivery {
    /// The longest text of one field, in characters.
    pub const FIELD_MAX: usize = 500;

    pub fn check(&self) -> Result<(), Refusal> {
        let fields = [
            &self.carrier,
            &self.terminal,
            &self.address,
            &self.window,
            &self.recipient,
            &self.recipient_tax_id,
            &self.contact,
            &self.phone,
            &self.comment,
        ];
        fields
            .into_iter()
            .try_for_each(|field| fits(field, Delivery::FIELD_MAX))?;
        match self.places.len() <= Packed::ROWS_MAX && self.places.iter().all(Packed::is_sound) {
            true => Ok(()),
            false => Err(Refusal::Quantity),
        }
    }
}

impl Order {
    /// Changes how the goods go. The specification stays what both sides stand by.
    pub fn deliver(mut self, delivery: Delivery, act: Act) -> Result<Change, Refusal> {
        delivery.check()?;
        self.delivery = delivery;
        self.touch(&act);
        let of = About::of(&self);
        Ok(Change::one(self, OrderEvent::DeliveryChanged { of }))
    }
}
