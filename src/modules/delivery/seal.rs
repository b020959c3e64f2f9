//! What is kept of a person lies in the store sealed: AES-256-GCM by `ring`, under keys that lie beside the store.
//!
//! `people.keys` holds one key a line, 64 hexadecimal digits; the last one seals, all of them open. A record names the key
//! that sealed it, so that a new line takes over step by step: a job seals older records anew.

use std::fmt;

use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use serde::{Deserialize, Serialize};

use super::Refusal;
use super::person::Papers;
use crate::modules::orders::OrderId;

/// The file in the data directory.
pub const KEYS_FILE: &str = "people.keys";

/// The name of a key: a digest of it, which tells nothing of the key.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyId([u8; 8]);

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Papers as they are stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealed {
    pub key: KeyId,
    nonce: [u8; NONCE_LEN],
    bytes: Vec<u8>,
}

/// The keys of an installation. A part. Without a readable file it has none: then nothing is sealed or opened, and all else
/// goes on.
pub struct PeopleKeys(Vec<(KeyId, LessSafeKey)>);

impl PeopleKeys {
    /// Reads the file's text; a line that is no key makes the whole of no use, since nobody knows what was meant.
    pub fn parse(text: &str) -> PeopleKeys {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let keys: Option<Vec<(KeyId, LessSafeKey)>> = lines.map(key).collect();
        PeopleKeys(keys.unwrap_or_default())
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Must this be sealed anew, with the key of now?
    pub fn is_old(&self, sealed: &Sealed) -> bool {
        self.0.last().is_some_and(|(id, _)| *id != sealed.key)
    }

    /// Seals the papers for one order: they can't be opened as another one's.
    pub fn seal(&self, order: OrderId, papers: &Papers) -> Result<Sealed, Refusal> {
        let (id, key) = self.0.last().ok_or(Refusal::NoKey)?;
        let nonce: [u8; NONCE_LEN] = rand::random();
        let mut bytes = serde_json::to_vec(papers).map_err(|_| Refusal::NoKey)?;
        key.seal_in_place_append_tag(
            Nonce::assume_unique_for_key(nonce),
            Aad::from(order.as_bytes()),
            &mut bytes,
        )
        .map_err(|_| Refusal::NoKey)?;
        Ok(Sealed { key: *id, nonce, bytes })
    }

    pub fn open(&self, order: OrderId, sealed: &Sealed) -> Result<Papers, Refusal> {
        let (_, key) = self
            .0
            .iter()
            .find(|(id, _)| *id == sealed.key)
            .ok_or(Refusal::OtherKey)?;
        let mut bytes = sealed.bytes.clone();
        let nonce = Nonce::assume_unique_for_key(sealed.nonce);
        let plain = key
            .open_in_place(nonce, Aad::from(order.as_bytes()), &mut bytes)
            .map_err(|_| Refusal::OtherKey)?;
        serde_json::from_slice(plain).map_err(|_| Refusal::OtherKey)
    }
}

fn key(line: &str) -> Option<(KeyId, LessSafeKey)> {
    let bytes = *blake3::Hash::from_hex(line).ok()?.as_bytes();
    let digest = blake3::derive_key("kabinet 2026 the name of a key of people.keys", &bytes);
    let mut id = [0; 8];
    id.copy_from_slice(digest.get(..8)?);
    let key = UnboundKey::new(&AES_256_GCM, &bytes).ok()?;
    Some((KeyId(id), LessSafeKey::new(key)))
}
