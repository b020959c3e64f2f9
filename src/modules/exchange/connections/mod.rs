//! Connections: each is one 1C base that exchanges with us, over HTTP or a folder, with its own account and manners.

pub mod actions;
mod events;

use serde::{Deserialize, Serialize};

pub use events::ConnectionEvent;

use super::dialect::{Family, Settings};
use crate::platform::store::{Index, Indexer, Record, Table};
use crate::platform::values::{Id, Locale, Moment, Scope};

/// Marker of [`ConnectionId`].
pub enum ConnectionMark {}
pub type ConnectionId = Id<ConnectionMark>;

/// One 1C base.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Connection {
    pub id: ConnectionId,
    pub name: String,
    #[serde(default)]
    pub disabled: bool,
    /// How orders are written for it, and the charset of answers.
    pub dialect: Settings,
    /// The account for HTTP. Empty: this connection has no HTTP.
    #[serde(default)]
    pub user: String,
    /// A PHC string.
    #[serde(default)]
    pub password_hash: String,
    /// Addresses and networks that may use the account; empty: any.
    #[serde(default)]
    pub addresses: Vec<String>,
    /// Does this connection read and write the exchange folder?
    #[serde(default)]
    pub folder: bool,
    /// Are archives asked for?
    #[serde(default = "yes")]
    pub zip: bool,
    /// Bytes of one chunk, as `init` names it.
    #[serde(default = "file_limit")]
    pub file_limit: u64,
    /// The language of answers.
    #[serde(default)]
    pub locale: Locale,
    pub created: Moment,
    /// When its password was set.
    #[serde(default)]
    pub password_set: Option<Moment>,
}

const fn yes() -> bool {
    true
}

/// Small enough for any proxy in between, large enough for few calls.
const fn file_limit() -> u64 {
    FILE_LIMIT_DEFAULT
}

pub const FILE_LIMIT_DEFAULT: u64 = 8 << 20;

/// One connection an exchange account.
pub const BY_USER: Index<Connection> = Index::unique(71 * 16, "connection.by_user");

impl Connection {
    pub fn new(id: ConnectionId, name: &str, created: Moment) -> Connection {
        Connection {
            id,
            name: name.to_owned(),
            disabled: false,
            dialect: Settings::of(Family::A),
            user: String::new(),
            password_hash: String::new(),
            addresses: Vec::new(),
            folder: false,
            zip: true,
            file_limit: FILE_LIMIT_DEFAULT,
            locale: Locale::default(),
            created,
            password_set: None,
        }
    }
}

impl Record for Connection {
    const TABLE: Table = Table::new(71, "exchange connection");
    const VERSIONED: bool = true;
    type Key = ConnectionId;

    fn key(&self) -> ConnectionId {
        self.id
    }

    fn visible_to(&self, scope: &Scope) -> bool {
        matches!(scope, Scope::All)
    }

    fn index(&self, indexer: &mut Indexer) {
        if !self.user.is_empty() {
            indexer.put(&BY_USER, self.user.as_str());
        }
    }
}
