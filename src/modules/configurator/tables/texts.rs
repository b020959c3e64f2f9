//! Conditions, measures and figures as they are written in cells, and read from them.

use super::super::model::{Condition, Extent, Test};
use crate::platform::i18n::{format, parse_quantity};
use crate::platform::values::{Currency, Locale, Quantity, UnitPrice};

/// `system=82,70; width>1200`.
pub fn condition_text(l: Locale, when: &[Condition]) -> String {
    let texts = when.iter().map(|condition| {
        let code = &condition.parameter;
        let figure = |limit: &Quantity| format::quantity(l, *limit).to_string();
        match &condition.test {
            Test::Is(values) => format!("{code}={}", values.join(",")),
            Test::Not(values) => format!("{code}<>{}", values.join(",")),
            Test::Less(limit) => format!("{code}<{}", figure(limit)),
            Test::AtMost(limit) => format!("{code}<={}", figure(limit)),
            Test::AtLeast(limit) => format!("{code}>={}", figure(limit)),
            Test::More(limit) => format!("{code}>{}", figure(limit)),
        }
    });
    texts.collect::<Vec<_>>().join("; ")
}

/// Longer ones first: `<=` is no `<`.
const OPERATORS: [(&str, Operator); 10] = [
    ("!=", Operator::Not),
    ("<>", Operator::Not),
    ("\u{2260}", Operator::Not),
    ("<=", Operator::AtMost),
    ("\u{2264}", Operator::AtMost),
    (">=", Operator::AtLeast),
    ("\u{2265}", Operator::AtLeast),
    ("=", Operator::Is),
    ("<", Operator::Less),
    (">", Operator::More),
];

#[derive(Clone, Copy)]
enum Operator {
    Is,
    Not,
    Less,
    AtMost,
    AtLeast,
    More,
}

/// Conditions of a cell; the one that can't be read.
pub(super) fn conditions(cell: &str) -> Result<Vec<Condition>, String> {
    let parts = cell.split(';').map(str::trim).filter(|part| !part.is_empty());
    parts
        .map(|part| condition(part).ok_or_else(|| part.to_owned()))
        .collect()
}

fn condition(text: &str) -> Option<Condition> {
    // The first operator that stands in it; of two at one place the longer.
    let found = OPERATORS
        .iter()
        .filter_map(|(sign, operator)| Some((text.find(sign)?, *sign, *operator)));
    let (at, sign, operator) = found.min_by_key(|(at, sign, _)| (*at, usize::MAX - sign.len()))?;
    let (code, rest) = (text[..at].trim(), text[at + sign.len()..].trim());
    let figure = || parse_quantity(rest).ok();
    let test = match operator {
        Operator::Is => Test::Is(codes(rest)),
        Operator::Not => Test::Not(codes(rest)),
        Operator::Less => Test::Less(figure()?),
        Operator::AtMost => Test::AtMost(figure()?),
        Operator::AtLeast => Test::AtLeast(figure()?),
        Operator::More => Test::More(figure()?),
    };
    let empty = matches!(&test, Test::Is(values) | Test::Not(values) if values.is_empty());
    (!code.is_empty() && !empty).then(|| Condition {
        parameter: code_of(code),
        test,
    })
}

/// Codes are the same in capitals.
pub(super) fn code_of(cell: &str) -> String {
    cell.trim().to_lowercase()
}

/// Codes separated by commas.
pub(super) fn codes(cell: &str) -> Vec<String> {
    cell.split(',').map(code_of).filter(|code| !code.is_empty()).collect()
}

/// `width*height`, `2*width+2*height`, `width`.
pub fn extent_text(extent: &Extent) -> String {
    match extent {
        Extent::Figure(code) => code.clone(),
        Extent::Area(a, b) => format!("{a}*{b}"),
        Extent::Length(terms) => length_text(terms),
    }
}

fn length_text(terms: &[(u8, String)]) -> String {
    // One size once would read as the size itself.
    let whole = terms.len() > 1;
    let texts = terms.iter().map(|(times, code)| match (*times == 1) && whole {
        true => code.clone(),
        false => format!("{times}*{code}"),
    });
    texts.collect::<Vec<_>>().join("+")
}

fn product(text: &str) -> Option<(&str, &str)> {
    // The sign of multiplication, and the letters that are typed for it where they stand alone.
    text.split_once(['*', '\u{d7}']).map(|(a, b)| (a.trim(), b.trim()))
}

pub(super) fn area(cell: &str) -> Option<(String, String)> {
    let (a, b) = product(cell)?;
    (!a.is_empty() && !b.is_empty()).then(|| (code_of(a), code_of(b)))
}

pub(super) fn length(cell: &str) -> Option<Vec<(u8, String)>> {
    let terms = cell.split('+').take(20).map(|term| match product(term) {
        None => Some((1, code_of(term))),
        Some((times, code)) => times.parse().ok().map(|times| (times, code_of(code))),
    });
    let terms: Vec<(u8, String)> = terms.collect::<Option<_>>()?;
    terms
        .iter()
        .all(|(times, code)| *times > 0 && !code.is_empty())
        .then_some(terms)
}

/// What a limit is about, by its form.
pub(super) fn extent(cell: &str) -> Option<Extent> {
    let numbered = product(cell).is_some_and(|(times, _)| times.parse::<u8>().is_ok());
    if cell.contains('+') || numbered {
        return length(cell).map(Extent::Length);
    }
    match area(cell) {
        Some((a, b)) => Some(Extent::Area(a, b)),
        None => Some(code_of(cell)).filter(|code| !code.is_empty()).map(Extent::Figure),
    }
}

/// Ten-thousandths as a figure: `7840`, `0,5`.
pub fn figure_text(l: Locale, e4: i64) -> String {
    let text = UnitPrice::new(e4, Currency::Rub).to_string();
    let text = match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text,
    };
    match l {
        Locale::Ru => text.replace('.', ","),
        Locale::En => text,
    }
}
