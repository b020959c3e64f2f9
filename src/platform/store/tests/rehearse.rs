//! What is worked out beside the writer is written if it stands, and never over a change that it didn't see.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use proptest::prelude::*;

use super::read::Rows as _;
use super::*;

/// Works out a note whose rank counts the notes of its dealer, so that it depends on every one of them.
fn counted(store: &Store, by: &mut Rehearser, dealer: DealerId, code: &'static str) -> Rehearsed {
    let rehearsed = store.rehearse(by, Scope::All, stamp(), |tx| {
        let rank = tx.count(NOTES, &dealer)?;
        tx.put(&note(dealer, code, rank))
    });
    rehearsed.unwrap().1
}

/// Takes it in, or works it out anew; tells whether it stood.
fn write(store: &Store, rehearsed: Rehearsed, dealer: DealerId, code: &'static str) -> bool {
    let fate = rehearsed.fate();
    let mut rehearsed = Some(rehearsed);
    let mut stood_first = None;
    let written = store.write_blocking(Priority::Import, Scope::All, stamp(), move |tx| {
        let stood = match rehearsed.take() {
            Some(rehearsed) if tx.stands(&rehearsed) => {
                tx.take_in(rehearsed)?;
                true
            }
            // The engine of tests runs some closures twice.
            _ => {
                fate.miss();
                let rank = tx.count(NOTES, &dealer)?;
                tx.put(&note(dealer, code, rank))?;
                false
            }
        };
        Ok::<_, StoreError>(*stood_first.get_or_insert(stood))
    });
    written.unwrap()
}

fn ranks_of(store: &Store, dealer: DealerId) -> Vec<i64> {
    ranks(
        &store
            .read(Scope::All)
            .scan(&BY_DEALER, &dealer, &PageRequest::first(100))
            .unwrap(),
    )
}

#[test]
fn what_nobody_disturbed_is_written_as_it_was_worked_out() {
    on_each_engine(|store| {
        let own = dealer("a");
        let mut by = Rehearser::new();
        for (number, code) in ["one", "two", "three"].into_iter().enumerate() {
            let ready = counted(store, &mut by, own, code);
            assert_eq!(ranks_of(store, own).len(), number, "nothing is written yet");
            // Records of another kind are no reason to work it out anew.
            store
                .write_blocking(Priority::People, Scope::All, stamp(), |tx| {
                    tx.put_row(vec![space::META, b'x'], vec![1]);
                    Ok::<_, StoreError>(())
                })
                .unwrap();
            assert!(write(store, ready, own, code));
        }
        assert_eq!(ranks_of(store, own), [0, 1, 2]);
    });
}

#[test]
fn each_sees_those_of_its_hand_that_are_on_their_way() {
    on_each_engine(|store| {
        let own = dealer("a");
        let mut by = Rehearser::new();
        let codes = ["one", "two", "three", "four"];
        let ready: Vec<Rehearsed> = codes.iter().map(|code| counted(store, &mut by, own, code)).collect();
        for (ready, code) in ready.into_iter().zip(codes) {
            // Whether it stands is up to the engine of tests, which runs some twice; what is written is the same.
            write(store, ready, own, code);
        }
        assert_eq!(ranks_of(store, own), [0, 1, 2, 3]);
        let checked = store.read(Scope::All).check(&[RecordInfo::of::<Note>()]).unwrap();
        assert!(checked.findings.is_empty());
    });
}

#[test]
fn a_change_by_somebody_else_is_never_written_over() {
    on_each_engine(|store| {
        let own = dealer("a");
        let mut by = Rehearser::new();
        let first = counted(store, &mut by, own, "one");
        let second = counted(store, &mut by, own, "two");
        put(store, Scope::All, vec![note(own, "foreign", 50)]).unwrap();
        assert!(!write(store, first, own, "one"));
        // Made when the foreign change was seen, but over what was not taken.
        let third = counted(store, &mut by, own, "three");
        assert!(!write(store, second, own, "two"), "it builds on the first");
        write(store, third, own, "three");
        assert_eq!(ranks_of(store, own), [1, 2, 3, 50]);
        // Two hands are foreign to each other.
        let mut other = Rehearser::new();
        let (mine, theirs) = (
            counted(store, &mut by, own, "mine"),
            counted(store, &mut other, own, "theirs"),
        );
        write(store, mine, own, "mine");
        assert!(!write(store, theirs, own, "theirs"));
        assert_eq!(ranks_of(store, own), [1, 2, 3, 4, 5, 50]);
    });
}

#[test]
fn a_rehearsal_that_does_not_stand_cannot_be_taken_in() {
    on_each_engine(|store| {
        let own = dealer("a");
        let mut by = Rehearser::new();
        let mut ready = Some(counted(store, &mut by, own, "one"));
        put(store, Scope::All, vec![note(own, "foreign", 50)]).unwrap();
        let refused = store.write_blocking(Priority::Import, Scope::All, stamp(), move |tx| match ready.take() {
            Some(ready) => tx.take_in(ready),
            None => Err(StoreError::Closed),
        });
        assert!(refused.is_err());
        assert_eq!(ranks_of(store, own), [50]);
    });
}

#[test]
fn a_range_over_more_than_one_kind_never_stands() {
    on_each_engine(|store| {
        let mut by = Rehearser::new();
        let rehearsed = store.rehearse(&mut by, Scope::All, stamp(), |tx| {
            tx.put_row(vec![space::META, b'x'], vec![1]);
            tx.rows(&[space::RECORD], None, Direction::Ascending, &mut |_, _| {
                ControlFlow::Continue(())
            })
        });
        let rehearsed = rehearsed.unwrap().1;
        let stood = store.write_blocking(Priority::Import, Scope::All, stamp(), move |tx| {
            Ok::<_, StoreError>(tx.stands(&rehearsed))
        });
        assert!(!stood.unwrap());
    });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    /// Runs, scattered rows, replaced and removed ones, in any mixture: the file holds what a map holds.
    #[test]
    fn batches_of_any_shape_are_written_whole(
        batches in prop::collection::vec(
            prop::collection::vec((0_u8..4, 0_u16..3_000, 0_u16..60, prop::option::weighted(0.85, 0_usize..300)), 0..20),
            1..6,
        )
    ) {
        let folder = tempfile::tempdir().unwrap();
        let engine = RedbEngine::open(&folder.path().join("t.redb"), 4 << 20, |_| {}).unwrap();
        let mut model: BTreeMap<Vec<u8>, Vec<u8>> = BTreeMap::new();
        for batch in batches {
            let mut writes = Writes::new();
            for (kind, first, length, value) in batch {
                for number in first..first + length {
                    let key = [&[1, 0, kind][..], &number.to_be_bytes()].concat();
                    writes.insert(key, value.map(|bytes| vec![kind; bytes]));
                }
            }
            engine.commit(&writes).unwrap();
            for (key, value) in writes {
                match value {
                    Some(value) => model.insert(key, value),
                    None => model.remove(&key),
                };
            }
            let mut found = BTreeMap::new();
            let all = engine.snapshot().unwrap();
            all.range(&[], None, Direction::Ascending, &mut |key, value| {
                found.insert(key.to_vec(), value.to_vec());
                ControlFlow::Continue(())
            }).unwrap();
            prop_assert_eq!(&found, &model);
        }
    }
}
