//! A short written figure on the stack: a page holds hundreds of them, and none needs an allocation.

use std::fmt;
use std::ops::Deref;

use crate::platform::values::Locale;

/// U+00A0: between thousands, before a currency, before %.
pub const NBSP: char = '\u{a0}';
/// U+2212, the minus of a typesetter: as wide as a digit's plus.
pub const MINUS: char = '\u{2212}';

/// At most [`Figure::CAPACITY`] bytes of text without HTML's special letters.
#[derive(Clone, Copy)]
pub struct Figure {
    bytes: [u8; Self::CAPACITY],
    len: u8,
}

impl Figure {
    /// 19 digits with separators, sign, decimals and a currency take 44.
    pub const CAPACITY: usize = 56;

    pub(super) const fn empty() -> Figure {
        Figure {
            bytes: [0; Self::CAPACITY],
            len: 0,
        }
    }

    /// `value` / 10^`scale`, thousands apart; trailing zeros go down to `keep` decimals.
    pub(super) fn decimal(locale: Locale, value: i64, scale: u32, keep: u32) -> Figure {
        let mut figure = Figure::empty();
        let mut power = 10_u64.pow(scale);
        let magnitude = value.unsigned_abs();
        if value < 0 {
            figure.push(MINUS);
        }
        figure.push_grouped(magnitude / power);
        let mut rest = magnitude % power;
        let mut decimals = scale;
        while decimals > keep && rest.is_multiple_of(10) {
            rest /= 10;
            decimals -= 1;
        }
        if decimals > 0 {
            figure.push(match locale {
                Locale::Ru => ',',
                Locale::En => '.',
            });
            power = 10_u64.pow(decimals);
            while power > 1 {
                power /= 10;
                figure.push_digit(rest / power % 10);
            }
        }
        figure
    }

    fn push_grouped(&mut self, n: u64) {
        let mut digits = [0_u8; 20];
        let mut count = 0;
        let mut n = n;
        loop {
            digits[count] = (n % 10) as u8;
            count += 1;
            n /= 10;
            if n == 0 {
                break;
            }
        }
        for at in (0..count).rev() {
            self.push_digit(digits[at].into());
            if at > 0 && at % 3 == 0 {
                self.push(NBSP);
            }
        }
    }

    pub(super) fn push_digit(&mut self, digit: u64) {
        self.push_bytes(&[b'0' + digit as u8]);
    }

    pub(super) fn push_two(&mut self, n: u64) {
        self.push_digit(n / 10 % 10);
        self.push_digit(n % 10);
    }

    pub(super) fn push(&mut self, letter: char) {
        self.push_bytes(letter.encode_utf8(&mut [0; 4]).as_bytes());
    }

    pub(super) fn push_str(&mut self, text: &str) {
        self.push_bytes(text.as_bytes());
    }

    fn push_bytes(&mut self, more: &[u8]) {
        let len = usize::from(self.len);
        self.bytes[len..len + more.len()].copy_from_slice(more);
        self.len += more.len() as u8;
    }

    pub fn as_str(&self) -> &str {
        str::from_utf8(&self.bytes[..self.len.into()]).expect("only whole letters are pushed")
    }
}

impl Deref for Figure {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.as_str())
    }
}

impl PartialEq<&str> for Figure {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl maud::Render for Figure {
    fn render_to(&self, buffer: &mut String) {
        // Digits, separators and currency signs: nothing to escape.
        buffer.push_str(self);
    }
}
