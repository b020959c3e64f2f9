//! What was reconciled with the wrong dealer stays with the manufacturer: when a counterparty turns out to be somebody
//! else's, the copies of its ledger are withdrawn from whoever had it before. They don't go over: what one dealer wrote is
//! nothing for another.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::actions::{withdraw, withdraw_of};
use crate::modules::documents::matched;
use crate::modules::settlements::SettlementId;
use crate::platform::access::Access;
use crate::platform::error::Error;
use crate::platform::journal::{Entry, Subscriber};
use crate::platform::services::Services;

/// The subscriber's name: it names the cursor.
const NAME: &str = "reconciliation";

/// Entries after which a settlement may be another dealer's; their subject is the settlement.
const OF_SETTLEMENT: [&str; 3] = ["settlements.given", "settlements.told", "settlements.overdue"];

pub fn subscriber(services: &Arc<Services>) -> Subscriber {
    let services = Arc::clone(services);
    Subscriber::outside(NAME, move |entries| {
        let access = Access::system(&services, NAME);
        async move { follow(&access, &entries).await }
    })
}

async fn follow(access: &Access, entries: &[Entry]) -> Result<(), Error> {
    for entity in matched(access, entries)? {
        withdraw(access, &entity).await?;
    }
    let settlements: BTreeSet<SettlementId> = entries
        .iter()
        .filter(|entry| OF_SETTLEMENT.contains(&&*entry.kind))
        .filter_map(|entry| entry.subject.key.parse().ok())
        .collect();
    withdraw_of(access, &settlements).await
}
