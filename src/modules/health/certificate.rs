//! When the certificate of our own TLS ends. Only that is read of it: whether it is any good the TLS library has said at
//! the start.

use std::path::Path;

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject;

use crate::platform::values::Moment;

/// The end of the first certificate in a PEM file: the server's own.
///
/// # Errors
/// Why it can't be told, in English, for who looks after the server.
pub fn ends(path: &Path) -> Result<Moment, String> {
    let said = |why: &dyn std::fmt::Display| format!("{}: {why}", path.display());
    let der = CertificateDer::from_pem_file(path).map_err(|error| said(&error))?;
    not_after(&der).ok_or_else(|| said(&"its end can't be read"))
}

const SEQUENCE: u8 = 0x30;
/// `[0]`, the version, which the oldest certificates lack.
const VERSION: u8 = 0xa0;
const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;

/// RFC 5280, 4.1: Certificate { tbs { [version], serial, algorithm, issuer, validity { notBefore, notAfter }, … }, … }.
fn not_after(certificate: &[u8]) -> Option<Moment> {
    let certificate = within(certificate)?;
    let mut rest = within(certificate)?;
    let (tag, _, after) = element(rest)?;
    if tag == VERSION {
        rest = after;
    }
    for _serial_algorithm_issuer in 0..3 {
        rest = element(rest)?.2;
    }
    let (_, _, not_after) = element(within(rest)?)?;
    let (tag, text, _) = element(not_after)?;
    moment(tag, std::str::from_utf8(text).ok()?)
}

/// What the sequence at the beginning holds.
fn within(bytes: &[u8]) -> Option<&[u8]> {
    let (tag, content, _) = element(bytes)?;
    (tag == SEQUENCE).then_some(content)
}

/// The first element: its tag, its content, and what follows it. Lengths of up to four bytes.
fn element(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (&tag, rest) = bytes.split_first()?;
    let (&first, rest) = rest.split_first()?;
    let (length, rest) = match first {
        0..=0x7f => (usize::from(first), rest),
        0x81..=0x84 => {
            let (digits, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
            let length = digits.iter().try_fold(0_usize, |sum, byte| {
                sum.checked_mul(256)?.checked_add(usize::from(*byte))
            })?;
            (length, rest)
        }
        _ => return None,
    };
    let (content, after) = rest.split_at_checked(length)?;
    Some((tag, content, after))
}

/// RFC 5280, 4.1.2.5: years of two digits are those from 1950 to 2049, and both forms end with `Z`.
fn moment(tag: u8, text: &str) -> Option<Moment> {
    let whole = match tag {
        UTC_TIME => {
            let year: u8 = text.get(..2)?.parse().ok()?;
            format!("{}{text}", if year < 50 { "20" } else { "19" })
        }
        GENERALIZED_TIME => text.to_owned(),
        _ => return None,
    };
    let civil = DateTime::strptime("%Y%m%d%H%M%S", whole.strip_suffix('Z')?).ok()?;
    Some(TimeZone::UTC.to_timestamp(civil).ok()?.into())
}

#[cfg(test)]
mod tests {
    use rcgen::{CertificateParams, KeyPair, date_time_ymd};

    use super::*;

    fn made(year: i32) -> rcgen::Certificate {
        let mut params = CertificateParams::new(vec!["cabinet.example".to_owned()]).unwrap();
        params.not_after = date_time_ymd(year, 3, 9);
        params.self_signed(&KeyPair::generate().unwrap()).unwrap()
    }

    #[test]
    fn the_end_is_read_in_both_forms() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cabinet.pem");
        // Before 2050 two digits of the year are written, later four.
        for year in [2027, 2049, 2050, 2120] {
            std::fs::write(&path, made(year).pem()).unwrap();
            let expected: jiff::Timestamp = format!("{year}-03-09T00:00:00Z").parse().unwrap();
            assert_eq!(ends(&path), Ok(Moment::from(expected)));
        }
        std::fs::write(&path, "nonsense").unwrap();
        assert!(ends(&path).is_err());
        assert!(ends(&folder.path().join("absent.pem")).is_err());
    }

    #[test]
    fn what_is_cut_off_or_changed_breaks_nothing() {
        let whole = made(2030).der().to_vec();
        for length in 0..whole.len() {
            let _ = not_after(&whole[..length]);
        }
        for at in 0..whole.len() {
            let mut changed = whole.clone();
            changed[at] ^= 0xff;
            let _ = not_after(&changed);
        }
        assert_eq!(not_after(&[0x30, 0x84, 0xff, 0xff, 0xff, 0xff]), None);
        assert_eq!(
            moment(UTC_TIME, "991231235959Z")
                .map(|at| at.timestamp().to_string())
                .as_deref(),
            Some("1999-12-31T23:59:59Z")
        );
        assert_eq!(moment(UTC_TIME, "9912312359"), None);
        assert_eq!(moment(GENERALIZED_TIME, "20301332000000Z"), None);
    }
}
