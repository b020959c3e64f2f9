//! Sums in words, as papers ask for them: the major units in words, the minor ones in two digits.
//!
//! The words are texts; what stands here is how they go together. A list of forms is read in the order one, few, many
//! (Russian) or one, many (English).

use crate::platform::values::{Currency, Locale, Money};
use crate::tr;

/// A sum in words, with a capital letter.
pub fn spelled(l: Locale, sum: Money) -> String {
    let major = sum.minor.unsigned_abs() / 100;
    let minor = sum.minor.unsigned_abs() % 100;
    let (units, cents, feminine) = names(l, sum.currency);
    let mut words = Vec::new();
    if sum.minor < 0 {
        words.push(tr!(l, "spelled-minus").to_owned());
    }
    match l {
        Locale::Ru => russian(major, feminine, &mut words),
        Locale::En => english(major, &mut words),
    }
    words.push(form(l, units, major).to_owned());
    words.push(format!("{minor:02}"));
    words.push(form(l, cents, minor).to_owned());
    let text = words.join(" ");
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => text,
    }
}

/// The forms of the major and of the minor unit, and whether the major one is feminine.
fn names(l: Locale, currency: Currency) -> (&'static str, &'static str, bool) {
    match currency {
        Currency::Rub => (tr!(l, "spelled-rub"), tr!(l, "spelled-rub-minor"), false),
        Currency::Kzt => (tr!(l, "spelled-kzt"), tr!(l, "spelled-kzt-minor"), false),
        Currency::Byn => (tr!(l, "spelled-byn"), tr!(l, "spelled-byn-minor"), false),
        Currency::Usd => (tr!(l, "spelled-usd"), tr!(l, "spelled-usd-minor"), false),
        Currency::Eur => (tr!(l, "spelled-eur"), tr!(l, "spelled-eur-minor"), false),
        Currency::Cny => (tr!(l, "spelled-cny"), tr!(l, "spelled-cny-minor"), false),
        Currency::Uzs => (tr!(l, "spelled-uzs"), tr!(l, "spelled-uzs-minor"), false),
        Currency::Kgs => (tr!(l, "spelled-kgs"), tr!(l, "spelled-kgs-minor"), false),
        Currency::Amd => (tr!(l, "spelled-amd"), tr!(l, "spelled-amd-minor"), false),
    }
}

/// The form of a noun beside a number.
fn form(l: Locale, forms: &'static str, n: u64) -> &'static str {
    let at = match (l, n % 10, n % 100) {
        (Locale::En, ..) => usize::from(n != 1),
        (Locale::Ru, _, 11..=14) => 2,
        (Locale::Ru, 1, _) => 0,
        (Locale::Ru, 2..=4, _) => 1,
        (Locale::Ru, ..) => 2,
    };
    word(forms, at)
}

fn word(list: &'static str, at: usize) -> &'static str {
    let mut words = list.split(',');
    let last = list.rsplit(',').next().unwrap_or_default();
    words.nth(at).unwrap_or(last)
}

/// Groups of three digits with their power, the highest first, without empty ones.
fn groups(n: u64) -> impl Iterator<Item = (usize, u64)> {
    (0..7_u32)
        .rev()
        .map(move |power| (power as usize, n / 1_000_u64.pow(power) % 1_000))
        .filter(|(_, group)| *group > 0)
}

fn russian(n: u64, feminine: bool, words: &mut Vec<String>) {
    let l = Locale::Ru;
    if n == 0 {
        words.push(tr!(l, "spelled-zero").to_owned());
    }
    for (power, group) in groups(n) {
        let (hundreds, tens, ones) = (group / 100, group / 10 % 10, group % 10);
        let mut push = |word: &str| words.push(word.to_owned());
        if hundreds > 0 {
            push(word(tr!(l, "spelled-hundreds"), at(hundreds)));
        }
        if tens > 1 {
            push(word(tr!(l, "spelled-tens"), at(tens) - 1));
        }
        // Thousands are feminine.
        let feminine = power == 1 || (power == 0 && feminine);
        match (tens, ones, feminine) {
            (1, ones, _) => push(word(tr!(l, "spelled-teens"), at(ones + 1))),
            (_, 0, _) => {}
            (_, ones @ 1..=2, true) => push(word(tr!(l, "spelled-ones-feminine"), at(ones))),
            (_, ones, _) => push(word(tr!(l, "spelled-ones"), at(ones))),
        }
        if power > 0 {
            push(form(l, power_name(l, power), group));
        }
    }
}

fn english(n: u64, words: &mut Vec<String>) {
    let l = Locale::En;
    if n == 0 {
        words.push(tr!(l, "spelled-zero").to_owned());
    }
    for (power, group) in groups(n) {
        let (hundreds, tens, ones) = (group / 100, group / 10 % 10, group % 10);
        if hundreds > 0 {
            words.push(word(tr!(l, "spelled-ones"), at(hundreds)).to_owned());
            words.push(tr!(l, "spelled-hundreds").to_owned());
        }
        match (tens, ones) {
            (0, 0) => {}
            (0, ones) => words.push(word(tr!(l, "spelled-ones"), at(ones)).to_owned()),
            (1, ones) => words.push(word(tr!(l, "spelled-teens"), at(ones + 1)).to_owned()),
            (tens, 0) => words.push(word(tr!(l, "spelled-tens"), at(tens) - 1).to_owned()),
            (tens, ones) => words.push(format!(
                "{}-{}",
                word(tr!(l, "spelled-tens"), at(tens) - 1),
                word(tr!(l, "spelled-ones"), at(ones))
            )),
        }
        if power > 0 {
            words.push(power_name(l, power).to_owned());
        }
    }
}

fn power_name(l: Locale, power: usize) -> &'static str {
    match power {
        1 => tr!(l, "spelled-thousand"),
        2 => tr!(l, "spelled-million"),
        3 => tr!(l, "spelled-billion"),
        4 => tr!(l, "spelled-trillion"),
        5 => tr!(l, "spelled-quadrillion"),
        _ => tr!(l, "spelled-quintillion"),
    }
}

/// A digit from 1 as a place from 0.
fn at(digit: u64) -> usize {
    usize::try_from(digit).unwrap_or(1).saturating_sub(1)
}
