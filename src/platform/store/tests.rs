//! One suite for both engines: what holds for one must hold for the other.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::codec::{decode, encode};
use super::*;
use crate::platform::values::{DealerId, Id, Moment, PageRequest, Scope};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Note {
    id: Id<Note>,
    dealer: DealerId,
    code: String,
    rank: i64,
}

mod narrow;
mod rehearse;

const BY_DEALER: Index<Note> = Index::new(1, "note.by_dealer");
const BY_CODE: Index<Note> = Index::unique(2, "note.by_code");
const NOTES: Counter = Counter::new(1, "notes");
const RANKS: Counter = Counter::new(2, "ranks");

impl Record for Note {
    const TABLE: Table = Table::new(1, "note");
    type Key = Id<Note>;
    fn key(&self) -> Id<Note> {
        self.id
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.includes(self.dealer)
    }
    fn index(&self, indexer: &mut Indexer) {
        indexer.put(&BY_DEALER, &(self.dealer, self.rank));
        indexer.put(&BY_CODE, self.code.as_str());
        indexer.count(NOTES, &self.dealer);
        indexer.add(RANKS, &self.dealer, self.rank);
    }
}

fn dealer(name: &str) -> DealerId {
    Id::derived("dealer", name)
}

fn note(dealer: DealerId, code: &str, rank: i64) -> Note {
    Note {
        id: Id::derived("note", code),
        dealer,
        code: code.into(),
        rank,
    }
}

fn stamp() -> Stamp {
    Stamp {
        now: Moment::from_millis(1_000),
        seed: [7; 32],
    }
}

fn put(store: &Store, scope: Scope, notes: Vec<Note>) -> Result<()> {
    store.write_blocking(Priority::People, scope, stamp(), move |tx| {
        for note in &notes {
            tx.put(note)?;
        }
        Ok(())
    })
}

/// Runs a test on a fresh store of each engine.
fn on_each_engine(test: impl Fn(&Store)) {
    let memory = Store::start(MemoryEngine::new(42), |_| {}).unwrap();
    test(&memory);
    memory.close();
    let folder = tempfile::tempdir().unwrap();
    let engine = RedbEngine::open(&folder.path().join("t.redb"), 16 << 20, |_| {}).unwrap();
    let redb = Store::start(engine, |_| {}).unwrap();
    test(&redb);
    redb.close();
    let below = RedbEngine::open(&folder.path().join("l.redb"), 16 << 20, |_| {}).unwrap();
    let engine = LoggedEngine::open(below, &folder.path().join("l.redb")).unwrap();
    let logged = Store::start(engine, |_| {}).unwrap();
    test(&logged);
    logged.close();
}

fn ranks(page: &crate::platform::values::Page<Note>) -> Vec<i64> {
    page.items.iter().map(|note| note.rank).collect()
}

#[test]
fn pages_follow_the_index_in_both_directions() {
    on_each_engine(|store| {
        let own = dealer("a");
        put(
            store,
            Scope::All,
            (0..25).map(|rank| note(own, &rank.to_string(), rank)).collect(),
        )
        .unwrap();
        put(store, Scope::All, vec![note(dealer("b"), "foreign", 3)]).unwrap();
        let tx = store.read(Scope::Dealer(own));
        for descending in [false, true] {
            let mut seen = Vec::new();
            let mut after = None;
            loop {
                let request = PageRequest {
                    after,
                    limit: 10,
                    descending,
                };
                let page = tx.scan(&BY_DEALER, &own, &request).unwrap();
                seen.extend(ranks(&page));
                after = page.next;
                if after.is_none() {
                    break;
                }
            }
            let mut expected: Vec<i64> = (0..25).collect();
            if descending {
                expected.reverse();
            }
            assert_eq!(seen, expected);
        }
    });
}

#[test]
fn several_dealers_are_merged_in_the_order_of_the_index() {
    on_each_engine(|store| {
        let (a, b) = (dealer("a"), dealer("b"));
        let notes = (0..20).map(|rank| note(if rank % 3 == 0 { a } else { b }, &rank.to_string(), rank));
        put(store, Scope::All, notes.collect()).unwrap();
        let tx = store.read(Scope::dealers([a, b]));
        let first = tx
            .scan_merged(&BY_DEALER, &[&a, &b], &PageRequest::first(7).descending())
            .unwrap();
        assert_eq!(ranks(&first), (13..20).rev().collect::<Vec<_>>());
        let next = PageRequest::first(50).descending().after(first.next);
        assert_eq!(
            ranks(&tx.scan_merged(&BY_DEALER, &[&a, &b], &next).unwrap()),
            (0..13).rev().collect::<Vec<_>>()
        );
    });
}

