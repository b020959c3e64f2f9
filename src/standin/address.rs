//! Addresses, names and credentials as 1C puts them into a request.

use ureq::http::Uri;

use super::StandInError;

/// The address as a user types it in 1C (dossier 1): spaces go, backslashes turn, no path means that of Bitrix.
pub(super) fn address_of(typed: &str) -> Result<String, StandInError> {
    let clean: String = typed.replace('\\', "/").split_whitespace().collect();
    let whole = if clean.contains("://") {
        clean
    } else {
        format!("http://{clean}")
    };
    if whole.contains('?') {
        return Err(StandInError::Usage(
            "the address may not hold a question mark (dossier 1)".into(),
        ));
    }
    let uri: Uri = whole
        .parse()
        .map_err(|_| StandInError::Usage(format!("not an address: {typed}")))?;
    if uri.path().len() > 1 {
        return Ok(whole);
    }
    Ok(format!("{}/bitrix/admin/1c_exchange.php", whole.trim_end_matches('/')))
}

/// A file name as A puts it in the address: unencoded (dossier 1.3), but for bytes that no request line can carry.
pub(super) fn raw_name(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for byte in name.bytes() {
        if byte.is_ascii_graphic() && !matches!(byte, b'"' | b'#' | b'<' | b'>' | b'&' | b'%' | b'+') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// Base64 of the Basic credentials (RFC 4648).
pub(super) fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let bits = group.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - group.len()));
        for place in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * place)) as usize & 63];
            out.push(if place <= group.len() { char::from(digit) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_as_1c_reads_them() {
        let cases = [
            ("shop.ru", "http://shop.ru/bitrix/admin/1c_exchange.php"),
            (
                "https://shop.ru:8443/",
                "https://shop.ru:8443/bitrix/admin/1c_exchange.php",
            ),
            (" http:\\\\shop.ru\\exchange\\1c ", "http://shop.ru/exchange/1c"),
        ];
        for (typed, address) in cases {
            assert_eq!(address_of(typed).unwrap(), address, "{typed}");
        }
        assert!(address_of("http://shop.ru/x?y=1").is_err());
    }

    #[test]
    fn base64_is_that_of_the_rfc() {
        let cases = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foobar", "Zm9vYmFy"),
        ];
        for (plain, coded) in cases {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }
}
