//! Recovery codes: the way in for whoever has lost the telephone. Shown once; kept as argon2id digests under a salt of the set,
//! so that one try costs one digest, whichever code it is (ASVS 6.5.2).

use super::password::Passwords;
use crate::platform::error::Error;

/// Codes in a set.
pub const RECOVERY_CODES: usize = 10;
/// Characters of a code without its hyphen: 50 bits.
const LENGTH: usize = 10;
/// Crockford's: nothing in it looks like another.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

pub(super) type Salt = [u8; 16];
pub(super) type Digest = [u8; 32];

/// A fresh set, as people write it down, and what is kept of it.
pub(super) async fn fresh(passwords: &Passwords) -> Result<(Vec<String>, Salt, Vec<Digest>), Error> {
    let codes: Vec<String> = (0..RECOVERY_CODES).map(|_| code(rand::random())).collect();
    let salt: Salt = rand::random();
    let digests = passwords.digests(codes.clone(), salt).await?;
    Ok((codes.iter().map(|code| shown(code)).collect(), salt, digests))
}

fn code(random: [u8; LENGTH]) -> String {
    let letter = |byte: u8| char::from(ALPHABET[usize::from(byte & 31)]);
    random.into_iter().map(letter).collect()
}

fn shown(code: &str) -> String {
    let (left, right) = code.split_at(LENGTH / 2);
    format!("{left}-{right}")
}

/// A code as it was typed, in its one spelling; `None` for what can't be one.
pub(super) fn normal(typed: &str) -> Option<String> {
    let letters = typed.chars().filter(|c| !c.is_whitespace() && *c != '-');
    let normal: Option<String> = letters
        .map(|c| match c.to_ascii_lowercase() {
            'o' => Some('0'),
            'i' | 'l' => Some('1'),
            c if u8::try_from(c).is_ok_and(|byte| ALPHABET.contains(&byte)) => Some(c),
            _ => None,
        })
        .take(LENGTH + 1)
        .collect();
    normal.filter(|code| code.len() == LENGTH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_one_spelling() {
        let written = shown("0abc1defgh");
        assert_eq!(written, "0abc1-defgh");
        for typed in [written.as_str(), "OABCL DEFGH", " 0abci-def gh "] {
            assert_eq!(normal(typed).as_deref(), Some("0abc1defgh"), "{typed}");
        }
        for typed in ["", "0abc1-defg", "0abc1-defghj", "0abc1-defgu", "код-восстан"] {
            assert_eq!(normal(typed), None, "{typed}");
        }
    }

    #[tokio::test]
    async fn a_set_is_of_ten_different_codes_and_each_is_found_by_its_digest() {
        let passwords = Passwords::default();
        let (codes, salt, digests) = fresh(&passwords).await.unwrap();
        let different: std::collections::BTreeSet<&String> = codes.iter().collect();
        assert_eq!((different.len(), digests.len()), (RECOVERY_CODES, RECOVERY_CODES));
        let typed = normal(&codes[3].to_uppercase()).unwrap();
        assert_eq!(
            passwords.digests(vec![typed.clone()], salt).await.unwrap(),
            [digests[3]]
        );
        assert_ne!(passwords.digests(vec![typed], [0; 16]).await.unwrap(), [digests[3]]);
    }
}
