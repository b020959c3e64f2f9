//! What happens to settlements. No sentence tells a sum.

use super::model::{Settlement, SettlementId};
use super::permissions;
use crate::platform::access::permissions::SEE_FINANCE;
use crate::platform::journal::{Event, Recipient, Subject};
use crate::platform::values::{DealerId, Message};

/// What an entry needs of a settlement.
#[derive(Clone, Debug)]
pub struct About {
    pub id: SettlementId,
    pub dealer: Option<DealerId>,
    pub number: String,
}

impl About {
    pub fn of(settlement: &Settlement) -> About {
        About {
            id: settlement.id,
            dealer: settlement.dealer,
            number: settlement.number.clone(),
        }
    }
}

#[derive(Clone, Debug)]
pub enum SettlementEvent {
    /// 1C told other figures.
    Told(About),
    /// Something is overdue that wasn't.
    Overdue(About),
    /// A part of the list.
    Listed(About),
    /// Days of payment came, moved or went.
    Dues(About),
    /// Its counterparty was matched with somebody's legal entity.
    Given(About),
}

impl SettlementEvent {
    /// A part of the list of a settlement.
    pub fn of_list(settlement: &Settlement) -> SettlementEvent {
        SettlementEvent::Listed(About::of(settlement))
    }

    fn about(&self) -> &About {
        match self {
            SettlementEvent::Told(about)
            | SettlementEvent::Overdue(about)
            | SettlementEvent::Listed(about)
            | SettlementEvent::Dues(about)
            | SettlementEvent::Given(about) => about,
        }
    }
}

impl Event for SettlementEvent {
    fn kind(&self) -> &'static str {
        match self {
            SettlementEvent::Told(_) => "settlements.told",
            SettlementEvent::Overdue(_) => "settlements.overdue",
            SettlementEvent::Listed(_) => "settlements.listed",
            SettlementEvent::Dues(_) => "settlements.dues",
            SettlementEvent::Given(_) => "settlements.given",
        }
    }

    fn subject(&self) -> Subject {
        let id = self.about().id;
        Subject::new("settlement", id, format!("/settlements/{id}"))
    }

    fn dealer(&self) -> Option<DealerId> {
        self.about().dealer
    }

    fn sentence(&self) -> Message {
        let id = match self {
            SettlementEvent::Told(_) => "settlements-event-told",
            SettlementEvent::Overdue(_) => "settlements-event-overdue",
            SettlementEvent::Listed(_) => "settlements-event-listed",
            SettlementEvent::Dues(_) => "settlements-event-dues",
            SettlementEvent::Given(_) => "settlements-event-given",
        };
        Message::new(id).with("number", self.about().number.as_str())
    }

    fn told(&self) -> Vec<Recipient> {
        let permissions: Vec<String> = [permissions::SEE, SEE_FINANCE]
            .map(|needed| needed.id.to_owned())
            .into();
        match (self, self.about().dealer) {
            (SettlementEvent::Overdue(_), Some(dealer)) => vec![
                Recipient::DealerHolding {
                    dealer,
                    permissions: permissions.clone(),
                },
                Recipient::ManagersHolding { dealer, permissions },
            ],
            _ => Vec::new(),
        }
    }
}
