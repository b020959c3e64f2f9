//! Keys in letters: a link that opens one thing for the one person who was written to, without signing in.
//!
//! A key is 256 random bits, of which a hash is stored. It expires, is counted, goes with the membership, and whoever was
//! sent it can end it. It gives no session: the route that takes it decides what it is good for.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::account::Account;
use super::actor::{Access, Technical, Write};
use super::member::Membership;
use super::session::hashed;
use crate::platform::error::Error;
use crate::platform::journal::Subject;
use crate::platform::services::Services;
use crate::platform::store::{Index, Indexer, Reader, Record, StoreError, Table, WriteTx};
use crate::platform::values::{AccountId, MembershipId, Message, Moment, PageRequest, Scope};

/// A key is good for so many days.
pub const LETTER_KEY_DAYS: i64 = 14;
/// Changes that one key is good for.
const USES_MAX: u32 = 50;
/// Keys that one write forgets.
const PORTION: usize = 300;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LetterKey {
    /// BLAKE3 of the secret in the link.
    pub token_hash: String,
    pub account: AccountId,
    pub membership: MembershipId,
    /// What it opens: the subject of the journal's entry that the letter told of.
    pub kind: String,
    pub key: String,
    /// That entry.
    pub entry: u64,
    pub created: Moment,
    pub expires: Moment,
    /// Changes that were made by it.
    #[serde(default)]
    pub uses: u32,
}

impl LetterKey {
    /// Has it made as many changes as it may?
    pub fn is_spent(&self) -> bool {
        self.uses >= USES_MAX
    }
}

const KEY_BY_MEMBERSHIP: Index<LetterKey> = Index::new(83 * 16, "letter_key.by_membership");
const KEY_BY_EXPIRY: Index<LetterKey> = Index::new(83 * 16 + 1, "letter_key.by_expiry");

impl Record for LetterKey {
    const TABLE: Table = Table::new(83, "letter_key");
    type Key = String;

    fn key(&self) -> String {
        self.token_hash.clone()
    }

    /// Keys are read by the route that takes them and by system work only.
    fn visible_to(&self, scope: &Scope) -> bool {
        matches!(scope, Scope::All)
    }

    fn index(&self, indexer: &mut Indexer) {
        indexer.put(
            &KEY_BY_MEMBERSHIP,
            &(self.membership, self.kind.as_str(), self.key.as_str()),
        );
        indexer.put(&KEY_BY_EXPIRY, &self.expires);
    }
}

impl Technical for LetterKey {}

/// Makes a key for a letter to `member` about an entry; gives the secret, which is stored nowhere but in the letter until
/// it has gone.
pub(in crate::platform) fn mint(
    tx: &mut WriteTx<'_>,
    member: &Membership,
    subject: &Subject,
    entry: u64,
) -> Result<String, StoreError> {
    let secret = format!("{:032x}{:032x}", tx.random(), tx.random());
    let now = tx.now();
    tx.put(&LetterKey {
        token_hash: hashed(&secret),
        account: member.account,
        membership: member.id,
        kind: subject.kind.clone(),
        key: subject.key.clone(),
        entry,
        created: now,
        expires: now.plus_seconds(LETTER_KEY_DAYS * 86_400),
        uses: 0,
    })?;
    Ok(secret)
}

/// What stands behind a key, and the access of the person whom it was sent to.
pub struct Opened {
    pub key: LetterKey,
    pub account: Arc<Account>,
    pub member: Arc<Membership>,
    pub access: Access,
}

