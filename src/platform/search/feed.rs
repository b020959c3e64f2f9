//! What keeps the index in step with the records: a subscriber of the journal, and a rebuild when the index was lost.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use parking_lot::RwLock;

use super::{Change, Doc, Hits, Query, SearchError, SearchIndex};
use crate::platform::access::{Access, Permission};
use crate::platform::error::Error;
use crate::platform::journal::{Changed, Entry, Subscriber, position, read_after, subscriber_position};
use crate::platform::services::Services;
use crate::platform::store::ReadTx;

/// The subscriber's name: it names the cursor.
const NAME: &str = "search";
/// Documents that go into one commit of the index.
const PORTION: usize = 4_000;
/// A commit of the index costs some 10 ms and several flushes of the disk, whatever is in it.
const PACE: Duration = Duration::from_millis(250);

/// One kind of records as documents. A module adds its own at boot.
#[derive(Clone, Copy)]
pub struct Source {
    /// The kind that events name in [`Changed`], and that documents carry.
    pub kind: &'static str,
    /// Who finds this kind at all; which of them, the documents say.
    pub permission: Permission,
    /// The document of a record; `None` when it is gone or not to be found any more.
    pub document: fn(&ReadTx, key: &str) -> Result<Option<Doc>, Error>,
    /// Every document of this kind, for a rebuild.
    pub each: fn(&ReadTx, visit: &mut dyn FnMut(Doc)) -> Result<(), Error>,
}

/// The index and who fills it. A part: `services.part::<Feed>()`.
pub struct Feed {
    index: Arc<SearchIndex>,
    sources: RwLock<Vec<Source>>,
}

impl Feed {
    pub fn new(index: Arc<SearchIndex>) -> Arc<Feed> {
        Arc::new(Feed {
            index,
            sources: RwLock::default(),
        })
    }

    pub fn index(&self) -> &Arc<SearchIndex> {
        &self.index
    }

    /// At boot, before [`Feed::catch_up`]. One kind has one source: two would double its documents in a rebuild.
    pub fn add(&self, source: Source) {
        let mut sources = self.sources.write();
        sources.retain(|known| known.kind != source.kind);
        sources.push(source);
    }

    /// Looks through every kind that the reader may see.
    pub fn search(&self, access: &Access, text: &str, limit: usize, offset: usize) -> Result<Hits, Error> {
        let sources = self.sources.read();
        let allowed = sources.iter().filter(|source| access.may(source.permission));
        let kinds: Vec<String> = allowed.map(|source| source.kind.to_owned()).collect();
        if kinds.is_empty() {
            return Ok(Hits::default());
        }
        let (text, scope) = (text.to_owned(), access.scope().clone());
        Ok(self.index.query(&Query {
            text,
            kinds,
            scope,
            group: Vec::new(),
            limit,
            offset,
        })?)
    }

    /// Follows the journal.
    pub fn subscriber(self: &Arc<Feed>, services: &Arc<Services>) -> Subscriber {
        let (feed, services) = (Arc::clone(self), Arc::clone(services));
        Subscriber::outside(NAME, move |entries| {
            let (feed, access) = (Arc::clone(&feed), Access::system(&services, NAME));
            async move {
                let work = tokio::task::spawn_blocking(move || feed.follow(&access, &entries));
                work.await.map_err(Error::internal)?
            }
        })
        .patient()
        .paced(PACE)
    }

    /// Brings the index to the subscriber's cursor: from the journal, or from the records when the index was lost or is
    /// ahead of the journal (a restored backup). Blocks; at boot, before anything is served.
    pub fn catch_up(&self, access: &Access) -> Result<(), Error> {
        const ENTRIES: usize = 1_000;
        let tx = access.read()?;
        let (cursor, newest) = (subscriber_position(&tx, NAME)?, position(&tx)?);
        let held = self.index.position();
        if held > newest || held == 0 && cursor > 0 {
            return self.rebuild_from(&tx);
        }
        let mut at = held;
        while at < cursor {
            let mut entries = read_after(&tx, at, ENTRIES)?;
            entries.retain(|entry| entry.seq <= cursor);
            let Some(last) = entries.last() else { break };
            at = last.seq;
            self.follow(access, &entries)?;
        }
        if self.index.position() < cursor {
            self.index.apply(&[], cursor)?;
        }
        Ok(())
    }

