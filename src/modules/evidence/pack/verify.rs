//! Checking a pack with nothing but itself: no data directory, no network, no trust in the one who hands it over.
//!
//! First every byte: headers are made anew from names and sums and compared, contents are hashed, and what stands behind
//! the last of them is made anew too. Then the entries: each against its place in the chain. Memory is bounded by the
//! longest line of the journal, whatever the file says of itself.

use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};

use super::archive::{Entry, Measure, directory};
use super::chain::{Line, ROW, Read as LineRead, knot_of};
use super::manifest::{FORMAT, Header, Listed, Manifest};
use super::{CHAIN, JOURNAL, MANIFEST, PUBLIC_KEY, SIGNATURE};
use crate::modules::evidence::seal::PublicKey;
use crate::platform::journal::{Digests, Kept, Knot, folded, hash_after, link_hash};
use crate::platform::values::{Message, hex, unhex};

/// The longest manifest, in bytes: some 100,000 parts.
const MANIFEST_MAX: u64 = 32 << 20;
/// The longest line of the journal, in bytes: an order of thousands of lines, told twice.
const LINE_MAX: u64 = 256 << 20;
/// The longest name.
const NAME_MAX: usize = 100;

/// Why a pack doesn't hold.
#[derive(Debug)]
pub enum Fault {
    Disk(io::Error),
    /// It isn't an archive of this kind at all.
    NotAPack,
    /// Bytes between or behind the parts that nothing vouches for, or the file ends early.
    Bytes {
        at: u64,
    },
    Manifest,
    Signature,
    /// Signed well, but with another key than the one that was given.
    OtherKey {
        found: String,
    },
    Part {
        name: String,
    },
    Entry {
        seq: u64,
    },
    Chain {
        seq: u64,
    },
    /// The head that was given isn't in the chain.
    Head {
        seq: u64,
    },
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Fault {
        Fault::Disk(error)
    }
}

impl Fault {
    pub fn message(&self) -> Message {
        match self {
            Fault::Disk(error) => Message::new("evidence-fault-disk").with("reason", error.to_string()),
            Fault::NotAPack => Message::new("evidence-fault-not-a-pack"),
            Fault::Bytes { at } => Message::new("evidence-fault-bytes").with("at", at.to_string()),
            Fault::Manifest => Message::new("evidence-fault-manifest"),
            Fault::Signature => Message::new("evidence-fault-signature"),
            Fault::OtherKey { found } => Message::new("evidence-fault-other-key").with("key", found.as_str()),
            Fault::Part { name } => Message::new("evidence-fault-part").with("name", name.as_str()),
            Fault::Entry { seq } => Message::new("evidence-fault-entry").with("seq", seq.to_string()),
            Fault::Chain { seq } => Message::new("evidence-fault-chain").with("seq", seq.to_string()),
            Fault::Head { seq } => Message::new("evidence-fault-head").with("seq", seq.to_string()),
        }
    }
}

/// What holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proven {
    pub about: Header,
    pub key: PublicKey,
    pub parts: usize,
    pub files: usize,
    /// Entries of the order.
    pub entries: u64,
    /// Of these, such as show only that they were.
    pub veiled: u64,
    /// States of records that the chain vouches for.
    pub states: u64,
    /// Entries of others, as digests.
    pub others: u64,
    /// Entries of others from before the chain could be shown in part: up to the last of them, the pack's own word stands
    /// for the chain.
    pub stated_to: Option<u64>,
    /// Heads that were given and found.
    pub heads: usize,
}