#[test]
fn what_is_out_of_scope_is_absent_and_cannot_be_written() {
    on_each_engine(|store| {
        let (own, foreign) = (dealer("own"), dealer("foreign"));
        put(store, Scope::All, vec![note(foreign, "x", 1)]).unwrap();
        let tx = store.read(Scope::Dealer(own));
        let key = note(foreign, "x", 1).id;
        assert_eq!(tx.get::<Note>(&key).unwrap(), None);
        assert_eq!(tx.find(&BY_CODE, "x").unwrap(), None);
        assert!(
            tx.scan(&BY_DEALER, &foreign, &PageRequest::first(10))
                .unwrap()
                .items
                .is_empty()
        );
        let stolen = Note {
            dealer: own,
            ..note(foreign, "x", 1)
        };
        assert!(matches!(
            put(store, Scope::Dealer(own), vec![stolen]),
            Err(StoreError::OutOfScope)
        ));
        assert!(matches!(
            put(store, Scope::Dealer(own), vec![note(foreign, "y", 1)]),
            Err(StoreError::OutOfScope)
        ));
    });
}

#[test]
fn a_unique_value_has_one_holder_and_is_free_after_it_moves() {
    on_each_engine(|store| {
        let own = dealer("a");
        put(store, Scope::All, vec![note(own, "x", 1)]).unwrap();
        let rival = Note {
            id: Id::derived("note", "rival"),
            ..note(own, "x", 2)
        };
        assert!(matches!(
            put(store, Scope::All, vec![rival.clone()]),
            Err(StoreError::Taken("note.by_code"))
        ));
        let moved = Note {
            code: "z".into(),
            ..note(own, "x", 1)
        };
        put(store, Scope::All, vec![moved]).unwrap();
        put(store, Scope::All, vec![rival]).unwrap();
        let tx = store.read(Scope::All);
        assert_eq!(tx.find(&BY_CODE, "x").unwrap().unwrap().rank, 2);
        assert_eq!(tx.count(NOTES, &own).unwrap(), 2);
    });
}

#[test]
fn a_refused_or_panicking_closure_leaves_nothing() {
    on_each_engine(|store| {
        let own = dealer("a");
        let refused: Result<()> = store.write_blocking(Priority::People, Scope::All, stamp(), move |tx| {
            tx.put(&note(own, "x", 1))?;
            Err(StoreError::Closed)
        });
        assert!(refused.is_err());
        let panicked: Result<()> = store.write_blocking(Priority::People, Scope::All, stamp(), move |tx| {
            tx.put(&note(own, "y", 1))?;
            panic!("on purpose")
        });
        assert!(matches!(panicked, Err(StoreError::Panicked(_))));
        put(store, Scope::All, vec![note(own, "z", 1)]).unwrap();
        let tx = store.read(Scope::All);
        let codes: Vec<String> = tx.list::<Note>(10).unwrap().into_iter().map(|note| note.code).collect();
        assert_eq!(codes, ["z"]);
        assert!(tx.check(&[RecordInfo::of::<Note>()]).unwrap().findings.is_empty());
    });
}

#[test]
fn concurrent_writers_each_get_their_own_number() {
    on_each_engine(|store| {
        const SERIES: Counter = Counter::new(9, "series");
        let store = Arc::new(store.clone());
        let threads: Vec<_> = (0..8)
            .map(|_| {
                let store = Arc::clone(&store);
                std::thread::spawn(move || {
                    let next = |_| {
                        store
                            .write_blocking(Priority::People, Scope::All, stamp(), |tx| {
                                tx.next_in_series(SERIES, &())
                            })
                            .unwrap()
                    };
                    (0..50).map(next).collect::<Vec<i64>>()
                })
            })
            .collect();
        let mut numbers: Vec<i64> = threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect();
        numbers.sort_unstable();
        assert_eq!(numbers, (1..=400).collect::<Vec<_>>());
    });
}

#[test]
fn a_write_sees_what_it_wrote_itself() {
    on_each_engine(|store| {
        let own = dealer("a");
        put(store, Scope::All, vec![note(own, "1", 1), note(own, "3", 3)]).unwrap();
        let seen = store.write_blocking(Priority::People, Scope::All, stamp(), move |tx| {
            tx.put(&note(own, "2", 2))?;
            tx.remove::<Note>(&note(own, "3", 3).id)?;
            tx.put(&note(own, "4", 4))?;
            let up = tx.scan(&BY_DEALER, &own, &PageRequest::first(10))?;
            let down = tx.scan(&BY_DEALER, &own, &PageRequest::first(2).descending())?;
            Ok::<_, StoreError>((ranks(&up), ranks(&down)))
        });
        assert_eq!(seen.unwrap(), (vec![1, 2, 4], vec![4, 2]));
    });
}

