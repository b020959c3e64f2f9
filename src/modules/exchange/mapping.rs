//! What the words of 1C mean here, as an administrator decides: statuses, counterparties, price types, warehouses.

use std::ops::ControlFlow;

use super::apply::ExchangeEvent;
use super::runs::{OneCStatus, Party, PartyState};
use crate::modules::catalogue::{PriceType, PriceTypeId, PriceUse, Prices, Warehouse, WarehouseId};
use crate::modules::dealers::LegalEntity;
use crate::modules::orders::{Refusal, StageKey, StageUse, stages};
use crate::platform::access::Access;
use crate::platform::error::Error;
use crate::platform::journal::{Event, Recipient, Subject};
use crate::platform::store::Reader;
use crate::platform::values::{DealerId, Id, Message};

const PAGE: &str = "/admin/exchange/mapping";

/// A decision about a word of 1C.
#[derive(Clone, Debug)]
pub enum MappingEvent {
    Status {
        external: String,
        old: Option<StageKey>,
        new: Option<StageKey>,
    },
    PartyIgnored {
        external: String,
        name: String,
    },
    PriceType {
        old: PriceType,
        new: PriceType,
    },
    Warehouse {
        new: Warehouse,
    },
}

impl Event for MappingEvent {
    fn kind(&self) -> &'static str {
        match self {
            MappingEvent::Status { .. } => "exchange.status-mapped",
            MappingEvent::PartyIgnored { .. } => "exchange.counterparty-ignored",
            MappingEvent::PriceType { .. } => "exchange.price-type-mapped",
            MappingEvent::Warehouse { .. } => "exchange.warehouse-mapped",
        }
    }

    fn subject(&self) -> Subject {
        match self {
            MappingEvent::Status { external, .. } => Subject::new("one-c-status", external, PAGE),
            MappingEvent::PartyIgnored { external, .. } => Subject::new("counterparty", external, PAGE),
            MappingEvent::PriceType { new, .. } => Subject::new("price-type", new.id, PAGE),
            MappingEvent::Warehouse { new } => Subject::new("warehouse", new.id, PAGE),
        }
    }

    fn dealer(&self) -> Option<DealerId> {
        None
    }

    fn sentence(&self) -> Message {
        match self {
            MappingEvent::Status { external, .. } => {
                Message::new("exchange-event-status-mapped").with("status", external.as_str())
            }
            MappingEvent::PartyIgnored { name, .. } => {
                Message::new("exchange-event-counterparty-ignored").with("name", name.as_str())
            }
            MappingEvent::PriceType { new, .. } => {
                Message::new("exchange-event-price-type").with("name", new.name.as_str())
            }
            MappingEvent::Warehouse { new } => Message::new("exchange-event-warehouse").with("name", new.name.as_str()),
        }
    }

    fn told(&self) -> Vec<Recipient> {
        Vec::new()
    }

    fn details(&self) -> serde_json::Value {
        match self {
            MappingEvent::Status { old, new, .. } => serde_json::json!({ "old": old, "new": new }),
            MappingEvent::PartyIgnored { .. } => serde_json::Value::Null,
            MappingEvent::PriceType { old, new } => serde_json::json!({ "old": old.usage, "new": new.usage }),
            MappingEvent::Warehouse { new } => serde_json::json!({ "shown": new.shown }),
        }
    }
}

/// The longest status that is kept, in characters.
const STATUS_CHARS_MAX: usize = 120;

/// Says which stage a status of 1C means, also before 1C has used it; `None`: it moves nothing. Orders move with
/// the next answer of 1C.
pub async fn map_status(access: &Access, external: String, stage: Option<StageKey>) -> Result<(), Error> {
    if external.trim().is_empty() || external.chars().count() > STATUS_CHARS_MAX {
        return Err(Error::NotFound);
    }
    access
        .write(move |write| {
            let unused = OneCStatus {
                external: external.clone(),
                stage: None,
                by_default: false,
                settled: false,
                was: None,
                first: write.now(),
            };
            let old = write.get::<OneCStatus>(&external)?.unwrap_or(unused);
            if let Some(stage) = &stage
                && stages(&**write)?.get(stage).is_none()
            {
                return Err(Error::NotFound);
            }
            let event = MappingEvent::Status {
                external: external.clone(),
                old: old.stage.clone(),
                new: stage.clone(),
            };
            write.save(
                &OneCStatus {
                    stage: stage.clone(),
                    by_default: false,
                    settled: true,
                    was: None,
                    ..old
                },
                &event,
            )?;
            Ok(())
        })
        .await
}

