//! Settlements follow their counterparty, as documents do; and days of payment that are worked out here follow the contracts
//! and the working days that they come from.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::sync::Arc;

use super::actions::{give, renew};
use super::model::{Settlement, SettlementId};
use super::queries::of_dealer;
use crate::modules::documents::matched;
use crate::modules::work_days;
use crate::platform::access::Access;
use crate::platform::error::Error;
use crate::platform::journal::{Entry, Subscriber};
use crate::platform::services::Services;
use crate::platform::store::Reader;
use crate::platform::values::PAGE_LIMIT_MAX;

/// The subscriber's name: it names the cursor.
const NAME: &str = "settlements";

pub fn subscriber(services: &Arc<Services>) -> Subscriber {
    let services = Arc::clone(services);
    Subscriber::outside(NAME, move |entries| {
        let access = Access::system(&services, NAME);
        async move { follow(&access, &entries).await }
    })
}

async fn follow(access: &Access, entries: &[Entry]) -> Result<(), Error> {
    for entity in matched(access, entries)? {
        give(access, &entity).await?;
    }
    for id in to_renew(access, entries)? {
        renew(access, id).await?;
    }
    Ok(())
}

/// Of a contract: those of its dealer. Of working days and of our own companies, which say the country: all.
const OF_CONTRACT: [&str; 2] = ["dealers.contract-made", "dealers.contract-edited"];
const OF_SELLER: &str = "dealers.own-entity-edited";

fn to_renew(access: &Access, entries: &[Entry]) -> Result<BTreeSet<SettlementId>, Error> {
    let tx = access.read()?;
    let mut ids = BTreeSet::new();
    let of_all = |entry: &Entry| entry.kind == OF_SELLER || work_days::KINDS.contains(&&*entry.kind);
    if entries.iter().any(of_all) {
        tx.each(|settlement: Settlement| {
            if settlement.dues.is_some_and(|dues| dues > 0) {
                ids.insert(settlement.id);
            }
            ControlFlow::Continue(())
        })?;
    }
    let dealers: BTreeSet<_> = entries
        .iter()
        .filter(|entry| OF_CONTRACT.contains(&&*entry.kind))
        .filter_map(|entry| entry.dealer)
        .collect();
    for dealer in dealers {
        let all = of_dealer(&tx, dealer, PAGE_LIMIT_MAX)?;
        ids.extend(all.into_iter().map(|settlement| settlement.id));
    }
    Ok(ids)
}
