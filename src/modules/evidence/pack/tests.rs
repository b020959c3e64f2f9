//! Packs over a journal in memory: whole ones hold, and nothing of them can be changed.

use std::io::Cursor;
use std::sync::Arc;

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::archive::{Entry, directory};
use super::*;
use crate::modules::evidence::seal::SigningKey;
use crate::platform::access::Access;
use crate::platform::journal::{Event, Kept, Recipient, Subject, exhibit, state, walk};
use crate::platform::services::Services;
use crate::platform::store::{MemoryEngine, Record, Store, Table};
use crate::platform::values::{Clock, DealerId, Message, Moment, Scope, hex};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Note {
    id: u64,
    text: String,
}

impl Record for Note {
    const TABLE: Table = Table::new(9_998, "evidence_test_note");
    const VERSIONED: bool = true;
    type Key = u64;

    fn key(&self) -> u64 {
        self.id
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.is_staff()
    }
}

struct Written(u64);

impl Event for Written {
    fn kind(&self) -> &'static str {
        "evidence.test"
    }
    fn subject(&self) -> Subject {
        Subject::new("note", self.0, "/")
    }
    fn dealer(&self) -> Option<DealerId> {
        None
    }
    fn sentence(&self) -> Message {
        Message::new("evidence-button")
    }
    fn told(&self) -> Vec<Recipient> {
        Vec::new()
    }
}

/// Entries about the note 1, which the pack is about; the others are somebody else's.
const OWN: [u64; 3] = [2, 4, 5];
const SECRET: &str = "whatever the others wrote";

struct Made {
    access: Access,
    key: SigningKey,
}

async fn made() -> Made {
    let store = Store::start(MemoryEngine::new(5), |error| panic!("{error}")).unwrap();
    let clock = Clock::standing_at(Moment::from_millis(1_790_000_000_000));
    let services: Arc<Services> = Services::new(store, clock, TimeZone::UTC);
    let access = Access::system(&services, "test");
    for n in 1..=7u64 {
        let id = if OWN.contains(&n) { 1 } else { 100 + n };
        let text = if id == 1 {
            format!("text {n}")
        } else {
            SECRET.to_owned()
        };
        let note = Note { id, text };
        let seq = access
            .write(move |write| write.save(&note, &Written(id)))
            .await
            .unwrap();
        assert_eq!(seq, n);
    }
    Made {
        access,
        key: SigningKey::of_seed(&[9; 32]).unwrap(),
    }
}

impl Made {
    /// Lines and rows of the chain, as a pack has them.
    fn slice(&self) -> (Span, Vec<Line>, Vec<u8>) {
        let tx = self.access.read().unwrap();
        let (mut rows, mut before) = (Vec::new(), String::new());
        let head = walk(&tx, &mut |seq, hash, knot| {
            if seq == OWN[0] {
                before = hex(hash);
            }
            if seq >= OWN[0] {
                rows.extend_from_slice(&knot_bytes(knot));
            }
            Ok(())
        });
        let head = head.unwrap();
        let lines = OWN.iter().map(|seq| {
            let stored = exhibit(&tx, *seq).unwrap().unwrap();
            let kept = Kept::read(&stored.kept[0]).unwrap();
            assert_eq!(kept.table, Note::TABLE.code);
            let (note, bytes) = state::<Note>(&tx, &1, *seq).unwrap().unwrap();
            assert_eq!(note.text, format!("text {seq}"));
            Line::of(*seq, &stored, Shown::Whole, &[Some(bytes)]).unwrap()
        });
        let span = Span {
            from: OWN[0],
            before,
            head: head.seq,
            hash: head.hash.clone(),
        };
        (span, lines.collect(), rows)
    }

    fn parts(lines: &[Line], rows: Vec<u8>) -> Vec<Part> {
        let mut journal = Vec::new();
        for line in lines {
            serde_json::to_writer(&mut journal, line).unwrap();
            journal.push(b'\n');
        }
        vec![
            Part::of_bytes(PAGE, b"<!DOCTYPE html>".to_vec()),
            Part::of_bytes(JOURNAL, journal),
            Part::of_bytes(CHAIN, rows),
            Part::of_bytes("files/00ff.pdf", b"a file".to_vec()),
        ]
    }