/// The person of a key of this kind. Rights and scope are those of the membership as it is now.
///
/// # Errors
/// `NotFound` where the key is unknown, was ended, or its person may not come in any more; `Refused` when it has expired.
pub fn by_letter(services: &Arc<Services>, secret: &str, kind: &str, request: &str) -> Result<Opened, Error> {
    let tx = services.read_all();
    let key = tx.get::<LetterKey>(&hashed(secret))?;
    let key = key.filter(|key| key.kind == kind).ok_or(Error::NotFound)?;
    let account = tx.shared::<Account>(&key.account)?;
    let account = account.filter(|account| !account.disabled).ok_or(Error::NotFound)?;
    let member = tx.shared::<Membership>(&key.membership)?;
    let member = member
        .filter(|member| !member.disabled && member.account == key.account)
        .ok_or(Error::NotFound)?;
    if key.expires < services.clock.now() {
        return Err(Error::Refused(Message::new("access-letter-key-expired")));
    }
    let access = Access::of_member(services, &member, request)?;
    Ok(Opened {
        key,
        account,
        member,
        access,
    })
}

/// Counts a change that is made by a key, in the same commit: a key that was ended meanwhile makes none.
pub fn spend(write: &mut Write<'_, '_>, token_hash: &str) -> Result<(), Error> {
    let now = write.now();
    write.beyond_scope(|tx| {
        let mut key = tx.get::<LetterKey>(&token_hash.to_owned())?.ok_or(Error::NotFound)?;
        let member = tx.get::<Membership>(&key.membership)?;
        if member.is_none_or(|member| member.disabled) {
            return Err(Error::NotFound);
        }
        if key.expires < now || key.is_spent() {
            return Err(Error::Refused(Message::new("access-letter-key-expired")));
        }
        key.uses += 1;
        tx.put(&key)?;
        Ok(())
    })
}

/// The same for what a key is good for once.
pub fn spend_once(write: &mut Write<'_, '_>, token_hash: &str) -> Result<(), Error> {
    let key = write.beyond_scope(|tx| tx.get::<LetterKey>(&token_hash.to_owned()))?;
    match key.is_some_and(|key| key.uses > 0) {
        true => Err(Error::Refused(Message::new("access-letter-key-used"))),
        false => spend(write, token_hash),
    }
}

/// Has this membership keys to a subject that still open it?
pub fn has_letter_keys(services: &Arc<Services>, membership: MembershipId, subject: &Subject) -> Result<bool, Error> {
    let tx = services.read_all();
    let prefix = (membership, subject.kind.as_str(), subject.key.as_str());
    let keys = tx.scan(&KEY_BY_MEMBERSHIP, &prefix, &PageRequest::first(50))?.items;
    let now = services.clock.now();
    Ok(keys.iter().any(|key| key.expires >= now))
}

/// Ends the keys of the asker's own membership to a subject.
pub async fn end_letter_keys(access: &Access, membership: MembershipId, subject: Subject) -> Result<(), Error> {
    let system = Access::system(access.services(), "access.letter-keys");
    loop {
        let subject = subject.clone();
        let left = system
            .write(move |write| {
                let prefix = (membership, subject.kind.as_str(), subject.key.as_str());
                forget(write, &prefix)
            })
            .await?;
        if !left {
            return Ok(());
        }
    }
}

/// Ends all keys of a membership; true when some are left for another write.
pub(super) fn forget_of_member(write: &mut Write<'_, '_>, membership: MembershipId) -> Result<bool, Error> {
    forget(write, &membership)
}

fn forget(write: &mut Write<'_, '_>, prefix: &impl crate::platform::store::KeyPart) -> Result<bool, Error> {
    let page = write.scan(&KEY_BY_MEMBERSHIP, prefix, &PageRequest::first(PORTION))?;
    for key in &page.items {
        write.forget::<LetterKey>(&key.token_hash)?;
    }
    Ok(page.next.is_some())
}

/// Forgets what has expired; how many there were.
pub(in crate::platform) fn forget_expired(write: &mut Write<'_, '_>) -> Result<usize, Error> {
    let now = write.now();
    let oldest = write.scan(&KEY_BY_EXPIRY, &(), &PageRequest::first(PORTION))?.items;
    let mut forgotten = 0;
    // One day longer, so that a person is told that it has expired rather than that there is none.
    for key in oldest.iter().take_while(|key| key.expires.plus_seconds(86_400) < now) {
        forgotten += usize::from(write.forget::<LetterKey>(&key.token_hash)?);
    }
    Ok(forgotten)
}
