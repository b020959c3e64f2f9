//! Signing in and out.

use std::sync::Arc;

use super::account::{ACCOUNT_BY_EMAIL, Account, normal_email};
use super::actor::Access;
use super::events::AccessEvent;
use super::member::{MEMBER_BY_ACCOUNT, Membership};
use super::password::Passwords;
use super::session::{SESSION_BY_ACCOUNT, Session, SessionToken, hashed};
use super::throttle::Throttle;
use super::visit::visited;
use crate::platform::error::Error;
use crate::platform::services::Services;
use crate::platform::store::Reader;
use crate::platform::values::{AccountId, MembershipId, Message, PAGE_LIMIT_MAX, PageRequest};

/// What a sign-in is tried with.
pub struct SignIn<'a> {
    pub email: &'a str,
    pub password: &'a str,
    /// The peer's address, for the throttle.
    pub address: &'a str,
    pub agent: &'a str,
}

/// Opens a session for the first enabled membership of the account. The answer doesn't tell whether the address or the
/// password was wrong, and takes the same time.
pub async fn sign_in(services: &Arc<Services>, attempt: SignIn<'_>) -> Result<SessionToken, Error> {
    let throttle = services.part::<Throttle>();
    let passwords = services.part::<Passwords>();
    let email = normal_email(attempt.email);
    let now = services.clock.now();
    let keys = [format!("account {email}"), format!("address {}", attempt.address)];
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
    let (Some(account), Some(member)) = (account, member) else {
        for key in &keys {
            throttle.failed(key, now);
        }
        return Err(Error::invalid("password", Message::new("access-sign-in-wrong")));
    };
    throttle.succeeded(&keys[0]);
    open_session(services, &account, &member, attempt.agent).await
}

/// The enabled memberships of an account.
pub(super) fn memberships(services: &Services, account: AccountId) -> Result<Vec<Membership>, Error> {
    let page = services
        .read_all()
        .scan(&MEMBER_BY_ACCOUNT, &account, &PageRequest::first(50))?;
    Ok(page.items.into_iter().filter(|member| !member.disabled).collect())
}

pub(super) async fn open_session(
    services: &Arc<Services>,
    account: &Account,
    member: &Membership,
    agent: &str,
) -> Result<SessionToken, Error> {
    let token = SessionToken::new(rand::random());
    let now = services.clock.now();
    let session = Session {
        token_hash: hashed(token.as_str()),
        account: account.id,
        membership: member.id,
        created: now,
        seen: now,
        secret: SessionToken::new(rand::random()).as_str().to_owned(),
        client_beside: false,
        seen_as: None,
        flash: Vec::new(),
        agent: agent.chars().take(200).collect(),
    };
    Access::system(services, "access.sign-in")
        .write(move |write| {
            write.technical(&session)?;
            visited(write, &session)
        })
        .await?;
    tracing::info!(account = %account.id, membership = %member.id, "signed in");
    Ok(token)
}

pub async fn sign_out(services: &Arc<Services>, token_hash: String) -> Result<(), Error> {
    Access::system(services, "access.sign-out")
        .write(move |write| write.forget::<Session>(&token_hash))
        .await?;
    Ok(())
}

/// Moves the session to another company of the same account.
pub async fn switch_membership(services: &Arc<Services>, session: &Session, to: MembershipId) -> Result<(), Error> {
    if !memberships(services, session.account)?
        .iter()
        .any(|member| member.id == to)
    {
        return Err(Error::NotFound);
    }
    let session = Session {
        membership: to,
        seen_as: None,
        ..session.clone()
    };
    Access::system(services, "access.switch")
        .write(move |write| {
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
        .write(move |write| {
            let (mut ended, mut after) = (0, None);
            loop {
                let request = PageRequest::first(PAGE_LIMIT_MAX).after(after.take());
                let open = write.scan(&SESSION_BY_ACCOUNT, &account, &request)?;
                let others = open.items.into_iter();
                for session in others.filter(|session| Some(&session.token_hash) != keep.as_ref()) {
                    write.forget::<Session>(&session.token_hash)?;
                    ended += 1;
                }
                match open.next {
                    Some(next) => after = Some(next),
                    None => return Ok(ended),
                }
            }
        })
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

/// Replaces a person's own password: the old one is asked for, and every other session ends.
pub async fn change_password(
    services: &Arc<Services>,
    session: &Session,
    member: &Membership,
    old: &str,
    new: &str,
) -> Result<(), Error> {
    let account: Account = services.read_all().get(&session.account)?.ok_or(Error::NotFound)?;
    let throttle = services.part::<Throttle>();
    let (key, now) = (format!("account {}", account.email), services.clock.now());
    throttle.admits(std::slice::from_ref(&key), now)?;
    let passwords = services.part::<Passwords>();
    if !passwords.verify(old, account.password.as_deref()).await? {
        throttle.failed(&key, now);
        return Err(Error::invalid("old", Message::new("access-password-old-wrong")));
    }
    let hash = passwords.hash(new).await?;
    let (id, event) = (account.id, AccessEvent::PasswordSet { member: member.clone() });
    Access::of_member(services, member, "access.password")?
        .write(move |write| {
            let account: Account = write.get(&id)?.ok_or(Error::NotFound)?;
            write
                .save(
                    &Account {
                        password: Some(hash.clone()),
                        ..account
                    },
                    &event,
                )
                .map(drop)
        })
        .await?;
    end_sessions_of(services, account.id, Some(session.token_hash.clone()))
        .await
        .map(drop)
}
