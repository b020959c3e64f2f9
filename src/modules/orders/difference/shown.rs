//! What a difference shows: a value under its kind, which the page formats in the reader's language.

use crate::modules::orders::{Author, StageKey};
use crate::platform::values::{Day, Moment, Money, Quantity, UnitPrice, VatRate};

/// A value as it is to be shown; the page formats it in the reader's language.
#[derive(Clone, Debug, PartialEq)]
pub enum Shown {
    Nothing,
    Text(String),
    /// Words that were frozen in both languages.
    Told {
        ru: String,
        en: String,
    },
    /// A Fluent message.
    Message(String),
    Number(i64),
    Money(Money),
    Price(UnitPrice),
    Quantity(Quantity),
    /// Grams.
    Weight(i64),
    /// Cubic centimetres.
    Volume(i64),
    Day(Day),
    Moment(Moment),
    Vat(VatRate),
    Stage(StageKey),
    Who(Author),
    /// The identity of something that the page names: a contract, a legal entity, a price type.
    Thing(Named, [u8; 16]),
    /// Rows of a list, each of several values.
    Rows(Vec<Vec<Shown>>),
}

/// What kind of thing an identity names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    Dealer,
    Contract,
    Entity,
    PriceType,
    Sku,
    Product,
    Order,
}