#[test]
fn a_failed_commit_answers_with_an_error_and_later_writes_are_refused() {
    let store = Store::start(MemoryEngine::failing_after(1), |_| {}).unwrap();
    let own = dealer("a");
    put(&store, Scope::All, vec![note(own, "kept", 1)]).unwrap();
    assert!(matches!(
        put(&store, Scope::All, vec![note(own, "lost", 2)]),
        Err(StoreError::Engine(_))
    ));
    assert!(put(&store, Scope::All, vec![note(own, "late", 3)]).is_err());
    let tx = store.read(Scope::All);
    assert_eq!(tx.list::<Note>(10).unwrap().len(), 1);
}

#[test]
fn check_finds_a_lost_index_row_and_a_stray_one() {
    let store = Store::start(MemoryEngine::new(5), |_| {}).unwrap();
    let own = dealer("a");
    put(&store, Scope::All, vec![note(own, "x", 1)]).unwrap();
    let done: Result<()> = store.write_blocking(Priority::People, Scope::All, stamp(), move |tx| {
        tx.delete_row(BY_CODE.prefix("x").into_bytes());
        tx.put_row(BY_CODE.prefix("stray").into_bytes(), vec![1]);
        Ok(())
    });
    done.unwrap();
    let report = store.read(Scope::All).check(&[RecordInfo::of::<Note>()]).unwrap();
    let kinds: Vec<_> = report.findings.iter().map(|finding| finding.kind).collect();
    assert_eq!(kinds, ["index-without-record", "record-without-index"]);
}

#[test]
fn a_newer_value_is_refused_and_not_guessed() {
    let mut bytes = encode(&note(dealer("a"), "x", 1)).unwrap();
    bytes[..2].copy_from_slice(&9_u16.to_be_bytes());
    assert!(matches!(
        decode::<Note>(&bytes),
        Err(StoreError::Newer { found: 9, known: 1, .. })
    ));
}

/// The ranks of five notes as a reader sees them, shared and from the engine.
fn both_ways(tx: &ReadTx) -> [Option<i64>; 5] {
    std::array::from_fn(|at| {
        let key = note(dealer("a"), &at.to_string(), 0).id;
        let stored = tx.get::<Note>(&key).unwrap().map(|note| note.rank);
        let shared = tx.shared::<Note>(&key).unwrap().map(|note| note.rank);
        assert_eq!(shared, stored, "a reader got another state than its own");
        shared
    })
}

#[test]
fn readers_of_every_age_share_rows_of_their_own_state_only() {
    on_each_engine(|store| {
        let own = dealer("a");
        let mut readers: Vec<(ReadTx, [Option<i64>; 5])> = Vec::new();
        let mut state = [None; 5];
        let mut dice = 12_345_u64;
        for rank in 0..300 {
            dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let at = (dice >> 33) as usize % 5;
            let changed = note(own, &at.to_string(), rank);
            let gone = dice >> 60 == 0;
            let done: Result<()> = store.write_blocking(Priority::People, Scope::All, stamp(), move |tx| match gone {
                true => tx.remove::<Note>(&changed.id).map(drop),
                false => tx.put(&changed).map(drop),
            });
            done.unwrap();
            state[at] = if gone { None } else { Some(rank) };
            readers.push((store.read(Scope::All), state));
            // The newest, an old one that fills again, and the newest once more.
            for at in [
                readers.len() - 1,
                (dice >> 40) as usize % readers.len(),
                readers.len() - 1,
            ] {
                let (tx, expected) = &readers[at];
                assert_eq!(both_ways(tx), *expected);
            }
            if readers.len() > 8 {
                readers.remove(0);
            }
        }
    });
}

#[test]
fn readers_beside_a_writer_never_share_what_is_out_of_date() {
    on_each_engine(|store| {
        let (own, done) = (dealer("a"), std::sync::atomic::AtomicBool::new(false));
        std::thread::scope(|threads| {
            for _ in 0..3 {
                threads.spawn(|| {
                    while !done.load(std::sync::atomic::Ordering::SeqCst) {
                        both_ways(&store.read(Scope::All));
                    }
                });
            }
            for rank in 0..400 {
                put(store, Scope::All, vec![note(own, &(rank % 5).to_string(), rank)]).unwrap();
                // Read your own writes: an answered write is seen by every reader that comes after.
                assert_eq!(both_ways(&store.read(Scope::All))[rank as usize % 5], Some(rank));
            }
            done.store(true, std::sync::atomic::Ordering::SeqCst);
        });
    });
}

