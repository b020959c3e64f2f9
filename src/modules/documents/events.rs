//! What happens to documents. No sentence tells a sum.

use super::model::{Document, DocumentId, Told, title};
use super::permissions;
use crate::platform::access::permissions::SEE_FINANCE;
use crate::platform::journal::{Event, Recipient, Subject};
use crate::platform::values::{DealerId, Message};

/// The subject of a document's entries.
pub const SUBJECT: &str = "document";

/// What an entry needs of a document.
#[derive(Clone, Debug)]
pub struct About {
    pub id: DocumentId,
    pub dealer: Option<DealerId>,
    pub title: Message,
    /// Told to the dealer: it is new, and nobody has withdrawn it.
    pub news: bool,
}

impl About {
    pub fn of(document: &Document, news: bool) -> About {
        About {
            id: document.id,
            dealer: document.dealer,
            title: title(&document.told),
            news: news && !document.told.withdrawn,
        }
    }
}

#[derive(Clone, Debug)]
pub enum DocumentEvent {
    /// 1C told of it for the first time.
    Came(About),
    Changed(About),
    Withdrawn(About),
    /// It is valid again.
    Returned(About),
    /// Its counterparty was matched with somebody's legal entity.
    Given(About),
    Opened(About),
    Taken(About),
    /// Several at once, as one archive.
    TakenTogether {
        dealer: Option<DealerId>,
        count: usize,
    },
    /// A file came that no document names.
    Stray {
        name: String,
    },
}

impl DocumentEvent {
    fn about(&self) -> Option<&About> {
        match self {
            DocumentEvent::Came(about)
            | DocumentEvent::Changed(about)
            | DocumentEvent::Withdrawn(about)
            | DocumentEvent::Returned(about)
            | DocumentEvent::Given(about)
            | DocumentEvent::Opened(about)
            | DocumentEvent::Taken(about) => Some(about),
            DocumentEvent::TakenTogether { .. } | DocumentEvent::Stray { .. } => None,
        }
    }
}

impl Event for DocumentEvent {
    fn kind(&self) -> &'static str {
        match self {
            DocumentEvent::Came(_) => "documents.came",
            DocumentEvent::Changed(_) => "documents.changed",
            DocumentEvent::Withdrawn(_) => "documents.withdrawn",
            DocumentEvent::Returned(_) => "documents.returned",
            DocumentEvent::Given(_) => "documents.given",
            DocumentEvent::Opened(_) => "documents.opened",
            DocumentEvent::Taken(_) => "documents.taken",
            DocumentEvent::TakenTogether { .. } => "documents.taken-together",
            DocumentEvent::Stray { .. } => "documents.stray",
        }
    }

    fn subject(&self) -> Subject {
        match (self, self.about()) {
            (_, Some(about)) => Subject::new(SUBJECT, about.id, format!("/documents/{}", about.id)),
            (DocumentEvent::Stray { name }, _) => Subject::new("stray-paper", name, "/documents?state=stray"),
            _ => Subject::new("documents", "all", "/documents"),
        }
    }

    fn dealer(&self) -> Option<DealerId> {
        match self {
            DocumentEvent::TakenTogether { dealer, .. } => *dealer,
            other => other.about().and_then(|about| about.dealer),
        }
    }

    fn sentence(&self) -> Message {
        let id = match self {
            DocumentEvent::Came(_) => "documents-event-came",
            DocumentEvent::Changed(_) => "documents-event-changed",
            DocumentEvent::Withdrawn(_) => "documents-event-withdrawn",
            DocumentEvent::Returned(_) => "documents-event-returned",
            DocumentEvent::Given(_) => "documents-event-given",
            DocumentEvent::Opened(_) => "documents-event-opened",
            DocumentEvent::Taken(_) => "documents-event-taken",
            DocumentEvent::TakenTogether { count, .. } => {
                return Message::new("documents-event-taken-together").with("n", *count);
            }
            DocumentEvent::Stray { name } => {
                return Message::new("documents-event-stray").with("name", name.as_str());
            }
        };
        match self.about() {
            Some(about) => Message::new(id).with("what", about.title.clone()),
            None => Message::new(id),
        }
    }

    fn told(&self) -> Vec<Recipient> {
        let heard = matches!(
            self,
            DocumentEvent::Came(_) | DocumentEvent::Returned(_) | DocumentEvent::Given(_)
        );
        match self.about() {
            Some(About {
                dealer: Some(dealer),
                news: true,
                ..
            }) if heard => vec![Recipient::DealerHolding {
                dealer: *dealer,
                permissions: [permissions::SEE, SEE_FINANCE]
                    .map(|needed| needed.id.to_owned())
                    .into(),
            }],
            _ => Vec::new(),
        }
    }
}

/// Is a document of this day news? An accounting year that is handed over at once isn't.
pub(super) fn is_news(told: &Told, today: crate::platform::values::Day) -> bool {
    const DAYS: i32 = 14;
    today.since(told.day).map_or(0, |span| span.get_days()) <= DAYS
}
