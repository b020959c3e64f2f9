//! The number of an order: one everywhere (screens, mail, 1C), never reused.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// 1C's column for it has 11 characters; a longer one would never be matched again.
pub const NUMBER_LENGTH_MAX: usize = 11;
/// The most orders of one year.
pub const SEQUENCE_MAX: u32 = 999_999;

/// `26-000042`, or with a prefix of two characters, fixed at the installation, `KB26-000042`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OrderNumber {
    prefix: Option<Prefix>,
    year: u8,
    sequence: u32,
}

/// Two letters or digits that tell apart the sites which share one 1C base.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Prefix([u8; 2]);

impl Prefix {
    /// Letters become capital. `None` for anything but two ASCII letters or digits.
    pub fn new(text: &str) -> Option<Prefix> {
        let bytes: [u8; 2] = text.as_bytes().try_into().ok()?;
        let valid = bytes.iter().all(u8::is_ascii_alphanumeric);
        valid.then(|| Prefix(bytes.map(|byte| byte.to_ascii_uppercase())))
    }
}

impl OrderNumber {
    /// The number for the `sequence`-th order of a year (four digits). `None` past the year's last number, or for a
    /// sequence of zero.
    pub fn new(prefix: Option<Prefix>, year: i16, sequence: u32) -> Option<OrderNumber> {
        let year = u8::try_from(year.rem_euclid(100)).ok()?;
        let valid = (1..=SEQUENCE_MAX).contains(&sequence);
        valid.then_some(OrderNumber { prefix, year, sequence })
    }

    /// The last two digits of the year.
    pub fn year(&self) -> u8 {
        self.year
    }

    pub fn sequence(&self) -> u32 {
        self.sequence
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an order number")]
pub struct NotANumber;

impl fmt::Display for OrderNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(Prefix(bytes)) = self.prefix {
            write!(f, "{}{}", bytes[0] as char, bytes[1] as char)?;
        }
        write!(f, "{:02}-{:06}", self.year, self.sequence)
    }
}

impl fmt::Debug for OrderNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Reads the exact form; letters of the prefix in any case and spaces around are forgiven, since people type it.
impl FromStr for OrderNumber {
    type Err = NotANumber;

    fn from_str(text: &str) -> Result<OrderNumber, NotANumber> {
        let text = text.trim();
        if !text.is_ascii() || text.len() > NUMBER_LENGTH_MAX {
            return Err(NotANumber);
        }
        let (head, sequence) = text.split_once('-').ok_or(NotANumber)?;
        let (prefix, year) = match head.len() {
            2 => (None, head),
            4 => (Some(Prefix::new(&head[..2]).ok_or(NotANumber)?), &head[2..]),
            _ => return Err(NotANumber),
        };
        let digits = |part: &str, length: usize| match part.len() == length && part.bytes().all(|b| b.is_ascii_digit())
        {
            true => part.parse::<u32>().map_err(|_| NotANumber),
            false => Err(NotANumber),
        };
        let year = i16::try_from(digits(year, 2)?).map_err(|_| NotANumber)?;
        OrderNumber::new(prefix, year, digits(sequence, 6)?).ok_or(NotANumber)
    }
}

impl From<OrderNumber> for String {
    fn from(number: OrderNumber) -> String {
        number.to_string()
    }
}

impl TryFrom<String> for OrderNumber {
    type Error = NotANumber;
    fn try_from(text: String) -> Result<OrderNumber, NotANumber> {
        text.parse()
    }
}
