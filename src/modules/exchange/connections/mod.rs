//! Connections: each is one 1C base that exchanges with us, over HTTP or a folder, with its own account and manners.

mod address;

use serde::{Deserialize, Serialize};

pub use address::{AddressError, allows, check_list};

use crate::platform::store::{Index, Indexer, Record, Table};
use crate::platform::values::{Id, Locale, Moment, Scope};

/// Marker of [`ConnectionId`].
pub enum ConnectionMark {}
pub type ConnectionId = Id<ConnectionMark>;

/// Which client speaks: how orders are written for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Client {
    /// Built into Trade Management 11, Complex Automation 2, ERP 2.
    #[default]
    A,
    /// Built into Small Business.
    B,
    /// The exchange extension of Bitrix.
    C,
}

impl Client {
    pub const ALL: [Client; 3] = [Client::A, Client::B, Client::C];

    pub const fn letter(self) -> &'static str {
        match self {
            Client::A => "A",
            Client::B => "B",
            Client::C => "C",
        }
    }

    pub fn from_letter(letter: &str) -> Option<Client> {
        Client::ALL.into_iter().find(|client| client.letter() == letter)
    }
}

/// How answers are encoded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Charset {
    /// What sites have always answered in.
    #[default]
    #[serde(rename = "windows-1251")]
    Windows1251,
    #[serde(rename = "utf-8")]
    Utf8,
}

impl Charset {
    pub const ALL: [Charset; 2] = [Charset::Windows1251, Charset::Utf8];

    /// The name in Content-Type and in XML declarations.
    pub const fn label(self) -> &'static str {
        match self {
            Charset::Windows1251 => "windows-1251",
            Charset::Utf8 => "utf-8",
        }
    }

    pub fn from_label(label: &str) -> Option<Charset> {
        Charset::ALL.into_iter().find(|charset| charset.label() == label)
    }

    /// Letters that the charset has not become `?`.
    pub fn encode(self, text: &str) -> Vec<u8> {
        match self {
            Charset::Utf8 => text.as_bytes().to_vec(),
            Charset::Windows1251 => {
                let plain: String = text
                    .chars()
                    .map(|character| {
                        let (_, _, unmappable) = encoding_rs::WINDOWS_1251.encode(character.encode_utf8(&mut [0; 4]));
                        if unmappable { '?' } else { character }
                    })
                    .collect();
                encoding_rs::WINDOWS_1251.encode(&plain).0.into_owned()
            }
        }
    }
}

/// One 1C base.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Connection {
    pub id: ConnectionId,
    pub name: String,
    #[serde(default)]
    pub disabled: bool,
    pub client: Client,
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
    #[serde(default)]
    pub charset: Charset,
    /// A byte order mark before UTF-8 answers with XML.
    #[serde(default)]
    pub bom: bool,
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
            client: Client::default(),
            user: String::new(),
            password_hash: String::new(),
            addresses: Vec::new(),
            folder: false,
            charset: Charset::default(),
            bom: false,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_charset_lacks_becomes_a_question_mark() {
        let text = "Цена \u{20bd} 5 \u{2014} ok";
        assert_eq!(Charset::Windows1251.encode(text), b"\xd6\xe5\xed\xe0 ? 5 \x97 ok");
        assert_eq!(Charset::Utf8.encode(text), text.as_bytes());
    }
}
