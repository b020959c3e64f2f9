//! Sessions: a browser bound to one membership. Only a hash of the token is stored.

use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;

use super::actor::{Actor, Technical};
use super::member::Membership;
use super::rights::Rights;
use crate::platform::journal::Who;
use crate::platform::store::{Index, Indexer, Record, Table};
use crate::platform::values::{AccountId, MembershipId, Message, Moment, Scope, hex};

/// A session ends after this many days without a request.
pub const SESSION_DAYS: i64 = 14;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Session {
    /// BLAKE3 of the token, 64 hexadecimal digits.
    pub token_hash: String,
    pub account: AccountId,
    pub membership: MembershipId,
    pub created: Moment,
    /// Moved at most every five minutes.
    pub seen: Moment,
    /// Secret that form tokens are made from.
    pub secret: String,
    #[serde(default)]
    pub client_beside: bool,
    /// The person as whom the cabinet is seen in this browser; nothing can be changed meanwhile.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen_as: Option<MembershipId>,
    /// Shown once on the next page.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flash: Vec<Message>,
    #[serde(default)]
    pub agent: String,
    /// Where it was opened from.
    #[serde(default)]
    pub address: String,
}

pub const SESSION_BY_ACCOUNT: Index<Session> = Index::new(48, "session.by_account");

impl Record for Session {
    const TABLE: Table = Table::new(3, "session");
    type Key = String;

    fn key(&self) -> String {
        self.token_hash.clone()
    }

    /// Sessions are read by the guard and by system work only.
    fn visible_to(&self, scope: &Scope) -> bool {
        matches!(scope, Scope::All)
    }

    fn index(&self, indexer: &mut Indexer) {
        indexer.put(&SESSION_BY_ACCOUNT, &self.account);
    }
}

impl Technical for Session {}

/// Words that wait for the next page; older ones make room.
const FLASHES_MAX: usize = 4;

impl Session {
    /// Leaves word for the next page.
    pub(in crate::platform) fn say(&mut self, message: Message) {
        self.flash.push(message);
        let over = self.flash.len().saturating_sub(FLASHES_MAX);
        self.flash.drain(..over);
    }
}

/// What the browser keeps: 256 random bits. Never stored, never logged.
#[derive(Clone)]
pub struct SessionToken(String);

impl SessionToken {
    pub(super) fn new(random: [u8; 32]) -> SessionToken {
        SessionToken(hex(random))
    }
    /// One that a browser came with.
    pub(super) fn known(text: &str) -> SessionToken {
        SessionToken(text.to_owned())
    }
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The form of a secret token that may be stored.
pub fn hashed(token: &str) -> String {
    blake3::hash(token.as_bytes()).to_hex().to_string()
}

/// What names a session on its person's page: nothing can be opened with it.
pub fn session_handle(session: &Session) -> String {
    hashed(&session.token_hash)[..24].to_owned()
}

/// Hexadecimal digits of the secret in an address that opens something without signing in: 160 bits.
pub const SECRET_DIGITS: usize = 40;

/// What the store keeps of an address's secret that came with a request; `None` for what can't be one.
pub fn hashed_secret(text: &str) -> Option<String> {
    let shaped = text.len() == SECRET_DIGITS && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    shaped.then(|| hashed(text))
}

/// The form token of a session and its membership: a form made in one company is refused in another.
pub fn csrf_token(session: &Session) -> String {
    let mut hasher = blake3::Hasher::new_derive_key("kabinet 2026-11 form token");
    hasher.update(session.secret.as_bytes());
    hasher.update(session.membership.as_bytes());
    hasher.finalize().to_hex()[..40].to_string()
}

pub fn csrf_matches(session: &Session, token: &str) -> bool {
    csrf_token(session).as_bytes().ct_eq(token.as_bytes()).into()
}

pub(in crate::platform) fn actor_of(member: &Membership, rights: Rights, client_beside: bool) -> Actor {
    Actor {
        who: Who::Person {
            account: member.account,
            membership: member.id,
            on_behalf_of: None,
        },
        name: member.name.clone(),
        role: Some(rights.role()),
        rights: Some(rights),
        company: member.company,
        client_beside,
    }
}
