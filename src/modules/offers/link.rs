//! The secret part of an offer's address.
//!
//! It is worked out from a key of the installation, which lies in a file beside the store, and the store keeps only its
//! hash: whoever gets hold of the store alone can open no offer, and the dealer can still copy the address again.

use super::OfferId;
use crate::platform::access::{SECRET_DIGITS, hashed};

/// The key that addresses of offers are made from.
pub struct LinkKey([u8; 32]);

impl LinkKey {
    pub fn new(key: [u8; 32]) -> LinkKey {
        LinkKey(key)
    }

    /// The secret of an offer. `turn` makes another one for the same offer.
    pub fn secret(&self, offer: OfferId, turn: u32) -> String {
        let mut hasher = blake3::Hasher::new_keyed(&self.0);
        hasher.update(offer.as_bytes());
        hasher.update(&turn.to_be_bytes());
        let mut secret = hasher.finalize().to_hex().to_string();
        secret.truncate(SECRET_DIGITS);
        secret
    }

    /// What the store keeps of it.
    pub fn hash(&self, offer: OfferId, turn: u32) -> String {
        hashed(&self.secret(offer, turn))
    }
}

/// The path of an offer's public page.
pub fn path(secret: &str) -> String {
    format!("/o/{secret}")
}
