//! One-time codes by time: RFC 6238 over RFC 4226, as every authenticator app makes them. HMAC-SHA-1, six digits, a new code
//! each 30 seconds: other parameters are ignored by some apps, so nobody uses them.

use std::fmt::Write;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use ring::hmac;

use crate::platform::values::Moment;

/// Bytes of a seed: as long as the digest (RFC 4226, 4).
pub const SEED_LENGTH: usize = 20;
/// Seconds that a code stands.
pub const STEP_SECONDS: i64 = 30;
/// Digits of a code.
pub const CODE_DIGITS: usize = 6;
/// Steps before and after the present one whose codes are taken: clocks of telephones go wrong, and people type slowly.
const DRIFT: i64 = 1;
const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// What an app and the server share.
pub type Seed = [u8; SEED_LENGTH];

/// The step that a moment lies in.
pub fn step_at(moment: Moment) -> i64 {
    moment.millis().div_euclid(1_000).div_euclid(STEP_SECONDS)
}

/// The code of a step.
pub fn code(seed: &[u8], step: i64) -> u32 {
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, seed);
    let tag = hmac::sign(&key, &step.to_be_bytes());
    let digest = tag.as_ref();
    let offset = usize::from(digest.last().copied().unwrap_or_default() & 0x0f);
    let four = digest.iter().skip(offset).take(4);
    let number = four.fold(0_u32, |number, byte| number << 8 | u32::from(*byte));
    (number & 0x7fff_ffff) % 10_u32.pow(CODE_DIGITS as u32)
}

/// The step whose code this is, of those that are taken now and come after `last`: each is good once.
pub fn matching(seed: &[u8], typed: u32, last: Option<i64>, now: Moment) -> Option<i64> {
    let now = step_at(now);
    // All of them are looked at, so that the time tells nothing.
    let mut found = None;
    for step in now - DRIFT..=now + DRIFT {
        let fresh = last.is_none_or(|last| step > last);
        if code(seed, step) == typed && fresh && found.is_none() {
            found = Some(step);
        }
    }
    found
}

/// A seed as apps take it by hand: Base32 (RFC 4648) without padding.
pub fn base32(bytes: &[u8]) -> String {
    let (mut out, mut held, mut bits) = (String::new(), 0_u32, 0);
    let mut push = |value: u32| out.push(char::from(ALPHABET[(value & 31) as usize]));
    for byte in bytes {
        held = held << 8 | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            push(held >> bits);
            held &= (1 << bits) - 1;
        }
    }
    if bits > 0 {
        push(held << (5 - bits));
    }
    out
}

/// The address that an app reads from the QR code (the key URI format that all of them know).
pub fn address(issuer: &str, email: &str, seed: &Seed) -> String {
    let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let (issuer, email) = (encoded(issuer), encoded(email));
    let mut address = format!(
        "otpauth://totp/{issuer}:{email}?secret={}&issuer={issuer}",
        base32(seed)
    );
    let _ = write!(address, "&algorithm=SHA1&digits={CODE_DIGITS}&period={STEP_SECONDS}");
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The seed of the examples of both RFCs.
    const EXAMPLE: &[u8] = b"12345678901234567890";

    #[test]
    fn codes_are_those_of_rfc_4226() {
        // Appendix D.
        let codes = [
            755_224, 287_082, 359_152, 969_429, 338_314, 254_676, 287_922, 162_583, 399_871, 520_489,
        ];
        for (counter, expected) in codes.into_iter().enumerate() {
            assert_eq!(code(EXAMPLE, counter as i64), expected, "{counter}");
        }
    }

    #[test]
    fn codes_are_those_of_rfc_6238() {
        // Appendix B has eight digits; six are the last six of them.
        let cases = [
            (59, 94_287_082_u32),
            (1_111_111_109, 7_081_804),
            (1_111_111_111, 14_050_471),
            (1_234_567_890, 89_005_924),
            (2_000_000_000, 69_279_037),
            (20_000_000_000, 65_353_130),
        ];
        for (seconds, eight) in cases {
            let step = step_at(Moment::from_millis(seconds * 1_000));
            assert_eq!(code(EXAMPLE, step), eight % 1_000_000, "{seconds}");
        }
    }

    #[test]
    fn base32_is_that_of_rfc_4648() {
        let cases = [
            ("", ""),
            ("f", "MY"),
            ("fo", "MZXQ"),
            ("foo", "MZXW6"),
            ("foob", "MZXW6YQ"),
            ("fooba", "MZXW6YTB"),
            ("foobar", "MZXW6YTBOI"),
        ];
        for (plain, encoded) in cases {
            assert_eq!(base32(plain.as_bytes()), encoded);
        }
    }

    #[test]
    fn one_step_of_drift_is_taken_and_a_step_only_once() {
        let now = Moment::from_millis(1_111_111_111_000);
        let step = step_at(now);
        for (drift, taken) in [(-2, false), (-1, true), (0, true), (1, true), (2, false)] {
            let typed = code(EXAMPLE, step + drift);
            let found = matching(EXAMPLE, typed, None, now);
            assert_eq!(found, taken.then_some(step + drift), "{drift}");
        }
        let typed = code(EXAMPLE, step);
        assert_eq!(matching(EXAMPLE, typed, Some(step), now), None, "used");
        assert_eq!(
            matching(EXAMPLE, typed, Some(step + 1), now),
            None,
            "older than a used one"
        );
        assert_eq!(matching(EXAMPLE, typed, Some(step - 1), now), Some(step));
    }

    #[test]
    fn an_address_names_the_cabinet_and_the_person() {
        let seed = [7; SEED_LENGTH];
        let address = address("Завод «Юг»: 1", "a&b@x.example", &seed);
        assert!(address.starts_with("otpauth://totp/%D0%97"), "{address}");
        assert!(address.contains(":a%26b%40x%2Eexample?secret="), "{address}");
        assert!(address.is_ascii() && address.matches(':').count() == 2, "{address}");
        assert!(address.contains(&base32(&seed)));
    }
}
