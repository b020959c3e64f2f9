//! A saved view, and what a person is used to in a list.

use serde::{Deserialize, Serialize};

use crate::platform::error::Error;
use crate::platform::values::{DealerId, Id, MembershipId, Message, Moment};

pub type ViewId = Id<SavedView>;

/// The longest name, in characters.
pub const NAME_MAX: usize = 60;
/// The longest filter, in bytes.
pub const QUERY_MAX: usize = 2_000;
/// The most views of one person in one list.
pub const VIEWS_MAX: usize = 50;

/// A filter of a list under a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedView {
    pub id: ViewId,
    /// The key of its list.
    pub list: String,
    pub owner: MembershipId,
    /// As the owner was called then.
    pub owner_name: String,
    /// The dealer whose person keeps it; none for the manufacturer's people.
    #[serde(default)]
    pub company: Option<DealerId>,
    pub name: String,
    /// The filter with its sorting and columns, as it stands in an address.
    pub query: String,
    /// All colleagues see it.
    #[serde(default)]
    pub shared: bool,
    pub changed: Moment,
}

/// What a person is used to in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Habit {
    pub id: Id<Habit>,
    pub membership: MembershipId,
    #[serde(default)]
    pub company: Option<DealerId>,
    pub list: String,
    /// The view that the list opens with.
    #[serde(default)]
    pub default: Option<ViewId>,
    /// Chosen columns in their order; none: those that the list comes with.
    #[serde(default)]
    pub columns: Vec<String>,
}

impl Habit {
    pub fn id_of(membership: MembershipId, list: &str) -> Id<Habit> {
        Id::derived("list habit", &format!("{membership} {list}"))
    }
}

/// What a form says of a view. What is left out stays.
#[derive(Clone, Debug, Default)]
pub struct ViewEdit {
    pub name: Option<String>,
    pub query: Option<String>,
    pub shared: Option<bool>,
}

impl SavedView {
    /// May this person see it?
    pub fn is_for(&self, membership: MembershipId, company: Option<DealerId>) -> bool {
        self.company == company && (self.shared || self.owner == membership)
    }

    pub fn edited(mut self, edit: &ViewEdit, at: Moment) -> Result<SavedView, Error> {
        if let Some(name) = &edit.name {
            self.name = valid_name(name)?;
        }
        if let Some(query) = &edit.query {
            self.query = valid_query(query)?;
        }
        self.shared = edit.shared.unwrap_or(self.shared);
        self.changed = at;
        Ok(self)
    }
}

pub fn valid_name(name: &str) -> Result<String, Error> {
    let name = name.trim();
    let fits = !name.is_empty() && name.chars().count() <= NAME_MAX && !name.chars().any(char::is_control);
    match fits {
        true => Ok(name.to_owned()),
        false => Err(Error::Refused(Message::new("lists-name-wrong"))),
    }
}

/// The text of an address's query, which its list reads again each time.
pub fn valid_query(query: &str) -> Result<String, Error> {
    let plain = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'#' | b'"' | b'<' | b'>' | b'\\');
    match query.len() <= QUERY_MAX && query.bytes().all(plain) {
        true => Ok(query.to_owned()),
        false => Err(Error::Refused(Message::new("lists-query-wrong"))),
    }
}
