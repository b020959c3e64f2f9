//! Basic credentials (RFC 7617). 1C sends them in UTF-8 or windows-1251; accounts of the exchange are Latin.

/// User and password of an `Authorization` header.
pub fn basic(header: &str) -> Option<(String, String)> {
    let (scheme, coded) = header.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") || coded.len() > 1_024 {
        return None;
    }
    let bytes = decode(coded.trim())?;
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => encoding_rs::WINDOWS_1251
            .decode_without_bom_handling(error.as_bytes())
            .0
            .into_owned(),
    };
    let (user, password) = text.split_once(':')?;
    Some((user.to_owned(), password.to_owned()))
}

/// Base64 (RFC 4648), with or without its padding.
fn decode(coded: &str) -> Option<Vec<u8>> {
    let digits = coded.trim_end_matches('=').as_bytes();
    let mut bytes = Vec::with_capacity(digits.len() * 3 / 4);
    for group in digits.chunks(4) {
        let mut bits = 0_u32;
        for digit in group {
            let value = match digit {
                b'A'..=b'Z' => digit - b'A',
                b'a'..=b'z' => digit - b'a' + 26,
                b'0'..=b'9' => digit - b'0' + 52,
                b'+' | b'-' => 62,
                b'/' | b'_' => 63,
                _ => return None,
            };
            bits = bits << 6 | u32::from(value);
        }
        let whole = group.len() * 6 / 8;
        if whole == 0 {
            return None;
        }
        bits <<= 6 * (4 - group.len());
        bytes.extend_from_slice(&bits.to_be_bytes()[1..=whole]);
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_are_read_in_either_charset() {
        let pair = |user: &str, password: &str| Some((user.to_owned(), password.to_owned()));
        assert_eq!(basic("Basic dXNlcjpwYXNz"), pair("user", "pass"));
        assert_eq!(basic("basic dXNlcjpwYTpzcw=="), pair("user", "pa:ss"));
        assert_eq!(
            basic("Basic 8e7kOvHu5A=="),
            pair("\u{441}\u{43e}\u{434}", "\u{441}\u{43e}\u{434}")
        );
        for wrong in ["Basic", "Basic !", "Bearer dXNlcjpwYXNz", "Basic dXNlcg==", "Basic A"] {
            assert_eq!(basic(wrong), None, "{wrong}");
        }
    }
}
