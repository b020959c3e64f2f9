//! The accounts of the demonstration: printed at each start, kept beside the data for its owner only.

use std::fs;
use std::path::Path;

use anyhow::Context;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::app::write_private;

const FILE: &str = "demo-accounts.json";
/// The roles that are told at the start, in this order.
const TOLD: [&str; 6] = ["admin", "manager", "director", "buyer", "seller", "accountant"];

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Account {
    pub role: String,
    pub email: String,
    pub password: String,
    pub name: String,
    pub company: String,
    /// One of those that are told at the start.
    pub told: bool,
}

/// Everyone who can sign in, and the account of 1C.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Accounts {
    pub people: Vec<Account>,
    pub exchange_user: String,
    pub exchange_password: String,
}

impl Accounts {
    /// `None` when no demonstration was finished here.
    pub fn read(data: &Path) -> anyhow::Result<Option<Accounts>> {
        let path = data.join(FILE);
        match fs::read(&path) {
            Ok(bytes) => {
                let accounts = serde_json::from_slice(&bytes);
                accounts
                    .map(Some)
                    .with_context(|| format!("{} can't be read", path.display()))
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error).with_context(|| format!("{} can't be read", path.display())),
        }
    }

    /// The last step of making a demonstration: this file says that it is whole.
    pub fn write(&self, data: &Path) -> anyhow::Result<()> {
        write_private(&data.join(FILE), &serde_json::to_vec_pretty(self)?)
    }

    fn told(&self) -> Vec<&Account> {
        let of_role = |role: &&str| {
            self.people
                .iter()
                .find(|account| account.told && account.role == **role)
        };
        TOLD.iter().filter_map(of_role).collect()
    }

    pub fn as_json(&self, url: &str, data: &Path) -> String {
        let accounts: Vec<_> = self
            .told()
            .into_iter()
            .map(|account| json!({ "role": account.role, "email": account.email, "password": account.password }))
            .collect();
        json!({
            "url": url,
            "data": data.display().to_string(),
            "accounts": accounts,
            "exchange": {
                "url": format!("{url}/exchange/1c"),
                "user": self.exchange_user,
                "password": self.exchange_password,
            },
        })
        .to_string()
    }

    pub fn as_text(&self, url: &str, data: &Path) -> String {
        let mut text = format!("\n  {url}\n\n");
        for account in self.told() {
            text.push_str(&format!(
                "  {:<11} {:<30} {:<18} {}, {}\n",
                account.role, account.email, account.password, account.name, account.company
            ));
        }
        text.push_str(&format!(
            "\n  1C {url}/exchange/1c  {}  {}\n  Data and everyone else's passwords: {}\n",
            self.exchange_user,
            self.exchange_password,
            data.display()
        ));
        text
    }
}

/// 14 letters and digits that are told apart on paper: 70 random bits.
pub fn fresh_password() -> String {
    const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let bytes: [u8; 14] = rand::random();
    bytes
        .iter()
        .map(|byte| char::from(LETTERS[usize::from(byte % 32)]))
        .collect()
}