impl Proven {
    /// What that proves, and what not, line by line.
    pub fn explained(&self, key_known: bool) -> Vec<Message> {
        let about = &self.about;
        let mut said = vec![
            Message::new("evidence-verify-good")
                .with("number", about.order.as_str())
                .with("made", about.made.as_str()),
            Message::new("evidence-verify-bytes")
                .with("n", self.parts)
                .with("files", self.files),
        ];
        let key = self.key.text();
        said.push(match key_known {
            true => Message::new("evidence-verify-key-known").with("key", key),
            false => Message::new("evidence-verify-key-unknown").with("key", key),
        });
        said.push(
            Message::new("evidence-verify-entries")
                .with("n", count(self.entries))
                .with("veiled", self.veiled.to_string())
                .with("states", self.states.to_string()),
        );
        said.push(
            Message::new("evidence-verify-chain")
                .with("from", about.chain.from.to_string())
                .with("head", about.chain.head.to_string())
                .with("hash", about.chain.hash.as_str())
                .with("others", self.others.to_string()),
        );
        if let Some(seq) = self.stated_to {
            said.push(Message::new("evidence-verify-stated").with("seq", seq.to_string()));
        }
        said.push(match self.heads {
            0 => Message::new("evidence-verify-no-heads"),
            n => Message::new("evidence-verify-heads").with("n", n),
        });
        if about.demo {
            said.push(Message::new("evidence-verify-demo"));
        }
        said.push(Message::new("evidence-verify-not"));
        said
    }
}

fn count(n: u64) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}

struct Placed {
    offset: u64,
    listed: Listed,
}

/// Verifies a pack. `key`: the one that is known to be the installation's. `heads`: numbers and hashes that were mailed.
pub fn verify<R: Read + Seek>(
    mut open: impl FnMut() -> io::Result<R>,
    key: Option<PublicKey>,
    heads: &[(u64, [u8; 32])],
) -> Result<Proven, Fault> {
    let (manifest, found, placed) = bytes(BufReader::new(open()?))?;
    if key.is_some_and(|key| key != found) {
        return Err(Fault::OtherKey { found: found.text() });
    }
    let place = |name: &str| placed.iter().find(|part| part.listed.name == name);
    let part = |name: &str, mut file: R| -> Result<_, Fault> {
        let part = place(name).ok_or(Fault::Manifest)?;
        file.seek(SeekFrom::Start(part.offset))?;
        Ok(BufReader::new(file.take(part.listed.size)))
    };
    let (journal, chain) = (part(JOURNAL, open()?)?, part(CHAIN, open()?)?);
    let is_file = |part: &&Placed| part.listed.name.starts_with("files/");
    let mut proven = Proven {
        key: found,
        parts: placed.len(),
        files: placed.iter().filter(is_file).count(),
        entries: 0,
        veiled: 0,
        states: 0,
        others: 0,
        stated_to: None,
        heads: 0,
        about: manifest.about,
    };
    walk(&mut proven, journal, chain, heads)?;
    Ok(proven)
}

