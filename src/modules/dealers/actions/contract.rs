//! Contracts between a dealer's and an own legal entity.

use crate::modules::dealers::checks::{Checks, NAME_MAX};
use crate::modules::dealers::events::DealersEvent;
use crate::modules::dealers::model::{CONTRACT_BY_DEALER, Contract, Dealer, DeferralIn, LegalEntity, OwnEntity};
use crate::modules::dealers::permissions::EDIT;
use crate::modules::dealers::price_types::PriceTypes;
use crate::platform::access::{Access, Write};
use crate::platform::error::Error;
use crate::platform::store::Reader;
use crate::platform::values::{Currency, Day, DealerId, Id, Message, PAGE_LIMIT_MAX, PageRequest, VatMode};

/// Payment later than two years after shipment is a mistake.
pub const DEFERRAL_MAX: u16 = 730;

/// A contract as it was typed.
#[derive(Clone, Debug)]
pub struct ContractInput {
    pub entity: Option<Id<LegalEntity>>,
    pub own_entity: Option<Id<OwnEntity>>,
    pub number: String,
    pub day: Day,
    /// By the catalogue's id.
    pub price_type: Option<uuid::Uuid>,
    /// The name that was agreed, where the catalogue has no price types yet.
    pub price_type_name: String,
    pub currency: Currency,
    pub vat: VatMode,
    pub deferral_days: u16,
    pub deferral_in: DeferralIn,
    pub closed: bool,
}

/// Makes (`id` is `None`) or changes a contract of a dealer.
///
/// # Errors
/// `NotFound` when the dealer or the contract isn't there; `Invalid` by field: a foreign legal entity, an unknown price
/// type or one of another currency.
pub async fn save_contract(
    access: &Access,
    dealer: DealerId,
    id: Option<Id<Contract>>,
    input: ContractInput,
) -> Result<Contract, Error> {
    access.require(EDIT)?;
    let mut checks = Checks::default();
    let number = checks.required("number", &input.number, 60);
    let mut price_type_name = checks.text("price_type_name", &input.price_type_name, NAME_MAX);
    if input.deferral_days > DEFERRAL_MAX {
        checks.wrong(
            "deferral_days",
            Message::new("dealers-deferral-long").with("max", DEFERRAL_MAX),
        );
    }
    if let Some(price_type) = input.price_type {
        let known = (access.services().part::<PriceTypes>().0)(&access.read()?)?;
        match known.into_iter().find(|choice| choice.id == price_type) {
            None => checks.wrong("price_type", Message::new("dealers-price-type-unknown")),
            Some(choice) if choice.currency != input.currency => {
                let message = Message::new("dealers-price-type-currency")
                    .with("name", choice.name)
                    .with("currency", choice.currency.code());
                checks.wrong("currency", message);
            }
            Some(choice) => price_type_name = choice.name,
        }
    }
    if input.entity.is_none() {
        checks.wrong("entity", Message::new("dealers-choose"));
    }
    if input.own_entity.is_none() {
        checks.wrong("own_entity", Message::new("dealers-choose"));
    }
    checks.finish()?;
    let (Some(entity), Some(own_entity)) = (input.entity, input.own_entity) else {
        return Err(Error::NotFound);
    };
    access
        .write(move |write| {
            write.get::<Dealer>(&dealer)?.ok_or(Error::NotFound)?;
            let old = match id {
                Some(id) => {
                    let contract = write.get::<Contract>(&id)?.filter(|contract| contract.dealer == dealer);
                    Some(contract.ok_or(Error::NotFound)?)
                }
                None => None,
            };
            sides_fit(write, dealer, entity, own_entity, old.as_ref())?;
            let held = write.scan(&CONTRACT_BY_DEALER, &(dealer, number.as_str()), &PageRequest::first(50))?;
            let same = |other: &Contract| {
                Some(other.id) != id && (other.entity, other.own_entity, other.day) == (entity, own_entity, input.day)
            };
            if held.items.iter().any(same) {
                return Err(Error::invalid("number", Message::new("dealers-contract-taken")));
            }
            let contract = Contract {
                id: old.as_ref().map_or_else(|| write.fresh_id(), |old| old.id),
                dealer,
                entity,
                own_entity,
                number: number.clone(),
                day: input.day,
                price_type: input.price_type,
                price_type_name: price_type_name.clone(),
                currency: input.currency,
                vat: input.vat,
                deferral_days: input.deferral_days,
                deferral_in: input.deferral_in,
                closed: input.closed,
                created: old.as_ref().map_or(write.now(), |old| old.created),
            };
            match old {
                Some(old) if old == contract => {}
                Some(old) => {
                    let new = contract.clone();
                    write.save(&contract, &DealersEvent::ContractEdited { old, new })?;
                }
                None => {
                    let all = write.scan(&CONTRACT_BY_DEALER, &dealer, &PageRequest::first(PAGE_LIMIT_MAX))?;
                    if all.items.len() >= PAGE_LIMIT_MAX {
                        return Err(Error::Refused(Message::new("dealers-contracts-many")));
                    }
                    let event = DealersEvent::ContractMade {
                        contract: contract.clone(),
                    };
                    write.save(&contract, &event)?;
                }
            }
            Ok(contract)
        })
        .await
}

/// Both sides exist and the buyer's side belongs to the dealer. A closed entity may stay, but isn't chosen anew.
fn sides_fit(
    write: &Write<'_, '_>,
    dealer: DealerId,
    entity: Id<LegalEntity>,
    own_entity: Id<OwnEntity>,
    old: Option<&Contract>,
) -> Result<(), Error> {
    let kept = old.is_some_and(|old| old.entity == entity);
    let buyer = write.get::<LegalEntity>(&entity)?;
    let fits = buyer.is_some_and(|buyer| buyer.dealer == dealer && (kept || !buyer.closed));
    if !fits {
        return Err(Error::invalid("entity", Message::new("dealers-entity-foreign")));
    }
    if write.get::<OwnEntity>(&own_entity)?.is_none() {
        return Err(Error::invalid("own_entity", Message::new("dealers-choose")));
    }
    Ok(())
}
