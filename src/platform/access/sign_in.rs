//! Signing in and out.

use std::sync::Arc;

use super::account::{ACCOUNT_BY_EMAIL, Account, normal_email};
use super::actor::{Access, Write};
use super::challenge::ask_code;
use super::device::{device_token, seen_on};
use super::events::AccessEvent;
use super::member::{MEMBER_BY_ACCOUNT, Membership};
use super::password::{Passwords, chosen};
use super::session::{SESSION_BY_ACCOUNT, Session, SessionToken, hashed, session_handle};
use super::sign_in_log::{CameFrom, SignInOutcome, note_refused, noted};
use super::throttle::Throttle;
use super::visit::visited;
use crate::platform::error::Error;
use crate::platform::services::Services;
use crate::platform::store::Reader;
use crate::platform::values::{AccountId, MembershipId, Message, PAGE_LIMIT_MAX, PageRequest};

/// Where a sign-in comes from.
#[derive(Clone, Copy, Debug, Default)]
pub struct Browser<'a> {
    /// The peer's address; empty where no browser takes part, as in commands: then nothing is noted.
    pub address: &'a str,
    /// What the browser calls itself.
    pub agent: &'a str,
    /// The token that it keeps from an earlier sign-in.
    pub device: Option<&'a str>,
}

/// What a sign-in is tried with.
pub struct SignIn<'a> {
    pub email: &'a str,
    pub password: &'a str,
    pub browser: Browser<'a>,
}

/// What the password came to.
pub enum Entered {
    In(Opening),
    /// The account has a second factor: a token that waits for its code.
    Code(SessionToken),
}

/// A session that is to be opened: what a write needs for it is drawn beforehand.
#[derive(Clone)]
pub struct Opening {
    pub token: SessionToken,
    /// What the browser is known by from now on.
    pub device: SessionToken,
    secret: SessionToken,
    from: CameFrom,
}

impl Opening {
    pub(super) fn new(browser: Browser<'_>) -> Opening {
        Opening {
            token: SessionToken::new(rand::random()),
            secret: SessionToken::new(rand::random()),
            device: device_token(browser.device),
            from: CameFrom::of(browser),
        }
    }

    pub(super) fn open(
        &self,
        write: &mut Write<'_, '_>,
        account: &Account,
        member: &Membership,
        outcome: SignInOutcome,
    ) -> Result<(), Error> {
        let now = write.now();
        let session = Session {
            token_hash: hashed(self.token.as_str()),
            account: account.id,
            membership: member.id,
            created: now,
            seen: now,
            secret: self.secret.as_str().to_owned(),
            client_beside: false,
            seen_as: None,
            flash: Vec::new(),
            agent: self.from.agent.clone(),
            address: self.from.address.clone(),
        };
        write.technical(&session)?;
        if self.from.is_browser() {
            let told = seen_on(write, member, &self.device, &self.from.agent)?;
            noted(write, account.id, outcome, &self.from, told)?;
        }
        visited(write, &session)
    }
}

/// Takes a password, and opens a session for the first enabled membership of the account, or asks for a code. The answer
/// doesn't tell whether the address or the password was wrong, and takes the same time.
pub async fn sign_in(services: &Arc<Services>, attempt: SignIn<'_>) -> Result<Entered, Error> {
    let throttle = services.part::<Throttle>();
    let passwords = services.part::<Passwords>();
    let email = normal_email(attempt.email);
    let now = services.clock.now();
    let keys = [
        format!("account {email}"),
        format!("address {}", attempt.browser.address),
    ];
    throttle.admits(&keys, now)?;
    let account = services.read_all().find(&ACCOUNT_BY_EMAIL, email.as_str())?;
    let stored = account
        .as_ref()
        .filter(|account| !account.disabled)
        .and_then(|account| account.password.as_deref());
    let matches = passwords.verify(attempt.password, stored).await?;
    let member = match &account {
        Some(account) if matches => memberships(services, account.id)?.into_iter().next(),
        _ => None,
    };
    let (Some(account), Some(member)) = (&account, member) else {
        for key in &keys {
            throttle.failed(key, now);
        }
        if let Some(account) = account {
            let closed = matches || account.disabled;
            let outcome = if closed {
                SignInOutcome::Closed
            } else {
                SignInOutcome::WrongPassword
            };
            note_refused(services, account.id, outcome, attempt.browser);
        }
        return Err(Error::invalid("password", Message::new("access-sign-in-wrong")));
    };
    throttle.succeeded(&keys[0]);
    entered(services, account, &member, attempt.browser).await
}

