//! Seeds of second factors lie in the store sealed: AES-256-GCM by `ring`, under keys that lie beside the store.
//!
//! `access.keys` is of the same form as `people.keys`: one key a line, 64 hexadecimal digits; the last one seals, all of them
//! open. Backups leave it out: a stolen archive opens no account.

use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use serde::{Deserialize, Serialize};

use super::totp::{SEED_LENGTH, Seed};
use crate::platform::values::AccountId;

/// The file in the data directory.
pub const SEED_KEYS_FILE: &str = "access.keys";

/// A digest that names a key and tells nothing of it.
type KeyName = [u8; 8];

/// A seed as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedSeed {
    key: KeyName,
    nonce: [u8; NONCE_LEN],
    bytes: Vec<u8>,
}

/// The keys of an installation. A part. Without a readable file it has none: then no code can be checked, and all else goes
/// on.
#[derive(Default)]
pub struct SeedKeys(Vec<(KeyName, LessSafeKey)>);

impl SeedKeys {
    /// Reads the file's text; a line that is no key makes the whole of no use, since nobody knows what was meant.
    pub fn parse(text: &str) -> SeedKeys {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let keys: Option<Vec<(KeyName, LessSafeKey)>> = lines.map(key).collect();
        SeedKeys(keys.unwrap_or_default())
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Must this be sealed anew, with the key of now?
    pub(super) fn is_old(&self, sealed: &SealedSeed) -> bool {
        self.0.last().is_some_and(|(name, _)| *name != sealed.key)
    }

    /// Seals a seed for one account: it can't be opened as another one's. `None`: there is no key. The nonce is handed in,
    /// since a write may run more than once; it is random each time.
    pub(super) fn seal(&self, account: AccountId, seed: &Seed, nonce: [u8; NONCE_LEN]) -> Option<SealedSeed> {
        let (name, key) = self.0.last()?;
        let mut bytes = seed.to_vec();
        key.seal_in_place_append_tag(
            Nonce::assume_unique_for_key(nonce),
            Aad::from(account.as_bytes()),
            &mut bytes,
        )
        .ok()?;
        Some(SealedSeed {
            key: *name,
            nonce,
            bytes,
        })
    }

    /// `None`: the key that sealed it isn't here.
    pub(super) fn open(&self, account: AccountId, sealed: &SealedSeed) -> Option<Seed> {
        let (_, key) = self.0.iter().find(|(name, _)| *name == sealed.key)?;
        let mut bytes = sealed.bytes.clone();
        let nonce = Nonce::assume_unique_for_key(sealed.nonce);
        let plain = key
            .open_in_place(nonce, Aad::from(account.as_bytes()), &mut bytes)
            .ok()?;
        <[u8; SEED_LENGTH]>::try_from(&*plain).ok()
    }
}

fn key(line: &str) -> Option<(KeyName, LessSafeKey)> {
    let bytes = *blake3::Hash::from_hex(line).ok()?.as_bytes();
    let digest = blake3::derive_key("kabinet 2026 the name of a key of access.keys", &bytes);
    let name = KeyName::try_from(digest.get(..8)?).ok()?;
    let key = UnboundKey::new(&AES_256_GCM, &bytes).ok()?;
    Some((name, LessSafeKey::new(key)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::values::Id;

    #[test]
    fn a_seed_opens_for_its_account_by_its_key_alone() {
        let (first, second) = ("11".repeat(32), "22".repeat(32));
        let old = SeedKeys::parse(&format!("{first}\n"));
        let both = SeedKeys::parse(&format!("{first}\n{second}\n"));
        let new = SeedKeys::parse(&second);
        let (anna, other) = (Id::derived("account", "a"), Id::derived("account", "b"));
        let seed = [5; SEED_LENGTH];
        let sealed = old.seal(anna, &seed, [1; NONCE_LEN]).unwrap();
        assert!(!sealed.bytes.windows(4).any(|part| part == [5; 4]));
        assert_eq!((old.open(anna, &sealed), old.open(other, &sealed)), (Some(seed), None));
        assert_eq!((both.open(anna, &sealed), both.is_old(&sealed)), (Some(seed), true));
        assert_eq!((new.open(anna, &sealed), old.is_old(&sealed)), (None, false));
    }

    #[test]
    fn a_file_with_a_wrong_line_has_no_keys() {
        for text in ["", "0g", &format!("{}\nnot a key", "11".repeat(32))] {
            let keys = SeedKeys::parse(text);
            assert!(keys.is_empty());
            assert_eq!(keys.seal(Id::NIL, &[0; SEED_LENGTH], [0; NONCE_LEN]), None);
        }
    }
}
