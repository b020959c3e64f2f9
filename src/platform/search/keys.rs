//! Spellings of the same key: articles in any hand, and text typed in the wrong keyboard layout.

/// The longest key that is kept, in characters.
const KEY_MAX: usize = 40;

/// An article as it is compared: letters and digits only, upper case, letters that look alike in both alphabets as
/// one (and the letter O as zero, Cyrillic ze as three).
pub fn code_key(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_uppercase)
        .map(|c| match c {
            '\u{410}' => 'A',
            '\u{412}' => 'B',
            '\u{415}' | '\u{401}' => 'E',
            '\u{406}' => 'I',
            '\u{41a}' => 'K',
            '\u{41c}' => 'M',
            '\u{41d}' => 'H',
            '\u{41e}' | 'O' => '0',
            '\u{420}' => 'P',
            '\u{421}' => 'C',
            '\u{422}' => 'T',
            '\u{423}' => 'Y',
            '\u{425}' => 'X',
            '\u{417}' => '3',
            other => other,
        })
        .take(KEY_MAX)
        .collect()
}

/// A Cyrillic letter for a Latin one of the same looks, both in lower case.
pub(super) fn cyrillic_twin(c: char) -> char {
    match c {
        'a' => '\u{430}',
        'b' => '\u{432}',
        'c' => '\u{441}',
        'e' => '\u{435}',
        'h' => '\u{43d}',
        'k' => '\u{43a}',
        'm' => '\u{43c}',
        'o' => '\u{43e}',
        'p' => '\u{440}',
        't' => '\u{442}',
        'x' => '\u{445}',
        'y' => '\u{443}',
        other => other,
    }
}

pub(super) fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{52f}')
}

/// The keys of a keyboard, row by row, as the Latin layout prints them, and as the Russian one does.
const LATIN_KEYS: &str = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.";
const RUSSIAN_KEYS: &str = "\u{451}\u{439}\u{446}\u{443}\u{43a}\u{435}\u{43d}\u{433}\u{448}\u{449}\u{437}\u{445}\u{44a}\
    \u{444}\u{44b}\u{432}\u{430}\u{43f}\u{440}\u{43e}\u{43b}\u{434}\u{436}\u{44d}\
    \u{44f}\u{447}\u{441}\u{43c}\u{438}\u{442}\u{44c}\u{431}\u{44e}";
/// Shifted keys whose lower form is another sign.
const SHIFTED: [(char, char); 7] = [
    ('~', '`'),
    ('{', '['),
    ('}', ']'),
    (':', ';'),
    ('"', '\''),
    ('<', ','),
    ('>', '.'),
];

/// The same keys pressed in the other layout: a text of Latin letters as Russian, of Cyrillic ones as Latin, and a mix
/// as both. Empty when there is nothing to turn.
pub(super) fn other_layouts(text: &str) -> Vec<String> {
    let latin = text.chars().any(|c| c.is_ascii_alphabetic());
    let cyrillic = text.chars().any(is_cyrillic);
    let mut turned = Vec::new();
    if latin {
        turned.push(turn(text, LATIN_KEYS, RUSSIAN_KEYS));
    }
    if cyrillic {
        turned.push(turn(text, RUSSIAN_KEYS, LATIN_KEYS));
    }
    turned
}

fn turn(text: &str, from: &str, to: &str) -> String {
    let lower = text.chars().flat_map(char::to_lowercase);
    let unshifted = lower.map(|c| {
        SHIFTED
            .iter()
            .find(|(shifted, _)| *shifted == c)
            .map_or(c, |(_, plain)| *plain)
    });
    unshifted
        .map(|c| match from.chars().position(|key| key == c) {
            Some(at) => to.chars().nth(at).unwrap_or(c),
            None => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_article_have_one_key() {
        for spelling in ["OK-1042.Б", "ОК1042б", "ok 1042 Б", "ОK/1042–б", "0К-1042-Б"] {
            assert_eq!(code_key(spelling), "0K1042Б", "{spelling}");
        }
        assert_ne!(code_key("ОК-1042"), code_key("ОК-1043"));
        assert_eq!(code_key(&"А".repeat(1_000)).len(), KEY_MAX);
        assert_eq!(code_key(" -./"), "");
    }

    #[test]
    fn keys_are_turned_both_ways() {
        for (typed, meant) in [
            ("jryj", "окно"),
            ("Ldthm", "дверь"),
            (",tksq", "белый"),
            ("g`nkz", "пётля"),
            ("ьва", "mdf"),
        ] {
            assert_eq!(other_layouts(typed), [meant], "{typed}");
        }
        assert_eq!(other_layouts("1042"), Vec::<String>::new());
        assert_eq!(other_layouts("ok окно").len(), 2);
        assert_eq!(LATIN_KEYS.chars().count(), RUSSIAN_KEYS.chars().count());
    }
}