/// After the password: a session, or the question for a code.
pub(super) async fn entered(
    services: &Arc<Services>,
    account: &Account,
    member: &Membership,
    browser: Browser<'_>,
) -> Result<Entered, Error> {
    if account.second_factor.is_some() {
        return ask_code(services, account, member, browser).await.map(Entered::Code);
    }
    open_session(services, account, member, browser).await.map(Entered::In)
}

/// A session for somebody who may come in. Checking a password takes its time: what was true of the account before is asked
/// again in the write, so that nobody comes in by a password that was replaced meanwhile, or past a code.
///
/// # Errors
/// `Invalid` at `password`, as for a wrong one, where it isn't so any more.
pub(super) async fn open_session(
    services: &Arc<Services>,
    account: &Account,
    member: &Membership,
    browser: Browser<'_>,
) -> Result<Opening, Error> {
    let opening = Opening::new(browser);
    let (opened, account, member) = (opening.clone(), account.clone(), member.clone());
    let (id, membership) = (account.id, member.id);
    Access::system(services, "access.sign-in")
        .write(move |write| {
            let account_now = write
                .get::<Account>(&account.id)?
                .filter(|now| !now.disabled && now.second_factor.is_none() && now.password == account.password);
            let member_now = write.get::<Membership>(&member.id)?.filter(|now| !now.disabled);
            match (account_now, member_now) {
                (Some(account), Some(member)) => opened.open(write, &account, &member, SignInOutcome::In),
                _ => Err(Error::invalid("password", Message::new("access-sign-in-wrong"))),
            }
        })
        .await?;
    tracing::info!(account = %id, %membership, "signed in");
    Ok(opening)
}

/// The enabled memberships of an account.
pub(super) fn memberships(services: &Services, account: AccountId) -> Result<Vec<Membership>, Error> {
    let page = services
        .read_all()
        .scan(&MEMBER_BY_ACCOUNT, &account, &PageRequest::first(50))?;
    Ok(page.items.into_iter().filter(|member| !member.disabled).collect())
}

pub async fn sign_out(services: &Arc<Services>, token_hash: String) -> Result<(), Error> {
    Access::system(services, "access.sign-out")
        .write(move |write| write.forget::<Session>(&token_hash))
        .await?;
    Ok(())
}

/// Moves the session to another company of the same account.
pub async fn switch_membership(services: &Arc<Services>, session: &Session, to: MembershipId) -> Result<(), Error> {
    let (key, own) = (session.token_hash.clone(), session.account);
    Access::system(services, "access.switch")
        .write(move |write| {
            let member: Option<Membership> = write.get(&to)?;
            member
                .filter(|member| member.account == own && !member.disabled)
                .ok_or(Error::NotFound)?;
            // One that was ended meanwhile doesn't come back.
            let session = write.get::<Session>(&key)?.ok_or(Error::NotFound)?;
            let session = Session {
                membership: to,
                seen_as: None,
                ..session
            };
            write.technical(&session)?;
            visited(write, &session)
        })
        .await
}

/// Ends the sessions of an account, and says how many; the one with `keep`'s token hash goes on.
pub async fn end_sessions_of(
    services: &Arc<Services>,
    account: AccountId,
    keep: Option<String>,
) -> Result<usize, Error> {
    Access::system(services, "access.sessions")
        .write(move |write| end_sessions_in(write, account, keep.as_deref()))
        .await
}

