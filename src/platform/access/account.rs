//! Accounts: those who sign in.

use serde::{Deserialize, Serialize};

use crate::platform::store::{Index, Indexer, Record, Table};
use crate::platform::values::{AccountId, Id, Locale, Moment, Scope};

/// The look that a person chose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// As the device says.
    #[default]
    Auto,
    Light,
    Dark,
}

/// A person who signs in. It may act in several companies, by memberships.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Account {
    pub id: AccountId,
    /// In lower case, trimmed; unique.
    pub email: String,
    pub name: String,
    /// An argon2id hash in PHC form; `None` until the invitation is accepted.
    #[serde(default)]
    pub password: Option<String>,
    #[serde(default)]
    pub locale: Locale,
    #[serde(default)]
    pub theme: Theme,
    /// IANA name; the manufacturer's zone when absent.
    #[serde(default)]
    pub zone: Option<String>,
    #[serde(default)]
    pub disabled: bool,
    /// Since when a password alone opens no session.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second_factor: Option<Moment>,
    pub created: Moment,
}

pub const ACCOUNT_BY_EMAIL: Index<Account> = Index::unique(16, "account.by_email");

impl Record for Account {
    const TABLE: Table = Table::new(1, "account");
    type Key = AccountId;

    fn key(&self) -> AccountId {
        self.id
    }

    /// Names of colleagues and managers are shown all over the cabinet, so a signed-in person may load an account by id;
    /// lists of people go through memberships, which are scoped.
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.is_signed_in()
    }

    fn index(&self, indexer: &mut Indexer) {
        indexer.put(&ACCOUNT_BY_EMAIL, self.email.as_str());
    }
}

/// The one spelling of an address that accounts are found by.
pub fn normal_email(text: &str) -> String {
    text.trim().to_lowercase()
}

/// The id that a new account with this address gets.
pub fn account_id_of(email: &str) -> AccountId {
    Id::derived("account", &normal_email(email))
}
