//! A line that no mark parts: the ways in which its words can be read. «Петля 70 12» may be twelve of «Петля 70», or one
//! of «Петля 70 12»: only the catalogue knows, and where it knows both, a person is asked.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::model::{QUANTITY_LENGTH_MAX, WHAT_MAX};
use crate::platform::i18n::{parse_quantity, try_text};
use crate::platform::values::{Locale, Quantity};

/// One way to read a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// An article, a barcode or a name.
    pub what: String,
    pub quantity: String,
    /// The whole line names the goods; no quantity is written.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub whole: bool,
}

impl Reading {
    pub(super) fn whole(line: &str) -> Reading {
        Reading {
            what: spaced(line).chars().take(WHAT_MAX).collect(),
            quantity: "1".to_owned(),
            whole: true,
        }
    }

    fn parted(what: &[&str], quantity: String) -> Option<Reading> {
        // «ТВ-70 — 12»
        let end = what.iter().rposition(|word| word.chars().any(char::is_alphanumeric))?;
        Some(Reading {
            what: what[..=end].join(" ").chars().take(WHAT_MAX).collect(),
            quantity: quantity.chars().take(QUANTITY_LENGTH_MAX).collect(),
            whole: false,
        })
    }
}

fn spaced(line: &str) -> String {
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Units of measure that may stand after a quantity: the spellings of each, in both languages, in lower case.
static UNITS: LazyLock<Vec<Vec<String>>> = LazyLock::new(|| {
    let texts = [Locale::Ru, Locale::En].map(|locale| try_text(locale, "quick-units").unwrap_or_default());
    let mut units: Vec<Vec<String>> = Vec::new();
    for text in texts {
        for (at, spellings) in text.split(',').enumerate() {
            if units.len() == at {
                units.push(Vec::new());
            }
            units[at].extend(spellings.split_whitespace().map(str::to_owned));
        }
    }
    units
});

/// A quantity as it is written, and the unit after it: «12 шт.» is `12` and `шт`. The unit is empty where none is written.
pub(super) fn amount(text: &str) -> (&str, String) {
    let text = text.trim();
    let end = text.trim_end_matches('.');
    let letters = end.char_indices().rev().take_while(|(_, c)| c.is_alphabetic());
    let at = letters.last().map_or(end.len(), |(at, _)| at);
    let unit = end[at..].to_lowercase();
    match UNITS.iter().any(|spellings| spellings.contains(&unit)) {
        true => (end[..at].trim_end(), unit),
        false => (text, String::new()),
    }
}

/// Do two spellings mean one unit?
pub(super) fn is_same_unit(one: &str, other: &str) -> bool {
    let plain = |unit: &str| unit.trim().trim_end_matches('.').to_lowercase();
    let (one, other) = (plain(one), plain(other));
    let both = |spellings: &Vec<String>| spellings.contains(&one) && spellings.contains(&other);
    one == other || UNITS.iter().any(both)
}

/// Is this one word a number that can be ordered?
fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit()) && parse_quantity(word).is_ok_and(|read| read > Quantity::ZERO)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Groups of digits that may be one number: more is more than can be ordered, and each reading is kept and looked up.
const GROUPS_MAX: usize = 3;

/// The readings of a line whose last word is a quantity, with its unit or without, the likeliest first; none where it
/// isn't one.
pub(super) fn tails(line: &str) -> Vec<Reading> {
    let (line, unit) = amount(line);
    let mut words: Vec<&str> = line.split_whitespace().collect();
    let Some(number) = words.pop() else {
        return Vec::new();
    };
    // «x12», with the Latin letter or the Cyrillic one.
    let number = number.trim_start_matches(['x', '\u{445}', '\u{d7}', '*']);
    if !is_number(number) {
        return Vec::new();
    }
    let said = |number: &str| match unit.is_empty() {
        true => number.to_owned(),
        false => format!("{number} {unit}"),
    };
    let mut readings = vec![Reading::parted(&words, said(number))];
    // «1 204»: thousands stand apart in groups of three.
    let mut grouped = number.to_owned();
    let mut before = &words[..];
    while readings.len() < GROUPS_MAX
        && let [rest @ .., group] = before
        && grouped
            .split([' ', ',', '.'])
            .next()
            .is_some_and(|first| first.len() == 3)
        && is_digits(group)
        && group.len() <= 3
    {
        grouped = format!("{group} {grouped}");
        readings.push(Reading::parted(rest, said(&grouped)));
        before = rest;
    }
    // «12,5» may be two columns.
    if let Some((whole, part)) = number.split_once(',').filter(|(a, b)| is_digits(a) && is_digits(b)) {
        let what: Vec<&str> = words.iter().copied().chain([whole]).collect();
        readings.push(Reading::parted(&what, said(part)));
    }
    readings.into_iter().flatten().collect()
}

/// Which of a row's readings stand, by what the catalogue knows of each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stands {
    /// This one.
    One(usize),
    /// Somebody has to say which.
    Unsure(Vec<usize>),
}

/// `known` says of each reading whether the catalogue knows the goods, the likeliest reading first; `whole`, which of them
/// is the whole line in a list where lines end in quantities. That one is never taken without being asked for: there the
/// quantity is missing, or the goods are others.
pub(super) fn stands(known: &[bool], whole: Option<usize>) -> Stands {
    let known: Vec<usize> = (0..known.len()).filter(|at| known[*at]).collect();
    match known.as_slice() {
        [] => Stands::One(0),
        [only] if Some(*only) != whole => Stands::One(*only),
        _ => Stands::Unsure(known),
    }
}

/// Fewer lines than this don't tell that none of them has a quantity.
const WHOLES_MIN: usize = 3;

/// Is it a list of goods without quantities, whose names end in numbers? For each line: does the catalogue know it as a
/// whole, and does it know goods by a part of it?
pub(super) fn has_no_quantities(lines: impl IntoIterator<Item = (bool, bool)>) -> bool {
    let mut wholes = 0;
    for (whole, part) in lines {
        if part {
            return false;
        }
        wholes += usize::from(whole);
    }
    wholes >= WHOLES_MIN
}
