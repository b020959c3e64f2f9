//! A person who gets the goods of an order: name, telephone, and a paper where the carrier asks for one. No IO.
//!
//! None of it is part of the order, so that no version, no journal entry, no search and no file of 1C ever holds it.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::model::Refusal;
use super::seal::Sealed;
use super::{Parcel, model::rest};
use crate::modules::orders::{Author, Kind, Order, OrderId, OrderNumber};
use crate::platform::error::{Error, FieldError};
use crate::platform::values::{DealerId, Message, Moment, Phone};

/// The text that the one who enters a person agrees to; a changed text is another number and another message.
pub const CONSENT: u16 = 1;
/// After this many days in the final stage without a word of arrival the goods are taken for arrived.
const UNHEARD_DAYS: i64 = 30;
const NAME_MAX: usize = 150;

/// What the person shows at the terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Document {
    /// The carrier asks for none.
    #[default]
    None,
    Passport,
    ForeignPassport,
    DrivingLicence,
    /// Of Kazakhstan.
    IdCard,
}

impl Document {
    pub const ALL: [Document; 5] = [
        Document::None,
        Document::Passport,
        Document::ForeignPassport,
        Document::DrivingLicence,
        Document::IdCard,
    ];

    pub const fn code(self) -> &'static str {
        match self {
            Document::None => "none",
            Document::Passport => "passport",
            Document::ForeignPassport => "foreign-passport",
            Document::DrivingLicence => "driving-licence",
            Document::IdCard => "id-card",
        }
    }

    pub const fn message(self) -> &'static str {
        match self {
            Document::None => "delivery-document-none",
            Document::Passport => "delivery-document-passport",
            Document::ForeignPassport => "delivery-document-foreign-passport",
            Document::DrivingLicence => "delivery-document-driving-licence",
            Document::IdCard => "delivery-document-id-card",
        }
    }

    pub fn from_code(code: &str) -> Option<Document> {
        Document::ALL.into_iter().find(|document| document.code() == code)
    }

    /// Series and number as they are kept: without blanks and in capitals.
    fn number(self, typed: &str) -> Option<String> {
        let plain = |c: &char| !c.is_whitespace() && !matches!(c, '-' | '№');
        let number: String = typed.chars().filter(plain).flat_map(char::to_uppercase).collect();
        let digits = |of: &str| of.bytes().all(|byte| byte.is_ascii_digit());
        let long = number.chars().count();
        let sound = match self {
            Document::None => number.is_empty(),
            Document::Passport => long == 10 && digits(&number),
            Document::ForeignPassport | Document::IdCard => long == 9 && number.chars().all(char::is_alphanumeric),
            Document::DrivingLicence => long == 10 && number.chars().all(char::is_alphanumeric),
        };
        sound.then_some(number)
    }
}

/// What is sealed. It says nothing of itself in logs.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Papers {
    pub name: String,
    pub phone: String,
    pub document: Document,
    /// Series and number in one.
    pub number: String,
}

impl fmt::Debug for Papers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Papers")
    }
}

impl Papers {
    /// Reads what was typed, or says what is wrong with each field.
    pub fn read(name: &str, phone: &str, document: &str, number: &str) -> Result<Papers, Error> {
        let mut wrong = Vec::new();
        let mut blame = |field: &str, message: &'static str| {
            wrong.push(FieldError {
                field: field.to_owned(),
                message: Message::new(message),
            });
        };
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        // A carrier gives nothing out by a first name alone.
        if !name.contains(' ') || name.chars().count() > NAME_MAX || name.chars().any(|c| c.is_control()) {
            blame("name", "delivery-person-name-wrong");
        }
        let phone = match Phone::parse(phone) {
            Ok(phone) => phone.to_string(),
            Err(_) => {
                blame("phone", "delivery-phone-wrong");
                String::new()
            }
        };
        let document = Document::from_code(document).unwrap_or_else(|| {
            blame("document", Refusal::Way.message());
            Document::None
        });
        let number = match document.number(number) {
            Some(number) => number,
            None => {
                blame(
                    "number",
                    match document {
                        Document::None => "delivery-person-number-without",
                        Document::Passport => "delivery-person-passport-wrong",
                        Document::DrivingLicence => "delivery-person-licence-wrong",
                        Document::ForeignPassport | Document::IdCard => "delivery-person-nine-wrong",
                    },
                );
                String::new()
            }
        };
        match wrong.is_empty() {
            true => Ok(Papers {
                name,
                phone,
                document,
                number,
            }),
            false => Err(Error::Invalid(wrong)),
        }
    }

    /// Enough to tell one person from another, and no more.
    pub fn masked(&self) -> Papers {
        let words = self.name.split(' ').filter_map(|word| word.chars().next());
        Papers {
            name: words.map(|first| format!("{first}•••")).collect::<Vec<_>>().join(" "),
            phone: tail(&self.phone),
            document: self.document,
            number: tail(&self.number),
        }
    }

    /// The number as people write it.
    pub fn number_shown(&self) -> String {
        // The series of an old licence has letters: signs are counted, not bytes.
        let at = self.number.char_indices().nth(4).map_or(0, |(at, _)| at);
        match (self.document, self.number.split_at(at)) {
            (Document::Passport | Document::DrivingLicence, (series, number)) if at > 0 => {
                format!("{series}\u{a0}{number}")
            }
            _ => self.number.clone(),
        }
    }
}

