//! Making and changing connections.

use super::{BY_USER, Connection, ConnectionEvent, ConnectionId};
use crate::modules::exchange::dialect::{Charset, Family, Settings};
use crate::platform::access::{Access, Passwords};
use crate::platform::error::{Error, FieldError};
use crate::platform::store::{ReadTx, Reader};
use crate::platform::values::{AddressError, Locale, Message, PageRequest, check_list};

/// Connections of one installation.
pub const CONNECTIONS_MAX: usize = 100;
/// Smaller chunks make thousands of calls; larger ones don't pass proxies.
const FILE_LIMIT_KB: std::ops::RangeInclusive<u64> = 64..=512 * 1024;
const USER_CHARS_MAX: usize = 60;

/// What a form says of a connection.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct ConnectionInput {
    pub name: String,
    pub family: String,
    pub user: String,
    pub addresses: String,
    pub folder: Option<String>,
    /// Empty: the family's usual one; so for the schema.
    pub charset: String,
    pub schema: String,
    /// A tag; empty: Russian.
    pub locale: String,
    pub bom: Option<String>,
    pub zip: Option<String>,
    pub file_limit_kb: String,
    pub disabled: Option<String>,
}

impl ConnectionInput {
    pub fn of(connection: &Connection) -> ConnectionInput {
        let on = |set: bool| set.then(|| "on".to_owned());
        let usual = Settings::of(connection.dialect.family);
        let unusual = |value: &str, usual: &str| {
            if value == usual {
                String::new()
            } else {
                value.to_owned()
            }
        };
        ConnectionInput {
            name: connection.name.clone(),
            family: letter(connection.dialect.family).to_owned(),
            user: connection.user.clone(),
            addresses: connection.addresses.join("\n"),
            folder: on(connection.folder),
            charset: unusual(connection.dialect.charset.label(), usual.charset.label()),
            schema: unusual(&connection.dialect.schema, &usual.schema),
            locale: connection.locale.tag().to_owned(),
            bom: on(connection.dialect.bom),
            zip: on(connection.zip),
            file_limit_kb: (connection.file_limit >> 10).to_string(),
            disabled: on(connection.disabled),
        }
    }

    /// Puts the form into a connection, or says field by field what can't be taken.
    fn apply(&self, connection: &mut Connection) -> Result<(), Error> {
        let mut wrong = Vec::new();
        let mut say = |field: &str, message: Message| {
            wrong.push(FieldError {
                field: field.to_owned(),
                message,
            });
        };
        connection.name = self.name.trim().to_owned();
        if connection.name.is_empty() || connection.name.chars().count() > 100 {
            say("name", Message::new("exchange-connection-name-wrong"));
        }
        connection.user = self.user.trim().to_owned();
        let plain = |character: char| character.is_ascii_graphic() && character != ':';
        if connection.user.len() > USER_CHARS_MAX || !connection.user.chars().all(plain) {
            say("user", Message::new("exchange-connection-user-wrong"));
        }
        match check_list(&self.addresses) {
            Ok(addresses) => connection.addresses = addresses,
            Err(AddressError(line)) => {
                say(
                    "addresses",
                    Message::new("exchange-connection-address-wrong").with("line", line),
                );
            }
        }
        match family(&self.family) {
            Some(family) => connection.dialect = Settings::of(family),
            None => say("family", Message::new("exchange-connection-family-wrong")),
        }
        if !self.charset.is_empty() {
            match Charset::ALL.into_iter().find(|one| one.label() == self.charset) {
                Some(charset) => connection.dialect.charset = charset,
                None => say("charset", Message::new("exchange-connection-charset-wrong")),
            }
        }
        let schemas = connection.dialect.family.schemas();
        if schemas.contains(&self.schema.as_str()) {
            connection.dialect.schema.clone_from(&self.schema);
        } else if !self.schema.is_empty() {
            let list = schemas.join(", ");
            say(
                "schema",
                Message::new("exchange-connection-schema-wrong").with("list", list),
            );
        }
        match Locale::from_tag(&self.locale) {
            Some(locale) => connection.locale = locale,
            None if self.locale.is_empty() => connection.locale = Locale::default(),
            None => say("locale", Message::new("exchange-connection-locale-wrong")),
        }
        // The file of a folder is UTF-8 always, so there a mark has its place whatever the charset of answers is.
        connection.dialect.bom = self.bom.is_some();
        if connection.dialect.bom && connection.dialect.charset != Charset::Utf8 && self.folder.is_none() {
            say("bom", Message::new("exchange-connection-bom-wrong"));
        }
        match self
            .file_limit_kb
            .trim()
            .parse::<u64>()
            .ok()
            .filter(|limit| FILE_LIMIT_KB.contains(limit))
        {
            Some(limit) => connection.file_limit = limit << 10,
            None => say("file_limit_kb", Message::new("exchange-connection-limit-wrong")),
        }
        connection.folder = self.folder.is_some();
        connection.zip = self.zip.is_some();
        connection.disabled = self.disabled.is_some();
        if wrong.is_empty() {
            Ok(())
        } else {
            Err(Error::Invalid(wrong))
        }
    }
}

