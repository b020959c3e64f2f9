//! An offer as the dealer keeps it, and its rules. What the client reads is in [`public`](super::public); what the prices
//! were made of is in [`Costs`].

use serde::{Deserialize, Serialize};

use super::pricing::{Basis, Rounding, Rule};
use crate::modules::catalogue::{Asked, Own, Sellable, SkuId, VatRegime};
use crate::modules::configurator::Configuration;
use crate::modules::orders::{Author, BuyerId, ContractId, DraftId, OrderId};
use crate::platform::values::{Day, DealerId, Id, Message, Moment, Money, Quantity};

pub type OfferId = Id<Offer>;

/// The most variants of one offer: more than three are not compared but counted.
pub const VARIANTS_MAX: usize = 3;
/// The most answers of clients that one offer keeps.
pub const ANSWERS_MAX: usize = 40;
/// The farthest day until which an offer may stand, in days.
pub const DAYS_MAX: i64 = 366;
pub const TITLE_MAX: usize = 120;
pub const CLIENT_MAX: usize = 200;
pub const TEXT_MAX: usize = 5_000;
pub const CONTACT_MAX: usize = 120;
pub const COMMENT_MAX: usize = 2_000;

/// From where the lines of a variant came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Source {
    Draft(DraftId),
    Order(OrderId),
}

impl Source {
    /// In forms.
    pub fn code(self) -> String {
        match self {
            Source::Draft(id) => format!("draft:{id}"),
            Source::Order(id) => format!("order:{id}"),
        }
    }

    pub fn from_code(code: &str) -> Option<Source> {
        match code.split_once(':')? {
            ("draft", id) => id.parse().ok().map(Source::Draft),
            ("order", id) => id.parse().ok().map(Source::Order),
            _ => None,
        }
    }

    /// A draft keeps its id when it becomes an order.
    pub fn order(self) -> OrderId {
        match self {
            Source::Draft(id) => id.cast(),
            Source::Order(id) => id,
        }
    }
}

/// Where an offer stands. Whether its day has passed is told by the day, see [`Offer::status`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Nobody has opened it yet.
    Sent,
    Viewed,
    Asked,
    Accepted,
    Revoked,
}

/// What a list says of an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Sent,
    Viewed,
    Asked,
    Accepted,
    Expired,
    Revoked,
}

impl Status {
    pub const ALL: [Status; 6] = [
        Status::Sent,
        Status::Viewed,
        Status::Asked,
        Status::Accepted,
        Status::Expired,
        Status::Revoked,
    ];

    pub const fn code(self) -> &'static str {
        match self {
            Status::Sent => "sent",
            Status::Viewed => "viewed",
            Status::Asked => "asked",
            Status::Accepted => "accepted",
            Status::Expired => "expired",
            Status::Revoked => "revoked",
        }
    }

    pub const fn message(self) -> &'static str {
        match self {
            Status::Sent => "offers-status-sent",
            Status::Viewed => "offers-status-viewed",
            Status::Asked => "offers-status-asked",
            Status::Accepted => "offers-status-accepted",
            Status::Expired => "offers-status-expired",
            Status::Revoked => "offers-status-revoked",
        }
    }

    pub fn from_code(code: &str) -> Option<Status> {
        Status::ALL.into_iter().find(|status| status.code() == code)
    }
}

/// What the client did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AnswerKind {
    /// Took the variant of this number, from 0.
    Accepted(usize),
    Asked,
}

/// What a client left on the public page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    pub kind: AnswerKind,
    pub at: Moment,
    pub name: String,
    /// A telephone or an address.
    pub contact: String,
    #[serde(default)]
    pub comment: String,
    /// Somebody of the dealer has taken care of it.
    #[serde(default)]
    pub settled: Option<Moment>,
}

/// A variant in short: figures that the client sees too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VariantHead {
    pub name: String,
    pub source: Source,
    pub lines: usize,
    pub total: Money,
}

