//! What a change must answer before it can be saved.

use serde::{Deserialize, Serialize};

use super::Changed;
use crate::platform::values::{DealerId, MembershipId, Message};

/// What a change is about: a page that one can open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// `order`, `product`, `dealer` ...
    pub kind: String,
    /// The key within its kind, as in the URL.
    pub key: String,
    /// Where its page is.
    pub link: String,
}

impl Subject {
    pub fn new(kind: &str, key: impl ToString, link: impl Into<String>) -> Subject {
        Subject {
            kind: kind.to_owned(),
            key: key.to_string(),
            link: link.into(),
        }
    }
}

/// Who hears of a change in the bell (and by mail, where the person chose so). The actor is left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Recipient {
    /// People of a dealer whose role has this permission.
    Dealer {
        dealer: DealerId,
        permission: String,
    },
    /// People of a dealer who hold each of these.
    DealerHolding {
        dealer: DealerId,
        permissions: Vec<String>,
    },
    /// The sales managers of a dealer.
    Managers {
        dealer: DealerId,
    },
    /// Those of them who hold each of these.
    ManagersHolding {
        dealer: DealerId,
        permissions: Vec<String>,
    },
    /// People of the manufacturer whose role has this permission.
    Staff {
        permission: String,
    },
    Member {
        membership: MembershipId,
    },
    /// A person who is told even where they did it themselves: a word of the own way in may be about somebody else's hand.
    Oneself {
        membership: MembershipId,
    },
}

/// A change, as its module's enum. Each variant answers everything; a new one doesn't compile until it does.
pub trait Event {
    /// Stable name, `orders.submitted`.
    fn kind(&self) -> &'static str;
    fn subject(&self) -> Subject;
    /// Whose it is; `None` is the manufacturer's own.
    fn dealer(&self) -> Option<DealerId>;
    /// What happened, for the timeline and the bell. It may not tell sums: blind roles read it too.
    fn sentence(&self) -> Message;
    fn told(&self) -> Vec<Recipient>;
    /// What has to be searched anew.
    fn changed(&self) -> Vec<Changed> {
        Vec::new()
    }
    /// A route by key, by the part of its path before the secret: a letter about this leads the one whom it is written to
    /// there, without signing in.
    fn by_key(&self) -> Option<&'static str> {
        None
    }
    /// What a letter says in place of the sentence. It may tell sums where all of [`told`](Event::told) may see them: it is
    /// kept apart from what pages read.
    fn letter(&self) -> Option<Message> {
        None
    }
    /// Is it mailed also to those of [`told`](Event::told) who wish no letters? Who answers for a company must hear of changes
    /// of rights.
    fn always_mailed(&self) -> bool {
        false
    }
    /// Old and new values for the history, as data of the module's own.
    fn details(&self) -> serde_json::Value {
        serde_json::Value::Null
    }
}
