//! Counterparties: recognised by 1C's id or by tax id, or left to wait for a person. They never make a dealer.

use super::events::ExchangeEvent;
use super::words;
use crate::modules::dealers::{ENTITY_BY_COUNTERPARTY, ENTITY_BY_TAX_ID, LegalEntity};
use crate::modules::exchange::commerceml::Counterparty;
use crate::modules::exchange::runs::{Party, PartyState};
use crate::modules::exchange::{Kind, Message, Report};
use crate::platform::access::Write;
use crate::platform::error::Error;
use crate::platform::store::Reader;
use crate::platform::values::PageRequest;

/// What became of a counterparty, for the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PartyOutcome {
    Created,
    Updated,
    Unchanged,
}

impl PartyOutcome {
    /// Counts it, and says that it waits where it does.
    pub fn report(self, party: &Party, line: u32, report: &mut Report) {
        let tally = report.tally(Kind::Counterparty);
        match self {
            PartyOutcome::Created => tally.created += 1,
            PartyOutcome::Updated => tally.updated += 1,
            PartyOutcome::Unchanged => tally.unchanged += 1,
        }
        if party.state == PartyState::Waiting && !party.removed {
            report.note(line, Message::new(words::PARTY_WAITS).with("name", party.name.as_str()));
        }
    }
}

/// Takes in a counterparty with an id.
pub(super) fn apply_party(w: &mut Write<'_, '_>, told: &Counterparty) -> Result<Option<(Party, PartyOutcome)>, Error> {
    let Some(external) = told.id.clone() else {
        return Ok(None);
    };
    let known: Option<Party> = w.get(&external)?;
    let mut party = known.clone().unwrap_or_else(|| Party {
        external: external.clone(),
        name: String::new(),
        full_name: String::new(),
        tax_id: String::new(),
        kpp: String::new(),
        address: String::new(),
        removed: false,
        state: PartyState::Waiting,
        first: w.now(),
    });
    put(&told.name, &mut party.name);
    put(
        told.official_name
            .as_ref()
            .map_or(&told.full_name, |_| &told.official_name),
        &mut party.full_name,
    );
    put(&told.inn, &mut party.tax_id);
    put(&told.kpp, &mut party.kpp);
    put(
        told.legal_address
            .as_ref()
            .map_or(&told.address, |_| &told.legal_address),
        &mut party.address,
    );
    party.removed = told.deleted.unwrap_or(party.removed);
    let mut matched = None;
    if party.state == PartyState::Waiting
        && let Some(entity) = recognised(w, &party.external, &party.tax_id, &party.kpp)?
    {
        party.state = PartyState::Matched(entity.id);
        matched = Some(entity);
    }
    let outcome = match &known {
        None => PartyOutcome::Created,
        Some(known) if *known == party => return Ok(Some((party, PartyOutcome::Unchanged))),
        Some(_) => PartyOutcome::Updated,
    };
    match matched {
        Some(mut entity) => {
            let event = ExchangeEvent::PartyMatched {
                external: external.clone(),
                entity: entity.id,
                name: entity.name.clone(),
                dealer: entity.dealer,
            };
            entity.counterparty = Some(external);
            let mut change = w.change(&event)?;
            change.save(&entity)?;
            change.save(&party)?;
        }
        None => {
            let event = ExchangeEvent::PartyTold {
                external,
                name: party.name.clone(),
            };
            w.save(&party, &event)?;
        }
    }
    Ok(Some((party, outcome)))
}

/// The legal entity that a counterparty is: by 1C's id, by tax id and КПП, or by a tax id that only one of ours has and
/// whose КПП is missing on one side. Branches differ by КПП alone, so a different one is no match. An empty `external`: 1C
/// has not said its id, so that an entity may have any.
pub(super) fn recognised(
    w: &Write<'_, '_>,
    external: &str,
    tax_id: &str,
    kpp: &str,
) -> Result<Option<LegalEntity>, Error> {
    let free =
        |entity: &LegalEntity| external.is_empty() || entity.counterparty.as_deref().is_none_or(|id| id == external);
    if !external.is_empty()
        && let Some(entity) = w.find(&ENTITY_BY_COUNTERPARTY, external)?
    {
        return Ok(Some(entity));
    }
    let (tax_id, kpp) = (tax_id.trim(), kpp.trim());
    if tax_id.is_empty() {
        return Ok(None);
    }
    if let Some(entity) = w.find(&ENTITY_BY_TAX_ID, &(tax_id, kpp))? {
        return Ok(free(&entity).then_some(entity));
    }
    let mut same = w.scan(&ENTITY_BY_TAX_ID, tax_id, &PageRequest::first(2))?.items;
    let (Some(entity), true) = (same.pop(), same.is_empty()) else {
        return Ok(None);
    };
    let incomplete = kpp.is_empty() || entity.requisites.kpp.is_empty();
    Ok((incomplete && free(&entity)).then_some(entity))
}

fn put(told: &Option<String>, place: &mut String) {
    if let Some(told) = told {
        place.clone_from(told);
    }
}
