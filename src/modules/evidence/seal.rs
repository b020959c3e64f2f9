//! The installation's signature: Ed25519 over the manifest of a pack, which names everything else by its hash.

use ring::rand::SystemRandom;
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};

use crate::platform::values::{hex, unhex};

/// The file of the seed beside the store.
pub const KEY_FILE: &str = "evidence.key";
/// What a signature is taken over begins with: nothing else that the key may sign is ever taken for a pack.
const PURPOSE: &[u8] = b"kabinet evidence 1\n";

/// The key that signs. A part of the services.
pub struct SigningKey(Ed25519KeyPair);

impl SigningKey {
    /// Of the seed that [`KEY_FILE`] holds. `None`: it is none, which no 32 bytes are.
    pub fn of_seed(seed: &[u8; 32]) -> Option<SigningKey> {
        Ed25519KeyPair::from_seed_unchecked(seed).ok().map(SigningKey)
    }

    /// A new one, which nobody else knows; for tests.
    pub fn fresh() -> Option<SigningKey> {
        let document = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).ok()?;
        Ed25519KeyPair::from_pkcs8(document.as_ref()).ok().map(SigningKey)
    }

    pub fn public(&self) -> PublicKey {
        let mut bytes = [0; 32];
        bytes.copy_from_slice(self.0.public_key().as_ref());
        PublicKey(bytes)
    }

    pub fn sign(&self, manifest: &[u8]) -> [u8; 64] {
        let mut signature = [0; 64];
        signature.copy_from_slice(self.0.sign(&[PURPOSE, manifest].concat()).as_ref());
        signature
    }
}

/// What a signature is checked with. It is public: a pack holds it, `kabinet evidence key` prints it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublicKey(pub [u8; 32]);

impl PublicKey {
    /// From 64 hexadecimal digits in small letters; spaces around are nobody's fault.
    pub fn parse(text: &str) -> Option<PublicKey> {
        <[u8; 32]>::try_from(unhex(text.trim())?).ok().map(PublicKey)
    }

    pub fn text(&self) -> String {
        hex(self.0)
    }

    pub fn vouches(&self, manifest: &[u8], signature: &[u8]) -> bool {
        let key = UnparsedPublicKey::new(&ED25519, self.0);
        key.verify(&[PURPOSE, manifest].concat(), signature).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_of_one_key_and_one_text() {
        let (key, other) = (SigningKey::of_seed(&[7; 32]).unwrap(), SigningKey::fresh().unwrap());
        let signature = key.sign(b"manifest");
        assert!(key.public().vouches(b"manifest", &signature));
        assert!(!key.public().vouches(b"manifesto", &signature));
        assert!(!other.public().vouches(b"manifest", &signature));
        // RFC 8032 7.1, test 1: the public key of this seed.
        let seed = unhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60").unwrap();
        let known = SigningKey::of_seed(&seed.try_into().unwrap()).unwrap();
        let public = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
        assert_eq!(known.public().text(), public);
        assert_eq!(PublicKey::parse(&format!(" {public}\n")), Some(known.public()));
    }
}
