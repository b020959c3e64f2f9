//! The text of a post in parts: words, addresses that may be followed, and people who are named.
//!
//! Only `http` and `https` become links; all else stays words, which the page escapes.

use super::model::{MENTIONS_MAX, Mention};

/// A stretch of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'t> {
    Words(&'t str),
    Link(&'t str),
    /// With its sign.
    Name(&'t str),
}

/// A text cut into parts, in their order; together they are the text.
pub fn parts<'t>(text: &'t str, mentions: &[Mention]) -> Vec<Part<'t>> {
    let mut parts = Vec::new();
    let (mut plain, mut at) = (0, 0);
    while at < text.len() {
        let rest = &text[at..];
        let found = match address(text, at) {
            Some(length) => Some((length, Part::Link(&rest[..length]))),
            None => named(text, at, mentions.iter().map(|of| of.name.as_str()))
                .map(|(_, length)| (length, Part::Name(&rest[..length]))),
        };
        match found {
            Some((length, part)) => {
                if plain < at {
                    parts.push(Part::Words(&text[plain..at]));
                }
                parts.push(part);
                at += length;
                plain = at;
            }
            None => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
    if plain < text.len() {
        parts.push(Part::Words(&text[plain..]));
    }
    parts
}

/// The length of the address that begins here.
fn address(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let begins = |scheme: &str| {
        let head = rest.get(..scheme.len())?;
        head.eq_ignore_ascii_case(scheme).then_some(scheme.len())
    };
    let scheme = begins("https://").or_else(|| begins("http://"))?;
    if text[..at].chars().next_back().is_some_and(char::is_alphanumeric) {
        return None;
    }
    // Only what has a host: else a row of beginnings would be read anew at each of them.
    if !rest[scheme..].chars().next().is_some_and(char::is_alphanumeric) {
        return None;
    }
    let end = rest
        .find(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '\u{ab}' | '\u{bb}'))
        .unwrap_or(rest.len());
    // What ends a sentence doesn't end an address; a bracket does when it was opened in it.
    let mut address = &rest[..end];
    while let Some(last) = address.chars().next_back() {
        let closes = last == ')' && !address.contains('(');
        if closes || matches!(last, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '\u{2026}') {
            address = &address[..address.len() - last.len_utf8()];
        } else {
            break;
        }
    }
    Some(address.len())
}

/// Which of the names stands here after `@`, and how long that is with the sign: the whole name, or its first word.
fn named<'n>(text: &str, at: usize, names: impl Iterator<Item = &'n str>) -> Option<(usize, usize)> {
    let after = text[at..].strip_prefix('@')?;
    if text[..at].chars().next_back().is_some_and(char::is_alphanumeric) {
        // An address of mail.
        return None;
    }
    let mut best: Option<(usize, usize)> = None;
    for (place, name) in names.enumerate() {
        let first = name.split_whitespace().next().unwrap_or_default();
        for spelled in [name, first] {
            if let Some(length) = starts_with_word(after, spelled)
                && best.is_none_or(|(_, found)| length > found)
            {
                best = Some((place, length));
            }
        }
    }
    best.map(|(place, length)| (place, length + 1))
}

/// Does the text begin with this word or these words, whatever the case? The length in the text.
fn starts_with_word(text: &str, word: &str) -> Option<usize> {
    if word.is_empty() {
        return None;
    }
    let mut letters = text.char_indices();
    for expected in word.chars() {
        let (_, letter) = letters.next()?;
        let same = letter == expected || letter.to_lowercase().eq(expected.to_lowercase());
        let space = letter.is_whitespace() && expected.is_whitespace();
        if !same && !space {
            return None;
        }
    }
    let end = letters.next().map_or(text.len(), |(at, _)| at);
    let goes_on = text[end..]
        .chars()
        .next()
        .is_some_and(|c| c.is_alphanumeric() || c == '_');
    (!goes_on).then_some(end)
}

/// Signs that are looked at: the writer waits meanwhile, and a text may be nothing but such signs.
const NAMED_MAX: usize = 200;

/// The people whom a text names with `@`, of those who may be named. A first word that several share names none.
pub fn mentioned(text: &str, people: &[Mention]) -> Vec<Mention> {
    let mut found: Vec<Mention> = Vec::new();
    for (at, _) in text.match_indices('@').take(NAMED_MAX) {
        let Some((place, length)) = named(text, at, people.iter().map(|of| of.name.as_str())) else {
            continue;
        };
        let whole = starts_with_word(&text[at + 1..], &people[place].name) == Some(length - 1);
        let first = |of: &Mention| of.name.split_whitespace().next().map(str::to_lowercase);
        let alike = people.iter().filter(|of| first(of) == first(&people[place])).count();
        let new = !found.iter().any(|of| of.membership == people[place].membership);
        if (whole || alike == 1) && new && found.len() < MENTIONS_MAX {
            found.push(people[place].clone());
        }
    }
    found
}
