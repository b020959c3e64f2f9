//! The chain over a journal in memory: what it vouches for can't be changed unseen.

use std::sync::Arc;

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::chain::verify;
use super::entry::{Digests, entry_row, stored, version_row};
use super::*;
use crate::platform::access::Access;
use crate::platform::error::Error;
use crate::platform::services::Services;
use crate::platform::store::{KeyPart, MemoryEngine, Record, Store, Table, read_named, write_named};
use crate::platform::values::{Clock, DealerId, Message, Moment, Scope};

#[derive(Clone, Serialize, Deserialize)]
struct Note {
    id: u64,
    text: String,
}

impl Record for Note {
    const TABLE: Table = Table::new(9_997, "journal_test_note");
    const VERSIONED: bool = true;
    type Key = u64;

    fn key(&self) -> u64 {
        self.id
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.is_staff()
    }
}

struct Noted;

impl Event for Noted {
    fn kind(&self) -> &'static str {
        "journal.noted"
    }
    fn subject(&self) -> Subject {
        Subject::new("note", 1, "/")
    }
    fn dealer(&self) -> Option<DealerId> {
        None
    }
    fn sentence(&self) -> Message {
        Message::new("journal-noted")
    }
    fn told(&self) -> Vec<Recipient> {
        Vec::new()
    }
}

/// Three entries: of two states, of none, of one state saved twice.
async fn written() -> (Arc<Services>, Access) {
    let store = Store::start(MemoryEngine::new(8), |error| panic!("{error}")).unwrap();
    let clock = Clock::standing_at(Moment::from_millis(1_790_000_000_000));
    let services = Services::new(store, clock, TimeZone::UTC);
    let access = Access::system(&services, "test");
    let note = |id: u64, text: &str| Note { id, text: text.into() };
    for notes in [
        vec![note(1, "a"), note(2, "b")],
        vec![],
        vec![note(1, "c"), note(1, "d")],
    ] {
        access
            .write(move |write| {
                let mut change = write.change(&Noted)?;
                for note in &notes {
                    change.save(note)?;
                }
                Ok(())
            })
            .await
            .unwrap();
    }
    (services, access)
}

/// Writes a row behind the program's back.
async fn put(access: &Access, row: Vec<u8>, value: Option<Vec<u8>>) {
    access
        .write(move |write| {
            match value.clone() {
                Some(value) => write.put_row(row.clone(), value),
                None => write.delete_row(row.clone()),
            }
            Ok::<_, Error>(())
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn a_state_that_was_changed_behind_the_program_is_found() {
    let (services, access) = written().await;
    assert_eq!(verify(&services.read_all()).unwrap().broken_at, None);
    for (id, seq) in [(1u64, 1u64), (2, 1), (1, 3)] {
        let row = version_row(Note::TABLE.code, &id.to_bytes(), seq);
        let (_, bytes) = state::<Note>(&services.read_all(), &id, seq).unwrap().unwrap();
        let mut other = bytes.clone();
        *other.last_mut().unwrap() ^= 1;
        for wrong in [Some(other), None] {
            put(&access, row.clone(), wrong).await;
            assert_eq!(
                verify(&services.read_all()).unwrap().broken_at,
                Some(seq),
                "{id} at {seq}"
            );
        }
        put(&access, row, Some(bytes)).await;
    }
    assert_eq!(verify(&services.read_all()).unwrap().broken_at, None);
}

#[tokio::test]
async fn an_entry_of_the_first_rule_holds_and_is_handed_out_by_its_hash() {
    let (services, access) = written().await;
    // As the first rule wrote it: the hash before it within, its own over its bytes.
    let mut link: serde_json::Value = read_named(&stored(&services.read_all(), 1).unwrap().unwrap().link).unwrap();
    link["previous"] = "".into();
    let mut bytes = Vec::new();
    write_named(&link, &mut bytes).unwrap();
    assert_eq!(Digests::of(&bytes).unwrap().previous.as_deref(), Some(""));
    let first = *blake3::hash(&bytes).as_bytes();
    put(&access, entry_row(1), Some(bytes)).await;
    assert_eq!(
        verify(&services.read_all()).unwrap().broken_at,
        Some(3),
        "the head is another one now"
    );
    let mut head = Head {
        seq: 1,
        hash: blake3::Hash::from_bytes(first).to_hex().to_string(),
    };
    for seq in 2..=3 {
        head = head
            .next(&stored(&services.read_all(), seq).unwrap().unwrap().link)
            .unwrap();
    }
    let last = head.clone();
    access
        .write(move |write| Ok::<_, Error>(head.write(write)?))
        .await
        .unwrap();
    let tx = services.read_all();
    assert_eq!(verify(&tx).unwrap().broken_at, None);
    let mut knots = Vec::new();
    let walked = walk(&tx, &mut |seq, before, knot| {
        knots.push((seq, *before, knot));
        Ok(())
    });
    assert_eq!(walked.unwrap(), last);
    assert_eq!(knots[0], (1, [0; 32], Knot::Stated(first)));
    assert_eq!(knots[1].1, first);
    assert!(matches!(knots[1].2, Knot::Digest(digest) if hash_after(&first, &digest) == knots[2].1));
}
