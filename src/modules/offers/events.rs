//! What happens to offers: each event says what it is about, one sentence, and who is told. No sentence holds a sum.

use super::{Letterhead, Offer};
use crate::modules::offers::permissions::MAKE;
use crate::platform::journal::{Event, Recipient, Subject};
use crate::platform::values::{Day, DealerId, MembershipId, Message};

/// The offer that an event is about.
#[derive(Clone, Debug)]
pub struct About {
    number: u32,
    title: String,
    link: String,
    key: String,
    dealer: DealerId,
    author: Option<MembershipId>,
}

impl About {
    pub fn of(offer: &Offer) -> About {
        About {
            number: offer.number,
            title: offer.title.clone(),
            link: format!("/offers/{}", offer.id),
            key: offer.id.to_string(),
            dealer: offer.dealer,
            author: offer.author.membership,
        }
    }

    fn all(&self) -> Recipient {
        Recipient::Dealer {
            dealer: self.dealer,
            permission: MAKE.id.to_owned(),
        }
    }

    fn author(&self) -> Recipient {
        match self.author {
            Some(membership) => Recipient::Member { membership },
            None => self.all(),
        }
    }
}

#[derive(Clone, Debug)]
pub enum OfferEvent {
    Made {
        of: About,
    },
    /// Opened for the first time.
    Viewed {
        of: About,
    },
    Accepted {
        of: About,
        client: String,
        /// The variant's name, where there were several.
        variant: Option<String>,
    },
    Asked {
        of: About,
        client: String,
    },
    Settled {
        of: About,
    },
    Revoked {
        of: About,
    },
    /// Another offer stands instead.
    Replaced {
        of: About,
        by: u32,
    },
    Extended {
        of: About,
        until: Day,
    },
}

impl OfferEvent {
    fn about(&self) -> &About {
        match self {
            OfferEvent::Made { of }
            | OfferEvent::Viewed { of }
            | OfferEvent::Accepted { of, .. }
            | OfferEvent::Asked { of, .. }
            | OfferEvent::Settled { of }
            | OfferEvent::Revoked { of }
            | OfferEvent::Replaced { of, .. }
            | OfferEvent::Extended { of, .. } => of,
        }
    }
}

impl Event for OfferEvent {
    fn kind(&self) -> &'static str {
        match self {
            OfferEvent::Made { .. } => "offers.made",
            OfferEvent::Viewed { .. } => "offers.viewed",
            OfferEvent::Accepted { .. } => "offers.accepted",
            OfferEvent::Asked { .. } => "offers.asked",
            OfferEvent::Settled { .. } => "offers.settled",
            OfferEvent::Revoked { .. } => "offers.revoked",
            OfferEvent::Replaced { .. } => "offers.replaced",
            OfferEvent::Extended { .. } => "offers.extended",
        }
    }

    fn subject(&self) -> Subject {
        let of = self.about();
        Subject::new("offer", &of.key, of.link.as_str())
    }

    fn dealer(&self) -> Option<DealerId> {
        Some(self.about().dealer)
    }

    fn sentence(&self) -> Message {
        let of = self.about();
        let said = |id: &'static str| {
            Message::new(id)
                .with("number", of.number)
                .with("title", of.title.as_str())
        };
        match self {
            OfferEvent::Made { .. } => said("offers-event-made"),
            OfferEvent::Viewed { .. } => said("offers-event-viewed"),
            OfferEvent::Accepted {
                client,
                variant: Some(variant),
                ..
            } => said("offers-event-accepted-variant")
                .with("client", client.as_str())
                .with("variant", variant.as_str()),
            OfferEvent::Accepted { client, .. } => said("offers-event-accepted").with("client", client.as_str()),
            OfferEvent::Asked { client, .. } => said("offers-event-asked").with("client", client.as_str()),
            OfferEvent::Settled { .. } => said("offers-event-settled"),
            OfferEvent::Revoked { .. } => said("offers-event-revoked"),
            OfferEvent::Replaced { by, .. } => said("offers-event-replaced").with("by", *by),
            OfferEvent::Extended { until, .. } => said("offers-event-extended").with("until", *until),
        }
    }

    fn told(&self) -> Vec<Recipient> {
        match self {
            OfferEvent::Viewed { of } => vec![of.author()],
            // Somebody waits for an answer: whoever is at work gives it.
            OfferEvent::Accepted { of, .. } | OfferEvent::Asked { of, .. } => vec![of.all()],
            _ => Vec::new(),
        }
    }
}

/// The dealer's letterhead was changed.
pub struct LetterheadEvent(pub Letterhead);

impl Event for LetterheadEvent {
    fn kind(&self) -> &'static str {
        "offers.letterhead"
    }

    fn subject(&self) -> Subject {
        Subject::new("offer-letterhead", self.0.dealer, "/offers/letterhead")
    }

    fn dealer(&self) -> Option<DealerId> {
        Some(self.0.dealer)
    }

    fn sentence(&self) -> Message {
        Message::new("offers-event-letterhead")
    }

    fn told(&self) -> Vec<Recipient> {
        Vec::new()
    }
}
