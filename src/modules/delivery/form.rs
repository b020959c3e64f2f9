//! What was typed about the way of the goods, and how it is read.

use serde::Deserialize;

use super::Refusal;
use super::address::{Address, NAME_MAX};
use crate::modules::orders::{Delivery, DeliveryWay, Need, Packed, Payer};
use crate::platform::error::{Error, FieldError};
use crate::platform::i18n::{format, parse_money, parse_quantity};
use crate::platform::values::{Currency, Inn, Locale, Message, Phone};

/// Rows of places that wait to be filled in.
const BLANK_ROWS: usize = 2;

/// The sizes of places: columns of a table, one value a row.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct TypedPlaces {
    pub count: Vec<String>,
    pub length: Vec<String>,
    pub width: Vec<String>,
    pub height: Vec<String>,
    pub weight: Vec<String>,
}

impl TypedPlaces {
    pub fn of(l: Locale, rows: &[Packed]) -> TypedPlaces {
        let side = |side: u32| if side == 0 { String::new() } else { side.to_string() };
        let mut typed = TypedPlaces::default();
        for row in rows {
            typed.count.push(row.count.to_string());
            typed.length.push(side(row.length));
            typed.width.push(side(row.width));
            typed.height.push(side(row.height));
            typed.weight.push(match row.weight_g {
                0 => String::new(),
                grams => kilograms(l, grams),
            });
        }
        typed
    }

    /// The rows to draw: those that were filled in, and some more.
    pub fn rows(&self) -> Vec<[&str; 5]> {
        let at = |column: &'_ [String], row: usize| -> usize { usize::from(row < column.len()) };
        let columns = [&self.count, &self.length, &self.width, &self.height, &self.weight];
        let filled = (0..self.count.len())
            .rev()
            .find(|row| {
                columns
                    .iter()
                    .any(|column| at(column, *row) == 1 && !column[*row].trim().is_empty())
            })
            .map_or(0, |last| last + 1);
        (0..(filled + BLANK_ROWS).min(Packed::ROWS_MAX.max(filled)))
            .map(|row| columns.map(|column| column.get(row).map_or("", String::as_str)))
            .collect()
    }

    pub fn read(&self) -> Result<Vec<Packed>, FieldError> {
        let mut places = Vec::new();
        for row in 0..self.count.len() {
            let cell = |column: &[String]| column.get(row).map_or("", |text| text.trim()).to_owned();
            let [count, length, width, height, weight] =
                [&self.count, &self.length, &self.width, &self.height, &self.weight].map(|column| cell(column));
            if [&count, &length, &width, &height, &weight]
                .iter()
                .all(|text| text.is_empty())
            {
                continue;
            }
            let wrong = || FieldError {
                field: "count".to_owned(),
                message: Message::new("delivery-place-wrong").with("row", row + 1),
            };
            let whole = |text: &str| match text {
                "" => Ok(0),
                text => text.parse::<u32>().map_err(|_| wrong()),
            };
            let weight_g = match weight.as_str() {
                "" => 0,
                text => {
                    let grams = parse_quantity(text).map_err(|_| wrong())?.thousandths();
                    u64::try_from(grams).map_err(|_| wrong())?
                }
            };
            let place = Packed {
                // A row of sizes alone is one place.
                count: if count.is_empty() { 1 } else { whole(&count)? },
                length: whole(&length)?,
                width: whole(&width)?,
                height: whole(&height)?,
                weight_g,
            };
            match place.is_sound() && places.len() < Packed::ROWS_MAX {
                true => places.push(place),
                false => return Err(wrong()),
            }
        }
        Ok(places)
    }
}

pub fn kilograms(l: Locale, grams: u64) -> String {
    let thousandths = i64::try_from(grams).unwrap_or(i64::MAX);
    format::quantity(l, crate::platform::values::Quantity::from_thousandths(thousandths)).to_string()
}

/// The fields of the page of the terms.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub version: u32,
    pub way: String,
    pub carrier: String,
    pub terminal: String,
    pub address: String,
    pub window: String,
    pub recipient: String,
    pub recipient_tax_id: String,
    pub contact: String,
    pub phone: String,
    pub payer: String,
    /// One value; none where the form was drawn without the field, for somebody who may not see it.
    pub insured: Vec<String>,
    pub needs: Vec<String>,
    pub comment: String,
    /// A kept address, and that it is to be put into the fields: nothing is saved then.
    pub kept: String,
    pub take: Option<String>,
    /// Under which name the address is to be kept; empty: not at all.
    pub remember: String,
    pub count: Vec<String>,
    pub length: Vec<String>,
    pub width: Vec<String>,
    pub height: Vec<String>,
    pub weight: Vec<String>,
    #[serde(skip)]
    pub person: TypedPerson,
}

/// The person who is to get the goods, as typed beside the terms.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct TypedPerson {
    pub person_name: String,
    pub person_phone: String,
    pub person_document: String,
    pub person_number: String,
    pub person_agreed: Option<String>,
    /// Nobody else after all.
    pub person_dropped: Option<String>,
}

