//! Passwords: argon2id, hashed outside of writes, a few at a time.

use std::sync::Arc;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use tokio::sync::Semaphore;

use super::account::Account;
use super::known_passwords::{Guessable, guessable};
use super::member::Membership;
use crate::platform::brand::BrandNow;
use crate::platform::error::Error;
use crate::platform::services::Services;
use crate::platform::values::Message;

/// Shorter passwords are refused, and those that are guessed first; there are no rules about kinds of characters (ASVS 6.2).
pub const PASSWORD_LENGTH_MIN: usize = 10;
const PASSWORD_LENGTH_MAX: usize = 256;

/// Hashes and verifies, at most two at once: each takes 19 MiB and a core for some 15 ms (argon2 defaults, OWASP).
#[derive(Clone)]
pub struct Passwords {
    slots: Arc<Semaphore>,
    /// Verified for unknown accounts, so that they take as long as known ones.
    decoy: Arc<str>,
}

/// Names of the product, which people put into passwords for it.
const PRODUCT: [&str; 2] = ["kabinet", "\u{43a}\u{430}\u{431}\u{438}\u{43d}\u{435}\u{442}"];

impl Default for Passwords {
    fn default() -> Passwords {
        let decoy = hash("a password that nobody has").unwrap_or_default();
        Passwords {
            slots: Arc::new(Semaphore::new(2)),
            decoy: decoy.into(),
        }
    }
}

impl Passwords {
    /// Checks length and hashes.
    pub async fn hash(&self, password: &str) -> Result<String, Error> {
        Passwords::check(password)?;
        let password = password.to_owned();
        self.with_slot(move || hash(&password)).await?
    }

    /// Could it be somebody's password?
    ///
    /// # Errors
    /// `Invalid` at `password`.
    pub fn check(password: &str) -> Result<(), Error> {
        let length = password.chars().count();
        if length < PASSWORD_LENGTH_MIN {
            let message = Message::new("access-password-short").with("min", PASSWORD_LENGTH_MIN);
            return Err(Error::invalid("password", message));
        }
        if password.len() > PASSWORD_LENGTH_MAX {
            return Err(Error::invalid("password", Message::new("access-password-long")));
        }
        Ok(())
    }

    /// Does `password` match `stored`? Takes the same time when there is nothing stored.
    pub async fn verify(&self, password: &str, stored: Option<&str>) -> Result<bool, Error> {
        if password.len() > PASSWORD_LENGTH_MAX {
            return Ok(false);
        }
        let known = stored.is_some();
        let (password, stored) = (password.to_owned(), stored.unwrap_or(&self.decoy).to_owned());
        let matches = self.with_slot(move || verify(&password, &stored)).await?;
        Ok(matches && known)
    }

    /// Digests of codes under one salt, in their order.
    pub(super) async fn digests(&self, codes: Vec<String>, salt: [u8; 16]) -> Result<Vec<[u8; 32]>, Error> {
        let digest = move |code: &String| {
            let mut out = [0; 32];
            let done = Argon2::default().hash_password_into(code.as_bytes(), &salt, &mut out);
            done.map(|()| out).map_err(Error::internal)
        };
        self.with_slot(move || codes.iter().map(digest).collect()).await?
    }

    async fn with_slot<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
        let _slot = self.slots.acquire().await.map_err(Error::internal)?;
        tokio::task::spawn_blocking(work).await.map_err(Error::internal)
    }
}

/// Checks and hashes the password that a person chooses.
///
/// # Errors
/// `Invalid` at `password` for one that is too short or too long, is in everybody's list, or tells nothing but what is known of
/// the person.
pub(super) async fn chosen(
    services: &Services,
    password: &str,
    account: &Account,
    member: &Membership,
) -> Result<String, Error> {
    Passwords::check(password)?;
    let local = account.email.split('@').next().unwrap_or_default();
    let brand = services.find_part::<BrandNow>().map(|brand| brand.get());
    let brand = brand.as_ref().map_or("", |brand| brand.name.as_str());
    let names = [local, &account.name, &member.name, &member.company_name, brand];
    let about: Vec<&str> = names.into_iter().chain(PRODUCT).collect();
    let why = match guessable(password, &about) {
        None => return services.part::<Passwords>().hash(password).await,
        Some(Guessable::Known) => "access-password-known",
        Some(Guessable::About) => "access-password-about",
    };
    Err(Error::invalid("password", Message::new(why)))
}

fn hash(password: &str) -> Result<String, Error> {
    let hash = Argon2::default()
        .hash_password(password.as_bytes())
        .map_err(Error::internal)?;
    Ok(hash.to_string())
}

fn verify(password: &str, stored: &str) -> bool {
    PasswordHash::new(stored).is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_matches_its_own_hash_only() {
        let passwords = Passwords::default();
        let stored = passwords.hash("correct horse").await.unwrap();
        assert!(passwords.verify("correct horse", Some(&stored)).await.unwrap());
        assert!(!passwords.verify("correct horsf", Some(&stored)).await.unwrap());
        assert!(!passwords.verify("a password that nobody has", None).await.unwrap());
    }

    #[tokio::test]
    async fn short_and_endless_passwords_are_refused() {
        let passwords = Passwords::default();
        assert!(matches!(passwords.hash("short").await, Err(Error::Invalid(_))));
        assert!(matches!(passwords.hash(&"x".repeat(300)).await, Err(Error::Invalid(_))));
    }
}