#[test]
fn what_is_shared_is_still_only_for_those_who_may_see_it() {
    on_each_engine(|store| {
        let key = note(dealer("own"), "x", 1).id;
        put(store, Scope::All, vec![note(dealer("own"), "x", 1)]).unwrap();
        assert!(store.read(Scope::All).shared::<Note>(&key).unwrap().is_some());
        let foreign = store.read(Scope::Dealer(dealer("foreign")));
        assert_eq!(foreign.shared::<Note>(&key).unwrap(), None);
        assert_eq!(foreign.shared_find(&BY_CODE, "x").unwrap(), None);
        assert!(foreign.shared_scan(&BY_DEALER, &dealer("own"), 9).unwrap().is_empty());
        let own = store.read(Scope::Dealer(dealer("own")));
        assert_eq!(own.shared_find(&BY_CODE, "x").unwrap().map(|note| note.rank), Some(1));
        assert_eq!(own.shared_scan(&BY_DEALER, &dealer("own"), 9).unwrap().len(), 1);
    });
}

#[test]
fn followers_are_committed_without_company_too() {
    on_each_engine(|store| {
        let own = dealer("a");
        let wrote = store.write_blocking(Priority::Follower, Scope::All, stamp(), move |tx| {
            tx.put(&note(own, "followed", 1))?;
            Ok::<_, StoreError>(())
        });
        wrote.unwrap();
        assert_eq!(store.read(Scope::All).count(NOTES, &own).unwrap(), 1);
        // A person's write in the same batch builds on what a follower wrote.
        let (first, second) = std::thread::scope(|threads| {
            let follower = threads.spawn(|| {
                store.write_blocking(Priority::Follower, Scope::All, stamp(), move |tx| {
                    tx.put(&note(own, "again", 2))?;
                    Ok::<_, StoreError>(())
                })
            });
            let person = threads.spawn(|| put(store, Scope::All, vec![note(own, "person", 3)]));
            (follower.join().unwrap(), person.join().unwrap())
        });
        first.unwrap();
        second.unwrap();
        assert_eq!(store.read(Scope::All).count(NOTES, &own).unwrap(), 3);
    });
}

/// The same table after its next version counts and sorts otherwise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct NoteNow {
    id: Id<Note>,
    dealer: DealerId,
    code: String,
    rank: i64,
}

const NOW_BY_RANK: Index<NoteNow> = Index::new(16, "note.by_rank");
const NOW_BY_CODE: Index<NoteNow> = Index::unique(17, "note.by_code");
const NOW_NOTES: Counter = Counter::new(16, "notes");
const NOW_RANKS: Counter = Counter::new(17, "note.ranks");
const OLD_BY_DEALER: Index<NoteThen> = Index::new(18, "note.by_dealer");
const OLD_BY_CODE: Index<NoteThen> = Index::unique(17, "note.by_code");
const OLD_SERIES: Counter = Counter::new(31, "note.series");

