//! What happens in a conversation. No sentence holds a text of a post: it goes into bells, letters and the journal, where
//! taking a post back wouldn't reach it. What a side notes for itself is told to that side alone.

use serde_json::{Value, json};

use super::model::{Audience, Post, PostId};
use crate::modules::orders::OrderNumber;
use crate::platform::journal::{Event, Recipient, Subject};
use crate::platform::values::{DealerId, Message};

/// As the journal and keys in letters name a conversation; the key is the order's number.
pub const TALK: &str = "talk";
/// Where a letter leads without signing in.
pub const BY_KEY: &str = "/answers/";

/// The conversation of an order, as a subject.
pub fn subject(number: OrderNumber) -> Subject {
    Subject::new(TALK, number, format!("/orders/{number}/talk"))
}

/// The post that an event is about.
#[derive(Clone, Debug)]
pub struct About {
    pub post: PostId,
    pub number: OrderNumber,
    pub dealer: DealerId,
    pub audience: Audience,
    /// The author's name.
    pub who: String,
}

impl About {
    pub fn of(post: &Post) -> About {
        About {
            post: post.id,
            number: post.number,
            dealer: post.dealer,
            audience: post.audience,
            who: post.author.name.clone(),
        }
    }
}

#[derive(Clone, Debug)]
pub enum TalkEvent {
    Said {
        of: About,
        told: Vec<Recipient>,
    },
    Asked {
        of: About,
        told: Vec<Recipient>,
    },
    Edited {
        of: About,
    },
    TakenBack {
        of: About,
    },
    /// A question has its answer, or needs none any more.
    Settled {
        of: About,
        told: Vec<Recipient>,
    },
}

impl TalkEvent {
    fn about(&self) -> &About {
        match self {
            TalkEvent::Said { of, .. }
            | TalkEvent::Asked { of, .. }
            | TalkEvent::Edited { of }
            | TalkEvent::TakenBack { of }
            | TalkEvent::Settled { of, .. } => of,
        }
    }
}

impl Event for TalkEvent {
    fn kind(&self) -> &'static str {
        match self {
            TalkEvent::Said { .. } => "talk.said",
            TalkEvent::Asked { .. } => "talk.asked",
            TalkEvent::Edited { .. } => "talk.edited",
            TalkEvent::TakenBack { .. } => "talk.taken-back",
            TalkEvent::Settled { .. } => "talk.settled",
        }
    }

    fn subject(&self) -> Subject {
        subject(self.about().number)
    }

    /// A note of the manufacturer's is the manufacturer's own.
    fn dealer(&self) -> Option<DealerId> {
        let of = self.about();
        (of.audience != Audience::Staff).then_some(of.dealer)
    }

    fn sentence(&self) -> Message {
        let of = self.about();
        let said = |id: &'static str| {
            Message::new(id)
                .with("number", of.number.to_string())
                .with("who", of.who.as_str())
        };
        match self {
            TalkEvent::Said { .. } if of.audience != Audience::Shared => said("talk-event-noted"),
            TalkEvent::Said { .. } => said("talk-event-said"),
            TalkEvent::Asked { .. } => said("talk-event-asked"),
            TalkEvent::Edited { .. } => said("talk-event-edited"),
            TalkEvent::TakenBack { .. } => said("talk-event-taken-back"),
            TalkEvent::Settled { .. } => said("talk-event-settled"),
        }
    }

    fn told(&self) -> Vec<Recipient> {
        match self {
            TalkEvent::Said { told, .. } | TalkEvent::Asked { told, .. } | TalkEvent::Settled { told, .. } => {
                told.clone()
            }
            TalkEvent::Edited { .. } | TalkEvent::TakenBack { .. } => Vec::new(),
        }
    }

    /// Notes are not opened by a key: a letter may be handed on.
    fn by_key(&self) -> Option<&'static str> {
        let opens = matches!(self, TalkEvent::Said { .. } | TalkEvent::Asked { .. });
        (opens && self.about().audience == Audience::Shared).then_some(BY_KEY)
    }

    fn details(&self) -> Value {
        json!({ "post": self.about().post })
    }
}
