//! Entries: written by `append`, read by sequence or by subject.

use std::ops::{ControlFlow, Deref};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::chain::Head;
use super::event::{Event, Recipient, Subject};
use crate::platform::store::{Direction, KeyBuf, Reader, StoreError, WriteTx, read_named, space, write_named};
use crate::platform::values::{AccountId, DealerId, MembershipId, Message, Moment, Scope};

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
    previous: String,
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

fn entry_row(seq: u64) -> Vec<u8> {
    KeyBuf::in_space(space::JOURNAL).with(&seq).into_bytes()
}

fn particulars_row(seq: u64) -> Vec<u8> {
    KeyBuf::in_space(space::PARTICULARS).with(&seq).into_bytes()
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

/// Writes the next entry and moves the chain's head. Returns its sequence number.
pub fn append(tx: &mut WriteTx<'_>, author: &Author<'_>, event: &dyn Event) -> Result<u64, StoreError> {
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
    let link = encoded(&Link {
        at: tx.now(),
        who: author.who.clone(),
        request: author.request.to_owned(),
        kind: event.kind().to_owned(),
        subject,
        dealer: event.dealer(),
        particulars: blake3::hash(&particulars).to_hex().to_string(),
        previous: head.hash.clone(),
    })?;
    head.next(&link).write(tx)?;
    tx.put_row(entry_row(seq), link);
    tx.put_row(particulars_row(seq), particulars);
    Ok(seq)
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

fn seq_of(row: &[u8]) -> u64 {
    row.last_chunk::<8>().map_or(0, |tail| u64::from_be_bytes(*tail))
}

/// The bytes of an entry and of its particulars, for the verification of the chain.
pub(super) fn stored(tx: &impl Reader, seq: u64) -> Result<Option<(Vec<u8>, Option<Vec<u8>>)>, StoreError> {
    let Some(link) = tx.row(&entry_row(seq))? else {
        return Ok(None);
    };
    Ok(Some((link, tx.row(&particulars_row(seq))?)))
}

/// What an entry says of its particulars and of the entry before it.
pub(super) fn digests(link: &[u8]) -> Result<(String, String), StoreError> {
    let link: Link = decoded(link)?;
    Ok((link.particulars, link.previous))
}
