//! Posts and what may be done with them: pure rules.

use serde::{Deserialize, Serialize};

use crate::modules::catalogue::SkuId;
use crate::modules::orders::{Author, Order, OrderId, OrderNumber};
use crate::platform::error::Error;
pub use crate::platform::files::Attachment;
use crate::platform::values::{DealerId, Id, MembershipId, Message, Moment, cleaned};

pub type PostId = Id<Post>;

/// The longest text of a post, in characters.
pub const TEXT_MAX: usize = 10_000;
/// Files of one post.
pub const FILES_MAX: usize = 8;
/// Posts of one order.
pub const POSTS_MAX: u32 = 5_000;
/// For so long an author may change or take back a post.
pub const MENDING_SECONDS: i64 = 15 * 60;
/// People whom one post names.
pub const MENTIONS_MAX: usize = 20;

/// Who a post is meant for. What is meant for one side is absent for the other: the record itself says so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Audience {
    /// Both sides.
    #[default]
    Shared,
    /// The manufacturer's people alone.
    Staff,
    /// The dealer's people alone.
    Dealer,
}

impl Audience {
    /// Part of stored keys: never renumber.
    pub const fn code(self) -> u8 {
        match self {
            Audience::Shared => 0,
            Audience::Staff => 1,
            Audience::Dealer => 2,
        }
    }

    /// The notes of a side.
    pub const fn notes_of(dealer: bool) -> Audience {
        match dealer {
            true => Audience::Dealer,
            false => Audience::Staff,
        }
    }
}

/// A line of the order that a post is about: its goods, and which of the lines with the same goods.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineMark {
    pub sku: SkuId,
    #[serde(default)]
    pub again: u16,
    /// As the line was called then.
    pub name: String,
}

impl LineMark {
    /// The line at a place of an order, from 0.
    pub fn at(order: &Order, place: usize) -> Option<LineMark> {
        let line = order.lines.get(place)?;
        let before = order.lines[..place].iter().filter(|other| other.sku == line.sku);
        Some(LineMark {
            sku: line.sku,
            again: u16::try_from(before.count()).unwrap_or(u16::MAX),
            name: line.name.clone(),
        })
    }

    /// Where the line stands in the order now, from 0; none when it is gone.
    pub fn place(&self, order: &Order) -> Option<usize> {
        let same = order.lines.iter().enumerate().filter(|(_, line)| line.sku == self.sku);
        same.map(|(place, _)| place).nth(usize::from(self.again))
    }

    pub fn is(&self, other: &LineMark) -> bool {
        self.sku == other.sku && self.again == other.again
    }
}

/// Somebody whom a post names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    pub membership: MembershipId,
    pub name: String,
}

/// A post that waits for an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Which side must answer.
    pub to_dealer: bool,
    #[serde(default)]
    pub settled: Option<Settled>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settled {
    pub by: Author,
    pub at: Moment,
    /// The post that answers it, where there is one.
    #[serde(default)]
    pub post: Option<PostId>,
}

/// Something that somebody wrote on an order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Post {
    pub id: PostId,
    pub order: OrderId,
    pub number: OrderNumber,
    pub dealer: DealerId,
    /// The journal's number of its entry: posts stand in this order.
    pub seq: u64,
    #[serde(default)]
    pub audience: Audience,
    #[serde(default)]
    pub line: Option<LineMark>,
    pub author: Author,
    /// It was written through the link of a letter, without signing in.
    #[serde(default)]
    pub by_link: bool,
    #[serde(default)]
    pub text: String,
    #[serde(default)]
    pub files: Vec<Attachment>,
    #[serde(default)]
    pub mentions: Vec<Mention>,
    #[serde(default)]
    pub question: Option<Question>,
    pub at: Moment,
    #[serde(default)]
    pub edited: Option<Moment>,
    #[serde(default)]
    pub removed: Option<Moment>,
}

/// Why something can't be done in a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    Empty,
    TooLong,
    TooManyFiles,
    FileTooLarge,
    FileEmpty,
    Full,
    NotOwn,
    TooLate,
    Removed,
    NoQuestion,
    LineGone,
    NoteAsks,
}

impl Refusal {
    pub fn message(self) -> Message {
        Message::new(match self {
            Refusal::Empty => "talk-refused-empty",
            Refusal::TooLong => "talk-refused-too-long",
            Refusal::TooManyFiles => "talk-refused-files",
            Refusal::FileTooLarge => "talk-refused-file-large",
            Refusal::FileEmpty => "talk-refused-file-empty",
            Refusal::Full => "talk-refused-full",
            Refusal::NotOwn => "talk-refused-not-own",
            Refusal::TooLate => "talk-refused-late",
            Refusal::Removed => "talk-refused-removed",
            Refusal::NoQuestion => "talk-refused-no-question",
            Refusal::LineGone => "talk-refused-line",
            Refusal::NoteAsks => "talk-refused-note-asks",
        })
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Error {
        Error::Refused(refusal.message())
    }
}

impl Post {
    pub fn is_note(&self) -> bool {
        self.audience != Audience::Shared
    }

    pub fn is_open_question(&self) -> bool {
        self.removed.is_none() && self.question.as_ref().is_some_and(|of| of.settled.is_none())
    }

    pub fn is_by(&self, membership: MembershipId) -> bool {
        self.author.membership == Some(membership)
    }

    /// May this person change it or take it back now?
    pub fn mendable(&self, membership: MembershipId, now: Moment) -> Result<(), Refusal> {
        if !self.is_by(membership) {
            return Err(Refusal::NotOwn);
        }
        if self.removed.is_some() {
            return Err(Refusal::Removed);
        }
        match now.seconds_since(self.at) < MENDING_SECONDS {
            true => Ok(()),
            false => Err(Refusal::TooLate),
        }
    }

    /// The words are gone, the trace stays: who and when.
    pub fn taken_back(mut self, now: Moment) -> Post {
        self.text.clear();
        self.files.clear();
        self.mentions.clear();
        self.edited = None;
        self.removed = Some(now);
        self
    }

    pub fn settle(mut self, by: Author, at: Moment, post: Option<PostId>) -> Result<Post, Refusal> {
        if !self.is_open_question() {
            return Err(Refusal::NoQuestion);
        }
        if let Some(question) = &mut self.question {
            question.settled = Some(Settled { by, at, post });
        }
        Ok(self)
    }
}

/// A text that may be kept with so many files.
pub fn fitting(text: &str, files: usize) -> Result<String, Refusal> {
    let text = cleaned(text);
    if text.is_empty() && files == 0 {
        return Err(Refusal::Empty);
    }
    if text.chars().count() > TEXT_MAX {
        return Err(Refusal::TooLong);
    }
    if files > FILES_MAX {
        return Err(Refusal::TooManyFiles);
    }
    Ok(text)
}