/// An offer without any figure that the client doesn't see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    pub id: OfferId,
    pub dealer: DealerId,
    /// Counted within the dealer.
    pub number: u32,
    pub title: String,
    /// For whom.
    #[serde(default)]
    pub client: String,
    pub author: Author,
    pub variants: Vec<VariantHead>,
    /// The last day on which it stands.
    pub until: Day,
    pub state: State,
    /// Grows with each new address.
    #[serde(default)]
    pub turn: u32,
    #[serde(default)]
    pub first_seen: Option<Moment>,
    #[serde(default)]
    pub answers: Vec<Answer>,
    /// The offer that this one stands instead of.
    #[serde(default)]
    pub replaces: Option<OfferId>,
    #[serde(default)]
    pub replaced_by: Option<OfferId>,
    pub created: Moment,
    pub changed: Moment,
    pub version: u32,
}

impl Offer {
    pub fn status(&self, today: Day) -> Status {
        match self.state {
            State::Accepted => Status::Accepted,
            State::Revoked => Status::Revoked,
            _ if self.until < today => Status::Expired,
            State::Sent => Status::Sent,
            State::Viewed => Status::Viewed,
            State::Asked => Status::Asked,
        }
    }

    /// May the client still take it?
    pub fn is_open(&self, today: Day) -> bool {
        matches!(self.status(today), Status::Sent | Status::Viewed | Status::Asked)
    }

    pub fn acceptance(&self) -> Option<(&Answer, usize)> {
        self.answers.iter().find_map(|answer| match answer.kind {
            AnswerKind::Accepted(variant) => Some((answer, variant)),
            AnswerKind::Asked => None,
        })
    }

    /// What waits for somebody of the dealer.
    pub fn waiting(&self) -> impl Iterator<Item = &Answer> {
        self.answers.iter().filter(|answer| answer.settled.is_none())
    }

    pub fn expect(&self, version: u32) -> Result<(), Message> {
        match self.version == version {
            true => Ok(()),
            false => Err(Message::new("offers-moved")),
        }
    }

    fn touched(mut self, at: Moment) -> Offer {
        self.changed = at;
        self.version = self.version.saturating_add(1);
        self
    }

    /// The client has opened the page for the first time.
    pub fn seen(mut self, at: Moment) -> Offer {
        if self.state == State::Sent {
            self.state = State::Viewed;
        }
        self.first_seen = self.first_seen.or(Some(at));
        self.touched(at)
    }

    /// The client takes a variant. `Ok(None)`: it was taken already, and stays so.
    pub fn accepted(mut self, answer: Answer, variant: usize, today: Day) -> Result<Option<Offer>, Message> {
        if self.state == State::Accepted {
            return Ok(None);
        }
        if !self.is_open(today) {
            return Err(Message::new("offers-closed"));
        }
        if variant >= self.variants.len() {
            return Err(Message::new("offers-variant-choose"));
        }
        let at = answer.at;
        self.state = State::Accepted;
        self.first_seen = self.first_seen.or(Some(at));
        self.answers.push(Answer {
            kind: AnswerKind::Accepted(variant),
            ..answer
        });
        Ok(Some(self.touched(at)))
    }

    /// The client asks. `Ok(None)`: the same question was asked already.
    pub fn asked(mut self, answer: Answer, today: Day) -> Result<Option<Offer>, Message> {
        let same = |old: &Answer| {
            (old.kind, &old.name, &old.contact, &old.comment)
                == (AnswerKind::Asked, &answer.name, &answer.contact, &answer.comment)
        };
        if self.answers.iter().any(same) {
            return Ok(None);
        }
        if !self.is_open(today) && self.state != State::Accepted {
            return Err(Message::new("offers-closed"));
        }
        if self.answers.len() >= ANSWERS_MAX {
            return Err(Message::new("offers-answers-many"));
        }
        let at = answer.at;
        if self.state != State::Accepted {
            self.state = State::Asked;
        }
        self.first_seen = self.first_seen.or(Some(at));
        self.answers.push(Answer {
            kind: AnswerKind::Asked,
            ..answer
        });
        Ok(Some(self.touched(at)))
    }

    /// What waited is taken care of.
    pub fn settled(mut self, at: Moment) -> Offer {
        for answer in &mut self.answers {
            answer.settled = answer.settled.or(Some(at));
        }
        self.touched(at)
    }

