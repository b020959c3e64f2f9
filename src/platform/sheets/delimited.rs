//! Text in columns: what a spreadsheet puts on the clipboard, and CSV as different programs write it.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1251};

use super::{COLUMNS_MAX, Grid, Parted, SheetError, cut};

/// The text of a file: by its byte order mark, else UTF-8 where it is that, else the Russian code page of Windows.
pub fn decoded(bytes: &[u8]) -> Result<String, SheetError> {
    let (encoding, body): (&'static Encoding, &[u8]) = match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => (UTF_8, rest),
        [0xff, 0xfe, rest @ ..] => (UTF_16LE, rest),
        [0xfe, 0xff, rest @ ..] => (UTF_16BE, rest),
        plain if std::str::from_utf8(plain).is_ok() => (UTF_8, plain),
        plain => (WINDOWS_1251, plain),
    };
    let (text, _) = encoding.decode_without_bom_handling(body);
    // No text holds these; a picture or an archive does at once.
    match text.chars().any(|c| c == '\0') {
        true => Err(SheetError::Unreadable("zero bytes in a text".into())),
        false => Ok(text.into_owned()),
    }
}

/// What parts the cells of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    Sign(char),
    /// Two spaces or more: columns lined up by hand. One space stands within a name or a number.
    Spaces,
}

/// How many lines tell what parts the cells.
const LOOKED_AT: usize = 200;
/// A unit of measure is a short word, in characters.
const UNIT_MAX: usize = 5;

/// The rows of a text, at most `limit` of them. A tab parts cells where there is one, then a semicolon, then a comma that
/// stands in every line (it may be a decimal mark as well, see [`Parted`]), then several spaces. A single space parts
/// nothing: whoever knows what the last word of a line is parts it there.
pub fn rows_of_text(text: &str, limit: usize) -> Result<Grid, SheetError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mark = mark_of(text);
    let mut grid = Grid {
        parted: match mark {
            Mark::Sign(',') => Parted::ByCommas,
            _ => Parted::Surely,
        },
        ..Grid::default()
    };
    let mut rest = text;
    let mut number = 0;
    while !rest.is_empty() {
        number += 1;
        let (cells, after) = row(rest, mark);
        rest = after;
        if !grid.push(number, cells, limit) {
            return Err(SheetError::TooManyRows(limit));
        }
    }
    Ok(grid)
}

fn mark_of(text: &str) -> Mark {
    let lines = || text.lines().filter(|line| !line.trim().is_empty()).take(LOOKED_AT);
    if lines().any(|line| line.trim_end().contains('\t')) {
        return Mark::Sign('\t');
    }
    if lines().any(|line| line.contains(';')) {
        return Mark::Sign(';');
    }
    // «12,5» has one too: columns lined up by spaces are told from it by their spaces, and a list where each line ends
    // in a word like this by that word.
    let mut seen = lines().peekable();
    let some = seen.peek().is_some();
    if some && seen.all(|line| line.contains(',') && !line.contains("  ")) && !lines().all(ends_in_a_fraction) {
        return Mark::Sign(',');
    }
    Mark::Spaces
}

/// Is the last word that begins with a digit a number with a decimal comma, after another word? A unit may follow it.
fn ends_in_a_fraction(line: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let unit = |text: &str| text.chars().count() <= UNIT_MAX && !text.starts_with(|c: char| c.is_ascii_digit());
    let fraction = |word: &str| {
        let parts = word.split_once(',');
        parts.is_some_and(|(whole, rest)| {
            let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
            digits(whole) && digits(&rest[..end]) && unit(&rest[end..])
        })
    };
    let mut words = line.split_whitespace().rev();
    let Some(last) = words.next() else {
        return false;
    };
    match fraction(last) {
        true => words.next().is_some(),
        false => unit(last) && words.next().is_some_and(fraction) && words.next().is_some(),
    }
}

/// The cells of the first row, and what follows it.
fn row(text: &str, mark: Mark) -> (Vec<String>, &str) {
    let Mark::Sign(sign) = mark else {
        let (line, rest) = line_of(text);
        return (spaced(line), rest);
    };
    let (mut cells, mut rest) = (Vec::new(), text);
    loop {
        let (cell, after) = quoted(rest, sign).unwrap_or_else(|| plain(rest, sign));
        if cells.len() < COLUMNS_MAX {
            cells.push(cut(cell.trim()));
        }
        match after.strip_prefix(sign) {
            Some(next) => rest = next,
            None => return (cells, line_of(after).1),
        }
    }
}

fn is_end(c: char, sign: char) -> bool {
    c == sign || c == '\n' || c == '\r'
}

fn plain(text: &str, sign: char) -> (String, &str) {
    let end = text.find(|c| is_end(c, sign)).unwrap_or(text.len());
    (text[..end].to_owned(), &text[end..])
}

/// A cell in quotes, which may hold marks and line ends. `None` where the closing quote is missing or something follows
/// it: then the quote is a sign like any other (an inch, a name).
fn quoted(text: &str, sign: char) -> Option<(String, &str)> {
    const LONGEST: usize = 20_000;
    let inside = text.strip_prefix('"')?;
    let mut cell = String::new();
    let mut chars = inside.char_indices();
    while let Some((at, c)) = chars.next() {
        if at > LONGEST {
            return None;
        }
        if c != '"' {
            cell.push(if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c });
            continue;
        }
        let after = &inside[at + 1..];
        if after.starts_with('"') {
            cell.push('"');
            chars.next();
            continue;
        }
        let ends = after.chars().next().is_none_or(|next| is_end(next, sign));
        return ends.then_some((cell, after));
    }
    None
}

fn line_of(text: &str) -> (&str, &str) {
    let Some(end) = text.find(['\n', '\r']) else {
        return (text, "");
    };
    let rest = &text[end..];
    let rest = rest.strip_prefix("\r\n").unwrap_or_else(|| &rest[1..]);
    (&text[..end], rest)
}

fn spaced(line: &str) -> Vec<String> {
    let parts = line.split("  ").map(str::trim).filter(|part| !part.is_empty());
    parts.take(COLUMNS_MAX).map(cut).collect()
}
