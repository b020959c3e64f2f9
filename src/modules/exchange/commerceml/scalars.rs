//! Numbers, days, switches, ids and rates as 1C writes them.

use std::borrow::Cow;

use jiff::civil::Time;

use crate::platform::values::{Currency, Day, Percent, VatRate};

/// The longest id; GUIDs have 36, pairs of them 73, and some sites write e-mail addresses.
pub(super) const ID_MAX: usize = 255;

pub(super) const NULL_GUID: &str = "00000000-0000-0000-0000-000000000000";

/// A decimal number in units of `10^-places`, and whether digits beyond were rounded away (half away from zero).
/// Blanks of any kind and NBSP within are dropped, a comma is a point, a minus may be a real one. `None`: not a number,
/// or too large.
pub fn decimal_of(text: &str, places: u32) -> Option<(i64, bool)> {
    let mut negative = false;
    let mut value: i64 = 0;
    let mut any = false;
    let mut decimals: Option<u32> = None;
    let mut rounded = false;
    let mut round_up = false;
    for character in text.chars() {
        match character {
            ' ' | '\t' | '\n' | '\r' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{2007}' => {}
            '-' | '\u{2212}' if !any && decimals.is_none() && !negative => negative = true,
            '+' if !any && decimals.is_none() && !negative => {}
            '.' | ',' if decimals.is_none() => decimals = Some(0),
            '0'..='9' => {
                any = true;
                let digit = i64::from(character as u8 - b'0');
                match &mut decimals {
                    Some(seen) if *seen >= places => {
                        if *seen == places {
                            round_up = digit >= 5;
                        }
                        rounded |= digit != 0;
                        *seen += 1;
                        continue;
                    }
                    Some(seen) => *seen += 1,
                    None => {}
                }
                value = value.checked_mul(10)?.checked_add(digit)?;
            }
            _ => return None,
        }
    }
    if !any {
        return None;
    }
    for _ in decimals.unwrap_or(0).min(places)..places {
        value = value.checked_mul(10)?;
    }
    if round_up {
        value = value.checked_add(1)?;
    }
    Some((if negative { -value } else { value }, rounded))
}

/// A day: `2026-11-23`, with a time after it or not, or `23.11.2026`. The empty date of 1C (year 1) is none.
pub fn day_of(text: &str) -> Option<Day> {
    let text = text.trim();
    let day = match text.as_bytes().get(2) {
        Some(b'.') => {
            let part = |range| text.get(range).and_then(|digits: &str| digits.parse::<i16>().ok());
            let (day, month, year) = (part(0..2)?, part(3..5)?, part(6..10)?);
            Day::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?
        }
        _ => text.get(..10)?.parse::<Day>().ok()?,
    };
    (day.year() > 1).then_some(day)
}

/// A time of day: `15:39:10`; a zone after it is passed over, as sites add one and 1C knows none.
pub fn time_of(text: &str) -> Option<Time> {
    let text = text.trim();
    let text = text.rsplit_once(['T', ' ']).map_or(text, |(_, time)| time);
    let mut parts = text.splitn(3, ':');
    let hour = parts.next()?.parse().ok()?;
    let minute = parts.next()?.get(..2)?.parse().ok()?;
    let second = parts
        .next()
        .and_then(|second| second.get(..2)?.parse().ok())
        .unwrap_or(0);
    Time::new(hour, minute, second, 0).ok()
}

/// A switch: true, false, 1, 0, and the words of a localized 1C.
pub fn flag_of(text: &str) -> Option<bool> {
    match text.trim() {
        "true" | "True" | "TRUE" | "1" | "Да" | "да" | "Истина" | "истина" => Some(true),
        "false" | "False" | "FALSE" | "0" | "Нет" | "нет" | "Ложь" | "ложь" => Some(false),
        _ => None,
    }
}

/// An id as everything is compared by: trimmed; lower case when it is a GUID, as it is when it is not. `None`: empty,
/// the null GUID, or longer than an id can be.
pub fn external_id(text: &str) -> Option<Cow<'_, str>> {
    let text = text.trim();
    if text.is_empty() || text.len() > ID_MAX || text == NULL_GUID {
        return None;
    }
    if text.bytes().any(|byte| byte.is_ascii_uppercase()) && is_guid(text) {
        return Some(Cow::Owned(text.to_ascii_lowercase()));
    }
    Some(Cow::Borrowed(text))
}

fn is_guid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

/// A rate of VAT: «20», «18%», «20/120», «Без НДС», «Без налога». `None`: empty or unknown.
pub fn vat_rate_of(text: &str) -> Option<VatRate> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    if text.to_lowercase().starts_with("без") {
        return Some(VatRate::Exempt);
    }
    let digits = text.trim_start_matches(|character: char| !character.is_ascii_digit() && character != '-');
    let digits = digits.split(['/', '%']).next().unwrap_or(digits);
    let (hundredths, _) = decimal_of(digits, 2)?;
    (0..=10_000)
        .contains(&hundredths)
        .then_some(VatRate::Rate(Percent::from_hundredths(hundredths)))
}

/// A currency by its letters, its digits or the short names that 1C bases carry, cut or not.
pub fn currency_of(text: &str) -> Option<Currency> {
    let text = text.trim().trim_end_matches('.');
    if let Some(currency) = Currency::from_code(text) {
        return Some(currency);
    }
    if text.bytes().all(|byte| byte.is_ascii_digit()) && !text.is_empty() {
        let padded = format!("{text:0>3}");
        // 810 was the rouble before 1998 and still is in old bases.
        return match padded.as_str() {
            "810" => Some(Currency::Rub),
            number => Currency::ALL.into_iter().find(|currency| currency.number() == number),
        };
    }
    match text.to_lowercase().as_str() {
        "руб" | "рубль" | "рублей" | "рубли" | "р" | "rur" | "₽" => Some(Currency::Rub),
        "тенге" | "тен" | "тнг" | "тг" | "₸" => Some(Currency::Kzt),
        "бел" | "бел.руб" | "белруб" | "byr" | "br" => Some(Currency::Byn),
        "дол" | "долл" | "доллар" | "$" => Some(Currency::Usd),
        "евр" | "евро" | "€" => Some(Currency::Eur),
        "юан" | "юань" | "¥" => Some(Currency::Cny),
        "сум" => Some(Currency::Uzs),
        "сом" => Some(Currency::Kgs),
        "дра" | "драм" => Some(Currency::Amd),
        _ => None,
    }
}
