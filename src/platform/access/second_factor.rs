//! The second factor: a code by time from an app on the person's telephone (ASVS 6.3.3), and recovery codes.
//!
//! It is begun, and confirmed by a code, in one session; from then on a password alone opens none. Each step of time is good
//! once, and that is decided in the write that uses it. Wrong codes slow the account down, and only a right one forgives:
//! who tries them knows the password.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;

use super::account::Account;
use super::actor::{Access, Technical, Write};
use super::events::AccessEvent;
use super::member::Membership;
use super::password::Passwords;
use super::recovery::{self, Digest, Salt};
use super::seed_keys::{SealedSeed, SeedKeys};
use super::session::Session;
use super::sign_in::{check_own_password, end_sessions_in};
use super::throttle::delay;
use super::totp::{self, CODE_DIGITS, Seed};
use crate::platform::error::Error;
use crate::platform::services::Services;
use crate::platform::store::{Reader, Record, Table};
use crate::platform::values::{AccountId, Message, Moment, Scope};

/// Minutes after which a set-up that was begun is begun anew.
const BEGUN_MINUTES: i64 = 60;
/// A session that is younger than this was opened with the password a moment ago: it isn't asked for again. Seconds.
const FRESH_SECONDS: i64 = 10 * 60;
/// Wrong codes in a row after which the person is written to.
const TOLD_AT: u32 = 5;

/// Who must have a second factor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SecondFactorRule {
    /// The manufacturer's people.
    #[default]
    Staff,
    All,
    /// Whoever likes to.
    Optional,
}

impl SecondFactorRule {
    /// By the setting's words.
    pub fn from_setting(text: &str) -> Option<SecondFactorRule> {
        match text {
            "staff" => Some(SecondFactorRule::Staff),
            "all" => Some(SecondFactorRule::All),
            "optional" => Some(SecondFactorRule::Optional),
            _ => None,
        }
    }

    /// Must an account with these memberships have one? Under «staff» one place at the manufacturer is enough.
    pub fn asks<'a>(self, mut members: impl Iterator<Item = &'a Membership>) -> bool {
        match self {
            SecondFactorRule::Staff => members.any(|member| member.company.is_none()),
            SecondFactorRule::All => true,
            SecondFactorRule::Optional => false,
        }
    }
}

/// An account's second factor, or one that is being set up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SecondFactor {
    pub account: AccountId,
    seed: SealedSeed,
    begun: Moment,
    /// The session that sets it up: no other one is shown the seed.
    #[serde(default)]
    by_session: Option<String>,
    /// `None` until a code has confirmed it.
    #[serde(default)]
    pub since: Option<Moment>,
    /// The step whose code was used last.
    #[serde(default)]
    last_step: Option<i64>,
    #[serde(default)]
    salt: Salt,
    /// Of recovery codes that weren't used yet.
    #[serde(default)]
    codes: Vec<Digest>,
    /// Wrong codes since the last right one.
    #[serde(default)]
    failures: u32,
    #[serde(default)]
    failed: Option<Moment>,
}

impl Record for SecondFactor {
    const TABLE: Table = Table::new(183, "second_factor");
    type Key = AccountId;

    fn key(&self) -> AccountId {
        self.account
    }

    fn visible_to(&self, scope: &Scope) -> bool {
        matches!(scope, Scope::All)
    }
}

impl Technical for SecondFactor {}

/// A code that somebody has typed, ready to be tried inside a write.
#[derive(Clone, Debug)]
pub(super) enum Proof {
    Code(u32),
    Recovery { digest: Digest, salt: Salt },
}

/// What came of trying it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Passed,
    Wrong,
    /// Seconds to wait.
    Wait(i64),
    /// The seed can't be opened: the key beside the store is another one.
    NoKey,
}

impl Verdict {
    /// The refusal, in words; nothing where it passed.
    pub(super) fn settled(self) -> Result<(), Error> {
        match self {
            Verdict::Passed => Ok(()),
            Verdict::Wrong => Err(Error::invalid("code", Message::new("access-code-wrong"))),
            Verdict::Wait(seconds) => Err(waiting(seconds)),
            Verdict::NoKey => Err(Error::invalid("code", Message::new("access-code-no-key"))),
        }
    }
}