    /// Throws the index away and fills it from the records.
    pub fn rebuild(&self, access: &Access) -> Result<(), Error> {
        self.rebuild_from(&access.read()?)
    }

    fn rebuild_from(&self, tx: &ReadTx) -> Result<(), Error> {
        let at = position(tx)?;
        let mut filling = self.index.fill()?;
        let mut failed = None;
        for source in self.sources.read().iter() {
            (source.each)(tx, &mut |doc| {
                if failed.is_none() {
                    failed = filling.add(&doc).err();
                }
            })?;
        }
        if let Some(error) = failed {
            return Err(error.into());
        }
        filling.finish(at)?;
        tracing::info!(
            documents = self.index.len(),
            position = at,
            "the search index was filled"
        );
        Ok(())
    }

    fn follow(&self, access: &Access, entries: &[Entry]) -> Result<(), Error> {
        let Some(last) = entries.last() else { return Ok(()) };
        // The index may be ahead of the cursor, never behind: it was filled at boot.
        let entries = entries.iter().filter(|entry| entry.seq > self.index.position());
        let particulars = entries.filter_map(|entry| entry.particulars.as_ref());
        let changed: BTreeSet<(&str, &str)> = particulars
            .flat_map(|particulars| &particulars.changed)
            .map(|Changed { kind, key }| (kind.as_str(), key.as_str()))
            .collect();
        let changed: Vec<(&str, &str)> = changed.into_iter().collect();
        if changed.is_empty() {
            // An empty commit would cost 10 ms for each entry of the journal; the next start makes up for the position.
            return Ok(());
        }
        let portions = changed.len().div_ceil(PORTION);
        for (at, portion) in changed.chunks(PORTION).enumerate() {
            let changes = self.changes(access, portion)?;
            let position = if at + 1 == portions {
                last.seq
            } else {
                self.index.position()
            };
            self.index.apply(&changes, position)?;
        }
        Ok(())
    }

    fn changes(&self, access: &Access, changed: &[(&str, &str)]) -> Result<Vec<Change>, Error> {
        let tx = access.read()?;
        let sources = self.sources.read();
        let mut changes = Vec::with_capacity(changed.len());
        for (kind, key) in changed {
            let Some(source) = sources.iter().find(|source| source.kind == *kind) else {
                continue;
            };
            changes.push(match (source.document)(&tx, key)? {
                Some(doc) => Change::Put(Box::new(doc)),
                None => Change::Delete {
                    kind: (*kind).to_owned(),
                    id: (*key).to_owned(),
                },
            });
        }
        Ok(changes)
    }
}

