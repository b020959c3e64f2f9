//! A reader who sees only some people's own: pages are full over what is skipped, what hangs on a record goes with it, and a
//! record of two people stands once.

use super::*;
use crate::platform::values::{AccountId, Page};

/// Somebody's, or several people's.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Own {
    id: Id<Own>,
    dealer: DealerId,
    people: Vec<AccountId>,
    rank: i64,
}

const OWN_BY_DEALER: Index<Own> = Index::new(901, "own.by_dealer");
const OWN_BY_PERSON: Index<Own> = Index::new(902, "own.by_person");

impl Record for Own {
    const TABLE: Table = Table::new(901, "own");
    type Key = Id<Own>;
    fn key(&self) -> Id<Own> {
        self.id
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.includes_people(self.dealer, self.people.iter().copied())
    }
    fn index(&self, indexer: &mut Indexer) {
        indexer.put(&OWN_BY_DEALER, &(self.dealer, self.rank));
        for person in &self.people {
            indexer.put(&OWN_BY_PERSON, &(self.dealer, *person, self.rank));
        }
    }
}

/// Hangs on another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Hanging {
    on: Id<Own>,
    dealer: DealerId,
}

const HANGING_BY_DEALER: Index<Hanging> = Index::new(903, "hanging.by_dealer");

impl Record for Hanging {
    const TABLE: Table = Table::new(902, "hanging");
    type Key = Id<Own>;
    fn key(&self) -> Id<Own> {
        self.on
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.includes(self.dealer)
    }
    fn seen_with<T: Reader + ?Sized>(&self, tx: &T) -> Result<bool> {
        Ok(tx.shared::<Own>(&self.on)?.is_some())
    }
    fn index(&self, indexer: &mut Indexer) {
        indexer.put(&HANGING_BY_DEALER, &self.dealer);
    }
}

fn account(name: &str) -> AccountId {
    Id::derived("account", name)
}

/// Of sixty every third is Anna's, every fifth Boris's, every fifteenth both's; the rest is nobody's.
fn people(rank: i64) -> Vec<AccountId> {
    let of = |every: i64, name: &str| (rank % every == 0).then(|| account(name));
    of(3, "anna").into_iter().chain(of(5, "boris")).collect()
}

fn filled(store: &Store) {
    let own = dealer("a");
    store
        .write_blocking(Priority::People, Scope::All, stamp(), move |tx| {
            for rank in 0..60 {
                let id = Id::derived("own", &rank.to_string());
                tx.put(&Own {
                    id,
                    dealer: own,
                    people: people(rank),
                    rank,
                })?;
                tx.put(&Hanging { on: id, dealer: own })?;
            }
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

fn scope(names: &[&str]) -> Scope {
    Scope::people(dealer("a"), names.iter().map(|name| account(name)))
}

/// What the scope sees, and the number of pages; none but the last may be shorter than `limit`.
fn paged(limit: usize, descending: bool, page: impl Fn(&PageRequest) -> Page<Own>) -> Vec<i64> {
    let (mut found, mut after) = (Vec::new(), None);
    loop {
        let request = PageRequest {
            after,
            limit,
            descending,
        };
        let page = page(&request);
        found.extend(page.items.iter().map(|own| own.rank));
        after = page.next;
        if after.is_none() {
            return found;
        }
        assert_eq!(page.items.len(), limit, "a page that has a next one is full");
    }
}

#[test]
fn pages_of_the_own_are_full_and_end_where_the_own_ends() {
    on_each_engine(|store| {
        filled(store);
        for (names, seen) in [
            (
                &["anna"][..],
                (0..60).filter(|rank| rank % 3 == 0).collect::<Vec<i64>>(),
            ),
            (&["boris"], (0..60).filter(|rank| rank % 5 == 0).collect()),
            (
                &["anna", "boris"],
                (0..60).filter(|rank| rank % 3 == 0 || rank % 5 == 0).collect(),
            ),
            (&["clara"], Vec::new()),
        ] {
            let tx = store.read(scope(names));
            for descending in [false, true] {
                let mut expected = seen.clone();
                if descending {
                    expected.reverse();
                }
                for limit in [1, 2, 7, 100] {
                    let by_dealer = |request: &PageRequest| tx.scan(&OWN_BY_DEALER, &dealer("a"), request).unwrap();
                    assert_eq!(paged(limit, descending, by_dealer), expected, "{names:?} {limit}");
                    let prefixes: Vec<_> = names.iter().map(|name| (dealer("a"), account(name))).collect();
                    let prefixes: Vec<_> = prefixes.iter().collect();
                    let by_person = |request: &PageRequest| tx.scan_merged(&OWN_BY_PERSON, &prefixes, request).unwrap();
                    assert_eq!(paged(limit, descending, by_person), expected, "{names:?} {limit}");
                    assert_eq!(tx.count_merged(&OWN_BY_PERSON, &prefixes).unwrap(), seen.len());
                }
            }
            assert_eq!(tx.count_seen(&OWN_BY_DEALER, &[&dealer("a")], 100).unwrap(), seen.len());
            assert_eq!(
                tx.count_seen(&OWN_BY_DEALER, &[&dealer("a")], 3).unwrap(),
                seen.len().min(3)
            );
            // What hangs on them goes with them.
            assert_eq!(
                tx.count_seen(&HANGING_BY_DEALER, &[&dealer("a")], 100).unwrap(),
                seen.len()
            );
            for rank in 0..60 {
                let id = Id::derived("own", &rank.to_string());
                let shown = seen.contains(&rank);
                assert_eq!(tx.get::<Own>(&id).unwrap().is_some(), shown);
                assert_eq!(tx.shared::<Hanging>(&id).unwrap().is_some(), shown);
            }
        }
        // Another dealer's people of the same name see nothing; who sees the company's sees all.
        let foreign = store.read(Scope::people(dealer("b"), [account("anna")]));
        assert_eq!(foreign.count_seen(&OWN_BY_DEALER, &[&dealer("a")], 100).unwrap(), 0);
        let all = store.read(Scope::Dealer(dealer("a")));
        assert_eq!(all.count_seen(&HANGING_BY_DEALER, &[&dealer("a")], 100).unwrap(), 60);
    });
}

#[test]
fn nobody_writes_what_is_not_theirs_nor_what_hangs_on_it() {
    on_each_engine(|store| {
        filled(store);
        let write = |names: &[&str], rank: i64| {
            let id = Id::derived("own", &rank.to_string());
            store.write_blocking(Priority::People, scope(names), stamp(), move |tx| {
                tx.remove::<Hanging>(&id)?;
                tx.put(&Hanging {
                    on: id,
                    dealer: dealer("a"),
                })
            })
        };
        assert!(write(&["anna"], 3).is_ok());
        assert!(matches!(write(&["anna"], 5), Err(StoreError::OutOfScope)));
        let away = |rank: i64, people: Vec<AccountId>| {
            let own = Own {
                id: Id::derived("own", &rank.to_string()),
                dealer: dealer("a"),
                people,
                rank,
            };
            store.write_blocking(Priority::People, scope(&["anna"]), stamp(), move |tx| tx.put(&own))
        };
        // Neither taken nor given away.
        assert!(matches!(away(5, vec![account("anna")]), Err(StoreError::OutOfScope)));
        assert!(matches!(away(3, vec![account("boris")]), Err(StoreError::OutOfScope)));
    });
}
