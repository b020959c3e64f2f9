//! What the exchange writes into the journal.

use std::collections::BTreeMap;

use crate::modules::catalogue::ProductId;
use crate::modules::dealers::LegalEntity;
use crate::modules::documents::MATCHED;
use crate::modules::exchange::desk::RunId;
use crate::modules::exchange::runs::Pruned;
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
    /// A run that ended has changed prices: whoever follows them looks at it whole.
    PricesTold {
        run: RunId,
        /// The connection's name.
        origin: String,
    },
    /// A sweep hid what 1C no longer names.
    Swept { run: RunId, products: Vec<ProductId> },
    /// An administrator left on sale what a sweep would have hidden.
    SweepLeft { run: RunId, found: u64 },
    /// An administrator put back on sale what a sweep had hidden.
    SweepTakenBack { run: RunId, products: Vec<ProductId> },
    /// A file of the quarantine was imported once more, in a run of its own.
    FileRetried { run: RunId, name: String, taken: bool },
    /// A file was removed from the quarantine.
    FileDiscarded { run: RunId, name: String },
    /// Files that were read left the archive by its rule.
    ArchivePruned { pruned: Pruned },
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

impl ExchangeEvent {
    /// The kind of [`ExchangeEvent::PricesTold`]; its subject is the run.
    pub const PRICES_TOLD: &'static str = "exchange.prices";
}

impl Event for ExchangeEvent {
    fn kind(&self) -> &'static str {
        match self {
            ExchangeEvent::CatalogueApplied { .. } => "exchange.catalogue",
            ExchangeEvent::PricesTold { .. } => ExchangeEvent::PRICES_TOLD,
            ExchangeEvent::Swept { .. } => "exchange.swept",
            ExchangeEvent::SweepLeft { .. } => "exchange.sweep-left",
            ExchangeEvent::SweepTakenBack { .. } => "exchange.sweep-taken-back",
            ExchangeEvent::FileRetried { .. } => "exchange.file-retried",
            ExchangeEvent::FileDiscarded { .. } => "exchange.file-discarded",
            ExchangeEvent::ArchivePruned { .. } => "exchange.archive-pruned",
            ExchangeEvent::PartyTold { .. } => "exchange.counterparty",
            ExchangeEvent::PartyMatched { .. } => MATCHED,
            ExchangeEvent::StatusFound { .. } => "exchange.status-found",
        }
    }

    fn subject(&self) -> Subject {
        match self {
            ExchangeEvent::CatalogueApplied { run, .. }
            | ExchangeEvent::PricesTold { run, .. }
            | ExchangeEvent::Swept { run, .. }
            | ExchangeEvent::SweepLeft { run, .. }
            | ExchangeEvent::FileRetried { run, .. }
            | ExchangeEvent::FileDiscarded { run, .. }
            | ExchangeEvent::SweepTakenBack { run, .. } => {
                Subject::new("exchange-run", run, format!("/admin/exchange/runs/{run}"))
            }
            ExchangeEvent::ArchivePruned { .. } => Subject::new("exchange-archive", "archive", "/admin/exchange"),
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
            ExchangeEvent::PricesTold { origin, .. } => {
                Message::new("exchange-event-prices").with("origin", origin.as_str())
            }
            ExchangeEvent::Swept { products, .. } => Message::new("exchange-event-swept").with("count", products.len()),
            ExchangeEvent::SweepLeft { found, .. } => {
                Message::new("exchange-event-sweep-left").with("count", i64::try_from(*found).unwrap_or(i64::MAX))
            }
            ExchangeEvent::SweepTakenBack { products, .. } => {
                Message::new("exchange-event-sweep-taken-back").with("count", products.len())
            }
            ExchangeEvent::FileRetried { name, taken, .. } => match taken {
                true => Message::new("exchange-event-file-retried").with("name", name.as_str()),
                false => Message::new("exchange-event-file-refused-again").with("name", name.as_str()),
            },
            ExchangeEvent::FileDiscarded { name, .. } => {
                Message::new("exchange-event-file-discarded").with("name", name.as_str())
            }
            ExchangeEvent::ArchivePruned { pruned } => Message::new("exchange-event-archive-pruned")
                .with("count", i64::try_from(pruned.files).unwrap_or(i64::MAX))
                .with("mb", i64::try_from(pruned.bytes >> 20).unwrap_or(i64::MAX)),
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
            ExchangeEvent::CatalogueApplied { products, .. }
            | ExchangeEvent::Swept { products, .. }
            | ExchangeEvent::SweepTakenBack { products, .. } => products,
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