fn waiting(seconds: i64) -> Error {
    Error::invalid("code", Message::new("access-sign-in-wait").with("seconds", seconds))
}

impl SecondFactor {
    fn wait_seconds(&self, now: Moment) -> i64 {
        let until = self.failed.map(|at| at.plus_seconds(delay(self.failures)));
        until.map_or(0, |until| until.seconds_since(now).max(0))
    }

    fn attempt(&mut self, keys: &SeedKeys, proof: &Proof, now: Moment) -> Verdict {
        match self.wait_seconds(now) {
            0 => {}
            seconds => return Verdict::Wait(seconds),
        }
        let passed = match proof {
            Proof::Code(typed) => {
                let Some(seed) = keys.open(self.account, &self.seed) else {
                    return Verdict::NoKey;
                };
                let step = totp::matching(&seed, *typed, self.last_step, now);
                self.last_step = step.or(self.last_step);
                step.is_some()
            }
            Proof::Recovery { digest, salt } if *salt == self.salt => {
                let before = self.codes.len();
                self.codes.retain(|known| !bool::from(known.ct_eq(digest)));
                self.codes.len() < before
            }
            Proof::Recovery { .. } => false,
        };
        if passed {
            (self.failures, self.failed) = (0, None);
            return Verdict::Passed;
        }
        self.failures = self.failures.saturating_add(1);
        self.failed = Some(now);
        Verdict::Wrong
    }
}

/// Reads what was typed, in whichever of the two spellings; `Err` for what can be neither and for who has to wait.
pub(super) async fn proof(services: &Services, account: AccountId, typed: &str) -> Result<Proof, Error> {
    let digits: String = typed.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    if digits.len() == CODE_DIGITS
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && let Ok(code) = digits.parse()
    {
        return Ok(Proof::Code(code));
    }
    let Some(code) = recovery::normal(typed) else {
        return Err(Error::invalid("code", Message::new("access-code-shape")));
    };
    let factor = services
        .read_all()
        .get::<SecondFactor>(&account)?
        .ok_or(Error::NotFound)?;
    match factor.wait_seconds(services.clock.now()) {
        0 => {}
        seconds => return Err(waiting(seconds)),
    }
    let digests = services.part::<Passwords>().digests(vec![code], factor.salt).await?;
    let digest = digests.into_iter().next().ok_or(Error::NotFound)?;
    let salt = factor.salt;
    Ok(Proof::Recovery { digest, salt })
}

/// Tries a proof in this write, which keeps what came of it: the step, the code that is gone, the failure. `NotFound` where
/// the account has no second factor.
pub(super) fn tried(
    write: &mut Write<'_, '_>,
    keys: &SeedKeys,
    member: &Membership,
    proof: &Proof,
) -> Result<Verdict, Error> {
    let now = write.now();
    let account = member.account;
    let factor = write.beyond_scope(|tx| tx.get::<SecondFactor>(&account))?;
    let mut factor = factor.filter(|factor| factor.since.is_some()).ok_or(Error::NotFound)?;
    let verdict = factor.attempt(keys, proof, now);
    if verdict == Verdict::Passed
        && keys.is_old(&factor.seed)
        && let Some(seed) = keys.open(account, &factor.seed)
    {
        // A newer key takes over as people come.
        let mut nonce = [0; 12];
        nonce.copy_from_slice(&write.random().to_be_bytes()[..12]);
        factor.seed = keys.seal(account, &seed, nonce).unwrap_or(factor.seed);
    }
    let left = factor.codes.len();
    let failures = factor.failures;
    write.beyond_scope(|tx| tx.put(&factor))?;
    let member = member.clone();
    let event = match (verdict, proof) {
        (Verdict::Passed, Proof::Recovery { .. }) => Some(AccessEvent::RecoveryUsed { member, left }),
        (Verdict::Wrong, _) if failures == TOLD_AT => Some(AccessEvent::CodesWrong { member }),
        _ => None,
    };
    if let Some(event) = event {
        write.change(&event)?;
    }
    Ok(verdict)
}

/// How it stands with an account's second factor.
#[derive(Clone, Debug, PartialEq)]
pub enum FactorState {
    Off,
    /// Begun in this session: what to put into the app.
    Begun(Seed),
    On {
        since: Moment,
        /// Recovery codes that weren't used yet.
        codes: usize,
    },
}

