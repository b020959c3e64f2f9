//! A dealer's addresses: kept, changed, removed.

use crate::modules::delivery::address::{ADDRESSES_MAX, Address, AddressId};
use crate::modules::delivery::events::AddressEvent;
use crate::modules::delivery::{Refusal, permissions, queries};
use crate::modules::orders::Delivery;
use crate::platform::access::{Access, Write};
use crate::platform::error::Error;
use crate::platform::store::Reader;

/// Saves an address: a new one has version 0, another one the version that its form was drawn from.
pub async fn save(access: &Access, address: Address) -> Result<Address, Error> {
    access.require(permissions::ADDRESSES)?;
    address.delivery().check()?;
    let address = address.sound()?;
    access
        .write(move |write| {
            let old = write.get::<Address>(&address.id)?;
            let known = old.as_ref().map_or(0, |old| old.version);
            if old.as_ref()
                == Some(&Address {
                    version: known,
                    ..address.clone()
                })
            {
                return Ok(address.clone());
            }
            if known != address.version {
                return Err(Refusal::Moved.into());
            }
            put(write, address.clone())
        })
        .await
}

fn put(write: &mut Write<'_, '_>, mut address: Address) -> Result<Address, Error> {
    let others: Vec<Address> = queries::addresses(&**write, address.dealer)?
        .into_iter()
        .filter(|other| other.id != address.id)
        .collect();
    if others.iter().any(|other| other.folded() == address.folded()) {
        return Err(Refusal::NameTaken.into());
    }
    if others.len() >= ADDRESSES_MAX {
        return Err(Refusal::Addresses.into());
    }
    // A company's drafts begin with one address.
    let same = |other: &Address| address.entity.is_some() && other.entity == address.entity;
    for mut other in others.into_iter().filter(same) {
        other.entity = None;
        other.version += 1;
        write.save(&other, &AddressEvent::Saved(other.clone()))?;
    }
    address.version += 1;
    write.save(&address, &AddressEvent::Saved(address.clone()))?;
    Ok(address)
}

/// Keeps the terms that were just saved as an address. One of the same name takes them over.
pub async fn remember(access: &Access, name: &str, delivery: &Delivery) -> Result<Address, Error> {
    access.require(permissions::ADDRESSES)?;
    let dealer = access.scope().dealer().ok_or(Error::NotFound)?;
    let fresh = AddressId::at(access.now(), rand::random());
    let typed = Address::of(fresh, dealer, name, delivery).sound()?;
    access
        .write(move |write| {
            let known = queries::addresses(&**write, dealer)?;
            let known = known.into_iter().find(|known| known.folded() == typed.folded());
            let address = match known {
                Some(known) => Address {
                    id: known.id,
                    entity: known.entity,
                    version: known.version,
                    ..typed.clone()
                },
                None => typed.clone(),
            };
            put(write, address)
        })
        .await
}

pub async fn remove(access: &Access, id: AddressId) -> Result<Address, Error> {
    access.require(permissions::ADDRESSES)?;
    access
        .write(move |write| {
            let address = write.get::<Address>(&id)?.ok_or(Error::NotFound)?;
            write
                .change(&AddressEvent::Removed(address.clone()))?
                .delete::<Address>(&id)?;
            Ok(address)
        })
        .await
}