/// The same within a write.
pub(super) fn end_sessions_in(
    write: &mut Write<'_, '_>,
    account: AccountId,
    keep: Option<&str>,
) -> Result<usize, Error> {
    write.beyond_scope(|tx| {
        let (mut ended, mut after) = (0, None);
        loop {
            let request = PageRequest::first(PAGE_LIMIT_MAX).after(after.take());
            let open = tx.scan(&SESSION_BY_ACCOUNT, &account, &request)?;
            let others = open.items.into_iter();
            for session in others.filter(|session| Some(session.token_hash.as_str()) != keep) {
                tx.remove::<Session>(&session.token_hash)?;
                ended += 1;
            }
            match open.next {
                Some(next) => after = Some(next),
                None => return Ok(ended),
            }
        }
    })
}

/// Ends one session of an account, by its [`session_handle`].
///
/// # Errors
/// `NotFound` where the account has no such session.
pub async fn end_session(services: &Arc<Services>, account: AccountId, handle: &str) -> Result<(), Error> {
    let sessions = sessions_of(services, account)?;
    let found = sessions.into_iter().find(|session| session_handle(session) == handle);
    let key = found.ok_or(Error::NotFound)?.token_hash;
    Access::system(services, "access.sessions")
        .write(move |write| write.forget::<Session>(&key).map(drop))
        .await
}

/// Ends every session there is, and says how many: after a restore nobody is signed in by what they had before.
pub fn end_all_sessions(access: &Access) -> Result<usize, Error> {
    /// A commit of this many is small.
    const PORTION: usize = 500;
    let mut ended = 0;
    loop {
        let open: Vec<Session> = access.read()?.list(PORTION)?;
        if open.is_empty() {
            return Ok(ended);
        }
        ended += open.len();
        access.write_blocking(move |write| {
            for session in &open {
                write.forget::<Session>(&session.token_hash)?;
            }
            Ok(())
        })?;
    }
}

/// Open sessions of an account, the latest seen first.
pub fn sessions_of(services: &Services, account: AccountId) -> Result<Vec<Session>, Error> {
    let page = services
        .read_all()
        .scan(&SESSION_BY_ACCOUNT, &account, &PageRequest::first(PAGE_LIMIT_MAX))?;
    let mut sessions = page.items;
    sessions.sort_by_key(|session| std::cmp::Reverse(session.seen));
    Ok(sessions)
}

/// Asks the person of an account for the password once more, and slows wrong ones down.
///
/// # Errors
/// `Invalid` at `field` for a wrong one; `Refused` with the seconds to wait.
pub(super) async fn check_own_password(
    services: &Arc<Services>,
    account: AccountId,
    password: &str,
    field: &str,
) -> Result<Account, Error> {
    let account: Account = services.read_all().get(&account)?.ok_or(Error::NotFound)?;
    let throttle = services.part::<Throttle>();
    let (key, now) = (format!("account {}", account.email), services.clock.now());
    throttle.admits(std::slice::from_ref(&key), now)?;
    let passwords = services.part::<Passwords>();
    if !passwords.verify(password, account.password.as_deref()).await? {
        throttle.failed(&key, now);
        return Err(Error::invalid(field, Message::new("access-password-old-wrong")));
    }
    Ok(account)
}

/// Replaces a person's own password: the old one is asked for, and every other session ends.
pub async fn change_password(
    services: &Arc<Services>,
    session: &Session,
    member: &Membership,
    old: &str,
    new: &str,
) -> Result<(), Error> {
    let account = check_own_password(services, session.account, old, "old").await?;
    let hash = chosen(services, new, &account, member).await?;
    let (id, event) = (account.id, AccessEvent::PasswordSet { member: member.clone() });
    let kept = session.token_hash.clone();
    Access::of_member(services, member, "access.password")?
        .write(move |write| {
            let account: Account = write.get(&id)?.ok_or(Error::NotFound)?;
            let account = Account {
                password: Some(hash.clone()),
                ..account
            };
            write.save(&account, &event)?;
            end_sessions_in(write, id, Some(&kept)).map(drop)
        })
        .await
}
