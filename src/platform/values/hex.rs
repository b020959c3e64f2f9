//! Bytes as text.

/// Small hexadecimal digits, two a byte.
pub fn hex(bytes: impl AsRef<[u8]>) -> String {
    bytes.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Bytes of small hexadecimal digits and nothing else, so that every text has one reading and every reading one text.
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let pairs = text.as_bytes().chunks(2);
    let read = pairs.map(|pair| match pair {
        [high, low] => Some(digit(*high)? << 4 | digit(*low)?),
        _ => None,
    });
    read.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_have_one_reading() {
        for wrong in ["0", "0G", "AB", "ab ", "é0"] {
            assert_eq!(unhex(wrong), None, "{wrong}");
        }
        assert_eq!(unhex("00ff1a"), Some(vec![0, 255, 26]));
        assert_eq!(hex([0, 255, 26]), "00ff1a");
    }
}
