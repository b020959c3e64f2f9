//! What people change in the catalogue: the rates of the tax. Goods, prices and stock are 1C's, and its exchange tells
//! of those.

use serde_json::{Value, json};

use super::{TAXES, VatRow};
use crate::platform::journal::{Event, Recipient, Subject};
use crate::platform::values::{DealerId, Message, VatRate};

/// What journal entries of the rates are about: their kind and the one key.
pub const VAT_SUBJECT: (&str, &str) = ("vat", "rates");

#[derive(Clone, Debug)]
pub enum CatalogueEvent {
    /// A rate was added, or corrected where there was an `old` one from the same day.
    VatSet { row: VatRow, old: Option<VatRate> },
    /// A rate that had not begun yet was taken back.
    VatRemoved { row: VatRow },
}

impl CatalogueEvent {
    fn row(&self) -> &VatRow {
        match self {
            CatalogueEvent::VatSet { row, .. } | CatalogueEvent::VatRemoved { row } => row,
        }
    }
}

impl Event for CatalogueEvent {
    fn kind(&self) -> &'static str {
        match self {
            CatalogueEvent::VatSet { .. } => "catalogue.vat-set",
            CatalogueEvent::VatRemoved { .. } => "catalogue.vat-removed",
        }
    }

    fn subject(&self) -> Subject {
        Subject::new(VAT_SUBJECT.0, VAT_SUBJECT.1, "/vat-rates")
    }

    fn dealer(&self) -> Option<DealerId> {
        None
    }

    fn sentence(&self) -> Message {
        let row = self.row();
        let id = match self {
            CatalogueEvent::VatSet { old: None, .. } => "catalogue-event-vat-added",
            CatalogueEvent::VatSet { old: Some(_), .. } => "catalogue-event-vat-corrected",
            CatalogueEvent::VatRemoved { .. } => "catalogue-event-vat-removed",
        };
        Message::new(id)
            .with("rate", row.rate_arg())
            .with("day", row.from)
            .with("sales", row.sales())
    }

    fn told(&self) -> Vec<Recipient> {
        vec![Recipient::Staff {
            permission: TAXES.id.to_owned(),
        }]
    }

    fn details(&self) -> Value {
        match self {
            CatalogueEvent::VatSet { row, old } => json!({ "new": row, "old": old }),
            CatalogueEvent::VatRemoved { row } => json!({ "old": row }),
        }
    }
}