/// How it stands, for the person of this session.
pub fn factor_state(services: &Services, session: &Session) -> Result<FactorState, Error> {
    let Some(factor) = services.read_all().get::<SecondFactor>(&session.account)? else {
        return Ok(FactorState::Off);
    };
    if let Some(since) = factor.since {
        let codes = factor.codes.len();
        return Ok(FactorState::On { since, codes });
    }
    if !is_begun_here(&factor, session, services.clock.now()) {
        return Ok(FactorState::Off);
    }
    let seed = services.part::<SeedKeys>().open(factor.account, &factor.seed);
    Ok(seed.map_or(FactorState::Off, FactorState::Begun))
}

fn is_begun_here(factor: &SecondFactor, session: &Session, now: Moment) -> bool {
    factor.since.is_none()
        && factor.by_session.as_ref() == Some(&session.token_hash)
        && now.seconds_since(factor.begun) < BEGUN_MINUTES * 60
}

/// Was this session opened a moment ago, so that the password needn't be asked for?
pub fn is_fresh(session: &Session, now: Moment) -> bool {
    now.seconds_since(session.created) < FRESH_SECONDS
}

/// Draws a seed for the person of this session. It does nothing until [`confirm_factor`] gets its code.
///
/// # Errors
/// `Invalid` for a wrong password, which an older session is asked for; `Refused` where there is one already, or no key.
pub async fn begin_factor(services: &Arc<Services>, session: &Session, password: &str) -> Result<(), Error> {
    let now = services.clock.now();
    if !is_fresh(session, now) {
        check_own_password(services, session.account, password, "password").await?;
    }
    let account = session.account;
    let seal = services
        .part::<SeedKeys>()
        .seal(account, &rand::random(), rand::random());
    let seed = seal.ok_or(Error::Refused(Message::new("access-factor-no-key")))?;
    let factor = SecondFactor {
        account,
        seed,
        begun: now,
        by_session: Some(session.token_hash.clone()),
        since: None,
        last_step: None,
        salt: Salt::default(),
        codes: Vec::new(),
        failures: 0,
        failed: None,
    };
    Access::system(services, "access.second-factor")
        .write(move |write| {
            let known = write.get::<SecondFactor>(&account)?;
            if known.is_some_and(|known| known.since.is_some()) {
                return Err(Error::Refused(Message::new("access-factor-on")));
            }
            write.technical(&factor)
        })
        .await
}

/// Turns the second factor on, by the first code. Other sessions of the account end. Gives the recovery codes, which are
/// shown this once.
///
/// # Errors
/// `Invalid` for a wrong code; `Refused` where nothing was begun in this session.
pub async fn confirm_factor(
    services: &Arc<Services>,
    session: &Session,
    member: &Membership,
    typed: &str,
) -> Result<Vec<String>, Error> {
    let Proof::Code(typed) = proof(services, session.account, typed).await? else {
        return Err(Error::invalid("code", Message::new("access-code-shape")));
    };
    let (codes, salt, digests) = recovery::fresh(&services.part::<Passwords>()).await?;
    let keys = services.part::<SeedKeys>();
    let (session, event) = (session.clone(), AccessEvent::FactorOn { member: member.clone() });
    Access::of_member(services, member, "access.second-factor")?
        .write(move |write| {
            let now = write.now();
            let known = write.beyond_scope(|tx| tx.get::<SecondFactor>(&session.account))?;
            let factor = known.filter(|factor| is_begun_here(factor, &session, now));
            let mut factor = factor.ok_or(Error::Refused(Message::new("access-factor-stale")))?;
            let seed = keys.open(factor.account, &factor.seed);
            let seed = seed.ok_or(Error::Refused(Message::new("access-factor-no-key")))?;
            let step = totp::matching(&seed, typed, None, now);
            let step = step.ok_or(Error::invalid("code", Message::new("access-code-wrong")))?;
            factor.by_session = None;
            factor.since = Some(now);
            factor.last_step = Some(step);
            (factor.salt, factor.codes) = (salt, digests.clone());
            let account: Account = write.get(&session.account)?.ok_or(Error::NotFound)?;
            let account = Account {
                second_factor: Some(now),
                ..account
            };
            write.save(&account, &event)?;
            write.beyond_scope(|tx| tx.put(&factor))?;
            end_sessions_in(write, session.account, Some(&session.token_hash)).map(drop)
        })
        .await?;
    Ok(codes)
}