/// Statuses that mean a stage: what would lead nowhere without it.
pub const STAGE_USE: StageUse = StageUse {
    named: |tx, stage| Ok(of_stage(tx, stage)?.into_iter().map(|status| status.external).collect()),
    hand_over: |write, from, to| {
        let pointing = of_stage(&**write, from)?;
        if to.is_none() && !pointing.is_empty() {
            return Err(Refusal::StageHeir.into());
        }
        for status in pointing {
            let event = MappingEvent::Status {
                external: status.external.clone(),
                old: status.stage.clone(),
                new: to.cloned(),
            };
            let handed = OneCStatus {
                stage: to.cloned(),
                was: Some(from.clone()),
                ..status
            };
            write.save(&handed, &event)?;
        }
        Ok(())
    },
};

fn of_stage(tx: &impl Reader, stage: &StageKey) -> Result<Vec<OneCStatus>, Error> {
    let mut found = Vec::new();
    tx.each(|status: OneCStatus| {
        if status.stage.as_ref() == Some(stage) {
            found.push(status);
        }
        ControlFlow::Continue(())
    })?;
    Ok(found)
}

/// Says which legal entity a counterparty is. What it was before lets go of it.
pub async fn match_party(access: &Access, external: String, entity: Id<LegalEntity>) -> Result<(), Error> {
    access
        .write(move |write| {
            let party = write.get::<Party>(&external)?.ok_or(Error::NotFound)?;
            let entity = write.get::<LegalEntity>(&entity)?.ok_or(Error::NotFound)?;
            if let PartyState::Matched(known) = party.state
                && known != entity.id
                && let Some(before) = write.get::<LegalEntity>(&known)?
            {
                let event = ExchangeEvent::PartyTold {
                    external: external.clone(),
                    name: party.name.clone(),
                };
                write.save(
                    &LegalEntity {
                        counterparty: None,
                        ..before
                    },
                    &event,
                )?;
            }
            let event = ExchangeEvent::PartyMatched {
                external: external.clone(),
                entity: entity.id,
                name: entity.name.clone(),
                dealer: entity.dealer,
            };
            let id = entity.id;
            let mut change = write.change(&event)?;
            change.save(&LegalEntity {
                counterparty: Some(external.clone()),
                ..entity
            })?;
            change.save(&Party {
                state: PartyState::Matched(id),
                ..party
            })?;
            Ok(())
        })
        .await
}

/// Says that a counterparty is none of our dealers.
pub async fn ignore_party(access: &Access, external: String) -> Result<(), Error> {
    access
        .write(move |write| {
            let party = write.get::<Party>(&external)?.ok_or(Error::NotFound)?;
            if party.state != PartyState::Waiting {
                return Err(Error::Refused(Message::new("exchange-party-settled")));
            }
            let event = MappingEvent::PartyIgnored {
                external: external.clone(),
                name: party.name.clone(),
            };
            write.save(
                &Party {
                    state: PartyState::Ignored,
                    ..party
                },
                &event,
            )?;
            Ok(())
        })
        .await
}

/// Says what a column of prices is for. Prices on the pages follow at once.
pub async fn use_price_type(access: &Access, id: PriceTypeId, usage: PriceUse) -> Result<(), Error> {
    access
        .write(move |write| {
            let old = write.get::<PriceType>(&id)?.ok_or(Error::NotFound)?;
            let new = PriceType { usage, ..old.clone() };
            write.save(&new, &MappingEvent::PriceType { old, new: new.clone() })?;
            Ok(())
        })
        .await?;
    show_prices(access).await
}

/// Says whether dealers see what lies in a warehouse.
pub async fn show_warehouse(access: &Access, id: WarehouseId, shown: bool) -> Result<(), Error> {
    access
        .write(move |write| {
            let old = write.get::<Warehouse>(&id)?.ok_or(Error::NotFound)?;
            let new = Warehouse { shown, ..old };
            write.save(&new, &MappingEvent::Warehouse { new: new.clone() })?;
            Ok(())
        })
        .await?;
    show_prices(access).await
}

async fn show_prices(access: &Access) -> Result<(), Error> {
    let access = access.clone();
    let rebuild = move || {
        let prices = access.services().part::<Prices>();
        prices.rebuild(&access.read()?)
    };
    tokio::task::spawn_blocking(rebuild).await.map_err(Error::internal)?
}
