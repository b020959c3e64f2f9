//! Sums in words.

use proptest::prelude::*;

use crate::platform::i18n::spelled;
use crate::platform::values::{Currency, Locale, Money};

fn ru(minor: i64) -> String {
    spelled(Locale::Ru, Money::new(minor, Currency::Rub))
}

fn en(minor: i64) -> String {
    spelled(Locale::En, Money::new(minor, Currency::Rub))
}

#[test]
fn russian_cases_are_exact() {
    for (minor, words) in [
        (0, "Ноль рублей 00 копеек"),
        (1, "Ноль рублей 01 копейка"),
        (1_01, "Один рубль 01 копейка"),
        (2_02, "Два рубля 02 копейки"),
        (5_05, "Пять рублей 05 копеек"),
        (11_11, "Одиннадцать рублей 11 копеек"),
        (14_00, "Четырнадцать рублей 00 копеек"),
        (21_21, "Двадцать один рубль 21 копейка"),
        (100_00, "Сто рублей 00 копеек"),
        (112_12, "Сто двенадцать рублей 12 копеек"),
        (1_000_00, "Одна тысяча рублей 00 копеек"),
        (2_001_00, "Две тысячи один рубль 00 копеек"),
        (11_000_00, "Одиннадцать тысяч рублей 00 копеек"),
        (21_002_00, "Двадцать одна тысяча два рубля 00 копеек"),
        (1_000_000_00, "Один миллион рублей 00 копеек"),
        (2_000_011_00, "Два миллиона одиннадцать рублей 00 копеек"),
        (
            123_456_789_50,
            "Сто двадцать три миллиона четыреста пятьдесят шесть тысяч семьсот восемьдесят девять рублей 50 копеек",
        ),
        (-3_00, "Минус три рубля 00 копеек"),
    ] {
        assert_eq!(ru(minor), words);
    }
    let other = |currency| spelled(Locale::Ru, Money::new(22_02, currency));
    assert_eq!(other(Currency::Kzt), "Двадцать два тенге 02 тиына");
    assert_eq!(other(Currency::Byn), "Двадцать два белорусских рубля 02 копейки");
}

#[test]
fn english_words_are_exact() {
    for (minor, words) in [
        (0, "Zero roubles 00 kopecks"),
        (1_01, "One rouble 01 kopeck"),
        (15_02, "Fifteen roubles 02 kopecks"),
        (42_00, "Forty-two roubles 00 kopecks"),
        (1_310_00, "One thousand three hundred ten roubles 00 kopecks"),
        (2_000_001_00, "Two million one roubles 00 kopecks"),
    ] {
        assert_eq!(en(minor), words);
    }
}

/// A number out of Russian words, by a table of its own.
fn read(words: &[&str]) -> u64 {
    let value = |word: &str| -> Option<u64> {
        const ONES: [&str; 20] = [
            "ноль",
            "один",
            "два",
            "три",
            "четыре",
            "пять",
            "шесть",
            "семь",
            "восемь",
            "девять",
            "десять",
            "одиннадцать",
            "двенадцать",
            "тринадцать",
            "четырнадцать",
            "пятнадцать",
            "шестнадцать",
            "семнадцать",
            "восемнадцать",
            "девятнадцать",
        ];
        const TENS: [&str; 8] = [
            "двадцать",
            "тридцать",
            "сорок",
            "пятьдесят",
            "шестьдесят",
            "семьдесят",
            "восемьдесят",
            "девяносто",
        ];
        const HUNDREDS: [&str; 9] = [
            "сто",
            "двести",
            "триста",
            "четыреста",
            "пятьсот",
            "шестьсот",
            "семьсот",
            "восемьсот",
            "девятьсот",
        ];
        let word = match word {
            "одна" => "один",
            "две" => "два",
            word => word,
        };
        let at = |list: &[&str]| list.iter().position(|known| *known == word).map(|at| at as u64);
        at(&ONES)
            .or(at(&TENS).map(|n| 20 + 10 * n))
            .or(at(&HUNDREDS).map(|n| 100 + 100 * n))
    };
    let (mut sum, mut group) = (0, 0);
    for word in words {
        let power = [("тысяч", 1), ("миллион", 2), ("миллиард", 3)]
            .into_iter()
            .find(|(stem, _)| word.starts_with(stem) && word.chars().count() <= stem.chars().count() + 2);
        match (value(word), power) {
            (Some(n), _) => group += n,
            (None, Some((_, power))) => {
                sum += group * 1_000_u64.pow(power);
                group = 0;
            }
            (None, None) => panic!("{word} is no number"),
        }
    }
    sum + group
}

proptest! {
    #[test]
    fn words_say_the_number_and_the_noun_agrees(roubles in 0_u64..999_999_999_999, kopecks in 0_u64..100) {
        let text = ru((roubles * 100 + kopecks) as i64).to_lowercase();
        let words: Vec<&str> = text.split(' ').collect();
        let (number, rest) = words.split_at(words.len() - 3);
        prop_assert_eq!(read(number), roubles);
        let noun = |n: u64, forms: [&'static str; 3]| match (n % 100, n % 10) {
            (11..=19, _) => forms[2],
            (_, 1) => forms[0],
            (_, 2..=4) => forms[1],
            _ => forms[2],
        };
        prop_assert_eq!(rest[0], noun(roubles, ["рубль", "рубля", "рублей"]));
        prop_assert_eq!(rest[1], format!("{kopecks:02}"));
        prop_assert_eq!(rest[2], noun(kopecks, ["копейка", "копейки", "копеек"]));
    }

    #[test]
    fn any_sum_has_words_in_both_languages(minor in i64::MIN..i64::MAX) {
        prop_assert!(ru(minor).ends_with(|c: char| c.is_alphabetic()) && en(minor).contains("kopeck"));
    }
}
