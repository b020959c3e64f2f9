//! Secrets in addresses: made at random, kept as hashes, shown once.

use std::collections::HashMap;
use std::hash::Hash;

use parking_lot::Mutex;

use crate::platform::access::{SECRET_DIGITS, hashed_secret};
use crate::platform::values::{MembershipId, Moment, hex};

/// A new secret.
pub fn fresh_secret() -> String {
    let bytes: [u8; SECRET_DIGITS / 2] = rand::random();
    hex(bytes)
}

/// What the store keeps of a secret that came with a request; `None` for what can't be one. The ending of a file's name
/// may follow it: some readers want to see one.
pub fn hash_of_secret(text: &str) -> Option<String> {
    let secret = text.split_once('.').map_or(text, |(secret, _)| secret);
    hashed_secret(secret)
}

/// A new secret waits so long for the page that shows it.
const WAITS_SECONDS: i64 = 600;
/// The most secrets that wait.
const WAITING_MAX: usize = 500;

/// Secrets on their way from the form to the page that shows them, in memory alone: the store never has them. `K` is what
/// the secret opens.
pub struct Shown<K>(Mutex<HashMap<(K, MembershipId), (String, Moment)>>);

impl<K> Default for Shown<K> {
    fn default() -> Shown<K> {
        Shown(Mutex::default())
    }
}

impl<K: Hash + Eq> Shown<K> {
    pub fn put(&self, what: K, of: MembershipId, secret: String, now: Moment) {
        let mut kept = self.0.lock();
        kept.retain(|_, (_, at)| now.seconds_since(*at) < WAITS_SECONDS);
        if kept.len() < WAITING_MAX {
            kept.insert((what, of), (secret, now));
        }
    }

    /// Takes it out: the next look finds nothing.
    pub fn take(&self, what: K, of: MembershipId, now: Moment) -> Option<String> {
        let (secret, at) = self.0.lock().remove(&(what, of))?;
        (now.seconds_since(at) < WAITS_SECONDS).then_some(secret)
    }
}
