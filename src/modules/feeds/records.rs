//! How feeds are stored, and who may see them.

use super::{Feed, FeedId, Reads};
use crate::platform::access::Technical;
use crate::platform::store::{Counter, Index, Indexer, Record, RecordInfo, Table};
use crate::platform::values::Scope;

/// By dealer, then by age.
pub const FEED_BY_DEALER: Index<Feed> = Index::new(110 * 16, "feed.by_dealer");
/// By the hash of the secret in the address.
pub const FEED_BY_LINK: Index<Feed> = Index::unique(110 * 16 + 1, "feed.by_link");
/// By what stands in the addresses of pictures.
pub const FEED_BY_PICTURES: Index<Feed> = Index::unique(110 * 16 + 2, "feed.by_pictures");
/// Feeds of a dealer.
pub const FEEDS: Counter = Counter::new(110 * 16, "feed.count");

pub const RECORDS: &[RecordInfo] = &[RecordInfo::of::<Feed>(), RecordInfo::of::<Reads>()];

impl Record for Feed {
    const TABLE: Table = Table::new(110, "feed");
    const VERSIONED: bool = true;
    type Key = FeedId;

    fn key(&self) -> FeedId {
        self.id
    }
    /// The public address reads it as the cabinet itself, by the hash of the secret.
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.includes(self.dealer)
    }
    fn index(&self, indexer: &mut Indexer) {
        indexer.put(&FEED_BY_DEALER, &(self.dealer, self.created));
        indexer.put(&FEED_BY_LINK, self.link.as_str());
        indexer.put(&FEED_BY_PICTURES, self.pictures.as_str());
        indexer.count(FEEDS, &self.dealer);
    }
}

impl Record for Reads {
    const TABLE: Table = Table::new(111, "feed_reads");
    type Key = FeedId;

    fn key(&self) -> FeedId {
        self.feed
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.includes(self.dealer)
    }
}

/// Readings are counted, not told.
impl Technical for Reads {}
