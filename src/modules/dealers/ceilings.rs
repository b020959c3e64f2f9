//! What the manufacturer withholds from all people of dealers of a tier, whatever roles they hold.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};

use super::model::{Dealer, Tier};
use crate::platform::access::{Access, Ceiling, KnownPermissions, Write, is_grantable, permissions::ADMINISTER};
use crate::platform::error::Error;
use crate::platform::journal::{Event, Recipient, Subject};
use crate::platform::store::{Reader, Record, Table};
use crate::platform::values::{DealerId, Message, Scope};

/// The ceiling of one tier. A tier without one is withheld nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TierCeiling {
    pub tier: Tier,
    /// Permissions by their names.
    pub withheld: BTreeSet<String>,
    pub version: u32,
}

impl TierCeiling {
    fn open(tier: Tier) -> TierCeiling {
        TierCeiling {
            tier,
            withheld: BTreeSet::new(),
            version: 0,
        }
    }
}

impl Record for TierCeiling {
    const TABLE: Table = Table::new(173, "tier_ceiling");
    type Key = String;

    fn key(&self) -> String {
        self.tier.code().to_owned()
    }

    /// What a dealer may give its people it is told by its own [`Ceiling`].
    fn visible_to(&self, scope: &Scope) -> bool {
        matches!(scope, Scope::All | Scope::Dealers(_))
    }
}

/// A tier's ceiling has been set.
struct CeilingSet {
    tier: Tier,
    given: BTreeSet<String>,
    taken: BTreeSet<String>,
}

impl Event for CeilingSet {
    fn kind(&self) -> &'static str {
        "dealers.ceiling-set"
    }
    fn subject(&self) -> Subject {
        Subject::new("ceiling", self.tier.code(), "/roles/ceilings")
    }
    fn dealer(&self) -> Option<DealerId> {
        None
    }
    fn sentence(&self) -> Message {
        let tier = Message::new(self.tier.message());
        Message::new("dealers-event-ceiling").with("tier", tier)
    }
    fn told(&self) -> Vec<Recipient> {
        vec![Recipient::Staff {
            permission: ADMINISTER.id.into(),
        }]
    }
    fn details(&self) -> serde_json::Value {
        serde_json::json!({ "given": self.given, "taken": self.taken })
    }
}

/// The ceilings of all tiers.
pub fn ceilings(tx: &impl Reader) -> Result<Vec<TierCeiling>, Error> {
    let of = |tier: Tier| -> Result<TierCeiling, Error> {
        let kept = tx.get::<TierCeiling>(&tier.code().to_owned())?;
        Ok(kept.unwrap_or_else(|| TierCeiling::open(tier)))
    };
    Tier::ALL.into_iter().map(of).collect()
}

/// The ceiling of a dealer's people, made from its tier's.
pub fn ceiling_of(write: &Write<'_, '_>, dealer: &Dealer) -> Result<Ceiling, Error> {
    let tier = write.get::<TierCeiling>(&dealer.tier.code().to_owned())?;
    Ok(Ceiling {
        company: dealer.id,
        withheld: tier.map(|tier| tier.withheld).unwrap_or_default(),
    })
}

/// Sets what is withheld from a tier; all its dealers' people lose it, and get back what isn't any more, at once.
///
/// # Errors
/// `Refused` where somebody else has set it since `version`.
pub async fn set_ceiling(
    access: &Access,
    tier: Tier,
    version: u32,
    withheld: BTreeSet<String>,
) -> Result<TierCeiling, Error> {
    access.require(ADMINISTER)?;
    let withheld: BTreeSet<String> = KnownPermissions::of(access.services())
        .into_iter()
        .filter(|permission| is_grantable(*permission, true))
        .map(|permission| permission.id.to_owned())
        .filter(|id| withheld.contains(id))
        .collect();
    access
        .write(move |write| {
            let kept = write.get::<TierCeiling>(&tier.code().to_owned())?;
            let old = kept.unwrap_or_else(|| TierCeiling::open(tier));
            if old.withheld == withheld {
                return Ok(old);
            }
            if old.version != version {
                return Err(Error::Refused(Message::new("dealers-ceiling-moved")));
            }
            let new = TierCeiling {
                tier,
                withheld: withheld.clone(),
                version: old.version + 1,
            };
            let mut dealers: Vec<DealerId> = Vec::new();
            write.each(|dealer: Dealer| {
                if dealer.tier == tier {
                    dealers.push(dealer.id);
                }
                ControlFlow::Continue(())
            })?;
            let event = CeilingSet {
                tier,
                given: old.withheld.difference(&withheld).cloned().collect(),
                taken: withheld.difference(&old.withheld).cloned().collect(),
            };
            let mut change = write.change(&event)?;
            change.save(&new)?;
            for company in dealers {
                change.save(&Ceiling {
                    company,
                    withheld: withheld.clone(),
                })?;
            }
            Ok(new)
        })
        .await
}