impl Record for NoteNow {
    const TABLE: Table = Table::new(1, "note");
    const INDEXES: u16 = 2;
    type Key = Id<Note>;
    fn key(&self) -> Id<Note> {
        self.id
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.includes(self.dealer)
    }
    fn index(&self, indexer: &mut Indexer) {
        indexer.put(&NOW_BY_RANK, &(self.dealer, self.rank));
        indexer.put(&NOW_BY_CODE, self.code.as_str());
        indexer.count(NOW_NOTES, &self.dealer);
        indexer.add(NOW_RANKS, &self.dealer, self.rank);
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct NoteThen {
    id: Id<Note>,
    dealer: DealerId,
    code: String,
    rank: i64,
}

impl Record for NoteThen {
    const TABLE: Table = Table::new(1, "note");
    type Key = Id<Note>;
    fn key(&self) -> Id<Note> {
        self.id
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.includes(self.dealer)
    }
    fn index(&self, indexer: &mut Indexer) {
        indexer.put(&OLD_BY_DEALER, &self.dealer);
        indexer.put(&OLD_BY_CODE, self.code.as_str());
        // Of all notes under one sum, where the next version counts a dealer's.
        indexer.count(NOW_NOTES, &dealer("all"));
    }
}

#[test]
fn an_older_store_gets_the_index_rows_that_its_records_ask_for_now() {
    on_each_engine(|store| {
        let own = dealer("a");
        // More than one commit takes.
        for portion in (0..6_000).collect::<Vec<i64>>().chunks(1_000) {
            let notes: Vec<NoteThen> = portion
                .iter()
                .map(|rank| NoteThen {
                    id: Id::derived("note", &rank.to_string()),
                    dealer: own,
                    code: rank.to_string(),
                    rank: *rank,
                })
                .collect();
            store
                .write_blocking::<_, StoreError, _>(Priority::People, Scope::All, stamp(), move |tx| {
                    for note in &notes {
                        tx.put(note)?;
                    }
                    tx.next_in_series(OLD_SERIES, &())?;
                    Ok(())
                })
                .unwrap();
        }
        let (then, now) = ([RecordInfo::of::<NoteThen>()], [RecordInfo::of::<NoteNow>()]);
        assert_eq!(store.read(Scope::All).check(&then).unwrap().findings, []);
        assert_ne!(store.read(Scope::All).check(&now).unwrap().findings, []);

        assert_eq!(store.reindex(&now, stamp()).unwrap(), ["note"]);
        let tx = store.read(Scope::Dealer(own));
        assert_eq!(store.read(Scope::All).check(&now).unwrap().findings, []);
        let last = PageRequest::first(2).descending();
        let ranks: Vec<i64> = tx
            .scan(&NOW_BY_RANK, &own, &last)
            .unwrap()
            .items
            .iter()
            .map(|n| n.rank)
            .collect();
        assert_eq!(ranks, [5_999, 5_998]);
        assert_eq!(tx.find(&NOW_BY_CODE, "17").unwrap().unwrap().rank, 17);
        assert_eq!(tx.count(NOW_NOTES, &own).unwrap(), 6_000);
        assert_eq!(tx.count(NOW_RANKS, &own).unwrap(), (0..6_000).sum::<i64>());
        assert_eq!(tx.count(NOW_NOTES, &dealer("all")).unwrap(), 0);
        assert_eq!(tx.count(OLD_SERIES, &()).unwrap(), 6, "a series is no count of records");

        // Once is enough, and the older program doesn't leave holes.
        assert!(store.reindex(&now, stamp()).unwrap().is_empty());
        let older = store.reindex(&then, stamp()).unwrap_err();
        assert!(matches!(older, StoreError::Newer { found: 2, known: 1, .. }), "{older}");
    });
}

#[test]
fn amounts_follow_their_records_and_nothing_is_left_of_them() {
    on_each_engine(|store| {
        let own = dealer("a");
        let sum = || store.read(Scope::All).count(RANKS, &own).unwrap();
        put(
            store,
            Scope::All,
            vec![note(own, "one", 5), note(own, "two", -2), note(own, "none", 0)],
        )
        .unwrap();
        assert_eq!(sum(), 3);
        // Changed, and moved to another dealer.
        put(
            store,
            Scope::All,
            vec![note(own, "one", 40), note(dealer("b"), "two", -2)],
        )
        .unwrap();
        assert_eq!(sum(), 40);
        // Past the edge and back.
        put(store, Scope::All, vec![note(own, "none", i64::MAX)]).unwrap();
        put(store, Scope::All, vec![note(own, "none", -40)]).unwrap();
        assert_eq!(sum(), 0);
        let findings = store
            .read(Scope::All)
            .check(&[RecordInfo::of::<Note>()])
            .unwrap()
            .findings;
        assert_eq!(findings, []);
    });
}

#[test]
fn rows_of_an_index_are_counted_up_to_a_bound_and_a_limit() {
    on_each_engine(|store| {
        let own = dealer("a");
        let notes = (0..25).map(|rank| note(own, &rank.to_string(), rank)).collect();
        put(store, Scope::All, notes).unwrap();
        put(store, Scope::All, vec![note(dealer("b"), "foreign", 3)]).unwrap();
        let tx = store.read(Scope::Dealer(own));
        for (until, limit, counted) in [(0_i64, 100, 0), (7, 100, 7), (25, 100, 25), (99, 100, 25), (99, 10, 10)] {
            let count = tx.count_below(&BY_DEALER, &own, &until, limit).unwrap();
            assert_eq!(count, counted, "below {until}, at most {limit}");
        }
        // What a snapshot remembers is its own: later ones count anew, and it goes on telling its state.
        put(store, Scope::All, vec![note(own, "late", 5)]).unwrap();
        let later = store.read(Scope::Dealer(own));
        for (until, limit, before, after) in [(7_i64, 100, 7, 8), (99, 100, 25, 26), (99, 10, 10, 10)] {
            assert_eq!(tx.count_below(&BY_DEALER, &own, &until, limit).unwrap(), before);
            assert_eq!(later.count_below(&BY_DEALER, &own, &until, limit).unwrap(), after);
        }
    });
}
