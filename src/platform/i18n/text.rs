//! Arguments of a text.

use std::borrow::Cow;

use fluent_bundle::FluentValue;

use super::format;
use crate::platform::values::{Day, Locale, Money, Percent, Quantity, UnitPrice};

/// An argument of a text. Amounts stay values, so that each reader gets them in the own language.
#[derive(Clone, Debug, PartialEq)]
pub enum Arg<'a> {
    Str(Cow<'a, str>),
    /// A count: chooses the plural form.
    Int(i64),
    /// A quantity: chooses the plural form too.
    Quantity(Quantity),
    Money(Money),
    UnitPrice(UnitPrice),
    Percent(Percent),
    Day(Day),
}

impl Arg<'_> {
    pub(super) fn to_fluent(&self, locale: Locale) -> FluentValue<'_> {
        match self {
            Arg::Str(text) => FluentValue::String(Cow::Borrowed(text)),
            Arg::Int(n) => FluentValue::from(*n),
            Arg::Quantity(quantity) => FluentValue::from(quantity.thousandths() as f64 / 1_000.0),
            Arg::Money(money) => FluentValue::from(format::money(locale, *money).to_string()),
            Arg::UnitPrice(price) => FluentValue::from(format::unit_price(locale, *price).to_string()),
            Arg::Percent(percent) => FluentValue::from(format::percent(locale, *percent).to_string()),
            Arg::Day(day) => FluentValue::from(format::date(*day).to_string()),
        }
    }
}

macro_rules! arg_from {
    ($($from:ty => |$value:ident| $arg:expr;)*) => {
        $(impl<'a> From<$from> for Arg<'a> {
            fn from($value: $from) -> Self {
                $arg
            }
        })*
    };
}

arg_from! {
    &'a str => |text| Arg::Str(Cow::Borrowed(text));
    &'a String => |text| Arg::Str(Cow::Borrowed(text));
    String => |text| Arg::Str(Cow::Owned(text));
    Cow<'a, str> => |text| Arg::Str(text);
    super::Figure => |figure| Arg::Str(Cow::Owned(figure.to_string()));
    i64 => |n| Arg::Int(n);
    i32 => |n| Arg::Int(n.into());
    u16 => |n| Arg::Int(n.into());
    u32 => |n| Arg::Int(n.into());
    u64 => |n| Arg::Int(i64::try_from(n).unwrap_or(i64::MAX));
    usize => |n| Arg::Int(i64::try_from(n).unwrap_or(i64::MAX));
    Quantity => |quantity| Arg::Quantity(quantity);
    Money => |money| Arg::Money(money);
    UnitPrice => |price| Arg::UnitPrice(price);
    Percent => |percent| Arg::Percent(percent);
    Day => |day| Arg::Day(day);
}