impl Typed {
    pub fn of(l: Locale, version: u32, delivery: &Delivery, sees_price: bool) -> Typed {
        let places = TypedPlaces::of(l, &delivery.places);
        let insured = delivery.insured.map(|sum| {
            let mark = if l == Locale::Ru { ',' } else { '.' };
            format!("{}{mark}{:02}", sum.minor / 100, sum.minor % 100)
        });
        Typed {
            version,
            way: delivery.way.code().to_owned(),
            carrier: delivery.carrier.clone(),
            terminal: delivery.terminal.clone(),
            address: delivery.address.clone(),
            window: delivery.window.clone(),
            recipient: delivery.recipient.clone(),
            recipient_tax_id: delivery.recipient_tax_id.clone(),
            contact: delivery.contact.clone(),
            phone: delivery.phone.clone(),
            payer: delivery.payer.code().to_owned(),
            insured: match sees_price {
                true => vec![insured.unwrap_or_default()],
                false => Vec::new(),
            },
            needs: delivery.needs.iter().map(|need| need.code().to_owned()).collect(),
            comment: delivery.comment.clone(),
            kept: String::new(),
            take: None,
            remember: String::new(),
            count: places.count,
            length: places.length,
            width: places.width,
            height: places.height,
            weight: places.weight,
            person: TypedPerson::default(),
        }
    }

    /// What was typed with a kept address in it; what that doesn't say stays as it was typed.
    pub fn with_address(mut self, address: &Address) -> Typed {
        address.way.code().clone_into(&mut self.way);
        let fields = [
            (&mut self.carrier, &address.carrier),
            (&mut self.terminal, &address.terminal),
            (&mut self.address, &address.address),
            (&mut self.window, &address.window),
            (&mut self.contact, &address.contact),
            (&mut self.phone, &address.phone),
            (&mut self.comment, &address.comment),
        ];
        for (typed, kept) in fields {
            if !kept.trim().is_empty() {
                typed.clone_from(kept);
            }
        }
        self
    }

    pub fn places(&self) -> TypedPlaces {
        TypedPlaces {
            count: self.count.clone(),
            length: self.length.clone(),
            width: self.width.clone(),
            height: self.height.clone(),
            weight: self.weight.clone(),
        }
    }

    /// Forgets the declared value that was sent by somebody who may not see the stored one.
    pub fn seen(mut self, sees_price: bool) -> Typed {
        if !sees_price {
            self.insured.clear();
        }
        self
    }

    /// Does the declared value stay what it is?
    pub fn keeps_insured(&self) -> bool {
        self.insured.is_empty()
    }

    /// The terms, or every field that can't be read.
    pub fn read(&self, currency: Currency) -> Result<Delivery, Error> {
        let mut wrong = Vec::new();
        let mut blame = |field: &str, message: Message| {
            wrong.push(FieldError {
                field: field.to_owned(),
                message,
            });
        };
        let text = |text: &str| text.trim().to_owned();
        let way = DeliveryWay::from_code(&self.way);
        if way.is_none() {
            blame("way", Message::new(Refusal::Way.message()));
        }
        let long = [
            ("carrier", &self.carrier),
            ("terminal", &self.terminal),
            ("address", &self.address),
            ("window", &self.window),
            ("recipient", &self.recipient),
            ("contact", &self.contact),
            ("comment", &self.comment),
        ];
        for (field, typed) in long {
            if typed.trim().chars().count() > Delivery::FIELD_MAX {
                blame(field, Message::new(Refusal::TooLong.message()));
            }
        }
        if self.remember.trim().chars().count() > NAME_MAX {
            blame("remember", Message::new(Refusal::Name.message()));
        }
        let tax_id = text(&self.recipient_tax_id);
        if !tax_id.is_empty() && Inn::parse(&tax_id).is_err() {
            blame("recipient_tax_id", Message::new("delivery-tax-id-wrong"));
        }
        let phone = match Phone::parse(&self.phone) {
            Ok(phone) => phone.to_string(),
            Err(_) if self.phone.trim().is_empty() => String::new(),
            Err(_) => {
                blame("phone", Message::new("delivery-phone-wrong"));
                String::new()
            }
        };
        let insured = match self.insured.first().map_or("", |typed| typed.trim()) {
            "" => None,
            typed => match parse_money(typed, currency) {
                Ok(sum) if sum.minor > 0 => Some(sum),
                _ => {
                    blame("insured", Message::new("delivery-insured-wrong"));
                    None
                }
            },
        };
        let door = matches!(way, Some(DeliveryWay::CarrierDoor | DeliveryWay::OwnTransport));
        if door && self.address.trim().is_empty() {
            blame("address", Message::new("delivery-address-needed"));
        }
        let places = match self.places().read() {
            Ok(places) => places,
            Err(error) => {
                wrong.push(error);
                Vec::new()
            }
        };
        if !wrong.is_empty() {
            return Err(Error::Invalid(wrong));
        }
        let mut needs: Vec<Need> = self.needs.iter().filter_map(|code| Need::from_code(code)).collect();
        needs.sort_unstable();
        needs.dedup();
        Ok(Delivery {
            way: way.unwrap_or_default(),
            carrier: text(&self.carrier),
            terminal: text(&self.terminal),
            address: text(&self.address),
            window: text(&self.window),
            recipient: text(&self.recipient),
            recipient_tax_id: tax_id,
            contact: text(&self.contact),
            phone,
            payer: Payer::from_code(&self.payer).unwrap_or_default(),
            insured,
            places,
            needs,
            comment: text(&self.comment),
        })
    }
}
