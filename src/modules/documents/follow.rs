//! Documents follow their counterparty: when the mapping gives it to a legal entity, what waited for it is the dealer's,
//! and what was another's by mistake no longer is.

use std::sync::Arc;

use super::actions::give;
use crate::modules::dealers::LegalEntity;
use crate::platform::access::Access;
use crate::platform::error::Error;
use crate::platform::journal::{Entry, Subscriber};
use crate::platform::services::Services;
use crate::platform::store::Reader;
use crate::platform::values::Id;

/// The kind of entry by which the exchange tells that a counterparty is a legal entity of ours; its subject is the entity.
pub const MATCHED: &str = "exchange.counterparty-matched";

/// The subscriber's name: it names the cursor.
const NAME: &str = "documents";

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
    Ok(())
}

/// The legal entities that entries say have been matched with a counterparty, each once, as they are now.
pub fn matched(access: &Access, entries: &[Entry]) -> Result<Vec<LegalEntity>, Error> {
    let mut ids: Vec<Id<LegalEntity>> = entries
        .iter()
        .filter(|entry| entry.kind == MATCHED)
        .filter_map(|entry| entry.subject.key.parse().ok())
        .collect();
    ids.sort_unstable();
    ids.dedup();
    let tx = access.read()?;
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        found.extend(tx.get::<LegalEntity>(&id)?);
    }
    Ok(found)
}