/// Draws new recovery codes in the place of the old ones, by a code of the app.
pub async fn renew_codes(
    services: &Arc<Services>,
    session: &Session,
    member: &Membership,
    typed: &str,
) -> Result<Vec<String>, Error> {
    let proof = proof(services, session.account, typed).await?;
    // A leaked recovery code mustn't make ten new ones.
    if matches!(proof, Proof::Recovery { .. }) {
        return Err(Error::invalid("code", Message::new("access-code-wrong")));
    }
    let (codes, salt, digests) = recovery::fresh(&services.part::<Passwords>()).await?;
    let keys = services.part::<SeedKeys>();
    let member = member.clone();
    let verdict = Access::of_member(services, &member, "access.second-factor")?
        .write(move |write| {
            let verdict = tried(write, &keys, &member, &proof)?;
            if verdict == Verdict::Passed {
                let known = write.beyond_scope(|tx| tx.get::<SecondFactor>(&member.account))?;
                let mut factor = known.ok_or(Error::NotFound)?;
                (factor.salt, factor.codes) = (salt, digests.clone());
                let event = AccessEvent::CodesRenewed { member: member.clone() };
                write.change(&event)?;
                write.beyond_scope(|tx| tx.put(&factor))?;
            }
            Ok(verdict)
        })
        .await?;
    verdict.settled().map(|()| codes)
}

/// Turns it off, by password and code.
pub async fn end_factor(
    services: &Arc<Services>,
    session: &Session,
    member: &Membership,
    password: &str,
    typed: &str,
) -> Result<(), Error> {
    check_own_password(services, session.account, password, "password").await?;
    let proof = proof(services, session.account, typed).await?;
    let keys = services.part::<SeedKeys>();
    let member = member.clone();
    let verdict = Access::of_member(services, &member, "access.second-factor")?
        .write(move |write| {
            let verdict = tried(write, &keys, &member, &proof)?;
            if verdict == Verdict::Passed {
                let event = AccessEvent::FactorOff { member: member.clone() };
                removed(write, member.account, &event)?;
            }
            Ok(verdict)
        })
        .await?;
    verdict.settled()
}

/// Takes an account's second factor away: for whoever has lost telephone and recovery codes. False where there was none.
pub async fn reset_factor(services: &Arc<Services>, member: &Membership) -> Result<bool, Error> {
    let event = AccessEvent::FactorReset { member: member.clone() };
    let account = member.account;
    Access::system(services, "command.reset-2fa")
        .write(move |write| {
            let known = write.get::<SecondFactor>(&account)?;
            let asked = write
                .get::<Account>(&account)?
                .is_some_and(|now| now.second_factor.is_some());
            if !asked && known.is_none_or(|known| known.since.is_none()) {
                return Ok(false);
            }
            removed(write, account, &event)?;
            // The lost telephone may be signed in.
            end_sessions_in(write, account, None)?;
            Ok(true)
        })
        .await
}

/// Forgives the wrong codes of an account, and says how many there were.
pub async fn forgive_codes(services: &Arc<Services>, member: &Membership) -> Result<u32, Error> {
    let event = AccessEvent::Unlocked { member: member.clone() };
    let account = member.account;
    Access::system(services, "command.unlock")
        .write(move |write| {
            let Some(mut factor) = write.get::<SecondFactor>(&account)? else {
                return Ok(0);
            };
            let failures = std::mem::take(&mut factor.failures);
            if failures > 0 {
                factor.failed = None;
                write.change(&event)?.save(&factor)?;
            }
            Ok(failures)
        })
        .await
}

fn removed(write: &mut Write<'_, '_>, account: AccountId, event: &AccessEvent) -> Result<(), Error> {
    let known: Account = write.get(&account)?.ok_or(Error::NotFound)?;
    let known = Account {
        second_factor: None,
        ..known
    };
    write.save(&known, event)?;
    write.beyond_scope(|tx| tx.remove::<SecondFactor>(&account))?;
    Ok(())
}