/// Reads every byte once: headers, contents, and what stands behind them.
fn bytes(mut file: impl Read) -> Result<(Manifest, PublicKey, Vec<Placed>), Fault> {
    let mut at = 0;
    let mut entries: Vec<Entry> = Vec::new();
    let (found, bytes) = small(&mut file, &mut at, MANIFEST, MANIFEST_MAX).map_err(|fault| match fault {
        Fault::Bytes { at: 0 } => Fault::NotAPack,
        other => other,
    })?;
    entries.push(found);
    let (found, signature) = small(&mut file, &mut at, SIGNATURE, 129)?;
    entries.push(found);
    let (found, public) = small(&mut file, &mut at, PUBLIC_KEY, 65)?;
    entries.push(found);
    let line = |bytes: &[u8]| {
        let text = std::str::from_utf8(bytes).ok()?.strip_suffix('\n')?;
        unhex(text)
    };
    let public = line(&public).and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
    let public = PublicKey(public.ok_or(Fault::Signature)?);
    let signature = line(&signature).ok_or(Fault::Signature)?;
    if !public.vouches(&bytes, &signature) {
        return Err(Fault::Signature);
    }
    let manifest: Manifest = serde_json::from_slice(&bytes).map_err(|_| Fault::Manifest)?;
    if manifest.format != FORMAT {
        return Err(Fault::Manifest);
    }
    let mut placed = Vec::with_capacity(manifest.parts.len().min(1_024));
    for listed in &manifest.parts {
        if !is_plain(&listed.name) || entries.iter().any(|entry| entry.name == listed.name) {
            return Err(Fault::Manifest);
        }
        let entry = header(&mut file, &mut at, &listed.name)?;
        if u64::from(entry.size) != listed.size {
            return Err(Fault::Part {
                name: listed.name.clone(),
            });
        }
        let offset = at;
        let measured = Measure::of(file.by_ref().take(listed.size))?;
        at += measured.size;
        let whole = measured.size == listed.size
            && measured.crc == entry.crc
            && measured.sha256 == listed.sha256
            && measured.blake3 == listed.blake3;
        if !whole {
            return Err(Fault::Part {
                name: listed.name.clone(),
            });
        }
        placed.push(Placed {
            offset,
            listed: listed.clone(),
        });
        entries.push(entry);
    }
    let length = u32::try_from(at).map_err(|_| Fault::Bytes { at })?;
    let expected = directory(&entries, length);
    let mut rest = Vec::new();
    file.take(expected.len() as u64 + 1).read_to_end(&mut rest)?;
    match rest == expected {
        true => Ok((manifest, public, placed)),
        false => {
            let same = rest.iter().zip(&expected).take_while(|(a, b)| a == b).count();
            Err(Fault::Bytes { at: at + same as u64 })
        }
    }
}

/// Names that lead nowhere but below the folder where somebody unpacks them.
fn is_plain(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || ".-".contains(c);
    let step = |step: &str| !step.is_empty() && !step.starts_with('.') && step.chars().all(plain);
    name.len() <= NAME_MAX && name.split('/').all(step)
}

/// The header of the part that is to come now, and nothing else.
fn header(file: &mut impl Read, at: &mut u64, name: &str) -> Result<Entry, Fault> {
    let offset = u32::try_from(*at).map_err(|_| Fault::Bytes { at: *at })?;
    let mut bytes = vec![0; 30 + name.len()];
    file.read_exact(&mut bytes).map_err(|error| ended(error, *at))?;
    let number = |from: usize| {
        let four = bytes
            .get(from..from + 4)
            .and_then(|four| <[u8; 4]>::try_from(four).ok());
        four.map_or(0, u32::from_le_bytes)
    };
    let entry = Entry {
        name: name.to_owned(),
        crc: number(14),
        size: number(18),
        offset,
    };
    if entry.local() != bytes {
        return Err(Fault::Bytes { at: *at });
    }
    *at += bytes.len() as u64;
    Ok(entry)
}

/// A part that is read whole.
fn small(file: &mut impl Read, at: &mut u64, name: &str, most: u64) -> Result<(Entry, Vec<u8>), Fault> {
    let entry = header(file, at, name)?;
    let size = u64::from(entry.size);
    let fault = || Fault::Part { name: name.to_owned() };
    if size > most {
        return Err(fault());
    }
    let mut bytes = Vec::new();
    file.take(size).read_to_end(&mut bytes)?;
    let mut measure = Measure::default();
    measure.add(&bytes);
    let measured = measure.done();
    if measured.size != size || measured.crc != entry.crc {
        return Err(fault());
    }
    *at += size;
    Ok((entry, bytes))
}

fn ended(error: io::Error, at: u64) -> Fault {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => Fault::Bytes { at },
        _ => Fault::Disk(error),
    }
}

