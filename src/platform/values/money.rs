//! Exact money: minor units in 64 bits, one currency a sum.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Quantity;

/// The currencies that a contract may be in. All have two decimals (kopecks, tiyn, cents).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Currency {
    Rub,
    Kzt,
    Byn,
    Usd,
    Eur,
    Cny,
    Uzs,
    Kgs,
    Amd,
}

impl Currency {
    pub const ALL: [Currency; 9] = [
        Currency::Rub,
        Currency::Kzt,
        Currency::Byn,
        Currency::Usd,
        Currency::Eur,
        Currency::Cny,
        Currency::Uzs,
        Currency::Kgs,
        Currency::Amd,
    ];

    /// ISO 4217 letters.
    pub const fn code(self) -> &'static str {
        match self {
            Currency::Rub => "RUB",
            Currency::Kzt => "KZT",
            Currency::Byn => "BYN",
            Currency::Usd => "USD",
            Currency::Eur => "EUR",
            Currency::Cny => "CNY",
            Currency::Uzs => "UZS",
            Currency::Kgs => "KGS",
            Currency::Amd => "AMD",
        }
    }

    /// ISO 4217 digits, which 1C uses too.
    pub const fn number(self) -> &'static str {
        match self {
            Currency::Rub => "643",
            Currency::Kzt => "398",
            Currency::Byn => "933",
            Currency::Usd => "840",
            Currency::Eur => "978",
            Currency::Cny => "156",
            Currency::Uzs => "860",
            Currency::Kgs => "417",
            Currency::Amd => "051",
        }
    }

    pub const fn symbol(self) -> &'static str {
        match self {
            Currency::Rub => "\u{20bd}",
            Currency::Kzt => "\u{20b8}",
            Currency::Usd => "$",
            Currency::Eur => "\u{20ac}",
            Currency::Cny => "\u{a5}",
            other => other.code(),
        }
    }

    pub fn from_code(code: &str) -> Option<Currency> {
        Currency::ALL
            .into_iter()
            .find(|currency| currency.code().eq_ignore_ascii_case(code))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    #[error("sums of different currencies are never added")]
    Currencies,
    #[error("the sum is too large")]
    Overflow,
}

/// A sum: minor units (kopecks, tiyn) of one currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    #[serde(rename = "m")]
    pub minor: i64,
    #[serde(rename = "c")]
    pub currency: Currency,
}

impl Money {
    pub const fn new(minor: i64, currency: Currency) -> Money {
        Money { minor, currency }
    }

    pub const fn zero(currency: Currency) -> Money {
        Money::new(0, currency)
    }

    pub fn add(self, other: Money) -> Result<Money, MoneyError> {
        self.combine(other, i64::checked_add)
    }

    pub fn subtract(self, other: Money) -> Result<Money, MoneyError> {
        self.combine(other, i64::checked_sub)
    }

    fn combine(self, other: Money, f: fn(i64, i64) -> Option<i64>) -> Result<Money, MoneyError> {
        if self.currency != other.currency {
            return Err(MoneyError::Currencies);
        }
        let minor = f(self.minor, other.minor).ok_or(MoneyError::Overflow)?;
        Ok(Money::new(minor, self.currency))
    }
}

/// Machine form `1234.56` without the currency: for exchange files and form fields.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.minor < 0 { "-" } else { "" };
        let minor = self.minor.unsigned_abs();
        write!(f, "{sign}{}.{:02}", minor / 100, minor % 100)
    }
}

/// The price of one unit, in ten-thousandths of the currency's major unit: 1C may give four decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct UnitPrice {
    #[serde(rename = "p")]
    pub e4: i64,
    #[serde(rename = "c")]
    pub currency: Currency,
}

impl UnitPrice {
    pub const fn new(e4: i64, currency: Currency) -> UnitPrice {
        UnitPrice { e4, currency }
    }

    pub const fn from_money(money: Money) -> UnitPrice {
        UnitPrice::new(money.minor * 100, money.currency)
    }

    /// Price times quantity, rounded half up (away from zero) to the minor unit.
    pub fn times(self, quantity: Quantity) -> Result<Money, MoneyError> {
        // e4 * thousandths = 1e-7 of a major unit; a minor unit is 1e-2.
        let exact = i128::from(self.e4) * i128::from(quantity.thousandths());
        let minor = super::quantity::round_half_up(exact, 100_000);
        let minor = i64::try_from(minor).map_err(|_| MoneyError::Overflow)?;
        Ok(Money::new(minor, self.currency))
    }

    /// The price rounded half up to the minor unit, for showing.
    pub fn to_money(self) -> Money {
        let minor = super::quantity::round_half_up(i128::from(self.e4), 100);
        Money::new(minor as i64, self.currency)
    }
}

/// Machine form with two decimals, or four where they carry something: `12.50`, `0.1234`.
impl fmt::Display for UnitPrice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.e4 < 0 { "-" } else { "" };
        let e4 = self.e4.unsigned_abs();
        if e4.is_multiple_of(100) {
            write!(f, "{sign}{}.{:02}", e4 / 10_000, e4 % 10_000 / 100)
        } else {
            write!(f, "{sign}{}.{:04}", e4 / 10_000, e4 % 10_000)
        }
    }
}