    fn packed(&self, key: &SigningKey, span: Span, parts: Vec<Part>) -> Vec<u8> {
        let about = Header {
            order: "26-000001".into(),
            made: "2026-11-27T00:00:00Z".into(),
            installation: "test".into(),
            program: "kabinet".into(),
            audience: Audience::Staff,
            internal: false,
            demo: false,
            chain: span,
        };
        let mut out = Vec::new();
        assemble(key, about, parts, None, &mut out).unwrap();
        out
    }

    fn pack(&self) -> Vec<u8> {
        let (span, lines, rows) = self.slice();
        self.packed(&self.key, span, Made::parts(&lines, rows))
    }
}

fn checked(pack: &[u8]) -> Result<Proven, Fault> {
    verify(|| Ok(Cursor::new(pack)), None, &[])
}

#[tokio::test]
async fn a_whole_pack_holds_and_tells_nothing_of_others() {
    let made = made().await;
    let pack = made.pack();
    let proven = verify(|| Ok(Cursor::new(&pack)), Some(made.key.public()), &[]).unwrap();
    assert_eq!((proven.entries, proven.states, proven.files), (3, 3, 1));
    assert_eq!(proven.others, 7 - 1 - 3, "from the first own entry to the head");
    assert_eq!((proven.veiled, proven.stated_to, proven.heads), (0, None, 0));
    let holds = |text: &str| pack.windows(text.len()).any(|at| at == text.as_bytes());
    assert!(holds("text 4") && !holds(SECRET) && !holds(&hex(SECRET.as_bytes())));
    // Other programs read it, too.
    let mut zip = zip::ZipArchive::new(Cursor::new(&pack)).unwrap();
    assert_eq!(zip.len(), 7);
    let mut file = zip.by_name("files/00ff.pdf").unwrap();
    let mut text = String::new();
    std::io::Read::read_to_string(&mut file, &mut text).unwrap();
    assert_eq!(text, "a file");
}

#[tokio::test]
async fn every_byte_counts() {
    let pack = made().await.pack();
    for at in 0..pack.len() {
        // 0x20 makes small letters of capital ones: digits, too, have one reading.
        let mask = [0x01, 0x20, 0x80][at % 3];
        let mut changed = pack.clone();
        changed[at] ^= mask;
        assert!(checked(&changed).is_err(), "byte {at} of {} with {mask:#x}", pack.len());
    }
    for length in (0..pack.len()).step_by(7).chain([pack.len() - 1]) {
        assert!(checked(&pack[..length]).is_err(), "cut to {length}");
    }
    for added in [&b"\0"[..], b"PK\x05\x06"] {
        assert!(checked(&[&pack, added].concat()).is_err());
        assert!(checked(&[added, &pack].concat()).is_err());
    }
}

#[tokio::test]
async fn heads_from_letters_are_found_or_it_fails() {
    let made = made().await;
    let pack = made.pack();
    let tx = made.access.read().unwrap();
    let mut heads = Vec::new();
    let head = walk(&tx, &mut |seq, before, _| {
        if seq > 1 {
            heads.push((seq - 1, *before));
        }
        Ok(())
    });
    heads.push((7, head.unwrap().bytes().unwrap()));
    let known = &heads[1..];
    let proven = verify(|| Ok(Cursor::new(&pack)), None, known).unwrap();
    assert_eq!(proven.heads, 6);
    // Another hash; the head before the pack's part of the chain; one of the future.
    let (mut wrong, last) = (heads[3], heads[6]);
    wrong.1[0] ^= 1;
    for head in [wrong, heads[0], (8, last.1)] {
        let found = verify(|| Ok(Cursor::new(&pack)), None, &[head]);
        assert!(matches!(found, Err(Fault::Head { seq }) if seq == head.0));
    }
}