    /// The address leads nowhere any more. What the client has taken is agreed and can't be taken back by one side.
    pub fn revoked(mut self, by: Option<OfferId>, at: Moment) -> Result<Offer, Message> {
        match self.state {
            State::Accepted => Err(Message::new("offers-revoke-accepted")),
            State::Revoked => Err(Message::new("offers-revoked-already")),
            _ => {
                self.state = State::Revoked;
                self.replaced_by = by;
                Ok(self.touched(at))
            }
        }
    }

    /// Stands until another day. The prices stay as they are.
    pub fn extended(mut self, until: Day, today: Day, at: Moment) -> Result<Offer, Message> {
        if matches!(self.state, State::Accepted | State::Revoked) {
            return Err(Message::new("offers-closed"));
        }
        check_until(until, today)?;
        self.until = until;
        Ok(self.touched(at))
    }
}

/// A day that an offer can stand until.
pub fn check_until(until: Day, today: Day) -> Result<(), Message> {
    let days = until.since(today).map_or(-1, |span| i64::from(span.get_days()));
    match (0..=DAYS_MAX).contains(&days) {
        true => Ok(()),
        false => Err(Message::new("offers-until-range").with("days", DAYS_MAX)),
    }
}

/// What a line's price was made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineCost {
    pub sku: SkuId,
    pub quantity: Quantity,
    /// A unit, with the tax, as it was then.
    pub basis: Basis,
    /// What the dealer pays for the line.
    #[serde(default)]
    pub purchase: Option<Money>,
    /// Made to order: its price isn't in the price book.
    #[serde(default)]
    pub made: bool,
    /// How it is made, and by which edition of the model it was calculated; of offers made before these were kept: none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub configuration: Option<Configuration>,
    /// The line's own rule; `None`: by the variant's, or at the price that was set by hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<Rule>,
    /// The price that was set by hand; `None`: by a rule.
    #[serde(default)]
    pub own: Option<Money>,
}

/// What a variant's prices were made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VariantCosts {
    pub rule: Rule,
    #[serde(default)]
    pub contract: Option<ContractId>,
    /// The number of the price snapshot that purchase prices and RRP are from.
    pub book: u64,
    pub lines: Vec<LineCost>,
}

impl VariantCosts {
    /// The lines as they are calculated anew. `items`: what is sold in each; `owns`: prices of what is made to order.
    pub fn asked<'a>(&self, items: &'a [Option<Sellable>], owns: &[Option<Own>]) -> Vec<Asked<'a>> {
        let lines = self.lines.iter().zip(items).zip(owns);
        lines
            .map(|((line, item), own)| Asked {
                sku: line.sku,
                item: item.as_ref(),
                quantity: line.quantity,
                own: *own,
            })
            .collect()
    }
}

/// What the prices of an offer were made of. Only read for those who may see it; the public page never does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Costs {
    pub offer: OfferId,
    pub dealer: DealerId,
    /// The company that offers and how it pays the tax, for the next version; of offers made before these were kept: none.
    #[serde(default)]
    pub seller: Option<(BuyerId, VatRegime)>,
    pub rounding: Rounding,
    pub variants: Vec<VariantCosts>,
}

/// How often the public page was opened, and by whom lately: marks that tell one visitor from another and nothing else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Views {
    pub offer: OfferId,
    pub dealer: DealerId,
    pub count: u32,
    pub last: Moment,
    #[serde(default)]
    pub recent: Vec<(u64, Moment)>,
}

/// Within this time the same visitor is counted once, in seconds.
const VISIT_SECONDS: i64 = 1_800;
const VISITORS_KEPT: usize = 60;

impl Views {
    pub fn of(offer: &Offer) -> Views {
        Views {
            offer: offer.id,
            dealer: offer.dealer,
            count: 0,
            last: Moment::EPOCH,
            recent: Vec::new(),
        }
    }

    /// With one more visit; `None` where this visitor was counted a moment ago.
    pub fn with(mut self, visitor: u64, at: Moment) -> Option<Views> {
        self.recent.retain(|(_, seen)| at.seconds_since(*seen) < VISIT_SECONDS);
        if self.recent.iter().any(|(known, _)| *known == visitor) {
            return None;
        }
        self.recent.push((visitor, at));
        let over = self.recent.len().saturating_sub(VISITORS_KEPT);
        self.recent.drain(..over);
        self.count = self.count.saturating_add(1);
        self.last = at;
        Some(self)
    }
}
