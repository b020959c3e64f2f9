//! Passwords that are guessed first, whatever their length (ASVS 6.2.4, 6.2.11): those of leaked lists with digits and signs around
//! them, digits alone, the same again and again, and what is known of the person and of the cabinet.
//!
//! The list is that of `@zxcvbn-ts/language-common`: some fifty thousand passwords by how often they were found in leaks. `build.rs`
//! takes it from the package and keeps the cores: letters from the first to the last, in lower case.

use std::collections::HashSet;
use std::sync::LazyLock;

/// One core a line, of four characters and more, each once.
static CORES: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    include_str!(concat!(env!("OUT_DIR"), "/known_passwords.txt"))
        .lines()
        .collect()
});

/// Shorter cores are none: so short a word between digits says nothing.
const CORE_MIN: usize = 4;
/// Different characters that a password has at least.
const DIFFERENT_MIN: usize = 5;
/// Words about a person that are shorter than this are in too many good passwords.
const ABOUT_MIN: usize = 4;

/// Why a password is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Guessable {
    /// Everybody's list begins with it.
    Known,
    /// It tells nothing but what is known of the person.
    About,
}

/// Is it guessed at once? `about` is what is known: address, names, company, the cabinet's own name.
pub(super) fn guessable(password: &str, about: &[&str]) -> Option<Guessable> {
    let spelled = on_latin_keys(&password.to_lowercase());
    let core = unit(core(&spelled));
    let different: HashSet<char> = spelled.chars().collect();
    let letters = letters_of(core);
    // First what is the person's own: a name is on everybody's list too, and says less there.
    if about.iter().flat_map(|text| words(text)).any(|word| word == letters) {
        return Some(Guessable::About);
    }
    let is_short = core.chars().count() < CORE_MIN;
    let is_known =
        is_short || different.len() < DIFFERENT_MIN || CORES.contains(core) || CORES.contains(plain(core).as_str());
    is_known.then_some(Guessable::Known)
}

/// From the first letter to the last.
fn core(text: &str) -> &str {
    text.trim_matches(|c: char| !c.is_alphabetic())
}

/// What a text repeats: «abc» of «abcabcabc»; itself where it repeats nothing.
fn unit(text: &str) -> &str {
    let lengths = text.char_indices().skip(1).map(|(at, _)| at);
    let mut repeated = lengths.filter(|length| text.len().is_multiple_of(*length));
    let found = repeated.find(|length| {
        text.get(..*length)
            .is_some_and(|unit| text.replace(unit, "").is_empty())
    });
    found.and_then(|length| text.get(..length)).unwrap_or(text)
}

/// Signs that stand for letters, as letters.
fn plain(text: &str) -> String {
    let letter = |c| match c {
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        c => c,
    };
    text.chars().map(letter).collect()
}

/// Russian letters as the Latin ones of the same keys: «пароль» is in every list as «gfhjkm».
fn on_latin_keys(text: &str) -> String {
    /// The keys row by row, as the Russian layout prints them.
    const RUSSIAN: &str = "\u{439}\u{446}\u{443}\u{43a}\u{435}\u{43d}\u{433}\u{448}\u{449}\u{437}\u{445}\u{44a}\
        \u{444}\u{44b}\u{432}\u{430}\u{43f}\u{440}\u{43e}\u{43b}\u{434}\u{436}\u{44d}\
        \u{44f}\u{447}\u{441}\u{43c}\u{438}\u{442}\u{44c}\u{431}\u{44e}\u{451}";
    const LATIN: &str = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";
    let key = |c| {
        let mut keys = RUSSIAN.chars().zip(LATIN.chars());
        keys.find(|(russian, _)| *russian == c).map_or(c, |(_, latin)| latin)
    };
    text.chars().map(key).collect()
}

fn letters_of(text: &str) -> String {
    text.chars().filter(|c| c.is_alphabetic()).collect()
}

/// The words of a text, each alone and all together, spelled as passwords are.
fn words(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let parts = lower.split(|c: char| !c.is_alphabetic());
    let whole = parts.clone().collect::<String>();
    let spelled = parts.map(str::to_owned).chain([whole]);
    spelled
        .filter(|word| word.chars().count() >= ABOUT_MIN)
        .map(|word| letters_of(&on_latin_keys(&word)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_everybody_tries_first_is_refused() {
        let known = [
            "1234567890",
            "89161234567",
            "aaaaaaaaaaaa",
            "abcabcabcabc",
            "qwertyuiop",
            "Password2026",
            "P@ssw0rd2026!",
            "passwordpassword",
            "dragon-2024-11",
            "1q2w3e4r5t",
            "пароль12345",
            "йцукенгшщз",
            "Gfhjkm2026!!",
            "«privet» 2026",
            "123456789abc",
        ];
        for password in known {
            assert_eq!(guessable(password, &[]), Some(Guessable::Known), "{password}");
        }
    }

    #[test]
    fn what_is_known_of_the_person_is_refused() {
        let about = [
            "ivanova.anna",
            "Анна Иванова",
            "ООО «Северстрой Плюс»",
            "Кабинет дилера",
        ];
        for password in [
            "Ivanova-2026",
            "IvanovaAnna1",
            "2026иванова!",
            "СеверСтрой77",
            "Кабинет-2026",
            "severSTROY-1",
        ] {
            let about = if password == "severSTROY-1" {
                &["Severstroy"][..]
            } else {
                &about[..]
            };
            assert_eq!(guessable(password, about), Some(Guessable::About), "{password}");
        }
    }

    #[test]
    fn words_together_and_random_letters_are_taken() {
        let about = ["anna", "Анна Иванова", "Север"];
        for password in [
            "correct horse battery",
            "a long password",
            "another long password",
            "лошадь дышит в тумане",
            "k7#pQ2vx9Lm",
            "Анна любит Север",
            "f3kd-92ms-1zpq",
        ] {
            assert_eq!(guessable(password, &about), None, "{password}");
        }
    }
}
