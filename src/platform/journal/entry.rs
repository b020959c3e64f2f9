//! Entries: written by `append`, read by sequence or by subject.

use std::ops::{ControlFlow, Deref};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::chain::Head;
use super::event::{Event, Recipient, Subject};
use crate::platform::store::{Direction, KeyBuf, Reader, StoreError, WriteTx, read_named, space, write_named};
use crate::platform::values::{AccountId, DealerId, MembershipId, Message, Moment, Scope, hex};

/// Who did it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Who {
    Person {
        account: AccountId,
        membership: MembershipId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        on_behalf_of: Option<MembershipId>,
    },
    /// Background work, by name: `exchange.import`.
    System { name: String },
    /// A machine account: 1C.
    Machine { name: String },
}

/// Who did it, as far as a page says it: people by name, the rest by what they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum By {
    #[default]
    Person,
    /// 1C, over HTTP or through the folder.
    OneC,
    /// The cabinet itself.
    Cabinet,
}

impl Who {
    pub fn by(&self) -> By {
        match self {
            Who::Person { .. } => By::Person,
            Who::Machine { .. } => By::OneC,
            // What the exchange does in the background it does for 1C.
            Who::System { name } if name == "exchange" || name.starts_with("exchange.") => By::OneC,
            Who::System { .. } => By::Cabinet,
        }
    }
}

/// A record that derived things should look at again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    pub kind: String,
    pub key: String,
}

/// The part that can be erased.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Particulars {
    salt: String,
    /// The actor's name as it was.
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_behalf_name: Option<String>,
    pub sentence: Message,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub told: Vec<Recipient>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changed: Vec<Changed>,
    /// Where letters about this lead by a key of their own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_key: Option<String>,
    /// What letters say in place of the sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub letter: Option<Message>,
    /// Mailed to those who wish no letters, too.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub always_mailed: bool,
    #[serde(default, skip_serializing_if = "serde_json::Value::is_null")]
    pub details: serde_json::Value,
}

/// The chained part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Link {
    pub at: Moment,
    pub who: Who,
    /// The request that did it, as in the log.
    pub request: String,
    pub kind: String,
    pub subject: Subject,
    pub dealer: Option<DealerId>,
    particulars: String,
    /// The digest of the states of records that this change left (see [`folded`]); absent where it left none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    states: Option<String>,
    /// The hash of the entry before, in entries of the first rule of the chain alone: see [`super::chain`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    previous: Option<String>,
}

/// The state of a versioned record that a change left, as a digest. Each lies in a row of its own; the first one holds a
/// salt: an entry that is shown without them tells nothing of the states, and can't be asked by guessing either.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    #[serde(default, skip_serializing_if = "String::is_empty")]
    salt: String,
    pub table: u16,
    /// As it stands in rows, in hexadecimal digits.
    pub key: String,
    /// BLAKE3 of the stored bytes.
    pub hash: String,
}

/// One entry with its particulars, unless they were erased. It derefs to its chained part.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub seq: u64,
    link: Arc<Link>,
    pub particulars: Option<Arc<Particulars>>,
}

impl Deref for Entry {
    type Target = Link;
    fn deref(&self) -> &Link {
        &self.link
    }
}

impl Entry {
    fn visible_to(&self, scope: &Scope) -> bool {
        match self.dealer {
            Some(dealer) => scope.includes(dealer),
            None => scope.is_staff(),
        }
    }
}

/// The author of an entry, as the access knows it.
pub struct Author<'a> {
    pub who: &'a Who,
    pub name: &'a str,
    pub on_behalf_name: Option<&'a str>,
    pub request: &'a str,
}

pub(super) fn entry_row(seq: u64) -> Vec<u8> {
    KeyBuf::in_space(space::JOURNAL).with(&seq).into_bytes()
}

fn particulars_row(seq: u64) -> Vec<u8> {
    KeyBuf::in_space(space::PARTICULARS).with(&seq).into_bytes()
}

fn kept_row(seq: u64, number: u32) -> Vec<u8> {
    KeyBuf::in_space(space::KEPT).with(&seq).with(&number).into_bytes()
}

/// Where the state of a record after an entry lies.
pub fn version_row(table: u16, key: &[u8], seq: u64) -> Vec<u8> {
    let row = KeyBuf::in_space(space::VERSION).with(&table).with_raw(key);
    row.with(&seq).into_bytes()
}