impl From<SearchError> for Error {
    fn from(error: SearchError) -> Error {
        Error::internal(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::access::Technical;
    use crate::platform::journal::{Event, Follower, Recipient, Subject};
    use crate::platform::search::Audience;
    use crate::platform::store::{MemoryEngine, Reader, Record, Store, Table};
    use crate::platform::values::{Clock, DealerId, Message, Scope};
    use serde::{Deserialize, Serialize};
    use std::ops::ControlFlow;

    #[derive(Clone, Serialize, Deserialize)]
    struct Thing {
        name: String,
        title: String,
    }

    impl Record for Thing {
        const TABLE: Table = Table::new(900, "thing");
        type Key = String;
        fn key(&self) -> String {
            self.name.clone()
        }
        fn visible_to(&self, scope: &Scope) -> bool {
            scope.is_signed_in()
        }
    }
    impl Technical for Thing {}

    struct Renamed(Vec<String>);

    impl Event for Renamed {
        fn kind(&self) -> &'static str {
            "things.renamed"
        }
        fn subject(&self) -> Subject {
            Subject::new("thing", "all", "/")
        }
        fn dealer(&self) -> Option<DealerId> {
            None
        }
        fn sentence(&self) -> Message {
            Message::new("things-renamed")
        }
        fn told(&self) -> Vec<Recipient> {
            Vec::new()
        }
        fn changed(&self) -> Vec<Changed> {
            self.0
                .iter()
                .map(|key| Changed {
                    kind: "thing".into(),
                    key: key.clone(),
                })
                .collect()
        }
    }

    fn doc(thing: Thing) -> Doc {
        let audience = vec![Audience::Everyone];
        Doc {
            id: thing.name,
            kind: "thing".into(),
            audience,
            title: thing.title,
            ..Doc::default()
        }
    }

    const THINGS: Source = Source {
        kind: "thing",
        permission: crate::platform::access::permissions::SIGNED_IN,
        document: |tx, key| Ok(tx.get::<Thing>(&key.to_owned())?.map(doc)),
        each: |tx, visit| {
            Ok(tx.each(|thing: Thing| {
                visit(doc(thing));
                ControlFlow::Continue(())
            })?)
        },
    };

    struct Bench {
        services: Arc<Services>,
        access: Access,
        feed: Arc<Feed>,
    }

    impl Bench {
        fn new() -> Bench {
            let store = Store::start(MemoryEngine::new(7), |error| panic!("{error}")).unwrap();
            let services = Services::new(store, Clock::system(), jiff::tz::TimeZone::UTC);
            let feed = Feed::new(Arc::new(SearchIndex::in_memory().unwrap()));
            feed.add(THINGS);
            Bench {
                access: Access::system(&services, "test"),
                services,
                feed,
            }
        }

        /// Saves things under one entry, or deletes those without a title.
        fn save(&self, things: &[(&str, &str)]) {
            let things: Vec<(String, String)> = things.iter().map(|(n, t)| ((*n).into(), (*t).into())).collect();
            let work = move |write: &mut crate::platform::access::Write<'_, '_>| {
                let mut change = write.change(&Renamed(things.iter().map(|(name, _)| name.clone()).collect()))?;
                for (name, title) in &things {
                    if title.is_empty() {
                        change.delete::<Thing>(name)?;
                    } else {
                        change.save(&Thing {
                            name: name.clone(),
                            title: title.clone(),
                        })?;
                    }
                }
                Ok(())
            };
            self.access.write_blocking(work).unwrap();
        }

        fn follow(&self) {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            let follower = Follower::new(
                self.services.store.clone(),
                self.services.clock.clone(),
                self.feed.subscriber(&self.services),
            );
            while runtime.block_on(follower.portion()).unwrap() > 0 {}
        }

        fn found(&self, text: &str) -> Vec<String> {
            let hits = self.feed.index.query(&Query::new(text, Scope::All, 10)).unwrap();
            hits.items.into_iter().map(|hit| hit.id).collect()
        }
    }

    #[test]
    fn the_index_follows_the_journal() {
        let bench = Bench::new();
        bench.save(&[("a", "Окно"), ("b", "Дверь")]);
        bench.follow();
        assert_eq!(
            (bench.found("окно"), bench.found("дверь")),
            (vec!["a".to_owned()], vec!["b".to_owned()])
        );
        bench.save(&[("a", ""), ("b", "Ворота")]);
        bench.follow();
        assert_eq!(bench.found("окно"), [""; 0]);
        assert_eq!(bench.found("ворота"), ["b"]);
        assert_eq!(bench.feed.index.position(), 2);
    }

    #[test]
    fn a_lost_index_is_filled_from_the_records_and_an_old_one_from_the_journal() {
        let bench = Bench::new();
        bench.save(&[("a", "Окно")]);
        bench.follow();
        bench.feed.index.rebuild([], 0).unwrap();
        bench.feed.catch_up(&bench.access).unwrap();
        assert_eq!(bench.found("окно"), ["a"]);
        bench.save(&[("b", "Окно второе")]);
        bench.follow();
        bench.feed.index.rebuild([], 1).unwrap();
        bench.feed.catch_up(&bench.access).unwrap();
        assert_eq!(
            bench.found("окно"),
            ["b"],
            "only what the journal tells after entry 1 is read again"
        );
        bench.feed.index.rebuild([], 99).unwrap();
        bench.feed.catch_up(&bench.access).unwrap();
        assert_eq!(
            bench.found("окно").len(),
            2,
            "an index from the future is of another store"
        );
    }
}
