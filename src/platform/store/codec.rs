//! Stored values: a 2-byte version and MessagePack with field names.
//!
//! Named fields make a new optional field a serde default and nothing else; `upgrade` works over the untyped value.
//! `rmp_serde::to_vec` alone is positional and is not used.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Record, Result, StoreError};

pub fn encode<R: Record>(record: &R) -> Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(512);
    bytes.extend_from_slice(&R::VERSION.to_be_bytes());
    write_named(record, &mut bytes).map_err(|reason| unreadable::<R>(&reason))?;
    Ok(bytes)
}

pub fn decode<R: Record>(bytes: &[u8]) -> Result<R> {
    let (version, body) = split(bytes).ok_or_else(|| unreadable::<R>("shorter than its version"))?;
    if version > R::VERSION {
        return Err(StoreError::Newer {
            table: R::TABLE.name,
            found: version,
            known: R::VERSION,
        });
    }
    if version == R::VERSION {
        return read_named(body).map_err(|reason| unreadable::<R>(&reason));
    }
    let old = rmpv::decode::read_value(&mut &body[..]).map_err(|error| unreadable::<R>(&error.to_string()))?;
    let mut bytes = Vec::with_capacity(body.len());
    rmpv::encode::write_value(&mut bytes, &R::upgrade(version, old)?)
        .map_err(|error| unreadable::<R>(&error.to_string()))?;
    read_named(&bytes).map_err(|reason| unreadable::<R>(&reason))
}

fn split(bytes: &[u8]) -> Option<(u16, &[u8])> {
    let (version, body) = bytes.split_first_chunk::<2>()?;
    Some((u16::from_be_bytes(*version), body))
}

fn unreadable<R: Record>(reason: &str) -> StoreError {
    StoreError::Unreadable {
        table: R::TABLE.name,
        reason: reason.to_owned(),
    }
}

/// MessagePack with field names, human-readable forms of ids and dates.
pub fn write_named<T: Serialize>(value: &T, out: &mut Vec<u8>) -> Result<(), String> {
    let mut serializer = rmp_serde::Serializer::new(out).with_struct_map().with_human_readable();
    value.serialize(&mut serializer).map_err(|error| error.to_string())
}

pub fn read_named<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, String> {
    let mut deserializer = rmp_serde::Deserializer::from_read_ref(bytes).with_human_readable();
    T::deserialize(&mut deserializer).map_err(|error| error.to_string())
}
