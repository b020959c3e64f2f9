//! What a client reads: the record of the public page and of the PDF. It holds only figures that the client is meant to
//! see, so that neither can leak another: how the prices were made is in [`Costs`](super::Costs).

use serde::{Deserialize, Serialize};

use super::OfferId;
use crate::modules::catalogue::VatShare;
use crate::modules::dealers::{Country, Requisites};
use crate::platform::files::ContentHash;
use crate::platform::values::{Currency, Day, DealerId, Locale, Moment, Money, Quantity, VatRate};

/// The dealer's company as it was when the offer was made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Seller {
    pub name: String,
    #[serde(default)]
    pub full_name: String,
    pub country: Country,
    #[serde(default)]
    pub requisites: Requisites,
}

/// Whom the client asks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    pub name: String,
    #[serde(default)]
    pub phone: String,
    #[serde(default)]
    pub email: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicLine {
    pub name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub article: String,
    #[serde(default)]
    pub unit: String,
    pub quantity: Quantity,
    /// Of a unit, with the tax.
    pub price: Money,
    pub sum: Money,
    pub vat_rate: VatRate,
    pub vat: Money,
    /// The recommended price of a unit, where the offer shows what is saved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Money>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<ContentHash>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub comment: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicVariant {
    pub name: String,
    pub lines: Vec<PublicLine>,
    pub total: Money,
    pub vat: Vec<VatShare>,
}

impl PublicVariant {
    /// What is saved against recommended prices, where the offer shows it.
    pub fn saved(&self) -> Option<Money> {
        let mut saved = Money::zero(self.total.currency);
        for line in &self.lines {
            let before = crate::platform::values::UnitPrice::from_money(line.before?);
            let before = before.times(line.quantity).ok()?;
            saved = saved.add(before.subtract(line.sum).ok()?).ok()?;
        }
        (saved.minor > 0).then_some(saved)
    }
}

/// The client took it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    pub variant: usize,
    pub at: Moment,
    pub name: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PublicOffer {
    pub id: OfferId,
    pub dealer: DealerId,
    /// Of the secret in the address.
    pub link: String,
    pub locale: Locale,
    pub number: u32,
    pub title: String,
    #[serde(default)]
    pub client: String,
    /// When it was made.
    pub day: Day,
    pub until: Day,
    pub currency: Currency,
    pub seller: Seller,
    pub contact: Contact,
    #[serde(default)]
    pub logo: Option<ContentHash>,
    #[serde(default)]
    pub text: String,
    pub variants: Vec<PublicVariant>,
    #[serde(default)]
    pub taken: Option<Taken>,
    #[serde(default)]
    pub revoked: Option<Moment>,
    /// Another offer stands instead.
    #[serde(default)]
    pub replaced: bool,
}

/// What the public page has to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Open,
    /// Taken, and shown for ever.
    Taken,
    Expired,
    Revoked,
}

impl PublicOffer {
    pub fn standing(&self, today: Day) -> Standing {
        match (self.revoked, &self.taken) {
            (Some(_), _) => Standing::Revoked,
            (None, Some(_)) => Standing::Taken,
            (None, None) if self.until < today => Standing::Expired,
            (None, None) => Standing::Open,
        }
    }

    /// Is the whole sold without the tax?
    pub fn is_exempt(&self) -> bool {
        let mut lines = self.variants.iter().flat_map(|variant| &variant.lines);
        lines.all(|line| line.vat_rate == VatRate::Exempt)
    }

    pub fn has_pictures(&self) -> bool {
        let mut lines = self.variants.iter().flat_map(|variant| &variant.lines);
        lines.any(|line| line.picture.is_some())
    }

    /// Is this a picture that the client may see?
    pub fn shows(&self, picture: ContentHash) -> bool {
        let mut lines = self.variants.iter().flat_map(|variant| &variant.lines);
        self.logo == Some(picture) || lines.any(|line| line.picture == Some(picture))
    }
}
