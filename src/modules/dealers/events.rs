//! What happens to dealers and what belongs to them. Everything of a dealer is told under the dealer, so that its card
//! shows one history.

use serde_json::{Value, json};

use super::model::{Contract, Dealer, DealerStatus, LegalEntity, OwnEntity};
use crate::platform::journal::{Changed, Event, Recipient, Subject};
use crate::platform::values::{DealerId, MembershipId, Message};

#[derive(Clone, Debug)]
pub enum DealersEvent {
    Made {
        dealer: Dealer,
    },
    Edited {
        old: Dealer,
        new: Dealer,
        assigned: Vec<MembershipId>,
    },
    StatusSet {
        dealer: Dealer,
    },
    EntityMade {
        entity: LegalEntity,
    },
    EntityEdited {
        old: LegalEntity,
        new: LegalEntity,
    },
    ContractMade {
        contract: Contract,
    },
    ContractEdited {
        old: Contract,
        new: Contract,
    },
    OwnEntityMade {
        entity: OwnEntity,
    },
    OwnEntityEdited {
        old: OwnEntity,
        new: OwnEntity,
    },
}

impl Event for DealersEvent {
    fn kind(&self) -> &'static str {
        match self {
            DealersEvent::Made { .. } => "dealers.made",
            DealersEvent::Edited { .. } => "dealers.edited",
            DealersEvent::StatusSet { .. } => "dealers.status-set",
            DealersEvent::EntityMade { .. } => "dealers.entity-made",
            DealersEvent::EntityEdited { .. } => "dealers.entity-edited",
            DealersEvent::ContractMade { .. } => "dealers.contract-made",
            DealersEvent::ContractEdited { .. } => "dealers.contract-edited",
            DealersEvent::OwnEntityMade { .. } => "dealers.own-entity-made",
            DealersEvent::OwnEntityEdited { .. } => "dealers.own-entity-edited",
        }
    }

    fn subject(&self) -> Subject {
        match self {
            DealersEvent::OwnEntityMade { entity } | DealersEvent::OwnEntityEdited { new: entity, .. } => {
                Subject::new("own-entity", entity.id, "/own-entities")
            }
            _ => {
                let dealer = self.dealer().unwrap_or(DealerId::NIL);
                Subject::new("dealer", dealer, format!("/dealers/{dealer}"))
            }
        }
    }

    fn dealer(&self) -> Option<DealerId> {
        match self {
            DealersEvent::Made { dealer }
            | DealersEvent::Edited { new: dealer, .. }
            | DealersEvent::StatusSet { dealer } => Some(dealer.id),
            DealersEvent::EntityMade { entity } | DealersEvent::EntityEdited { new: entity, .. } => Some(entity.dealer),
            DealersEvent::ContractMade { contract } | DealersEvent::ContractEdited { new: contract, .. } => {
                Some(contract.dealer)
            }
            DealersEvent::OwnEntityMade { .. } | DealersEvent::OwnEntityEdited { .. } => None,
        }
    }

    fn sentence(&self) -> Message {
        match self {
            DealersEvent::Made { dealer } => Message::new("dealers-event-made").with("name", dealer.name.as_str()),
            DealersEvent::Edited { new, .. } => Message::new("dealers-event-edited").with("name", new.name.as_str()),
            DealersEvent::StatusSet { dealer } => {
                let id = match dealer.status {
                    DealerStatus::Active => "dealers-event-activated",
                    DealerStatus::Paused => "dealers-event-paused",
                };
                Message::new(id).with("name", dealer.name.as_str())
            }
            DealersEvent::EntityMade { entity } => {
                Message::new("dealers-event-entity-made").with("name", entity.name.as_str())
            }
            DealersEvent::EntityEdited { new, .. } => {
                Message::new("dealers-event-entity-edited").with("name", new.name.as_str())
            }
            DealersEvent::ContractMade { contract } => {
                Message::new("dealers-event-contract-made").with("number", contract.number.as_str())
            }
            DealersEvent::ContractEdited { new, .. } => {
                Message::new("dealers-event-contract-edited").with("number", new.number.as_str())
            }
            DealersEvent::OwnEntityMade { entity } => {
                Message::new("dealers-event-own-entity-made").with("name", entity.name.as_str())
            }
            DealersEvent::OwnEntityEdited { new, .. } => {
                Message::new("dealers-event-own-entity-edited").with("name", new.name.as_str())
            }
        }
    }

    fn told(&self) -> Vec<Recipient> {
        match self {
            DealersEvent::StatusSet { dealer } | DealersEvent::Made { dealer } => vec![managers(dealer.id)],
            DealersEvent::ContractMade { contract } | DealersEvent::ContractEdited { new: contract, .. } => {
                vec![managers(contract.dealer)]
            }
            DealersEvent::Edited { assigned, .. } => {
                let member = |&membership| Recipient::Member { membership };
                assigned.iter().map(member).collect()
            }
            DealersEvent::EntityMade { .. }
            | DealersEvent::EntityEdited { .. }
            | DealersEvent::OwnEntityMade { .. }
            | DealersEvent::OwnEntityEdited { .. } => Vec::new(),
        }
    }

    fn changed(&self) -> Vec<Changed> {
        let dealer = self.dealer();
        let changed = |dealer: DealerId| Changed {
            kind: "dealer".into(),
            key: dealer.to_string(),
        };
        dealer.map(changed).into_iter().collect()
    }

    fn details(&self) -> Value {
        match self {
            DealersEvent::Made { dealer } | DealersEvent::StatusSet { dealer } => json!({ "new": dealer }),
            DealersEvent::Edited { old, new, .. } => json!({ "old": old, "new": new }),
            DealersEvent::EntityMade { entity } => json!({ "new": entity }),
            DealersEvent::EntityEdited { old, new } => json!({ "old": old, "new": new }),
            DealersEvent::ContractMade { contract } => json!({ "new": contract }),
            DealersEvent::ContractEdited { old, new } => json!({ "old": old, "new": new }),
            DealersEvent::OwnEntityMade { entity } => json!({ "new": entity }),
            DealersEvent::OwnEntityEdited { old, new } => json!({ "old": old, "new": new }),
        }
    }
}

/// The sales managers of a dealer who see its card.
fn managers(dealer: DealerId) -> Recipient {
    Recipient::ManagersHolding {
        dealer,
        permissions: vec![super::permissions::SEE.id.to_owned()],
    }
}
