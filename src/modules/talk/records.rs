//! How conversations are stored, and who may see what.

use serde::{Deserialize, Serialize};

use super::events::TALK;
use super::model::{Audience, LineMark, Post, PostId};
use crate::modules::orders::{Order, OrderId, OrderNumber, people_of_number, sees_order};
use crate::platform::access::Technical;
use crate::platform::notify::Owner;
use crate::platform::store::{Counter, Index, Indexer, Reader, Record, RecordInfo, StoreError, Table};
use crate::platform::values::{DealerId, MembershipId, Moment, Scope};

/// By order and audience, in the order of writing.
pub const POST_BY_ORDER: Index<Post> = Index::new(80 * 16, "talk_post.by_order");
/// By line and audience: the order, the goods, which of the lines with the same goods, the audience.
pub const POST_BY_LINE: Index<Post> = Index::new(80 * 16 + 1, "talk_post.by_line");
/// Open questions by dealer and the side that must answer.
pub const QUESTION_BY_DEALER: Index<Post> = Index::new(80 * 16 + 2, "talk_post.questions_by_dealer");
/// Open questions of all dealers by the side that must answer.
pub const QUESTION_BY_SIDE: Index<Post> = Index::new(80 * 16 + 3, "talk_post.questions_by_side");
/// Open questions of an order.
pub const QUESTION_BY_ORDER: Index<Post> = Index::new(80 * 16 + 4, "talk_post.questions_by_order");

/// What one person has not read, the newest last.
pub const UNREAD_BY_MEMBER: Index<Unread> = Index::new(81 * 16, "talk_unread.by_member");
/// Conversations that one person has not read.
pub const UNREAD: Counter = Counter::new(81 * 16, "talk_unread.count");
/// The same by person and dealer: who loses a dealer is not told of what is said there any more, and is again when the
/// dealer comes back.
pub const UNREAD_OF_DEALER: Counter = Counter::new(81 * 16 + 1, "talk_unread.count_of_dealer");

/// Conversations of a dealer by what both sides wrote last.
pub const THREAD_BY_DEALER: Index<Thread> = Index::new(82 * 16, "talk_thread.by_dealer");
/// Of all dealers.
pub const THREAD_BY_LAST: Index<Thread> = Index::new(82 * 16 + 1, "talk_thread.by_last");

pub const RECORDS: &[RecordInfo] = &[
    RecordInfo::of::<Post>(),
    RecordInfo::of::<Unread>(),
    RecordInfo::of::<Thread>(),
];

/// For the bell: a conversation is whose its order is.
pub const OWNERS: &[Owner] = &[Owner {
    kind: TALK,
    see: Some(super::permissions::READ),
    people: |tx, key| people_of_number(tx, key).map(Some),
}];

impl Record for Post {
    const TABLE: Table = Table::new(80, "talk_post");
    const VERSIONED: bool = true;
    type Key = PostId;

    fn key(&self) -> PostId {
        self.id
    }

    /// Notes of one side are not there for the other, whoever asks and however.
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.includes(self.dealer)
            && match self.audience {
                Audience::Shared => true,
                Audience::Staff => scope.is_staff(),
                Audience::Dealer => !scope.is_staff(),
            }
    }
    fn seen_with<T: Reader + ?Sized>(&self, tx: &T) -> Result<bool, StoreError> {
        sees_order(tx, self.order)
    }

    fn index(&self, indexer: &mut Indexer) {
        let audience = self.audience.code();
        indexer.put(&POST_BY_ORDER, &(self.order, audience, self.seq));
        if let Some(line) = &self.line {
            indexer.put(&POST_BY_LINE, &(self.order, line.sku, line.again, audience, self.seq));
        }
        if self.is_open_question()
            && let Some(question) = &self.question
        {
            indexer.put(&QUESTION_BY_DEALER, &(self.dealer, question.to_dealer, self.seq));
            indexer.put(&QUESTION_BY_SIDE, &(question.to_dealer, self.seq));
            indexer.put(&QUESTION_BY_ORDER, &(self.order, self.seq));
        }
    }
}

/// That somebody has not read something on an order; gone when it is read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Unread {
    pub membership: MembershipId,
    pub order: OrderId,
    pub number: OrderNumber,
    pub dealer: DealerId,
    /// The first and the last post that were not read.
    pub first: u64,
    pub last: u64,
    pub count: u32,
    /// One of them names this person.
    #[serde(default)]
    pub named: bool,
    pub at: Moment,
}

impl Record for Unread {
    const TABLE: Table = Table::new(81, "talk_unread");
    // 2: counted by dealer.
    const INDEXES: u16 = 2;
    type Key = (MembershipId, OrderId);