/// Recomputes the chain, with the order's entries at their places.
fn walk(
    proven: &mut Proven,
    mut journal: impl BufRead,
    mut chain: impl Read,
    heads: &[(u64, [u8; 32])],
) -> Result<(), Fault> {
    let span = proven.about.chain.clone();
    let hash = |text: &str| unhex(text).and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
    let (mut running, last) = hash(&span.before).zip(hash(&span.hash)).ok_or(Fault::Manifest)?;
    if span.from == 0 || span.head < span.from {
        return Err(Fault::Manifest);
    }
    let mut next = next_line(&mut journal, 0)?;
    for seq in span.from..=span.head {
        let mut row = [0; ROW];
        chain.read_exact(&mut row).map_err(|_| Fault::Chain { seq })?;
        let knot = knot_of(&row).ok_or(Fault::Chain { seq })?;
        let after = match knot {
            Knot::Digest(digest) => hash_after(&running, &digest),
            Knot::Stated(after) => after,
        };
        match next.take_if(|line| line.seq == seq) {
            Some(line) => {
                entry(proven, &line, &running, knot).ok_or(Fault::Entry { seq })?;
                next = next_line(&mut journal, seq)?;
            }
            None => {
                proven.others += 1;
                if matches!(knot, Knot::Stated(_)) {
                    proven.stated_to = Some(seq);
                }
            }
        }
        running = after;
        for (_, expected) in heads.iter().filter(|(of, _)| *of == seq) {
            if *expected != running {
                return Err(Fault::Head { seq });
            }
            proven.heads += 1;
        }
    }
    if running != last || chain.read(&mut [0])? != 0 {
        return Err(Fault::Chain { seq: span.head });
    }
    if let Some(line) = next {
        return Err(Fault::Entry { seq: line.seq });
    }
    // What lies outside of the chain of the pack can't be compared: silence would be taken for a match.
    match heads.iter().find(|(of, _)| !(span.from..=span.head).contains(of)) {
        Some((seq, _)) => Err(Fault::Head { seq: *seq }),
        None => Ok(()),
    }
}

fn next_line(journal: &mut impl BufRead, after: u64) -> Result<Option<Line>, Fault> {
    let mut line = Vec::new();
    journal.take(LINE_MAX).read_until(b'\n', &mut line)?;
    if line.is_empty() {
        return Ok(None);
    }
    let fault = || Fault::Entry { seq: after + 1 };
    let line: Line = serde_json::from_slice(&line).map_err(|_| fault())?;
    match line.seq > after {
        true => Ok(Some(line)),
        false => Err(fault()),
    }
}

/// Checks an entry against the hash before it and its row of the chain; `None` where anything doesn't fit.
fn entry(proven: &mut Proven, line: &Line, before: &[u8; 32], knot: Knot) -> Option<()> {
    let link = unhex(&line.link)?;
    let digests = Digests::of(&link).ok()?;
    let fits = match knot {
        Knot::Digest(digest) => digests.previous.is_none() && digest == *blake3::hash(&link).as_bytes(),
        Knot::Stated(after) => digests.previous.is_some() && link_hash(&link, &digests, before).ok()? == Some(after),
    };
    let particulars = match &line.particulars {
        Some(text) => Some(unhex(text)?),
        None => None,
    };
    let said = particulars.as_ref();
    let said = said.is_none_or(|bytes| blake3::hash(bytes).to_hex().as_str() == digests.particulars);
    let kept: Vec<Vec<u8>> = line.kept.iter().map(|row| unhex(row)).collect::<Option<_>>()?;
    let fold = |before: Option<String>, row: &Vec<u8>| Some(folded(before.as_deref(), row));
    let vouched = kept.is_empty() || kept.iter().fold(None, fold) == digests.states;
    if !fits || !said || !vouched || line.states.len() != kept.len() {
        return None;
    }
    let mut states = Vec::with_capacity(kept.len());
    for (row, state) in kept.iter().zip(&line.states) {
        let state = match state {
            Some(text) => Some(unhex(text)?),
            None => None,
        };
        if let Some(bytes) = &state {
            if Kept::read(row).ok()?.hash != hex(blake3::hash(bytes).as_bytes()) {
                return None;
            }
            proven.states += 1;
        }
        states.push(state);
    }
    // What people read is what the bytes say.
    if LineRead::of(&link, particulars.as_deref(), &states).ok()? != line.read {
        return None;
    }
    proven.entries += 1;
    proven.veiled += u64::from(particulars.is_none());
    Some(())
}
