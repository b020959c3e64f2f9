//! Numbers and dates as people type them.
//!
//! Comma and point both mean the decimal mark; spaces of every kind between digits are dropped, so that a figure
//! pasted from a spreadsheet or from our own page is read. `1,234` is one and a bit, never a thousand: a guess here
//! would cost money. Where both marks stand, the last one is the decimal mark.

use crate::msg;
use crate::platform::values::{Currency, Day, Message, Money, Percent, Quantity, UnitPrice};

/// What is wrong with a typed number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberError {
    Empty,
    /// Letters, two signs, marks in wrong places.
    NotANumber,
    /// More decimals than are kept; the figure is how many may stand.
    TooManyDecimals(u32),
    TooLarge,
}

impl NumberError {
    pub fn message(self) -> Message {
        match self {
            NumberError::Empty => msg!("format-number-empty"),
            NumberError::NotANumber => msg!("format-number-wrong"),
            NumberError::TooManyDecimals(0) => msg!("format-number-whole"),
            NumberError::TooManyDecimals(max) => msg!("format-number-decimals", n = max),
            NumberError::TooLarge => msg!("format-number-large"),
        }
    }
}

/// What is wrong with a typed date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayError {
    Empty,
    NotADate,
    /// 31.02.2026
    NoSuchDay,
}

impl DayError {
    pub fn message(self) -> Message {
        match self {
            DayError::Empty => msg!("format-date-empty"),
            DayError::NotADate => msg!("format-date-wrong"),
            DayError::NoSuchDay => msg!("format-date-absent"),
        }
    }
}

/// `12`, `24,5`, `1 204.125`; at most three decimals. Negative ones are read: a rule refuses them.
pub fn parse_quantity(typed: &str) -> Result<Quantity, NumberError> {
    parse(typed, 3).map(Quantity::from_thousandths)
}

/// `1 234 567,50 ₽`; at most two decimals.
pub fn parse_money(typed: &str, currency: Currency) -> Result<Money, NumberError> {
    parse(typed, 2).map(|minor| Money::new(minor, currency))
}

/// At most four decimals.
pub fn parse_unit_price(typed: &str, currency: Currency) -> Result<UnitPrice, NumberError> {
    parse(typed, 4).map(|e4| UnitPrice::new(e4, currency))
}

/// `27,3` or `27,3 %`; at most two decimals.
pub fn parse_percent(typed: &str) -> Result<Percent, NumberError> {
    parse(typed, 2).map(Percent::from_hundredths)
}

/// `31.12.2026`, `31/12/26`, `2026-12-31`. A year of two digits is of this century.
pub fn parse_day(typed: &str) -> Result<Day, DayError> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(DayError::Empty);
    }
    let mut parts = [0_i16; 3];
    let mut lengths = [0; 3];
    let mut count = 0;
    for part in typed.split(['.', '/', '-', ',']) {
        let part = part.trim();
        if count == 3 || part.is_empty() || part.len() > 4 || !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(DayError::NotADate);
        }
        parts[count] = part.parse().map_err(|_| DayError::NotADate)?;
        lengths[count] = part.len();
        count += 1;
    }
    let (year, month, day) = match (count, lengths) {
        (3, [4, ..]) => (parts[0], parts[1], parts[2]),
        (3, [.., 4]) => (parts[2], parts[1], parts[0]),
        (3, [.., 2]) => (2000 + parts[2], parts[1], parts[0]),
        _ => return Err(DayError::NotADate),
    };
    let (Ok(month), Ok(day)) = (i8::try_from(month), i8::try_from(day)) else {
        return Err(DayError::NoSuchDay);
    };
    Day::new(year, month, day).map_err(|_| DayError::NoSuchDay)
}

/// Signs that may stand after a number and say nothing new about it.
const TRAILING: [char; 5] = ['\u{20bd}', '\u{20b8}', '\u{20ac}', '$', '%'];
/// Far above any length of a real number; a longer text isn't looked at.
const LENGTH_MAX: usize = 64;

/// The number times 10^`decimals`.
fn parse(typed: &str, decimals: u32) -> Result<i64, NumberError> {
    if typed.len() > LENGTH_MAX {
        return Err(NumberError::TooLarge);
    }
    let typed = typed.trim().trim_end_matches(TRAILING).trim();
    if typed.is_empty() {
        return Err(NumberError::Empty);
    }
    let (negative, digits) = match typed.strip_prefix(['-', '\u{2212}', '\u{2013}']) {
        Some(rest) => (true, rest),
        None => (false, typed.strip_prefix('+').unwrap_or(typed)),
    };
    let (whole, fraction) = split(digits)?;
    let fraction = fraction.trim_end_matches('0');
    let mut value: i64 = 0;
    let mut seen = false;
    for letter in whole.chars() {
        if is_space(letter) || matches!(letter, '.' | ',' | '\'') {
            continue;
        }
        value = push_digit(value, letter)?;
        seen = true;
    }
    for letter in fraction.chars() {
        // Checked before the count, so that letters aren't taken for decimals.
        push_digit(0, letter)?;
    }
    if fraction.len() > decimals as usize {
        return Err(NumberError::TooManyDecimals(decimals));
    }
    for at in 0..decimals as usize {
        let digit = fraction.as_bytes().get(at).map_or('0', |byte| char::from(*byte));
        value = push_digit(value, digit)?;
    }
    if !seen {
        return Err(NumberError::NotANumber);
    }
    Ok(if negative { -value } else { value })
}

/// The part before the decimal mark, with its separators, and the part after it.
fn split(digits: &str) -> Result<(&str, &str), NumberError> {
    let Some(last) = digits.rfind([',', '.']) else {
        return Ok((digits, ""));
    };
    let mark = &digits[last..=last];
    let (before, after) = (&digits[..last], &digits[last + 1..]);
    if !before.contains([',', '.']) {
        return Ok((before, after));
    }
    // More than one mark. The same one again separates thousands: 1,234,567. Another one earlier: 1.234,50.
    let thousands = if before.contains(mark) {
        mark
    } else if mark == "," {
        "."
    } else {
        ","
    };
    let groups = if thousands == mark { digits } else { before };
    let other = if thousands == "," { "." } else { "," };
    let mut parts = groups.split(thousands);
    let head = parts.next().unwrap_or_default();
    if head.is_empty() || head.len() > 3 || groups.contains(other) || parts.any(|part| part.len() != 3) {
        return Err(NumberError::NotANumber);
    }
    Ok(if thousands == mark {
        (digits, "")
    } else {
        (before, after)
    })
}

fn push_digit(value: i64, letter: char) -> Result<i64, NumberError> {
    let digit = letter.to_digit(10).ok_or(NumberError::NotANumber)?;
    value
        .checked_mul(10)
        .and_then(|value| value.checked_add(digit.into()))
        .ok_or(NumberError::TooLarge)
}

/// Space, no-break space, narrow and thin ones: what programs put between thousands.
fn is_space(letter: char) -> bool {
    matches!(letter, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{2007}')
}