/// The last two signs.
fn tail(text: &str) -> String {
    let signs: Vec<char> = text.chars().collect();
    match signs.len() {
        0 => String::new(),
        n => format!("••••{}", signs.iter().skip(n.saturating_sub(2)).collect::<String>()),
    }
}

/// Who says that the person agrees, when, and to which text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    pub by: Author,
    pub at: Moment,
    pub text: u16,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WipeReason {
    /// The goods arrived, or the order was closed.
    Delivered,
    Cancelled,
    /// Somebody took it away.
    Asked,
}

impl WipeReason {
    pub const fn message(self) -> &'static str {
        match self {
            WipeReason::Delivered => "delivery-person-wiped-delivered",
            WipeReason::Cancelled => "delivery-person-wiped-cancelled",
            WipeReason::Asked => "delivery-person-wiped-asked",
        }
    }

    pub const fn code(self) -> &'static str {
        match self {
            WipeReason::Delivered => "delivered",
            WipeReason::Cancelled => "cancelled",
            WipeReason::Asked => "asked",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wiped {
    pub at: Moment,
    pub why: WipeReason,
}

/// The person of an order. Past states are not kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    pub order: OrderId,
    pub number: OrderNumber,
    pub dealer: DealerId,
    /// Gone when it was wiped.
    #[serde(default)]
    pub sealed: Option<Sealed>,
    pub consent: Consent,
    #[serde(default)]
    pub wiped: Option<Wiped>,
    pub version: u32,
}

/// Another person who is asked for in the open request of an order. It goes with the answer, and past states are not kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedPerson {
    pub order: OrderId,
    pub number: OrderNumber,
    pub dealer: DealerId,
    pub sealed: Sealed,
    pub consent: Consent,
    /// The version of the order's person whom it takes the place of; zero where there was none.
    pub seen: u32,
}

impl Person {
    pub fn wipe(mut self, at: Moment, why: WipeReason) -> Person {
        self.sealed = None;
        self.wiped = Some(Wiped { at, why });
        self.version += 1;
        self
    }
}

/// From when on nobody needs the person any more, and why; `None` while the goods are on their way.
pub fn ends(order: &Order, parcels: &[Parcel], keep_days: u16) -> Option<(Moment, WipeReason)> {
    let day = 86_400;
    let keep = i64::from(keep_days) * day;
    let entered = order.history.last().map_or(order.created, |entry| entry.at);
    if order.kind == Kind::Cancelled {
        return Some((entered, WipeReason::Cancelled));
    }
    let delivered = |at: Moment, more: i64| (at.plus_seconds(keep + more), WipeReason::Delivered);
    if let Some(arrived) = arrived(order, parcels) {
        return Some(delivered(arrived, 0));
    }
    match order.kind {
        Kind::Closed => Some(delivered(entered, 0)),
        Kind::Shipped => Some(delivered(entered, UNHEARD_DAYS * day)),
        _ => None,
    }
}

/// When the last of the goods was received, where all of them were.
fn arrived(order: &Order, parcels: &[Parcel]) -> Option<Moment> {
    let receipt = |number: &str| {
        let parcel = parcels.iter().find(|parcel| parcel.shipment == number)?;
        parcel.receipt.as_ref().map(|receipt| receipt.at)
    };
    let received: Option<Vec<Moment>> = order
        .shipments
        .iter()
        .map(|shipment| receipt(&shipment.number))
        .collect();
    let last = received?.into_iter().max()?;
    // More is to come as long as the order isn't shipped as a whole.
    let all = order.kind >= Kind::Shipped || rest(order, parcels).iter().all(|row| !row.left().is_positive());
    all.then_some(last)
}