fn subject_prefix(kind: &str, key: &str) -> KeyBuf {
    KeyBuf::in_space(space::SUBJECT).with(kind).with(key)
}

fn encoded<T: Serialize>(value: &T) -> Result<Vec<u8>, StoreError> {
    let mut bytes = Vec::with_capacity(256);
    write_named(value, &mut bytes).map_err(StoreError::Engine)?;
    Ok(bytes)
}

fn decoded<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> Result<T, StoreError> {
    read_named(bytes).map_err(|reason| StoreError::Unreadable {
        table: "journal",
        reason,
    })
}

/// The newest entry, while records are saved under it.
pub struct Appended {
    pub seq: u64,
    link: Link,
    before: Head,
    kept: u32,
}

impl Appended {
    /// Takes the state of a versioned record into the entry, and the head of the chain along with it.
    pub fn keep(&mut self, tx: &mut WriteTx<'_>, table: u16, key: &[u8], bytes: &[u8]) -> Result<(), StoreError> {
        let salt = match self.kept {
            0 => format!("{:032x}", tx.random()),
            _ => String::new(),
        };
        let kept = encoded(&Kept {
            salt,
            table,
            key: hex(key),
            hash: blake3::hash(bytes).to_hex().to_string(),
        })?;
        self.link.states = Some(folded(self.link.states.as_deref(), &kept));
        tx.put_row(kept_row(self.seq, self.kept), kept);
        self.kept += 1;
        self.write(tx)
    }

    fn write(&self, tx: &mut WriteTx<'_>) -> Result<(), StoreError> {
        let link = encoded(&self.link)?;
        self.before.next(&link)?.write(tx)?;
        tx.put_row(entry_row(self.seq), link);
        Ok(())
    }
}

/// The digest of states: of the one before, as text, and of the next row's bytes.
pub fn folded(before: Option<&str>, kept: &[u8]) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(before.unwrap_or_default().as_bytes()).update(kept);
    hasher.finalize().to_hex().to_string()
}

/// Writes the next entry and moves the chain's head.
pub fn append(tx: &mut WriteTx<'_>, author: &Author<'_>, event: &dyn Event) -> Result<Appended, StoreError> {
    let salt = format!("{:032x}", tx.random());
    let particulars = encoded(&Particulars {
        salt,
        name: author.name.to_owned(),
        on_behalf_name: author.on_behalf_name.map(str::to_owned),
        sentence: event.sentence(),
        told: event.told(),
        changed: event.changed(),
        by_key: event.by_key().map(str::to_owned),
        letter: event.letter(),
        always_mailed: event.always_mailed(),
        details: event.details(),
    })?;
    let head = Head::read(tx)?;
    let seq = head.seq + 1;
    let subject = event.subject();
    tx.put_row(
        subject_prefix(&subject.kind, &subject.key).with(&seq).into_bytes(),
        Vec::new(),
    );
    let link = Link {
        at: tx.now(),
        who: author.who.clone(),
        request: author.request.to_owned(),
        kind: event.kind().to_owned(),
        subject,
        dealer: event.dealer(),
        particulars: blake3::hash(&particulars).to_hex().to_string(),
        states: None,
        previous: None,
    };
    tx.put_row(particulars_row(seq), particulars);
    let appended = Appended {
        seq,
        link,
        before: head,
        kept: 0,
    };
    appended.write(tx)?;
    Ok(appended)
}

/// The sequence number of the newest entry, 0 when there is none.
pub fn position(tx: &impl Reader) -> Result<u64, StoreError> {
    Ok(Head::read(tx)?.seq)
}

/// The entry with this number, when the scope may see it. Entries don't change, so readers share them.
pub fn entry_at(tx: &impl Reader, seq: u64) -> Result<Option<Entry>, StoreError> {
    let Some(link) = tx.shared_row(&entry_row(seq), decoded::<Link>)? else {
        return Ok(None);
    };
    let particulars = tx.shared_row(&particulars_row(seq), decoded::<Particulars>)?;
    let entry = Entry { seq, link, particulars };
    Ok(entry.visible_to(tx.scope()).then_some(entry))
}