    fn key(&self) -> (MembershipId, OrderId) {
        (self.membership, self.order)
    }

    /// Whoever writes leaves it for the others, of both sides; pages ask for the own membership's.
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.includes(self.dealer)
    }
    fn seen_with<T: Reader + ?Sized>(&self, tx: &T) -> Result<bool, StoreError> {
        sees_order(tx, self.order)
    }

    fn index(&self, indexer: &mut Indexer) {
        indexer.put(&UNREAD_BY_MEMBER, &(self.membership, self.last));
        indexer.count(UNREAD, &self.membership);
        indexer.count(UNREAD_OF_DEALER, &(self.membership, self.dealer));
    }
}

impl Technical for Unread {}

/// How much one audience was told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Tally {
    pub count: u32,
    /// The last post; 0 before the first.
    pub last: u64,
    /// Grows with each change, so that it tells whether something looks otherwise.
    pub changes: u32,
    #[serde(default)]
    pub at: Moment,
}

/// How many posts a line has, by audience.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LineTally {
    pub line: LineMark,
    pub counts: [u32; 3],
}

/// Somebody who has written, and on which side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Writer {
    pub membership: MembershipId,
    pub dealer: bool,
}

/// An order's conversation as a whole: small, so that the order's page may ask for it each time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Thread {
    pub order: OrderId,
    pub number: OrderNumber,
    pub dealer: DealerId,
    /// By [`Audience::code`].
    pub tallies: [Tally; 3],
    #[serde(default)]
    pub lines: Vec<LineTally>,
    #[serde(default)]
    pub writers: Vec<Writer>,
}

impl Record for Thread {
    const TABLE: Table = Table::new(82, "talk_thread");
    type Key = OrderId;

    fn key(&self) -> OrderId {
        self.order
    }

    fn visible_to(&self, scope: &Scope) -> bool {
        scope.includes(self.dealer)
    }
    fn seen_with<T: Reader + ?Sized>(&self, tx: &T) -> Result<bool, StoreError> {
        sees_order(tx, self.order)
    }

    fn index(&self, indexer: &mut Indexer) {
        // By what both sides see: the place of a conversation in a list tells nothing of notes.
        let last = self.tally(Audience::Shared).last;
        if last > 0 {
            indexer.put(&THREAD_BY_DEALER, &(self.dealer, last));
            indexer.put(&THREAD_BY_LAST, &last);
        }
    }
}

/// Writers that a conversation remembers.
const WRITERS_MAX: usize = 100;

impl Thread {
    pub fn of(order: &Order) -> Thread {
        Thread {
            order: order.id,
            number: order.number,
            dealer: order.dealer,
            tallies: [Tally::default(); 3],
            lines: Vec::new(),
            writers: Vec::new(),
        }
    }

    pub fn tally(&self, audience: Audience) -> &Tally {
        &self.tallies[usize::from(audience.code())]
    }

    /// All posts, of all audiences.
    pub fn total(&self) -> u32 {
        self.tallies.iter().map(|tally| tally.count).sum()
    }

    /// What a reader of a side sees.
    pub fn seen_by(&self, dealer: bool) -> [Tally; 2] {
        [*self.tally(Audience::Shared), *self.tally(Audience::notes_of(dealer))]
    }

    /// How many posts a line has for a reader of a side.
    pub fn on_line(&self, line: &LineMark, dealer: bool) -> u32 {
        let found = self.lines.iter().find(|tally| tally.line.is(line));
        found.map_or(0, |tally| {
            let own = usize::from(Audience::notes_of(dealer).code());
            tally.counts[0] + tally.counts[own]
        })
    }

    /// Takes a new post in.
    pub fn add(&mut self, post: &Post) {
        let code = usize::from(post.audience.code());
        let tally = &mut self.tallies[code];
        tally.count += 1;
        tally.last = post.seq;
        tally.changes += 1;
        tally.at = post.at;
        if let Some(line) = &post.line {
            match self.lines.iter_mut().find(|tally| tally.line.is(line)) {
                Some(tally) => tally.counts[code] += 1,
                None => {
                    let mut counts = [0; 3];
                    counts[code] = 1;
                    self.lines.push(LineTally {
                        line: line.clone(),
                        counts,
                    });
                }
            }
        }
        if let Some(membership) = post.author.membership {
            let writer = Writer {
                membership,
                dealer: post.author.side.is_dealer(),
            };
            if self.writers.len() < WRITERS_MAX && !self.writers.contains(&writer) {
                self.writers.push(writer);
            }
        }
    }

    /// A post of this audience looks otherwise now.
    pub fn touch(&mut self, audience: Audience) {
        self.tallies[usize::from(audience.code())].changes += 1;
    }
}