#[tokio::test]
async fn not_even_the_key_makes_another_past() {
    let made = made().await;
    let other = SigningKey::fresh().unwrap();
    let (span, lines, rows) = made.slice();
    // Everything anew with another key: it holds, and isn't the installation's.
    let forged = made.packed(&other, span.clone(), Made::parts(&lines, rows.clone()));
    assert!(checked(&forged).is_ok());
    let found = verify(|| Ok(Cursor::new(&forged)), Some(made.key.public()), &[]);
    assert!(matches!(found, Err(Fault::OtherKey { found }) if found == other.public().text()));
    // With the true key: words, a state, what is read of them, the place, a row, one entry more or less.
    let with = |change: &dyn Fn(&mut Vec<Line>, &mut Vec<u8>)| {
        let (mut lines, mut rows) = (lines.clone(), rows.clone());
        change(&mut lines, &mut rows);
        checked(&made.packed(&made.key, span.clone(), Made::parts(&lines, rows)))
    };
    assert!(with(&|_, _| {}).is_ok());
    let flip = |text: &mut String| {
        let last = text.pop().unwrap();
        text.push(if last == '0' { '1' } else { '0' });
    };
    assert!(with(&|lines, _| flip(&mut lines[1].link)).is_err());
    assert!(with(&|lines, _| flip(lines[1].particulars.as_mut().unwrap())).is_err());
    assert!(with(&|lines, _| flip(lines[1].states[0].as_mut().unwrap())).is_err());
    assert!(with(&|lines, _| flip(&mut lines[1].kept[0])).is_err());
    assert!(with(&|lines, _| lines[1].read.states[0] = Some("another".into())).is_err());
    assert!(with(&|lines, _| lines[1].seq = 3).is_err());
    assert!(with(&|lines, _| lines.swap(0, 1)).is_err());
    assert!(with(&|lines, _| lines.push(lines[0].clone())).is_err());
    assert!(with(&|_, rows| rows.truncate(rows.len() - 33)).is_err());
    assert!(with(&|_, rows| rows.extend_from_slice(&[2; 33])).is_err());
    assert!(with(&|_, rows| rows[40] ^= 1).is_err());
    assert!(
        with(&|_, rows| rows[33] = 1).is_err(),
        "a digest isn't the hash after an entry"
    );
    // What isn't shown is missed by nobody: the pack's maker says what belongs to the order.
    assert_eq!(with(&|lines, _| drop(lines.remove(1))).unwrap().entries, 2);
    let veiled = with(&|lines, _| {
        lines[1].particulars = None;
        lines[1].read.particulars = None;
    });
    assert_eq!(veiled.unwrap().veiled, 1);
}

#[tokio::test]
async fn names_and_lengths_are_not_believed() {
    let made = made().await;
    let (span, lines, rows) = made.slice();
    for name in [
        "../x",
        "/etc/passwd",
        "files/../../x",
        "files/X",
        "files\\x",
        "",
        ".x",
        MANIFEST,
        JOURNAL,
    ] {
        let mut parts = Made::parts(&lines, rows.clone());
        parts.push(Part::of_bytes(name, Vec::new()));
        let found = checked(&made.packed(&made.key, span.clone(), parts));
        assert!(matches!(found, Err(Fault::Manifest)), "{name}");
    }
    // A part that says to be of 4 GiB takes no more memory than what is there.
    let mut parts = Made::parts(&lines, rows);
    if let Some(part) = parts.first_mut() {
        part.measured.size = u64::from(u32::MAX) - 1_000_000;
    }
    let mut out = Vec::new();
    let about = checked(&made.pack()).unwrap().about;
    assert!(assemble(&made.key, about, parts, None, &mut out).is_err());
    assert!(matches!(checked(&out), Err(Fault::Part { name }) if name == PAGE));
    let none = directory(&[], 0);
    assert!(matches!(checked(&none), Err(Fault::NotAPack)));
    let large = Entry {
        name: MANIFEST.into(),
        crc: 0,
        size: u32::MAX,
        offset: 0,
    };
    assert!(matches!(checked(&large.local()), Err(Fault::Part { .. })));
    assert!(matches!(checked(b"PK"), Err(Fault::NotAPack)));
}
