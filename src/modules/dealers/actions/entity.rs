//! Legal entities: a dealer's and the manufacturer's own.

use crate::modules::dealers::checks::{Checks, NAME_MAX, TEXT_MAX};
use crate::modules::dealers::events::DealersEvent;
use crate::modules::dealers::model::{
    Country, Dealer, ENTITY_BY_DEALER, ENTITY_BY_TAX_ID, LegalEntity, OwnEntity, Requisites,
};
use crate::modules::dealers::permissions::EDIT;
use crate::modules::dealers::requisites;
use crate::platform::access::{Access, Write};
use crate::platform::error::Error;
use crate::platform::store::Reader;
use crate::platform::values::{DealerId, Id, Message, PAGE_LIMIT_MAX, PageRequest, VatRate};

/// Own legal entities are few; more than this is a mistake.
const OWN_ENTITIES_MAX: usize = 100;

/// A legal entity as it was typed.
#[derive(Clone, Debug)]
pub struct EntityInput {
    pub name: String,
    pub full_name: String,
    pub country: Country,
    pub requisites: Requisites,
    pub closed: bool,
}

/// An own legal entity as it was typed.
#[derive(Clone, Debug)]
pub struct OwnEntityInput {
    pub name: String,
    pub full_name: String,
    pub country: Country,
    pub requisites: Requisites,
    pub vat: Option<VatRate>,
}

/// Makes (`id` is `None`) or changes a dealer's legal entity.
///
/// # Errors
/// `NotFound` when the dealer or the entity isn't there or the entity is another dealer's; `Invalid` by field, also
/// when another entity has the same tax number and КПП.
pub async fn save_entity(
    access: &Access,
    dealer: DealerId,
    id: Option<Id<LegalEntity>>,
    input: EntityInput,
) -> Result<LegalEntity, Error> {
    access.require(EDIT)?;
    let mut checks = Checks::default();
    let name = checks.required("name", &input.name, NAME_MAX);
    let full_name = checks.text("full_name", &input.full_name, TEXT_MAX);
    let requisites = requisites::checked(input.country, &input.requisites, &mut checks);
    checks.finish()?;
    access
        .write(move |write| {
            write.get::<Dealer>(&dealer)?.ok_or(Error::NotFound)?;
            let old = match id {
                Some(id) => Some(own_of(write, dealer, id)?),
                None => None,
            };
            numbers_are_free(write, &requisites, id)?;
            let entity = LegalEntity {
                id: old.as_ref().map_or_else(|| write.fresh_id(), |old| old.id),
                dealer,
                name: name.clone(),
                full_name: full_name.clone(),
                country: input.country,
                requisites: requisites.clone(),
                counterparty: old.as_ref().and_then(|old| old.counterparty.clone()),
                closed: input.closed,
                created: old.as_ref().map_or(write.now(), |old| old.created),
            };
            match old {
                Some(old) if old == entity => {}
                Some(old) => {
                    let new = entity.clone();
                    write.save(&entity, &DealersEvent::EntityEdited { old, new })?;
                }
                None => {
                    let held = write.scan(&ENTITY_BY_DEALER, &dealer, &PageRequest::first(PAGE_LIMIT_MAX))?;
                    if held.items.len() >= PAGE_LIMIT_MAX {
                        return Err(Error::Refused(Message::new("dealers-entities-many")));
                    }
                    write.save(&entity, &DealersEvent::EntityMade { entity: entity.clone() })?;
                }
            }
            Ok(entity)
        })
        .await
}

/// Makes (`id` is `None`) or changes an own legal entity.
pub async fn save_own_entity(
    access: &Access,
    id: Option<Id<OwnEntity>>,
    input: OwnEntityInput,
) -> Result<OwnEntity, Error> {
    access.require(EDIT)?;
    let mut checks = Checks::default();
    let name = checks.required("name", &input.name, NAME_MAX);
    let full_name = checks.text("full_name", &input.full_name, TEXT_MAX);
    let requisites = requisites::checked(input.country, &input.requisites, &mut checks);
    checks.finish()?;
    access
        .write(move |write| {
            let all = write.list::<OwnEntity>(OWN_ENTITIES_MAX)?;
            let old = match id {
                Some(id) => Some(write.get::<OwnEntity>(&id)?.ok_or(Error::NotFound)?),
                None if all.len() >= OWN_ENTITIES_MAX => {
                    return Err(Error::Refused(Message::new("dealers-entities-many")));
                }
                None => None,
            };
            let same = |other: &&OwnEntity| {
                Some(other.id) != id
                    && (&other.requisites.tax_id, &other.requisites.kpp) == (&requisites.tax_id, &requisites.kpp)
            };
            if let Some(other) = all.iter().find(same) {
                return Err(Error::invalid("tax_id", taken(&other.name)));
            }
            let entity = OwnEntity {
                id: old.as_ref().map_or_else(|| write.fresh_id(), |old| old.id),
                name: name.clone(),
                full_name: full_name.clone(),
                country: input.country,
                requisites: requisites.clone(),
                vat: input.vat,
                created: old.as_ref().map_or(write.now(), |old| old.created),
            };
            match old {
                Some(old) if old == entity => {}
                Some(old) => {
                    let new = entity.clone();
                    write.save(&entity, &DealersEvent::OwnEntityEdited { old, new })?;
                }
                None => {
                    write.save(&entity, &DealersEvent::OwnEntityMade { entity: entity.clone() })?;
                }
            }
            Ok(entity)
        })
        .await
}

fn own_of(write: &Write<'_, '_>, dealer: DealerId, id: Id<LegalEntity>) -> Result<LegalEntity, Error> {
    let entity = write.get::<LegalEntity>(&id)?.filter(|entity| entity.dealer == dealer);
    entity.ok_or(Error::NotFound)
}

fn numbers_are_free(write: &Write<'_, '_>, requisites: &Requisites, own: Option<Id<LegalEntity>>) -> Result<(), Error> {
    let key = (requisites.tax_id.as_str(), requisites.kpp.as_str());
    match write.find(&ENTITY_BY_TAX_ID, &key)? {
        Some(other) if Some(other.id) != own => Err(Error::invalid("tax_id", taken(&other.name))),
        _ => Ok(()),
    }
}

fn taken(name: &str) -> Message {
    Message::new("dealers-tax-id-taken").with("name", name)
}