/// Makes a connection. It has no password yet: HTTP is shut until one is set.
pub async fn make(access: &Access, input: ConnectionInput) -> Result<Connection, Error> {
    let now = access.now();
    let mut draft = Connection::new(ConnectionId::NIL, "", now);
    input.apply(&mut draft)?;
    access
        .write(move |write| {
            if write.list::<Connection>(CONNECTIONS_MAX)?.len() >= CONNECTIONS_MAX {
                return Err(Error::Refused(Message::new("exchange-connection-many")));
            }
            check_others(write.list::<Connection>(CONNECTIONS_MAX)?, &draft)?;
            let connection = Connection {
                id: write.fresh_id(),
                ..draft.clone()
            };
            write.save(&connection, &ConnectionEvent::Created(connection.clone()))?;
            Ok(connection)
        })
        .await
}

pub async fn edit(access: &Access, id: ConnectionId, input: ConnectionInput) -> Result<Connection, Error> {
    access
        .write(move |write| {
            let old = write.get::<Connection>(&id)?.ok_or(Error::NotFound)?;
            let mut new = old.clone();
            input.apply(&mut new)?;
            if new == old {
                return Ok(new);
            }
            let others = write.list::<Connection>(CONNECTIONS_MAX)?;
            check_others(others.into_iter().filter(|other| other.id != id).collect(), &new)?;
            write.save(&new, &ConnectionEvent::Changed { old, new: new.clone() })?;
            Ok(new)
        })
        .await
}

/// Accounts differ, and the folder belongs to one.
fn check_others(others: Vec<Connection>, connection: &Connection) -> Result<(), Error> {
    for other in others {
        if !connection.user.is_empty() && other.user == connection.user {
            return Err(Error::invalid(
                "user",
                Message::new("exchange-connection-user-taken").with("name", other.name),
            ));
        }
        if connection.folder && other.folder && !connection.disabled && !other.disabled {
            let message = Message::new("exchange-connection-folder-taken").with("name", other.name);
            return Err(Error::invalid("folder", message));
        }
    }
    Ok(())
}

/// Sets a new random password and gives it, to be shown once: nobody can see it afterwards.
pub async fn set_password(access: &Access, id: ConnectionId, passwords: &Passwords) -> Result<String, Error> {
    let password = fresh_password();
    set_chosen_password(access, id, &password, passwords).await?;
    Ok(password)
}

/// Sets this password: for the demonstration, whose passwords are printed.
pub async fn set_chosen_password(
    access: &Access,
    id: ConnectionId,
    password: &str,
    passwords: &Passwords,
) -> Result<(), Error> {
    let hash = passwords.hash(password).await?;
    access
        .write(move |write| {
            let mut connection = write.get::<Connection>(&id)?.ok_or(Error::NotFound)?;
            connection.password_hash = hash.clone();
            connection.password_set = Some(write.now());
            let event = ConnectionEvent::PasswordSet {
                id,
                name: connection.name.clone(),
            };
            write.save(&connection, &event)?;
            Ok(())
        })
        .await
}

/// 24 letters and digits that are told apart on paper: 120 random bits.
fn fresh_password() -> String {
    const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let bytes: [u8; 24] = rand::random();
    bytes
        .iter()
        .map(|byte| char::from(LETTERS[usize::from(byte % 32)]))
        .collect()
}

pub fn by_user(tx: &ReadTx, user: &str) -> Result<Option<Connection>, Error> {
    if user.is_empty() {
        return Ok(None);
    }
    Ok(tx.find(&BY_USER, user)?)
}

/// The one that works over the folder.
pub fn of_folder(tx: &ReadTx) -> Result<Option<Connection>, Error> {
    let all = tx.list::<Connection>(CONNECTIONS_MAX)?;
    Ok(all
        .into_iter()
        .find(|connection| connection.folder && !connection.disabled))
}

pub fn all(tx: &ReadTx) -> Result<Vec<Connection>, Error> {
    let mut all = tx.list::<Connection>(PageRequest::first(CONNECTIONS_MAX).limit)?;
    all.sort_by_key(|connection| (connection.disabled, connection.name.to_lowercase()));
    Ok(all)
}

pub fn letter(family: Family) -> &'static str {
    match family {
        Family::A => "A",
        Family::B => "B",
        Family::C => "C",
    }
}

pub fn family(letter_: &str) -> Option<Family> {
    Family::ALL.into_iter().find(|family| letter(*family) == letter_)
}
