//! Identities: UUIDs that remember what they identify.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::str::FromStr;
use std::sync::LazyLock;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

use super::Moment;

/// The identity of a `T`. New ones are UUIDv7 (ordered by time of birth); those of things that 1C owns are derived
/// from 1C's own id, so that the same thing gets the same identity in every exchange.
pub struct Id<T: ?Sized>(Uuid, PhantomData<fn() -> Box<T>>);

/// Marker of [`DealerId`]: a partner company, the tenant.
pub enum Dealer {}
/// Marker of [`AccountId`]: one who signs in.
pub enum Account {}
/// Marker of [`MembershipId`]: an account's place in a company; it is what acts.
pub enum Membership {}
/// Marker of [`BlobId`]: a stored file.
pub enum Blob {}

pub type DealerId = Id<Dealer>;
pub type AccountId = Id<Account>;
pub type MembershipId = Id<Membership>;
pub type BlobId = Id<Blob>;

impl<T: ?Sized> Id<T> {
    pub const NIL: Self = Self(Uuid::nil(), PhantomData);

    pub const fn from_uuid(uuid: Uuid) -> Self {
        Self(uuid, PhantomData)
    }

    /// A UUIDv7 from a moment and 74 random bits, both handed in: write transactions are re-runnable and may not
    /// ask the clock or a random source themselves.
    pub fn at(moment: Moment, random: u128) -> Self {
        let millis = (moment.millis().max(0) as u128) & 0xffff_ffff_ffff;
        let rand_a = (random >> 64) & 0x0fff;
        let rand_b = random & 0x3fff_ffff_ffff_ffff;
        let bits = millis << 80 | 0x7 << 76 | rand_a << 64 | 0b10 << 62 | rand_b;
        Self::from_uuid(Uuid::from_u128(bits))
    }

    /// The identity of what another system calls `external`, within `space` (a kind, or a kind and a connection).
    /// Equal input gives an equal id, on every machine and in every version.
    pub fn derived(space: &str, external: &str) -> Self {
        // The key of the purpose is half of the work, and the same for all.
        static PURPOSE: LazyLock<blake3::Hasher> =
            LazyLock::new(|| blake3::Hasher::new_derive_key("kabinet 2026-11 id of a foreign thing"));
        let mut hasher = PURPOSE.clone();
        hasher.update(&(space.len() as u64).to_be_bytes());
        hasher.update(space.as_bytes());
        hasher.update(external.as_bytes());
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
        Self::from_uuid(uuid::Builder::from_custom_bytes(bytes).into_uuid())
    }

    pub const fn uuid(&self) -> Uuid {
        self.0
    }

    pub fn as_bytes(&self) -> &[u8; 16] {
        self.0.as_bytes()
    }

    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self::from_uuid(Uuid::from_bytes(bytes))
    }

    /// The same bits as the identity of something else. For the few records that share another's key.
    pub fn cast<U: ?Sized>(self) -> Id<U> {
        Id::from_uuid(self.0)
    }
}

impl<T: ?Sized> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: ?Sized> Copy for Id<T> {}
impl<T: ?Sized> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<T: ?Sized> Eq for Id<T> {}
impl<T: ?Sized> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<T: ?Sized> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0)
    }
}
impl<T: ?Sized> Hash for Id<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}
impl<T: ?Sized> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
/// 32 hexadecimal digits without dashes: short enough for URLs.
impl<T: ?Sized> fmt::Display for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.0.as_simple(), f)
    }
}
impl<T: ?Sized> FromStr for Id<T> {
    type Err = uuid::Error;
    fn from_str(text: &str) -> Result<Self, uuid::Error> {
        Uuid::try_parse(text).map(Self::from_uuid)
    }
}
impl<T: ?Sized> Serialize for Id<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut buffer = [0; uuid::fmt::Simple::LENGTH];
        serializer.serialize_str(self.0.as_simple().encode_lower(&mut buffer))
    }
}
impl<'de, T: ?Sized> Deserialize<'de> for Id<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_ids_are_version_7_and_ordered_by_time() {
        let early: DealerId = Id::at(Moment::from_millis(1_000), u128::MAX);
        let late: DealerId = Id::at(Moment::from_millis(1_001), 0);
        assert_eq!(early.uuid().get_version_num(), 7);
        assert!(early < late);
    }

    #[test]
    fn derived_ids_depend_on_both_parts_and_their_border() {
        let id = |space, external| DealerId::derived(space, external);
        assert_eq!(id("product", "1"), id("product", "1"));
        assert_ne!(id("product", "1"), id("group", "1"));
        assert_ne!(id("a", "bc"), id("ab", "c"));
    }

    #[test]
    fn text_form_survives_a_round_trip() {
        let id = DealerId::derived("product", "x");
        assert_eq!(id.to_string().parse::<DealerId>().unwrap(), id);
        assert_eq!(id.to_string().len(), 32);
        assert!("nonsense".parse::<DealerId>().is_err());
    }
}