/// At most `limit` entries after `seq`, oldest first.
pub fn read_after(tx: &impl Reader, seq: u64, limit: usize) -> Result<Vec<Entry>, StoreError> {
    let mut numbers = Vec::new();
    let hi = [space::JOURNAL + 1];
    tx.rows(&entry_row(seq + 1), Some(&hi), Direction::Ascending, &mut |row, _| {
        numbers.push(seq_of(row));
        if numbers.len() < limit {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    })?;
    entries_at(tx, numbers)
}

fn entries_at(tx: &impl Reader, numbers: Vec<u64>) -> Result<Vec<Entry>, StoreError> {
    let entries = numbers.into_iter().map(|seq| entry_at(tx, seq));
    entries.filter_map(Result::transpose).collect()
}

/// What happened to a subject, newest first, at most `limit` entries before `before`.
pub fn about(
    tx: &impl Reader,
    kind: &str,
    key: &str,
    before: Option<u64>,
    limit: usize,
) -> Result<Vec<Entry>, StoreError> {
    about_portion(tx, kind, key, before, limit).map(|(entries, _)| entries)
}

/// The same, and before which number the next portion lies; `None` at the end. A portion may be shorter than `limit`,
/// since the scope hides some, and not be the last.
pub fn about_portion(
    tx: &impl Reader,
    kind: &str,
    key: &str,
    before: Option<u64>,
    limit: usize,
) -> Result<(Vec<Entry>, Option<u64>), StoreError> {
    let prefix = subject_prefix(kind, key);
    let lo = prefix.clone().into_bytes();
    let hi = prefix.with(&before.unwrap_or(u64::MAX)).into_bytes();
    let mut numbers = Vec::new();
    tx.rows(&lo, Some(&hi), Direction::Descending, &mut |row, _| {
        numbers.push(seq_of(row));
        if numbers.len() < limit {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    })?;
    let next = numbers.last().copied().filter(|_| numbers.len() == limit);
    Ok((entries_at(tx, numbers)?, next))
}

/// How many entries there are about a subject, whoever may see them, counted up to `most`. None of them is read.
pub fn about_count(tx: &impl Reader, kind: &str, key: &str, most: usize) -> Result<usize, StoreError> {
    let prefix = subject_prefix(kind, key);
    let lo = prefix.clone().into_bytes();
    let hi = prefix.with(&u64::MAX).into_bytes();
    let mut n = 0;
    tx.rows(&lo, Some(&hi), Direction::Descending, &mut |_, _| {
        n += 1;
        match n < most {
            true => ControlFlow::Continue(()),
            false => ControlFlow::Break(()),
        }
    })?;
    Ok(n)
}

pub(super) fn seq_of(row: &[u8]) -> u64 {
    row.last_chunk::<8>().map_or(0, |tail| u64::from_be_bytes(*tail))
}

/// What is stored of an entry, as bytes: what hashes are taken over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stored {
    pub link: Vec<u8>,
    /// Absent where they were erased.
    pub particulars: Option<Vec<u8>>,
    /// Rows of [`Kept`]; none where the change left no states, or they were erased.
    pub kept: Vec<Vec<u8>>,
}

/// The stored bytes of an entry, for the verification of the chain.
pub(super) fn stored(tx: &impl Reader, seq: u64) -> Result<Option<Stored>, StoreError> {
    let Some(link) = tx.row(&entry_row(seq))? else {
        return Ok(None);
    };
    let mut kept = Vec::new();
    let (lo, hi) = (kept_row(seq, 0), kept_row(seq + 1, 0));
    tx.rows(&lo, Some(&hi), Direction::Ascending, &mut |_, bytes| {
        kept.push(bytes.to_vec());
        ControlFlow::Continue(())
    })?;
    Ok(Some(Stored {
        link,
        particulars: tx.row(&particulars_row(seq))?,
        kept,
    }))
}

/// What an entry says of its parts and of the entry before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digests {
    pub particulars: String,
    pub states: Option<String>,
    /// Under the first rule of the chain.
    pub previous: Option<String>,
}

impl Digests {
    /// Read from an entry's stored bytes.
    pub fn of(link: &[u8]) -> Result<Digests, StoreError> {
        let link: Link = decoded(link)?;
        Ok(Digests {
            particulars: link.particulars,
            states: link.states,
            previous: link.previous,
        })
    }
}

impl Kept {
    pub fn read(bytes: &[u8]) -> Result<Kept, StoreError> {
        decoded(bytes)
    }
}
