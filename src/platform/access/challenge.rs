//! Between the password and the code: what a browser holds after the first step of signing in. It opens nothing.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::account::Account;
use super::actor::{Access, Technical, Write};
use super::member::Membership;
use super::second_factor::{Proof, Verdict, proof, tried};
use super::seed_keys::SeedKeys;
use super::session::{SessionToken, hashed};
use super::sign_in::{Browser, Opening};
use super::sign_in_log::{CameFrom, SignInNote, SignInOutcome, noted};
use crate::platform::error::Error;
use crate::platform::services::Services;
use crate::platform::store::{Index, Indexer, Reader, Record, Table};
use crate::platform::values::{AccountId, Id, MembershipId, Moment, PageRequest, Scope};

/// Minutes in which the code has to come.
pub const CHALLENGE_MINUTES: i64 = 10;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Challenge {
    /// BLAKE3 of the browser's token.
    pub token_hash: String,
    pub account: AccountId,
    pub membership: MembershipId,
    pub expires: Moment,
    /// Digest of the password's hash: a new password ends what an older one has begun.
    of_password: String,
    /// What the log says of it; the way in stands there instead when the code has come.
    #[serde(default)]
    note: Option<Id<SignInNote>>,
}

/// The earliest end first.
const CHALLENGE_BY_END: Index<Challenge> = Index::new(184 * 16, "challenge.by_end");

impl Record for Challenge {
    const TABLE: Table = Table::new(184, "challenge");
    type Key = String;

    fn key(&self) -> String {
        self.token_hash.clone()
    }

    fn visible_to(&self, scope: &Scope) -> bool {
        matches!(scope, Scope::All)
    }

    fn index(&self, indexer: &mut Indexer) {
        indexer.put(&CHALLENGE_BY_END, &self.expires);
    }
}

impl Technical for Challenge {}

fn mark(account: &Account) -> String {
    hashed(account.password.as_deref().unwrap_or_default())
}

/// Lets a browser go on to the code.
pub(super) async fn ask_code(
    services: &Arc<Services>,
    account: &Account,
    member: &Membership,
    browser: Browser<'_>,
) -> Result<SessionToken, Error> {
    let token = SessionToken::new(rand::random());
    let challenge = Challenge {
        token_hash: hashed(token.as_str()),
        account: account.id,
        membership: member.id,
        expires: services.clock.now().plus_seconds(CHALLENGE_MINUTES * 60),
        of_password: mark(account),
        note: None,
    };
    let from = CameFrom::of(browser);
    Access::system(services, "access.sign-in")
        .write(move |write| {
            let note = noted(write, challenge.account, SignInOutcome::AwaitsCode, &from, false)?;
            write.technical(&Challenge {
                note,
                ..challenge.clone()
            })
        })
        .await?;
    Ok(token)
}

/// Does this browser's token still wait for a code?
pub fn awaits_code(services: &Services, token: &str) -> Result<bool, Error> {
    let known = services.read_all().get::<Challenge>(&hashed(token))?;
    Ok(known.is_some_and(|known| known.expires > services.clock.now()))
}

/// Opens the session that the password began, by a code or a recovery code.
///
/// # Errors
/// `NotFound` where nothing waits for a code; `Invalid` at `code` for a wrong one and for who has to wait.
pub async fn pass_code(
    services: &Arc<Services>,
    token: &str,
    typed: &str,
    browser: Browser<'_>,
) -> Result<Opening, Error> {
    let key = hashed(token);
    let known = services.read_all().get::<Challenge>(&key)?.ok_or(Error::NotFound)?;
    let proof = proof(services, known.account, typed).await?;
    let keys = services.part::<SeedKeys>();
    let opening = Opening::new(browser);
    let opened = opening.clone();
    let came = CameFrom::of(browser);
    let outcome = match &proof {
        Proof::Code(_) => SignInOutcome::InByCode,
        Proof::Recovery { .. } => SignInOutcome::InByRecoveryCode,
    };
    let verdict = Access::system(services, "access.sign-in")
        .write(move |write| {
            let now = write.now();
            let waits = write.get::<Challenge>(&key)?.filter(|known| known.expires > now);
            let challenge = waits.ok_or(Error::NotFound)?;
            let account: Option<Account> = write.get(&challenge.account)?;
            let account = account.filter(|account| !account.disabled && mark(account) == challenge.of_password);
            let account = account.ok_or(Error::NotFound)?;
            let member: Option<Membership> = write.get(&challenge.membership)?;
            let member = member.filter(|member| !member.disabled).ok_or(Error::NotFound)?;
            let verdict = tried(write, &keys, &member, &proof)?;
            match verdict {
                Verdict::Passed => {
                    write.forget::<Challenge>(&key)?;
                    if let Some(note) = challenge.note {
                        write.forget::<SignInNote>(&note)?;
                    }
                    opened.open(write, &account, &member, outcome)?;
                }
                Verdict::Wrong => {
                    noted(write, account.id, SignInOutcome::WrongCode, &came, false)?;
                }
                Verdict::Wait(_) | Verdict::NoKey => {}
            }
            Ok(verdict)
        })
        .await?;
    verdict.settled()?;
    tracing::info!(account = %known.account, membership = %known.membership, "signed in with a code");
    Ok(opening)
}

/// Removes what waited in vain, some at a time; gives their number.
pub(super) fn forget_expired_challenges(write: &mut Write<'_, '_>, portion: usize) -> Result<usize, Error> {
    let now = write.now();
    let page = write.scan(&CHALLENGE_BY_END, &(), &PageRequest::first(portion))?;
    let mut removed = 0;
    for challenge in page.items.into_iter().take_while(|challenge| challenge.expires < now) {
        removed += usize::from(write.forget::<Challenge>(&challenge.token_hash)?);
    }
    Ok(removed)
}
