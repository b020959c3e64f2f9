//! What the exchange writes into the journal.

use std::collections::BTreeMap;

use crate::modules::catalogue::ProductId;
use crate::modules::dealers::LegalEntity;
use crate::modules::exchange::desk::RunId;
use crate::modules::exchange::{Kind, Tally};
use crate::platform::journal::{Changed, Event, Recipient, Subject};
use crate::platform::values::{DealerId, Id, Message};

/// A change by the exchange itself; those of orders are the orders module's own.
#[derive(Clone, Debug, PartialEq)]
pub enum ExchangeEvent {
    /// A batch of catalogue rows.
    CatalogueApplied {
        run: RunId,
        /// The connection's name.
        origin: String,
        file: String,
        tallies: BTreeMap<Kind, Tally>,
        products: Vec<ProductId>,
    },
    /// A sweep hid what 1C no longer names.
    Swept { run: RunId, products: Vec<ProductId> },
    /// 1C told of a counterparty, or changed it.
    PartyTold { external: String, name: String },
    /// A counterparty was recognised by its tax id.
    PartyMatched {
        external: String,
        entity: Id<LegalEntity>,
        name: String,
        dealer: DealerId,
    },
    /// 1C used a status that has no meaning here yet.
    StatusFound { external: String },
}

impl Event for ExchangeEvent {
    fn kind(&self) -> &'static str {
        match self {
            ExchangeEvent::CatalogueApplied { .. } => "exchange.catalogue",
            ExchangeEvent::Swept { .. } => "exchange.swept",
            ExchangeEvent::PartyTold { .. } => "exchange.counterparty",
            ExchangeEvent::PartyMatched { .. } => "exchange.counterparty-matched",
            ExchangeEvent::StatusFound { .. } => "exchange.status-found",
        }
    }

    fn subject(&self) -> Subject {
        match self {
            ExchangeEvent::CatalogueApplied { run, .. } | ExchangeEvent::Swept { run, .. } => {
                Subject::new("exchange-run", run, format!("/admin/exchange/runs/{run}"))
            }
            ExchangeEvent::PartyTold { external, .. } => {
                Subject::new("counterparty", external, "/admin/exchange/mapping")
            }
            ExchangeEvent::PartyMatched { entity, dealer, .. } => {
                Subject::new("legal-entity", entity, format!("/dealers/{dealer}"))
            }
            ExchangeEvent::StatusFound { external } => {
                Subject::new("one-c-status", external, "/admin/exchange/mapping")
            }
        }
    }

    fn dealer(&self) -> Option<DealerId> {
        match self {
            ExchangeEvent::PartyMatched { dealer, .. } => Some(*dealer),
            _ => None,
        }
    }

    fn sentence(&self) -> Message {
        match self {
            ExchangeEvent::CatalogueApplied { file, tallies, .. } => {
                let sum = |of: fn(&Tally) -> u64| tallies.values().map(of).sum::<u64>() as i64;
                Message::new("exchange-event-catalogue")
                    .with("file", file.as_str())
                    .with("created", sum(|tally| tally.created))
                    .with("updated", sum(|tally| tally.updated))
            }
            ExchangeEvent::Swept { products, .. } => Message::new("exchange-event-swept").with("count", products.len()),
            ExchangeEvent::PartyTold { name, .. } => {
                Message::new("exchange-event-counterparty").with("name", name.as_str())
            }
            ExchangeEvent::PartyMatched { name, .. } => {
                Message::new("exchange-event-counterparty-matched").with("name", name.as_str())
            }
            ExchangeEvent::StatusFound { external } => {
                Message::new("exchange-event-status-found").with("status", external.as_str())
            }
        }
    }

    fn told(&self) -> Vec<Recipient> {
        Vec::new()
    }

    fn changed(&self) -> Vec<Changed> {
        let products = match self {
            ExchangeEvent::CatalogueApplied { products, .. } | ExchangeEvent::Swept { products, .. } => products,
            _ => return Vec::new(),
        };
        products
            .iter()
            .map(|product| Changed {
                kind: "product".to_owned(),
                key: product.to_string(),
            })
            .collect()
    }
}
